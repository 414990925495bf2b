import assert from "node:assert/strict";
import tls from "node:tls";
import sinon from "sinon";
import { LocalAuthority, makeCertificate, type Pair } from "../../harness/authority.ts";
import { Edge, HOME, reply } from "../../harness/edge.ts";
import { LocalIdp } from "../../harness/local-idp.ts";

describe("a bot that signs in with a password", () => {
  const idp = new LocalIdp();
  let pair: Pair;
  let authority: LocalAuthority;
  let edge: Edge;

  before(async () => {
    pair = makeCertificate();
    authority = new LocalAuthority(pair);
    await Promise.all([idp.start(), authority.start()]);
    const { connect } = tls;
    // So that this process knows the local authority's certificate, as NODE_EXTRA_CA_CERTS is read only at a start.
    const trusting = (options: object, ...rest: unknown[]) =>
      Reflect.apply(connect, tls, [{ ...options, ca: pair.cert }, ...rest]);
    sinon.replace(tls, "connect", trusting as typeof connect); // Node calls it with options alone
  });
  after(async () => {
    sinon.restore();
    await Promise.all([idp.stop(), authority.stop()]);
    pair.remove();
  });
  beforeEach(() => {
    authority.asked.length = 0;
    edge = new Edge();
  });
  afterEach(() => edge.close());

  /** A bot of its own each time, as the SDK keeps tokens by the bot's id for the whole process. */
  async function says(id: string, password: string): Promise<number> {
    const environment = {
      BOT_ID: id,
      PUBLIC_URL: "https://uptake.example",
      BOT_PASSWORD: password,
      BOT_TENANT_ID: HOME,
      BOT_OPENID_METADATA_URL: idp.metadata,
      BOT_SERVICE_HOSTS: "127.0.0.1",
      ENTRA_AUTHORITY: authority.url,
    };
    await edge.open({ environment, commands: { hello: async () => reply("Hello") } });
    const claims = { iss: "https://api.botframework.com", aud: id, serviceurl: edge.connector.url };
    const authorization = `Bearer ${idp.sign(claims)}`;
    return (await edge.post(edge.activity({ text: "hello" }), { authorization })).status;
  }

  it("gets its token from ENTRA_AUTHORITY over TLS, in its own tenant, and it goes with each reply", async () => {
    const status = await says("22222222-2222-4222-8222-22222222223a", "right");

    assert.equal(status, 200);
    assert.deepEqual(edge.shown, ["Hello"]);
    assert.equal(edge.connector.received[0]?.authorization, `Bearer token-of-${HOME}`);
    assert.ok(authority.asked.includes(`/${HOME}/oauth2/v2.0/token`), String(authority.asked));
  });

  it("that is wrong sends nothing, and the log says why without the password", async () => {
    const status = await says("22222222-2222-4222-8222-22222222223b", "wrong-password");

    assert.equal(status, 200);
    assert.deepEqual(edge.connector.received, []);
    assert.deepEqual(edge.logged, [
      { level: "warn", facts: { status: undefined, code: "invalid_client" }, event: "reply not delivered" },
    ]);
  });
});
