import assert from "node:assert/strict";
import { SourceRefused } from "../../../src/core/adoption-source.ts";
import type { PersonId, PersonKey, TenantId } from "../../../src/core/person.ts";
import { Asking, failureOf, HOME } from "./asking.ts";

const APP = "f31b1263-ba99-435a-a679-911d24850d7c";
const nothing = () => {};
const run = {
  now: new Date("2026-11-24T10:00:00Z"),
  log: { info: nothing, warn: nothing, error: nothing },
};
const person = (id: string, tenant = HOME): PersonKey => ({ tenant, id: id as PersonId });

describe("who can be written to at this moment, by Microsoft Graph", () => {
  const asking = new Asking();
  const org = () => asking.graph.org();
  before(() => asking.start());
  beforeEach(() => asking.anew({ presence: true }));
  after(() => asking.stop());

  const of = async (ids: readonly string[]) =>
    asking.opened.availability?.of(
      ids.map((id) => person(id)),
      run,
    );
  const meetings = () => asking.graph.asked.filter(({ path }) => path.includes("Presences"));

  it("isn't asked at all unless whoever runs the product wants it", async () => {
    await asking.anew();

    assert.equal(asking.opened.availability, undefined);
  });

  it("is told in the order they were asked for", async () => {
    const states = [
      ["ada", "Busy", "InAMeeting", "busy"],
      ["grace", "Available", "Available", "free"],
      ["alan", "DoNotDisturb", "Presenting", "busy"],
      ["barbara", "Away", "OutOfOffice", "away"],
      ["edsger", "Offline", "OffWork", "away"],
      ["tim", "Offline", "Offline", undefined],
      ["joan", "AvailableIdle", "Available", "free"],
      ["mary", "Away", "Away", undefined],
    ] as const;
    for (const [id, availability, activity] of states) org().presence.set(id, { availability, activity });

    const found = await of([...states.map(([id]) => id), "unknown"]);

    assert.deepEqual(found, [...states.map(([, , , meaning]) => meaning), undefined]);
  });

  it("is asked in groups that Graph takes", async () => {
    const ids = Array.from({ length: 1_301 }, (_, at) => `p${at}`);
    org().presence.set("p1300", { availability: "Busy", activity: "InACall" });

    const found = await of(ids);

    assert.equal(found?.at(-1), "busy");
    assert.deepEqual(
      meetings().map(({ body }) => (body as { ids: string[] }).ids.length),
      [650, 650, 1],
    );
  });

  it("asks each organisation for its own people, and nobody for strangers", async () => {
    const stranger = person("ada", "99999999-9999-4999-8999-999999999999" as TenantId);

    const found = await asking.opened.availability?.of([stranger], run);

    assert.deepEqual(found, [undefined]);
    assert.equal(asking.graph.asked.length, 0);
  });

  it("isn't known where Graph doesn't answer: nobody goes without a message", async () => {
    asking.graph.answers({ to: /Presences/, status: 503 });

    assert.deepEqual(await of(["ada"]), [undefined]);
  });

  it("isn't asked again and again where we may not ask, but is after an hour", async () => {
    org().permissions.delete("Presence.Read.All");
    await of(["ada"]);
    await of(["grace"]);
    const refused = meetings().length;

    await asking.opened.availability?.of([person("ada")], { ...run, now: new Date("2026-11-24T11:00:01Z") });

    assert.deepEqual([refused, meetings().length], [1, 2]);
  });

  it("doesn't read anybody's mailbox settings, unless that was asked for", async () => {
    await of(["ada"]);
    const before = asking.graph.asked.filter(({ path }) => path.includes("mailbox")).length;
    await asking.anew({ automaticReplies: true });
    const utc = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
    org().replies.set("ada", { status: "AlwaysEnabled" });
    org().replies.set("grace", {
      status: "scheduled",
      scheduledStartDateTime: utc("2026-11-23T00:00:00.0000000"),
      scheduledEndDateTime: utc("2026-11-25T00:00:00.0000000"),
    });
    org().replies.set("alan", {
      status: "scheduled",
      scheduledStartDateTime: utc("2026-11-25T00:00:00.0000000"),
      scheduledEndDateTime: utc("2026-11-26T00:00:00.0000000"),
    });

    const found = await of(["ada", "grace", "alan", "joan"]);

    assert.equal(before, 0);
    assert.deepEqual(found, ["away", "away", undefined, undefined]);
  });
});

describe("putting the app into people's Teams, by Microsoft Graph", () => {
  const asking = new Asking();
  const org = () => asking.graph.org();
  const teamsApp = { manifestId: APP, catalogueId: "" };
  before(() => asking.start());
  beforeEach(async () => {
    await asking.anew({ teamsApp });
    org().catalogue.set(APP, "in-the-catalogue");
  });
  after(() => asking.stop());

  const install = async (id: string) => asking.opened.installer?.install(person(id));
  const refused = (code: string, inner: string) => ({ error: { code, innerError: { code: inner } } });

  it("isn't done where no app is named", async () => {
    await asking.anew();

    assert.equal(asking.opened.installer, undefined);
  });

  it("names the app as the organisation's catalogue does, and looks it up once", async () => {
    const first = await install("ada");
    const second = await install("grace");

    const [lookedUp, ...posts] = asking.graph.asked;
    assert.deepEqual([first, second], [{ kind: "installed" }, { kind: "installed" }]);
    assert.match(lookedUp?.path ?? "", /teamsApps\?\$filter=externalId eq 'f31b1263/);
    assert.deepEqual(
      posts.map(({ method, body }) => [method, body]),
      Array(2).fill([
        "POST",
        { "teamsApp@odata.bind": "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/in-the-catalogue" },
      ]),
    );
  });

  it("needs no look at the catalogue where its id there is configured", async () => {
    await asking.anew({ teamsApp: { manifestId: APP, catalogueId: "configured" } });

    await install("ada");

    assert.equal(asking.graph.asked.length, 1);
  });

  it("is as good where it was there", async () => {
    await install("ada");

    assert.deepEqual(await install("ada"), { kind: "already" });
  });

  const table: readonly [string, number, object | undefined, Record<string, string> | undefined, object][] = [
    ["an administrator's policy", 403, refused("Forbidden", "AccessDenied"), undefined, { kind: "refused" }],
    ["somebody who never signed in to Teams", 404, undefined, undefined, { kind: "absent" }],
    ["a sporadic 400", 400, undefined, undefined, { kind: "later" }],
    [
      "too many in this time",
      429,
      undefined,
      { "retry-after": "700" },
      { kind: "later", throttled: true, seconds: 700 },
    ],
    ["a bad moment", 503, undefined, { "retry-after": "5" }, { kind: "later", seconds: 5 }],
  ];
  for (const [what, status, body, headers, expected] of table)
    it(`tells ${what} apart`, async () => {
      asking.graph.answers({
        to: /installedApps/,
        status,
        ...(body === undefined ? {} : { body }),
        ...(headers === undefined ? {} : { headers }),
      });

      assert.deepEqual(await install("ada"), expected);
      assert.equal(asking.graph.asked.filter(({ path }) => path.includes("installedApps")).length, 1);
    });

  it("doesn't take a missing permission for an administrator's policy", async () => {
    org().permissions.delete("TeamsAppInstallation.ReadWriteSelfForUser.All");

    assert.ok((await failureOf(install("ada"))) instanceof SourceRefused);
  });

  it("writes anybody's id into the address so that it stays one id", async () => {
    await install("a/../b?c#d");

    assert.match(asking.graph.asked.at(-1)?.url ?? "", /\/users\/a%2F\.\.%2Fb%3Fc%23d\/teamwork/);
  });
});
