import assert from "node:assert/strict";
import { sql } from "kysely";
import { readConfig } from "../../../src/config.ts";
import { unpublished } from "../../../src/core/figures.ts";
import { periodNamed } from "../../../src/core/period.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { type Figure, type Group, isPublished } from "../../../src/core/published.ts";
import { TENANT, TestHouse, titleOf } from "../../harness/house.ts";

/** The Tuesday after the week from 23 November 2026, in which people report. */
const TUESDAY = "2026-12-01T09:00:00Z";
const WEEK = "2026-W48";
const everybody: Group = { path: [] };

interface Given {
  readonly id: string;
  readonly manager?: string;
  readonly department?: string;
  readonly profession?: string;
  readonly minutes?: number;
  readonly saved?: string;
}

describe("Publication", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  /** People on a staff list, each with the minutes that they reported. */
  async function staff(list: readonly Given[]): Promise<void> {
    const rows = list.map(
      ({ id, manager = "", department = "", profession = "" }) =>
        `${id},${department},${profession},${manager}`,
    );
    house.files.set("staff.csv", ["id,department,profession,manager", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    await reports(list);
  }
  async function reports(list: readonly Given[]): Promise<void> {
    for (const { id, minutes, saved = "2026-11-25T10:00:00Z" } of list)
      if (minutes !== undefined)
        await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
          values (${TENANT}, ${id}, ${`${id} ${saved}`}, 'email', ${minutes}, 'form', ${saved.slice(0, 10)}::date, ${saved}::timestamptz)`.execute(
          house.db,
        );
  }
  const many = (count: number, name: string, rest: Omit<Given, "id">): readonly Given[] =>
    Array.from({ length: count }, (_, at) => ({ id: `${name}${at}`, ...rest }));
  async function figure(group: Group = everybody, period = WEEK): Promise<Figure> {
    const value = await asked(group, period);
    assert.ok(!("none" in value), "none" in value ? value.none : "");
    return value;
  }
  async function asked(group: Group = everybody, period = WEEK) {
    const port = house.app.features.flatMap(({ published }) => published ?? [])[0];
    const found = periodNamed(period);
    assert.ok(port && found);
    const answer = await port.figure(TENANT as TenantId, "time-saved/minutes", group, found);
    assert.ok(isPublished(answer));
    return answer.value;
  }
  const publishes = (now = TUESDAY) => house.asks(`publish --now ${now}`);
  const under = (id: string): Group => ({ under: id as PersonId });

  it("shows what ten people reported together", async () => {
    await staff(many(10, "p", { minutes: 60 }));
    await publishes();

    const { sums, contributions, group, weeks } = await figure();

    assert.deepEqual(sums, { net: 600, entries: 10 });
    assert.equal(contributions, 10);
    assert.deepEqual([group, weeks], [everybody, { shown: 1, out: 1, all: 1 }]);
  });

  describe("a pilot group", () => {
    beforeEach(async () => {
      await staff([
        ...many(20, "a", { minutes: 30, department: "Policy" }),
        ...many(20, "b", { minutes: 60, department: "Estates" }),
      ]);
      await sql`insert into adoption_person (tenant_id, person_id) select tenant_id, person_id from person`.execute(
        house.db,
      );
    });
    const pilot = async (name: string, people: readonly string[]) =>
      void (await sql`insert into adoption_member (tenant_id, group_id, n, from_on, round)
        select tenant_id, ${name}, n, '2026-11-01', 1 from adoption_person where person_id = any(${people})`.execute(
        house.db,
      ));
    const named = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${letter}${at}`);

    it("is shown beside departments that it cuts through, where that gives nobody away", async () => {
      await pilot("half", [...named("a", 10), ...named("b", 10)]);
      await publishes();

      const { group, sums } = await figure({ pilot: "half" });

      assert.deepEqual([group, sums.net], [{ pilot: "half" }, 10 * 30 + 10 * 60]);
    });

    it("is hidden where it is all but a few of a department, or too small, and the whole is shown instead", async () => {
      await pilot("nearly", named("a", 17));
      await pilot("small", named("b", 9));
      await publishes();

      for (const name of ["nearly", "small"])
        assert.deepEqual((await figure({ pilot: name })).group, everybody);
    });

    it("is hidden where it is all but a few of another pilot group that is shown", async () => {
      await pilot("first", [...named("a", 10), ...named("b", 10)]);
      await pilot("second", [...named("a", 10), ...named("b", 12)]);
      await publishes();

      assert.deepEqual((await figure({ pilot: "first" })).group, { pilot: "first" });
      assert.deepEqual((await figure({ pilot: "second" })).group, everybody);
    });
  });

  it("shows nothing of nine people, however much they reported", async () => {
    await staff([...many(9, "p", { minutes: 60 }), ...many(5, "silent", {})]);
    await publishes();

    assert.deepEqual(await asked(), { none: "too few people" });
    assert.deepEqual(await asked(under("p1")), { none: "too few people" });
  });

  it("shows nothing of a sum that is mostly one person's", async () => {
    await staff([...many(9, "p", { minutes: 1 }), { id: "q", minutes: 120 }]);
    await publishes();

    assert.deepEqual(await asked(), { none: "too few people" });
  });

  it("shows a team lead the nearest group that can be shown, and says whose figure it is", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, manager: "boss-a" }),
      ...many(4, "b", { minutes: 30, manager: "boss-b" }),
      { id: "boss-a", manager: "chief" },
      { id: "boss-b", manager: "chief" },
      { id: "chief", minutes: 30 },
    ]);
    await publishes();

    const small = await figure(under("boss-b"));

    assert.deepEqual([small.asked, small.group], [under("boss-b"), everybody]);
    assert.equal(small.contributions, 15); // seventeen, to the nearest five
  });

  it("hides a large team, too, whose figure would give away the small one beside it", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, manager: "boss-a" }),
      ...many(4, "b", { minutes: 30, manager: "boss-b" }),
      { id: "boss-a", manager: "chief" },
      { id: "boss-b", manager: "chief" },
      { id: "chief" },
    ]);
    await publishes();

    assert.deepEqual((await figure(under("boss-a"))).group, under("chief"));
  });

  it("shows teams of ten and more, each by itself", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, manager: "boss-a", department: "Sums" }),
      ...many(20, "b", { minutes: 60, manager: "boss-b", department: "Letters" }),
      { id: "boss-a" },
      { id: "boss-b" },
    ]);
    await publishes();

    assert.equal((await figure(under("boss-a"))).sums.net, 360);
    assert.equal((await figure(under("boss-b"))).sums.net, 1200);
    assert.equal((await figure({ path: ["Letters"] })).sums.net, 1200);
    assert.equal((await figure()).sums.net, 1560);
  });

  it("adds up a profession over all departments, from what can be shown of it, and says how much that is", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, department: "Sums", profession: "digital" }),
      ...many(15, "b", { minutes: 30, department: "Letters", profession: "digital" }),
      ...many(12, "c", { minutes: 30, department: "Letters", profession: "policy" }),
      ...many(3, "d", { minutes: 30, department: "Sums", profession: "policy" }),
      ...many(12, "e", { minutes: 30, department: "Sums", profession: "legal" }),
    ]);
    await publishes();

    const digital = await figure({ across: { profession: "digital" } });
    const policy = await figure({ across: { profession: "policy" } });
    const tax = await figure({ across: { profession: "tax" } });

    assert.deepEqual([digital.sums.net, digital.covers], [840, 1]); // 810 minutes, in whole hours
    assert.deepEqual([policy.sums.net, policy.covers], [360, 0.8]); // twelve of fifteen
    assert.deepEqual(tax.group, everybody);
  });

  it("hides a department that differs from a line in a few people only", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, manager: "boss-a", department: "Sums" }),
      ...many(3, "c", { minutes: 30, manager: "boss-a", department: "Letters" }),
      ...many(20, "b", { minutes: 60, manager: "boss-b", department: "Letters" }),
      { id: "boss-a" },
      { id: "boss-b" },
    ]);
    await publishes();

    const whose = [await figure({ path: ["Sums"] }), await figure(under("boss-a"))].map(({ group }) => group);

    assert.notDeepEqual(whose, [{ path: ["Sums"] }, under("boss-a")]);
  });

  it("keeps a week as it was published, whatever is changed, added or erased afterwards", async () => {
    await staff(many(10, "p", { minutes: 60 }));
    await publishes();
    await reports([{ id: "p1", minutes: 120, saved: "2026-11-26T10:00:00Z" }]);
    await sql`delete from person where person_id in ('p2', 'p3')`.execute(house.db);

    assert.deepEqual((await publishes("2026-12-02T09:00:00Z")).weeks, []);
    assert.deepEqual((await figure()).sums, { net: 600, entries: 10 });
  });

  it("publishes a week on the Tuesday after it, and not before", async () => {
    await staff(many(10, "p", { minutes: 60 }));

    await publishes("2026-11-30T23:59:00Z");
    assert.deepEqual(await asked(), { none: "not out yet" });

    house.now = new Date("2026-12-01T00:01:00Z");
    await house.app.tick();
    assert.equal((await figure()).sums.net, 600);
  });

  it("counts an entry in the week it was reported in, whatever day it is about", async () => {
    await staff(many(10, "p", { minutes: 60, saved: "2026-11-24T10:00:00Z" }));
    await sql`update time_entry set happened_on = '2026-11-20'`.execute(house.db);
    await publishes();

    assert.equal((await figure()).sums.net, 600);
    assert.deepEqual(await asked(everybody, "2026-W47"), { none: "too few people" });
  });

  it("counts two hours of a day at most, also where they were reported over two weeks", async () => {
    await staff(many(10, "p", { minutes: 100, saved: "2026-11-20T10:00:00Z" }));
    await reports(many(10, "p", { minutes: 100, saved: "2026-11-24T10:00:00Z" }));
    await sql`update time_entry set happened_on = '2026-11-20'`.execute(house.db);
    await publishes();

    assert.equal((await figure(everybody, "2026-W47")).sums.net, 1020); // 1,000 minutes, in whole hours
    assert.equal((await figure()).sums.net, 180); // 20 minutes each were left
  });

  it("leaves out what somebody wouldn't have done otherwise", async () => {
    await staff(many(12, "p", { minutes: 60 }));
    await sql`update time_entry set would_have_done = false where person_id in ('p0', 'p1')`.execute(
      house.db,
    );
    await publishes();

    assert.equal((await figure()).sums.net, 600);
  });

  it("makes months and years of their weeks, and says how many of them they hold", async () => {
    await staff(many(10, "p", { minutes: 60, saved: "2026-11-18T10:00:00Z" }));
    await reports(many(10, "p", { minutes: 30, saved: "2026-11-25T10:00:00Z" }));
    await reports(many(3, "p", { minutes: 30, saved: "2026-11-11T10:00:00Z" }));
    await publishes();

    const month = await figure(everybody, "2026-11");
    const year = await figure(everybody, "2026-27");

    assert.equal(month.sums.net, 900);
    assert.deepEqual(month.weeks, { shown: 2, out: 4, all: 4 });
    assert.equal(year.sums.net, 900);
    assert.equal(month.contributions, 20);
  });

  it("asks for more people than ten where whoever runs it wants that, and never for fewer", async () => {
    await house.close();
    await house.open({ environment: { FEWEST_PEOPLE: "12" } });
    await staff(many(11, "p", { minutes: 60 }));
    await publishes();

    assert.deepEqual(await asked(), { none: "too few people" });
    assert.throws(() => readConfig({ FEWEST_PEOPLE: "9" }), /FEWEST_PEOPLE/);
  });

  it("keeps nothing of who was in a figure, and takes a group that goes by its manager's id away with them", async () => {
    await staff([
      ...many(12, "a", { minutes: 30, manager: "boss-a" }),
      ...many(12, "b", { minutes: 30, manager: "boss-b" }),
      { id: "boss-a" },
      { id: "boss-b" },
    ]);
    await publishes();
    await sql`delete from person where person_id in ('boss-a', 'a3')`.execute(house.db);

    const { publication_block: blocks, publication_group: groups } = await house.everything();

    assert.doesNotMatch(JSON.stringify([blocks, groups]), /boss-a|"a3"/);
    assert.equal(blocks?.length, 3); // two lines, and one place for all
    assert.deepEqual((await figure(under("boss-a"))).group, everybody);
    assert.equal((await figure()).sums.net, 720);
  });

  it("shows a manager that figures are kept under their id", async () => {
    const ada = await house.person("Ada").meets();
    await staff([
      ...many(12, "a", { minutes: 30, manager: ada.id }),
      ...many(12, "b", { minutes: 30, manager: "boss" }),
      { id: "boss" },
    ]);
    await publishes();

    const card = await ada.says("my data");

    assert.equal(titleOf(card), "All I keep about you");
    assert.match(JSON.stringify(card), /Figures of the people below you/);
  });

  it("doesn't mix organisations", async () => {
    await staff(many(10, "p", { minutes: 60 }));
    await publishes();
    const other = `figure time-saved/minutes ${WEEK} --tenant another`;

    const { out } = await house.operates(other);

    assert.match(out, /Nothing of this period is out yet/);
  });

  it("says on the command line whose figure it is, and how it is rounded", async () => {
    await staff([
      ...many(12, "a", { minutes: 31, manager: "boss-a" }),
      ...many(4, "b", { minutes: 31, manager: "boss-b" }),
      { id: "boss-a" },
      { id: "boss-b" },
    ]);
    await publishes();

    const { out } = await house.operates(
      `figure time-saved/minutes 2026-11 --tenant ${TENANT} --under boss-a`,
    );

    assert.match(out, /2026-11, the whole organisation, 1 of 4 weeks/);
    assert.match(out, /The nearest group that can be shown/);
    assert.match(out, /net: 480\n/);
    assert.match(out, /minutes to 60/);
  });

  it("takes nothing for published that the gate didn't make", () => {
    assert.equal(isPublished({ value: 3 }), false);
    assert.equal(isPublished(unpublished(3)), false);
    assert.equal(isPublished(undefined), false);
  });
});
