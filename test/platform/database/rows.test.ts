import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { testDatabase } from "../../harness/setup.ts";

const SOURCE = fileURLToPath(new URL("../../../src/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  text: "string",
  date: "string",
  integer: "number",
  smallint: "number",
  bigint: "number",
  boolean: "boolean",
  "timestamp with time zone": "Date",
};

/** Each table that a store names with `withTables<{ table: Row }>`, with the columns its interface says it has. */
function declared(): Map<string, Map<string, string>> {
  const tables = new Map<string, Map<string, string>>();
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  for (const name of files) {
    const code = readFileSync(join(SOURCE, name), "utf8");
    for (const [, list = ""] of code.matchAll(/withTables<\{([^}]*)\}>/g))
      for (const [, table = "", row] of list.matchAll(/(\w+):\s*(\w+)/g)) {
        const body = new RegExp(`interface ${row} \\{([^}]*)\\}`).exec(code)?.[1] ?? "";
        const columns = [...body.matchAll(/readonly (\w+): ([^;]+);/g)].map(
          ([, column = "", type = ""]) => [column, type] as const,
        );
        tables.set(table, new Map(columns));
      }
  }
  return tables;
}

describe("the tables as the code sees them", () => {
  const tables = declared();

  it("are found in the code", () => {
    assert.ok(tables.has("person") && tables.has("time_entry"), [...tables.keys()].join());
  });

  for (const [table, columns] of tables)
    it(`are the tables that are there: ${table}`, async () => {
      const { rows } = await sql<{ name: string; type: string; nullable: string }>`
        select column_name as name, data_type as type, is_nullable as nullable
        from information_schema.columns where table_schema = 'public' and table_name = ${table}`.execute(
        await testDatabase(),
      );

      const there = rows.map(({ name, type, nullable }) => [
        name,
        `${TYPES[type] ?? type}${nullable === "YES" ? " | null" : ""}`,
      ]);

      assert.deepEqual(Object.fromEntries([...columns].sort()), Object.fromEntries(there.sort()));
    });
});
