import { type RawBuilder, sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { Profession } from "../../core/taxonomy.ts";
import type { Answers, Arm, Tally, Unit } from "./rules.ts";

/** Why a tip isn't given any more, and since when. */
export interface Retired {
  readonly reason: string;
  readonly since: Date;
}

export interface Assigned extends PersonKey {
  readonly arm: Arm;
  /** What the lot was drawn for. */
  readonly by: Unit;
  readonly on: Day;
}

interface Said {
  readonly tenant_id: string;
  readonly tip_id: string;
  readonly profession: string | null;
  readonly tried: number;
  readonly passed: number;
}

/** What people said of tips is counted again after so long. */
const FRESH_MS = 60_000;

export type ChoosingStore = ReturnType<typeof choosingStore>;

/** What choosing asks, beside what somebody had: which tips are retired, what people said of them, and who is held out. */
export function choosingStore(db: Database) {
  /** Those found large enough: it needn't be asked again at each message. */
  const large = new Set<TenantId>();
  const counted = new Map<TenantId, { readonly at: number; readonly answers: Answers }>();

  return {
    async retired(): Promise<ReadonlyMap<string, Retired>> {
      const { rows } = await sql<Retired & { tip_id: string }>`
        select tip_id, reason, since from tip_retired`.execute(db);
      return new Map(rows.map(({ tip_id, reason, since }) => [tip_id, { reason, since }]));
    },

    /** Retired again, it has the new reason and the old date. */
    async retire(tip: string, { reason, since }: Retired): Promise<void> {
      await sql`insert into tip_retired (tip_id, reason, since) values (${tip}, ${reason}, ${since})
        on conflict (tip_id) do update set reason = excluded.reason`.execute(db);
    },

    /** False where it wasn't retired. */
    async restore(tip: string): Promise<boolean> {
      const { rows } = await sql`delete from tip_retired where tip_id = ${tip} returning tip_id`.execute(db);
      return rows.length > 0;
    },

    /** What each of these tenants said of each tip, at most a minute old. */
    async answersIn(tenants: readonly TenantId[], now: Date): Promise<ReadonlyMap<TenantId, Answers>> {
      const at = now.getTime();
      const isFresh = (tenant: TenantId) => Math.abs(at - (counted.get(tenant)?.at ?? -Infinity)) < FRESH_MS;
      const stale = [...new Set(tenants)].filter((tenant) => !isFresh(tenant));
      if (stale.length > 0) {
        const { rows } = await said(stale).execute(db);
        for (const tenant of stale)
          counted.set(tenant, { at, answers: answersOf(rows.filter((row) => row.tenant_id === tenant)) });
      }
      return new Map(tenants.map((tenant) => [tenant, counted.get(tenant)?.answers ?? new Map()]));
    },

    /** In the same order; nothing for whom none was assigned yet. */
    async armsOf(keys: readonly PersonKey[]): Promise<readonly (Arm | undefined)[]> {
      const { rows } = await sql<{ tenant_id: string; person_id: string; arm: Arm }>`
        select a.* from nudge_arm a join (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted using (tenant_id, person_id)`.execute(
        db,
      );
      const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, row.arm]));
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`));
    },

    /** Once and for all: whoever has an arm keeps it, and whoever was forgotten meanwhile gets none. */
    async assign(people: readonly Assigned[]): Promise<void> {
      await sql`insert into nudge_arm (tenant_id, person_id, arm, assigned_by, assigned_on)
        select a.* from (select unnest(${people.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${people.map(({ id }) => id)}::text[]) as person_id,
          unnest(${people.map(({ arm }) => arm)}::text[]) as arm,
          unnest(${people.map(({ by }) => by)}::text[]) as assigned_by,
          unnest(${people.map(({ on }) => on)}::date[]) as assigned_on) a
        join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
        on conflict do nothing`.execute(db);
    },

    /** Those of these tenants in which we have met so many people, or more. */
    async tenantsWith(fewest: number, tenants: readonly TenantId[]): Promise<ReadonlySet<TenantId>> {
      const asked = [...new Set(tenants)].filter((tenant) => !large.has(tenant));
      if (asked.length > 0) {
        const { rows } = await sql<{ tenant_id: TenantId }>`
          select asked.tenant_id from unnest(${asked}::text[]) as asked (tenant_id)
          where (select count(*) from (select from person p where p.tenant_id = asked.tenant_id and p.greeted
            limit ${fewest}::int) met) >= ${fewest}::int`.execute(db);
        for (const { tenant_id } of rows) large.add(tenant_id);
      }
      return large;
    },

    /** In the same order; nothing for whom none is known. */
    async managersOf(keys: readonly PersonKey[]): Promise<readonly (PersonId | undefined)[]> {
      const { rows } = await sql<{ tenant_id: string; person_id: string; manager_id: PersonId | null }>`
        select p.tenant_id, p.person_id, p.manager_id from person p
        join (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted using (tenant_id, person_id)`.execute(
        db,
      );
      const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, row.manager_id]));
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`) ?? undefined);
    },

    /** What lots are drawn with. */
    async lotsKey(): Promise<string> {
      const { rows } = await sql<{ key: string }>`select key from nudge_key where id = 1`.execute(db);
      if (rows[0] === undefined) throw new Error("The key of the hold-out is missing from the database");
      return rows[0].key;
    },
  };
}

/** The last word of each person on each tip, counted by profession: how many, never who. */
const said = (tenants: readonly TenantId[]): RawBuilder<Said> => sql<Said>`
  select newest.tenant_id, newest.tip_id, p.profession,
    (count(*) filter (where newest.answer = 'tried'))::int as tried,
    (count(*) filter (where newest.answer = 'not-for-me'))::int as passed
  from (
    select distinct on (tenant_id, tip_id, person_id) tenant_id, tip_id, person_id, answer from nudge
    where tenant_id = any(${tenants}::text[]) and answer in ('tried', 'not-for-me') and tip_id is not null
    order by tenant_id, tip_id, person_id, made_at desc) newest
  join person p on p.tenant_id = newest.tenant_id and p.person_id = newest.person_id
  group by 1, 2, 3`;

function answersOf(rows: readonly Said[]): Answers {
  const all = new Map<string, { all: Tally; by: Map<Profession, Tally> }>();
  for (const { tip_id, profession, tried, passed } of rows) {
    const found = all.get(tip_id) ?? { all: { tried: 0, passed: 0 }, by: new Map<Profession, Tally>() };
    if (profession !== null) found.by.set(profession as Profession, { tried, passed }); // an odd one is nobody's
    all.set(tip_id, {
      ...found,
      all: { tried: found.all.tried + tried, passed: found.all.passed + passed },
    });
  }
  return all;
}
