import assert from "node:assert/strict";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { periodKinds, periodOf } from "../../../src/core/period.ts";
import { type Division, divided } from "../../../src/features/publication/blocks.ts";
import { dividedSafely } from "../../../src/features/publication/gate.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";
import { shownIn } from "../../../src/features/publication/shown.ts";
import { isWithin, linesOf, placesOf, type Tree } from "../../../src/features/publication/tree.ts";
import { attacked, type Found, type Statement } from "./adversary.ts";
import { dice, invented, reportsOf, type Shape, weekPasses } from "./organisation.ts";

const FIRST: Day = "2026-03-30";
const WEEKS = 52;

/** What stands between figures and readers: which groups of a week are shown. */
type Gate = (
  lines: Tree,
  places: Tree,
  minutes: Float64Array,
) => Promise<readonly (readonly [Tree, number])[]>;

const shownOf = (division: Division) => shownIn(division).map((group) => [division.tree, group] as const);
const gate: Gate = async (lines, places, minutes) => {
  const divisions = await dividedSafely(lines, places, [minutes], LIMITS);
  return divisions === undefined ? [] : [...shownOf(divisions.lines), ...shownOf(divisions.places)];
};
const everything: Gate = async (...trees) =>
  trees.slice(0, 2).flatMap((tree) => {
    const { names } = tree as Tree; // the first two are
    return names.map((_, group) => [tree as Tree, group] as const);
  });
const onlyTens: Gate = async (lines, places, minutes) =>
  (await everything(lines, places, minutes)).filter(([tree, group]) => membersOf(tree, group).length >= 10);

const eachByItself: Gate = async (lines, places, minutes) => {
  const divisions = await Promise.all([lines, places].map((tree) => divided(tree, [minutes], LIMITS)));
  return divisions.flatMap((division) => (division === undefined ? [] : shownOf(division)));
};

function membersOf(tree: Tree, group: number): readonly number[] {
  return Array.from(tree.at.keys()).filter((person) => isWithin(tree, tree.at[person] ?? 0, group));
}

/** Some weeks of an invented organisation, and everything that was published of it: weeks, months, quarters and the year. */
async function published(shape: Shape, seed: number, between: Gate, weeks = WEEKS) {
  const chance = dice(seed);
  const organisation = invented(shape, chance);
  const truth: number[] = [];
  const figures = new Map<string, Statement[]>();
  let shown = 0;
  for (let week = 0; week < weeks; week++) {
    const day = addDays(FIRST, 7 * week);
    const reports = reportsOf(organisation, 0.6, chance);
    const ids = [...reports.keys()];
    const start = truth.length;
    truth.push(...reports.values());
    const lines = await linesOf(ids, organisation.managers);
    const places = await placesOf(ids.map((id) => organisation.members.get(id) ?? unplaced));
    for (const [tree, group] of await between(lines, places, Float64Array.from(reports.values()))) {
      const of = membersOf(tree, group).map((person) => start + person);
      const family = `${tree === lines ? "lines" : "places"} ${day}`;
      const statement = { of, family, sum: of.reduce((sum, one) => sum + (truth[one] ?? 0), 0) };
      shown += 1;
      for (const kind of periodKinds) {
        const key = `${periodOf(kind, day).name} ${tree === lines} ${tree.names[group]}`;
        figures.set(key, [...(figures.get(key) ?? []), statement]);
      }
    }
    weekPasses(organisation, week + 1, chance);
  }
  const statements = [...figures.values()].map((parts) => added(parts));
  return { statements, shown, truth: (one: number) => truth[one] ?? 0 };
}

function added(parts: readonly Statement[]): Statement {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  return { of: parts.flatMap(({ of }) => of), sum: parts.reduce((all, { sum }) => all + sum, 0) };
}

const found = ({ statements, truth }: Awaited<ReturnType<typeof published>>): readonly Found[] =>
  attacked(statements, truth);
const unplaced = { department: undefined, profession: undefined, grade: undefined };

describe("An adversary who keeps everything that was published for a year", () => {
  const organisations: readonly (readonly [string, Shape])[] = [
    ["of flat teams", { people: 300, departments: 3, span: 14, across: 0.02 }],
    ["of deep lines", { people: 250, departments: 2, span: 5, across: 0.05 }],
    [
      "whose lines and departments are almost the same",
      { people: 400, departments: 4, span: 9, across: 0.006 },
    ],
    ["so mixed that lines say nothing of departments", { people: 300, departments: 4, span: 7, across: 0.9 }],
    ["of hardly more than ten", { people: 24, departments: 2, span: 6, across: 0.1 }],
  ];

  for (const [seed, [what, shape]] of organisations.entries()) {
    it(`finds nobody in an organisation ${what}`, async () => {
      const year = await published(shape, seed + 1, gate);

      assert.ok(year.shown >= WEEKS, `${year.shown} figures were shown`);
      assert.deepEqual(found(year), []);
    });

    it(`would find many within a month without the gate, ${what}`, async () => {
      const all = found(await published(shape, seed + 1, everything, 4));

      for (const by of ["adding and subtracting", "a total less its parts", "two trees", "bounds"])
        assert.ok(all.filter((one) => one.by === by).length > 3, by);
    });

    it(`would find some if only groups of fewer than ten were hidden, ${what}`, async () => {
      const all = found(await published(shape, seed + 1, onlyTens, 4));
      assert.ok(all.length > 0);
    });
  }

  it("would find some if each tree were looked after by itself", async () => {
    const [, , [, shape] = ["", organisations[0]?.[1]]] = organisations;
    assert.ok(shape);

    const all = found(await published(shape, 3, eachByItself, 13));

    assert.ok(all.some(({ by }) => by === "two trees"));
    assert.ok(all.every(({ by }) => by === "two trees" || by === "adding and subtracting"));
  });
});
