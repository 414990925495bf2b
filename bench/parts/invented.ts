import type { TenantId } from "../../src/core/person.ts";
import type { SearchEntry } from "../../src/core/search.ts";

/** The same numbers each time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const lettersOf = (text: string) => text.split(" ");
/** Enough of them that words look as unlike one another as real ones do. */
const SYLLABLES = lettersOf("b c d f g h l m n p r s t v w br st pl ch").flatMap((first) =>
  lettersOf("a e i o u ea").flatMap((middle) =>
    ["", "n", "r", "s", "l", "t", "ck"].map((last) => `${first}${middle}${last}`),
  ),
);

/** Words nobody uses, the most frequent first, with those of `real` strewn among them. */
export function vocabulary(size: number, real: readonly string[]): readonly string[] {
  const roll = dice(1);
  const words = new Set<string>();
  while (words.size < size) {
    const syllables = 2 + Math.floor(roll() * 3);
    const word = Array.from(
      { length: syllables },
      () => SYLLABLES[Math.floor(roll() * SYLLABLES.length)],
    ).join("");
    words.add(word);
  }
  const all = [...words];
  for (const [at, word] of real.entries()) all.splice(at * 7, 0, word);
  return all;
}

/** Natural language is much like this: the nth word is as frequent as 1 in n. */
export const zipf = (roll: () => number, words: readonly string[]): string =>
  words[Math.floor(Math.exp(roll() * Math.log(words.length))) - 1] ?? words[0] ?? "";

const TASKS = 14;

export function* stories(
  tenant: TenantId,
  size: number,
  words: readonly string[],
): Generator<readonly SearchEntry[]> {
  const roll = dice(2);
  const text = (length: number) => Array.from({ length }, () => zipf(roll, words)).join(" ");
  const PER_BATCH = 5_000;
  for (let from = 0; from < size; from += PER_BATCH)
    yield Array.from({ length: Math.min(PER_BATCH, size - from) }, (_, at) => ({
      tenant,
      kind: roll() < 0.8 ? "story" : "experiment",
      id: `s${from + at}`,
      language: roll() < 0.1 ? "cy" : "en",
      title: text(5 + Math.floor(roll() * 5)),
      body: text(60 + Math.floor(roll() * 90)),
      tags: [text(2), text(1)],
      facets: { task: `t${Math.floor(roll() * TASKS)}` },
    }));
}
