import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { sql } from "kysely";
import type { Database, Migrations } from "../../src/core/database.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { openInMemory, openServer } from "../../src/platform/database/open.ts";

/** The tests run on the embedded database, or on a PostgreSQL server that may be overwritten. */
export const serverUrl = process.env.TEST_DATABASE_URL;

const FOLDER = "node_modules/.cache/uptake";

/** One migrated database for the whole run. Its empty state is kept on disk, as making it takes seconds. */
export async function openTestDatabase(migrations: Migrations): Promise<Database> {
  if (serverUrl !== undefined) {
    const db = openServer(serverUrl);
    await sql`drop schema public cascade`.execute(db);
    await sql`create schema public`.execute(db);
    await migrate(db, migrations);
    return db;
  }
  const key = createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 16);
  const file = `${FOLDER}/${key}.tar`;
  if (existsSync(file)) return openInMemory(readFileSync(file)).db;
  const { db, dump } = openInMemory();
  await migrate(db, migrations);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, await dump());
  renameSync(`${file}.${process.pid}`, file);
  return db;
}

/** The tables that hold what people and operators put in. */
export async function tablesOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  return rows
    .map(({ name }) => name)
    .filter((name) => !["migration", "migration_lock", "link_key", "nudge_key"].includes(name));
}

/** Truncating makes a file for every table and index, which takes longer than most tests: so it is done now and then. */
const TRUNCATED_EVERY = 50;
const emptied = new WeakMap<Database, { readonly tables: readonly string[]; times: number }>();

/** Takes everything out that people and operators put in, and begins counting anew. */
export async function emptyOut(db: Database): Promise<void> {
  const before = emptied.get(db) ?? { tables: await tablesOf(db), times: 0 };
  emptied.set(db, before);
  before.times += 1;
  const all = sql.join(before.tables.map((table) => sql.table(table)));
  if (before.times % TRUNCATED_EVERY === 0) {
    await sql`truncate ${all} restart identity`.execute(db);
    return;
  }
  const used = before.tables.map(
    (table) => sql`select ${sql.lit(table)} as name where exists (select from ${sql.table(table)})`,
  );
  const { rows } = await sql<{ name: string }>`${sql.join(used, sql` union all `)}`.execute(db);
  const deleted = rows.map(
    ({ name }, at) => sql`${sql.table(`gone_${at}`)} as (delete from ${sql.table(name)})`,
  );
  // One statement, so that no order is needed: what refers to what is looked at when it ends.
  if (deleted.length > 0) await sql`with ${sql.join(deleted)} select`.execute(db);
  await sql`select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences
    where schemaname = 'public' and last_value is not null`.execute(db);
}
