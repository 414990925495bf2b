import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import type { Database, Migrations } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { OwnTerms } from "./value.ts";

export const migrations: Migrations = {
  "benefits/0001-terms": [
    // What an organisation decided on the value of time. A new decision is a new row: nothing of this is ever changed.
    `create table benefit_terms (
      tenant_id text not null,
      nth int not null,
      from_on date not null,
      at timestamptz not null,
      by_whom text not null,
      why text not null,
      terms jsonb not null,
      primary key (tenant_id, nth)
    )`,
  ],
};

/** One decision, and who made it. */
export interface Decision {
  readonly nth: number;
  /** The first day of the periods it is for. */
  readonly from: Day;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
  readonly terms: OwnTerms;
}

export type TermsStore = ReturnType<typeof termsStore>;

/** What organisations decided, all of it kept. */
export function termsStore(db: Database) {
  return {
    /** The oldest first. */
    async all(tenant: TenantId): Promise<readonly Decision[]> {
      const { rows } = await sql<{
        nth: number;
        from_on: Day;
        at: Date;
        by_whom: string;
        why: string;
        terms: OwnTerms;
      }>`
        select nth, from_on, at, by_whom, why, terms from benefit_terms where tenant_id = ${tenant} order by nth`.execute(
        db,
      );
      return rows.map(({ nth, from_on, at, by_whom, why, terms }) => ({
        ...{ nth, at, why, terms },
        from: from_on,
        by: by_whom,
      }));
    },

    /** False where another decision came first: then it is to be made on what that says. */
    async decide(tenant: TenantId, { nth, from, at, by, why, terms }: Decision): Promise<boolean> {
      const { rows } = await sql`
        insert into benefit_terms (tenant_id, nth, from_on, at, by_whom, why, terms)
        values (${tenant}, ${nth}, ${from}::date, ${at}, ${by}, ${why}, ${JSON.stringify(terms)}::jsonb)
        on conflict do nothing returning 1 as one`.execute(db);
      return rows.length > 0;
    },
  };
}
