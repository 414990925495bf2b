import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import {
  SourceBroken,
  SourceBusy,
  type UsageApp,
  type UsageReport,
  type UsageRow,
  usagePeriods,
} from "../../core/adoption-source.ts";
import { type Column, columnOf } from "./usage-columns.ts";

export const BATCH = 2_000;

/** The bytes or the text of a report, in pieces. */
export type Pieces = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
export type Fields = readonly unknown[];

/**
 * The lines of a CSV as they come, the heading first. It ends with `SourceBroken` where the file breaks off: within quotes,
 * or with a last line that is too short.
 */
export async function* linesOf(pieces: Pieces): AsyncGenerator<readonly string[]> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  const fed = pipeline(Readable.from(pieces, { objectMode: true }), parser);
  fed.catch(() => {}); // the loop below hears it as well
  let width: number | undefined;
  let last: readonly string[] = [];
  try {
    for await (const line of parser) {
      width ??= line.length;
      last = line;
      yield line;
    }
    await fed;
  } catch (error) {
    throw error instanceof SourceBusy ? error : new SourceBroken("The report broke off");
  }
  if (width === undefined) throw new SourceBroken("The report is empty");
  if (last.length < width) throw new SourceBroken("The report broke off in its last line");
}

/** A report of what people used: as Graph streams it, or as it was downloaded in the admin centre. */
export async function detailIn(pieces: Pieces): Promise<UsageReport> {
  const lines = linesOf(pieces);
  const { value: heading } = await lines.next();
  return reportOf(heading ?? [], lines);
}

export function reportOf(heading: readonly string[], lines: AsyncIterable<Fields>): UsageReport {
  const columns = heading.map(columnOf);
  const has = (is: Column["is"]) => columns.some((column) => column?.is === is);
  if (!has("signInName") || !has("refreshedOn") || !has("last"))
    throw new SourceBroken("The report hasn't the columns of a usage report");
  let unreadable = 0;
  let period: string | undefined;
  const at = columns.findIndex((column) => column?.is === "period");
  /** A row of another period than the first isn't one of this report's: a number that was cut off, say. */
  const read = (line: Fields) => {
    const days = at < 0 ? "" : textOf(line[at]);
    const row = rowIn(columns, line);
    if (row !== undefined) period ??= days;
    if (row !== undefined && days === period) return row;
    unreadable += 1;
    return undefined;
  };
  return {
    period: () => usagePeriods.find((each) => each === `D${period}`),
    rows: batchesOf(lines, read),
    unknownColumns: () => heading.filter((_name, at) => columns[at] === undefined),
    unreadable: () => unreadable,
  };
}

async function* batchesOf(
  lines: AsyncIterable<Fields>,
  read: (line: Fields) => UsageRow | undefined,
): AsyncGenerator<readonly UsageRow[]> {
  let batch: UsageRow[] = [];
  for await (const line of lines) {
    const row = read(line);
    if (row !== undefined) batch.push(row);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Undefined for a row that can't be read: nothing in it is guessed. */
function rowIn(columns: readonly (Column | undefined)[], line: Fields): UsageRow | undefined {
  if (line.length !== columns.length) return undefined;
  const found: { -readonly [K in keyof UsageRow]?: UsageRow[K] } = {};
  const last: Partial<Record<UsageApp, string | null>> = {};
  for (const [at, column] of columns.entries()) {
    if (line[at] === undefined) continue; // of JSON, where it isn't mentioned
    const text = textOf(line[at]);
    if (column?.is === "last") {
      const day = dayIn(text);
      if (day === undefined) return undefined;
      last[column.app] = latest(last[column.app], day);
    } else if (column?.is === "prompts" || column?.is === "activeDays") {
      const count = countIn(text, mostOfOne[column.is]);
      if (count === undefined) return undefined;
      if (count !== null) found[column.is] = count;
    } else if (column?.is === "refreshedOn") {
      found.refreshedOn = dayIn(text) ?? "";
    } else if (column?.is === "signInName") {
      found.signInName = text.toLowerCase();
    }
  }
  if (!found.refreshedOn || !found.signInName) return undefined;
  return { ...found, refreshedOn: found.refreshedOn, signInName: found.signInName, last };
}

/** Two columns may mean the same app. */
const latest = (one: string | null | undefined, other: string | null) =>
  (one ?? "") > (other ?? "") ? (one ?? null) : other;

/** CSV and JSON say "nothing" with an empty field, an empty text or null. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";

/** Null for nothing, undefined for what isn't a day of this century or the next. */
export function dayIn(text: string): string | null | undefined {
  if (text === "") return null;
  const day = /^(2[01]\d\d-\d{2}-\d{2})(T[\d:.]+Z?)?$/.exec(text)?.[1];
  return day !== undefined && isInCalendar(day) ? day : undefined;
}

/** JavaScript takes 30 February for the second of March. */
function isInCalendar(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && (day.slice(8) <= "28" || new Date(time).toISOString().startsWith(day));
}

/** Null for nothing, undefined for what isn't a count, or one that nobody could come to. */
export const countIn = (text: string, most = MOST_PEOPLE): number | null | undefined =>
  text === "" ? null : /^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;

const MOST_PEOPLE = 999_999_999;
/** Of one person in the longest period, 180 days. */
const mostOfOne = { prompts: 999_999, activeDays: 366 } as const;
