import { type Phrases, phraseAt, phraseBook } from "./sentence-phrases.ts";
import type { Token } from "./sentence-tokens.ts";
import {
  afterMoney,
  aloneUnits,
  atLeast,
  atMost,
  clockAfter,
  clockBefore,
  closeTo,
  couples,
  events,
  fullSingular,
  functionWords,
  hundreds,
  labels,
  longUnits,
  moneyBefore,
  ones,
  tens,
  units,
  vagueAmounts,
  welshTen,
} from "./sentence-words.ts";

/** How far the number can be relied on: "at least" and "at most" are bounds, "vague" has no number at all. */
export type Sureness = "exact" | "least" | "most" | "range" | "vague";

/** A length of time as it was written. */
export interface Length {
  /** None when there is no number, or when it is in days, which we don't convert. */
  readonly minutes: number | undefined;
  readonly sure: Sureness;
  readonly unit: "minutes" | "hours" | "long" | "none";
  /** "10 extra minutes" */
  readonly extra: boolean;
  /** "-10 minutes" may be a loss, a bullet or a dash. */
  readonly signed: boolean;
  /** "2 x 15 minutes" */
  readonly repeated: boolean;
  /** "1:30": an hour and a half or a time of day; its neighbours tell. */
  readonly colon: boolean;
  /** "a 30 minute", "an hour's": it may describe the noun that follows. */
  readonly adjective: boolean;
  readonly end: number;
}

interface Count {
  readonly value: number;
  readonly end: number;
  /** "a", "an": a number only with a unit behind it. */
  readonly article?: boolean;
}

const hedges: Phrases<Sureness> = phraseBook({ exact: closeTo, least: atLeast, most: atMost });
const few = phraseBook({ vague: vagueAmounts, couple: couples });
const tails = phraseBook({
  exact: [
    "or so",
    "ish",
    "or thereabouts",
    "give or take",
    "odd",
    "in total",
    "all told",
    "all in all",
    "neu fwy neu lai",
  ],
  least: ["+", "or more", "plus", "at least", "minimum", "neu fwy"],
  most: ["at best", "if that", "at a push", "at the outside", "or less", "tops", "max", "maximum", "at most", "neu lai"],
});
const fractions: Readonly<Record<string, number>> = {
  half: 0.5,
  hanner: 0.5,
  quarter: 0.25,
  chwarter: 0.25,
  "three quarters": 0.75,
  "three quarter": 0.75,
  "3 quarters": 0.75,
  "tri chwarter": 0.75,
  "dri chwarter": 0.75,
  "thri chwarter": 0.75,
  third: 1 / 3,
  "two thirds": 2 / 3,
  "1 / 3": 1 / 3,
  "2 / 3": 2 / 3,
  "1 / 2": 0.5,
  "1 / 4": 0.25,
  "3 / 4": 0.75,
};
const fractionBook = phraseBook(Object.fromEntries(Object.keys(fractions).map((words) => [words, [words]])));

const plain = {
  sure: "exact",
  extra: false,
  signed: false,
  repeated: false,
  colon: false,
  adjective: false,
} as const;

/** Every word that a length can begin with: most words of a sentence aren't looked at twice. */
const beginnings: ReadonlySet<string> = new Set([
  ...hedges.keys(),
  ...few.keys(),
  ...fractionBook.keys(),
  ...[ones, tens, units].flatMap(Object.keys),
  ...hundreds,
  "between",
  "rhwng",
  "can",
  "hour",
]);

/** The length of time that begins here, if one does. */
export function lengthAt(tokens: readonly Token[], start: number): Length | undefined {
  const first = tokens[start];
  if (!first || (first.kind !== "number" && !beginnings.has(first.text))) return undefined;
  const found = singleAt(tokens, start) ?? hedgedAt(tokens, start);
  if (!found) return undefined;

  const length = withTail(tokens, rangeFrom(tokens, start, found) ?? found);
  return { ...length, signed: isSigned(tokens, start) };
}

/** "about 20 minutes", "the best part of an hour", "no more than 10". */
function hedgedAt(tokens: readonly Token[], start: number): Length | undefined {
  let end = start;
  let sure: Sureness = "exact";
  for (
    let hedge = phraseAt(hedges, tokens, end);
    hedge && end < start + 6;
    hedge = phraseAt(hedges, tokens, end)
  ) {
    if (hedge.of !== "exact") sure = hedge.of;
    end = hedge.end;
    if (end < tokens.length && isStop(tokens[end])) end++;
    const found = singleAt(tokens, end) ?? wholeUnitAt(tokens, end);
    if (found) return { ...found, sure: found.sure === "exact" ? sure : found.sure };
  }
  return undefined;
}

const isStop = (token: Token | undefined) => token?.text === "." || token?.text === ":";

/** "a whole hour", "the usual hour": no number, yet one hour. */
function wholeUnitAt(tokens: readonly Token[], at: number): Length | undefined {
  const before = tokens[at - 1]?.text ?? "";
  if (!["whole", "good", "full", "solid"].includes(before)) return undefined;
  return tokens[at]?.text === "hour" ? { ...plain, minutes: 60, unit: "hours", end: at + 1 } : undefined;
}

function singleAt(tokens: readonly Token[], at: number): Length | undefined {
  return (
    betweenAt(tokens, at) ??
    partOfHourAt(tokens, at) ??
    fewAt(tokens, at) ??
    clockFaceAt(tokens, at) ??
    countedAt(tokens, at) ??
    aloneAt(tokens, at)
  );
}

/* ── Ranges and tails ── */

/** "20-30 minutes", "20 to 30", "an hour or two": the middle, and no more than a proposal. */
function rangeFrom(tokens: readonly Token[], start: number, low: Length): Length | undefined {
  const separator = tokens[low.end]?.text ?? "";
  if (!["-", "to", "or", "/", "i", "neu"].includes(separator) || low.minutes === undefined) return undefined;
  const high = singleAt(tokens, low.end + 1) ?? numberOnly(tokens, low, low.end + 1);
  if (!high || tokens[start - 1]?.text === "down") return undefined;
  return middle(low, high);
}

/** "between 20 and 30 minutes" */
function betweenAt(tokens: readonly Token[], at: number): Length | undefined {
  if (!["between", "rhwng"].includes(tokens[at]?.text ?? "")) return undefined;
  const low = partOfHourAt(tokens, at + 1) ?? countedAt(tokens, at + 1);
  if (!low || !["and", "a", "ac", "-", "to"].includes(tokens[low.end]?.text ?? "")) return undefined;
  const high = partOfHourAt(tokens, low.end + 1) ?? countedAt(tokens, low.end + 1);
  return high && middle(low, high);
}

/** "an hour or two": the second number has no unit, and wouldn't count as a length elsewhere. */
function numberOnly(tokens: readonly Token[], low: Length, at: number): Length | undefined {
  const count = tokens[at - 1]?.text === "or" && low.unit !== "none" ? countAt(tokens, at) : undefined;
  return count && !count.article
    ? { ...plain, minutes: count.value, unit: "none", end: count.end }
    : undefined;
}

function middle(low: Length, high: Length): Length | undefined {
  if (low.minutes === undefined || high.minutes === undefined) return undefined;
  const [first, second] = [inUnitOf(low, high), inUnitOf(high, low)];
  if (first >= second) return undefined;
  const unit = high.unit === "none" ? low.unit : high.unit;
  return { ...high, minutes: (first + second) / 2, unit, sure: "range" };
}

/** "1 to 2 hours": a number without a unit takes its neighbour's. */
export function inUnitOf(length: Length, neighbour: Length): number {
  const minutes = length.minutes ?? Number.NaN;
  return length.unit === "none" && neighbour.unit === "hours" ? minutes * 60 : minutes;
}

/** "20 minutes or so", "an hour at most" */
function withTail(tokens: readonly Token[], length: Length): Length {
  const tail = phraseAt(tails, tokens, length.end);
  if (!tail) return length;
  return { ...length, sure: length.sure === "exact" ? tail.of : length.sure, end: tail.end };
}

/** A dash or plus right before a number, and nothing right before that. */
function isSigned(tokens: readonly Token[], start: number): boolean {
  const mark = tokens[start - 1];
  return (mark?.text === "-" || mark?.text === "+") && !mark.glued && tokens[start]?.glued === true;
}

/* ── Single lengths ── */

/** "half an hour", "three quarters of an hour", "hanner awr", "half a day" */
function partOfHourAt(tokens: readonly Token[], at: number): Length | undefined {
  const part = fractionAt(tokens, at);
  if (!part) return undefined;
  let end = part.end;
  while (["of", "a", "an", "o"].includes(tokens[end]?.text ?? "") && end < part.end + 2) end++;
  const unit = unitAt(tokens, end);
  if (!unit || unit.minutes === 1) return undefined;
  return lengthOf(tokens, part.value, unit);
}

function fractionAt(tokens: readonly Token[], at: number): Count | undefined {
  const from = ["a", "an"].includes(tokens[at]?.text ?? "") ? at + 1 : at;
  const found = phraseAt(fractionBook, tokens, from);
  return found && { value: fractions[found.of] ?? 0, end: found.end };
}

/** "a few minutes" has no number; "a couple of hours" is two. */
function fewAt(tokens: readonly Token[], at: number): Length | undefined {
  const amount = phraseAt(few, tokens, at);
  if (!amount) return undefined;
  const end = ["more", "extra", "odd", "o", "of"].includes(tokens[amount.end]?.text ?? "")
    ? amount.end + 1
    : amount.end;
  const unit = unitAt(tokens, end);
  if (!unit) return undefined;
  if (amount.of === "couple") return { ...lengthOf(tokens, 2, unit), extra: end > amount.end };
  return {
    ...plain,
    minutes: undefined,
    sure: "vague",
    unit: unitName(unit),
    extra: end > amount.end,
    end: unit.end,
  };
}

/** "1:30", "1:30 hours" */
function clockFaceAt(tokens: readonly Token[], at: number): Length | undefined {
  const [hours, colon, minutes] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (hours?.kind !== "number" || colon?.text !== ":" || !colon.glued || Number(hours.value) > 23) return undefined;
  if (tokens[at + 3]?.text === ":" && tokens[at + 3]?.glued) return undefined;
  if (!minutes?.glued || !/^[0-5]\d$/.test(minutes.text) || !Number.isInteger(hours.value)) return undefined;
  const unit = unitAt(tokens, at + 3);
  if (isClock(tokens, at, at + 3)) return undefined;
  const value = (hours.value ?? 0) * 60 + (minutes.value ?? 0);
  return { ...plain, minutes: value, unit: "hours", colon: unit?.minutes !== 60, end: unit?.end ?? at + 3 };
}

/** "30 minutes", "two and a half hours", "1h30", "twenty", "2 x 15 minutes" */
function countedAt(tokens: readonly Token[], at: number): Length | undefined {
  const count = countAt(tokens, at);
  if (!count) return undefined;
  const times = ["x", "*"].includes(tokens[count.end]?.text ?? "")
    ? countAt(tokens, count.end + 1)
    : undefined;
  const eachUnit = times && unitAt(tokens, times.end);
  if (eachUnit) return { ...lengthOf(tokens, times.value, eachUnit), repeated: true };

  const loose = looseness(tokens, count.end);
  const unit = isMoney(tokens, at) ? undefined : unitAt(tokens, loose.end);
    if (unit) {
    const sure = isClockLike(tokens[at], unit) ? "range" : loose.sure;
    return { ...withMinutes(tokens, lengthOf(tokens, count.value, unit)), extra: loose.extra, sure };
  }
  if (count.article || !isBare(tokens, at, count)) return undefined;
  return {
    ...plain,
    minutes: count.value,
    unit: "none",
    sure: loose.sure,
    end: loose.extra ? count.end : loose.end,
  };
}

/** "1.30 hours" may well be an hour and a half; "1,25 hours" and "1.5 hours" are what they are. */
function isClockLike(number: Token | undefined, unit: Unit): boolean {
  return unit.minutes === 60 && /^\d+\.(?!25|50|75|00)\d\d$/.test(number?.text ?? "");
}

/** "20 or so minutes", "30+ minutes", "10 extra minutes", "5 working days": what may stand between number and unit. */
function looseness(tokens: readonly Token[], at: number): { end: number; sure: Sureness; extra: boolean } {
  const tail = phraseAt(tails, tokens, at);
  const end = tail?.end ?? at;
  const sure = tail?.of ?? "exact";
  const word = tokens[end]?.text ?? "";
  if (word === "'" && tokens[end]?.glued) return { end, sure, extra: false };
  if (["extra", "more", "additional"].includes(word) && unitAt(tokens, end + 1))
    return { end: end + 1, sure, extra: true };
  if (
    ["working", "full", "whole", "good", "solid", "o", "of", "long"].includes(word) &&
    unitAt(tokens, end + 1)
  ) {
    return { end: end + 1, sure, extra: false };
  }
  return { end, sure, extra: false };
}

/** Welsh says "awr" and means one. */
function aloneAt(tokens: readonly Token[], at: number): Length | undefined {
  const unit = aloneUnits.has(tokens[at]?.text ?? "") ? unitAt(tokens, at) : undefined;
  const before = tokens[at - 1]?.text ?? "";
  if (unit) return withMinutes(tokens, lengthOf(tokens, 1, unit));
  return ["usual", "normal"].includes(before) && tokens[at]?.text === "hour"
    ? { ...plain, minutes: 60, unit: "hours", end: at + 1 }
    : undefined;
}

/** "1 hour 20 minutes", "an hour and a half", "awr a chwarter", "1h30" */
function withMinutes(tokens: readonly Token[], length: Length): Length {
  if (length.unit !== "hours" || length.minutes === undefined || length.minutes % 60 !== 0)
    return withSeconds(tokens, length);
  const joined = ["and", "a", "ac", ",", "&"].includes(tokens[length.end]?.text ?? "");
  const at = joined ? length.end + 1 : length.end;
  const rest = restOfHour(tokens, at, tokens[length.end]?.text === ",");
  return rest ? { ...length, minutes: length.minutes + rest.value, end: rest.end, adjective: false } : length;
}

function restOfHour(tokens: readonly Token[], at: number, afterComma: boolean): Count | undefined {
  const fraction = fractionAt(tokens, at);
  if (
    fraction &&
    !unitAt(tokens, fraction.end) &&
    !["of", "an"].includes(tokens[fraction.end]?.text ?? "") &&
    !afterComma
  ) {
    return { value: fraction.value * 60, end: fraction.end };
  }
  const count = countAt(tokens, at);
  if (!count || count.article || count.value >= 60) return undefined;
  const unit = unitAt(tokens, count.end);
  if (unit) return unit.minutes === 1 ? { value: count.value, end: unit.end } : undefined;
  const fits = !afterComma && Number.isInteger(count.value) && count.value > 4;
  const next = tokens[count.end];
  return fits && (tokens[at]?.glued || !isCounted(next)) && next?.text !== "-" ? count : undefined;
}

/** "1 minute 30 seconds" */
function withSeconds(tokens: readonly Token[], length: Length): Length {
  if (length.unit !== "minutes" || length.minutes === undefined) return length;
  const count = countAt(tokens, tokens[length.end]?.text === "and" ? length.end + 1 : length.end);
  const unit = count && unitAt(tokens, count.end);
  if (!count || !unit || unit.minutes === undefined || unit.minutes >= 1) return length;
  return { ...length, minutes: length.minutes + count.value * unit.minutes, end: unit.end };
}

/* ── Units ── */

interface Unit {
  /** None for a day or longer. */
  readonly minutes: number | undefined;
  readonly word: Token;
  readonly end: number;
}

function unitAt(tokens: readonly Token[], at: number): Unit | undefined {
  const word = tokens[at];
  if (word?.text === "'" && word.glued && tokens[at - 1]?.kind === "number")
    return { minutes: 1, word, end: at + 1 };
  if (word?.kind !== "word") return undefined;
  const minutes = Object.hasOwn(units, word.text) ? units[word.text] : undefined;
  if (minutes !== undefined) return { minutes, word, end: tokens[at + 1]?.text === "'" ? at + 2 : at + 1 };
  return longUnits.has(word.text) ? { minutes: undefined, word, end: at + 1 } : undefined;
}

function lengthOf(tokens: readonly Token[], value: number, unit: Unit): Length {
  if (Number.isNaN(value)) return { ...plain, minutes: undefined, sure: "vague", unit: unitName(unit), end: unit.end };
  const minutes = unit.minutes === undefined || value >= 100_000 ? undefined : value * unit.minutes;
  const singular =
    value !== 1 &&
    (fullSingular.has(unit.word.text) || unit.word.text === "day" || unit.word.text === "week");
  const adjective = singular || unit.word.owns || tokens[unit.end]?.text === "long";
  const end = tokens[unit.end]?.text === "long" ? unit.end + 1 : unit.end;
  return { ...plain, minutes, unit: minutes === undefined ? "long" : unitName(unit), adjective, end };
}

function unitName(unit: Unit): Length["unit"] {
  if (unit.minutes === undefined) return "long";
  return unit.minutes === 60 ? "hours" : "minutes";
}

/* ── Numbers ── */

/** "30", "1 1/2", "two and a half", "forty-five", "pump ar hugain", "dau ddeg pump", "an" */
function countAt(tokens: readonly Token[], at: number): Count | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === "number") return withFraction(tokens, { value: token.value ?? Number.NaN, end: at + 1 });
  if (token.text === "a" || token.text === "an") {
    const rest = hundreds.has(tokens[at + 1]?.text ?? "") ? hundredsAt(tokens, at + 1, 1) : undefined;
    return rest ?? { value: 1, end: at + 1, article: true };
  }
  const words = wordsAt(tokens, at);
  return words && withFraction(tokens, words);
}

function withFraction(tokens: readonly Token[], count: Count): Count {
  const and = tokens[count.end]?.text;
  const at = and === "and" || and === "a" ? count.end + 1 : count.end;
  const fraction = fractionAt(tokens, at);
  const glued = tokens[count.end]?.glued;
  if (!fraction || glued || !unitAt(tokens, fraction.end)) return count;
  return { value: count.value + fraction.value, end: fraction.end };
}

const one = (token: Token | undefined) =>
  token && Object.hasOwn(ones, token.text) ? ones[token.text] : undefined;
const ten = (token: Token | undefined) =>
  token && Object.hasOwn(tens, token.text) ? tens[token.text] : undefined;

function wordsAt(tokens: readonly Token[], at: number): Count | undefined {
  const unit = one(tokens[at]);
  if (unit !== undefined) return fromOne(tokens, at, unit);
  const start = ten(tokens[at]);
  if (start !== undefined) {
    const rest = one(tokens[at + 1]);
    return rest !== undefined && rest > 0 && rest < 10
      ? { value: start + rest, end: at + 2 }
      : { value: start, end: at + 1 };
  }
  if (tokens[at]?.text === "hanner" && ["can", "cant"].includes(tokens[at + 1]?.text ?? ""))
    return { value: 50, end: at + 2 };
  if (tokens[at]?.text === "can" && unitAt(tokens, at + 1)?.word.text === "munud")
    return { value: 100, end: at + 1 };
  return hundreds.has(tokens[at]?.text ?? "") ? hundredsAt(tokens, at, 1) : undefined;
}

/** "five", "two hundred", "dau ddeg pump", "pump ar hugain", "un ar ddeg" */
function fromOne(tokens: readonly Token[], at: number, value: number): Count {
  const next = tokens[at + 1]?.text ?? "";
  if (hundreds.has(next)) return hundredsAt(tokens, at + 1, value);
  if (welshTen.has(next)) {
    const rest = one(tokens[at + 2]) ?? 0;
    return rest > 0 && rest < 10
      ? { value: value * 10 + rest, end: at + 3 }
      : { value: value * 10, end: at + 2 };
  }
  const base = next === "ar" ? { hugain: 20, ddeg: 10, bymtheg: 15 }[tokens[at + 2]?.text ?? ""] : undefined;
  return base === undefined ? { value, end: at + 1 } : { value: base + value, end: at + 3 };
}

function hundredsAt(tokens: readonly Token[], at: number, value: number): Count {
  const from = tokens[at + 1]?.text === "and" ? at + 2 : at + 1;
  const isSmall = one(tokens[from]) !== undefined || ten(tokens[from]) !== undefined;
  const rest = isSmall && !hundreds.has(tokens[from + 1]?.text ?? "") ? wordsAt(tokens, from) : undefined;
  return rest ? { value: value * 100 + rest.value, end: rest.end } : { value: value * 100, end: at + 1 };
}

/* ── A number without a unit ── */

/** Whether it could be minutes at all: not money, not a label, not a time of day, not a count of something. */
function isBare(tokens: readonly Token[], at: number, count: Count): boolean {
  const token = tokens[at];
  if (!token || isMoney(tokens, at) || isLabel(tokens, at) || isClock(tokens, at, count.end)) return false;
  if (token.kind === "number" && /^0\d|^(19|20)\d\d$/.test(token.text)) return false;
  const next = tokens[count.end];
  if (next?.glued && next.kind === "mark" && "/:%#°".includes(next.text)) return false;
  return !isCounted(next) && !(token.kind === "word" && (count.value < 5 || one(next) !== undefined));
}

function isMoney(tokens: readonly Token[], at: number): boolean {
  if (tokens[at + 1]?.text === "m" && afterMoney.has(tokens[at + 2]?.text ?? "")) return true;
  return moneyBefore.has(tokens[at - 1]?.text ?? "") || afterMoney.has(tokens[at + 1]?.text ?? "");
}

function isLabel(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  if (tokens[at]?.glued && before.kind === "word") return before.text.length < 4;
  if (tokens[at]?.glued && before.kind === "mark") return !"(~<>-\"'".includes(before.text);
  if (before.text === "of")
    return !["instead", "out", "place", "total", "all"].includes(tokens[at - 2]?.text ?? "");
  return labels.has(before.text) || before.text === "#";
}

/** "at 3", "3pm", "until 4", "10.30am"; but "slower by 5". */
function isClock(tokens: readonly Token[], at: number, end: number): boolean {
  if (clockAfter.has(tokens[end]?.text ?? "")) return true;
  let first = at - 1;
  while (first > 0 && ["about", "around", "the"].includes(tokens[first]?.text ?? "")) first--;
  const before = tokens[first]?.text ?? "";
  if (before !== "by") return clockBefore.has(before) && before !== "am";
  return !/^(slower|faster|longer|quicker|shorter|reduced|cut|down|up|less|more|time)$/.test(
    tokens[first - 1]?.text ?? "",
  );
}

/** "12 slides": the noun says what is counted. */
export function isCounted(next: Token | undefined): boolean {
  if (next?.kind !== "word" || functionWords.has(next.text)) return false;
  return !next.text.endsWith("ing") || events.has(next.text);
}
