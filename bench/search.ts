// Whether search is as quick among very many stories as among few.
//   npm run bench:search [-- --full]
// Stories are invented: words as frequent as in natural language (Zipf), with real words of the civil service among them so
// that synonyms have something to find. Both sizes are asked the same questions, each alone, of eleven
// kinds; of each question the median of its rounds counts, so that a neighbour's moment on the machine isn't the search's.
// BENCH_DATABASE_URL or TEST_DATABASE_URL: an empty PostgreSQL database that may be overwritten; else a cluster is made.
import { CompiledQuery, sql } from "kysely";
import type { Database } from "../src/core/database.ts";
import type { TenantId } from "../src/core/person.ts";
import type { Search, SearchQuestion } from "../src/core/search.ts";
import { readContent } from "../src/platform/content/read.ts";
import { migrate } from "../src/platform/database/migrate.ts";
import { openInMemory, openPatient, openServer } from "../src/platform/database/open.ts";
import { putAll } from "../src/platform/search/entries.ts";
import { searchMigrations } from "../src/platform/search/migrations.ts";
import { searchIn } from "../src/platform/search/open.ts";
import { type Figure, median, report } from "./parts/figures.ts";
import { dice, stories, vocabulary, zipf } from "./parts/invented.ts";
import { postgres } from "./parts/postgres.ts";

const full = process.argv.includes("--full");
const SMALL = 1_000;
const LARGE = full ? 100_000 : 10_000;
const OF_EACH_KIND = 25;
const ROUNDS = full ? 5 : 3;
const MOST = 10;
const tenant = "11111111-1111-4111-8111-111111111111" as TenantId; // as people type it in settings

const REAL =
  `submission briefing minutes meeting summarise email slides spreadsheet translate consultation correspondence
  casework risk plan project policy procurement question answer report draft search chatbot survey training fraud council
  hospital school tax map website feedback theme code automate`.split(/\s+/);
const words = vocabulary(40_000, REAL);
const questions = asked();
const began = performance.now();
const figures: Figure[] = [];

const server = await postgres();
if (server === undefined) {
  console.error("No PostgreSQL on this machine and no BENCH_DATABASE_URL: nothing was measured.");
  process.exit(1);
}
try {
  const db = openServer(server.url);
  const patient = openPatient(server.url);
  const small = await measured({ db, patient }, SMALL, "PostgreSQL");
  await db.executeQuery(CompiledQuery.raw("drop schema public cascade"));
  await db.executeQuery(CompiledQuery.raw("create schema public"));
  const large = await measured({ db, patient }, LARGE, "PostgreSQL");
  await Promise.all([db.destroy(), patient.destroy()]);
  figures.push({
    name: `PostgreSQL: 99th percentile among ${LARGE.toLocaleString("en")} ÷ among ${SMALL.toLocaleString("en")}`,
    value: large / small,
    unit: "",
    atMost: 3,
  });
} finally {
  server.stop();
}
if (full)
  for (const size of [SMALL, 20_000]) {
    const { db } = openInMemory();
    await measured({ db, patient: db }, size, "embedded");
    await db.destroy();
  }
const ok = report("search", figures, {
  full,
  seconds: Math.round((performance.now() - began) / 1000),
  questions: questions.length,
  database: server.what,
});
process.exit(ok ? 0 : 1);

/** Fills an empty database, and asks it everything; answers the 99th percentile. */
async function measured(
  { db, patient }: { readonly db: Database; readonly patient: Database },
  size: number,
  where: string,
): Promise<number> {
  await migrate(db, searchMigrations);
  const filling = performance.now();
  const made = await withoutIndexes(db);
  for (const batch of stories(tenant, size, words))
    await patient.transaction().execute((inside) => putAll(batch, inside));
  for (const statement of [...made, "vacuum analyze"])
    await patient.executeQuery(CompiledQuery.raw(statement));
  const perStory = (performance.now() - filling) / size;
  const search = searchIn(db, readContent().search ?? []);
  const times = await timesOf(search);
  const all = [...times.values()].flat();
  const p99 = percentile(all, 0.99);
  const what = `${where}, ${size.toLocaleString("en")} stories`;
  figures.push(
    { name: `${what}: put in by thousands, and indexed`, value: perStory, unit: "ms each" },
    { name: `${what}: put in alone`, value: await puttingOne(search, db), unit: "ms" },
    { name: `${what}: a search, median`, value: median(all), unit: "ms" },
    { name: `${what}: a search, 99th percentile`, value: p99, unit: "ms" },
    ...[...times].map(([kind, each]) => ({
      name: `${what}: ${kind}, slowest tenth`,
      value: percentile(each, 0.9),
      unit: "ms",
    })),
  );
  return p99;
}

/** What is filled at once is indexed afterwards; answers the statements that do. */
async function withoutIndexes(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes where indexdef like '% USING gin %'`.execute(
    db,
  );
  for (const { name } of rows) await sql`drop index ${sql.table(name)}`.execute(db);
  return rows.map(({ definition }) => definition);
}

/** Of each question its median, by kind. */
async function timesOf(search: Search): Promise<ReadonlyMap<string, readonly number[]>> {
  const taken = new Map<SearchQuestion, number[]>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const { question } of questions) {
      const start = performance.now();
      await search.find(question);
      const ms = performance.now() - start;
      if (round > 0) taken.set(question, [...(taken.get(question) ?? []), ms]); // the first round fills caches
    }
  const times = new Map<string, number[]>();
  for (const { kind, question } of questions)
    times.set(kind, [...(times.get(kind) ?? []), median(taken.get(question) ?? [])]);
  return times;
}

async function puttingOne(search: Search, db: Database): Promise<number> {
  const times: number[] = [];
  const [batch = []] = stories(tenant, 20, words);
  for (const entry of batch) {
    const start = performance.now();
    await db.transaction().execute((inside) => search.put({ ...entry, id: "alone" }, inside));
    times.push(performance.now() - start);
  }
  return median(times);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function asked(): readonly { readonly kind: string; readonly question: SearchQuestion }[] {
  const roll = dice(3);
  const among = (from: number, to: number) => words[from + Math.floor(roll() * (to - from))] ?? "";
  const several = (count: number, from: number, to: number) =>
    Array.from({ length: count }, () => among(from, to)).join(" ");
  const misspelt = (word: string) => word.slice(0, 2) + word.slice(3);
  const real = () => REAL[Math.floor(roll() * REAL.length)] ?? "";
  const kinds: Readonly<Record<string, () => Partial<SearchQuestion>>> = {
    "one of the most frequent words": () => ({ text: among(0, 20) }),
    "three of the most frequent words": () => ({ text: several(3, 0, 40) }),
    "words as they come": () => ({ text: Array.from({ length: 5 }, () => zipf(roll, words)).join(" ") }),
    "two rare words": () => ({ text: several(2, 5_000, 40_000) }),
    "frequent and rare": () => ({ text: `${several(2, 0, 60)} ${several(1, 1_000, 20_000)}` }),
    "words with synonyms": () => ({ text: `${real()} ${real()} ${real()}` }),
    misspelt: () => ({ text: `${misspelt(among(300, 5_000))} ${misspelt(among(5_000, 20_000))} ${real()}` }),
    "half a word": () => ({ text: among(500, 20_000).slice(0, 5) }),
    "of one task": () => ({
      text: several(2, 0, 400),
      kinds: ["story"],
      facets: { task: `t${Math.floor(roll() * 14)}` },
    }),
    "a pasted text": () => ({
      text: Array.from({ length: 1_500 }, () => zipf(roll, words))
        .join(" ")
        .slice(0, 10_000),
    }),
    "nothing typed": () => ({ text: "", facets: { task: `t${Math.floor(roll() * 14)}` } }),
  };
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: OF_EACH_KIND }, () => ({
      kind,
      question: { tenant, text: "", most: MOST, ...make() },
    })),
  );
}
