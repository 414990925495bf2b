import type { Mark } from "./table.ts";

/** Nobody is to be found by it. */
export const SUPPRESSED: Mark = "[c]";
/** There is no figure, whoever asks. */
export const NOT_KNOWN: Mark = "[x]";

export interface CellRule {
  /** A figure on fewer people than this isn't shown. */
  readonly fewest: number;
  /** Figures are shown to the nearest so many. */
  readonly to: number;
}

/** Counts and pay as the Civil Service Statistics show them; hours as this product does. */
export const cellRules = {
  headcount: { fewest: 5, to: 5 },
  pay: { fewest: 10, to: 10 },
  hours: { fewest: 10, to: 10 },
} as const satisfies Record<string, CellRule>;

/** A figure on so many people as it is published. */
export function cellOf(figure: number | undefined, people: number, { fewest, to }: CellRule): number | Mark {
  if (figure === undefined) return NOT_KNOWN;
  if (people < fewest) return SUPPRESSED;
  return Math.round(figure / to) * to || 0; // no −0
}

export interface TableRule extends CellRule {
  /** Whether a cell with nobody in it is shown as 0. It tells that each hidden one has somebody. */
  readonly noughts: "shown" | "hidden";
}

/** Rows of counts. Once it has its totals, the last row is the sum of the others, and so is the last of each row. */
type Counts = readonly (readonly number[])[];
export type Hidden = readonly (readonly boolean[])[];
type Cell = readonly [row: number, column: number];

/** A table of counts with its totals, as it is published: no hidden cell can be worked out from the others. */
export function tableCells(counts: Counts, rule: TableRule): readonly (readonly (number | Mark)[])[] {
  const hidden = hiddenIn(counts, rule);
  return withTotals(counts).map((row, r) =>
    row.map((n, c) => (hidden[r]?.[c] ? SUPPRESSED : cellOf(n, Number.POSITIVE_INFINITY, rule))),
  );
}

export function withTotals(counts: Counts): Counts {
  const rows = counts.map((row) => [...row, sumOf(row)]);
  return [...rows, (rows[0] ?? []).map((_, column) => sumOf(rows.map((row) => row[column] ?? 0)))];
}
const sumOf = (all: readonly number[]): number => all.reduce((sum, n) => sum + n, 0);

/**
 * The cells to hide, totals among them: those under the threshold, and as many others, with few people in them, as leave each
 * hidden cell's range at least `fewest` wide.
 *
 * A table with totals is a network (Cox 1980; Gusfield 1988): rows and columns are its vertices, cells its edges, and whatever
 * can be changed without changing any sum is a flow around it. How far a hidden cell can be from its value is the largest flow
 * between its ends over the other hidden cells, none of which goes below its least. So the range is exact, for each cell by
 * itself; where it is too narrow, the path of fewest people that widens it is hidden as well. That is no proof of the fewest
 * cells in all, which is NP-hard (Kelly, Golden and Assad 1992). Rounding hides more; nothing is taken off for it.
 */
export function hiddenIn(counts: Counts, { fewest, noughts }: Omit<TableRule, "to">): Hidden {
  const network = new Network(withTotals(counts), noughts);
  const small = network.cells.filter(([r, c]) => network.count(r, c) < fewest);
  for (const cell of small) network.hide(cell);
  for (let narrow = narrowIn(network, fewest); narrow !== undefined; narrow = narrowIn(network, fewest))
    if (!network.widen(narrow, fewest)) network.hideAll();
  return network.hidden;
}

/** What a reader can work out of a hidden cell: the least and most people in it, `most` above its count at the furthest. */
export function rangeOf(
  counts: Counts,
  hidden: Hidden,
  cell: Cell,
  { noughts, most }: Pick<TableRule, "noughts"> & { readonly most: number },
): readonly [number, number] {
  const network = new Network(withTotals(counts), noughts);
  for (const each of network.cells) if (hidden[each[0]]?.[each[1]]) network.hide(each);
  return network.range(cell, most);
}

/** A hidden cell whose range is too narrow. Where all are hidden there is nothing left to do. */
const narrowIn = (network: Network, fewest: number): Cell | undefined =>
  network.isAllHidden
    ? undefined
    : network.cells.find((cell) => {
        const [low, high] = network.isHidden(cell) ? network.range(cell, fewest) : [0, fewest];
        return high - low < fewest;
      });

/** Vertices are the rows and then the columns; what may flow from one to the other is the capacity between them. */
class Network {
  readonly cells: readonly Cell[];
  readonly #table: Counts;
  readonly #least: number;
  readonly #rows: number;
  readonly #hidden: boolean[][];

  constructor(table: Counts, noughts: TableRule["noughts"]) {
    this.#table = table;
    this.#least = noughts === "shown" ? 1 : 0;
    this.#rows = table.length;
    this.#hidden = table.map((row) => row.map(() => false));
    // A nought that is shown is known, and never stands behind a mark.
    this.cells = table.flatMap((row, r) =>
      row.flatMap((n, c): readonly Cell[] => (n < this.#least ? [] : [[r, c]])),
    );
  }

  get hidden(): Hidden {
    return this.#hidden;
  }

  get isAllHidden(): boolean {
    return this.cells.every((cell) => this.isHidden(cell));
  }

  isHidden([r, c]: Cell): boolean {
    return this.#hidden[r]?.[c] ?? false;
  }

  count(r: number, c: number): number {
    return this.#table[r]?.[c] ?? 0;
  }

  hide([r, c]: Cell): void {
    const row = this.#hidden[r];
    if (row !== undefined) row[c] = true;
  }

  hideAll(): void {
    for (const cell of this.cells) this.hide(cell);
  }

  range(cell: Cell, most: number): readonly [number, number] {
    const [r, c] = cell;
    const n = this.count(r, c);
    const [up, down] = this.#ends(cell);
    const spare = Math.min(n - this.#least, most);
    const more = pushed(this.#capacities(cell, false), up, most).flow;
    const less = spare > 0 ? pushed(this.#capacities(cell, false), down, spare).flow : 0;
    return [n - less, n + more];
  }

  /** Hides the path of fewest people on which this cell could be larger than it is; false where there is none. */
  widen(cell: Cell, most: number): boolean {
    const [from, to] = this.#ends(cell)[0];
    const { left } = pushed(this.#capacities(cell, false), [from, to], most);
    const all = this.#capacities(cell, true);
    const open = (a: number, b: number): number => {
      const isHidden = this.isHidden(this.#between(a, b));
      return (isHidden ? left : all)[a]?.[b] ?? 0;
    };
    const path = cheapest(all.length, from, to, (a, b) => {
      if (open(a, b) <= 0) return Number.POSITIVE_INFINITY;
      const between = this.#between(a, b);
      return this.isHidden(between) ? 0 : this.count(...between) + 1;
    });
    const fresh = path
      .flatMap((b, at) => (at === 0 ? [] : [this.#between(path[at - 1] ?? b, b)]))
      .filter((each) => !this.isHidden(each));
    for (const each of fresh) this.hide(each);
    return fresh.length > 0;
  }

  /** The cell of a row and a column, whichever comes first. */
  #between(a: number, b: number): Cell {
    return [Math.min(a, b), Math.max(a, b) - this.#rows];
  }

  /** From where to where others have to make up for it, when a cell is larger, and when it is smaller. */
  #ends([r, c]: Cell): readonly [readonly [number, number], readonly [number, number]] {
    const column = c + this.#rows;
    return this.#isTotal(r, c)
      ? [
          [r, column],
          [column, r],
        ]
      : [
          [column, r],
          [r, column],
        ];
  }

  /** A total weighs against the cells of its line; the total of all weighs against the totals. */
  #isTotal(r: number, c: number): boolean {
    const last = (this.#table[0]?.length ?? 0) - 1;
    return (r === this.#rows - 1) !== (c === last);
  }

  #capacities(without: Cell, shownToo: boolean): number[][] {
    const vertices = this.#rows + (this.#table[0]?.length ?? 0);
    const capacity = Array.from({ length: vertices }, () => new Array<number>(vertices).fill(0));
    for (const cell of this.cells) {
      const [r, c] = cell;
      if ((r === without[0] && c === without[1]) || !(shownToo || this.isHidden(cell))) continue;
      const [larger, smaller] = [Number.POSITIVE_INFINITY, this.count(r, c) - this.#least];
      const [ahead, back] = this.#isTotal(r, c) ? [smaller, larger] : [larger, smaller];
      (capacity[r] as number[])[c + this.#rows] = ahead; // made above
      (capacity[c + this.#rows] as number[])[r] = back; // made above
    }
    return capacity;
  }
}

/** How much flows, up to `most`, and what capacity is left: Ford and Fulkerson (1956) along the shortest paths. */
function pushed(
  capacity: number[][],
  [from, to]: readonly [number, number],
  most: number,
): { readonly flow: number; readonly left: Counts } {
  let flow = 0;
  while (flow < most) {
    const path = cheapest(capacity.length, from, to, (a, b) =>
      (capacity[a]?.[b] ?? 0) > 0 ? 1 : Number.POSITIVE_INFINITY,
    );
    if (path.length === 0) break;
    const steps = path.slice(1).map((b, at) => [path[at] ?? b, b] as const);
    const some = Math.min(most - flow, ...steps.map(([a, b]) => capacity[a]?.[b] ?? 0));
    for (const [a, b] of steps) {
      (capacity[a] as number[])[b] = (capacity[a]?.[b] ?? 0) - some; // a vertex of the path
      (capacity[b] as number[])[a] = (capacity[b]?.[a] ?? 0) + some; // a vertex of the path
    }
    flow += some;
  }
  return { flow, left: capacity };
}

/** The vertices of the cheapest path, none where there is no path: Dijkstra (1959). */
function cheapest(
  vertices: number,
  from: number,
  to: number,
  cost: (a: number, b: number) => number,
): readonly number[] {
  const far = new Array<number>(vertices).fill(Number.POSITIVE_INFINITY);
  const before = new Array<number>(vertices).fill(-1);
  const open = new Set(Array.from({ length: vertices }, (_, vertex) => vertex));
  far[from] = 0;
  while (open.size > 0) {
    const near = [...open].reduce((best, each) => ((far[each] ?? 0) < (far[best] ?? 0) ? each : best));
    open.delete(near);
    if (far[near] === Number.POSITIVE_INFINITY || near === to) break;
    for (const next of open) {
      const way = (far[near] ?? 0) + cost(near, next);
      if (way < (far[next] ?? 0)) [far[next], before[next]] = [way, near];
    }
  }
  if (far[to] === Number.POSITIVE_INFINITY) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(before[path[0] ?? from] ?? from);
  return path;
}
