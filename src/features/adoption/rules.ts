import type { UsageApp, UsageRow } from "../../core/adoption-source.ts";
import { addDays, type Day, daysBetween, mondayOf, weekdayOf } from "../../core/calendar.ts";
import type { AdoptionFigures, Basis, Because, Reading, Segments, Share } from "../../core/figures.ts";

/** The order in which a week's bits stand, seven days each from Monday. It is stored: add at the end, never change. */
export const usageApps = [
  "any",
  "teams",
  "word",
  "outlook",
  "excel",
  "powerpoint",
  "onenote",
  "loop",
  "chat-work",
  "chat-web",
  "chat",
  "edge",
  "m365",
  "agent",
] as const satisfies readonly UsageApp[];
export const BITS = usageApps.length * 7;
/** The apps that tips and figures speak of. */
export const shownApps = usageApps.filter(
  (app): app is Exclude<(typeof usageApps)[number], "any" | "edge" | "m365" | "agent"> =>
    !["any", "edge", "m365", "agent"].includes(app),
);

const FIRST_MONDAY = "2020-01-06";

/** Weeks since the Monday of 6 January 2020. */
export const weekOf = (day: Day): number => daysBetween(FIRST_MONDAY, mondayOf(day)) / 7;
export const mondayIn = (week: number): Day => addDays(FIRST_MONDAY, week * 7);

export interface WeekBits {
  readonly week: number;
  /** "0" and "1", `BITS` of them. */
  readonly days: string;
}

interface Place {
  readonly week: number;
  /** A week's bits of one app with this day alone. */
  readonly bit: number;
}

/** A report of half a million people has a few hundred days in it: each is looked up in the calendar once. */
const places = new Map<Day, Place>();
const MOST_PLACES = 4_096;

function placeOf(day: Day): Place {
  const known = places.get(day);
  if (known !== undefined) return known;
  const place = { week: weekOf(day), bit: 2 ** (7 - weekdayOf(day)) };
  if (places.size >= MOST_PLACES) places.clear();
  places.set(day, place);
  return place;
}

/** The weeks that a row's last dates lie in. A day with activity in one app is a day with activity. */
export function weeksIn(row: UsageRow): readonly WeekBits[] {
  const weeks = new Map<number, number[]>();
  const mark = (app: number, { week, bit }: Place) => {
    const apps = weeks.get(week) ?? usageApps.map(() => 0);
    apps[app] = (apps[app] ?? 0) | bit;
    weeks.set(week, apps);
  };
  usageApps.forEach((app, at) => {
    const day = row.last[app];
    if (day == null || day > row.refreshedOn || day < FIRST_MONDAY) return;
    const place = placeOf(day);
    mark(at, place);
    mark(0, place);
  });
  return [...weeks].map(([week, apps]) => ({ week, days: apps.map((mask) => seven[mask]).join("") }));
}

/** Which apps a row says anything of, in the order of the list. */
export const knownIn = (row: UsageRow): string =>
  usageApps.map((app) => (row.last[app] === undefined ? "0" : "1")).join("");

/** Names are concealed as 32 digits. A row without an @ names nobody either. */
export const isNamed = ({ signInName }: UsageRow): boolean => signInName.includes("@");
const isHash = ({ signInName }: UsageRow): boolean => /^[0-9a-f]{32}$/i.test(signInName);

export interface Seen {
  readonly rows: number;
  readonly named: number;
  readonly hashed: number;
}
export const nothingSeen: Seen = { rows: 0, named: 0, hashed: 0 };
export const seeing = (seen: Seen, rows: readonly UsageRow[]): Seen => ({
  rows: seen.rows + rows.length,
  named: seen.named + rows.filter(isNamed).length,
  hashed: seen.hashed + rows.filter(isHash).length,
});

/** The setting says so, or the rows do. A report without rows says nothing of it. */
export const isConcealed = (setting: boolean | undefined, { rows, named, hashed }: Seen): boolean =>
  setting === true || (rows > 0 && (named === 0 || hashed === rows));

/** Bits of a day and of those before it in its week, Monday first, as a number of seven bits. */
const upTo = (weekday: number): number => 0b1111111 & ~(2 ** (7 - weekday) - 1);

/** Which of a week's days lie between two days, as a number of seven bits with Monday highest. */
export function daysWithin(week: number, from: Day, to: Day): number {
  const [first, last] = [daysBetween(mondayIn(week), from) + 1, daysBetween(mondayIn(week), to) + 1];
  if (first > 7 || last < 1) return 0;
  return upTo(Math.min(last, 7)) & ~(first <= 1 ? 0 : upTo(first - 1));
}

export const bitsOf = (mask: number): string => mask.toString(2).padStart(7, "0");
const seven = Array.from({ length: 128 }, (_, mask) => bitsOf(mask));

/** Newcomers have so many days before anybody calls them inactive. */
export const GRACE_DAYS = 30;
/** Two windows of 28 days. */
const TWO_WINDOWS = 8;

/** What one group adds up to: the figures are made of it. */
export interface Counted {
  readonly people: number;
  readonly licensed: number;
  readonly reported: number;
  readonly active: number;
  readonly weekly: number;
  readonly apps: readonly number[];
  readonly known: readonly number[];
  readonly used: number;
  readonly before: number;
  readonly retained: number;
  readonly lapsed: number;
  readonly reactivated: number;
  readonly inactive: number;
  readonly newcomers: number;
  readonly onLeave: number;
  readonly firstUse: number | null;
  readonly firstUses: number;
  readonly notYet: number;
  readonly power: number;
  readonly habitual: number;
  readonly novice: number;
  readonly low: number;
  readonly none: number;
  /** How many have so many active days in 12 weeks, by days. */
  readonly spread: Readonly<Record<string, number>>;
}

/** What was read when the figures were made. */
export interface Known {
  readonly directory: boolean;
  readonly refreshedOn: Day | undefined;
  readonly concealed: boolean;
  /** Whole weeks without a gap in what was read, up to the newest. */
  readonly weeks: number;
  /** Whether prompts were counted in each of the last twelve. */
  readonly counts: boolean;
}

/** Twelve whole weeks, or four where there aren't twelve yet. */
export const segmentWeeks = (weeks: number): 12 | 4 | undefined =>
  weeks >= 12 ? 12 : weeks >= 4 ? 4 : undefined;

type Test = readonly [wrong: boolean, because: Because];

/** The first test that is wrong says why a figure isn't known. */
function reading<T>(basis: Basis, tests: readonly Test[], value: () => T): Reading<T> {
  const wrong = tests.find(([is]) => is);
  return wrong === undefined ? { ...basis, value: value() } : { ...basis, unknown: wrong[1] };
}

/** The figures of one group. Nothing is nought for want of knowing. */
export function figuresOf(c: Counted, known: Known): AdoptionFigures {
  const { refreshedOn } = known;
  const coverage = c.licensed === 0 || !canJoin(known) ? undefined : c.reported / c.licensed;
  const directory: Basis = {
    source: "directory",
    refreshedOn: undefined,
    coverage: known.directory ? 1 : undefined,
  };
  const both: Basis = { source: "directory and usage reports", refreshedOn, coverage };
  const noDirectory: Test = [!known.directory, "no directory"];
  const joined: readonly Test[] = [
    noDirectory,
    [known.concealed, "names concealed"],
    [refreshedOn === undefined, "no report"],
    [c.licensed === 0 || c.reported === 0, "nobody to count"],
  ];
  const of = (count: number, all: number): Share => ({ count, of: all });
  const counted = (count: number, more: readonly Test[] = []) =>
    reading(both, [...joined, ...more], () => count);
  const twoWindows: Test = [known.weeks < TWO_WINDOWS, "too few weeks"];
  return {
    people: reading(directory, [noDirectory], () => c.people),
    licensed: reading(directory, [noDirectory], () => c.licensed),
    active: reading(both, joined, () => of(c.active, c.reported)),
    weekly: reading(both, joined, () => of(c.weekly, c.reported)),
    perApp: perAppOf(c, both, joined),
    breadth: reading(both, [...joined, [c.active === 0, "nobody to count"]], () => c.used / c.active),
    segments: reading(both, [...joined, [segmentWeeks(known.weeks) === undefined, "too few weeks"]], () =>
      segmentsOf(c, known),
    ),
    retained: reading(both, [...joined, twoWindows, [c.before === 0, "nobody to count"]], () =>
      of(c.retained, c.before),
    ),
    lapsed: counted(c.lapsed),
    reactivated: counted(c.reactivated, [twoWindows]),
    inactive: counted(c.inactive),
    newcomers: reading(directory, [noDirectory], () => c.newcomers),
    onLeave: reading(directory, [noDirectory], () => c.onLeave),
    daysToFirstUse: reading(both, [...joined, [c.firstUse === null, "no dates"]], () => ({
      median: c.firstUse ?? 0,
      of: c.firstUses,
      notYet: c.notYet,
    })),
    topTenth: reading(
      both,
      [...joined, [known.weeks < 12, "too few weeks"], [daysIn(c) === 0, "nobody to count"]],
      () => topTenth(c.spread),
    ),
  };
}

const canJoin = ({ directory, concealed, refreshedOn }: Known): boolean =>
  directory && !concealed && refreshedOn !== undefined;

function perAppOf(c: Counted, basis: Basis, joined: readonly Test[]): AdoptionFigures["perApp"] {
  const entries = shownApps.map((app) => {
    const at = usageApps.indexOf(app);
    const known = c.known[at] ?? 0;
    const own = { ...basis, coverage: c.licensed === 0 ? undefined : known / c.licensed };
    return [
      app,
      reading(own, [...joined, [known === 0, "no such column"]], () => ({
        count: c.apps[at] ?? 0,
        of: known,
      })),
    ];
  });
  return Object.fromEntries(entries) as AdoptionFigures["perApp"]; // made of the list of those very apps
}

/**
 * Microsoft's segments over whole weeks: habitual in 9 of 12 (or in all of 4), power if with 15 prompts a week, novice with
 * one a week on average, low with less. Where nobody's prompts are counted, active days stand for them, and power users
 * are among the habitual.
 */
function segmentsOf(c: Counted, { weeks, counts }: Known): Segments {
  const twelve = segmentWeeks(weeks) === 12;
  const withCounts = twelve && counts;
  const datesOnly = twelve ? "12 weeks, dates only" : "4 weeks, dates only";
  return {
    variant: withCounts ? "12 weeks with counts" : datesOnly,
    power: withCounts ? c.power : undefined,
    habitual: withCounts ? c.habitual - c.power : c.habitual,
    novice: c.novice,
    low: c.low,
    none: c.none,
  };
}

const daysIn = ({ spread }: Counted): number =>
  Object.entries(spread).reduce((sum, [days, people]) => sum + Number(days) * people, 0);

/** Which share of all active days the most active tenth has. Where a tenth isn't a whole number, part of one counts. */
export function topTenth(spread: Readonly<Record<string, number>>): number {
  const steps = Object.entries(spread).map(([days, people]) => ({ days: Number(days), people }));
  const all = steps.reduce((sum, { days, people }) => sum + days * people, 0);
  let left = steps.reduce((sum, { people }) => sum + people, 0) / 10;
  let theirs = 0;
  for (const { days, people } of steps.sort((a, b) => b.days - a.days)) {
    theirs += days * Math.min(left, people);
    left -= Math.min(left, people);
  }
  return all === 0 ? 0 : theirs / all;
}

/**
 * How unevenly use is spread over groups: the share of active people who would have to sit elsewhere for every group to
 * have as many of the active as of the licensed. 0 is even, towards 1 is all in one place. (The index of dissimilarity.)
 */
export function concentration(
  groups: readonly { readonly active: number; readonly licensed: number }[],
): number | undefined {
  const active = groups.reduce((sum, group) => sum + group.active, 0);
  const licensed = groups.reduce((sum, group) => sum + group.licensed, 0);
  if (active === 0 || licensed === 0) return undefined;
  return (
    groups.reduce((sum, group) => sum + Math.abs(group.active / active - group.licensed / licensed), 0) / 2
  );
}

/** `total` shared out as `weights` say, each a whole number, adding up exactly: the largest remainders get what is left. */
export function sharedOut(weights: readonly number[], total: number): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (weight * total) / all);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((sum, each) => sum + each, 0);
  const byRemainder = exact
    .map((each, at) => ({ at, rest: each - Math.floor(each) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
    .slice(0, left);
  const more = new Set(byRemainder.map(({ at }) => at));
  return whole.map((each, at) => each + (more.has(at) ? 1 : 0));
}
