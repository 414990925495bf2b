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

/** Where a run asks a failed test once more, it says so: what is only sometimes right isn't right. */
beforeEach(function () {
  const again = this.currentTest;
  if (again !== undefined && currentRetryOf(again) > 0)
    process.stdout.write(`Asked once more: ${again.fullTitle()}\n`);
});

/** Mocha has it, and its types don't. */
const currentRetryOf = (test: object): number => (test as { _currentRetry?: number })._currentRetry ?? 0;
