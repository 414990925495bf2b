// Messages out of the blue, against a Bot Connector that keeps to Teams' documented limits, in one run.
//   npm run bench:delivery [-- --full]
// The peer is a loop over the SDK that is written into a bot by hand: eight at a time, as fast as they are answered.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder";
import pg from "pg";
import { type Figure, report } from "./parts/figures.ts";
import { busiestSecond, LimitedConnector, rateOf } from "./parts/limited.ts";
import { type Postgres, postgres } from "./parts/postgres.ts";

const full = process.argv.includes("--full");
const CAP = 50;
const NEW_CAP = 30;
const LATENCIES = [100, 400, 1500] as const;
const SECONDS = full ? 60 : 6;
/** How long is measured once the new limit has been found. */
const MEASURED_MS = full ? 10_000 : 6_000;
const PLANNED = full ? 500_000 : 30_000;

const began = performance.now();
const figures: Figure[] = [];
const folder = mkdtempSync(join(tmpdir(), "uptake-bench-delivery-"));
const connector = new LimitedConnector();
const children = new Set<ChildProcess>();
let server: Postgres | undefined;
try {
  server = await postgres();
  ranked(process.pid, -10);
  await connector.start();
  await rates("embedded", join(folder, "data"));
  await strictly("embedded", join(folder, "data"));
  if (server !== undefined) {
    await rates("PostgreSQL", server.url);
    await strictly("PostgreSQL", server.url);
    await empty(server.url);
    await replicas(server.url);
    await empty(server.url);
    await planning(server.url);
  }
  await peer();
} finally {
  for (const child of children) child.kill("SIGKILL");
  connector.stop();
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (server === undefined)
  console.log("\nNo PostgreSQL on this machine and no BENCH_DATABASE_URL: that half was NOT MEASURED.\n");
const ok = report("delivery", figures, {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  database: server?.what ?? null,
});
process.exit(ok ? 0 : 1);

/** One process and eight tenants at once, whose Teams answers at three speeds. */
async function rates(kind: string, where: string): Promise<void> {
  const people = CAP * SECONDS;
  const slow = LATENCIES.map((latencyMs) => ({
    latencyMs,
    state: connector.tenant(`${kind}-${latencyMs}`, { cap: CAP, counting: "bucket", latencyMs }),
  }));
  const others = Array.from({ length: 5 }, (_, at) =>
    connector.tenant(`${kind}-more${at}`, { cap: CAP, counting: "bucket", latencyMs: 100 }),
  );
  const names = [...LATENCIES.map(String), "more0", "more1", "more2", "more3", "more4"];
  const replica = await started(where, Object.fromEntries(names.map((name) => [`${kind}-${name}`, people])));
  const all = [...slow.map(({ state }) => state), ...others];
  await done(() => all.every(({ seen }) => seen.size === people), SECONDS * 3);
  await stopped(replica);

  for (const { latencyMs, state } of slow)
    figures.push(
      {
        name: `${kind}: delivered ÷ cap, ${latencyMs / 1000} s latency`,
        value: rateOf(state.accepted) / CAP,
        unit: "",
        atLeast: 0.95,
      },
      { name: `${kind}: refused, ${latencyMs / 1000} s latency`, value: state.refused, unit: "", atMost: 0 },
    );
  const one = rateOf(slow[0]?.state.accepted ?? []);
  const together = all.reduce((sum, { accepted }) => sum + rateOf(accepted), 0);
  figures.push({ name: `${kind}: eight tenants ÷ one`, value: together / one, unit: "", atLeast: 7.6 });
  figures.push({
    name: `${kind}: sent twice`,
    value: all.reduce((sum, { seen }) => sum + [...seen.values()].filter((n) => n > 1).length, 0),
    unit: "",
    atMost: 0,
  });
}

/** Alone, as a fake that serves others at the same time notes some later than they came, and counts them in another second. */
async function strictly(kind: string, where: string): Promise<void> {
  const people = CAP * SECONDS;
  const strict = connector.tenant(`${kind}-strict`, { cap: CAP, counting: "window", latencyMs: 100 });
  const replica = await started(where, { [`${kind}-strict`]: people });
  await done(() => strict.seen.size === people, SECONDS * 3);
  await stopped(replica);
  figures.push({
    name: `${kind}: delivered ÷ cap, counted strictly`,
    value: rateOf(strict.accepted) / CAP,
    unit: "",
    atLeast: 0.9,
  });
}

/** Three processes share one tenant's limit; in another tenant the limit changes on the way. */
async function replicas(where: string): Promise<void> {
  const shared = connector.tenant("shared", { cap: CAP, counting: "bucket", latencyMs: 100 });
  const changing = connector.tenant("changing", { cap: CAP, counting: "bucket", latencyMs: 100 });
  const first = await started(where, { shared: CAP * 25, changing: CAP * 40 });
  const others = await Promise.all([started(where), started(where)]);
  await done(() => shared.accepted.length > CAP * 4, 30);
  changing.cap = NEW_CAP;
  const changed = performance.now();
  await sleep(10_000 + MEASURED_MS);
  figures.push(
    {
      name: "PostgreSQL: most in any second, three processes",
      value: busiestSecond(shared.accepted),
      unit: "",
      atMost: CAP,
    },
    { name: "PostgreSQL: refused, three processes", value: shared.refused, unit: "", atMost: 0 },
    {
      name: "PostgreSQL: delivered ÷ cap, three processes",
      value: rateOf(shared.accepted) / CAP,
      unit: "",
      atLeast: 0.95,
    },
    {
      name: "PostgreSQL: delivered ÷ new cap, from 10 s after a change from 50 to 30",
      value: rateOf(changing.accepted, changed + 10_000, changed + 10_000 + MEASURED_MS) / NEW_CAP,
      unit: "",
      atLeast: 0.95,
    },
    { name: "PostgreSQL: refused after the change", value: changing.refused, unit: "" },
  );
  await Promise.all([first, ...others].map(stopped));
}

/** Nudges for everybody in one statement, as the product plans them, when each has had some for weeks. */
async function planning(where: string): Promise<void> {
  const child = spawned("planning.ts", [where, String(PLANNED), "8"]);
  let said = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child, "exit");
  children.delete(child);
  const { seconds, rss, rows } = JSON.parse(said.split("\n")[0] ?? "{}") as Record<string, number>;
  figures.push(
    {
      name: `PostgreSQL: planning nudges for ${rows?.toLocaleString("en")} people`,
      value: seconds,
      unit: "s",
      atMost: (60 * PLANNED) / 500_000,
    },
    {
      name: "PostgreSQL: memory that planning took",
      value: (rss ?? Number.NaN) / 2 ** 20,
      unit: "MiB",
      atMost: 50,
    },
  );
}

/** What is usually written: the SDK in a loop. */
async function peer(): Promise<void> {
  const state = connector.tenant("peer", { cap: CAP, counting: "bucket", latencyMs: 400 });
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  let [next, failed] = [0, 0];
  const people = CAP * (full ? 4 : 2);
  const loop = async () => {
    while (next < people) {
      const conversation = `peer~${next++}`;
      const reference = {
        serviceUrl: connector.url,
        channelId: "msteams",
        bot: { id: "28:bot", name: "" },
        user: { id: "29:x", name: "" },
        conversation: { id: conversation, isGroup: false, conversationType: "personal", name: "" },
      };
      await adapter
        .continueConversationAsync("", reference, async (context) => {
          await context.sendActivity("The same for everybody.");
        })
        .catch(() => {
          failed += 1;
        });
    }
  };
  await Promise.all(Array.from({ length: 8 }, loop));
  figures.push(
    {
      name: "peer, the SDK eight at a time: delivered ÷ cap, 0.4 s latency",
      value: rateOf(state.accepted) / CAP,
      unit: "",
    },
    { name: "peer: refused", value: state.refused, unit: "" },
    { name: "peer: lost", value: failed, unit: "" },
  );
}

/** The connector's clock shouldn't wait for those whom it measures. Without the right to, it is a little less exact. */
function ranked(pid: number | undefined, priority: number): void {
  try {
    if (pid !== undefined) setPriority(pid, priority);
  } catch {}
}

function spawned(part: string, rest: readonly string[]): ChildProcess {
  const file = fileURLToPath(new URL(`parts/${part}`, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file, ...rest], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  ranked(child.pid, 0);
  return child;
}

async function started(where: string, seed?: Record<string, number>): Promise<ChildProcess> {
  const child = spawned("replica.ts", [
    where,
    connector.url,
    ...(seed === undefined ? [] : [JSON.stringify(seed)]),
  ]);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("ready")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`A process ended with ${code}`)));
  });
  return child;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.removeAllListeners("exit");
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(late);
  children.delete(child);
}

/** Waits until it is so, or so many seconds. */
async function done(isDone: () => boolean, seconds: number): Promise<void> {
  for (const until = performance.now() + seconds * 1000; !isDone() && performance.now() < until; )
    await sleep(50);
}

async function empty(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
}
