import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { TestHouse, textOf } from "../harness/house.ts";

const FILE = "../shared/domain/ai-knowledge-hub-prompts.json";

describe("prompts that a public hub published", () => {
  const house = new TestHouse();
  before(async () => {
    await house.open();
    house.files.set(FILE, readFileSync(FILE, "utf8"));
  });
  after(() => house.close());

  it("are imported as tips, all of them, and once however often", async () => {
    const first = await house.operates(`import tips ${FILE}`);
    const again = await house.operates(`import tips ${FILE}`);

    assert.deepEqual([first.code, first.out], [0, "47 tips imported.\n"]);
    assert.deepEqual([again.code, again.out], [0, "47 tips imported.\n"]);
    assert.equal((await house.everything()).tip?.length, 47);
  });

  it("say what kind of task they are for, where they come from, and what to check, in both languages", async () => {
    const { tip = [] } = await house.everything();
    const bodies = tip.map(({ body }) => body as Record<string, never>) as unknown as {
      readonly task: string;
      readonly written: string;
      readonly source: { readonly title: string; readonly url?: string };
      readonly en: Record<string, string>;
      readonly cy: Record<string, string>;
    }[];

    assert.ok(bodies.filter(({ task }) => task === "other").length <= 5, "most have a task");
    assert.ok(new Set(bodies.map(({ task }) => task)).size >= 5);
    for (const { en, cy, source, written } of bodies) {
      assert.match(source.url ?? "", /^https:/);
      assert.match(written, /^202[4-6]-\d\d-\d\d$/);
      assert.match(en.caution ?? "", /check/);
      assert.match(cy.body ?? "", /^Yn Saesneg yn unig/);
    }
  });

  it("can be found and tried like any other", async () => {
    const ada = await house.person("Ada").meets();
    const found = await ada.composes("query", {
      commandId: "findTip",
      parameters: [{ name: "words", value: "procurement strategy" }],
    });

    assert.match(JSON.stringify(found), /Build a procurement strategy/);
    assert.ok(textOf(await ada.says("give me a tip")).length > 0);
  });
});
