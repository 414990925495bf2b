import { z } from "zod/v4";
import { whyRefused } from "../../core/free-text.ts";
import { taskIn } from "../../core/task-in.ts";
import { type App, apps, type Profession, professions, type Task, tasks } from "../../core/taxonomy.ts";
import { isPlainLine, oneOf, plain, questions, type Telling } from "./rules.ts";

/** A story that was published elsewhere, as it is to be shown here. */
export interface Imported {
  /** The same record once more is recognised by it. */
  readonly key: string;
  readonly telling: Telling;
  readonly source: string;
  readonly licence: string;
}
export type ImportReading =
  | { readonly ok: true; readonly stories: readonly Imported[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A few letters more than the form takes: what is public already is told at length. */
const longest = { title: 100, challenge: 1500, did: 2500, result: 2500, learned: 2000 } as const;
const LONGEST_IN_ALL = 6000;

const words = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? "" : plain(String(value))));

/** Our own names, and those of public knowledge hubs for the same. Whatever else a record says is left. */
const Row = z.object({
  slug: words,
  id: words,
  title: words,
  description: words,
  challenge: words,
  did: words,
  solution: words,
  result: words,
  results: words,
  learned: words,
  learnings: words,
  task: words,
  app: words,
  profession: words,
  reuse: words,
  language: words,
  source: words,
  licence: words,
  details: z.record(z.string(), z.unknown()).nullish(),
});
type RowOf = z.infer<typeof Row>;

const Whole = z.object({ source: words, licence: words, attribution: words, items: z.array(z.unknown()) });

/** Records as they stand in a file: an array, or an object with where they come from and `items`. */
export function recordsIn(
  json: unknown,
): { rows: readonly unknown[]; source: string; licence: string } | undefined {
  if (Array.isArray(json)) return { rows: json, source: "", licence: "" };
  const whole = Whole.safeParse(json);
  if (!whole.success) return undefined;
  const { items, source, licence, attribution } = whole.data;
  return { rows: items, source, licence: attribution === "" ? licence : attribution };
}

/** All of it or nothing: each row that can't be shown is named by its number. */
export function readImport(
  rows: readonly unknown[],
  whole: { readonly source: string; readonly licence: string },
): ImportReading {
  const read = rows.map((row, at) => {
    const parsed = Row.safeParse(row);
    if (!parsed.success) return `row ${at + 1}: isn't a record with a title and what was done`;
    const story = storyIn(parsed.data, whole);
    return typeof story === "string" ? `row ${at + 1}: ${story}` : story;
  });
  const problems = read.filter((each) => typeof each === "string");
  if (rows.length === 0) return { ok: false, problems: ["there are no records in it"] };
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, stories: read.filter((each) => typeof each !== "string") };
}

function storyIn(row: RowOf, whole: { source: string; licence: string }): Imported | string {
  const organisation = plain(String(row.details?.["Organisation name"] ?? ""));
  const source = row.source || [organisation, whole.source].filter((each) => each !== "").join(", ");
  const licence = row.licence || whole.licence;
  const said = {
    title: row.title,
    challenge: row.challenge || row.description,
    did: row.did || row.solution,
    result: row.result || row.results,
    learned: row.learned || row.learnings,
  };
  const problem = problemIn(said, source, licence);
  if (problem !== undefined) return problem;
  const text = `${row.title}\n${row.description}\n${said.challenge}\n${said.did}`;
  return {
    key: `${source}\n${row.slug || row.id || row.title}`.slice(0, 400).toLowerCase(),
    source,
    licence,
    telling: {
      ...said,
      task: oneOf<Task>(tasks, row.task) ?? taskIn(text),
      app: oneOf<App>(apps, row.app),
      profession: oneOf<Profession>(professions, row.profession),
      reuse: /specific/i.test(row.reuse || String(row.details?.["Use case type"] ?? ""))
        ? "specific"
        : "reusable",
      minutes: undefined,
      language: row.language === "cy" ? "cy" : "en",
    },
  };
}

function problemIn(
  said: Readonly<Record<keyof typeof longest, string>>,
  source: string,
  licence: string,
): string | undefined {
  if (said.title === "" || said.did === "") return "has no title, or not what was done (“did” or “solution”)";
  if (said.challenge === "") return "has no challenge or description";
  if (!isPlainLine(said.title)) return "has a title that isn't plain words on one line";
  const long = (Object.keys(longest) as (keyof typeof longest)[]).find(
    (field) => said[field].length > longest[field],
  );
  if (long !== undefined) return `is too long in “${long}”: ${longest[long]} letters at most`;
  if (Object.values(said).join("").length > LONGEST_IN_ALL) return `is over ${LONGEST_IN_ALL} letters in all`;
  if (source === "" || licence === "")
    return "doesn't say where it comes from and under which licence (--source, --licence)";
  if (source.length > 300 || licence.length > 300) return "has a source or licence of over 300 letters";
  // What is public names offices and their addresses; what must not be kept anywhere isn't kept here either.
  const all = [said.title, ...questions.map((question) => said[question]), source, licence];
  const refused = [...all, all.join("\n")]
    .map(unmarked)
    .map(whyRefused)
    .find((why) => why !== undefined);
  return refused === undefined ? undefined : `can't be kept: ${refused.replaceAll("-", " ")}`;
}

/** A public record that says up to which level a tool may be used isn't marked with that level. */
const unmarked = (text: string): string =>
  text.replace(/\bup to (?:an? )?OFFICIAL[- ]SENSITIVE\b/gi, "up to a level");
