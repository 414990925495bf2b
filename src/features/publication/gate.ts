import { breath } from "../../core/turns.ts";
import { type Division, divided } from "./blocks.ts";
import { mended } from "./mend.ts";
import type { Columns, Limits } from "./safe.ts";
import type { Tree } from "./tree.ts";

/** What the trees are called wherever a group is named. */
export const treeNames = ["lines", "places"] as const;
export type TreeName = (typeof treeNames)[number];

/**
 * Divides the people of one week in both trees, so that whatever is added up of whole blocks, in either tree and of both
 * together, is safe. Undefined where all together are too few.
 */
export async function dividedSafely(
  lines: Tree,
  places: Tree,
  columns: Columns,
  limits: Limits,
): Promise<Readonly<Record<TreeName, Division>> | undefined> {
  const first = await divided(lines, columns, limits);
  await breath();
  const second = await divided(places, columns, limits);
  await breath();
  if (first === undefined || second === undefined) return undefined;
  const [inLines, inPlaces] = await mended([first, second], columns, limits);
  return { lines: inLines, places: inPlaces };
}
