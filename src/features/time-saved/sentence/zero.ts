import { clauseBefore, isStoring } from "./claims.ts";
import { clausesOf, hasSign, isLength, isSignPiece, type Piece, type SignPiece, wordOf } from "./pieces.ts";
import type { Finding } from "./sum.ts";
import { firstWord, type Token } from "./tokens.ts";
import {
  being,
  measures,
  nothingAtAll,
  notOfTime,
  opening,
  type Sign,
  storage,
  unitsAlone,
  viewing,
} from "./words.ts";

/** Sentences without a length of time: no difference, or an amount without a number. */

/* ── No difference ── */

/** "made no difference", "saved nothing", "didn't save any time" */
export function isZero(pieces: readonly Piece[]): boolean {
  return clausesOf(pieces).some((clause) => isSame(clause) || isNothingSaved(clause));
}

/** "same as usual"; but "no difference in quality" and "it's not the same" aren't about time. */
function isSame(clause: readonly Piece[]): boolean {
  const zero = clause.filter(isSignPiece).find(({ sign }) => sign === "zero" || sign === "zeroIfDenied");
  if (!zero || hasSign(clause, "maybe") || clause.some((piece) => notOfTime.has(wordOf(piece)))) return false;
  const denied = clause.some((piece) => hasSign([piece], "not", "nothing") && piece.at < zero.at);
  return denied === (zero.sign === "zeroIfDenied");
}

/** "saved nothing", "no time saved"; but not "saved almost nothing" or "didn't save much". */
function isNothingSaved(clause: readonly Piece[]): boolean {
  if (!hasSign(clause, "saved", "save") || hasSign(clause, "maybe", "doubt") || clause.some(isLength))
    return false;
  const words = clause.map(wordOf);
  if (words.some((word) => measures.has(word))) return false;
  if (hasSign(clause, "nothing")) return !hasSign(clause, "not");
  return hasSign(clause, "not") && (hasSign(clause, "vague") || words.some((word) => nothingAtAll.has(word)));
}

/* ── No number ── */

/** "saved loads of time", "took longer": about time, and how much has to be asked. */
export function withoutLength(
  tokens: readonly Token[],
  pieces: readonly Piece[],
  loose: readonly SignPiece[],
): Finding | undefined {
  if (viewing.has(firstWord(tokens, opening)) || tokens.some(({ text }) => storage.has(text)))
    return undefined;
  const isSaid = (...signs: Sign[]) =>
    loose.some((sign) => signs.includes(sign.sign) && isMeant(pieces, sign));
  const vague = hasVagueTime(pieces);
  if (hasSign(pieces, "doubt") && isSaid("saved")) return { why: "direction" };
  if (vague && isSaid("saved", "lost", "save")) return { why: isDenied(pieces) ? "direction" : "minutes" };
  if (vague && isSaid("saves")) return { why: "period" };
  if (isSaid("took") && (vague || isMoreOrLess(tokens, pieces))) return { why: "minutes" };

  const happened = tokens.some(({ text, owns }) => owns || being.has(text));
  const told = vague || happened || hasSign(pieces, "took", "takes");
  return told && isSaid("longer", "faster") ? { why: "minutes" } : undefined;
}

/** "didn't save the hour they promised"; "didn't save much time" says that it saved some. */
function isDenied(pieces: readonly Piece[]): boolean {
  return hasSign(pieces, "not") && !pieces.some((piece) => measures.has(wordOf(piece)));
}

/** "took twice as long", "took less time" */
function isMoreOrLess(tokens: readonly Token[], pieces: readonly Piece[]): boolean {
  return hasSign(pieces, "more", "less", "each") || tokens.some(({ text }) => text === "long");
}

/** Not "could save time", not "saved the file". */
function isMeant(pieces: readonly Piece[], sign: SignPiece): boolean {
  return !isStoring(pieces, sign) && !hasSign([...clauseBefore(pieces, sign.at)], "maybe");
}

/** "saved me loads", "saved xx minutes", "saved all of Tuesday"; not "saved a lot of emails" */
function hasVagueTime(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (piece.is === "day")
      return ["of", "all", "most"].includes(wordOf(pieces[piece.at - 1])) && isAfterSaved(pieces, piece);
    if (piece.is === "word") return unitsAlone.has(piece.text) && isAfterSaved(pieces, piece);
    return (
      piece.is === "sign" && (piece.sign === "nothing" || (piece.sign === "vague" && isOfTime(pieces, piece)))
    );
  });
}

function isOfTime(pieces: readonly Piece[], vague: SignPiece): boolean {
  const noun = pieces[vague.at + 2];
  return wordOf(pieces[vague.at + 1]) !== "of" || (noun?.is === "sign" && noun.sign === "vague");
}

/** The minutes of a board don't follow a "saved". */
function isAfterSaved(pieces: readonly Piece[], { at }: Piece): boolean {
  return hasSign(pieces.slice(Math.max(0, at - 4), at), "saved", "save");
}
