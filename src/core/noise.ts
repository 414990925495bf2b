import { addDays, type Day, mondayOf } from "./calendar.ts";

/**
 * Whether the newest of some weeks is more than the weeks vary by themselves: a control chart of individual values (XmR).
 *
 * Limits are the mean ± 2.66 × the mean moving range of the earlier weeks (2.66 = 3 / 1.128, the range of two values of a normal
 * distribution being 1.128 standard deviations on average). A change is said where the newest week lies beyond them, or
 * where it is the last of eight weeks on the same side of the mean of those before the eight. Sources: W. A. Shewhart,
 * Economic Control of Quality of Manufactured Product (1931); D. J. Wheeler, Understanding Variation (1993), for limits
 * of individual values and the run of eight; NHS England, Making Data Count (2019), for charts of weeks
 * by which people decide. NHS England counts runs from seven on; eight is rarer where nothing has changed.
 *
 * Published figures are rounded, and rounded figures hide small ranges (Wheeler's “chunky data”): the mean range is taken to
 * be one step of rounding at least. Both ends of a difference may be off by nearly a step, and 2.66 is more than two, so rounding
 * by itself is never said to be a change; and a run has to be more than a step away from the mean.
 *
 * Of two hundred people with the same chance each week, a change is said in three weeks of a hundred at most, and a step of
 * twenty points is seen in its first week (test/core/noise.test.ts, seeded).
 */
export type Verdict =
  /** So many earlier weeks are out, and so many it takes. */
  | { readonly kind: "too early"; readonly weeks: number; readonly takes: number }
  | (Limits & { readonly kind: "noise" })
  | (Limits & { readonly kind: "change"; readonly way: "up" | "down"; readonly by: "week" | "run" });

interface Limits {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Fewer earlier weeks than this make limits that say little: Wheeler finds them worth having from about a dozen on. */
export const EARLIER = 12;
const RUN = 8;
const SCALE = 2.66;

/** So many weeks are looked at: a run of eight, and eighteen before it. */
const WEEKS = 26;
/** Weeks in which the group had another size than now, by more than this share, aren't set beside this one. */
const SAME_SIZE = 0.2;
/** On a Monday the week before the last one is the newest that should be out; in the rest of the week it is still worth telling. */
const NEWEST_DAYS = 14;

/** `values` are of weeks, the newest last; `step` is what one step of rounding is in the same unit. */
export function verdictOn(values: readonly number[], step: number): Verdict {
  const earlier = values.slice(0, -1);
  const newest = values.at(-1);
  if (newest === undefined || earlier.length < EARLIER)
    return { kind: "too early", weeks: earlier.length, takes: EARLIER };
  const limits = limitsOf(earlier, step);
  const beyond = newest > limits.high ? "up" : newest < limits.low ? "down" : undefined;
  if (beyond !== undefined) return { kind: "change", way: beyond, by: "week", ...limits };
  return runIn(values, step) ?? { kind: "noise", ...limits };
}

function limitsOf(values: readonly number[], step: number): Limits {
  const mean = meanOf(values);
  const ranges = values.slice(1).map((value, at) => Math.abs(value - (values[at] ?? value)));
  const wide = SCALE * Math.max(step, meanOf(ranges));
  return { mean, low: mean - wide, high: mean + wide };
}

function runIn(values: readonly number[], step: number): Verdict | undefined {
  const [before, run] = [values.slice(0, -RUN), values.slice(-RUN)];
  if (before.length < EARLIER) return undefined;
  const limits = limitsOf(before, step);
  const away = meanOf(run) - limits.mean;
  const isRun = run.every((value) => (value - limits.mean) * away > 0) && Math.abs(away) > step;
  return isRun ? { kind: "change", way: away > 0 ? "up" : "down", by: "run", ...limits } : undefined;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The weeks before the one that a day lies in, the oldest first. */
export const weeksBefore = (day: Day): readonly Day[] =>
  Array.from({ length: WEEKS }, (_each, at) => addDays(mondayOf(day), -7 * (WEEKS - at)));

/** The newest week that should be out: what was told of an older one is no news. */
export const newsSince = (today: Day): Day => addDays(mondayOf(today), -NEWEST_DAYS);

export const isNews = (week: Day, today: Day): boolean => week >= newsSince(today);

/** The newest weeks, back to where the group was of another size: somebody joined it with their team, or left it. */
export function lastAlike<T>(
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

/** How many did something in a week, of how many. */
interface Share {
  readonly active: number;
  readonly of: number;
}

export const percentOf = (part: number, of: number): number => (of === 0 ? 0 : (100 * part) / of);

/** What is said of shares in per cent, the newest week last; there is one at least. Counts are rounded to `step`. */
export function verdictOnShares(
  weeks: readonly Share[],
  step: number,
): { readonly verdict: Verdict; readonly resized: boolean } {
  const alike = lastAlike(weeks, ({ of }) => of, step);
  const fewest = Math.max(step, Math.min(...alike.map(({ of }) => of)));
  const percents = alike.map(({ active, of }) => percentOf(active, of));
  return { verdict: verdictOn(percents, percentOf(step, fewest)), resized: alike.length < weeks.length };
}
