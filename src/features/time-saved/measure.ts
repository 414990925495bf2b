import { sql } from "kysely";
import { addDays, type Day } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import { type Unpublished, unpublished } from "../../core/figures.ts";
import type { Contributor, Measure } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import {
  cappedDay,
  countedWeeks,
  type TimeReport,
  type TimeReportsOf,
  type Use,
} from "../../core/time-use.ts";

/**
 * An entry counts in the week it was saved in (UTC), whatever day it is about, so that a week that is over doesn't change.
 * `earlier` is what had been reported of the same day before that week.
 */
export function reportsFrom(db: Database): TimeReportsOf {
  return async (tenant, weeks) => {
    const all: TimeReport[] = [];
    for (const week of weeks) all.push(...(await reportsOf(db, tenant, week)));
    return unpublished(all);
  };
}

async function reportsOf(db: Database, tenant: TenantId, week: Day): Promise<readonly TimeReport[]> {
  const [from, until] = [`${week}T00:00:00Z`, `${addDays(week, 7)}T00:00:00Z`];
  const { rows } = await sql<{
    id: PersonId;
    on: Day;
    net: number;
    earlier: number;
    anyway: boolean | null;
    use: Use | null;
  }>`
    select e.person_id as id, e.happened_on as on, e.net_minutes as net, coalesce(before.net, 0)::int as earlier,
      e.would_have_done as anyway, e.time_use as use
    from time_entry e
    left join (select person_id, happened_on, sum(net_minutes) as net from time_entry
      where tenant_id = ${tenant} and saved_at >= ${from}::timestamptz - interval '15 days' and saved_at < ${from}::timestamptz
        and happened_on >= ${week}::date - 8 and would_have_done is distinct from false
      group by person_id, happened_on) before on before.person_id = e.person_id and before.happened_on = e.happened_on
    where e.tenant_id = ${tenant} and e.saved_at >= ${from}::timestamptz and e.saved_at < ${until}::timestamptz
    order by e.person_id, e.entry_id`.execute(db);
  return rows.map(
    ({ id, on, net, earlier, anyway, use }): TimeReport => ({
      person: id,
      week,
      ...{ on, net, earlier },
      anyway: anyway ?? undefined,
      use: use ?? undefined, // what stands in the table was checked when it was saved
    }),
  );
}

/** Everybody who has told anything, or could have: figures of them are published by week. */
export function measuresFrom(db: Database): readonly Measure[] {
  const tenants = async () => {
    const { rows } = await sql<{ tenant: TenantId }>`
      with recursive one as (select min(tenant_id) as tenant from time_entry
        union all select (select min(tenant_id) from time_entry where tenant_id > one.tenant) from one where one.tenant is not null)
      select tenant from one where tenant is not null`.execute(db);
    return rows.map(({ tenant }) => tenant);
  };
  const from =
    (of: (reports: readonly TimeReport[]) => readonly Contributor[]) => async (tenant: TenantId, week: Day) =>
      unpublished(of(await reportsOf(db, tenant, week)));
  return [
    {
      name: "time-saved/minutes",
      kind: "flow",
      parts: [
        { name: "net", unit: "minutes" },
        { name: "entries", unit: "count" },
      ],
      tenants,
      contributors: from(netOf),
    },
    {
      name: "time-saved/new-work",
      kind: "flow",
      parts: [{ name: "minutes", unit: "minutes" }],
      tenants,
      contributors: from((reports) => sizesOf(reports, ({ anyway }) => anyway === false)),
    },
    {
      name: "time-saved/took-longer",
      kind: "flow",
      parts: [{ name: "minutes", unit: "minutes" }],
      tenants,
      contributors: from((reports) => sizesOf(reports, ({ anyway, net }) => anyway !== false && net < 0)),
    },
    {
      name: "time-saved/asked",
      kind: "stock",
      parts: [{ name: "asked", unit: "count" }],
      tenants,
      contributors: (tenant) => askedIn(db, tenant),
    },
  ];
}

/** Minutes that staff reported, net of what took longer, and how often they reported. */
function netOf(reports: readonly TimeReport[]): readonly Contributor[] {
  const entries = new Map<PersonId, number>();
  for (const { person } of reports) entries.set(person, (entries.get(person) ?? 0) + 1);
  return [...countedWeeks(reports)].map(([id, weeks]) => ({
    id,
    parts: [[...weeks.values()].reduce((sum, minutes) => sum + minutes, 0), entries.get(id) ?? 0],
  }));
}

/** Minutes of some reports, saved or lost: each counts no more than a day does. */
function sizesOf(
  reports: readonly TimeReport[],
  isOne: (report: TimeReport) => boolean,
): readonly Contributor[] {
  const sizes = new Map<PersonId, number>();
  for (const report of reports)
    if (isOne(report))
      sizes.set(report.person, (sizes.get(report.person) ?? 0) + Math.abs(cappedDay(report.net)));
  return [...sizes].map(([id, minutes]) => ({ id, parts: [minutes] }));
}

/** Whom the bot has met, and so asks; as things stand when a week is published. */
async function askedIn(db: Database, tenant: TenantId): Promise<Unpublished<readonly Contributor[]>> {
  const { rows } = await sql<{ id: PersonId }>`
    select person_id as id from person where tenant_id = ${tenant} and greeted order by person_id`.execute(
    db,
  );
  return unpublished(rows.map(({ id }) => ({ id, parts: [1] })));
}
