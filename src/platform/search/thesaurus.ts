import { sql } from "kysely";
import { z } from "zod/v4";
import type { Database } from "../../core/database.ts";
import type { Language } from "../../core/words.ts";
import { plainWords, welshStem } from "./spelling.ts";

const Terms = z.array(z.string().trim().min(1)).default([]);
/** A file of content/search: words and phrases of one group stand for one another, in both languages. */
const ThesaurusFile = z.object({
  about: z.string(),
  written: z.iso.date(),
  reviewed: z.iso.date(),
  groups: z.array(z.object({ en: Terms, cy: Terms })),
});

/** One word or phrase, as lexemes of one language in a row; `query` is how the index is asked for it. */
export interface Term {
  readonly language: Language;
  readonly lexemes: readonly string[];
  readonly query: string;
}

export interface Thesaurus {
  /** What a row of lexemes names from a place on, with all terms of its group. */
  at(
    language: Language,
    lexemes: readonly string[],
    place: number,
  ): readonly { readonly own: Term; readonly terms: readonly Term[] }[];
  /** Words as they are spelt in it, for correcting those that aren't. */
  readonly spelt: readonly string[];
}

/** Lexemes hold letters and digits alone, so quotes are enough. */
export const quoted = (lexeme: string): string => `'${lexeme}'`;

type Groups = z.infer<typeof ThesaurusFile>["groups"];

export const groupsIn = (files: readonly unknown[]): Groups =>
  ThesaurusFile.array()
    .parse(files)
    .flatMap((file) => file.groups);

export async function thesaurusOf(groups: Groups, db: Database): Promise<Thesaurus> {
  const english = await inEnglish([...new Set(groups.flatMap(({ en }) => en))], db);
  const named = groups.map(({ en, cy }) => [
    ...en.flatMap((term) => english.get(term) ?? []),
    ...cy.flatMap((term) => inWelsh(term) ?? []),
  ]);
  const byFirst = new Map<string, { readonly own: Term; readonly terms: readonly Term[] }[]>();
  for (const terms of named)
    for (const own of terms) {
      const key = `${own.language} ${own.lexemes[0]}`;
      byFirst.set(key, [...(byFirst.get(key) ?? []), { own, terms }]);
    }
  const spelt = new Set(groups.flatMap(({ en, cy }) => [...en, ...cy]).flatMap(plainWords));
  return {
    spelt: [...spelt],
    at: (language, lexemes, place) =>
      (byFirst.get(`${language} ${lexemes[place]}`) ?? []).filter(({ own }) =>
        own.lexemes.every((lexeme, at) => lexemes[place + at] === lexeme),
      ),
  };
}

/** As the database stems it; small words within a phrase are left out, and where they stood is kept. */
async function inEnglish(terms: readonly string[], db: Database): Promise<ReadonlyMap<string, Term>> {
  const { rows } = await sql<{ query: string; words: string }>`
    select phraseto_tsquery('english', t.words)::text as query from unnest(${terms.map((term) => plainWords(term).join(" "))}::text[])
      with ordinality t(words, at) order by at`.execute(db);
  return new Map(
    terms.flatMap((term, at) => {
      const query = rows[at]?.query ?? "";
      const lexemes = [...query.matchAll(/'([^']+)'/g)].map(([, lexeme = ""]) => lexeme);
      return lexemes.length === 0 ? [] : [[term, { language: "en", lexemes, query } as const]];
    }),
  );
}

function inWelsh(term: string): Term | undefined {
  const lexemes = plainWords(term).flatMap((word) => welshStem(word) ?? []);
  if (lexemes.length === 0) return undefined;
  return { language: "cy", lexemes, query: lexemes.map(quoted).join(" <-> ") };
}
