import {
  hasSign,
  isLength,
  isSignPiece,
  type LengthPiece,
  type Piece,
  type SignPiece,
  wordOf,
} from "./pieces.ts";
import { fillers, type Sign, storing, unitsAlone } from "./words.ts";

/** Which signs speak about a length of time, and what stands around it. */

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

/** The lengths of a sentence, each with the signs that found it. */
export type Claims = ReadonlyMap<LengthPiece, readonly SignPiece[]>;

/** A length, and all that was said about it. */
export interface Claim {
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

type Reach = (pieces: readonly Piece[], sign: SignPiece) => LengthPiece | undefined;

/** These look ahead past other words, until the next of them: "saved on the briefing 20 minutes". */
export const verbs: ReadonlySet<Sign> = new Set([
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

/** Lets every sign find its length of time. Loose are those that found none: "took longer", "saved time". */
export function claimsIn(pieces: readonly Piece[]): { claims: Claims; loose: readonly SignPiece[] } {
  const claims = new Map<LengthPiece, SignPiece[]>(pieces.filter(isLength).map((piece) => [piece, []]));
  const loose: SignPiece[] = [];
  for (const sign of pieces.filter(isSignPiece)) {
    const reach = reaches[sign.sign];
    const length = reach && !isStoring(pieces, sign) ? reach(pieces, sign) : undefined;
    if (length) claims.get(length)?.push(sign);
    else loose.push(sign);
  }
  return { claims: withPairs(pieces, claims), loose };
}

export const isBare = (piece: LengthPiece) => piece.length.unit === "none";

/** A word that says nothing about the length it stands beside. */
export function isFiller(piece: Piece): boolean {
  if (piece.is === "day") return true;
  if (piece.is === "sign") return seeThrough.has(piece.sign) || fillers.has(piece.text);
  return piece.is === "word" && (fillers.has(piece.text) || !/[\p{L}\d]/u.test(piece.text));
}

/** What stands before a piece in its clause, nearest first, as far as the length before it. */
export function* clauseBefore(pieces: readonly Piece[], end: number): Generator<Piece> {
  const clause = pieces[end]?.clause;
  for (let at = end - 1; at >= 0; at--) {
    const piece = pieces[at];
    if (!piece || piece.clause !== clause || isLength(piece)) return;
    yield piece;
  }
}

export function* between(pieces: readonly Piece[], one: number, other: number): Generator<Piece> {
  for (let at = Math.min(one, other) + 1; at < Math.max(one, other); at++) {
    const piece = pieces[at];
    if (piece) yield piece;
  }
}

/* ── Ahead and back ── */

/** The next length in the clause; a number without a unit must be close by. */
function ahead(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  let close = true;
  for (const piece of after(pieces, sign)) {
    if (isLength(piece)) return isBare(piece) && !close ? undefined : piece;
    if (piece.is === "sign" && blocks(sign, piece)) return undefined;
    const reached =
      sign.sign === "usual" && piece.is === "sign" && (piece.sign === "takes" || piece.sign === "took");
    close &&= reached || isFiller(piece);
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
    if ("text" in piece && piece.text === "than") return undefined;
    if (piece.is === "sign" && verbs.has(piece.sign) && piece.sign !== "took" && piece.sign !== "takes")
      return undefined;
  }
  return undefined;
}

function aheadOrJustBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  return ahead(pieces, sign) ?? justBefore(pieces, sign);
}

function aheadOrBefore(pieces: readonly Piece[], sign: SignPiece): LengthPiece | undefined {
  const modal = ["would", "should", "could", "might", "wouldve", "shouldve"].includes(sign.text);
  return ahead(pieces, sign) ?? (modal ? undefined : before(pieces, sign));
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
  const [next, noun] = [pieces[sign.at + 1], pieces[sign.at + 2]];
  if (next?.is !== "word" || next.clause !== sign.clause || !storing.has(next.text)) return false;
  const whom = pieces.slice(sign.at + 1, sign.at + 6).filter(({ clause }) => clause === sign.clause);
  return !unitsAlone.has(wordOf(noun)) && !hasSign(whom, "together", "other");
}

/* ── From one length to another ── */

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
