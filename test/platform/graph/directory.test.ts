import assert from "node:assert/strict";
import {
  type Cursor,
  CursorExpired,
  type DirectoryChange,
  SourceBroken,
  SourceBusy,
  SourceRefused,
} from "../../../src/core/adoption-source.ts";
import { Asking, failureOf, HOME } from "./asking.ts";

const COPILOT = "3F30311C-6B1E-48A4-AB79-725B469DA960";

describe("the directory, as Microsoft Graph tells it", () => {
  const asking = new Asking();
  const org = () => asking.graph.org();
  before(() => asking.start());
  beforeEach(() => asking.anew());
  after(() => asking.stop());

  /** Every change of a round, and the cursor for the next. */
  async function round(from?: Cursor): Promise<{ changes: DirectoryChange[]; next: Cursor; pages: number }> {
    const changes: DirectoryChange[] = [];
    for (let pages = 1; ; pages += 1) {
      const page = await asking.source.people(HOME, from);
      changes.push(...page.changes);
      from = page.next;
      if (page.done) return { changes, next: page.next, pages };
    }
  }

  it("tells of everybody, page by page", async () => {
    org().pageSize = 2;
    for (const id of ["ada", "grace", "alan", "edsger", "barbara"]) org().has({ id });

    const { changes, pages } = await round();

    assert.deepEqual(changes.map(({ id }) => id).sort(), ["ada", "alan", "barbara", "edsger", "grace"]);
    assert.equal(pages, 3);
  });

  it("takes what it knows of somebody, in the product's own words", async () => {
    org().has({
      id: "ADA",
      userPrincipalName: "Ada.Example@Example.Gov.UK",
      department: "Policy",
      jobTitle: "Adviser",
      companyName: "HM Example",
      officeLocation: "Leeds",
      country: "United Kingdom",
      preferredLanguage: "cy-GB",
      accountEnabled: true,
      userType: "Guest",
      plans: [COPILOT],
      manager: "GRACE",
    });

    const { changes } = await round();

    assert.deepEqual(changes, [
      {
        id: "ada",
        signInName: "ada.example@example.gov.uk",
        department: "Policy",
        jobTitle: "Adviser",
        company: "HM Example",
        office: "Leeds",
        country: "United Kingdom",
        language: "cy-GB",
        enabled: true,
        guest: true,
        plans: [COPILOT.toLowerCase()],
        manager: "grace",
      },
    ]);
  });

  it("asks for no name and no address to write to", async () => {
    await round();

    const { path } = asking.graph.asked[0] ?? { path: "" };
    assert.doesNotMatch(path, /displayName|givenName|surname|\bmail\b|phone/i);
  });

  it("goes on from where it was: then only what changed, in the order it changed", async () => {
    org().has({ id: "ada", department: "Policy", jobTitle: "Adviser" });
    const { next } = await round();
    org().has({ id: "ada", department: "Digital" });
    org().has({ id: "grace" });
    org().has({ id: "ada", department: null });

    const { changes } = await round(next);

    assert.deepEqual(changes, [
      { id: "ada", department: "Digital" },
      { id: "grace" },
      { id: "ada", department: null },
    ]);
  });

  it("tells of who left, and nothing else of them", async () => {
    org().has({ id: "ada" }, { id: "grace" });
    const { next } = await round();
    org().loses("ada");
    org().loses("grace", "changed");

    const { changes } = await round(next);

    assert.deepEqual(changes, [
      { id: "ada", removed: true },
      { id: "grace", removed: true },
    ]);
  });

  it("tells of a manager who went and one who came, in whichever order Graph lists them", async () => {
    org().has({ id: "ada", manager: null });
    const gone = { id: "old", "@removed": { reason: "deleted" } };
    const both = [
      { id: "one", "manager@delta": [gone, { id: "new" }] },
      { id: "two", "manager@delta": [{ id: "new" }, gone] },
      { id: "three", "manager@delta": [] },
    ];
    const { changes } = await round();
    asking.graph.answers({ to: /delta/, status: 200, body: { value: both, ...LAST } });

    const second = await round();

    assert.deepEqual(changes, [{ id: "ada", manager: null }]);
    assert.deepEqual(second.changes, [
      { id: "one", manager: "new" },
      { id: "two", manager: "new" },
      { id: "three" },
    ]);
  });

  const LAST = { "@odata.deltaLink": "/v1.0/users/delta?$deltatoken=x" };

  it("counts a plan as on where any of its copies is on or in its days of grace, and not where none is", async () => {
    const plan = (servicePlanId: string, capabilityStatus: string) => ({ servicePlanId, capabilityStatus });
    const assignedPlans = [
      plan("A", "Deleted"),
      plan("a", "enabled"),
      plan("a", "Enabled"),
      plan("b", "Suspended"),
      plan("c", "Warning"),
    ];
    const body = {
      value: [
        { id: "ada", assignedPlans },
        { id: "alan", assignedPlans: null },
      ],
      ...LAST,
    };
    asking.graph.answers({ to: /delta/, status: 200, body });

    const { changes } = await round();

    assert.deepEqual(changes, [
      { id: "ada", plans: ["a", "c"] },
      { id: "alan", plans: [] },
    ]);
  });

  it("takes a page without people for what it is: a page", async () => {
    const body = { value: [], "@odata.nextLink": `${asking.graph.url}/v1.0/users/delta?$skiptoken=1_-1_0_0` };
    asking.graph.answers({ to: /delta/, status: 200, body });

    const page = await asking.source.people(HOME, undefined);

    assert.deepEqual([page.changes, page.done], [[], false]);
  });

  it("says so when its cursor is too old, however Graph puts it", async () => {
    const { next } = await round();
    org().forgetsCursors();
    const first = await failureOf(asking.source.people(HOME, next));
    const expired = { error: { code: "badRequest", innerError: { code: "syncStateNotFound" } } };
    asking.graph.answers({ to: /delta/, status: 400, body: expired });
    const second = await failureOf(asking.source.people(HOME, next));

    assert.ok(first instanceof CursorExpired);
    assert.ok(second instanceof CursorExpired);
  });

  it("never takes a token to another host, whatever a page or a cursor says", async () => {
    const evil = "https://graph.microsoft.com.evil.example/v1.0/users/delta?$skiptoken=x";
    asking.graph.answers({ to: /delta/, status: 200, body: { value: [], "@odata.nextLink": evil } });

    const page = await failureOf(asking.source.people(HOME, undefined));
    const asked = asking.graph.asked.length;
    const cursors = [
      evil,
      "//evil.example/users/delta?x",
      "/../evil",
      "@evil.example/",
      "/users/ada?x=1",
      "",
    ];
    const failures = await Promise.all(
      cursors.map((cursor) => failureOf(asking.source.people(HOME, cursor as Cursor))),
    );

    assert.ok(page instanceof SourceBroken);
    assert.ok(failures.every((failure) => failure instanceof CursorExpired));
    assert.equal(asking.graph.asked.length, asked);
  });

  it("keeps no host in its cursor", async () => {
    const { next } = await round();

    assert.match(next, /^\/users\/delta\?/);
  });

  it("follows who joins and leaves a group, and people alone", async () => {
    org().joins("pilot", "ada", "grace");
    const first = await asking.source.members(HOME, "pilot", undefined);
    org().leaves("pilot", "ada");
    org().joins("pilot", "alan");
    org().joins("another", "barbara");

    const second = await asking.source.members(HOME, "pilot", first.next);

    assert.deepEqual([first.joined, first.left], [["ada", "grace"], []]);
    assert.deepEqual([second.joined, second.left], [["alan"], ["ada"]]);
  });

  it("takes no device and no group for a member, and notices that the group is gone", async () => {
    const members = [
      { "@odata.type": "#microsoft.graph.device", id: "printer" },
      { "@odata.type": "#microsoft.graph.user", id: "ada" },
    ];
    const body = { value: [{ id: "pilot", "members@delta": members }], ...GROUP_LAST };
    asking.graph.answers({ to: /groups/, status: 200, body });
    const gone = { value: [{ id: "pilot", "@removed": { reason: "deleted" } }], ...GROUP_LAST };

    const first = await asking.source.members(HOME, "pilot", undefined);
    asking.graph.answers({ to: /groups/, status: 200, body: gone });
    const second = await asking.source.members(HOME, "pilot", first.next);

    assert.deepEqual(first.joined, ["ada"]);
    assert.equal(second.gone, true);
  });

  const GROUP_LAST = { "@odata.deltaLink": "/v1.0/groups/delta?$deltatoken=x" };

  it("asks for a group by its whole id, even where somebody put a quotation mark into it", async () => {
    await asking.source.members(HOME, "a' or id ne 'b", undefined);

    assert.match(asking.graph.asked[0]?.path ?? "", /\$filter=id eq 'a'' or id ne ''b'$/);
  });

  it("tells of licences by product, those in their days of grace too", async () => {
    const prepaidUnits = { enabled: 100, warning: 20, suspended: 7, lockedOut: 0 };
    org().skus.push({
      skuId: "639DEC6B-BB19-468B-871C-C5C441C4B0CB",
      skuPartNumber: "Microsoft_365_Copilot",
      consumedUnits: 90,
      prepaidUnits,
      servicePlans: [{ servicePlanId: COPILOT, servicePlanName: "M365_COPILOT_BUSINESS_CHAT" }],
    });

    assert.deepEqual(await asking.source.licences(HOME), [
      {
        sku: "639dec6b-bb19-468b-871c-c5c441c4b0cb",
        name: "Microsoft_365_Copilot",
        plans: [COPILOT.toLowerCase()],
        purchased: 120,
        assigned: 90,
      },
    ]);
  });

  it("knows whether names are concealed, in either shape, and that it can't tell", async () => {
    org().concealed = true;
    const plain = await asking.source.namesConcealed(HOME);
    const body = { value: { displayConcealedNames: false } };
    asking.graph.answers({ to: /reportSettings/, status: 200, body });
    const wrapped = await asking.source.namesConcealed(HOME);
    org().permissions.delete("ReportSettings.Read.All");
    const refused = await asking.source.namesConcealed(HOME);

    assert.deepEqual([plain, wrapped, refused], [true, false, undefined]);
  });

  describe("when it goes wrong", () => {
    const people = () => failureOf(asking.source.people(HOME, undefined));

    it("names the permission that is missing", async () => {
      org().permissions.delete("User.Read.All");

      const failure = await people();

      assert.ok(failure instanceof SourceRefused);
      assert.equal(failure.permission, "User.Read.All");
      assert.match(failure.message, /User\.Read\.All isn't granted/);
    });

    it("passes on in full how long Graph asks to wait, asks once, and then nobody asks", async () => {
      asking.graph.answers({ to: /delta/, status: 429, headers: { "retry-after": "1800" }, times: 9 });

      const first = await people();
      const second = await people();

      assert.ok(first instanceof SourceBusy && second instanceof SourceBusy);
      assert.equal(first.seconds, 1800);
      assert.ok((second.seconds ?? 0) > 1790 && (second.seconds ?? 0) <= 1800);
      assert.equal(asking.graph.asked.length, 1);
    });

    it("understands a date to wait for, by the server's own clock", async () => {
      const headers = {
        date: "Sun, 22 Nov 2026 10:00:00 GMT",
        "retry-after": "Sun, 22 Nov 2026 10:15:00 GMT",
      };
      asking.graph.answers({ to: /delta/, status: 503, headers });

      const failure = await people();

      assert.equal((failure as SourceBusy).seconds, 900);
    });

    for (const status of [500, 502, 503, 504])
      it(`takes ${status} for a bad moment, and doesn't try again by itself`, async () => {
        asking.graph.answers({ to: /delta/, status, times: 9 });

        assert.ok((await people()) instanceof SourceBusy);
        assert.equal(asking.graph.asked.length, 1);
      });

    it("says that a page broke off, and nothing of what was in it", async () => {
      const body = { value: [{ id: "ada", userPrincipalName: "ada@example.gov.uk" }], ...LAST };
      asking.graph.answers({ to: /delta/, status: 200, body, breaksAfter: 60 });

      const failure = await people();

      assert.ok(failure instanceof SourceBroken);
      assert.doesNotMatch(`${failure.message}${failure.stack}`, /ada/);
    });

    it("says that Graph can't be reached", async () => {
      await asking.anew({ baseUrl: "http://127.0.0.1:9" });

      assert.ok((await people()) instanceof SourceBusy);
    });

    it("gives up on a Graph that says nothing", async () => {
      await asking.anew({}, { answer: 50 });
      asking.graph.answers({ to: /delta/, status: 200, silent: true });

      assert.ok((await people()) instanceof SourceBusy);
    });

    it("sends no token over plain http to another machine", async () => {
      const failure = await failureOf(asking.anew({ baseUrl: "http://graph.example" }));

      assert.match(failure.message, /https only/);
    });

    it("follows no redirect with its token", async () => {
      const headers = { location: `${asking.graph.url}/elsewhere` };
      asking.graph.answers({ to: /delta/, status: 302, headers });

      assert.ok((await people()) instanceof SourceBroken);
      assert.equal(asking.graph.asked.length, 1);
    });

    it("lets others go first, as nobody waits for it", async () => {
      await round();

      assert.equal(asking.graph.asked[0]?.headers["x-ms-throttle-priority"], "low");
    });
  });
});
