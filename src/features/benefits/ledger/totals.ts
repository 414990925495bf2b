import { addDays, type Day, daysBetween } from "../../../core/calendar.ts";
import { lastDayOf, type Period } from "../../../core/period.ts";
import {
  type Category,
  type Class,
  type Content,
  categories,
  classes,
  type Entry,
  type Evidence,
  evidenceGrades,
} from "./rules.ts";

export interface Stretch {
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
}

const APRIL = 4;

/** "2026-27" as its days, 1 April to 31 March; undefined for anything else. Finance counts by the day, not in whole weeks. */
export function financialYear(name: string): Stretch | undefined {
  const [, first = "", second] = /^(20\d\d)-(\d\d)$/.exec(name) ?? [];
  if (second === undefined || (Number(first) + 1) % 100 !== Number(second)) return undefined;
  return yearFrom(Number(first));
}

const yearFrom = (year: number): Stretch => ({ from: `${year}-04-01`, to: `${year + 1}-03-31` });
const yearOf = (day: Day): number => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return month >= APRIL ? year : year - 1;
};

/** "2026-27", the financial year that a day lies in. */
export const yearNameOf = (day: Day): string =>
  `${yearOf(day)}-${String((yearOf(day) + 1) % 100).padStart(2, "0")}`;

/** A period's days as finance counts them: a month from its first to its last, though figures on people are of whole weeks. */
export function stretchOf(period: Period): Stretch {
  const [first, last] = [period.weeks[0] ?? "", period.weeks.at(-1) ?? ""];
  if (period.kind === "week") return { from: first, to: lastDayOf(period) };
  const until = firstOfMonth(addDays(firstOfMonth(addDays(last, THURSDAY)), LONGEST_MONTH));
  return { from: firstOfMonth(addDays(first, THURSDAY)), to: addDays(until, -1) };
}

const THURSDAY = 3;
const LONGEST_MONTH = 31;
const firstOfMonth = (day: Day): Day => `${day.slice(0, "2026-11".length)}-01`;

const daysIn = ({ from, to }: Stretch): number => Math.max(0, daysBetween(from, to) + 1);
function shared(a: Stretch, b: Stretch): Stretch {
  const [, from = a.from] = [a.from, b.from].toSorted();
  const [to = a.to] = [a.to, b.to].toSorted();
  return { from, to };
}

/**
 * What of an amount belongs to a stretch of days. What is for the whole period is spread evenly over its days; what is for a
 * year is spread evenly over the days of each financial year, so that a leap year comes to no more.
 */
export function poundsIn(
  content: Pick<Content, "pounds" | "recurs" | "from" | "to">,
  stretch: Stretch,
): number {
  const both = shared(content, stretch);
  if (content.recurs === "one-off") return (content.pounds * daysIn(both)) / daysIn(content);
  let pounds = 0;
  for (let year = yearOf(both.from); year <= yearOf(both.to); year += 1)
    pounds += (content.pounds * daysIn(shared(both, yearFrom(year)))) / daysIn(yearFrom(year));
  return pounds;
}

/** Sums are to the nearest so many pounds, each by itself. */
export const UNIT = 100;
const rounded = (pounds: number): number => Math.round(pounds / UNIT) * UNIT || 0; // no −0

export interface Sum {
  readonly entries: number;
  readonly benefits: number;
  readonly costs: number;
  readonly net: number;
  /** How much of the net lies in days that haven't come yet. */
  readonly toCome: number;
}

export interface Totals extends Sum {
  readonly byClass: Readonly<Record<Class, Sum>>;
  readonly byCategory: Readonly<Record<Category, Sum>>;
  readonly byEvidence: Readonly<Record<Evidence, Sum>>;
}

/** What is claimed and what is confirmed, apart. What was rejected or withdrawn is in neither. */
export function totalsIn(
  entries: readonly Entry[],
  stretch: Stretch,
  today: Day,
): Readonly<Record<"claimed" | "confirmed", Totals>> {
  const inside = entries.filter(({ content }) => daysIn(shared(content, stretch)) > 0);
  const of = (state: Entry["state"]) =>
    totalsOf(
      inside.filter((entry) => entry.state === state).map(({ content }) => content),
      stretch,
      today,
    );
  return { claimed: of("claimed"), confirmed: of("confirmed") };
}

function totalsOf(contents: readonly Content[], stretch: Stretch, today: Day): Totals {
  const by = <K extends string>(names: Readonly<Record<K, string>>, nameOf: (content: Content) => K) =>
    Object.fromEntries(
      Object.keys(names).map((name) => [
        name,
        sumOf(
          contents.filter((content) => nameOf(content) === name),
          stretch,
          today,
        ),
      ]),
    ) as Record<K, Sum>; // its keys are the names
  return {
    ...sumOf(contents, stretch, today),
    byClass: by(classes, (content) => content.class),
    byCategory: by(categories, ({ category }) => category),
    byEvidence: by(evidenceGrades, ({ evidence }) => evidence),
  };
}

function sumOf(contents: readonly Content[], stretch: Stretch, today: Day): Sum {
  const ahead = shared(stretch, { from: addDays(today, 1), to: stretch.to });
  let [benefits, costs, toCome] = [0, 0, 0];
  for (const content of contents) {
    const pounds = poundsIn(content, stretch);
    if (pounds > 0) benefits += pounds;
    else costs -= pounds;
    toCome += poundsIn(content, ahead);
  }
  return {
    entries: contents.length,
    benefits: rounded(benefits),
    costs: rounded(costs),
    net: rounded(benefits - costs),
    toCome: rounded(toCome),
  };
}
