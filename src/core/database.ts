import type { Kysely } from "kysely";

/** The database, with no tables in sight: a feature names its own with `db.withTables<...>()`. */
export type Database = Kysely<object>;

/** A line of a table whose rows are somebody's: `tenant_id` and `person_id` are theirs, and the rows go when they are forgotten. */
export const ownedByPerson =
  "foreign key (tenant_id, person_id) references person (tenant_id, person_id) on delete cascade";

/** True when what was to be kept belongs to somebody who was forgotten meanwhile. */
export const isOrphan = (error: unknown): boolean =>
  (error as { code?: unknown } | undefined)?.code === "23503"; // PostgreSQL's foreign_key_violation

/** Two transactions waited for each other, and the database gave this one up: nothing of it was done, so it may be tried again. */
export const isDeadlock = (error: unknown): boolean =>
  (error as { code?: unknown } | undefined)?.code === "40P01"; // PostgreSQL's deadlock_detected

/**
 * SQL statements that bring one feature's tables up to date, by name. Names sort in the order they were written, are
 * unique in the product ("time-saved/0001-entries"), and are never edited once released: add another.
 */
export type Migrations = Readonly<Record<string, readonly string[]>>;

/**
 * The end of a migration's name that makes what each installation has of its own, a key for one. A packed copy of the empty
 * database comes without it, so that it is made at the first start; it is to do nothing where there is one already.
 */
export const OF_ITS_OWN = "-of-its-own";
