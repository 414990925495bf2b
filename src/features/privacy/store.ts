import { sql } from "kysely";
import type { Database, Migrations } from "../../core/database.ts";

export const migrations: Migrations = {
  "privacy/0001-erasure": [
    // All that is left of an erasure: how many there were in a month.
    "create table erasure (month text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'), people int not null)",
  ],
};

export function erasureStore(db: Database) {
  return {
    async count(now: Date): Promise<void> {
      const month = now.toISOString().slice(0, 7);
      await sql`insert into erasure (month, people) values (${month}, 1)
        on conflict (month) do update set people = erasure.people + 1`.execute(db);
    },
  };
}
