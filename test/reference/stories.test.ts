import assert from "node:assert/strict";
import { TENANT, TestHouse, textOf, titleOf } from "../harness/house.ts";
import { reference } from "./shared.ts";

describe("Public records of what worked", () => {
  let house: TestHouse;
  before(async () => {
    house = new TestHouse();
    await house.open();
    house.files.set("hub.json", reference("domain/ai-knowledge-hub-tools.json"));
  });
  after(() => house.close());

  it("are imported whole, each with a task, and show their source and licence", async () => {
    const first = await house.operates(`import stories hub.json --tenant ${TENANT} --by ops`);
    const again = await house.operates(`import stories hub.json --tenant ${TENANT} --by ops`);

    assert.deepEqual([first.code, first.err], [0, ""]);
    assert.match(first.out, /47 new, 0 there already/);
    assert.match(again.out, /0 new, 47 there already/);
    const { story_version: versions = [] } = await house.everything();
    const other = versions.filter(({ task }) => task === "other").map(({ title }) => title);
    assert.ok(other.length <= 4, other.join("; "));
  });

  it("are found by what a civil servant would type", async () => {
    const ada = await house.person("Ada").meets();
    for (const [words, title] of [
      ["hospital discharge", /Discharge Summary/],
      ["peat", /AI4Peat/],
      ["fly-tipping", /Report It/],
    ] as const) {
      const found = await ada.says(`stories about ${words}`);
      assert.match(textOf(found), title, words);
      const shown = await ada.presses(found, "Open");
      assert.match(textOf(shown), /Open Government Licence/, titleOf(shown));
    }
  });
});
