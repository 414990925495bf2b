import type { Role } from "./claims.ts";
import { inUnitOf, type Length } from "./lengths.ts";
import { hasSign, type Piece, type SignPiece, wordOf } from "./pieces.ts";
import type { Part } from "./roles.ts";
import type { Sign } from "./words.ts";

/** What a sentence about time may leave unsure. */
export type Why = "direction" | "minutes" | "too-much" | "date" | "period" | "several";

/** Amounts, and what has to be asked before they count. */
export interface Finding {
  readonly why?: Why;
  readonly net?: number;
  readonly minutes?: number;
  readonly actual?: number;
  readonly expected?: number;
}

const mostMinutes = 240;
/** "does an hour's work in 10 minutes" is said of every day. */
const habits: ReadonlySet<string> = new Set(["does", "do"]);

/** A field that isn't there rather than undefined. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value }); // a computed key loses its name
}

/** "20 minutes, but which way?" */
export const askDirection = ({ piece }: Pick<Part, "piece">): Finding => ({
  why: "direction",
  ...optional("minutes", minutesOf(piece.length)),
});

/** What was saved, what it took and what it would have taken: one of each at most, and in agreement. */
interface Balance {
  readonly delta: Part | undefined;
  readonly actual: Part | undefined;
  readonly expected: Part | undefined;
}

/** The sum of lengths that each have a part, in agreement with one another and with every loose sign. */
export function summed(
  pieces: readonly Piece[],
  loose: readonly SignPiece[],
  parts: readonly Part[],
): Finding {
  const of = (...roles: Role[]) => parts.filter(({ role }) => roles.includes(role));
  const [deltas, actuals, expecteds] = [of("saved", "lost"), of("actual"), of("expected")];
  if (deltas.length === 0 && expecteds.length > 1) return { why: "direction" };
  const isSingle = [deltas, actuals, expecteds].every((some) => some.length <= 1);
  const isAll = deltas.length + actuals.length + expecteds.length === parts.length;
  const [first] = parts;
  if (!first || !isSingle || !isAll || parts.some(({ piece }) => piece.length.repeated))
    return { why: "several" };

  const balance = { delta: deltas[0], actual: actuals[0], expected: expecteds[0] };
  if (isTwoStories(pieces, balance)) return { why: "several" };
  if (parts.some(({ piece }) => piece.length.signed)) return askDirection(first);
  if (isEitherWay(balance) || isHoped(pieces, balance)) return { why: "direction" };
  return judged(pieces, loose, parts, totalOf(balance));
}

/** "saved 10 instead of 40" may be a hope; "saved 40 but took 20 to fix" may be 40 or 20. */
function isTwoStories(pieces: readonly Piece[], { delta, actual, expected }: Balance): boolean {
  if (!delta || (actual && expected)) return false;
  if (expected) return hasSign(expected.by, "instead") || expected.piece.clause !== delta.piece.clause;
  if (!actual) return false;
  const turns = pieces.some((piece) => ["but", "ond", "however"].includes(wordOf(piece)));
  return (
    turns ||
    hasSign(pieces, "rework") ||
    actual.by.every(({ text }) => ["now", "this", "nawr", "rwan"].includes(text))
  );
}

/** "20 minutes vs 60": nothing says which was with Copilot. */
function isEitherWay({ delta, actual, expected }: Balance): boolean {
  if (delta || !actual || !expected || actual.by.length > 0) return false;
  return expected.by.every(
    ({ sign, text }) => sign === "instead" && !["instead", "rather", "yn", "as", "in"].includes(text),
  );
}

/**
 * "it could cut 2 hours to 30 minutes", "an hour's work could be done in 10 minutes": a "could" or "not" before a comparison
 * makes it a hope, unless it only says what the task would have taken.
 */
function isHoped(pieces: readonly Piece[], { delta, actual, expected }: Balance): boolean {
  if (delta || !actual || !expected) return false;
  const clauses = [actual.piece.clause, expected.piece.clause];
  const end = Math.max(actual.piece.at, expected.piece.at);
  return pieces.slice(0, end).some((piece) => {
    if (!clauses.includes(piece.clause) || !(hasSign([piece], "maybe", "not") || habits.has(wordOf(piece))))
      return false;
    return piece.clause !== expected.piece.clause || !isWouldHave(pieces, piece, actual, expected);
  });
}

/** "would have taken an hour": the expected length has that verb for itself. */
function isWouldHave(pieces: readonly Piece[], would: Piece, actual: Part, expected: Part): boolean {
  const own = expected.by.some(
    (sign) =>
      sign.at > would.at && pieces[sign.at] === sign && hasSign([sign], "usual", "took", "takes", "lost"),
  );
  const apart = actual.by.length > 0 || actual.piece.clause !== expected.piece.clause;
  return own && apart;
}

interface Total {
  readonly net: number | undefined;
  readonly actual: number | undefined;
  readonly expected: number | undefined;
  readonly sure: boolean;
  /** What was said to be saved is the difference of what it took and would have taken. */
  readonly agrees: boolean;
}

function totalOf({ delta, actual, expected }: Balance): Total {
  const known = [delta, actual, expected].filter((part) => part !== undefined);
  const neighbour = known.find(({ piece }) => piece.length.unit !== "none")?.piece.length;
  const minutes = (part: Part | undefined) =>
    part && hasUnit(part, neighbour) ? minutesOf(part.piece.length, neighbour) : undefined;
  const [size, took, would] = [minutes(delta), minutes(actual), minutes(expected)];
  const said = size !== undefined && delta?.role === "lost" ? 0 - size : size;
  const worked = took === undefined || would === undefined ? undefined : would - took;
  return {
    net: said ?? worked,
    actual: took,
    expected: would,
    sure: known.every((part) => isSure(part, neighbour)),
    agrees: said === undefined || worked === undefined || said === worked,
  };
}

function judged(
  pieces: readonly Piece[],
  loose: readonly SignPiece[],
  parts: readonly Part[],
  total: Total,
): Finding {
  const { net, actual, expected } = total;
  const amounts = {
    ...optional("net", net),
    ...optional("actual", actual),
    ...optional("expected", expected),
  };
  const minutes = optional("minutes", net === undefined ? undefined : Math.abs(net));
  if (!total.agrees) return { why: "several" };
  if (net !== undefined && contradicts(pieces, loose, net)) return { why: "direction", ...minutes };
  if (parts.some(({ piece }) => piece.length.unit === "long")) return { why: "too-much" };
  if (!total.sure || net === undefined) return { why: "minutes", ...amounts, ...minutes };
  if (Math.abs(net) > mostMinutes) return { why: "too-much", ...amounts, ...minutes };
  return amounts;
}

/** "slower at first, saved 20 minutes", "lost time on the table, saved 20 minutes": a sign points the other way. */
function contradicts(pieces: readonly Piece[], loose: readonly SignPiece[], net: number): boolean {
  if (net === 0) return hasSign(loose, "longer", "faster");
  if (hasSign(loose, net > 0 ? "longer" : "faster")) return true;
  const opposite: readonly Sign[] = net > 0 ? ["lost", "lose"] : ["saved"];
  const taken = net > 0 && loose.some((sign) => isTakenAgain(pieces, sign));
  return taken || loose.some((sign) => opposite.includes(sign.sign) && isSaidOfTime(pieces, sign));
}

/** "saved 20 minutes, then lost them again", "saved 20 minutes or nothing", "… which I spent fixing it" */
function isTakenAgain(pieces: readonly Piece[], { sign, text, at }: SignPiece): boolean {
  const saidBefore = hasSign(pieces.slice(0, at), "saved");
  if (sign === "took") return saidBefore && text === "spent" && hasSign(pieces.slice(at), "rework");
  return saidBefore && (sign === "nothing" || (sign === "lost" && !text.startsWith("cost")));
}

/** "lost time"; not "lost count", "rather than saving time" or "didn't save any time". */
function isSaidOfTime(pieces: readonly Piece[], { at, clause }: SignPiece): boolean {
  const near = pieces.slice(Math.max(0, at - 4), at + 4).filter((piece) => piece.clause === clause);
  return hasSign(near, "vague") && !hasSign(near, "not", "instead", "nothing", "zero");
}

/* ── Minutes ── */

/** Whole minutes; without a unit, those of its neighbour. Part of a minute and 70 days are nothing to propose. */
export function minutesOf(length: Length, neighbour?: Length): number | undefined {
  if (length.minutes === undefined || Number.isNaN(length.minutes)) return undefined;
  if (length.minutes > 0 && length.minutes < 1) return undefined;
  const minutes = Math.round(neighbour ? inUnitOf(length, neighbour) : length.minutes);
  return minutes < 100_000 ? minutes : undefined;
}

/** A bound counts only where it can't make the saving look bigger: "over an hour" saved, "under 10 minutes" taken. */
function isSure(part: Part, neighbour: Length | undefined): boolean {
  const { role, piece } = part;
  if (minutesOf(piece.length, neighbour) === undefined || !hasUnit(part, neighbour)) return false;
  if (piece.length.sure === "least") return role === "saved" || role === "expected";
  if (piece.length.sure === "most") return role === "lost" || role === "actual";
  return piece.length.sure === "exact";
}

/** "3 hours instead of 5" speaks of hours; "an hour instead of 10" may not. */
const isSeveralHours = ({ minutes = 0 }: Length) => minutes >= 120;

/** "saved 30" is minutes; "saved 2" may be hours; "2 hours instead of 40" may be anything. */
function hasUnit({ piece: { length }, role }: Part, neighbour: Length | undefined): boolean {
  if (length.unit !== "none") return true;
  const value = length.minutes ?? 0;
  const compared = role === "actual" || role === "expected";
  if (compared && neighbour === undefined) return false;
  if (compared && neighbour?.unit === "hours")
    return value < 5 || (value <= 10 && isSeveralHours(neighbour)) || length.sure === "range";
  return neighbour?.unit !== "hours" && Number.isInteger(value) && (value >= 5 || value === 0);
}
