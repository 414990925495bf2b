import type { Day } from "../../core/calendar.ts";
import { type Because, type Reading, type Unpublished, unpublished } from "../../core/figures.ts";
import { COUNTED_A_DAY } from "../../core/time-use.ts";
import { bootstrapped, type Range } from "./bootstrap.ts";
import { DEFAULT_REALISED, type Reported, type Sample, sampleOf, summed } from "./sample.ts";

/** One group in one period. */
export interface Asked {
  /** Names the group and the period: the interval's lots are drawn for it. */
  readonly name: string;
  /** The last day of the period. A source that was refreshed before it doesn't speak of all of the period. */
  readonly lastDay: Day;
  readonly reports: readonly Reported[];
  /** Everybody who was asked to report; undefined where that isn't known. */
  readonly asked: number | undefined;
  readonly licensed: Reading<number>;
  /** Active people of each week, added up over the period's weeks: somebody active in three weeks counts three times. */
  readonly activeWeeks: Reading<number>;
}

/** Fewer reporters than this, and nothing is said at all. */
const FEWEST = 10;
/** Fewer than this, and it is only an indication. */
const FIRM = 30;
/** Fewer of those asked than this, and whoever reports may be unlike the rest. */
const LOW_RESPONSE = 0.05;

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
  readonly reporters: number;
  readonly asked: number | undefined;
  readonly responseRate: number | undefined;
  readonly licensed: Reading<number>;
  readonly activeWeeks: Reading<number>;
  /** Minutes in the period: what was reported, and nought for everybody who didn't. Nothing is taken off for realisation. */
  readonly floor: Range;
  /** Minutes in the period: active weeks × median × realised share. */
  readonly central: Range | NotOffered;
  /** Minutes in the period: active weeks × mean, with nothing taken off. */
  readonly high: Range | NotOffered;
  /** Minutes of one reporter in a week they reported in. */
  readonly median: Range;
  readonly mean: Range;
  /** The largest that anybody's week counted as. */
  readonly winsorisedAt: number;
  readonly realised: Realised;
  /** Minutes, apart from all of the above; undefined where fewer than ten people reported any. */
  readonly newWork: number | undefined;
  /** Minutes lost, already taken off above; undefined where fewer than ten people reported any. */
  readonly tookLonger: number | undefined;
  readonly warnings: readonly Warning[];
}

export type Estimate =
  | { readonly kind: "suppressed"; readonly because: "fewer than 10 reporters" }
  | Estimated;

/**
 * Floor, central and high of one group and period, as an auditor may work them out again:
 * - a person's day counts 120 minutes at most, saved or lost; their week is what they reported ÷ the weeks they reported in;
 * - weeks above the 95th percentile of all reporters count as that percentile (nearest rank). Nothing is done at the lower
 *   end, so the rule only ever makes a figure smaller;
 * - intervals are of the chance of who reports, by a bootstrap of people. They don't bear what nobody can see: that those
 *   who report may be unlike the rest, or remember wrongly;
 * - time lost is never made smaller by the realised share.
 * Medians are somebody's own figure, so the estimate is sealed: the publication gate alone lets it out.
 */
export function estimate(asked: Asked): Unpublished<Estimate> {
  const sample = sampleOf(asked.reports);
  return unpublished(
    sample.people < FEWEST
      ? { kind: "suppressed", because: "fewer than 10 reporters" }
      : estimated(asked, sample),
  );
}

function estimated(asked: Asked, sample: Sample): Estimated {
  const { licensed, activeWeeks, name } = asked;
  const active = "value" in activeWeeks ? activeWeeks.value : 0;
  const ranges = bootstrapped({
    people: sample.people,
    asked: asked.asked,
    name,
    statistics: (times, drawn) => {
      const { sum, median, mean, share } = summed(sample, times, drawn);
      return [sum, median, mean, share, active * (median > 0 ? median * share : median), active * mean];
    },
  });
  const [floor, median, mean, share, central, high] = ranges as [Range, Range, Range, Range, Range, Range]; // as many as statistics
  const once = summed(sample, new Uint32Array(sample.people).fill(1), sample.people);
  const offered = (range: Range) => ("value" in activeWeeks ? range : { notOffered: activeWeeks.unknown });
  return {
    kind: "estimated",
    label: "self-reported",
    standing: sample.people < FIRM ? "indicative" : "firm",
    reporters: sample.people,
    asked: asked.asked,
    responseRate: rateOf(asked, sample),
    licensed,
    activeWeeks,
    floor,
    central: offered(central),
    high: offered(high),
    median,
    mean,
    winsorisedAt: once.cut,
    realised: { share, ...defaultIn(sample) },
    newWork: apart(asked.reports, ({ anyway }) => anyway === false),
    tookLonger: apart(asked.reports, ({ anyway, net }) => anyway !== false && net < 0),
    warnings: warningsOf(asked, sample, floor.value > central.value),
  };
}

/** Undefined also where more reported than are said to have been asked: then the number asked is wrong. */
function rateOf({ asked }: Asked, { people }: Sample): number | undefined {
  return asked === undefined || asked < people ? undefined : people / asked;
}

function defaultIn({ saved, realised, untold }: Sample): Pick<Realised, "onDefault" | "between"> {
  const total = (list: Float64Array) => list.reduce((sum, each) => sum + each, 0);
  const [all, told, unsaid] = [total(saved), total(realised), total(untold)];
  if (all === 0) return { onDefault: 1, between: [0, 1] };
  const least = (told - DEFAULT_REALISED * unsaid) / all;
  return { onDefault: unsaid / all, between: [least, least + unsaid / all] };
}

/** Minutes of some reports, where enough people made any. Each counts no more than a day does. */
function apart(reports: readonly Reported[], isOne: (report: Reported) => boolean): number | undefined {
  const those = reports.filter(isOne);
  if (new Set(those.map(({ person }) => person)).size < FEWEST) return undefined;
  return those.reduce((sum, { net }) => sum + Math.max(-COUNTED_A_DAY, Math.min(COUNTED_A_DAY, net)), 0);
}

function warningsOf(asked: Asked, sample: Sample, isFloorAbove: boolean): readonly Warning[] {
  const { activeWeeks, licensed, lastDay } = asked;
  const rate = rateOf(asked, sample);
  const isActive = "value" in activeWeeks;
  const weeks = sample.weeks.reduce((sum, each) => sum + each, 0);
  const stale = [licensed, activeWeeks].filter(
    (reading) => "value" in reading && (reading.refreshedOn === undefined || reading.refreshedOn < lastDay),
  );
  return [
    ...(sample.people < FIRM ? [{ kind: "fewer than 30 reporters" } as const] : []),
    ...(rate === undefined ? [{ kind: "response not known" } as const] : []),
    ...(rate !== undefined && rate < LOW_RESPONSE ? [{ kind: "response under 5 %" } as const] : []),
    ...(isActive && isFloorAbove ? [{ kind: "floor above central" } as const] : []),
    ...(isActive && weeks > activeWeeks.value ? [{ kind: "more reporting than use" } as const] : []),
    ...stale.map(({ source, refreshedOn }) => ({ kind: "stale source", source, refreshedOn }) as const),
  ];
}
