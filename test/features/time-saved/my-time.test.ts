import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";

interface Chart {
  readonly type: string;
  readonly data: readonly {
    readonly legend: string;
    readonly values: readonly { readonly x: string; readonly y: number }[];
  }[];
  readonly fallback: unknown;
}

describe("My time", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  const chartOn = (card: Card) =>
    (card.body as unknown as Chart[]).find(({ type }) => type === "Chart.VerticalBar.Grouped");
  /** Each week's bars taken together: what was saved above, what took longer below. */
  const weeksOf = (card: Card) => {
    const [saved, longer] = chartOn(card)?.data ?? [];
    return saved?.values.map(({ x, y }, at) => ({ x, y: y - (longer?.values[at]?.y ?? 0) }));
  };
  const factsOf = (card: Card) =>
    Object.fromEntries(
      (card.body as unknown as { type: string; facts?: { title: string; value: string }[] }[])
        .flatMap(({ facts }) => facts ?? [])
        .map(({ title, value }) => [title, value]),
    );

  async function logs(person: Staff, day: string, net: number, more: object = {}): Promise<void> {
    house.now = new Date(`${day}T10:00:00Z`);
    const direction = net > 0 ? "saved" : net < 0 ? "lost" : "none";
    const shown = await person.says("saved 1 minute on an email");
    const form = await person.presses(shown, "More detail");
    await person.presses(form, "Save", { direction, minutes: String(Math.abs(net)), on: day, ...more });
  }

  it("is empty at first, and says how to begin, with a button that does", async () => {
    const mine = await ada.says("my time");

    assert.match(textOf(mine), /haven't recorded anything/);
    assert.equal(titleOf(await ada.presses(mine, "Log time")), "What did Copilot help with?");
  });

  it("adds up what was said, net of what took longer", async () => {
    await logs(ada, "2026-11-23", 60);
    await logs(ada, "2026-11-24", -15);
    await logs(ada, "2026-11-24", 0);

    const facts = factsOf(await ada.says("my time"));

    assert.deepEqual(facts, {
      "Minutes you reported, net": "45 minutes saved",
      Entries: "3",
      "Of these, took longer": "1",
    });
  });

  it("draws a bar for each week that has an entry, and leaves out the others", async () => {
    await logs(ada, "2026-11-03", 30);
    await logs(ada, "2026-11-18", -20);
    await logs(ada, "2026-11-24", 10);

    const mine = await ada.says("my time");

    assert.deepEqual(weeksOf(mine), [
      { x: "2 Nov", y: 30 },
      { x: "16 Nov", y: -20 },
      { x: "23 Nov", y: 10 },
    ]);
    assert.match(textOf(mine), /Weeks you recorded nothing in are left out/);
    assert.ok(chartOn(mine)?.fallback, "the figures also stand as text");
    assert.match(mine.speak, /16 Nov: -20/);
  });

  it("keeps extra work apart from time saved", async () => {
    await logs(ada, "2026-11-23", 60, { anyway: "yes" });
    await logs(ada, "2026-11-24", 100, { anyway: "no" });

    const mine = await ada.says("my time");

    assert.equal(factsOf(mine)["Minutes you reported, net"], "1 hour saved");
    assert.equal(factsOf(mine)["Extra work, counted apart"], "1 hour 40 minutes");
    assert.deepEqual(weeksOf(mine), [{ x: "23 Nov", y: 60 }]);
  });

  it("draws no chart where there is only extra work", async () => {
    await logs(ada, "2026-11-24", 100, { anyway: "no" });

    assert.equal(chartOn(await ada.says("my time")), undefined);
  });

  it("draws a week that cost more than it saved, as a bar of its own", async () => {
    await logs(ada, "2026-11-24", -25);

    const [saved, longer] = chartOn(await ada.says("my time"))?.data ?? [];

    assert.deepEqual(saved?.values, [{ x: "23 Nov", y: 0 }]);
    assert.deepEqual(longer?.values, [{ x: "23 Nov", y: 25 }]);
  });

  it("reaches eight weeks back in the chart", async () => {
    await logs(ada, "2026-10-04", 5); // the Sunday before the first of the eight weeks
    await logs(ada, "2026-10-05", 6);
    house.now = new Date("2026-11-24T10:00:00Z");

    assert.deepEqual(weeksOf(await ada.says("my time")), [{ x: "5 Oct", y: 6 }]);
  });

  it("lists entries with day, time and task, the newest first", async () => {
    await logs(ada, "2026-11-23", 60, { task: "draft" });
    await logs(ada, "2026-11-24", -15);

    const choices = inputOf(await ada.says("my time"), "entry").choices as { title: string }[];

    assert.deepEqual(
      choices.map(({ title }) => title),
      ["24 Nov · 15 minutes longer · Writing email", "23 Nov · 1 hour saved · Drafting a document"],
    );
  });

  it("shows a note beside its entry on one line, with … where it is cut, and whole in the form", async () => {
    const note = `the spring report,\n${"and on ".repeat(20)}`.trim();
    await logs(ada, "2026-11-23", 5, { note: "with the new template", agreed: "true" });
    await logs(ada, "2026-11-24", 10, { note, agreed: "true" });

    const mine = await ada.says("my time");

    const choices = inputOf(mine, "entry").choices as { title: string; value: string }[];
    assert.deepEqual(
      choices.map(({ title }) => title),
      [
        "24 Nov · 10 minutes saved · Writing email · “the spring report, and on and on and on…”",
        "23 Nov · 5 minutes saved · Writing email · “with the new template”",
      ],
    );
    const form = await ada.presses(mine, "Change", { entry: choices[0]?.value });
    assert.equal(inputOf(form, "note").value, note);
  });

  it("is named by “my data” as where each entry can be read, in both languages", async () => {
    await logs(ada, "2026-11-24", 10, { note: "a note", agreed: "true" });
    assert.match(textOf(await ada.says("my data")), /1 entry\. Type “my time” to read each one\./);

    await ada.chooses({ language: "cy" });

    assert.match(textOf(await ada.says("fy nata")), /1 cofnod\. Teipiwch “fy amser” i ddarllen pob un\./);
    assert.match(textOf(await ada.says("fy amser")), /“a note”/);
  });

  it("lets every entry be reached, however many and however old they are", async () => {
    await logs(ada, "2026-03-02", 7);
    for (let n = 1; n <= 30; n++) await logs(ada, "2026-11-24", n);

    let page = await ada.says("my time");
    const seen = new Set<string>();
    for (let at = 0; at < 3; at++) {
      for (const { title } of inputOf(page, "entry").choices as { title: string }[]) seen.add(title);
      if (!(page.actions ?? []).some(({ title }) => title === "Earlier entries")) break;
      page = await ada.presses(page, "Earlier entries");
    }

    assert.equal(seen.size, 31);
    assert.ok([...seen].some((title) => title.startsWith("2 Mar")));
  });

  it("is one's own: nobody sees another's, in this organisation or in another", async () => {
    await logs(ada, "2026-11-24", 60);
    const bob = await house.person("Bob").meets();
    const namesake = await house.person("Ada", "22222222-2222-4222-8222-222222222222").meets();

    for (const other of [bob, namesake])
      assert.match(textOf(await other.says("my time")), /haven't recorded anything/);
  });
});
