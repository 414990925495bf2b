import { type RawBuilder, sql } from "kysely";
import type { Database, Migrations } from "../../../core/database.ts";
import type { Content, Line, Step } from "./rules.ts";

export const ledgerMigrations: Migrations = {
  "benefits/0002-ledger": [
    // The organisation's own amounts and the posts that answer for them: nothing in it is about a person. No statement of
    // this feature changes or deletes a line.
    `create table savings_line (
      tenant_id text not null,
      nth int not null check (nth > 0),
      entry_id int not null check (entry_id > 0),
      at timestamptz not null,
      step text not null check (step in ('claim', 'amend', 'confirm', 'reject', 'withdraw')),
      by_whom text not null check (by_whom <> ''),
      content text not null,
      why text check (why is not null or step in ('claim', 'confirm')),
      beside int[] not null check (beside = '{}' or why is not null),
      seal text not null,
      primary key (tenant_id, nth)
    )`,
    "create unique index savings_claim on savings_line (tenant_id, entry_id) where step = 'claim'",
  ],
};

interface Row {
  readonly nth: number;
  readonly entry_id: number;
  readonly at: Date;
  readonly step: string;
  readonly by_whom: string;
  readonly content: string;
  readonly why: string | null;
  readonly beside: readonly number[];
  readonly seal: string;
  readonly whole: boolean;
}

export interface Lines {
  readonly lines: readonly Line[];
  /** Covers every line up to the last. Whoever has noted it down can tell later that none of them was changed since. */
  readonly seal: string;
  /** The first line that isn't as it was written, or before which one is missing. */
  readonly brokenAt: number | undefined;
}

export function ledgerStore(db: Database) {
  return {
    /** The one organisation that there is, or undefined where there are several or none. */
    async onlyTenant(): Promise<string | undefined> {
      const { rows } = await sql<{ tenant_id: string }>`
        select tenant_id from person union select tenant_id from savings_line limit 2`.execute(db);
      return rows.length === 1 ? rows[0]?.tenant_id : undefined;
    },

    async read(tenant: string): Promise<Lines> {
      const { rows } = await sql<Row>`
        select *, seal = ${sealOf(sql`lag(seal, 1, '') over (order by nth)`, columns)} as whole
        from savings_line where tenant_id = ${tenant} order by nth`.execute(db);
      return {
        lines: rows.map(lineIn),
        seal: rows.at(-1)?.seal ?? "",
        brokenAt: rows.find(({ whole }) => !whole)?.nth,
      };
    },

    /** Adds the line that comes after those that were read; false where somebody else has added theirs meanwhile. */
    async append(tenant: string, { lines, seal }: Lines, next: Omit<Line, "nth">): Promise<boolean> {
      const nth = (lines.at(-1)?.nth ?? 0) + 1;
      const line: Sealed = {
        tenant_id: sql`${tenant}::text`,
        nth: sql`${nth}::int`,
        entry_id: sql`${next.entry}::int`,
        at: sql`${next.at}::timestamptz`,
        step: sql`${next.step}::text`,
        by_whom: sql`${next.by}::text`,
        content: sql`${JSON.stringify(next.content)}::text`,
        why: sql`${next.why ?? null}::text`,
        beside: sql`${next.beside}::int[]`,
      };
      const added = await sql`
        insert into savings_line (${sql.join(names.map((name) => sql.ref(name)))}, seal)
        values (${sql.join(names.map((name) => line[name]))}, ${sealOf(sql`${seal}::text`, line)})
        on conflict do nothing`.execute(db);
      return added.numAffectedRows === 1n;
    },
  };
}

const names = ["tenant_id", "nth", "entry_id", "at", "step", "by_whom", "content", "why", "beside"] as const;
type Sealed = Readonly<Record<(typeof names)[number], RawBuilder<unknown>>>;
const columns = Object.fromEntries(names.map((name) => [name, sql.ref(name)])) as Record<
  (typeof names)[number],
  RawBuilder<unknown>
>; // its keys are the names

/** A hash of the line and of the seal before it. Between its parts stands a character that no text here may hold. */
const sealOf = (before: RawBuilder<unknown>, line: Sealed): RawBuilder<string> =>
  sql<string>`encode(sha256(convert_to(concat_ws(chr(31), ${before}, ${line.tenant_id}, ${line.nth}, ${line.entry_id},
    (extract(epoch from ${line.at}) * 1000)::bigint, ${line.step}, ${line.by_whom}, ${line.content},
    coalesce(${line.why}, ''), array_to_string(${line.beside}, ',')), 'UTF8')), 'hex')`;

const lineIn = (row: Row): Line => ({
  nth: row.nth,
  entry: row.entry_id,
  at: row.at,
  step: row.step as Step, // the table takes no others
  by: row.by_whom,
  content: JSON.parse(row.content) as Content, // only `append` writes it
  why: row.why ?? undefined,
  beside: row.beside,
});
