/** A number from 0 up to but not including 1, and the next one each time it is asked. */
export type Lots = () => number;

/**
 * Lots that fall the same way each time for the same name. The generator is mulberry32 (Tommy Ettinger, public domain), which
 * passes the gjrand tests; its seed is FNV-1a (32 bits) of the name. For chance that can be told again, never for secrets.
 */
export function lotsOf(name: string): Lots {
  let seed = 2166136261;
  for (const char of name) seed = Math.imul(seed ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return () => {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One draw from the standard normal: Box and Muller (1958). 1 less a lot is never 0, whose logarithm there isn't. */
export const normalFrom = (lots: Lots): number =>
  Math.sqrt(-2 * Math.log(1 - lots())) * Math.cos(2 * Math.PI * lots());
