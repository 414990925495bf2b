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
export function dividedSafely(
  lines: Tree,
  places: Tree,
  columns: Columns,
  limits: Limits,
): Readonly<Record<TreeName, Division>> | undefined {
  const pair = [divided(lines, columns, limits), divided(places, columns, limits)] as const;
  if (pair[0] === undefined || pair[1] === undefined) return undefined;
  const [inLines, inPlaces] = mended([pair[0], pair[1]], columns, limits);
  return { lines: inLines, places: inPlaces };
}
