import type { App, Task } from "../../core/taxonomy.ts";
import { type Day, daysBetween } from "./sentence-days.ts";
import { inUnitOf, type Length } from "./sentence-lengths.ts";
import { isQuestion, noteLike } from "./sentence-manner.ts";
import { clausesOf, isLength, isLogging, isSignPiece, type Piece, piecesOf } from "./sentence-pieces.ts";
import { isStoring, type Part, type Parts, partsOf, type Role } from "./sentence-roles.ts";
import { type Token, tokensOf } from "./sentence-tokens.ts";
import { appIn, hasTaskWords, taskIn } from "./sentence-topics.ts";
import { opening, outside, type Sign, undoing, viewing } from "./sentence-words.ts";

/**
 * Reads a sentence such as "saved half an hour on the board minutes with Copilot in Word", in English, Welsh or both.
 *
 * Tokens, then pieces (lengths of time, days, signs of what they mean), then what each length is, then a decision.
 * What isn't sure is asked about: no sentence comes back as an entry unless each of its lengths has one clear part.
 */

/** What was understood. */
export interface Read {
  readonly kind: "entry";
  /** Minutes saved; negative when it took longer, 0 when there was no difference. */
  readonly net: number;
  /** Minutes it took with Copilot, when that was said. */
  readonly actual?: number;
  /** Minutes it would have taken without. */
  readonly expected?: number;
  readonly task?: Task;
  readonly app?: App;
  /** The ISO date of the task. */
  readonly on: string;
}

/** It is about time, but something isn't sure. */
export interface Ask {
  readonly kind: "ask";
  readonly why: "direction" | "minutes" | "too-much" | "date" | "period" | "several";
  /** A proposal, where there is one. */
  readonly net?: number;
  readonly minutes?: number;
  readonly actual?: number;
  readonly expected?: number;
  readonly task?: Task;
  readonly app?: App;
  /** As read, even where it is too far back or still to come, so that the question can name it. */
  readonly on: string;
}

/** Not about time spent or saved at all. */
export interface NotTime {
  readonly kind: "none";
}

const longest = 10_000;
const mostMinutes = 240;
const mostDaysBack = 7;
/** With more lengths of time than this it is a list, and we don't try to tell them apart. */
const mostLengths = 12;
const notTime: NotTime = { kind: "none" };

/** Reads one sentence. `today` is the ISO date of the person's own day. */
export function readSentence(text: string, today: string): Read | Ask | NotTime {
  if (text.length > longest) return notTime;
  const tokens = tokensOf(text);
  const pieces = piecesOf(tokens, today);
  const finding =
    pieces.filter(isLength).length > mostLengths
      ? list(pieces)
      : findingOf({ tokens, pieces, ...partsOf(pieces) });
  if (finding === undefined) return notTime;

  const day = dayOf(pieces, today);
  const about = {
    ...optional("task", taskIn(tokens, pieces)),
    ...optional("app", appIn(tokens)),
    on: day.on,
  };
  const { why, ...amounts } = finding;
  if (why !== undefined) return { kind: "ask", why, ...amounts, ...about };
  if (amounts.net === undefined) return notTime;
  if (!day.sure) return { kind: "ask", why: "date", minutes: Math.abs(amounts.net), ...amounts, ...about };
  return { kind: "entry", ...amounts, net: amounts.net, ...about };
}

/** Amounts, and what has to be asked before they count. */
interface Finding {
  readonly why?: Ask["why"];
  readonly net?: number;
  readonly minutes?: number;
  readonly actual?: number;
  readonly expected?: number;
}

interface Sentence extends Parts {
  readonly tokens: readonly Token[];
  readonly pieces: readonly Piece[];
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value }); // a computed key loses its name
}

/* ── What the sentence comes to ── */

function list(pieces: readonly Piece[]): Finding | undefined {
  const speaks =
    isLogging(pieces) || pieces.some((piece) => isSignPiece(piece) && directions.has(piece.sign));
  return speaks ? { why: "several" } : undefined;
}

function findingOf(sentence: Sentence): Finding | undefined {
  if (isQuestion(sentence.tokens, sentence.pieces) || isUndoing(sentence.tokens)) return undefined;
  const parts = settled(sentence);
  const zero = isZero(sentence);
  const finding = parts.length === 0 ? withoutLength(sentence, zero) : withLengths(sentence, parts, zero);
  return finding && guarded(sentence, finding);
}

/** "cancel the 30 minutes I saved" speaks of an entry. */
function isUndoing(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ text, kind }) => kind === "word" && !opening.has(text));
  return first !== undefined && undoing.has(first.text);
}

/** Doubts that hold for the whole sentence, whatever its lengths say. */
function guarded({ pieces, tokens }: Sentence, finding: Finding): Finding {
  const has = (sign: Sign) => pieces.some((piece) => isSignPiece(piece) && piece.sign === sign);
  const minutes = finding.minutes ?? (finding.net === undefined ? undefined : Math.abs(finding.net));
  const asked = tokens.some(({ text }) => text === "?") && !isLogging(pieces);
    const aside = tokens.some(({ text }) => outside.has(text)) && !has("now") && !hasTaskWords(tokens, pieces);
  if (has("doubt") || aside || asked || endsInNot(pieces) || hangs(pieces)) return { why: "direction", ...optional("minutes", minutes) };
  if (finding.why === "direction" || finding.why === "several") return finding;
  if (has("each")) return { ...finding, why: "period", ...optional("minutes", minutes) };
  if (has("unsure")) return { ...finding, why: "minutes", ...optional("minutes", minutes) };
  return finding;
}

/** "saved 30 minutes. Not!" */
function endsInNot(pieces: readonly Piece[]): boolean {
  const said = pieces.filter((piece) => piece.is !== "stop");
  const last = said.at(-1);
  return (
    last !== undefined && isSignPiece(last) && last.sign === "not" && said.at(-2)?.clause !== last.clause
  );
}

/** "It has not, so far, saved": what is denied comes after the comma. */
function hangs(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (!isSignPiece(piece) || (piece.sign !== "not" && piece.sign !== "maybe") || piece.text === "no") return false;
    const next = pieces[piece.at + 1];
    return next?.is === "stop" && next.text !== "." && pieces[piece.at - 1]?.clause === piece.clause;
  });
}

/* ── No length ── */

/** "made no difference", "saved nothing", "saved loads of time", "took longer" */
function withoutLength(sentence: Sentence, zero: boolean): Finding | undefined {
  if (zero) return { net: 0 };
  const { pieces, loose, tokens } = sentence;
  if (tokens.some(({ text }) => viewing.has(text))) return undefined;
  const isSaid = (sign: Sign) => loose.some((piece) => piece.sign === sign && !isStoring(pieces, piece));
  const has = (sign: Sign) => pieces.some((piece) => isSignPiece(piece) && piece.sign === sign);
  if (has("doubt") && isSaid("saved")) return { why: "direction" };
  if (has("maybe") || hasTopicElsewhere(sentence)) return undefined;

  const vague = hasVagueTime(pieces);
  if ((isSaid("saved") || isSaid("lost") || isSaid("save")) && vague) return { why: "minutes" };
  const happened =
    has("took") || has("takes") || tokens.some(({ text }) => /^(was|wasnt|is|isnt|felt|ended)$/.test(text));
  return happened && (isSaid("longer") || isSaid("faster")) ? { why: "minutes" } : undefined;
}

const hasTopicElsewhere = ({ tokens }: Sentence) =>
  tokens.some(({ text }) => text === "file" || text === "sharepoint");

/** "saved me loads", "saved so much time"; not "saved a lot of emails" */
function hasVagueTime(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (!isSignPiece(piece)) return false;
    if (piece.sign !== "vague") return piece.sign === "nothing";
    const [of, noun] = [pieces[piece.at + 1], pieces[piece.at + 2]];
    return (
      !(of?.is === "word" && of.text === "of") ||
      (noun !== undefined && isSignPiece(noun) && noun.sign === "vague")
    );
  });
}

/** Said to have made no difference. */
function isZero({ pieces }: Sentence): boolean {
  const zero = pieces.find((piece) => isSignPiece(piece) && piece.sign === "zero");
  if (zero) return isTimeZero(pieces, zero.at);
  return clausesOf(pieces).some((clause) => {
    const saving = clause.some(
      (piece) => isSignPiece(piece) && (piece.sign === "saved" || piece.sign === "save"),
    );
    return saving && !clause.some(isLength) && isNothingSaved(clause);
  });
}

/** "saved nothing", "no time saved", "didn't save any time" */
function isNothingSaved(clause: readonly Piece[]): boolean {
  const has = (...wanted: Sign[]) =>
    clause.some((piece) => isSignPiece(piece) && wanted.includes(piece.sign));
  if (has("maybe", "doubt")) return false;
  const words = clause.flatMap((piece) => ("text" in piece ? [piece.text] : []));
    const measured = words.some((word) => /^(almost|nearly|next|practically|virtually|bron|much|enough|lot|loads|lots|hardly|barely|scarcely|prin|so|quite|a|tons)$/.test(word),
  );
  const nothingAtAll = words.some((word) => /^(any|anything|time|amser|dim)$/.test(word)) || has("vague");
  if (has("nothing")) return !has("not") && !measured;
  return has("not") && nothingAtAll && !measured;
}

/** "no difference in quality" and "didn't look the same" aren't about time. */
function isTimeZero(pieces: readonly Piece[], at: number): boolean {
  const zero = pieces[at];
  const clause = pieces.filter((piece) => piece.clause === zero?.clause);
  const words = clause.flatMap((piece) => ("text" in piece ? [piece.text] : []));
  if (
    words.some((word) =>
      /^(quality|result|results|outcome|content|accuracy|tone|answer|colour|price)$/.test(word),
    )
  )
    return false;
  const made = zero !== undefined && isSignPiece(zero) && zero.text === "make";
  const denied = clause.some((piece) => isSignPiece(piece) && piece.sign === "not" && piece.at < at);
  const maybe = clause.some((piece) => isSignPiece(piece) && piece.sign === "maybe");
  return !maybe && (made || words.includes("unrhyw") ? denied : !denied);
}

/* ── One length or more ── */

/** Moments and the sizes of things aside, each length of time with the role that its neighbours leave it. */
function settled(sentence: Sentence): readonly Part[] {
  const times = sentence.parts.filter(({ role }) => role !== "moment");
  const others = (part: Part) => times.some((other) => other !== part && other.role !== "job");
  const withJobs = times
    .filter((part) => part.role !== "job" || others(part))
    .map((part) => (part.role === "job" ? { ...part, role: "expected" as const } : part));
  const known = withoutRepeats(withJobs);
  const has = (role: Role) => known.some((part) => part.role === role);
  if (has("takes") && (has("actual") || has("plain")))
    return known.map((part) => beside(part, "takes", "expected")).map(asActual);
  if (has("expected") && known.length === 2) return known.map(asActual);
  return known;
}

const beside = (part: Part, from: Role, to: Role): Part =>
  part.role === from ? { ...part, role: to } : part;
const asActual = (part: Part) => beside(beside(part, "plain", "actual"), "during", "actual");

/** "saved 30 minutes (half an hour)" says it twice. */
function withoutRepeats(parts: readonly Part[]): readonly Part[] {
  return parts.filter((part, i) => {
    const same = (other: Part) =>
      other.piece.length.minutes === part.piece.length.minutes && other.role !== "expected";
    return (
      part.role !== "plain" ||
      part.piece.length.unit === "none" ||
      !parts.some((other, j) => j < i && same(other))
    );
  });
}

function withLengths(sentence: Sentence, parts: readonly Part[], zero: boolean): Finding | undefined {
  const withRole = (...roles: Role[]) => parts.filter(({ role }) => roles.includes(role));
  const doubt = parts.find((part) => part.doubt !== undefined);
  const only = parts.length === 1 ? parts[0] : undefined;

  if (only && ["plain", "during", "takes", "logged", "expected", "actual"].includes(only.role))
    return loneLength(sentence, only, zero);
  if (withRole("unclear").length > 0) return { why: "several" };
  if (doubt?.doubt === "several") return { why: "several" };
  if (doubt)
    return { why: doubt.doubt ?? "direction", ...optional("minutes", only && minutesOf(only.piece.length)) };
  if (withRole("saved", "lost", "actual", "expected").length === 0) return numbersOnly(sentence, parts);
  if (zero && withRole("saved").length > 0) return { why: "several" };
  return summed(sentence, parts);
}

/** One length whose direction wasn't said. */
function loneLength(sentence: Sentence, part: Part, zero: boolean): Finding | undefined {
  const { length } = part.piece;
  const minutes = optional("minutes", minutesOf(length));
  if (zero && part.role === "actual") return { net: 0, actual: minutes.minutes, expected: minutes.minutes };
  if (zero) return { why: "several" };
  if (part.role === "logged" && isLogging(sentence.pieces)) return logged(sentence, part);
  if (part.role === "expected")
    return isUsual(part) ? { why: "minutes", ...optional("expected", minutesOf(length)) } : undefined;
  if (part.role === "actual") return { why: "direction", ...minutes };
  return plainLength(sentence, part);
}

const isUsual = ({ by }: Part) => by.some(({ sign }) => sign === "usual");

/** "log 30 minutes": a saving, unless it is of something else. */
function logged(sentence: Sentence, part: Part): Finding | undefined {
  const { tokens, pieces } = sentence;
  const next = pieces[part.piece.at + 1];
  const note = noteLike(tokens, pieces, { ...part, by: [] }, true);
  if (
    note === "none" &&
    tokens.some(({ text }) => /^(leave|flexi|toil|overtime|sick|lunch|holiday|gwyliau|timesheet)$/.test(text))
  )
    return undefined;
  const ofThing = next?.is === "word" && next.text === "of";
  if (part.doubt || part.piece.length.signed || ofThing || hasLooseDirection(sentence)) {
    return { why: part.doubt ?? "direction", ...optional("minutes", minutesOf(part.piece.length)) };
  }
  return summed(sentence, [{ ...part, role: "saved" }]);
}

function plainLength(sentence: Sentence, part: Part): Finding | undefined {
  const { tokens, pieces } = sentence;
  const { length } = part.piece;
  if (length.colon) return undefined;
  const minutes = optional("minutes", minutesOf(length));
  const note = noteLike(tokens, pieces, part, hasTaskWords(tokens, pieces));
  if (hasLooseDirection(sentence)) return looseDirection(sentence, part);
  if (note === "none") return undefined;
  if (length.unit === "none")
    return length.signed || part.piece.at > 0 ? undefined : { why: "minutes", ...minutes };
  if (length.unit === "long") return note === "entry" ? { why: "too-much" } : undefined;
  return note === "entry" ? summed(sentence, [{ ...part, role: "saved" }]) : { why: "direction", ...minutes };
}

const directions: ReadonlySet<Sign> = new Set([
  "saved",
  "save",
  "saves",
  "lost",
  "lose",
  "loses",
  "longer",
  "faster",
  "early",
] as const);
const hasLooseDirection = ({ loose }: Sentence) => loose.some(({ sign }) => directions.has(sign));

/** "took longer than usual, 40 minutes": longer by 40, or 40 in all? */
function looseDirection({ loose, pieces }: Sentence, part: Part): Finding | undefined {
  const { length } = part.piece;
  const minutes = minutesOf(length);
  const signs = loose.filter(({ sign }) => directions.has(sign));
  if (length.unit === "none" || (part.by.length > 0 && signs.every((sign) => isStoring(pieces, sign))))
    return undefined;
  const longer = signs.length === 1 && signs[0]?.sign === "longer" && minutes !== undefined;
  return longer
    ? { why: "minutes", minutes, net: -minutes }
    : { why: "direction", ...optional("minutes", minutes) };
}

/** Several lengths, and no word on what they are: an agenda, or a list. */
function numbersOnly(sentence: Sentence, parts: readonly Part[]): Finding | undefined {
  const timed = parts.filter(({ piece, role }) => piece.length.unit !== "none" || role === "logged");
  if (timed.length === 0) return undefined;
  if (timed.length === 1 && timed[0] && timed[0].role !== "logged") return plainLength(sentence, timed[0]);
  const noted = isLogging(sentence.pieces) || hasLooseDirection(sentence);
  return noted ||
    timed.every(
      (part) =>
        noteLike(sentence.tokens, sentence.pieces, part, hasTaskWords(sentence.tokens, sentence.pieces)) !==
        "none",
    )
    ? { why: "several" }
    : undefined;
}

/* ── The sum ── */

/** At most one delta, one actual and one expected, which agree with one another and with every loose sign. */
function summed(sentence: Sentence, parts: readonly Part[]): Finding {
  const of = (...roles: Role[]) => parts.filter(({ role }) => roles.includes(role));
  const [deltas, actuals, expecteds] = [of("saved", "lost"), of("actual"), of("expected")];
  const rest = parts.length - deltas.length - actuals.length - expecteds.length;
  const isRepeated = parts.some(({ piece }) => piece.length.repeated);
  if (rest > 0 || isRepeated || deltas.length > 1 || actuals.length > 1 || expecteds.length > 1)
    return { why: "several" };

  const [delta, actual, expected] = [deltas[0], actuals[0], expecteds[0]];
  if (delta && expected && !actual && expected.by.some(({ sign }) => sign === "instead"))
    return { why: "several" };
  if (delta && actual && !expected && isRework(sentence.pieces)) return { why: "several" };
  if (parts.some(({ piece }) => piece.length.signed))
    return { why: "direction", ...optional("minutes", minutesOf(parts[0]?.piece.length)) };
  return judged(sentence, parts, totalOf(delta, actual, expected));
}

/** Saved at first and spent again on putting it right: which of the two counts isn't for us to say. */
function isRework(pieces: readonly Piece[]): boolean {
  return pieces.some(
    (piece) =>
      isSignPiece(piece) &&
      (piece.sign === "rework" || piece.text === "but" || piece.text === "ond" || piece.text === "however"),
  );
}

interface Total {
  readonly net?: number;
  readonly actual?: number;
  readonly expected?: number;
  readonly sure: boolean;
  readonly agrees: boolean;
}

function totalOf(delta: Part | undefined, actual: Part | undefined, expected: Part | undefined): Total {
  const neighbour = [delta, actual, expected].find((part) => part && part.piece.length.unit !== "none")?.piece
    .length;
  const minutes = (part: Part | undefined) => part && minutesOf(part.piece.length, neighbour);
  const [took, would] = [minutes(actual), minutes(expected)];
  const size = minutes(delta);
  const said = size === undefined ? undefined : delta?.role === "lost" ? 0 - size : size;
  const worked = took === undefined || would === undefined ? undefined : would - took;
  const net = said ?? worked;
  const sure = [delta, actual, expected].every((part) => part === undefined || isSure(part, neighbour));
  return {
    ...optional("net", net === undefined ? undefined : net + 0),
    ...optional("actual", took),
    ...optional("expected", would),
    sure,
    agrees: said === undefined || worked === undefined || said === worked,
  };
}

function judged({ loose }: Sentence, parts: readonly Part[], total: Total): Finding {
  const { net, actual, expected } = total;
  const amounts = {
    ...optional("net", net),
    ...optional("actual", actual),
    ...optional("expected", expected),
  };
  const minutes = net === undefined ? {} : { minutes: Math.abs(net) };
  if (!total.agrees) return { why: "several" };
  if (net !== undefined && contradicts(loose, net)) return { why: "direction", ...minutes };
  if (parts.some(({ piece }) => piece.length.unit === "long")) return { why: "too-much" };
  if (!total.sure || net === undefined) return { why: "minutes", ...amounts, ...minutes };
  if (Math.abs(net) > mostMinutes) return { why: "too-much", ...amounts, ...minutes };
  return amounts;
}

/** "slower at first, saved 20 minutes": a sign points the other way. */
function contradicts(loose: readonly { sign: Sign }[], net: number): boolean {
  const points = (...signs: Sign[]) => loose.some(({ sign }) => signs.includes(sign));
  return net > 0 ? points("longer") : net < 0 ? points("faster") : points("longer", "faster");
}

/* ── Minutes ── */

/** Whole minutes; without a unit, those of its neighbour. */
function minutesOf(length: Length | undefined, neighbour?: Length): number | undefined {
  if (length?.minutes === undefined || Number.isNaN(length.minutes)) return undefined;
  const minutes = Math.round(neighbour ? inUnitOf(length, neighbour) : length.minutes);
  return Math.abs(minutes) < 100_000 ? minutes : undefined;
}

/** A bound counts only where it can't make the saving look bigger: "over an hour" saved, "under 10 minutes" taken. */
function isSure({ piece, role }: Part, neighbour: Length | undefined): boolean {
  const { length } = piece;
  const minutes = minutesOf(length, neighbour);
  if (minutes === undefined || ((length.minutes ?? 0) < 1 && length.minutes !== 0)) return false;
  if (length.unit === "none" && !isSureUnit(length, role, neighbour)) return false;
  if (length.sure === "least") return role === "saved" || role === "expected";
  if (length.sure === "most") return role === "lost" || role === "actual";
  return length.sure === "exact";
}

/** "saved 30" is minutes; "saved 2" may be hours; "2 hours instead of 40" may be anything. */
function isSureUnit(length: Length, role: Role, neighbour: Length | undefined): boolean {
  const value = length.minutes ?? 0;
  const compared = role === "actual" || role === "expected";
  if (compared && neighbour === undefined) return false;
  if (compared && neighbour?.unit === "hours") return value <= 10;
  return neighbour?.unit !== "hours" && Number.isInteger(value) && (value >= 5 || value === 0);
}

/* ── The day ── */

/** Today unless the sentence names one other day, not to come and at most a week back. */
function dayOf(pieces: readonly Piece[], today: string): { readonly on: string; readonly sure: boolean } {
  const days: Day[] = pieces.flatMap((piece) => (piece.is === "day" && !piece.day.aside ? [piece.day] : []));
  const named = new Set(days.map(({ on }) => on));
  const on = days.find((day) => day.on !== undefined)?.on ?? today;
  const back = daysBetween(on, today);
  const sure = named.size <= 1 && days.every((day) => !day.unsure) && back >= 0 && back <= mostDaysBack;
  return { on, sure };
}
