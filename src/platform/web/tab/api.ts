import { createHash } from "node:crypto";
import type { Request } from "restify";
import { wholeIn } from "../../../core/asked.ts";
import type { Page, View } from "../../../core/page.ts";
import type { Documents } from "../../../core/ports.ts";
import { headingOf, type Table } from "../../../core/table.ts";

export interface Figures {
  readonly page: Page;
  readonly view: View;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Rows of one answer, unless fewer are asked for. */
const MOST_ROWS = 1000;
const JSON_TYPE = "application/json; charset=utf-8";

/** The tables of a page as they are shown on it: one as CSV or JSON, or all of them as JSON, a thousand rows at a time. */
export function answered(
  request: Request,
  documents: Documents,
  page: Page,
  { query }: View,
  tables: readonly Table[],
): Answer {
  const [, id = "", kind] =
    /^([a-z][a-z0-9-]*?)(?:\.(csv|json))?$/.exec(String(request.params.table ?? "")) ?? [];
  if (id === "")
    return unchanged(
      request,
      JSON_TYPE,
      JSON.stringify({ page: page.path, tables: tables.map((table) => partOf(table, query)) }),
    );
  const table = tables.find((each) => each.id === id);
  if (table === undefined) return { status: 404, body: "", type: "text/plain", headers: {} };
  if (kind !== "csv") return unchanged(request, JSON_TYPE, JSON.stringify(partOf(table, query)));
  const csv = documents.csv(table);
  return unchanged(request, "text/csv; charset=utf-8", csv, {
    "content-disposition": `attachment; filename="uptake-${page.path}-${id}.csv"`,
  });
}

/** What didn't change since it was last asked for isn't sent again. */
function unchanged(
  request: Request,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const cached = { ...headers, etag, "cache-control": "private, no-cache" };
  return request.header("if-none-match", "").includes(etag)
    ? { status: 304, body: "", type, headers: cached }
    : { status: 200, body, type, headers: cached };
}

function partOf({ id, title, columns, rows, notes, sources }: Table, query: URLSearchParams) {
  const size = Math.min(wholeIn(query.get("size")) ?? MOST_ROWS, MOST_ROWS);
  const number = wholeIn(query.get("page")) ?? 1;
  const names = columns.map(headingOf);
  return {
    ...{ id, title, columns: names, notes, sources },
    rows: rows
      .slice((number - 1) * size, number * size)
      .map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell]))),
    ...{ page: number, pages: Math.max(1, Math.ceil(rows.length / size)), total: rows.length },
  };
}
