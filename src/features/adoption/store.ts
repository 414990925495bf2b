import { type RawBuilder, sql } from "kysely";
import type { Cursor, LicenceCount } from "../../core/adoption-source.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";

const ownedByNumber =
  "foreign key (tenant_id, n) references adoption_person (tenant_id, n) on delete cascade";

export const migrations: Migrations = {
  "adoption/0001-directory": [
    // What sign-in names are hashed with: 244 random bits from the database itself, shared by all replicas.
    "create table adoption_key (tenant_id text primary key, secret bytea not null)",
    // One row for everybody in the directory. `n` stands for them in the long tables, where an id would be most of a row.
    `create table adoption_person (
      tenant_id text not null,
      person_id text not null,
      n int generated always as identity,
      job_title text,
      company text,
      office text,
      country text,
      enabled boolean not null default true,
      grade text,
      profession text,
      joined_on date,
      left_on date,
      history_from date,
      round int not null default 0,
      primary key (tenant_id, person_id),
      unique (tenant_id, n),
      ${ownedByPerson}
    )`,
    // Reports name people by sign-in name alone. An old name stays somebody's until another has it.
    `create table adoption_sign_in (
      tenant_id text not null,
      sign_in_key bytea not null,
      n int not null,
      since date not null,
      primary key (tenant_id, sign_in_key),
      ${ownedByNumber}
    )`,
    "create index adoption_sign_in_of on adoption_sign_in (tenant_id, n)",
    // Where somebody was, from a day on and until the day before another. Written only when something changed.
    `create table adoption_place (
      tenant_id text not null,
      n int not null,
      from_on date not null,
      until_on date,
      department text,
      manager_n int,
      grade text,
      profession text,
      primary key (tenant_id, n, from_on),
      ${ownedByNumber}
    )`,
    // `began` where we saw it begin: of the others it is only known that they had it then.
    `create table adoption_licence (
      tenant_id text not null,
      n int not null,
      from_on date not null,
      until_on date,
      began boolean not null,
      primary key (tenant_id, n, from_on),
      ${ownedByNumber}
    )`,
    `create table adoption_pilot (
      tenant_id text not null,
      group_id text not null,
      name text not null,
      primary key (tenant_id, group_id)
    )`,
    `create table adoption_member (
      tenant_id text not null,
      group_id text not null,
      n int not null,
      from_on date not null,
      until_on date,
      round int not null,
      primary key (tenant_id, group_id, n, from_on),
      ${ownedByNumber}
    )`,
    "create index adoption_member_of on adoption_member (tenant_id, n)",
    "create table adoption_rules (tenant_id text primary key, rules jsonb not null)",
  ],
  "adoption/0002-usage": [
    // 14 apps of seven days each, from Monday: a day is added and never taken away, so reports may come in any order.
    `create table adoption_week (
      tenant_id text not null,
      week smallint not null,
      n int not null,
      days bit(98) not null,
      primary key (tenant_id, week, n),
      ${ownedByNumber}
    ) with (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02)`,
    // For forgetting. A number is somebody of one organisation alone, so it does without the organisation.
    "create index adoption_week_of on adoption_week (n)",
    // What the newest report said of somebody at all: who has no row here isn't known, and isn't inactive.
    `create table adoption_reported (
      tenant_id text not null,
      n int not null,
      reported_on date not null,
      known bit(14) not null,
      first_on date,
      last_on date,
      primary key (tenant_id, n),
      ${ownedByNumber}
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02)`,
    // Counts over the seven days up to the newest report of a week, where reports have them.
    `create table adoption_count (
      tenant_id text not null,
      week smallint not null,
      n int not null,
      refreshed_on date not null,
      prompts int,
      active_days smallint,
      primary key (tenant_id, week, n),
      ${ownedByNumber}
    ) with (fillfactor = 85)`,
    "create index adoption_count_of on adoption_count (n)",
    // What the organisation as a whole did: on a day, or in the period up to it.
    `create table adoption_total (
      tenant_id text not null,
      kind text not null check (kind in ('day', 'period')),
      period text not null,
      app text not null,
      on_day date not null,
      refreshed_on date not null,
      enabled int,
      active int,
      primary key (tenant_id, kind, period, app, on_day)
    )`,
    // Each report that came whole.
    `create table adoption_report (
      tenant_id text not null,
      period text not null,
      refreshed_on date not null,
      source text not null check (source in ('graph', 'file')),
      rows int not null,
      joined int not null,
      unreadable int not null,
      unknown_columns text not null,
      concealed boolean not null,
      arrived_at timestamptz not null,
      primary key (tenant_id, period, refreshed_on, source)
    )`,
    `create table adoption_sku (
      tenant_id text not null,
      sku text not null,
      from_on date not null,
      name text not null,
      copilot boolean not null,
      purchased int not null,
      assigned int not null,
      primary key (tenant_id, sku, from_on)
    )`,
  ],
  "adoption/0003-steps": [
    // What is read from outside, and how far. A process holds a step while it reads; who lost it writes nothing.
    `create table adoption_step (
      tenant_id text not null,
      what text not null,
      cursor text,
      whole boolean not null default true,
      round int not null default 0,
      again boolean not null default false,
      next_at timestamptz not null,
      lease_until timestamptz,
      holder text,
      last_ok_at timestamptz,
      failing_since timestamptz,
      note text,
      primary key (tenant_id, what)
    )`,
  ],
  "adoption/0004-forgotten": [
    // Codes of those who were forgotten while a directory was read for the first time; gone when that is over.
    `create table adoption_forgotten (
      tenant_id text not null,
      code bytea not null,
      forgotten_on date not null,
      primary key (tenant_id, code)
    )`,
  ],
  "adoption/0005-one-row-a-week": [
    // Counts stand in the week's own row: a second row and its keys took more room than what they count.
    "alter table adoption_week add column counted_on date, add column prompts int, add column active_days smallint",
    `insert into adoption_week (tenant_id, week, n, days, counted_on, prompts, active_days)
      select tenant_id, week, n, repeat('0', 98)::bit(98), refreshed_on, prompts, active_days from adoption_count
      on conflict (tenant_id, week, n) do update set counted_on = excluded.counted_on, prompts = excluded.prompts,
        active_days = excluded.active_days`,
    "drop table adoption_count",
    `create view adoption_count as select tenant_id, week, n, counted_on as refreshed_on, prompts, active_days
      from adoption_week where counted_on is not null`,
    // One index by person, for writing and forgetting; weeks lie one after another on the disk, so of them a few pages tell.
    "alter table adoption_week drop constraint adoption_week_pkey, add primary key (tenant_id, n, week)",
    "drop index adoption_week_of",
    "create index adoption_week_when on adoption_week using brin (week) with (pages_per_range = 32)",
    // What a day's report rewrites is tidied up after it, so no page has to keep room for later.
    "alter table adoption_week set (fillfactor = 95)",
  ],
  "adoption/0006-taken-over": [
    // Since when a name is another's than it was: a report of an earlier day means whoever had it then.
    "alter table adoption_sign_in add column taken_on date",
    // When a step was taken, by the database's clock: a long reading keeps it for as long as it goes on.
    "alter table adoption_step add column held_since timestamptz",
  ],
};

export interface Step {
  readonly tenant: TenantId;
  readonly what: string;
  readonly cursor: Cursor | undefined;
  /** True where this round reads everything, not only what changed. */
  readonly whole: boolean;
  readonly round: number;
  readonly holder: string;
  /** The last time that it went through, if it ever did. */
  readonly lastOkAt: Date | undefined;
}

export interface Standing {
  readonly tenant: TenantId;
  readonly what: string;
  readonly nextAt: Date;
  readonly lastOkAt: Date | undefined;
  readonly failingSince: Date | undefined;
  readonly note: string | undefined;
}

interface StepRow {
  readonly tenant_id: TenantId;
  readonly what: string;
  readonly cursor: Cursor | null;
  readonly whole: boolean;
  readonly round: number;
  readonly holder: string;
  readonly next_at: Date;
  readonly last_ok_at: Date | null;
  readonly failing_since: Date | null;
  readonly note: string | null;
}

/** The step that stands for a directory from a file. Its cursor says “licences” where the file said who has one. */
export const FILE = "file";

/** Another process has taken the step over: what this one was about to write isn't written. */
export class StepLost extends Error {}

const LEASE_MS = 300_000;
const leaseFrom = (now: Date) => new Date(now.getTime() + LEASE_MS);

export type StepStore = ReturnType<typeof stepStore>;

/** The steps of reading from outside: who is at which, and how far. */
export function stepStore(db: Database) {
  return {
    /** Steps that aren't there yet are there afterwards, and due. */
    async ensure(tenant: TenantId, whats: readonly string[], now: Date): Promise<void> {
      await sql`insert into adoption_step (tenant_id, what, next_at)
        select ${tenant}, what, ${now} from unnest(${whats}::text[]) as what
        on conflict do nothing`.execute(db);
    },

    /** Takes a step that is due. `anyway` takes one that isn't, or that another holds; not one that was asked for patience. */
    async claim(
      tenant: TenantId,
      what: string,
      now: Date,
      anyway: boolean,
      inside = db,
    ): Promise<Step | undefined> {
      const { rows } = await sql<StepRow>`
        update adoption_step set holder = gen_random_uuid()::text, lease_until = ${leaseFrom(now)}, held_since = clock_timestamp()
        where tenant_id = ${tenant} and what = ${what}
          and (next_at <= ${now} or (${anyway}::boolean and note is distinct from 'busy'))
          and (${anyway}::boolean or lease_until is null or lease_until <= ${now})
        returning *`.execute(inside);
      const [row] = rows;
      return row && stepOf(row);
    },

    /**
     * Within a transaction: only who still holds the step may write. Keeps where to go on, and whether the next round has
     * to read everything again. `now` is when the reading began, so the lease is as much longer as it has taken since.
     */
    async keep(trx: Database, step: Step, now: Date, next: string | undefined, again = false): Promise<void> {
      const { rows } = await sql`
        update adoption_step set cursor = ${next ?? null}, again = again or ${again}::boolean,
          lease_until = ${leaseFrom(now)}::timestamptz + coalesce(clock_timestamp() - held_since, interval '0')
        where tenant_id = ${step.tenant} and what = ${step.what} and holder = ${step.holder}
        returning 1 as one`.execute(trx);
      if (rows.length === 0) throw new StepLost();
    },

    /** A round went through. The next one reads what changed since, unless everything has to be read again. */
    async done(trx: Database, step: Step, now: Date, nextAt: Date, note?: string): Promise<void> {
      const { rows } = await sql`
        update adoption_step set last_ok_at = ${now}, next_at = ${nextAt}, failing_since = null, note = ${note ?? null},
          whole = again, cursor = case when again then null else cursor end, again = false,
          round = round + 1, lease_until = null, holder = null
        where tenant_id = ${step.tenant} and what = ${step.what} and holder = ${step.holder}
        returning 1 as one`.execute(trx);
      if (rows.length === 0) throw new StepLost();
    },

    /** Lets go in the middle: whoever comes next goes on where this one stopped. */
    async release(step: Step): Promise<void> {
      await sql`update adoption_step set lease_until = null, holder = null
        where tenant_id = ${step.tenant} and what = ${step.what} and holder = ${step.holder}`.execute(db);
    },

    async failed(step: Step, now: Date, nextAt: Date, note: string): Promise<void> {
      await sql`update adoption_step set next_at = ${nextAt}, failing_since = coalesce(failing_since, ${now}),
          note = ${note}, lease_until = null, holder = null
        where tenant_id = ${step.tenant} and what = ${step.what} and holder = ${step.holder}`.execute(db);
    },

    /** The cursor is no longer good: everything is read again, and nobody is gone because of it. */
    async restart(step: Step): Promise<void> {
      await sql`update adoption_step set cursor = null, whole = true, round = round + 1
        where tenant_id = ${step.tenant} and what = ${step.what} and holder = ${step.holder}`.execute(db);
    },

    /** What a step kept, where the last try went through. */
    async said(tenant: TenantId, what: string): Promise<string | undefined> {
      const { rows } = await sql<{ cursor: string | null }>`
        select cursor from adoption_step where tenant_id = ${tenant} and what = ${what} and note is null`.execute(
        db,
      );
      return rows[0]?.cursor ?? undefined;
    },

    /** True where the directory last came from a file that says nothing of licences. */
    async readFromFile(trx: Database, tenant: TenantId): Promise<boolean> {
      const { rows } = await sql`
        select 1 as one from adoption_step file join adoption_step people using (tenant_id)
        where tenant_id = ${tenant} and file.what = ${FILE} and file.cursor is null and people.what = 'people'
          and file.last_ok_at >= people.last_ok_at`.execute(trx);
      return rows.length > 0;
    },

    async wasDone(trx: Database, tenant: TenantId, what: string): Promise<boolean> {
      const { rows } = await sql`select 1 as one from adoption_step
        where tenant_id = ${tenant} and what = ${what} and last_ok_at is not null`.execute(trx);
      return rows.length > 0;
    },

    async dueAt(tenant: TenantId, what: string): Promise<Date | undefined> {
      const { rows } = await sql<{ next_at: Date }>`
        select next_at from adoption_step where tenant_id = ${tenant} and what = ${what}`.execute(db);
      return rows[0]?.next_at;
    },

    async standing(): Promise<readonly Standing[]> {
      const { rows } = await sql<StepRow>`select * from adoption_step order by tenant_id, what`.execute(db);
      return rows.map((row) => ({
        tenant: row.tenant_id,
        what: row.what,
        nextAt: row.next_at,
        lastOkAt: row.last_ok_at ?? undefined,
        failingSince: row.failing_since ?? undefined,
        note: row.note ?? undefined,
      }));
    },

    async pilots(tenant: TenantId): Promise<readonly { readonly group_id: string; readonly name: string }[]> {
      const { rows } = await sql<{ group_id: string; name: string }>`
        select group_id, name from adoption_pilot where tenant_id = ${tenant} order by group_id`.execute(db);
      return rows;
    },

    async addPilot(tenant: TenantId, group: string, name: string): Promise<void> {
      await sql`insert into adoption_pilot (tenant_id, group_id, name) values (${tenant}, ${group}, ${name})
        on conflict (tenant_id, group_id) do update set name = excluded.name`.execute(db);
    },

    /** Written only where something changed since the last time. */
    async saveLicences(
      trx: Database,
      tenant: TenantId,
      counts: readonly (LicenceCount & { readonly copilot: boolean })[],
      today: string,
    ): Promise<void> {
      await sql`insert into adoption_sku (tenant_id, sku, from_on, name, copilot, purchased, assigned)
        select ${tenant}, j.sku, ${today}::date, j.name, j.copilot, j.purchased, j.assigned
        from jsonb_to_recordset(${asJson(counts)}::jsonb) as j(sku text, name text, copilot boolean, purchased int, assigned int)
        left join lateral (select * from adoption_sku s where s.tenant_id = ${tenant} and s.sku = j.sku
          order by from_on desc limit 1) last on true
        where (last.copilot, last.purchased, last.assigned) is distinct from (j.copilot, j.purchased, j.assigned)
        on conflict (tenant_id, sku, from_on) do update
          set name = excluded.name, copilot = excluded.copilot, purchased = excluded.purchased, assigned = excluded.assigned`.execute(
        trx,
      );
    },

    /** Bought and given, of every product with Copilot in it, as last read. */
    async licences(
      tenant: TenantId,
    ): Promise<readonly { name: string; purchased: number; assigned: number }[]> {
      const { rows } = await sql<{ name: string; purchased: number; assigned: number }>`
        select name, purchased, assigned from (select distinct on (sku) * from adoption_sku
          where tenant_id = ${tenant} order by sku, from_on desc) newest where copilot order by name`.execute(
        db,
      );
      return rows;
    },
  };
}

function stepOf(row: StepRow): Step {
  return {
    tenant: row.tenant_id,
    what: row.what,
    cursor: row.cursor ?? undefined,
    whole: row.whole,
    round: row.round,
    holder: row.holder,
    lastOkAt: row.last_ok_at ?? undefined,
  };
}

/**
 * Tells the database how large tables are just now. It would notice by itself, but only a minute after they grew, and
 * until then joins over everybody are planned as if there were a handful of people.
 */
export async function refreshed(db: Database, tables: readonly string[]): Promise<void> {
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}

/** Makes the room free that the last report's rows stood in before it rewrote them, for the next one's. */
export async function tidied(db: Database): Promise<void> {
  await sql`vacuum (analyze) adoption_week, adoption_reported`.execute(db);
}

/** A backslash that somebody wrote, which stays, or what stands for a character that the database can't keep. */
const ESCAPED = /\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g;
const WRITTEN = "\\\\";

/** One parameter for many rows. A character that the database can't keep, such as half of one, is left out. */
export const asJson = (rows: unknown): string =>
  JSON.stringify(rows).replace(ESCAPED, (found) => (found === WRITTEN ? found : ""));

/** Hex of what HMAC-SHA256 puts before the message, inside and outside. */
export interface Pads {
  readonly inner: string;
  readonly outer: string;
}

const BLOCK = 64;

/** The key of a tenant, made at the first need. */
export async function padsOf(db: Database, tenant: TenantId): Promise<Pads> {
  await sql`insert into adoption_key (tenant_id, secret) values (${tenant},
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ secret: string }>`
    select encode(secret, 'hex') as secret from adoption_key where tenant_id = ${tenant}`.execute(db);
  const secret = Uint8Array.from(rows[0]?.secret.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const pad = (with_: number) =>
    Array.from({ length: BLOCK }, (_, at) => ((secret[at] ?? 0) ^ with_).toString(16).padStart(2, "0")).join(
      "",
    );
  return { inner: pad(0x36), outer: pad(0x5c) };
}

/** HMAC-SHA256 of a name, cut to 16 bytes (RFC 2104). The name itself is never kept. */
export const keyOf = ({ inner, outer }: Pads, name: RawBuilder<string>): RawBuilder<Uint8Array> =>
  sql`substring(sha256(decode(${outer}, 'hex') || sha256(decode(${inner}, 'hex') || convert_to(${name}, 'UTF8'))) from 1 for 16)`;
