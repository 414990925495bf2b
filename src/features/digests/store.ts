import { type RawBuilder, sql } from "kysely";
import { addDays, type Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import { periodOf } from "../../core/period.ts";
import type { Nation, PersonKey, TenantId } from "../../core/person.ts";
import type { Audience, Rate } from "./messages.ts";

export const migrations: Migrations = {
  "digests/0001-wish": [
    // What somebody chose. Who chose nothing has no row, and gets what is usual.
    `create table digest_wish (
      tenant_id text not null,
      person_id text not null,
      audience text not null check (audience in ('lead', 'analyst')),
      rate text not null check (rate in ('weekly', 'fortnightly', 'monthly', 'off')),
      primary key (tenant_id, person_id, audience),
      ${ownedByPerson}
    )`,
  ],
  "digests/0002-chosen-at": [
    // When they chose it: a “stop” that they said later holds.
    "alter table digest_wish add column chosen_at timestamptz",
  ],
};

export const DIGEST = "digest";
/** Between these, by their own clock. */
export const FROM = "08:30";
export const UNTIL = "09:30";
/** The last minute is for sending. */
const SPREAD_SECONDS = 59 * 60;

/** "digest/2026-W48" is a lead's, "digest/month/2026-11" is of a month. */
export const leadSlot = (monday: Day): string => `${DIGEST}/${periodOf("week", monday).name}`;
export const monthSlot = (month: string): string => `${DIGEST}/month/${month}`;

export const isOfMonth = (slot: string): boolean => slot.startsWith(monthSlot(""));

/** Where people live whose clock says that it is time. */
export interface Place {
  readonly tenant: TenantId;
  readonly zone: string;
  readonly nation: Nation;
}

export interface OpenPlace extends Place {
  readonly day: Day;
  /** The moment at which their window began. */
  readonly from: Date;
  readonly weekday: string;
  /** ISO weekdays of this week on which nobody has a day off, up to yesterday: "12". */
  readonly before: string;
}

/** Whether somebody is one of its readers, what they chose, and when. */
export interface Standing {
  readonly reads: boolean;
  readonly rate: Rate | undefined;
  readonly chosenAt: Date | undefined;
}

export type DigestStore = ReturnType<typeof digestStore>;

const isLead = sql`exists (select from person t where t.tenant_id = p.tenant_id and t.manager_id = p.person_id)`;
const wished = (
  of: Audience,
  what: "rate" | "chosen_at" = "rate",
) => sql`(select w.${sql.raw(what)} from digest_wish w
  where w.tenant_id = p.tenant_id and w.person_id = p.person_id and w.audience = ${of})`;
const these = (
  keys: readonly PersonKey[],
) => sql`(select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
  unnest(${keys.map(({ id }) => id)}::text[]) as person_id, unnest(${keys.map((_key, at) => at)}::int[]) as nth)`;

export function digestStore(db: Database) {
  return {
    async places(): Promise<readonly Place[]> {
      const { rows } = await sql<Place>`select distinct tenant_id as tenant, zone, nation from person
        where conversation_id is not null`.execute(db);
      return rows;
    },

    /** Whether each is a lead, and what they chose, in the same order. */
    async standing(keys: readonly PersonKey[], of: Audience): Promise<readonly Standing[]> {
      const reads =
        of === "lead"
          ? isLead
          : sql`exists (select from role r where r.tenant_id = p.tenant_id and r.person_id = p.person_id and r.role = 'analyst')`;
      const { rows } = await sql<{ nth: number; reads: boolean; rate: Rate | null; chosen: Date | null }>`
        select p.nth, ${reads} as reads, ${wished(of)} as rate, ${wished(of, "chosen_at")} as chosen from ${these(keys)} p`.execute(
        db,
      );
      const found = new Map(rows.map((row) => [row.nth, row]));
      return keys.map((_key, at) => {
        const row = found.get(at);
        return {
          ...{ reads: row?.reads === true, rate: row?.rate ?? undefined },
          chosenAt: row?.chosen ?? undefined,
        };
      });
    },

    /** Leads of an organisation whose digest comes next. */
    async waiting(tenant: TenantId, most: number): Promise<readonly PersonKey[]> {
      const { rows } = await sql<PersonKey>`select tenant_id as tenant, person_id as id from delivery
        where tenant_id = ${tenant} and status = 'waiting' and kind = ${DIGEST} and slot not like ${`${monthSlot("")}%`}
        order by due_at limit ${most}`.execute(db);
      return rows;
    },

    async choose({ tenant, id }: PersonKey, of: Audience, rate: Rate, now: Date): Promise<void> {
      await sql`insert into digest_wish (tenant_id, person_id, audience, rate, chosen_at)
        values (${tenant}, ${id}, ${of}, ${rate}, ${now}::timestamptz)
        on conflict (tenant_id, person_id, audience) do update set rate = excluded.rate, chosen_at = excluded.chosen_at`.execute(
        db,
      );
    },

    /**
     * Everybody whose digest is due in these places, each at a moment of their own: on the first day of the week on which they
     * work, or on a later one where theirs were planned in the weeks before and this week's couldn't be. Whoever wants fewer had none in
     * the weeks before.
     */
    dueLeads(places: readonly OpenPlace[], monday: Day): RawBuilder<unknown> {
      const had = (weeks: number) => {
        const slots = Array.from({ length: weeks }, (_each, at) => leadSlot(addDays(monday, -7 * (at + 1))));
        return sql`exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
          and t.slot = any(${slots}::text[]) and t.status in ('sent', 'unsure'))`;
      };
      return sql`
        with ${local(places)}
        select p.tenant_id, p.person_id, ${leadSlot(monday)}::text as slot, ${moment(leadSlot(monday))} as due_at
        from person p join local l on l.tenant_id = p.tenant_id and l.zone = p.zone and l.nation = p.nation
        where ${isThere} and ${isLead} and ${isNew(leadSlot(monday))} and (${isFirst} or ${wasPlanned(monday)})
          and case coalesce(${wished("lead")}, 'weekly') when 'weekly' then true when 'fortnightly' then not ${had(1)}
            when 'monthly' then not ${had(3)} else false end`;
    },

    /** Whoever measures, on the first day on which they work once the month is out. */
    dueAnalysts(places: readonly OpenPlace[], month: string): RawBuilder<unknown> {
      return sql`
        with ${local(places)}
        select p.tenant_id, p.person_id, ${monthSlot(month)}::text as slot, ${moment(monthSlot(month))} as due_at
        from role r join person p on p.tenant_id = r.tenant_id and p.person_id = r.person_id
        join local l on l.tenant_id = p.tenant_id and l.zone = p.zone and l.nation = p.nation
        where r.role = 'analyst' and ${isThere} and ${isNew(monthSlot(month))}
          and coalesce(${wished("analyst")}, 'monthly') <> 'off'`;
    },

    /** Digests that somebody was sent, and what they chose. */
    async exported({ tenant, id }: PersonKey): Promise<object | undefined> {
      const { rows: wishes } = await sql`select audience, rate, chosen_at from digest_wish
        where tenant_id = ${tenant} and person_id = ${id} order by audience`.execute(db);
      const { rows: sent } = await sql`select slot, status, due_at, ended_at from delivery
        where tenant_id = ${tenant} and person_id = ${id} and kind = ${DIGEST} order by slot`.execute(db);
      return wishes.length + sent.length === 0 ? undefined : { wishes, sent };
    },
    async sent({ tenant, id }: PersonKey): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from delivery
        where tenant_id = ${tenant} and person_id = ${id} and kind = ${DIGEST} and status = 'sent'`.execute(
        db,
      );
      return rows[0]?.n ?? 0;
    },
  };
}

function local(places: readonly OpenPlace[]) {
  const lists = (of: (place: OpenPlace) => string) => places.map(of);
  return sql`local as (
    select unnest(${lists(({ tenant }) => tenant)}::text[]) as tenant_id, unnest(${lists(({ zone }) => zone)}::text[]) as zone,
      unnest(${lists(({ nation }) => nation)}::text[]) as nation, unnest(${lists(({ day }) => day)}::date[]) as day,
      unnest(${lists(({ from }) => from.toISOString())}::timestamptz[]) as from_at,
      unnest(${lists(({ weekday }) => weekday)}::text[]) as weekday, unnest(${lists(({ before }) => before)}::text[]) as before)`;
}

/** Of a row of `person p` and their place `l`. */
const isThere = sql`p.conversation_id is not null and p.greeted and position(l.weekday in p.working_days) > 0
  and (p.away_from is null or l.day not between p.away_from and coalesce(p.away_until, p.away_from))`;

/** They worked on no day of this week before this one. */
const isFirst = sql`not exists (select from generate_series(date_trunc('week', l.day::timestamp)::date, l.day - 1, interval '1 day') d
  where position(extract(isodow from d)::text in l.before) > 0
    and position(extract(isodow from d)::text in p.working_days) > 0
    and (p.away_from is null or d::date not between p.away_from and coalesce(p.away_until, p.away_from)))`;

/** So many weeks back: whoever wants them every four weeks has one among them. */
const PLANNED_WEEKS = 4;
const wasPlanned = (monday: Day) => {
  const slots = Array.from({ length: PLANNED_WEEKS }, (_each, at) =>
    leadSlot(addDays(monday, -7 * (at + 1))),
  );
  return sql`exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
    and t.slot = any(${slots}::text[]))`;
};

/** The ledger keeps one row a slot anyway; whoever has one isn't worked out again on each later morning. */
const isNew = (slot: string) => sql`not exists (select from delivery t
  where t.tenant_id = p.tenant_id and t.person_id = p.person_id and t.slot = ${slot})`;

/** The same moment each time it is asked, and another one for another person or week. */
const moment = (slot: string) => sql`l.from_at + make_interval(secs => ${SPREAD_SECONDS}::int
  * (('x' || substr(md5(p.person_id || ${slot}::text), 1, 8))::bit(32)::bigint / 4294967296.0))`;
