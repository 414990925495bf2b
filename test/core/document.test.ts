import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { Chart } from "../../src/core/chart.ts";
import { documentOf } from "../../src/core/document.ts";
import { html } from "../../src/core/html.ts";
import { tableOf, type Workbook } from "../../src/core/table.ts";

/** What is asked of an element here: linkedom's own types are a browser's. */
interface Element {
  readonly id: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const hours = tableOf({
  id: "hours",
  title: "Hours reported",
  columns: [
    { kind: "text", name: "Month" },
    { kind: "number", name: "Hours", unit: "hours", decimals: 0, note: "Net." },
  ],
  rows: [
    ["April", 1200],
    ["May <b>", "[c]"],
  ],
  notes: ["As staff reported."],
  sources: ["Entries & answers"],
});
const people = tableOf({
  id: "people",
  title: "Who reported",
  columns: [
    { kind: "text", name: "Group" },
    { kind: "number", name: "Reporters", decimals: 0, note: "Net." },
  ],
  rows: [["Policy", 40]],
});
const book: Workbook = {
  language: "en",
  title: "What it came to",
  on: "2026-11-24",
  about: [{ name: "Period", value: "2026-27 Q1" }],
  tables: [hours, people],
};
const chart: Chart = {
  kind: "periods",
  shape: "bars",
  id: "months",
  language: "en",
  title: "Hours",
  description: "Up.",
  unit: "Hours",
  decimals: 0,
  points: [{ period: "April", value: 1200 }],
};
const draw = async ({ id }: Chart, size = "wide") => html`<svg id="${id}-${size}"></svg>`;

const read = (text: string): Element => (parseHTML(text) as unknown as { document: Element }).document;

async function written(workbook = book) {
  const document = documentOf(workbook, draw);
  const text = document.whole([
    {
      id: "findings",
      title: "What we found",
      body: await document.chart({ chart, finding: "It rose.", table: hours }),
    },
    { id: "who", title: "Who reported", body: document.table(people) },
  ]);
  const page = read(text);
  return { text, page, all: (selector: string) => [...page.querySelectorAll(selector)] };
}

describe("a document", () => {
  it("says its language and title, has one main heading, and leads past its beginning", async () => {
    const { page, all } = await written();

    assert.equal(page.querySelector("html")?.getAttribute("lang"), "en-GB");
    assert.equal(page.querySelector("title")?.textContent, "What it came to");
    assert.deepEqual(
      all("h1").map(({ textContent }) => textContent),
      ["What it came to"],
    );
    assert.equal(page.querySelector("body > a")?.getAttribute("href"), "#main");
  });

  it("has no script, and asks for nothing from outside", async () => {
    const { text } = await written();

    assert.doesNotMatch(text, /<script|<link|<img|<iframe|\son\w+=|style=|url\(|@import|src=|https?:\/\//);
    assert.equal(text.match(/<style>/g)?.length, 1);
  });

  it("leads nowhere that isn't in it, and names nothing twice", async () => {
    const { all } = await written();
    const ids = all("[id]").map(({ id }) => id);

    assert.equal(new Set(ids).size, ids.length);
    for (const link of all("a[href]")) assert.ok(ids.includes((link.getAttribute("href") ?? "").slice(1)));
    for (const named of all("[aria-labelledby]"))
      assert.ok(ids.includes(named.getAttribute("aria-labelledby") ?? ""));
  });

  it("can't be made of two parts that links couldn't tell apart", () => {
    const section = { id: "hours", title: "Hours", body: html`<p>They rose.</p>` };

    assert.throws(() => documentOf(book, draw).whole([section]), /same id/);
    assert.throws(() => documentOf(book, draw).whole([{ ...section, id: "notes" }]), /same id/);
  });

  it("has tables with a caption, headings of columns and rows, and a place to scroll that a keyboard reaches", async () => {
    const { all, page } = await written();

    assert.deepEqual(
      all("caption").map(({ textContent }) => textContent),
      ["Table 1: Hours reported [note 1]", "Table 2: Who reported"],
    );
    assert.equal(all("#hours thead th[scope=col]").length, 2);
    assert.deepEqual(
      all("#hours tbody th[scope=row]").map(({ textContent }) => textContent),
      ["April", "May <b>"],
    );
    assert.equal(page.querySelector("#hours td")?.textContent, "1,200");
    for (const place of all(".scroll")) {
      assert.equal(place.getAttribute("tabindex"), "0");
      assert.equal(place.getAttribute("role"), "region");
    }
  });

  it("numbers notes once for the whole, and explains a mark where it stands", async () => {
    const { all, text } = await written();

    assert.deepEqual(
      all("li[id]").map(({ id, textContent }) => [id, textContent]),
      [
        ["note-1", "As staff reported."],
        ["note-2", "Net."],
      ],
    );
    assert.equal(text.match(/\[c\] = not shown/g)?.length, 1);
    assert.match(text, /Source: Entries &#38; answers/);
  });

  it("has a picture always with its finding and its table", async () => {
    const document = documentOf(book, draw);
    const first = String(await document.chart({ chart, finding: "It rose.", table: hours }));
    const again = String(await document.chart({ chart, finding: "And fell.", table: hours }));

    assert.match(
      first,
      /<strong>It rose\.<\/strong>.*#hours-caption[\s\S]*months-wide[\s\S]*months-narrow[\s\S]*<table/,
    );
    assert.match(again, /And fell\..*The figures are in table 1/);
    assert.doesNotMatch(again, /<table/);
    assert.throws(() => document.table(hours), /already/);
    assert.throws(() => document.table(tableOf({ ...people, id: "others" })), /isn't one of the document's/);
  });

  it("speaks Welsh, and says that nobody has checked it yet", async () => {
    const { page, text, all } = await written({ ...book, language: "cy" });

    assert.equal(page.querySelector("html")?.getAttribute("lang"), "cy");
    assert.match(text, /Drafft Cymraeg/);
    assert.match(all("caption")[0]?.textContent ?? "", /^Tabl 1: .*\[nodyn 1\]$/);
    assert.doesNotMatch(text, />(Contents|Notes|Source|Skip)/);
  });

  it("has words that can be told from what is behind them, in both themes", async () => {
    const { text } = await written();
    const themes = [...text.matchAll(/:root \{ (--text: #[^}]+)\}/g)].map(([, inside = ""]) =>
      Object.fromEntries(
        [...inside.matchAll(/--(\w+): (#\w{6})/g)].map(([, name = "", colour = ""]) => [name, colour]),
      ),
    );

    assert.equal(themes.length, 3);
    for (const { back = "", ...colours } of themes)
      for (const [name, colour] of Object.entries(colours))
        assert.ok(contrast(colour, back) >= (name === "line" ? 3 : 4.5), `${name} ${colour} on ${back}`);
  });
});

/** WCAG's ratio of two colours. */
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
