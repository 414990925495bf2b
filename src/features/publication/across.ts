import type { Division } from "./blocks.ts";
import type { Sums } from "./store.ts";
import { tally } from "./tally.ts";
import { pathIn, pathName } from "./tree.ts";

/** A profession or a grade in all departments together. */
export interface Across extends Sums {
  readonly name: string;
  /** How much of the people concerned stand in it, to the tenth below: the others are in blocks with people of other kinds. */
  readonly covers: number;
  /** The groups that its blocks stand in: all people of theirs are in it. */
  readonly homes: ReadonlySet<number>;
}

const ANY = "*";
export const acrossName = ({
  profession,
  grade,
}: {
  readonly profession?: string;
  readonly grade?: string;
}): string => pathName(profession === undefined ? [ANY, ANY, grade ?? ANY] : [ANY, profession]);

/** The names of a profession and a grade that a place is in, as far as it is known. */
function kindsOf(place: string): readonly string[] {
  const [, profession, grade] = pathIn(place);
  return [
    ...(profession === undefined ? [] : [acrossName({ profession })]),
    ...(grade === undefined ? [] : [acrossName({ grade })]),
  ];
}

/** Sums of all whole blocks of one profession, or one grade: nothing that isn't out with the blocks. */
export function acrossPlaces({ tree, blocks }: Division, each: readonly Sums[]): readonly Across[] {
  const all = new Map<string, number>();
  const standing = new Int32Array(tree.names.length);
  for (const place of tree.at) tally(standing, place, 1);
  for (const [place, people] of standing.entries())
    if (people > 0)
      for (const name of kindsOf(tree.names[place] ?? "[]")) all.set(name, (all.get(name) ?? 0) + people);
  const sums = new Map<string, Sums>();
  const homes = new Map<string, Set<number>>();
  for (const [block, { home }] of blocks.entries())
    for (const name of kindsOf(tree.names[home] ?? "[]")) {
      sums.set(name, plus(sums.get(name), each[block]));
      homes.set(name, (homes.get(name) ?? new Set()).add(home));
    }
  return [...sums].map(([name, sum]) => ({
    ...sum,
    name,
    homes: homes.get(name) ?? new Set(),
    covers: Math.floor((10 * sum.people) / (all.get(name) ?? sum.people)) / 10,
  }));
}

const plus = (one: Sums | undefined, other: Sums = { people: 0, sums: [] }): Sums => ({
  people: (one?.people ?? 0) + other.people,
  sums: other.sums.map((sum, part) => sum + (one?.sums[part] ?? 0)),
});
