// Pages of the tab in a large organisation, beside the same pages in a small one.
//   npm run bench:pages [-- --full]
// Every page of every role is asked for over HTTP by many people, one after another; what is compared is the 99th of a
// hundred answers, by their time. The year behind them is made as for bench:figures, which shows pages as well with --pages.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { report } from "./parts/figures.ts";
import { figuresOf, type Pages, pagesOf } from "./parts/pages.ts";
import { postgres } from "./parts/postgres.ts";
import type { Size } from "./parts/reporters.ts";
import { yearOf } from "./parts/year.ts";

const full = process.argv.includes("--full");
const SMALL: Size = { people: 1_000, entries: 5_000, departments: 4 };
const LARGE: Size = full
  ? { people: 540_000, entries: 5_000_000, departments: 40 }
  : { people: 20_000, entries: 100_000, departments: 12 };
const TIMES = full ? 100 : 12;

const began = performance.now();
const server = await postgres();
if (server === undefined) {
  console.error("No PostgreSQL on this machine and no BENCH_DATABASE_URL: nothing was measured.");
  process.exit(1);
}
const { url } = server;
try {
  const large = await pagesIn(LARGE, "copied");
  const small = await pagesIn(SMALL, "all");
  const ok = report("pages", figuresOf(large, small), {
    full,
    seconds: Math.round((performance.now() - began) / 1000),
    database: server.what,
  });
  process.exitCode = ok ? 0 : 1;
} finally {
  server.stop();
}
process.exit();

async function pagesIn(size: Size, weeks: "all" | "copied"): Promise<Pages> {
  const year = await yearOf(url, size, weeks);
  const pages = await pagesOf(year, { url, times: TIMES });
  await year.stop();
  return pages;
}
