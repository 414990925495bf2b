import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { Check } from "../../core/house.ts";
import type { Found, Search, SearchQuestion } from "../../core/search.ts";
import { fits, type Narrowed, type Ranked, ranked } from "./candidates.ts";
import { facetLabel, kindLabel, languageLabel, putAll, take, tenantLabel } from "./entries.ts";
import { alike } from "./like.ts";
import { conceptsOf } from "./question.ts";
import { plainWords } from "./spelling.ts";
import { groupsIn, type Thesaurus, thesaurusOf } from "./thesaurus.ts";

/** More than this isn't shown, however far somebody turns the pages. */
const MOST_FOUND = 200;
const LONGEST_COMPARED = 100;

/** `files` are those of content/search. */
export function searchIn(db: Database, files: readonly unknown[]): Search {
  const groups = groupsIn(files);
  let thesaurus: Promise<Thesaurus> | undefined;
  const known = () => {
    thesaurus ??= thesaurusOf(groups, db);
    thesaurus.catch(() => {
      thesaurus = undefined; // asked again when the database is back
    });
    return thesaurus;
  };
  let letters = false; // once it is there it stays
  return {
    put: (entry, inside) => putAll([entry], inside),
    take,
    async find(question) {
      if (question.text.trim() === "") return newest(question, db);
      letters ||= await comparesLetters(db);
      const { text, tenant } = question;
      const concepts = await conceptsOf(text, tenant, {
        db,
        thesaurus: await known(),
        byLetters: letters,
      });
      if (concepts.length === 0) return [];
      const typed = letters ? plainWords(text).join(" ").slice(0, LONGEST_COMPARED) : undefined;
      const narrowed = narrowedTo(question);
      return page(fused(await ranked(concepts, { narrowed, typed, most: MOST_FOUND }, db)), question);
    },
    like: (draft) => alike(draft, db),
  };
}

/** Whether the extension is there by which misspelt words are found wherever the slip is. */
async function comparesLetters(db: Database): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('search_word_letters') is not null as there`.execute(db);
  return rows[0]?.there === true;
}

export async function searchCheck(db: Database): Promise<Check> {
  const { rows } = await sql<{ entries: number }>`
    select coalesce(sum(entries), 0) as entries from search_tenant`.execute(db);
  const misspelt = (await comparesLetters(db))
    ? "misspelt words are found with pg_trgm"
    : "without the extension pg_trgm, misspelt words are found only if their first two letters are right";
  return { name: "search", ok: true, detail: `${rows[0]?.entries ?? 0} entries; ${misspelt}` };
}

function narrowedTo({ tenant, kinds, facets = {}, language }: SearchQuestion): Narrowed {
  const any = Object.entries(facets).flatMap(([facet, value]) =>
    value === undefined ? [] : [[value].flat().map((each) => facetLabel(facet, each))],
  );
  return {
    tenant,
    all: [tenantLabel(tenant), ...(language === undefined ? [] : [languageLabel(language)])],
    any: kinds === undefined ? any : [...any, kinds.map(kindLabel)],
  };
}

async function newest(question: SearchQuestion, db: Database): Promise<readonly Found[]> {
  const { rows } = await sql<{ kind: string; id: string; score: number }>`
    select kind, entry_id as id, entry_no as score from search_entry
    where tenant_id = ${question.tenant} and ${fits(narrowedTo(question))}
    order by entry_no desc offset ${question.after ?? 0} limit ${question.most}`.execute(db);
  return rows;
}

/** Letters know a word in the making, and nothing of what is meant: so they have a small say. */
const SAY_OF_LETTERS = 0.25;

/**
 * Words and letters added up, as shares of the best: a convex combination, which keeps by how much one fits better than
 * another, where ranks alone forget it (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval", 2023).
 */
function fused(found: readonly Ranked[]): readonly Found[] {
  const best = Math.max(...found.map(({ score }) => score));
  return found
    .map(({ kind, id, score, near }) => ({
      kind,
      id,
      score: Math.round((score / best + SAY_OF_LETTERS * near) * 1e4) / 1e4,
    }))
    .sort((a, b) => b.score - a.score || byName(a, b));
}

const byName = (a: Found, b: Found): number => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);

const page = (found: readonly Found[], { after = 0, most }: SearchQuestion) =>
  found.slice(after, after + most);
