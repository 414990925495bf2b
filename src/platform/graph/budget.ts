import { sql } from "kysely";
import { SourceBusy } from "../../core/adoption-source.ts";
import type { Database, Migrations } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";

export const budgetMigrations: Migrations = {
  "graph/0001-budget": [
    `create table graph_budget (
      tenant_id text not null,
      bucket text not null,
      free_at timestamptz not null default clock_timestamp(),
      blocked_until timestamptz,
      primary key (tenant_id, bucket)
    )`,
  ],
};

interface Limit {
  readonly units: number;
  readonly seconds: number;
}

/**
 * What Microsoft allows one application in one organisation, by kind of request:
 * https://learn.microsoft.com/graph/throttling-limits
 * Each report counts by itself. That it holds for /copilot/reports as for /reports is our reading.
 */
export const usualLimits = {
  "report-detail": { units: 14, seconds: 600 },
  "report-summary": { units: 14, seconds: 600 },
  "report-trend": { units: 14, seconds: 600 },
  /** Of an organisation with fewer than 50 people; larger ones have more. */
  identity: { units: 3_500, seconds: 10 },
  /** Older pages say 1,500, newer ones 10,000. */
  presence: { units: 1_500, seconds: 30 },
  outlook: { units: 10_000, seconds: 600 },
  other: { units: 100, seconds: 10 },
} as const satisfies Readonly<Record<string, Limit>>;

export type Bucket = keyof typeof usualLimits;
export type Limits = Readonly<Record<Bucket, Limit>>;

/** How long a 429 that doesn't say holds. */
const REST_S = 30;

export type Budget = ReturnType<typeof budgetIn>;

/**
 * What is left of the limits, shared by all processes through one row a kind, by the database's own clock. Half of a limit
 * may go at once and the other half comes back evenly, so that no stretch of that length holds more than the limit,
 * whenever Microsoft's begins. Nobody waits in here: whoever is too early is told when to come back.
 */
export function budgetIn(db: Database, limits: Limits) {
  return {
    async take(tenant: TenantId, bucket: Bucket, units: number): Promise<void> {
      const { units: most, seconds } = limits[bucket];
      const gap = seconds / (most / 2);
      const cost = sql`make_interval(secs => ${units * gap}::float8)`;
      const { rows } = await sql`
        insert into graph_budget as b (tenant_id, bucket, free_at)
        values (${tenant}, ${bucket}, clock_timestamp() + ${cost})
        on conflict (tenant_id, bucket) do update set free_at = greatest(b.free_at, clock_timestamp()) + ${cost}
          where coalesce(b.blocked_until, '-infinity') <= clock_timestamp()
            and greatest(b.free_at, clock_timestamp()) + ${cost}
              <= clock_timestamp() + make_interval(secs => ${seconds}::float8)
        returning 1 as taken`.execute(db);
      if (rows.length === 0) throw await tooEarly(tenant, bucket, units * gap - seconds);
    },

    /** Graph asked for patience: nobody asks it this for so many seconds. */
    async rest(tenant: TenantId, bucket: Bucket, seconds = REST_S): Promise<void> {
      await sql`
        insert into graph_budget as b (tenant_id, bucket, blocked_until)
        values (${tenant}, ${bucket}, clock_timestamp() + make_interval(secs => ${seconds}::float8))
        on conflict (tenant_id, bucket) do update
          set blocked_until = greatest(b.blocked_until, excluded.blocked_until)`.execute(db);
    },
  };

  async function tooEarly(tenant: TenantId, bucket: Bucket, beyond: number): Promise<SourceBusy> {
    const { rows } = await sql<{ wait: number | null }>`
      select greatest(extract(epoch from free_at - clock_timestamp()) + ${beyond}::float8,
        extract(epoch from blocked_until - clock_timestamp()))::float8 as wait
      from graph_budget where tenant_id = ${tenant} and bucket = ${bucket}`.execute(db);
    const seconds = Math.max(1, Math.ceil(rows[0]?.wait ?? 1));
    return new SourceBusy("What Microsoft Graph allows in this time is used up", seconds);
  }
}
