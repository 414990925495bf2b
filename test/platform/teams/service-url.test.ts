import assert from "node:assert/strict";
import type { Activity } from "botbuilder";
import { readConfig } from "../../../src/config.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { doorsOf, maySendTo, refusalOf } from "../../../src/platform/teams/inbound.ts";
import { APP, Edge, HOME, reply } from "../../harness/edge.ts";

const asAda = { tenant: HOME as TenantId, id: "id-of-ada" as PersonId };

const REAL = {
  BOT_ID: APP,
  PUBLIC_URL: "https://uptake.example",
  BOT_PASSWORD: "secret",
  BOT_TENANT_ID: HOME,
};
const doors = (environment: Record<string, string>) => doorsOf(readConfig(environment).bot);

const TEAMS = [
  "https://smba.trafficmanager.net/emea/",
  "https://smba.trafficmanager.net/uk/11111111-1111-4111-8111-111111111111/",
  "https://SMBA.trafficmanager.net/amer",
  "https://smba.infra.gov.teams.microsoft.us/gcch/",
  "https://webchat.botframework.com/",
];

const TRICKS: readonly unknown[] = [
  "https://smba.trafficmanager.net.evil.com/",
  "https://evil.com/smba.trafficmanager.net/",
  "https://evil.com/?https://smba.trafficmanager.net/",
  "https://evil.com#smba.trafficmanager.net",
  "https://smba.trafficmanager.net@evil.com/",
  "https://user@smba.trafficmanager.net/",
  "https://:word@smba.trafficmanager.net/",
  "https://smba.trafficmanager.net./",
  "https://evilsmba.trafficmanager.net/",
  "https://x.smba.trafficmanager.net/",
  "https://trafficmanager.net/",
  "https://evilbotframework.com/",
  "https://botframework.com.evil.com/",
  "https://smba.trafficmanager.net\\@evil.com/",
  "http://smba.trafficmanager.net/emea/",
  "ftp://smba.trafficmanager.net/",
  "javascript:alert(1)",
  "file:///etc/passwd",
  "data:text/plain,x",
  "//smba.trafficmanager.net/",
  "smba.trafficmanager.net",
  "https://",
  "",
  "https://127.0.0.1/",
  "http://127.0.0.1:3978/",
  "http://localhost/",
  "http://[::1]/",
  "http://2130706433/",
  "http://169.254.169.254/metadata/identity/oauth2/token",
  "https://10.0.0.1/",
  "https://[::ffff:127.0.0.1]/",
  null,
  undefined,
  7,
  ["https://smba.trafficmanager.net/emea/"],
  { href: "https://smba.trafficmanager.net/emea/" },
];

describe("where the bot may send", () => {
  for (const url of TEAMS) it(`is ${url}`, () => assert.equal(maySendTo(url, doors(REAL)), true));

  for (const url of TRICKS)
    it(`isn't ${JSON.stringify(url)}`, () => assert.equal(maySendTo(url, doors(REAL)), false));

  it("is nowhere for who comes through Web Chat or Direct Line, where a client says itself who it is", () => {
    const activity = (channelId: string) =>
      ({
        channelId,
        serviceUrl: TEAMS[0],
        conversation: { id: "c", tenantId: HOME },
        channelData: undefined,
      }) as Activity;

    assert.equal(refusalOf(activity("msteams"), doors(REAL)), undefined);
    for (const channel of ["directline", "webchat", "emulator", "msteams:x", ""])
      assert.equal(refusalOf(activity(channel), doors(REAL)), "channel", channel);
    assert.equal(refusalOf(activity("emulator"), doors({})), undefined);
  });

  it("includes this machine while the bot has no id, for the Playground, but no other", () => {
    const laptop = doors({});

    assert.deepEqual(
      [
        "http://localhost:56150/_connector",
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://127.0.0.2/",
        "http://10.0.0.1/",
      ].map((url) => maySendTo(url, laptop)),
      [true, true, true, false, false],
    );
  });

  it("is only what BOT_SERVICE_HOSTS names, where it names anything", () => {
    const own = doors({ ...REAL, BOT_SERVICE_HOSTS: "connector.example.gov.uk, *.bots.example.gov.uk" });

    assert.deepEqual(
      [
        "https://connector.example.gov.uk/",
        "https://a.bots.example.gov.uk/",
        "https://bots.example.gov.uk/",
        "https://smba.trafficmanager.net/emea/",
        "http://connector.example.gov.uk/",
      ].map((url) => maySendTo(url, own)),
      [true, true, false, false, false],
    );
  });
});

describe("an activity from elsewhere", () => {
  const edge = new Edge();
  before(() => edge.open({ commands: { hello: async () => reply("Hello") } }));
  after(() => edge.close());

  for (const serviceUrl of TRICKS.filter(
    (url) => !/^https?:\/\/(127|localhost|\[::1|2130706433)/.test(String(url)),
  ))
    it(`is refused and nothing is sent: ${JSON.stringify(serviceUrl)}`, async () => {
      edge.logged.length = 0;

      const { status, body } = await edge.post(edge.activity({ text: "hello", serviceUrl }));

      assert.ok([400, 403].includes(status), String(status));
      assert.equal(body, "");
      assert.equal(edge.connector.received.length, 0);
      assert.equal(edge.logged.length, 1);
      assert.equal(await edge.people.find(asAda), undefined);
    });
});

describe("somebody whose chat was kept while their host was allowed", () => {
  const edge = new Edge();
  before(() => edge.open());
  after(() => edge.close());

  for (const serviceUrl of ["https://evil.example/", "http://smba.trafficmanager.net/"])
    it(`isn't written to at ${serviceUrl}`, async () => {
      const contact = { conversation: "chat", serviceUrl, bot: "28:bot", teamsId: "29:ada" };
      await edge.people.meet(asAda, contact, { language: "en", zone: undefined }, new Date(), true);

      const outcome = await edge.write(asAda, reply("A tip").card);

      assert.deepEqual(outcome, { kind: "failed", reason: "host not allowed" });
    });
});
