// What everybody's digests rest on, beside one sequential scan of the entries by PostgreSQL in the same run: by one process, as
// are the product's questions, and for comparison by as many as the server takes by itself.
//   npm run bench:digests [-- --full]
// The database makes people in lines of management, a year of entries, and weeks that are out as the gate would have let them
// out: groups of twelve people or more are shown, and of reports those of sixty or more. Worked out is everything of a digest that is
// of a group: whose figures each lead is shown, twenty-six weeks of each, and whether the newest is more than noise.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { addDays } from "../src/core/calendar.ts";
import { weeksBefore } from "../src/core/noise.ts";
import type { PersonId, TenantId } from "../src/core/person.ts";
import type { PublishedFigures } from "../src/core/published.ts";
import { AT_ONCE } from "../src/features/digests/ahead.ts";
import { contentsOf, type Lead } from "../src/features/digests/contents.ts";
import { openPatient, openServer } from "../src/platform/database/open.ts";
import { type Figure, median, report } from "./parts/figures.ts";
import { postgres } from "./parts/postgres.ts";
import { fill, TENANT, WEEKS } from "./parts/reporters.ts";

const full = process.argv.includes("--full");
const SIZE = full
  ? { people: 400_200, entries: 5_000_000, departments: 40 }
  : { people: 20_000, entries: 250_000, departments: 12 };
/** The Monday on which digests leave; the week before the last is the newest that is out. */
const TODAY = WEEKS[40] ?? "";
const TIMES = 5;
/** As the ledger hands them out. */
const TOGETHER = 10;
const SAMPLES = full ? 40 : 8;
const TIMER_MS = 10;
const SCAN = "select count(*) from time_entry where net_minutes + length(task) > 1000";

/** How many are below each who leads, by going up from everybody. */
const BELOW = `
  create temporary table below as
  with recursive up as (select person_id, manager_id as above from person where manager_id is not null
    union all select up.person_id, p.manager_id from up join person p on p.person_id = up.above where p.manager_id is not null)
  select above as lead, count(*)::int as n from up group by above`;

const MEASURES = [
  { name: "adoption/weekly", parts: ["active", "inactive"], fewest: 12 },
  { name: "time-saved/minutes", parts: ["net", "entries"], fewest: 60 },
  { name: "time-saved/asked", parts: ["asked"], fewest: 12 },
] as const;

const server = await postgres();
if (server === undefined) {
  console.error("No PostgreSQL on this machine and no BENCH_DATABASE_URL: nothing was measured.");
  process.exit(1);
}
const began = performance.now();
const client = new pg.Client({ connectionString: server.url });
// One process for each question and for the scan alike: how many more a server lends to either says nothing of the work.
const alone = new URL(server.url);
alone.searchParams.set("options", "-c max_parallel_workers_per_gather=0");
const [db, patient] = [openServer(alone.href), openPatient(alone.href)];
const figures: Figure[] = [];
try {
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  const port = await published();
  await fill(client, SIZE);
  await letOut();
  const leads = await everyLead();
  await measured(port, leads);
} finally {
  await Promise.all([db.destroy(), patient.destroy(), client.end()]);
  server.stop();
}
const ok = report("digests", figures, {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  database: server.what,
});
process.exit(ok ? 0 : 1);

async function published(): Promise<PublishedFigures> {
  const loud = (facts: object, event: string) => console.error(event, facts);
  const app = createApp({
    config: readConfig({ DATABASE_URL: server?.url ?? "" }),
    db,
    patient,
    clock: () => new Date(`${TODAY}T08:30:00Z`),
    log: { info: () => {}, warn: loud, error: loud },
    readFile: async () => "",
    origin: () => "http://localhost",
  });
  await app.migrate();
  const [port] = app.features.flatMap((feature) => feature.published ?? []);
  if (port === undefined) throw new Error("No feature publishes figures");
  return port;
}

/** A year's weeks but for the last: the table is as large as it would be, and digests read half of it. */
async function letOut(): Promise<void> {
  await client.query(BELOW);
  const weeks = WEEKS.filter((week) => week < addDays(TODAY, -7));
  for (const { name, parts, fewest } of MEASURES) {
    await client.query(
      `insert into publication_week (tenant_id, measure, week, parts, fewest, largest_share, blocks, published_at)
        select $1, $2, week, $3, 10, 0.45, 1, week + interval '8 days' from unnest($4::date[]) week`,
      [TENANT, name, [...parts], weeks],
    );
    const sums = parts.length === 2 ? "array[round(n * (0.5 + 0.2 * random())), round(n * 0.4)]" : "array[n]";
    await client.query(
      `insert into publication_group (tenant_id, measure, tree, name, week, person_id, people, sums)
        select $1, $2, 'lines', lead, week, lead, n, ${sums} from unnest($3::date[]) week, below where n >= $4
        union all select $1, $2, 'places', '[]', week, null, sum(n)::int, ${sums.replaceAll("n *", "sum(n) *").replace("[n]", "[sum(n)]")}
        from unnest($3::date[]) week, below group by week`,
      [TENANT, name, weeks, fewest],
    );
  }
  await client.query("vacuum analyze");
}

async function everyLead(): Promise<readonly Lead[]> {
  const { rows } = await client.query<{ lead: string }>("select lead from below order by md5(lead)");
  return rows.map(({ lead }) => ({ tenant: TENANT as TenantId, id: lead as PersonId })); // as the database's rows have them
}

async function measured(port: PublishedFigures, leads: readonly Lead[]): Promise<void> {
  const shared = await timed(() => client.query(SCAN));
  await client.query("set max_parallel_workers_per_gather = 0");
  const scan = await timed(() => client.query(SCAN));
  const blocked = monitorEventLoopDelay({ resolution: TIMER_MS });
  blocked.enable();
  const all = await timed(() => inLots(port, leads));
  blocked.disable();
  const contents = await contentsOf(port, leads, TODAY);
  const shown = contents.filter(({ value }) => typeof value.use !== "string").length;
  if (shown !== leads.length || weeksBefore(TODAY).length < 20)
    throw new Error("Not all of it was worked out");
  const few: number[] = [];
  for (let at = 0; at < SAMPLES; at++) {
    const ten = leads.slice(at * TOGETHER, (at + 1) * TOGETHER);
    few.push(await timed(() => contentsOf(port, ten, TODAY)));
  }
  const leadsInWords = leads.length.toLocaleString("en");
  figures.push(
    { name: `one sequential scan of ${SIZE.entries.toLocaleString("en")} entries`, value: scan, unit: "ms" },
    { name: "the same by several processes at once", value: shared, unit: "ms" },
    { name: `contents of all ${leadsInWords} digests`, value: all, unit: "ms" },
    {
      name: `contents of all ${leadsInWords} digests ÷ one sequential scan`,
      value: all / scan,
      unit: "",
      atMost: 5,
    },
    { name: "the same ÷ a scan by several processes", value: all / shared, unit: "" },
    { name: "contents of ten digests", value: median(few), unit: "ms" },
    {
      name: "contents of all digests: longest block of the event loop",
      value: Math.max(0, blocked.max / 1e6 - TIMER_MS),
      unit: "ms",
    },
  );
}

/** As many at once as are worked out ahead of the ten that the ledger hands out. */
async function inLots(port: PublishedFigures, leads: readonly Lead[]): Promise<void> {
  for (let at = 0; at < leads.length; at += AT_ONCE)
    await contentsOf(port, leads.slice(at, at + AT_ONCE), TODAY);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let call = 0; call < TIMES; call++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
