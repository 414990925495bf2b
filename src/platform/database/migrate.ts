import { CompiledQuery, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Database, Migrations } from "../../core/database.ts";

/**
 * Brings the database up to date, and answers which migrations ran. They only go forward. Several processes may do
 * this at once: one applies what is missing in one transaction, the others wait and find nothing to do.
 */
export async function migrate(db: Database, migrations: Migrations): Promise<readonly string[]> {
  const { error, results = [] } = await (await migratorOf(db, migrations)).migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

export async function isMigrated(db: Database, migrations: Migrations): Promise<boolean> {
  const all = await (await migratorOf(db, migrations)).getMigrations();
  return all.every(({ executedAt }) => executedAt !== undefined);
}

/** What a newer version has done already is passed over, so that an older one can still be started. */
async function migratorOf(db: Database, migrations: Migrations): Promise<Migrator> {
  const newer = (await doneIn(db)).map((name) => [name, stepOf([])] as const);
  const steps = Object.entries(migrations).map(([name, statements]) => [name, stepOf(statements)] as const);
  return new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries([...newer, ...steps]) },
    migrationTableName: TABLE,
    migrationLockTableName: "migration_lock",
    allowUnorderedMigrations: true, // each feature numbers its own
  });
}

const TABLE = "migration";

async function doneIn(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${TABLE}) is not null as found`.execute(
    db,
  );
  if (rows[0]?.found !== true) return [];
  const done = await sql<{ name: string }>`select name from ${sql.table(TABLE)}`.execute(db);
  return done.rows.map(({ name }) => name);
}

const stepOf = (statements: readonly string[]): Migration => ({
  up: async (db) => {
    for (const statement of statements) await db.executeQuery(CompiledQuery.raw(statement));
  },
});
