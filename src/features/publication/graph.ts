import { breath, inTurns } from "../../core/turns.ts";
import type { Division } from "./blocks.ts";
import { type Columns, type Limits, largestShare } from "./safe.ts";
import { placeOf } from "./sorted.ts";
import { tally } from "./tally.ts";

/**
 * Two divisions of the same people as a graph: a block is a vertex, and who stands in one block of each is an edge between
 * them. What a clever reader can work out by adding and subtracting blocks are sums over edges: each person counts as often
 * as the factors of their two blocks come to. Whoever they leave out stands between two vertices of opposite factors, so what
 * is left is at least the edges between one lot of vertices and all others. So the fewest people that figures can be worked
 * out for are the smallest cut of this graph, and no figure is of fewer than ten people when no cut is.
 */
export interface Graph {
  readonly vertices: number;
  /** The ends of each edge: a block of the first division, and a block of the second, numbered on from the first. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** What every cut has to hold enough of: people, then the size of each component. */
  readonly demands: readonly Demand[];
}

/** How much there is on each edge, and how much every cut through it must have. */
export interface Demand {
  readonly weight: Float64Array;
  readonly need: Float64Array;
}

/** Small enough to ask of a cut no more than that it isn't all noughts. */
const ANYTHING = 1e-3;

export async function graphOf(
  first: Division,
  second: Division,
  columns: Columns,
  limits: Limits,
): Promise<Graph> {
  const { edges, of } = await edgesOf(first, second);
  const count = edges.length;
  const shift = second.blocks.length;
  const people = new Float64Array(count);
  for (const edge of of) tally(people, edge, 1);
  const demands: Demand[] = [{ weight: people, need: new Float64Array(count).fill(limits.fewest) }];
  for (const column of columns) demands.push(await demandOf(column, of, count, largestShare(limits)));
  return {
    vertices: first.blocks.length + shift,
    from: Int32Array.from(edges, (key) => Math.floor(key / shift)),
    to: Int32Array.from(edges, (key) => first.blocks.length + (key % shift)),
    demands,
  };
}

/** Pairs of blocks that have people in common, and for each person the number of theirs. */
async function edgesOf(
  first: Division,
  second: Division,
): Promise<{ readonly edges: Float64Array; readonly of: Int32Array }> {
  const shift = second.blocks.length;
  const keys = Float64Array.from(first.of, (block, person) => block * shift + (second.of[person] ?? 0));
  await breath();
  const sorted = keys.slice().sort();
  const edges = sorted.filter((key, at) => key !== sorted[at - 1]);
  const of = new Int32Array(keys.length);
  await inTurns(keys, (key, person) => {
    of[person] = placeOf(edges, key);
  });
  return { edges, of };
}

async function demandOf(column: Float64Array, of: Int32Array, count: number, share: number): Promise<Demand> {
  const weight = new Float64Array(count);
  const largest = new Float64Array(count);
  await inTurns(of, (edge, person) => {
    const size = Math.abs(column[person] ?? 0);
    tally(weight, edge, size);
    if (size > (largest[edge] ?? 0)) largest[edge] = size;
  });
  return { weight, need: largest.map((size) => Math.max(size / share, ANYTHING)) };
}
