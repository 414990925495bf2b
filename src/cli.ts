import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { liveHolder } from "./platform/database/lock.ts";
import { DatabaseInUse, databaseFolder, openEmbedded, openServer } from "./platform/database/open.ts";
import { openLog } from "./platform/log.ts";
import { handOver } from "./platform/operator/control.ts";
import type { Printed } from "./platform/operator/run.ts";

/** Files are named from where the operator stands, also when another process reads them. */
const FILE_COMMANDS = /^import$/;

async function run(argv: readonly string[]): Promise<Printed> {
  const config = readConfig(process.env);
  const words = FILE_COMMANDS.test(argv[0] ?? "")
    ? argv.map((word, at) => (at === 2 ? resolve(word) : word))
    : argv;
  if (config.databaseUrl === undefined && liveHolder(databaseFolder(config.dataDir)) !== undefined)
    return handOver(config.dataDir, words);
  return runHere(config, words);
}

async function runHere(config: Config, argv: readonly string[]): Promise<Printed> {
  const log = openLog(config.logLevel === "info" ? "warn" : config.logLevel);
  const db =
    config.databaseUrl === undefined
      ? openEmbedded(config.dataDir, () => process.exit(1))
      : openServer(config.databaseUrl);
  try {
    const app = createApp({
      config,
      db,
      log,
      clock: () => new Date(),
      readFile: (path) => readFile(path, "utf8"),
      origin: () => config.publicUrl ?? `http://localhost:${config.port}`,
    });
    const migrated = await app.migrate();
    if (argv[0] === "migrate") return migration(migrated, argv.includes("--json"));
    return await app.operate(argv);
  } finally {
    await db.destroy();
  }
}

function migration(migrated: readonly string[], json: boolean): Printed {
  const said = migrated.length === 0 ? "Nothing to do." : `Done: ${migrated.join(", ")}`;
  return { code: 0, out: `${json ? JSON.stringify({ migrated }) : said}\n`, err: "" };
}

run(process.argv.slice(2)).then(
  ({ code, out, err }) => {
    process.stdout.write(out);
    process.stderr.write(err);
    process.exitCode = code;
  },
  (error: unknown) => {
    const known =
      error instanceof DatabaseInUse ||
      (error instanceof Error && /^The (environment is wrong|running server)/.test(error.message));
    process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
    process.exitCode = 1;
  },
);
