import assert from "node:assert/strict";
import fc from "fast-check";
import { sql } from "kysely";
import type { DirectoryChange, UsageRow } from "../../../src/core/adoption-source.ts";
import { addDays } from "../../../src/core/calendar.ts";
import type { AdoptionFigures, GroupBy, Reading, Scope } from "../../../src/core/figures.ts";
import { opened } from "../../../src/core/publication.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { FakeSource, idOf, row, whole } from "./source.ts";

const REPORT = "2026-11-22"; // a Sunday, two days before the test's own day
const TODAY = "2026-11-24";
const ago = (days: number) => addDays(REPORT, -days);

describe("Figures on adoption", () => {
  let house: TestHouse;
  let source: FakeSource;
  beforeEach(async () => {
    house = new TestHouse();
    source = new FakeSource();
    await house.open({ adoption: source });
  });
  afterEach(() => house.close());

  async function reads(people: readonly DirectoryChange[], report: readonly UsageRow[]): Promise<void> {
    source.rounds = [[[...people]]];
    source.report = [[...report]];
    await house.operates("sync");
  }
  /** One more report, as days went by. */
  async function readsAlso(report: readonly UsageRow[]): Promise<void> {
    source.report = [[...report]];
    await house.operates("sync");
  }
  async function figures(by: GroupBy = "tenant", scope: Omit<Scope, "tenant"> = {}, asOf = TODAY) {
    const slot = house.app.features.flatMap(({ adoptionFigures }) => adoptionFigures ?? [])[0];
    assert.ok(slot);
    return opened(await slot.of({ tenant: TENANT, ...scope }, by, asOf));
  }
  async function ofAll(): Promise<AdoptionFigures> {
    const all = (await figures()).get(TENANT);
    assert.ok(all);
    return all;
  }
  const read = <T>(reading: Reading<T> | undefined): T | string | undefined =>
    reading === undefined ? undefined : "value" in reading ? reading.value : reading.unknown;
  const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);

  it("count who was active in the 28 days up to the report, and in its last seven, to the day", async () => {
    const last = [0, 6, 7, 27, 28];
    await reads(
      names(5).map((name) => whole(name)),
      last.map((days, at) => row(`p${at}`, REPORT, { any: ago(days) })),
    );

    const all = await ofAll();

    assert.deepEqual(read(all.active), { count: 4, of: 5 });
    assert.deepEqual(read(all.weekly), { count: 2, of: 5 });
    assert.equal(read(all.lapsed), 1);
    assert.equal(read(all.inactive), 1);
    assert.equal(all.active.refreshedOn, REPORT);
    assert.equal(all.active.coverage, 1);
  });

  it("say of whom the report says nothing that it isn't known, and never count them as inactive", async () => {
    await reads(
      ["ada", "bob"].map((name) => whole(name)),
      [row("ada", REPORT, { any: ago(1) })],
    );

    const all = await ofAll();

    assert.equal(read(all.licensed), 2);
    assert.deepEqual(read(all.active), { count: 1, of: 1 });
    assert.equal(all.active.coverage, 0.5);
    assert.equal(read(all.inactive), 0);
  });

  it("are by app where the report has a column for it, and unknown where it has none", async () => {
    await reads(
      ["ada", "bob"].map((name) => whole(name)),
      [
        row("ada", REPORT, { any: ago(1), word: ago(1), excel: ago(40) }),
        row("bob", REPORT, { any: ago(2), word: ago(2), excel: ago(3) }),
      ],
    );

    const { perApp, breadth } = await ofAll();

    assert.deepEqual(read(perApp.word), { count: 2, of: 2 });
    assert.deepEqual(read(perApp.excel), { count: 1, of: 2 });
    assert.equal(read(perApp.loop), "no such column");
    assert.equal(read(breadth), 1.5);
  });

  it("say that names are concealed on every figure that needs them", async () => {
    await reads([whole("ada")], [{ ...row("", REPORT, { any: ago(1) }), signInName: "AB".repeat(16) }]);

    const all = await ofAll();

    assert.equal(read(all.licensed), 1);
    for (const reading of [
      all.active,
      all.weekly,
      all.perApp.word,
      all.segments,
      all.lapsed,
      all.daysToFirstUse,
    ])
      assert.equal(read(reading as Reading<unknown>), "names concealed");
  });

  it("aren't known before anything was read", async () => {
    await reads([whole("ada")], []);

    assert.equal(read((await ofAll()).active), "no report");
    assert.equal((await figures("tenant", {}, "2026-01-01")).get(TENANT)?.licensed !== undefined, true);
    assert.equal(read((await figures("tenant", {}, "2026-01-01")).get(TENANT)?.licensed), "no directory");
  });

  it("leave newcomers, people on long leave and part-timers within their days out of the inactive", async () => {
    await reads(
      names(4).map((name) => whole(name)),
      [],
    );
    await sql`update person set away_from = ${ago(30)}::date, away_until = ${ago(-9)}::date where person_id = ${idOf("p1")}`.execute(
      house.db,
    );
    await sql`update person set working_days = '12' where person_id = ${idOf("p2")}`.execute(house.db);
    source.rounds = [source.rounds[0] ?? [], [[whole("new")]]];
    await readsAlso([
      row("p0", REPORT, { any: ago(40) }),
      row("p1", REPORT, { any: ago(40) }),
      row("p2", REPORT, { any: ago(40) }),
      row("p3", REPORT, { any: ago(1) }),
      row("new", REPORT, { any: null }),
    ]);

    const all = await ofAll();

    assert.equal(read(all.inactive), 1);
    assert.equal(read(all.lapsed), 1);
    assert.equal(read(all.newcomers), 1);
    assert.equal(read(all.onLeave), 1);
  });

  it("tell retention, who came back and segments once enough weeks were read, and which segments these are", async () => {
    const weekly = (name: string, weeks: readonly number[], back: number) =>
      row(name, ago(back * 7), { any: weeks.includes(back) ? ago(back * 7) : null });
    const all = Array.from({ length: 13 }, (_, at) => at);
    const use: Record<string, number[]> = {
      daily: all,
      some: [0, 5, 9],
      back: [0, 10],
      gone: [5, 6],
      never: [],
    };
    await reads(
      Object.keys(use).map((name) => whole(name)),
      [],
    );
    for (const back of all.toReversed())
      await readsAlso(Object.entries(use).map(([name, weeks]) => weekly(name, weeks, back)));

    const found = await ofAll();

    assert.deepEqual(read(found.retained), { count: 2, of: 3 });
    assert.equal(read(found.reactivated), 1);
    assert.equal(read(found.lapsed), 1);
    assert.deepEqual(read(found.segments), {
      variant: "12 weeks, dates only",
      power: undefined,
      habitual: 1,
      novice: 0,
      low: 3,
      none: 1,
    });
  });

  it("tell power users from habitual ones where prompts are counted in each of twelve weeks", async () => {
    const backs = Array.from({ length: 13 }, (_, at) => 12 - at);
    await reads(
      ["power", "often", "once"].map((name) => whole(name)),
      [],
    );
    for (const back of backs) {
      const used = (name: string, prompts: number) => ({
        ...row(name, ago(back * 7), { any: prompts === 0 ? null : ago(back * 7) }),
        prompts,
      });
      await readsAlso([used("power", 15), used("often", 14), used("once", back === 3 ? 12 : 0)]);
    }

    const { segments, topTenth } = await ofAll();

    assert.deepEqual(read(segments), {
      variant: "12 weeks with counts",
      power: 1,
      habitual: 1,
      novice: 1,
      low: 0,
      none: 0,
    });
    assert.ok(Math.abs(Number(read(topTenth)) - (0.3 * 12) / 25) < 1e-9); // a tenth of three people, of 12 + 12 + 1 days
  });

  it("go by four weeks until there are twelve, and say so", async () => {
    await reads(
      ["ada", "bob"].map((name) => whole(name)),
      [],
    );
    for (const back of [4, 3, 2, 1, 0])
      await readsAlso([
        row("ada", ago(back * 7), { any: ago(back * 7) }),
        row("bob", ago(back * 7), { any: back === 1 ? ago(7) : null }),
      ]);

    const found = read((await ofAll()).segments);

    assert.deepEqual(found, {
      variant: "4 weeks, dates only",
      power: undefined,
      habitual: 1,
      novice: 0,
      low: 1,
      none: 0,
    });
  });

  it("carry their source, the day they speak of and their coverage, and either a value or why there is none", async () => {
    const everyReading = (found: AdoptionFigures): readonly Reading<unknown>[] => {
      const { perApp, ...others } = found;
      return [...Object.values(perApp), ...(Object.values(others) as Reading<unknown>[])];
    };
    const needNames = (reading: Reading<unknown>) => reading.source !== "directory";
    const states: readonly [string, readonly UsageRow[], string][] = [
      ["nothing but the directory", [], "no report"],
      [
        "names concealed",
        [{ ...row("", REPORT, { any: ago(1) }), signInName: "AB".repeat(16) }],
        "names concealed",
      ],
      ["a report", [row("ada", REPORT, { any: ago(1) })], ""],
    ];
    for (const [what, report, because] of states) {
      await reads([whole("ada"), whole("bob")], report);

      const all = everyReading(await ofAll());

      assert.equal(all.length, 24, what);
      for (const reading of all) {
        assert.notEqual("value" in reading, "unknown" in reading, what);
        assert.ok(
          ["directory", "usage reports", "directory and usage reports"].includes(reading.source),
          what,
        );
        assert.ok("refreshedOn" in reading && "coverage" in reading, what);
        if (because !== "" && needNames(reading)) assert.equal(read(reading), because, what);
        if (because === "" && needNames(reading)) assert.equal(reading.refreshedOn, REPORT);
      }
      assert.ok(all.filter(needNames).length >= 20);
    }
  });

  it("say how unevenly use is spread over departments, and why where it isn't known", async () => {
    const slot = house.app.features.flatMap(({ adoptionFigures }) => adoptionFigures ?? [])[0];
    assert.ok(slot);
    const uneven = async () => opened(await slot.unevenness({ tenant: TENANT }, "department", TODAY));
    assert.equal(read(await uneven()), "no directory");
    await reads(
      names(4).map((name, at) => whole(name, { department: at < 2 ? "One" : "Other" })),
      [],
    );
    assert.equal(read(await uneven()), "no report");
    await readsAlso(names(4).map((name, at) => row(name, REPORT, { any: at < 2 ? ago(1) : ago(60) })));

    const found = await uneven();

    assert.equal(read(found), 0.5);
    assert.deepEqual([found.refreshedOn, found.coverage], [REPORT, 1]);
  });

  it("know a newcomer for thirty days and not a day longer", async () => {
    await reads([whole("old")], []);
    source.rounds = [source.rounds[0] ?? [], [[whole("new")]]];
    await readsAlso([]);
    const newcomers = async (day: string) => read((await figures("tenant", {}, day)).get(TENANT)?.newcomers);

    assert.deepEqual([await newcomers(addDays(TODAY, 29)), await newcomers(addDays(TODAY, 30))], [1, 0]);
  });

  it("say that there are too few weeks, not that nobody is habitual", async () => {
    await reads([whole("ada")], [row("ada", REPORT, { any: ago(1) })]);

    const all = await ofAll();

    for (const reading of [all.segments, all.retained, all.reactivated, all.topTenth])
      assert.equal(read(reading as Reading<unknown>), "too few weeks");
  });

  it("tell the days to first use of those whose licence we saw begin", async () => {
    await reads(
      ["old", "quick", "slow", "not"].map((name) => whole(name, name === "old" ? {} : { plans: [] })),
      [],
    );
    house.now = new Date("2026-11-25T10:00:00Z");
    const plans = whole("x").plans ?? [];
    source.rounds = [
      source.rounds[0] ?? [],
      [["quick", "slow", "not"].map((name) => ({ id: idOf(name), plans }))],
    ];
    await readsAlso([]);
    house.now = new Date("2026-12-22T10:00:00Z");
    await readsAlso([
      row("old", "2026-12-20", { any: "2026-12-20" }),
      row("quick", "2026-12-20", { any: "2026-11-27" }),
      row("slow", "2026-12-20", { any: "2026-12-05" }),
      row("not", "2026-12-20", { any: null }),
    ]);

    const found = (await figures("tenant", {}, "2026-12-22")).get(TENANT);

    assert.deepEqual(read(found?.daysToFirstUse), { median: 6, of: 2, notYet: 1 });
  });

  it("are rolled up by tree, with cycles and people whose manager isn't there", async () => {
    await reads(
      [
        whole("top"),
        whole("mid", { manager: idOf("top") }),
        whole("low", { manager: idOf("mid") }),
        whole("one", { manager: idOf("two") }),
        whole("two", { manager: idOf("one") }),
        whole("orphan", { manager: idOf("nobody") }),
        whole("self", { manager: idOf("self") }),
      ],
      [row("low", REPORT, { any: ago(1) }), row("mid", REPORT, { any: ago(50) })],
    );

    const trees = await figures("tree");
    const size = (name: string) => read(trees.get(idOf(name))?.people);

    assert.deepEqual([size("top"), size("mid"), size("one"), size("two")], [2, 1, 1, 1]);
    assert.deepEqual([...trees.keys()].toSorted(), ["mid", "one", "top", "two"].map(idOf).toSorted());
    assert.deepEqual(read(trees.get(idOf("top"))?.active), { count: 1, of: 2 });
    const under = await figures("tenant", { under: idOf("top") });
    assert.deepEqual(under.get(TENANT), trees.get(idOf("top")));
  });

  it("are those of the department somebody was in on that day", async () => {
    await reads(
      [whole("ada"), whole("bob", { department: "Other Office" })],
      [row("ada", REPORT, { any: ago(1) })],
    );
    house.now = new Date("2026-11-26T10:00:00Z");
    source.rounds = [source.rounds[0] ?? [], [[{ id: idOf("ada"), department: "Other Office" }]]];
    await house.operates("sync");
    const people = async (day: string) =>
      Object.fromEntries(
        [...(await figures("department", {}, day))].map(([group, found]) => [group, read(found.people)]),
      );

    assert.deepEqual(await people("2026-11-25"), { "HM Example": 1, "Other Office": 1 });
    assert.deepEqual(await people("2026-11-26"), { "Other Office": 2 });
  });

  it("can't be printed before they are published", async () => {
    await reads([whole("ada")], [row("ada", REPORT, { any: ago(1) })]);
    const slot = house.app.features.flatMap(({ adoptionFigures }) => adoptionFigures ?? [])[0];

    const sealed = await slot?.of({ tenant: TENANT }, "tenant", TODAY);

    assert.equal(`${sealed} ${JSON.stringify(sealed)}`, '[not published] "[not published]"');
  });

  it("add up: departments to the organisation, whoever uses what", async () => {
    const person = fc.record({
      department: fc.constantFrom("A", "B", null),
      last: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
      reported: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 12 }), async (people) => {
        await house.close();
        house = new TestHouse();
        source = new FakeSource();
        await house.open({ adoption: source });
        await reads(
          people.map(({ department }, at) => whole(`p${at}`, { department })),
          people.flatMap(({ last, reported }, at) =>
            reported ? [row(`p${at}`, REPORT, { any: last === null ? null : ago(last) })] : [],
          ),
        );

        const groups = [...(await figures("department")).values()];
        const share = (found: AdoptionFigures) => {
          const value = read(found.active);
          return typeof value === "object" ? value : { count: 0, of: 0 };
        };
        const reported = people.filter((each) => each.reported);

        assert.equal(
          groups.reduce((sum, found) => sum + share(found).of, 0),
          reported.length,
        );
        assert.equal(
          groups.reduce((sum, found) => sum + share(found).count, 0),
          reported.filter(({ last }) => last !== null && last < 28).length,
        );
        assert.equal(read((await ofAll()).people), people.length);
      }),
      { numRuns: 6 },
    );
  });

  it("give choosing what somebody uses, and nothing where it isn't known", async () => {
    await reads(
      ["ada", "bob", "cai"].map((name) => whole(name)),
      [
        row("ada", REPORT, { any: ago(1), word: ago(1), excel: ago(28), chat: ago(1) }),
        row("bob", REPORT, { any: null }),
      ],
    );
    const usage = house.app.features.flatMap((feature) => feature.usage ?? [])[0];

    const used = await usage?.(
      ["Ada", "Bob", "Cai"].map((name) => house.person(name).key),
      house.now,
    );

    assert.deepEqual(used, [["word"], [], undefined]);
  });

  it("make segments that a campaign can be for", async () => {
    await reads(
      ["ada", "bob", "cai", "dee"].map((name) => whole(name, name === "dee" ? { plans: [] } : {})),
      [
        row("ada", REPORT, { any: ago(1) }),
        row("bob", REPORT, { any: ago(60) }),
        row("cai", REPORT, { any: null }),
      ],
    );
    const segments = house.app.features.flatMap((feature) => feature.segments ?? [])[0];
    assert.ok(segments);
    const run = { now: house.now, log: { info() {}, warn() {}, error() {} } };
    const found: Record<string, unknown> = {};
    for (const name of segments.names) {
      const { rows } = await sql<{
        person_id: string;
      }>`select person_id from person p where ${segments.condition(name, run)} order by 1`.execute(house.db);
      found[name] = rows.map(({ person_id }) => person_id.slice("id-of-".length)).join();
    }

    assert.deepEqual(found, {
      licensed: "ada,bob,cai",
      newcomer: "",
      active: "ada",
      lapsed: "bob",
      "not-yet": "cai",
    });
  });
});
