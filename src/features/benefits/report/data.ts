import type { Day } from "../../../core/calendar.ts";
import { isSameGroup } from "../../../core/groups.ts";
import { lastDayOf, type Period, periodOf } from "../../../core/period.ts";
import type { TenantId } from "../../../core/person.ts";
import type { People } from "../../../core/ports.ts";
import type { Group, PublishedFigures } from "../../../core/published.ts";
import { grades, idsOf, professions } from "../../../core/taxonomy.ts";
import type { Study } from "../claims.ts";
import type { EstimatesOf } from "../estimates.ts";
import type { EvaluationStore } from "../evaluations/store.ts";
import { entriesIn } from "../ledger/rules.ts";
import type { ledgerStore } from "../ledger/store.ts";
import { stretchOf, totalsIn } from "../ledger/totals.ts";
import type { TermsStore } from "../store.ts";
import { termsOn, type valuesFrom } from "../terms.ts";
import type { GroupRow, ReportData } from "./report.ts";

/** The measure of stories that worked in another department than they were told in. */
const REUSED = "stories/reused-across";

export interface ReportParts {
  readonly people: Pick<People, "departments">;
  readonly estimates: EstimatesOf;
  readonly values: ReturnType<typeof valuesFrom>;
  readonly terms: TermsStore;
  readonly studies: readonly Study[];
  readonly ledger: ReturnType<typeof ledgerStore>;
  readonly evaluations: EvaluationStore;
  readonly published: () => PublishedFigures;
}

/** Reads all that a report says of one period. */
export async function reportData(
  { people, estimates, values, terms, studies, ledger, evaluations, published }: ReportParts,
  tenant: TenantId,
  period: Period,
  on: Day,
): Promise<ReportData> {
  const rowOf = async (group: Group): Promise<GroupRow> => ({
    group,
    estimate: await estimates.of(tenant, group, period),
  });
  const whole = await estimates.of(tenant, { path: [] }, period);
  const own = termsOn(await terms.all(tenant), lastDayOf(period));
  const weeks = period.weeks.map((week) => periodOf("week", week));
  const { lines, brokenAt } = await ledger.read(tenant);
  return {
    ...{ tenant, period, on, whole, studies },
    value: await values(tenant, period, whole, own),
    reused: await published().figure(tenant, REUSED, { path: [] }, period),
    weeks: await inTurn(weeks, async (week) => ({
      period: week,
      estimate: await estimates.of(tenant, { path: [] }, week),
    })),
    groups: {
      departments: await inTurn(await people.departments(tenant), (name) => rowOf({ path: [name] })),
      professions: (
        await inTurn(idsOf(professions), (profession) => rowOf({ across: { profession } }))
      ).filter(isThere),
      grades: (await inTurn(idsOf(grades), (grade) => rowOf({ across: { grade } }))).filter(isThere),
    },
    ledger: totalsIn(entriesIn(lines), stretchOf(period), on),
    ledgerBrokenAt: brokenAt,
    evaluations: await evaluations.all(tenant),
  };
}

/** Across departments, what can't be shown looks like what nobody is: neither is a row. */
const isThere = ({ group, estimate: { value } }: GroupRow): boolean =>
  !("none" in value) && isSameGroup(value.group, group);

/** One after another: a report must not take every connection that people's cards need. */
async function inTurn<T, R>(list: readonly T[], each: (one: T) => Promise<R>): Promise<readonly R[]> {
  const all: R[] = [];
  for (const one of list) all.push(await each(one));
  return all;
}
