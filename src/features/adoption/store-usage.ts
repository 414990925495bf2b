import { sql } from "kysely";
import type { UsagePeriod, UsageRow, UsageTotal } from "../../core/adoption-source.ts";
import type { Day } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { PersonKey, TenantId } from "../../core/person.ts";
import { isNamed, knownIn, mondayIn, usageApps, weekOf, weeksIn } from "./rules.ts";
import { asJson, keyOf, type Pads } from "./store.ts";

/** A report that came whole. */
export interface Arrival {
  readonly tenant: TenantId;
  readonly period: UsagePeriod;
  readonly refreshedOn: Day;
  readonly source: "graph" | "file";
  readonly rows: number;
  readonly joined: number;
  readonly unreadable: number;
  readonly unknownColumns: readonly string[];
  readonly concealed: boolean;
}

export interface ReportRow {
  readonly tenant_id: TenantId;
  readonly period: UsagePeriod;
  readonly refreshed_on: Day;
  readonly source: string;
  readonly rows: number;
  readonly joined: number;
  readonly unreadable: number;
  readonly unknown_columns: string;
  readonly concealed: boolean;
}

/** What one person used in a week, by day. */
export interface WeekOf {
  readonly week: number;
  readonly days: string;
}

export type UsageStore = ReturnType<typeof usageStore>;

/** Use as the reports tell it. Whatever order they come in, and however often, the same is kept in the end. */
export function usageStore(db: Database) {
  return {
    /**
     * Rows that name nobody we know of join nobody, nor do those from before a name went over to somebody else. Answers how
     * many did join.
     */
    async write(
      trx: Database,
      tenant: TenantId,
      pads: Pads,
      rows: readonly UsageRow[],
      counts: boolean,
    ): Promise<number> {
      const named = rows.filter(isNamed);
      if (named.length === 0) return 0;
      const all = asJson(named.map((row, at) => ({ at, ...rowOf(row) })));
      const { rows: joined } = await sql<{ at: number; n: number; history_from: Day | null }>`
        select (j->>'at')::int as at, a.n, a.history_from from jsonb_array_elements(${all}::jsonb) as j
        join adoption_sign_in s on s.tenant_id = ${tenant} and s.sign_in_key = ${keyOf(pads, sql`j->>'name'`)}
          and (s.taken_on is null or s.taken_on <= (j->>'on')::date)
        join adoption_person a on a.tenant_id = s.tenant_id and a.n = s.n for key share of a`.execute(trx);
      const mine = joined.flatMap(({ at, n, history_from }) => {
        const row = named[at];
        return row === undefined ? [] : [{ n, row: since(row, history_from) }];
      });
      await writeWeeks(trx, tenant, mine, counts);
      await writeReported(trx, tenant, mine);
      return joined.length;
    },

    arrived,

    /** What was read of a file, all or nothing. */
    async keepArrivals(arrivals: readonly Omit<Arrival, "source">[], now: Date): Promise<void> {
      await db.transaction().execute(async (trx) => {
        for (const arrival of arrivals) await arrived(trx, { ...arrival, source: "file" }, now);
      });
    },

    /** A figure that came empty leaves what was known; an older report leaves what a newer one said. */
    async saveTotals(trx: Database, tenant: TenantId, totals: readonly UsageTotal[]): Promise<void> {
      const rows = asJson([...new Map(totals.map((total) => [keyOfTotal(total), totalRow(total)])).values()]);
      await sql`
        insert into adoption_total (tenant_id, kind, period, app, on_day, refreshed_on, enabled, active)
        select ${tenant}, j.* from jsonb_to_recordset(${rows}::jsonb)
          as j(kind text, period text, app text, on_day date, refreshed_on date, enabled int, active int)
        on conflict (tenant_id, kind, period, app, on_day) do update set refreshed_on = excluded.refreshed_on,
          enabled = coalesce(excluded.enabled, adoption_total.enabled), active = coalesce(excluded.active, adoption_total.active)
        where excluded.refreshed_on >= adoption_total.refreshed_on and (adoption_total.refreshed_on, adoption_total.enabled, adoption_total.active)
          is distinct from (excluded.refreshed_on, coalesce(excluded.enabled, adoption_total.enabled),
            coalesce(excluded.active, adoption_total.active))`.execute(trx);
    },

    async reports(tenant?: TenantId): Promise<readonly ReportRow[]> {
      const { rows } = await sql<ReportRow>`select distinct on (tenant_id, period) * from adoption_report
        where ${tenant ?? null}::text is null or tenant_id = ${tenant ?? null}
        order by tenant_id, period, refreshed_on desc, arrived_at desc`.execute(db);
      return rows;
    },

    /** The whole organisation's newest summary of a period. */
    async totals(
      tenant: TenantId,
    ): Promise<readonly { period: string; on_day: Day; enabled: number | null; active: number | null }[]> {
      const { rows } = await sql<{
        period: string;
        on_day: Day;
        enabled: number | null;
        active: number | null;
      }>`
        select distinct on (period) period, on_day, enabled, active from adoption_total
        where tenant_id = ${tenant} and kind = 'period' and app = 'any' order by period, on_day desc`.execute(
        db,
      );
      return rows;
    },

    /** Of the given weeks, in no order. */
    async weeksOf(keys: readonly PersonKey[], weeks: readonly number[]) {
      const { rows } = await sql<WeekOf & { tenant_id: string; person_id: string }>`
        select a.tenant_id, a.person_id, w.week, w.days::text as days
        from (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted
        join adoption_person a using (tenant_id, person_id)
        join adoption_week w on w.tenant_id = a.tenant_id and w.n = a.n and w.week = any(${weeks}::smallint[])`.execute(
        db,
      );
      return rows;
    },

    /** Whether the newest report says anything of each of them; in the same order. */
    async reportedOn(keys: readonly PersonKey[]): Promise<readonly (Day | undefined)[]> {
      const { rows } = await sql<{ tenant_id: string; person_id: string; reported_on: Day }>`
        select a.tenant_id, a.person_id, r.reported_on
        from (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted
        join adoption_person a using (tenant_id, person_id)
        join adoption_reported r on r.tenant_id = a.tenant_id and r.n = a.n`.execute(db);
      const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, row.reported_on]));
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`));
    },

    /** Everything that is kept of one person, for themselves. */
    async allOf({ tenant, id }: PersonKey): Promise<Everything | undefined> {
      const own = sql`tenant_id = ${tenant} and n = (select n from adoption_person where tenant_id = ${tenant} and person_id = ${id})`;
      const { rows } = await sql<Everything>`
        select job_title, company, office, country, enabled, joined_on, left_on,
          (select count(*) from adoption_sign_in where ${own}) as sign_in_names,
          (select coalesce(jsonb_agg(to_jsonb(l) - 'tenant_id' - 'n' order by from_on), '[]') from adoption_licence l where ${own}) as licences,
          (select coalesce(jsonb_agg(to_jsonb(l) - 'tenant_id' - 'n' - 'manager_n' order by from_on), '[]') from adoption_place l where ${own}) as places,
          (select coalesce(jsonb_agg(jsonb_build_object('group', group_id, 'from_on', from_on, 'until_on', until_on) order by from_on), '[]') from adoption_member where ${own}) as groups,
          (select coalesce(jsonb_agg(jsonb_build_object('week', week, 'days', days::text) order by week), '[]') from adoption_week where ${own} and bit_count(days) > 0) as weeks,
          (select coalesce(jsonb_agg(to_jsonb(c) - 'tenant_id' - 'n' - 'week' order by week), '[]') from adoption_count c where ${own}) as counts,
          (select reported_on from adoption_reported where ${own}) as reported_on
        from adoption_person where tenant_id = ${tenant} and person_id = ${id}`.execute(db);
      return rows[0];
    },
  };
}

const LONGEST_LIST = 1_000;
/** Headings are somebody else's text: no line breaks, and nothing that a terminal would do. */
const inOneLine = (heading: string): string => heading.replace(/[\p{Cc}\p{Cs},]+/gu, " ");

async function arrived(trx: Database, report: Arrival, now: Date): Promise<void> {
  await sql`
    insert into adoption_report (tenant_id, period, refreshed_on, source, rows, joined, unreadable, unknown_columns, concealed, arrived_at)
    values (${report.tenant}, ${report.period}, ${report.refreshedOn}, ${report.source}, ${report.rows}, ${report.joined},
      ${report.unreadable}, ${report.unknownColumns.map(inOneLine).join(", ").slice(0, LONGEST_LIST)}, ${report.concealed}, ${now})
    on conflict (tenant_id, period, refreshed_on, source) do update set rows = excluded.rows, joined = excluded.joined,
      unreadable = excluded.unreadable, unknown_columns = excluded.unknown_columns, concealed = excluded.concealed,
      arrived_at = excluded.arrived_at`.execute(trx);
}

export interface Everything {
  readonly job_title: string | null;
  readonly company: string | null;
  readonly office: string | null;
  readonly country: string | null;
  readonly enabled: boolean;
  readonly joined_on: Day | null;
  readonly left_on: Day | null;
  readonly sign_in_names: number;
  readonly licences: readonly {
    readonly from_on: Day;
    readonly until_on: Day | null;
    readonly began: boolean;
  }[];
  readonly places: readonly unknown[];
  readonly groups: readonly unknown[];
  readonly weeks: readonly WeekOf[];
  readonly counts: readonly unknown[];
  readonly reported_on: Day | null;
}

const rowOf = ({ signInName, refreshedOn }: UsageRow) => ({ name: signInName, on: refreshedOn });

interface Joined {
  readonly n: number;
  readonly row: UsageRow;
}

/** Of days before `from` nothing is kept: they were forgotten then. */
function since(row: UsageRow, from: Day | null): UsageRow {
  if (from === null) return row;
  const last = Object.fromEntries(
    Object.entries(row.last).map(([app, day]) => [app, day != null && day < from ? null : day]),
  );
  const { prompts: _prompts, activeDays: _activeDays, ...rest } = row;
  const counted = weekOf(row.refreshedOn) > weekOf(from) + 1 ? row : rest;
  return { ...counted, last };
}

/**
 * A day that was seen stays seen. Of a week's counts the newest report's count; of two of the same day the higher, as days
 * are filled in late.
 */
async function writeWeeks(
  trx: Database,
  tenant: TenantId,
  mine: readonly Joined[],
  counts: boolean,
): Promise<void> {
  const rows = asJson(
    mine.flatMap(({ n, row }) => [
      ...weeksIn(row).map((week) => ({ n, ...week })),
      ...(counts ? countsIn(n, row) : []),
    ]),
  );
  const newer = sql`coalesce(excluded.counted_on > w.counted_on, excluded.counted_on is not null)`;
  const same = sql`excluded.counted_on = w.counted_on`;
  const count = (column: "prompts" | "active_days") => {
    const [now, before] = [sql.ref(`excluded.${column}`), sql.ref(`w.${column}`)];
    return sql`case when ${newer} then ${now} when ${same} then greatest(${now}, ${before}) else ${before} end`;
  };
  const first = (column: string) =>
    sql`(array_agg(${sql.ref(column)} order by "on" desc nulls last, prompts desc nulls last))[1]`;
  await sql`
    insert into adoption_week as w (tenant_id, week, n, days, counted_on, prompts, active_days)
    select ${tenant}, week, n, coalesce(bit_or(days::bit(98)), repeat('0', 98)::bit(98)), max("on"), ${first("prompts")},
      ${first("active")}
    from jsonb_to_recordset(${rows}::jsonb) as j(n int, week smallint, days text, "on" date, prompts int, active smallint)
    group by n, week order by n, week
    on conflict (tenant_id, n, week) do update set days = w.days | excluded.days,
      counted_on = greatest(w.counted_on, excluded.counted_on), prompts = ${count("prompts")}, active_days = ${count("active_days")}
      where w.days | excluded.days <> w.days or ${newer} or (${same} and (excluded.prompts > coalesce(w.prompts, -1)
        or excluded.active_days > coalesce(w.active_days, -1)))`.execute(trx);
}

const countsIn = (n: number, { refreshedOn, prompts, activeDays }: UsageRow) =>
  prompts === undefined && activeDays === undefined
    ? []
    : [
        {
          n,
          week: weekOf(refreshedOn),
          on: refreshedOn,
          prompts: prompts ?? null,
          active: activeDays ?? null,
        },
      ];

async function writeReported(trx: Database, tenant: TenantId, mine: readonly Joined[]): Promise<void> {
  const rows = asJson(
    mine.map(({ n, row }) => ({ n, on: row.refreshedOn, known: knownIn(row), ...reachOf(row) })),
  );
  await sql`
    insert into adoption_reported (tenant_id, n, reported_on, known, first_on, last_on)
    select distinct on (n) ${tenant}, n, "on", known::bit(14), min(first) over (partition by n), max(last) over (partition by n)
    from jsonb_to_recordset(${rows}::jsonb) as j(n int, "on" date, known text, first date, last date)
    order by n, "on" desc, known desc
    on conflict (tenant_id, n) do update set
      reported_on = greatest(adoption_reported.reported_on, excluded.reported_on),
      known = case when excluded.reported_on > adoption_reported.reported_on then excluded.known
        when excluded.reported_on = adoption_reported.reported_on then excluded.known | adoption_reported.known
        else adoption_reported.known end,
      first_on = least(adoption_reported.first_on, excluded.first_on),
      last_on = greatest(adoption_reported.last_on, excluded.last_on)
    where excluded.reported_on >= adoption_reported.reported_on
      or excluded.first_on < coalesce(adoption_reported.first_on, 'infinity')
      or excluded.last_on > coalesce(adoption_reported.last_on, '-infinity')`.execute(trx);
}

/** The earliest and latest day that a row speaks of. */
function reachOf(row: UsageRow): { readonly first: Day | null; readonly last: Day | null } {
  const days = usageApps.flatMap((app) => row.last[app] ?? []).filter((day) => day <= row.refreshedOn);
  const sorted = days.sort();
  return { first: sorted[0] ?? null, last: sorted.at(-1) ?? null };
}

const dayOf = ({ day, refreshedOn }: UsageTotal): Day => day ?? refreshedOn;
/** A day is the same whatever the length of the trend that it was read in. */
const periodOf = ({ day, period }: UsageTotal): string => (day === undefined ? period : "");
const keyOfTotal = (total: UsageTotal) =>
  `${periodOf(total)} ${total.app} ${dayOf(total)} ${total.day === undefined}`;
const totalRow = (total: UsageTotal) => ({
  kind: total.day === undefined ? "period" : "day",
  period: periodOf(total),
  app: total.app,
  on_day: dayOf(total),
  refreshed_on: total.refreshedOn,
  enabled: total.enabled ?? null,
  active: total.active ?? null,
});

/** The apps that stand in some weeks' bits, between two days. */
export function appsIn(
  weeks: readonly WeekOf[],
  from: Day,
  to: Day,
): ReadonlySet<(typeof usageApps)[number]> {
  const used = weeks.flatMap(({ week, days }) =>
    usageApps.filter((_, at) =>
      [...days.slice(at * 7, at * 7 + 7)].some((bit, weekday) => {
        const day = dayIn(week, weekday);
        return bit === "1" && day >= from && day <= to;
      }),
    ),
  );
  return new Set(used);
}

const dayIn = (week: number, weekday: number): Day => {
  const monday = mondayIn(week);
  return new Date(Date.parse(`${monday}T00:00:00Z`) + weekday * 86_400_000).toISOString().slice(0, 10);
};
