/** Whose figures, and how much each put in: made of one period and one measure. */
export interface Contributors {
  /** How much each person put in, by their place in the list; negative where they lost. */
  readonly values: Float64Array;
}

export interface Limits {
  /** No figure of fewer people than this: ten, or more where a setting says so. */
  readonly fewest: number;
  /** The two largest may be at most this share of the whole (the (n, k) rule with n = 2). */
  readonly largestTwo: number;
  /** What is left beside the two largest must be at least this share of the largest (the p % rule). */
  readonly uncertainty: number;
}

/** The house's limits. Settings may tighten them and never loosen them. Source: the defaults of the SACRO output checker. */
export const LIMITS: Limits = { fewest: 10, largestTwo: 0.9, uncertainty: 0.1 };

export const tightened = ({ fewest = 0, largestTwo = 1, uncertainty = 0 }: Partial<Limits>): Limits => ({
  fewest: Math.max(LIMITS.fewest, fewest),
  largestTwo: Math.min(LIMITS.largestTwo, largestTwo),
  uncertainty: Math.max(LIMITS.uncertainty, uncertainty),
});

/** Whether the sum over these people tells nothing of one or two of them. */
export function isSafe(people: readonly number[], { values }: Contributors, limits: Limits): boolean {
  if (people.length < limits.fewest) return false;
  let [first, second, total] = [0, 0, 0];
  for (const person of people) {
    const size = Math.abs(values[person] ?? 0);
    total += size;
    if (size > first) [first, second] = [size, first];
    else if (size > second) second = size;
  }
  if (total === 0) return false; // everybody's is nought, and so is known
  return first + second <= limits.largestTwo * total && total - first - second >= limits.uncertainty * first;
}
