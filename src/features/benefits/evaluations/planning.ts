import { addDays, type Day, mondayOf } from "../../../core/calendar.ts";
import { type Unpublished, unpublished } from "../../../core/figures.ts";
import type { TenantId } from "../../../core/person.ts";
import { within } from "../../../core/sealed.ts";
import type {
  Assigned,
  Assignments,
  Comparison,
  Design,
  OutcomeMeasure,
  Releases,
} from "../../../core/trial.ts";
import { type Plan, powerOf } from "./effect.ts";
import {
  ALIKE_UNKNOWN,
  arms,
  type Basis,
  basisOf,
  digits,
  type Member,
  sizesOf,
  type Values,
  valuesIn,
} from "./history.ts";
import type { DesignName, Draft, Figures, PerArm, Windows } from "./store.ts";

/** What benefits ask of other features for it. */
export interface Slots {
  readonly outcomes: () => readonly OutcomeMeasure[];
  readonly assignments: () => Assignments;
  readonly releases: () => Releases;
}

/** Reports come days late, and now and then one is missing: recent weeks end at most so many weeks ago. */
const LATEST = 3;
/** One in twenty may leave before it is over, and it still shows what it was planned to show. */
const STAY = 0.95;
const FEWEST_UNITS = 10;
const COUNTS_TO = 5;
/** Nothing is found for certain. */
const SUREST = 0.99;
const lastDay = ({ from, weeks }: Pick<Draft, "from" | "weeks">): Day => addDays(from, 7 * weeks - 1);

export const toFive = (count: number): number => Math.round(count / COUNTS_TO) * COUNTS_TO;

export function designOf({ design, from, weeks }: Pick<Draft, "design" | "from" | "weeks">): Design {
  const kinds: Readonly<Record<DesignName, Design>> = {
    "hold-out": { kind: "hold-out" },
    stepped: { kind: "stepped start", from, until: lastDay({ from, weeks }) },
  };
  return kinds[design];
}

/** Those who are assigned, each unit by a number of its own. History is what lies before this day and before their lot was drawn. */
export function membersOf(assigned: readonly Assigned[], historyUntil: Day | undefined): readonly Member[] {
  const units = new Map<string, number>();
  return assigned.map(({ id, arm, unit, since }) => {
    const number = units.get(unit) ?? units.size + 1;
    units.set(unit, number);
    return { id, arm, unit: number, history: historyUntil !== undefined && since >= historyUntil };
  });
}

/** The newest weeks that are known, and the newest before lots were drawn for half of them. */
export async function windowsFor(
  { of }: OutcomeMeasure,
  tenant: TenantId,
  assigned: readonly Assigned[],
  weeks: number,
  today: Day,
): Promise<Windows> {
  const drawn = assigned.map(({ since }) => since).toSorted()[Math.floor(assigned.length / 2)];
  for (let ago = 0; ago <= LATEST; ago++) {
    const recentUntil = addDays(mondayOf(today), -7 * ago);
    if ((await of(tenant, addDays(recentUntil, -7 * weeks), weeks)) === undefined) continue;
    const [historyUntil] = [mondayOf(drawn ?? today), recentUntil].toSorted();
    return { recentUntil, historyUntil };
  }
  return {};
}

/** Whether each arm may be spoken of at all. */
export const areLarge = (releases: Releases, members: readonly Member[]): boolean =>
  !("none" in releases(unpublished({ arms: arms.map((arm) => ones(members, arm)), result: {} })).value);

const ones = (members: readonly Member[], arm: Member["arm"]): readonly number[] =>
  members.flatMap((one) => (one.arm === arm ? [1] : []));

/** What power is worked out from, as far as it is known and the gate lets it out; undefined where there is nothing to go by. */
export async function basisIn(
  measure: OutcomeMeasure,
  releases: Releases,
  tenant: TenantId,
  members: readonly Member[],
  { recentUntil, historyUntil }: Windows,
  weeks: number,
): Promise<{ readonly basis: Basis; readonly historyUntil: Day | undefined } | undefined> {
  if (recentUntil === undefined) return undefined;
  const span = 7 * weeks;
  const before = (until: Day) => measure.of(tenant, addDays(until, -span), weeks);
  const recent = await before(recentUntil);
  if (recent === undefined) return undefined;
  const history = historyUntil === undefined ? undefined : await before(historyUntil);
  const isApart = historyUntil !== undefined && addDays(historyUntil, span) <= recentUntil;
  const earlier =
    historyUntil === undefined || isApart ? undefined : await before(addDays(historyUntil, -span));
  const pair = isApart ? ([history, recent] as const) : ([earlier, history] as const);
  for (const attempt of attempts(members, recent, history, pair)) {
    const { value } = releases(attempt.sealed);
    if ("none" in value || value.deviation === 0) continue;
    return { basis: value, historyUntil: attempt.withHistory ? historyUntil : undefined };
  }
  return undefined;
}

type Sealed = Unpublished<Values> | undefined;

/** The most that can be said first. */
function attempts(
  members: readonly Member[],
  recent: Unpublished<Values>,
  history: Sealed,
  [before, after]: readonly [Sealed, Sealed],
): readonly { readonly sealed: Unpublished<Comparison<Basis>>; readonly withHistory: boolean }[] {
  const compared = (values: readonly Values[], result: Basis): Comparison<Basis> => ({
    arms: values.flatMap((each) => arms.map((arm) => valuesIn(members, arm, each))),
    result,
  });
  return [
    ...(before === undefined || after === undefined
      ? []
      : [
          {
            sealed: within([recent, before, after], (now, first, then) =>
              compared([now, first, then], basisOf(members, now, [first, then])),
            ),
            withHistory: true,
          },
        ]),
    ...(history === undefined
      ? []
      : [
          {
            sealed: within([recent, history], (now, first) => compared([now, first], basisOf(members, now))),
            withHistory: true,
          },
        ]),
    { sealed: within([recent], (now) => compared([now], basisOf(members, now))), withHistory: false },
  ];
}

/** Where there is no history: whoever plans it says how far people lie apart. */
export const basisGiven = (deviation: number, members: readonly Member[]): Basis => ({
  deviation,
  alike: sizesOf(members).teamSize > 1 ? ALIKE_UNKNOWN : 0,
  explained: 0,
  known: false,
});

/** What can be shown, and whether that is enough, told before the start. */
export function powerIn(members: readonly Member[], basis: Basis, worthwhile: number) {
  const { tips, heldOut, teamSize, units } = sizesOf(members);
  const plan: Plan = { ...basis, tips: tips * STAY, heldOut: heldOut * STAY, teamSize, worthwhile };
  const { smallest, power, enough } = powerOf(plan);
  const few = Math.min(units.tips, units["held-out"]) < FEWEST_UNITS || !Number.isFinite(smallest);
  const rounded = (counts: PerArm): PerArm => ({
    tips: toFive(counts.tips),
    "held-out": toFive(counts["held-out"]),
  });
  const figures: Figures = {
    ...basis,
    people: rounded({ tips, "held-out": heldOut }),
    units: rounded(units),
    teamSize: digits(teamSize),
    power: few ? 0 : Math.min(SUREST, Math.floor(power * 100) / 100),
    ...(few ? {} : { smallest: digits(smallest) }),
  };
  return { figures, enough: enough && !few };
}
