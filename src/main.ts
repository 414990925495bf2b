import { readFile } from "node:fs/promises";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig, WrongEnvironment } from "./config.ts";
import {
  DatabaseInUse,
  isOutage,
  openEmbedded,
  openPatient,
  openServer,
  tidy,
} from "./platform/database/open.ts";
import { openLog, silenceLibraries } from "./platform/log.ts";
import { serveControl } from "./platform/operator/control.ts";

const TICK_MS = 5_000;
const TIDY_SECONDS = 3_600;
/** What is under way when we are told to stop may take this long to end: answers to people, and messages to Teams. */
const ANSWERS_MS = 3_000;
const MESSAGES_MS = 12_000;

async function start(): Promise<void> {
  // A signal may come twice, from npm and from the terminal: the second must not cut short what the first began.
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  silenceLibraries();
  process.on("unhandledRejection", (error) => log.error({ error }, "something failed unnoticed"));
  process.on("uncaughtException", (error) => {
    log.error({ error }, "crashed; stopping, so that it can be started again");
    process.exit(1);
  });

  const embedded = config.databaseUrl === undefined;
  const db = embedded
    ? openEmbedded(config.dataDir, (error) => {
        log.error({ error }, "the embedded database broke; stopping, so that it can be started again");
        process.exit(1);
      })
    : openServer(config.databaseUrl);
  const upkeep = { name: "tidy", everySeconds: TIDY_SECONDS, run: () => tidy(db) };
  const local = `http://localhost:${config.port}`;
  const { createApp } = await import("./app.ts"); // while the database starts in its own thread
  const app = createApp({
    config,
    db,
    ...(config.databaseUrl === undefined ? {} : { patient: openPatient(config.databaseUrl) }),
    clock: () => new Date(),
    log,
    alone: embedded,
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
  const server = app.server.server as HttpServer;
  app.server.on("error", () => {}); // restify passes them on; `listening` hears them
  await listening(server, config.port, config.host);
  const { port } = server.address() as AddressInfo;
  log.info({ port, database: embedded ? "embedded" : "PostgreSQL" }, "listening");

  const stopped = new Promise<void>((resolve) => {
    if (stopping.signal.aborted) resolve();
    stopping.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  /** Planning goes on while a long send is under way. */
  const again = async (work: () => Promise<unknown>) => {
    while (!stopping.signal.aborted) {
      await work().catch((error) => log.error({ error }, "a round failed"));
      await sleep(TICK_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const rounds = Promise.all([again(app.tick), again(app.send)]);
  await stopped;

  log.info({}, "stopping");
  closeControl();
  metrics?.close();
  await Promise.all([
    within(ANSWERS_MS, closed(server)),
    within(MESSAGES_MS, Promise.all([app.stop(), rounds])),
  ]);
  await within(ANSWERS_MS, db.destroy());
  process.exit(); // a client's connection that is kept alive would hold us
}

const within = (ms: number, work: Promise<unknown>): Promise<unknown> => Promise.race([work, sleep(ms)]);

function listening(server: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

/** Takes nothing new, lets go of who is silent, and waits for answers that are under way. */
function closed(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

start().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
});

function reasonOf(error: NodeJS.ErrnoException): string | undefined {
  if (error instanceof DatabaseInUse || error instanceof WrongEnvironment) return error.message;
  if (error.code === "EADDRINUSE")
    return `Port ${(error as { port?: number }).port} is taken; set PORT to another.`;
  if (error.code === "EACCES" || error.code === "EROFS")
    return `Can't write to ${error.path}; set DATA_DIR to a folder of ours.`;
  if (isOutage(error)) return "The database can't be reached; check DATABASE_URL and whether it runs.";
  return error.stack;
}
