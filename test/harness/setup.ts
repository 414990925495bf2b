import type { Database, Migrations } from "../../src/core/database.ts";
import { openTestDatabase } from "./database.ts";
import { appToAsk } from "./features.ts";

/** The product's own migrations, asked of the product. */
export const migrationsOfAll = (): Migrations => appToAsk().migrations;

let opened: Promise<Database> | undefined;

/** One database for the whole run; each test house empties it. */
export function testDatabase(): Promise<Database> {
  opened ??= openTestDatabase(migrationsOfAll());
  return opened;
}

after(async () => {
  if (opened !== undefined) await (await opened).destroy();
});
