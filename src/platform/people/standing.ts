import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { Viewer } from "../../core/page.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";

/** As what people look at the tab, and somebody of each kind to look as. */
export function standingIn(db: Database) {
  return {
    /** What Entra says they are, what they were made here, and whether anybody reports to them. */
    async viewersOf({
      tenant,
      id,
      as,
    }: PersonKey & { readonly as: readonly Viewer[] }): Promise<ReadonlySet<Viewer>> {
      const { rows } = await sql<{ viewer: Viewer }>`
        select role as viewer from role where tenant_id = ${tenant} and person_id = ${id}
        union all select 'lead' where exists (select from person where tenant_id = ${tenant} and manager_id = ${id})`.execute(
        db,
      );
      return new Set<Viewer>(["reader", ...as, ...rows.map(({ viewer }) => viewer)]);
    },

    /** A few people to look as, where nobody can sign in: of each kind, and some who are none. */
    async someOfEach() {
      const { rows } = await sql<{
        tenant: TenantId;
        id: PersonId;
        department: string | null;
        is_lead: boolean;
      }>`
        select * from (
          select p.tenant_id as tenant, p.person_id as id, p.department, exists (select from person t
            where t.tenant_id = p.tenant_id and t.manager_id = p.person_id) as is_lead
          from person p order by p.tenant_id, p.person_id limit 2000) p
        order by row_number() over (partition by is_lead order by tenant, id), is_lead limit 6`.execute(db);
      const [reader, ...others] = rows.filter(({ is_lead }) => !is_lead);
      const leads = rows.filter(({ is_lead }) => is_lead);
      const asKinds = (row: (typeof rows)[number] | undefined, ...as: readonly Viewer[]) =>
        row === undefined
          ? []
          : [{ person: { tenant: row.tenant, id: row.id }, as, department: row.department ?? undefined }];
      return [
        ...asKinds(reader, "reader"),
        ...asKinds(leads[0], "lead"),
        ...asKinds(others[0], "champion"),
        ...asKinds(leads[1] ?? leads[0], "analyst"),
        ...asKinds(leads[2] ?? leads[0], "administrator", "analyst"),
      ];
    },
  };
}
