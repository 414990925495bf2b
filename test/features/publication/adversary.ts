/** Something that was published: the sum over these, each a person in a week. */
export interface Statement {
  readonly of: readonly number[];
  readonly sum: number;
  /** Statements of one family lie within one another or apart, as groups of one tree in one week do; none for longer periods. */
  readonly family?: string;
}

/** A sum over few that could be worked out, and how many they are. */
export interface Found {
  readonly people: number;
  readonly by: "adding and subtracting" | "a total less its parts" | "two trees" | "bounds";
}

const PRIME = 67_108_859; // the largest under 2^26, so that products are exact
const FEWEST = 10;
/** Whose figure is known to within this share of it is found (the p % rule). */
const CLOSE = 0.1;

type Row = Map<number, number>;

/** Whose each is: somebody's contributions of different weeks are different, and still one person's. */
export type Whose = (one: number) => number;
const each: Whose = (one) => one;

/** Those who stand in the same statements can't be told apart by any of them, and are taken together. */
interface Atoms {
  /** Whose are in each. */
  readonly people: readonly ReadonlySet<number>[];
  readonly rows: readonly (readonly number[])[];
  readonly of: ReadonlyMap<number, number>;
}

function atomsOf(statements: readonly Statement[], whose: Whose): Atoms {
  const signs = new Map<number, string>();
  for (const [at, { of }] of statements.entries())
    for (const one of of) signs.set(one, `${signs.get(one) ?? ""},${at}`);
  const numbers = new Map<string, number>();
  const people: Set<number>[] = [];
  const of = new Map<number, number>();
  for (const [one, sign] of signs) {
    const atom = numbers.get(sign) ?? people.push(new Set()) - 1;
    numbers.set(sign, atom);
    people[atom]?.add(whose(one));
    of.set(one, atom);
  }
  const rows = statements.map((statement) => [...new Set(statement.of.map((one) => of.get(one) ?? -1))]);
  return { people, rows, of };
}

/** Everything that adding and subtracting can come to, written so that each row begins where no other has anything. */
function reduced(rows: readonly (readonly number[])[]): readonly Row[] {
  const pivots = new Map<number, Row>();
  const having = new Map<number, Set<number>>(); // which pivots' rows hold a column
  for (const columns of rows) {
    const row: Row = new Map(columns.map((column) => [column, 1]));
    for (const [column] of [...row]) {
      const pivot = pivots.get(column);
      const factor = row.get(column);
      if (pivot && factor) subtract(row, pivot, factor);
    }
    const [first] = row;
    if (first === undefined) continue;
    const [lead, value] = first;
    const scale = inverse(value);
    for (const [column, entry] of row) row.set(column, (entry * scale) % PRIME);
    for (const pivot of having.get(lead) ?? []) {
      const other = pivots.get(pivot);
      const factor = other?.get(lead);
      if (other && factor) subtract(other, row, factor, pivot);
    }
    pivots.set(lead, row);
    for (const column of row.keys()) note(column, lead);
  }
  return [...pivots.values()];

  function note(column: number, pivot: number): void {
    const known = having.get(column);
    if (known) known.add(pivot);
    else having.set(column, new Set([pivot]));
  }
  function subtract(row: Row, other: Row, factor: number, pivot?: number): void {
    for (const [column, entry] of other) {
      const left = ((row.get(column) ?? 0) + PRIME * 2 - ((entry * factor) % PRIME)) % PRIME;
      if (left === 0) row.delete(column);
      else row.set(column, left);
      if (pivot !== undefined) note(column, pivot);
    }
  }
}

function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let power = PRIME - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

/** Sums over fewer than ten that follow from what was published, by single rows and by two at a time. */
export function addsAndSubtracts(statements: readonly Statement[], whose = each): readonly Found[] {
  const { people, rows } = atomsOf(statements, whose);
  const all = reduced(rows);
  const found: Found[] = [];
  const see = (row: Iterable<number>) => {
    const all = new Set<number>();
    for (const column of row) {
      for (const one of people[column] ?? []) all.add(one);
      if (all.size >= FEWEST) return;
    }
    if (all.size > 0) found.push({ people: all.size, by: "adding and subtracting" });
  };
  for (const row of all) see(row.keys());
  for (const [one, other] of meeting(all))
    for (const sign of [1, PRIME - 1]) see(supportOf(one, other, sign));
  return found;
}

/** Pairs of rows that have something in common. */
function* meeting(rows: readonly Row[]): Iterable<readonly [Row, Row]> {
  const having = new Map<number, Row[]>();
  const met = new Map<Row, Set<Row>>();
  for (const row of rows)
    for (const column of row.keys()) {
      for (const other of having.get(column) ?? []) {
        if (met.get(row)?.has(other)) continue;
        met.set(row, (met.get(row) ?? new Set()).add(other));
        yield [row, other];
      }
      having.set(column, [...(having.get(column) ?? []), row]);
    }
}

function* supportOf(one: Row, other: Row, sign: number): Iterable<number> {
  for (const [column, entry] of one)
    if ((entry + sign * (other.get(column) ?? 0)) % PRIME !== 0) yield column;
  for (const column of other.keys()) if (!one.has(column)) yield column;
}

/**
 * What each can have put in at least and at most, as nobody's is below nought: from every statement, over and over, until
 * nothing gets narrower. Whoever's own is then known to within a tenth is found.
 */
export function narrows(
  statements: readonly Statement[],
  truth: (one: number) => number,
  whose = each,
  rounds = 30,
): readonly Found[] {
  const { people, rows, of } = atomsOf(statements, whose);
  const membersOf = new Map<number, number[]>();
  for (const [one, atom] of of) membersOf.set(atom, [...(membersOf.get(atom) ?? []), one]);
  const low = people.map(() => 0);
  const high = people.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0, narrower = true; narrower && round < rounds; round++) {
    narrower = false;
    for (const [at, atoms] of rows.entries()) {
      const sum = statements[at]?.sum ?? 0;
      const [lows, highs] = [total(atoms, low), total(atoms, high)];
      for (const atom of atoms) {
        const top = sum - (lows - (low[atom] ?? 0));
        const rest = Number.isFinite(highs) ? highs - (high[atom] ?? 0) : Number.POSITIVE_INFINITY;
        if (top < (high[atom] ?? 0) - 1e-9) [high[atom], narrower] = [top, true];
        if (sum - rest > (low[atom] ?? 0) + 1e-9) [low[atom], narrower] = [sum - rest, true];
      }
    }
  }
  return people.flatMap((some, atom) =>
    [...sumsBy(membersOf.get(atom) ?? [], truth, whose).values()].flatMap((value) => {
      const close =
        (high[atom] ?? 0) < value * (1 + CLOSE) ||
        (some.size === 1 && (low[atom] ?? 0) > value * (1 - CLOSE));
      return value > 0 && close ? [{ people: 1, by: "bounds" as const }] : [];
    }),
  );
}

/** What each person has in some. */
function sumsBy(
  some: readonly number[],
  truth: (one: number) => number,
  whose: Whose,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const one of some) sums.set(whose(one), (sums.get(whose(one)) ?? 0) + truth(one));
  return sums;
}

const total = (atoms: readonly number[], of: readonly number[]): number =>
  atoms.reduce((all, atom) => all + (of[atom] ?? 0), 0);

/** One of those in a statement knows their own, and takes it away: whoever's is then known to within a tenth is found. */
export function knowsTheirOwn(
  statements: readonly Statement[],
  truth: (one: number) => number,
  whose = each,
): readonly Found[] {
  return statements.flatMap(({ of, sum }) => {
    const [first = 0, second = 0] = [...sumsBy(of, truth, whose).values()].sort((a, b) => b - a);
    return first > 0 && sum - second < first * (1 + CLOSE) ? [{ people: 1, by: "bounds" as const }] : [];
  });
}

/** What is left of each total when as many of its parts are taken away as there are. */
export function takesPartsAway(statements: readonly Statement[], whose = each): readonly Found[] {
  return familiesOf(byPerson(statements, whose)).flatMap((family) => {
    const bySize = family.toSorted((a, b) => b.of.length - a.of.length);
    return bySize.flatMap((whole, at) => {
      const left = new Set(whole.of);
      for (const part of bySize.slice(at + 1))
        if (part.of.every((one) => left.has(one))) for (const one of part.of) left.delete(one);
      return left.size > 0 && left.size < FEWEST
        ? [{ people: left.size, by: "a total less its parts" as const }]
        : [];
    });
  });
}

/** Within one family somebody's weeks are only ever shown together. */
const byPerson = (statements: readonly Statement[], whose: Whose): readonly Statement[] =>
  statements.map(({ of, ...rest }) => ({ ...rest, of: [...new Set(of.map(whose))] }));

function familiesOf(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const families = new Map<string, Statement[]>();
  for (const statement of statements)
    if (statement.family !== undefined)
      families.set(statement.family, [...(families.get(statement.family) ?? []), statement]);
  return [...families.values()];
}

/**
 * The fewest that any difference between two families of the same week comes to, if it comes to any: the smallest cut
 * between what can't be told apart in the one and in the other (Stoer and Wagner, 1997). Exact, whatever the factors.
 */
export function playsTreesOff(
  one: readonly Statement[],
  other: readonly Statement[],
  whose = each,
): readonly Found[] {
  const [first, second] = [atomsOf(byPerson(one, whose), each), atomsOf(byPerson(other, whose), each)];
  const size = first.people.length + second.people.length;
  const weights = Array.from({ length: size }, () => new Float64Array(size));
  for (const [person, atom] of first.of) {
    const across = second.of.get(person);
    if (across === undefined) continue;
    for (const [a, b] of [
      [atom, first.people.length + across],
      [first.people.length + across, atom],
    ] as const) {
      const row = weights[a];
      if (row) row[b] = (row[b] ?? 0) + 1;
    }
  }
  const people = smallestCut(weights);
  return people < FEWEST ? [{ people, by: "two trees" }] : [];
}

/** Parts that nothing ties together don't count as cut. */
function smallestCut(weights: readonly Float64Array[]): number {
  let left = weights.map((_, at) => at);
  let smallest = Number.POSITIVE_INFINITY;
  while (left.length > 1) {
    const order: number[] = [];
    const ties = new Map(left.map((at) => [at, 0]));
    let tie = 0;
    while (ties.size > 0) {
      const [next] = [...ties].reduce((best, each) => (each[1] > best[1] ? each : best));
      tie = ties.get(next) ?? 0;
      ties.delete(next);
      order.push(next);
      for (const at of ties.keys()) ties.set(at, (ties.get(at) ?? 0) + (weights[next]?.[at] ?? 0));
    }
    const [before = 0, last = 0] = order.slice(-2);
    if (tie > 0) smallest = Math.min(smallest, tie);
    for (const at of left) {
      const more = weights[last]?.[at] ?? 0;
      for (const [a, b] of [
        [before, at],
        [at, before],
      ] as const) {
        const row = weights[a];
        if (row && a !== b) row[b] = (row[b] ?? 0) + more;
      }
    }
    left = left.filter((at) => at !== last);
  }
  return smallest;
}

/** Everything that an adversary tries. */
export function attacked(
  statements: readonly Statement[],
  truth: (one: number) => number,
  whose: Whose = each,
): readonly Found[] {
  const lots = new Set(statements.flatMap(({ family }) => family?.slice(family.indexOf(" ")) ?? []));
  const of = (tree: string, lot: string) => statements.filter(({ family }) => family === `${tree}${lot}`);
  return [
    ...addsAndSubtracts(statements, whose),
    ...takesPartsAway(statements, whose),
    ...[...lots].flatMap((lot) => playsTreesOff(of("lines", lot), of("places", lot), whose)),
    ...narrows(statements, truth, whose),
    ...knowsTheirOwn(statements, truth, whose),
  ];
}
