import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import type { Chart, ChartSize } from "../../../src/core/chart.ts";
import { documents } from "../../../src/platform/documents/open.ts";

/** What is asked of an element here: linkedom's own types are a browser's. */
interface Element {
  readonly id: string;
  readonly textContent: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

async function drawn(chart: Chart, size?: ChartSize) {
  const text = String(await documents.chart(chart, size));
  const { document } = parseHTML(`<body>${text}</body>`) as unknown as { document: Element };
  const svg = document.querySelector("svg") ?? assert.fail("nothing was drawn");
  return { text, svg, all: (selector: string) => [...svg.querySelectorAll(selector)] };
}

const common = {
  id: "hours",
  language: "en",
  title: "Hours by month",
  description: "Up from 120 to 200.",
  unit: "Hours reported",
  decimals: 0,
} as const;
const ranges: Chart = {
  ...common,
  kind: "ranges",
  rows: [
    { name: "Central", value: 30, low: 20, high: 40, ours: true },
    { name: "A published claim", value: 90 },
    { name: "Another", value: "[u]" },
  ],
};
const bars: Chart = {
  ...common,
  kind: "periods",
  shape: "bars",
  points: [
    { period: "April 2026", value: 120 },
    { period: "May 2026", value: "[c]" },
    { period: "June 2026", value: 0 },
    { period: "July 2026", value: 200 },
  ],
};
const line: Chart = { ...bars, shape: "line" };
const both: readonly ChartSize[] = ["wide", "narrow"];
const words = (texts: readonly Element[]) => texts.map(({ textContent }) => textContent);

describe("a chart", () => {
  for (const size of both)
    it(`has a name and a description that are read aloud in place of it (${size})`, async () => {
      const { svg } = await drawn(ranges, size);
      const ids = svg.getAttribute("aria-labelledby")?.split(" ") ?? [];

      assert.equal(svg.getAttribute("role"), "img");
      assert.deepEqual(
        ids.map((id) => svg.querySelector(`#${id}`)?.textContent),
        ["Hours by month", "Up from 120 to 200."],
      );
    });

  it("can stand on a page with others, and twice for two sizes", async () => {
    const others = await Promise.all([
      drawn(ranges),
      drawn(ranges, "narrow"),
      drawn({ ...bars, id: "months" }),
    ]);
    const ids = others.flatMap(({ all }) => all("[id]").map(({ id }) => id));

    assert.equal(ids.length, 6);
    assert.equal(new Set(ids).size, 6);
  });

  it("takes its colour from the page, brings no style and no script, and grows with its place", async () => {
    for (const chart of [ranges, bars, line]) {
      const { text, svg } = await drawn(chart);

      assert.doesNotMatch(text, /<style|style=|<script|href|#[0-9a-f]{3,6}"|rgb|url\(/);
      assert.match(text, /currentColor/);
      assert.deepEqual([svg.hasAttribute("width"), svg.hasAttribute("height")], [false, false]);
      assert.match(svg.getAttribute("viewBox") ?? "", /^0 0 672 \d+(\.\d+)?$/);
    }
  });

  it("has no lettering under 12 pixels, on the narrowest screen either", async () => {
    for (const chart of [ranges, bars, line])
      for (const size of both) {
        const { svg, all } = await drawn(chart, size);
        const given = [svg, ...all("[font-size]")].map((each) => Number(each.getAttribute("font-size")));

        assert.ok(Math.min(...given) >= 12, String(given));
      }
    const { svg } = await drawn(ranges, "narrow");
    assert.match(svg.getAttribute("viewBox") ?? "", /^0 0 288 /); // 320 less the page's edges
  });

  it("says each range in figures, and tells ours from others' by its shape", async () => {
    const { all } = await drawn(ranges);
    const said = words(all("text"));

    for (const text of ["Central", "30 (20 to 40)", "A published claim", "90", "[u]", "Hours reported"])
      assert.ok(said.includes(text), text);
    const shapes = ["ours", "theirs"].map((name) =>
      all(`.${name} path, .${name} circle`).map((each) => each.getAttribute("d") ?? "circle"),
    );
    assert.ok(shapes.every((each) => each.length > 0));
    assert.notEqual(shapes[0]?.at(-1), shapes[1]?.at(-1));
  });

  it("shows a gap with its mark where a value isn't known, and a nought as a nought", async () => {
    for (const size of both) {
      const { all } = await drawn(bars, size);

      assert.equal(all("rect").length, 3);
      assert.ok(words(all("text")).includes("[c]"));
      assert.ok(words(all("text")).includes("0"));
    }
  });

  it("breaks its line where a value isn't known", async () => {
    const { all } = await drawn(line);
    const [path] = all("path").filter((each) => (each.getAttribute("d") ?? "").startsWith("M"));
    const pieces = (path?.getAttribute("d") ?? "").split("M").filter(Boolean);

    assert.equal(pieces.length, 2);
    assert.equal(all("circle").length, 3);
  });

  it("begins its axis at nought, also where everything is below it or nothing is known", async () => {
    const below: Chart = { ...bars, points: [{ period: "May", value: -40 }] };
    const nothing: Chart = { ...bars, points: [{ period: "May", value: "[x]" }] };
    const none: Chart = { ...ranges, rows: [{ name: "Central", value: "[u]" }] };

    for (const chart of [below, nothing, none, bars, ranges])
      for (const size of both) {
        const { text, all } = await drawn(chart, size);
        assert.ok(words(all("text")).includes("0"));
        assert.doesNotMatch(text, /NaN|undefined|Infinity/);
      }
  });

  it("shows every word of a long name, and none of 52 weeks over another", async () => {
    const name = "A published trial in another government, of volunteers who used it every day";
    const { all } = await drawn({ ...ranges, rows: [{ name, value: 60, low: 50, high: 70 }] }, "narrow");
    const points = Array.from({ length: 52 }, (_, at) => ({
      period: `2026-W${String(at + 1).padStart(2, "0")}`,
      value: at,
    }));
    const weeks = await drawn({ ...line, points }, "narrow");
    const labels = words(weeks.all("text")).filter((text) => text.startsWith("2026"));

    assert.ok(words(all("text")).join(" ").includes(name));
    assert.ok(labels.length >= 2 && labels.length <= 4, String(labels.length));
  });

  it("can't be broken out of by a name", async () => {
    const name = `</text></svg><script>"'&amp;`;
    const { text, all } = await drawn({ ...ranges, title: name, rows: [{ name, value: 1 }] });

    assert.doesNotMatch(text, /<script|<\/svg>./);
    assert.equal(all("title")[0]?.textContent, name);
    await assert.rejects(drawn({ ...ranges, id: '"><script>' }), /id isn't plain/);
  });
});
