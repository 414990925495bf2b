/** When a sum may be shown. Sources: the defaults of the SACRO output checker; the house's review of published practice. */
export interface Limits {
  /** No figure of fewer people than this: ten, or more where a setting says so. */
  readonly fewest: number;
  /** The two largest may be at most this share of the whole (the (n, k) rule with n = 2). */
  readonly largestTwo: number;
  /** What is left beside the two largest must be at least this share of the largest (the p % rule). */
  readonly uncertainty: number;
}

export const LIMITS: Limits = { fewest: 10, largestTwo: 0.9, uncertainty: 0.1 };

/** Settings may tighten the limits and never loosen them. */
export const tightened = ({ fewest = 0, largestTwo = 1, uncertainty = 0 }: Partial<Limits>): Limits => ({
  fewest: Math.max(LIMITS.fewest, fewest),
  largestTwo: Math.min(LIMITS.largestTwo, largestTwo),
  uncertainty: Math.max(LIMITS.uncertainty, uncertainty),
});

/**
 * The largest share of a sum that one person may have: 45 % by the house's limits. Where it holds, both rules hold, whoever
 * comes second: two of 45 % are 90 %, and what they leave is 22 % of one. Unlike the two rules it needs no more of a lot
 * than its total and its largest, so lots can be put together without looking at the people again.
 */
export const largestShare = ({ largestTwo, uncertainty }: Limits): number =>
  Math.min(largestTwo / 2, 1 / (2 + uncertainty));

/** People whose figures are only ever added up together. */
export interface Lot {
  readonly people: number;
  /** For each component: the sum of the sizes, and the largest; a minute lost is as large as a minute saved. */
  readonly totals: readonly number[];
  readonly largest: readonly number[];
}

/** What each person put in, by their place in a list: one column for each component. */
export type Columns = readonly Float64Array[];

export function lotOf(columns: Columns, people: Int32Array): Lot {
  const sizesIn = (column: Float64Array) => people.reduce((all, one) => all + Math.abs(column[one] ?? 0), 0);
  const largestIn = (column: Float64Array) =>
    people.reduce((most, one) => Math.max(most, Math.abs(column[one] ?? 0)), 0);
  return { people: people.length, totals: columns.map(sizesIn), largest: columns.map(largestIn) };
}

export const together = (one: Lot, other: Lot): Lot => ({
  people: one.people + other.people,
  totals: one.totals.map((total, at) => total + (other.totals[at] ?? 0)),
  largest: one.largest.map((size, at) => Math.max(size, other.largest[at] ?? 0)),
});

/**
 * Whether the sums over these people tell nothing of one or two of them. Where everybody's is nought, everybody's is known,
 * so that isn't safe either.
 */
export function isSafe({ people, totals, largest }: Lot, limits: Limits): boolean {
  const share = largestShare(limits);
  return (
    people >= limits.fewest && totals.every((total, at) => total > 0 && (largest[at] ?? 0) <= share * total)
  );
}
