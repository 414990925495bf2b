import { type RawBuilder, sql } from "kysely";
import { addDays, type Day, daysBetween, weekdayOf } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { GroupBy, Scope } from "../../core/figures.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import {
  bitsOf,
  type Counted,
  daysWithin,
  GRACE_DAYS,
  type Known,
  mondayIn,
  segmentWeeks,
  usageApps,
  weekOf,
} from "./rules.ts";

export type FiguresStore = ReturnType<typeof figuresStore>;

interface Standing {
  readonly id: PersonId;
  readonly licensed: boolean;
  /** Whether the newest report speaks of them. */
  readonly counted: boolean;
  readonly active: boolean;
}

/** The name of the group of those of whom it isn't known. */
export const UNKNOWN = "unknown";

/** What groups add up to. One statement for all groups of a kind, as a digest needs tens of thousands at once. */
export function figuresStore(db: Database) {
  return {
    /** What there is to make figures of on a day. */
    async known(tenant: string, asOf: Day): Promise<Known> {
      const { rows } = await sql<{ directory: boolean; refreshed_on: Day | null; concealed: boolean | null }>`
        select (select min(from_on) <= ${asOf}::date from adoption_place where tenant_id = ${tenant}) is true as directory,
          (select max(refreshed_on) from adoption_report where tenant_id = ${tenant} and not concealed
            and refreshed_on <= ${asOf}::date) as refreshed_on,
          (select concealed from adoption_report where tenant_id = ${tenant} and refreshed_on <= ${asOf}::date
            order by refreshed_on desc, arrived_at desc limit 1) as concealed`.execute(db);
      const [row] = rows;
      const refreshedOn = row?.refreshed_on ?? undefined;
      const weeks = refreshedOn === undefined ? 0 : await weeksWithoutGap(db, tenant, refreshedOn);
      return {
        directory: row?.directory === true,
        refreshedOn,
        concealed: row?.concealed === true,
        weeks,
        counts:
          refreshedOn !== undefined &&
          weeks >= 12 &&
          (await countsIn(db, tenant, lastWholeWeek(refreshedOn))),
      };
    },

    /** Everybody by themselves, for sums over them that the publication gate makes. */
    async people(tenant: TenantId, asOf: Day, known: Known): Promise<readonly Standing[]> {
      const { rows } =
        await sql<Standing>`select e.person_id as id, e.licensed, coalesce(e.counted, false) as counted, e.active
        from (${everybody({ tenant }, asOf, known)}) e`.execute(db);
      return rows;
    },

    /** Members of each pilot group on a day. */
    async pilots(tenant: TenantId, on: Day): Promise<ReadonlyMap<string, readonly PersonId[]>> {
      const { rows } = await sql<{ pilot: string; people: readonly PersonId[] }>`
        select m.group_id as pilot, array_agg(a.person_id order by a.person_id) as people
        from adoption_member m join adoption_person a on a.tenant_id = m.tenant_id and a.n = m.n
        where m.tenant_id = ${tenant} and m.from_on <= ${on}::date and (m.until_on is null or m.until_on > ${on}::date)
        group by m.group_id order by m.group_id`.execute(db);
      return new Map(rows.map(({ pilot, people }) => [pilot, people]));
    },

    /**
     * Who used Copilot in the week from this Monday, of all whom the reports speak of. Undefined where no report was read that
     * speaks of a day in it, or none yet that speaks of its end.
     */
    async usedIn(
      tenant: TenantId,
      monday: Day,
    ): Promise<readonly { readonly id: PersonId; readonly active: boolean }[] | undefined> {
      const sunday = addDays(monday, 6);
      const { rows: reports } = await sql<{ within: boolean | null; after: boolean | null }>`
        select bool_or(refreshed_on between ${monday}::date and ${sunday}::date) as within,
          bool_or(refreshed_on >= ${sunday}::date) as after
        from adoption_report where tenant_id = ${tenant} and not concealed`.execute(db);
      if (reports[0]?.within !== true || reports[0].after !== true) return undefined;
      const { rows } = await sql<{ id: PersonId; active: boolean }>`
        select a.person_id as id, w.n is not null and substring(w.days from 1 for 7)::bit(7)::int <> 0 as active
        from adoption_person a join adoption_reported r on r.tenant_id = a.tenant_id and r.n = a.n
        left join adoption_week w on w.tenant_id = a.tenant_id and w.n = a.n and w.week = ${weekOf(monday)}::smallint
        where a.tenant_id = ${tenant} and a.enabled and r.reported_on >= ${sunday}::date`.execute(db);
      return rows;
    },

    async counted(scope: Scope, by: GroupBy, asOf: Day, known: Known): Promise<ReadonlyMap<string, Counted>> {
      const { rows } = await counting(scope, by, asOf, known).execute(db);
      return new Map(rows.map(({ grp, ...counted }) => [grp, counted]));
    },
  };
}

/** The last week of which the report has every day. */
const lastWholeWeek = (refreshedOn: Day): number =>
  weekdayOf(refreshedOn) === 7 ? weekOf(refreshedOn) : weekOf(refreshedOn) - 1;

/**
 * A report tells only each person's last day. So a week is known where a report was read that speaks of a day in it, and
 * weeks are counted back from the newest until one is missing.
 */
async function weeksWithoutGap(db: Database, tenant: string, refreshedOn: Day): Promise<number> {
  const last = lastWholeWeek(refreshedOn);
  const { rows } = await sql<{ day: Day }>`select distinct refreshed_on as day from adoption_report
    where tenant_id = ${tenant} and not concealed and refreshed_on <= ${refreshedOn}::date
      and refreshed_on >= ${mondayIn(last - LONGEST_LOOK)}::date`.execute(db);
  const read = new Set(rows.map(({ day }) => weekOf(day)));
  let weeks = 0;
  while (weeks < LONGEST_LOOK && read.has(last - weeks)) weeks++;
  return weeks;
}

const LONGEST_LOOK = 26;

async function countsIn(db: Database, tenant: string, last: number): Promise<boolean> {
  const { rows } = await sql<{ all: boolean }>`select bool_and(exists (select from adoption_count c
      where c.tenant_id = ${tenant} and c.week = w and c.prompts is not null)) as all
    from generate_series(${last - 11}::int, ${last}::int) as w`.execute(db);
  return rows[0]?.all === true;
}

/** Somebody who works one day in five is looked at over 140 days, so that everybody has as many working days. */
const LONGEST_WINDOW = 140;

function windows(refreshedOn: Day): RawBuilder<unknown> {
  const last = weekOf(refreshedOn);
  const weeks = Array.from({ length: LONGEST_WINDOW / 7 + 1 }, (_, at) => last - at);
  const within = (from: number, to: number) =>
    weeks.map((week) => daysWithin(week, addDays(refreshedOn, -from), addDays(refreshedOn, -to)));
  const [read, before, now] = [within(LONGEST_WINDOW + 7, 0), within(55, 28), within(27, 0)];
  return sql`select unnest(${weeks}::smallint[]) as week, unnest(${read}::int[]) as read, unnest(${before}::int[]) as before,
    unnest(${now.map((mask) => bitsOf(mask).repeat(usageApps.length))}::text[])::bit(98) as now`;
}

/** Days are numbers from the Monday that weeks are counted from. */
const LAST_DAY = sql`case v.days & -v.days when 1 then 6 when 2 then 5 when 4 then 4 when 8 then 3 when 16 then 2
  when 32 then 1 when 64 then 0 end`;

/** What each person did, up to the report's day. */
function use(tenant: string, refreshedOn: Day, segment: { readonly from: number; readonly to: number }) {
  const inSegment = sql`w.week between ${segment.from}::int and ${segment.to}::int`;
  return sql`
    select w.n, max(w.week * 7 + ${LAST_DAY}) as last_day, bool_or(v.days & windows.before <> 0) as before,
      bit_or(w.days & windows.now) as apps, coalesce(sum(bit_count(v.days::bit(7))) filter (where ${inSegment}), 0)::int as days,
      count(*) filter (where v.days <> 0 and ${inSegment}) as weeks
    from (${windows(refreshedOn)}) windows join adoption_week w on w.tenant_id = ${tenant} and w.week = windows.week,
    lateral (select substring(w.days from 1 for 7)::bit(7)::int & windows.read as days) v group by w.n`;
}

/** One row for everybody in scope, with all that the figures ask of a person. */
function everybody(scope: Scope, asOf: Day, known: Known) {
  const { tenant } = scope;
  const day = known.refreshedOn ?? asOf;
  const last = lastWholeWeek(day);
  const length = segmentWeeks(known.weeks) ?? 12;
  const at = daysBetween(mondayIn(0), day);
  return sql`
    select a.n, a.person_id, place.department, place.grade, place.profession, place.manager_n,
      licence.n is not null as licensed, coalesce(licence.began, false) as began, licence.from_on,
      licence.n is not null and reported.reported_on >= ${day}::date as counted, reported.known,
      case when reported.first_on <= ${day}::date then reported.first_on end as first_on,
      coalesce(did.last_day, -1) as last_day, coalesce(did.before, false) as before, did.apps,
      coalesce(did.last_day >= ${at - 27}::int, false) as active, coalesce(did.last_day >= ${at - 6}::int, false) as weekly,
      coalesce(did.days, 0) as days, coalesce(did.weeks, 0)::int as weeks,
      case when ${known.counts}::boolean then coalesce(told.prompts, 0) else coalesce(did.days, 0) end as actions,
      coalesce(licence.began and licence.from_on > ${addDays(asOf, -GRACE_DAYS)}::date, false) as newcomer,
      p.away_from is not null and least(coalesce(p.away_until, p.away_from), ${day}::date)
        - greatest(p.away_from, ${addDays(day, -27)}::date) + 1 >= 14 as away,
      greatest(28, ceil(${LONGEST_WINDOW}::numeric / greatest(length(p.working_days), 1)))::int as patience
    from adoption_person a
    join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
    left join adoption_place place on place.tenant_id = a.tenant_id and place.n = a.n and place.from_on <= ${asOf}::date
      and (place.until_on is null or place.until_on > ${asOf}::date)
    left join (select distinct on (n) n, from_on, began from adoption_licence where tenant_id = ${tenant}
      and (from_on <= ${asOf}::date or not began) and (until_on is null or until_on > ${asOf}::date)
      order by n, from_on desc) licence on licence.n = a.n
    left join adoption_reported reported on reported.tenant_id = a.tenant_id and reported.n = a.n
    left join (${use(tenant, day, { from: last - length + 1, to: last })}) did on did.n = a.n
    left join (select n, sum(prompts)::int as prompts from adoption_count where tenant_id = ${tenant}
      and week between ${last - 11}::int and ${last}::int group by n) told on told.n = a.n
    where a.tenant_id = ${tenant} and a.enabled and coalesce(a.joined_on <= ${asOf}::date, true)
      and coalesce(a.left_on > ${asOf}::date, true)`;
}

/** Everybody above each person: whoever reports to themselves by a detour is above and below, and it still ends. */
const above = sql`
  select m.n as boss, e.n from everybody e join everybody m on m.n = e.manager_n
  union select up.manager_n, below.n from below join everybody up on up.n = below.boss where up.manager_n is not null`;

const narrowed = (scope: Scope, asOf: Day): RawBuilder<unknown> => {
  const { tenant, department, grade, profession, under, pilot } = scope;
  const member = sql`select from adoption_member m where m.tenant_id = ${tenant} and m.n = e.n and m.group_id = ${pilot ?? ""}
    and m.from_on <= ${asOf}::date and (m.until_on is null or m.until_on > ${asOf}::date)`;
  const parts = [
    ...(department === undefined ? [] : [sql`coalesce(e.department, ${UNKNOWN}) = ${department}`]),
    ...(grade === undefined ? [] : [sql`coalesce(e.grade, ${UNKNOWN}) = ${grade}`]),
    ...(profession === undefined ? [] : [sql`coalesce(e.profession, ${UNKNOWN}) = ${profession}`]),
    ...(under === undefined
      ? []
      : [
          sql`exists (select from below b join everybody boss on boss.n = b.boss where b.n = e.n and boss.person_id = ${under} and b.n <> b.boss)`,
        ]),
    ...(pilot === undefined ? [] : [sql`exists (${member})`]),
  ];
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
};

function groups(scope: Scope, by: GroupBy, asOf: Day): RawBuilder<unknown> {
  const { tenant } = scope;
  if (by === "tenant") return sql`select ${tenant}::text as grp, n from chosen`;
  if (by === "tree")
    return sql`select boss.person_id as grp, b.n from below b join everybody boss on boss.n = b.boss
      join chosen on chosen.n = b.n where b.n <> b.boss`;
  if (by === "pilot")
    return sql`select m.group_id as grp, chosen.n from chosen join adoption_member m on m.tenant_id = ${tenant} and m.n = chosen.n
      and m.from_on <= ${asOf}::date and (m.until_on is null or m.until_on > ${asOf}::date)`;
  return sql`select coalesce(${sql.ref(by)}, ${UNKNOWN}) as grp, n from chosen`;
}

function counting(scope: Scope, by: GroupBy, asOf: Day, known: Known) {
  const length = segmentWeeks(known.weeks) ?? 12;
  const habitual = sql`c.weeks >= ${length === 12 ? 9 : length}::int`;
  const apps = usageApps.map(
    (_, at) => sql`count(*) filter (where c.counted and get_bit(c.known, ${at}::int) = 1
      and substring(c.apps from ${at * 7 + 1}::int for 7)::bit(7)::int <> 0)`,
  );
  const seen = usageApps.map(
    (_, at) => sql`count(*) filter (where c.counted and get_bit(c.known, ${at}::int) = 1)`,
  );
  const needsTree = by === "tree" || scope.under !== undefined;
  const first = daysFrom(known.refreshedOn ?? asOf);
  return sql<Counted & { grp: string }>`
    with recursive everybody as materialized (${everybody(scope, asOf, known)}),
    below as (${needsTree ? above : sql`select null::int as boss, null::int as n where false`}),
    chosen as materialized (select e.*, e.licensed and e.began and e.first_on >= e.from_on as timed,
        e.counted and not e.newcomer and not e.away and e.last_day < ${first}::int - e.patience + 1 as idle,
        (select count(*) from generate_series(1, ${APPS_SHOWN}::int) k
          where substring(e.apps from k * 7 + 1 for 7)::bit(7)::int <> 0) as used
      from everybody e where ${narrowed(scope, asOf)}),
    groups as (${groups(scope, by, asOf)}),
    spread as (select grp, jsonb_object_agg(days, people) as spread from (select g.grp, c.days, count(*) as people
      from groups g join chosen c using (n) where c.counted group by 1, 2) each group by grp)
    select g.grp, count(*) as people, count(*) filter (where c.licensed) as licensed, count(*) filter (where c.counted) as reported,
      count(*) filter (where c.counted and c.active) as active, count(*) filter (where c.counted and c.weekly) as weekly,
      array[${sql.join(apps)}]::int[] as apps, array[${sql.join(seen)}]::int[] as known,
      coalesce(sum(c.used) filter (where c.counted and c.active), 0)::int as used,
      count(*) filter (where c.counted and c.before) as before,
      count(*) filter (where c.counted and c.before and c.active) as retained,
      count(*) filter (where c.idle and c.first_on is not null) as lapsed,
      count(*) filter (where c.counted and c.active and not c.before and c.first_on < ${addDays(known.refreshedOn ?? asOf, -55)}::date) as reactivated,
      count(*) filter (where c.idle) as inactive, count(*) filter (where c.newcomer) as newcomers,
      count(*) filter (where c.licensed and c.away) as "onLeave",
      percentile_cont(0.5) within group (order by c.first_on - c.from_on) filter (where c.timed) as "firstUse",
      count(*) filter (where c.timed) as "firstUses",
      count(*) filter (where c.counted and c.began and c.first_on is null) as "notYet",
      count(*) filter (where c.counted and ${habitual} and c.actions >= 15 * ${length}::int) as power,
      count(*) filter (where c.counted and ${habitual}) as habitual,
      count(*) filter (where c.counted and not ${habitual} and c.actions >= ${length}::int) as novice,
      count(*) filter (where c.counted and not ${habitual} and c.actions > 0 and c.actions < ${length}::int) as low,
      count(*) filter (where c.counted and not ${habitual} and c.actions = 0 and not c.newcomer and not c.away) as none,
      coalesce(s.spread, '{}') as spread
    from groups g join chosen c using (n) left join spread s using (grp) group by g.grp, s.spread`;
}

const daysFrom = (day: Day): number => daysBetween(mondayIn(0), day);
/** The apps that breadth counts stand after "any", in the order of the list. */
const APPS_SHOWN = usageApps.indexOf("chat");
