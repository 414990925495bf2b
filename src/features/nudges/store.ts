import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import { type Answer, noWish, type Past, type Rate, type Reason, rates, type Wish } from "./rules.ts";
import { type Tip, TipFile } from "./tip.ts";

/** sent, blocked, failed, skipped, unsure are ends. waiting and sending are under way. Together they are all that was planned. */
const statuses = ["waiting", "sending", "sent", "blocked", "failed", "skipped", "unsure"] as const;
export type Status = (typeof statuses)[number];

export const migrations: Migrations = {
  "nudges/0001-nudge": [
    `create table nudge (
      tenant_id text not null,
      person_id text not null,
      slot text not null,
      kind text not null check (kind in ('tip', 'asked', 'last-question')),
      tip_id text,
      day date not null,
      reasons text not null default '',
      status text not null check (status in ('waiting', 'sending', 'sent', 'blocked', 'failed', 'skipped', 'unsure')),
      detail text,
      attempts int not null default 0,
      due_at timestamptz not null,
      lease_until timestamptz,
      activity_id text,
      sent_at timestamptz,
      answer text,
      primary key (tenant_id, person_id, slot),
      ${ownedByPerson}
    )`,
    "create index nudge_under_way on nudge (due_at) where status in ('waiting', 'sending')",
    `create table nudge_wish (
      tenant_id text not null,
      person_id text not null,
      rate text not null default 'weekly',
      stopped text check (stopped in ('person', 'silence')),
      snoozed_until date,
      primary key (tenant_id, person_id),
      ${ownedByPerson}
    )`,
    "create table tip (tip_id text primary key, body jsonb not null)",
    "create table nudge_pause (id int primary key check (id = 1), since timestamptz not null)",
  ],
};

interface NudgeRow {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly slot: string;
  readonly kind: "tip" | "asked" | "last-question";
  readonly tip_id: string | null;
  readonly day: string;
  readonly reasons: string;
  readonly status: string;
  readonly detail: string | null;
  readonly attempts: number;
  readonly due_at: Date;
  readonly lease_until: Date | null;
  readonly activity_id: string | null;
  readonly sent_at: Date | null;
  readonly answer: string | null;
}

interface WishRow {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly rate: string;
  readonly stopped: "person" | "silence" | null;
  readonly snoozed_until: string | null;
}

type Tables = {
  nudge: NudgeRow;
  nudge_wish: WishRow;
  tip: { readonly tip_id: string; readonly body: unknown };
  nudge_pause: { readonly id: number; readonly since: Date };
};

/** One nudge, as it stands in the ledger. */
export interface Nudge extends PersonKey {
  readonly slot: string;
  readonly kind: NudgeRow["kind"];
  readonly tip: string | undefined;
  readonly day: Day;
  readonly reasons: readonly Reason[];
  readonly attempts: number;
}

export type NudgeStore = ReturnType<typeof nudgeStore>;

const LEASE_MS = 120_000;

export function nudgeStore(database: Database) {
  const db = database.withTables<Tables>();
  const nudgesOf = ({ tenant, id }: PersonKey) =>
    db.selectFrom("nudge").selectAll().where("tenant_id", "=", tenant).where("person_id", "=", id);
  const wishRow = ({ tenant, id }: PersonKey) =>
    db
      .selectFrom("nudge_wish")
      .selectAll()
      .where("tenant_id", "=", tenant)
      .where("person_id", "=", id)
      .executeTakeFirst();

  return {
    async wishOf(key: PersonKey): Promise<Wish> {
      const row = await wishRow(key);
      return row === undefined ? noWish : wishIn(row);
    },

    async wish({ tenant, id }: PersonKey, wish: Partial<Wish>): Promise<void> {
      const columns = columnsOf(wish);
      await db
        .insertInto("nudge_wish")
        .values({ tenant_id: tenant, person_id: id, ...columns } as never)
        .onConflict((on) => on.columns(["tenant_id", "person_id"]).doUpdateSet(columns as never))
        .execute();
    },

    /** What they had or were refused, the newest first. What was skipped or failed isn't among it: nobody was written to. */
    async past(key: PersonKey): Promise<readonly Past[]> {
      const rows = await nudgesOf(key)
        .where("status", "in", ["sent", "unsure", "waiting", "sending", "blocked"])
        .orderBy("day", "desc")
        .orderBy("due_at", "desc")
        .execute();
      return rows.map((row) => ({
        slot: row.slot,
        kind: row.kind,
        tip: row.tip_id ?? undefined,
        day: row.day,
        answer: (row.answer ?? undefined) as Answer | undefined, // only `answer` below writes it
        reached: row.status !== "blocked",
      }));
    },

    async one(key: PersonKey, slot: string): Promise<Nudge | undefined> {
      const row = await nudgesOf(key).where("slot", "=", slot).executeTakeFirst();
      return row && nudgeIn(row);
    },

    async latest(key: PersonKey): Promise<Nudge | undefined> {
      const row = await nudgesOf(key)
        .where("status", "in", ["sent", "unsure"])
        .where("tip_id", "is not", null)
        .orderBy("due_at", "desc")
        .limit(1)
        .executeTakeFirst();
      return row && nudgeIn(row);
    },

    /** What they say of the tip itself counts above anything else they press on its card. */
    async answer({ tenant, id }: PersonKey, slot: string, answer: Answer): Promise<void> {
      const update = db
        .updateTable("nudge")
        .set({ answer })
        .where("tenant_id", "=", tenant)
        .where("person_id", "=", id)
        .where("slot", "=", slot);
      await (ofTheTip.includes(answer) ? update : update.where("answer", "is", null)).execute();
    },

    /** Typing "fewer nudges" answers the last nudge as its button does. */
    async answerLatest(key: PersonKey, answer: Answer): Promise<void> {
      const latest = await nudgesOf(key)
        .where("status", "in", ["sent", "unsure"])
        .where("kind", "<>", "asked")
        .orderBy("due_at", "desc")
        .limit(1)
        .executeTakeFirst();
      if (latest !== undefined) await this.answer(key, latest.slot, answer);
    },

    /** False where there was one already: two processes that plan at once make one nudge. */
    async plan(nudge: Omit<Nudge, "attempts">, due: Date, status: "waiting" | "sent"): Promise<boolean> {
      const made = await db
        .insertInto("nudge")
        .values({
          tenant_id: nudge.tenant,
          person_id: nudge.id,
          slot: nudge.slot,
          kind: nudge.kind,
          tip_id: nudge.tip ?? null,
          day: nudge.day,
          reasons: nudge.reasons.join(","),
          status,
          due_at: due,
          sent_at: status === "sent" ? due : null,
        } as never)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst();
      return made.numInsertedOrUpdatedRows === 1n;
    },

    /** Takes what is due, under a lease; no other process gets the same. */
    async claim(limit: number, now: Date): Promise<readonly Nudge[]> {
      const { rows } = await sql<NudgeRow>`
        update nudge set status = 'sending', attempts = attempts + 1,
          lease_until = ${new Date(now.getTime() + LEASE_MS)}
        where (tenant_id, person_id, slot) in (
          select tenant_id, person_id, slot from nudge where status = 'waiting' and due_at <= ${now}
          order by due_at limit ${limit} for update skip locked)
        returning *`.execute(db);
      return rows.map(nudgeIn);
    },

    /** A send that was begun and never ended may have arrived: it is said to be unsure, and isn't tried again. */
    async giveUpInterrupted(now: Date): Promise<readonly Nudge[]> {
      const { rows } = await sql<NudgeRow>`
        update nudge set status = 'unsure', detail = 'interrupted', sent_at = due_at, lease_until = null
        where status = 'sending' and lease_until < ${now} returning *`.execute(db);
      return rows.map(nudgeIn);
    },

    /** False where it is gone: its reader was forgotten while it was on its way. */
    async finish(
      { tenant, id, slot }: Nudge,
      end: { status: Status; detail?: string; activity?: string | undefined; at: Date; again?: Date },
    ): Promise<boolean> {
      const finished = await db
        .updateTable("nudge")
        .set({
          status: end.status,
          detail: end.detail ?? null,
          lease_until: null,
          ...(end.activity === undefined ? {} : { activity_id: end.activity }),
          ...(end.status === "sent" || end.status === "unsure" ? { sent_at: end.at } : {}),
          ...(end.again === undefined ? {} : { due_at: end.again }),
        })
        .where("tenant_id", "=", tenant)
        .where("person_id", "=", id)
        .where("slot", "=", slot)
        .where("status", "=", "sending")
        .executeTakeFirst();
      return finished.numUpdatedRows === 1n;
    },

    /** How many nudges stand where, of all that were planned. */
    async ledger(): Promise<Readonly<Record<Status, number>>> {
      const rows = await db
        .selectFrom("nudge")
        .select(({ fn }) => ["status", fn.countAll<number>().as("n")])
        .where("kind", "<>", "asked")
        .groupBy("status")
        .execute();
      const counts = new Map(rows.map(({ status, n }) => [status, n]));
      return Object.fromEntries(statuses.map((status) => [status, counts.get(status) ?? 0])) as Record<
        Status,
        number
      >;
    },

    async pausedSince(): Promise<Date | undefined> {
      return (await db.selectFrom("nudge_pause").select("since").executeTakeFirst())?.since;
    },
    async pause(now: Date): Promise<void> {
      await db
        .insertInto("nudge_pause")
        .values({ id: 1, since: now })
        .onConflict((on) => on.doNothing())
        .execute();
    },
    async resume(): Promise<void> {
      await db.deleteFrom("nudge_pause").execute();
    },

    async importedTips(): Promise<readonly Tip[]> {
      const rows = await db.selectFrom("tip").select("body").orderBy("tip_id").execute();
      return rows.flatMap(({ body }) => TipFile.safeParse(body).data ?? []);
    },
    async importTip(tip: Tip): Promise<void> {
      const body = sql`${JSON.stringify(tip)}::jsonb`;
      await sql`insert into tip (tip_id, body) values (${tip.id}, ${body})
        on conflict (tip_id) do update set body = excluded.body`.execute(db);
    },

    /** As it stands in the tables; nothing where nothing is kept. */
    async exported(key: PersonKey): Promise<unknown> {
      const nudges = await nudgesOf(key).orderBy("due_at").execute();
      const wish = await wishRow(key);
      return nudges.length === 0 && wish === undefined ? undefined : { wish, nudges };
    },
    async count(key: PersonKey): Promise<number> {
      return (await nudgesOf(key).execute()).length;
    },
  };
}

const ofTheTip: readonly Answer[] = ["tried", "not-for-me", "later"];

const wishIn = (row: WishRow): Wish => ({
  rate: Object.hasOwn(rates, row.rate) ? (row.rate as Rate) : "weekly",
  stopped: row.stopped ?? undefined,
  snoozedUntil: row.snoozed_until ?? undefined,
});

function columnsOf(wish: Partial<Wish>): Partial<WishRow> {
  const given = (key: keyof Wish) => Object.hasOwn(wish, key);
  return {
    ...(wish.rate === undefined ? {} : { rate: wish.rate }),
    ...(given("stopped") ? { stopped: wish.stopped ?? null } : {}),
    ...(given("snoozedUntil") ? { snoozed_until: wish.snoozedUntil ?? null } : {}),
  };
}

const nudgeIn = (row: NudgeRow): Nudge => ({
  tenant: row.tenant_id as TenantId,
  id: row.person_id as PersonId,
  slot: row.slot,
  kind: row.kind,
  tip: row.tip_id ?? undefined,
  day: row.day,
  reasons: row.reasons.split(",").filter(Boolean) as Reason[],
  attempts: row.attempts,
});
