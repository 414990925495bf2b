import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { App, Profession, Task } from "../../core/taxonomy.ts";
import type { Language } from "../../core/words.ts";
import type { Imported } from "./import.ts";
import {
  type Byline,
  bylineOf,
  type Event,
  type Evidence,
  type Happening,
  type State,
  type Story,
  type Telling,
  type Told,
} from "./rules.ts";

export const migrations: Migrations = {
  "stories/0001-story": [
    // Forgetting its author takes the link away and nothing else: what stays and what goes is decided in the same transaction.
    `create table story (
      tenant_id text not null,
      story_id text not null default gen_random_uuid()::text,
      author_id text,
      draft_id text,
      state text not null,
      version int not null default 1,
      published int,
      published_at timestamptz,
      named_as text check (length(named_as) <= 60),
      stays boolean not null default false,
      adds_to text,
      reviewer_id text,
      remind_on date,
      due_on date,
      by_department text,
      by_profession text,
      hides_profession boolean not null default false,
      source text,
      licence text,
      import_key text,
      primary key (tenant_id, story_id),
      unique (tenant_id, author_id, draft_id),
      unique (tenant_id, import_key),
      foreign key (tenant_id, author_id) references person (tenant_id, person_id) on delete set null (author_id),
      foreign key (tenant_id, reviewer_id) references person (tenant_id, person_id) on delete set null (reviewer_id),
      foreign key (tenant_id, adds_to) references story (tenant_id, story_id) on delete set null (adds_to)
    )`,
    "create index story_in_review on story (tenant_id, due_on) where state = 'review'",
    "create index story_reviewer on story (tenant_id, reviewer_id) where reviewer_id is not null",
    "create index story_adds on story (tenant_id, adds_to) where adds_to is not null",
    // What was said, in each version of it: an edit never changes what a champion has read.
    `create table story_version (
      tenant_id text not null,
      story_id text not null,
      version int not null,
      title text not null,
      challenge text not null,
      did text not null,
      result text not null,
      learned text not null,
      task text not null,
      app text,
      profession text,
      reuse text not null,
      minutes_before int,
      minutes_after int,
      evidence text,
      language text not null,
      primary key (tenant_id, story_id, version),
      foreign key (tenant_id, story_id) references story (tenant_id, story_id) on delete cascade
    )`,
    // What happened to it: only ever added to.
    `create table story_event (
      tenant_id text not null,
      story_id text not null,
      event_id bigint not null generated always as identity,
      at timestamptz not null,
      what text not null,
      version int not null,
      words text,
      by_id text,
      primary key (tenant_id, story_id, event_id),
      foreign key (tenant_id, story_id) references story (tenant_id, story_id) on delete cascade,
      foreign key (tenant_id, by_id) references person (tenant_id, person_id) on delete set null (by_id)
    )`,
    "create index story_event_at on story_event (at)",
    "create index story_event_by on story_event (tenant_id, by_id) where by_id is not null",
    `create table story_try (
      tenant_id text not null,
      person_id text not null,
      story_id text not null,
      worked boolean not null,
      tried_at timestamptz not null,
      primary key (tenant_id, person_id, story_id),
      ${ownedByPerson},
      foreign key (tenant_id, story_id) references story (tenant_id, story_id) on delete cascade
    )`,
    "create index story_try_of on story_try (tenant_id, story_id)",
    "create index story_try_at on story_try (tried_at) where worked",
  ],
  "stories/0002-first-tried": [
    // What is said again later stays in the week in which it was first said: figures of a week don't change.
    "alter table story_try add column first_at timestamptz",
    "update story_try set first_at = tried_at",
    "alter table story_try alter column first_at set not null",
    "create index story_try_first on story_try (tenant_id, first_at)",
  ],
  "stories/0002-newest": [
    "create index story_newest on story (tenant_id, published_at desc, story_id) where published is not null",
  ],
};

interface Row {
  readonly story_id: string;
  readonly author_id: string | null;
  readonly state: string;
  readonly version: number;
  readonly published: number | null;
  readonly named_as: string | null;
  readonly stays: boolean;
  readonly adds_to: string | null;
  readonly due_on: string | null;
  readonly by_department: string | null;
  readonly by_profession: string | null;
  readonly hides_profession: boolean;
  readonly source: string | null;
  readonly licence: string | null;
  readonly title: string;
  readonly challenge: string;
  readonly did: string;
  readonly result: string;
  readonly learned: string;
  readonly task: string;
  readonly app: string | null;
  readonly profession: string | null;
  readonly reuse: string;
  readonly minutes_before: number | null;
  readonly minutes_after: number | null;
  readonly evidence: string | null;
  readonly language: string;
}

const columns = sql.raw(
  `s.story_id, s.author_id, s.state, s.version, s.published, s.named_as, s.stays, s.adds_to, s.due_on, s.by_department,
  s.by_profession, s.hides_profession, s.source, s.licence, v.title, v.challenge, v.did, v.result, v.learned, v.task, v.app, v.profession, v.reuse,
  v.minutes_before, v.minutes_after, v.evidence, v.language`,
);

/** Whose it is, and when it is to be answered. */
export interface Owner {
  readonly reviewer: PersonId | undefined;
  readonly remind: Day;
  readonly due: Day;
}

export type Store = ReturnType<typeof storyStore>;
export type Inside = Kysely<object>;

export function storyStore(db: Database) {
  /** Stories with the words of one version: the newest, or the one that everybody can read. */
  async function read(which: "newest" | "published", where: RawBuilder<unknown>, inside: Inside = db) {
    const version = sql.raw(which === "newest" ? "s.version" : "s.published");
    const { rows } = await sql<Row>`
      select ${columns} from story s join story_version v
        on v.tenant_id = s.tenant_id and v.story_id = s.story_id and v.version = ${version} ${where}`.execute(
      inside,
    );
    return rows.map(storyOf);
  }

  const own = ({ tenant, id }: PersonKey) => sql`where s.tenant_id = ${tenant} and s.author_id = ${id}`;

  async function addVersion(
    tenant: TenantId,
    story: string,
    version: number,
    telling: Telling,
    inside: Inside,
  ) {
    const row = { tenant_id: tenant, story_id: story, version, ...columnsOf(telling) };
    await sql`insert into story_version ${sql.raw(`(${Object.keys(row).join(", ")})`)}
      values (${sql.join(Object.values(row))})`.execute(inside);
  }

  async function note(
    tenant: TenantId,
    { id, version }: Pick<Story, "id" | "version">,
    happened: { readonly what: Happening; readonly at: Date; readonly words?: string; readonly by: PersonId },
    inside: Inside,
  ) {
    await sql`
      insert into story_event (tenant_id, story_id, at, what, version, words, by_id)
      values (${tenant}, ${id}, ${happened.at}, ${happened.what}, ${version}, ${happened.words ?? null}, ${happened.by})`.execute(
      inside,
    );
  }

  /** Changes one's own story; false where it isn't theirs, or isn't as they saw it. */
  async function changeOwn(
    { tenant, id }: PersonKey,
    story: string,
    set: RawBuilder<unknown>,
    only: RawBuilder<unknown>,
    inside: Inside,
  ): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update story s set ${set} where s.tenant_id = ${tenant} and s.author_id = ${id} and s.story_id = ${story}
        and ${only}`.execute(inside);
    return numAffectedRows === 1n;
  }

  return {
    read,
    note,

    together: <T>(work: (inside: Inside) => Promise<T>): Promise<T> =>
      db.transaction().execute((trx) => work(trx as unknown as Inside)),

    /** The same draft twice is the same story. */
    async add(author: PersonKey, draft: string, { telling, name, stays }: Told): Promise<string> {
      return this.together(async (inside) => {
        const { rows } = await sql<{ story_id: string }>`
          insert into story (tenant_id, author_id, draft_id, state, named_as, stays)
          values (${author.tenant}, ${author.id}, ${draft}, 'draft', ${name ?? null}, ${stays})
          on conflict (tenant_id, author_id, draft_id) do nothing returning story_id`.execute(inside);
        const added = rows[0]?.story_id;
        if (added !== undefined) {
          await addVersion(author.tenant, added, 1, telling, inside);
          return added;
        }
        const { rows: there } = await sql<{ story_id: string }>`
          select story_id from story where tenant_id = ${author.tenant} and author_id = ${author.id}
            and draft_id = ${draft}`.execute(inside);
        return there[0]?.story_id ?? "";
      });
    },

    /** From a draft, or one that was taken down, to its review. */
    send: (author: PersonKey, story: string, adds: string | undefined, owner: Owner, inside: Inside) =>
      changeOwn(
        author,
        story,
        sql`state = 'review', adds_to = ${adds ?? null}, reviewer_id = ${owner.reviewer ?? null},
          remind_on = ${owner.remind}, due_on = ${owner.due}`,
        sql`s.state = 'draft'`,
        inside,
      ),

    /** Another version, to be reviewed; who read an older one is told so. */
    async edit(
      author: PersonKey,
      { story, version, hide }: { readonly story: string; readonly version: number; readonly hide: boolean },
      { telling, name, stays }: Told,
      owner: Owner,
      inside: Inside,
    ): Promise<boolean> {
      const changed = await changeOwn(
        author,
        story,
        sql`state = 'review', version = s.version + 1, named_as = ${name ?? null}, stays = ${stays},
          reviewer_id = ${owner.reviewer ?? null}, remind_on = ${owner.remind}, due_on = ${owner.due}
          ${hide ? sql`, published = null` : sql``}`,
        sql`s.version = ${version}`,
        inside,
      );
      if (changed) await addVersion(author.tenant, story, version + 1, telling, inside);
      return changed;
    },

    name: (author: PersonKey, story: string, name: string | undefined, inside: Inside) =>
      changeOwn(author, story, sql`named_as = ${name ?? null}`, sql`true`, inside),

    takeDown: (author: PersonKey, story: string, inside: Inside) =>
      changeOwn(
        author,
        story,
        sql`state = 'retired', published = null, reviewer_id = null`,
        sql`s.state <> 'retired'`,
        inside,
      ),

    /** Only what nobody else can read any more. */
    async remove({ tenant, id }: PersonKey, story: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        delete from story where tenant_id = ${tenant} and author_id = ${id} and story_id = ${story}
          and published is null`.execute(db);
      return numAffectedRows === 1n;
    },

    /** The first decision counts: false where it was decided, changed or taken back meanwhile, or is their own. */
    async decide(
      reviewer: PersonKey,
      { id, version }: { readonly id: string; readonly version: number },
      state: State,
      now: Date,
      inside: Inside,
    ): Promise<boolean> {
      const publish =
        state === "published"
          ? sql`, published = version, published_at = coalesce(published_at, ${now})`
          : sql``;
      const { numAffectedRows } = await sql`
        update story set state = ${state}, reviewer_id = null ${publish}
        where tenant_id = ${reviewer.tenant} and story_id = ${id} and version = ${version} and state = 'review'
          and author_id is distinct from ${reviewer.id}`.execute(inside);
      return numAffectedRows === 1n;
    },

    async one(author: PersonKey, story: string, inside?: Inside): Promise<Story | undefined> {
      const [found] = await read("newest", sql`${own(author)} and s.story_id = ${story}`, inside);
      return found;
    },

    /** Of anybody in the organisation: for its champions alone. */
    async newest(tenant: TenantId, story: string, inside?: Inside): Promise<Story | undefined> {
      const [found] = await read(
        "newest",
        sql`where s.tenant_id = ${tenant} and s.story_id = ${story}`,
        inside,
      );
      return found;
    },

    mine: (author: PersonKey, most: number) =>
      read("newest", sql`${own(author)} order by s.due_on desc nulls first, s.story_id limit ${most}`),

    waiting: ({ tenant, id }: PersonKey, most: number) =>
      read(
        "newest",
        sql`where s.tenant_id = ${tenant} and s.state = 'review' and s.author_id is distinct from ${id}
          order by s.due_on, s.story_id limit ${most}`,
      ),

    /** What everybody can read, in the order that was asked for. */
    async published(tenant: TenantId, ids: readonly string[], inside?: Inside): Promise<readonly Story[]> {
      const found = await read(
        "published",
        sql`where s.tenant_id = ${tenant} and s.story_id = any(${ids}::text[])`,
        inside,
      );
      return ids.flatMap((id) => found.find((story) => story.id === id) ?? []);
    },

    additions: (tenant: TenantId, story: string, most: number, inside?: Inside) =>
      read(
        "published",
        sql`where s.tenant_id = ${tenant} and s.adds_to = ${story} order by s.published_at, s.story_id limit ${most}`,
        inside,
      ),

    async events({ tenant }: Pick<PersonKey, "tenant">, story: string): Promise<readonly Event[]> {
      const { rows } = await sql<{ at: Date; what: Happening; words: string | null }>`
        select at, what, words from story_event where tenant_id = ${tenant} and story_id = ${story}
        order by event_id`.execute(db);
      return rows.map(({ at, what, words }) => ({ at, what, words: words ?? undefined }));
    },

    /** What may be said of whoever isn't named, as many as stand where they do at this moment. */
    async stand(tenant: TenantId, story: string, inside: Inside): Promise<void> {
      const { rows } = await sql<Byline & { both: number; alike: number; own: boolean }>`
        select a.department, a.profession, exists (select from story_version v where v.tenant_id = s.tenant_id
            and v.story_id = s.story_id and v.version in (s.version, s.published) and v.profession = a.profession) as own,
          (select count(*)::int from person p where p.tenant_id = a.tenant_id and p.department = a.department
            and p.profession = a.profession) as both,
          (select count(*)::int from person p where p.tenant_id = a.tenant_id and p.profession = a.profession) as alike
        from story s join person a on a.tenant_id = s.tenant_id and a.person_id = s.author_id
        where s.tenant_id = ${tenant} and s.story_id = ${story}`.execute(inside);
      const [found] = rows;
      if (found === undefined) return;
      const by = bylineOf(found, found);
      await sql`
        update story set by_department = ${by.department ?? null}, by_profession = ${by.profession ?? null},
          hides_profession = ${found.own && by.profession === undefined}
        where tenant_id = ${tenant} and story_id = ${story}`.execute(inside);
    },

    async event(tenant: TenantId, story: string, event: string): Promise<Event | undefined> {
      const { rows } = await sql<{ at: Date; what: Happening; words: string | null }>`
        select at, what, words from story_event where tenant_id = ${tenant} and story_id = ${story}
          and event_id = ${event}::bigint`.execute(db);
      const [found] = rows;
      return found && { at: found.at, what: found.what, words: found.words ?? undefined };
    },

    /** The champion with the fewest to read, who isn't its author. */
    async reviewerFor(author: PersonKey, inside: Inside): Promise<PersonId | undefined> {
      const { rows } = await sql<{ person_id: PersonId }>`
        select r.person_id from role r where r.tenant_id = ${author.tenant} and r.role = 'champion'
          and r.person_id <> ${author.id}
        order by (select count(*) from story s where s.tenant_id = r.tenant_id and s.reviewer_id = r.person_id
          and s.state = 'review'), r.given_at, r.person_id limit 1`.execute(inside);
      return rows[0]?.person_id;
    },

    /** Stories in review whose reviewer is no champion any more, or that never had one, where another champion could. */
    async ownerless(): Promise<readonly { tenant: TenantId; story: string; author: PersonId }[]> {
      const { rows } = await sql<{ tenant: TenantId; story: string; author: PersonId }>`
        select s.tenant_id as tenant, s.story_id as story, coalesce(s.author_id, '') as author from story s
        where s.state = 'review' and not exists (select from role r where r.tenant_id = s.tenant_id
          and r.person_id = s.reviewer_id and r.role = 'champion')
          and exists (select from role r where r.tenant_id = s.tenant_id and r.role = 'champion'
            and r.person_id is distinct from s.author_id)
        order by s.due_on, s.story_id limit 1000`.execute(db);
      return rows;
    },

    async own(tenant: TenantId, story: string, reviewer: PersonId, inside: Inside): Promise<void> {
      await sql`update story set reviewer_id = ${reviewer} where tenant_id = ${tenant} and story_id = ${story}
        and state = 'review'`.execute(inside);
    },

    /** Published at once, as it was published elsewhere; undefined where it is there already. */
    async addImported(tenant: TenantId, story: Imported, now: Date, inside: Inside) {
      const { rows } = await sql<{ story_id: string }>`
        insert into story (tenant_id, state, published, published_at, source, licence, import_key)
        values (${tenant}, 'published', 1, ${now}, ${story.source}, ${story.licence}, ${story.key})
        on conflict (tenant_id, import_key) do nothing returning story_id`.execute(inside);
      const id = rows[0]?.story_id;
      if (id !== undefined) await addVersion(tenant, id, 1, story.telling, inside);
      return id;
    },

    /** Past their day: ids, and nothing of what they say. */
    async overdue(tenant: TenantId | undefined, today: Day) {
      const { rows } = await sql<{ tenant: TenantId; story: string; due: Day }>`
        select tenant_id as tenant, story_id as story, due_on as due from story
        where state = 'review' and due_on < ${today} ${tenant === undefined ? sql`` : sql`and tenant_id = ${tenant}`}
        order by due_on, story_id`.execute(db);
      return rows;
    },
  };
}

export function columnsOf(telling: Telling) {
  return {
    title: telling.title,
    challenge: telling.challenge,
    did: telling.did,
    result: telling.result,
    learned: telling.learned,
    task: telling.task,
    app: telling.app ?? null,
    profession: telling.profession ?? null,
    reuse: telling.reuse,
    minutes_before: telling.minutes?.before ?? null,
    minutes_after: telling.minutes?.after ?? null,
    evidence: telling.minutes?.evidence ?? null,
    language: telling.language,
  };
}

/** What stands in the tables was checked when it was saved, so the casts hold. */
const storyOf = (row: Row): Story => ({
  id: row.story_id,
  author: (row.author_id ?? undefined) as PersonId | undefined,
  state: row.state as State,
  version: row.version,
  published: row.published ?? undefined,
  name: row.named_as ?? undefined,
  stays: row.stays,
  adds: row.adds_to ?? undefined,
  due: row.due_on ?? undefined,
  by: {
    department: row.by_department ?? undefined,
    profession: (row.by_profession ?? undefined) as Profession | undefined,
  },
  hidesProfession: row.hides_profession,
  from: row.source === null ? undefined : { source: row.source, licence: row.licence ?? "" },
  telling: tellingOf(row),
});

const tellingOf = (row: Row): Telling => ({
  title: row.title,
  challenge: row.challenge,
  did: row.did,
  result: row.result,
  learned: row.learned,
  task: row.task as Task,
  app: (row.app ?? undefined) as App | undefined,
  profession: (row.profession ?? undefined) as Profession | undefined,
  reuse: row.reuse as Telling["reuse"],
  minutes:
    row.minutes_before === null || row.minutes_after === null
      ? undefined
      : {
          before: row.minutes_before,
          after: row.minutes_after,
          evidence: row.evidence as Evidence,
        },
  language: row.language as Language,
});
