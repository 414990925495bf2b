import { type Lots, lotsOf, normalFrom } from "../../core/lots.ts";
import { normalBelow, tAt } from "./distributions.ts";

/** A figure and the ends of its 95 % interval, all in the figure's unit. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Who was asked, and what the same people's figures come to when each is counted so many times. */
export interface Resampled {
  /** People with figures. */
  readonly people: number;
  /** Everybody they are some of; undefined where that isn't known, which makes the interval of a sum widest. */
  readonly asked: number | undefined;
  /** `times[i]` is how often person i is drawn, `drawn` how many draws that is. One number for each statistic. */
  readonly statistics: (times: Uint32Array, drawn: number) => readonly number[];
  /** The same name draws the same lots: whoever works it out again gets the same interval. */
  readonly name: string;
  readonly replicates?: number;
}

const REPLICATES = 1_000;
const CONFIDENCE = 0.95;

/**
 * 95 % intervals of each statistic by a bootstrap of people (Efron 1979): whoever is drawn brings everything they reported, as
 * one person's reports are alike. How many report is drawn as well, from those asked, so a sum bears also that chance.
 */
export function bootstrapped(of: Resampled): readonly Range[] {
  const { people, statistics, replicates = REPLICATES } = of;
  const values = statistics(new Uint32Array(people).fill(1), people);
  const drawn = values.map(() => new Float64Array(replicates));
  const lots = lotsOf(of.name);
  const times = new Uint32Array(people);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const draws = reportersDrawn(of, lots);
    times.fill(0);
    for (let draw = 0; draw < draws; draw++) {
      const one = Math.floor(lots() * people);
      times[one] = (times[one] ?? 0) + 1;
    }
    for (const [at, value] of statistics(times, draws).entries()) (drawn[at] ?? [])[replicate] = value;
  }
  const out = tailFor(people);
  return values.map((value, at) => {
    const sorted = drawn[at]?.sort() ?? new Float64Array();
    return { value, low: quantile(sorted, out), high: quantile(sorted, 1 - out) };
  });
}

/** Binomial, by its normal approximation: at least ten people report wherever anything is estimated. */
function reportersDrawn({ people, asked }: Resampled, lots: Lots): number {
  const share = asked === undefined ? 0 : Math.min(1, people / asked);
  return Math.max(1, Math.round(people + Math.sqrt(people * (1 - share)) * normalFrom(lots)));
}

/**
 * Percentiles, a little further out where there are few people: the quantiles of Student's t instead of the normal's, and
 * n/(n-1) for the variance, as Hesterberg (2015), What teachers should know about the bootstrap, section 5.3, advises.
 */
function tailFor(people: number): number {
  const few = Math.max(people, 2);
  return normalBelow(Math.sqrt(few / (few - 1)) * tAt((1 - CONFIDENCE) / 2, few - 1));
}

/** Between the two nearest, as far as it lies (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  return below + (place % 1) * ((sorted[Math.ceil(place)] ?? Number.NaN) - below);
}
