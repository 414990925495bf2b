/**
 * Lets others have their turn: dividing half a million people, or working out fifty thousand digests, takes seconds, and
 * somebody may be waiting for a card in the same process.
 */
export const breath = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const AT_ONCE = 20_000;

/** Does something for each of very many, and lets others have their turn in between, after `atOnce` of them. */
export async function inTurns<T>(
  all: ArrayLike<T>,
  work: (one: T, at: number) => void,
  atOnce = AT_ONCE,
): Promise<void> {
  for (let at = 0; at < all.length; at++) {
    if (at % atOnce === 0) await breath();
    work(all[at] as T, at); // there are so many
  }
}
