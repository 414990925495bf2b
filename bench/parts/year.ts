// An organisation with a financial year of published weeks behind it.
import { monitorEventLoopDelay } from "node:perf_hooks";
import pg from "pg";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { openPatient, openServer } from "../../src/platform/database/open.ts";
import { fill, publishedOn, type Size, WEEKS } from "./reporters.ts";

const LAST = WEEKS.length - 1;
/** So many weeks are made up for when nothing was published for a while. */
const CATCH_UP = 4;
/** A delay is measured from when a timer was due, and it is due every so many milliseconds. */
const TIMER_MS = 10;

/** How many used Copilot and how many may, as if it were how many were asked. */
const ADOPTION = ["week", "group"]
  .flatMap((table) =>
    [
      ["adoption/weekly", "active"],
      ["adoption/licences", "licensed"],
    ].map(([measure, part]) =>
      copyOf(table, `measure = 'time-saved/asked'`, {
        measure: `'${measure}'`,
        ...(table === "week" ? { parts: `array['${part}']` } : {}),
      }),
    ),
  )
  .join(";");

/**
 * An organisation whose year is out, in an emptied database. Weeks are published by the product: all of them, or the last
 * five, and the groups' rows of the other weeks are copies of theirs.
 */
export async function yearOf(url: string, size: Size, weeks: "all" | "copied") {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  const db = openServer(url);
  const patient = openPatient(url);
  let now = new Date();
  const loud = (facts: object, event: string) => console.error(event, facts);
  const app = createApp({
    config: readConfig({ DATABASE_URL: url }),
    db,
    patient,
    clock: () => now,
    log: { info: () => {}, warn: loud, error: loud },
    readFile: async () => "",
    origin: () => "http://localhost",
  });
  await app.migrate();
  await fill(client, size);
  const isWhole = weeks === "all";
  for (let week = isWhole ? CATCH_UP - 1 : LAST - 1; week < LAST; week += CATCH_UP) await publish(week);
  const blocked = monitorEventLoopDelay({ resolution: TIMER_MS });
  blocked.enable();
  const start = performance.now();
  await publish(LAST);
  const seconds = (performance.now() - start) / 1000;
  blocked.disable();
  await client.query(ADOPTION);
  if (!isWhole)
    for (let week = 0; week < LAST - CATCH_UP; week++)
      await copied(client, week, LAST - CATCH_UP + (week % CATCH_UP));
  await client.query("vacuum analyze");
  return {
    client,
    app,
    seconds,
    blockedMs: blocked.max / 1e6 - TIMER_MS,
    operates,
    clock: () => now,
    stop: () => Promise.all([db.destroy(), patient.destroy(), client.end()]),
  };

  async function publish(week: number): Promise<void> {
    now = new Date(publishedOn(week));
    await operates(["publish"]);
  }
  async function operates(argv: readonly string[]): Promise<void> {
    const { code, out, err } = await app.operate(argv);
    if (code !== 0) throw new Error(`${argv.join(" ")}: ${out}${err}`);
  }
}

function copyOf(table: string, where: string, other: Readonly<Record<string, string>>): string {
  const columns = {
    week: ["tenant_id", "measure", "week", "parts", "fewest", "largest_share", "blocks", "published_at"],
    group: [
      "tenant_id",
      "measure",
      "week",
      "tree",
      "name",
      "person_id",
      "people",
      "sums",
      "covers",
      "summary",
    ],
  }[table] as readonly string[]; // one of the two
  const values = columns.map((column) => other[column] ?? column);
  return `insert into publication_${table} (${columns}) select ${values} from publication_${table} where ${where}`;
}

async function copied(client: pg.Client, week: number, from: number): Promise<void> {
  for (const table of ["week", "group"])
    await client.query(copyOf(table, `week = '${WEEKS[from]}'`, { week: `date '${WEEKS[week]}'` }));
}
