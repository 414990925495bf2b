// Packs an empty database with all tables there already, so that a first start needn't make them:
//   node --import tsx scripts/pack-database.ts [dist]
// It holds nothing that an installation has of its own: the migrations that make such things run at its first start.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { type Database, OF_ITS_OWN } from "../src/core/database.ts";
import { openInMemory } from "../src/platform/database/open.ts";

const [dist = "dist"] = process.argv.slice(2);
const { db, dump } = openInMemory();
await tablesIn(db);
await leaveNothing(db);
const file = join(dist, "platform/database/migrated.tgz");
writeFileSync(`${file}.new`, gzipSync(await dump()));
renameSync(`${file}.new`, file);
await db.destroy();

async function tablesIn(db: Database): Promise<void> {
  const nothing = () => {};
  const app = createApp({
    config: readConfig({}),
    db,
    clock: () => new Date(0),
    log: { info: nothing, warn: nothing, error: nothing },
    readFile: async () => "",
    origin: () => "",
  });
  await app.migrate();
}

/** Everything but the names of the migrations that need not run again. */
async function leaveNothing(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`.execute(
    db,
  );
  for (const { name } of rows) {
    const { rows: first } = await sql`select from ${sql.table(name)} limit 1`.execute(db);
    if (first.length > 0) await sql`truncate ${sql.table(name)} restart identity cascade`.execute(db);
  }
  await sql`delete from migration where name like ${`%${OF_ITS_OWN}`}`.execute(db);
  await sql`checkpoint`.execute(db);
}
