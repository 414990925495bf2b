import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { nudgeRounds } from "./jobs.ts";
import type { NudgeStore } from "./store.ts";
import { TipFile } from "./tip.ts";

/** What whoever runs the product can do about nudges. */
export function nudgeOperations(
  store: NudgeStore,
  round: ReturnType<typeof nudgeRounds>,
): readonly OperatorCommand[] {
  return [
    {
      name: "run-due",
      usage: "run-due",
      does: "Sends the nudges that are due now, or at --now",
      async run(_input, run) {
        const paused = await store.pausedSince();
        const counts = await round(run);
        const lines = Object.entries(counts).map(([what, n]) => `${what}: ${n}`);
        return {
          lines: paused === undefined ? lines : ["Nudges are paused; type “resume” to go on.", ...lines],
          value: { ...counts, paused: paused !== undefined },
        };
      },
    },
    {
      name: "nudges",
      usage: "nudges",
      does: "Shows how many nudges stand where; the parts add up to all that were planned",
      async run() {
        const ledger = await store.ledger();
        const planned = Object.values(ledger).reduce((sum, n) => sum + n, 0);
        const lines = [
          `planned: ${planned}`,
          ...Object.entries(ledger).map(([status, n]) => `  ${status}: ${n}`),
        ];
        return { lines, value: { planned, ...ledger } };
      },
    },
    {
      name: "pause",
      usage: "pause",
      does: "Sends nothing out of the blue to anybody until “resume”",
      async run(_input, { now }) {
        await store.pause(now);
        return { lines: ["Paused. Nothing is sent until “resume”."], value: { paused: true } };
      },
    },
    {
      name: "resume",
      usage: "resume",
      does: "Ends “pause”",
      async run() {
        await store.resume();
        return { lines: ["Resumed."], value: { paused: false } };
      },
    },
    {
      name: "import tips",
      usage: "import tips <file>",
      takes: 1,
      does: "Adds tips from a JSON file, one tip or a list; content/README.md says how one is written",
      async run({ words: [path], file }) {
        if (path === undefined) throw invalid("Name the file: import tips <file>");
        const found = tipsIn(await file(path));
        for (const tip of found) await store.importTip(tip);
        return { lines: [`${found.length} tips imported.`], value: { imported: found.length } };
      },
    },
  ];
}

/** All of them or none: a file with one bad tip is refused whole, with each mistake named. */
function tipsIn(text: string) {
  const read = TipFile.or(TipFile.array()).safeParse(jsonOf(text));
  const list: unknown = jsonOf(text);
  if (read.success) return [read.data].flat();
  const each = (Array.isArray(list) ? list : [list]).flatMap((tip: unknown, at) => {
    const { error } = TipFile.safeParse(tip);
    return error?.issues.map(({ path, message }) => `  tip ${at + 1}, ${path.join(".")}: ${message}`) ?? [];
  });
  throw invalid(`Nothing was imported:\n${each.join("\n")}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("Nothing was imported: the file isn't JSON.");
  }
}
