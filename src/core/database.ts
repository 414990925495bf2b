import type { Kysely } from "kysely";

/** The database, with no tables in sight: a feature names its own with `db.withTables<...>()`. */
export type Database = Kysely<object>;

/**
 * SQL statements that bring one feature's tables up to date, by name. Names sort in the order they were written, are
 * unique in the product ("time-saved/0001-entries"), and are never edited once released: add another.
 */
export type Migrations = Readonly<Record<string, readonly string[]>>;
