import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { Assigned, Assignments, Design } from "../../core/trial.ts";

/**
 * Who was assigned to what, whatever became of it: whoever stopped tips is in it as well. Of a team it is on record that lots
 * were drawn for it, and not which it was then; so whoever has moved counts with the team they are in now.
 */
export const assignmentsIn =
  (db: Database): Assignments =>
  async (tenant, design) =>
    (await rowsOf(tenant, design).execute(db)).rows;

const unit = (by: RawBuilder<unknown>) =>
  sql`case when ${by} = 'team' and p.manager_id is not null then 'team/' || p.manager_id else 'person/' || p.person_id end`;

const rowsOf = (tenant: TenantId, design: Design): RawBuilder<Assigned> =>
  design.kind === "hold-out" ? heldOut(tenant) : stepped(tenant, design);

const heldOut = (tenant: TenantId) => sql<Assigned>`
  select a.person_id as id, a.arm, ${unit(sql`a.assigned_by`)} as unit, a.assigned_on as since
  from nudge_arm a join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
  where a.tenant_id = ${tenant} order by 1`;

/** Of the stepped start that held for all of these days. Whoever is held out for good never begins, so they are in neither arm. */
const stepped = (
  tenant: TenantId,
  { from, until }: Extract<Design, { kind: "stepped start" }>,
) => sql<Assigned>`
  select s.person_id as id, case when s.begins_on <= ${from}::date then 'tips' else 'held-out' end as arm,
    ${unit(sql`s.drawn_by`)} as unit, r.first_day as since
  from nudge_run r join nudge_start s on s.run_id = r.run_id
  join person p on p.tenant_id = s.tenant_id and p.person_id = s.person_id
  where s.tenant_id = ${tenant} and (s.begins_on <= ${from}::date or s.begins_on > ${until}::date)
    and r.run_id = (select max(run_id) from nudge_run where first_day <= ${from}::date
      and (ended_at is null or ended_at >= (${until}::date + 1)::timestamp at time zone 'UTC'))
    and not exists (select from nudge_arm a where a.tenant_id = s.tenant_id and a.person_id = s.person_id
      and a.arm = 'held-out')
  order by 1`;
