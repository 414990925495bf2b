import { breath, inTurns } from "../../core/turns.ts";
import { type Columns, isSafe, type Limits, type Lot, lotOf, together } from "./safe.ts";
import { tally } from "./tally.ts";
import { common, sizesOf, type Tree, WHOLE } from "./tree.ts";

/** The smallest lot that figures are made of: every figure is a sum of whole blocks. */
export interface Block extends Lot {
  /** The deepest group that holds all of it. */
  readonly home: number;
}

/** Everybody in one block and one only. */
export interface Division {
  readonly tree: Tree;
  readonly blocks: readonly Block[];
  /** For each person the number of their block. */
  readonly of: Int32Array;
}

const GROUPS_A_BREATH = 2_000;

interface Gathered extends Block {
  readonly members: readonly Int32Array[];
}

/**
 * Divides a tree into blocks that are each safe, from its ends up. Those too few for a block of their own join the nearest
 * one of their group, so that the group above can still be shown. Undefined where everybody together is too few.
 */
export async function divided(tree: Tree, columns: Columns, limits: Limits): Promise<Division | undefined> {
  const below = tree.names.map((): Gathered[] => []);
  const loose: (readonly Gathered[])[] = [];
  await inTurns(membersOf(tree), (members, home) => {
    loose.push(members.length === 0 ? [] : [{ ...lotOf(columns, members), home, members: [members] }]);
  });
  await breath();
  const sizes = sizesOf(tree);
  for (let group = tree.parent.length - 1; group > WHOLE; group--) {
    if (group % GROUPS_A_BREATH === 0) await breath();
    const left = settle(group);
    const above = tree.parent[group] ?? WHOLE;
    if (left !== undefined) loose[above] = [...(loose[above] ?? []), left];
    below[above] = both(below[above] ?? [], below[group] ?? []);
    below[group] = [];
  }
  const left = settle(WHOLE);
  const all = below[WHOLE] ?? [];
  return left !== undefined || all.length === 0 ? undefined : divisionOf(tree, all);

  /** Puts the loose ones of a group in a block of its; answers them where they are too few with all of those. */
  function settle(group: number): Gathered | undefined {
    const blocks = below[group] ?? [];
    const [first, ...rest] = loose[group] ?? [];
    if (first === undefined) return undefined;
    let lot = rest.reduce((all, one) => bothOf(all, one, group), { ...first, home: group });
    while (!isSafe(lot, limits)) {
      const [joined] = blocks.splice(nearest(blocks, group), 1);
      if (joined === undefined) return lot;
      lot = bothOf(lot, joined, group);
    }
    blocks.push(lot);
    return undefined;
  }

  /** One that lives in the group itself; else one in the part of it with the fewest people: that part isn't shown then. */
  function nearest(blocks: readonly Block[], group: number): number {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (const [at, { home }] of blocks.entries()) {
      const costs = cost(home, group);
      if (costs < least) [best, least] = [at, costs];
    }
    return best;
  }

  function cost(home: number, group: number): number {
    if (home === group) return 0;
    let [part, depth] = [home, 0];
    while (tree.parent[part] !== group) [part, depth] = [tree.parent[part] ?? WHOLE, depth + 1];
    return (sizes[part] ?? 0) + depth / tree.parent.length;
  }
}

/** The longer list is kept, so that a line of a thousand managers isn't copied a thousand times. */
function both<T>(one: T[], other: T[]): T[] {
  const [long, short] = one.length < other.length ? [other, one] : [one, other];
  for (const each of short) long.push(each);
  return long;
}

const bothOf = (one: Gathered, other: Gathered, home: number): Gathered => ({
  ...together(one, other),
  home,
  members: [...one.members, ...other.members],
});

/** Those who belong to each group and to none below it. */
function membersOf({ at, parent }: Tree): readonly Int32Array[] {
  const start = new Int32Array(parent.length + 1);
  for (const group of at) tally(start, group + 1, 1);
  for (let group = 1; group < start.length; group++) tally(start, group, start[group - 1] ?? 0);
  const next = start.slice();
  const people = new Int32Array(at.length);
  for (const [person, group] of at.entries()) {
    people[next[group] ?? 0] = person;
    tally(next, group, 1);
  }
  return Array.from(parent, (_, group) => people.subarray(start[group], start[group + 1]));
}

function divisionOf(tree: Tree, blocks: readonly Gathered[]): Division {
  const of = new Int32Array(tree.at.length);
  for (const [number, block] of blocks.entries())
    for (const some of block.members) for (const person of some) of[person] = number;
  return {
    tree,
    of,
    blocks: blocks.map(({ home, people, totals, largest }) => ({ home, people, totals, largest })),
  };
}

/** The same division with some blocks put together: `into` names for each block the one that it becomes part of. */
export function merged({ tree, blocks, of }: Division, into: (block: number) => number): Division {
  const numbers = new Map<number, number>();
  const kept: Block[] = [];
  for (const [at, block] of blocks.entries()) {
    const number = numbers.get(into(at));
    const there = number === undefined ? undefined : kept[number];
    if (number === undefined || there === undefined) numbers.set(into(at), kept.push(block) - 1);
    else kept[number] = { ...together(there, block), home: common(tree, there.home, block.home) };
  }
  return { tree, blocks: kept, of: of.map((block) => numbers.get(into(block)) ?? 0) };
}
