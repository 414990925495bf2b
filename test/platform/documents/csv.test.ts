import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { tableOf } from "../../../src/core/table.ts";
import { documents } from "../../../src/platform/documents/open.ts";
import { hostile } from "./hostile.ts";

const columns = [
  { kind: "text", name: "Tîm" },
  { kind: "number", name: "Hours reported", unit: "hours", decimals: 1 },
] as const;
const csv = (rows: readonly (readonly [string, number | string])[]) =>
  documents.csv(
    tableOf({ id: "hours", title: "Hours", columns, rows, notes: ["A note."], sources: ["Entries"] }),
  );

describe("a table as CSV", () => {
  it("begins with its heading, in UTF-8 that Excel knows, with the line ends of RFC 4180", () => {
    const text = csv([["Ŵyn a Ŷd", 1.25]]);

    assert.equal(text, '\ufeff"Tîm","Hours reported (hours)"\r\n"Ŵyn a Ŷd",1.3\r\n');
  });

  it("keeps numbers numbers, below nought as well, and marks marks", () => {
    const text = csv([
      ["a", -5],
      ["b", 0],
      ["c", "[c]"],
    ]);

    assert.match(text, /\r\n"a",-5\r\n"b",0\r\n"c","\[c\]"\r\n$/);
  });

  for (const given of hostile)
    it(`makes no formula of ${JSON.stringify(given)}`, () => {
      const [, row = []] = parse(csv([[given, 1]]), { bom: true }) as string[][];
      const [text = "", number] = row;
      const begun = text.split(";").map((each) => each.normalize("NFKC").replace(/^[^!-~−]+/u, ""));

      assert.deepEqual([row.length, number], [2, "1"]);
      for (const cell of begun) assert.doesNotMatch(cell, /^[=+\-@−]/);
    });

  it("leaves everyday text as it is", () => {
    const everyday = ["A–Z", "Finance & HR", "7 = seven", "a, b", 'the "board"', "2026-11"];
    const rows = parse(csv(everyday.map((text) => [text, 1] as const)), { bom: true }) as string[][];

    assert.deepEqual(
      rows.slice(1).map(([text]) => text),
      everyday,
    );
  });
});
