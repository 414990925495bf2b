import { type RawBuilder, sql } from "kysely";
import { type Database, type Migrations, ownedByPerson } from "../../../core/database.ts";
import { type Due, type Ledger, type Standing, type Status, statuses } from "../../../core/outbound.ts";
import type { PersonId, TenantId } from "../../../core/person.ts";
import type { Backlog } from "../../metrics.ts";

/** They sort after the people, whom the rows belong to, and before the features, which may join them. */
export const deliveryMigrations: Migrations = {
  "1-delivery/0001-ledger": [
    `create table delivery (
      tenant_id text not null,
      person_id text not null,
      slot text not null,
      kind text not null,
      status text not null default 'waiting' check (status in (${statuses.map((status) => `'${status}'`).join(", ")})),
      reason text,
      attempts int not null default 0,
      due_at timestamptz not null,
      owner text,
      activity_id text,
      ended_at timestamptz,
      primary key (tenant_id, person_id, slot),
      ${ownedByPerson}
    ) with (fillfactor = 80)`,
    "create index delivery_due on delivery (tenant_id, due_at) where status = 'waiting'",
    "create index delivery_sending on delivery (owner) where status = 'sending'",
    "create table delivery_pause (id int primary key check (id = 1), since timestamptz not null)",
    // A process that sends says so every few seconds, by the database's own clock.
    "create table delivery_sender (owner text primary key, seen_at timestamptz not null)",
    `create table delivery_budget (
      tenant_id text primary key,
      next_at timestamptz not null default clock_timestamp(),
      rate real,
      failed_rate real,
      slowed_at timestamptz,
      blocked_until timestamptz
    )`,
  ],
  "1-delivery/0002-steering": [
    "alter table delivery add column recalled_at timestamptz",
    "create index delivery_slot on delivery (slot)",
  ],
  "1-delivery/0003-throttled": [
    // Since when, and how often in a row, Teams has said "too fast"; and whether another chat was made for this message.
    `alter table delivery add column throttled int not null default 0, add column throttled_at timestamptz,
      add column renewed boolean not null default false`,
  ],
  "1-delivery/0004-revision": [
    // Which revision of its words has been put in place of what was sent.
    "alter table delivery add column revision int not null default 0",
  ],
  "1-delivery/0005-shared-pace": [
    // Who last asked for moments to send at, and when that was somebody else than the time before.
    "alter table delivery_budget add column asked_by text, add column shared_at timestamptz",
  ],
};

interface Row {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly slot: string;
  readonly kind: string;
  readonly attempts: number;
  readonly throttled: number;
  readonly throttled_for: number | null;
  readonly renewed: boolean;
}

/** A message that this process has taken on. */
export interface Taken extends Due {
  readonly kind: string;
  /** This try included. */
  readonly attempts: number;
  /** How often Teams said "too fast", and for how many seconds it has been saying so. */
  readonly throttled: { readonly times: number; readonly seconds: number };
  /** Another chat was made for it already. */
  readonly renewed: boolean;
}

/** How a try ended. */
export interface End<Of = Taken> {
  readonly of: Of;
  readonly status: Exclude<Status, "sending">;
  readonly reason?: string | undefined;
  readonly activity?: string | undefined;
  /** When to try again, for what waits. */
  readonly again?: Date | undefined;
  /** Nothing was tried: it counts as no try. */
  readonly untried?: true;
  /** Teams said "too fast". */
  readonly throttled?: true;
  readonly renewed?: boolean;
}

const takenIn = (row: Row): Taken => ({
  tenant: row.tenant_id as TenantId,
  id: row.person_id as PersonId,
  slot: row.slot,
  kind: row.kind,
  attempts: row.attempts,
  throttled: { times: row.throttled, seconds: row.throttled_for ?? 0 },
  renewed: row.renewed,
});
const asTaken = sql`d.tenant_id, d.person_id, d.slot, d.kind, d.attempts, d.throttled, d.renewed,
  extract(epoch from clock_timestamp() - d.throttled_at)::float8 as throttled_for`;

/** Who hasn't been seen for this long is taken for dead. */
const SILENCE_S = 20;

export type DeliveryLedger = ReturnType<typeof ledgerIn>;

/** `patient` is the same database, for a statement that may take minutes. */
export function ledgerIn(db: Database, patient = db) {
  const ledger = {
    async plan(kind: string, rows: RawBuilder<unknown>): Promise<number> {
      return patient.transaction().execute(async (inside) => {
        await sql`set local jit = off`.execute(inside); // it takes longer than what it makes quicker
        const planned = await sql`
          insert into delivery (tenant_id, person_id, slot, kind, due_at)
          select tenant_id, person_id, slot, ${kind}, due_at from (${rows}) as due
          on conflict do nothing`.execute(inside);
        return Number(planned.numAffectedRows ?? 0n);
      });
    },

    async standing(kind: string): Promise<Standing> {
      const { rows } = await sql<{ status: Status; n: number }>`
        select status, count(*)::int as n from delivery where kind = ${kind} group by status`.execute(db);
      const counts = new Map(rows.map(({ status, n }) => [status, n]));
      return Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? 0])) as Standing;
    },

    /** What waits, in all tenants together. */
    async backlog(now: Date): Promise<Backlog> {
      const { rows } = await sql<{ kind: string; n: number; oldest: number | null }>`
        select kind, count(*)::int as n,
          extract(epoch from ${now}::timestamptz - min(due_at) filter (where due_at <= ${now}))::float8 as oldest
        from delivery where status = 'waiting' group by kind`.execute(db);
      const { rows: rests } = await sql<{ n: number }>`
        select count(*)::int as n from delivery_budget b
        where b.blocked_until > clock_timestamp() and b.tenant_id not like 'install/%'`.execute(db);
      const { rows: queues } = await sql<{ most: number | null }>`
        select max(n)::int as most from (select count(*) as n from delivery
          where status = 'waiting' and due_at <= ${now} group by tenant_id) queue`.execute(db);
      const ages = rows.flatMap(({ oldest }) => oldest ?? []);
      return {
        waiting: Object.fromEntries(rows.map(({ kind, n }) => [kind, n])),
        oldestSeconds: ages.length === 0 ? undefined : Math.max(...ages),
        mostDue: queues[0]?.most ?? 0,
        resting: rests[0]?.n ?? 0,
      };
    },

    async pausedSince(): Promise<Date | undefined> {
      const { rows } = await sql<{ since: Date }>`select since from delivery_pause`.execute(db);
      return rows[0]?.since;
    },
    async pause(now: Date): Promise<void> {
      await sql`insert into delivery_pause values (1, ${now}) on conflict do nothing`.execute(db);
    },
    async resume(): Promise<void> {
      await sql`delete from delivery_pause`.execute(db);
    },

    /** Tenants with something due, found by stepping through the index. None while paused. */
    async tenantsDue(now: Date): Promise<readonly string[]> {
      const { rows } = await sql<{ tenant_id: string }>`
        with recursive step as (
          (select tenant_id from delivery where status = 'waiting' order by tenant_id limit 1)
          union all
          select (select d.tenant_id from delivery d where d.status = 'waiting' and d.tenant_id > step.tenant_id
            order by d.tenant_id limit 1)
          from step where step.tenant_id is not null
        )
        select tenant_id from step where tenant_id is not null and exists (
          select from delivery d where d.tenant_id = step.tenant_id and d.status = 'waiting' and d.due_at <= ${now})
          and not exists (select from delivery_pause)`.execute(db);
      return rows.map(({ tenant_id }) => tenant_id);
    },

    /** Takes on what is due; no other process gets the same. Nothing while paused. */
    async claim(tenant: string, limit: number, now: Date, owner: string): Promise<readonly Taken[]> {
      const { rows } = await sql<Row>`
        with due as (
          select person_id, slot from delivery
          where tenant_id = ${tenant} and status = 'waiting' and due_at <= ${now}
            and not exists (select from delivery_pause)
          order by due_at limit ${limit} for update skip locked)
        update delivery d set status = 'sending', attempts = attempts + 1, owner = ${owner}
        from due where d.tenant_id = ${tenant} and d.person_id = due.person_id and d.slot = due.slot
        returning ${asTaken}`.execute(db);
      return rows.map(takenIn);
    },

    /** Gives back what was taken on in a tenant and has no end: only for whoever has recorded all that was begun. */
    async giveBack(tenant: string, owner: string): Promise<void> {
      await sql`
        update delivery set status = 'waiting', attempts = attempts - 1, owner = null
        where tenant_id = ${tenant} and owner = ${owner} and status = 'sending'`.execute(db);
    },

    /**
     * Records how tries ended. Who was taken for dead meanwhile, and knows better than "unsure", says so. What is gone
     * stays gone: its reader was forgotten while it was on its way.
     */
    async finish(ends: readonly End[], owner: string): Promise<void> {
      await sql`
        update delivery d set status = t.status, reason = t.reason, activity_id = coalesce(t.activity_id, d.activity_id),
          due_at = coalesce(t.again::timestamptz, d.due_at),
          attempts = d.attempts - t.untried,
          throttled = case when t.untried = 1 then d.throttled + t.throttled else 0 end,
          throttled_at = case when t.throttled = 1 then coalesce(d.throttled_at, clock_timestamp())
            when t.untried = 1 then d.throttled_at end,
          renewed = d.renewed or t.renewed,
          owner = case when t.status = 'waiting' then null else d.owner end,
          ended_at = case when t.status = 'waiting' then null else clock_timestamp() end
        from (select unnest(${ends.map(({ of }) => of.tenant)}::text[]) as tenant_id,
          unnest(${ends.map(({ of }) => of.id)}::text[]) as person_id,
          unnest(${ends.map(({ of }) => of.slot)}::text[]) as slot,
          unnest(${ends.map(({ status }) => status)}::text[]) as status,
          unnest(${ends.map(({ reason }) => reason ?? null)}::text[]) as reason,
          unnest(${ends.map(({ activity }) => activity ?? null)}::text[]) as activity_id,
          unnest(${ends.map(({ again }) => again?.toISOString() ?? null)}::text[]) as again,
          unnest(${ends.map(({ untried }) => (untried ? 1 : 0))}::int[]) as untried,
          unnest(${ends.map(({ throttled }) => (throttled ? 1 : 0))}::int[]) as throttled,
          unnest(${ends.map(({ renewed }) => renewed ?? false)}::boolean[]) as renewed) t
        where d.tenant_id = t.tenant_id and d.person_id = t.person_id and d.slot = t.slot and d.owner = ${owner}
          and (d.status = 'sending' or (d.status = 'unsure' and d.reason = ${INTERRUPTED} and t.status <> 'waiting'))`.execute(
        db,
      );
    },

    async beat(owner: string): Promise<void> {
      await sql`insert into delivery_sender values (${owner}, clock_timestamp())
        on conflict (owner) do update set seen_at = clock_timestamp()`.execute(db);
    },

    /** Says goodbye, unless something is left that nobody else may take on. */
    async leave(owner: string): Promise<void> {
      await sql`delete from delivery_sender where owner = ${owner}
        and not exists (select from delivery where status = 'sending' and owner = ${owner})`.execute(db);
    },

    /**
     * What a dead process had taken on may have arrived: it is said to be unsure, and isn't tried again; or once, where
     * whoever runs the product would rather have it there twice. Answers those that are unsure.
     */
    async giveUpOfDead(again: boolean): Promise<readonly Taken[]> {
      const { rows } = await sql<Row>`
        with dead as (
          select s.owner from delivery_sender s
          where s.seen_at < clock_timestamp() - make_interval(secs => ${SILENCE_S}) for update skip locked),
        given_up as (
          update delivery d set status = case when ${again} and d.attempts = 1 then 'waiting' else 'unsure' end,
            reason = ${INTERRUPTED},
            ended_at = case when ${again} and d.attempts = 1 then null else clock_timestamp() end
          from dead where d.status = 'sending' and d.owner = dead.owner
          returning ${asTaken}, d.status)
        select * from given_up where status = 'unsure'`.execute(db);
      await sql`delete from delivery_sender s where s.seen_at < clock_timestamp() - interval '1 hour'
        and not exists (select from delivery d where d.status = 'sending' and d.owner = s.owner)`.execute(db);
      return rows.map(takenIn);
    },
  };
  return ledger satisfies Ledger;
}

const INTERRUPTED = "interrupted";
