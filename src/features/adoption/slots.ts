import { type RawBuilder, sql } from "kysely";
import { addDays } from "../../core/calendar.ts";
import type { SegmentsOf, UsageOf } from "../../core/feature.ts";
import type { AdoptionFiguresOf, Reading } from "../../core/figures.ts";
import { unpublished } from "../../core/figures.ts";
import type { App } from "../../core/taxonomy.ts";
import { concentration, figuresOf, GRACE_DAYS, type Known, shownApps, weekOf } from "./rules.ts";
import type { FiguresStore } from "./store-figures.ts";
import { appsIn, type UsageStore } from "./store-usage.ts";

const WINDOW = 27;
/** A report older than this says nothing of what somebody uses now. */
const STALE_DAYS = 35;

/** What each used in the 28 days up to the report that last spoke of them. For their own tips alone. */
export function usageFrom(usage: UsageStore): UsageOf {
  return async (people, now) => {
    const today = now.toISOString().slice(0, 10);
    const reported = await usage.reportedOn(people);
    const this_ = weekOf(today);
    const weeks = Array.from({ length: 11 }, (_, at) => this_ - at);
    const rows = await usage.weeksOf(people, weeks);
    return people.map(({ tenant, id }, at) => {
      const on = reported[at];
      if (on === undefined || on < addDays(today, -STALE_DAYS)) return undefined;
      const own = rows.filter((row) => row.tenant_id === tenant && row.person_id === id);
      const used = appsIn(own, addDays(on, -WINDOW), on);
      return shownApps.filter((app): app is App & typeof app => app !== "chat" && used.has(app));
    });
  };
}

export function figuresFrom(store: FiguresStore): AdoptionFiguresOf {
  return {
    async of(scope, by, asOf) {
      const known = await store.known(scope.tenant, asOf);
      const counted = await store.counted(scope, by, asOf, known);
      return unpublished(new Map([...counted].map(([group, counts]) => [group, figuresOf(counts, known)])));
    },
    async unevenness(scope, by, asOf) {
      const known = await store.known(scope.tenant, asOf);
      const counted = [...(await store.counted(scope, by, asOf, known)).values()];
      const [licensed, reported] = [sum(counted, "licensed"), sum(counted, "reported")];
      const basis = {
        source: "directory and usage reports" as const,
        refreshedOn: known.refreshedOn,
        coverage: licensed === 0 ? undefined : reported / licensed,
      };
      const index = concentration(counted.map(({ active, reported }) => ({ active, licensed: reported })));
      return unpublished<Reading<number>>(
        index === undefined || known.concealed
          ? { ...basis, unknown: whyNot(known) }
          : { ...basis, value: index },
      );
    },
  };
}

const sum = <K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number =>
  rows.reduce((all, row) => all + row[key], 0);

function whyNot({ directory, concealed, refreshedOn }: Known) {
  if (!directory) return "no directory" as const;
  if (concealed) return "names concealed" as const;
  return refreshedOn === undefined ? ("no report" as const) : ("nobody to count" as const);
}

const newest = sql`(select max(refreshed_on) from adoption_report where tenant_id = p.tenant_id and not concealed)`;
const concealedNow = sql`(select concealed from adoption_report where tenant_id = p.tenant_id
  order by refreshed_on desc, arrived_at desc limit 1)`;
const own = sql`a.tenant_id = p.tenant_id and a.person_id = p.person_id`;
const licensed = sql`exists (select from adoption_person a join adoption_licence l on l.tenant_id = a.tenant_id and l.n = a.n
  where ${own} and a.enabled and a.left_on is null and l.until_on is null)`;
const reported = (
  which: RawBuilder<unknown>,
) => sql`(${licensed} and not ${concealedNow} and exists (select from adoption_person a
  join adoption_reported r on r.tenant_id = a.tenant_id and r.n = a.n where ${own} and r.reported_on >= ${newest} and ${which}))`;

/** Groups by how they use Copilot, by the newest reports. */
export const segmentsFrom: SegmentsOf = {
  names: ["licensed", "newcomer", "active", "lapsed", "not-yet"],
  condition(name, { now }) {
    const grace = addDays(now.toISOString().slice(0, 10), -GRACE_DAYS);
    const newcomer = sql`exists (select from adoption_person a join adoption_licence l on l.tenant_id = a.tenant_id and l.n = a.n
      where ${own} and l.until_on is null and l.began and l.from_on > ${grace}::date)`;
    const settled = sql`not ${newcomer} and coalesce(p.away_from > ${newest} or coalesce(p.away_until, p.away_from) < ${newest} - 27, true)`;
    const window = sql`(${newest} - greatest(28, ceil(140.0 / greatest(length(p.working_days), 1)))::int)`;
    const conditions: Readonly<Record<string, RawBuilder<unknown>>> = {
      licensed,
      newcomer,
      active: reported(sql`r.last_on > ${newest} - 28`),
      lapsed: sql`(${reported(sql`r.last_on <= ${window}`)} and ${settled})`,
      "not-yet": sql`(${reported(sql`r.last_on is null`)} and ${settled})`,
    };
    return sql<boolean>`coalesce(${conditions[name] ?? sql`false`}, false)`;
  },
};
