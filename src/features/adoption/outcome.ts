import { sql } from "kysely";
import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import { unpublished } from "../../core/figures.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { OutcomeMeasure } from "../../core/trial.ts";
import { weekOf } from "./rules.ts";

/** In how many weeks somebody used Copilot at all, by the organisation's reports. Whoever has no licence has none. */
export const activeWeeksFrom = (db: Database): OutcomeMeasure => ({
  name: "active-weeks",
  unit: "weeks",
  async of(tenant, from, weeks) {
    if (!(await isCovered(db, tenant, from, weeks))) return undefined;
    const first = weekOf(from);
    const { rows } = await sql<{ id: PersonId; active: number }>`
      select a.person_id as id, count(*)::int as active from adoption_week w
      join adoption_person a on a.tenant_id = w.tenant_id and a.n = w.n
      where w.tenant_id = ${tenant} and w.week between ${first}::int and ${first + weeks - 1}::int
        and substring(w.days from 1 for 7)::bit(7)::int <> 0
      group by 1 order by 1`.execute(db);
    return unpublished(new Map(rows.map(({ id, active }) => [id, active])));
  },
});

/**
 * A report tells only each person's last day, so each week needs one that speaks of it, and the last one a report that
 * speaks of all of it. Where a week's newest report concealed names, the week isn't known.
 */
async function isCovered(db: Database, tenant: TenantId, from: Day, weeks: number): Promise<boolean> {
  const sunday = addDays(from, 7 * weeks - 1);
  const { rows } = await sql<{ day: Day; concealed: boolean }>`
    select distinct on (refreshed_on) refreshed_on as day, concealed from adoption_report
    where tenant_id = ${tenant} and refreshed_on >= ${from}::date
    order by refreshed_on, arrived_at desc`.execute(db);
  const newest = new Map(rows.map(({ day, concealed }) => [mondayOf(day), concealed]));
  const mondays = Array.from({ length: weeks }, (_, at) => addDays(from, 7 * at));
  return (
    mondays.every((monday) => newest.get(monday) === false) &&
    rows.some(({ day, concealed }) => day >= sunday && !concealed)
  );
}
