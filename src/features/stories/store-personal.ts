import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { PersonKey, TenantId } from "../../core/person.ts";
import type { Inside } from "./store.ts";

/** What is kept of one person by stories, and what becomes of it when they are forgotten. */
export function personalStore(db: Database) {
  const rowsOf = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows;
  return {
    async counts({ tenant, id }: PersonKey) {
      const { rows } = await sql<{ told: number; tried: number; decided: number }>`select
        (select count(*)::int from story where tenant_id = ${tenant} and author_id = ${id}) as told,
        (select count(*)::int from story_try where tenant_id = ${tenant} and person_id = ${id}) as tried,
        (select count(*)::int from story_event e where e.tenant_id = ${tenant} and e.by_id = ${id}
          and e.what in ('approved', 'changes', 'declined')) as decided`.execute(db);
      return rows[0] ?? { told: 0, tried: 0, decided: 0 };
    },

    async export({ tenant, id }: PersonKey): Promise<unknown> {
      const own = sql`tenant_id = ${tenant} and story_id in
        (select story_id from story where tenant_id = ${tenant} and author_id = ${id})`;
      const [stories, versions, events, tries, decisions] = await Promise.all([
        rowsOf(sql`select story_id, author_id, draft_id, state, version, published, published_at, named_as, stays, adds_to,
          remind_on, due_on, by_department, by_profession, hides_profession from story
          where tenant_id = ${tenant} and author_id = ${id} order by story_id`),
        rowsOf(sql`select * from story_version where ${own} order by story_id, version`),
        // Who decided is a colleague's to see, not theirs.
        rowsOf(
          sql`select story_id, at, what, version, words from story_event where ${own} order by event_id`,
        ),
        rowsOf(
          sql`select * from story_try where tenant_id = ${tenant} and person_id = ${id} order by story_id`,
        ),
        rowsOf(sql`select story_id, at, what, version, words from story_event
          where tenant_id = ${tenant} and by_id = ${id} and what in ('approved', 'changes', 'declined') order by event_id`),
      ]);
      const all = { stories, versions, events, tries, decisions };
      return Object.values(all).every((rows) => rows.length === 0) ? undefined : all;
    },

    /**
     * The link to their author is gone already. What may stay keeps its published words alone, with no name, place, date or
     * history by which it could be found whose it was; all else goes. Answers what nobody may find any more.
     */
    async settle(tenant: TenantId, inside: Inside): Promise<readonly string[]> {
      const orphans = sql`tenant_id = ${tenant} and author_id is null and draft_id is not null`;
      // What adds to a story that goes is found by itself from now on.
      const { rows: adding } = await sql<{ story_id: string }>`
        select a.story_id from story a join story s on s.tenant_id = a.tenant_id and s.story_id = a.adds_to
        where s.tenant_id = ${tenant} and s.author_id is null and s.draft_id is not null`.execute(inside);
      const { rows } = await sql<{ story_id: string; adds_to: string | null }>`
        delete from story where ${orphans} and (not stays or published is null) returning story_id, adds_to`.execute(
        inside,
      );
      // What it added to was found by its words as well.
      const added = rows.flatMap(({ adds_to }) => adds_to ?? []);
      const left = sql`tenant_id = ${tenant} and story_id in (select story_id from story where ${orphans})`;
      await sql`delete from story_event where ${left}`.execute(inside);
      await sql`delete from story_version v using story s where s.tenant_id = v.tenant_id and s.story_id = v.story_id
        and v.version <> s.published and s.tenant_id = ${tenant} and s.author_id is null and s.draft_id is not null`.execute(
        inside,
      );
      const { rows: kept } = await sql<{ story_id: string }>`
        update story set state = 'published', version = published, draft_id = null, named_as = null, reviewer_id = null,
          remind_on = null, due_on = null, by_department = null, by_profession = null,
          published_at = date_trunc('month', published_at) where ${orphans} returning story_id`.execute(
        inside,
      );
      return [...[...rows, ...kept, ...adding].map(({ story_id }) => story_id), ...added];
    },
  };
}
