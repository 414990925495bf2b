import { sql } from "kysely";
import type { Day } from "../../core/calendar.ts";
import { type Database, type Migrations, ownedByPerson } from "../../core/database.ts";
import type { EntryKey } from "../../core/feature.ts";
import { type Unpublished, unpublished } from "../../core/figures.ts";
import type { PersonKey } from "../../core/person.ts";
import type { App, Task } from "../../core/taxonomy.ts";
import type { Use } from "../../core/time-use.ts";
import { type Entry, LISTED, type Page, type Quality, type Source } from "./rules.ts";

export const migrations: Migrations = {
  "time-saved/0001-entry": [
    // The key begins with whose it is: an entry can't be found, changed or taken by anybody else.
    `create table time_entry (
      tenant_id text not null,
      person_id text not null,
      entry_id text not null,
      task text not null,
      app text,
      net_minutes int not null check (net_minutes between -240 and 240),
      actual_minutes int check (actual_minutes between 0 and 600),
      expected_minutes int check (expected_minutes between 0 and 600),
      would_have_done boolean,
      quality text,
      time_use text,
      note text check (length(note) <= 300),
      source text not null,
      tip_id text,
      happened_on date not null,
      saved_at timestamptz not null,
      changed_at timestamptz,
      primary key (tenant_id, person_id, entry_id),
      ${ownedByPerson}
    )`,
  ],
  "time-saved/0002-saved": [
    // A week of everybody's is read when it closes, and not the year before it. New entries come in at its end.
    "create index time_entry_saved on time_entry (tenant_id, saved_at)",
  ],
};

interface Row {
  readonly tenant_id: string;
  readonly person_id: string;
  readonly entry_id: string;
  readonly task: string;
  readonly app: string | null;
  readonly net_minutes: number;
  readonly actual_minutes: number | null;
  readonly expected_minutes: number | null;
  readonly would_have_done: boolean | null;
  readonly quality: string | null;
  readonly time_use: string | null;
  readonly note: string | null;
  readonly source: string;
  readonly tip_id: string | null;
  readonly happened_on: string;
  readonly saved_at: Date;
  readonly changed_at: Date | null;
}

/** One person's day, after an entry was saved. */
export interface Saved {
  /** False where the entry was there already. */
  readonly added: boolean;
  readonly thatDay: number;
}

export type TimeStore = ReturnType<typeof timeStore>;

export function timeStore(database: Database) {
  const db = database.withTables<{ time_entry: Row }>();
  const own = ({ tenant, id }: PersonKey) => ({ tenant_id: tenant, person_id: id });
  const mine = (key: PersonKey) =>
    db
      .selectFrom("time_entry")
      .selectAll()
      .where("tenant_id", "=", key.tenant)
      .where("person_id", "=", key.id);

  return {
    /** Saves once: the same entry id again changes nothing. One statement, as it is the commonest thing people do. */
    async add(key: PersonKey, entry: Entry, now: Date): Promise<Saved> {
      const row = { ...own(key), ...columnsOf(entry), saved_at: now };
      const earlier = sql<number>`coalesce((select sum(net_minutes)::int from time_entry where tenant_id = ${key.tenant}
        and person_id = ${key.id} and happened_on = ${entry.on}), 0)`;
      const { rows } = await sql<{ earlier: number }>`
        insert into time_entry ${sql.raw(`(${Object.keys(row).join(", ")})`)} values (${sql.join(Object.values(row))})
        on conflict do nothing returning ${earlier} as earlier`.execute(db);
      const [added] = rows;
      if (added !== undefined) return { added: true, thatDay: added.earlier + entry.net };
      const { rows: there } = await sql<{ earlier: number }>`select ${earlier} as earlier`.execute(db);
      return { added: false, thatDay: there[0]?.earlier ?? 0 };
    },

    /** False where the person has no such entry. A quick answer that was put right is one no more: its minutes are said. */
    async change(key: PersonKey, entry: Entry, now: Date): Promise<boolean> {
      const { source: _source, tip_id: _tip, entry_id: _id, ...columns } = columnsOf(entry);
      const changed = await db
        .updateTable("time_entry")
        .set({
          ...columns,
          source: sql<string>`case source when 'quick' then 'form' else source end`,
          changed_at: now,
        })
        .where("tenant_id", "=", key.tenant)
        .where("person_id", "=", key.id)
        .where("entry_id", "=", entry.id)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    async one(key: PersonKey, entry: string): Promise<Entry | undefined> {
      const row = await mine(key).where("entry_id", "=", entry).executeTakeFirst();
      return row && entryOf(row);
    },

    async latest(key: PersonKey): Promise<Entry | undefined> {
      const row = await mine(key).orderBy("saved_at", "desc").limit(1).executeTakeFirst();
      return row && entryOf(row);
    },

    async since(key: PersonKey, day: Day): Promise<readonly Entry[]> {
      const rows = await mine(key)
        .where("happened_on", ">=", day)
        .orderBy("happened_on", "desc")
        .orderBy("saved_at", "desc")
        .execute();
      return rows.map(entryOf);
    },

    async page(key: PersonKey, after: number): Promise<Page> {
      const rows = await mine(key)
        .orderBy("happened_on", "desc")
        .orderBy("saved_at", "desc")
        .orderBy("entry_id")
        .offset(after)
        .limit(LISTED + 1)
        .execute();
      return {
        entries: rows.slice(0, LISTED).map(entryOf),
        next: rows.length > LISTED ? after + LISTED : undefined,
      };
    },

    /** As it stands in the table, the oldest first. */
    all: (key: PersonKey): Promise<readonly unknown[]> =>
      mine(key).orderBy("happened_on").orderBy("saved_at").execute(),

    /** The minutes of these, in the same order; undefined of one that is gone, or was new work, which saved no time. */
    async minutesOf(entries: readonly EntryKey[]): Promise<Unpublished<readonly (number | undefined)[]>> {
      const { rows } = await sql<{ nth: number; net: number }>`
        select o.nth, e.net_minutes as net from (select unnest(${entries.map(({ tenant }) => tenant)}::text[]) as tenant_id,
          unnest(${entries.map(({ id }) => id)}::text[]) as person_id, unnest(${entries.map(({ entry }) => entry)}::text[]) as entry_id,
          unnest(${entries.map((_one, at) => at)}::int[]) as nth) o
        join time_entry e using (tenant_id, person_id, entry_id) where e.would_have_done is distinct from false`.execute(
        db,
      );
      const found = new Map(rows.map(({ nth, net }) => [nth, net]));
      return unpublished(entries.map((_one, at) => found.get(at)));
    },

    async count(key: PersonKey): Promise<number> {
      const { n } = await db
        .selectFrom("time_entry")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .where("tenant_id", "=", key.tenant)
        .where("person_id", "=", key.id)
        .executeTakeFirstOrThrow();
      return n;
    },

    /** False where the person has no such entry, or it isn't as asked. */
    async remove(key: PersonKey, entry: string, only?: "unchanged"): Promise<boolean> {
      const gone = await db
        .deleteFrom("time_entry")
        .where("tenant_id", "=", key.tenant)
        .where("person_id", "=", key.id)
        .where("entry_id", "=", entry)
        .$if(only === "unchanged", (rows) => rows.where("changed_at", "is", null))
        .executeTakeFirst();
      return gone.numDeletedRows === 1n;
    },
  };
}

function columnsOf(entry: Entry) {
  return {
    entry_id: entry.id,
    task: entry.task,
    app: entry.app ?? null,
    net_minutes: entry.net,
    actual_minutes: entry.actual ?? null,
    expected_minutes: entry.expected ?? null,
    would_have_done: entry.anyway ?? null,
    quality: entry.quality ?? null,
    time_use: entry.use ?? null,
    note: entry.note ?? null,
    source: entry.source,
    tip_id: entry.tip ?? null,
    happened_on: entry.on,
  };
}

/** What stands in the table was checked when it was saved, so the casts hold. */
const entryOf = (row: Row): Entry => ({
  id: row.entry_id,
  task: row.task as Task,
  app: (row.app ?? undefined) as App | undefined,
  net: row.net_minutes,
  actual: row.actual_minutes ?? undefined,
  expected: row.expected_minutes ?? undefined,
  anyway: row.would_have_done ?? undefined,
  quality: (row.quality ?? undefined) as Quality | undefined,
  use: (row.time_use ?? undefined) as Use | undefined,
  note: row.note ?? undefined,
  source: row.source as Source,
  tip: row.tip_id ?? undefined,
  on: row.happened_on,
});
