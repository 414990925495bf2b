import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../core/person.ts";
import type { Grade, Profession } from "../../core/taxonomy.ts";
import type { TreeName } from "./gate.ts";

export const migrations: Migrations = {
  "publication/0001-week": [
    // What was published, by whose rules: once for each week, and never again. A week without groups was looked at as well.
    `create table publication_week (
      tenant_id text not null,
      measure text not null,
      week date not null,
      parts text[] not null,
      fewest int not null check (fewest >= 10),
      largest_share float8 not null check (largest_share <= 0.45),
      blocks int not null,
      published_at timestamptz not null,
      primary key (tenant_id, measure, week)
    )`,
    // Everything that was published of a week are sums of these. No list of who is in them is kept: they are ten at least.
    `create table publication_block (
      tenant_id text not null,
      measure text not null,
      week date not null,
      tree text not null,
      block int not null,
      people int not null check (people >= 10),
      sums float8[] not null,
      primary key (tenant_id, measure, week, tree, block),
      foreign key (tenant_id, measure, week) references publication_week on delete cascade
    )`,
    // The groups that are shown. Those that go by their manager's id go with the manager; the blocks stay.
    `create table publication_group (
      tenant_id text not null,
      measure text not null,
      tree text not null,
      name text not null,
      week date not null,
      person_id text,
      people int not null check (people >= 10),
      sums float8[] not null,
      covers float8 not null default 1,
      primary key (tenant_id, measure, tree, name, week),
      foreign key (tenant_id, measure, week) references publication_week on delete cascade,
      ${ownedByPerson}
    )`,
    // What stocks are blurred with: the same people are blurred the same way each week, and nobody else knows how.
    "create table publication_key (tenant_id text primary key, secret text not null)",
    "create index publication_group_of on publication_group (tenant_id, person_id) where person_id is not null",
  ],
  "publication/0002-joined": [
    // Weeks that were too thin to be shown by themselves and are shown together: the last of them names them all.
    "alter table publication_week add column weeks date[]",
    "alter table publication_group add column summary jsonb",
  ],
  "publication/0003-of-a-week": [
    // What is shown of some weeks, by weeks, for all groups at once.
    "create index publication_group_week on publication_group (tenant_id, measure, week)",
  ],
};

/** Where somebody stands at the time that a week is published. */
export interface Standing {
  readonly id: PersonId;
  readonly manager: PersonId | undefined;
  readonly department: string | undefined;
  readonly profession: Profession | undefined;
  readonly grade: Grade | undefined;
}

export interface Sums {
  readonly people: number;
  readonly sums: readonly number[];
}

/**
 * A profession or a grade across all places is no tree of its own: it is sums of whole blocks of places. A pilot group cuts
 * through blocks, and is shown where that gives nobody away.
 */
export type GroupTree = TreeName | "across" | "pilot";

export interface ShownGroup extends Sums {
  readonly tree: GroupTree;
  readonly name: string;
  readonly week: Day;
  readonly covers: number;
  readonly summary: Summaries;
}

/** By the name of each summary, what it says of a group. */
export type Summaries = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface WeeklyAsked {
  readonly tenant: TenantId;
  readonly measure: string;
  readonly first: Day;
  readonly last: Day;
  /** How many parts the measure has at most in these weeks. */
  readonly parts: number;
}

export interface LineRow {
  readonly id: string;
  readonly above: string | null;
}

/** A group's weeks, the first of them first. */
export interface WeeklyRow {
  readonly tree: GroupTree;
  readonly name: string;
  readonly weeks: readonly WeekOfGroup[];
}

/** One of the groups that are shown in a week, by where it stands among them. */
export interface WeekOfGroup {
  readonly shown: WeekRow;
  readonly at: number;
}

/** Everything but the week is as long as there are groups shown in it. */
interface WeekRow {
  /** How many weeks after the first that was asked for. */
  readonly week: number;
  readonly names: readonly string[];
  readonly people: readonly number[];
  readonly covers: readonly number[];
  /** Of each part, what it is in each group. */
  readonly sums: readonly (readonly (number | null)[] | null)[];
}

export interface WeekOut {
  /** The last of the weeks that were published together; mostly the only one. */
  readonly week: Day;
  readonly weeks: readonly Day[];
  readonly parts: readonly string[];
}

export interface Week {
  readonly tenant: TenantId;
  readonly measure: string;
  readonly week: Day;
  readonly parts: readonly string[];
  readonly fewest: number;
  readonly largestShare: number;
}

export interface Lots {
  readonly blocks: readonly (Sums & { readonly tree: TreeName; readonly block: number })[];
  readonly groups: readonly (Sums & {
    readonly tree: GroupTree;
    readonly name: string;
    readonly covers?: number;
    readonly summary?: Summaries | undefined;
  })[];
}

export type PublicationStore = ReturnType<typeof publicationStore>;

const AT_ONCE = 10_000;
/** Of more names than this it is quicker to read all that is shown of their tree. */
const MANY = 5_000;

export function publicationStore(db: Database) {
  return {
    /** False where the week was published before: then it stays as it is. */
    async publish(week: Week, { blocks, groups }: Lots, now: Date): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { rows } = await sql`
          insert into publication_week (tenant_id, measure, week, parts, fewest, largest_share, blocks, published_at)
          values (${week.tenant}, ${week.measure}, ${week.week}::date, ${week.parts}::text[], ${week.fewest}::int,
            ${week.largestShare}::float8, ${blocks.length}::int, ${now})
          on conflict do nothing returning 1 as one`.execute(trx);
        if (rows.length === 0) return false;
        await addLots(trx, week, { blocks, groups });
        return true;
      });
    },

    /** Weeks that nothing could be shown of, shown together. False where one of them was shown meanwhile. */
    async join(week: Week, weeks: readonly Day[], { blocks, groups }: Lots, now: Date): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        // A month and its quarter may be joined at once: whoever comes second has to see what the first has shown.
        await sql`select from publication_week where tenant_id = ${week.tenant} and measure = ${week.measure}
          and week = any(${weeks}::date[]) order by week for update`.execute(trx);
        const { rows } = await sql`
          update publication_week set weeks = ${weeks}::date[], parts = ${week.parts}::text[], fewest = ${week.fewest}::int,
            largest_share = ${week.largestShare}::float8, blocks = ${blocks.length}::int, published_at = ${now}
          where tenant_id = ${week.tenant} and measure = ${week.measure} and week = ${week.week}::date and blocks = 0
            and weeks is null
            and not exists (select from publication_week other where other.tenant_id = ${week.tenant}
              and other.measure = ${week.measure} and other.weeks && ${weeks}::date[])
          returning 1 as one`.execute(trx);
        if (rows.length === 0) return false;
        await addLots(trx, week, { blocks, groups });
        return true;
      });
    },

    /** Those of the weeks that were looked at and of which nothing is out, by themselves or with others. */
    async thin(tenant: TenantId, measure: string, weeks: readonly Day[]): Promise<readonly Day[]> {
      const { rows } = await sql<{ week: Day }>`
        select week from publication_week w
        where tenant_id = ${tenant} and measure = ${measure} and week = any(${weeks}::date[]) and blocks = 0
          and not exists (select from publication_week other where other.tenant_id = w.tenant_id
            and other.measure = w.measure and w.week = any(other.weeks))
        order by week`.execute(db);
      return rows.map(({ week }) => week);
    },

    async secretOf(tenant: TenantId): Promise<string> {
      await sql`insert into publication_key (tenant_id, secret)
        values (${tenant}, gen_random_uuid()::text || gen_random_uuid()::text) on conflict do nothing`.execute(
        db,
      );
      const { rows } = await sql<{ secret: string }>`
        select secret from publication_key where tenant_id = ${tenant}`.execute(db);
      return rows[0]?.secret ?? "";
    },

    async isOut(tenant: TenantId, measure: string, week: Day): Promise<boolean> {
      const { rows } = await sql`select 1 as one from publication_week
        where tenant_id = ${tenant} and measure = ${measure} and week = ${week}::date`.execute(db);
      return rows.length > 0;
    },

    /** Those of the weeks that are out, with the names of the parts that their sums stand for. What reaches beyond them isn't here. */
    weeksOut: (tenant: TenantId, measure: string, weeks: readonly Day[]) => outOf(db, tenant, measure, weeks),

    /** What is shown of some groups in some weeks. */
    async shown(
      tenant: TenantId,
      measure: string,
      groups: readonly (readonly [GroupTree, string])[],
      weeks: readonly Day[],
    ): Promise<readonly ShownGroup[]> {
      const { rows } = await sql<ShownGroup>`
        select g.tree, g.name, g.week, g.people, g.sums, g.covers, coalesce(g.summary, '{}') as summary from publication_group g
        join (select unnest(${groups.map(([tree]) => tree)}::text[]) as tree, unnest(${groups.map(([, name]) => name)}::text[]) as name)
          wanted using (tree, name)
        where g.tenant_id = ${tenant} and g.measure = ${measure} and g.week = any(${weeks}::date[])`.execute(
        db,
      );
      return rows;
    },

    /** Who stands above each of these people; nothing for whom nobody knows. */
    async managersOf(tenant: TenantId, people: readonly string[]): Promise<readonly LineRow[]> {
      const { rows } = await sql<LineRow>`
        select person_id as id, manager_id as above from person
        where tenant_id = ${tenant} and person_id = any(${[...people]}::text[])`.execute(db);
      return rows;
    },

    /** What is shown of some groups of one tree in some weeks, and perhaps of others. A group that isn't shown in any has no row. */
    async weekly(
      { tenant, measure, first, last, parts }: WeeklyAsked,
      tree: GroupTree,
      names: readonly string[],
    ): Promise<readonly WeeklyRow[]> {
      const sums = Array.from({ length: parts }, (_part, at) => sql`array_agg(sums[${at + 1}::int])`);
      const named = names.length > MANY ? sql`true` : sql`name = any(${[...names]}::text[])`;
      // By weeks, as they lie beside each other: by groups, the database would sort them by name first, which takes longer.
      const { rows } = await sql<WeekRow>`
        select (week - ${first}::date) / 7 as week, to_json(array_agg(name)) as names, to_json(array_agg(people)) as people,
          to_json(array_agg(covers)) as covers, json_build_array(${sql.join(sums)}) as sums
        from publication_group where tenant_id = ${tenant} and measure = ${measure} and tree = ${tree}
          and ${named} and week between ${first}::date and ${last}::date
        group by publication_group.week order by 1`.execute(db);
      return groupsIn(rows, tree);
    },

    async everybody(tenant: TenantId): Promise<readonly Standing[]> {
      const { rows } = await sql<Record<keyof Standing, string | null>>`
        select person_id as id, manager_id as manager, department, profession, grade from person
        where tenant_id = ${tenant} order by person_id`.execute(db);
      return rows.map(standingOf);
    },

    /** Somebody and everybody above them, the nearest first; lines that run in a circle end where they meet. */
    async lineAbove({ tenant, id }: PersonKey): Promise<readonly string[]> {
      const { rows } = await sql<{ id: string }>`
        with recursive above as (select ${id}::text as id, 0 as step, array[${id}::text] as seen
          union all select p.manager_id, step + 1, seen || p.manager_id from above
            join person p on p.tenant_id = ${tenant} and p.person_id = above.id
            where p.manager_id is not null and not p.manager_id = any(seen))
        select id from above order by step`.execute(db);
      return rows.map((row) => row.id);
    },

    /** Whether anybody reports to them. */
    async leads({ tenant, id }: PersonKey): Promise<boolean> {
      const { rows } = await sql`
        select from person where tenant_id = ${tenant} and manager_id = ${id} limit 1`.execute(db);
      return rows.length > 0;
    },

    /** Who reports to somebody and has people below them as well. */
    async leadsUnder({ tenant, id }: PersonKey): Promise<readonly PersonId[]> {
      const { rows } = await sql<{ id: PersonId }>`
        select p.person_id as id from person p where p.tenant_id = ${tenant} and p.manager_id = ${id}
          and exists (select from person t where t.tenant_id = p.tenant_id and t.manager_id = p.person_id)
        order by p.person_id`.execute(db);
      return rows.map((row) => row.id);
    },

    /** The weeks in which the group below somebody is shown, for themselves. */
    async ofGroupBelow({ tenant, id }: PersonKey): Promise<readonly unknown[]> {
      const { rows } = await sql`
        select measure, week, people, sums, summary from publication_group
        where tenant_id = ${tenant} and person_id = ${id} order by week, measure`.execute(db);
      return rows;
    },
  };
}

async function outOf(
  db: Database,
  tenant: TenantId,
  measure: string,
  weeks: readonly Day[],
): Promise<readonly WeekOut[]> {
  const { rows } = await sql<WeekOut>`
    select week, coalesce(weeks, array[week])::text[] as weeks, parts from publication_week
    where tenant_id = ${tenant} and measure = ${measure} and week = any(${weeks}::date[])
      and coalesce(weeks, array[week]) <@ ${weeks}::date[] order by week`.execute(db);
  return rows;
}

async function addLots(trx: Database, week: Week, { blocks, groups }: Lots): Promise<void> {
  for (const some of inLots(blocks)) await addBlocks(trx, week, some);
  for (const some of inLots(groups)) await addGroups(trx, week, some);
}

async function addBlocks(trx: Database, { tenant, measure, week }: Week, blocks: Lots["blocks"]) {
  await sql`insert into publication_block (tenant_id, measure, week, tree, block, people, sums)
    select ${tenant}, ${measure}, ${week}::date, j.tree, j.block, j.people, ${SUMS}
    from jsonb_to_recordset(${JSON.stringify(blocks)}::jsonb) as j(tree text, block int, people int, sums jsonb)`.execute(
    trx,
  );
}

/** A group of whose manager nothing is kept has no name to ask for it by. */
async function addGroups(trx: Database, { tenant, measure, week }: Week, groups: Lots["groups"]) {
  await sql`insert into publication_group (tenant_id, measure, week, tree, name, person_id, people, sums, covers, summary)
    select ${tenant}, ${measure}, ${week}::date, j.tree, j.name, p.person_id, j.people, ${SUMS}, coalesce(j.covers, 1), j.summary
    from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as j(tree text, name text, people int, sums jsonb, covers float8, summary jsonb)
    left join person p on p.tenant_id = ${tenant} and p.person_id = j.name and j.tree = 'lines'
    where j.tree <> 'lines' or p.person_id is not null`.execute(trx);
}

const SUMS = sql`array(select value::float8 from jsonb_array_elements_text(j.sums) with ordinality as e(value, at) order by at)`;

function inLots<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

/** The same by groups instead of by weeks. */
function groupsIn(rows: readonly WeekRow[], tree: GroupTree): readonly WeeklyRow[] {
  const groups = new Map<string, WeekOfGroup[]>();
  for (const shown of rows)
    for (const [at, name] of shown.names.entries()) {
      const weeks = groups.get(name);
      if (weeks === undefined) groups.set(name, [{ shown, at }]);
      else weeks.push({ shown, at });
    }
  return [...groups].map(([name, weeks]) => ({ tree, name, weeks }));
}

/** What stands in the table was checked when it was saved, so the casts hold. */
const standingOf = (row: Record<keyof Standing, string | null>): Standing => ({
  id: row.id as PersonId,
  manager: (row.manager ?? undefined) as PersonId | undefined,
  department: row.department ?? undefined,
  profession: (row.profession ?? undefined) as Profession | undefined,
  grade: (row.grade ?? undefined) as Grade | undefined,
});
