import { addDays, type Day, isDay, mondayOf } from "./calendar.ts";

/**
 * The only periods that figures are published for. Months, quarters and financial years (from April) are made of whole ISO weeks:
 * a week belongs where its Thursday lies, so a month less its weeks leaves nothing over that could be somebody's.
 */
export const periodKinds = ["week", "month", "quarter", "year"] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Period {
  readonly kind: PeriodKind;
  /** Mondays of its weeks, the first one first. Never empty. */
  readonly weeks: readonly Day[];
  /** "2026-W48", "2026-11", "2026-27 Q3", "2026-27". */
  readonly name: string;
}

const THURSDAY = 3;
const DAYS = 7;
const APRIL = 4;

const thursdayOf = (day: Day): Day => addDays(mondayOf(day), THURSDAY);

/** The period of one kind that a day lies in. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  const name = nameOf(kind, thursdayOf(day));
  const weeks = [mondayOf(day)];
  while (nameOf(kind, thursdayOf(addDays(weeks[0] as Day, -DAYS))) === name)
    // never empty
    weeks.unshift(addDays(weeks[0] as Day, -DAYS));
  while (nameOf(kind, thursdayOf(addDays(weeks.at(-1) as Day, DAYS))) === name)
    weeks.push(addDays(weeks.at(-1) as Day, DAYS));
  return { kind, weeks, name };
}

/** The one before it, of the same kind. */
export const periodBefore = ({ kind, weeks }: Period): Period =>
  periodOf(kind, addDays(weeks[0] as Day, -DAYS));

/** The first day after it. */
export const endOf = ({ weeks }: Period): Day => addDays(weeks.at(-1) as Day, DAYS);

/** The day that it ends on, a Sunday. */
export const lastDayOf = (period: Period): Day => addDays(endOf(period), -1);

function nameOf(kind: PeriodKind, thursday: Day): string {
  const [year = 0, month = 0] = thursday.split("-").map(Number);
  if (kind === "month") return thursday.slice(0, "2026-11".length);
  if (kind === "week") return `${year}-W${String(weekNumber(year, thursday)).padStart(2, "0")}`;
  const from = month >= APRIL ? year : year - 1;
  const financial = `${from}-${String((from + 1) % 100).padStart(2, "0")}`;
  if (kind === "year") return financial;
  return `${financial} Q${Math.floor(((month + 12 - APRIL) % 12) / 3) + 1}`;
}

/** ISO 8601: the first week of a year is the one with its first Thursday. */
const weekNumber = (year: number, thursday: Day): number =>
  Math.floor((Date.parse(`${thursday}T00:00:00Z`) - Date.UTC(year, 0, 1)) / (DAYS * 86_400_000)) + 1;

/** Reads "2026-W48", "2026-11", "2026-27 Q3" (or "2026-27-Q3") or "2026-27"; undefined for anything else. */
export function periodNamed(text: string): Period | undefined {
  const name = text.trim().replace("-Q", " Q");
  const day = dayIn(name);
  if (day === undefined || !isDay(day)) return undefined; // beyond the year 9999 days can't be told apart as text
  const found = periodKinds.map((kind) => periodOf(kind, day)).find((period) => period.name === name);
  return found;
}

/** Some day that lies in the period of that name. */
function dayIn(name: string): Day | undefined {
  const week = /^(\d{4})-W(\d{2})$/.exec(name);
  if (week) return addDays(mondayOf(`${week[1]}-01-04`), DAYS * (Number(week[2]) - 1));
  const quarter = /^(\d{4})-\d{2} Q([1-4])$/.exec(name);
  if (quarter) {
    const month = APRIL + 3 * (Number(quarter[2]) - 1);
    const year = Number(quarter[1]) + (month > 12 ? 1 : 0);
    return `${year}-${String(month > 12 ? month - 12 : month).padStart(2, "0")}-15`;
  }
  const [, year, rest] = /^(\d{4})-(\d{2})$/.exec(name) ?? [];
  if (year === undefined || rest === undefined) return undefined;
  // "2026-11" is a month; "2026-27" a financial year, which no month can be taken for but 2000-01 to 2011-12.
  return Number(rest) >= 1 && Number(rest) <= 12 ? `${year}-${rest}-15` : `${year}-06-15`;
}
