import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CompiledQuery, sql } from "kysely";
import type { Database } from "../../../src/core/database.ts";
import { isMigrated, migrate } from "../../../src/platform/database/migrate.ts";
import {
  DatabaseInUse,
  databaseFolder,
  isOutage,
  openEmbedded,
  openInMemory,
  openServer,
  tidy,
} from "../../../src/platform/database/open.ts";
import { operator, scratchFolder } from "../../harness/child.ts";
import { serverUrl } from "../../harness/database.ts";
import { migrationsOfAll, testDatabase } from "../../harness/setup.ts";

describe("the database", () => {
  let db: Database;
  before(async () => {
    db = await testDatabase();
  });

  it("answers the same JavaScript types whichever it is", async () => {
    const { rows } = await sql`select
      count(*) as count, 7::int4 as whole, 9007199254740991::int8 as large, 1.50::numeric as exact, 0.5::float8 as half,
      '2026-06-12'::date as day, '2026-06-12 10:00:00+01'::timestamptz as instant, '2026-06-12 10:00'::timestamp as wall,
      '90 minutes'::interval as length, true as yes, null::text as nothing, 'x'::text as said,
      array['a','b'] as list, array[1,2] as numbers, '{"a":[1]}'::jsonb as thing`.execute(db);

    assert.deepEqual(rows, [
      {
        count: 1,
        whole: 7,
        large: 9007199254740991,
        exact: "1.50",
        half: 0.5,
        day: "2026-06-12",
        instant: new Date("2026-06-12T09:00:00Z"),
        wall: "2026-06-12 10:00:00",
        length: "01:30:00",
        yes: true,
        nothing: null,
        said: "x",
        list: ["a", "b"],
        numbers: [1, 2],
        thing: { a: [1] },
      },
    ]);
  });

  it("takes the same JavaScript values whichever it is", async () => {
    const given = {
      at: new Date("2026-06-12T09:00:00.123Z"),
      day: "2026-03-29",
      list: ["a", "b,c", '"'],
      said: "🙂 ‮ 'x' \\",
    };

    const { rows } = await sql`select ${given.at}::timestamptz as at, ${given.day}::date as day,
      ${given.list}::text[] as list, ${given.said}::text as said`.execute(db);

    assert.deepEqual(rows, [given]);
  });

  it("names what a statement ran against by the same codes", async () => {
    await assert.rejects(sql`insert into person (tenant_id, person_id) values ('', 'x')`.execute(db), {
      code: "23514",
      constraint: "person_tenant_id_check",
    });
    await assert.rejects(sql`select nothing from person`.execute(db), { code: "42703" });
  });

  it("saves all of a transaction or nothing, however many run at once", async () => {
    await sql`create table if not exists counted (n int primary key)`.execute(db);
    const one = (n: number) =>
      db.transaction().execute(async (trx) => {
        await sql`insert into counted values (${n})`.execute(trx);
        await sql`insert into counted values (${n + 1000})`.execute(trx);
        if (n % 3 === 0) throw new Error("changed our mind");
      });

    const ended = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => one(n)));
    const { rows } = await sql<{ n: number }>`select count(*) as n from counted`.execute(db);
    await sql`drop table counted`.execute(db);

    assert.equal(ended.filter(({ status }) => status === "fulfilled").length, 20);
    assert.equal(rows[0]?.n, 40);
  });

  it("is brought up to date once: a second time there is nothing to do", async () => {
    const all = migrationsOfAll();

    assert.equal(await isMigrated(db, all), true);
    assert.deepEqual(await migrate(db, all), []);
    assert.equal(await isMigrated(db, { ...all, "later/0001-table": ["select 1"] }), false);
  });

  it("that a newer version brought up to date can still be used by an older one", async () => {
    const newer = { ...migrationsOfAll(), "zz/0001-of-tomorrow": ["create table of_tomorrow (n int)"] };
    await migrate(db, newer);

    assert.deepEqual(await migrate(db, migrationsOfAll()), []);
    assert.equal(await isMigrated(db, migrationsOfAll()), true);

    await sql`drop table of_tomorrow`.execute(db);
    await sql`delete from migration where name = 'zz/0001-of-tomorrow'`.execute(db);
  });

  it("is left as it was by a migration that fails half-way", async () => {
    const bad = { ...migrationsOfAll(), "zz/0001-bad": ["create table half_made (n int)", "select 1 / 0"] };

    await assert.rejects(migrate(db, bad), { code: "22012" });

    const { rows } = await sql`select to_regclass('half_made') as found`.execute(db);
    assert.deepEqual(rows, [{ found: null }]);
  });
});

describe("a database that can't be reached", function () {
  this.timeout(120_000);
  const away: readonly unknown[] = [
    ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].map(
      (code) => ({ code }),
    ),
    ...["08006", "08P01", "57P01", "57P03", "53300", "25006"].map((code) => ({ code })),
    ...[
      "Connection terminated unexpectedly",
      "timeout exceeded when trying to connect",
      "Query read timeout",
    ].map((message) => new Error(message)),
    new Error("Client has encountered a connection error and is not queryable"),
  ];
  for (const error of away)
    it(`is known by ${JSON.stringify((error as { code?: string }).code ?? String(error))}`, () =>
      assert.equal(isOutage(error), true));

  for (const error of [
    { code: "23505" },
    { code: "42P01" },
    { code: "22P02" },
    new TypeError("x"),
    { code: 7 },
    {},
    "text",
    null,
    undefined,
  ])
    it(`isn't what is wrong with ${JSON.stringify(error)}`, () => assert.equal(isOutage(error), false));

  it("is a clear sentence to the operator", async () => {
    const { code, out, err } = await operator(["doctor"], {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
    });

    assert.deepEqual([code, out, err], [1, "", "The database can't be reached.\n"]);
  });
});

if (serverUrl === undefined)
  describe("the embedded database", function () {
    this.timeout(120_000);
    it("says so when a transaction uses the handle outside of it, instead of waiting for ever", async () => {
      const { db } = openInMemory(undefined, 100);
      const wrong = db.transaction().execute(() => sql`select 1`.execute(db));

      await assert.rejects(wrong, /use only the handle it hands you/);
      assert.equal((await sql`select 1`.execute(db)).rows.length, 1);
      await db.transaction().execute((trx) => sql`select 1`.execute(trx));
      assert.equal((await sql`select 1`.execute(db)).rows.length, 1);
      await db.destroy();
    });

    it("goes on with a statement whose table was changed meanwhile", async () => {
      const { db } = openInMemory();
      const all = () => sql`select * from thing`.execute(db).then(({ rows }) => rows);
      await sql`create table thing (a int)`.execute(db);
      await sql`insert into thing values (1)`.execute(db);
      for (let time = 0; time < 3; time++) assert.deepEqual(await all(), [{ a: 1 }]);

      await sql`alter table thing add b text`.execute(db);

      for (let time = 0; time < 3; time++) assert.deepEqual(await all(), [{ a: 1, b: null }]);
      await assert.rejects(sql`insert into thing values (${"x"})`.execute(db), /integer/);
      await assert.rejects(sql`insert into thing values (${"x"})`.execute(db), /integer/);
      await sql`insert into thing values (${"2"})`.execute(db);
      assert.equal((await all()).length, 2);
      await db.destroy();
    });

    it("is for one process: a second is told which has it", async () => {
      const scratch = scratchFolder();
      const db = openEmbedded(scratch.path, () => {});
      await sql`select 1`.execute(db);

      assert.throws(
        () => openEmbedded(scratch.path, () => {}),
        (error) => {
          assert.ok(error instanceof DatabaseInUse);
          assert.equal(error.message, `The database is in use by process ${process.pid}`);
          return true;
        },
      );
      await tidy(db);
      await db.destroy();
      scratch.remove();
    });

    it("ends the process that has it when it breaks, rather than answer wrongly", async () => {
      const scratch = scratchFolder();
      let broken = (_error: Error): void => {};
      const told = new Promise<Error>((resolve) => {
        broken = resolve;
      });
      const db = openEmbedded(scratch.path, broken);
      await sql`create table t (n int)`.execute(db);
      rmSync(join(databaseFolder(scratch.path), "global", "pg_control"));

      const asked = db.executeQuery(CompiledQuery.raw("checkpoint"));

      await assert.rejects(asked);
      assert.ok((await told) instanceof Error);
      await assert.rejects(sql`select 1`.execute(db));
      await db.destroy();
      scratch.remove();
    });

    it("starts from a packed copy with everything in it", async () => {
      const first = openInMemory();
      await sql`create table t as select 7 as n`.execute(first.db);
      const packed = await first.dump();
      await first.db.destroy();

      const second = openInMemory(packed);
      const { rows } = await sql`select n from t`.execute(second.db);
      await second.db.destroy();

      assert.deepEqual(rows, [{ n: 7 }]);
    });
  });
else
  describe("a PostgreSQL server", function () {
    this.timeout(120_000);
    const url = (name: string) => Object.assign(new URL(serverUrl ?? ""), { pathname: `/${name}` }).href;

    it("is brought up to date once when three processes start together", async () => {
      const db = await testDatabase();
      const name = `uptake_together_${process.pid}`;
      await sql`create database ${sql.ref(name)}`.execute(db);

      const ended = await Promise.all(
        [1, 2, 3].map(() => operator(["migrate", "--json"], { DATABASE_URL: url(name) })),
      );

      const ran = ended.flatMap(({ code, out, err }) => {
        assert.equal(code, 0, err);
        return (JSON.parse(out) as { migrated: string[] }).migrated;
      });
      assert.deepEqual(ran.sort(), Object.keys(migrationsOfAll()).sort());
      const made = openServer(url(name));
      assert.equal(await isMigrated(made, migrationsOfAll()), true);
      await made.destroy();
      await sql`drop database ${sql.ref(name)} with (force)`.execute(db);
    });
  });
