import { type RawBuilder, sql } from "kysely";
import type { Database, Migrations } from "../../core/database.ts";
import { type Audience, conditionOf } from "./audience.ts";
import type { Campaign, State, Step } from "./rules.ts";

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
};

interface Row {
  readonly campaign_id: number;
  readonly tenant_id: string;
  readonly tip_id: string;
  readonly audience: string;
  readonly service: boolean;
  readonly state: string;
  readonly created_by: string;
  readonly approved_by: string | null;
  readonly send_at: Date | null;
  readonly asked: number;
}

export type CampaignStore = ReturnType<typeof campaignStore>;

/** Its rows in the ledger. */
export const CAMPAIGN = "campaign";
export const slotOf = ({ id }: Pick<Campaign, "id">): string => `${CAMPAIGN}/${id}`;
export const idIn = (slot: string): number => Number(slot.slice(CAMPAIGN.length + 1));

const campaignIn = (row: Row): Campaign => ({
  id: row.campaign_id,
  tenant: row.tenant_id,
  tip: row.tip_id,
  audience: row.audience,
  service: row.service,
  state: row.state as State, // only `move` writes it
  createdBy: row.created_by,
  approvedBy: row.approved_by ?? undefined,
  sendAt: row.send_at ?? undefined,
  asked: row.asked,
});

export function campaignStore(db: Database) {
  const members = (tenant: string, audience: Audience): RawBuilder<unknown> =>
    sql`from person p where p.tenant_id = ${tenant} and ${conditionOf(audience)}`;

  return {
    /** The one organisation that there is, or undefined where there are several or none. */
    async onlyTenant(): Promise<string | undefined> {
      const { rows } = await sql<{
        tenant_id: string;
      }>`select distinct tenant_id from person limit 2`.execute(db);
      return rows.length === 1 ? rows[0]?.tenant_id : undefined;
    },

    /** How many there are, how many of them can be written to, and how many the organisation has. */
    async count(
      tenant: string,
      audience: Audience,
    ): Promise<{ all: number; reachable: number; known: number }> {
      const { rows } = await sql<{ all: number; reachable: number; known: number }>`
        select count(*)::int as all, count(*) filter (where p.conversation_id is not null and p.greeted)::int as reachable,
          (select count(*)::int from person k where k.tenant_id = ${tenant}) as known
        ${members(tenant, audience)}`.execute(db);
      return rows[0] ?? { all: 0, reachable: 0, known: 0 };
    },

    async create(
      draft: Omit<Campaign, "id" | "state" | "approvedBy" | "sendAt">,
      now: Date,
    ): Promise<number> {
      const { rows } = await sql<{ id: number }>`
        insert into campaign (tenant_id, tip_id, audience, service, created_by, created_at, asked)
        values (${draft.tenant}, ${draft.tip}, ${draft.audience}, ${draft.service}, ${draft.createdBy}, ${now}, ${draft.asked})
        returning campaign_id as id`.execute(db);
      const id = rows[0]?.id ?? 0;
      await this.note(id, draft.service ? "create as service message" : "create", draft.createdBy, now);
      return id;
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

    async note(id: number, step: Step | string, by: string, at: Date): Promise<void> {
      await sql`insert into campaign_event (campaign_id, at, step, by_whom) values (${id}, ${at}, ${step}, ${by})`.execute(
        db,
      );
    },

    async events(id: number): Promise<readonly { at: Date; step: string; by: string }[]> {
      const { rows } = await sql<{ at: Date; step: string; by: string }>`
        select at, step, by_whom as by from campaign_event where campaign_id = ${id} order by at`.execute(db);
      return rows;
    },

    /** Everybody in it, as rows for the ledger. */
    rowsFor(campaign: Campaign, audience: Audience, now: Date): RawBuilder<unknown> {
      return sql`select p.tenant_id, p.person_id, ${slotOf(campaign)} as slot, ${now}::timestamptz as due_at
        ${members(campaign.tenant, audience)}`;
    },
  };
}
