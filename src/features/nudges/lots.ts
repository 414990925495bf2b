import type { Day } from "../../core/calendar.ts";

/** A number from 0 up to but not including 1, and the next one each time it is asked. */
export type Lots = () => number;

/**
 * The lots of one person on one day: the same numbers in the same order, each time. The generator is mulberry32 (Tommy
 * Ettinger, public domain), which passes the gjrand tests and is far more than a draw among some tips needs; its seed is
 * FNV-1a (32 bits) of who and when.
 */
export function lotsFor(person: string, day: Day): Lots {
  let seed = 2166136261;
  for (const char of `${person} ${day}`) seed = Math.imul(seed ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return () => {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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

/** Box and Muller (1958). 1 less a lot is never 0, whose logarithm there isn't. */
const normalFrom = (lots: Lots): number =>
  Math.sqrt(-2 * Math.log(1 - lots())) * Math.cos(2 * Math.PI * lots());
