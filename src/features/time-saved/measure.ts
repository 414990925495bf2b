import { sql } from "kysely";
import { addDays } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import { unpublished } from "../../core/figures.ts";
import type { Contributor, Measure } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import { COUNTED_A_DAY } from "../../core/time-use.ts";

/**
 * Minutes that staff reported, net of what took longer, and how often they reported. An entry counts in the week it was
 * saved in (UTC), whatever day it is about, so that a week that is over doesn't change. A day counts 120 minutes at most,
 * saved or lost, also where it was reported over two weeks; what they wouldn't have done otherwise isn't time saved.
 */
export function minutesFrom(db: Database): Measure {
  return {
    name: "time-saved/minutes",
    kind: "flow",
    parts: [
      { name: "net", unit: "minutes" },
      { name: "entries", unit: "count" },
    ],
    async tenants() {
      const { rows } = await sql<{ tenant: TenantId }>`
        with recursive one as (select min(tenant_id) as tenant from time_entry
          union all select (select min(tenant_id) from time_entry where tenant_id > one.tenant) from one where one.tenant is not null)
        select tenant from one where tenant is not null`.execute(db);
      return rows.map(({ tenant }) => tenant);
    },
    async contributors(tenant, week) {
      const [from, until] = [`${week}T00:00:00Z`, `${addDays(week, 7)}T00:00:00Z`];
      const capped = (minutes: ReturnType<typeof sql>) =>
        sql`greatest(-${COUNTED_A_DAY}::int, least(${COUNTED_A_DAY}::int, ${minutes}))`;
      const { rows } = await sql<{ id: PersonId; net: number; entries: number }>`
        select person_id as id, sum(${capped(sql`after`)} - ${capped(sql`before`)})::int as net, sum(entries)::int as entries
        from (select person_id, happened_on, coalesce(sum(net_minutes), 0)::int as after,
            coalesce(sum(net_minutes) filter (where saved_at < ${from}::timestamptz), 0)::int as before,
            count(*) filter (where saved_at >= ${from}::timestamptz) as entries
          from time_entry where tenant_id = ${tenant} and saved_at < ${until}::timestamptz
            and happened_on >= ${week}::date - 8 and would_have_done is distinct from false
          group by person_id, happened_on) days
        where entries > 0 group by person_id`.execute(db);
      return unpublished(rows.map(({ id, net, entries }): Contributor => ({ id, parts: [net, entries] })));
    },
  };
}
