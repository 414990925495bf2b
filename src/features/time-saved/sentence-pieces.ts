import { type Day, dayAt } from "./sentence-days.ts";
import { type Length, lengthAt } from "./sentence-lengths.ts";
import { phraseAt, phraseBook } from "./sentence-phrases.ts";
import type { Token } from "./sentence-tokens.ts";
import { askingAnywhere, events, functionWords, jobs, opening, type Sign, signs } from "./sentence-words.ts";

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
export type Piece =
  | LengthPiece
  | SignPiece
  | (Place & { readonly is: "day"; readonly day: Day })
  | (Place & { readonly is: "word"; readonly text: string })
  | (Place & { readonly is: "stop"; readonly text: string });
type NewPiece = Piece extends infer P ? (P extends Piece ? Omit<P, "at" | "clause"> : never) : never;

const signBook = phraseBook(signs);
const askBook = phraseBook({ ask: askingAnywhere });
const stops = /^[.,;:!?()[\]{}\n"|•…-]$/;

/** The sentence in order: lengths of time, days, signs of what they mean, and everything else. */
export function piecesOf(tokens: readonly Token[], today: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let clause = 0;
  for (let at = 0; at < tokens.length; ) {
    const piece = pieceAt(tokens, at, today, pieces.at(-1));
    if (piece.is === "stop" || (piece.is === "sign" && piece.sign === "join")) clause++;
    pieces.push({ ...piece, at: pieces.length, clause } as Piece); // the spread loses which kind it is
    at = piece.end;
  }
  return pieces;
}

function pieceAt(tokens: readonly Token[], from: number, today: string, before: Piece | undefined): NewPiece {
  const day = dayAt(tokens, from, today);
  if (day) return { is: "day", day, from, end: day.end };
  const rate = before?.is === "length" ? rateAt(tokens, from) : undefined;
  if (rate !== undefined) return { is: "sign", sign: "each", text: "a", from, end: rate };

  const sign = phraseAt(signBook, tokens, from);
  const length = lengthAt(tokens, from);
  if (length && !(sign && sign.end >= length.end))
    return lengthPiece(tokens, from, length, before?.is === "sign");
  const text = tokens[from]?.text ?? "";
  if (sign) return { is: "sign", sign: sign.of, text, from, end: sign.end };
  return { is: stops.test(text) ? "stop" : "word", text, from, end: from + 1 };
}

/** "30 minutes a day", "an hour per letter", "awr y dydd" */
function rateAt(tokens: readonly Token[], from: number): number | undefined {
  const [word, next] = [tokens[from]?.text ?? "", tokens[from + 1]];
  if (
    next?.kind !== "word" ||
    ["bit", "lot", "little", "couple", "few", "quicker", "saving"].includes(next.text)
  )
    return undefined;
  if (["a", "an", "/"].includes(word) && !Object.hasOwn(signWords, next.text)) return from + 2;
  return ["y", "yr"].includes(word) &&
    ["dydd", "wythnos", "mis", "diwrnod", "tro", "un", "pen"].includes(next.text)
    ? from + 2
    : undefined;
}
const signWords = Object.fromEntries(
  [...signs.faster, ...signs.longer, ...signs.saved].map((word) => [word, true]),
);

/** A length that describes a noun is the size of a thing, or what a job would take. */
function lengthPiece(tokens: readonly Token[], from: number, length: Length, governed: boolean): NewPiece {
  const noun = tokens[length.end]?.text ?? "";
  const isName = tokens[length.end]?.kind === "word";
  if (noun === "of" && ["work", "effort"].includes(tokens[length.end + 1]?.text ?? "")) {
    return { is: "length", length, ofJob: true, from, end: length.end + 2 };
  }
  if (jobs.has(noun)) return { is: "length", length, ofJob: true, from, end: length.end + 1 };
  const describes =
    length.adjective &&
    isName &&
    !functionWords.has(noun) &&
    !noun.endsWith("ing") &&
    !isSign(tokens, length.end);
  const sized = events.has(noun) && length.unit !== "none" && (length.adjective || !governed);
  if (describes || sized) return { is: "word", text: "sized", from, end: length.end };
  return { is: "length", length, ofJob: false, from, end: length.end };
}

const isSign = (tokens: readonly Token[], at: number) => phraseAt(signBook, tokens, at) !== undefined;

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
  if (!log || (next && "text" in next && ["in", "on", "off", "out", "the", "book"].includes(next.text)))
    return undefined;
  const polite = (piece: Piece) =>
    piece.is === "stop" || piece.is === "day" || ("text" in piece && opening.has(piece.text));
  return pieces.slice(0, log.at).every(polite) ? log : undefined;
}

export const isLogging = (pieces: readonly Piece[]) => commandIn(pieces) !== undefined;

/** "how much", wherever it stands. */
export function isAskingAnywhere(tokens: readonly Token[]): boolean {
  return tokens.some((_, at) => phraseAt(askBook, tokens, at) !== undefined);
}
