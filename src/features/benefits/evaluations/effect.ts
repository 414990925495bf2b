import type { Range } from "../../../core/bootstrap.ts";
import { tAt, tBelow } from "../../../core/distributions.ts";
import { type Unpublished, unpublished } from "../../../core/figures.ts";

/** What is fixed before anybody looks at an outcome. Sizes are of those assigned, whether or not they were ever reached. */
export interface Plan {
  readonly heldOut: number;
  readonly tips: number;
  /** Standard deviation of the outcome among people before the start, in the outcome's unit. */
  readonly deviation: number;
  /** People to a team where lots were drawn for teams; 1 where they were drawn for people. */
  readonly teamSize: number;
  /** How alike colleagues of a team are: the share of the variance that lies between teams, 0 to 1. */
  readonly alike: number;
  /** The share of the variance that their own history explains (the squared correlation), 0 where there is none. */
  readonly explained: number;
  /** The smallest effect that would change a decision, in the outcome's unit. */
  readonly worthwhile: number;
}

/** One person as they were assigned, whatever became of it. */
export interface Outcome {
  readonly arm: "held-out" | "tips";
  /** The unit that lots were drawn for: their team, or themselves. */
  readonly unit: string;
  readonly outcome: number;
  /** The same measure before lots were drawn; undefined for newcomers. */
  readonly before: number | undefined;
}

/** What can be shown at all: told before the start. */
export interface Power {
  /** The smallest effect that would be found four times in five, in the outcome's unit; Infinity where an arm is too small. */
  readonly smallest: number;
  /** The chance that the worthwhile effect would be found, 0 to 1. */
  readonly power: number;
  readonly enough: boolean;
}

export interface Evaluated {
  readonly kind: "evaluated";
  /** Mean of tips less mean of held-out, by arm as assigned, with its 95 % interval. */
  readonly effect: Range;
  /** The same without the adjustment for history. */
  readonly unadjusted: Range;
  /** How much of the variance the adjustment took away, 0 to 1. */
  readonly explained: number;
  readonly people: Readonly<Record<Outcome["arm"], number>>;
  readonly units: Readonly<Record<Outcome["arm"], number>>;
  /** Who was planned to be assigned and isn't here, or the other way round: a change of plan, to be shown. */
  readonly notAsPlanned: Readonly<Record<Outcome["arm"], number>>;
  readonly verdict: "more" | "less" | "no difference found";
}

export type Evaluation =
  | { readonly kind: "refused"; readonly because: "underpowered"; readonly power: Power }
  | { readonly kind: "refused"; readonly because: "too few in an arm" }
  | Evaluated;

const CONFIDENT = 0.975;
const POWER = 0.8;
/** Fewer units than this in an arm, and neither an interval nor anybody's privacy holds. */
const FEWEST = 10;

/**
 * (t₀.₉₇₅ + t₀.₈) × standard error, two-sided at 5 %, power 80 % (Bloom 1995, minimum detectable effects). Teams cost the design
 * effect 1 + (size − 1) × alike (Kish 1965); history saves the share it explains (Deng et al. 2013, CUPED).
 */
export function powerOf(plan: Plan): Power {
  const { heldOut, tips, deviation, teamSize, alike, explained, worthwhile } = plan;
  const fewer = Math.min(heldOut, tips) / teamSize;
  if (fewer < FEWEST) return { smallest: Number.POSITIVE_INFINITY, power: 0, enough: false };
  const design = 1 + (teamSize - 1) * alike;
  const error = deviation * Math.sqrt(design * (1 - explained) * (1 / heldOut + 1 / tips));
  const df = (heldOut + tips) / teamSize - 2;
  const smallest = (tAt(CONFIDENT, df) + tAt(POWER, df)) * error;
  const power = tBelow(worthwhile / error - tAt(CONFIDENT, df), df);
  return { smallest, power, enough: smallest <= worthwhile };
}

/**
 * The effect on everybody who was to get tips, read or not (intention to treat). Whether it is answered at all depends on the
 * plan and on how many were assigned, never on the outcome. Sealed: only the publication gate lets it out.
 */
export function evaluation(plan: Plan, outcomes: readonly Outcome[]): Unpublished<Evaluation> {
  return unpublished(evaluated(plan, outcomes));
}

/** The same, for whoever seals it together with what it is of. */
export function evaluated(plan: Plan, outcomes: readonly Outcome[]): Evaluation {
  const [tips, heldOut] = [armOf(outcomes, "tips"), armOf(outcomes, "held-out")];
  const units = { tips: unitsIn(tips), "held-out": unitsIn(heldOut) };
  if (Math.min(units.tips, units["held-out"]) < FEWEST)
    return { kind: "refused", because: "too few in an arm" };
  const power = powerOf({ ...plan, heldOut: heldOut.length, tips: tips.length });
  if (!power.enough) return { kind: "refused", because: "underpowered", power };

  const { weight, mean, explained } = historyIn(tips, heldOut);
  const adjusted = (arm: readonly Outcome[]) =>
    arm.map((each) => ({ ...each, outcome: each.outcome - weight * ((each.before ?? mean) - mean) }));
  const effect = difference(adjusted(tips), adjusted(heldOut));
  return {
    kind: "evaluated",
    effect,
    unadjusted: difference(tips, heldOut),
    explained,
    people: { tips: tips.length, "held-out": heldOut.length },
    units,
    notAsPlanned: { tips: tips.length - plan.tips, "held-out": heldOut.length - plan.heldOut },
    verdict: effect.low > 0 ? "more" : effect.high < 0 ? "less" : "no difference found",
  };
}

const armOf = (outcomes: readonly Outcome[], arm: Outcome["arm"]) =>
  outcomes.filter((each) => each.arm === arm);
const unitsIn = (arm: readonly Outcome[]): number => new Set(arm.map(({ unit }) => unit)).size;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number => sumOf(values) / Math.max(1, values.length);

/**
 * CUPED (Deng, Xu, Kohavi and Walker 2013): an outcome less weight × (before − its mean), with the weight that is the slope
 * within arms. Newcomers have no history and aren't moved. Lots were drawn after, so history can't differ but by chance.
 */
export function historyIn(...arms: readonly (readonly Outcome[])[]) {
  const known = arms.map((arm) =>
    arm.flatMap((each) => (each.before === undefined ? [] : [{ ...each, before: each.before }])),
  );
  const moments = known.map((arm) => {
    const [x, y] = [meanOf(arm.map(({ before }) => before)), meanOf(arm.map(({ outcome }) => outcome))];
    const products = (of: (each: (typeof arm)[number]) => number) => sumOf(arm.map(of));
    return {
      xy: products((each) => (each.before - x) * (each.outcome - y)),
      xx: products((each) => (each.before - x) ** 2),
      yy: products((each) => (each.outcome - y) ** 2),
    };
  });
  const total = (of: "xy" | "xx" | "yy") => sumOf(moments.map((moment) => moment[of]));
  const [xy, xx, yy] = [total("xy"), total("xx"), total("yy")];
  return {
    mean: meanOf(known.flat().map(({ before }) => before)),
    weight: xx === 0 ? 0 : xy / xx,
    explained: xx === 0 || yy === 0 ? 0 : (xy * xy) / (xx * yy),
  };
}

/**
 * Difference in means with a 95 % interval by Student's t. The variance of a mean is robust to teams (Liang and Zeger 1986, times
 * units ÷ (units − 1)), and the degrees of freedom are Satterthwaite's: where every unit is one person, this is Welch (1947).
 */
function difference(tips: readonly Outcome[], heldOut: readonly Outcome[]): Range {
  const [one, other] = [meanIn(tips), meanIn(heldOut)];
  const value = one.mean - other.mean;
  const variance = one.variance + other.variance;
  if (variance === 0) return { value, low: value, high: value };
  const df = variance ** 2 / (one.variance ** 2 / (one.units - 1) + other.variance ** 2 / (other.units - 1));
  const reach = tAt(CONFIDENT, df) * Math.sqrt(variance);
  return { value, low: value - reach, high: value + reach };
}

function meanIn(arm: readonly Outcome[]) {
  const mean = meanOf(arm.map(({ outcome }) => outcome));
  const off = new Map<string, number>();
  for (const { unit, outcome } of arm) off.set(unit, (off.get(unit) ?? 0) + outcome - mean);
  const units = off.size;
  const squares = sumOf([...off.values()].map((each) => each ** 2));
  return { mean, units, variance: ((units / (units - 1)) * squares) / arm.length ** 2 };
}
