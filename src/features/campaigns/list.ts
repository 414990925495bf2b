import { invalid } from "../../core/failures.ts";
import type { OperatorInput } from "../../core/feature.ts";

const ID = /^[0-9a-zA-Z._-]{1,64}$/;
const MOST = 500_000;
const PROBLEMS_SHOWN = 20;

/** The ids in a file, each once: one a line, or the column `id` of a CSV with a heading. One that is wrong refuses all. */
export async function readList(
  path: string,
  { file, table }: Pick<OperatorInput, "file" | "table">,
): Promise<readonly string[]> {
  const lines = (await file(path)).replace(/^\uFEFF/, "").split(/\r?\n/);
  const isTable = headingsIn(lines[0]).includes("id");
  const written = isTable ? (await table(path)).map(({ id = "" }) => id) : lines;
  const ids = written.map((id) => id.trim());
  const wrong = ids.flatMap((id, at) => (id === "" || ID.test(id) ? [] : [at + (isTable ? 2 : 1)]));
  if (wrong.length > 0) throw invalid(refusal(wrong));
  const list = [...new Set(ids.filter((id) => id !== "").map((id) => id.toLowerCase()))];
  if (list.length === 0) throw invalid("The list is empty.");
  if (list.length > MOST) throw invalid(`The list has ${list.length} people; there may be ${MOST}.`);
  return list;
}

const headingsIn = (line = ""): readonly string[] =>
  line.split(",").map((name) => name.trim().replaceAll('"', "").toLowerCase());

function refusal(lines: readonly number[]): string {
  const shown = lines.slice(0, PROBLEMS_SHOWN).map((line) => `  line ${line}: not an object id`);
  const rest = lines.length - shown.length;
  return [
    "The list can't be read: one object id a line, or a CSV with a heading “id”.",
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join("\n");
}
