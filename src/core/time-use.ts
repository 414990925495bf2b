import type { Day } from "./calendar.ts";
import type { Unpublished } from "./figures.ts";
import type { PersonId, TenantId } from "./person.ts";

/** Reports count at most so many minutes of one person's day, saved or lost. What they said is kept as they said it. */
export const COUNTED_A_DAY = 120;

/** Where the time went. */
export const uses = [
  "other-work",
  "quality",
  "planning",
  "learning",
  "wellbeing",
  "meetings",
  "not-sure",
] as const;
export type Use = (typeof uses)[number];

/** One report, as far as figures need it. Minutes are whole; below zero is time lost. */
export interface TimeReport {
  readonly person: PersonId;
  /** The Monday of the week it counts in. */
  readonly week: Day;
  /** The day it is about. */
  readonly on: Day;
  readonly net: number;
  /** What had been reported of that day in earlier weeks, and counted there. */
  readonly earlier?: number;
  /** False: new work, which is no time saved. Unanswered counts as work that would have been done. */
  readonly anyway: boolean | undefined;
  readonly use: Use | undefined;
}

/** Everybody's reports that count in these weeks. */
export type TimeReportsOf = (
  tenant: TenantId,
  weeks: readonly Day[],
) => Promise<Unpublished<readonly TimeReport[]>>;

/** Nobody's week counts for more than what so many of a hundred reporters' weeks come to at most. */
const WINSORISED = 95;

export const cappedDay = (minutes: number): number =>
  Math.max(-COUNTED_A_DAY, Math.min(COUNTED_A_DAY, minutes));

/** Minutes by person and week. */
export type Weeks = ReadonlyMap<PersonId, ReadonlyMap<Day, number>>;

/**
 * What each person's week counts for, in minutes, of all the reports of one organisation:
 * - a day counts 120 minutes at most, saved or lost, also where it was reported over two weeks;
 * - new work counts nothing, but whoever reported only new work reported;
 * - a week above the 95th percentile of all reporters' in that week counts as that percentile (nearest rank, so it changes
 *   nothing where fewer than twenty report). Nothing is done at the lower end: the rule only ever makes a figure smaller.
 * The percentile is the whole organisation's, so the figures of groups add up to those above them.
 */
export function countedWeeks(reports: readonly TimeReport[]): Weeks {
  const weeks = reportedWeeks(reports);
  const cuts = cutsOf(weeks);
  return new Map(
    [...weeks].map(([id, own]) => [
      id,
      new Map(
        [...own].map(([week, minutes]) => [week, Math.min(minutes, cuts.get(week)?.minutes ?? minutes)]),
      ),
    ]),
  );
}

/** The same before the largest weeks are cut. */
export function reportedWeeks(reports: readonly TimeReport[]): Weeks {
  const weeks = new Map<PersonId, Map<Day, number>>();
  for (const { person, week, minutes } of daysIn(reports)) {
    const own = weeks.get(person) ?? new Map<Day, number>();
    weeks.set(person, own.set(week, (own.get(week) ?? 0) + minutes));
  }
  return weeks;
}

/** What each of a person's days adds to a week. */
function daysIn(reports: readonly TimeReport[]) {
  const days = new Map<string, { person: PersonId; week: Day; earlier: number; net: number }>();
  for (const { person, week, on, net, earlier = 0, anyway } of reports) {
    const key = `${person} ${week} ${on}`;
    const day = days.get(key) ?? { person, week, earlier, net: 0 };
    if (anyway !== false) day.net += net;
    days.set(key, day);
  }
  return [...days.values()].map(({ person, week, earlier, net }) => ({
    person,
    week,
    minutes: cappedDay(earlier + net) - cappedDay(earlier),
  }));
}

/** Where a week's largest are cut. */
export interface Cut {
  readonly minutes: number;
  /** Many people report the same: how far among those at the cut its rank lies, above 0 and up to 1. */
  readonly among: number;
}

export function cutsOf(weeks: Weeks): ReadonlyMap<Day, Cut> {
  const byWeek = new Map<Day, number[]>();
  for (const own of weeks.values())
    for (const [week, minutes] of own) {
      const list = byWeek.get(week);
      if (list === undefined) byWeek.set(week, [minutes]);
      else list.push(minutes);
    }
  return new Map([...byWeek].map(([week, list]) => [week, cutOf(Float64Array.from(list).sort())]));
}

function cutOf(sorted: Float64Array): Cut {
  const rank = Math.ceil((WINSORISED * sorted.length) / 100);
  const minutes = sorted[rank - 1] ?? 0;
  const below = sorted.indexOf(minutes);
  return { minutes, among: (rank - below) / (sorted.lastIndexOf(minutes) + 1 - below) };
}
