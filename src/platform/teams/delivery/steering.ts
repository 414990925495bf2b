import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "../../../core/database.ts";
import { type Standing, type Status, type Steering, statuses } from "../../../core/outbound.ts";
import type { PersonId, PersonKey, TenantId } from "../../../core/person.ts";
import type { Acquaintance } from "../../people/people.ts";
import type { Withdraw } from "../messenger.ts";
import type { Budget } from "./budget.ts";

interface Parts {
  readonly db: Database;
  readonly people: Pick<Acquaintance, "contactsOf">;
  readonly budget: Budget;
  readonly withdraw: Withdraw;
}

const AT_ONCE = 10;

/** What is done to all messages of one slot. */
export function steeringWith({ db, people, budget, withdraw }: Parts): Steering {
  return {
    async standingOf(slot) {
      const { rows } = await sql<{ status: Status; n: number }>`
        select status, count(*)::int as n from delivery where slot = ${slot} group by status`.execute(db);
      const counts = new Map(rows.map(({ status, n }) => [status, n]));
      return Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? 0])) as Standing;
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
      let recalled = 0;
      for (let after: PersonKey | undefined; ; ) {
        const page = await sentOf(slot, after);
        const last = page.at(-1);
        if (last === undefined) break;
        recalled += await takeBack(slot, page);
        after = last;
      }
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from delivery
        where slot = ${slot} and status in ('sent', 'unsure') and recalled_at is null`.execute(db);
      const left = rows[0]?.n ?? 0;
      log.info({ recalled, left }, "messages recalled");
      return { recalled, left };
    },
  };

  async function sentOf(slot: string, after: PersonKey | undefined) {
    const { rows } = await sql<{ tenant_id: string; person_id: string; activity_id: string }>`
      select tenant_id, person_id, activity_id from delivery
      where slot = ${slot} and status = 'sent' and activity_id is not null and recalled_at is null
        and (tenant_id, person_id) > (${after?.tenant ?? ""}, ${after?.id ?? ""})
      order by tenant_id, person_id limit ${AT_ONCE}`.execute(db);
    return rows.map((row) => ({
      tenant: row.tenant_id as TenantId,
      id: row.person_id as PersonId,
      activity: row.activity_id,
    }));
  }

  async function takeBack(slot: string, page: Awaited<ReturnType<typeof sentOf>>): Promise<number> {
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
