import { z } from "zod/v4";
import { invalid } from "../../core/failures.ts";
import type { InLanguages } from "../../core/words.ts";

/** A way to find out. */
export interface Design {
  readonly code: string;
  readonly name: InLanguages<string>;
  /** In a sentence, where it is ours. */
  readonly says?: InLanguages<string>;
  readonly parent?: string | undefined;
  /** Whoever chooses it says in their own words what they mean. */
  readonly described: boolean;
}

const Words = z.strictObject({ name: z.string().min(1).max(80), says: z.string().min(1).max(200) });
const OurDesigns = z.array(
  z.strictObject({ code: z.string(), described: z.boolean(), en: Words, cy: Words }),
);

/** Those in content/experiments: reviewed, in both languages. */
export const ourDesigns = (content: readonly unknown[]): readonly Design[] =>
  content
    .flatMap((file) => OurDesigns.parse(file))
    .map(({ code, described, en, cy }) => ({
      code,
      described,
      name: { en: en.name, cy: cy.name },
      says: { en: en.says, cy: cy.says },
    }));

/** What was imported comes after ours, under the heading that it belongs to; where both have a code, ours stands. */
export function allDesigns(ours: readonly Design[], imported: readonly Design[]): readonly Design[] {
  const names = new Map(imported.map(({ code, name }) => [code, name]));
  const known = new Set(ours.map(({ code }) => code));
  const others = imported
    .filter(({ code }) => !known.has(code))
    .map((each) => {
      const above = each.parent === undefined ? undefined : names.get(each.parent);
      return above === undefined ? each : { ...each, name: below(above, each.name) };
    });
  return [...ours, ...others];
}

const below = (above: InLanguages<string>, name: InLanguages<string>): InLanguages<string> => ({
  en: `${above.en}: ${name.en}`,
  cy: `${above.cy}: ${name.cy}`,
});

const CODE = /^[a-z][a-z0-9_-]{0,59}$/;
const LONGEST_NAME = 120;
const columns = ["code", "display", "parent", "collect_description"];
/** Line 1 is the heading. */
const FIRST_LINE = 2;

type Row = Readonly<Record<string, string>>;

/**
 * Reads a table of design types: `code`, `display`, `parent` (the code of another, or null) and `collect_description`. A
 * `display_cy` may stand beside them; without it the name is shown as it is. What is wrong is named by its line.
 */
export function readDesigns(rows: readonly Row[], known: readonly Design[]): readonly Design[] {
  const [first = {}] = rows;
  const absent = columns.filter((name) => !Object.hasOwn(first, name));
  if (absent.length > 0)
    throw invalid(`Nothing was imported: there must be columns called ${columns.join(", ")}.`);
  const codes = new Set([...rows.map(({ code = "" }) => code.trim()), ...known.map(({ code }) => code)]);
  const problems = rows.flatMap((row, at) =>
    problemsOf(row, codes).map((why) => `line ${at + FIRST_LINE}: ${why}`),
  );
  problems.push(...repeatsIn(rows));
  if (problems.length > 0)
    throw invalid(`Nothing was imported:\n${problems.map((each) => `  ${each}`).join("\n")}`);
  return rows.map(designIn);
}

const isNone = (text: string): boolean => text === "" || text.toLowerCase() === "null";

function problemsOf(row: Row, codes: ReadonlySet<string>): readonly string[] {
  const [code = "", name = "", parent = "", described = ""] = columns.map((column) =>
    (row[column] ?? "").trim(),
  );
  return [
    ...(CODE.test(code) ? [] : ["code must be small letters, digits and underscores"]),
    ...(name !== "" && name.length <= LONGEST_NAME ? [] : [`display must have 1 to ${LONGEST_NAME} letters`]),
    ...(isNone(parent) || (codes.has(parent) && parent !== code)
      ? []
      : [`parent “${parent.slice(0, 60)}” is no code that is known`]),
    ...(/^(true|false)$/i.test(described) ? [] : ["collect_description must be true or false"]),
  ];
}

function repeatsIn(rows: readonly Row[]): readonly string[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ code = "" }, at) => {
    const earlier = first.get(code.trim());
    if (earlier !== undefined) return [`line ${at + FIRST_LINE}: the same code as on line ${earlier}`];
    first.set(code.trim(), at + FIRST_LINE);
    return [];
  });
}

function designIn(row: Row): Design {
  const [code = "", name = "", parent = "", described = ""] = columns.map((column) =>
    (row[column] ?? "").trim(),
  );
  const welsh = (row.display_cy ?? "").trim().slice(0, LONGEST_NAME);
  return {
    code,
    name: { en: name, cy: welsh === "" ? name : welsh },
    parent: isNone(parent) ? undefined : parent,
    described: described.toLowerCase() === "true",
  };
}
