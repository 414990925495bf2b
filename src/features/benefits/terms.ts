import type { Range } from "../../core/bootstrap.ts";
import type { Day } from "../../core/calendar.ts";
import type { Published } from "../../core/figures.ts";
import { lastDayOf, type Period } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import { derived, type Figure, type NoFigure, type PublishedFigures } from "../../core/published.ts";
import { type Grade, grades, idsOf } from "../../core/taxonomy.ts";
import type { AnyEstimate } from "./estimates.ts";
import type { Decision } from "./store.ts";
import { MEASURE } from "./summary.ts";
import {
  type BreakEven,
  breakEven,
  hourOf,
  type OwnTerms,
  type PayTable,
  type Valued,
  valued,
} from "./value.ts";

/** What held on a day: each decision holds from its day until the next one's; of two for one day, what was decided last. */
export const termsOn = (decisions: readonly Decision[], day: Day): OwnTerms =>
  decisions
    .filter(({ from }) => from <= day)
    .toSorted((a, b) => (a.from === b.from ? a.nth - b.nth : a.from < b.from ? -1 : 1))
    .at(-1)?.terms ?? {};

/** What minutes are worth, and what a licence has to bring. */
export interface Value {
  readonly floor: Valued;
  readonly central: Valued | undefined;
  readonly high: Valued | undefined;
  /** Pounds for an hour of those who reported, by their grades. */
  readonly hour: number;
  /** Pounds that the licences cost in the period; undefined where nobody said what one costs, or how many there are. */
  readonly licences: number | undefined;
  readonly breakEven: BreakEven | undefined;
}

const WEEKS_IN_YEAR = 52;

/**
 * Minutes are valued by the grades of those who reported, as they are spread over all of the organisation: a group's own
 * spread would be a table of small cells. Undefined where no grade can be shown.
 */
export function valuesFrom(published: () => PublishedFigures, usual: PayTable) {
  return async (
    tenant: TenantId,
    period: Period,
    estimated: Published<AnyEstimate>,
    own: OwnTerms,
  ): Promise<Published<Value | undefined>> => {
    const ids = idsOf(grades);
    const across = await Promise.all(
      ids.map((grade) => published().figure(tenant, MEASURE, { across: { grade } }, period)),
    );
    return derived([estimated, ...across], ([estimate, ...byGrade]) => {
      const figures = ids.flatMap((grade, at) => {
        const own = ownIn(byGrade[at] as Figure | { readonly none: NoFigure } | undefined);
        return own === undefined ? [] : [[grade, own] as const];
      });
      const saved = figures.map(([grade, { sums }]) => [grade, Math.max(0, sums.net ?? 0)] as const);
      // Where no grade saved more than it lost, the loss is spread by how often each reported.
      const minutes = saved.some(([, net]) => net > 0)
        ? saved
        : figures.map(([grade, { contributions }]) => [grade, contributions] as const);
      return worthIn(estimate as AnyEstimate, minutes, own, usual); // the first of them
    });
  };
}

/** Only what is of the grade itself: the nearest group above says nothing of it. */
const ownIn = (answer: Figure | { readonly none: NoFigure } | undefined): Figure | undefined =>
  answer === undefined || "none" in answer || !("across" in answer.group) ? undefined : answer;

function worthIn(
  estimate: AnyEstimate,
  byGrade: readonly (readonly [Grade, number])[],
  own: OwnTerms,
  usual: PayTable,
): Value | undefined {
  if ("none" in estimate) return undefined;
  const table = own.pay ?? usual;
  const known = byGrade.filter(([grade, net]) => net > 0 && hourOf(table, grade) !== undefined);
  const all = known.reduce((sum, [, net]) => sum + net, 0);
  if (all === 0) return undefined;
  const { period, licensed, realised, weeks } = estimate;
  const terms = { lastDay: lastDayOf(period), optimism: own.optimism, financeOwner: own.financeOwner };
  const worth = (range: Range | object): Valued | undefined =>
    "value" in range && typeof range.value === "number"
      ? valued(spread(range.value, known, all), table, terms)
      : undefined;
  const hour = known.reduce((sum, [grade, net]) => sum + (net / all) * (hourOf(table, grade) ?? 0), 0);
  const price = own.licencePounds;
  return {
    floor: worth(estimate.floor) as Valued, // a floor always has a value
    central: worth(estimate.central),
    high: worth(estimate.high),
    hour,
    licences:
      price === undefined || !("value" in licensed)
        ? undefined
        : (licensed.value * price * weeks.all) / WEEKS_IN_YEAR,
    breakEven: price === undefined ? undefined : breakEven(price, hour, realised.share.value),
  };
}

const spread = (minutes: number, byGrade: readonly (readonly [Grade, number])[], all: number) =>
  Object.fromEntries(byGrade.map(([grade, net]) => [grade, (minutes * net) / all]));
