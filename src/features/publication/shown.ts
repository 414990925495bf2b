import type { Division } from "./blocks.ts";
import { isWithin } from "./tree.ts";

/** The groups that are sums of whole blocks, and so may be shown. A block that reaches beyond a group hides it. */
export function shownIn({ tree, blocks, of }: Division): readonly number[] {
  const hidden = new Uint8Array(tree.parent.length);
  const hiddenBy = new Int32Array(tree.parent.length).fill(-1);
  for (const [person, at] of tree.at.entries()) {
    const block = of[person] ?? 0;
    const home = blocks[block]?.home ?? 0;
    for (let group = at; group !== home && hiddenBy[group] !== block; group = tree.parent[group] ?? 0) {
      hidden[group] = 1;
      hiddenBy[group] = block;
    }
  }
  return Array.from(tree.parent.keys()).filter((group) => hidden[group] === 0);
}

/** The nearest group above one, or itself, that is shown; undefined where none is. */
export function nearestShown(
  { tree }: Division,
  shown: ReadonlySet<number>,
  group: number,
): number | undefined {
  let above = group;
  while (above >= 0 && !shown.has(above)) above = tree.parent[above] ?? -1;
  return above < 0 ? undefined : above;
}

/** The blocks of a group that is shown. */
export const blocksOf = ({ tree, blocks }: Division, group: number): readonly number[] =>
  Array.from(blocks.keys()).filter((block) => isWithin(tree, blocks[block]?.home ?? 0, group));
