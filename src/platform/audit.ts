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
  "audit/0002-whose": ["create index audit_event_by on audit_event (tenant_id, by_whom)"],
  // Whose group was looked at stands by itself, so that it can be taken out when they are forgotten, and nobody else's with it.
  "audit/0003-under": [
    `update audit_event set facts = facts
        || jsonb_build_object('asked', regexp_replace(facts->>'asked', '(^|&)under=[^&]*', '', 'g'))
        || jsonb_build_object('under', lower(substring(facts->>'asked' from '(?:^|&)under=([^&]*)')))
      where what in ('looked', 'exported') and facts->>'asked' ~ '(^|&)under='`,
    "create index audit_event_under on audit_event (tenant_id, (facts->>'under'))",
  ],
};

interface Row {
  readonly at: Date;
  readonly by_whom: string;
  readonly what: string;
  readonly facts: AuditEvent["facts"];
}

/** Stands where somebody's id stood who was forgotten. */
export const FORGOTTEN = "forgotten";

/** What was done is only ever added: nothing here changes it but "forget me", which takes an id out and leaves the rest. */
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
  async newest(tenant, { skip, most }) {
    const { rows } = await sql<Row>`
      select at, by_whom, what, facts from audit_event where tenant_id = ${tenant}
      order by at desc, event_id desc limit ${most} offset ${skip}`.execute(db);
    const { rows: counted } = await sql<{ n: number }>`
      select count(*)::int as n from audit_event where tenant_id = ${tenant}`.execute(db);
    const events = rows.map(({ at, by_whom, what, facts }) => ({ tenant, at, by: by_whom, what, facts }));
    return { events, all: counted[0]?.n ?? 0 };
  },
  async by({ tenant, id }) {
    const { rows } = await sql<Omit<Row, "by_whom">>`
      select at, what, facts from audit_event where tenant_id = ${tenant} and by_whom = ${id}
      order by at desc, event_id desc`.execute(db);
    return rows;
  },
  async forget({ tenant, id }, inside) {
    await sql`update audit_event set by_whom = ${FORGOTTEN} where tenant_id = ${tenant} and by_whom = ${id}`.execute(
      inside,
    );
    // A group is looked at by the id of whoever leads it.
    await sql`update audit_event set facts = jsonb_set(facts, '{under}', to_jsonb(${FORGOTTEN}::text))
      where tenant_id = ${tenant} and facts->>'under' = ${id}`.execute(inside);
  },
});
