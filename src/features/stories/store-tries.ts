import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../core/database.ts";
import { type Unpublished, unpublished } from "../../core/figures.ts";
import type { PersonKey, TenantId } from "../../core/person.ts";
import type { Comparison } from "../../core/trial.ts";
import type { Tally } from "./rules.ts";

/** How far a story has gone. */
export interface Spread {
  readonly id: string;
  readonly title: string;
  readonly departments: Unpublished<Comparison<number>>;
}

export type TryStore = ReturnType<typeof tryStore>;

/** Who tried what others told. Nobody is shown whose try it was, nor a count of a few. */
export function tryStore(db: Database) {
  return {
    /** One try a person and story: what they say last counts, and the same again is no news. Nobody's own story is tried by themselves. */
    async put({ tenant, id }: PersonKey, story: string, worked: boolean, now: Date): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into story_try (tenant_id, person_id, story_id, worked, tried_at, first_at)
        select s.tenant_id, ${id}, s.story_id, ${worked}, ${now}, ${now} from story s
        where s.tenant_id = ${tenant} and s.story_id = ${story} and s.published is not null
          and s.author_id is distinct from ${id}
        on conflict (tenant_id, person_id, story_id) do update set worked = excluded.worked,
          tried_at = case when story_try.worked = excluded.worked then story_try.tried_at else excluded.tried_at end`.execute(
        db,
      );
      return numAffectedRows === 1n;
    },

    async take({ tenant, id }: PersonKey, story: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        delete from story_try where tenant_id = ${tenant} and person_id = ${id} and story_id = ${story}`.execute(
        db,
      );
      return numAffectedRows === 1n;
    },

    async tally(tenant: TenantId, story: string): Promise<Tally> {
      const { rows } = await sql<Tally>`
        select count(*)::int as tried, (count(*) filter (where worked))::int as worked from story_try
        where tenant_id = ${tenant} and story_id = ${story}`.execute(db);
      return rows[0] ?? { tried: 0, worked: 0 };
    },

    /** How often it worked for others within a time, over all stories of one author. */
    async workedFor({ tenant, id }: PersonKey, from: Date, until: Date): Promise<number> {
      const { rows } = await sql<{ n: number }>`
        select count(distinct t.person_id)::int as n from story_try t join story s
          on s.tenant_id = t.tenant_id and s.story_id = t.story_id
        where s.tenant_id = ${tenant} and s.author_id = ${id} and t.worked and t.tried_at >= ${from}
          and t.tried_at < ${until}`.execute(db);
      return rows[0]?.n ?? 0;
    },

    /** Of each story that was tried before a moment: by how many people, and in how many departments it worked; to be let out by the gate. */
    async spread(tenant: TenantId, until: Date): Promise<readonly Spread[]> {
      const { rows } = await sql<{ id: string; title: string; tried: number; departments: number }>`
        select s.story_id as id, v.title, count(*)::int as tried,
          (count(distinct p.department) filter (where t.worked))::int as departments
        from story_try t
        join person p on p.tenant_id = t.tenant_id and p.person_id = t.person_id
        join story s on s.tenant_id = t.tenant_id and s.story_id = t.story_id
        join story_version v on v.tenant_id = s.tenant_id and v.story_id = s.story_id and v.version = s.published
        where t.tenant_id = ${tenant} and t.first_at < ${until}
        group by s.story_id, v.title order by v.title, s.story_id`.execute(db);
      return rows.map(({ id, title, tried, departments }) => ({
        ...{ id, title },
        departments: unpublished({ arms: [Array.from({ length: tried }, () => 1)], result: departments }),
      }));
    },

    /** Authors of what worked for somebody within a time. */
    authors: (from: Date, until: Date): RawBuilder<unknown> => sql`
      select distinct s.tenant_id, s.author_id from story_try t join story s
        on s.tenant_id = t.tenant_id and s.story_id = t.story_id
      where s.author_id is not null and t.worked and t.tried_at >= ${from} and t.tried_at < ${until}`,
  };
}
