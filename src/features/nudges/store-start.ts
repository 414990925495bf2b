import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import type { Database } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { Unit } from "./rules.ts";

/** Teams, or people, begin to get tips in weeks that are drawn by lot, so that those who have begun can be held against those who haven't. */
export interface SteppedStart {
  readonly weeks: number;
  /** The first day of the first of these weeks. */
  readonly from: Day;
  readonly by: Unit;
}

/** One that wasn't ended. */
export interface Running extends SteppedStart {
  readonly id: number;
}

/** When somebody begins, and when that was decided. */
export interface Begins extends PersonKey {
  readonly week: number;
  readonly on: Day;
  readonly by: Unit;
  readonly decided: Date;
}

export type StartStore = ReturnType<typeof startStore>;

interface RunRow {
  readonly run_id: number;
  readonly weeks: number;
  readonly first_day: Day;
  readonly drawn_by: Unit;
}

/** Stepped starts, and who begins in which week. */
export function startStore(db: Database) {
  return {
    async running(): Promise<Running | undefined> {
      const { rows } = await sql<RunRow>`
        select run_id, weeks, first_day, drawn_by from nudge_run where ended_at is null`.execute(db);
      return rows[0] && runIn(rows[0]);
    },

    /** Undefined where another is running: the table has room for one that isn't ended. */
    async begin({ weeks, from, by }: SteppedStart, now: Date): Promise<Running | undefined> {
      const { rows } = await sql<RunRow>`
        insert into nudge_run (weeks, first_day, drawn_by, begun_at) values (${weeks}, ${from}::date, ${by}, ${now})
        on conflict do nothing returning run_id, weeks, first_day, drawn_by`.execute(db);
      return rows[0] && runIn(rows[0]);
    },

    /** False where none was running. */
    async end(now: Date): Promise<boolean> {
      const { rows } = await sql`
        update nudge_run set ended_at = ${now} where ended_at is null returning run_id`.execute(db);
      return rows.length > 0;
    },

    /** Everybody we have met. */
    async met(): Promise<readonly PersonKey[]> {
      const { rows } = await sql<{ tenant: TenantId; id: PersonId }>`
        select tenant_id as tenant, person_id as id from person where greeted`.execute(db);
      return rows;
    },

    /** The day each begins on, in the same order; nothing for whom none was drawn yet. */
    async daysOf(run: Running, keys: readonly PersonKey[]): Promise<readonly (Day | undefined)[]> {
      const { rows } = await sql<{ tenant_id: string; person_id: string; begins_on: Day }>`
        select s.* from nudge_start s join (select unnest(${keys.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${keys.map(({ id }) => id)}::text[]) as person_id) wanted using (tenant_id, person_id)
        where s.run_id = ${run.id}`.execute(db);
      const found = new Map(rows.map((row) => [`${row.tenant_id}/${row.person_id}`, row.begins_on]));
      return keys.map(({ tenant, id }) => found.get(`${tenant}/${id}`));
    },

    /** Once and for all: whoever has a week keeps it, and whoever was forgotten meanwhile gets none. */
    async assign(run: Running, all: readonly Begins[]): Promise<void> {
      await sql`insert into nudge_start (tenant_id, person_id, run_id, week, begins_on, drawn_by, decided_at)
          select a.tenant_id, a.person_id, ${run.id}::int, a.week, a.begins_on, a.drawn_by, a.decided_at
          from (select unnest(${all.map(({ tenant }) => tenant)}::text[]) as tenant_id,
            unnest(${all.map(({ id }) => id)}::text[]) as person_id,
            unnest(${all.map(({ week }) => week)}::int[]) as week,
            unnest(${all.map(({ on }) => on)}::date[]) as begins_on,
            unnest(${all.map(({ by }) => by)}::text[]) as drawn_by,
            unnest(${all.map(({ decided }) => decided.toISOString())}::timestamptz[]) as decided_at) a
          join person p on p.tenant_id = a.tenant_id and p.person_id = a.person_id
          on conflict do nothing`.execute(db);
    },

    /** The day somebody begins on in the stepped start that runs. */
    async dayOf(key: PersonKey): Promise<Day | undefined> {
      const run = await this.running();
      return run && (await this.daysOf(run, [key]))[0];
    },
  };
}

const runIn = (row: RunRow): Running => ({
  id: row.run_id,
  weeks: row.weeks,
  from: row.first_day,
  by: row.drawn_by,
});
