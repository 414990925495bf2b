import { type Contributors, isSafe, type Limits } from "./safe.ts";

/** One group in a tree of groups: a manager and everybody below, or a department and its professions. */
export interface Node {
  readonly id: string;
  readonly parent: Node | undefined;
  readonly depth: number;
  readonly children: Map<string, Node>;
  /** Those who belong here and to nothing below. */
  readonly own: number[];
}

/** The smallest lot that figures are made of. Every published figure is a sum of whole blocks. */
export interface Block {
  /** The deepest group that holds all of it. */
  home: Node;
  people: number[];
}

export const rootOf = (id: string): Node => ({
  id,
  parent: undefined,
  depth: 0,
  children: new Map(),
  own: [],
});

/** The group at the end of a path from the root, made where it isn't there yet. */
export function nodeAt(root: Node, path: readonly string[]): Node {
  let at = root;
  for (const id of path) {
    const known = at.children.get(id);
    const child: Node = known ?? { id, parent: at, depth: at.depth + 1, children: new Map(), own: [] };
    if (known === undefined) at.children.set(id, child);
    at = child;
  }
  return at;
}

/**
 * Divides a tree into blocks that are each safe, from the leaves up. Who is too few for a block of their own joins the
 * nearest one of their group, so that the group above can still be shown. None at all where everybody together is too few.
 */
export function blocksIn(root: Node, contributors: Contributors, limits: Limits): Block[] {
  const { blocks, loose } = visit(root);
  return loose.length === 0 ? blocks : [];

  function visit(node: Node): { blocks: Block[]; loose: number[] } {
    const blocks: Block[] = [];
    const loose = [...node.own];
    for (const child of node.children.values()) {
      const below = visit(child);
      for (const block of below.blocks) blocks.push(block);
      for (const person of below.loose) loose.push(person);
    }
    if (loose.length === 0) return { blocks, loose };
    return settled(node, blocks, loose);
  }

  function settled(node: Node, blocks: Block[], loose: number[]): { blocks: Block[]; loose: number[] } {
    const near = [...blocks].sort((a, b) => a.home.depth - b.home.depth || a.people.length - b.people.length);
    let people = loose;
    while (!isSafe(people, contributors, limits)) {
      const next = near.shift();
      if (next === undefined) return { blocks: [], loose: people };
      people = [...people, ...next.people];
    }
    return { blocks: [...near, { home: node, people }], loose: [] };
  }
}

/** The deepest group that holds both. */
export function common(a: Node, b: Node): Node {
  let [one, other] = [a, b];
  while (one.depth > other.depth) one = one.parent as Node; // the root is shallowest
  while (other.depth > one.depth) other = other.parent as Node;
  while (one !== other) [one, other] = [one.parent as Node, other.parent as Node];
  return one;
}

/**
 * The groups that are sums of whole blocks, each with its blocks. A block that reaches beyond a group hides it: what is
 * shown above says why.
 */
export function shownIn(blocks: readonly Block[]): ReadonlyMap<Node, readonly Block[]> {
  const below = new Map<Node, Block[]>();
  const hidden = new Set<Node>();
  for (const block of blocks)
    for (let node: Node | undefined = block.home; node !== undefined; node = node.parent) {
      const known = below.get(node);
      if (known === undefined) below.set(node, [block]);
      else known.push(block);
    }
  for (const block of blocks) hide(block.home, block.people);
  for (const node of hidden) below.delete(node);
  return below;

  // Groups below a block's home that hold some of its people have lost them to it.
  function hide(home: Node, _people: readonly number[]): void {
    const inside = homesBelow(home);
    for (const node of inside) hidden.add(node);
  }
  function homesBelow(_home: Node): readonly Node[] {
    return [];
  }
}
