import { claimsIn, clauseBefore, isBare, isStoring, type Role, verbs } from "./claims.ts";
import { type Doubt, doubtOf } from "./doubts.ts";
import { hasSign, isLength, type LengthPiece, type Piece, type SignPiece, wordOf } from "./pieces.ts";
import type { Sign } from "./words.ts";

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

/** What each length of time is, and what isn't sure about it. */
export function partsOf(pieces: readonly Piece[]): Parts {
  const { claims, loose } = claimsIn(pieces);
  const parts = [...claims].map(([piece, by]) => partOf(pieces, inNamedUnit(pieces, piece, by), by));
  return { parts: withLooseSigns(pieces, parts, loose), loose };
}

const plus: readonly Sign[] = ["saved", "save", "saves"];
const minus: readonly Sign[] = ["lost", "lose", "loses", "added"];
/** Signs that give a sentence a direction, even where no length stands beside them. */
export const directions: readonly Sign[] = [...plus, "lost", "lose", "loses", "longer", "faster", "early"];

/** "hours saved: 2": the unit comes first. */
function inNamedUnit(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): LengthPiece {
  const before = isBare(piece) && by[0] ? pieces[by[0].at - 1] : undefined;
  const unit = wordOf(before);
  const { minutes = Number.NaN } = piece.length;
  if (unit === "hours" || unit === "oriau")
    return { ...piece, length: { ...piece.length, minutes: minutes * 60, unit: "hours" } };
  const inMinutes = unit === "minutes" || unit === "mins" || unit === "munudau";
  return inMinutes ? { ...piece, length: { ...piece.length, unit: "minutes" } } : piece;
}

function partOf(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): Part {
  const role = roleOf(pieces, piece, by);
  const doubt = doubtOf(pieces, piece, role, by);
  return doubt ? { piece, role, by, doubt } : { piece, role, by };
}

/** What was said about one length. */
interface Said {
  readonly pieces: readonly Piece[];
  readonly piece: LengthPiece;
  readonly by: readonly SignPiece[];
  readonly has: (...signs: Sign[]) => boolean;
  readonly saved: boolean;
  readonly lost: boolean;
}

/** The first rule that knows a role gives it; what none of them knows is a plain length. */
const rules: readonly ((said: Said) => Role | undefined)[] = [
  ({ has }) => (has("momentAfter", "momentBefore") ? "moment" : undefined),
  wholeOf,
  momentOf,
  ({ has, saved, lost }) => {
    if (!has("instead", "downFrom")) return undefined;
    return saved || lost || has("longer", "faster", "extra", "now") ? "unclear" : "expected";
  },
  savedOf,
  lostOf,
  comparedOf,
  ({ has }) => (has("cut") ? "saved" : undefined),
  expectedOf,
  ({ has }) => (has("log") ? "logged" : undefined),
  ({ has }) => (has("took", "now") ? "actual" : undefined),
  ({ has }) => (has("within") ? "plain" : undefined),
  ({ has }) => (has("takes") ? "takes" : undefined),
  ({ piece }) => (piece.ofJob ? "job" : undefined),
  ({ has }) => (has("during", "early") ? "during" : undefined),
];

function roleOf(pieces: readonly Piece[], piece: LengthPiece, by: readonly SignPiece[]): Role {
  const has = (...signs: Sign[]) => hasSign(by, ...signs);
  const saved = has(...plus) || (has("back") && hasSign(pieces, "gave"));
  const said = { pieces, piece, by, has, saved, lost: has(...minus) };
  for (const rule of rules) {
    const role = rule(said);
    if (role) return role;
  }
  return "plain";
}

function savedOf({ by, has, saved, lost }: Said): Role | undefined {
  if (!saved) return undefined;
  const contradicted = lost || has("longer", "faster", "more", "less", "took", "takes") || habitAfter(by);
  return contradicted ? "unclear" : "saved";
}

/** "would have cost me an hour" is what it would have taken. */
function lostOf({ pieces, by, has, lost }: Said): Role | undefined {
  if (!lost) return undefined;
  if (has("lost") && isConditional(pieces, by)) return "expected";
  return has("faster", "less", "usual") ? "unclear" : "lost";
}

/** "10 minutes slower", "20 minutes less", "10 extra minutes" */
function comparedOf({ piece, has }: Said): Role | undefined {
  const [more, less] = [has("longer", "more", "extra") || piece.length.extra, has("faster", "less")];
  if (!more && !less) return undefined;
  if (has("usual") || (has("longer") && has("faster"))) return "unclear";
  return has("faster") || (less && !has("longer")) ? "saved" : "lost";
}

function expectedOf({ pieces, piece, by, has }: Said): Role | undefined {
  const took = has("took", "takes");
  if (took && wordOf(pieces[piece.at + 1]) === "off") return undefined;
  if (!has("usual") && !(took && isConditional(pieces, by))) return undefined;
  return has("now") && !took ? "unclear" : "expected";
}

/** "20 minutes before the meeting"; but "saved 20 minutes before lunch", and "took an hour before, now 10 minutes". */
function momentOf({ pieces, by, has, saved, lost }: Said): Role | undefined {
  if (!has("momentPerhaps") || saved || lost || has("took", "takes", "log")) return undefined;
  return isAtEnd(pieces, by) ? "expected" : "moment";
}

/** "20 minutes of 2 hours" was two hours before; "10% of 2 hours" can't be told. */
function wholeOf({ pieces, piece }: Said): Role | undefined {
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

/** The "before" ends its clause. */
function isAtEnd(pieces: readonly Piece[], by: readonly SignPiece[]): boolean {
  const sign = by.find(({ sign, text }) => sign === "momentPerhaps" && text === "before");
  const next = sign && pieces[sign.at + 1];
  return sign !== undefined && (next === undefined || next.clause !== sign.clause);
}

/** A "would", "should" or "could" comes before the verb. */
function isConditional(pieces: readonly Piece[], by: readonly SignPiece[]): boolean {
  const verb = by.find(({ sign }) => verbs.has(sign));
  return verb !== undefined && hasSign([...clauseBefore(pieces, verb.at)], "maybe");
}

/* ── Signs without a length ── */

/** "Saved time on the slides. About 20 minutes.": a lone length takes the direction of the only sign. */
function withLooseSigns(
  pieces: readonly Piece[],
  parts: readonly Part[],
  loose: readonly SignPiece[],
): readonly Part[] {
  const [part, ...others] = parts.filter(({ role }) => role !== "moment");
  const [sign, ...more] = loose.filter((one) => directions.includes(one.sign));
  if (!part || !sign || others.length + more.length > 0 || isStoring(pieces, sign)) return parts;
  if (part.role !== "plain" || part.by.length > 0 || isBare(part.piece) || sign.at > part.piece.at)
    return parts;
  if (sign.sign !== "saved" && sign.sign !== "lost") return parts;

  const role = sign.sign;
  const doubt = doubtOf(pieces, part.piece, role, [sign]);
  return [doubt ? { ...part, role, by: [sign], doubt } : { ...part, role, by: [sign] }];
}
