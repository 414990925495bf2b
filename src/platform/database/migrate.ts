import { CompiledQuery, sql } from "kysely";
import type { Database, Migrations } from "../../core/database.ts";

/** Any number, the same in all processes: what they take turns by. */
const LOCK = 3_853_314_791;
const TABLE = "migration";

/**
 * Brings the database up to date, and answers which migrations ran. They only go forward, and what a newer version has done
 * already is passed over, so that an older one can still be started. Several processes may do this at once: one applies what
 * is missing, the others wait and find nothing to do. Lock and work are one transaction, and end together: a lock of the
 * session, as Kysely's own migrator takes, stays behind on a pooled connection.
 */
export async function migrate(db: Database, migrations: Migrations): Promise<readonly string[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(trx);
    await sql`create table if not exists ${sql.table(TABLE)} (
      name varchar(255) not null primary key, timestamp varchar(255) not null)`.execute(trx);
    const done = new Set(await doneIn(trx));
    const missing = Object.entries(migrations)
      .filter(([name]) => !done.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, statements] of missing) {
      for (const statement of statements) await trx.executeQuery(CompiledQuery.raw(statement));
      await sql`insert into ${sql.table(TABLE)} (name, timestamp) values (${name}, now()::text)`.execute(trx);
    }
    return missing.map(([name]) => name);
  });
}

export async function isMigrated(db: Database, migrations: Migrations): Promise<boolean> {
  const done = new Set(await doneIn(db));
  return Object.keys(migrations).every((name) => done.has(name));
}

async function doneIn(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${TABLE}) is not null as found`.execute(
    db,
  );
  if (rows[0]?.found !== true) return [];
  const done = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  return done.rows.map(({ name }) => name);
}
