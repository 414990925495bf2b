import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { champion, publishes } from "../../features/stories/telling.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { many, OUT, organisation } from "../../harness/organisation.ts";
import { Browser, plain } from "../../harness/tab.ts";

/** What somebody may type, or write into a directory, in the hope that a page or a spreadsheet makes something of it. */
const corpus = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "javascript:alert(1)//",
  "</title></select></textarea><svg onload=alert(1)>",
  "<!--<script>-->&lt;b&gt;",
  '=HYPERLINK("http://evil.example";"x")',
  "+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd",
  "\t=1+1",
  "{{7*7}}",
] as const;

/** Without what stands in quotes within a tag: there it is text. */
const tagsIn = (page: string): string => page.replace(/="[^"]*"/g, '=""');
const BAD = /<script(?! src="" defer>)|<(img|iframe|object|svg onload)|<[^>]*\son[a-z]+\s*=/i;

describe("What somebody typed, in the tab", () => {
  const house = new TestHouse();
  let all: Browser;
  let bodies: readonly (readonly [string, string])[] = [];
  let files: readonly (readonly [string, string])[] = [];

  before(async () => {
    await house.open({ burst: 10_000 });
    house.now = new Date("2026-11-18T10:00:00Z");
    const carol = await champion(house, "Carol");
    await publishes(await house.person("Ada").meets(), carol);
    await organisation(
      house,
      corpus
        .slice(0, 4)
        .concat(corpus[6])
        .flatMap((department, at) => many(12, `p${at}-`, { department, manager: "lead", minutes: 45 })),
    );
    house.now = new Date(OUT);
    await typeEverywhere();
    const lead = { tenant: TENANT as TenantId, id: "lead" as PersonId };
    all = new Browser(house, lead, ["analyst", "champion", "administrator"]);
    bodies = await Promise.all(
      house.app.pages.map(async ({ path }) => [path, (await all.asks(`/tab/${path}`)).text] as const),
    );
    files = await everyFile();
  });
  after(() => house.close());

  /** As if each of these had found a way in, whatever checks stand before it. */
  async function typeEverywhere(): Promise<void> {
    const db = house.db;
    await sql`insert into story_try (tenant_id, person_id, story_id, worked, tried_at, first_at)
      select p.tenant_id, p.person_id, s.story_id, true, '2026-11-19', '2026-11-19' from person p, story s
      where p.person_id like 'p%'`.execute(db);
    await sql`update story_version set title = ${corpus[1]}`.execute(db);
    for (const [at, text] of corpus.entries()) {
      await sql`insert into experiment (tenant_id, language, hypothesis, task, app, baseline, known_by, design, starts_on, ends_on,
          open_to, code, success, made_at, closed_at, verdict, learned, keep, result)
        values (${TENANT}, 'en', ${text}, 'email', 'word', ${text}, 'counted', 'before-after', '2026-10-01', '2026-10-20',
          'all', ${`CODE${at}`}, ${text}, now(), '2026-10-21', 'worked', ${text}, true, '{}')`.execute(db);
      const message = { en: { title: text, text }, cy: { title: text, text } };
      await sql`insert into campaign (tenant_id, message, audience, service, state, created_by, created_at, asked)
        values (${TENANT}, ${JSON.stringify(message)}::jsonb, ${text}, false, 'draft', ${text}, now(), 20)`.execute(
        db,
      );
      await sql`insert into audit_event (tenant_id, at, by_whom, what, facts)
        values (${TENANT}, ${house.now}, ${text}, ${text.slice(0, 40)}, ${JSON.stringify({ asked: text, [text]: text })}::jsonb)`.execute(
        db,
      );
      await sql`insert into benefit_evaluation (tenant_id, outcome, design, from_day, weeks, worthwhile, planned_by, planned_at, tips, held_out, state)
        values (${TENANT}, ${text}, 'hold-out', '2026-11-02', 4, 1, ${text}, now(), 50, 50, 'withdrawn')`.execute(
        db,
      );
    }
  }

  async function everyFile(): Promise<readonly (readonly [string, string])[]> {
    const found: (readonly [string, string])[] = [];
    for (const { path, figures } of house.app.pages) {
      if (figures !== true) continue;
      const { tables } = JSON.parse((await all.asks(`/api/v1/${path}`)).text) as { tables: { id: string }[] };
      for (const { id } of tables)
        found.push([`${path}/${id}`, (await all.asks(`/tab/${path}/${id}.csv`)).text]);
    }
    return found;
  }

  it("stands on the pages as it was typed, so that these tests look at something", () => {
    const whole = bodies.map(([, text]) => plain(text)).join("\n");

    for (const text of corpus) assert.ok(whole.includes(text.trim()), text);
    assert.ok(files.length >= 12, String(files.length));
  });

  it("becomes no markup on any page", () => {
    for (const [path, text] of bodies) {
      assert.doesNotMatch(text, /<script(?! src="\/tab\/[a-z-]+\.js" defer>)/i, path);
      assert.doesNotMatch(tagsIn(text), BAD, path);
      for (const one of corpus) if (/[<>"']/.test(one)) assert.ok(!text.includes(one), `${path}: ${one}`);
    }
  });

  it("becomes no address that runs anything, and no page has a script or a style within it", () => {
    for (const [path, text] of bodies) {
      for (const [, address = ""] of text.matchAll(/(?:href|action|src)="([^"]*)"/g))
        assert.match(plain(address), /^(\/|#|https:\/\/)/, `${path}: ${address}`);
      assert.doesNotMatch(text, /<style|\sstyle="/i, path);
    }
  });

  it("typed into an address comes back as text", async () => {
    for (const text of corpus.slice(0, 5)) {
      const typed = encodeURIComponent(text);
      for (const path of [
        `groups?path=${typed}&path=${typed}`,
        `groups?under=${typed}`,
        `groups?period=${typed}`,
        `administration?record=${typed}&done=${typed}`,
        `my?lang=${typed}&theme=${typed}`,
        `${typed}`,
      ]) {
        const { status, text: shown, headers } = await all.asks(`/tab/${path}`);

        assert.ok([200, 400, 404].includes(status), `${path}: ${status}`);
        assert.doesNotMatch(tagsIn(shown), BAD, path);
        assert.match(headers.get("content-security-policy") ?? "", /script-src 'self'/);
      }
    }
  });

  it("becomes no formula in any file", () => {
    for (const [address, text] of files)
      for (const row of parse(text, { bom: true }) as string[][])
        for (const cell of row.flatMap((each) => each.split(";"))) {
          const begun = cell.normalize("NFKC").replace(/^[^!-~−]+/u, "");
          assert.doesNotMatch(begun, /^([=+@]|-(?!\d))/, `${address}: ${cell}`);
        }
  });
});
