import type { Day } from "../../core/calendar.ts";
import { COUNTED_A_DAY, type Use } from "../../core/time-use.ts";

/** One report, as far as an estimate needs it. Minutes are whole; below zero is time lost. */
export interface Reported {
  readonly person: string;
  /** The Monday of the week it counts in. */
  readonly week: Day;
  /** The day it is about. */
  readonly on: Day;
  readonly net: number;
  /** False: new work, which is no time saved. Unanswered counts as work that would have been done. */
  readonly anyway: boolean | undefined;
  readonly use: Use | undefined;
}

/** Reporters, each with the same place in every list, those with the smallest weeks first. All but `weeks` in minutes. */
export interface Sample {
  readonly people: number;
  /** What a person reported ÷ the weeks they reported in. */
  readonly week: Float64Array;
  readonly weeks: Float64Array;
  /** Minutes saved, with nothing taken off for minutes lost; how much of them was realised; of how much nobody said. */
  readonly saved: Float64Array;
  readonly realised: Float64Array;
  readonly untold: Float64Array;
}

/** What is taken to be realised of minutes of which nobody said where they went. */
export const DEFAULT_REALISED = 0.5;
/** Nobody's week counts for more than what so many of a hundred reporters' weeks come to at most. */
const WINSORISED = 95;

/**
 * How much of saved time was realised, by where it went. Well-being is a benefit, and meetings may be work, but neither is
 * known to have become other useful work, so neither is counted as that.
 */
export const realisedIn: Readonly<Record<Use, number>> = {
  "other-work": 1,
  quality: 1,
  planning: 1,
  learning: 1,
  wellbeing: 0,
  meetings: 0,
  "not-sure": DEFAULT_REALISED,
};

interface Reporter {
  readonly weeks: Set<Day>;
  readonly days: Map<Day, number>;
  saved: number;
  realised: number;
  untold: number;
}

const capped = (minutes: number): number => Math.max(-COUNTED_A_DAY, Math.min(COUNTED_A_DAY, minutes));

/** Everybody who reported anything is a reporter: whoever reported only new work saved nothing in those weeks. */
export function sampleOf(reports: readonly Reported[]): Sample {
  const reporters = new Map<string, Reporter>();
  for (const report of reports) add(report, reporterOf(reporters, report.person));
  const sorted = [...reporters.values()]
    .map((each) => ({
      ...each,
      week: [...each.days.values()].reduce((sum, day) => sum + capped(day), 0) / each.weeks.size,
    }))
    .sort((a, b) => a.week - b.week);
  const list = (of: (each: (typeof sorted)[number]) => number) => Float64Array.from(sorted, of);
  return {
    people: sorted.length,
    week: list(({ week }) => week),
    weeks: list(({ weeks }) => weeks.size),
    saved: list(({ saved }) => saved),
    realised: list(({ realised }) => realised),
    untold: list(({ untold }) => untold),
  };
}

function reporterOf(reporters: Map<string, Reporter>, person: string): Reporter {
  const known = reporters.get(person);
  if (known !== undefined) return known;
  const reporter: Reporter = { weeks: new Set(), days: new Map(), saved: 0, realised: 0, untold: 0 };
  reporters.set(person, reporter);
  return reporter;
}

function add({ week, on, net, anyway, use }: Reported, reporter: Reporter): void {
  reporter.weeks.add(week);
  if (anyway === false) return;
  reporter.days.set(on, (reporter.days.get(on) ?? 0) + net);
  const saved = Math.max(0, capped(net));
  reporter.saved += saved;
  reporter.realised += saved * realisedIn[use ?? "not-sure"];
  reporter.untold += use === undefined || use === "not-sure" ? saved : 0;
}

/** What people come to when each is counted so many times. `sum`, `median`, `mean` and `cut` in minutes, `share` from 0 to 1. */
export interface Summed {
  readonly sum: number;
  readonly median: number;
  readonly mean: number;
  readonly share: number;
  readonly cut: number;
}

export function summed(sample: Sample, times: Uint32Array, drawn: number): Summed {
  const [below, above] = [Math.floor((drawn + 1) / 2), Math.ceil((drawn + 1) / 2)].map((rank) =>
    valueAt(rank, sample.week, times),
  ) as [number, number]; // as many as ranks
  const cut = valueAt(Math.ceil((WINSORISED * drawn) / 100), sample.week, times);
  const { week, weeks, saved, realised } = sample;
  let sum = 0;
  let ofAll = 0;
  let allSaved = 0;
  let allRealised = 0;
  for (let at = 0; at < times.length; at++) {
    const often = times[at] ?? 0;
    if (often === 0) continue;
    const counted = often * Math.min(week[at] ?? 0, cut);
    ofAll += counted;
    sum += counted * (weeks[at] ?? 0);
    allSaved += often * (saved[at] ?? 0);
    allRealised += often * (realised[at] ?? 0);
  }
  const share = allSaved === 0 ? DEFAULT_REALISED : allRealised / allSaved;
  return { sum, median: (below + above) / 2, mean: ofAll / drawn, share, cut };
}

/** The value at a rank, counted from 1, of sorted values that occur so many times. */
function valueAt(rank: number, values: Float64Array, times: Uint32Array): number {
  let at = 0;
  for (let seen = times[0] ?? 0; seen < rank && at < times.length; seen += times[at] ?? 0) at++;
  return values[at] ?? 0;
}
