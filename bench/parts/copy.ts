import type { Connection, Submittable } from "pg";
import pg from "pg";
import { migrations } from "../../src/features/adoption/store.ts";
import { peopleMigrations } from "../../src/platform/people/migrations.ts";

/** COPY over the wire, which node-postgres has the messages for and no method. */
class Copy implements Submittable {
  readonly out: Buffer[] = [];
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #rows: readonly Buffer[];
  #resolve = () => {};
  #reject: (error: Error) => void = () => {};

  constructor(text: string, rows: readonly Buffer[] = []) {
    this.#text = text;
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    connection.query(this.#text);
  }
  handleCopyInResponse(connection: Connection): void {
    const wire = connection as Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };
    for (const chunk of this.#rows) wire.sendCopyFromChunk(chunk);
    wire.endCopyFrom();
  }
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.out.push(Buffer.from(chunk)); // the parser uses its memory again;
  }
  handleError(error: Error): void {
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    this.#resolve();
  }
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/** The tables that a reading fills, in an order that their keys allow. */
export const TABLES = [
  "person",
  "adoption_person",
  "adoption_sign_in",
  "adoption_place",
  "adoption_licence",
  "adoption_week",
  "adoption_reported",
] as const;

const PEER = "peer";

export interface Copied {
  readonly seconds: number;
  readonly rows: number;
}

/**
 * How long COPY takes for the very rows that are in our tables, into empty tables with the same keys, indexes and
 * references, in one transaction. The rows are in this process's memory before the clock starts.
 */
export async function copied(url: string): Promise<Copied> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = new Map<string, readonly Buffer[]>();
    for (const table of TABLES) rows.set(table, await asked(client, `copy public.${table} to stdout`));
    await client.query(`create schema ${PEER}; set search_path = ${PEER}`);
    for (const text of Object.values({ ...peopleMigrations, ...migrations }).flat()) await client.query(text);
    const began = performance.now();
    await client.query("begin");
    for (const [table, lines] of rows) await asked(client, `copy ${PEER}.${table} from stdin`, lines);
    await client.query("commit");
    const seconds = (performance.now() - began) / 1000;
    return { seconds, rows: [...rows.values()].reduce((sum, lines) => sum + lines.length, 0) };
  } finally {
    await client.query("rollback");
    await client.query(`drop schema if exists ${PEER} cascade`);
    await client.end();
  }
}

async function asked(client: pg.Client, text: string, rows?: readonly Buffer[]): Promise<readonly Buffer[]> {
  const copy = new Copy(text, rows);
  client.query(copy);
  await copy.done;
  return copy.out;
}
