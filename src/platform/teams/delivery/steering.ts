import { setTimeout as sleep } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Card } from "../../../core/card.ts";
import type { Database } from "../../../core/database.ts";
import { type Due, type Standing, type Status, type Steering, statuses } from "../../../core/outbound.ts";
import type { PersonId, PersonKey, TenantId } from "../../../core/person.ts";
import type { Log } from "../../../core/ports.ts";
import type { Acquaintance, Contact } from "../../people/people.ts";
import type { Change, Replace, Withdraw } from "../messenger.ts";
import type { Budget } from "./budget.ts";

interface Parts {
  readonly db: Database;
  readonly people: Pick<Acquaintance, "contactsOf">;
  readonly budget: Budget;
  readonly withdraw: Withdraw;
  readonly replace: Replace;
}

const AT_ONCE = 50;
/** Teams may take seconds to answer; at 50 a second that many are on their way. */
const MOST_UNDER_WAY = 100;
/** How often one is tried where Teams says "too fast". */
const TRIES = 3;
const THROTTLED_S = 2;
/** Two people refused within this long: it is the tenant that is too fast, not one chat. */
const TOGETHER_MS = 2_000;
/** Longer than this nobody at a command line waits for one message: it is left for the next call. */
const LONGEST_REST_S = 60;
/** What ends this long after its words changed may have been composed before. */
const COMPOSED_EARLIER_S = 300;

/** A message in its reader's chat. */
interface Sent extends Due {
  readonly activity: string;
}
/** What is done to it there, and how that is put on record. */
interface Work {
  readonly change: (contact: Contact) => Promise<Change>;
  readonly note: () => Promise<unknown>;
}

/** What is done to all messages of one slot. */
export function steeringWith({ db, people, budget, withdraw, replace }: Parts): Steering {
  return {
    async standingOf(slot) {
      const { rows } = await sql<{ status: Status; n: number }>`
        select status, count(*)::int as n from delivery where slot = ${slot} group by status`.execute(db);
      const counts = new Map(rows.map(({ status, n }) => [status, n]));
      return Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? 0])) as Standing;
    },

    async progressOf(slot, now) {
      const { rows } = await sql<{ tried: number; due: number; oldest: Date | null }>`
        select count(*) filter (where status in ('sent', 'blocked', 'failed', 'unsure')
            and ended_at > clock_timestamp() - interval '1 minute')::int as tried,
          count(*) filter (where status = 'waiting' and due_at <= ${now})::int as due,
          min(due_at) filter (where status = 'waiting' and due_at <= ${now}) as oldest
        from delivery where slot = ${slot}`.execute(db);
      const { rows: reasons } = await sql<{ reason: string; n: number }>`
        select reason, count(*)::int as n from delivery where slot = ${slot} and reason is not null
        group by reason order by n desc, reason`.execute(db);
      const [{ tried = 0, due = 0, oldest = null } = {}] = rows;
      return { lastMinute: tried, due, oldestDue: oldest ?? undefined, reasons };
    },

    async suspend(slot) {
      const held = await sql`
        update delivery set due_at = 'infinity' where slot = ${slot} and status = 'waiting'`.execute(db);
      return Number(held.numAffectedRows ?? 0n);
    },

    async unsuspend(slot, now) {
      const released = await sql`
        update delivery set due_at = ${now} where slot = ${slot} and status = 'waiting' and due_at > ${now}`.execute(
        db,
      );
      return Number(released.numAffectedRows ?? 0n);
    },

    async cancel(slot, reason) {
      const cancelled = await sql`
        update delivery set status = 'skipped', reason = ${reason}, ended_at = clock_timestamp()
        where slot = ${slot} and status = 'waiting'`.execute(db);
      return Number(cancelled.numAffectedRows ?? 0n);
    },

    async retryFailed(slot, now) {
      const again = await sql`
        update delivery set status = 'waiting', reason = null, attempts = 0, owner = null, ended_at = null, due_at = ${now}
        where slot = ${slot} and status = 'failed'`.execute(db);
      return Number(again.numAffectedRows ?? 0n);
    },

    async recall(slot, log) {
      const recalled = await throughSent(slot, sql<boolean>`true`, log, async (page) =>
        page.map((one) => takingBack(one)),
      );
      // What is on its way may still arrive.
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from delivery
        where slot = ${slot} and status in ('sending', 'sent', 'unsure') and recalled_at is null`.execute(db);
      const left = rows[0]?.n ?? 0;
      log.info({}, left === 0 ? "messages recalled" : "messages recalled, some are left");
      return { recalled, left };
    },

    async replace(slot, { nth, at }, cardsFor, log) {
      const isOld = sql<boolean>`revision < ${nth}
        and (ended_at is null or ended_at <= ${at}::timestamptz + make_interval(secs => ${COMPOSED_EARLIER_S}))`;
      const replaced = await throughSent(slot, isOld, log, async (page) => {
        const cards = await cardsFor(page);
        return page.map((one, n) => puttingInPlace(one, nth, cards[n]));
      });
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from delivery
        where slot = ${slot} and status in ('sending', 'sent') and recalled_at is null and ${isOld}`.execute(
        db,
      );
      const left = rows[0]?.n ?? 0;
      log.info({}, left === 0 ? "messages replaced" : "messages replaced, some are left");
      return { replaced, left };
    },
  };

  function takingBack({ slot, tenant, id, activity }: Sent): Work {
    return {
      change: (contact) => withdraw(contact, activity),
      note: () =>
        sql`update delivery set recalled_at = clock_timestamp()
          where slot = ${slot} and tenant_id = ${tenant} and person_id = ${id}`.execute(db),
    };
  }

  function puttingInPlace(
    { slot, tenant, id, activity }: Sent,
    nth: number,
    card: Card | undefined,
  ): Work | undefined {
    return (
      card && {
        change: (contact) => replace(contact, activity, card),
        note: () =>
          sql`update delivery set revision = ${nth}
            where slot = ${slot} and tenant_id = ${tenant} and person_id = ${id}`.execute(db),
      }
    );
  }

  /**
   * Everything that was sent and fits, page by page, each at a moment of its tenant's and without waiting for the answers
   * to those before it; what is left undone isn't come back to. Answers how many were done.
   */
  async function throughSent(
    slot: string,
    fits: RawBuilder<boolean>,
    log: Log,
    workOn: (page: readonly Sent[]) => Promise<readonly (Work | undefined)[]>,
  ): Promise<number> {
    const changed = changing(log);
    const all = atOnce(MOST_UNDER_WAY);
    for (let after: PersonKey | undefined; ; ) {
      const page = await sentOf(slot, fits, after);
      const last = page.at(-1);
      if (last === undefined) return all.done();
      const [contacts, works] = [await people.contactsOf(page), await workOn(page)];
      for (const [at, one] of page.entries()) {
        const [contact, work] = [contacts[at], works[at]];
        if (contact === undefined || work === undefined) continue;
        await momentFor(one.tenant);
        await all.add(changed(one, contact, work));
      }
      after = last;
    }
  }

  async function momentFor(tenant: string): Promise<void> {
    const { waitMs } = await budget.reserve(tenant, 1);
    await sleep(waitMs);
  }

  /** Changes one message, on record when it answers true. Two chats refused together: it is the tenant that is too fast. */
  function changing(log: Log) {
    let refused: { readonly id: string; readonly at: number } | undefined;
    return async (one: Sent, contact: Contact, { change, note }: Work): Promise<boolean> => {
      for (let tries = 1; ; tries++) {
        const outcome = await change(contact);
        if (outcome.kind === "done") await note();
        if (outcome.kind !== "throttled") return outcome.kind === "done";
        const now = performance.now();
        const seconds = outcome.seconds ?? THROTTLED_S;
        const together = refused !== undefined && refused.id !== one.id && now - refused.at < TOGETHER_MS;
        refused = { id: one.id, at: now };
        if (together) await budget.slow(one.tenant, seconds);
        if (together) log.warn({ seconds }, "Teams asked to slow down");
        if (tries >= TRIES || seconds > LONGEST_REST_S) return false;
        await sleep(seconds * 1000);
        await momentFor(one.tenant);
      }
    };
  }

  async function sentOf(
    slot: string,
    fits: RawBuilder<boolean>,
    after: PersonKey | undefined,
  ): Promise<readonly Sent[]> {
    const { rows } = await sql<{ tenant_id: string; person_id: string; activity_id: string }>`
      select tenant_id, person_id, activity_id from delivery
      where slot = ${slot} and status = 'sent' and activity_id is not null and recalled_at is null and ${fits}
        and (tenant_id, person_id) > (${after?.tenant ?? ""}, ${after?.id ?? ""})
      order by tenant_id, person_id limit ${AT_ONCE}`.execute(db);
    return rows.map((row) => ({
      tenant: row.tenant_id as TenantId,
      id: row.person_id as PersonId,
      slot,
      activity: row.activity_id,
    }));
  }
}

/** Work that is under way, so much of it at once at most. What fails stops it. */
function atOnce(most: number) {
  const underWay = new Set<Promise<void>>();
  const errors: unknown[] = [];
  let done = 0;

  async function counted(work: Promise<boolean>): Promise<void> {
    try {
      if (await work) done += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  return {
    async add(work: Promise<boolean>): Promise<void> {
      const one = counted(work).finally(() => underWay.delete(one));
      underWay.add(one);
      while (underWay.size >= most) await Promise.race(underWay);
      if (errors.length > 0) throw errors[0];
    },
    /** How many were done, when all have ended. */
    async done(): Promise<number> {
      await Promise.all(underWay);
      if (errors.length > 0) throw errors[0];
      return done;
    },
  };
}
