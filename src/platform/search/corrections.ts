import { sql } from "kysely";
import type { Database } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import { isMisspelt, slips } from "./spelling.ts";
import type { Thesaurus } from "./thesaurus.ts";

export interface Sources {
  readonly db: Database;
  readonly tenant: TenantId;
  readonly thesaurus: Thesaurus;
  /** Whether the database compares words letter by letter. */
  readonly byLetters: boolean;
}

const MOST_MEANT = 3;
/** A word that is only begun is nearer than one with a slip in it. */
const BEGUN = 0.5;

/** For words that stand nowhere, which may have been meant: those that begin so, and those that differ by a slip. */
export async function meantBy(
  typed: readonly string[],
  sources: Sources,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (typed.length === 0) return new Map();
  const { rows } = await sql<{ typed: string; word: string; entries: number }>`
    ${sql.join(
      typed.map((word) => near(word, sources)),
      sql` union all `,
    )}`.execute(sources.db);
  return new Map(
    typed.map((word) => {
      const often = new Map(rows.filter((row) => row.typed === word).map((row) => [row.word, row.entries]));
      return [word, bestOf(word, often, sources.thesaurus)];
    }),
  );
}

const begins = (beginning: string) => sql`word between ${beginning} and ${`${beginning}\u{10ffff}`}`;

/** Without the extension, the words of which at least the first two letters are right. */
const near = (word: string, { tenant, byLetters }: Sources) => sql`
  select ${word}::text as typed, word, sum(entries) as entries from search_word
  where tenant_id = ${tenant} and language in ('en', 'cy')
    and (${begins(word)} or ${byLetters ? sql`word % ${word}` : begins(word.slice(0, 2))})
  group by word`;

function bestOf(typed: string, often: ReadonlyMap<string, number>, { spelt }: Thesaurus): readonly string[] {
  const count = (word: string) => often.get(word) ?? 0;
  return [...new Set([...often.keys(), ...spelt])]
    .filter((word) => word.startsWith(typed) || isMisspelt(typed, word))
    .map((word) => ({ word, off: word.startsWith(typed) ? BEGUN : slips(typed, word) }))
    .sort((a, b) => a.off - b.off || count(b.word) - count(a.word) || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_MEANT)
    .map(({ word }) => word);
}
