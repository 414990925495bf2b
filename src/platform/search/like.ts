import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { Draft, Found } from "../../core/search.ts";
import type { Language } from "../../core/words.ts";
import { type Ranked, ranked, sizeOf } from "./candidates.ts";
import { kindLabel, tenantLabel } from "./entries.ts";
import type { Concept } from "./question.ts";
import { plainWords, welshStem } from "./spelling.ts";
import { quoted } from "./thesaurus.ts";

/** The rarest words of a draft are looked for; who told the same has most of them. */
const TELLING = 12;
const COMPARED = 20;
/** Retold in other words about a third is the same; two accounts of one task mostly share less than a fifth. */
const ALIKE = 0.25;

/**
 * Resemblance: what two texts have in common, out of all that is in either (Broder, "On the resemblance and containment of
 * documents", 1997), of words instead of rows of words, and with rare words counting for more.
 */
export async function alike(draft: Draft, db: Database): Promise<readonly Found[]> {
  const { tenant, kind, most } = draft;
  const drafted = await lexemesOf(`${draft.title} ${draft.body}`, db);
  const { entries } = await sizeOf(tenant, db);
  const counts = await countsOf(tenant, [...drafted.en, ...drafted.cy], db);
  const narrowed = { tenant, all: [tenantLabel(tenant), kindLabel(kind)], any: [] };
  const near = await ranked(telling(counts), { narrowed, typed: undefined, most: COMPARED }, db);
  const written = await wordsOf(tenant, near, db);
  const all = await countsOf(
    tenant,
    written.flatMap(({ lexemes }) => lexemes),
    db,
  );
  const often = new Map(all.map(({ lexeme, entries: count }) => [lexeme, count]));
  const worth = (lexeme: string) => Math.log(1 + entries / (often.get(lexeme) ?? 1));
  return written
    .map(({ kind: of, id, language, lexemes }) => ({
      kind: of,
      id,
      score: resemblance(new Set(lexemes), drafted[language], worth),
    }))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

function resemblance(
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
  worth: (lexeme: string) => number,
): number {
  const sum = (lexemes: readonly string[]) => lexemes.reduce((total, lexeme) => total + worth(lexeme), 0);
  const both = sum([...one].filter((lexeme) => other.has(lexeme)));
  const either = sum([...new Set([...one, ...other])]);
  return either === 0 ? 0 : Math.round((both / either) * 1e4) / 1e4;
}

async function lexemesOf(
  text: string,
  db: Database,
): Promise<Readonly<Record<Language, ReadonlySet<string>>>> {
  const words = plainWords(text);
  const { rows } = await sql<{ lexemes: readonly string[] }>`
    select tsvector_to_array(to_tsvector('english', ${words.join(" ")})) as lexemes`.execute(db);
  return { en: new Set(rows[0]?.lexemes), cy: new Set(words.flatMap((word) => welshStem(word) ?? [])) };
}

interface Count {
  readonly lexeme: string;
  readonly entries: number;
  readonly headings: number;
}

async function countsOf(
  tenant: TenantId,
  lexemes: readonly string[],
  db: Database,
): Promise<readonly Count[]> {
  const { rows } = await sql<Count>`
    select lexeme, sum(entries) as entries, sum(headings) as headings from search_word
    where tenant_id = ${tenant} and lexeme = any(${[...new Set(lexemes)]}::text[]) group by lexeme`.execute(
    db,
  );
  return rows;
}

const telling = (counts: readonly Count[]): readonly Concept[] =>
  counts
    .toSorted((a, b) => a.entries - b.entries || (a.lexeme < b.lexeme ? -1 : 1))
    .slice(0, TELLING)
    .map(({ lexeme, entries, headings }) => [
      { query: quoted(lexeme), words: 1, sure: 1, entries, headings },
    ]);

async function wordsOf(tenant: TenantId, near: readonly Ranked[], db: Database) {
  const { rows } = await sql<{ kind: string; id: string; language: Language; lexemes: readonly string[] }>`
    select kind, entry_id as id, language, tsvector_to_array(words) as lexemes from search_entry
    where tenant_id = ${tenant} and (kind, entry_id) in (
      select * from unnest(${near.map(({ kind }) => kind)}::text[], ${near.map(({ id }) => id)}::text[]))`.execute(
    db,
  );
  return rows;
}
