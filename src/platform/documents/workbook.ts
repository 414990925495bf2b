import writeExcelFile, { type Cell, type Row } from "write-excel-file/node";
import { documentWords } from "../../core/document-words.ts";
import {
  type Column,
  headingOf,
  isMark,
  marksIn,
  notesOf,
  type Table,
  type Workbook,
} from "../../core/table.ts";
import { draftIn } from "../../core/words.ts";
import { literal, marked, type Sheet } from "./workbook-parts.ts";

/**
 * As the Government Analysis Function asks of spreadsheets: a cover first, one table a sheet from column A, marked as one,
 * with no merged or blank cells; titles in A1; notes on a sheet of their own.
 */
export async function workbookOf(workbook: Workbook): Promise<Uint8Array> {
  const names = namesOf(workbook);
  const sheets = [
    coverOf(workbook, names),
    ...workbook.tables.map((_, at) => tableSheet(workbook, at, names)),
    ...notesSheet(workbook, names),
  ];
  const written = writeExcelFile(
    sheets.map(({ name, rows, widths }) => ({
      sheet: name,
      data: [...rows],
      columns: widths.map((width) => ({ width })),
    })),
    { fontFamily: "Arial", fontSize: 12, features: [marked(workbook, sheets)] },
  );
  return new Uint8Array(await written.toBuffer());
}

interface Names {
  readonly cover: string;
  readonly tables: readonly string[];
  readonly notes: string;
}

function namesOf({ language, tables }: Workbook): Names {
  const w = documentWords(language);
  return { cover: w.cover, tables: tables.map(({ title }, at) => nameOf(at + 1, title)), notes: w.notes };
}

const LONGEST_NAME = 31;

/** Its number makes it unlike all others, and unlike the names that Excel keeps for itself. */
function nameOf(number: number, title: string): string {
  const plain = `${number} ${title}`.replace(/[[\]:*?/\\\p{C}\s]+/gu, " ").trim();
  const whole = plain.length <= LONGEST_NAME ? plain : plain.slice(0, LONGEST_NAME + 1).replace(/\s\S*$/, "");
  return whole.slice(0, LONGEST_NAME).replace(/[\s'\uD800-\uDBFF]+$/, "");
}

/** Text is always said to be text: nothing that stands in it can become a formula. */
const text = (value: string, look: object = {}): Cell => ({ value: literal(value), type: String, ...look });

const TITLE = { fontWeight: "bold", fontSize: 16 };
const HEADING = { fontWeight: "bold", fontSize: 14, wrap: true };
const WRAPPED = { wrap: true, alignVertical: "top" };
const LINK = { ...WRAPPED, textColor: "#0b5394", textDecoration: { underline: true } };
const COVER_WIDTH = 90;

function coverOf({ language, title, about, tables }: Workbook, names: Names): Sheet {
  const w = documentWords(language);
  const draft = draftIn(language);
  const marks = marksIn(tables);
  const hasNotes = notesOf(tables).length > 0;
  const before: Row[] = [
    [text(title, { ...TITLE, wrap: true })],
    ...about.map(({ name, value }) => [text(`${name}: ${value}`, WRAPPED)]),
    ...(draft === undefined ? [] : [[text(draft, WRAPPED)]]),
    [text(w.tables, HEADING)],
  ];
  const targets = [...names.tables, ...(hasNotes ? [names.notes] : [])];
  const shown = [...tables.map((table, at) => `${w.table(at + 1)}: ${table.title}`), w.notes];
  const rows: Row[] = [
    ...before,
    ...targets.map((_, at) => [text(shown[at] ?? "", LINK)]),
    ...(marks.length > 0 ? [[text(w.marks, HEADING)]] : []),
    ...marks.map((mark) => [text(`${mark} = ${w.mark[mark]}`, WRAPPED)]),
  ];
  const links = targets.map((sheet, at) => ({ cell: `A${before.length + at + 1}`, sheet }));
  return { name: names.cover, rows, widths: [COVER_WIDTH], links };
}

function tableSheet({ language, tables }: Workbook, at: number, names: Names): Sheet {
  const w = documentWords(language);
  const table = tables[at] as Table; // one of them
  const noted = notesOf(tables);
  const refer = (notes: readonly string[]) =>
    notes.map((note) => ` ${w.note(noted.indexOf(note) + 1)}`).join("");
  const marks = marksIn([table]);
  const hasNotes = notesOf([table]).length > 0;
  const headings = table.columns.map(
    (column) => headingOf(column) + refer(column.note === undefined ? [] : [column.note]),
  );
  const before: Row[] = [
    [text(`${w.table(at + 1)}: ${table.title}${refer(table.notes)}`, TITLE)],
    [text(w.oneTable(table.rows.length))],
    ...(hasNotes ? [[text(w.seeNotes(names.notes))]] : []),
    ...(marks.length > 0 ? [[text(marks.map((mark) => `${mark} = ${w.mark[mark]}`).join("; "))]] : []),
    ...table.about.map(({ name, value }) => [text(`${name}: ${value}`)]),
    ...table.sources.map((source) => [text(`${w.source}: ${source}`)]),
    [text(w.back, { ...LINK, wrap: false })],
  ];
  return {
    name: names.tables[at] ?? "",
    rows: [
      ...before,
      headings.map((heading, column) => text(heading, headed(table.columns[column]))),
      ...table.rows.map((row) => row.map((cell, column) => cellOf(cell, table.columns[column]))),
    ],
    widths: table.columns.map((column, index) => widthOf(table, column, index)),
    links: [{ cell: `A${before.length}`, sheet: names.cover }],
    table: { name: `${w.table(at + 1)} ${table.id}`, from: before.length, headings },
  };
}

function notesSheet({ language, tables }: Workbook, names: Names): readonly Sheet[] {
  const w = documentWords(language);
  const notes = notesOf(tables);
  if (notes.length === 0) return [];
  const headings = [w.noteNumber, w.noteText];
  const before: Row[] = [
    [text(w.notes, TITLE)],
    [text(w.notesSheet)],
    [text(w.back, { ...LINK, wrap: false })],
  ];
  const rows: Row[] = [
    ...before,
    headings.map((heading) => text(heading, HEADER)),
    ...notes.map((note, at) => [text(w.note(at + 1), WRAPPED), text(note, WRAPPED)]),
  ];
  return [
    {
      name: names.notes,
      rows,
      widths: [18, COVER_WIDTH],
      links: [{ cell: `A${before.length}`, sheet: names.cover }],
      table: { name: w.notes, from: before.length, headings },
    },
  ];
}

const HEADER = {
  fontWeight: "bold",
  wrap: true,
  alignVertical: "bottom",
  bottomBorderStyle: "thin",
  bottomBorderColor: "#000000",
};
const headed = (column: Column | undefined) =>
  column?.kind === "number" ? { ...HEADER, align: "right" } : HEADER;

function cellOf(cell: number | string, column: Column | undefined): Cell {
  if (column?.kind !== "number") return text(String(cell), WRAPPED);
  if (isMark(cell)) return text(cell, { align: "right", alignVertical: "top" });
  const format = column.decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(column.decimals)}`;
  return { value: Number(cell), type: Number, format, alignVertical: "top" };
}

const NARROWEST = 12;
const WIDEST = 45;

/** Wide enough for its longest cell, within reason, and for the longest word of its heading. */
function widthOf({ rows }: Table, column: Column, at: number): number {
  const words = headingOf(column)
    .split(" ")
    .map((word) => word.length);
  const cells = rows.map((row) => String(row[at]).length);
  const longest = [...words, ...cells].reduce((most, each) => Math.max(most, each), NARROWEST);
  return Math.min(WIDEST, longest + 2);
}
