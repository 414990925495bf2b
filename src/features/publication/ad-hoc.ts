import type { Division } from "./blocks.ts";
import { type Columns, isSafe, type Limits, largestShare, lotOf } from "./safe.ts";

/** What is out of a week: both divisions, and the groups of no tree that were let out since. */
export interface Out {
  readonly divisions: readonly [Division, Division];
  readonly groups: readonly ReadonlySet<number>[];
}

/**
 * Whether a group of no tree may be let out beside what is out. Those whom everything that is out has told apart from nobody
 * among them stand and fall together in any sum of it; so where the group takes some of such a lot and leaves others, each
 * sum that uses the group has on it one side or the other. Where the smaller sides come to enough people, and to enough that
 * nobody is most of it, nothing new can be worked out of fewer. A group that is a sum of whole blocks is out already.
 */
export function mayRelease(
  group: ReadonlySet<number>,
  out: Out,
  columns: Columns,
  limits: Limits,
): "it is out" | boolean {
  if (out.divisions.some((division) => isWhole(group, division))) return "it is out";
  if (!isSafe(lotOf(columns, Int32Array.from(group)), limits)) return false;
  const sides = smallerSides(group, out, columns);
  return (
    sides.people >= limits.fewest &&
    columns.every((column, at) => (sides.totals[at] ?? 0) * largestShare(limits) >= largestIn(column))
  );
}

function isWhole(group: ReadonlySet<number>, { of }: Division): boolean {
  const blocks = new Set(Array.from(group, (person) => of[person]));
  return of.every((block, person) => blocks.has(block) === group.has(person));
}

function smallerSides(group: ReadonlySet<number>, out: Out, columns: Columns) {
  const lots = new Map<string, readonly [number[], number[]]>();
  for (const person of out.divisions[0].of.keys()) {
    const sign = signOf(person, out);
    const lot = lots.get(sign) ?? [[], []];
    lots.set(sign, lot);
    lot[group.has(person) ? 0 : 1].push(person);
  }
  const pairs = [...lots.values()].map((sides) => sides.map((side) => lotOf(columns, Int32Array.from(side))));
  const sum = (of: (lot: ReturnType<typeof lotOf>) => number) =>
    pairs.reduce((all, sides) => all + Math.min(...sides.map(of)), 0);
  return {
    people: sum(({ people }) => people),
    totals: columns.map((_, at) => sum(({ totals }) => totals[at] ?? 0)),
  };
}

const signOf = (person: number, { divisions, groups }: Out): string =>
  [...divisions.map(({ of }) => of[person]), ...groups.map((group) => Number(group.has(person)))].join(" ");

function largestIn(column: Float64Array): number {
  return column.reduce((most, size) => Math.max(most, Math.abs(size)), 0);
}
