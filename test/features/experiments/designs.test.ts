import assert from "node:assert/strict";
import { inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { inWelsh, proposal, proposes } from "./trying.ts";

const HEADING = '"code", "display", "parent", "collect_description"';

describe("Ways to find out", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  const imports = (...lines: string[]) => {
    house.files.set("designs.csv", [HEADING, ...lines].join("\n"));
    return house.operates("import designs designs.csv");
  };
  const choices = async (person: Staff, form = "try") =>
    inputOf(await person.says(form), "design").choices as { value: string; title: string }[];

  it("can be chosen from in each language before anything is imported", async () => {
    const sian = await inWelsh(house.person("Sian")).meets();

    assert.ok((await choices(ada)).some(({ title }) => title.startsWith("Before and after.")));
    assert.ok((await choices(sian, "arbrofi")).some(({ title }) => title.startsWith("Cyn ac ar ôl.")));
  });

  it("are added from a table, each under the one it belongs to, and can be proposed with", async () => {
    const { code, out } = await imports(
      '"trial", "Trial", null, "false"',
      '"coin", "By a coin, flipped", "trial", "false"',
      '"odd", "Something odd", "trial", "true"',
    );

    assert.equal(code, 0);
    assert.match(out, /3 design types imported/);
    assert.ok(
      (await choices(ada)).some(
        ({ value, title }) => value === "coin" && title === "Trial: By a coin, flipped",
      ),
    );
    assert.equal(titleOf(await proposes(ada, { design: "coin" })), "Your experiment is set up");
    assert.match(textOf(await proposes(ada, { design: "odd" })), /in your own words/);
  });

  it("imported again are brought up to date, and ours stay as they are", async () => {
    await imports('"coin", "By a coin", null, "false"');
    const { out } = await imports('"coin", "By lot", null, "false"', '"other", "Else", null, "true"');

    const titles = (await choices(ada)).map(({ title }) => title);
    assert.ok(titles.includes("By lot") && !titles.includes("By a coin"));
    assert.ok(titles.some((title) => title.startsWith("Another way")) && !titles.includes("Else"));
    assert.match(out, /other is one of our own, which stands as it is/);
  });

  it("are refused by line, and none is added, where a code isn't known or isn't one", async () => {
    const { code, err } = await imports(
      '"coin", "By a coin", "nowhere", "false"',
      '"=cmd()", "Formula", null, "false"',
      '"blank", "", null, "false"',
      '"said", "Said", null, "perhaps"',
      '"said", "Twice", null, "false"',
      '"own", "Its own parent", "own", "false"',
    );

    assert.equal(code, 1);
    assert.match(err, /line 2: parent “nowhere” is no code that is known/);
    assert.match(err, /line 3: code must be small letters/);
    assert.match(err, /line 4: display must have/);
    assert.match(err, /line 5: collect_description must be true or false/);
    assert.match(err, /line 6: the same code as on line 5/);
    assert.match(err, /line 7: parent “own”/);
    assert.equal(((await house.everything()).experiment_design ?? []).length, 0);
  });

  it("are refused where a column is missing, or no file is named", async () => {
    house.files.set("designs.csv", "code,display\na,b\n");

    assert.match(
      (await house.operates("import designs designs.csv")).err,
      /there must be columns called code, display, parent/,
    );
    assert.match((await house.operates("import designs")).err, /Name the file/);
  });
});

describe("Experiments in Welsh", () => {
  it("go from the idea to what was learned without a word of English", async () => {
    const house = new TestHouse();
    await house.open();
    const sian = await inWelsh(house.person("Sian")).meets();
    const said = {
      ...{ hypothesis: "Os gadawn i Copilot ddrafftio'r cofnodion, yna byddant yn barod yr un diwrnod" },
      ...{ baseline: "Deugain munud", success: "Deng munud yn llai", starts: "2026-11-24" },
    };
    const started = await sian.presses(await sian.says("arbrofi"), "Dechrau", { ...proposal, ...said });
    const joined = await sian.presses(started, "Cymryd rhan");
    const recorded = await sian.presses(await sian.presses(joined, "Cofnodi"), "Cadw", {
      used: "yes",
      amount: "10",
    });
    const one = await sian.presses(recorded, "Ei weld");
    const form = await sian.presses(one, "Dweud beth ddaeth ohono");
    const learned = "Roedd y drafftiau'n gyflym, a'r gwirio'n araf";
    const closed = await sian.presses(form, "Ei gau", { verdict: "did-not", learned });
    const list = await sian.says("arbrofion");
    const found = await sian.says("arbrofion am gofnodion");
    const left = await sian.says("gadael");
    const wishes = [await sian.says("gwersi misol ymlaen"), await sian.says("gwersi misol i ffwrdd")];
    await house.close();

    assert.deepEqual([started, joined, recorded, form, closed, found, left].map(titleOf), [
      "Mae eich arbrawf wedi'i osod",
      "Rydych yn cymryd rhan",
      "Cofnodwyd",
      "Beth ddaeth ohono?",
      "Diolch: gall eraill ddysgu o hyn",
      "Arbrofion am hynny",
      "Pa un hoffech chi ei adael?",
    ]);
    assert.match(textOf(closed), /Dim digon i ddweud/);
    assert.match(textOf(found), /Ni weithiodd · Os gadawn/);
    for (const card of [started, joined, recorded, one, form, closed, list, found, left, ...wishes])
      assert.match(textOf(card), /Drafft Cymraeg/);
  });
});
