import { setTimeout as sleep } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import type { Card } from "../../../core/card.ts";
import type { Database } from "../../../core/database.ts";
import { type Due, type Standing, type Status, type Steering, statuses } from "../../../core/outbound.ts";
import type { PersonId, PersonKey, TenantId } from "../../../core/person.ts";
import type { Acquaintance } from "../../people/people.ts";
import type { Replace, Withdraw } from "../messenger.ts";
import type { Budget } from "./budget.ts";

interface Parts {
  readonly db: Database;
  readonly people: Pick<Acquaintance, "contactsOf">;
  readonly budget: Budget;
  readonly withdraw: Withdraw;
  readonly replace: Replace;
}

const AT_ONCE = 10;
/** What ends this long after its words changed may have been composed before. */
const COMPOSED_EARLIER_S = 300;

/** A message in its reader's chat. */
interface Sent extends Due {
  readonly activity: string;
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
        update delivery set due_at = ${now} where slot = ${slot} and status = 'waiting' and due_at = 'infinity'`.execute(
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
      const recalled = await throughSent(slot, sql<boolean>`true`, async (page) => takeBack(slot, page));
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from delivery
        where slot = ${slot} and status in ('sent', 'unsure') and recalled_at is null`.execute(db);
      const left = rows[0]?.n ?? 0;
      log.info({}, left === 0 ? "messages recalled" : "messages recalled, some are left");
      return { recalled, left };
    },

    async replace(slot, { nth, at }, cardsFor, log) {
      const isOld = sql<boolean>`revision < ${nth}
        and (ended_at is null or ended_at <= ${at}::timestamptz + make_interval(secs => ${COMPOSED_EARLIER_S}))`;
      const replaced = await throughSent(slot, isOld, async (page) =>
        putInPlace(slot, nth, page, await cardsFor(page)),
      );
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

  /** Everything that was sent and fits, page by page; what `work` leaves undone isn't come back to. */
  async function throughSent(
    slot: string,
    fits: RawBuilder<boolean>,
    work: (page: readonly Sent[]) => Promise<number>,
  ): Promise<number> {
    let done = 0;
    for (let after: PersonKey | undefined; ; ) {
      const page = await sentOf(slot, fits, after);
      const last = page.at(-1);
      if (last === undefined) return done;
      done += await work(page);
      after = last;
    }
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

  async function putInPlace(
    slot: string,
    nth: number,
    page: readonly Sent[],
    cards: readonly (Card | undefined)[],
  ): Promise<number> {
    const contacts = await people.contactsOf(page);
    let done = 0;
    for (const [at, one] of page.entries()) {
      const [contact, card] = [contacts[at], cards[at]];
      if (contact === undefined || card === undefined) continue;
      const { waitMs } = await budget.reserve(one.tenant, 1);
      await sleep(waitMs);
      if (!(await replace(contact, one.activity, card))) continue;
      await sql`update delivery set revision = ${nth}
        where slot = ${slot} and tenant_id = ${one.tenant} and person_id = ${one.id}`.execute(db);
      done += 1;
    }
    return done;
  }

  async function takeBack(slot: string, page: readonly Sent[]): Promise<number> {
    const contacts = await people.contactsOf(page);
    let done = 0;
    for (const [at, one] of page.entries()) {
      const contact = contacts[at];
      const { waitMs } = await budget.reserve(one.tenant, 1);
      await sleep(waitMs);
      if (contact === undefined || !(await withdraw(contact, one.activity))) continue;
      await sql`update delivery set recalled_at = clock_timestamp()
        where slot = ${slot} and tenant_id = ${one.tenant} and person_id = ${one.id}`.execute(db);
      done += 1;
    }
    return done;
  }
}
