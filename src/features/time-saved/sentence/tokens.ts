import { clitics, repairable, vocabulary } from "./vocabulary.ts";

/** A word, a number or a mark of a sentence, in plain lower-case letters. */
export interface Token {
  readonly text: string;
  readonly kind: "word" | "number" | "mark";
  /** What a number is worth; "1,5" is one and a half, "1,200" twelve hundred. */
  readonly value?: number;
  /** Nothing stands between it and the token before. */
  readonly glued: boolean;
  /** It was written with a capital letter. */
  readonly capital: boolean;
  /** Three capitals or more, and nothing else but a plural, in a sentence that isn't all in capitals: "DPIA", "PMQs". */
  readonly acronym: boolean;
  /** It ends in 's or s': "an hour's work", "yesterday's meeting". */
  readonly owns: boolean;
}

/** Nobody writes as many words in 10,000 letters. */
const mostTokens = 3000;

/** The sentence as tokens, typing slips in frequent words put right; none of it when it is no sentence. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of plain(text).matchAll(
    /(?<=^|\s)\.\d+|\d+(?:[.,]\d+)*|\p{L}+(?:'\p{L}+)*|->|=>|\n|[^\s]/gu,
  )) {
    const glued = match.index === end && match.index > 0;
    end = match.index + match[0].length;
    for (const token of read(match[0], glued)) tokens.push(token);
    if (tokens.length > mostTokens) return [];
  }
  const isLoud = !/\p{Ll}/u.test(text);
  return withoutHyphens(tokens).map((token) => repaired(isLoud ? { ...token, acronym: false } : token));
}

/** The text of a token; nothing where the sentence has ended or not begun. */
export const textAt = (tokens: readonly Token[], at: number) => tokens[at]?.text ?? "";

/** Whether one of these words stands there. */
export const isAt = (tokens: readonly Token[], at: number, ...words: readonly string[]) =>
  words.includes(textAt(tokens, at));

/** The first word that isn't a greeting, a please or the like. */
export function firstWord(tokens: readonly Token[], opening: ReadonlySet<string>): string {
  return tokens.find(({ text, kind }) => kind === "word" && !opening.has(text))?.text ?? "";
}

/** One spelling for quotes, dashes, spaces, fractions and accents; nothing invisible. */
function plain(text: string): string {
  return text
    .replace(/(\d)\s?½/g, "$1.5")
    .replace(/(\d)\s?¼/g, "$1.25")
    .replace(/(\d)\s?¾/g, "$1.75")
    .replaceAll("½", "0.5")
    .replaceAll("¼", "0.25")
    .replaceAll("¾", "0.75")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/(?<=\do{0,3})o(?=[o\d]{0,3}\s?(?:mi|mu|h))/gi, "0") // "3O minutes", typed with a letter
    .replace(/\b[il](?=\d+\s?(?:mi|mu|h))/gi, "1")
    .replace(/[‘’ʼ`´′]/g, "'")
    .replace(/[‐‑‒–—―−]/g, "-")
    .replace(/[→⇒➡➜]/g, "->")
    .replace(/[×✕]/g, "x")
    .replaceAll("≈", "~")
    .replace(/\b(e|co)-(?=mail|bost|pilot)/gi, "$1");
}

function read(raw: string, glued: boolean): readonly Token[] {
  if (/^\.?\d/.test(raw)) return [numberToken(raw, glued)];
  if (!/^\p{L}/u.test(raw)) return [{ text: raw, kind: "mark", glued, ...plainLook }];
  return wordTokens(raw, glued);
}

function numberToken(raw: string, glued: boolean): Token {
  return { text: raw, kind: "number", value: worthOf(raw), glued, ...plainLook };
}

const plainLook = { capital: false, acronym: false, owns: false } as const;

/** "1,200" is a thousand and more, "1,5" one and a half, "1.2.3" no number at all. */
function worthOf(raw: string): number {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(raw)) return Number(raw.replaceAll(",", ""));
  if (/^\d+,(\d|25|50|75)$/.test(raw)) return Number(raw.replace(",", "."));
  return /^\d{1,3}\.\d{3}$/.test(raw) ? Number.NaN : Number(raw);
}

/** "didn't" stays one word; "I'll" is two, and "hour's" one that owns something. */
function wordTokens(raw: string, glued: boolean): Token[] {
  const capital = /^\p{Lu}/u.test(raw);
  const acronym = /^\p{Lu}{3,}s?$/u.test(raw);
  const [head = "", ...tails] = raw.toLowerCase().split("'");
  const tail = tails.join("");
  const word = (text: string, owns = false): Token => ({ text, kind: "word", glued, capital, acronym, owns });

  if (tail === "") return [word(head)];
  if (tail === "s") return [word(head, true)];
  const more = clitics[tail];
  if (more === undefined) return [word(head + tail)];
  return more === "" ? [word(head)] : [word(head), { ...word(more), ...plainLook, glued: true }];
}

/** "write-up" and "30-minute" are two tokens side by side; "20-30" and "email - 20" keep their dash. */
function withoutHyphens(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, i) => {
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    const joins = token.text === "-" && token.glued && after?.glued === true;
    return !(joins && (before?.kind === "word" || after.kind === "word"));
  });
}

function repaired(token: Token): Token {
  if (token.kind !== "word" || token.text.length < 5 || token.text.length > 12) return token;
  if (vocabulary.has(token.text)) return token;
  const meant = repairable.find((word) => isSlip(token.text, word));
  return meant === undefined ? token : { ...token, text: meant };
}

/** One letter missing, one too many, or two swapped, never the first; in long words one may also be wrong. */
function isSlip(typed: string, meant: string): boolean {
  if (typed[0] !== meant[0] || Math.abs(typed.length - meant.length) > 1) return false;
  let same = 1;
  while (same < typed.length && typed[same] === meant[same]) same++;
  const rest = (word: string, skipped: number) => word.slice(same + skipped);

  if (typed.length > meant.length) return rest(typed, 1) === rest(meant, 0);
  if (typed.length < meant.length) return rest(typed, 0) === rest(meant, 1);
  const swapped = typed[same] === meant[same + 1] && typed[same + 1] === meant[same];
  if (swapped) return rest(typed, 2) === rest(meant, 2);
  return meant.length >= 7 && rest(typed, 1) === rest(meant, 1);
}
