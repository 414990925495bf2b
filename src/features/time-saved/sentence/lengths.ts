import {
  aloneUnits,
  atLeast,
  atMost,
  changed,
  closeTo,
  couples,
  fullSingular,
  hundreds,
  longUnits,
  ones,
  tens,
  units,
  vagueAmounts,
  wholeWords,
} from "./number-words.ts";
import {
  type Count,
  countAt,
  fractionAt,
  fractionBook,
  isBare,
  isClock,
  isCounted,
  isMoney,
  onTop,
  type Unit,
  unitAt,
} from "./numbers.ts";
import { type Phrases, phraseAt, phraseBook } from "./phrase-book.ts";
import { isAt, type Token, textAt } from "./tokens.ts";

/** How far the number can be relied on: "at least" and "at most" are bounds, "vague" has no number at all. */
type Sureness = "exact" | "least" | "most" | "range" | "vague";

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
  most: [
    "at best",
    "if that",
    "at a push",
    "at the outside",
    "or less",
    "tops",
    "max",
    "maximum",
    "at most",
    "neu lai",
  ],
});

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

const mayBegin = (token: Token | undefined) => token?.kind === "number" || beginnings.has(token?.text ?? "");

/** The length of time that begins here, if one does. */
export function lengthAt(tokens: readonly Token[], start: number): Length | undefined {
  if (!mayBegin(tokens[start])) return undefined;
  const found = singleAt(tokens, start) ?? hedgedAt(tokens, start);
  if (!found) return undefined;

  const length = withTail(tokens, rangeFrom(tokens, start, found) ?? found);
  return { ...asWritten(tokens, length, start), signed: isSigned(tokens, start) };
}

/** "1h90", "20+15", "1h.30", "5/10 minutes": something more is written, and we can't say what. */
function asWritten(tokens: readonly Token[], length: Length, start: number): Length {
  const half =
    tokens[start - 1]?.glued &&
    isAt(tokens, start - 1, "/", "&", "+") &&
    tokens[start - 2]?.kind === "number";
  if (half && tokens[start]?.glued) return { ...length, minutes: undefined, sure: "vague" };
  const [next, after] = [tokens[length.end], tokens[length.end + 1]];
  const number = next?.kind === "number" ? next : next?.glued && /[.:,+]/.test(next.text) ? after : undefined;
  return number?.kind === "number" && number.glued
    ? { ...length, minutes: undefined, sure: "vague" }
    : length;
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
  const before = textAt(tokens, at - 1);
  if (before === "full" && isAt(tokens, at, "working")) return wholeUnitAt(tokens, at + 1);
  if (!wholeWords.has(before)) return undefined;
  if (longUnits.has(textAt(tokens, at))) return { ...plain, minutes: undefined, unit: "long", end: at + 1 };
  return isAt(tokens, at, "hour") ? { ...plain, minutes: 60, unit: "hours", end: at + 1 } : undefined;
}

function singleAt(tokens: readonly Token[], at: number): Length | undefined {
  if (!mayBegin(tokens[at])) return undefined;
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
  const separator = textAt(tokens, low.end);
  if (!["-", "to", "or", "/", "i", "neu"].includes(separator) || low.minutes === undefined) return undefined;
  const high = singleAt(tokens, low.end + 1) ?? numberOnly(tokens, low, low.end + 1);
  const from = textAt(tokens, start - 1);
  const isChange = from === "from" && [start - 2, start - 3].some((at) => changed.has(textAt(tokens, at)));
  if (!high || isChange || from === "down") return undefined;
  return middle(low, high);
}

/** "between 20 and 30 minutes" */
function betweenAt(tokens: readonly Token[], at: number): Length | undefined {
  if (!isAt(tokens, at, "between", "rhwng")) return undefined;
  const low = partOfHourAt(tokens, at + 1) ?? countedAt(tokens, at + 1);
  if (!low || !isAt(tokens, low.end, "and", "a", "ac", "-", "to")) return undefined;
  const high = partOfHourAt(tokens, low.end + 1) ?? countedAt(tokens, low.end + 1);
  return high && middle(low, high);
}

/** "an hour or two": the second number has no unit, and wouldn't count as a length elsewhere. */
function numberOnly(tokens: readonly Token[], low: Length, at: number): Length | undefined {
  const count = isAt(tokens, at - 1, "or") && low.unit !== "none" ? countAt(tokens, at) : undefined;
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
  while (isAt(tokens, end, "of", "a", "an", "o", "my", "the") && end < part.end + 2) end++;
  const unit = unitAt(tokens, end);
  if (!unit || unit.minutes === 1) return undefined;
  return lengthOf(tokens, part.value, unit);
}

/** "a few minutes" has no number; "a couple of hours" is two. */
function fewAt(tokens: readonly Token[], at: number): Length | undefined {
  const amount = phraseAt(few, tokens, at);
  if (!amount) return undefined;
  const end = isAt(tokens, amount.end, "more", "extra", "odd", "o", "of") ? amount.end + 1 : amount.end;
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
  if (hours?.kind !== "number" || colon?.text !== ":" || !colon.glued || Number(hours.value) > 23)
    return undefined;
  if (isAt(tokens, at + 3, ":") && tokens[at + 3]?.glued) return undefined;
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
  const times = isAt(tokens, count.end, "x", "*") ? countAt(tokens, count.end + 1) : undefined;
  const eachUnit = times && unitAt(tokens, times.end);
  if (eachUnit) return { ...lengthOf(tokens, times.value, eachUnit), repeated: true };

  const loose = looseness(tokens, count.end);
  const unit = isMoney(tokens, at) ? undefined : unitAt(tokens, loose.end);
  if (unit) {
    const sure = isClockLike(tokens[at]) ? "range" : loose.sure;
    return {
      ...withMinutes(tokens, lengthOf(tokens, count.value, unit)),
      extra: loose.extra,
      sure,
    };
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
function isClockLike(number: Token | undefined): boolean {
  return /^\d+\.(?!25|50|75|00)\d\d$/.test(number?.text ?? "");
}

/** "20 or so minutes", "30+ minutes", "10 extra minutes", "5 working days": what may stand between number and unit. */
function looseness(tokens: readonly Token[], at: number): { end: number; sure: Sureness; extra: boolean } {
  const tail = phraseAt(tails, tokens, at);
  const end = tail?.end ?? at;
  const sure = tail?.of ?? "exact";
  const word = textAt(tokens, end);
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
  const unit = aloneUnits.has(textAt(tokens, at)) ? unitAt(tokens, at) : undefined;
  const before = textAt(tokens, at - 1);
  if (unit) return withMinutes(tokens, lengthOf(tokens, 1, unit));
  if (!isAt(tokens, at, "hour")) return undefined;
  if (isAt(tokens, at + 1, "long"))
    return { ...plain, minutes: 60, unit: "hours", adjective: true, end: at + 2 };
  return ["usual", "normal"].includes(before)
    ? { ...plain, minutes: 60, unit: "hours", end: at + 1 }
    : undefined;
}

/** "1 hour 20 minutes", "an hour and a half", "awr a chwarter", "1h30" */
function withMinutes(tokens: readonly Token[], length: Length): Length {
  if (length.unit !== "hours" || length.minutes === undefined || length.minutes % 60 !== 0)
    return withSeconds(tokens, length);
  const joined = isAt(tokens, length.end, "and", "a", "ac", ",", "&");
  const at = joined ? length.end + 1 : length.end;
  const rest = restOfHour(tokens, at, isAt(tokens, length.end, ","));
  return rest ? { ...length, minutes: length.minutes + rest.value, end: rest.end, adjective: false } : length;
}

function restOfHour(tokens: readonly Token[], at: number, afterComma: boolean): Count | undefined {
  const fraction = fractionAt(tokens, at);
  if (fraction && !unitAt(tokens, fraction.end) && !isAt(tokens, fraction.end, "of", "an") && !afterComma) {
    return { value: fraction.value * 60, end: fraction.end };
  }
  const count = countAt(tokens, at);
  if (!count || count.article || count.value >= 60) return undefined;
  const unit = unitAt(tokens, count.end);
  const isPart = afterComma && unit !== undefined && endsAnother(tokens[unit.end]);
  if (unit) return unit.minutes === 1 && !isPart ? { value: count.value, end: unit.end } : undefined;
  if (tokens[at]?.glued) return count;
  const ofItsOwn = unitAt(tokens, count.end + 1) !== undefined; // "an hour and 10 extra minutes"
  const fits = !afterComma && !ofItsOwn && Number.isInteger(count.value) && count.value > 4;
  return fits && !isCounted(tokens[count.end]) && !isAt(tokens, count.end, "-") ? count : undefined;
}

/** "an hour, 20 minutes of it formatting", "took an hour, 20 minutes longer": the comma parts two lengths. */
function endsAnother(token: Token | undefined): boolean {
  return /^(of|saved|lost|wasted|longer|slower|faster|quicker|less|more|extra)$/.test(token?.text ?? "");
}

/** "1 minute 30 seconds", "pum munud ar hugain" */
function withSeconds(tokens: readonly Token[], length: Length): Length {
  if (length.unit !== "minutes" || length.minutes === undefined) return length;
  const base = isAt(tokens, length.end, "ar") ? onTop(tokens[length.end + 1]) : undefined;
  if (base !== undefined) return { ...length, minutes: length.minutes + base, end: length.end + 2 };
  const count = countAt(tokens, isAt(tokens, length.end, "and") ? length.end + 1 : length.end);
  const unit = count && unitAt(tokens, count.end);
  if (!count || !unit || unit.minutes === undefined || unit.minutes >= 1) return length;
  return { ...length, minutes: length.minutes + count.value * unit.minutes, end: unit.end };
}

/* ── Units ── */

function lengthOf(tokens: readonly Token[], value: number, unit: Unit): Length {
  if (Number.isNaN(value))
    return { ...plain, minutes: undefined, sure: "vague", unit: unitName(unit), end: unit.end };
  const minutes = unit.minutes === undefined || value >= 100_000 ? undefined : value * unit.minutes;
  const singular =
    value !== 1 &&
    (fullSingular.has(unit.word.text) || unit.word.text === "day" || unit.word.text === "week");
  const adjective = singular || unit.word.owns || isAt(tokens, unit.end, "long");
  const end = isAt(tokens, unit.end, "long") ? unit.end + 1 : unit.end;
  return { ...plain, minutes, unit: minutes === undefined ? "long" : unitName(unit), adjective, end };
}

function unitName(unit: Unit): Length["unit"] {
  if (unit.minutes === undefined) return "long";
  return unit.minutes === 60 ? "hours" : "minutes";
}
