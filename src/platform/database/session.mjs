// @ts-expect-error: exported by pg, but without types
import { prepareValue } from "pg/lib/utils.js";
import { serialize } from "pg-protocol";
import pgTypes from "pg-types";
import { parsers } from "./parsers.mjs";

/**
 * One session with PGlite in PostgreSQL's own protocol, each statement in one message and prepared at its second use.
 * PGlite's own `query` sends five messages and plans each time, which takes three times as long. Values go in and come
 * out as node-postgres has them, so both databases give the same JavaScript types.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export class Session {
  /** @param {import("@electric-sql/pglite").PGlite} db */
  constructor(db) {
    this.db = db;
    /** By their text: the name, or undefined for what was used once. @type {Map<string, string | undefined>} */
    this.prepared = new Map();
    this.names = 0;
  }

  /**
   * @param {string} sql
   * @param {readonly unknown[]} values
   */
  async query(sql, values) {
    const isPlain = PLAIN.test(sql);
    const { name, isNew } = isPlain ? this.nameOf(sql) : { name: "", isNew: true };
    const message = Buffer.concat([
      ...(isNew ? [serialize.parse({ name, text: sql })] : []),
      serialize.bind({ statement: name, values: [...values], valueMapper: prepareValue }),
      serialize.describe({ type: "P" }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    try {
      const { messages } = await this.db.execProtocol(message);
      return answerIn(messages);
    } catch (error) {
      if (name !== "") await this.forget();
      throw error;
    } finally {
      // What was planned for a table may not fit it any more.
      if (!isPlain && !TRANSACTION.test(sql)) await this.forget();
    }
  }

  /** @param {string} sql */
  nameOf(sql) {
    const known = this.prepared.get(sql);
    if (known !== undefined) return { name: known, isNew: false };
    const isSecond = this.prepared.has(sql);
    const name = isSecond ? `s${++this.names}` : "";
    if (this.prepared.size < MOST_PREPARED) this.prepared.set(sql, isSecond ? name : undefined);
    else if (isSecond) this.prepared.set(sql, name);
    return { name, isNew: true };
  }

  /** Names are never used again, so a statement that the server still has does no harm. */
  async forget() {
    this.prepared.clear();
    if (!this.db.isInTransaction()) await this.db.exec("deallocate all");
  }
}

const PLAIN = /^\s*(select|insert|update|delete|with)\b/i;
const TRANSACTION = /^\s*(begin|commit|rollback|savepoint|release)\b/i;
const MOST_PREPARED = 500;

/** @param {import("@electric-sql/pglite").ExecProtocolResult["messages"]} messages */
function answerIn(messages) {
  /** @type {{ name: string, parse: (text: string) => unknown }[]} */
  let columns = [];
  const rows = [];
  let affectedRows;
  for (const message of messages) {
    if (message.name === "rowDescription")
      columns = /** @type {{ fields: { name: string, dataTypeID: number }[] }} */ (
        /** @type {unknown} */ (message)
      ).fields.map(({ name, dataTypeID }) => ({ name, parse: parserOf(dataTypeID) }));
    else if (message.name === "dataRow")
      rows.push(
        rowOf(
          columns,
          /** @type {{ fields: (string | null)[] }} */ (/** @type {unknown} */ (message)).fields,
        ),
      );
    else if (message.name === "commandComplete")
      affectedRows = countIn(/** @type {{ text: string }} */ (/** @type {unknown} */ (message)).text);
  }
  return { rows, affectedRows };
}

/** @param {number} oid */
const parserOf = (oid) => parsers[oid] ?? pgTypes.getTypeParser(oid, "text");

/**
 * @param {{ name: string, parse: (text: string) => unknown }[]} columns
 * @param {(string | null)[]} values
 */
function rowOf(columns, values) {
  /** @type {Record<string, unknown>} */
  const row = {};
  for (const [at, { name, parse }] of columns.entries()) {
    const value = values[at];
    row[name] = value === null || value === undefined ? null : parse(value);
  }
  return row;
}

/**
 * "INSERT 0 1", "UPDATE 3": how many rows were changed.
 * @param {string} tag
 */
function countIn(tag) {
  const [, count] = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag) ?? [];
  return count === undefined ? undefined : Number(count);
}
