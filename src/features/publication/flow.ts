import { breath } from "../../core/turns.ts";
import type { Demand, Graph } from "./graph.ts";
import { TOLERANCE } from "./scan.ts";
import type { Sets } from "./sets.ts";
import { tally } from "./tally.ts";

/** Vertices that were put together, and the edges at each. */
export interface Neighbourhood {
  /** The lot that a vertex is in. */
  find(vertex: number): number;
  /** Visits the edges at a lot, with the lot at the other end. */
  each(lot: number, visit: (edge: number, other: number) => void): void;
  join(one: number, other: number): void;
}

export function neighbourhood(graph: Graph, sets: Sets): Neighbourhood {
  const { start, edges } = edgesAt(graph);
  const next = Int32Array.from({ length: graph.vertices }, (_, at) => at); // a ring of all that are in one lot
  return {
    find: sets.find,
    each(lot, visit) {
      let vertex = lot;
      do {
        for (let at = start[vertex] ?? 0; at < (start[vertex + 1] ?? 0); at++) {
          const edge = edges[at] ?? 0;
          const [one, two] = [graph.from[edge] ?? 0, graph.to[edge] ?? 0];
          visit(edge, sets.find(one === vertex ? two : one));
        }
        vertex = next[vertex] ?? lot;
      } while (vertex !== lot);
    },
    join(one, other) {
      const [after, afterOther] = [next[one] ?? one, next[other] ?? other];
      next[one] = afterOther;
      next[other] = after;
      sets.join(one, other);
    },
  };
}

function edgesAt({ vertices, from, to }: Graph): { readonly start: Int32Array; readonly edges: Int32Array } {
  const start = new Int32Array(vertices + 2);
  for (const ends of [from, to]) for (const vertex of ends) tally(start, vertex + 2, 1);
  for (let at = 1; at < start.length; at++) tally(start, at, start[at - 1] ?? 0);
  const edges = new Int32Array(2 * from.length);
  for (const ends of [from, to])
    for (const [edge, vertex] of ends.entries()) {
      edges[start[vertex + 1] ?? 0] = edge;
      tally(start, vertex + 1, 1);
    }
  return { start, edges };
}

/** Looks for cuts that are too small, one edge at a time. What it uses for one is put back for the next. */
export function cutFinder(graph: Graph, { weight, need }: Demand, near: Neighbourhood) {
  const flow = new Float64Array(weight.length); // from the first division to the second
  const used: number[] = [];
  const reachedBy = new Int32Array(graph.vertices).fill(-1);
  const cameFrom = new Int32Array(graph.vertices);

  /** The vertices on one side of a cut between an edge's ends that is too small; undefined where there is none. */
  return async function smallCut(edge: number): Promise<readonly number[] | undefined> {
    const [source, sink] = [near.find(graph.from[edge] ?? 0), near.find(graph.to[edge] ?? 0)];
    const enough = (need[edge] ?? 0) - TOLERANCE;
    let found = 0;
    let side: readonly number[] | undefined;
    while (found < enough && side === undefined) {
      await breath();
      const reached = reach(source, sink);
      if (reachedBy[sink] === -1) side = reached;
      else found += push(source, sink);
      for (const vertex of reached) reachedBy[vertex] = -1;
    }
    for (const touched of used) flow[touched] = 0;
    used.length = 0;
    return side;
  };

  /** Every lot that something can still flow to, or those on the way until the sink was reached. */
  function reach(source: number, sink: number): readonly number[] {
    const reached = [source];
    reachedBy[source] = 0;
    for (let at = 0; at < reached.length && reachedBy[sink] === -1; at++) {
      const lot = reached[at] ?? source;
      near.each(lot, (edge, other) => {
        if (reachedBy[other] !== -1 || room(edge, lot) <= TOLERANCE) return;
        reachedBy[other] = edge;
        cameFrom[other] = lot;
        reached.push(other);
      });
    }
    return reached;
  }

  function push(source: number, sink: number): number {
    let most = Number.POSITIVE_INFINITY;
    for (let lot = sink; lot !== source; lot = cameFrom[lot] ?? source)
      most = Math.min(most, room(reachedBy[lot] ?? 0, cameFrom[lot] ?? 0));
    for (let lot = sink; lot !== source; lot = cameFrom[lot] ?? source) {
      const edge = reachedBy[lot] ?? 0;
      tally(flow, edge, forward(edge, cameFrom[lot] ?? 0) ? most : -most);
      used.push(edge);
    }
    return most;
  }

  function room(edge: number, lot: number): number {
    return (weight[edge] ?? 0) - (forward(edge, lot) ? 1 : -1) * (flow[edge] ?? 0);
  }
  function forward(edge: number, lot: number): boolean {
    return near.find(graph.from[edge] ?? 0) === lot;
  }
}
