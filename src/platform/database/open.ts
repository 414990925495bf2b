import { join } from "node:path";
import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "../../core/database.ts";
import { Embedded, EmbeddedDialect } from "./embedded.ts";
import { type Holder, isElsewhere, lockFolder, lockOf } from "./lock.ts";
import { parsers } from "./parsers.mjs";

const CONNECTIONS = 10;
const CONNECT_MS = 5_000;
const QUERY_MS = 30_000;
const PLANNING_MS = 600_000;

/** Where the embedded database keeps its files; the lock lies beside it. */
export const databaseFolder = (dataDir: string) => join(dataDir, "database");

export class DatabaseInUse extends Error {
  readonly holder: Holder;
  constructor(holder: Holder, folder: string) {
    super(
      `The database is in use by process ${holder.pid}${isElsewhere(holder) ? elsewhere(holder, folder) : ""}`,
    );
    this.holder = holder;
  }
}

const elsewhere = ({ place }: Holder, folder: string): string =>
  ` on another machine or in another container (${place.split(" ")[0]}). Only one may have this folder. If that one is gone, try again in half a minute, or delete ${lockOf(folder)}.`;

/** A PostgreSQL server, from several processes at once. */
export const openServer = (url: string): Database => openPool(url, CONNECTIONS, QUERY_MS);

/** The same server, for the few statements that may take minutes: planning for everybody. */
export const openPatient = (url: string): Database => openPool(url, 1, PLANNING_MS);

function openPool(url: string, connections: number, queryMs: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: queryMs,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // A lost connection says so twice: to whoever waits for an answer, and as an event that ends the process if nobody
  // hears it. The pool hears idle ones only. The next query opens another.
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function typeParser(oid: number, format?: "text" | "binary") {
  return parsers[oid] ?? pg.types.getTypeParser(oid, format as "text");
}

/** PGlite in a folder, for this process alone. Fails with `DatabaseInUse` where another process has it. */
export function openEmbedded(dataDir: string, onBroken: (error: Error) => void): Database {
  const folder = databaseFolder(dataDir);
  const release = lockFolder(folder, () =>
    onBroken(new Error("Another process took the database's folder over")),
  );
  if (typeof release !== "function") throw new DatabaseInUse(release, folder);
  return new Kysely({ dialect: new EmbeddedDialect(new Embedded({ folder, release, onBroken })) });
}

/** PGlite in memory, from a packed folder where one is given: for tests. */
export function openInMemory(
  template?: Uint8Array,
  patienceMs?: number,
): { db: Database; dump(): Promise<Uint8Array> } {
  const embedded = new Embedded({
    ...(template === undefined ? {} : { template }),
    release: () => {},
    onBroken: () => {},
  });
  const db: Database = new Kysely({ dialect: new EmbeddedDialect(embedded, patienceMs) });
  return { db, dump: async () => (await embedded.ask("dump")).rows[0] as Uint8Array };
}

/**
 * Tidies the embedded database: nothing else vacuums it or writes its log back. Statements that a server does for
 * itself, so this is never called on one.
 */
export async function tidy(db: Database): Promise<void> {
  for (const statement of ["vacuum analyze", "checkpoint"])
    await db.executeQuery(CompiledQuery.raw(statement));
}

/** True when the database can't be reached just now, as opposed to a statement that is wrong. */
export function isOutage(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (
    typeof code === "string" &&
    /^(08|57P|53|25006)|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)/.test(code)
  )
    return true;
  return (
    typeof message === "string" &&
    /connection (terminated|timeout|error)|timeout exceeded|query read timeout/i.test(message)
  );
}
