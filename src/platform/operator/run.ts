import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { Failure, invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { type SentFile, sent } from "./files.ts";

export interface Printed {
  /** The process's exit code: 0 only when it did what was asked. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** To be written where the operator stands before anything is printed; over older ones only if `force`. */
  readonly files?: readonly SentFile[] | undefined;
  readonly force?: boolean | undefined;
}

interface Parts {
  readonly commands: readonly OperatorCommand[];
  readonly clock: Clock;
  readonly log: Log;
  readonly file: (path: string) => Promise<string>;
  /** Says whether an error means that the database can't be reached. */
  readonly isOutage: (error: unknown) => boolean;
}

const COMMON = {
  now: { type: "string" },
  json: { type: "boolean" },
  force: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
const USAGE_ERROR = 2;

/** Runs one line of the operator's command line: `run-due --now 2026-11-24T10:00:00Z`. */
export async function runOperator(argv: readonly string[], parts: Parts): Promise<Printed> {
  const { commands } = parts;
  if (argv.length === 0 || argv[0] === "--help" || argv[0] === "-h" || argv[0] === "help")
    return { code: argv.length === 0 ? USAGE_ERROR : 0, out: overview(commands), err: "" };

  const command = commands.find(({ name }) => name.split(" ").every((word, at) => argv[at] === word));
  if (command === undefined)
    return wrong(`There is no command “${argv.join(" ")}”.\n\n${overview(commands)}`);
  try {
    return await runCommand(command, argv.slice(command.name.split(" ").length), parts);
  } catch (error) {
    if (error instanceof Failure) return { code: 1, out: "", err: `${error.message}\n` };
    parts.log.error({ error, command: command.name }, "command failed");
    const why = parts.isOutage(error) ? "The database can't be reached." : "It failed; the log says where.";
    return { code: 1, out: "", err: `${why}\n` };
  }
}

async function runCommand(command: OperatorCommand, args: readonly string[], parts: Parts): Promise<Printed> {
  const read = argumentsOf(command, args);
  if (typeof read === "string") return wrong(`${read}\n\nUsage: ${command.usage}\n`);
  const { values, positionals } = read;
  if (values.help === true) return { code: 0, out: `${command.usage}\n\n${command.does}\n`, err: "" };

  const surplus = positionals.slice(command.takes ?? 0);
  if (surplus.length > 0)
    return wrong(`There is a word too many: “${surplus.join(" ")}”.\n\nUsage: ${command.usage}\n`);

  const now = values.now === undefined ? parts.clock() : instantOf(String(values.now));
  if (now === undefined) return wrong(`--now takes an ISO time with a zone, such as 2026-11-24T10:00:00Z.\n`);

  const file = (path: string) => parts.file(path).catch(() => Promise.reject(invalid(`Can't read ${path}.`)));
  const result = await command.run(
    { words: positionals, options: values, file, table: async (path) => rowsOf(await file(path)) },
    { now, log: parts.log },
  );
  const files = (result.files ?? []).map(sent);
  const lines = [...result.lines, ...files.map(({ name }) => `Written: ${name}`)];
  const out = values.json === true ? JSON.stringify(result.value) : lines.join("\n");
  return {
    code: result.failed ? 1 : 0,
    out: `${out}\n`,
    err: "",
    ...(files.length > 0 ? { files, force: values.force === true } : {}),
  };
}

function rowsOf(csv: string): readonly Record<string, string>[] {
  try {
    return parse(csv, {
      bom: true,
      columns: (heading: string[]) => heading.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      ltrim: true, // some write a space between a comma and the quotes after it
    });
  } catch (error) {
    throw invalid(`Nothing was imported: ${whyNoTable(error)}.`);
  }
}

function whyNoTable(error: unknown): string {
  const { code, lines } = error as { readonly code?: string; readonly lines?: number }; // as csv-parse throws them
  if (code === "CSV_RECORD_INCONSISTENT_COLUMNS")
    return `line ${lines} has more or fewer columns than the heading`;
  if (code === "CSV_QUOTE_NOT_CLOSED") return "a quotation mark is opened and never closed";
  return lines === undefined ? "the file isn't CSV" : `line ${lines} can't be read as CSV`;
}

function argumentsOf(command: OperatorCommand, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { ...COMMON, ...command.options }, allowPositionals: true });
  } catch (error) {
    return (error as Error).message;
  }
}

/** A time without a zone would mean something else on another machine. */
function instantOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const wrong = (err: string): Printed => ({ code: USAGE_ERROR, out: "", err: `${err.trimEnd()}\n` });

function overview(commands: readonly OperatorCommand[]): string {
  const widest = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = [...commands]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ usage, does }) => `  ${usage.padEnd(widest)}  ${does}`);
  return `Usage: npm run uptake -- <command> [--now <ISO time>] [--json] [--force] [--help]\n\n${lines.join("\n")}\n`;
}
