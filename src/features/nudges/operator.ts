import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { Ledger } from "../../core/outbound.ts";
import { NUDGE, type NudgeStore } from "./store.ts";
import { TipFile } from "./tip.ts";

/** What whoever runs the product can do about nudges. */
export function nudgeOperations(store: NudgeStore, ledger: Ledger): readonly OperatorCommand[] {
  return [
    {
      name: "nudges",
      usage: "nudges",
      does: "Shows how many nudges stand where; the parts add up to all that were planned",
      async run() {
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
