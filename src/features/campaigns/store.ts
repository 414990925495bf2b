import { type RawBuilder, sql } from "kysely";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonKey } from "../../core/person.ts";
import {
  type Audience,
  conditionOf,
  type Knowledge,
  readAudience,
  valuesOf,
  withoutSegment,
} from "./audience.ts";
import { type Campaign, FEWEST, type State, type Step } from "./rules.ts";
import type { Message } from "./written.ts";

export const migrations: Migrations = {
  "campaigns/0001-campaign": [
    `create table campaign (
      campaign_id int primary key generated always as identity,
      tenant_id text not null,
      tip_id text not null,
      audience text not null,
      service boolean not null,
      state text not null default 'draft',
      created_by text not null,
      created_at timestamptz not null,
      approved_by text,
      send_at timestamptz,
      asked int not null
    )`,
    // Who did what and when; nothing of this is ever changed.
    `create table campaign_event (
      campaign_id int not null references campaign,
      at timestamptz not null,
      step text not null,
      by_whom text not null
    )`,
  ],
  "campaigns/0002-close": ["alter table campaign add column close boolean not null default false"],
  "campaigns/0003-message": [
    "alter table campaign alter column tip_id drop not null, add column message jsonb",
    "alter table campaign add check ((tip_id is null) <> (message is null))",
  ],
  "campaigns/0004-list": [
    `create table campaign_member (
      tenant_id text not null,
      person_id text not null,
      campaign_id int not null references campaign,
      primary key (tenant_id, person_id, campaign_id),
      ${ownedByPerson}
    )`,
    "create index campaign_member_of on campaign_member (campaign_id)",
  ],
  "campaigns/0005-revision": [
    `alter table campaign add column revision int not null default 0, add column revised_at timestamptz,
      add column next_message jsonb, add column next_by text`,
  ],
};

interface Row {
  readonly campaign_id: number;
  readonly tenant_id: string;
  readonly tip_id: string | null;
  readonly message: Message | null;
  readonly audience: string;
  readonly service: boolean;
  readonly state: string;
  readonly created_by: string;
  readonly approved_by: string | null;
  readonly send_at: Date | null;
  readonly asked: number;
  readonly close: boolean;
  readonly revision: number;
  readonly revised_at: Date | null;
  readonly next_message: Message | null;
  readonly next_by: string | null;
}

const jsonOf = (value: unknown) => sql`${value === undefined ? null : JSON.stringify(value)}::jsonb`;

export type CampaignStore = ReturnType<typeof campaignStore>;

/** Its rows in the ledger. */
export const CAMPAIGN = "campaign";
export const slotOf = ({ id }: Pick<Campaign, "id">): string => `${CAMPAIGN}/${id}`;
export const idIn = (slot: string): number => Number(slot.split("/")[1]);
/** A preview has a slot of its own, so no figure of the campaign counts it. */
export const previewSlotOf = (campaign: Pick<Campaign, "id">, nth: number | ""): string =>
  `${slotOf(campaign)}/preview-${nth}`;
export const isPreview = (slot: string): boolean => slot.includes("/preview-");

const campaignIn = (row: Row): Campaign => ({
  id: row.campaign_id,
  tenant: row.tenant_id,
  tip: row.tip_id ?? undefined,
  message: row.message ?? undefined,
  audience: row.audience,
  service: row.service,
  state: row.state as State, // only `move` writes it
  createdBy: row.created_by,
  approvedBy: row.approved_by ?? undefined,
  sendAt: row.send_at ?? undefined,
  asked: row.asked,
  close: row.close,
  revision: row.revision,
  revisedAt: row.revised_at ?? undefined,
  next: row.next_message === null ? undefined : { message: row.next_message, by: row.next_by ?? "" },
});

/** Ids go to the database in batches: half a million are no parameter. */
const BATCH = 10_000;

export interface Counts {
  readonly all: number;
  /** How many of them can be written to. */
  readonly reachable: number;
  /** How many the organisation has. */
  readonly known: number;
}

export function campaignStore(db: Database, { hadBy, segments }: Knowledge) {
  const among = (of: Pick<Campaign, "id" | "tenant">, audience: Audience, now: Date): RawBuilder<boolean> =>
    conditionOf(audience, {
      tenant: of.tenant,
      campaign: of.id,
      hadBy,
      inSegment: (name) => segments()?.condition(name, { now }) ?? sql<boolean>`false`,
    });
  const members = (of: Pick<Campaign, "id" | "tenant">, audience: Audience, now: Date): RawBuilder<unknown> =>
    sql`from person p where p.tenant_id = ${of.tenant} and ${among(of, audience, now)}`;

  return {
    /** The one organisation that there is, or undefined where there are several or none. */
    async onlyTenant(): Promise<string | undefined> {
      const { rows } = await sql<{
        tenant_id: string;
      }>`select distinct tenant_id from person limit 2`.execute(db);
      return rows.length === 1 ? rows[0]?.tenant_id : undefined;
    },

    async count(
      of: Pick<Campaign, "id" | "tenant">,
      audience: Audience,
      now: Date,
      on = db,
    ): Promise<Counts> {
      const { rows } = await sql<Counts>`
        select count(*)::int as all, count(*) filter (where p.conversation_id is not null and p.greeted)::int as reachable,
          (select count(*)::int from person k where k.tenant_id = ${of.tenant}) as known
        ${members(of, audience, now)}`.execute(on);
      return rows[0] ?? { all: 0, reachable: 0, known: 0 };
    },

    /**
     * Whether another campaign is for all but the same people: their figures, one taken from the other, would be those of
     * a few. Both are asked who is in them now, so that joiners and leavers don't matter. `among` is "sent" where figures
     * are compared, and "all" where it is how many can be written to, which a draft tells too.
     */
    async isClose(
      of: Pick<Campaign, "id" | "tenant">,
      audience: Audience,
      compared: "sent" | "all",
      now: Date,
      on = db,
    ): Promise<boolean> {
      const { rows } = await sql<{ id: number; audience: string }>`
        select min(campaign_id) as id, audience from campaign
        where tenant_id = ${of.tenant} and campaign_id <> ${of.id}
          and asked >= ${FEWEST} and not close and (${compared === "all"} or state in ('sending', 'recalled')
            or exists (select from delivery d where d.slot = ${CAMPAIGN} || '/' || campaign_id))
        -- Two lists of one name are two lists.
        group by audience, case when lower(audience) like 'list:%' then campaign_id end`.execute(on);
      for (const { id, audience: text } of rows) {
        const other = readAudience(text);
        if (typeof other === "string") continue; // written before its like was refused
        const { rows: differing } = await sql<{ n: number }>`
          select count(*)::int as n from (select from person p where p.tenant_id = ${of.tenant}
            and (${among(of, audience, now)}) <> (${among({ ...of, id }, other, now)}) limit ${FEWEST}) as differing`.execute(
          on,
        );
        const n = differing[0]?.n ?? 0;
        if (n > 0 && n < FEWEST) return true;
      }
      return false;
    },

    /**
     * Whether who is written to, or who isn't, would tell of a few how they use Copilot. Asked when it is drafted and again
     * when it is sent: people begin and leave off meanwhile.
     */
    async tellsOfFew(
      of: Pick<Campaign, "id" | "tenant">,
      audience: Audience,
      now: Date,
      on = db,
    ): Promise<boolean> {
      const group = withoutSegment(audience);
      if (group === undefined) return false;
      const inside = (await this.count(of, audience, now, on)).all;
      const beside = (await this.count(of, group, now, on)).all - inside;
      return inside < FEWEST || beside < FEWEST || this.isClose(of, audience, "all", now, on);
    },

    /** Departments and managers that nobody has here: left out, a group that was mistyped would be written to. */
    async unknownIn(
      { tenant }: Pick<Campaign, "tenant">,
      audience: Audience,
      on = db,
    ): Promise<readonly string[]> {
      const lower = (name: string) => name.toLowerCase();
      const [departments, managers] = [valuesOf(audience, "department"), valuesOf(audience, "manager")];
      const { rows } = await sql<{ name: string }>`
        select name from unnest(${departments.map(lower)}::text[]) name
          where not exists (select from person p where p.tenant_id = ${tenant} and lower(p.department) = name)
        union all select name from unnest(${managers}::text[]) name
          where not exists (select from person p where p.tenant_id = ${tenant} and p.manager_id = name)`.execute(
        on,
      );
      const unknown = new Set(rows.map(({ name }) => name));
      return [...departments, ...managers].filter((name) => unknown.has(lower(name)));
    },

    /** On record before its figures are. */
    async setClose({ id }: Campaign, close: boolean): Promise<void> {
      await sql`update campaign set close = ${close} where campaign_id = ${id}`.execute(db);
    },

    /** All of it or none: `check` fails where the audience isn't one to write to. Ids that nobody has here aren't kept. */
    async create(
      draft: Pick<Campaign, "tenant" | "tip" | "message" | "audience" | "service" | "createdBy">,
      audience: Audience,
      list: readonly string[],
      now: Date,
      check: (counts: Counts, of: Pick<Campaign, "id" | "tenant">, trx: Database) => void | Promise<void>,
    ): Promise<{ readonly id: number; readonly counts: Counts; readonly unknown: number }> {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ id: number }>`
          insert into campaign (tenant_id, tip_id, message, audience, service, created_by, created_at, asked)
          values (${draft.tenant}, ${draft.tip ?? null}, ${jsonOf(draft.message)}, ${draft.audience}, ${draft.service},
            ${draft.createdBy}, ${now}, 0)
          returning campaign_id as id`.execute(trx);
        const id = rows[0]?.id ?? 0;
        const kept = await enlist({ ...draft, id }, list, trx);
        const counts = await this.count({ ...draft, id }, audience, now, trx);
        await check(counts, { tenant: draft.tenant, id }, trx);
        await sql`update campaign set asked = ${counts.all} where campaign_id = ${id}`.execute(trx);
        const step = draft.service ? "create as service message" : "create";
        await this.note(id, step, draft.createdBy, now, trx);
        return { id, counts, unknown: list.length - kept };
      });
    },

    /** Whether one of its messages, or a preview of it, is in somebody's chat, or may be. */
    async reached({ tenant, id }: PersonKey, campaign: number): Promise<boolean> {
      const { rows } = await sql`
        select from delivery where tenant_id = ${tenant} and person_id = ${id} and status in ('sending', 'sent', 'unsure')
          and (slot = ${slotOf({ id: campaign })} or starts_with(slot, ${previewSlotOf({ id: campaign }, "")})) limit 1`.execute(
        db,
      );
      return rows.length > 0;
    },

    /** How many messages in an organisation's own words somebody had, and how many lists they are on. */
    async countOf({ tenant, id }: PersonKey): Promise<{ readonly messages: number; readonly lists: number }> {
      const { rows } = await sql<{ messages: number; lists: number }>`
        select count(*)::int as messages, (select count(*)::int from campaign_member
          where tenant_id = ${tenant} and person_id = ${id}) as lists from delivery d
        join campaign c on c.message is not null and c.campaign_id = split_part(d.slot, '/', 2)::int
        where d.tenant_id = ${tenant} and d.person_id = ${id} and d.kind = ${CAMPAIGN} and d.status in ('sent', 'unsure')`.execute(
        db,
      );
      return rows[0] ?? { messages: 0, lists: 0 };
    },

    /** As it stands in the tables; nothing where nothing is kept. */
    async exported({ tenant, id }: PersonKey): Promise<object | undefined> {
      const { rows: deliveries } = await sql`
        select * from delivery where tenant_id = ${tenant} and person_id = ${id} and kind = ${CAMPAIGN}
        order by due_at`.execute(db);
      const { rows: lists } = await sql`
        select * from campaign_member where tenant_id = ${tenant} and person_id = ${id} order by campaign_id`.execute(
        db,
      );
      return deliveries.length + lists.length === 0 ? undefined : { deliveries, lists };
    },

    async one(id: number): Promise<Campaign | undefined> {
      return (await this.these([id]))[0];
    },

    async these(ids: readonly number[]): Promise<readonly Campaign[]> {
      const { rows } = await sql<Row>`
        select * from campaign where campaign_id = any(${ids}::int[]) order by campaign_id`.execute(db);
      return rows.map(campaignIn);
    },

    async list(): Promise<readonly Campaign[]> {
      const { rows } = await sql<Row>`select * from campaign order by campaign_id desc limit 100`.execute(db);
      return rows.map(campaignIn);
    },

    /** An organisation's own, the newest first. */
    async ofTenant(tenant: string, most: number): Promise<readonly Campaign[]> {
      const { rows } = await sql<Row>`select * from campaign where tenant_id = ${tenant}
        order by campaign_id desc limit ${most}`.execute(db);
      return rows.map(campaignIn);
    },

    async due(now: Date): Promise<readonly Campaign[]> {
      const { rows } = await sql<Row>`
        select * from campaign where state = 'scheduled' and send_at <= ${now} order by campaign_id`.execute(
        db,
      );
      return rows.map(campaignIn);
    },

    /** False where somebody was quicker: a step is taken once. */
    async move(
      { id, state }: Campaign,
      to: State,
      also: { approvedBy?: string; sendAt?: Date; asked?: number } = {},
    ): Promise<boolean> {
      const moved = await sql`
        update campaign set state = ${to}, approved_by = coalesce(${also.approvedBy ?? null}::text, approved_by),
          send_at = coalesce(${also.sendAt ?? null}::timestamptz, send_at), asked = coalesce(${also.asked ?? null}::int, asked)
        where campaign_id = ${id} and state = ${state}`.execute(db);
      return moved.numAffectedRows === 1n;
    },

    /** Other words, to be approved; they take the place of any that were waiting for that. False where it has moved on. */
    async propose({ id, state }: Campaign, message: Message, who: string): Promise<boolean> {
      const proposed = await sql`update campaign set next_message = ${jsonOf(message)}, next_by = ${who}
        where campaign_id = ${id} and state = ${state}`.execute(db);
      return proposed.numAffectedRows === 1n;
    },

    /** From now on these are its words. False where they aren't those that were approved, or it has moved on. */
    async revise({ id, state, revision, next }: Campaign, approvedBy: string): Promise<boolean> {
      const revised = await sql`
        update campaign set message = next_message, tip_id = null, next_message = null, next_by = null,
          revision = revision + 1, revised_at = clock_timestamp(), approved_by = ${approvedBy}
        where campaign_id = ${id} and state = ${state} and revision = ${revision}
          and next_message = ${jsonOf(next?.message)} and next_by = ${next?.by ?? null}`.execute(db);
      return revised.numAffectedRows === 1n;
    },

    async note(id: number, step: Step | string, by: string, at: Date, on = db): Promise<void> {
      await sql`insert into campaign_event (campaign_id, at, step, by_whom) values (${id}, ${at}, ${step}, ${by})`.execute(
        on,
      );
    },

    async events(id: number): Promise<readonly { at: Date; step: string; by: string }[]> {
      const { rows } = await sql<{ at: Date; step: string; by: string }>`
        select at, step, by_whom as by from campaign_event where campaign_id = ${id} order by at`.execute(db);
      return rows;
    },

    /** One person, as a row for the ledger. */
    previewFor(slot: string, { tenant, id }: PersonKey, now: Date): RawBuilder<unknown> {
      return sql`select p.tenant_id, p.person_id, ${slot} as slot, ${now}::timestamptz as due_at from person p
        where p.tenant_id = ${tenant} and p.person_id = ${id}`;
    },

    /** Everybody in it, as rows for the ledger. */
    rowsFor(campaign: Campaign, audience: Audience, now: Date): RawBuilder<unknown> {
      return sql`select p.tenant_id, p.person_id, ${slotOf(campaign)} as slot, ${now}::timestamptz as due_at
        ${members(campaign, audience, now)}`;
    },
  };

  async function enlist(
    { id, tenant }: Pick<Campaign, "id" | "tenant">,
    list: readonly string[],
    trx: Database,
  ): Promise<number> {
    let kept = 0n;
    for (let at = 0; at < list.length; at += BATCH) {
      const some = list.slice(at, at + BATCH);
      const enlisted = await sql`
        insert into campaign_member (tenant_id, person_id, campaign_id)
        select p.tenant_id, p.person_id, ${id} from unnest(${some}::text[]) as wanted (person_id)
        join person p on p.tenant_id = ${tenant} and p.person_id = wanted.person_id`.execute(trx);
      kept += enlisted.numAffectedRows ?? 0n;
    }
    return Number(kept);
  }
}
