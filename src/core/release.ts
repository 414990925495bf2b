import type { Published } from "./figures.ts";

const out = new WeakSet<object>();

/**
 * Makes a figure publishable. Only the publication gate may call this, on what it has made sure nobody can be found in: a
 * page, a card or an export that does could show one person's figures to another.
 */
export function release<T>(value: T): Published<T> {
  const released = Object.freeze({ value });
  out.add(released);
  return released as unknown as Published<T>; // this is where the brand is given
}

export const wasReleased = (value: object): boolean => out.has(value);
