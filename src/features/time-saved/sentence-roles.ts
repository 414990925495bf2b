import {
  commandIn,
  isLength,
  isSignPiece,
  type LengthPiece,
  type Piece,
  type SignPiece,
} from "./sentence-pieces.ts";
import { fillers, gatherings, happened, outside, prepositions, type Sign, storage, storing, timeSpentOn } from "./sentence-words.ts";

/** What a length of time is in its sentence. */
export type Role =
  | "saved"
  | "lost"
  /** How long it took, or would have taken without Copilot. */
  | "actual"
  | "expected"
  /** "takes an hour": expected beside a "took", otherwise unclear. */
  | "takes"
  /** "an hour's job": expected beside something else, otherwise only the size of the job. */
  | "job"
  | "logged"
  | "plain"
  /** "worked on it for an hour" */
  | "during"
  /** "20 minutes ago", "in 20 minutes": no length at all. */
  | "moment"
  /** Its signs contradict each other. */
  | "unclear";

export type Doubt = "direction" | "several" | "period";

/** A length of time, the signs that speak about it, and what they make of it. */
export interface Part {
  readonly piece: LengthPiece;
  readonly role: Role;
  readonly by: readonly SignPiece[];
  readonly doubt?: Doubt;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** Signs that found no length: "took longer", "saved time". */
  readonly loose: readonly SignPiece[];
}

type Reach = (pieces: readonly Piece[], sign: SignPiece) => LengthPiece | undefined;

/** These look ahead past other words, until the next of them: "saved on the briefing 20 minutes". */
const verbs: ReadonlySet<Sign> = new Set([
  "saved",
  "save",
  "saves",
  "lost",
  "lose",
  "loses",
  "added",
  "took",
  "takes",
  "usual",
  "instead",
  "cut",
  "log",
] as const);
/** A "saved an extra 10 minutes with Copilot" stays a "saved": these may stand between. */
const seeThrough: ReadonlySet<Sign> = new Set([
  "aside",
  "extra",
  "now",
  "other",
  "together",
  "not",
  "maybe",
  "join",
] as const);

/** Who looks where for its length of time. */
const reaches: Partial<Record<Sign, Reach>> = {
  saved: aheadOrJustBefore,
  save: aheadOrJustBefore,
  saves: aheadOrJustBefore,
  lost: aheadOrJustBefore,
  lose: aheadOrJustBefore,
  loses: aheadOrJustBefore,
  added: aheadOrJustBefore,
  took: ahead,
  takes: ahead,
  cut: ahead,
  log: ahead,
  usual: aheadOrBefore,
  instead: ahead,
  now: nearbyAheadOrJustBefore,
  extra: nearbyAheadOrJustBefore,
  longer: justBeforeOrBy,
  faster: justBeforeOrBy,
  more: justBeforeOrBy,
  less: justBeforeOrBy,
  back: justBefore,
  early: justBefore,
  momentAfter: justBefore,
  momentPerhaps: justBefore,
  momentBefore: nearbyAhead,
  within: nearbyAhead,
  during: nearbyAhead,
  from: nearbyAhead,
  to: nearbyAhead,
  downTo: nearbyAhead,
  downFrom: nearbyAhead,
};

/** How far a sign looks, in pieces: further than any sentence needs, and never through a whole page. */
const farthest = 40;

/** Lets every sign find its length of time, then decides what each length is. */
export function partsOf(pieces: readonly Piece[]): Parts {
  const claims = new Map<LengthPiece, SignPiece[]>(pieces.filter(isLength).map((piece) => [piece, []]));
  const loose: SignPiece[] = [];
  for (const sign of pieces.filter(isSignPiece)) {
    const reach = reaches[sign.sign];
    const length = reach && !isStoring(pieces, sign) ? reach(pieces, sign) : undefined;
    if (length) claims.get(length)?.push(sign);
    else loose.push(sign);
  }
  const paired = withPairs(pieces, claims);
  const parts = [...paired].map(([piece, by]) => partOf(pieces, inNamedUnit(pieces, piece, by), by));
  return { parts: withLooseSigns(pieces, parts, loose), loose };
}

export const isBare = (piece: LengthPiece) => piece.length.unit === "none";

/* ── Looking for a length ── */

function isFiller(piece: Piece): boolean {
  if (piece.is === "day") return true;
  if (piece.is === "sign") return seeThrough.has(piece.sign) || fillers.has(piece.text);
  return piece.is === "word" && (fillers.has(piece.text) || piece.text === "=");
}

/** The next length in the clause; a number without a unit must be close by. */
function ahead(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  let close = true;
  for (const piece of after(pieces, sign)) {
    if (isLength(piece)) return isBare(piece) && !close ? undefined : piece;
    if (piece.is === "sign" && blocks(sign, piece)) return undefined;
    close &&= isFiller(piece);
  }
  return close ? afterColon(pieces, sign) : undefined;
}

/** "usually" reaches over "takes"; nothing else reaches over another verb. */
function blocks(seeker: SignPiece, met: SignPiece): boolean {
  if (seeker.sign === "usual" || seeker.sign === "instead")
    return ["saved", "lost", "log", "instead"].includes(met.sign);
  return verbs.has(met.sign);
}

/** "time saved: 30 mins" */
function afterColon(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  let at = sign.at + 1;
  for (
    let piece = pieces[at];
    piece && piece.clause === sign.clause && at < sign.at + farthest && isFiller(piece);
    piece = pieces[at]
  )
    at++;
  const [stop, next] = [pieces[at], pieces[at + 1]];
  return stop?.is === "stop" && (stop.text === ":" || stop.text === "-") && next && isLength(next)
    ? next
    : undefined;
}

function nearbyAhead(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  for (const piece of after(pieces, sign)) {
    if (isLength(piece)) return piece;
    const usual = piece.is === "sign" && (piece.sign === "usual" || piece.sign === "extra");
    if (!isFiller(piece) && !usual) return undefined;
  }
  return undefined;
}

function justBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  for (let at = sign.at - 1; at >= sign.at - farthest; at--) {
    const piece = pieces[at];
    if (!piece || piece.clause !== sign.clause) return undefined;
    if (isLength(piece)) return piece;
    if (!isFiller(piece)) return undefined;
  }
  return undefined;
}

/** Any length earlier in the clause: "an hour for this usually". */
function before(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  for (let at = sign.at - 1; at >= sign.at - farthest; at--) {
    const piece = pieces[at];
    if (!piece || piece.clause !== sign.clause) return undefined;
    if (isLength(piece)) return piece;
    if (piece.is === "sign" && verbs.has(piece.sign) && piece.sign !== "took" && piece.sign !== "takes")
      return undefined;
  }
  return undefined;
}

function aheadOrJustBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  return ahead(pieces, sign) ?? justBefore(pieces, sign);
}

function aheadOrBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  return ahead(pieces, sign) ?? before(pieces, sign);
}

function nearbyAheadOrJustBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  return nearbyAhead(pieces, sign) ?? justBefore(pieces, sign);
}

/** "10 minutes slower", "slower by 10 minutes" */
function justBeforeOrBy(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  const [by, length] = [pieces[sign.at + 1], pieces[sign.at + 2]];
  const isBy = by?.is === "word" && (by.text === "by" || by.text === "o");
  return justBefore(pieces, sign) ?? (isBy && length && isLength(length) ? length : undefined);
}

function* after(pieces: readonly Piece[], sign: SignPiece): Generator<Piece> {
  for (let at = sign.at + 1; at <= sign.at + farthest; at++) {
    const piece = pieces[at];
    if (!piece || piece.clause !== sign.clause) return;
    yield piece;
  }
}

/** "saved the file", "saved it to my drive" keep a file, not time. */
export function isStoring(pieces: readonly Piece[], sign: SignPiece): boolean {
  if (!["saved", "save", "saves"].includes(sign.sign)) return false;
  const next = pieces[sign.at + 1];
  return next?.is === "word" && next.clause === sign.clause && storing.has(next.text);
}

/* ── From one length to another ── */

type Claims = ReadonlyMap<LengthPiece, readonly SignPiece[]>;

/** "from 2 hours to 45 minutes", "40 minutes down to 10": without Copilot first, with it second. */
function withPairs(pieces: readonly Piece[], claims: Claims): Claims {
  const paired = new Map(claims);
  for (const [second, signs] of claims) {
    const link = signs.find(({ sign }) => sign === "to" || sign === "downTo");
    const first = link && lastBefore(pieces, link);
    if (!link || !first) continue;
    const led = ledBy(pieces, first, claims.get(first) ?? []);
    if (link.sign === "to" && !led) continue;
    const usual: SignPiece = { ...link, sign: "usual" };
    const now: SignPiece = { ...link, sign: "now" };
    paired.set(first, [...without(claims.get(first) ?? [], ["from", "cut"]), usual]);
    paired.set(second, [...without(signs, ["to", "downTo"]), now]);
  }
  return paired;
}

const without = (signs: readonly SignPiece[], unwanted: readonly Sign[]) =>
  signs.filter(({ sign }) => !unwanted.includes(sign));

function lastBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  for (let at = sign.at - 1; at >= 0 && at > sign.at - 4; at--) {
    const piece = pieces[at];
    if (!piece || piece.clause !== sign.clause) return undefined;
    if (isLength(piece)) return piece;
  }
  return undefined;
}

/** "from", "cut" or "turned" before the first length make a "to" a change, not a range. */
function ledBy(pieces: readonly Piece[], first: LengthPiece, signs: readonly SignPiece[]): boolean {
  if (signs.some(({ sign }) => sign === "from" || sign === "cut")) return true;
  return pieces.some(
    (piece) =>
      piece.is === "sign" &&
      (piece.sign === "moved" || piece.sign === "cut") &&
      piece.at < first.at &&
      piece.clause === first.clause,
  );
}

/* ── What a length is ── */

/** "hours saved: 2": the unit comes first. */
function inNamedUnit(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): LengthPiece {
  const before = isBare(piece) && by[0] ? pieces[by[0].at - 1] : undefined;
  const unit = before && "text" in before ? before.text : "";
  const { minutes = Number.NaN } = piece.length;
  if (unit === "hours" || unit === "oriau") return { ...piece, length: { ...piece.length, minutes: minutes * 60, unit: "hours" } };
  const inMinutes = unit === "minutes" || unit === "mins" || unit === "munudau";
  return inMinutes ? { ...piece, length: { ...piece.length, unit: "minutes" } } : piece;
}

const plus: readonly Sign[] = ["saved", "save", "saves"];
const minus: readonly Sign[] = ["lost", "lose", "loses", "added"];

function partOf(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): Part {
  const role = roleOf(pieces, piece, by);
  const doubt = doubtOf(pieces, piece, role, by);
  return doubt ? { piece, role, by, doubt } : { piece, role, by };
}

function roleOf(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): Role {
  const has = (...signs: Sign[]) => by.some(({ sign }) => signs.includes(sign));
  const saved =
    has(...plus) || (has("back") && pieces.some((other) => isSignPiece(other) && other.sign === "gave"));
  const lost = has(...minus);

  if (has("momentAfter", "momentBefore")) return "moment";
  const whole = wholeOf(pieces, piece);
  if (whole) return whole;
  if (has("momentPerhaps") && !saved && !lost && !has("took", "takes", "log")) {
    return isAtEnd(pieces, by) ? "expected" : "moment";
  }
  if (has("instead", "downFrom"))
    return saved || lost || has("longer", "faster", "extra", "now") ? "unclear" : "expected";
  if (saved)
    return lost || has("longer", "faster", "more", "less", "took", "takes") || habitAfter(by)
      ? "unclear"
      : "saved";
  if (lost)
    return has("faster", "less", "usual")
      ? conditional(pieces, by)
        ? "expected"
        : "unclear"
      : lossOr(pieces, by);
  if (has("longer", "faster"))
    return has("usual") || (has("longer") && has("faster")) ? "unclear" : has("longer") ? "lost" : "saved";
  if (has("less")) return has("usual") ? "unclear" : "saved";
  if (has("more", "extra") || piece.length.extra) return has("usual") ? "unclear" : "lost";
  if (has("cut")) return "saved";
  if (has("usual") || (has("took", "takes") && conditional(pieces, by)))
    return has("now") && !has("took", "takes") ? "unclear" : "expected";
  if (has("log")) return "logged";
  if (has("took", "now", "within")) return has("within") && !has("took", "now") ? "plain" : "actual";
  if (has("takes")) return "takes";
  if (piece.ofJob) return "job";
  return has("during", "early") ? "during" : "plain";
}

/** "20 minutes of 2 hours" was two hours before; "10% of 2 hours" can't be told. */
function wholeOf(pieces: readonly Piece[], piece: LengthPiece): Role | undefined {
  const [of, part] = [pieces[piece.at - 1], pieces[piece.at - 2]];
  if (of?.is !== "word" || of.text !== "of" || !part || part.clause !== piece.clause) return undefined;
  if (isLength(part)) return "expected";
  const measured = part.is === "word" && !["total", "equivalent", "all", "sort", "kind"].includes(part.text);
  return measured ? "unclear" : undefined;
}

/** "saved an hour normally spent typing": whose hour is it? Before the verb, "usually" is a habit. */
function habitAfter(by: readonly SignPiece[]): boolean {
  const [usual, verb] = [by.find(({ sign }) => sign === "usual"), by.find(({ sign }) => plus.includes(sign))];
  return usual !== undefined && (verb === undefined || usual.at > verb.at);
}

/** "took 2 hours before, now 20 minutes" */
function isAtEnd(pieces: readonly Piece[], by: readonly SignPiece[]): boolean {
  const sign = by.find(({ sign, text }) => sign === "momentPerhaps" && text === "before");
  const next = sign && pieces[sign.at + 1];
  return sign !== undefined && (next === undefined || next.clause !== sign.clause);
}

/** "would have cost me an hour" is what it would have taken. */
function lossOr(pieces: readonly Piece[], by: readonly SignPiece[]): Role {
  return by.some(({ sign }) => sign === "lost") && conditional(pieces, by) ? "expected" : "lost";
}

/** A "would", "should" or "could" comes before the verb. */
function conditional(pieces: readonly Piece[], by: readonly SignPiece[]): boolean {
  const verb = by.find(({ sign }) => verbs.has(sign));
  return (
    verb !== undefined &&
    [...clauseBefore(pieces, verb.at)].some((piece) => isSignPiece(piece) && piece.sign === "maybe")
  );
}

function* clauseBefore(pieces: readonly Piece[], end: number): Generator<Piece> {
  const clause = pieces[end]?.clause;
  for (let at = end - 1; at >= 0; at--) {
    const piece = pieces[at];
    if (!piece || piece.clause !== clause || isLength(piece)) return;
    yield piece;
  }
}

/* ── Doubts ── */

/** A "not", a "could", somebody else: what stands before the verb, or between it and the length. */
function doubtOf(
  pieces: readonly Piece[],
  piece: LengthPiece,
  role: Role,
  by: readonly SignPiece[],
): Doubt | undefined {
  if (!["saved", "lost", "actual", "logged", "takes"].includes(role)) return undefined;
    const verb = by.find(({ sign }) => !["extra", "now", "log"].includes(sign)) ?? by[0];
  if (!verb) return undefined;
  const command = commandIn(pieces)?.at ?? -1;
  const around = [...clauseBefore(pieces, Math.min(verb.at, piece.at)), ...between(pieces, verb.at, piece.at)]
    .filter(isSignPiece)
    .filter(({ at }) => at > command);
  if (around.some(({ sign }) => sign === "not" || sign === "maybe" || sign === "doubt")) return "direction";
  if (around.some(({ sign, at }) => sign === "usual" && at < verb.at) && role !== "actual") return "period";
  if (by.some(({ sign }) => sign === "saves" || sign === "loses")) return "period";
  if (by.some(({ sign }) => sign === "save" || sign === "lose") && !hasHappened(pieces, verb))
    return "direction";
  if (isDenied(pieces, verb, piece) || isOfSomething(pieces, piece, by) || isOfItself(pieces, verb, piece)) return "direction";
  if (isCounted(pieces, piece)) return "several";
  return whose(pieces, verb, piece, command) ?? (isLooseLoss(pieces, piece, by) ? "direction" : undefined);
}

/** "saved 30 minutes is wrong", "30 minutes saved would be good" */
function isDenied(pieces: readonly Piece[], verb: SignPiece, piece: LengthPiece): boolean {
  const next = pieces[Math.max(verb.at, piece.at) + 1];
  if (!next || next.clause !== piece.clause) return false;
  if (next.is === "sign" && next.sign === "maybe") return true;
  return next.is === "word" && ["is", "are", "seems", "sounds", "isnt", "was"].includes(next.text);
}

/** "saved 10 minutes of video", "saved 20 to the folder": kept, not won. */
function isOfSomething(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): boolean {
  if (!by.some(({ sign }) => sign === "saved" || sign === "save" || sign === "lost")) return false;
  const rest = pieces.slice(piece.at + 1, piece.at + 6).filter(({ clause }) => clause === piece.clause);
  const words = rest.map((other) => ("text" in other ? other.text : ""));
  const [next, noun1] = [pieces[piece.at + 1], pieces[piece.at + 2]].map((other) => (other && "text" in other ? other.text : ""));
  const asThing = next === "as" && ["a", "an", "draft", "drafts", "my", "the"].includes(noun1 ?? "");
  if (isBare(piece) && (asThing || words[0] === "to" || words[0] === "into" || words.some((word) => storage.has(word)))) {
    return true;
  }
  const noun = words.slice(1).find((word) => !["my", "the", "our", "a", "some", "pure", "boring", "manual", "tedious"].includes(word));
  return words[0] === "of" && noun !== undefined && noun !== "" && !timeSpentOn.has(noun) && !noun.endsWith("ing");
}

/** "the meeting ran 20 minutes longer" */
function isOfItself(pieces: readonly Piece[], verb: SignPiece, piece: LengthPiece): boolean {
  if (!["took", "takes", "longer", "faster", "more", "less"].includes(verb.sign)) return false;
  for (const met of clauseBefore(pieces, Math.min(verb.at, piece.at))) {
    if (met.is === "word" && (gatherings.has(met.text) || outside.has(met.text))) return true;
    const passes = isFiller(met) || (met.is === "sign" && met.sign === "took");
    if (!passes) return false;
  }
  return false;
}

/** "saved 10 minutes 3 times" */
function isCounted(pieces: readonly Piece[], piece: LengthPiece): boolean {
  return pieces
    .slice(Math.max(0, piece.at - 4), piece.at + 5)
    .some((other) => isSignPiece(other) && other.sign === "times" && other.clause === piece.clause);
}

function* between(pieces: readonly Piece[], one: number, other: number): Generator<Piece> {
  for (let at = Math.min(one, other) + 1; at < Math.max(one, other); at++) {
    const piece = pieces[at];
    if (piece) yield piece;
  }
}

/** "did save", "managed to save", or a note that begins "arbed 20 munud". */
function hasHappened(pieces: readonly Piece[], verb: SignPiece): boolean {
  const earlier = [...clauseBefore(pieces, verb.at)];
  if (verb.text === "arbed" && earlier.every(isFiller)) return true;
  return earlier.some((piece) => (piece.is === "word" || piece.is === "sign") && happened.has(piece.text));
}

/** "saved my manager an hour", "saved us an hour", "the team saved an hour" */
function whose(
  pieces: readonly Piece[],
  verb: SignPiece,
  piece: LengthPiece,
  command: number,
): Doubt | undefined {
  const near = [...between(pieces, verb.at, piece.at)].filter(isSignPiece);
  const subject = nearestBefore(pieces, Math.min(verb.at, piece.at));
  if (subject && subject.at > command) near.push(subject);
  if (near.some(({ sign }) => sign === "together") || isForTeam(pieces, piece)) return "several";
  return near.some(({ sign }) => sign === "other") || isGivenTo(pieces, verb, piece)
    ? "direction"
    : undefined;
}

/** "saved Sarah 20 minutes": between the verb and the length stands whoever it was saved for. */
function isGivenTo(pieces: readonly Piece[], verb: SignPiece, piece: LengthPiece): boolean {
  for (const met of between(pieces, Math.min(verb.at, piece.at), piece.at)) {
    if (met.is === "stop" || ("text" in met && prepositions.has(met.text))) return false;
    if (isFiller(met)) continue;
    return met.is === "word" && !met.text.endsWith("ing") && /^\p{L}/u.test(met.text) && verb.at < piece.at;
  }
  return false;
}

function nearestBefore(pieces: readonly Piece[], end: number): SignPiece | undefined {
  for (const piece of clauseBefore(pieces, end)) {
    if (isSignPiece(piece) && (piece.sign === "together" || piece.sign === "other")) return piece;
    if (!isFiller(piece)) return undefined;
  }
  return undefined;
}

/** "saved 30 minutes for the team" */
function isForTeam(pieces: readonly Piece[], piece: LengthPiece): boolean {
  return pieces.some((whom) => {
    const prep = pieces[whom.at - 1];
    const next = pieces[whom.at + 1];
    const ends = next === undefined || next.clause !== whom.clause;
    return (
      isSignPiece(whom) &&
      whom.sign === "together" &&
      prep?.is === "sign" &&
      prep.sign === "during" &&
      ends &&
      whom.at > piece.at
    );
  });
}

/** "gave me an extra 20 minutes" and "added 20 minutes to the meeting" aren't surely a loss; "cut 20 minutes" isn't surely a saving. */
function isLooseLoss(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): boolean {
  const has = (...signs: Sign[]) => by.some(({ sign }) => signs.includes(sign));
  const next = pieces[piece.at + 1];
  const nextText =
    next && (next.is === "word" || next.is === "sign") && next.clause === piece.clause ? next.text : "";
  if (has("cut")) {
    const prior = pieces[piece.at - 1];
    return !["off", "from", "out"].includes(nextText) && !(prior?.is === "word" && prior.text === "by");
  }
  if (has("added")) return nextText === "to" || nextText === "for";
  if (
    !(has("more", "extra") || piece.length.extra) ||
    has("saved", "lost", "longer", "faster", "took", "takes", "back")
  )
    return false;
  return !pieces.some((other) => isSignPiece(other) && (other.sign === "rework" || other.sign === "took"));
}

/* ── Signs without a length ── */

/** "Saved time on the slides. About 20 minutes.": a lone length takes the direction of the only sign. */
function withLooseSigns(
  pieces: readonly Piece[],
  parts: readonly Part[],
  loose: readonly SignPiece[],
): readonly Part[] {
  const lone = parts.filter(({ role }) => role !== "moment");
  const part = lone[0];
  const directions = loose.filter(({ sign }) =>
    ["saved", "lost", "longer", "faster", "save", "saves", "lose", "loses"].includes(sign),
  );
  const sign = directions[0];
  if (
    !part ||
    lone.length > 1 ||
    part.role !== "plain" ||
    !sign ||
    directions.length > 1 ||
    isBare(part.piece)
  )
    return parts;
  if (sign.at > part.piece.at || (sign.sign !== "saved" && sign.sign !== "lost") || isStoring(pieces, sign))
    return parts;

  const role = sign.sign;
  const doubt = doubtOf(pieces, part.piece, role, [...part.by, sign]);
  return [doubt ? { ...part, role, by: [sign], doubt } : { ...part, role, by: [sign] }];
}
