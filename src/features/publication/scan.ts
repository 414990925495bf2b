import { breath } from "../../core/turns.ts";
import type { Demand, Graph } from "./graph.ts";
import { type Sets, setsOf } from "./sets.ts";
import { tally } from "./tally.ts";

const ROUNDS = 5;
/** So few are looked at one by one sooner than all are scanned again. */
const FEW = 100;
const VERTICES_A_BREATH = 2_000;
const EDGES_A_BREATH = 20_000;
/** Sums of minutes are whole or halves; this is far below any that counts and far above what adding up loses. */
export const TOLERANCE = 1e-6;

/**
 * Edges of which it isn't sure yet that every cut through them has enough. A scan visits vertices in the order of how much
 * ties them to those visited (Nagamochi and Ibaraki, 1992): what ties an edge's ends when it is reached is never more than
 * the smallest cut between them. Edges that no cut in question can go through are drawn together, and it is scanned again.
 */
export async function unsureEdges(graph: Graph, { weight, need }: Demand): Promise<number[]> {
  const sets = setsOf(graph.vertices);
  let unsure = Array.from(need.keys());
  for (let round = 0; round < ROUNDS && unsure.length > FEW; round++) {
    const bounds = await boundsOf(graph, weight, sets, round);
    await breath();
    unsure = unsure.filter((edge) => (bounds[edge] ?? 0) < (need[edge] ?? 0) - TOLERANCE);
    const most = largestOf(need, unsure);
    for (const [edge, bound] of bounds.entries())
      if (bound >= most) sets.join(graph.from[edge] ?? 0, graph.to[edge] ?? 0);
    if (round === 0 && unsure.length > FEW) await joinOverOne(graph, weight, most, sets);
  }
  return unsure;
}

const largestOf = (list: Float64Array, places: readonly number[]): number =>
  places.reduce((largest, at) => Math.max(largest, list[at] ?? 0), 0);

/**
 * Draws together vertices that have so many neighbours in common that no cut in question parts them. Only pairs with the
 * largest neighbour of each vertex are looked at: most vertices are tied to some large one, such as a big department.
 */
async function joinOverOne(graph: Graph, weight: Float64Array, most: number, sets: Sets): Promise<void> {
  const { start, edges, end } = neighbours(graph, setsOf(graph.vertices));
  const degree = (vertex: number) => (end[vertex] ?? 0) - (start[vertex] ?? 0);
  const ties = new Map<number, number>();
  for (let vertex = 0; vertex < graph.vertices; vertex++) {
    if (vertex % VERTICES_A_BREATH === 0) await breath();
    const own = edges.subarray(start[vertex], end[vertex]);
    const far = (edge: number) =>
      graph.from[edge] === vertex ? (graph.to[edge] ?? 0) : (graph.from[edge] ?? 0);
    const hub = own.reduce(
      (best, edge) => (degree(far(edge)) > degree(far(best)) ? edge : best),
      own[0] ?? 0,
    );
    for (const edge of own) {
      const key = far(hub) * graph.vertices + far(edge);
      if (edge !== hub) ties.set(key, (ties.get(key) ?? 0) + Math.min(weight[hub] ?? 0, weight[edge] ?? 0));
    }
  }
  for (const [key, tie] of ties)
    if (tie >= most) sets.join(Math.floor(key / graph.vertices), key % graph.vertices);
}

/** For each edge a lower bound of every cut between its ends; without end where they are drawn together. */
async function boundsOf(
  graph: Graph,
  weight: Float64Array,
  sets: Sets,
  round: number,
): Promise<Float64Array> {
  const { start, edges, end } = neighbours(graph, sets);
  const bounds = new Float64Array(weight.length).fill(Number.POSITIVE_INFINITY);
  const ties = new Float64Array(graph.vertices);
  const visited = new Uint8Array(graph.vertices);
  const queue = heap();
  for (let at = 0; at < graph.vertices; at++) {
    if (at % VERTICES_A_BREATH === 0) await breath();
    const root = (at + round * (graph.vertices >> 2)) % graph.vertices;
    if (sets.find(root) === root && visited[root] === 0) visit(root);
    for (let next = queue.pop(), popped = 1; next !== undefined; next = queue.pop(), popped++) {
      if (visited[next] === 0) visit(next);
      if (popped % EDGES_A_BREATH === 0) await breath();
    }
  }
  return bounds;

  function visit(vertex: number): void {
    visited[vertex] = 1;
    const own = edges.subarray(start[vertex], end[vertex]);
    for (const edge of own) tally(ties, far(edge, vertex), weight[edge] ?? 0);
    for (const edge of own) {
      const other = far(edge, vertex);
      if (visited[other] === 1) continue;
      bounds[edge] = ties[other] ?? 0;
      queue.push(ties[other] ?? 0, other);
    }
  }
  function far(edge: number, vertex: number): number {
    const one = sets.find(graph.from[edge] ?? 0);
    return one === vertex ? sets.find(graph.to[edge] ?? 0) : one;
  }
}

/** The edges at each lot of vertices, one after the other; those within a lot are left out. */
function neighbours({ vertices, from, to }: Graph, sets: Sets) {
  const counts = new Int32Array(vertices + 1);
  const ends = (edge: number) => [sets.find(from[edge] ?? 0), sets.find(to[edge] ?? 0)] as const;
  for (const edge of from.keys()) {
    const [one, two] = ends(edge);
    if (one !== two) {
      tally(counts, one, 1);
      tally(counts, two, 1);
    }
  }
  const start = new Int32Array(vertices);
  for (let at = 1; at < vertices; at++) start[at] = (start[at - 1] ?? 0) + (counts[at - 1] ?? 0);
  const end = start.slice();
  const edges = new Int32Array((start.at(-1) ?? 0) + (counts[vertices - 1] ?? 0));
  for (const edge of from.keys()) {
    const [one, two] = ends(edge);
    if (one === two) continue;
    for (const vertex of [one, two]) {
      edges[end[vertex] ?? 0] = edge;
      tally(end, vertex, 1);
    }
  }
  return { start, end, edges };
}

/** The largest first. What was pushed with a smaller tie stays in it, and is passed over when it comes. */
function heap() {
  const ties: number[] = [];
  const vertices: number[] = [];
  const before = (one: number, other: number) => (ties[one] ?? 0) > (ties[other] ?? 0);
  function swap(one: number, other: number): void {
    const [tie, vertex] = [ties[one] ?? 0, vertices[one] ?? 0];
    ties[one] = ties[other] ?? 0;
    vertices[one] = vertices[other] ?? 0;
    ties[other] = tie;
    vertices[other] = vertex;
  }
  return {
    push(tie: number, vertex: number): void {
      let at = ties.push(tie) - 1;
      vertices.push(vertex);
      for (let up = (at - 1) >> 1; at > 0 && before(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop(): number | undefined {
      const last = ties.length - 1;
      if (last < 0) return undefined;
      swap(0, last);
      ties.pop();
      const popped = vertices.pop();
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const child = right < last && before(right, left) ? right : left;
        if (child >= last || !before(child, at)) return popped;
        swap(at, child);
        at = child;
      }
    },
  };
}
