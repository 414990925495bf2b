import { COUNTS_TO } from "./rounding.ts";

/** Gives everybody a number that nobody can tell without the secret, so that the sum of them stands for a set of people. */
export const marksWith =
  (secret: string) =>
  (id: string): number =>
    mixed(hashed(`${secret} ${id}`));

/**
 * A count up or down to a multiple of five, up the more often the nearer it is, so that sums are right on average. The same
 * set of people with the same count comes out the same every week, so asking again teaches nothing; a set with one more or
 * one fewer is thrown anew, so the difference of two weeks isn't that one.
 */
export function blurredCount(count: number, part: number, mark: number): number {
  const down = Math.floor(count / COUNTS_TO) * COUNTS_TO;
  const chance = mixed(hashed(`${mark} ${part}`)) / 2 ** 32;
  return chance < (count - down) / COUNTS_TO ? down + COUNTS_TO : down;
}

/** FNV-1a. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Every bit depends on every bit (the end of MurmurHash3). */
function mixed(bits: number): number {
  let all = bits;
  all = Math.imul(all ^ (all >>> 16), 0x85ebca6b);
  all = Math.imul(all ^ (all >>> 13), 0xc2b2ae35);
  return (all ^ (all >>> 16)) >>> 0;
}
