import { breath } from "../../core/turns.ts";
import { type Division, merged } from "./blocks.ts";
import { cutFinder, type Neighbourhood, neighbourhood } from "./flow.ts";
import { graphOf } from "./graph.ts";
import type { Columns, Limits } from "./safe.ts";
import { unsureEdges } from "./scan.ts";
import { setsOf } from "./sets.ts";
import { common, sizesOf } from "./tree.ts";

export type Pair = readonly [Division, Division];

/** Two blocks of one division, and how many people the group has that holds both: so many are hidden from sight below it. */
interface Merge {
  readonly one: number;
  readonly other: number;
  readonly hides: number;
}

/**
 * Puts blocks of either division together until nothing can be worked out from both that couldn't be shown by itself: no
 * difference of sums is of too few people, or mostly one person's. What costs the least to sight is put together first.
 */
export async function mended(pair: Pair, columns: Columns, limits: Limits): Promise<Pair> {
  const [first, second] = pair;
  const graph = await graphOf(first, second, columns, limits);
  await breath();
  const sets = setsOf(graph.vertices);
  const near = neighbourhood(graph, sets);
  const merges = mergesFor(pair, near);
  for (const demand of graph.demands) {
    const smallCut = cutFinder(graph, demand, near);
    for (const edge of await unsureEdges(graph, demand))
      for (let side = await smallCut(edge); side !== undefined; side = await smallCut(edge))
        merges.acrossCut(side);
  }
  const shift = first.blocks.length;
  return [merged(first, sets.find), merged(second, (block) => sets.find(block + shift))];
}

function mergesFor([first, second]: Pair, near: Neighbourhood) {
  const shift = first.blocks.length;
  const homes = Int32Array.from([...first.blocks, ...second.blocks], ({ home }) => home);
  const sizes = [sizesOf(first.tree), sizesOf(second.tree)];

  return { acrossCut };

  /** Puts together two blocks on different sides of a cut, so that nobody can tell the sides apart by it. */
  function acrossCut(side: readonly number[]): void {
    const inside = new Set(side);
    let best: Merge | undefined;
    for (const merge of candidates(side, inside))
      if (best === undefined || merge.hides < best.hides) best = merge;
    if (best === undefined) throw new Error("a cut of one block is always enough");
    near.join(best.one, best.other);
    homes[near.find(best.one)] = homeOf(best.one, best.other);
  }

  function candidates(side: readonly number[], inside: ReadonlySet<number>): readonly Merge[] {
    const found: Merge[] = [];
    for (const [lot, other] of crossing(side, inside)) {
      near.each(other, (_, next) => {
        if (!inside.has(next)) found.push(mergeOf(lot, next));
      });
      near.each(lot, (_, next) => {
        if (inside.has(next)) found.push(mergeOf(other, next));
      });
    }
    return found;
  }

  function crossing(side: readonly number[], inside: ReadonlySet<number>): readonly [number, number][] {
    const found: [number, number][] = [];
    for (const lot of side)
      near.each(lot, (_, other) => {
        if (!inside.has(other)) found.push([lot, other]);
      });
    return found;
  }

  function mergeOf(one: number, other: number): Merge {
    const [of = new Int32Array()] = one < shift ? sizes : sizes.slice(1);
    return { one, other, hides: of[homeOf(one, other)] ?? 0 };
  }
  function homeOf(one: number, other: number): number {
    const { tree } = one < shift ? first : second;
    return common(tree, homes[one] ?? 0, homes[other] ?? 0);
  }
}
