// Runs in a worker thread and owns PGlite, so that a long query never holds up the bot's event loop. JavaScript, as a
// worker is started without the loader that the main thread may have.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { dataDir as emptyDatabase } from "@electric-sql/pglite-prepopulatedfs";
import { Session } from "./session.mjs";

/** @type {{ folder?: string, template?: Uint8Array<ArrayBuffer> }} */
const { folder, template } = workerData;

/** Its code has to be there each time, also for a folder in which it was created before. */
const extensions = { pg_trgm };

/** With all tables there already: scripts/pack-database.ts puts it beside the built code. */
const migrated = new URL("./migrated.tgz", import.meta.url);

const db = await open();
const session = new Session(db);

/**
 * From a packed folder it starts in 2 seconds instead of 8. A mark lies beside a folder that is being unpacked, so that
 * one that a kill left half made is made anew; nobody is answered before the mark is gone.
 */
async function open() {
  if (folder === undefined) return PGlite.create({ extensions, loadDataDir: await packed() });
  const mark = `${folder}.new`;
  if (existsSync(`${folder}/PG_VERSION`) && !existsSync(mark))
    return PGlite.create({ dataDir: folder, extensions });
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(mark, { recursive: true, force: true });
  writeFileSync(mark, "");
  rmSync(folder, { recursive: true, force: true });
  const made = await PGlite.create({ dataDir: folder, extensions, loadDataDir: await packed() });
  rmSync(mark);
  return made;
}

async function packed() {
  if (template !== undefined) return new Blob([template]);
  return existsSync(migrated)
    ? new Blob([readFileSync(migrated)], { type: "application/gzip" })
    : emptyDatabase();
}

const operations = {
  /** @param {{ sql: string, parameters: unknown[] }} question */
  query: ({ sql, parameters }) => session.query(sql, parameters),
  dump: async () => {
    const blob = await db.dumpDataDir("none");
    return { rows: [new Uint8Array(await blob.arrayBuffer())], affectedRows: undefined };
  },
  close: async () => {
    await db.exec("checkpoint");
    await db.close();
    return { rows: [], affectedRows: undefined };
  },
};

parentPort?.on(
  "message",
  /** @param {{ id: number, operation: "query" | "dump" | "close", sql: string, parameters: unknown[] }} question */
  async (question) => {
    try {
      parentPort?.postMessage({ id: question.id, ...(await operations[question.operation](question)) });
    } catch (error) {
      const { message, code, detail, constraint, table, column } = /** @type {Record<string, unknown>} */ (
        error
      );
      parentPort?.postMessage({
        id: question.id,
        error: { message, code, detail, constraint, table, column },
      });
      // Nothing works after a panic or after WebAssembly gave up, so this thread ends, and with it the process.
      const { name, severity } = /** @type {{ name?: string, severity?: string }} */ (error);
      if (/^(PANIC|FATAL|RuntimeError|ExitStatus)$/.test(`${severity ?? name}`)) throw error;
    }
  },
);
parentPort?.postMessage({ ready: true });
