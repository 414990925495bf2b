import { isFiller, isStoring, type Role, verbs } from "./claims.ts";
import { guarded } from "./guards.ts";
import { isQuestion, noteLike } from "./manner.ts";
import { hasSign, isLength, isLogging, mostLengths, type Piece, type SignPiece, wordOf } from "./pieces.ts";
import { directions, type Part, type Parts, partsOf } from "./roles.ts";
import { askDirection, type Finding, minutesOf, optional, summed } from "./sum.ts";
import { firstWord, type Token } from "./tokens.ts";
import { hasTaskWords } from "./topics.ts";
import { neverLogged, opening, prepositions, type Sign, undoing } from "./words.ts";
import { isZero, withoutLength } from "./zero.ts";

interface Sentence extends Parts {
  readonly tokens: readonly Token[];
  readonly pieces: readonly Piece[];
}

/** What a sentence comes to, and what has to be asked; nothing when it isn't about time spent or saved. */
export function findingOf(tokens: readonly Token[], pieces: readonly Piece[]): Finding | undefined {
  if (isQuestion(tokens, pieces) || undoing.has(firstWord(tokens, opening))) return undefined;
  if (pieces.filter(isLength).length > mostLengths) {
    return isLogging(pieces) || hasSign(pieces, ...directions) ? { why: "several" } : undefined;
  }
  const sentence: Sentence = { tokens, pieces, ...partsOf(pieces) };
  const parts = settled(sentence);
  const finding = parts.length === 0 ? unmeasured(sentence) : measured(sentence, parts);
  return finding && guarded(tokens, pieces, finding);
}

function unmeasured({ tokens, pieces, loose }: Sentence): Finding | undefined {
  return isZero(pieces) ? { net: 0 } : withoutLength(tokens, pieces, loose);
}

/* ── Lengths settle with one another ── */

/** Moments and the sizes of things aside, each length of time with the role that its neighbours leave it. */
function settled({ pieces, loose, parts }: Sentence): readonly Part[] {
  const times = withoutClocks(parts.filter(({ role }) => role !== "moment"));
  const ofJob = times.some(({ role }) => role === "expected") ? "actual" : "expected";
  const known = withoutRepeats(
    pieces,
    loose,
    withoutLoneJobs(times).map((part) => beside(part, "job", ofJob)),
  );
  const has = (role: Role) => known.some((part) => part.role === role);
  if (has("takes") && (has("actual") || has("plain")))
    return known.map((part) => asActual(beside(part, "takes", "expected")));
  if (known.length === 2 && has("plain") && has("actual") && isNowAfterWas(pieces, known))
    return known.map((part) => beside(part, "plain", "expected"));
  return has("expected") && known.length === 2 ? known.map(asActual) : known;
}

/** "it was an hour, now 15 minutes" */
function isNowAfterWas(pieces: readonly Piece[], [was, now]: readonly Part[]): boolean {
  if (was?.role !== "plain" || !now || !now.by.some(({ text }) => ["now", "nawr", "rwan"].includes(text)))
    return false;
  return pieces.slice(0, was.piece.at).some((piece) => ["was", "were", "roedd"].includes(wordOf(piece)));
}

const beside = (part: Part, from: Role, to: Role): Part =>
  part.role === from ? { ...part, role: to } : part;
const asActual = (part: Part) => beside(beside(part, "plain", "actual"), "during", "actual");

/** "saved 20 minutes, 10:30 today": a time of day. */
function withoutClocks(parts: readonly Part[]): readonly Part[] {
  const isClock = ({ piece, by }: Part) =>
    piece.length.colon && !hasSign(by, "saved", "lost", "took", "instead", "usual", "log", "now");
  return parts.every(isClock) ? parts : parts.filter((part) => !isClock(part));
}

/** "a 10 minute job" alone says nothing about what was saved. */
function withoutLoneJobs(parts: readonly Part[]): readonly Part[] {
  return parts.every(({ role }) => role === "job") ? [] : parts;
}

/** "saved 30 minutes (half an hour)" says it twice; "20 minutes on email, 20 minutes on slides" doesn't. */
function withoutRepeats(
  pieces: readonly Piece[],
  loose: readonly SignPiece[],
  parts: readonly Part[],
): readonly Part[] {
  return parts.filter(({ role, piece }, i) => {
    if (role !== "plain" || piece.length.unit === "none" || !isAlone(pieces, piece)) return true;
    return !parts
      .slice(0, i)
      .some(
        (other) =>
          other.role !== "expected" &&
          other.piece.length.minutes === piece.length.minutes &&
          !isToldAnew(loose, other.piece, piece),
      );
  });
}

/** "lost 30 minutes; saved us a headache and me 30 minutes": a verb of its own in between makes it another 30 minutes. */
function isToldAnew(loose: readonly SignPiece[], first: Piece, again: Piece): boolean {
  return loose.some(({ sign, at }) => at > first.at && at < again.at && telling.has(sign));
}
const telling: ReadonlySet<Sign> = new Set([...verbs, ...directions]);

function isAlone(pieces: readonly Piece[], { clause, at }: Piece): boolean {
  if (["-", ":"].includes(wordOf(pieces[at - 1]))) return false;
  const others = pieces.filter((piece) => piece.clause === clause && piece.at !== at && piece.is !== "stop");
  return others.every((piece) => isFiller(piece) && !prepositions.has(wordOf(piece)));
}

/* ── One length or more ── */

function measured(sentence: Sentence, parts: readonly Part[]): Finding | undefined {
  const [first] = parts;
  const only = parts.length === 1 ? first : undefined;
  if (only && !["saved", "lost", "unclear"].includes(only.role)) return loneLength(sentence, only);
  if (only?.role === "unclear") return askDirection(only);
  if (parts.some(({ role }) => role === "unclear")) return { why: "several" };
  return doubted(parts, only) ?? compared(sentence, parts);
}

function doubted(parts: readonly Part[], only: Part | undefined): Finding | undefined {
  const doubts = parts.flatMap(({ doubt }) => doubt ?? []);
  if (doubts.includes("several")) return { why: "several" };
  const [doubt] = doubts;
  return doubt && { ...(only && askDirection(only)), why: doubt };
}

function compared({ tokens, pieces, loose }: Sentence, parts: readonly Part[]): Finding | undefined {
  const sided = parts.some(({ role }) => ["saved", "lost", "actual", "expected"].includes(role));
  if (!sided) return listed({ tokens, pieces, loose, parts });
  const contradicted = isZero(pieces) && parts.some(({ role }) => role === "saved");
  return contradicted ? { why: "several" } : summed(pieces, loose, parts);
}

/** Several lengths, and no word on what they are: an agenda, or a list of savings. */
function listed(sentence: Sentence): Finding | undefined {
  const { tokens, pieces, loose, parts } = sentence;
  const timed = parts.filter(({ piece, role }) => piece.length.unit !== "none" || role === "logged");
  const [first] = timed;
  if (!first) return undefined;
  if (timed.length === 1 && first.role !== "logged")
    return plainLength(sentence, first) && { why: "several" };
  if (timed.some(({ by }) => hasSign(by, "to"))) return { why: "direction" };
  const hasTask = hasTaskWords(tokens, pieces);
  const notes = timed.every((part) => noteLike(tokens, pieces, part, hasTask) !== "none");
  return notes || isLogging(pieces) || hasSign(loose, ...directions) ? { why: "several" } : undefined;
}

/* ── One length whose direction wasn't said ── */

function loneLength(sentence: Sentence, part: Part): Finding | undefined {
  const minutes = minutesOf(part.piece.length);
  if (isZero(sentence.pieces)) {
    const same = part.role === "actual" && minutes !== undefined;
    return same ? { net: 0, actual: minutes, expected: minutes } : { why: "several" };
  }
  if (part.role === "actual" || (part.role === "takes" && part.doubt)) return askDirection(part);
  if (part.role === "expected") {
    return hasSign(part.by, "usual", "instead")
      ? { why: "minutes", ...optional("expected", minutes) }
      : undefined;
  }
  return part.role === "logged" && isLogging(sentence.pieces)
    ? logged(sentence, part)
    : plainLength(sentence, part);
}

/** "log 30 minutes": a saving, unless it is of something else. */
function logged({ tokens, pieces, loose }: Sentence, part: Part): Finding | undefined {
  if (tokens.some(({ text }) => neverLogged.has(text))) return undefined;
  const ofThing = wordOf(pieces[part.piece.at + 1]) === "of";
  const unsure = part.doubt || part.piece.length.signed || ofThing || hasSign(loose, ...directions);
  if (unsure) return { ...askDirection(part), why: part.doubt ?? "direction" };
  return summed(pieces, loose, [{ ...part, role: "saved" }]);
}

function plainLength({ tokens, pieces, loose }: Sentence, part: Part): Finding | undefined {
  const { length, at } = part.piece;
  if (length.colon) return undefined;
  if (hasSign(loose, ...directions)) return looseDirection(pieces, loose, part);
  if (length.signed && length.unit !== "none" && at < 2) return askDirection(part);
  const note = noteLike(tokens, pieces, part, hasTaskWords(tokens, pieces));
  if (note === "none") return undefined;
  if (length.unit === "none") return at > 0 ? undefined : { ...askDirection(part), why: "minutes" };
  const isOurs = part.doubt === "several" && note !== "entry"; // which way comes before whose
  if (part.doubt && !isOurs) return { ...askDirection(part), why: part.doubt };
  return note === "entry" ? summed(pieces, loose, [{ ...part, role: "saved" }]) : perhaps(part);
}

/** "20 minutes", and nothing else; but "just a minute" isn't about a task. */
function perhaps(part: Part): Finding | undefined {
  const { minutes = 0, unit } = part.piece.length;
  if (unit === "long") return undefined;
  if (minutes === 0 && part.piece.length.minutes === 0) return { net: 0 };
  return minutes > 1 ? askDirection(part) : undefined;
}

/** "took longer than usual, 40 minutes": longer by 40, or 40 in all? */
function looseDirection(
  pieces: readonly Piece[],
  loose: readonly SignPiece[],
  part: Part,
): Finding | undefined {
  const signs = loose.filter(({ sign }) => directions.includes(sign));
  const isFile = part.by.length > 0 && signs.every((sign) => isStoring(pieces, sign));
  if (part.piece.length.unit === "none" || isFile) return undefined;
  const minutes = minutesOf(part.piece.length);
  const longer = signs.length === 1 && signs[0]?.sign === "longer" && minutes !== undefined;
  return longer ? { why: "minutes", minutes, net: -minutes } : askDirection(part);
}
