import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { unpublished } from "../../../src/core/figures.ts";
import type { Contributor, Measure } from "../../../src/core/measure.ts";
import { type Period, periodKinds, periodOf } from "../../../src/core/period.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { freezing } from "../../../src/features/publication/freeze.ts";
import { dividedSafely, type TreeName } from "../../../src/features/publication/gate.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";
import { publicationStore } from "../../../src/features/publication/store.ts";
import { isWithin, linesOf, placesOf, type Tree } from "../../../src/features/publication/tree.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { attacked, type Statement } from "./adversary.ts";
import { dice, invented, type Organisation, reportsOf, type Shape, weekPasses } from "./organisation.ts";

const FIRST: Day = "2026-03-30";
const WEEKS = 52;
const tenant = TENANT as TenantId; // as the house names it
const NAME = "test/minutes";
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const unplaced = { department: undefined, profession: undefined, grade: undefined };

/** Weeks that were shown together, and what each person put into them. */
interface Lot {
  readonly weeks: readonly Day[];
  readonly ids: readonly string[];
  readonly trees: Readonly<Record<TreeName, Tree>>;
  readonly minutes: Float64Array;
}

/** Everybody's contributions, each week's by itself: what an adversary is after. */
function contributions() {
  const [truth, whose, numbers] = [[] as number[], [] as number[], new Map<string, number>()];
  const people = new Map<string, number>();
  return {
    truth: (one: number) => truth[one] ?? 0,
    whose: (one: number) => whose[one] ?? -1,
    add(week: Day, id: string, minutes: number): void {
      if (!people.has(id)) people.set(id, people.size);
      numbers.set(`${week} ${id}`, truth.push(minutes) - 1);
      whose.push(people.get(id) ?? -1);
    },
    of: (weeks: readonly Day[], ids: readonly string[]): readonly number[] =>
      ids.flatMap((id) => weeks.flatMap((week) => numbers.get(`${week} ${id}`) ?? [])),
  };
}

const membersOf = (tree: Tree, group: number): readonly number[] =>
  Array.from(tree.at.keys()).filter((person) => isWithin(tree, tree.at[person] ?? 0, group));

describe("An adversary who keeps weeks that were shown together", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  /**
   * A year of a small organisation, in a third of whose weeks hardly anybody reports, published by the product week by week;
   * who has left is gone from the database. Beside what was shown there are all blocks that it is made of.
   */
  async function year(shape: Shape, seed: number) {
    const chance = dice(seed);
    const organisation = invented(shape, chance);
    const reports = new Map<Day, ReadonlyMap<string, number>>();
    const all = contributions();
    const publishDue = freezing({
      measures: () => [measureOf(reports)],
      summaries: () => [],
      store: publicationStore(house.db),
      limits: LIMITS,
    });
    const statements: Statement[] = [];
    const longer = new Map<string, Statement[]>();
    const lots: Lot[] = [];
    for (let at = 0; at < WEEKS; at++) {
      const week = addDays(FIRST, 7 * at);
      const said = reportsOf(organisation, chance() < 1 / 3 ? 7 / shape.people : 0.6, chance);
      reports.set(week, said);
      for (const [id, minutes] of said) all.add(week, id, minutes);
      await stand(organisation);
      const outcomes = await publishDue({ now: new Date(`${addDays(week, 8)}T09:00:00Z`), log: quiet });
      for (const outcome of outcomes.filter(({ groups }) => groups > 0)) {
        const lot = await lotIn(await weeksOf(outcome.week), organisation, reports);
        lots.push(lot);
        statements.push(...(await blocksOf(lot, outcome.week, all)));
        for (const [key, statement] of await groupsOf(lot, outcome.week, all)) {
          statements.push(statement);
          for (const period of periodsOf(lot.weeks))
            longer.set(`${period.name} ${key}`, [...(longer.get(`${period.name} ${key}`) ?? []), statement]);
        }
      }
      weekPasses(organisation, at + 1, chance);
    }
    for (const parts of longer.values()) statements.push(together(parts));
    return { statements, lots, all };
  }

  /** The staff list as it stands. */
  async function stand({ members, managers }: Organisation): Promise<void> {
    const rows = [...members.values()].map((one) => ({ ...one, manager: managers.get(one.id) }));
    await sql`delete from person where tenant_id = ${tenant} and not person_id = any(${rows.map(({ id }) => id)}::text[])`.execute(
      house.db,
    );
    await sql`insert into person (tenant_id, person_id, department, manager_id, profession, grade)
      select ${tenant}, j.id, j.department, j.manager, j.profession, j.grade
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as j(id text, department text, manager text, profession text, grade text)
      on conflict (tenant_id, person_id) do update set department = excluded.department, manager_id = excluded.manager_id`.execute(
      house.db,
    );
  }

  async function weeksOf(week: Day): Promise<readonly Day[]> {
    const { rows } = await sql<{ weeks: readonly Day[] }>`
      select coalesce(weeks, array[week])::text[] as weeks from publication_week where week = ${week}::date`.execute(
      house.db,
    );
    return rows[0]?.weeks ?? [];
  }

  /** What is shown, of those whom the lot says it is of. */
  async function groupsOf({ weeks, ids, trees }: Lot, week: Day, all: ReturnType<typeof contributions>) {
    const { rows } = await sql<{ tree: TreeName; name: string; people: number; sums: readonly number[] }>`
      select tree, name, people, sums from publication_group where week = ${week}::date and tree <> 'across'`.execute(
      house.db,
    );
    return rows.map(({ tree, name, people, sums }) => {
      const members = membersOf(trees[tree], trees[tree].names.indexOf(name)).map((at) => ids[at] ?? "");
      const of = all.of(weeks, members);
      const [sum = 0] = sums;
      assert.deepEqual([people, sum], [members.length, of.reduce((added, one) => added + all.truth(one), 0)]);
      return [`${tree} ${name}`, { of, sum, family: `${tree} ${weeks.join()}` }] as const;
    });
  }

  async function blocksOf(lot: Lot, week: Day, all: ReturnType<typeof contributions>) {
    const divisions = await dividedSafely(lot.trees.lines, lot.trees.places, [lot.minutes], LIMITS);
    assert.ok(divisions);
    const statements = (["lines", "places"] as const).flatMap((tree) =>
      divisions[tree].blocks.map((_, block): Statement => {
        const members = lot.ids.filter((_, at) => divisions[tree].of[at] === block);
        const of = all.of(lot.weeks, members);
        const sum = of.reduce((added, one) => added + all.truth(one), 0);
        return { of, sum, family: `${tree} ${lot.weeks.join()}` };
      }),
    );
    const { rows } = await sql<{ sum: number }>`
      select sums[1] as sum from publication_block where week = ${week}::date order by tree, block`.execute(
      house.db,
    );
    assert.deepEqual(
      rows.map(({ sum }) => sum),
      statements.map(({ sum }) => sum),
    );
    return statements;
  }

  const organisations: readonly (readonly [string, Shape])[] = [
    ["of forty", { people: 40, departments: 2, span: 6, across: 0.1 }],
    ["of flat teams", { people: 80, departments: 3, span: 13, across: 0.05 }],
    ["of deep lines", { people: 120, departments: 2, span: 5, across: 0.05 }],
    ["so mixed that lines say nothing of departments", { people: 100, departments: 3, span: 7, across: 0.9 }],
  ];

  for (const [seed, [what, shape]] of organisations.entries())
    it(`finds nobody in a small organisation ${what}`, async () => {
      const { statements, lots, all } = await year(shape, seed + 1);
      const joined = lots.filter(({ weeks }) => weeks.length > 1);

      assert.ok(joined.length >= 2, `${joined.length} lots of several weeks were shown`);
      assert.equal(
        new Set(lots.flatMap(({ weeks }) => weeks)).size,
        lots.flatMap(({ weeks }) => weeks).length,
      );
      assert.deepEqual(attacked(statements, all.truth, all.whose), []);
    });

  it("would find many if every group of every lot were shown", async () => {
    const { lots, all } = await year({ people: 80, departments: 3, span: 13, across: 0.05 }, 2);
    const statements = lots.slice(0, 8).flatMap(({ weeks, ids, trees }) =>
      (["lines", "places"] as const).flatMap((tree) =>
        trees[tree].names.map((_, group): Statement => {
          const of = all.of(
            weeks,
            membersOf(trees[tree], group).map((at) => ids[at] ?? ""),
          );
          const sum = of.reduce((added, one) => added + all.truth(one), 0);
          return { of, sum, family: `${tree} ${weeks.join()}` };
        }),
      ),
    );

    const found = attacked(statements, all.truth, all.whose);

    for (const by of ["adding and subtracting", "a total less its parts", "two trees", "bounds"])
      assert.ok(found.filter((one) => one.by === by).length > 3, by);
  });

  it("would find some if weeks that are too thin were shown by themselves as well", async () => {
    const { statements, lots, all } = await year({ people: 80, departments: 3, span: 13, across: 0.05 }, 2);
    const thin = lots
      .filter(({ weeks }) => weeks.length > 1)
      .flatMap(({ weeks, ids }) => weeks.map((week) => all.of([week], ids)))
      .map((of): Statement => ({ of, sum: of.reduce((added, one) => added + all.truth(one), 0) }));

    assert.ok(attacked([...statements, ...thin], all.truth, all.whose).length > thin.length / 2);
  });
});

const measureOf = (reports: ReadonlyMap<Day, ReadonlyMap<string, number>>): Measure => ({
  name: NAME,
  kind: "flow",
  parts: [{ name: "minutes", unit: "minutes" }],
  tenants: async () => [tenant],
  contributors: async (_, week) =>
    unpublished(
      [...(reports.get(week) ?? [])].map(
        ([id, minutes]): Contributor => ({ id: id as PersonId, parts: [minutes] }), // the staff list's ids
      ),
    ),
});

/** As the gate reads it: everybody who put something in and is there still, in the order in which they first did. */
async function lotIn(
  weeks: readonly Day[],
  { members, managers }: Organisation,
  reports: ReadonlyMap<Day, ReadonlyMap<string, number>>,
): Promise<Lot> {
  const minutes = new Map<string, number>();
  for (const week of weeks)
    for (const [id, some] of reports.get(week) ?? [])
      if (members.has(id)) minutes.set(id, (minutes.get(id) ?? 0) + some);
  const ids = [...minutes.keys()];
  const there = new Map([...managers].filter(([id]) => members.has(id)));
  return {
    weeks,
    ids,
    trees: {
      lines: await linesOf(ids, there),
      places: await placesOf(ids.map((id) => members.get(id) ?? unplaced)),
    },
    minutes: Float64Array.from(minutes.values()),
  };
}

/** The longer periods that all of the weeks lie in. */
const periodsOf = (weeks: readonly Day[]): readonly Period[] =>
  periodKinds
    .map((kind) => periodOf(kind, weeks[0] ?? FIRST))
    .filter((period) => period.kind !== "week" && weeks.every((week) => period.weeks.includes(week)));

const together = (parts: readonly Statement[]): Statement => ({
  of: parts.flatMap(({ of }) => of),
  sum: parts.reduce((all, { sum }) => all + sum, 0),
});
