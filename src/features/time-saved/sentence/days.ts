import {
  agoWords,
  couples,
  dayUnits,
  longerUnits,
  months,
  namedDays,
  ones,
  purpose,
  sinceWords,
  units,
  vagueDays,
  weekdays,
  weekdaysAfterOn,
  weekUnits,
  welshDay,
  welshWeekdays,
} from "./number-words.ts";
import { isCounted } from "./numbers.ts";
import { phraseAt, phraseBook } from "./phrase-book.ts";
import { isAt, type Token, textAt } from "./tokens.ts";

/** A day that the sentence names. */
export interface Day {
  /** None when a day was meant but can't be told: "last week", "the 31st of April". */
  readonly on?: string;
  /** It could be read in another way, too. */
  readonly unsure?: boolean;
  /** It says something about the task, not when it was done: "yesterday's meeting", "the slides for Friday". */
  readonly aside?: boolean;
  readonly end: number;
}

const dayInMs = 86_400_000;

/** The ISO date so many days after another. */
function daysAfter(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * dayInMs).toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayInMs;

const named = phraseBook(Object.fromEntries(namedDays.map(([phrases, back]) => [String(back), phrases])));
const vague = phraseBook({ day: vagueDays });
const ago = phraseBook({ ago: agoWords });
const few = phraseBook({ couple: couples });

/** Every word that a day can begin with. */
const beginnings: ReadonlySet<string> = new Set([
  ...[named, vague, few].flatMap((book) => [...book.keys()]),
  ...[ones, months, weekdays, weekdaysAfterOn].flatMap(Object.keys),
  ...welshDay,
  "y",
  "the",
  "last",
  "this",
  "next",
  "past",
]);

/** The day that is named here, if one is. */
export function dayAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const first = tokens[at];
  if (!first || (first.kind !== "number" && !beginnings.has(first.text))) return undefined;
  const day =
    unknownDayAt(tokens, at) ??
    namedAt(tokens, at, today) ??
    agoAt(tokens, at, today) ??
    isoAt(tokens, at) ??
    numericAt(tokens, at, today) ??
    monthDayAt(tokens, at, today) ??
    ordinalAt(tokens, at, today) ??
    weekdayAt(tokens, at, today) ??
    yearAt(tokens, at);
  return day && inItsRole(tokens, at, day);
}

/** A day that belongs to the thing ("Monday's paper", "for Friday") doesn't say when the work was done. */
function inItsRole(tokens: readonly Token[], at: number, day: Day): Day {
  const before = textAt(tokens, at - 1);
  if (tokens[day.end - 1]?.owns || isAt(tokens, day.end, "'")) return { ...day, aside: true };
  if (before === "for" && isWhen(tokens, at, day)) return day;
  if (purpose.has(before)) return { ...day, aside: true };
  if (describes(tokens, at, day))
    return before === "on" && !isAt(tokens, at, "the") ? { ...day, unsure: true } : { ...day, aside: true };
  return sinceWords.has(before) ? { ...day, unsure: true } : day;
}

/** "the 12 May briefing": a date that is a name has no verb behind it. */
function describes(tokens: readonly Token[], at: number, day: Day): boolean {
  const dated = tokens
    .slice(at, day.end)
    .some(({ text }) => monthOf({ text }) !== undefined || /^\d/.test(text));
  return (
    dated &&
    day.on !== undefined &&
    isCounted(tokens[day.end]) &&
    !isAt(tokens, day.end, "saved", "took", "lost")
  );
}

/** "log 30 minutes for yesterday", "20 minutes saved for Tuesday": nobody writes slides for yesterday. */
function isWhen(tokens: readonly Token[], at: number, day: Day): boolean {
  const noun = textAt(tokens, at - 2);
  const past = phraseAt(named, tokens, at);
  return (
    day.on !== undefined &&
    ((past !== undefined && Number(past.of) > 0) || Object.hasOwn(units, noun) || /^(saved|lost)$/.test(noun))
  );
}

function unknownDayAt(tokens: readonly Token[], at: number): Day | undefined {
  const found = phraseAt(vague, tokens, at);
  return found ? { unsure: true, end: found.end } : spanAt(tokens, at);
}

/** "over the last three days" */
function spanAt(tokens: readonly Token[], at: number): Day | undefined {
  const lead = isAt(tokens, at, "the") ? at + 1 : at;
  const count = isAt(tokens, lead, "last", "past", "previous") ? smallCount(tokens, lead + 1) : undefined;
  const unit = count && textAt(tokens, count.end);
  return count && unit && (dayUnits.has(unit) || weekUnits.has(unit))
    ? { unsure: true, end: count.end + 1 }
    : undefined;
}

function namedAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const found = phraseAt(named, tokens, at);
  return found && { on: daysAfter(today, -Number(found.of)), end: found.end };
}

/** "2 days ago", "a couple of days ago", "dau ddiwrnod yn ôl" */
function agoAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const count = smallCount(tokens, at);
  const unit = count && textAt(tokens, count.end);
  if (!count || !unit || ![dayUnits, weekUnits, longerUnits].some((units) => units.has(unit)))
    return undefined;
  const end = phraseAt(ago, tokens, count.end + 1)?.end;
  if (longerUnits.has(unit)) return end === undefined ? undefined : { unsure: true, end };
  const days = count.value * (weekUnits.has(unit) ? 7 : 1);
  return end === undefined ? undefined : { on: daysAfter(today, -days), end };
}

function smallCount(tokens: readonly Token[], at: number): { value: number; end: number } | undefined {
  const couple = phraseAt(few, tokens, at);
  if (couple) return { value: 2, end: couple.end };
  const token = tokens[at];
  const value = token && Object.hasOwn(ones, token.text) ? ones[token.text] : token?.value;
  return value !== undefined && Number.isInteger(value) && value < 1000 ? { value, end: at + 1 } : undefined;
}

/** "2026-05-14" */
function isoAt(tokens: readonly Token[], at: number): Day | undefined {
  const [year, dash, month, second, day] = tokens.slice(at, at + 5);
  if (!/^20\d\d$/.test(year?.text ?? "") || dash?.text !== "-" || second?.text !== "-" || !day)
    return undefined;
  if (!/^\d\d$/.test(month?.text ?? "") || !/^\d\d$/.test(day.text)) return undefined;
  return exactDay(Number(year?.text), Number(month?.text), Number(day.text), at + 5);
}

/** "12/05", "12/5/2026", "12.05.2026": the day comes first in the UK. */
function numericAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(textAt(tokens, at));
  if (dotted) return exactDay(fullYear(dotted[3] ?? ""), Number(dotted[2]), Number(dotted[1]), at + 1);

  const [day, slash, month, second, year] = tokens.slice(at, at + 5);
  if (
    day?.kind !== "number" ||
    slash?.text !== "/" ||
    !slash.glued ||
    month?.kind !== "number" ||
    !month.glued
  )
    return undefined;
  if (!/^\d{1,2}$/.test(day.text) || !/^\d{1,2}$/.test(month.text)) return undefined;
  if (second?.text === "/" && second.glued && /^(\d{2}|20\d\d)$/.test(year?.text ?? "")) {
    return exactDay(fullYear(year?.text ?? ""), Number(month.text), Number(day.text), at + 5);
  }
  const spoken = isAt(tokens, at - 1, "on", "ar", "date", ":");
  const looksLikeDate = month.text.length === 2 || spoken;
  const isSize = isCounted(tokens[at + 3]) || second?.text === "of";
  return looksLikeDate && !isSize && (spoken || Number(month.text) <= 12)
    ? nearestDay(Number(month.text), Number(day.text), today, at + 3)
    : undefined;
}

const fullYear = (text: string) => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** "12 May", "the 12th of May 2026", "May 12th", "12 o Fai" */
function monthDayAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const number = dayNumberAt(tokens, isAt(tokens, at, "the", "y") ? at + 1 : at);
  if (number) {
    const monthAt = isAt(tokens, number.end, "of", "o") ? number.end + 1 : number.end;
    const month = monthOf(tokens[monthAt]);
    return month === undefined ? undefined : withYear(tokens, month, number.value, monthAt + 1, today);
  }
  const month = monthOf(tokens[at]);
  const day =
    month === undefined ? undefined : dayNumberAt(tokens, isAt(tokens, at + 1, "the") ? at + 2 : at + 1);
  if (month !== undefined && day) return withYear(tokens, month, day.value, day.end, today);
  const spoken = isAt(tokens, at - 1, "in", "during", "since", "ym", "mis");
  return month !== undefined && spoken && !isAt(tokens, at + 1, "have", "be")
    ? { unsure: true, end: at + 1 }
    : undefined;
}

const monthOf = (token: { readonly text: string } | undefined) =>
  token && Object.hasOwn(months, token.text) ? months[token.text] : undefined;

function dayNumberAt(
  tokens: readonly Token[],
  at: number,
): { value: number; end: number; ordinal: boolean } | undefined {
  const token = tokens[at];
  if (token?.kind !== "number" || !/^\d{1,2}$/.test(token.text)) return undefined;
  const next = tokens[at + 1];
  const ordinal = next?.glued === true && /^(st|nd|rd|th|ain|af|fed|eg|ed|ydd)$/.test(next.text);
  return { value: Number(token.text), end: ordinal ? at + 2 : at + 1, ordinal };
}

function withYear(tokens: readonly Token[], month: number, day: number, end: number, today: string): Day {
  const year = textAt(tokens, end);
  if (/^20\d\d$/.test(year)) return exactDay(Number(year), month, day, end + 1);
  return nearestDay(month, day, today, end);
}

/** "on the 19th": the most recent one. */
function ordinalAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const day = isAt(tokens, at, "the") ? dayNumberAt(tokens, at + 1) : undefined;
  if (!day?.ordinal || !isAt(tokens, at - 1, "on", "ar", "dated")) return undefined;
  return isCounted(tokens[day.end]) ? undefined : lastOfNumber(day, today);
}

function lastOfNumber(day: { readonly value: number; readonly end: number }, today: string): Day {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const thisMonth = exactDay(year, month, day.value, day.end);
  if (thisMonth.on !== undefined && thisMonth.on <= today) return thisMonth;
  return month === 1
    ? exactDay(year - 1, 12, day.value, day.end)
    : exactDay(year, month - 1, day.value, day.end);
}

/** "back in 2019", "yn 2024": not which day. */
function yearAt(tokens: readonly Token[], at: number): Day | undefined {
  const spoken = isAt(tokens, at - 1, "in", "during", "since", "yn", "ers");
  return spoken && /^20\d\d$/.test(textAt(tokens, at)) && !isCounted(tokens[at + 1])
    ? { unsure: true, end: at + 1 }
    : undefined;
}

/** "on Monday", "last Tues", "ddydd Llun": the most recent one, today included unless it is "last". */
function weekdayAt(tokens: readonly Token[], at: number, today: string): Day | undefined {
  const lead = isAt(tokens, at, "last", "this", "next", "past") ? tokens[at]?.text : undefined;
  const welsh = welshDay.has(textAt(tokens, at));
  const nameAt = lead !== undefined || welsh ? at + 1 : at;
  const weekday = weekdayOf(tokens, nameAt, at, lead !== undefined);
  if (weekday === undefined || (welshWeekdays.has(textAt(tokens, nameAt)) && !welsh)) return undefined;

  const end = afterPartOfDay(tokens, nameAt + 1);
  const said = isAt(tokens, end - 1, "diwethaf") || isAt(tokens, end - 1, "ddiwethaf") ? "last" : lead;
  if (said === "next" || (said === "this" && weekday > weekdayOfDate(today))) {
    return { on: daysAfter(today, ((weekday - weekdayOfDate(today) + 6) % 7) + 1), end };
  }
  const back = (weekdayOfDate(today) - weekday + 7) % 7;
  const day = { on: daysAfter(today, -(back === 0 && said === "last" ? 7 : back)), end };
  return namedTwice(tokens, day, weekday, today) ?? describing(tokens, at, day);
}

/** "Tuesday 12th" is the 12th, if that was a Tuesday; "the Friday before last" and "Monday week" are some other day. */
function namedTwice(tokens: readonly Token[], { end }: Day, weekday: number, today: string): Day | undefined {
  if (isAt(tokens, end, "week")) return { unsure: true, end: end + 1 };
  if (isAt(tokens, end, "before") && isAt(tokens, end + 1, "last")) return { unsure: true, end: end + 2 };
  const number = dayNumberAt(tokens, isAt(tokens, end, "the") ? end + 1 : end);
  if (!number?.ordinal || isAt(tokens, number.end, "of") || monthOf(tokens[number.end])) return undefined;
  const day = lastOfNumber(number, today);
  const agrees = day.on !== undefined && weekdayOfDate(day.on) === weekday;
  return agrees ? day : { unsure: true, end: day.end };
}

/** "the Tuesday meeting" names the meeting; "on Monday board papers" could be either. */
function describing(tokens: readonly Token[], at: number, day: Day): Day {
  const before = textAt(tokens, at - 1);
  if (!isCounted(tokens[day.end]) || isAt(tokens, day.end, "saved")) return day;
  return ["on", "last"].includes(before) || isAt(tokens, at, "last")
    ? { ...day, unsure: true }
    : { ...day, aside: true };
}

function weekdayOf(tokens: readonly Token[], nameAt: number, at: number, led: boolean): number | undefined {
  const name = textAt(tokens, nameAt);
  if (Object.hasOwn(weekdays, name)) return weekdays[name];
  const spoken = led || isAt(tokens, at - 1, "on");
  return spoken && Object.hasOwn(weekdaysAfterOn, name) ? weekdaysAfterOn[name] : undefined;
}

function afterPartOfDay(tokens: readonly Token[], end: number): number {
  return /^(morning|afternoon|evening|night|am|pm|diwethaf|ddiwethaf|just|gone)$/.test(textAt(tokens, end))
    ? end + 1
    : end;
}

/** Monday is 1, as in ISO 8601. */
const weekdayOfDate = (iso: string) => ((new Date(Date.parse(iso)).getUTCDay() + 6) % 7) + 1;

function exactDay(year: number, month: number, day: number, end: number): Day {
  const on = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  const exists = Number(on.slice(5, 7)) === month && Number(on.slice(8)) === day;
  return exists ? { on, end } : { unsure: true, end };
}

/** Without a year, the one nearest to today: on 2 January "30 December" was four days ago. */
function nearestDay(month: number, day: number, today: string, end: number): Day {
  const year = Number(today.slice(0, 4));
  const near = [year - 1, year, year + 1]
    .map((candidate) => exactDay(candidate, month, day, end))
    .filter((candidate) => candidate.on !== undefined)
    .sort((a, b) => Math.abs(daysBetween(today, a.on ?? "")) - Math.abs(daysBetween(today, b.on ?? "")));
  return near[0] ?? { unsure: true, end };
}
