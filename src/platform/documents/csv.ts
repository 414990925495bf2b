import { stringify } from "csv-stringify/sync";
import { headingOf, type Table } from "../../core/table.ts";

/** RFC 4180, with the mark by which Excel sees that it is UTF-8. Text is quoted, so that it can't end its own field. */
export const csvOf = (table: Table): string =>
  stringify(
    [table.columns.map(headingOf), ...table.rows].map((row) =>
      row.map((cell) => (typeof cell === "number" ? cell : harmless(cell))),
    ),
    { bom: true, record_delimiter: "\r\n", quoted_string: true },
  );

/** What a spreadsheet may pass over before it looks for a formula: spaces, controls, and what can't be seen. */
const PASSED_OVER = String.raw`[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;
/** Also full-width, small, raised and lowered. */
const BEGINS_FORMULA = String.raw`[=+\-@−＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌]`;
/** At the beginning, and after a semicolon: where commas are decimal, Excel begins a cell there. */
const formula = new RegExp(`(^|;)(?=${PASSED_OVER}*${BEGINS_FORMULA})`, "gu");

/** An apostrophe makes a spreadsheet take it for text. */
const harmless = (text: string): string => text.replace(formula, "$1'");
