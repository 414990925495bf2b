import { localIn } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand, OperatorInput } from "../../core/feature.ts";
import type { TenantId } from "../../core/person.ts";
import type { Audit } from "../../core/ports.ts";
import { type Desk, HOME_ZONE } from "./desk.ts";
import { readImport, recordsIn } from "./import.ts";
import type { Store } from "./store.ts";

interface Parts {
  readonly store: Store;
  readonly desk: Desk;
  readonly audit: Audit;
}

const PROBLEMS_SHOWN = 20;

/** What whoever runs the product does about stories: it never shows what one that isn't published says. */
export function storyOperations({ store, desk, audit }: Parts): readonly OperatorCommand[] {
  return [
    {
      name: "stories overdue",
      usage: "stories overdue [--tenant <id>]",
      does: "Lists stories that no champion has decided on in five working days, by id",
      options: { tenant: { type: "string" } },
      async run({ options: { tenant } }, { now }) {
        const only = typeof tenant === "string" ? (tenant.toLowerCase() as TenantId) : undefined;
        const overdue = await store.overdue(only, localIn(HOME_ZONE, now).day);
        return {
          lines:
            overdue.length === 0
              ? ["No story is overdue."]
              : overdue.map((each) => `${each.due}  ${each.story}  ${each.tenant}`),
          value: { overdue },
        };
      },
    },
    {
      name: "import stories",
      usage: "import stories <json or csv> --tenant <id> --by <name> [--source <name>] [--licence <name>]",
      does: "Publishes stories that were published elsewhere, each with where it comes from. All of it or none",
      takes: 1,
      options: {
        tenant: { type: "string" },
        by: { type: "string" },
        source: { type: "string" },
        licence: { type: "string" },
      },
      async run(input, { now }) {
        const { tenant, by } = who(input.options);
        const read = await readFile(input);
        if (!read.ok) throw invalid(refusal(read.problems));
        const added = await store.together(async (inside) => {
          let n = 0;
          for (const story of read.stories) {
            const id = await store.addImported(tenant, story, now, inside);
            if (id === undefined) continue;
            await desk.index(tenant, id, inside);
            n += 1;
          }
          await audit.record({ tenant, at: now, by, what: "import stories", facts: { added: n } }, inside);
          return n;
        });
        const there = read.stories.length - added;
        return {
          lines: [`${read.stories.length} stories read: ${added} new, ${there} there already.`],
          value: { read: read.stories.length, added, there },
        };
      },
    },
  ];
}

function who({ tenant, by }: OperatorInput["options"]) {
  if (typeof tenant !== "string") throw invalid("Say which organisation with --tenant.");
  if (typeof by !== "string" || by.length === 0 || by.length > 100)
    throw invalid("Say who you are with --by, in a hundred letters at most.");
  return { tenant: tenant.toLowerCase() as TenantId, by };
}

async function readFile({ words: [path], options, file, table }: OperatorInput) {
  if (path === undefined) throw invalid("Name the file: import stories <json or csv>");
  const given = { source: String(options.source ?? ""), licence: String(options.licence ?? "") };
  if (path.toLowerCase().endsWith(".csv")) return readImport(await table(path), given);
  const records = recordsIn(jsonOf(await file(path)));
  if (records === undefined) throw invalid("Nothing was imported: the file is no list of records.");
  return readImport(records.rows, {
    source: given.source || records.source,
    licence: given.licence || records.licence,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw invalid("Nothing was imported: the file isn't JSON.");
  }
}

function refusal(problems: readonly string[]): string {
  const rest = problems.length - PROBLEMS_SHOWN;
  return [
    "Nothing was imported:",
    ...problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${problem}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join("\n");
}
