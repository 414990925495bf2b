import assert from "node:assert/strict";
import { proposes } from "../features/experiments/trying.ts";
import { inputOf, TestHouse, titleOf } from "../harness/house.ts";
import { reference } from "./shared.ts";

describe("the design types of the Evaluation Task Force's registry", () => {
  it("import as they are published, each code once, and can be proposed with", async () => {
    const house = new TestHouse();
    await house.open();
    const csv = reference("domain/etf-evaluation-design-types.csv");
    house.files.set("designs.csv", csv);
    const { code, err } = await house.operates("import designs designs.csv");
    const ada = await house.person("Ada").meets();
    const choices = inputOf(await ada.says("try"), "design").choices as { value: string; title: string }[];
    const started = await proposes(ada, { design: "stepped" });
    await house.close();

    assert.equal(code, 0, err);
    const codes = csv
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0]?.replaceAll('"', "").trim());
    assert.equal(codes.length, 53);
    for (const each of codes) assert.equal(choices.filter(({ value }) => value === each).length, 1, each);
    assert.ok(choices.some(({ title }) => title === "Randomised control trial (RCT): Stepped wedge RCT"));
    assert.equal(titleOf(started), "Your experiment is set up");
  });
});
