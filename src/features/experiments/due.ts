import { type RawBuilder, sql } from "kysely";
import { addDays, type Day, localIn, zoneNamed } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { DaysOff } from "../../core/days-off.ts";
import type { Due } from "../../core/outbound.ts";
import { defaults, type Nation, type PersonId, type TenantId } from "../../core/person.ts";
import { LEARNING_DAYS } from "./rules.ts";
import { ASKED_AGAIN_DAYS, ASKED_UNTIL_DAYS, EXPERIMENT } from "./store.ts";

/** Why we write out of the blue. Each slot says which: so nobody gets the same twice. */
export type Reason =
  | { readonly kind: "remind"; readonly day: Day }
  | { readonly kind: "close"; readonly id: number; readonly nth: "1" | "2" }
  | { readonly kind: "ended"; readonly id: number }
  | { readonly kind: "copied"; readonly id: number; readonly by: number }
  | { readonly kind: "learnings"; readonly month: Day };

export function reasonIn(slot: string): Reason | undefined {
  const [, what, one = "", other = ""] = slot.split("/");
  if (what === "remind") return { kind: "remind", day: one };
  if (what === "learnings") return { kind: "learnings", month: one };
  if (what === "ended") return { kind: "ended", id: Number(one) };
  if (what === "copied") return { kind: "copied", id: Number(one), by: Number(other) };
  return what === "close" ? { kind: "close", id: Number(one), nth: other === "1" ? "1" : "2" } : undefined;
}

/** The first day of the month before, and of this: what ended between them is told early in this one. */
export const monthBefore = (today: Day): { readonly from: Day; readonly until: Day } => {
  const until = `${today.slice(0, 7)}-01`;
  return { from: `${addDays(until, -1).slice(0, 7)}-01`, until };
};
/** What a month's learnings are told within: after that they are no news. */
export const TOLD_WITHIN_DAYS = 14;
const NEWS_DAYS = 28;
/** One reminder a week at most, and nothing else of ours within a day. */
const REMINDED_DAYS = 7;
const APART_HOURS = 20;

/** Who is due at this moment by their own clock, one message each: the one that waits least comes first. */
export function dueWith(db: Database, daysOff: DaysOff) {
  return async (now: Date): Promise<readonly Due[]> => {
    const zones = await openZones(db, daysOff, now);
    if (zones.length === 0) return [];
    const { rows } = await due(zones, now).execute(db);
    return rows.map(({ tenant_id, person_id, slot }) => ({ tenant: tenant_id, id: person_id, slot }));
  };
}

interface ZoneDay {
  readonly zone: string;
  readonly nation: Nation;
  readonly day: Day;
  readonly time: string;
  readonly weekday: string;
}

async function openZones(db: Database, { bank, privilege }: DaysOff, now: Date): Promise<readonly ZoneDay[]> {
  const { rows } = await sql<{ zone: string; nation: Nation }>`
    select distinct p.zone, p.nation from person p where p.conversation_id is not null and p.greeted and (
      exists (select from experiment_part t where t.tenant_id = p.tenant_id and t.person_id = p.person_id)
      or exists (select from experiment_wish w where w.tenant_id = p.tenant_id and w.person_id = p.person_id)
      or exists (select from experiment e where e.tenant_id = p.tenant_id and e.owner_id = p.person_id))`.execute(
    db,
  );
  return rows
    .map(({ zone, nation }) => {
      const { day, time, weekday } = localIn(zoneNamed(zone) ?? defaults.zone, now);
      return { zone, nation, day, time, weekday: String(weekday) };
    })
    .filter(({ nation, day }) => !bank[nation].has(day) && !privilege.has(day));
}

function due(zones: readonly ZoneDay[], now: Date) {
  const lists = (of: (zone: ZoneDay) => string) => zones.map(of);
  const { from, until } = monthBefore(now.toISOString().slice(0, 10));
  const theirs = sql`t.tenant_id = o.tenant_id and t.person_id = o.person_id`;
  return sql<{ tenant_id: TenantId; person_id: PersonId; slot: string }>`
    with local as (
      select unnest(${lists(({ zone }) => zone)}::text[]) as zone, unnest(${lists(({ nation }) => nation)}::text[]) as nation,
        unnest(${lists(({ day }) => day)}::date[]) as day, unnest(${lists(({ time }) => time)}::text[]) as time,
        unnest(${lists(({ weekday }) => weekday)}::text[]) as weekday),
    open as (
      select p.tenant_id, p.person_id, l.day from person p join local l on l.zone = p.zone and l.nation = p.nation
      where p.conversation_id is not null and p.greeted
        and position(l.weekday in p.nudge_days) > 0 and position(l.weekday in p.working_days) > 0
        and l.time >= p.nudge_from and l.time <= p.nudge_until
        and (p.away_from is null or l.day not between p.away_from and coalesce(p.away_until, p.away_from))
        and not exists (select from delivery t where t.tenant_id = p.tenant_id and t.person_id = p.person_id
          and t.kind = ${EXPERIMENT} and t.status <> 'skipped' and t.due_at > ${now}::timestamptz - make_interval(hours => ${APART_HOURS}))),
    wanted as (
      ${closing()} union all ${ended(now)} union all ${copied(now)} union all ${learnings(now, { from, until })} union all ${reminders(now)})
    select distinct on (o.tenant_id, o.person_id) o.tenant_id, o.person_id, o.slot from wanted o
    where not exists (select from delivery t where ${theirs} and t.slot = o.slot)
    order by o.tenant_id, o.person_id, o.rank, o.slot`;
}

/** On the last day, and once more a week later. */
const closing = (): RawBuilder<unknown> => sql`
  select o.tenant_id, o.person_id, 1 as rank, ${EXPERIMENT} || '/close/' || e.experiment_id
    || case when o.day >= e.ends_on + ${ASKED_AGAIN_DAYS}::int then '/2' else '/1' end as slot
  from open o join experiment e on e.tenant_id = o.tenant_id and e.owner_id = o.person_id
  where e.closed_at is null and o.day >= e.ends_on and o.day < e.ends_on + ${ASKED_UNTIL_DAYS}::int`;

/** Everybody in what ended without its owner's word, and its owner. */
const ended = (now: Date): RawBuilder<unknown> => sql`
  select o.tenant_id, o.person_id, 1, ${EXPERIMENT} || '/ended/' || e.experiment_id
  from open o join experiment e on e.tenant_id = o.tenant_id
  where e.alone and e.closed_at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS})
    and (e.owner_id = o.person_id or exists (select from experiment_part t where t.tenant_id = e.tenant_id
      and t.experiment_id = e.experiment_id and t.person_id = o.person_id and t.left_at is null))`;

const copied = (now: Date): RawBuilder<unknown> => sql`
  select o.tenant_id, o.person_id, 2, ${EXPERIMENT} || '/copied/' || e.experiment_id || '/' || c.experiment_id
  from open o join experiment e on e.tenant_id = o.tenant_id and e.owner_id = o.person_id
  join experiment c on c.tenant_id = e.tenant_id and c.copy_of = e.experiment_id
  where c.owner_id <> e.owner_id and c.made_at > ${now}::timestamptz - make_interval(days => ${NEWS_DAYS})`;

/** Whoever asked for them, or took part lately in one they haven't left; nobody where nothing ended. */
const learnings = (
  now: Date,
  { from, until }: { readonly from: Day; readonly until: Day },
): RawBuilder<unknown> => sql`
  select o.tenant_id, o.person_id, 3, ${`${EXPERIMENT}/learnings/${from}`}
  from open o left join experiment_wish w on w.tenant_id = o.tenant_id and w.person_id = o.person_id
  where o.day >= ${until}::date and o.day < ${until}::date + ${TOLD_WITHIN_DAYS}::int
    and coalesce(w.learnings, exists (select from experiment_part t where t.tenant_id = o.tenant_id
      and t.person_id = o.person_id and t.left_at is null
      and t.joined_at > ${now}::timestamptz - make_interval(days => ${LEARNING_DAYS})))
    and exists (select from experiment e where e.tenant_id = o.tenant_id
      and e.closed_at >= ${`${from}T00:00:00Z`}::timestamptz and e.closed_at < ${`${until}T00:00:00Z`}::timestamptz)`;

/** Whoever takes part in one that runs and recorded nothing for it in a week; nobody within two days of joining. */
const reminders = (now: Date): RawBuilder<unknown> => sql`
  select distinct o.tenant_id, o.person_id, 4, ${EXPERIMENT} || '/remind/' || o.day
  from open o where ${isToRecord(now)} and not exists (select from delivery t where t.tenant_id = o.tenant_id
    and t.person_id = o.person_id and t.kind = ${EXPERIMENT} and t.slot like ${`${EXPERIMENT}/remind/%`}
    and t.status <> 'skipped' and t.due_at > ${now}::timestamptz - make_interval(days => ${REMINDED_DAYS}) + interval '4 hours')`;

const isToRecord = (now: Date): RawBuilder<boolean> => sql<boolean>`exists (${toRecord(now)})`;

/** For a row `o` of a person and their day: the experiment of theirs that waits longest to be recorded. */
const toRecord = (now: Date): RawBuilder<unknown> => sql`
  select e.experiment_id from experiment_part t
  join experiment e on e.tenant_id = t.tenant_id and e.experiment_id = t.experiment_id
  where t.tenant_id = o.tenant_id and t.person_id = o.person_id and t.left_at is null
    and e.closed_at is null and e.starts_on < o.day and e.ends_on >= o.day
    and t.joined_at < ${now}::timestamptz - interval '40 hours'
    and not exists (select from experiment_record r where r.tenant_id = t.tenant_id and r.person_id = t.person_id
      and r.experiment_id = t.experiment_id and r.recorded_at > ${now}::timestamptz - interval '7 days')
    and not exists (select from experiment_entry y where y.tenant_id = t.tenant_id and y.person_id = t.person_id
      and y.experiment_id = t.experiment_id and y.tagged_at > ${now}::timestamptz - interval '7 days')
  order by e.ends_on, e.experiment_id limit 1`;

/** Which experiment each is reminded of, at this moment; undefined where they have left, recorded, or it closed. */
export async function toRecordOf(
  db: Database,
  people: readonly Due[],
  days: readonly Day[],
  now: Date,
): Promise<readonly (number | undefined)[]> {
  const { rows } = await sql<{ nth: number; id: number | null }>`
    select o.nth, (${toRecord(now)}) as id from (select unnest(${people.map(({ tenant }) => tenant)}::text[]) as tenant_id,
      unnest(${people.map(({ id }) => id)}::text[]) as person_id, unnest(${[...days]}::date[]) as day,
      unnest(${people.map((_one, at) => at)}::int[]) as nth) o`.execute(db);
  const found = new Map(rows.map(({ nth, id }) => [nth, id ?? undefined]));
  return people.map((_one, at) => found.get(at));
}

/** For the ledger: these people's messages, due now. */
export const rowsOf = (all: readonly Due[], now: Date): RawBuilder<unknown> => sql`
  select unnest(${all.map(({ tenant }) => tenant)}::text[]) as tenant_id, unnest(${all.map(({ id }) => id)}::text[]) as person_id,
    unnest(${all.map(({ slot }) => slot)}::text[]) as slot, ${now}::timestamptz as due_at`;

/** Who still wants the monthly learnings: as they were planned, at the moment of sending. */
export async function wantLearnings(
  db: Database,
  people: readonly Due[],
  now: Date,
): Promise<readonly boolean[]> {
  const { rows } = await sql<{ nth: number; wants: boolean }>`
    select o.nth, coalesce((select w.learnings from experiment_wish w
        where w.tenant_id = o.tenant_id and w.person_id = o.person_id),
      exists (select from experiment_part t where t.tenant_id = o.tenant_id and t.person_id = o.person_id and t.left_at is null
        and t.joined_at > ${now}::timestamptz - make_interval(days => ${LEARNING_DAYS}))) as wants
    from (select unnest(${people.map(({ tenant }) => tenant)}::text[]) as tenant_id,
      unnest(${people.map(({ id }) => id)}::text[]) as person_id, unnest(${people.map((_one, at) => at)}::int[]) as nth) o`.execute(
    db,
  );
  const found = new Map(rows.map(({ nth, wants }) => [nth, wants]));
  return people.map((_one, at) => found.get(at) === true);
}
