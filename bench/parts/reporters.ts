// An invented organisation that reports time for a financial year, made by the database itself: half a million people and
// five million entries would take longer to send than to publish.
import type pg from "pg";
import { addDays, type Day } from "../../src/core/calendar.ts";
import { periodOf } from "../../src/core/period.ts";
import { grades, idsOf, professions } from "../../src/core/taxonomy.ts";
import { uses } from "../../src/core/time-use.ts";

export const TENANT = "t";
/** The Mondays of the financial year 2026-27. */
export const WEEKS: readonly Day[] = periodOf("year", "2026-06-15").weeks;
/** The Tuesday on which a week is published. */
export const publishedOn = (week: number): string => `${addDays(WEEKS[week] ?? "", 8)}T09:00:00Z`;

export interface Size {
  readonly people: number;
  readonly entries: number;
  readonly departments: number;
}

/** People in departments of which the first are the largest, each a line below its first, eight to a manager. */
const PEOPLE = `
  insert into person (tenant_id, person_id, department, manager_id, profession, grade, greeted)
  select $1::text, 'p' || n, 'd' || case when random() < 0.02 then floor($3::int * random()) else d end,
    case when place > 0 then 'p' || first + (place - 1) / 8 when n > 0 then 'p0' end,
    case when random() < 0.95 then ($4::text[])[1 + floor(cardinality($4::text[]) * random() ^ 1.5)::int] end,
    case when random() < 0.95 then ($5::text[])[1 + floor(cardinality($5::text[]) * random() ^ 1.5)::int] end, true
  from (select n, d, min(n) over (partition by d) as first, row_number() over (partition by d order by n) - 1 as place
    from (select n, least($3::int - 1, floor($3::int * (n::float8 / $2::int) ^ 2))::int as d from generate_series(0, $2::int - 1) n) placed) people
  order by n`;

/**
 * Entries one after the other through the year, as they would have been saved. Some people report often and most hardly
 * ever; the factor, a prime, spreads those who do over all departments.
 */
const ENTRIES = `
  insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, would_have_done, time_use, source, happened_on, saved_at)
  select $1::text, 'p' || (floor($2::int * random() ^ 3)::bigint * 104729 + 13) % $2::int, 'e' || n, 'email',
    greatest(-240, least(240, case when random() < 0.05 then -1 else 1 end * 5 * round(exp(3 + 1.6 * (random() + random() + random() - 1.5)) / 5)))::int,
    case when random() < 0.1 then false when random() < 0.6 then true end,
    case when random() < 0.6 then ($5::text[])[1 + floor(cardinality($5::text[]) * random())::int] end,
    'form', (at - interval '1 day' * floor(2 * random()))::date, at
  from (select n, $4::timestamptz + n * (interval '364 days' / $3::int) as at from generate_series(0, $3::int - 1) n) entries
  order by n`;

/** The same lots fall each time. Statistics are brought up to date, as the database does by itself within minutes. */
export async function fill(client: pg.Client, { people, entries, departments }: Size): Promise<void> {
  await client.query("select setseed(0.42)");
  await client.query(PEOPLE, [TENANT, people, departments, idsOf(professions), idsOf(grades)]);
  await client.query(ENTRIES, [TENANT, people, entries, `${WEEKS[0]}T00:00:00Z`, uses]);
  await client.query("vacuum analyze");
}
