import type { Day } from "./calendar.ts";
import type { Period } from "./period.ts";
import { type Language, wordsIn } from "./words.ts";

const tag = (language: Language): string => (language === "en" ? "en-GB" : language);
const said = (language: Language, day: Day, parts: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tag(language), { ...parts, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

const words = wordsIn(
  {
    week: (day: string) => `the week from ${day}`,
    inWeek: (day: string) => `in the week from ${day}`,
    inMonth: (month: string) => `in ${month}`,
    inOther: (name: string) => `in ${name}`,
  },
  {
    week: (day) => `yr wythnos o ${day}`,
    inWeek: (day) => `yn yr wythnos o ${day}`,
    inMonth: (month) => `ym mis ${month}`,
    inOther: (name) => `yn ${name}`,
  },
);

const weekDay = (language: Language, { weeks }: Period): string =>
  said(language, weeks[0] ?? "", { day: "numeric", month: "long", year: "numeric" }); // there is one
/** A month is named by the Thursday of its first week, as it begins and ends with whole weeks. */
const monthOf = (language: Language, { name }: Period): string =>
  said(language, `${name}-15`, { month: "long", year: "numeric" });

/** "the week from 16 November 2026", "November 2026", "2026-27 Q3". */
function periodInWords(language: Language, period: Period): string {
  if (period.kind === "week") return words(language).week(weekDay(language, period));
  return period.kind === "month" ? monthOf(language, period) : period.name;
}

/** "in the week from 16 November 2026", for within a sentence. */
export function inPeriod(language: Language, period: Period): string {
  const w = words(language);
  if (period.kind === "week") return w.inWeek(weekDay(language, period));
  return period.kind === "month" ? w.inMonth(monthOf(language, period)) : w.inOther(period.name);
}

/** As one of several to pick from: in words, and as files and the API call it. */
export function optionIn(language: Language, period: Period): string {
  const text = periodInWords(language, period);
  return text === period.name ? text : `${text[0]?.toUpperCase()}${text.slice(1)} (${period.name})`;
}
