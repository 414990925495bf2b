import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { type Cell, type Table, tableOf, type Workbook } from "../../../src/core/table.ts";
import { documents } from "../../../src/platform/documents/open.ts";
import { hostile } from "./hostile.ts";

/** What is asked of an element here: linkedom's own types are a browser's. */
interface Element {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const xmlOf = (text: string): Element => {
  const { DOMParser } = parseHTML("") as unknown as {
    DOMParser: new () => { parseFromString(text: string, type: string): Element };
  };
  return new DOMParser().parseFromString(text, "text/xml");
};

interface Read {
  readonly name: string;
  readonly xml: string;
  readonly cells: ReadonlyMap<string, { readonly value: string; readonly isText: boolean }>;
  readonly rows: readonly (readonly string[])[];
  readonly links: readonly (readonly [cell: string, to: string])[];
  readonly table:
    | { readonly ref: string; readonly name: string; readonly columns: readonly string[] }
    | undefined;
}

/** The sheets of a workbook, in order, by what stands in its files. */
async function written(workbook: Workbook) {
  const zip = unzipSync(await documents.workbook(workbook));
  const file = (name: string) => strFromU8(zip[name] ?? assert.fail(`no ${name}`));
  const strings = [...xmlOf(file("xl/sharedStrings.xml")).querySelectorAll("si > t")].map(
    (t) => t.textContent,
  );
  const names = [...xmlOf(file("xl/workbook.xml")).querySelectorAll("sheet")].map((sheet) =>
    sheet.getAttribute("name"),
  );
  const sheets = names.map((name, at): Read => {
    const xml = file(`xl/worksheets/sheet${at + 1}.xml`);
    const sheet = xmlOf(xml);
    const cells = new Map(
      [...sheet.querySelectorAll("c")].map((cell) => {
        const isText = cell.getAttribute("t") === "s";
        const value = cell.querySelector("v")?.textContent ?? "";
        return [
          cell.getAttribute("r") ?? "",
          { value: isText ? (strings[Number(value)] ?? "") : value, isText },
        ];
      }),
    );
    const rows = [...sheet.querySelectorAll("row")].map((row) =>
      [...row.querySelectorAll("c")].map((cell) => cells.get(cell.getAttribute("r") ?? "")?.value ?? ""),
    );
    const links = [...sheet.querySelectorAll("hyperlink")].map(
      (link) => [link.getAttribute("ref") ?? "", link.getAttribute("location") ?? ""] as const,
    );
    return { name: name ?? "", xml, cells, rows, links, table: tableIn(zip, at) };
  });
  return { sheets, files: Object.keys(zip), file };
}

function tableIn(zip: Record<string, Uint8Array>, at: number): Read["table"] {
  const part = zip[`xl/tables/table${at + 1}.xml`];
  if (part === undefined) return undefined;
  const table = xmlOf(strFromU8(part)).querySelector("table");
  return {
    ref: table?.getAttribute("ref") ?? "",
    name: table?.getAttribute("displayName") ?? "",
    columns: [...(table?.querySelectorAll("tableColumn") ?? [])].map(
      (each) => each.getAttribute("name") ?? "",
    ),
  };
}

const hours = (rows: readonly (readonly Cell[])[], more: Partial<Table> = {}) =>
  tableOf({
    id: "hours",
    title: "Hours reported",
    columns: [
      { kind: "text", name: "Month" },
      { kind: "number", name: "Hours", unit: "hours", decimals: 1, note: "Net of “took longer”." },
    ],
    rows,
    notes: ["As staff reported."],
    sources: ["Entries in Uptake"],
    about: [{ name: "Period", value: "2026-27 Q1" }],
    ...more,
  });

const months = hours([
  ["April", 12.34],
  ["May", -3],
  ["June", "[c]"],
  ["July", 0],
]);
const book = (tables: Workbook["tables"], language: Workbook["language"] = "en"): Workbook => ({
  language,
  title: "What it came to",
  on: "2026-11-24",
  about: [{ name: "Organisation", value: "Department for Testing" }],
  tables,
});

describe("a workbook", () => {
  it("has a cover first, a sheet a table and the notes, and says its title and language", async () => {
    const { sheets, file } = await written(book([months]));

    assert.deepEqual(
      sheets.map(({ name }) => name),
      ["Cover", "1 Hours reported", "Notes"],
    );
    assert.match(file("docProps/core.xml"), /<dc:title>What it came to<\/dc:title>.*<dc:language>en-GB</);
    assert.match(file("docProps/core.xml"), />2026-11-24T00:00:00Z</);
  });

  it("says on its cover whose it is, what is in it and what the marks mean, and leads there", async () => {
    const [cover] = (await written(book([months]))).sheets;

    assert.deepEqual(cover?.rows, [
      ["What it came to"],
      ["Organisation: Department for Testing"],
      ["Tables"],
      ["Table 1: Hours reported"],
      ["Notes"],
      ["What the marks mean"],
      ["[c] = not shown, so that nobody can be found in it"],
    ]);
    assert.deepEqual(cover?.links, [
      ["A4", "'1 Hours reported'!A1"],
      ["A5", "'Notes'!A1"],
    ]);
  });

  it("has a table's title in A1, then its facts, then the heading and the rows without a gap", async () => {
    const [, sheet, notes] = (await written(book([months]))).sheets;

    assert.deepEqual(sheet?.rows, [
      ["Table 1: Hours reported [note 1]"],
      ["This sheet holds one table, with 4 rows below its heading."],
      ["Notes are numbered in square brackets, and written out on the sheet “Notes”."],
      ["[c] = not shown, so that nobody can be found in it"],
      ["Period: 2026-27 Q1"],
      ["Source: Entries in Uptake"],
      ["Back to the cover"],
      ["Month", "Hours (hours) [note 2]"],
      ["April", "12.3"],
      ["May", "-3"],
      ["June", "[c]"],
      ["July", "0"],
    ]);
    assert.deepEqual(sheet?.links, [["A7", "'Cover'!A1"]]);
    assert.deepEqual(notes?.rows.slice(3), [
      ["Note number", "Note text"],
      ["[note 1]", "As staff reported."],
      ["[note 2]", "Net of “took longer”."],
    ]);
  });

  it("keeps numbers numbers and everything else text", async () => {
    const [, sheet] = (await written(book([months]))).sheets;

    assert.deepEqual(
      ["A9", "B9", "B10", "B11", "B12"].map((cell) => sheet?.cells.get(cell)?.isText),
      [true, false, false, true, false],
    );
  });

  it("marks each table as one, with its own heading, so that it can be read aloud", async () => {
    const { sheets, file } = await written(book([months]));
    const types = file("[Content_Types].xml");

    assert.deepEqual(sheets[1]?.table?.columns, sheets[1]?.rows[7]);
    assert.equal(sheets[1]?.table?.ref, "A8:B12");
    assert.equal(sheets[2]?.table?.ref, "A4:B6");
    assert.equal(sheets[0]?.table, undefined);
    for (const [at, { table, xml }] of sheets.entries()) {
      assert.equal(xml.includes("<tablePart "), table !== undefined);
      assert.equal(types.includes(`/xl/tables/table${at + 1}.xml`), table !== undefined);
      assert.match(table?.name ?? "T_", /^T_[\p{L}\p{N}_]*$/u);
    }
  });

  it("merges no cells, leaves none blank, and sets the width of each column", async () => {
    for (const { xml, cells } of (await written(book([months]))).sheets) {
      assert.doesNotMatch(xml, /mergeCell/);
      assert.ok([...cells.values()].every(({ value }) => value !== ""));
      assert.match(xml, /<col [^>]*width="/);
    }
  });

  it("keeps Excel's order of parts within a sheet, without which it won't open", async () => {
    const [, { xml } = assert.fail()] = (await written(book([months]))).sheets;
    const parts = ["<cols>", "<sheetData>", "<hyperlinks>", "<pageMargins", "<tableParts"];
    const found = parts.filter((part) => xml.includes(part)).map((part) => xml.indexOf(part));

    assert.ok(found.length >= 4);
    assert.deepEqual(
      found,
      found.toSorted((a, b) => a - b),
    );
  });

  it("gives every sheet a name that Excel takes, whatever the titles are", async () => {
    const titles = [
      "Who reported: all/some [of them]?*",
      "A title that goes on for so long that no spreadsheet would ever take it",
      "A title that goes on for so long that no spreadsheet could ever take it",
      "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "History",
      "It's theirs'",
      `${"🙂".repeat(20)}`,
    ];
    const tables = titles.map((title, at) => hours([["April", 1]], { id: `hours-${at}`, title }));
    const names = (await written(book(tables as unknown as Workbook["tables"]))).sheets.map(
      ({ name }) => name,
    );

    assert.deepEqual(names.slice(1, 4), [
      "1 Who reported all some of them",
      "2 A title that goes on for so",
      "3 A title that goes on for so",
    ]);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, titles.length + 2);
    for (const name of names) {
      assert.ok(name.length >= 1 && name.length <= 31, name);
      assert.doesNotMatch(name, /[[\]:*?/\\]|^'|'$/);
      assert.equal(Buffer.from(name).toString(), name);
    }
  });

  it("speaks Welsh, and says that nobody has checked it yet", async () => {
    const { sheets, file } = await written(book([months], "cy"));

    assert.deepEqual(
      sheets.map(({ name }) => name),
      ["Clawr", "1 Hours reported", "Nodiadau"],
    );
    assert.ok(sheets[0]?.rows.some(([text]) => text?.startsWith("Drafft Cymraeg")));
    assert.match(file("docProps/core.xml"), /<dc:language>cy-GB</);
  });

  it("makes no formula of anything, wherever it stands", async () => {
    const rows = hostile.map((text, at) => [text, at] as const);
    const { sheets, files } = await written({
      ...book([
        hours(rows, { notes: hostile, sources: hostile, title: "=1+1" }),
        tableOf({
          id: "headings",
          title: "@SUM(A1)",
          columns: [
            { kind: "text", name: "=cmd|' /C calc'!A0" },
            { kind: "text", name: "_x003D_1+1 <f>" },
          ],
          rows: [["=1+1", "+1"]],
        }),
      ]),
      title: "=1+1",
      about: hostile.map((text) => ({ name: text, value: text })),
    });

    for (const { xml, cells, rows: read } of sheets) {
      assert.doesNotMatch(xml, /<f[ >]|t="str"|t="inlineStr"|<is>/);
      for (const row of read)
        for (const text of row) assert.ok(!/^[=+@]/.test(text) || isTextIn(cells, text), text);
    }
    const shown = sheets[1]?.rows.slice(-hostile.length).map(([text = ""]) => asExcelReads(text));
    const held = hours(rows).rows.map(([text]) => String(text).replace(/\p{Cc}/gu, ""));
    assert.deepEqual(shown, held);
    assert.ok(files.every((name) => !/calcChain|externalLink|vba/i.test(name)));
  });
});

/** Whether every cell that shows this is a text. */
const isTextIn = (cells: Read["cells"], text: string): boolean =>
  [...cells.values()].filter(({ value }) => value === text).every(({ isText }) => isText);

const asExcelReads = (text: string): string =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
