import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { Language } from "../../core/words.ts";
import type { Candidate } from "./week.ts";

/** The newest so many are chosen from: more than a channel gets in years. */
const NEWEST = 200;

export type WeekStore = ReturnType<typeof weekStore>;

export function weekStore(db: Database) {
  return {
    /** What everybody in the organisation can read at this moment, without those that were shown. */
    async candidates(tenant: TenantId, shown: readonly string[]): Promise<readonly Candidate[]> {
      const { rows } = await sql<{ id: string; told: Date; worked: number; language: Language }>`
        select s.story_id as id, v.language,
          greatest(s.published_at, (select max(e.at) from story_event e where e.tenant_id = s.tenant_id
            and e.story_id = s.story_id and e.what = 'approved')) as told,
          (select count(*)::int from story_try t where t.tenant_id = s.tenant_id and t.story_id = s.story_id
            and t.worked) as worked
        from story s join story_version v
          on v.tenant_id = s.tenant_id and v.story_id = s.story_id and v.version = s.published
        where s.tenant_id = ${tenant} and s.published is not null and s.story_id <> all(${[...shown]}::text[])
        order by s.published_at desc, s.story_id limit ${NEWEST}`.execute(db);
      return rows;
    },
  };
}
