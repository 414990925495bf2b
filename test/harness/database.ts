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

export async function emptyOut(db: Database): Promise<void> {
  const tables = await tablesOf(db);
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))} restart identity`.execute(db);
}
