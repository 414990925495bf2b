import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, Migrations } from "../../../core/database.ts";

export const turnMigrations: Migrations = {
  // Forms that were sent, by a code that says nothing of whose they were; gone when no session can send them again.
  "tab/0001-turn": ["create table tab_turn (code text primary key, at timestamptz not null)"],
};

/** Longer than a session lasts. */
const KEPT_MS = 2 * 3_600_000;

export type Turns = ReturnType<typeof turnsIn>;

/** A form counts once, however often it is sent, and whichever process it comes to. */
export function turnsIn(db: Database) {
  const codeOf = (turn: string) => createHash("sha256").update(turn).digest("base64url");
  return {
    /** False where it was taken before. */
    async take(turn: string, now: Date): Promise<boolean> {
      await sql`delete from tab_turn where at < ${new Date(now.getTime() - KEPT_MS)}`.execute(db);
      const { numAffectedRows } = await sql`
        insert into tab_turn (code, at) values (${codeOf(turn)}, ${now}) on conflict do nothing`.execute(db);
      return numAffectedRows === 1n;
    },

    async giveBack(turn: string): Promise<void> {
      await sql`delete from tab_turn where code = ${codeOf(turn)}`.execute(db);
    },
  };
}
