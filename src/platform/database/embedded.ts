import { AsyncLocalStorage } from "node:async_hooks";
import { Worker } from "node:worker_threads";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";

interface Answer {
  readonly rows: unknown[];
  readonly affectedRows?: number;
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/** PGlite in a worker thread. */
export class Embedded {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #release: () => void;
  #last = 0;
  #broken: Error | undefined;
  #closing = false;

  constructor(options: {
    readonly folder?: string;
    readonly template?: Uint8Array;
    readonly release: () => void;
    readonly onBroken: (error: Error) => void;
  }) {
    this.#release = options.release;
    this.#worker = new Worker(new URL("./pglite-worker.mjs", import.meta.url), {
      execArgv: [],
      workerData: { folder: options.folder, template: options.template },
    });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.on("message", (message: { ready?: true; id: number; error?: Error } & Answer) => {
        if (message.ready) return resolve();
        this.#settle(message);
      });
      // PGlite can't go on after a WebAssembly abort: what waits fails, and the process should end and be restarted.
      const broken = (error: Error) => {
        if (this.#broken !== undefined || this.#closing) return;
        this.#broken = error;
        reject(error);
        for (const { reject: fail } of this.#waiting.values()) fail(error);
        this.#waiting.clear();
        options.onBroken(error);
      };
      this.#worker.once("error", broken);
      this.#worker.once("exit", () => broken(new Error("The embedded database's thread ended")));
    });
    this.ready.catch(() => {}); // whoever asks first is told
  }

  #settle({ id, error, ...answer }: { id: number; error?: Error } & Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(Object.assign(new Error(error.message), error));
    else waiting?.resolve(answer);
  }

  ask(operation: "query" | "dump" | "close", input: object = {}): Promise<Answer> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, operation, ...input });
    });
  }

  async close(): Promise<void> {
    try {
      if (this.#broken === undefined) await this.ask("close");
    } finally {
      this.#closing = true;
      await this.#worker.terminate();
      this.#release();
    }
  }
}

export class EmbeddedDialect implements Dialect {
  readonly #embedded: Embedded;
  constructor(embedded: Embedded) {
    this.#embedded = embedded;
  }
  createAdapter = () => new EmbeddedAdapter();
  createDriver = () => new EmbeddedDriver(this.#embedded);
  createQueryCompiler = () => new PostgresQueryCompiler();
  createIntrospector = (db: Kysely<unknown>) => new PostgresIntrospector(db);
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #embedded: Embedded;
  constructor(embedded: Embedded) {
    this.#embedded = embedded;
  }
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.#embedded.ask("query", { sql, parameters });
    const changed = affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) };
    return { rows: rows as R[], ...changed };
  }
  // biome-ignore lint/correctness/useYield: Kysely's interface asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("The embedded database can't stream");
  }
}

/** Set within a transaction, from its beginning to its end. */
const transaction = new AsyncLocalStorage<{ open: boolean }>();

/** There is one session: it is handed to one caller at a time, and to a transaction until its end. */
class EmbeddedDriver implements Driver {
  readonly #embedded: Embedded;
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();
  #queue: Promise<void> = Promise.resolve();

  constructor(embedded: Embedded) {
    this.#embedded = embedded;
  }
  init = () => this.#embedded.ready;
  destroy = () => this.#embedded.close();

  async acquireConnection(): Promise<DatabaseConnection> {
    // It would wait for the end of the transaction that waits for it: for ever.
    if (transaction.getStore()?.open)
      throw new Error("Inside a transaction, use only the handle it hands you");
    const turn = this.#queue;
    let release = () => {};
    this.#queue = new Promise((resolve) => {
      release = resolve;
    });
    await turn;
    const connection = new EmbeddedConnection(this.#embedded);
    this.#releases.set(connection, release);
    return connection;
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
  }

  beginTransaction = (on: DatabaseConnection, { isolationLevel }: TransactionSettings) => {
    transaction.enterWith({ open: true });
    return run(on, isolationLevel ? `begin isolation level ${isolationLevel}` : "begin");
  };
  commitTransaction = (on: DatabaseConnection) => end(on, "commit");
  rollbackTransaction = (on: DatabaseConnection) => end(on, "rollback");
}

async function end(connection: DatabaseConnection, how: "commit" | "rollback"): Promise<void> {
  await run(connection, how);
  const open = transaction.getStore();
  if (open !== undefined) open.open = false;
}

async function run(connection: DatabaseConnection, sql: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(sql));
}

/** One session needs no lock between migrations; on PostgreSQL Kysely takes an advisory one. */
class EmbeddedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
}
