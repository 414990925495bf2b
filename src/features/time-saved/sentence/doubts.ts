import { between, type Claim, clauseBefore, isBare, isFiller, type Role } from "./claims.ts";
import { jobs } from "./number-words.ts";
import {
  commandIn,
  hasSign,
  isSignPiece,
  type LengthPiece,
  type Piece,
  type SignPiece,
  wordOf,
} from "./pieces.ts";
import { whose } from "./whose.ts";
import {
  gatherings,
  happened,
  leaning,
  longerByItself,
  modals,
  outside,
  passingWords,
  prepositions,
  storage,
  timeSpentOn,
} from "./words.ts";

/** What makes a length unsure although its direction was said: a "not", a "could", somebody else's time. */
export type Doubt = "direction" | "several" | "period";

const checks: readonly ((claim: Claim) => Doubt | undefined)[] = [
  (claim) => (isDenied(claim) || isSaidToBe(claim) ? "direction" : undefined),
  (claim) => (isHabit(claim) ? "period" : undefined),
  (claim) => (isStillToCome(claim) ? (hasSign(claim.pieces, "each") ? "period" : "direction") : undefined),
  (claim) => (isOfSomething(claim) || isKept(claim) || isFinished(claim) ? "direction" : undefined),
  (claim) => (isByItself(claim) || isLooseLoss(claim) ? "direction" : undefined),
  (claim) => (isCounted(claim) ? "several" : undefined),
  whose,
];

/** The first doubt there is about a length whose role says something. */
export function doubtOf(
  pieces: readonly Piece[],
  piece: LengthPiece,
  role: Role,
  by: readonly SignPiece[],
): Doubt | undefined {
  if (!["saved", "lost", "actual", "logged", "takes", "plain"].includes(role)) return undefined;
  const verb = by.find(({ sign }) => !["extra", "now", "log"].includes(sign)) ?? by[0];
  const command = commandIn(pieces)?.at ?? -1;
  const from = Math.min(verb?.at ?? piece.at, piece.at);
  const to = Math.max(verb?.at ?? piece.at, piece.at);
  const leans =
    verb === undefined || leaning.has(wordOf(verb)) || ["now", "usual", "instead"].includes(verb.sign);
  const earlier = leans ? hopesBefore(pieces, from) : [];
  const around = [...earlier, ...clauseBefore(pieces, from), ...between(pieces, from, to)]
    .filter(isSignPiece)
    .filter(({ at }) => at > command);
  const claim = { pieces, piece, role, by, verb, from, to, around, command };
  for (const check of checks) {
    const doubt = check(claim);
    if (doubt) return doubt;
  }
  return undefined;
}

/** "could have drafted it, saving me an hour": without a verb of its own, a length is as sure as what goes before it. */
function hopesBefore(pieces: readonly Piece[], end: number): readonly Piece[] {
  const before = pieces.slice(0, end);
  const start = before.findLastIndex(
    (piece) => piece.is === "length" || (piece.is === "stop" && /[.!?;\n]/.test(piece.text)),
  );
  return before.slice(start + 1).filter((piece) => piece.is === "sign" && piece.sign === "maybe");
}

/* ── Said not to be, or not yet ── */

function isDenied(claim: Claim): boolean {
  const { around } = claim;
  return hasSign(around, "not", "maybe", "doubt", "unsure", "nothing") || isAlmost(claim);
}

/** "nearly saved 20 minutes" didn't; "saved nearly 20 minutes" did. */
function isAlmost({ pieces, verb }: Claim): boolean {
  return verb !== undefined && ["almost", "nearly", "bron"].includes(wordOf(pieces[verb.at - 1]));
}

/** "saved 30 minutes is wrong", "30 minutes saved would be good" */
function isSaidToBe({ pieces, piece, to }: Claim): boolean {
  const next = pieces[to + 1];
  if (!next || next.clause !== piece.clause) return false;
  if (next.is === "sign" && next.sign === "maybe") return modals.has(next.text) || next.text === "might";
  return next.is === "word" && ["is", "are", "seems", "sounds", "isnt", "was"].includes(next.text);
}

/** "usually saves 20 minutes", "saves 20 minutes" */
function isHabit({ around, by, role, verb }: Claim): boolean {
  const usual = around.some(({ sign, at }) => sign === "usual" && at < (verb?.at ?? 0));
  return (usual && role !== "actual") || hasSign(by, "saves", "loses");
}

/** "save 20 minutes" without a "did" or "managed to"; but a note may begin "arbed 20 munud". */
function isStillToCome({ pieces, by, verb }: Claim): boolean {
  if (!verb || !hasSign(by, "save", "lose")) return false;
  const earlier = [...clauseBefore(pieces, verb.at)];
  if (verb.text === "arbed" && earlier.every(isFiller)) return false;
  if (wordOf(pieces[verb.at + 1]) === ":") return false;
  return !earlier.some((piece) => happened.has(wordOf(piece)));
}

/* ── Something else than time ── */

/** "saved 10 minutes of video"; but "saved 10 minutes of boring typing" */
function isOfSomething({ pieces, piece, by }: Claim): boolean {
  if (!hasSign(by, "saved", "save", "lost") || wordOf(pieces[piece.at + 1]) !== "of") return false;
  const nouns = pieces.slice(piece.at + 2, piece.at + 6).filter(({ clause }) => clause === piece.clause);
  const words = nouns
    .map(wordOf)
    .filter((word) => !passingWords.has(word))
    .slice(0, 2);
  return (
    words[0] !== undefined &&
    words[0] !== "" &&
    !words.some((word) => timeSpentOn.has(word) || word.endsWith("ing"))
  );
}

/** "saved 20 to the folder", "saved 20 as a draft": without a unit it may be files. */
function isKept({ pieces, piece, by }: Claim): boolean {
  if (!isBare(piece) || !hasSign(by, "saved", "save")) return false;
  const [next, noun, ...rest] = pieces.slice(piece.at + 1, piece.at + 6).map(wordOf);
  const asThing = next === "as" && ["a", "an", "draft", "drafts", "my", "the"].includes(noun ?? "");
  return (
    asThing || next === "to" || next === "into" || [noun, ...rest].some((word) => storage.has(word ?? ""))
  );
}

/** "saved 20 files in 3 minutes": what it took to save them. */
const isFinished = ({ piece, by }: Claim): boolean =>
  hasSign(by, "saved", "save") && by.some(({ sign, at }) => sign === "within" && at === piece.at - 1);

/** "the meeting ran 20 minutes longer", "worked an extra hour" */
function isByItself({ pieces, verb, from }: Claim): boolean {
  if (!verb || !["took", "takes", "longer", "faster", "more", "less", "extra"].includes(verb.sign))
    return false;
  for (const met of clauseBefore(pieces, from)) {
    const word = wordOf(met);
    if (gatherings.has(word) || outside.has(word) || longerByItself.has(word)) return !isObject(pieces, met);
    if (!isFiller(met) && !(met.is === "sign" && met.sign === "took")) return false;
  }
  return false;
}

/** "preparing for the meeting took 20 minutes longer": the meeting itself didn't. */
function isObject(pieces: readonly Piece[], noun: Piece): boolean {
  const before = [...clauseBefore(pieces, noun.at)].map(wordOf);
  return before.some((word) => word.endsWith("ing") || ["for", "of", "from", "on", "about"].includes(word));
}

/**
 * "gave me an extra 20 minutes", "20 more minutes" and "added 20 minutes to the meeting" aren't surely a loss;
 * "cut 20 minutes" isn't surely a saving.
 */
function isLooseLoss({ pieces, piece, by }: Claim): boolean {
  const next = pieces[piece.at + 1]?.clause === piece.clause ? wordOf(pieces[piece.at + 1]) : "";
  if (hasSign(by, "cut")) {
    return !["off", "from", "out"].includes(next) && wordOf(pieces[piece.at - 1]) !== "by";
  }
  if (hasSign(by, "added")) return next === "for" || (next === "to" && !isToTheWork(pieces, piece));
  const more = hasSign(by, "more", "extra") || piece.length.extra;
  if (!more || hasSign(by, "saved", "lost", "longer", "faster", "took", "takes", "back")) return false;
  return !pieces.some((other) => isSignPiece(other) && (other.sign === "rework" || other.sign === "took"));
}

/** "added 10 minutes to the job", not "to the meeting" */
function isToTheWork(pieces: readonly Piece[], piece: LengthPiece): boolean {
  const nouns = pieces.slice(piece.at + 2, piece.at + 5).map(wordOf);
  return nouns.some((noun) => jobs.has(noun) || timeSpentOn.has(noun));
}

/** "saved 10 minutes 3 times", "20 minutes both on email and on slides" */
function isCounted({ pieces, piece, to }: Claim): boolean {
  if (wordOf(pieces[to + 1]) === "both" && prepositions.has(wordOf(pieces[to + 2]))) return true;
  const near = pieces.slice(Math.max(0, piece.at - 4), piece.at + 5).filter(isSignPiece);
  return near.some(({ sign, clause }) => sign === "times" && clause === piece.clause);
}
