import { isFiller } from "./claims.ts";
import { clausesOf, hasSign, isLength, isLogging, isSignPiece, type Piece, wordOf } from "./pieces.ts";
import { type Finding, optional } from "./sum.ts";
import type { Token } from "./tokens.ts";
import { hasTaskWords } from "./topics.ts";
import { outside } from "./words.ts";

/** Doubts about the whole sentence, whatever its lengths come to. */

/** A finding, unless something elsewhere in the sentence takes it back. */
export function guarded(tokens: readonly Token[], pieces: readonly Piece[], finding: Finding): Finding {
  const minutes = optional(
    "minutes",
    finding.minutes ?? (finding.net === undefined ? undefined : Math.abs(finding.net)),
  );
  const asked = tokens.some(({ text }) => text === "?") && !isLogging(pieces);
  if (asked || isTakenBack(pieces) || isElsewhere(tokens, pieces)) return { why: "direction", ...minutes };
  if (finding.why === "several") return finding;
  const denied = finding.why === "direction" && hasSign(pieces, "not", "maybe", "other");
  if (hasSign(pieces, "each") && !denied) return { ...finding, why: "period", ...minutes };
  if (finding.why === "direction") return finding;
  return hasSign(pieces, "unsure") ? { ...finding, why: "minutes", ...minutes } : finding;
}

/** "saved 30 minutes, just kidding", and all that follows here. */
function isTakenBack(pieces: readonly Piece[]): boolean {
  if (hasSign(pieces, "doubt") || isDeniedAfter(pieces)) return true;
  return pieces.some((piece) => hangs(pieces, piece) || isProviso(pieces, piece));
}

/** "saved 30 minutes. Not!", "saved 30 minutes (not really)": a clause after the length with a "not" and nothing else. */
function isDeniedAfter(pieces: readonly Piece[]): boolean {
  const length = pieces.find(isLength);
  if (!length) return false;
  return clausesOf(pieces.slice(length.at)).some((clause) => {
    const said = clause.filter((piece) => piece.is !== "stop");
    return hasSign(said, "not") && said.every((piece) => isFiller(piece) || hasSign([piece], "not"));
  });
}

/** "saved 20 minutes if you don't count the checking", "saved 30 minutes before I saw that it was wrong" */
function isProviso(pieces: readonly Piece[], { at, is }: Piece): boolean {
  const word = wordOf(pieces[at]);
  if (is !== "sign" || !provisos.has(word)) return false;
  const before = pieces.slice(0, at);
  if (!before.some(isLength)) return false;
  if (word === "before" || word === "until") return ["i", "we", "it"].includes(wordOf(pieces[at + 1]));
  const stop = before.findLastIndex((piece) => piece.is === "stop" && /[.!?\n]/.test(piece.text));
  return before.slice(stop + 1).some(isLength) && hasSign(before, "saved", "lost", "faster", "longer");
}
const provisos: ReadonlySet<string> = new Set(["before", "until", "if", "unless", "assuming", "provided"]);

/** "it has not, so far, saved 30 minutes": what is denied comes after the comma. */
function hangs(pieces: readonly Piece[], piece: Piece): boolean {
  if (!isSignPiece(piece) || (piece.sign !== "not" && piece.sign !== "maybe") || piece.text === "no")
    return false;
  const [before, next] = [pieces[piece.at - 1], pieces[piece.at + 1]];
  return next?.is === "stop" && next.text !== "." && before?.clause === piece.clause;
}

/** "lost 20 minutes in traffic": no task, no Copilot. */
function isElsewhere(tokens: readonly Token[], pieces: readonly Piece[]): boolean {
  return (
    tokens.some(({ text }) => outside.has(text)) && !hasSign(pieces, "now") && !hasTaskWords(tokens, pieces)
  );
}
