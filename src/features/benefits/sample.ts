import type { PersonId } from "../../core/person.ts";
import { cappedDay, countedWeeks, type TimeReport, type Use } from "../../core/time-use.ts";

/**
 * Reporters, each with the same place in every list, those with the smallest weeks first. Who is alike in everything stands
 * in one place, `count` times. All but `count` and `weeks` in minutes, of one person.
 */
export interface Sample {
  readonly count: Uint32Array;
  /** What a person's weeks counted for ÷ the weeks they reported in. */
  readonly week: Float64Array;
  readonly weeks: Float64Array;
  /** Minutes saved, with nothing taken off for minutes lost; how much of them was realised; of how much nobody said. */
  readonly saved: Float64Array;
  readonly realised: Float64Array;
  readonly untold: Float64Array;
}

/** What is taken to be realised of minutes of which nobody said where they went. */
export const DEFAULT_REALISED = 0.5;

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

export interface Reporter {
  readonly week: number;
  readonly weeks: number;
  readonly saved: number;
  readonly realised: number;
  readonly untold: number;
}

/** Everybody who reported anything is a reporter: whoever reported only new work saved nothing in those weeks. */
export function reportersIn(reports: readonly TimeReport[]): ReadonlyMap<PersonId, Reporter> {
  const uses = new Map<PersonId, { saved: number; realised: number; untold: number }>();
  for (const report of reports) {
    const own = uses.get(report.person) ?? { saved: 0, realised: 0, untold: 0 };
    uses.set(report.person, own);
    if (report.anyway !== false) add(report, own);
  }
  return new Map(
    [...countedWeeks(reports)].map(([id, counted]) => {
      const total = [...counted.values()].reduce((sum, minutes) => sum + minutes, 0);
      const own = uses.get(id) ?? { saved: 0, realised: 0, untold: 0 };
      return [id, { week: total / counted.size, weeks: counted.size, ...own }];
    }),
  );
}

function add({ net, use }: TimeReport, own: { saved: number; realised: number; untold: number }): void {
  const saved = Math.max(0, cappedDay(net));
  own.saved += saved;
  own.realised += saved * realisedIn[use ?? "not-sure"];
  own.untold += use === undefined || use === "not-sure" ? saved : 0;
}

const lists = ["week", "weeks", "saved", "realised", "untold"] as const;

export function sampleOf(reporters: readonly Reporter[]): Sample {
  const sorted = reporters.toSorted((a, b) => lists.reduce((by, list) => by || a[list] - b[list], 0));
  const isLike = (one: Reporter, other: Reporter | undefined) =>
    other !== undefined && lists.every((list) => one[list] === other[list]);
  const rows: Reporter[] = [];
  const count: number[] = [];
  for (const one of sorted)
    if (isLike(one, rows.at(-1))) count[rows.length - 1] = (count[rows.length - 1] ?? 0) + 1;
    else count[rows.push(one) - 1] = 1;
  const list = (name: (typeof lists)[number]) => Float64Array.from(rows, (one) => one[name]);
  return {
    count: Uint32Array.from(count),
    week: list("week"),
    weeks: list("weeks"),
    saved: list("saved"),
    realised: list("realised"),
    untold: list("untold"),
  };
}

/** What people come to when each place counts so many times. `sum`, `median` and `mean` in minutes, `share` from 0 to 1. */
export interface Summed {
  readonly sum: number;
  readonly median: number;
  readonly mean: number;
  readonly share: number;
}

export function summed({ week, weeks, saved, realised }: Sample, times: Uint32Array, drawn: number): Summed {
  let sum = 0;
  let ofAll = 0;
  let allSaved = 0;
  let allRealised = 0;
  for (let at = 0; at < times.length; at++) {
    const often = times[at] ?? 0;
    if (often === 0) continue;
    const counted = often * (week[at] ?? 0);
    ofAll += counted;
    sum += counted * (weeks[at] ?? 0);
    allSaved += often * (saved[at] ?? 0);
    allRealised += often * (realised[at] ?? 0);
  }
  const share = allSaved === 0 ? DEFAULT_REALISED : allRealised / allSaved;
  return { sum, median: medianOf(week, times, drawn), mean: ofAll / drawn, share };
}

function medianOf(values: Float64Array, times: Uint32Array, drawn: number): number {
  const below = placeOf(Math.floor((drawn + 1) / 2), times);
  const above = placeOf(Math.ceil((drawn + 1) / 2), times);
  return ((values[below] ?? 0) + (values[above] ?? 0)) / 2;
}

/** The place of the person of a rank, counted from 1. */
function placeOf(rank: number, times: Uint32Array): number {
  let at = 0;
  for (let seen = times[0] ?? 0; seen < rank && at < times.length; seen += times[at] ?? 0) at++;
  return at;
}
