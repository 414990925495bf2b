import type { PersonId } from "../../../core/person.ts";
import { historyIn, type Outcome, type Plan } from "./effect.ts";

/** Somebody as they were assigned when an evaluation was planned. */
export interface Member {
  readonly id: PersonId;
  readonly arm: Outcome["arm"];
  /** A number that stands for the unit that lots were drawn for, so that nobody's manager is kept with them. */
  readonly unit: number;
  /** Whether lots were drawn for them after the history that the adjustment is by. */
  readonly history: boolean;
}

export type Values = ReadonlyMap<PersonId, number>;

/** What power is worked out from, rounded so that nobody can be found by planning twice. */
export interface Basis {
  readonly deviation: number;
  readonly alike: number;
  readonly explained: number;
  /** Whether it is their own history; otherwise whoever planned it named the deviation. */
  readonly known: boolean;
}

/** Where teams were drawn for and nothing is known of them: above most that is published of workplaces. */
export const ALIKE_UNKNOWN = 0.1;

export const arms = ["tips", "held-out"] as const satisfies readonly Outcome["arm"][];

/** What each of an arm has; nought for whoever isn't in it. */
export const valuesIn = (
  members: readonly Member[],
  arm: Outcome["arm"],
  values: Values,
): readonly number[] => members.flatMap((one) => (one.arm === arm ? [values.get(one.id) ?? 0] : []));

/** The same people's figures before, as far as they are history. */
export const outcomesOf = (
  members: readonly Member[],
  values: Values,
  before: Values | undefined,
): readonly Outcome[] =>
  members.map(({ id, arm, unit, history }) => ({
    arm,
    unit: `${unit}`,
    outcome: values.get(id) ?? 0,
    before: history && before !== undefined ? (before.get(id) ?? 0) : undefined,
  }));

/** How far people lie apart, how alike teams are, and how much of it was so before: all within arms, so tips are in none of it. */
export function basisOf(
  members: readonly Member[],
  recent: Values,
  pair?: readonly [before: Values, after: Values],
): Basis {
  const outcomes = outcomesOf(members, recent, undefined);
  const { between, inside, people } = spreadIn(outcomes);
  return {
    deviation: digits(Math.sqrt((between.squares + inside.squares) / Math.max(1, people - arms.length))),
    alike: Math.round(alikeIn(between, inside) * 100) / 100,
    explained: pair === undefined ? 0 : explainedBy(members, ...pair),
    known: true,
  };
}

/** As little as it may be: rounded down, and only as far as there is history of people. */
function explainedBy(members: readonly Member[], before: Values, after: Values): number {
  const outcomes = outcomesOf(members, after, before);
  const [tips, heldOut] = arms.map((arm) => outcomes.filter((each) => each.arm === arm));
  const share = members.filter(({ history }) => history).length / Math.max(1, members.length);
  return Math.floor(historyIn(tips ?? [], heldOut ?? []).explained * share * 20) / 20;
}

/** Two digits, the last one up, so that an effect that can be found is never said to be smaller than it is. */
export function digits(value: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

interface Spread {
  readonly squares: number;
  readonly df: number;
  readonly size: number;
}

function spreadIn(outcomes: readonly Outcome[]) {
  const [between, inside] = [
    { squares: 0, df: 0, size: 0 },
    { squares: 0, df: 0 },
  ];
  for (const arm of arms) {
    const all = outcomes.filter((each) => each.arm === arm);
    const mean = meanOf(all.map(({ outcome }) => outcome));
    const units = grouped(all, ({ unit }) => unit);
    for (const unit of units) {
      const own = meanOf(unit.map(({ outcome }) => outcome));
      between.squares += unit.length * (own - mean) ** 2;
      for (const { outcome } of unit) inside.squares += (outcome - own) ** 2;
      between.size += unit.length - unit.length ** 2 / Math.max(1, all.length);
    }
    between.df += Math.max(0, units.length - 1);
    inside.df += all.length - units.length;
  }
  const size = between.size / Math.max(1, between.df);
  return { between: { ...between, size }, inside: { ...inside, size }, people: outcomes.length };
}

/** The intraclass correlation by analysis of variance (Donner 1986), for units that differ in size; nought where all are single. */
function alikeIn(between: Spread, inside: Spread): number {
  if (inside.df === 0 || between.df === 0) return 0;
  const [outer, inner] = [between.squares / between.df, inside.squares / inside.df];
  const all = outer + (between.size - 1) * inner;
  return all === 0 ? 0 : Math.min(1, Math.max(0, (outer - inner) / all));
}

function grouped<T>(all: readonly T[], by: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group === undefined) groups.set(by(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Sizes as they were assigned. The team of the average person is larger than the average team, and is what is counted with. */
export function sizesOf(members: readonly Member[]): Pick<Plan, "tips" | "heldOut" | "teamSize"> & {
  readonly units: Readonly<Record<Outcome["arm"], number>>;
} {
  const units = grouped(members, ({ arm, unit }) => `${arm} ${unit}`);
  const count = (arm: Outcome["arm"]) => members.filter((one) => one.arm === arm).length;
  const unitsIn = (arm: Outcome["arm"]) => units.filter(([one]) => one?.arm === arm).length;
  return {
    tips: count("tips"),
    heldOut: count("held-out"),
    teamSize: units.reduce((sum, { length }) => sum + length ** 2, 0) / Math.max(1, members.length),
    units: { tips: unitsIn("tips"), "held-out": unitsIn("held-out") },
  };
}
