import { readFile } from "node:fs/promises";
import { type Config, readConfig, WrongEnvironment } from "./config.ts";
import { Failure } from "./core/failures.ts";
import { liveHolder } from "./platform/database/lock.ts";
import {
  DatabaseInUse,
  databaseFolder,
  isOutage,
  openEmbedded,
  openPatient,
  openServer,
} from "./platform/database/open.ts";
import { openLog, silenceLibraries } from "./platform/log.ts";
import { handOver, NotListening } from "./platform/operator/control.ts";
import { writeFiles } from "./platform/operator/files.ts";
import type { Printed } from "./platform/operator/run.ts";

async function run(argv: readonly string[]): Promise<Printed> {
  const config = readConfig(process.env);
  const holder = config.databaseUrl === undefined ? liveHolder(databaseFolder(config.dataDir)) : undefined;
  return holder === undefined ? runHere(config, argv) : handOver(config.dataDir, holder, argv);
}

async function runHere(config: Config, argv: readonly string[]): Promise<Printed> {
  const { createApp } = await import("./app.ts"); // half a second that handing over doesn't need
  const log = openLog(config.logLevel === "info" ? "warn" : config.logLevel);
  const db =
    config.databaseUrl === undefined
      ? openEmbedded(config.dataDir, () => process.exit(1))
      : openServer(config.databaseUrl);
  const patient = config.databaseUrl === undefined ? undefined : openPatient(config.databaseUrl);
  try {
    const app = createApp({
      config,
      db,
      ...(patient === undefined ? {} : { patient }),
      log,
      clock: () => new Date(),
      readFile: (path) => readFile(path, "utf8"),
      origin: () => config.publicUrl ?? `http://localhost:${config.port}`,
    });
    if (!asksOnly(argv)) await app.migrate();
    return await app.operate(argv);
  } finally {
    await db.destroy();
    await patient?.destroy();
  }
}

/** Help needs no tables; "migrate" says itself what it did. */
const asksOnly = (argv: readonly string[]) =>
  argv.length === 0 ||
  ["help", "migrate"].includes(argv[0] ?? "") ||
  argv.some((word) => /^(-h|--help)$/.test(word));

/** What was to be written and couldn't be isn't said to be. */
function keepFiles(printed: Printed): Printed {
  const { files = [], force = false } = printed;
  try {
    writeFiles(process.cwd(), files, force);
    return printed;
  } catch (error) {
    if (error instanceof Failure) return { code: 1, out: "", err: `${error.message}\n` };
    throw error;
  }
}

silenceLibraries();
run(process.argv.slice(2)).then(
  (printed) => {
    const { code, out, err } = keepFiles(printed);
    process.stdout.write(out);
    process.stderr.write(err);
    process.exitCode = code;
  },
  (error: Error) => {
    const isExpected = [DatabaseInUse, NotListening, WrongEnvironment].some((kind) => error instanceof kind);
    const said = isOutage(error)
      ? "The database can't be reached."
      : isExpected
        ? error.message
        : error.stack;
    process.stderr.write(`${said}\n`);
    process.exitCode = 1;
  },
);
