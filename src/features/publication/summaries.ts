import type { SummaryOf } from "../../core/measure.ts";
import type { PersonId } from "../../core/person.ts";
import { breath } from "../../core/turns.ts";
import type { Division } from "./blocks.ts";
import { placeOf } from "./sorted.ts";
import type { Summaries } from "./store.ts";

/** By the name of each summary, how a group's is worked out. */
export type Summarising = ReadonlyMap<string, SummaryOf>;

/** Which groups: all within one, or all whose blocks stand in some. */
export type Members =
  | { readonly group: number }
  | { readonly homes: ReadonlySet<number> }
  | { readonly people: readonly number[] };

/** Says of a group what is no sum, of the very people that its sums are of. */
export function summing(division: Division, ids: readonly PersonId[], summarising: Summarising) {
  const { tree, blocks, of } = division;
  const homeOf = (person: number): number => blocks[of[person] ?? 0]?.home ?? 0;
  const isAsked = summarising.size > 0;
  // Groups are numbered so that all within one stand together.
  const people = isAsked ? Array.from(ids.keys()).sort((a, b) => homeOf(a) - homeOf(b) || a - b) : [];
  const homes = people.map(homeOf);

  function peopleIn(members: Members): readonly number[] {
    if ("people" in members) return members.people;
    if ("homes" in members) return people.filter((person) => members.homes.has(homeOf(person)));
    return people.slice(placeOf(homes, members.group), placeOf(homes, tree.until[members.group] ?? 0));
  }

  return async (name: string, members: Members): Promise<Summaries | undefined> => {
    if (!isAsked) return undefined;
    await breath();
    const own = peopleIn(members).map((person) => ids[person] as PersonId); // people are places in ids
    return Object.fromEntries(
      [...summarising].map(([summary, summarise]) => [summary, summarise(own, name)]),
    );
  };
}
