import assert from "node:assert/strict";
import { type Cell, marksIn, notesOf, numberIn, shownIn, tableOf } from "../../src/core/table.ts";

const hours = (rows: readonly (readonly Cell[])[], more: object = {}) =>
  tableOf({
    id: "hours",
    title: "Hours reported",
    columns: [
      { kind: "text", name: "Month" },
      { kind: "number", name: "Hours", unit: "hours", decimals: 1 },
    ],
    rows,
    ...more,
  });

describe("a table that leaves", () => {
  it("holds no more of a number than it shows, in any kind of file", () => {
    const { rows } = hours([
      ["April", 12.3456],
      ["May", -0.04],
      ["June", -7.25],
    ]);

    assert.deepEqual(
      rows.map(([, number]) => number),
      [12.3, 0, -7.3],
    );
    assert.ok(Object.is(rows[1]?.[1], 0));
  });

  it("has no blank cell: what isn't known says so, and stays on one line", () => {
    const { rows } = hours([
      ["  ", "[x]"],
      ["a\r\nb\tc", 0],
    ]);

    assert.deepEqual(rows, [
      ["[x]", "[x]"],
      ["a b c", 0],
    ]);
  });

  const wrong: readonly [what: string, make: () => unknown][] = [
    ["a number that is none", () => hours([["April", Number.NaN]])],
    ["a number without end", () => hours([["April", Number.POSITIVE_INFINITY]])],
    ["text where numbers are", () => hours([["April", "about 5"]])],
    ["a row that is too short", () => hours([["April"]])],
    ["a row that is too long", () => hours([["April", 1, 2]])],
    ["no rows", () => hours([])],
    ["a cell that no spreadsheet holds", () => hours([["a".repeat(32_768), 1]])],
    ["an id that leads elsewhere", () => hours([["April", 1]], { id: "../hours" })],
    ["no title", () => hours([["April", 1]], { title: " " })],
    [
      "two columns of one name, however they are written",
      () =>
        hours([["a", "b"]], {
          columns: [
            { kind: "text", name: "Name" },
            { kind: "text", name: "NAME " },
          ],
        }),
    ],
  ];
  for (const [what, make] of wrong) it(`can't have ${what}`, () => assert.throws(make, /^Error: Table /));

  it("numbers its notes as they are met, each once", () => {
    const first = hours([["April", 1]], { notes: ["Of all.", "Of some."] });
    const second = hours([["April", 1]], {
      notes: ["Of some."],
      columns: [
        { kind: "text", name: "Month", note: "Whole weeks." },
        { kind: "number", name: "Hours", decimals: 0, note: "Of all." },
      ],
    });

    assert.deepEqual(notesOf([first, second]), ["Of all.", "Of some.", "Whole weeks."]);
  });

  it("explains the marks that are in it, and no others", () => {
    const table = hours([
      ["April", "[u]"],
      ["May", "[c]"],
    ]);

    assert.deepEqual(marksIn([table]), ["[c]", "[u]"]);
    assert.deepEqual(marksIn([hours([["April", 0]])]), []);
  });

  it("is read in figures of the reader's language, with a minus that isn't a dash", () => {
    assert.equal(numberIn("en", -1234.5, 1), "−1,234.5");
    assert.equal(numberIn("cy", 1_000_000, 0), "1,000,000");
    assert.equal(shownIn("en", "[c]", { kind: "number", name: "Hours", decimals: 1 }), "[c]");
    assert.equal(shownIn("en", 2, { kind: "number", name: "Hours", decimals: 1 }), "2.0");
  });
});
