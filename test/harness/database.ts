import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { sql } from "kysely";
import type { Database, Migrations } from "../../src/core/database.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { openInMemory, openServer } from "../../src/platform/database/open.ts";

/** The tests run on the embedded database, or on a PostgreSQL server that may be overwritten. */
export const serverUrl = process.env.TEST_DATABASE_URL;

const FOLDER = "node_modules/.cache/uptake";

/** One migrated database for the whole run. */
export async function openTestDatabase(migrations: Migrations): Promise<Database> {
  if (serverUrl === undefined) return openInMemory(await migrated(migrations)).db;
  const db = openServer(serverUrl);
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  await migrate(db, migrations);
  return db;
}

/** An embedded database after its migrations, packed. It is kept on disk, as making it takes seconds. */
export async function migrated(migrations: Migrations): Promise<Uint8Array> {
  const key = createHash("sha256").update(JSON.stringify(migrations)).digest("hex").slice(0, 16);
  const file = `${FOLDER}/${key}.tar`;
  if (existsSync(file)) return readFileSync(file);
  const { db, dump } = openInMemory();
  await migrate(db, migrations);
  const all = await dump();
  await db.destroy();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, all);
  renameSync(`${file}.${process.pid}`, file);
  return all;
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

/**
 * Truncating makes a file for every table and index, which takes longer than most tests: so it is done now and then, and where
 * somebody left so many people behind that taking them out one by one would take longer still.
 */
const TRUNCATED_EVERY = 50;
const CROWD = 2_000;
const emptied = new WeakMap<Database, { readonly tables: readonly string[]; times: number }>();

/** Takes everything out that people and operators put in, and begins counting anew. */
export async function emptyOut(db: Database): Promise<void> {
  const before = emptied.get(db) ?? { tables: await emptier(db), times: 0 };
  emptied.set(db, before);
  before.times += 1;
  const { rows } = await sql`select from person offset ${CROWD} limit 1`.execute(db);
  if (rows.length === 0 && before.times % TRUNCATED_EVERY !== 0)
    return void (await sql`select testing.empty_out()`.execute(db));
  const all = sql.join(before.tables.map((table) => sql.table(table)));
  await sql`truncate ${all} restart identity`.execute(db);
}

/** A function within the database, which remembers how it goes about it. Answers the tables. */
async function emptier(db: Database): Promise<readonly string[]> {
  const tables = await tablesOf(db);
  const { rows: references } = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f'`.execute(
    db,
  );
  const ordered: string[] = [];
  while (ordered.length < tables.length) {
    const left = tables.filter((table) => !ordered.includes(table));
    const free = left.filter(
      (table) => !references.some(({ from, to }) => to === table && from !== to && left.includes(from)),
    );
    ordered.push(...(free.length > 0 ? free : left)); // the database says so, should any refer to each other
  }
  const { rows: sequences } = await sql<{ name: string }>`
    select sequencename as name from pg_sequences where schemaname = 'public'`.execute(db);
  const steps = [
    ...ordered.map(
      (table) => `if exists (select from public.${table}) then delete from public.${table}; end if;`,
    ),
    ...sequences.map(({ name }) => `perform setval('public.${name}', 1, false);`),
  ];
  await sql`create schema if not exists testing`.execute(db);
  await sql
    .raw(
      `create or replace function testing.empty_out() returns void language plpgsql as $$ begin ${steps.join(" ")} end $$`,
    )
    .execute(db);
  return tables;
}
