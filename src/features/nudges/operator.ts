import { isDay } from "../../core/calendar.ts";
import { invalid, missing } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { Ledger } from "../../core/outbound.ts";
import { isHub, readPrompts } from "./import.ts";
import { START_OPTIONS, START_USAGE, type StartOperations } from "./operator-start.ts";
import { NUDGE, type NudgeStore } from "./store.ts";
import type { ChoosingStore } from "./store-choosing.ts";
import { type Shelf, type Tip, TipFile } from "./tip.ts";

interface Parts {
  readonly store: NudgeStore;
  readonly choosing: ChoosingStore;
  readonly ledger: Ledger;
  readonly shelf: () => Promise<Shelf>;
  readonly start: StartOperations;
}

const LONGEST_REASON = 300;

/** What whoever runs the product can do about nudges. */
export function nudgeOperations({
  store,
  choosing,
  ledger,
  shelf,
  start,
}: Parts): readonly OperatorCommand[] {
  return [
    {
      name: "nudges",
      usage: `nudges [${START_USAGE}]`,
      takes: 2,
      options: START_OPTIONS,
      does: "Shows how many nudges stand where; the parts add up. “start” begins tips team by team, in weeks drawn by lot",
      async run({ words: [what, more, ...rest], options }, { now }) {
        if (what === "start" && more === "end" && rest.length === 0) return start.end(now);
        if (what === "start" && more === undefined) return start.begin(options, now);
        if (what !== undefined)
          throw invalid(`Nothing was changed: “${what}” isn't understood. nudges [${START_USAGE}]`);
        const standing = await ledger.standing(NUDGE);
        const planned = Object.values(standing).reduce((sum, n) => sum + n, 0);
        const lines = [
          `planned: ${planned}`,
          ...Object.entries(standing).map(([status, n]) => `  ${status}: ${n}`),
        ];
        return { lines, value: { planned, ...standing } };
      },
    },
    {
      name: "import tips",
      usage: "import tips <file> [--reviewed <day>]",
      takes: 1,
      does: "Adds tips from a JSON file, one tip or a list (content/README.md says how one is written), or prompts that a public hub published: whoever imports them has read them, today or on --reviewed",
      options: { reviewed: { type: "string" } },
      async run({ words: [path], options, file }, { now }) {
        if (path === undefined) throw invalid("Name the file: import tips <file>");
        const found = tipsIn(await file(path), options.reviewed ?? now.toISOString().slice(0, 10));
        for (const tip of found) await store.importTip(tip);
        const { retired } = await shelf();
        const stay = found
          .filter(({ id }) => retired.has(id))
          .map(({ id }) => `${id} stays retired: tips restore ${id}`);
        return { lines: [`${found.length} tips imported.`, ...stay], value: { imported: found.length } };
      },
    },
    {
      name: "tips list",
      usage: "tips list",
      does: "Lists every tip by its id, and which are retired",
      async run() {
        const { all, retired } = await shelf();
        const tips = all
          .map(({ id, en: { title } }) => ({ id, title, retired: retired.has(id), ...retired.get(id) }))
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const widest = Math.max(0, ...tips.map(({ id }) => id.length));
        return {
          lines: tips.map(({ id, title, reason, since }) =>
            [
              `${id.padEnd(widest)}  ${title}`,
              ...(since === undefined ? [] : [`retired ${since.toISOString().slice(0, 10)}: ${reason}`]),
            ].join("  "),
          ),
          value: { tips },
        };
      },
    },
    {
      name: "tips retire",
      usage: 'tips retire <id> --reason "<text>"',
      takes: 1,
      options: { reason: { type: "string" } },
      does: "Stops giving a tip, at once and everywhere; the reason is shown to those who had it",
      async run({ words: [id], options: { reason = "" } }, { now }) {
        const known = await tipNamed(id, 'tips retire <id> --reason "<text>"');
        const why = String(reason).trim();
        if (why === "" || why.length > LONGEST_REASON)
          throw invalid(
            `Nothing was changed. Give a reason of at most ${LONGEST_REASON} characters, for those who had the tip: tips retire ${known} --reason "<text>"`,
          );
        await choosing.retire(known, { reason: why, since: now });
        return {
          lines: [`${known} is retired: nobody gets it any more.`],
          value: { retired: known, reason: why },
        };
      },
    },
    {
      name: "tips restore",
      usage: "tips restore <id>",
      takes: 1,
      does: "Gives a retired tip again",
      async run({ words: [id] }) {
        const known = await tipNamed(id, "tips restore <id>");
        if (!(await choosing.restore(known))) throw invalid(`Nothing was changed: ${known} isn't retired.`);
        return { lines: [`${known} is given again.`], value: { restored: known } };
      },
    },
  ];

  async function tipNamed(id: string | undefined, usage: string): Promise<string> {
    if (id === undefined) throw invalid(`Name the tip: ${usage}`);
    const { all, retired } = await shelf();
    if (!all.some((tip) => tip.id === id) && !retired.has(id))
      throw missing(`Nothing was changed: there is no tip “${id}”. “tips list” names them all.`);
    return id;
  }
}

/** All of them or none: a file with one bad tip is refused whole, with each mistake named. */
function tipsIn(text: string, reviewed: unknown): readonly Tip[] {
  const hub = jsonOf(text);
  if (isHub(hub)) return promptsIn(hub, reviewed);
  const read = TipFile.or(TipFile.array()).safeParse(jsonOf(text));
  const list: unknown = jsonOf(text);
  if (read.success) return [read.data].flat();
  const each = (Array.isArray(list) ? list : [list]).flatMap((tip: unknown, at) => {
    const { error } = TipFile.safeParse(tip);
    return error?.issues.map(({ path, message }) => `  tip ${at + 1}, ${path.join(".")}: ${message}`) ?? [];
  });
  throw invalid(`Nothing was imported:\n${each.join("\n")}`);
}

function promptsIn(hub: unknown, reviewed: unknown): readonly Tip[] {
  if (typeof reviewed !== "string" || !isDay(reviewed))
    throw invalid("Nothing was imported: --reviewed takes a day such as 2026-11-21.");
  const read = readPrompts(hub, reviewed);
  if (read.ok) return read.tips;
  throw invalid(`Nothing was imported:\n${read.problems.map((line) => `  ${line}`).join("\n")}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("Nothing was imported: the file isn't JSON.");
  }
}
