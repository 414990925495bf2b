import { sql } from "kysely";
import type { Database, Migrations } from "../core/database.ts";
import type { Audit, AuditEvent } from "../core/ports.ts";

export const auditMigrations: Migrations = {
  "audit/0001-event": [
    `create table audit_event (
      tenant_id text not null check (length(tenant_id) between 1 and 64),
      event_id bigint not null generated always as identity,
      at timestamptz not null,
      by_whom text not null check (length(by_whom) between 1 and 100),
      what text not null check (length(what) between 1 and 40),
      facts jsonb not null,
      primary key (tenant_id, event_id)
    )`,
    "create index audit_event_at on audit_event (tenant_id, at)",
  ],
};

interface Row {
  readonly at: Date;
  readonly by_whom: string;
  readonly what: string;
  readonly facts: AuditEvent["facts"];
}

/** What was done is only ever added: there is nothing here by which it could be changed. */
export const auditIn = (db: Database): Audit => ({
  async record({ tenant, at, by, what, facts }, inside = db) {
    await sql`
      insert into audit_event (tenant_id, at, by_whom, what, facts)
      values (${tenant}, ${at}, ${by}, ${what}, ${JSON.stringify(facts)}::jsonb)`.execute(inside);
  },
  async list(tenant, most, from) {
    const since = from === undefined ? sql`` : sql`and at >= ${new Date(`${from}T00:00:00Z`)}`;
    const { rows } = await sql<Row>`
      select at, by_whom, what, facts from audit_event where tenant_id = ${tenant} ${since}
      order by at desc, event_id desc limit ${most}`.execute(db);
    return rows.reverse().map(({ at, by_whom, what, facts }) => ({ tenant, at, by: by_whom, what, facts }));
  },
});
