import type { Day } from "./calendar.ts";
import type { Language } from "./words.ts";

/**
 * Stands where there is no number, and says why, as official statistics do: never a blank and never a nought. `[c]` is
 * suppressed to protect people, `[x]` isn't known, `[u]` would rest on too few answers to be relied on: three reasons that
 * a reader must not take for one another.
 */
export const marks = ["[c]", "[x]", "[u]"] as const;
export type Mark = (typeof marks)[number];
export const isMark = (cell: unknown): cell is Mark => marks.some((mark) => mark === cell);

/** A number or a mark in a column of numbers; text in the others. */
export type Cell = number | string;

export type Column = {
  readonly name: string;
  /** Said of the whole column; numbered with the notes of the table. */
  readonly note?: string;
} & (
  | { readonly kind: "text" }
  /** Numbers leave rounded to so many places in every kind of file, so that none says more than another. */
  | { readonly kind: "number"; readonly unit?: string; readonly decimals: number }
);

/** A line such as period, organisation, when it was published, or what it may be used for. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

interface Parts {
  /** In links and names of files: lower-case letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  /** The first one names the row. */
  readonly columns: readonly [Column & { readonly kind: "text" }, ...Column[]];
  /** Never empty: where there is nothing to show, a sentence says so better. */
  readonly rows: readonly (readonly Cell[])[];
  readonly notes?: readonly string[];
  readonly sources?: readonly string[];
  readonly about?: readonly Fact[];
}

declare const checked: unique symbol;

/** A table that every kind of file can hold. Only `tableOf` makes one. */
export interface Table extends Required<Parts> {
  readonly [checked]: true;
}

/** Tables that leave together. They are numbered in this order, here and wherever they are read. */
export interface Workbook {
  readonly language: Language;
  readonly title: string;
  /** The day it was made. */
  readonly on: Day;
  readonly about: readonly Fact[];
  readonly tables: readonly [Table, ...Table[]];
}

const LONGEST_CELL = 32_767;
const MOST_ROWS = 1_000_000;

/** What is wrong with a table is a bug of whoever made it. */
export function tableOf(parts: Parts): Table {
  const { id, columns, rows } = parts;
  const wrong = (what: string) => new Error(`Table ${id}: ${what}`);
  const headings = columns.map((column) => headingOf(column).toLowerCase());
  if (!/^[a-z][a-z0-9-]{0,59}$/.test(id)) throw wrong("its id isn't plain");
  if (line(parts.title) === "" || columns.some(({ name }) => line(name) === ""))
    throw wrong("a name is missing");
  if (new Set(headings).size < headings.length) throw wrong("two columns have the same heading");
  if (rows.length === 0 || rows.length > MOST_ROWS) throw wrong(`it can't have ${rows.length} rows`);
  if (rows.some((row) => row.length !== columns.length)) throw wrong("a row isn't as long as the heading");

  const filled = rows.map((row) => row.map((cell, at) => cellOf(cell, columns[at] as Column, wrong))); // as long
  const whole = { notes: [], sources: [], about: [], ...parts, rows: filled };
  return whole as unknown as Table; // checked here and nowhere else
}

function cellOf(cell: Cell, column: Column, wrong: (what: string) => Error): Cell {
  if (isMark(cell)) return cell;
  if (column.kind === "number") {
    if (typeof cell !== "number" || !Number.isFinite(cell))
      throw wrong(`“${column.name}” holds what isn't a number`);
    return rounded(cell, column.decimals);
  }
  const text = line(String(cell));
  if (text.length > LONGEST_CELL) throw wrong(`“${column.name}” holds a text too long for a spreadsheet`);
  return text === "" ? "[x]" : text;
}

/** Without a nought below nought. */
const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals)) + 0;

/** Line breaks within a cell can't be heard, and tabs begin another. */
const line = (text: string): string => text.replace(/\s+/g, " ").trim();

/** "Time reported (hours)". */
export const headingOf = (column: Column): string =>
  line(
    column.kind === "number" && column.unit !== undefined ? `${column.name} (${column.unit})` : column.name,
  );

/** The notes of some tables in the order in which they are met. One that is met again keeps its number. */
export const notesOf = (tables: readonly Table[]): readonly string[] => [
  ...new Set(
    tables.flatMap(({ notes, columns }) => [
      ...notes,
      ...columns.flatMap(({ note }) => (note === undefined ? [] : [note])),
    ]),
  ),
];

/** The marks that a reader of these tables will meet. */
export const marksIn = (tables: readonly Table[]): readonly Mark[] =>
  marks.filter((mark) => tables.some(({ rows }) => rows.some((row) => row.includes(mark))));

const formats = new Map<string, Intl.NumberFormat>();

/** "1,234.5", "−3", with a minus that can be told from a dash. */
export function numberIn(language: Language, value: number, decimals: number): string {
  const key = `${language} ${decimals}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language === "en" ? "en-GB" : language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  formats.set(key, format);
  return format.format(value).replace("-", "−");
}

/** A cell as people read it. */
export const shownIn = (language: Language, cell: Cell, column: Column): string =>
  typeof cell === "number" && column.kind === "number"
    ? numberIn(language, cell, column.decimals)
    : String(cell);
