import { sql } from "kysely";
import type { Channel } from "../../../core/channel-post.ts";
import type { Database, Migrations } from "../../../core/database.ts";
import { statuses } from "../../../core/outbound.ts";
import type { TenantId } from "../../../core/person.ts";
import type { Language } from "../../../core/words.ts";
import type { End } from "../delivery/ledger.ts";

/** Nobody's name or id stands here: where something was asked for, and what became of it. */
export const channelMigrations: Migrations = {
  "1-channels/0001-channel": [
    `create table channel (
      tenant_id text not null,
      conversation_id text not null,
      post text not null,
      team_id text,
      service_url text not null,
      bot_id text not null,
      language text not null,
      asked_at timestamptz not null,
      ended_at timestamptz,
      primary key (tenant_id, conversation_id, post)
    )`,
    `create table channel_post (
      tenant_id text not null,
      conversation_id text not null,
      post text not null,
      slot text not null,
      status text not null default 'waiting' check (status in (${statuses.map((status) => `'${status}'`).join(", ")})),
      reason text,
      attempts int not null default 0,
      throttled int not null default 0,
      throttled_at timestamptz,
      due_at timestamptz not null,
      owner text,
      about text,
      edition text,
      activity_id text,
      ended_at timestamptz,
      withdrawn_at timestamptz,
      changes int not null default 0,
      change_at timestamptz,
      primary key (tenant_id, conversation_id, slot),
      foreign key (tenant_id, conversation_id, post) references channel on delete cascade
    )`,
    "create index channel_post_due on channel_post (tenant_id, due_at) where status = 'waiting'",
    "create index channel_post_sending on channel_post (owner) where status = 'sending'",
    `create index channel_post_shown on channel_post (tenant_id, post, about)
      where status = 'sent' and withdrawn_at is null`,
  ],
};

/** Where something was asked for, and how it is reached. */
export interface Place {
  readonly tenant: TenantId;
  readonly conversation: string;
  /** The team that a channel is of; a group chat has none. */
  readonly team: string | undefined;
  readonly serviceUrl: string;
  readonly bot: string;
}

/** A post that this process has taken on. */
export interface TakenPost extends Place, Channel {
  readonly post: string;
  readonly slot: string;
  /** This try included. */
  readonly attempts: number;
  readonly throttled: { readonly times: number; readonly seconds: number };
}

/** What stands in a channel, and isn't as it should be. */
export interface Shown extends Place, Channel {
  readonly slot: string;
  readonly activity: string;
}

interface Row {
  readonly tenant_id: string;
  readonly conversation_id: string;
  readonly team_id: string | null;
  readonly service_url: string;
  readonly bot_id: string;
  readonly language: string;
  readonly slot: string;
}

/** What stands in the table was checked when it was saved, so the casts hold. */
const placeOf = (row: Row) => ({
  tenant: row.tenant_id as TenantId,
  key: row.conversation_id,
  conversation: row.conversation_id,
  team: row.team_id ?? undefined,
  serviceUrl: row.service_url,
  bot: row.bot_id,
  language: row.language as Language,
  slot: row.slot,
});
const asPlace = sql`c.tenant_id, c.conversation_id, c.team_id, c.service_url, c.bot_id, c.language, p.slot`;
const sameChannel = sql`c.tenant_id = p.tenant_id and c.conversation_id = p.conversation_id and c.post = p.post`;

export const STOPPED = "stopped";
const INTERRUPTED = "interrupted";
/** Who hasn't been seen for this long is taken for dead, as in the ledger. */
const SILENCE_S = 20;
/** What couldn't be put right in a channel is tried again after so long, and so often. */
const CHANGE_AGAIN_MS = 10 * 60_000;
const MOST_CHANGES = 5;
const YEAR_MS = 365 * 86_400_000;

export type ChannelTable = ReturnType<typeof channelsIn>;

export function channelsIn(db: Database) {
  const rowOf = ({ tenant, conversation, slot }: Pick<TakenPost, "tenant" | "conversation" | "slot">) =>
    sql`tenant_id = ${tenant} and conversation_id = ${conversation} and slot = ${slot}`;

  return {
    /** The same twice is the same once. False for what was said before it was stopped: Teams may deliver late. */
    async ask(place: Place, post: string, language: Language, at: Date): Promise<boolean> {
      const { rows } = await sql`
        insert into channel as c
          (tenant_id, conversation_id, post, team_id, service_url, bot_id, language, asked_at)
        values (${place.tenant}, ${place.conversation}, ${post}, ${place.team ?? null}, ${place.serviceUrl},
          ${place.bot}, ${language}, ${at})
        on conflict (tenant_id, conversation_id, post) do update set
          asked_at = case when c.ended_at is null then c.asked_at else excluded.asked_at end, ended_at = null,
          team_id = excluded.team_id, service_url = excluded.service_url, bot_id = excluded.bot_id,
          language = excluded.language
        where c.ended_at is null or c.ended_at <= excluded.asked_at
        returning c.post`.execute(db);
      return rows.length > 0;
    },

    /** Ends all that comes there, and what waits. False where nothing came. */
    async stop({ tenant, conversation }: Pick<Place, "tenant" | "conversation">, at: Date): Promise<boolean> {
      const { rows } = await sql`
        with ended as (
          update channel set ended_at = ${at}
          where tenant_id = ${tenant} and conversation_id = ${conversation} and ended_at is null and asked_at <= ${at}
          returning post),
        skipped as (
          update channel_post p set status = 'skipped', reason = ${STOPPED}, ended_at = ${at} from ended
          where p.tenant_id = ${tenant} and p.conversation_id = ${conversation} and p.post = ended.post
            and p.status = 'waiting')
        select post from ended`.execute(db);
      return rows.length > 0;
    },

    /** Everything kept of a channel or group chat, or of all channels of a team; not what was asked for since. */
    async forget(
      { tenant }: Pick<Place, "tenant">,
      ids: readonly string[],
      { withTeam, at }: { readonly withTeam: boolean; readonly at: Date },
    ): Promise<void> {
      await sql`delete from channel where tenant_id = ${tenant} and asked_at <= ${at}
        and (conversation_id = any(${[...ids]}::text[])
          or (${withTeam} and team_id = any(${[...ids]}::text[])))`.execute(db);
    },

    async tenants(post: string): Promise<readonly TenantId[]> {
      const { rows } = await sql<{ tenant_id: TenantId }>`
        select distinct tenant_id from channel where post = ${post} and ended_at is null`.execute(db);
      return rows.map(({ tenant_id }) => tenant_id);
    },

    /** One row for each channel that asked in time and has none for this slot. Answers how many are new. */
    async plan(
      { tenant, post, slot }: Pick<TakenPost, "tenant" | "post" | "slot">,
      now: Date,
      inTime: (asked: Date) => boolean,
    ): Promise<number> {
      const { rows } = await sql<{ conversation_id: string; asked_at: Date }>`
        select conversation_id, asked_at from channel c
        where tenant_id = ${tenant} and post = ${post} and ended_at is null and not exists (select from channel_post p
          where p.tenant_id = c.tenant_id and p.conversation_id = c.conversation_id and p.slot = ${slot})`.execute(
        db,
      );
      const owed = rows.flatMap(({ conversation_id, asked_at }) =>
        inTime(asked_at) ? [conversation_id] : [],
      );
      if (owed.length === 0) return 0;
      const planned = await sql`
        insert into channel_post (tenant_id, conversation_id, post, slot, due_at)
        select c.tenant_id, c.conversation_id, c.post, ${slot}, ${now} from channel c
        where c.tenant_id = ${tenant} and c.post = ${post} and c.ended_at is null
          and c.conversation_id = any(${owed}::text[])
        on conflict do nothing`.execute(db);
      return Number(planned.numAffectedRows ?? 0n);
    },

    /** None while everything is paused. */
    async tenantsDue(now: Date): Promise<readonly string[]> {
      const { rows } = await sql<{ tenant_id: string }>`
        select distinct tenant_id from channel_post where status = 'waiting' and due_at <= ${now}
          and not exists (select from delivery_pause)`.execute(db);
      return rows.map(({ tenant_id }) => tenant_id);
    },

    /** Takes on what is due; no other process gets the same. Nothing while everything is paused. */
    async claim(tenant: string, limit: number, now: Date, owner: string): Promise<readonly TakenPost[]> {
      const { rows } = await sql<
        Row & {
          post: string;
          attempts: number;
          throttled: number;
          throttled_for: number | null;
        }
      >`
        with due as (
          select conversation_id, slot from channel_post
          where tenant_id = ${tenant} and status = 'waiting' and due_at <= ${now}
            and not exists (select from delivery_pause)
          order by due_at, conversation_id limit ${limit} for update skip locked)
        update channel_post p set status = 'sending', attempts = attempts + 1, owner = ${owner}
        from due, channel c
        where p.tenant_id = ${tenant} and p.conversation_id = due.conversation_id and p.slot = due.slot and ${sameChannel}
        returning ${asPlace}, p.post, p.attempts, p.throttled,
          extract(epoch from clock_timestamp() - p.throttled_at)::float8 as throttled_for`.execute(db);
      return rows.map((row) => ({
        ...placeOf(row),
        post: row.post,
        attempts: row.attempts,
        throttled: { times: row.throttled, seconds: row.throttled_for ?? 0 },
      }));
    },

    /** What was posted there within a year, or may have been. */
    async earlier({ tenant, conversation, post, slot }: TakenPost, now: Date): Promise<readonly string[]> {
      const { rows } = await sql<{ about: string }>`
        select distinct about from channel_post where tenant_id = ${tenant} and conversation_id = ${conversation}
          and post = ${post} and slot <> ${slot} and status in ('sent', 'unsure') and about is not null
          and ended_at > ${new Date(now.getTime() - YEAR_MS)}`.execute(db);
      return rows.map(({ about }) => about);
    },

    /** On record before it is sent. False where it was stopped or forgotten meanwhile. */
    async note(of: TakenPost, about: string, edition: string): Promise<boolean> {
      const { rows } = await sql`
        update channel_post p set about = ${about}, edition = ${edition} from channel c
        where p.tenant_id = ${of.tenant} and p.conversation_id = ${of.conversation} and p.slot = ${of.slot}
          and ${sameChannel} and c.ended_at is null returning p.slot`.execute(db);
      return rows.length > 0;
    },

    /** Nothing was begun: as if it hadn't been taken on. */
    async giveBack(taken: readonly TakenPost[], owner: string): Promise<void> {
      for (const of of taken)
        await sql`update channel_post set status = 'waiting', attempts = attempts - 1, owner = null
          where ${rowOf(of)} and owner = ${owner} and status = 'sending'`.execute(db);
    },

    /**
     * How a try ended. Who was taken for dead meanwhile knows better than "unsure". A channel that is gone or shuts us out
     * is ended with it; one that was stopped meanwhile isn't waited for.
     */
    async finish(
      { of, status, reason, activity, again, untried, throttled }: End<TakenPost>,
      owner: string,
      now: Date,
    ): Promise<void> {
      const waits = status === "waiting";
      await sql`
        update channel_post p set
          status = case when ${waits} and c.ended_at is not null then 'skipped' else ${status} end,
          reason = case when ${waits} and c.ended_at is not null then ${STOPPED} else ${reason ?? null}::text end,
          activity_id = coalesce(${activity ?? null}::text, p.activity_id), owner = null,
          ended_at = case when ${waits} and c.ended_at is null then null else ${now}::timestamptz end,
          due_at = ${again ?? now},
          attempts = p.attempts - ${untried === true ? 1 : 0},
          throttled = case when ${throttled === true} then p.throttled + 1 else 0 end,
          throttled_at = case when ${throttled === true} then coalesce(p.throttled_at, clock_timestamp()) end
        from channel c where ${sameChannel} and p.tenant_id = ${of.tenant} and p.conversation_id = ${of.conversation}
          and p.slot = ${of.slot} and p.owner = ${owner}
          and (p.status = 'sending' or (p.status = 'unsure' and p.reason = ${INTERRUPTED}))`.execute(db);
      if (status === "blocked")
        await sql`update channel set ended_at = ${now} where tenant_id = ${of.tenant}
          and conversation_id = ${of.conversation} and post = ${of.post} and ended_at is null`.execute(db);
    },

    /** What a dead process had taken on may have arrived, and isn't sent again. Answers the kinds. */
    async giveUpOfDead(now: Date): Promise<readonly string[]> {
      const { rows } = await sql<{ post: string }>`
        update channel_post p set status = 'unsure', reason = ${INTERRUPTED}, ended_at = ${now}
        where p.status = 'sending' and not exists (select from delivery_sender s where s.owner = p.owner
          and s.seen_at >= clock_timestamp() - make_interval(secs => ${SILENCE_S}))
        returning p.post`.execute(db);
      return rows.map(({ post }) => post);
    },

    /** What stands in channels, each with its edition. */
    async shown(post: string): Promise<readonly { tenant: TenantId; about: string; edition: string }[]> {
      const { rows } = await sql<{ tenant: TenantId; about: string; edition: string }>`
        select distinct tenant_id as tenant, about, edition from channel_post
        where post = ${post} and status = 'sent' and withdrawn_at is null and activity_id is not null
          and changes < ${MOST_CHANGES}`.execute(db);
      return rows;
    },

    /** Takes on some of what is to be put right; no other process gets the same for a while. */
    async toChange(
      tenant: TenantId,
      post: string,
      { about, edition }: { readonly about: string; readonly edition: string },
      limit: number,
      now: Date,
    ): Promise<readonly Shown[]> {
      const { rows } = await sql<Row & { activity_id: string }>`
        with stale as (
          select conversation_id, slot from channel_post
          where tenant_id = ${tenant} and post = ${post} and about = ${about} and edition = ${edition}
            and status = 'sent' and withdrawn_at is null and activity_id is not null
            and changes < ${MOST_CHANGES} and (change_at is null or change_at <= ${now})
          order by conversation_id, slot limit ${limit} for update skip locked)
        update channel_post p set changes = changes + 1, change_at = ${new Date(now.getTime() + CHANGE_AGAIN_MS)}
        from stale, channel c
        where p.tenant_id = ${tenant} and p.conversation_id = stale.conversation_id and p.slot = stale.slot
          and ${sameChannel}
        returning ${asPlace}, p.activity_id`.execute(db);
      return rows.map((row) => ({ ...placeOf(row), activity: row.activity_id }));
    },

    /** Nothing was tried, or Teams was only asked too fast: it is come back to. */
    async unchanged(of: Shown): Promise<void> {
      await sql`update channel_post set changes = changes - 1 where ${rowOf(of)}`.execute(db);
    },

    async changed(of: Shown, edition: string | undefined, now: Date): Promise<void> {
      await sql`update channel_post set changes = 0, change_at = null, edition = coalesce(${edition ?? null}, edition),
        withdrawn_at = case when ${edition === undefined} then ${now}::timestamptz end where ${rowOf(of)}`.execute(
        db,
      );
    },

    /** How many channels ask for something, and how many posts failed since a time. */
    async count(since: Date): Promise<{ readonly channels: number; readonly failed: number }> {
      const { rows } = await sql<{ channels: number; failed: number }>`select
        (select count(*)::int from channel where ended_at is null) as channels,
        (select count(*)::int from channel_post where status = 'failed' and ended_at > ${since}) as failed`.execute(
        db,
      );
      return rows[0] ?? { channels: 0, failed: 0 };
    },
  };
}
