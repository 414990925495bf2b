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
  readonly #patienceMs: number;
  constructor(embedded: Embedded, patienceMs = PATIENCE_MS) {
    this.#embedded = embedded;
    this.#patienceMs = patienceMs;
  }
  createAdapter = () => new EmbeddedAdapter();
  createDriver = () => new EmbeddedDriver(this.#embedded, this.#patienceMs);
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

/** Who waits longer for the session is told to come back: the same as for a query on a server. */
const PATIENCE_MS = 30_000;

/**
 * There is one session: it is handed to one caller at a time, and to a transaction until its end. So a transaction that
 * uses another handle than its own waits for itself, and is told so in the end.
 */
class EmbeddedDriver implements Driver {
  readonly #embedded: Embedded;
  readonly #patienceMs: number;
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();
  #queue: Promise<void> = Promise.resolve();
  #held = 0;

  constructor(embedded: Embedded, patienceMs: number) {
    this.#embedded = embedded;
    this.#patienceMs = patienceMs;
  }
  init = () => this.#embedded.ready;
  destroy = () => this.#embedded.close();

  async acquireConnection(): Promise<DatabaseConnection> {
    const turn = this.#queue;
    let release = () => {};
    this.#queue = new Promise((resolve) => {
      release = () => {
        this.#held -= 1;
        resolve();
      };
    });
    this.#held += 1;
    if (this.#held > 1) await this.#inTime(turn, release);
    const connection = new EmbeddedConnection(this.#embedded);
    this.#releases.set(connection, release);
    return connection;
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
  }

  async #inTime(turn: Promise<void>, release: () => void): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        void turn.then(release); // whoever comes after us keeps their place
        reject(new Error("timeout exceeded: inside a transaction, use only the handle it hands you"));
      }, this.#patienceMs);
    });
    try {
      await Promise.race([turn, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  beginTransaction = (on: DatabaseConnection, { isolationLevel }: TransactionSettings) =>
    run(on, isolationLevel ? `begin isolation level ${isolationLevel}` : "begin");
  commitTransaction = (on: DatabaseConnection) => run(on, "commit");
  rollbackTransaction = (on: DatabaseConnection) => run(on, "rollback");
}

async function run(connection: DatabaseConnection, sql: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(sql));
}

/** One session needs no lock between migrations; on PostgreSQL Kysely takes an advisory one. */
class EmbeddedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
}
