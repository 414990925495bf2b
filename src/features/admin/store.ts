import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";

/** Whether nobody of another organisation is known here. */
export async function isOnlyOne(db: Database, tenant: TenantId): Promise<boolean> {
  const { rows } = await sql`select from person where tenant_id <> ${tenant} limit 1`.execute(db);
  return rows.length === 0;
}
