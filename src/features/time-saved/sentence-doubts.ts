import { between, clauseBefore, isBare, isFiller, type Role } from "./sentence-claims.ts";
import {
  commandIn,
  hasSign,
  isSignPiece,
  type LengthPiece,
  type Piece,
  type SignPiece,
  wordOf,
} from "./sentence-pieces.ts";
import {
  gatherings,
  happened,
  longerByItself,
  outside,
  passingWords,
  possessives,
  prepositions,
  storage,
  timeSpentOn,
} from "./sentence-words.ts";

/** What makes a length unsure although its direction was said: a "not", a "could", somebody else's time. */
export type Doubt = "direction" | "several" | "period";

/** A length, and all that was said about it. */
interface Claim {
  readonly pieces: readonly Piece[];
  readonly piece: LengthPiece;
  readonly role: Role;
  readonly by: readonly SignPiece[];
  /** The sign that counts most; none when the length itself says it ("10 extra minutes"). */
  readonly verb: SignPiece | undefined;
  /** Where verb and length begin and end. */
  readonly from: number;
  readonly to: number;
  /** The signs before, and between verb and length, but those of a "could you log". */
  readonly around: readonly SignPiece[];
  /** Where such a command stands, or -1. */
  readonly command: number;
}

const checks: readonly ((claim: Claim) => Doubt | undefined)[] = [
  (claim) => (isDenied(claim) || isSaidToBe(claim) ? "direction" : undefined),
  (claim) => (isHabit(claim) ? "period" : undefined),
  (claim) => (isStillToCome(claim) || isOfSomething(claim) || isKept(claim) ? "direction" : undefined),
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
  if (!["saved", "lost", "actual", "logged", "takes"].includes(role)) return undefined;
  const verb = by.find(({ sign }) => !["extra", "now", "log"].includes(sign)) ?? by[0];
  const command = commandIn(pieces)?.at ?? -1;
  const from = Math.min(verb?.at ?? piece.at, piece.at);
  const to = Math.max(verb?.at ?? piece.at, piece.at);
  const around = [...clauseBefore(pieces, from), ...between(pieces, from, to)]
    .filter(isSignPiece)
    .filter(({ at }) => at > command);
  const claim = { pieces, piece, role, by, verb, from, to, around, command };
  for (const check of checks) {
    const doubt = check(claim);
    if (doubt) return doubt;
  }
  return undefined;
}

/* ── Said not to be, or not yet ── */

function isDenied({ around }: Claim): boolean {
  return hasSign(around, "not", "maybe", "doubt", "unsure");
}

/** "saved 30 minutes is wrong", "30 minutes saved would be good" */
function isSaidToBe({ pieces, piece, to }: Claim): boolean {
  const next = pieces[to + 1];
  if (!next || next.clause !== piece.clause) return false;
  if (next.is === "sign" && next.sign === "maybe") return true;
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
  const noun = nouns.map(wordOf).find((word) => !passingWords.has(word));
  return noun !== undefined && noun !== "" && !timeSpentOn.has(noun) && !noun.endsWith("ing");
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

/** "the meeting ran 20 minutes longer", "worked an extra hour" */
function isByItself({ pieces, verb, from }: Claim): boolean {
  if (!verb || !["took", "takes", "longer", "faster", "more", "less", "extra"].includes(verb.sign))
    return false;
  for (const met of clauseBefore(pieces, from)) {
    const word = wordOf(met);
    if (gatherings.has(word) || outside.has(word) || longerByItself.has(word)) return true;
    if (!isFiller(met) && !(met.is === "sign" && met.sign === "took")) return false;
  }
  return false;
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
  if (hasSign(by, "added")) return next === "to" || next === "for";
  const more = hasSign(by, "more", "extra") || piece.length.extra;
  if (!more || hasSign(by, "saved", "lost", "longer", "faster", "took", "takes", "back")) return false;
  return !pieces.some((other) => isSignPiece(other) && (other.sign === "rework" || other.sign === "took"));
}

/** "saved 10 minutes 3 times" */
function isCounted({ pieces, piece }: Claim): boolean {
  const near = pieces.slice(Math.max(0, piece.at - 4), piece.at + 5).filter(isSignPiece);
  return near.some(({ sign, clause }) => sign === "times" && clause === piece.clause);
}

/* ── Somebody else's time ── */

/** "saved my manager an hour", "saved us an hour", "the team saved an hour"; "you saved me an hour" is mine. */
function whose(claim: Claim): Doubt | undefined {
  const { pieces, from, to, command } = claim;
  const inside = [...between(pieces, from, to)];
  const near = inside.filter(isSignPiece);
  const subject = subjectBefore(pieces, from);
  const thanks = subject?.text === "you" && inside.some((piece) => wordOf(piece) === "me");
  if (subject && subject.at > command && !thanks) near.push(subject);
  if (hasSign(near, "together") || isForTeam(claim)) return "several";
  return hasSign(near, "other") || isGivenTo(claim) || isSomebody(claim) ? "direction" : undefined;
}

/** "my G7 saved an hour", "Sarah saved an hour"; a tool that "saved me an hour" is welcome. */
function isSomebody({ pieces, verb, from, to, by, command }: Claim): boolean {
  if (!verb || verb.at !== from || verb.at < command || !hasSign(by, "saved", "lost", "save", "lose"))
    return false;
  const subject = [...clauseBefore(pieces, from)].filter((piece) => piece.is !== "day");
  const first = subject.at(-1);
  const mine = [...between(pieces, from, to)].some((piece) => wordOf(piece) === "me");
  if (mine || !first || first.at <= command || subject.length > 4) return false;
  if (subject.some((piece) => piece.is === "sign" || wordOf(piece).endsWith("ing"))) return false;
  return possessives.has(wordOf(first)) || (subject.length === 1 && first.is === "word" && first.name);
}

function subjectBefore(pieces: readonly Piece[], end: number): SignPiece | undefined {
  for (const piece of clauseBefore(pieces, end)) {
    if (isSignPiece(piece) && (piece.sign === "together" || piece.sign === "other")) return piece;
    if (!isFiller(piece)) return undefined;
  }
  return undefined;
}

/** In Welsh who did it comes after the verb: "cymerodd yr adroddiad 20 munud". */
const verbFirst = /^(g?cymer|gymer|[td]reul)/;

/** "saved Sarah 20 minutes": between the verb and the length stands whoever it was saved for. */
function isGivenTo({ pieces, verb, piece, from, to }: Claim): boolean {
  if (!verb || verb.at > piece.at || verb.sign === "log" || verbFirst.test(verb.text)) return false;
  for (const met of between(pieces, from, to)) {
    if (met.is === "stop" || prepositions.has(wordOf(met))) return false;
    if (!isFiller(met)) return met.is === "word" && !met.text.endsWith("ing") && /^\p{L}/u.test(met.text);
  }
  return false;
}

/** "saved 30 minutes for the team" */
function isForTeam({ pieces, piece }: Claim): boolean {
  return pieces.slice(piece.at).some((whom) => {
    const [before, after] = [pieces[whom.at - 1], pieces[whom.at + 1]];
    const ends = after === undefined || after.clause !== whom.clause;
    return ends && isSignPiece(whom) && whom.sign === "together" && wordOf(before) === "for";
  });
}
