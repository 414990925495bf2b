import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../../../core/database.ts";

/** We stay this far below, as calls don't arrive as evenly as they leave. */
const MARGIN = 0.962;
/** For so long after another process asked, this one doesn't take the tenant for its own. */
const SHARED_S = 2;
/** How long the best reading of the database's clock is relied on. */
const CLOCK_MS = 60_000;
/** Told to slow down, we go to the older limit first. */
const FIRST_STEP = 0.6;
const NEXT_STEP = 0.8;
/** What failed isn't tried again for this long; some way below it is, a little faster each second after a rest. */
const FORGET_S = 600;
const REST_S = 30;
const RAMP_PER_SECOND = 0.01;
const BELOW_FAILED = 0.96;
/** Refusals within this long are of one and the same moment. */
const SAME_MOMENT_S = 5;

export type Budget = ReturnType<typeof budgetIn>;

/** One tenant's pace, shared by all processes through one row. Times are the database's own: clocks may differ. */
export function budgetIn(db: Database, capPerSecond: number) {
  const clock = databaseClock();
  const me = randomUUID();
  const cap = capPerSecond * MARGIN;
  const sinceSlowed = sql`extract(epoch from clock_timestamp() - b.slowed_at)`;
  const rate = sql`(case when b.slowed_at is null or ${sinceSlowed} > ${FORGET_S} then ${cap}::float8
    else least(${cap}::float8, b.failed_rate * ${BELOW_FAILED}::float8,
      b.rate + ${cap * RAMP_PER_SECOND}::float8 * greatest(0, ${sinceSlowed} - ${REST_S})) end)`;

  const next = sql`greatest(b.next_at, b.blocked_until, clock_timestamp())`;

  return {
    /**
     * Reserves the next `count` moments to send at, evenly apart. Answers when the first is, by `performance.now()`, how
     * many milliseconds are left until then, how many lie between two, and whether nobody else has asked in this tenant for
     * a while. Where the first is later than `longestMs`, none are reserved and it answers Infinity: nobody would use them.
     */
    async reserve(
      tenant: string,
      count: number,
      longestMs = Number.POSITIVE_INFINITY,
    ): Promise<{ at: number; waitMs: number; gapMs: number; alone: boolean }> {
      const asked = performance.now();
      const { rows } = await sql<{ now: number; next: number; rate: number; alone: boolean }>`
        insert into delivery_budget as b (tenant_id, next_at, asked_by)
        values (${tenant}, clock_timestamp() + make_interval(secs => ${count / cap}), ${me})
        on conflict (tenant_id) do update
          set next_at = ${next} + make_interval(secs => ${count}::float8 / ${rate}), asked_by = ${me},
            shared_at = case when b.asked_by = ${me} then b.shared_at else clock_timestamp() end
          where extract(epoch from ${next} - clock_timestamp()) <= ${longestMs / 1000}::float8
        returning extract(epoch from clock_timestamp())::float8 * 1000 as now,
          extract(epoch from b.next_at)::float8 * 1000 as next, (${rate})::float8 as rate,
          b.shared_at is null or b.shared_at < clock_timestamp() - make_interval(secs => ${SHARED_S}) as alone`.execute(
        db,
      );
      const [row] = rows;
      const never = Number.POSITIVE_INFINITY;
      if (row === undefined) return { at: never, waitMs: never, gapMs: 1000 / cap, alone: false };
      const answered = performance.now();
      const gapMs = 1000 / row.rate;
      const at = row.next - count * gapMs - clock.aheadBy(asked, row.now, answered);
      return { at, waitMs: Math.max(0, at - answered), gapMs, alone: row.alone };
    },

    /** Teams refused: nothing is sent in this tenant for so many seconds, and then at a lower rate. */
    async slow(tenant: string, seconds: number): Promise<void> {
      await sql`
        update delivery_budget b set
          blocked_until = greatest(b.blocked_until, clock_timestamp() + make_interval(secs => ${seconds})),
          failed_rate = case when ${sinceSlowed} < ${SAME_MOMENT_S} then b.failed_rate else ${rate} end,
          rate = case when ${sinceSlowed} < ${SAME_MOMENT_S} then b.rate
            when ${rate} > ${cap * FIRST_STEP * 1.02}::float8 then ${cap * FIRST_STEP}::float8
            else greatest(1, ${rate} * ${NEXT_STEP}::float8) end,
          slowed_at = case when ${sinceSlowed} < ${SAME_MOMENT_S} then b.slowed_at else clock_timestamp() end
        where b.tenant_id = ${tenant}`.execute(db);
    },
  };
}

/**
 * By how much the database's clock is ahead of `performance.now()`: as the quickest answer of the last minute tells, since
 * it came from somewhere between question and answer (Cristian's algorithm). A slow answer alone would put every moment
 * in it too late, and bunch what it sends with what others send.
 */
function databaseClock() {
  let best: { readonly ahead: number; readonly error: number; readonly at: number } | undefined;
  return {
    aheadBy(asked: number, read: number, answered: number): number {
      const reading = { ahead: read - (asked + answered) / 2, error: (answered - asked) / 2, at: answered };
      const isBetter =
        best === undefined ||
        reading.error <= best.error ||
        answered - best.at > CLOCK_MS ||
        Math.abs(reading.ahead - best.ahead) > reading.error + best.error; // a clock was set
      if (isBetter) best = reading;
      return (best ?? reading).ahead;
    },
  };
}
