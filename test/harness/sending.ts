import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { readConfig } from "../../src/config.ts";
import { card, text } from "../../src/core/card.ts";
import type { Database } from "../../src/core/database.ts";
import type { Due, Outbound } from "../../src/core/outbound.ts";
import { isOutage } from "../../src/platform/database/open.ts";
import { peopleIn } from "../../src/platform/people/people.ts";
import { teamsAdapter } from "../../src/platform/teams/adapter.ts";
import { budgetIn } from "../../src/platform/teams/delivery/budget.ts";
import { type Delivery, deliveryWith } from "../../src/platform/teams/delivery/engine.ts";
import { ledgerIn } from "../../src/platform/teams/delivery/ledger.ts";
import { teamsPost, teamsRenew } from "../../src/platform/teams/messenger.ts";

const aCard = card("en", "A message", [text("The same for everybody.")]);

/** A kind of message that is always the same, but for what a test says. */
export const messagesOf = (kind: string, more: Partial<Outbound> = {}): Outbound => ({
  kind,
  plan: async () => 0,
  compose: async (due) => due.map(() => ({ kind: "send", card: aCard })),
  ...more,
});

interface Options {
  readonly capPerSecond?: number;
  readonly outbounds?: readonly Outbound[];
  readonly clock?: () => Date;
  readonly chatGapMs?: number;
  readonly unsureAgain?: boolean;
}

/** One process that sends: the product's own engine, ledger, budget, people and calls. */
export class Sender {
  readonly logged: { level: string; event: string; facts: object }[] = [];
  readonly delivery: Delivery;
  readonly #clock: () => Date;

  constructor(db: Database, options: Options = {}) {
    const {
      capPerSecond = 500,
      chatGapMs = 0,
      outbounds = [messagesOf("note")],
      clock = () => new Date(),
      unsureAgain = false,
    } = options;
    this.#clock = clock;
    const doors = { tenants: [], serviceHosts: ["127.0.0.1"], teamsOnly: false };
    const outside = { adapter: teamsAdapter(readConfig({}).bot), doors, log: this.#log };
    this.delivery = deliveryWith({
      ledger: ledgerIn(db),
      budget: budgetIn(db, capPerSecond),
      people: peopleIn(db),
      post: teamsPost(outside),
      renew: teamsRenew(outside),
      chatGapMs,
      unsureAgain,
      outbounds: () => outbounds,
      isOutage,
    });
  }

  get #log() {
    const note = (level: string) => (facts: object, event: string) =>
      void this.logged.push({ level, event, facts });
    return { info: note("info"), warn: note("warn"), error: note("error") };
  }

  send(): ReturnType<Delivery["send"]> {
    return this.delivery.send(this.#clock, this.#log);
  }

  said(event: string): boolean {
    return this.logged.some((line) => line.event === event);
  }
}

/** So many people of a tenant, p1, p2 and so on, each with a message that has long been due. Their chats are "tenant~n". */
export async function planned(
  db: Database,
  connector: string,
  tenant: string,
  count: number,
  kind = "note",
): Promise<void> {
  await sql`
    insert into person (tenant_id, person_id, conversation_id, service_url, bot_id, teams_id, greeted)
    select ${tenant}, 'p' || n, ${tenant} || '~' || n, ${connector}, '28:bot', '29:' || n, true
    from generate_series(1, ${count}::int) n on conflict do nothing`.execute(db);
  await ledgerIn(db).plan(
    kind,
    sql`select tenant_id, person_id, ${kind} || '/1' as slot, '2020-01-01'::timestamptz as due_at
      from person where tenant_id = ${tenant}`,
  );
}

/** How many rows of the ledger stand where; what nobody is in isn't named. */
export async function standingIn(db: Database, tenant?: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: string; n: number }>`
    select status, count(*)::int as n from delivery
    where ${tenant ?? null}::text is null or tenant_id = ${tenant ?? null} group by status order by status`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

/** Where one person's message stands, and why. */
export async function rowOf(db: Database, { tenant, id }: Pick<Due, "tenant" | "id">) {
  const { rows } = await sql<{ status: string; reason: string | null; attempts: number }>`
    select status, reason, attempts from delivery where tenant_id = ${tenant} and person_id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** The time that a failed try asked for has passed. */
export async function timePasses(db: Database, hours = 0): Promise<void> {
  await sql`update delivery set due_at = '2020-01-01', throttled_at = throttled_at - make_interval(hours => ${hours})
    where status = 'waiting'`.execute(db);
}

/** Nobody was heard of for longer than the living keep silent. */
export async function sendersFallSilent(db: Database): Promise<void> {
  await sql`update delivery_sender set seen_at = seen_at - interval '1 minute'`.execute(db);
}

/** A newer way to reach somebody: they wrote to us from another chat. */
export async function writesFrom(
  db: Database,
  { tenant, id }: Pick<Due, "tenant" | "id">,
  conversation: string,
): Promise<void> {
  await sql`update person set conversation_id = ${conversation} where tenant_id = ${tenant} and person_id = ${id}`.execute(
    db,
  );
}

export async function becomes(what: () => boolean | Promise<boolean>, patienceMs = 50_000): Promise<void> {
  for (const until = performance.now() + patienceMs; !(await what()); await sleep(5))
    if (performance.now() > until) throw new Error(`It didn't come about: ${what}`);
}
