import { bootstrapped, type Range } from "../../core/bootstrap.ts";
import type { Day } from "../../core/calendar.ts";
import type { Because, Reading } from "../../core/figures.ts";
import type { Cut } from "../../core/time-use.ts";
import { cutAmong, DEFAULT_REALISED, type Reporter, type Sample, sampleOf, summed } from "./sample.ts";

/** What the reporters of one group say of the weeks that were closed together. Minutes, and shares from 0 to 1. */
export interface Lot {
  readonly reporters: number;
  /** Weeks they reported in, added up over them. */
  readonly reporterWeeks: number;
  /** What was reported, and nought for everybody who didn't. */
  readonly sum: Range;
  /** Of one reporter in a week they reported in. */
  readonly median: Range;
  readonly mean: Range;
  /** What part of saved minutes went to other useful work. */
  readonly share: Range;
  /** The median times that part: what one active person's week is taken to have gained. */
  readonly realised: Range;
  /** How much of the saved minutes nobody told the use of, so that the default stands for it. */
  readonly onDefault: number;
}

/** Fewer reporters than this, and nothing is said at all. */
export const FEWEST = 10;
/** Fewer than this, and it is only an indication. */
const FIRM = 30;
/** Fewer of those asked than this, and whoever reports may be unlike the rest. */
const LOW_RESPONSE = 0.05;

/**
 * One group's reporters, as an auditor may work it out again from what each week of theirs counted for (core/time-use.ts).
 * Intervals are of the chance of who reports, by a bootstrap of people. They don't bear what nobody can see: that those who
 * report may be unlike the rest, or remember wrongly. `asked` is everybody they are some of; undefined makes the interval of
 * a sum widest. `cut` is where the organisation's largest weeks were cut.
 */
export function lotOf(
  reporters: readonly Reporter[],
  name: string,
  { asked, cut }: { readonly asked?: number | undefined; readonly cut?: Cut | undefined } = {},
): Lot {
  const sample = sampleOf(reporters.map(told(reporters)));
  const cutIn = cutAmong(sample, reporters.length, cut);
  const ranges = bootstrapped({
    count: sample.count,
    asked,
    name,
    statistics: (times, drawn) => {
      const { sum, median, mean, share } = summed(
        sample,
        times,
        drawn,
        times === sample.count ? undefined : cutIn(times, drawn),
      );
      // Time lost is never made smaller by what was realised.
      return [sum, median, mean, share, median > 0 ? median * share : median];
    },
  });
  const [sum, median, mean, share, realised] = ranges as [Range, Range, Range, Range, Range]; // as many as statistics
  const [saved, untold] = [totalOf(sample, "saved"), totalOf(sample, "untold")];
  return {
    reporters: reporters.length,
    reporterWeeks: totalOf(sample, "weeks"),
    ...{ sum, median, mean, share, realised },
    onDefault: saved === 0 ? 1 : untold / saved,
  };
}

/** Where fewer than ten told where time went, what they told isn't said: the default stands for all of it. */
function told(reporters: readonly Reporter[]): (one: Reporter) => Reporter {
  const tellers = reporters.filter(({ saved, untold }) => saved > untold).length;
  if (tellers >= FEWEST) return (one) => one;
  return (one) => ({ ...one, realised: DEFAULT_REALISED * one.saved, untold: one.saved });
}

const totalOf = ({ count, ...lists }: Sample, list: "saved" | "untold" | "weeks"): number =>
  lists[list].reduce((sum, each, at) => sum + each * (count[at] ?? 0), 0);

/** One group in one period: what is known of it, whoever let it out. */
export interface Given {
  /** The last day of the period. A source that was refreshed before it doesn't speak of all of the period. */
  readonly lastDay: Day;
  /** Each with the people who used Copilot in its weeks: somebody active in three weeks counts three times. */
  readonly lots: readonly (Lot & { readonly active: Reading<number> })[];
  /** Everybody who was asked to report, once for each lot; undefined where that isn't known. */
  readonly asked: number | undefined;
  /** Reporters are counted to the nearest so many; exactly, where it is left out. */
  readonly countsTo?: number;
  readonly licensed: Reading<number>;
  /** Minutes apart from all others; undefined where too few people reported any. */
  readonly newWork: number | undefined;
  readonly tookLonger: number | undefined;
}

export type Warning =
  | { readonly kind: "fewer than 30 reporters" }
  | { readonly kind: "response under 5 %" }
  | { readonly kind: "response not known" }
  | { readonly kind: "floor above central" }
  | { readonly kind: "more reporting than use" }
  | {
      readonly kind: "stale source";
      readonly source: Reading<number>["source"];
      readonly refreshedOn: Day | undefined;
    };

export interface NotOffered {
  readonly notOffered: Because;
}

/** What part of saved minutes went to other useful work, from 0 to 1. */
export interface Realised {
  readonly share: Range;
  /** How much of the saved minutes nobody told the use of, so that the default stands for it. */
  readonly onDefault: number;
  /** The share if nothing of those were realised, and if everything were. */
  readonly between: readonly [number, number];
}

export interface Estimated {
  readonly kind: "estimated";
  readonly label: "self-reported";
  readonly standing: "indicative" | "firm";
  /** So many people or more, as they were counted: of several lots, those of the largest. */
  readonly reporters: number;
  /** In an average lot, as the response rate is. */
  readonly asked: number | undefined;
  /** Of those asked, in an average lot. */
  readonly responseRate: number | undefined;
  readonly licensed: Reading<number>;
  readonly activeWeeks: Reading<number>;
  /** Minutes in the period: what was reported, and nought for everybody who didn't. Nothing is taken off for realisation. */
  readonly floor: Range;
  /** Minutes in the period: active weeks × median × realised share. */
  readonly central: Range | NotOffered;
  /** Minutes in the period: active weeks × mean, with nothing taken off. */
  readonly high: Range | NotOffered;
  /** Minutes of one reporter in a week they reported in; of several lots, the average over their reporters. */
  readonly median: Range;
  readonly mean: Range;
  readonly realised: Realised;
  readonly newWork: number | undefined;
  readonly tookLonger: number | undefined;
  readonly warnings: readonly Warning[];
}

export type Estimate =
  | { readonly kind: "suppressed"; readonly because: "fewer than 10 reporters" }
  | Estimated;

/**
 * Floor, central and high. Lots are added up, and so are the ends of their intervals, as if chance had done the same to all:
 * the same people may have reported in each, so that a month's interval is rather too wide than too narrow.
 */
export function estimate(given: Given): Estimate {
  const reporters = Math.max(0, ...given.lots.map((lot) => lot.reporters));
  if (reporters < FEWEST) return { kind: "suppressed", because: "fewer than 10 reporters" };

  const { lots, licensed, asked, newWork, tookLonger } = given;
  const activeWeeks = together(lots.map(({ active }) => active));
  const isActive = "value" in activeWeeks;
  const offered = (of: (lot: Lot) => Range) =>
    isActive
      ? added(lots.map((lot) => times("value" in lot.active ? lot.active.value : 0, of(lot))))
      : { notOffered: activeWeeks.unknown };
  const floor = added(lots.map(({ sum }) => sum));
  const central = offered(({ realised }) => realised);
  const share = averaged(lots, (lot) => lot.share);
  const onDefault = averaged(lots, (lot) => point(lot.onDefault)).value;
  const least = share.value - DEFAULT_REALISED * onDefault;
  const rate = rateOf(given);
  const surely = reporters - Math.floor((given.countsTo ?? 1) / 2);
  return {
    kind: "estimated",
    label: "self-reported",
    standing: surely < FIRM ? "indicative" : "firm",
    reporters,
    asked: asked === undefined ? undefined : Math.round(asked / lots.length),
    responseRate: rate,
    licensed,
    activeWeeks,
    floor,
    central,
    high: offered(({ mean }) => mean),
    median: averaged(lots, (lot) => lot.median),
    mean: averaged(lots, (lot) => lot.mean),
    realised: { share, onDefault, between: [Math.max(0, least), Math.min(1, least + onDefault)] },
    newWork,
    tookLonger,
    warnings: warningsOf(
      given,
      { surely, rate, activeWeeks },
      isActive && "value" in central && floor.value > Math.max(0, central.value),
    ),
  };
}

const point = (value: number): Range => ({ value, low: value, high: value });
const each = (range: Range, by: (end: number) => number): Range => ({
  value: by(range.value),
  low: by(range.low),
  high: by(range.high),
});
const times = (factor: number, range: Range): Range => each(range, (end) => factor * end);

const added = (ranges: readonly Range[]): Range =>
  ranges.reduce((all, { value, low, high }) => ({
    value: all.value + value,
    low: all.low + low,
    high: all.high + high,
  }));

const averaged = (lots: readonly Lot[], of: (lot: Lot) => Range): Range => {
  const reporters = lots.reduce((sum, lot) => sum + lot.reporters, 0);
  return each(added(lots.map((lot) => times(lot.reporters, of(lot)))), (end) => end / reporters);
};

/** What they come to together; where one isn't known, neither is the sum. It rests on the oldest of their reports. */
function together(readings: readonly Reading<number>[]): Reading<number> {
  const unknown = readings.find((reading) => "unknown" in reading);
  if (unknown !== undefined) return unknown;
  const [first] = readings;
  if (first === undefined) throw new Error("There is no lot to add up");
  const oldest = readings.reduce((old, one) =>
    (one.refreshedOn ?? "") < (old.refreshedOn ?? "") ? one : old,
  );
  const value = readings.reduce((sum, reading) => sum + ("value" in reading ? reading.value : 0), 0);
  return { ...oldest, value };
}

/** Undefined also where more reported than are said to have been asked: then the number asked is wrong. */
function rateOf({ asked, lots }: Given): number | undefined {
  const answered = lots.reduce((sum, { reporters }) => sum + reporters, 0);
  return asked === undefined || asked < answered ? undefined : answered / asked;
}

function warningsOf(
  { lots, licensed, lastDay }: Given,
  { surely, rate, activeWeeks }: { surely: number; rate: number | undefined; activeWeeks: Reading<number> },
  isFloorAbove: boolean,
): readonly Warning[] {
  const weeks = lots.reduce((sum, { reporterWeeks }) => sum + reporterWeeks, 0);
  const stale = [licensed, activeWeeks].filter(
    (reading) =>
      "value" in reading &&
      reading.source !== "directory" &&
      (reading.refreshedOn === undefined || reading.refreshedOn < lastDay),
  );
  return [
    ...(surely < FIRM ? [{ kind: "fewer than 30 reporters" } as const] : []),
    ...(rate === undefined ? [{ kind: "response not known" } as const] : []),
    ...(rate !== undefined && rate < LOW_RESPONSE ? [{ kind: "response under 5 %" } as const] : []),
    ...(isFloorAbove ? [{ kind: "floor above central" } as const] : []),
    ...("value" in activeWeeks && weeks > activeWeeks.value
      ? [{ kind: "more reporting than use" } as const]
      : []),
    ...stale.map(({ source, refreshedOn }) => ({ kind: "stale source", source, refreshedOn }) as const),
  ];
}
