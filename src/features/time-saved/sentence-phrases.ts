import type { Token } from "./sentence-tokens.ts";

/** Phrases filed under their first word, longest first, so that the longest that fits is found. */
export type Phrases<Meaning extends string> = ReadonlyMap<string, readonly Entry<Meaning>[]>;

interface Entry<Meaning> {
  readonly of: Meaning;
  readonly words: readonly string[];
}

export interface Found<Meaning> {
  readonly of: Meaning;
  readonly end: number;
}

export function phraseBook<Meaning extends string>(
  book: Readonly<Record<Meaning, readonly string[]>>,
): Phrases<Meaning> {
  const filed = new Map<string, Entry<Meaning>[]>();
  for (const [of, phrases] of Object.entries(book) as [Meaning, readonly string[]][]) {
    for (const phrase of phrases) {
      const words = phrase.split(/\s+/);
      const first = words[0] ?? "";
      filed.set(first, [...(filed.get(first) ?? []), { of, words }]);
    }
  }
  for (const entries of filed.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return filed;
}

/** The longest phrase that begins here. */
export function phraseAt<Meaning extends string>(
  book: Phrases<Meaning>,
  tokens: readonly Token[],
  at: number,
): Found<Meaning> | undefined {
  const first = tokens[at];
  const entries = first && book.get(first.text);
  const found = entries?.find(({ words }) => words.every((word, i) => tokens[at + i]?.text === word));
  return found && { of: found.of, end: at + found.words.length };
}
