import assert from "node:assert/strict";
import type { TenantId } from "../../src/core/person.ts";
import type { SearchEntry } from "../../src/core/search.ts";
import { readContent } from "../../src/platform/content/read.ts";
import { searchIn } from "../../src/platform/search/open.ts";
import { emptyOut } from "../harness/database.ts";
import { testDatabase } from "../harness/setup.ts";
import { AFTERWARDS, HELD_OUT, QUESTIONS } from "./search-questions.ts";
import { reference } from "./shared.ts";

const TENANT = "11111111-1111-4111-8111-111111111111" as TenantId; // as people type it in settings
const AMONG = 5;

interface Tool {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly challenge?: string;
  readonly solution?: string;
  readonly results?: string;
  readonly learnings?: string;
  readonly details?: Readonly<Record<string, string>>;
}

interface Prompt {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly what_it_does?: string;
  readonly prompts?: readonly string[];
}

const itemsOf = <T>(name: string): readonly T[] =>
  (JSON.parse(reference(`domain/ai-knowledge-hub-${name}.json`)) as { items: T[] }).items;

const entry = (
  id: string,
  title: string,
  tags: readonly (string | undefined)[],
  body: readonly unknown[],
): SearchEntry => ({
  tenant: TENANT,
  kind: "story",
  id,
  language: "en",
  title,
  tags: tags.filter((tag) => tag !== undefined),
  body: body.flat().join("\n"),
});

const entries = () => [
  ...itemsOf<Tool>("tools").map(
    ({ slug, title, description, challenge, solution, results, learnings, details = {} }) =>
      entry(
        slug,
        title,
        [details["Organisation name"], details["User group"], details["Type of technology"]],
        [description, challenge ?? "", solution ?? "", results ?? "", learnings ?? ""],
      ),
  ),
  ...itemsOf<Prompt>("prompts").map(({ slug, title, description, what_it_does, prompts = [] }) =>
    entry(slug, title, [], [description, what_it_does ?? "", prompts]),
  ),
];

const say = (line: string) => process.stdout.write(`      ${line}\n`);

describe("a search for what other departments published", function () {
  this.timeout(240_000);

  const open = async () => {
    const db = await testDatabase();
    await emptyOut(db);
    const search = searchIn(db, readContent().search ?? []);
    await db.transaction().execute(async (inside) => {
      for (const each of entries()) await search.put(each, inside);
    });
    return search;
  };

  /** The share of questions that find what they mean among the first few, and those that don't. */
  async function recall(questions: typeof QUESTIONS) {
    const search = await open();
    const missed: string[] = [];
    for (const [text, meant] of questions) {
      const found = await search.find({ tenant: TENANT, text, most: AMONG });
      if (!found.some(({ id }) => id === meant))
        missed.push(`${text} → ${found.map(({ id }) => id).join(", ")}`);
    }
    const share = (questions.length - missed.length) / questions.length;
    say(`recall@${AMONG} ${share.toFixed(3)} of ${questions.length} questions`);
    for (const line of missed) say(`missed: ${line}`);
    return share;
  }

  it("knows 94 records, of which each can be meant", () => {
    const ids = entries().map(({ id }) => id);

    assert.equal(ids.length, 94);
    assert.deepEqual(
      [...QUESTIONS, ...HELD_OUT, ...AFTERWARDS].map(([, id]) => id).filter((id) => !ids.includes(id)),
      [],
    );
  });

  it("finds what a civil servant means among the first five, nine times in ten", async () => {
    assert.ok((await recall(QUESTIONS)) >= 0.9);
  });

  it("finds as much by questions that nothing was made for, eight times in ten", async () => {
    assert.ok((await recall(HELD_OUT)) >= 0.8);
  });

  it("finds as much by questions of somebody who came later, three times in four", async () => {
    assert.ok((await recall(AFTERWARDS)) >= 0.75);
  });
});
