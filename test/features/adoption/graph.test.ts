import assert from "node:assert/strict";
import { sql } from "kysely";
import type { AdoptionFigures, Reading } from "../../../src/core/figures.ts";
import { opened } from "../../../src/core/publication.ts";
import { COLUMNS, FakeGraph, type Member, type Permission } from "../../harness/graph.ts";
import { TENANT, TestHouse, textOf } from "../../harness/house.ts";
import { PLAN } from "./source.ts";

const TODAY = "2026-11-24";
const REPORT = "2026-11-22";
const PILOT = "a5c7c9b4-5b3f-4f1e-9b0e-1c9a5f7f0001";

describe("Adoption, read over Microsoft Graph", () => {
  const graph = new FakeGraph();
  let house: TestHouse;
  before(() => graph.start());
  beforeEach(async () => {
    graph.reset();
    house = new TestHouse();
    await house.open({ graph });
  });
  afterEach(() => house.close());
  after(() => graph.stop());

  const member = (name: string, more: Partial<Member> = {}): Member => ({
    id: `id-of-${name}`,
    userPrincipalName: `${name}@example.gov.uk`,
    department: "HM Example",
    jobTitle: "HEO policy adviser",
    accountEnabled: true,
    userType: "Member",
    plans: [PLAN],
    ...more,
  });

  /** Somebody at the top, fourteen below them, and what all of them used. */
  function organisation(): void {
    const org = graph.org();
    const names = ["ada", ...Array.from({ length: 14 }, (_, at) => `p${at}`)];
    org.pageSize = 4;
    org.has(...names.map((name, at) => member(name, at === 0 ? {} : { manager: "id-of-ada" })));
    org.skus.push({
      ...{ skuId: "s1", skuPartNumber: "Microsoft_365_Copilot", consumedUnits: 15 },
      ...{ prepaidUnits: { enabled: 20 }, servicePlans: [{ servicePlanId: PLAN }] },
    });
    org.usage.push(
      ...names.map((name, at) => ({
        signInName: `${name}@example.gov.uk`,
        last: at < 12 ? { any: "2026-11-20", word: "2026-11-20" } : { any: "2026-09-01", word: null },
      })),
    );
  }

  const sync = () => house.operates("sync");
  const status = async () => (await house.operates("adoption status")).out;
  async function rows<T = Record<string, unknown>>(text: string): Promise<readonly T[]> {
    return (await sql.raw<T>(text).execute(house.db)).rows;
  }
  /** Time passes, also by the database's clock, which the pace goes by. */
  async function pass(minutes: number): Promise<void> {
    house.now = new Date(house.now.getTime() + minutes * 60_000);
    await sql`update graph_budget set blocked_until = blocked_until - make_interval(mins => ${minutes}::int)`.execute(
      house.db,
    );
  }
  async function figures(): Promise<AdoptionFigures> {
    const slot = house.app.features.flatMap(({ adoptionFigures }) => adoptionFigures ?? [])[0];
    const all = slot && opened(await slot.of({ tenant: TENANT }, "tenant", TODAY)).get(TENANT);
    assert.ok(all);
    return all;
  }
  const read = <T>(reading: Reading<T>): T | string => ("value" in reading ? reading.value : reading.unknown);

  it("goes from the command line to figures and to everybody's own data", async () => {
    organisation();

    const { code, out } = await sync();

    assert.equal(code, 0, out);
    const found = await figures();
    assert.deepEqual(read(found.active), { count: 12, of: 15 });
    assert.equal(found.active.refreshedOn, REPORT);
    assert.equal(read(found.lapsed), 3);
    const ada = await house.person("Ada").meets();
    const card = textOf(await ada.says("my data"));
    assert.match(card, /HEO policy adviser/);
    assert.match(card, /Word 20 Nov 2026/);
    ada.locale = "cy-GB";
    await ada.chooses({ language: "cy" });
    assert.match(textOf(await ada.says("fy nata")), /Word 20 Tach 2026/);
    const said = JSON.stringify([house.logged, out, await status()]);
    assert.doesNotMatch(said, /example\.gov\.uk|id-of-/);
    for (const { headers } of graph.asked) assert.equal(headers["x-ms-throttle-priority"], "low");
  });

  it("reads in the next round only what changed, and says nothing new of the rest", async () => {
    organisation();
    await sync();
    const places = await rows("select * from adoption_place order by n");
    graph.asked.splice(0);
    graph.org().has({ id: "id-of-p1", department: "Other Office" });
    await pass(24 * 60);

    await sync();

    assert.equal(graph.asked.filter(({ path }) => path.includes("/users/delta")).length, 1);
    const moved = await rows("select department from adoption_place where from_on = '2026-11-25'");
    assert.deepEqual(moved, [{ department: "Other Office" }]);
    assert.equal((await rows("select * from adoption_place")).length, places.length + 1);
  });

  it("begins again where Graph no longer knows the cursor, and nobody has left because of it", async () => {
    organisation();
    await sync();
    graph.org().forgetsCursors();

    const { code } = await sync();

    assert.equal(code, 0);
    assert.deepEqual(await rows("select count(*) from adoption_person where left_on is null"), [
      { count: 15 },
    ]);
  });

  it("waits as long as Graph asks by coming back later: nothing sleeps, and everything else goes on", async () => {
    organisation();
    graph.answers({ to: /users\/delta/, status: 429, headers: { "retry-after": "600" }, after: 1 });
    const began = performance.now();

    const { code, out } = await sync();

    assert.ok(performance.now() - began < 30_000);
    assert.equal(code, 1);
    assert.match(out, /NOT OK {2}People: asked for patience; try again from 2026-11-24T10:10:00/);
    assert.match(out, /ok {6}Usage report D7/);
    assert.match(
      await status(),
      /People: never read; asked for patience since 2026-11-24T10:00.*2026-11-24T10:10/,
    );
    graph.asked.splice(0);
    await pass(9);
    await sync();
    assert.deepEqual(
      graph.asked.filter(({ path }) => path.includes("/users/delta")),
      [],
    );

    await pass(1);
    assert.equal((await sync()).code, 0);
    assert.equal(graph.asked.filter(({ path }) => path.includes("/users/delta")).length, 3); // page 1 was kept
    assert.deepEqual(read((await figures()).active), { count: 12, of: 15 });
  });

  it("goes on where it was when Graph fails in the middle of a page", async () => {
    for (const trouble of [{ status: 503 }, { status: 200, body: { value: [] }, breaksAfter: 5 }]) {
      await sql`delete from person`.execute(house.db);
      await sql`delete from adoption_step`.execute(house.db);
      graph.reset();
      organisation();
      graph.answers({ to: /users\/delta/, after: 2, ...trouble });

      const { code } = await sync();
      assert.equal(code, 1);
      assert.match(await status(), /NOT OK {2}People: never read; (asked for patience|couldn't be read)/);
      await pass(11);

      assert.equal((await sync()).code, 0);
      assert.equal(graph.asked.filter(({ path }) => path.includes("/users/delta")).length, 5);
      assert.doesNotMatch(await status(), /NOT OK/);
    }
  });

  it("joins nobody while names are concealed, says so plainly, and keeps the totals", async () => {
    organisation();
    graph.org().concealed = true;

    assert.equal((await sync()).code, 0);

    assert.equal(read((await figures()).active), "names concealed");
    assert.deepEqual(await rows("select * from adoption_week"), []);
    const said = await status();
    assert.match(said, /conceals names in its usage reports/);
    const { value } = await asked("adoption status");
    assert.ok(value.tenants[0].organisation.some(({ enabled }: { enabled: number }) => enabled === 15));
    assert.ok(graph.asked.every(({ method }) => method === "GET"));
  });

  async function asked(line: string) {
    const { out } = await house.app.operate([...line.split(" "), "--json"]);
    // biome-ignore lint/suspicious/noExplicitAny: what a command prints as JSON is looked at by its tests
    return { value: JSON.parse(out) as any };
  }

  const HEADING = COLUMNS.join(",");
  const line = (name: string, word: string) =>
    `${REPORT},${name}@example.gov.uk,Somebody,${word},,,${word},,,,,,7`;

  const reports: readonly (readonly [string, string, RegExp, number])[] = [
    ["is cut in the middle of a line", `${HEADING}\r\n${line("ada", "2026-11-20").slice(0, -40)}`, /cut/, 0],
    ["is cut within quotes", `${HEADING}\r\n${REPORT},"ada@exam`, /cut/, 0],
    [
      "has the same row twice",
      [HEADING, line("ada", "2026-11-20"), line("ada", "2026-11-20")].join("\r\n"),
      /whole/,
      1,
    ],
    [
      "lacks columns",
      `Report Refresh Date,User Principal Name,Last Activity Date\r\n${REPORT},ada@example.gov.uk,2026-11-20`,
      /whole/,
      1,
    ],
    ["lacks the name", `Report Refresh Date,Last Activity Date\r\n${REPORT},2026-11-20`, /cut/, 0],
    ["begins with a byte order mark", `\ufeff${HEADING}\r\n${line("ada", "2026-11-20")}`, /whole/, 1],
    [
      "has line breaks in quotes",
      `${HEADING}\r\n${line("ada", "2026-11-20").replace("Somebody", '"Some\r\nbody, ""x"""')}`,
      /whole/,
      1,
    ],
    ["is empty", "", /cut/, 0],
  ];
  for (const [what, report, state, weeks] of reports)
    it(`takes a report that ${what} for what it is`, async () => {
      organisation();
      graph.org().reports.set("detail", report);

      const { code } = await sync();

      const isWhole = state.test("whole");
      assert.equal(code, isWhole ? 0 : 1);
      assert.match(
        await status(),
        isWhole
          ? /ok {6}Usage report D7: last read/
          : /NOT OK {2}Usage report D7: never read; couldn't be read/,
      );
      assert.equal((await rows("select * from adoption_week")).length, weeks);
      assert.equal((await rows("select * from adoption_report")).length, isWhole ? 4 : 0);
      if (what === "lacks columns") assert.equal(read((await figures()).perApp.word), "no such column");
    });

  it("keeps what came of a report whose connection broke, and doesn't count it as arrived", async () => {
    organisation();
    graph.org().redirects = true;
    graph.answers({ to: /aside.*detail/, status: 200, body: "x".repeat(50), breaksAfter: 20, times: 4 });

    assert.equal((await sync()).code, 1);
    assert.deepEqual(await rows("select * from adoption_report"), []);
    assert.match(await status(), /Usage report D180: never read; couldn't be read/);

    await pass(11);
    assert.equal((await sync()).code, 0);
    assert.deepEqual(read((await figures()).active), { count: 12, of: 15 });
  });

  it("ends a pilot's membership when its group is deleted", async () => {
    organisation();
    graph.org().joins(PILOT, "id-of-p1", "id-of-p2");
    await sync();
    await house.operates(`adoption pilot ${PILOT}`);
    await sync();
    const members = () =>
      rows("select person_id, until_on from adoption_member join adoption_person using (tenant_id, n)");
    assert.equal((await members()).length, 2);
    const body = { value: [{ id: PILOT, "@removed": { reason: "deleted" } }] };
    const link = `${graph.url}/v1.0/groups/delta?$deltatoken=1_1_-1_0`;
    graph.answers({ to: /groups\/delta/, status: 200, body: { ...body, "@odata.deltaLink": link } });
    await pass(24 * 60);

    await sync();

    assert.deepEqual([...new Set((await members()).map(({ until_on }) => until_on))], ["2026-11-25"]);
  });

  describe("with some permissions only", () => {
    const needs: Readonly<Record<string, Permission>> = {
      People: "User.Read.All",
      "Usage report D7": "Reports.Read.All",
      "Totals D7": "Reports.Read.All",
      Licences: "LicenseAssignment.Read.All",
      [`Pilot group ${PILOT}`]: "GroupMember.Read.All",
    };
    const names = ["directory", "usage reports", "report settings", "licences", "groups"];
    const all: readonly Permission[] = [
      "User.Read.All",
      "Reports.Read.All",
      "ReportSettings.Read.All",
      "LicenseAssignment.Read.All",
      "GroupMember.Read.All",
    ];

    it("does what each subset of them allows, and names what is missing, in “sync”, “adoption status” and “doctor”", async function () {
      this.timeout(180_000);
      for (let subset = 0; subset < 2 ** all.length; subset++) {
        const granted = all.filter((_, at) => (subset & (2 ** at)) !== 0);
        for (const table of ["person", "adoption_step", "adoption_report", "adoption_total", "adoption_sku"])
          await sql`delete from ${sql.table(table)}`.execute(house.db);
        graph.reset();
        organisation();
        for (const permission of all)
          if (!granted.includes(permission)) graph.org().permissions.delete(permission);
        await house.operates(`adoption pilot ${PILOT} --tenant ${TENANT}`);

        const { code, out } = await sync();
        const said = await status();
        const doctor = await house.operates("doctor");

        const isWhole = Object.values(needs).every((permission) => granted.includes(permission));
        assert.equal(code, isWhole ? 0 : 1, granted.join());
        for (const [step, permission] of Object.entries(needs)) {
          const has = granted.includes(permission);
          assert.equal(
            out.includes(`NOT OK  ${step}: refused. The permission ${permission} is missing`),
            !has,
            `${granted.join()}: ${step}`,
          );
          assert.equal(said.includes(`${step}: never read; refused, as ${permission} is missing`), !has);
          assert.equal(doctor.out.includes(`adoption, ${step}: `), !has, doctor.out);
        }
        names.forEach((name, at) => {
          const wanted = granted.includes(all[at] ?? "User.Read.All")
            ? "answers"
            : `.*${all[at]} isn't granted`;
          assert.match(doctor.out, new RegExp(`graph, ${name}: ${wanted}`));
        });
        assert.equal(
          doctor.code,
          granted.includes("User.Read.All") && granted.includes("Reports.Read.All") ? 0 : 1,
        );
        if (granted.includes("User.Read.All"))
          assert.equal(
            typeof read((await figures()).active),
            granted.includes("Reports.Read.All") ? "object" : "string",
          );
        else assert.match(said, /directory hasn't been read/);
      }
    });
  });

  it("lets a list of users stand in for one permission, until that is given", async () => {
    organisation();
    graph.org().permissions.delete("User.Read.All");
    await sync();
    assert.equal((await house.operates("doctor")).code, 1);
    const names = ["ada", ...Array.from({ length: 14 }, (_, at) => `p${at}`)];
    const lines = names.map((name) => `id-of-${name},${name}@example.gov.uk,HM Example`);
    house.files.set("users.csv", ["Object ID,User principal name,Department", ...lines].join("\n"));

    assert.equal((await house.operates("import directory users.csv")).code, 0);
    await sync();

    assert.deepEqual(read((await figures()).active), { count: 12, of: 15 });
    assert.equal(read((await figures()).licensed), 15);

    graph.org().permissions.add("User.Read.All");
    graph.org().has({ id: "id-of-p13", plans: [] });
    await pass(24 * 60);
    assert.equal((await sync()).code, 0);
    assert.equal(read((await figures()).licensed), 15);
    house.now = new Date("2026-11-26T10:00:00Z");
    const ended = await rows(
      "select person_id, until_on from adoption_licence join adoption_person using (tenant_id, n) where until_on is not null",
    );
    assert.deepEqual(ended, [{ person_id: "id-of-p13", until_on: "2026-11-25" }]);
    assert.deepEqual(await rows("select count(*) from adoption_person where left_on is null"), [
      { count: 15 },
    ]);
  });

  describe("without Microsoft Graph", () => {
    const people = (lines: readonly string[]) =>
      [
        "\ufeffuserPrincipalName,displayName,id,userType,jobTitle,department,accountEnabled,mobilePhone",
        ...lines,
      ].join("\n");
    const user = (name: string) =>
      `${name}@example.gov.uk,Somebody,id-of-${name},Member,HEO policy adviser,HM Example,True,07700900000`;
    const usage = (day: string, names: readonly string[]) =>
      [
        "Report Refresh Date,User Principal Name,Last activity date of Word Copilot (UTC),Last activity date (UTC)",
        ...names.map((name) => `${day},${name}@example.gov.uk,2026-11-18,2026-11-18`),
      ].join("\n");
    beforeEach(async () => {
      await house.close();
      house = new TestHouse();
      await house.open();
    });
    const imports = (what: string, text: string) => {
      house.files.set("file.csv", text);
      return house.operates(`import ${what} file.csv --tenant ${TENANT}`);
    };
    const licences = () =>
      rows(`select person_id, from_on, until_on, began from adoption_licence
        join adoption_person using (tenant_id, n) order by 1, 2`);

    it("figures come from Entra's list of users and a report of the admin centre", async () => {
      const names = Array.from({ length: 12 }, (_, at) => `p${at}`);

      const first = await imports("directory", people([...names, "zoe"].map(user)));
      const second = await imports("report", usage(REPORT, names));

      assert.deepEqual([first.code, second.code], [0, 0], first.err + second.err);
      const found = await figures();
      assert.equal(read(found.people), 13);
      assert.equal(read(found.licensed), 12); // a report names those who have a licence, and nobody else
      assert.deepEqual(read(found.active), { count: 12, of: 12 });
      assert.deepEqual(read(found.perApp.word), { count: 12, of: 12 });
      assert.equal(read(found.perApp.excel), "no such column");
      assert.doesNotMatch(JSON.stringify(await house.everything()), /example\.gov\.uk|07700|Somebody/);
      const doctor = await house.operates("doctor");
      assert.equal(doctor.code, 0);
      assert.match(doctor.out, /graph: not configured.*people and usage reports come from files/);
      assert.match(await status(), /Directory from a file: last read 2026-11-24/);
    });

    it("the next list dates leavers, and the next report who got or lost a licence", async () => {
      await imports("directory", people(["ada", "bob", "cai"].map(user)));
      await imports("report", usage("2026-11-20", ["ada", "bob"]));
      house.now = new Date("2026-11-25T10:00:00Z");
      await imports("directory", people(["bob", "cai"].map(user)));
      await imports("report", usage(REPORT, ["bob", "cai"]));
      await imports("report", usage("2026-11-21", ["ada"])); // an older one, found later

      assert.deepEqual(await rows("select person_id from adoption_person where left_on = '2026-11-25'"), [
        { person_id: "id-of-ada" },
      ]);
      assert.deepEqual(await licences(), [
        { person_id: "id-of-ada", from_on: "2026-11-20", until_on: "2026-11-25", began: false },
        { person_id: "id-of-bob", from_on: "2026-11-20", until_on: null, began: false },
        { person_id: "id-of-cai", from_on: "2026-11-22", until_on: null, began: true },
      ]);
    });

    it("a list that says who has a licence is believed in that", async () => {
      await imports(
        "directory",
        "id,userPrincipalName,licensed\nid-of-ada,ada@example.gov.uk,yes\nid-of-bob,b@x.uk,no",
      );
      await imports("report", usage(REPORT, ["ada", "bob"]));

      assert.equal(read((await figures()).licensed), 1);
    });

    it("all of a list is taken or none, and each mistake is named by its line", async () => {
      for (const [text, wrong] of [
        ["id,department\nid-of-ada,HM Example", /userPrincipalName are needed/],
        [
          "id,userPrincipalName\nid-of-ada,a@x.uk\n,b@x.uk\nid-of-ada,c@x.uk",
          /line 3: id.*line 4: the same person as on line 2/,
        ],
        ["id,userPrincipalName,licensed\nid-of-ada,a@x.uk,perhaps", /line 2: .*true or false/],
        [
          "id,userPrincipalName\nid-of-ada,a@x.uk\nid-of-bob,A@x.uk",
          /line 3: the same userPrincipalName as on line 2/,
        ],
      ] as const) {
        const { code, err } = await imports("directory", text);

        assert.equal(code, 1);
        assert.match(err, wrong);
      }
      assert.deepEqual(await rows("select * from adoption_person"), []);
    });

    it("of two lists at once one is taken, and whoever gave the other is told", async () => {
      const list = people(["ada", "bob"].map(user));

      const [one, other] = await Promise.all([imports("directory", list), imports("directory", list)]);

      const [taken, refused] = [one, other].sort((a, b) => a.code - b.code);
      assert.equal(taken?.code, 0);
      if (refused?.code !== 0) assert.match(refused?.err ?? "", /is being read elsewhere just now/);
      assert.equal((await rows("select * from adoption_person")).length, 2);
    });

    it("nobody is taken to have left where most of a list is missing", async () => {
      const names = Array.from({ length: 80 }, (_, at) => `p${at}`);
      await imports("directory", people(names.map(user)));

      const { code, out } = await imports("directory", people(names.slice(70).map(user)));

      assert.equal(code, 1);
      assert.match(out, /nobody was taken to have left/);
      assert.deepEqual(await rows("select * from adoption_person where left_on is not null"), []);
    });

    it("a report that breaks off is refused whole", async () => {
      await imports("directory", people(["ada", "bob"].map(user)));

      const { code, err } = await imports("report", usage(REPORT, ["ada", "bob"]).slice(0, -12));

      assert.equal(code, 1);
      assert.match(err, /the file breaks off/);
      assert.deepEqual(await rows("select * from adoption_week"), []);
    });
  });
});
