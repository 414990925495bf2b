import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Database, Migrations } from "../../src/core/database.ts";
import { openServer } from "../../src/platform/database/open.ts";
import { openTestDatabase } from "./database.ts";

/** The product's own migrations, asked of the product. */
export function migrationsOfAll(): Migrations {
  const nothing = () => {};
  const app = createApp({
    config: readConfig({}),
    db: openServer("postgres://nobody@127.0.0.1:1/nowhere"), // never asked: nothing is read or saved
    clock: () => new Date(0),
    log: { info: nothing, warn: nothing, error: nothing },
    readFile: async () => "",
    origin: () => "",
  });
  return app.migrations;
}

let opened: Promise<Database> | undefined;

/** One database for the whole run; each test house empties it. */
export function testDatabase(): Promise<Database> {
  opened ??= openTestDatabase(migrationsOfAll());
  return opened;
}

after(async () => {
  if (opened !== undefined) await (await opened).destroy();
});
