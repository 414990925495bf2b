// Adoption from Microsoft Graph, for a large organisation: how fast it is read, and what it takes.
//   npm run bench:graph [-- --full]
// The product reads a made-up organisation over HTTP, with its own Graph client, into PostgreSQL. The peer is PostgreSQL's
// COPY of the very rows that came of it, into empty tables with the same keys, indexes and references, on the same server.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { copied } from "./parts/copy.ts";
import { type Figure, report } from "./parts/figures.ts";
import type { Organisation } from "./parts/organisation.ts";
import { postgres } from "./parts/postgres.ts";
import type { Order } from "./parts/syncing.ts";

const full = process.argv.includes("--full");
const SMALL = 5_000;
const MANY = full ? 500_000 : 20_000;
/** Grown: from the day when the last weeks' own rows weigh no more than in any later week. */
const HISTORY = full ? { people: 5_000, days: 180, grown: 0 } : { people: 500, days: 56, grown: 14 };
const TENANT = "11111111-1111-4111-8111-111111111111";
const FIRST_DAY = "2026-05-04";
const MIB = 2 ** 20;

const began = performance.now();
const figures: Figure[] = [];
const children = new Set<ChildProcess>();
const server = await postgres();
if (server === undefined) {
  console.error("No PostgreSQL on this machine and no BENCH_DATABASE_URL: nothing was measured.");
  process.exit(1);
}
const { url } = server;
try {
  const organisation = spawned("organisation.ts", {});
  const [line] = (await once(organisation.stdout ?? organisation, "data")) as [Buffer];
  const graph = line.toString().trim();
  await history(graph);
  await reading(graph, SMALL);
  await reading(graph, MANY);
} finally {
  for (const child of children) child.kill("SIGKILL");
  server.stop();
}
const ok = report("graph", figures, {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  database: server.what,
});
process.exit(ok ? 0 : 1);

/** Against COPY only where the steps that cost the same for any number of people don't decide. */
async function reading(graph: string, people: number): Promise<void> {
  const name = `${people.toLocaleString("en")} people`;
  const goal = people < MANY ? {} : { atMost: 3 };
  await empty();
  const product = await started(graph);
  const idle = product.memory("VmRSS");
  await set(graph, { people, changed: 0, refreshedOn: dayAt(0), reports: ["D7"] });
  product.forgetPeak();
  const whole = await product.does({ now: timeAt(0), argv: ["sync"] });
  const peak = product.memory("VmHWM");
  figures.push({ name: `${name}: memory over idle`, value: (peak - idle) / MIB, unit: "MiB", atMost: 150 });
  await set(graph, { changed: 0, reports: [] });
  const nothing = await product.does({ now: timeAt(1), argv: ["sync"] });
  await set(graph, { changed: people / 100, reports: [] });
  const delta = await product.does({ now: timeAt(2), argv: ["sync"] });
  const by = await product.does({ now: timeAt(2), figures: "department" });
  product.stop();
  const copy = await copied(url);
  figures.push(
    { name: `${name}: first reading`, value: whole.seconds, unit: "s" },
    { name: `${name}: COPY of ${copy.rows.toLocaleString("en")} rows`, value: copy.seconds, unit: "s" },
    { name: `${name}: first reading ÷ COPY`, value: whole.seconds / copy.seconds, unit: "", ...goal },
    {
      name: `${name}: 1 % changed ÷ first reading${full ? "" : ", without what a reading of nothing costs"}`,
      value: (100 * (delta.seconds - (full ? 0 : nothing.seconds))) / whole.seconds,
      unit: "%",
      ...goal,
    },
    { name: `${name}: nothing changed`, value: nothing.seconds, unit: "s" },
    { name: `${name}: all figures of all departments`, value: by.seconds, unit: "s", atMost: 30 },
  );
}

async function history(graph: string): Promise<void> {
  const { people, days, grown } = HISTORY;
  await empty();
  const product = await started(graph);
  await set(graph, { people, changed: 0, reports: ["D7"], refreshedOn: dayAt(0) });
  let before = 0;
  for (let day = 0; day < days; day++) {
    if (day === grown) before = await sizeOf("adoption_week");
    await set(graph, { refreshedOn: dayAt(day) });
    await product.does({ now: timeAt(day), argv: ["sync"] });
  }
  product.stop();
  const weeks = (await sizeOf("adoption_week")) - before;
  const newest = await sizeOf("adoption_reported");
  figures.push({
    // Weeks grow with every day; what the newest report said of somebody is one row a person, shared out over half a year.
    name: `history, from ${days} days: disk for one person's day over 180 days`,
    value: weeks / people / (days - grown) + newest / people / 180,
    unit: "bytes",
    atMost: 40,
  });
}

/** With its indexes, in bytes; nothing where it isn't there yet. */
async function sizeOf(table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ size: number | null }>(
    `select pg_total_relation_size(to_regclass('${table}'))::int as size`,
  );
  await client.end();
  return rows[0]?.size ?? 0;
}

interface Did {
  readonly seconds: number;
  readonly code: number;
  readonly out: string;
}

async function started(graph: string) {
  const child = spawned("syncing.ts", {
    DATABASE_URL: url,
    GRAPH_BASE_URL: graph,
    GRAPH_REPORTS_PER_TEN_MINUTES: "1000000",
    AAD_APP_CLIENT_ID: "22222222-2222-4222-8222-222222222222",
    AAD_APP_TENANT_ID: TENANT,
    AAD_APP_CLIENT_SECRET: "never used",
  });
  await once(child, "message");
  return {
    does: async (order: Order): Promise<Did> => {
      child.send(order);
      const [did] = (await once(child, "message")) as [Did];
      if (did.code !== 0) throw new Error(did.out);
      return did;
    },
    /** In bytes, as the kernel counts it. */
    memory: (which: "VmRSS" | "VmHWM") =>
      1024 *
      Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]),
    forgetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, "5"),
    stop: () => child.disconnect(),
  };
}

function spawned(file: string, environment: Record<string, string>): ChildProcess {
  const path = fileURLToPath(new URL(`parts/${file}`, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", path], {
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...environment },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

async function set(graph: string, organisation: Partial<Organisation>): Promise<void> {
  await fetch(`${graph}/bench`, { method: "POST", body: JSON.stringify(organisation) });
}

async function empty(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema if exists peer cascade; drop schema public cascade; create schema public");
  await client.end();
}

function dayAt(day: number): string {
  return new Date(Date.parse(FIRST_DAY) + day * 86_400_000).toISOString().slice(0, 10);
}
function timeAt(day: number): string {
  return `${dayAt(day + 2)}T02:00:00Z`;
}
