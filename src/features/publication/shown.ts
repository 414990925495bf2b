import type { Division } from "./blocks.ts";

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
