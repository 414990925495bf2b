import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Published } from "../../core/figures.ts";
import { isSameGroup } from "../../core/groups.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import {
  derived,
  type Group,
  type NoFigure,
  type PublishedFigures,
  type WeeklyFigure,
} from "../../core/published.ts";
import { type Verdict, verdictOn } from "./noise.ts";

/** So many weeks are looked at: a run of eight, and eighteen before it. */
const WEEKS = 26;
const SHOWN = 8;
/** On a Monday the week before the last one is the newest that should be out; in the rest of the week it is still worth telling. */
const NEWEST_DAYS = 14;
/** Weeks in which the group had another size than now, by more than this share, aren't set beside this one. */
const SAME_SIZE = 0.2;

type Answer = WeeklyFigure | { readonly none: NoFigure };
type Lot = WeeklyFigure["lots"][number];

/** Whose a figure is, as seen from whoever reads it: so many levels above their own, or the whole organisation's. */
export type Whose = number | undefined;

/** Nothing newer is out, though it should be: what was told of that week before is no news. */
export interface Stale {
  readonly kind: "stale";
}

interface Part {
  readonly whose: Whose;
  readonly week: Day;
  readonly verdict: Verdict | Stale;
  /** Whether earlier weeks were left out, as the group was of another size. */
  readonly resized: boolean;
}

export interface Use extends Part {
  /** People who used Copilot in the week, of those whose use is known. */
  readonly active: number;
  readonly of: number;
  readonly weeks: readonly { readonly monday: Day; readonly percent: number }[];
}

export interface Reported extends Part {
  readonly hours: number;
  readonly reporters: number;
  /** How many were asked; undefined where that isn't out for the same group. */
  readonly asked: number | undefined;
}

/** What rests on figures in one lead's digest. */
export interface Contents {
  readonly use: Use | NoFigure;
  readonly reported: Reported | NoFigure;
}

export interface Lead {
  readonly tenant: TenantId;
  readonly id: PersonId;
}

/** The weeks before the one that a day lies in, the oldest first. */
export const weeksBefore = (day: Day): readonly Day[] =>
  Array.from({ length: WEEKS }, (_each, at) => addDays(mondayOf(day), -7 * (WEEKS - at)));

/**
 * What the digests of many leads rest on, in the same order: three questions to the database for each organisation, however
 * many they are. Weeks that several leads are shown are looked at once.
 */
export async function contentsOf(
  published: PublishedFigures,
  leads: readonly Lead[],
  today: Day,
): Promise<readonly Published<Contents>[]> {
  const found = new Map<Lead, Published<Contents>>();
  for (const tenant of new Set(leads.map((lead) => lead.tenant))) {
    const own = leads.filter((lead) => lead.tenant === tenant);
    const contents = await contentsIn(published, tenant, own, today);
    for (const [at, lead] of own.entries()) found.set(lead, contents[at] as Published<Contents>); // as many as asked for
  }
  return leads.map((lead) => found.get(lead) as Published<Contents>); // each is of some tenant
}

async function contentsIn(
  published: PublishedFigures,
  tenant: TenantId,
  leads: readonly Lead[],
  today: Day,
): Promise<readonly Published<Contents>[]> {
  const weeks = weeksBefore(today);
  const newestDue = addDays(mondayOf(today), -NEWEST_DAYS);
  const weekly = (measure: string, groups: readonly Group[]) =>
    published.weekly(tenant, measure, groups, weeks);
  const own = leads.map(({ id }): Group => ({ under: id }));
  const [use, minutes] = [await weekly("adoption/weekly", own), await weekly("time-saved/minutes", own)];
  const whom = minutes.map(({ value }, at) => ("none" in value ? (own[at] as Group) : value.group)); // as many
  const asked = await weekly("time-saved/asked", whom);
  const [usage, reports] = [once(usageIn), once(reportsIn)];
  const ofNow = <P extends Part>(part: P): P =>
    part.week < newestDue ? { ...part, verdict: { kind: "stale" } } : part;
  return leads.map((_lead, at) => {
    const three = [use[at], minutes[at], asked[at]] as Three; // as many as were asked for
    return derived(three, ([used, told, whom]) => ({
      use: "none" in used ? used.none : ofNow({ ...usage(used), whose: used.above }),
      reported:
        "none" in told ? told.none : ofNow({ ...reports(told, sameAs(told, whom)), whose: told.above }),
    }));
  });
}

type Three = readonly [Published<Answer>, Published<Answer>, Published<Answer>];

const sameAs = ({ group }: WeeklyFigure, other: Answer): WeeklyFigure | undefined =>
  "none" in other || !isSameGroup(group, other.group) ? undefined : other;

/** What comes of the weeks of a group is worked out once, for all who are shown them. */
function once<Rest extends readonly unknown[], T>(make: (figure: WeeklyFigure, ...rest: Rest) => T) {
  const made = new Map<WeeklyFigure["lots"], T>();
  return (figure: WeeklyFigure, ...rest: Rest): T => {
    const value = made.get(figure.lots) ?? make(figure, ...rest);
    made.set(figure.lots, value);
    return value;
  };
}

function usageIn({ lots, countsTo }: WeeklyFigure): Omit<Use, "whose"> {
  const weeks = lots.map((lot) => {
    const [active, inactive] = [lot.sums.active ?? 0, lot.sums.inactive ?? 0];
    return { lot, active, of: active + inactive, percent: percentOf(active, active + inactive) };
  });
  const alike = lastAlike(weeks, ({ of }) => of, countsTo);
  const { lot, active, of } = weeks.at(-1) as (typeof weeks)[number]; // the newest week is one of them
  const fewest = Math.max(countsTo, Math.min(...alike.map((week) => week.of)));
  return {
    ...{ week: mondayIn(lot), active, of },
    verdict: verdictOn(
      alike.map(({ percent }) => percent),
      percentOf(countsTo, fewest),
    ),
    resized: alike.length < weeks.length,
    weeks: weeks.slice(-SHOWN).map((week) => ({ monday: mondayIn(week.lot), percent: week.percent })),
  };
}

function reportsIn(
  { lots, minutesTo, countsTo }: WeeklyFigure,
  whom: WeeklyFigure | undefined,
): Omit<Reported, "whose"> {
  const askedIn = new Map(whom?.lots.map((lot) => [mondayIn(lot), lot.sums.asked]));
  const weeks = lots.map((lot) => ({ lot, hours: hoursIn(lot), asked: askedIn.get(mondayIn(lot)) }));
  const alike = lastAlike(weeks, ({ asked }) => asked, countsTo);
  const { lot, hours, asked } = weeks.at(-1) as (typeof weeks)[number]; // the newest week is one of them
  return {
    ...{ week: mondayIn(lot), hours, asked, reporters: lot.people },
    verdict: verdictOn(
      alike.map((week) => week.hours),
      minutesTo / 60,
    ),
    resized: alike.length < weeks.length,
  };
}

/** The newest weeks, back to where the group was of another size: somebody joined it with their team, or left it. */
function lastAlike<T>(
  weeks: readonly T[],
  sizeOf: (week: T) => number | undefined,
  step: number,
): readonly T[] {
  const newest = sizeOf(weeks.at(-1) as T); // there is one at least
  const isOther = (week: T): boolean => {
    const size = sizeOf(week);
    if (newest === undefined || size === undefined) return false;
    return Math.abs(newest - size) > Math.max(2 * step, SAME_SIZE * newest);
  };
  return weeks.slice(weeks.findLastIndex(isOther) + 1);
}

const percentOf = (part: number, of: number): number => (of === 0 ? 0 : (100 * part) / of);
const hoursIn = ({ sums }: Lot): number => (sums.net ?? 0) / 60;
const mondayIn = ({ weeks }: Lot): Day => weeks[0] as Day; // each is a week by itself
