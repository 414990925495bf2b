import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import { type Rule, Rules } from "./content.ts";
import { asJson } from "./store.ts";
import { sayingOf } from "./store-directory.ts";

export type RuleStore = ReturnType<typeof ruleStore>;

/** What titles say of grades and professions: an organisation's own rules, or ours where it has set none. */
export function ruleStore(db: Database, ours: readonly Rule[]) {
  return {
    async of(tenant: TenantId): Promise<readonly Rule[]> {
      const { rows } = await sql<{ rules: unknown }>`
        select rules from adoption_rules where tenant_id = ${tenant}`.execute(db);
      return rows[0] === undefined ? ours : Rules.parse(rows[0].rules);
    },

    async set(tenant: TenantId, rules: readonly Rule[]): Promise<void> {
      await sql`insert into adoption_rules (tenant_id, rules) values (${tenant}, ${asJson(rules)}::jsonb)
        on conflict (tenant_id) do update set rules = excluded.rules`.execute(db);
    },

    /** What rules would make of everybody in the directory, without changing anything: how many of each grade and profession. */
    async preview(tenant: TenantId, rules: readonly Rule[]): Promise<readonly Previewed[]> {
      const { rows } = await sql<Previewed>`
        with pairs as (select coalesce(a.job_title, '') as title, coalesce(p.department, '') as department, count(*)::int as people
          from adoption_person a join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
          where a.tenant_id = ${tenant} and a.left_on is null group by 1, 2),
        said as (select made.*, pairs.people from (${sayingOf(rules)}) made join pairs using (title, department))
        select 'grade' as list, grade as id, sum(people)::int as people from said group by grade
        union all select 'profession', profession, sum(people)::int from said group by profession
        order by list, people desc, id`.execute(db);
      return rows;
    },
  };
}

export interface Previewed {
  readonly list: "grade" | "profession";
  /** Null: unknown. */
  readonly id: string | null;
  readonly people: number;
}
