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
  tokens: readonly { readonly text: string }[],
  at: number,
): Found<Meaning> | undefined {
  const first = tokens[at];
  const entries = first && book.get(first.text);
  const found = entries?.find(({ words }) => words.every((word, i) => tokens[at + i]?.text === word));
  return found && { of: found.of, end: at + found.words.length };
}

/** The words of a lexicon, written as one text with commas. */
export const list = (text: string): readonly string[] =>
  text.split(",").map((entry) => entry.trim().replace(/\s+/g, " "));
export const set = (text: string): ReadonlySet<string> => new Set(list(text));

/** Each of the words with the same meaning. */
export function each(value: number, words: string): Record<string, number> {
  return Object.fromEntries(list(words).map((word) => [word, value]));
}

/** The words in the order in which they count. */
export function counted(from: number, words: string): Record<string, number> {
  return Object.fromEntries(list(words).map((word, i) => [word, from + i]));
}
