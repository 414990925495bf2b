// Figures of a large organisation: whether they are read as fast as a small one's, and what it takes to close a week.
//   npm run bench:figures [-- --full] [--pages]
// The database makes people and a year of entries; weeks are published by the product. Of the small organisation all are;
// of the large one the last five, and the groups' rows of the other weeks are copies of theirs, so that a year's figures read
// as many rows as they would, in a table as large. How Copilot is used isn't read from anywhere here: those rows are copies of how
// many were asked to report, so that estimates read them as well.
// The peer of working out a week anew is PostgreSQL's one look at every row of the same table.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import type { App } from "../src/app.ts";
import { periodKinds, periodOf } from "../src/core/period.ts";
import type { PersonId, TenantId } from "../src/core/person.ts";
import type { Group } from "../src/core/published.ts";
import { type Figure, median, report } from "./parts/figures.ts";
import { figuresOf, type Pages, pagesOf } from "./parts/pages.ts";
import { postgres } from "./parts/postgres.ts";
import { type Size, TENANT, WEEKS } from "./parts/reporters.ts";
import { yearOf } from "./parts/year.ts";

const full = process.argv.includes("--full");
const SMALL: Size = { people: 1_000, entries: 5_000, departments: 4 };
const LARGE: Size = full
  ? { people: 540_000, entries: 5_000_000, departments: 40 }
  : { people: 20_000, entries: 100_000, departments: 12 };
const MEASURE = "time-saved/minutes";
const LAST = WEEKS.length - 1;
/** The pages of the tab as well, which stand on the same figures: see bench/pages.ts. */
const PAGES = process.argv.includes("--pages");
const CALLS = full ? 9 : 7;
const SCAN = "select count(*) from time_entry where net_minutes + length(task) > 1000";

const asked: readonly {
  readonly name: string;
  readonly group: Group;
  readonly options: readonly string[];
}[] = [
  { name: "organisation", group: { path: [] }, options: [] },
  { name: "department", group: { path: ["d1"] }, options: ["--department", "d1"] },
  {
    name: "profession",
    group: { across: { profession: "digital" } },
    options: ["--profession", "digital"],
  },
  { name: "line", group: { under: "p1" as PersonId }, options: ["--under", "p1"] }, // the second of the largest department
];

const tenant = TENANT as TenantId; // as the database's rows have it
const began = performance.now();
const figures: Figure[] = [];
const server = await postgres();
if (server === undefined) {
  console.error("No PostgreSQL on this machine and no BENCH_DATABASE_URL: nothing was measured.");
  process.exit(1);
}
const { url } = server;
try {
  const large = await organisation(LARGE, "copied");
  await reworking(large);
  const largeTimes = await large.figures();
  const largePages = await large.pages();
  await large.stop();
  const small = await organisation(SMALL, "all");
  const smallTimes = await small.figures();
  const smallPages = await small.pages();
  await small.stop();
  figures.push(...figuresOf(largePages, smallPages));
  for (const [name, ms] of largeTimes) {
    const before = smallTimes.get(name) ?? Number.NaN;
    figures.push({
      name: `${name}: ${LARGE.entries.toLocaleString("en")} entries ÷ ${SMALL.entries.toLocaleString("en")} (${ms.toFixed(1)} ÷ ${before.toFixed(1)} ms)`,
      value: ms / before,
      unit: "",
      atMost: 5,
    });
  }
} finally {
  server.stop();
}
const ok = report("figures", figures, {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  database: server.what,
});
process.exit(ok ? 0 : 1);

async function organisation(size: Size, weeks: "all" | "copied") {
  const year = await yearOf(url, size, weeks);
  return {
    ...year,
    figures: () => timesOf(year.app, year.operates),
    pages: async (): Promise<Pages> => (PAGES ? pagesOf(year, { url, times: CALLS }) : new Map()),
  };
}

/** Medians in milliseconds, by what was asked. */
async function timesOf(app: App, operates: (argv: readonly string[]) => Promise<void>) {
  const port = app.features.flatMap(({ published }) => published ?? [])[0];
  if (port === undefined) throw new Error("No feature publishes figures");
  const times = new Map<string, number>();
  for (const kind of periodKinds.filter((kind) => kind !== "quarter"))
    for (const { name, group, options } of asked) {
      const period = periodOf(kind, WEEKS[LAST] ?? "");
      times.set(`figure, ${name}, ${kind}`, await timed(() => port.figure(tenant, MEASURE, group, period)));
      const argv = ["estimate", period.name, "--tenant", TENANT, ...options];
      times.set(`estimate, ${name}, ${kind}`, await timed(() => operates(argv)));
    }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** What working out a week anew takes, beside one look at all rows. */
async function reworking({
  client,
  app,
  seconds,
  blockedMs,
}: Awaited<ReturnType<typeof yearOf>>): Promise<void> {
  const measure = app.features.flatMap(({ measures }) => measures ?? []).find(({ name }) => name === MEASURE);
  if (measure === undefined) throw new Error("No feature measures minutes");
  const scan = await timed(() => client.query(SCAN));
  const week = await timed(() => measure.contributors(tenant, WEEKS[LAST] ?? ""));
  figures.push(
    { name: "one look at all entries", value: scan, unit: "ms" },
    { name: "everybody's minutes of a week, worked out anew", value: week, unit: "ms" },
    {
      name: "everybody's minutes of a week ÷ one look at all entries",
      value: week / scan,
      unit: "",
      atMost: 5,
    },
    { name: "closing a week of all measures: read, divided, summed up, written", value: seconds, unit: "s" },
    { name: "closing a week: longest block of the event loop", value: Math.max(0, blockedMs), unit: "ms" },
  );
}
