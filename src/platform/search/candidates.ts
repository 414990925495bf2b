import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import { BLOCK, blockLabel } from "./entries.ts";
import { type Concept, entriesOf, headingsOf } from "./question.ts";

/**
 * Every search looks at about as many entries, however many there are. Words that are in few entries are looked up in all of
 * them. Words that are in very many are looked for in titles and tags, then where they stand together, then in what is
 * newest; of each as many of the newest entries as will hold about so many.
 */
const MOST_RARE = 400;
const ENOUGH = 150;
/** Where only some entries count, as many more are looked at. */
const NARROWED = 8;
/** What is found beyond the expected; a guard, not a choice. */
const GUARD = 400;
/** Where this much of all would have to be looked at, all is: a list of so many blocks costs more than it spares. */
const NEARLY_ALL = 0.25;
const MOST_TOGETHER = 3;

export interface Narrowed {
  readonly tenant: TenantId;
  /** All labels of a list must be there, or any of it. */
  readonly all: readonly string[];
  readonly any: readonly (readonly string[])[];
}

/** A part of the index, and how many entries of it are expected to fit. */
interface Look {
  readonly where: RawBuilder<boolean>;
  readonly expected: number;
}

export interface Ranked {
  readonly kind: string;
  readonly id: string;
  /** How well its words fit. */
  readonly score: number;
  /** How much of the question is in its title and tags letter by letter, from 0 to 1. */
  readonly near: number;
}

export async function sizeOf(tenant: TenantId, db: Database) {
  const { rows } = await sql<{ entries: number; last_no: number }>`
    select entries, last_no from search_tenant where tenant_id = ${tenant}`.execute(db);
  return rows[0] ?? { entries: 0, last_no: 0 };
}

type Size = Awaited<ReturnType<typeof sizeOf>>;

const anyOf = (concepts: readonly Concept[]) => concepts.map((concept) => `(${asked(concept)})`).join(" | ");
const allOf = (concepts: readonly Concept[]) => concepts.map((concept) => `(${asked(concept)})`).join(" & ");
const asked = (concept: Concept) => concept.map(({ query }) => `(${query})`).join(" | ");
const inWords = (query: string) => sql<boolean>`words @@ ${query}::tsquery`;
const inHeading = (query: string) => sql<boolean>`heading @@ ${query}::tsquery`;

/** Concepts are handed in with the rarest first. */
function looksAt(concepts: readonly Concept[], size: Size): readonly Look[] {
  let sum = 0;
  const rare = concepts.filter((concept) => {
    sum += entriesOf(concept);
    return sum <= MOST_RARE || size.entries <= MOST_RARE;
  });
  const often = concepts.slice(rare.length);
  const looks: Look[] = [];
  if (rare.length > 0) looks.push({ where: inWords(anyOf(rare)), expected: 0 });
  if (often.length === 0) return looks;
  const headings = often.reduce((total, concept) => total + headingsOf(concept), 0);
  looks.push({ where: inHeading(withoutPhrases(often)), expected: headings });
  const together = often.slice(0, MOST_TOGETHER);
  if (together.length > 1)
    looks.push({ where: inWords(allOf(together)), expected: expectedOf(together, size) });
  looks.push({
    where: inWords(anyOf(often)),
    expected: often.reduce((total, each) => total + entriesOf(each), 0),
  });
  return looks;
}

/** Titles are kept without places for this, and a phrase has none of its words elsewhere in any case. */
const withoutPhrases = (concepts: readonly Concept[]) => anyOf(concepts).replace(/<(-|\d+)>/g, "&");

/** Between what there would be if words had nothing to do with each other and what there is at most. */
function expectedOf(concepts: readonly Concept[], { entries }: Size): number {
  const shares = concepts.map((concept) => Math.min(1, entriesOf(concept) / entries));
  const apart = shares.reduce((product, share) => product * share, 1);
  return entries * Math.sqrt(apart * Math.min(...shares));
}

/** The newest blocks, where all of them would hold many more than enough. */
function newest(expected: number, size: Size, isNarrowed: boolean): RawBuilder<boolean> {
  const all = Math.floor(size.last_no / BLOCK) + 1;
  const share = (ENOUGH * (isNarrowed ? NARROWED : 1)) / Math.max(1, expected);
  if (share > NEARLY_ALL) return sql`true`;
  const blocks = Math.min(all, Math.ceil(all * share) + 1); // the newest is just begun
  const labels = Array.from({ length: blocks }, (_, at) => blockLabel(all - 1 - at));
  return sql`labels && ${labels}::text[]`;
}

export const fits = ({ all, any }: Narrowed): RawBuilder<boolean> =>
  sql<boolean>`labels @> ${all}::text[]${sql.join(
    any.map((labels) => sql` and labels && ${labels}::text[]`),
    sql``,
  )}`;

/** PostgreSQL's own weights are 0.1, 0.2, 0.4 and 1: a story is mostly told in its body. */
const WEIGHTS = "{0.3,0.3,0.6,1}";

/** The share of entries that a word tells apart, as in BM25 (Robertson and Zaragoza, 2009). */
const rarity = (entries: number, size: Size) =>
  Math.log(1 + (Math.max(0, size.entries - entries) + 0.5) / (entries + 0.5));

/**
 * The best, by their words: for each concept the reading that fits best, by how rare it is, where it stands and how often.
 * `ts_rank` grows ever more slowly with each time a word is found, as BM25 does. `ts_rank_cd` isn't used: of words joined by
 * "or" it only counts how often they stand there.
 */
export async function ranked(
  concepts: readonly Concept[],
  { narrowed, typed, most }: { narrowed: Narrowed; typed: string | undefined; most: number },
  db: Database,
): Promise<readonly Ranked[]> {
  const size = await sizeOf(narrowed.tenant, db);
  const isNarrowed = narrowed.all.length > 1 || narrowed.any.length > 0;
  const looks = looksAt(concepts, size).map(
    ({ where, expected }) =>
      sql`(select entry_no from (select entry_no from search_entry
        where ${fits(narrowed)} and ${where} and ${newest(expected, size, isNarrowed)} offset 0) f limit ${GUARD})`,
  );
  if (looks.length === 0) return [];
  const readings = concepts.flatMap((concept, at) =>
    concept.map(({ query, words, sure, entries }) => ({
      concept: at,
      query,
      factor: sure * rarity(entries, size) * (query.includes("<") ? 1 : words),
    })),
  );
  const near = typed === undefined ? sql`0::real` : sql`word_similarity(${typed}, head)`;
  const { rows } = await sql<Ranked>`
    with reading as materialized (
      select concept, query::tsquery as query, factor
      from jsonb_to_recordset(${JSON.stringify(readings)}::jsonb) r(concept integer, query text, factor real)),
    best as (
      select e.kind, e.entry_id as id, e.head, s.score
      from search_entry e
      cross join lateral (select e.words || ''::tsvector as words offset 0) w
      cross join lateral (
        select sum(c.fit) as score from (
          select max(r.factor * ts_rank(${WEIGHTS}::real[], w.words, r.query)) as fit
          from reading r where w.words @@ r.query group by r.concept) c) s
      where e.tenant_id = ${narrowed.tenant} and e.entry_no = any(array(${sql.join(looks, sql` union `)}))
        and s.score > 0
      order by round(s.score::numeric, 4) desc, e.kind collate "C", e.entry_id collate "C" limit ${most})
    select kind, id, round(score::numeric, 4)::float8 as score, round(${near}::numeric, 4)::float8 as near from best`.execute(
    db,
  );
  return rows;
}
