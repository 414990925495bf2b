import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Database } from "../../../src/core/database.ts";
import { isMigrated, migrate } from "../../../src/platform/database/migrate.ts";
import { openInMemory } from "../../../src/platform/database/open.ts";
import { packed } from "../../../src/platform/database/pack.ts";
import { migrated } from "../../harness/database.ts";
import { migrationsOfAll, testDatabase } from "../../harness/setup.ts";

describe("the empty database that comes with the built product", () => {
  let bundle: Uint8Array;
  const opened: Database[] = [];
  before(async () => {
    bundle = await packed(migrationsOfAll());
  });
  after(async () => {
    await Promise.all(opened.map((db) => db.destroy()));
  });
  const firstStart = async (): Promise<Database> => {
    const { db } = openInMemory(bundle);
    opened.push(db);
    assert.equal(await isMigrated(db, migrationsOfAll()), false); // what is made by each installation itself
    await migrate(db, migrationsOfAll());
    return db;
  };
  /** Every row that is there before anybody has come, by table. */
  const rowsIn = async (db: Database): Promise<Readonly<Record<string, readonly string[]>>> => {
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
      where schemaname = 'public' and tablename <> 'migration' order by 1`.execute(db);
    const all: Record<string, readonly string[]> = {};
    for (const { name } of rows) {
      const found = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db);
      all[name] = found.rows.map(({ row }) => row);
    }
    return all;
  };
  const counts = (rows: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(rows).map(([name, { length }]) => `${name} ${length}`);

  it("ends as one does that was made at its first start, with the same tables and as many rows", async () => {
    const { db } = openInMemory(await migrated(migrationsOfAll()));
    opened.push(db);

    assert.deepEqual(counts(await rowsIn(await firstStart())), counts(await rowsIn(db)));
  });

  it("gives no two installations a key or anything else in common", async () => {
    const [one, other] = [await rowsIn(await firstStart()), await rowsIn(await firstStart())];

    const [first, second] = [Object.values(one).flat(), Object.values(other).flat()];
    assert.ok(first.length >= 2, "there is a key for links and one for lots");
    assert.deepEqual(
      first.filter((row) => second.includes(row)),
      [],
    );
  });

  it("leaves an installation that has its keys already with those", async () => {
    const db = await testDatabase();
    const before = await sql<{
      key: string;
    }>`select key from link_key union all select key from nudge_key`.execute(db);

    await sql`delete from migration where name like '%-of-its-own'`.execute(db);
    await migrate(db, migrationsOfAll());

    const after = await sql<{
      key: string;
    }>`select key from link_key union all select key from nudge_key`.execute(db);
    assert.deepEqual(after.rows, before.rows);
  });
});
