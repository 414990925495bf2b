import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { SearchEntry, SearchKey } from "../../core/search.ts";
import type { Language } from "../../core/words.ts";
import { configurationOf, plainWords, stemmedIn } from "./spelling.ts";

/** Entries are in blocks in the order in which they came, so that "the newest" can be asked of the index itself. */
export const BLOCK = 250;
export const blockLabel = (block: number) => `block:${block}`;
export const tenantLabel = (tenant: string) => `tenant:${tenant}`;
export const kindLabel = (kind: string) => `kind:${kind}`;
export const languageLabel = (language: string) => `language:${language}`;
export const facetLabel = (facet: string, value: string) => `facet:${facet}=${value}`;

interface Old {
  readonly kind: string;
  readonly entry_id: string;
  readonly entry_no: number;
  readonly language: Language;
  readonly head: string;
  readonly spelt: readonly string[];
}

/** Entries of one tenant, each at most once. Puts and takes in one tenant wait for each other, so that words are counted right. */
export async function putAll(entries: readonly SearchEntry[], inside: Database): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const { tenant } = first;
  const last = await locked(tenant, inside);
  const old = await oldOf(tenant, entries, inside);
  const numberOf = new Map(old.map((each) => [keyOf(each.kind, each.entry_id), each.entry_no]));
  const rows = entries.map((entry, at) =>
    rowOf(entry, numberOf.get(keyOf(entry.kind, entry.id)) ?? last + 1 + at),
  );
  await insert(tenant, rows, inside);
  await counted(
    tenant,
    [...old.map((each) => ({ ...each, by: -1 })), ...rows.map((row) => ({ ...row, by: 1 }))],
    inside,
  );
  await sql`
    update search_tenant set last_no = last_no + ${entries.length}, entries = entries + ${entries.length - old.length}
    where tenant_id = ${tenant}`.execute(inside);
}

export async function take({ tenant, kind, id }: SearchKey, inside: Database): Promise<void> {
  await locked(tenant, inside);
  const old = await oldOf(tenant, [{ kind, id }], inside);
  if (old.length === 0) return;
  await sql`
    delete from search_entry where tenant_id = ${tenant} and kind = ${kind} and entry_id = ${id}`.execute(
    inside,
  );
  await counted(
    tenant,
    old.map((each) => ({ ...each, by: -1 })),
    inside,
  );
  await sql`update search_tenant set entries = entries - 1 where tenant_id = ${tenant}`.execute(inside);
}

const keyOf = (kind: string, id: string) => `${kind} ${id}`;

/** Answers the last number that was given to an entry. */
async function locked(tenant: TenantId, inside: Database): Promise<number> {
  const { rows } = await sql<{ last_no: number }>`
    insert into search_tenant as t (tenant_id, entries, last_no) values (${tenant}, 0, 0)
    on conflict (tenant_id) do update set entries = t.entries returning last_no`.execute(inside);
  return rows[0]?.last_no ?? 0;
}

async function oldOf(
  tenant: TenantId,
  keys: readonly Pick<SearchKey, "kind" | "id">[],
  inside: Database,
): Promise<readonly Old[]> {
  const { rows } = await sql<Old>`
    select kind, entry_id, entry_no, language, head, spelt from search_entry
    where tenant_id = ${tenant} and (kind, entry_id) in (
      select * from unnest(${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]))`.execute(
    inside,
  );
  return rows;
}

type Row = ReturnType<typeof rowOf>;

function rowOf({ tenant, kind, id, language, title, tags, body, facets = {} }: SearchEntry, entryNo: number) {
  const parts = [title, tags.join(" "), body].map(plainWords);
  const [titled = "", tagged = "", told = ""] = parts.map((words) => stemmedIn(language, words).join(" "));
  const facetLabels = Object.entries(facets).flatMap(([facet, value]) =>
    value === undefined ? [] : facetLabel(facet, value),
  );
  return {
    kind,
    entry_id: id,
    entry_no: entryNo,
    language,
    configuration: configurationOf(language),
    titled,
    tagged,
    told,
    head: parts.slice(0, 2).flat().join(" "),
    spelt: [...new Set(parts.flat())],
    labels: [
      tenantLabel(tenant),
      kindLabel(kind),
      languageLabel(language),
      blockLabel(Math.floor(entryNo / BLOCK)),
      ...facetLabels,
    ],
  };
}

async function insert(tenant: TenantId, rows: readonly Row[], inside: Database): Promise<void> {
  await sql`
    insert into search_entry (tenant_id, kind, entry_id, entry_no, language, words, heading, head, spelt, labels)
    select ${tenant}, e.kind, e.entry_id, e.entry_no, e.language, v.head || v.body, strip(v.head), e.head, e.spelt, e.labels
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) e(kind text, entry_id text, entry_no integer, language text,
      configuration text, titled text, tagged text, told text, head text, spelt text[], labels text[]),
    lateral (select
      setweight(to_tsvector(configuration::regconfig, titled), 'A') ||
        setweight(to_tsvector(configuration::regconfig, tagged), 'B') as head,
      setweight(to_tsvector(configuration::regconfig, told), 'D') as body) v
    on conflict (tenant_id, kind, entry_id) do update set language = excluded.language, words = excluded.words,
      heading = excluded.heading, head = excluded.head, spelt = excluded.spelt, labels = excluded.labels`.execute(
    inside,
  );
}

type Counted = Pick<Old, "language" | "head" | "spelt"> & { readonly by: number };

/** In how many entries each word stands. A word that stands in none is forgotten. */
async function counted(tenant: TenantId, changes: readonly Counted[], inside: Database): Promise<void> {
  const counts = new Map<string, { language: Language; word: string; entries: number; headings: number }>();
  for (const { language, head, spelt, by } of changes) {
    const heading = new Set(head.split(" "));
    for (const word of spelt) {
      const key = `${language} ${word}`;
      const count = counts.get(key) ?? { language, word, entries: 0, headings: 0 };
      count.entries += by;
      if (heading.has(word)) count.headings += by;
      counts.set(key, count);
    }
  }
  const changed = [...counts.values()]
    .filter(({ entries, headings }) => entries !== 0 || headings !== 0)
    .map((count) => ({
      ...count,
      configuration: configurationOf(count.language),
      stem: stemmedIn(count.language, [count.word])[0] ?? "",
    }));
  const list = JSON.stringify(changed);
  await sql`
    insert into search_word as w (tenant_id, language, word, lexeme, entries, headings)
    select ${tenant}, c.language, c.word, l.lexeme, c.entries, c.headings
    from jsonb_to_recordset(${list}::jsonb)
      c(language text, word text, entries integer, headings integer, configuration text, stem text),
    lateral (select (tsvector_to_array(to_tsvector(configuration::regconfig, stem)))[1] as lexeme) l
    where l.lexeme is not null
    on conflict (tenant_id, language, word)
      do update set entries = w.entries + excluded.entries, headings = w.headings + excluded.headings`.execute(
    inside,
  );
  const less = changed.filter(({ entries }) => entries < 0).map(({ word }) => word);
  if (less.length > 0)
    await sql`
      delete from search_word where tenant_id = ${tenant} and word = any(${less}::text[]) and entries <= 0
        and language in ('en', 'cy')`.execute(inside);
}
