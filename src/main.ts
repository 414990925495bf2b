import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { DatabaseInUse, openEmbedded, openServer, tidy } from "./platform/database/open.ts";
import { openLog } from "./platform/log.ts";
import { serveControl } from "./platform/operator/control.ts";

const TICK_MS = 5_000;
const TIDY_SECONDS = 3_600;

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  const clock = () => new Date();
  const embedded = config.databaseUrl === undefined;
  const db = embedded
    ? openEmbedded(config.dataDir, (error) => {
        log.error({ error }, "the embedded database broke; stopping, so that it can be started again");
        process.exit(1);
      })
    : openServer(config.databaseUrl);
  const upkeep = { name: "tidy", everySeconds: TIDY_SECONDS, run: () => tidy(db) };
  const local = `http://localhost:${config.port}`;
  const app = createApp({
    config,
    db,
    clock,
    log,
    readFile: (path) => readFile(path, "utf8"),
    origin: () => config.publicUrl ?? local,
    ...(embedded ? { upkeep } : {}),
  });
  const migrated = await app.migrate();
  if (migrated.length > 0) log.info({ migrations: migrated.length }, "database brought up to date");

  const closeControl = embedded ? await serveControl(config.dataDir, app.operate) : () => {};
  const metrics =
    config.metrics.port === undefined
      ? undefined
      : await app.metrics.serve(config.metrics.port, config.metrics.host);
  await app.tick();
  await new Promise<void>((resolve) => app.server.listen(config.port, config.host, resolve));
  log.info({ port: config.port, database: embedded ? "embedded" : "PostgreSQL" }, "listening");

  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  while (!stopping.signal.aborted) {
    await sleep(TICK_MS, undefined, { signal: stopping.signal }).catch(() => {});
    if (!stopping.signal.aborted) await app.tick();
  }

  log.info({}, "stopping");
  closeControl();
  metrics?.close();
  await new Promise<void>((resolve) => app.server.close(() => resolve()));
  await db.destroy();
}

start().catch((error: unknown) => {
  const known =
    error instanceof DatabaseInUse ||
    (error instanceof Error && error.message.startsWith("The environment is wrong"));
  process.stderr.write(`${known ? (error as Error).message : (error as Error).stack}\n`);
  process.exit(1);
});
