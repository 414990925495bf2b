import { CompiledQuery } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Database, Migrations } from "../../core/database.ts";

/**
 * Brings the database up to date, and answers which migrations ran. They only go forward. Several processes may do
 * this at once: one applies what is missing in one transaction, the others wait and find nothing to do.
 */
export async function migrate(db: Database, migrations: Migrations): Promise<readonly string[]> {
  const { error, results = [] } = await migratorOf(db, migrations).migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

export async function isMigrated(db: Database, migrations: Migrations): Promise<boolean> {
  const all = await migratorOf(db, migrations).getMigrations();
  return all.every(({ executedAt }) => executedAt !== undefined);
}

function migratorOf(db: Database, migrations: Migrations): Migrator {
  const steps = Object.entries(migrations).map(([name, statements]) => [name, stepOf(statements)] as const);
  return new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(steps) },
    migrationTableName: "migration",
    migrationLockTableName: "migration_lock",
    allowUnorderedMigrations: true, // each feature numbers its own
  });
}

const stepOf = (statements: readonly string[]): Migration => ({
  up: async (db) => {
    for (const statement of statements) await db.executeQuery(CompiledQuery.raw(statement));
  },
});
