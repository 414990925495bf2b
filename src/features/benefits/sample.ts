import type { PersonId } from "../../core/person.ts";
import {
  type Cut,
  cappedDay,
  cutsOf,
  reportedWeeks,
  type TimeReport,
  type Use,
} from "../../core/time-use.ts";

/**
 * Reporters, each with the same place in every list, those with the smallest weeks first. Who is alike in everything stands
 * in one place, `count` times. All but `count` and `weeks` in minutes, of one person.
 */
export interface Sample {
  readonly count: Uint32Array;
  /** What a person's weeks counted for ÷ the weeks they reported in. */
  readonly week: Float64Array;
  readonly weeks: Float64Array;
  /** As `week`, before the largest weeks were cut. */
  readonly raw: Float64Array;
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
  readonly raw: number;
  readonly saved: number;
  readonly realised: number;
  readonly untold: number;
}

/** Everybody who reported, and where the largest weeks are cut; undefined of several weeks, which each have their own. */
export interface Reporters {
  readonly of: ReadonlyMap<PersonId, Reporter>;
  readonly cut: Cut | undefined;
}

/** Everybody who reported anything is a reporter: whoever reported only new work saved nothing in those weeks. */
export function reportersIn(reports: readonly TimeReport[]): Reporters {
  const uses = new Map<PersonId, { saved: number; realised: number; untold: number }>();
  for (const report of reports) {
    const own = uses.get(report.person) ?? { saved: 0, realised: 0, untold: 0 };
    uses.set(report.person, own);
    if (report.anyway !== false) add(report, own);
  }
  const weeks = reportedWeeks(reports);
  const cuts = cutsOf(weeks);
  const [cut, another] = cuts.values();
  const of = [...weeks].map(([id, own]) => {
    const of = (minutes: (raw: number, cut: Cut | undefined) => number) =>
      [...own].reduce((sum, [week, raw]) => sum + minutes(raw, cuts.get(week)), 0) / own.size;
    return [
      id,
      {
        week: of((raw, cut) => Math.min(raw, cut?.minutes ?? raw)),
        weeks: own.size,
        raw: of((raw) => raw),
        ...(uses.get(id) ?? { saved: 0, realised: 0, untold: 0 }),
      },
    ] as const;
  });
  return { of: new Map(of), cut: another === undefined ? cut : undefined };
}

function add({ net, use }: TimeReport, own: { saved: number; realised: number; untold: number }): void {
  const saved = Math.max(0, cappedDay(net));
  own.saved += saved;
  own.realised += saved * realisedIn[use ?? "not-sure"];
  own.untold += use === undefined || use === "not-sure" ? saved : 0;
}

const lists = ["week", "raw", "weeks", "saved", "realised", "untold"] as const;

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
    raw: list("raw"),
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

/** `cut` where the largest weeks are cut elsewhere than they were. */
export function summed(sample: Sample, times: Uint32Array, drawn: number, cut?: number): Summed {
  const { weeks, saved, realised } = sample;
  const week = cut === undefined ? sample.week : sample.raw;
  const most = cut ?? Number.POSITIVE_INFINITY;
  let sum = 0;
  let ofAll = 0;
  let allSaved = 0;
  let allRealised = 0;
  for (let at = 0; at < times.length; at++) {
    const often = times[at] ?? 0;
    if (often === 0) continue;
    const counted = often * Math.min(week[at] ?? 0, most);
    ofAll += counted;
    sum += counted * (weeks[at] ?? 0);
    allSaved += often * (saved[at] ?? 0);
    allRealised += often * (realised[at] ?? 0);
  }
  const share = allSaved === 0 ? DEFAULT_REALISED : allRealised / allSaved;
  return { sum, median: Math.min(most, medianOf(week, times, drawn)), mean: ofAll / drawn, share };
}

function medianOf(values: Float64Array, times: Uint32Array, drawn: number): number {
  const below = placeOf(Math.floor((drawn + 1) / 2), times);
  const above = placeOf(Math.ceil((drawn + 1) / 2), times);
  return ((values[below] ?? 0) + (values[above] ?? 0)) / 2;
}

/**
 * Where the largest weeks are cut when each place counts so many times: the rank that the cut has among these people, as it
 * moves when they are drawn again. Of a small part of an organisation it moves more than it would, so that intervals are
 * rather too wide. Undefined where nothing is cut anew.
 */
export function cutAmong({ raw, count }: Sample, people: number, cut: Cut | undefined) {
  if (cut === undefined || people === 0) return () => undefined;
  let [below, at] = [0, 0];
  for (const [place, minutes] of raw.entries())
    if (minutes < cut.minutes) below += count[place] ?? 0;
    else if (minutes === cut.minutes) at += count[place] ?? 0;
  const share = (below + cut.among * at) / people;
  const found = (times: Uint32Array, drawn: number) =>
    raw[placeOf(Math.max(1, Math.ceil(share * drawn - NEAR)), times)] ?? 0;
  const moved = cut.minutes - found(count, people);
  return (times: Uint32Array, drawn: number): number => found(times, drawn) + moved;
}
/** A whole rank stays that rank, whatever was lost in dividing. */
const NEAR = 1e-9;

/** The place of the person of a rank, counted from 1. */
function placeOf(rank: number, times: Uint32Array): number {
  let at = 0;
  for (let seen = times[0] ?? 0; seen < rank && at < times.length; seen += times[at] ?? 0) at++;
  return at;
}
