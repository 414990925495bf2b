import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { Language } from "../../core/words.ts";
import { meantBy, type Sources } from "./corrections.ts";
import { plainWords, welshStem } from "./spelling.ts";
import { quoted, type Term, type Thesaurus } from "./thesaurus.ts";

/** One way to read a part of the question: what the index is asked for, how sure we are of it, and how often it stands there. */
export interface Reading {
  readonly query: string;
  /** How many words are joined by "or" in it: the database's rank is a mean over them. */
  readonly words: number;
  readonly sure: number;
  readonly entries: number;
  readonly headings: number;
}

/** A word or phrase of the question, in all its readings. */
export type Concept = readonly Reading[];

/** A longer question is looked for by its first words; a question of that length is a pasted text. */
const MOST_WORDS = 32;
/** Of these the rarest are looked for. */
const MOST_CONCEPTS = 12;
const MOST_CORRECTED = 4;
const SURE = { typed: 1, corrected: 0.8, synonym: 0.6 } as const;

interface Known {
  readonly language: Language;
  readonly lexeme: string;
  readonly entries: number;
  readonly headings: number;
}
type Counts = ReadonlyMap<string, Known>;
const keyOf = (language: Language, lexeme: string) => `${language} ${lexeme}`;

/** A word as it was typed or meant, in the lexemes of both languages; small words have none. */
interface Read {
  readonly word: string;
  readonly en: string | undefined;
  readonly cy: string | undefined;
  /** Spelt otherwise by whoever wrote what is there. */
  readonly meant: readonly Read[];
}

/** What a question asks for, the rarest first; nothing where none of it stands anywhere. */
export async function conceptsOf(
  text: string,
  tenant: TenantId,
  { db, thesaurus, byLetters }: { db: Database; thesaurus: Thesaurus; byLetters: boolean },
): Promise<readonly Concept[]> {
  const words = [...plainWords(text)].slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const lexemes = await englishOf(words, db);
  const typed = words.map((word, at) => readOf(word, lexemes[at]));
  const own = await countsOf(tenant, typed.flatMap(lexemesOf), db);
  const read = await corrected(typed, own, { db, thesaurus, tenant, byLetters });
  const parts = partsOf(read, thesaurus);
  const counts = new Map([...own, ...(await countsOf(tenant, parts.flatMap(partLexemes), db))]);
  return rarest(parts.map((part) => conceptOf(part, counts)));
}

const readOf = (word: string, en: string | undefined): Read => ({ word, en, cy: welshStem(word), meant: [] });

async function englishOf(words: readonly string[], db: Database): Promise<readonly (string | undefined)[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<{ lexeme: string | null }>`
    select (tsvector_to_array(to_tsvector('english', w.word)))[1] as lexeme
    from unnest(${words}::text[]) with ordinality w(word, at) order by at`.execute(db);
  return rows.map(({ lexeme }) => lexeme ?? undefined);
}

const lexemesOf = ({ en, cy }: Read): readonly string[] => [en ?? [], cy ?? []].flat();

async function countsOf(tenant: TenantId, lexemes: readonly string[], db: Database): Promise<Counts> {
  if (lexemes.length === 0) return new Map();
  const { rows } = await sql<Known>`
    select language, lexeme, sum(entries) as entries, sum(headings) as headings from search_word
    where tenant_id = ${tenant} and lexeme = any(${[...new Set(lexemes)]}::text[]) group by language, lexeme`.execute(
    db,
  );
  return new Map(rows.map((row) => [keyOf(row.language, row.lexeme), row]));
}

const isKnown = ({ en, cy }: Read, counts: Counts): boolean =>
  (en !== undefined && counts.has(keyOf("en", en))) || (cy !== undefined && counts.has(keyOf("cy", cy)));

/** Words that stand nowhere, with those that may have been meant: beginnings of words, and words that differ by a slip. */
async function corrected(read: readonly Read[], counts: Counts, sources: Sources): Promise<readonly Read[]> {
  const spelt = new Set(sources.thesaurus.spelt);
  const strange = read
    .filter((each) => each.en !== undefined && each.word.length > 2)
    .filter((each) => !isKnown(each, counts) && !spelt.has(each.word))
    .slice(0, MOST_CORRECTED);
  const meant = await meantBy(
    strange.map(({ word }) => word),
    sources,
  );
  const words = [...new Set([...meant.values()].flat())];
  const lexemes = await englishOf(words, sources.db);
  const reads = new Map(words.map((word, at) => [word, readOf(word, lexemes[at])]));
  return read.map((each) => ({
    ...each,
    meant: (meant.get(each.word) ?? []).flatMap((word) => reads.get(word) ?? []),
  }));
}

/** What one part of the question may be called: as it was typed, as it may have been meant, and by other words. */
interface Part {
  readonly own: readonly Term[];
  readonly meant: readonly Term[];
  readonly others: readonly Term[];
}

const termsOf = ({ en, cy }: Read): readonly Term[] => [
  ...(en === undefined ? [] : [{ language: "en", lexemes: [en], query: quoted(en) } as const]),
  ...(cy === undefined ? [] : [{ language: "cy", lexemes: [cy], query: quoted(cy) } as const]),
];

/** Each word, and each group of the thesaurus that several words in a row name: those words aren't read by themselves then. */
function partsOf(read: readonly Read[], thesaurus: Thesaurus): readonly Part[] {
  const named = (["en", "cy"] as const).flatMap((language) => namedIn(language, read, thesaurus));
  const phrases = named.filter(({ places }) => places.length > 1);
  const covered = new Set(phrases.flatMap(({ places }) => places));
  const words = read.map((each, place) => ({
    own: termsOf(each),
    meant: each.meant.flatMap(termsOf),
    others: covered.has(place)
      ? []
      : named
          .filter(({ places }) => places.length === 1 && places[0] === place)
          .flatMap(({ terms }) => terms),
  }));
  return [...words, ...phrases.map(({ own, terms }) => ({ own: [own], meant: [], others: terms }))];
}

function namedIn(language: Language, read: readonly Read[], thesaurus: Thesaurus) {
  const row = read.flatMap((each, place) => {
    const lexeme = each.meant[0]?.[language] ?? each[language];
    return lexeme === undefined ? [] : { lexeme, place };
  });
  const lexemes = row.map(({ lexeme }) => lexeme);
  return row.flatMap((_, at) =>
    thesaurus.at(language, lexemes, at).map(({ own, terms }) => ({
      own,
      terms: terms.filter((term) => term !== own),
      places: row.slice(at, at + own.lexemes.length).map(({ place }) => place),
    })),
  );
}

const partLexemes = ({ meant, others }: Part): readonly string[] =>
  [...meant, ...others].flatMap(({ lexemes }) => lexemes);

function conceptOf({ own, meant, others }: Part, counts: Counts): Concept {
  const said = new Set([...own, ...meant].map(({ query }) => query));
  return [
    ...readingsOf(own, SURE.typed, counts),
    ...readingsOf(meant, SURE.corrected, counts),
    ...readingsOf(
      others.filter(({ query }) => !said.has(query)),
      SURE.synonym,
      counts,
    ),
  ];
}

/** Single words are read together, as one of them is enough; each phrase by itself. What stands nowhere is left out. */
function readingsOf(terms: readonly Term[], sure: number, counts: Counts): readonly Reading[] {
  const there = terms.flatMap((term) => {
    const found = term.lexemes.map((lexeme) => counts.get(keyOf(term.language, lexeme)));
    const whole = found.flatMap((count) => count ?? []);
    if (whole.length < found.length) return [];
    const entries = Math.min(...whole.map((count) => count.entries));
    const headings = Math.min(...whole.map((count) => count.headings));
    return { query: term.query, words: term.lexemes.length, sure, entries, headings };
  });
  const single = there.filter(({ words }) => words === 1);
  const phrases = there.filter(({ words }) => words > 1);
  return [...(single.length === 0 ? [] : [anyOf(single, sure)]), ...phrases];
}

function anyOf(readings: readonly Reading[], sure: number): Reading {
  const different = [...new Map(readings.map((reading) => [reading.query, reading])).values()];
  return {
    query: different.map(({ query }) => query).join(" | "),
    words: different.length,
    sure,
    entries: readings.reduce((sum, { entries }) => sum + entries, 0),
    headings: readings.reduce((sum, { headings }) => sum + headings, 0),
  };
}

export const entriesOf = (concept: Concept) => concept.reduce((sum, { entries }) => sum + entries, 0);
export const headingsOf = (concept: Concept) => concept.reduce((sum, { headings }) => sum + headings, 0);

function rarest(concepts: readonly Concept[]): readonly Concept[] {
  const different = new Map(
    concepts.map((concept) => [concept.map(({ query }) => query).join("; "), concept]),
  );
  return [...different.values()]
    .filter((concept) => concept.length > 0)
    .sort((a, b) => entriesOf(a) - entriesOf(b))
    .slice(0, MOST_CONCEPTS);
}
