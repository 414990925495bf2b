import { type RawBuilder, sql } from "kysely";
import { type Day, type Local, mondayOf, zoneNamed } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import { AWAY } from "../../core/disturb.ts";
import type { Due } from "../../core/outbound.ts";
import { defaults, type Nation, type PersonId, type PersonKey, type TenantId } from "../../core/person.ts";
import {
  type Answer,
  HALVED_AFTER,
  noWish,
  type Past,
  type Rate,
  type Reason,
  rates,
  type Wish,
} from "./rules.ts";
import { type Tip, TipFile } from "./tip.ts";

export const migrations: Migrations = {
  "nudges/0001-nudge": [
    // What was chosen for somebody, and what they said of it. Whether it went out stands in the ledger of deliveries.
    `create table nudge (
      tenant_id text not null,
      person_id text not null,
      slot text not null,
      kind text not null check (kind in ('tip', 'asked', 'last-question')),
      tip_id text,
      day date not null,
      reasons text not null default '',
      made_at timestamptz not null,
      answer text,
      primary key (tenant_id, person_id, slot),
      ${ownedByPerson}
    )`,
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
  ],
  "nudges/0002-choosing": [
    "create table tip_retired (tip_id text primary key, reason text not null, since timestamptz not null)",
    // What people said of each tip is counted once a minute: this holds only those that said it.
    `create index nudge_said on nudge (tenant_id, tip_id, person_id, made_at desc)
      where answer in ('tried', 'not-for-me')`,
    "create table nudge_key (id int primary key check (id = 1), key text not null)",
    // 244 random bits from the database itself: all replicas share it and no configuration holds it.
    "insert into nudge_key values (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))",
    // Who gets tips out of the blue and who is held out. What was assigned once stays, whatever the share becomes.
    `create table nudge_arm (
      tenant_id text not null,
      person_id text not null,
      arm text not null check (arm in ('tips', 'held-out')),
      assigned_on date not null,
      primary key (tenant_id, person_id),
      ${ownedByPerson}
    )`,
  ],
  "nudges/0003-units": [
    "alter table nudge_arm add column assigned_by text not null default 'person' check (assigned_by in ('person', 'team'))",
  ],
  "nudges/0004-stepped-start": [
    `create table nudge_run (
      run_id int primary key generated always as identity,
      weeks int not null,
      first_day date not null,
      drawn_by text not null check (drawn_by in ('person', 'team')),
      begun_at timestamptz not null,
      ended_at timestamptz
    )`,
    "create unique index nudge_run_running on nudge_run ((true)) where ended_at is null",
    // Who begins in which week, and when that was decided. It stays when the stepped start has ended.
    `create table nudge_start (
      tenant_id text not null,
      person_id text not null,
      run_id int not null references nudge_run,
      week int not null,
      begins_on date not null,
      drawn_by text not null,
      decided_at timestamptz not null,
      primary key (tenant_id, person_id, run_id),
      ${ownedByPerson}
    )`,
  ],
  "nudges/0005-newest": [
    // The newest of each person's, without reading their years.
    "create index nudge_newest on nudge (tenant_id, person_id, day desc) where kind <> 'asked'",
  ],
  "nudges/0006-story": [
    // What a colleague told, where it was shown beside the tip.
    "alter table nudge add column story_id text",
  ],
  "nudges/0006-others": [
    // Few messages are none of ours: whether one came lately is asked of everybody who is due.
    "create index nudge_others on delivery (tenant_id, person_id, due_at) where kind not in ('nudge', 'campaign')",
  ],
  "nudges/0007-stopped-at": [
    // When they said “stop”: what they chose before that is stopped with it.
    "alter table nudge_wish add column stopped_at timestamptz",
  ],
  "nudges/0008-key-of-its-own": [
    `insert into nudge_key values (1, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))
      on conflict do nothing`,
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
  readonly made_at: Date;
  readonly answer: string | null;
  readonly story_id: string | null;
}

interface WishRow {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly rate: string;
  readonly stopped: "person" | "silence" | null;
  readonly stopped_at: Date | null;
  readonly snoozed_until: string | null;
}

type Tables = {
  nudge: NudgeRow;
  nudge_wish: WishRow;
  tip: { readonly tip_id: string; readonly body: unknown };
};

/** What its rows in the ledger are called. Their slots begin with it, ours don't. */
export const NUDGE = "nudge";
/** Kinds that keep to the record of nudges; after all others no tip comes for so many days. */
const ON_RECORD = "campaign";
const DAYS_AFTER_OTHERS = 3;
/** As the index "nudge_others" has it, word for word: with parameters in it the index wouldn't be used. */
const OTHERS = `kind not in ('${NUDGE}', '${ON_RECORD}')`;
const ofOthers = sql.raw(`t.${OTHERS}`);
/** A campaign's slot is its own in both. */
export const slotIn = ({ slot }: Due): string =>
  slot.startsWith(`${NUDGE}/`) ? slot.slice(NUDGE.length + 1) : slot;

/** A zone and nation that somebody lives in, and what the clock on their wall says. */
export interface ZoneDay extends Local {
  readonly zone: string;
  readonly nation: Nation;
  readonly isOff: boolean;
}

/** One nudge as it was chosen. */
export interface Nudge extends PersonKey {
  readonly slot: string;
  readonly kind: NudgeRow["kind"];
  readonly tip: string | undefined;
  /** What a colleague told, shown beside it. */
  readonly story?: string | undefined;
  readonly day: Day;
  readonly reasons: readonly Reason[];
}

/** One that is new. */
export interface Planned extends Nudge {
  readonly made: Date;
}

export type NudgeStore = ReturnType<typeof nudgeStore>;

/** Where a nudge stands, if it isn't one that was asked for. */
const delivered = sql`left join delivery d on d.tenant_id = n.tenant_id and d.person_id = n.person_id
  and d.slot = case when position('/' in n.slot) > 0 then n.slot else ${NUDGE} || '/' || n.slot end`;
/** It went out, or may have. */
const isOut = sql<boolean>`(n.kind = 'asked' or d.status in ('sent', 'unsure'))`;

/** In a question about the person `o`: what came to them out of the blue, and what became of it. */
const theirs = sql`n.tenant_id = o.tenant_id and n.person_id = o.person_id and n.kind <> 'asked'`;
const statusOf = sql`(select d.status from delivery d where d.tenant_id = n.tenant_id and d.person_id = n.person_id
  and d.slot = case when position('/' in n.slot) > 0 then n.slot else ${NUDGE} || '/' || n.slot end)`;

/** Below this many in a tenant all are due at once; beyond it so many each second, over most of their window. */
const AT_ONCE = 200;
const CALM_PER_SECOND = 5;
const SHARE_OF_WINDOW = 0.8;

export function nudgeStore(database: Database) {
  const db = database.withTables<Tables>();
  const nudgesOf = ({ tenant, id }: PersonKey) =>
    db.selectFrom("nudge").selectAll().where("tenant_id", "=", tenant).where("person_id", "=", id);
  const these = (
    keys: readonly PersonKey[],
  ) => sql`(select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
    unnest(${keys.map(({ id }) => id)}::text[]) as person_id)`;

  return {
    async wishOf(key: PersonKey): Promise<Wish> {
      const [wish = noWish] = await this.wishesOf([key]);
      return wish;
    },

    /** In the same order. */
    async wishesOf(keys: readonly PersonKey[]): Promise<readonly Wish[]> {
      const { rows } = await sql<WishRow>`
        select w.* from nudge_wish w join ${these(keys)} wanted using (tenant_id, person_id)`.execute(db);
      const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, wishIn(row)]));
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`) ?? noWish);
    },

    async wish({ tenant, id }: PersonKey, wish: Partial<Wish>): Promise<void> {
      const columns = columnsOf(wish);
      await db
        .insertInto("nudge_wish")
        .values({ tenant_id: tenant, person_id: id, ...columns } as never)
        .onConflict((on) => on.columns(["tenant_id", "person_id"]).doUpdateSet(columns as never))
        .execute();
    },

    async past(key: PersonKey): Promise<readonly Past[]> {
      const [past = []] = await this.pastsOf([key]);
      return past;
    },

    /**
     * What each had or was refused, the newest first, in the same order. What was skipped or failed isn't among it: nobody
     * was written to.
     */
    async pastsOf(keys: readonly PersonKey[]): Promise<readonly (readonly Past[])[]> {
      const { rows } = await sql<NudgeRow & { status: string | null }>`
        select n.*, d.status from nudge n join ${these(keys)} wanted using (tenant_id, person_id) ${delivered}
        where n.kind = 'asked' or d.status in ('sent', 'unsure', 'waiting', 'sending', 'blocked')
        order by n.day desc, n.made_at desc`.execute(db);
      const found = new Map<string, Past[]>(keys.map(({ tenant, id }) => [`${tenant}/${id}`, []]));
      for (const row of rows)
        found.get(`${row.tenant_id}/${row.person_id}`)?.push({
          slot: row.slot,
          kind: row.kind,
          tip: row.tip_id ?? undefined,
          story: row.story_id ?? undefined,
          day: row.day,
          answer: (row.answer ?? undefined) as Answer | undefined, // only `answer` below writes it
          reached: row.status !== "blocked",
        });
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`) ?? []);
    },

    async one(key: PersonKey, slot: string): Promise<Nudge | undefined> {
      const row = await nudgesOf(key).where("slot", "=", slot).executeTakeFirst();
      return row && nudgeIn(row);
    },

    /** The last tip they had. */
    async latest({ tenant, id }: PersonKey): Promise<Nudge | undefined> {
      const { rows } = await sql<NudgeRow>`
        select n.* from nudge n ${delivered}
        where n.tenant_id = ${tenant} and n.person_id = ${id} and n.tip_id is not null and ${isOut}
        order by n.made_at desc limit 1`.execute(db);
      return rows[0] && nudgeIn(rows[0]);
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

    /** Typing "fewer tips" answers the last one that came out of the blue, as its button does. */
    async answerLatest(key: PersonKey, answer: Answer): Promise<void> {
      const { rows } = await sql<{ slot: string }>`
        select n.slot from nudge n ${delivered}
        where n.tenant_id = ${key.tenant} and n.person_id = ${key.id} and n.kind <> 'asked' and ${isOut}
        order by n.made_at desc limit 1`.execute(db);
      if (rows[0] !== undefined) await this.answer(key, rows[0].slot, answer);
    },

    /** On record before anything is sent. One that is there already stays as it is. */
    async record(nudges: readonly Planned[]): Promise<void> {
      if (nudges.length === 0) return;
      await db
        .insertInto("nudge")
        .values(
          nudges.map((nudge) => ({
            tenant_id: nudge.tenant,
            person_id: nudge.id,
            slot: nudge.slot,
            kind: nudge.kind,
            tip_id: nudge.tip ?? null,
            day: nudge.day,
            reasons: nudge.reasons.join(","),
            made_at: nudge.made,
            answer: null,
            story_id: nudge.story ?? null,
          })),
        )
        .onConflict((on) => on.doNothing())
        .execute();
    },

    /** Every zone and nation that somebody lives in; `read` is the zone as this machine knows it. */
    async zones(): Promise<readonly { zone: string; nation: Nation; read: string }[]> {
      const { rows } = await sql<{ zone: string; nation: Nation }>`
        select distinct zone, nation from person where conversation_id is not null`.execute(db);
      return rows.map((row) => ({ ...row, read: zoneNamed(row.zone) ?? defaults.zone }));
    },

    /**
     * Who is due at this moment and has nothing else waiting, as one question for everybody, and when each is: all at once
     * where they are few, else spread over the hours they chose. It asks what `holdOn` asks, but for the three clear working days; `holdOn` has
     * the last word when sending.
     */
    due(days: readonly ZoneDay[], now: Date): RawBuilder<unknown> {
      const lists = (of: (day: ZoneDay) => string | number) => days.map(of);
      return sql`
        with local as (
          select unnest(${lists(({ zone }) => zone)}::text[]) as zone, unnest(${lists(({ nation }) => nation)}::text[]) as nation,
            unnest(${lists(({ day }) => day)}::date[]) as day, unnest(${lists(({ time }) => time)}::text[]) as time,
            unnest(${lists(({ weekday }) => String(weekday))}::text[]) as weekday,
            unnest(${lists(({ day }) => mondayOf(day))}::date[]) as week),
        elsewhere as materialized (
          -- What a pause holds back may wait for ever: nobody goes without tips because of that.
          select tenant_id, person_id from delivery where kind <> ${NUDGE} and status = 'waiting' and due_at < 'infinity'
          union all select tenant_id, person_id from delivery where kind <> ${NUDGE} and status = 'sending'),
        open as (
          select p.tenant_id, p.person_id, p.heard_on, p.nudge_until, l.day, l.time,
            case w.rate when 'fortnightly' then ${rates.fortnightly}::int when 'monthly' then ${rates.monthly}::int
              else ${rates.weekly}::int end as apart
          from person p join local l on l.zone = p.zone and l.nation = p.nation
          left join nudge_wish w on w.tenant_id = p.tenant_id and w.person_id = p.person_id
          left join nudge_arm a on a.tenant_id = p.tenant_id and a.person_id = p.person_id
          where p.conversation_id is not null and p.greeted
            and position(l.weekday in p.nudge_days) > 0 and position(l.weekday in p.working_days) > 0
            and l.time >= p.nudge_from and l.time <= p.nudge_until
            and (p.away_from is null or l.day not between p.away_from and coalesce(p.away_until, p.away_from))
            and w.stopped is null and (w.snoozed_until is null or w.snoozed_until <= l.day)
            and not exists (select from elsewhere t where t.tenant_id = p.tenant_id and t.person_id = p.person_id)
            and not exists (select from nudge_start s join nudge_run r on r.run_id = s.run_id and r.ended_at is null
              where s.tenant_id = p.tenant_id and s.person_id = p.person_id and s.begins_on > l.day)
            -- What follows is looked up for each by their key ("offset 0" sees to it): planners can't guess how many are
            -- open, and would compare all with all.
            -- Who was planned for already; and who was away gets none in the same week.
            and not exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
              and t.slot between ${NUDGE} || '/' || l.week and ${NUDGE} || '/' || l.day
              and (t.slot = ${NUDGE} || '/' || l.day
                or (t.kind = ${NUDGE} and t.status = 'skipped' and t.reason = ${AWAY})) offset 0)
            -- Nor soon after something else that came out of the blue; a campaign's tips are nudges on record.
            and not exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
              and ${ofOthers} and t.status in ('sent', 'unsure')
              and t.due_at > ${now}::timestamptz - make_interval(days => ${DAYS_AFTER_OTHERS}) offset 0)
            -- Who is held out is never sent one; so that it is planned as often, one skipped counts as one sent.
            and (a.arm is distinct from 'held-out'
              or not exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
                and t.slot > ${NUDGE} || '/' || (l.day - ${rates.weekly}::int) and t.slot < ${NUDGE} || '/' || l.day
                and t.kind = ${NUDGE} offset 0))),
        due as (
          select o.*, count(*) over (partition by o.tenant_id) as together,
            ('x' || substr(md5(o.person_id || o.day), 1, 8))::bit(32)::bigint / 4294967296.0 as lot
          from open o
          left join lateral (
            -- When the newest was, and how many of the newest nothing was said to. Whoever blocked us is planned for after
            -- they wrote again, so that what was blocked counts with what they have heard of.
            select max(newest.day) as day,
              count(*) filter (where newest.answer is null and (o.heard_on is null or o.heard_on <= newest.day)) as unheard
            from (select n.day, n.answer from (
                -- Few that weren't sent stand between those that were: whether each was is looked up until there are enough.
                -- What is dated further ahead is from a clock that was wrong: it keeps nobody waiting until then.
                select * from nudge n where ${theirs} and n.day < o.day + o.apart
                order by n.day desc, n.answer nulls last limit ${4 * HALVED_AFTER}) n
              where n.answer is not null or ${statusOf} in ('sent', 'unsure', 'waiting', 'sending', 'blocked')
              limit ${HALVED_AFTER}) newest) last on true
          where last.day is null or o.day - last.day >= 2 * o.apart
            or (o.day - last.day >= o.apart and last.unheard < ${HALVED_AFTER}))
        select tenant_id, person_id, ${NUDGE} || '/' || day as slot,
          ${now}::timestamptz + case when together <= ${AT_ONCE} then interval '0' else make_interval(secs => lot * least(
            together / ${CALM_PER_SECOND}::float8,
            ${SHARE_OF_WINDOW}::float8 * extract(epoch from nudge_until::time - time::time)))
          end as due_at
        from due`;
    },

    /** A condition on the person `p`: they had this tip. */
    hadBy(tip: string): RawBuilder<boolean> {
      return sql`exists (select from nudge n ${delivered}
        where n.tenant_id = p.tenant_id and n.person_id = p.person_id and n.tip_id = ${tip} and ${isOut})`;
    },

    async lastQuestionsAmong(due: readonly Due[]): Promise<readonly PersonKey[]> {
      const { rows } = await sql<NudgeRow>`
        select n.* from nudge n join (select unnest(${due.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${due.map(({ id }) => id)}::text[]) as person_id, unnest(${due.map(slotIn)}::text[]) as slot) wanted
          using (tenant_id, person_id, slot) where n.kind = 'last-question'`.execute(db);
      return rows.map(nudgeIn);
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
    async exported({ tenant, id }: PersonKey): Promise<object | undefined> {
      const nudges = await nudgesOf({ tenant, id }).orderBy("made_at").execute();
      const { rows: deliveries } = await sql`
        select * from delivery where tenant_id = ${tenant} and person_id = ${id} and kind = ${NUDGE}
        order by due_at`.execute(db);
      const { rows: wishes } = await sql`
        select * from nudge_wish where tenant_id = ${tenant} and person_id = ${id}`.execute(db);
      const { rows: groups } = await sql`
        select * from nudge_arm where tenant_id = ${tenant} and person_id = ${id}`.execute(db);
      const { rows: starts } = await sql`
        select * from nudge_start where tenant_id = ${tenant} and person_id = ${id} order by run_id`.execute(
        db,
      );
      return nudges.length + deliveries.length + wishes.length + groups.length + starts.length === 0
        ? undefined
        : { wish: wishes[0], group: groups[0], starts, nudges, deliveries };
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
  stoppedAt: row.stopped_at ?? undefined,
  snoozedUntil: row.snoozed_until ?? undefined,
});

function columnsOf(wish: Partial<Wish>): Partial<WishRow> {
  const given = (key: keyof Wish) => Object.hasOwn(wish, key);
  return {
    ...(wish.rate === undefined ? {} : { rate: wish.rate }),
    ...(given("stopped") ? { stopped: wish.stopped ?? null, stopped_at: wish.stoppedAt ?? null } : {}),
    ...(given("snoozedUntil") ? { snoozed_until: wish.snoozedUntil ?? null } : {}),
  };
}

const nudgeIn = (row: NudgeRow): Nudge => ({
  tenant: row.tenant_id as TenantId,
  id: row.person_id as PersonId,
  slot: row.slot,
  kind: row.kind,
  tip: row.tip_id ?? undefined,
  story: row.story_id ?? undefined,
  day: row.day,
  reasons: row.reasons.split(",").filter(Boolean) as Reason[],
});
