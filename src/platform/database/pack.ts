import { sql } from "kysely";
import { type Database, type Migrations, OF_ITS_OWN } from "../../core/database.ts";
import { migrate } from "./migrate.ts";
import { openInMemory } from "./open.ts";

/**
 * An empty embedded database with all tables there already, as a tar file. It holds nothing that an installation has of its
 * own: the migrations that make such things run at its first start.
 */
export async function packed(migrations: Migrations): Promise<Uint8Array> {
  const { db, dump } = openInMemory();
  try {
    await migrate(db, migrations);
    await leaveNothing(db);
    return await dump();
  } finally {
    await db.destroy();
  }
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
