import { events } from "./number-words.ts";
import { clausesOf, hasSign, isAskingIn, isLength, isLogging, isSignPiece, type Piece } from "./pieces.ts";
import type { Part } from "./roles.ts";
import type { Token } from "./tokens.ts";
import { otherDoing } from "./topic-words.ts";
import {
  afterWhat,
  asking,
  askingIfMarked,
  doings,
  elsewhere,
  fillers,
  finite,
  modals,
  opening,
  past,
  type Sign,
  subjects,
} from "./words.ts";

/** A question, a command, a note: how a sentence is meant, whatever its numbers. */

/* ── Questions ── */

/** "how much did I save?", "will it save an hour?"; "can you log 30 minutes" is a command, however polite. */
export function isQuestion(tokens: readonly Token[], pieces: readonly Piece[]): boolean {
  if (isLogging(pieces)) return false;
  const marked = tokens.some(({ text }) => text === "?");
  const measured = pieces.some(isLength);
  return clausesOf(pieces).some(
    (clause) =>
      (isAbout(clause) || !measured) && (isAskingIn(tokens, clause) || opensQuestion(tokens, clause, marked)),
  );
}

/** The clause speaks of time, or there is no other. */
function isAbout(clause: readonly Piece[]): boolean {
  return clause.some((piece) => isLength(piece) || (isSignPiece(piece) && timeVerbs.has(piece.sign)));
}
const timeVerbs: ReadonlySet<Sign> = new Set([
  "saved",
  "save",
  "saves",
  "took",
  "takes",
  "lost",
  "lose",
  "vague",
  "longer",
  "faster",
] as const);

function opensQuestion(tokens: readonly Token[], clause: readonly Piece[], marked: boolean): boolean {
  let at =
    clause.find((piece) => piece.is !== "stop" && !(isSignPiece(piece) && piece.sign === "join"))?.from ?? 0;
  while (["hi", "hello", "hey", "please", "just", "ok", "so", "a"].includes(tokens[at]?.text ?? "")) at++;
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]].map(
    (token) => token?.text ?? "",
  ) as [string, string, string];
  if (asking.has(first) || (first === "what" && tokens[at]?.owns)) return true;
  if (askingIfMarked.has(first))
    return marked || (first === "what" && afterWhat.has(second) && second !== "would");
  if (!/^(did|has|have|was|were)$/.test(first)) return modals.has(first) && subjects.has(second);
  return (
    (marked && subjects.has(second)) ||
    ["i", "you", "copilot"].includes(second) ||
    ["save", "take", "cost"].includes(third)
  );
}

/* ── Notes ── */

export type NoteLike = "entry" | "ask" | "none";

/** Signs that may stand in a note without turning it into something else. */
const harmless: ReadonlySet<Sign> = new Set([
  "aside",
  "join",
  "to",
  "from",
  "during",
  "within",
  "other",
  "together",
  "nothing",
] as const);

/** "20 mins on the slides" is a note of a saving; "20 minutes with Copilot" may be; "back in 20 minutes" isn't. */
export function noteLike(
  tokens: readonly Token[],
  pieces: readonly Piece[],
  part: Part,
  hasTask: boolean,
): NoteLike {
  if (tokens.some(({ text }) => elsewhere.has(text))) return "none";
  const rest = pieces.filter((piece) => piece !== part.piece && !isIdle(piece));
  if (rest.length === 0 && !hasTask) return part.by.length === 0 ? "ask" : "none";

  const isSentence = tokens.some(({ text }) => finite.has(text));
  const byDoing = tokens.some(({ text }) => doings.has(text) || (text.endsWith("ing") && !events.has(text)));
  if (hasSign(part.by, "within", "during")) {
    const done = hasTask || tokens.some(({ text }) => doings.has(text));
    const stillToCome = tokens.some(({ text }) => finite.has(text) && !past.has(text));
    return done && byDoing && !stillToCome ? "ask" : "none";
  }
  if (hasTask && !isSentence && isPlainNote(pieces, part, rest)) return "entry";
  const isOurs = hasTask || hasSign(pieces, "now", "log");
  return isOurs && (!isSentence || byDoing) ? "ask" : "none";
}

function isIdle(piece: Piece): boolean {
  if (piece.is === "stop" || piece.is === "day") return true;
  if (piece.is === "word")
    return opening.has(piece.text) || fillers.has(piece.text) || !/\p{L}|\d/u.test(piece.text);
  return piece.is === "sign" && (piece.sign === "aside" || piece.sign === "join");
}

function isPlainNote(pieces: readonly Piece[], part: Part, rest: readonly Piece[]): boolean {
  if (part.by.length > 0 || part.piece.length.signed || part.piece.length.repeated) return false;
  if (rest.some((piece) => isSignPiece(piece) && !harmless.has(piece.sign))) return false;
  if (rest.some((piece) => piece.is === "word" && otherDoing.has(piece.text))) return false;
  return opensNote(pieces, part) || closesNote(pieces, part, rest);
}

/** "20 mins on the board paper", "1h30 drafting", "20 mins: email" */
function opensNote(pieces: readonly Piece[], { piece: length }: Part): boolean {
  const first = pieces.slice(0, length.at).every(isIdle);
  let next = pieces[length.at + 1];
  if (next?.is === "stop") next = pieces[length.at + 2];
  const noun = next && pieces[next.at + 1];
  if (noun?.is === "word" && events.has(noun.text)) return false;
  return first && next?.is === "word" && !["of", "to", "a", "the", "an", "old", "i"].includes(next.text);
}

/** "Drafting the briefing: 30 mins" */
function closesNote(pieces: readonly Piece[], { piece: length }: Part, rest: readonly Piece[]): boolean {
  const last = pieces.slice(length.at + 1).every(isIdle);
  const before = pieces[length.at - 1];
  const first = rest[0];
  const doing = first?.is === "word" && first.text.endsWith("ing") && !events.has(first.text);
  const named = rest.some((piece) => piece.is === "word" && !events.has(piece.text));
  return last && named && (doing || (before?.is === "stop" && before.text !== "."));
}
