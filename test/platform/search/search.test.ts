import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { dice, stories, vocabulary, zipf } from "../../../bench/parts/invented.ts";
import type { Database } from "../../../src/core/database.ts";
import type { TenantId } from "../../../src/core/person.ts";
import type { Search, SearchEntry, SearchQuestion } from "../../../src/core/search.ts";
import { readContent } from "../../../src/platform/content/read.ts";
import { migrate } from "../../../src/platform/database/migrate.ts";
import { openEmbedded, openInMemory } from "../../../src/platform/database/open.ts";
import { putAll } from "../../../src/platform/search/entries.ts";
import { searchMigrations } from "../../../src/platform/search/migrations.ts";
import { searchIn } from "../../../src/platform/search/open.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";

const HERE = TENANT as TenantId; // as the house has it
const OTHER = "22222222-2222-4222-8222-222222222222" as TenantId; // as people type it in settings
const thesaurus = readContent().search ?? [];

describe("whoever looks for what others have told", () => {
  const house = new TestHouse();
  let search: Search;
  beforeEach(async () => {
    await house.open();
    search = searchIn(house.db, thesaurus);
  });
  afterEach(() => house.close());

  const put = (...entries: readonly Partial<SearchEntry>[]) =>
    house.db.transaction().execute(async (inside) => {
      for (const entry of entries)
        await search.put(
          { tenant: HERE, kind: "story", id: "one", language: "en", title: "", body: "", tags: [], ...entry },
          inside,
        );
    });
  const take = (id: string) =>
    house.db.transaction().execute((inside) => search.take({ tenant: HERE, kind: "story", id }, inside));
  const find = async (text: string, more: Partial<SearchQuestion> = {}, by = search) =>
    (await by.find({ tenant: HERE, text, most: 10, ...more })).map(({ id }) => id);

  it("finds it by any of its words, the better it fits the earlier", async () => {
    await put(
      { id: "title", title: "Casework letters in an hour", body: "We wrote them with Copilot." },
      {
        id: "body",
        title: "A quiet afternoon",
        body: "It was about casework, and about nothing else at all.",
      },
      { id: "tag", title: "Another afternoon", body: "Something else.", tags: ["Casework"] },
      { id: "nothing", title: "Rotas for the front desk", body: "A table for next week." },
    );

    assert.deepEqual(await find("casework in February"), ["title", "tag", "body"]);
  });

  it("gets first what has the rare word of a question, not its common ones", async () => {
    await put(
      ...Array.from({ length: 12 }, (_, at) => ({
        id: `common${at}`,
        title: "Copilot helped the team",
        body: "",
      })),
      { id: "rare", title: "A day at the port", body: "Copilot read manifests of ships." },
    );

    assert.equal((await find("copilot helped team with manifests"))[0], "rare");
  });

  for (const [typed, title] of [
    ["PQ", "Answering a parliamentary question"],
    ["parliamentary questions", "A PQ before lunch"],
    ["freedom of information", "FOI requests sorted"],
    ["box note", "What goes into the red box"],
    ["briefing", "A brief for the Minister"],
    ["perm sec", "Slides for the Permanent Secretary"],
    ["SpAd", "Notes for special advisers"],
    ["HMT", "A letter to the Treasury"],
    ["ALBs", "Advice for arm's length bodies"],
    ["treat official", "Correspondence in half the time"],
    ["shorten a report", "Summarising a long inquiry"],
    ["deck", "PowerPoint from a paper"],
    ["record of a meeting", "Minutes written while we talked"],
    ["summarize", "How we summarise evidence"],
  ] as const)
    it(`finds “${title}” by “${typed}”`, async () => {
      await put({ id: "meant", title }, { id: "other", title: "Rotas for the front desk" });

      assert.equal((await find(typed))[0], "meant");
    });

  for (const [typed, title] of [
    ["sumarise", "Summarise the evidence"],
    ["corespondence", "Correspondence in half the time"],
    ["meetign", "A meeting without notes"],
    ["psreadsheet", "A spreadsheet that explains itself"],
    ["procu", "Procurement in plain words"],
  ] as const)
    it(`finds “${title}” by the misspelt or unfinished “${typed}”`, async () => {
      await put({ id: "meant", title }, { id: "other", title: "Rotas for the front desk" });

      assert.deepEqual(await find(typed), ["meant"]);
    });

  it("finds Welsh however a word begins after another, with and without its accents", async () => {
    await put(
      { id: "cyfarfod", language: "cy", title: "Cofnodion ar ôl cyfarfod" },
      { id: "ty", language: "cy", title: "Tŷ newydd i'r archif" },
    );

    for (const typed of ["gyfarfod", "yng nghyfarfod", "chyfarfodydd", "Cyfarfod"])
      assert.deepEqual(await find(typed), ["cyfarfod"], typed);
    assert.deepEqual(await find("ty"), ["ty"]);
    assert.deepEqual(await find("TŶ"), ["ty"]);
  });

  it("finds in either language what is told in the other", async () => {
    await put(
      { id: "english", title: "Minutes written while we talked" },
      { id: "welsh", language: "cy", title: "Cyfieithu llythyrau yn gynt" },
    );

    assert.deepEqual(await find("cofnodion"), ["english"]);
    assert.deepEqual(await find("translate letters"), ["welsh"]);
    assert.deepEqual(await find("translate minutes", { language: "en" }), ["english"]);
  });

  it("narrows it down to what was asked for, a page at a time", async () => {
    await put(
      ...Array.from({ length: 5 }, (_, at) => ({
        id: `s${at}`,
        title: "Casework",
        facets: { task: at < 3 ? "email" : "draft", app: "outlook" },
      })),
      { id: "trial", kind: "experiment", title: "Casework", facets: { task: "email" } },
    );

    assert.deepEqual(await find("casework", { kinds: ["experiment"] }), ["trial"]);
    assert.deepEqual(await find("casework", { kinds: ["story"], facets: { task: "draft" } }), ["s3", "s4"]);
    assert.equal(
      (await find("casework", { facets: { task: ["draft", "email"], app: "outlook" } })).length,
      5,
    );
    assert.deepEqual(await find("casework", { facets: { task: "none" } }), []);
    const [first, second] = [
      await find("casework", { most: 4 }),
      await find("casework", { most: 4, after: 4 }),
    ];
    assert.equal(new Set([...first, ...second]).size, 6);
  });

  it("gets the newest where nothing was typed", async () => {
    await put(
      { id: "old", title: "Old" },
      { id: "new", title: "New" },
      { id: "newest", kind: "experiment", title: "Newest" },
    );

    assert.deepEqual(await find(""), ["newest", "new", "old"]);
    assert.deepEqual(await find("  ", { kinds: ["story"], most: 1, after: 1 }), ["old"]);
  });

  it("never finds what another organisation told, nor learns which words it used", async () => {
    await put(
      { id: "theirs", tenant: OTHER, title: "Manifests of ships" },
      { id: "ours", title: "Notes on shipping" },
    );

    assert.deepEqual(await find("manifests"), []);
    assert.deepEqual(await find("manifets"), []);
    assert.deepEqual(await find("manifests", { tenant: OTHER }), ["theirs"]);
  });

  it("finds what was changed by what it says now", async () => {
    await put({ id: "one", title: "Casework", language: "cy" });
    await put({ id: "one", title: "Manifests of ships", language: "en" });

    assert.deepEqual(await find("casework"), []);
    assert.deepEqual(await find("manifests"), ["one"]);
    assert.deepEqual(await find(""), ["one"]);
  });

  it("finds nothing of what was taken away, and no word of it is kept", async () => {
    await put({ id: "stays", title: "Notes on shipping" }, { id: "goes", title: "Manifests of Zanzibar" });
    await take("goes");
    await take("goes");
    await take("never there");

    assert.deepEqual(await find("manifests zanzibar"), []);
    const { rows } = await sql<{ word: string }>`select word from search_word order by 1`.execute(house.db);
    assert.deepEqual(
      rows.map(({ word }) => word),
      ["notes", "shipping"],
    );
    assert.deepEqual(await find("shipping"), ["stays"]);
  });

  it("finds nothing of what was undone in the end", async () => {
    const undone = house.db.transaction().execute(async (inside) => {
      const entry = {
        tenant: HERE,
        kind: "story",
        id: "undone",
        language: "en",
        title: "Casework",
        body: "",
        tags: [],
      } as const;
      await search.put(entry, inside);
      throw new Error("it failed afterwards");
    });

    await assert.rejects(undone, /failed afterwards/);
    assert.deepEqual(await find("casework"), []);
  });

  it("finds all that was published at one moment", async () => {
    const ids = Array.from({ length: 12 }, (_, at) => `s${at}`);
    await Promise.all(
      ids.map((id, at) =>
        put(
          { id, title: at % 2 === 0 ? "Casework letters" : "Letters, casework" },
          { id: `${id}b`, title: at % 2 === 0 ? "Letters, casework" : "Casework letters" },
        ),
      ),
    );

    assert.equal((await find("casework letters", { most: 50 })).length, 24);
    const { rows } = await sql<{ entries: number }>`
      select entries from search_word where word = 'casework'`.execute(house.db);
    assert.deepEqual(rows, [{ entries: 24 }]);
  });

  it("is answered in time whatever is typed", async () => {
    await put(
      { id: "one", title: "Casework & letters", body: "select * from person; -- ".repeat(50) },
      {
        id: "two",
        language: "cy",
        title: "Ŵyn a thŷ 🎉",
        body: "\u0000\ud800 ".repeat(10),
        tags: ["'; drop table search_entry; --"],
      },
    );
    const odd = [
      "   \n\t ",
      "the of and to",
      "🎉🎉🎉",
      "' \" '' \"\" \\ \\' $$ $1",
      "a & b | !c <-> d:* (((",
      "casework:* & !letters <-> (",
      "'; drop table search_entry; --",
      "%_%\\%",
      "\u0000casework\u0000",
      "\ud800",
      "ŵ ŷ â ê î ô û ẁ",
      "会議の議事録を要約する",
      "تلخيص محضر الاجتماع",
      "Протокол совещания",
      "ﬁ ﬂ ß İ ı",
      "1e999 0x1F 3.14 2026-11-22 a@b.example https://example.org/x?y=z",
      "casework ".repeat(1_200),
      Array.from({ length: 2_000 }, (_, at) => `word${at}`).join(" "),
      "x".repeat(10_000),
      "🎉".repeat(10_000),
    ];

    for (const text of odd) {
      const start = performance.now();
      assert.ok(Array.isArray(await find(text)), text.slice(0, 40));
      assert.ok(performance.now() - start < 5_000, text.slice(0, 40));
    }
    assert.deepEqual(await find("the of and to"), []);
    assert.deepEqual(await find("🎉🎉🎉"), []);
    assert.deepEqual(await find("'; drop table search_entry; --"), ["two"]);
    assert.deepEqual(await find(`casework ${"x".repeat(10_000)}`), ["one"]);
  });

  it("is told where somebody told much the same already, and not of what only has the same subject", async () => {
    const told =
      "Every month I wrote minutes of the assurance board by hand. I gave Copilot the transcript, asked for decisions with owners, and checked each against the recording.";
    await put(
      { id: "same", title: "Minutes of the assurance board", body: told },
      {
        id: "subject",
        title: "Minutes without a minute taker",
        body: "Our directorate tried live captions for people who can't hear well. Nobody had to write, and the recap stood in Teams afterwards.",
      },
      { id: "elsewhere", kind: "experiment", title: "Minutes of the assurance board", body: told },
      {
        id: "other",
        title: "Rotas for the front desk",
        body: "A table for next week, made of holidays and shifts.",
      },
    );
    const retold =
      "I used to write the minutes of our assurance board by hand each month. Now Copilot gets the transcript and lists decisions with their owners, and I check them against the recording.";
    const like = async (title: string, body: string) =>
      (await search.like({ tenant: HERE, kind: "story", title, body, most: 5 })).map(({ id, score }) => ({
        id,
        score,
      }));

    assert.deepEqual(await like("Minutes of the assurance board", told), [{ id: "same", score: 1 }]);
    assert.deepEqual(
      (await like("Board minutes in ten minutes", retold)).map(({ id }) => id),
      ["same"],
    );
    assert.deepEqual(await like("", ""), []);
    assert.deepEqual(await like("Weather", "It rained all day in the hills."), []);
  });

  it("is told of the same story told fifty times, as often as asked for", async () => {
    await put(
      ...Array.from({ length: 50 }, (_, at) => ({
        id: `s${at}`,
        title: "Casework letters in an hour",
        body: "We asked for a first draft of each letter, and corrected it.",
      })),
    );

    const found = await search.like({
      tenant: HERE,
      kind: "story",
      title: "Casework letters in an hour",
      body: "We asked for a first draft of each letter, and corrected it.",
      most: 3,
    });

    assert.deepEqual(
      found.map(({ score }) => score),
      [1, 1, 1],
    );
  });

  it("gets the same answers in the same order from both databases, in whichever order stories came in", async function () {
    this.timeout(120_000);
    const words = vocabulary(1_000, ["meeting", "minutes", "briefing", "email"]);
    const told = [...stories(HERE, 120, words)].flat();
    const roll = dice(7);
    const texts = Array.from({ length: 24 }, (_, at) =>
      at % 4 === 0
        ? `minits of meetings ${zipf(roll, words)}`
        : [1, 2, 3].map(() => zipf(roll, words)).join(" "),
    );
    const { db } = openInMemory();
    await migrate(db, searchMigrations);
    const answers = async (at: Database, entries: readonly SearchEntry[]) => {
      const by = searchIn(at, thesaurus);
      await at.transaction().execute((inside) => putAll(entries, inside));
      const all = [];
      for (const text of texts) all.push([text, await find(text, { most: 20 }, by)]);
      return all;
    };

    try {
      const here = await answers(house.db, told);
      assert.deepEqual(await answers(db, told.toReversed()), here);
      assert.ok(here.filter(([, found]) => (found?.length ?? 0) > 5).length > 9);
    } finally {
      await db.destroy();
    }
  });

  it("finds it again after the embedded database was closed and opened", async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "uptake-search-"));
    const open = () => openEmbedded(folder, () => {});
    const first = open();
    try {
      await migrate(first, searchMigrations);
      await first.transaction().execute(async (inside) => {
        const entry = {
          tenant: HERE,
          kind: "story",
          id: "kept",
          language: "en",
          title: "Casework",
          body: "",
          tags: [],
        } as const;
        await searchIn(first, thesaurus).put(entry, inside);
      });
    } finally {
      await first.destroy();
    }
    const second = open();
    try {
      assert.deepEqual(await find("caswork", {}, searchIn(second, thesaurus)), ["kept"]);
    } finally {
      await second.destroy();
      rmSync(folder, { recursive: true });
    }
  });

  it("still finds a misspelt word by how it begins where the database has no pg_trgm, and the operator is told", async () => {
    await put({ id: "meant", title: "Correspondence in half the time" });
    assert.match((await house.operates("doctor")).out, /search.*misspelt words are found with pg_trgm/);

    const undone = house.db.transaction().execute(async (inside) => {
      await sql`drop extension pg_trgm cascade`.execute(inside);
      const without = searchIn(inside, thesaurus);
      assert.deepEqual(await find("corespondance", {}, without), ["meant"]);
      assert.deepEqual(await find("corespondance letters", {}, without), ["meant"]);
      throw new Error("put it back");
    });

    await assert.rejects(undone, /put it back/);
  });

  it("is there also where whoever runs the database doesn't allow pg_trgm", async () => {
    const undone = house.db.transaction().execute(async (inside) => {
      await sql`drop extension pg_trgm cascade`.execute(inside);
      await sql`create role search_refused`.execute(inside);
      await sql`set local role search_refused`.execute(inside);
      await sql.raw(Object.values(searchMigrations).flat().at(-1) ?? "").execute(inside);
      const { rows } = await sql`select to_regclass('search_word_letters') as made`.execute(inside);
      assert.deepEqual(rows, [{ made: null }]);
      throw new Error("put it back");
    });

    await assert.rejects(undone, /put it back/);
  });
});
