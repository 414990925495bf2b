import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../../core/person.ts";
import type { Installation, Installer, Run } from "../../../core/ports.ts";
import type { Budget } from "./budget.ts";

interface Parts {
  readonly db: Database;
  /** Of its own: what Graph allows has nothing to do with what Teams allows. */
  readonly budget: Budget;
  readonly installer: Installer;
}

/** How many ended how. Those that are left are tried by a later call. */
export type Installed = Readonly<
  Record<"installed" | "already" | "refused" | "absent" | "failed" | "left", number>
>;
type State = keyof Installed;

/** Graph allows 30 a second in a tenant, and checks five sixths of it over longer. */
export const INSTALLS_PER_SECOND = 25;
const AT_ONCE = 10;
const MOST_UNDER_WAY = 100;
const TRIES = 3;
/** Who is being seen to by a process that dies is free again after so long; to install twice does no harm. */
const LEASE_MS = 600_000;
const DAY_MS = 24 * 3_600_000;
/** Refused by a policy, which somebody may change; never signed in to Teams; failed for no reason that is known. */
const AGAIN_MS: Readonly<Record<State, number | undefined>> = {
  installed: undefined,
  already: undefined,
  refused: 30 * DAY_MS,
  absent: 7 * DAY_MS,
  failed: DAY_MS,
  left: 0,
};
/** Graph says "too fast" and names no time. */
const THROTTLED_S = 10;
const LONGEST_REST_MS = 300_000;

export type Installing = ReturnType<typeof installingWith>;

/**
 * Puts the app into the Teams of people on the staff list whom we have never met. Who has met us and took us away is left
 * alone. Teams then tells us of each, which is when they are welcomed.
 */
export function installingWith({ db, budget, installer }: Parts) {
  return async (most: number, run: Run): Promise<Installed> => {
    const counts = { installed: 0, already: 0, refused: 0, absent: 0, failed: 0, left: 0 };
    const places = { left: most };
    const tenants = await tenantsToServe(db);
    await Promise.all(tenants.map((tenant) => serve(tenant, places, counts, run)));
    return counts;
  };

  async function serve(tenant: string, places: { left: number }, counts: Record<State, number>, run: Run) {
    const underWay = new Set<Promise<void>>();
    for (let after = ""; places.left > 0; ) {
      const wanted = Math.min(AT_ONCE, places.left);
      places.left -= wanted;
      const { taken, last } = await claim(db, tenant, after, wanted, run.now);
      places.left += wanted - taken.length;
      if (last === undefined) break;
      after = last;
      if (taken.length === 0) continue; // another process was quicker with these
      const { waitMs, gapMs } = await budget.reserve(paceOf(tenant), taken.length);
      await sleep(waitMs);
      for (const one of taken) {
        const seeing = seeTo(one, counts, run).finally(() => underWay.delete(seeing));
        underWay.add(seeing);
        await sleep(gapMs);
      }
      while (underWay.size > MOST_UNDER_WAY) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }

  async function seeTo(one: PersonKey, counts: Record<State, number>, run: Run): Promise<void> {
    const state = await tried(one, run).catch((error): State => {
      run.log.warn({ error }, "app not installed");
      return "failed";
    });
    counts[state] += 1;
    await end(db, one, state, run.now).catch((error) => run.log.warn({ error }, "installation not noted"));
  }

  async function tried(one: PersonKey, run: Run): Promise<State> {
    for (let tries = 1; ; ) {
      const answer = await installer.install(one);
      if (answer.kind !== "later") return answer.kind;
      if (answer.throttled) await rest(one.tenant, answer, run);
      else if (tries++ >= TRIES) return "failed";
      const { waitMs } = await budget.reserve(paceOf(one.tenant), 1, LONGEST_REST_MS);
      if (waitMs > LONGEST_REST_MS) return "left";
      await sleep(Math.max(waitMs, answer.throttled ? 0 : (answer.seconds ?? 0) * 1000));
    }
  }

  async function rest(tenant: string, { seconds }: Extract<Installation, { kind: "later" }>, { log }: Run) {
    await budget.slow(paceOf(tenant), seconds ?? THROTTLED_S);
    log.warn({ seconds }, "Graph asked to slow down");
  }
}

const paceOf = (tenant: string): string => `install/${tenant}`;

const isNew = sql`p.conversation_id is null and p.heard_on is null`;

async function tenantsToServe(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ tenant_id: string }>`
    select distinct p.tenant_id from person p where ${isNew}`.execute(db);
  return rows.map(({ tenant_id }) => tenant_id);
}

/**
 * The next ones in order, so that one call goes through everybody once; no other process gets the same. `last` is up to
 * whom it looked, whoever got them.
 */
async function claim(
  db: Database,
  tenant: string,
  after: string,
  count: number,
  now: Date,
): Promise<{ readonly taken: readonly PersonKey[]; readonly last: string | undefined }> {
  const free = new Date(now.getTime() + LEASE_MS);
  const { rows } = await sql<{ tenant_id: string; person_id: string; taken: boolean }>`
    with next as (
      select p.tenant_id, p.person_id
      from person p
      where p.tenant_id = ${tenant} and p.person_id > ${after} and ${isNew}
        and coalesce((select i.again_at from install i where i.tenant_id = p.tenant_id and i.person_id = p.person_id),
          '-infinity') <= ${now}
      order by p.person_id limit ${count} for key share of p skip locked), taken as (
    insert into install as i (tenant_id, person_id, again_at)
    select tenant_id, person_id, ${free}::timestamptz from next
    on conflict (tenant_id, person_id) do update set again_at = excluded.again_at where i.again_at <= ${now}
    returning i.tenant_id, i.person_id)
    select tenant_id, person_id, taken.tenant_id is not null as taken from next
    left join taken using (tenant_id, person_id) order by person_id`.execute(db);
  const taken = rows
    .filter((row) => row.taken)
    .map(({ tenant_id, person_id }) => ({ tenant: tenant_id as TenantId, id: person_id as PersonId }));
  return { taken, last: rows.at(-1)?.person_id };
}

/** Nothing is noted of whom Teams has told us meanwhile: they have met us. */
async function end(db: Database, { tenant, id }: PersonKey, state: State, now: Date): Promise<void> {
  const wait = AGAIN_MS[state];
  const again = wait === undefined ? "infinity" : new Date(now.getTime() + wait).toISOString();
  await sql`update install set state = ${state}, again_at = ${again}::timestamptz
    where tenant_id = ${tenant} and person_id = ${id}`.execute(db);
}
