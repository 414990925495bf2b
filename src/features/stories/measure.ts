import { sql } from "kysely";
import { addDays } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import { unpublished } from "../../core/figures.ts";
import type { Measure } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";

/**
 * How many colleagues' stories worked for somebody who is in another department than whoever told them. Everybody counts who
 * tried any in the week, in the week in which they first said so (UTC). Where either department isn't known, as the author was
 * forgotten, or the story came from elsewhere, it counts for nothing.
 */
export function measuresFrom(db: Database): readonly Measure[] {
  return [
    {
      name: "stories/reused-across",
      kind: "flow",
      parts: [{ name: "across", unit: "count" }],
      async tenants() {
        const { rows } = await sql<{ tenant: TenantId }>`
          select distinct tenant_id as tenant from story_try`.execute(db);
        return rows.map(({ tenant }) => tenant);
      },
      async contributors(tenant, week) {
        const [from, until] = [`${week}T00:00:00Z`, `${addDays(week, 7)}T00:00:00Z`];
        const { rows } = await sql<{ id: PersonId; across: number }>`
          select t.person_id as id, (count(*) filter (where t.worked and a.department <> p.department))::int as across
          from story_try t
          join person p on p.tenant_id = t.tenant_id and p.person_id = t.person_id
          join story s on s.tenant_id = t.tenant_id and s.story_id = t.story_id
          left join person a on a.tenant_id = s.tenant_id and a.person_id = s.author_id
          where t.tenant_id = ${tenant} and t.first_at >= ${from}::timestamptz and t.first_at < ${until}::timestamptz
          group by t.person_id order by t.person_id`.execute(db);
        return unpublished(rows.map(({ id, across }) => ({ id, parts: [across] })));
      },
    },
  ];
}
