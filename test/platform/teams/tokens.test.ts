import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import sinon from "sinon";
import { say } from "../../../src/core/say.ts";
import { APP, Edge, HOME, reply } from "../../harness/edge.ts";
import { LocalIdp } from "../../harness/local-idp.ts";

const TEAMS = "https://smba.trafficmanager.net/emea/";
const OTHER = "99999999-9999-4999-8999-999999999999";
const otherKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const CLAIMS = { iss: "https://api.botframework.com", aud: APP, serviceurl: TEAMS };

/** The adapter as Microsoft made it, with tokens that are signed here: only our own configuration points it at this key. */
describe("who may talk to the bot, by token", () => {
  const idp = new LocalIdp();
  const edge = new Edge();

  before(async () => {
    sinon.stub(console, "error"); // the SDK says there why it refused
    await idp.start();
    const environment = {
      NODE_ENV: "production",
      BOT_ID: APP,
      PUBLIC_URL: "https://uptake.example",
      BOT_PASSWORD: "secret",
      BOT_TENANT_ID: HOME,
      BOT_OPENID_METADATA_URL: idp.metadata,
    };
    await edge.open({ environment, commands: { hello: async () => reply("Hello") } });
  });
  after(async () => {
    await edge.close();
    await idp.stop();
    sinon.restore();
  });

  /** Pressing something is answered in the HTTP response, so the bot need not call anybody. */
  const press = (changes: Record<string, unknown> = {}) => ({
    ...edge.press(say.name, { words: "hello" }),
    serviceUrl: TEAMS,
    ...changes,
  });
  const bearer = (claims: object = CLAIMS, signing: Parameters<LocalIdp["sign"]>[1] = {}) =>
    `Bearer ${idp.sign({ ...claims }, signing)}`;
  const without = ({ ...claims }: Record<string, unknown>, name: string) => {
    delete claims[name];
    return claims;
  };

  const refused: readonly [
    name: string,
    token: () => string | undefined,
    activity?: Record<string, unknown>,
  ][] = [
    ["without a token", () => undefined],
    ["with another scheme", () => "Basic YWxhZGRpbjpvcGVu"],
    ["with an empty bearer", () => "Bearer "],
    ["with garbage", () => "Bearer a.b.c"],
    ["signed by a key nobody knows", () => bearer(CLAIMS, { kid: "unknown" })],
    ["signed by another key under a known name", () => bearer(CLAIMS, { key: otherKey() })],
    ["not signed at all", () => bearer(CLAIMS, { alg: "none" })],
    ["that expired an hour ago", () => bearer(CLAIMS, { expiresIn: -3600 })],
    ["for another bot", () => bearer({ ...CLAIMS, aud: "33333333-3333-4333-8333-333333333333" })],
    ["for no bot", () => bearer(without(CLAIMS, "aud"))],
    ["of another issuer", () => bearer({ ...CLAIMS, iss: "https://sts.windows.net/evil/" })],
    ["of no issuer", () => bearer(without(CLAIMS, "iss"))],
    [
      "for another service URL",
      () => bearer({ ...CLAIMS, serviceurl: "https://smba.trafficmanager.net/amer/" }),
    ],
    ["for no service URL", () => bearer(without(CLAIMS, "serviceurl"))],
    ["for a channel that the key isn't endorsed for", () => bearer(), { channelId: "slack" }],
  ];
  for (const [name, token, changes] of refused)
    it(`answers a bare 401 to an activity ${name}`, async () => {
      edge.logged.length = 0;
      const authorization = token();

      const answer = await edge.post(press(changes), authorization === undefined ? {} : { authorization });

      assert.deepEqual([answer.status, answer.body], [401, ""]);
      assert.equal(answer.headers.get("www-authenticate"), null);
      assert.deepEqual(edge.logged, [{ level: "warn", facts: { why: "token" }, event: "activity refused" }]);
    });

  it("answers Teams' own token", async () => {
    const answer = await edge.post(press(), { authorization: bearer() });

    assert.equal(answer.status, 200);
    assert.match(answer.body, /Hello/);
  });

  it("answers a token that expired less than five minutes ago, as clocks differ", async () => {
    const answer = await edge.post(press(), { authorization: bearer(CLAIMS, { expiresIn: -200 }) });

    assert.equal(answer.status, 200);
  });

  it("fetched the keys from where the configuration says", () => {
    assert.ok(idp.paths.includes("/v1/.well-known/openidconfiguration"));
  });

  const strangers: readonly [string, Record<string, unknown>][] = [
    [
      "another tenant",
      { conversation: { id: "c", tenantId: OTHER }, channelData: { tenant: { id: OTHER } } },
    ],
    [
      "another tenant in the channel's data",
      { conversation: { id: "c" }, channelData: { tenant: { id: OTHER } } },
    ],
    [
      "two tenants at once",
      { conversation: { id: "c", tenantId: OTHER }, channelData: { tenant: { id: HOME } } },
    ],
    [
      "two tenants the other way round",
      { conversation: { id: "c", tenantId: HOME }, channelData: { tenant: { id: OTHER } } },
    ],
    ["no tenant", { conversation: { id: "c" }, channelData: {} }],
    [
      "a tenant that isn't a text",
      { conversation: { id: "c", tenantId: [HOME] }, channelData: { tenant: { id: HOME } } },
    ],
  ];
  for (const [name, changes] of strangers)
    it(`refuses an activity of ${name}, good token or not`, async () => {
      edge.logged.length = 0;

      const answer = await edge.post(press(changes), { authorization: bearer() });

      assert.deepEqual([answer.status, answer.body], [403, ""]);
      assert.deepEqual(edge.logged, [{ level: "warn", facts: { why: "tenant" }, event: "activity refused" }]);
    });

  it("lets our tenant in however it is written", async () => {
    const shouted = { conversation: { id: "c", tenantId: HOME.toUpperCase() }, channelData: null };

    const answer = await edge.post(press(shouted), { authorization: bearer() });

    assert.equal(answer.status, 200);
  });

  it("refuses a loopback service URL, good token or not, once the bot has an id", async () => {
    const serviceUrl = edge.connector.url;

    const answer = await edge.post(press({ serviceUrl }), {
      authorization: bearer({ ...CLAIMS, serviceurl: serviceUrl }),
    });

    assert.equal(answer.status, 403);
    assert.equal(edge.connector.received.length, 0);
  });
});

describe("while the keys that tokens are checked with can't be fetched", () => {
  const idp = new LocalIdp();
  const edge = new Edge();

  beforeEach(async () => {
    sinon.stub(console, "error");
    await idp.start();
  });
  afterEach(async () => {
    await edge.close();
    sinon.restore();
  });

  /** Each with metadata of its own, as the SDK keeps keys by their address for the whole process. */
  const open = (metadata: string) =>
    edge.open({
      environment: {
        NODE_ENV: "production",
        BOT_ID: APP,
        PUBLIC_URL: "https://uptake.example",
        BOT_PASSWORD: "secret",
        BOT_TENANT_ID: HOME,
        BOT_OPENID_METADATA_URL: metadata,
      },
      commands: { hello: async () => reply("Hello") },
      pace: { outbound: 300 },
    });
  const asked = () =>
    edge.post(
      { ...edge.press(say.name, { words: "hello" }), serviceUrl: TEAMS },
      { authorization: `Bearer ${idp.sign({ ...CLAIMS })}` },
    );

  it("nobody waits for ever, and whoever called may try again", async () => {
    await open(`${idp.metadata}?silent`);
    idp.fallsSilent();

    const answer = await asked();
    idp.speaks();
    await idp.stop();

    assert.deepEqual([answer.status, answer.body], [503, ""]);
    assert.deepEqual(edge.logged, [{ level: "warn", facts: { why: "no keys" }, event: "activity refused" }]);
  });

  it("nobody is told that their token is wrong", async () => {
    await open(`${idp.metadata}?gone`);
    await idp.stop();

    const answer = await asked();

    assert.deepEqual([answer.status, answer.body], [503, ""]);
  });
});

describe("the bot's own token", () => {
  const idp = new LocalIdp();
  let edge: Edge;

  before(async () => {
    await idp.start();
    const machine = { IDENTITY_ENDPOINT: idp.identityEndpoint, IDENTITY_HEADER: "any" };
    sinon.stub(process, "env").value({ ...process.env, ...machine });
  });
  after(async () => {
    sinon.restore();
    await idp.stop();
  });
  beforeEach(() => {
    edge = new Edge();
  });
  afterEach(() => edge.close());

  /** A bot of its own each time, as the SDK keeps tokens by the bot's id for the whole process. */
  async function open(id: string): Promise<{ authorization: string }> {
    const environment = {
      BOT_ID: id,
      PUBLIC_URL: "https://uptake.example",
      BOT_TYPE: "UserAssignedMSI",
      BOT_TENANT_ID: HOME,
      BOT_OPENID_METADATA_URL: idp.metadata,
      BOT_SERVICE_HOSTS: "127.0.0.1",
    };
    await edge.open({
      environment,
      commands: { hello: async () => reply("Hello") },
      pace: { outbound: 300 },
    });
    const token = idp.sign({ ...CLAIMS, aud: id, serviceurl: edge.connector.url });
    return { authorization: `Bearer ${token}` };
  }

  it("goes with each reply to where BOT_SERVICE_HOSTS allows", async () => {
    const headers = await open("22222222-2222-4222-8222-22222222222a");

    const answer = await edge.post(edge.activity({ text: "hello" }), headers);

    assert.equal(answer.status, 200);
    assert.deepEqual(edge.shown, ["Hello"]);
    assert.equal(edge.connector.received[0]?.authorization, "Bearer token-of-the-managed-identity");
  });

  it("isn't carried along when the connector redirects", async () => {
    const headers = await open("22222222-2222-4222-8222-22222222222b");
    const elsewhere = new Edge();
    await elsewhere.connector.start();
    edge.connector.answers.push({ status: 307, headers: { location: `${elsewhere.connector.url}/take` } });

    const answer = await edge.post(edge.activity({ text: "hello" }), headers);
    await elsewhere.connector.stop();

    assert.equal(answer.status, 200);
    assert.deepEqual(elsewhere.connector.received, []);
    assert.deepEqual(
      edge.logged.map(({ event }) => event),
      ["reply not delivered"],
    );
  });

  it("isn't waited for longer than any other call", async () => {
    const headers = await open("22222222-2222-4222-8222-22222222222c");
    await edge.post(edge.press(say.name, { words: "hello" }), headers); // the keys are known before it falls silent
    idp.fallsSilent();

    const answer = await edge.post(edge.activity({ text: "hello" }), headers);
    idp.speaks();

    assert.equal(answer.status, 200);
    assert.deepEqual(edge.logged, [
      { level: "warn", facts: { status: undefined, code: "no token in time" }, event: "reply not delivered" },
    ]);
  });
});
