import { normalBelow, tAt } from "./distributions.ts";
import { type Lots, lotsOf, normalFrom } from "./lots.ts";

/** A figure and the ends of its 95 % interval, all in the figure's unit. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Who was asked, and what the same people's figures come to when each is counted so many times. */
export interface Resampled {
  /** How many people stand in each place of the figures. */
  readonly count: Uint32Array;
  /** Everybody they are some of; undefined where that isn't known, which makes the interval of a sum widest. */
  readonly asked: number | undefined;
  /** `times[i]` is how often somebody in place i is drawn, `drawn` how many draws that is. One number for each statistic. */
  readonly statistics: (times: Uint32Array, drawn: number) => readonly number[];
  /** The same name draws the same lots: whoever works it out again gets the same interval. */
  readonly name: string;
  readonly replicates?: number;
}

const REPLICATES = 500;
/** Of very many places fewer replicates do: chance is small there, and each costs as much as the places are many. */
const FEWEST_REPLICATES = 200;
const PLACES_DRAWN = 2_000_000;
/** Above this a binomial is drawn as the normal that it is nearly. */
const MANY = 30;
const CONFIDENCE = 0.95;

/**
 * 95 % intervals of each statistic by a bootstrap of people (Efron 1979): whoever is drawn brings everything they reported, as
 * one person's reports are alike. How many report is drawn as well, from those asked, so a sum bears also that chance.
 */
export function bootstrapped(of: Resampled): readonly Range[] {
  const { count, statistics } = of;
  const people = count.reduce((sum, each) => sum + each, 0);
  const replicates =
    of.replicates ??
    Math.max(FEWEST_REPLICATES, Math.min(REPLICATES, Math.floor(PLACES_DRAWN / count.length)));
  const values = statistics(count, people);
  const drawn = values.map(() => new Float64Array(replicates));
  const lots = lotsOf(of.name);
  const times = new Uint32Array(count.length);
  for (let replicate = 0; replicate < replicates; replicate++) {
    const draws = reportersDrawn(people, of.asked, lots);
    draw(times, count, people, draws, lots);
    for (const [at, value] of statistics(times, draws).entries()) (drawn[at] ?? [])[replicate] = value;
  }
  const out = tailFor(people);
  return values.map((value, at) => {
    const sorted = drawn[at]?.sort() ?? new Float64Array();
    return { value, low: quantile(sorted, out), high: quantile(sorted, 1 - out) };
  });
}

/** Binomial, by its normal approximation: at least ten people report wherever anything is estimated. */
function reportersDrawn(people: number, asked: number | undefined, lots: Lots): number {
  const share = asked === undefined ? 0 : Math.min(1, people / asked);
  return Math.max(1, Math.round(people + Math.sqrt(people * (1 - share)) * normalFrom(lots)));
}

/** So many draws with replacement: a lot for each where people are few, else a binomial for each place. */
function draw(times: Uint32Array, count: Uint32Array, people: number, draws: number, lots: Lots): void {
  times.fill(0);
  if (count.length === people) {
    for (let one = 0; one < draws; one++) {
      const place = Math.floor(lots() * people);
      times[place] = (times[place] ?? 0) + 1;
    }
    return;
  }
  let [left, rest] = [draws, people];
  for (let place = 0; place < count.length && left > 0; place++) {
    const here = count[place] ?? 0;
    const drawn = binomial(left, Math.min(1, here / rest), lots);
    times[place] = drawn;
    left -= drawn;
    rest -= here;
  }
}

/** How many of `trials` succeed: by inversion where few do (Kachitvichyanukul and Schmeiser 1988, BINV), else by the normal. */
function binomial(trials: number, chance: number, lots: Lots): number {
  if (chance >= 1) return trials;
  if (chance > 0.5) return trials - binomial(trials, 1 - chance, lots);
  const expected = trials * chance;
  if (expected > MANY) {
    const normal = expected + Math.sqrt(expected * (1 - chance)) * normalFrom(lots);
    return Math.max(0, Math.min(trials, Math.round(normal)));
  }
  const odds = chance / (1 - chance);
  let likely = (1 - chance) ** trials;
  let lot = lots();
  let successes = 0;
  while (lot > likely && successes < trials) {
    lot -= likely;
    successes += 1;
    likely *= (odds * (trials - successes + 1)) / successes;
  }
  return successes;
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
