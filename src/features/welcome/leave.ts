import { addDays, type Day, daysBetween, isDay, mondayOf, weekdayOf } from "../../core/calendar.ts";
import {
  away,
  back,
  backNow,
  from,
  lasting,
  lengthWords,
  me,
  monthWords,
  numberWords,
  onLeave,
  thanks,
  todays,
  tomorrows,
  until,
  upTo,
  weekdayWords,
} from "./leave-words.ts";

/** What somebody said of being away: the first and last day of it, or that they are back now. */
export type Leave =
  | { readonly kind: "away"; readonly from: Day; readonly until: Day }
  | { readonly kind: "back" };

/** Days that are named by one word, or a few. */
interface Span {
  readonly first: Day;
  readonly last: Day;
  /** A date by its number and month, which after "on leave until" is the last day and not the one after it. */
  readonly dated?: boolean;
}

const LONGEST_TEXT = 120;
const LONGEST_LEAVE_DAYS = 400;

/**
 * Leave told in a sentence that is about nothing else; any other sentence is somebody else's to read. "Until" Monday is
 * back on Monday, and "on leave until 5 December" has the 5th as its last day: what was understood is shown with both dates.
 */
export function readLeave(said: string, today: Day): Leave | undefined {
  const text = plain(said);
  if (text === "" || text.length > LONGEST_TEXT) return undefined;
  if (whole(`(?:${backNow})`).test(text)) return { kind: "back" };
  const found = backOn(text, today) ?? awayWhen(text, today);
  if (found === undefined) return undefined;
  const [first, last] = [found.first, found.last];
  const isSensible = first <= last && last >= today && daysBetween(first, last) <= LONGEST_LEAVE_DAYS;
  return isSensible ? { kind: "away", from: first, until: last } : undefined;
}

/** Lower case, without accents or full stops. */
const plain = (said: string): string =>
  said
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/[.!?\s]+$/u, "")
    .replace(/\s+/g, " ")
    .trim();

const patterns = new Map<string, RegExp>();
/** The pattern as the whole of a sentence, with who it is about before it. */
function whole(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^${me} ?${pattern}${thanks}$`, "u");
  patterns.set(pattern, made);
  return made;
}

/** "Back on Tuesday": away until the day before. */
function backOn(text: string, today: Day): Span | undefined {
  const [, when = ""] = whole(`(?:${back}) (.+?)`).exec(text) ?? [];
  const day = spanIn(when, today);
  return day && { first: today, last: addDays(day.first, -1) };
}

function awayWhen(text: string, today: Day): Span | undefined {
  const [, leave, rest = ""] = whole(`(?:(${onLeave})|(?:${away})) (.+?)`).exec(text) ?? [];
  return (
    untilIn(rest, today, leave !== undefined) ??
    lengthIn(rest, today) ??
    betweenIn(rest, today) ??
    spanIn(rest, today)
  );
}

function untilIn(rest: string, today: Day, isLeave: boolean): Span | undefined {
  const [, when = ""] = new RegExp(`^(?:${until}) (.+)$`).exec(rest) ?? [];
  const day = spanIn(when, today);
  if (day === undefined) return undefined;
  return { first: today, last: isLeave && day.dated === true ? day.last : addDays(day.first, -1) };
}

/** "For two weeks", "am bythefnos": from today, all of these days. */
function lengthIn(rest: string, today: Day): Span | undefined {
  const [, when = ""] = new RegExp(`^(?:${lasting}) (.+)$`).exec(rest) ?? [];
  if (/^(?:the )?rest of (?:the|this) week$/.test(when))
    return { first: today, last: addDays(mondayOf(today), 6) };
  for (const [words, days] of lengthWords) {
    const [, number, counted] = new RegExp(`^(?:(\\d{1,2}|[a-z]+) )?(${words})$`).exec(when) ?? [];
    if (counted === undefined) continue;
    const count = number === undefined ? 1 : (numberWords[number] ?? Number(number));
    return count >= 1 ? { first: today, last: addDays(today, count * days - 1) } : undefined;
  }
  return undefined;
}

/** "From 1 to 5 December", "Monday to Wednesday": both days are days away. */
function betweenIn(rest: string, today: Day): Span | undefined {
  const begun = rest.replace(new RegExp(`^(?:${from}) `), "");
  for (const { index, 0: link } of begun.matchAll(new RegExp(` (?:${upTo}) `, "g"))) {
    const second = begun.slice(index + link.length);
    const monthToo = /^\d{1,2}(?:st|nd|rd|th)?$/.test(begun.slice(0, index))
      ? `${begun.slice(0, index)} ${/[a-z]{3,}.*$/.exec(second.replace(/^\d+(?:st|nd|rd|th)/, ""))?.[0] ?? ""}`
      : begun.slice(0, index);
    const first = spanIn(monthToo.trim(), today);
    const last = first && spanIn(second, first.first);
    if (first !== undefined && last !== undefined) return { first: first.first, last: last.last };
  }
  return undefined;
}

/** The day or days that a phrase names, the next of its name. */
function spanIn(phrase: string, today: Day): Span | undefined {
  const when = phrase
    .replace(/^(?:on|ar|all|all day|drwy'r dydd|drwy) /, "")
    .replace(/ (?:all day|drwy'r dydd)$/, "");
  if (todays.includes(when)) return { first: today, last: today };
  if (tomorrows.includes(when)) return oneDay(addDays(today, 1));
  return weekIn(when, today) ?? weekdayIn(when, today) ?? dateIn(when, today);
}

const oneDay = (day: Day, dated = false): Span => ({ first: day, last: day, dated });

function weekIn(when: string, today: Day): Span | undefined {
  const monday = mondayOf(today);
  const week = (first: Day): Span => ({ first, last: addDays(mondayOf(first), 6) });
  if (/^(?:(?:the )?next week|all next week|(?:yr )?wythnos nesaf)$/.test(when))
    return week(addDays(monday, 7));
  if (/^(?:this week|the rest of (?:the|this) week|(?:yr )?wythnos (?:hon|yma))$/.test(when))
    return week(today);
  if (/^(?:the week after next|(?:yr )?wythnos wedyn)$/.test(when)) return week(addDays(monday, 14));
  return undefined;
}

/** The next of this name after today; "next Friday" is in next week, "this Friday" in this one. */
function weekdayIn(when: string, today: Day): Span | undefined {
  const [, lead, name = "", end] =
    /^(?:(this|next|the|d?dydd) )?([a-z]+)(?: (nesaf|yma|hwn|morning|week|bore))?$/.exec(when) ?? [];
  const weekday = weekdayWords.findIndex((words) => words.includes(name)) + 1;
  if (weekday === 0) return undefined;
  const ahead = (weekday - weekdayOf(today) + 6) % 7;
  const coming = addDays(today, ahead + 1);
  if (lead === "next" || end === "nesaf") return oneDay(addDays(mondayOf(today), 6 + weekday));
  return oneDay(end === "week" ? addDays(coming, 7) : coming);
}

const NAMES_OF_MONTHS = monthWords.flat().join("|");
const ORDINAL = "(?: ?(?:st|nd|rd|th|ain|af|fed|eg|ed|ydd))?";
const WEEKDAY_BEFORE = new RegExp(`^(?:d?dydd )?(?:${weekdayWords.flat().join("|")}),? (?:the )?(?=\\d)`);

/** "5 December", "the 5th of December 2026", "December 5", "5/12", "2026-12-05", "the 5th": the next that comes. */
function dateIn(phrase: string, today: Day): Span | undefined {
  const when = phrase.replace(WEEKDAY_BEFORE, "").replace(/^(?:the|y) (?=\d)/, "");
  if (/^\d{4}-\d\d-\d\d$/.test(when)) return isDay(when) ? oneDay(when, true) : undefined;
  const dayFirst = new RegExp(`^(\\d{1,2})${ORDINAL}(?: of| o)? (${NAMES_OF_MONTHS})(?: (20\\d\\d))?$`).exec(
    when,
  );
  if (dayFirst) return dated(dayFirst[1], monthOf(dayFirst[2]), dayFirst[3], today);
  const monthFirst = new RegExp(
    `^(${NAMES_OF_MONTHS}) (?:the )?(\\d{1,2})${ORDINAL}(?:,? (20\\d\\d))?$`,
  ).exec(when);
  if (monthFirst) return dated(monthFirst[2], monthOf(monthFirst[1]), monthFirst[3], today);
  const numbers = /^(\d{1,2})[/.](\d{1,2})(?:[/.](20\d\d|\d\d))?$/.exec(when);
  if (numbers) return dated(numbers[1], Number(numbers[2]), numbers[3], today);
  const [, alone] = /^(\d{1,2})(?:st|nd|rd|th|ain|af|fed|eg|ed|ydd)$/.exec(when) ?? [];
  return alone === undefined ? undefined : nextOfNumber(alone, today);
}

const monthOf = (name = ""): number => monthWords.findIndex((words) => words.includes(name)) + 1;

const dayOf = (year: number, month: number, day: number): Day =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

function dated(number = "", month: number, year: string | undefined, today: Day): Span | undefined {
  const thisYear = Number(today.slice(0, 4));
  const years =
    year === undefined ? [thisYear, thisYear + 1] : [Number(year.length === 2 ? `20${year}` : year)];
  const day = years
    .map((each) => dayOf(each, month, Number(number)))
    .find((each) => isDay(each) && each >= today);
  return day === undefined ? undefined : oneDay(day, true);
}

/** In this month or the next that has such a day. */
function nextOfNumber(number: string, today: Day): Span | undefined {
  for (let ahead = 0; ahead < 3; ahead++) {
    const month = Number(today.slice(5, 7)) + ahead;
    const day = dayOf(
      Number(today.slice(0, 4)) + (month > 12 ? 1 : 0),
      ((month - 1) % 12) + 1,
      Number(number),
    );
    if (isDay(day) && day > today) return oneDay(day, true);
  }
  return undefined;
}
