import type { Day } from "../../core/calendar.ts";
import { type Lots, lotsOf, normalFrom } from "../../core/lots.ts";

/** The lots of one person on one day: the same numbers in the same order, each time. */
export const lotsFor = (person: string, day: Day): Lots => lotsOf(`${person} ${day}`);

/** One draw from Beta(a, b), each 1 or more: the share that one gamma has of two. */
export function betaFrom(lots: Lots, a: number, b: number): number {
  const one = gammaFrom(lots, a);
  return one / (one + gammaFrom(lots, b));
}

/** One draw from Gamma(shape, 1), where the shape is 1 or more: Marsaglia and Tsang (2000), A simple method for generating gamma variables. */
function gammaFrom(lots: Lots, shape: number): number {
  const d = shape - 1 / 3;
  for (;;) {
    const x = normalFrom(lots);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - lots()) < x ** 2 / 2 + d * (1 - v + Math.log(v))) return d * v;
  }
}
