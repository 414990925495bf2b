import { sql } from "kysely";
import type { Database, Migrations } from "../../core/database.ts";
import type { Schedule } from "../../core/feature.ts";
import type { Clock, Log } from "../../core/ports.ts";

export const scheduleMigrations: Migrations = {
  "schedule/0001-run": ["create table schedule_run (name text primary key, next_at timestamptz not null)"],
};

/**
 * Runs what is due, each by one process of all that share the database. The turn is taken before the work, so a process
 * that dies loses one turn, and the next comes round.
 */
export function scheduler(db: Database, schedules: readonly Schedule[], clock: Clock, log: Log) {
  async function takeTurn({ name, everySeconds }: Schedule, now: Date): Promise<boolean> {
    const next = new Date(now.getTime() + everySeconds * 1000);
    const taken = await sql`
      insert into schedule_run (name, next_at) values (${name}, ${next})
      on conflict (name) do update set next_at = excluded.next_at where schedule_run.next_at <= ${now}
      returning name`.execute(db);
    return taken.rows.length === 1;
  }

  return async function tick(): Promise<void> {
    for (const schedule of schedules) {
      const now = clock();
      try {
        if (await takeTurn(schedule, now)) await schedule.run({ now, log });
      } catch (error) {
        log.error({ error, schedule: schedule.name }, "schedule failed");
      }
    }
  };
}
