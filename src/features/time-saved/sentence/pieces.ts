import { type Day, dayAt } from "./days.ts";
import { type Length, lengthAt } from "./lengths.ts";
import { events, functionWords, jobs, longUnits } from "./number-words.ts";
import { isCounted } from "./numbers.ts";
import { phraseAt, phraseBook } from "./phrase-book.ts";
import { type Token, textAt } from "./tokens.ts";
import { vocabulary } from "./vocabulary.ts";
import { askingAnywhere, opening, politeAfterModal, type Sign, signs } from "./words.ts";

interface Place {
  /** Its number in the row of pieces. */
  readonly at: number;
  /** Pieces of one clause share a number: commas, stops and words like "but" begin the next. */
  readonly clause: number;
  readonly from: number;
  readonly end: number;
}
export type LengthPiece = Place & { readonly is: "length"; readonly length: Length; readonly ofJob: boolean };
export type SignPiece = Place & { readonly is: "sign"; readonly sign: Sign; readonly text: string };
type WordPiece = Place & {
  readonly is: "word";
  readonly text: string;
  /** A capital, and no word we know. */
  readonly name: boolean;
  /** The name is all capitals: more often a paper than a person. */
  readonly acronym: boolean;
};
export type Piece =
  | LengthPiece
  | SignPiece
  | (Place & { readonly is: "day"; readonly day: Day })
  | WordPiece
  | (Place & { readonly is: "stop"; readonly text: string });
type NewPiece = Piece extends infer P ? (P extends Piece ? Omit<P, "at" | "clause"> : never) : never;

const signBook = phraseBook(signs);
const askBook = phraseBook({ ask: askingAnywhere });
const stops = /^[.,;:!?()[\]{}\n"|•…-]$/;

/** With more lengths of time than this it is a list: we don't try to tell them apart, and read no further. */
export const mostLengths = 12;

/** The sentence in order: lengths of time, days, signs of what they mean, and everything else. */
export function piecesOf(tokens: readonly Token[], today: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let clause = 0;
  let lengths = 0;
  for (let at = 0; at < tokens.length && lengths <= mostLengths; ) {
    const piece = pieceAt(tokens, at, today, pieces);
    if (piece.is === "stop" || (piece.is === "sign" && piece.sign === "join")) clause++;
    pieces.push({ ...piece, at: pieces.length, clause } as Piece); // the spread loses which kind it is
    if (piece.is === "length") lengths++;
    at = piece.end;
  }
  return pieces;
}

function pieceAt(tokens: readonly Token[], from: number, today: string, earlier: readonly Piece[]): NewPiece {
  const before = earlier.at(-1);
  const day = dayAt(tokens, from, today);
  if (day) return { is: "day", day, from, end: day.end };
  const rate = rateAt(tokens, from, earlier);
  if (rate !== undefined) return { is: "sign", sign: "each", text: "a", from, end: rate };

  const text = textAt(tokens, from);
  const sign = withOrWithoutAt(tokens, from) ?? phraseAt(signBook, tokens, from);
  const length = text === ">" && before?.is === "length" ? undefined : lengthAt(tokens, from);
  if (length && !(sign && sign.end >= length.end))
    return lengthPiece(tokens, from, length, before?.is === "sign");
  if (sign) return { is: "sign", sign: sign.of, text, from, end: sign.end };
  if (stops.test(text)) return { is: "stop", text, from, end: from + 1 };
  const name = tokens[from]?.capital === true && !vocabulary.has(text);
  return { is: "word", text, name, acronym: tokens[from]?.acronym === true, from, end: from + 1 };
}

/** "45 without, 15 with": with or without Copilot, where nothing else is named. */
function withOrWithoutAt(tokens: readonly Token[], from: number): { of: Sign; end: number } | undefined {
  const next = tokens[from + 1];
  if (next && next.kind === "word" && next.text !== "and") return undefined;
  const of = ({ with: "now", without: "usual", gyda: "now", heb: "usual" } as const)[textAt(tokens, from)];
  return of && { of, end: from + 1 };
}

/** "30 minutes a day", "an hour per letter", "awr y dydd" */
function rateAt(tokens: readonly Token[], from: number, earlier: readonly Piece[]): number | undefined {
  const [before, last] = [earlier.at(-2), earlier.at(-1)];
  const afterSaved =
    before?.is === "length" && last?.is === "sign" && (last.sign === "saved" || last.sign === "lost");
  if (["daily", "weekly", "monthly"].includes(textAt(tokens, from))) {
    const opens = last === undefined || last.is === "stop";
    return (opens || last?.is === "length" || afterSaved) && !isCounted(tokens[from + 1])
      ? from + 1
      : undefined;
  }
  if (last?.is !== "length" && !(afterSaved && isPeriod(tokens[from + 1]))) return undefined;
  const [word, next] = [textAt(tokens, from), tokens[from + 1]];
  if (
    next?.kind !== "word" ||
    ["bit", "lot", "little", "couple", "few", "quicker", "saving"].includes(next.text)
  )
    return undefined;
  if (word === "/" && !(tokens[from]?.glued && next.glued)) return undefined;
  if (["a", "an", "/"].includes(word) && !Object.hasOwn(signWords, next.text)) return from + 2;
  return ["y", "yr"].includes(word) &&
    ["dydd", "wythnos", "mis", "diwrnod", "tro", "un", "pen"].includes(next.text)
    ? from + 2
    : undefined;
}
const isPeriod = (token: Token | undefined) => longUnits.has(token?.text ?? "");
const signWords = Object.fromEntries(
  [...signs.faster, ...signs.longer, ...signs.saved].map((word) => [word, true]),
);

/** A length that describes a noun is the size of a thing, or what a job would take. */
function lengthPiece(tokens: readonly Token[], from: number, length: Length, governed: boolean): NewPiece {
  const noun = textAt(tokens, length.end);
  const isName = tokens[length.end]?.kind === "word";
  if (noun === "of" && ["work", "effort"].includes(textAt(tokens, length.end + 1))) {
    return { is: "length", length, ofJob: true, from, end: length.end + 2 };
  }
  const owns = tokens[length.end - 1]?.owns === true && noun.endsWith("ing") && !events.has(noun);
  if (owns || jobs.has(noun)) return { is: "length", length, ofJob: true, from, end: length.end + 1 };
  const describes =
    length.adjective &&
    isName &&
    !functionWords.has(noun) &&
    !noun.endsWith("ing") &&
    !isSign(tokens, length.end);
  const sized = events.has(noun) && length.unit !== "none" && (length.adjective || length.colon || !governed);
  if (describes || sized)
    return { is: "word", text: "sized", name: false, acronym: false, from, end: length.end };
  return { is: "length", length, ofJob: false, from, end: length.end };
}

const isSign = (tokens: readonly Token[], at: number) => phraseAt(signBook, tokens, at) !== undefined;

/** The word a piece is, or begins with; none for lengths and days. */
export const wordOf = (piece: Piece | undefined) => (piece && "text" in piece ? piece.text : "");

/** Whether one of the signs is among the pieces. */
export const hasSign = (pieces: readonly Piece[], ...wanted: readonly Sign[]) =>
  pieces.some((piece) => piece.is === "sign" && wanted.includes(piece.sign));

export const isLength = (piece: Piece): piece is LengthPiece => piece.is === "length";
export const isSignPiece = (piece: Piece): piece is SignPiece => piece.is === "sign";

export function clausesOf(pieces: readonly Piece[]): readonly Piece[][] {
  const clauses: Piece[][] = [];
  for (const piece of pieces) {
    const clause = clauses[piece.clause];
    if (clause) clause.push(piece);
    else clauses[piece.clause] = [piece];
  }
  return clauses.filter((clause) => clause !== undefined);
}

/** "log 30 minutes", "hi, could you please record half an hour": where the command stands; it comes first. */
export function commandIn(pieces: readonly Piece[]): SignPiece | undefined {
  const log = pieces.filter(isSignPiece).find(({ sign }) => sign === "log");
  const next = log && pieces[log.at + 1];
  if (log?.text === "add" && !hasSign(pieces, "saved", "lost", "longer")) return undefined;
  if (!log || (next && "text" in next && ["in", "on", "off", "out", "the", "book"].includes(next.text)))
    return undefined;
  const polite = (piece: Piece) => {
    if (!("text" in piece) || piece.is === "stop") return piece.is !== "length";
    const next = pieces[piece.at + 1];
    const asks = !["can", "could", "would", "will", "may"].includes(piece.text);
    return opening.has(piece.text) && (asks || (next && "text" in next && politeAfterModal.has(next.text)));
  };
  return pieces.slice(0, log.at).every(polite) ? log : undefined;
}

export const isLogging = (pieces: readonly Piece[]) => commandIn(pieces) !== undefined;

/** "how much", wherever it stands. */
export function isAskingIn(tokens: readonly Token[], clause: readonly Piece[]): boolean {
  return clause.some(({ from }) => phraseAt(askBook, tokens, from) !== undefined);
}
