import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { App, Profession, Task } from "../../core/taxonomy.ts";
import type { Language } from "../../core/words.ts";

/** What decides whether a story suits. Whose it is isn't among it: that is asked with the reader. */
export interface Candidate {
  readonly id: string;
  readonly task: Task;
  readonly app: App | undefined;
  readonly profession: Profession | undefined;
  readonly language: Language;
}

/** A story that somebody could be shown; `nth` of those who are asked about, the best by `rank`. */
export interface Asked {
  readonly nth: number;
  readonly rank: number;
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly story: string;
}

export interface Readable {
  readonly id: string;
  readonly title: string;
  readonly result: string;
}

/** What was told last is looked up again after so long. Whether it may still be read is asked each time. */
const FRESH_MS = 10 * 60_000;
/** So many of each task and language, and of each app, among those that an organisation published last. */
const KEPT = 12;
const AMONG = 5_000;

export type BesideStore = ReturnType<typeof besideStore>;

/** What is shown of stories beside something else, to many people at once. */
export function besideStore(db: Database) {
  const known = new Map<TenantId, { readonly at: number; readonly candidates: readonly Candidate[] }>();

  return {
    /** Something was published, changed or taken down here; other processes hear of it when they look again. */
    changed(tenant: TenantId): void {
      known.delete(tenant);
    },

    /** What was published last of each task and app, the newest first. */
    async candidates(
      tenants: readonly TenantId[],
      now: Date,
    ): Promise<ReadonlyMap<TenantId, readonly Candidate[]>> {
      const at = now.getTime();
      const isFresh = (tenant: TenantId) => Math.abs(at - (known.get(tenant)?.at ?? -Infinity)) < FRESH_MS;
      const stale = tenants.filter((tenant) => !isFresh(tenant));
      if (stale.length > 0) {
        const { rows } = await newest(stale).execute(db);
        for (const tenant of stale)
          known.set(tenant, {
            at,
            candidates: rows.filter(({ tenant_id }) => tenant_id === tenant).map(candidateIn),
          });
      }
      return new Map(tenants.map((tenant) => [tenant, known.get(tenant)?.candidates ?? []]));
    },

    /** For each who is asked about, the first that is published at this moment, isn't theirs, and that they haven't tried. */
    async readable(asked: readonly Asked[]): Promise<ReadonlyMap<number, Readable>> {
      if (asked.length === 0) return new Map();
      const { rows } = await sql<Readable & { nth: number }>`
        select distinct on (o.nth) o.nth, s.story_id as id, v.title, v.result
        from (select unnest(${asked.map(({ nth }) => nth)}::int[]) as nth, unnest(${asked.map(({ rank }) => rank)}::int[]) as rank,
          unnest(${asked.map(({ tenant }) => tenant)}::text[]) as tenant_id, unnest(${asked.map(({ id }) => id)}::text[]) as person_id,
          unnest(${asked.map(({ story }) => story)}::text[]) as story_id) o
        join story s on s.tenant_id = o.tenant_id and s.story_id = o.story_id
        join story_version v on v.tenant_id = s.tenant_id and v.story_id = s.story_id and v.version = s.published
        -- By the person, who tried a few: a story may have been tried by thousands.
        where s.author_id is distinct from o.person_id and o.story_id <> all (array(select t.story_id from story_try t
          where t.tenant_id = o.tenant_id and t.person_id = o.person_id))
        order by o.nth, o.rank`.execute(db);
      return new Map(rows.map(({ nth, ...story }) => [nth, story]));
    },
  };
}

interface Row {
  readonly tenant_id: TenantId;
  readonly story_id: string;
  readonly task: Task;
  readonly app: App | null;
  readonly profession: Profession | null;
  readonly language: Language;
}

const newest = (tenants: readonly TenantId[]) => sql<Row>`
  select tenant_id, story_id, task, app, profession, language from (
    select s.tenant_id, s.story_id, s.published_at, v.task, v.app, v.language,
      case when s.hides_profession and s.named_as is null then null else v.profession end as profession,
      row_number() over (partition by s.tenant_id, v.task, v.language order by s.published_at desc, s.story_id) as of_task,
      row_number() over (partition by s.tenant_id, v.app, v.language order by s.published_at desc, s.story_id) as of_app
    from unnest(${[...tenants]}::text[]) t (tenant_id)
    cross join lateral (select * from story n where n.tenant_id = t.tenant_id and n.published is not null
      order by n.published_at desc, n.story_id limit ${AMONG}::int) s
    join story_version v on v.tenant_id = s.tenant_id and v.story_id = s.story_id and v.version = s.published) told
  where of_task <= ${KEPT}::int or (app is not null and of_app <= ${KEPT}::int)
  order by published_at desc, story_id`;

/** What stands in the table was checked when it was saved. */
const candidateIn = (row: Row): Candidate => ({
  id: row.story_id,
  task: row.task,
  app: row.app ?? undefined,
  profession: row.profession ?? undefined,
  language: row.language,
});
