import { inTurns } from "../../core/turns.ts";
import { tally } from "./tally.ts";

/**
 * A tree of groups. Groups are numbered so that each comes after the one above it and before all that come after its own:
 * what lies below a group are the numbers from its own up to `until`. The first is everybody.
 */
export interface Tree {
  readonly names: readonly string[];
  /** The group above; -1 above everybody. */
  readonly parent: Int32Array;
  readonly until: Int32Array;
  /** For each person the deepest group that holds them. */
  readonly at: Int32Array;
}

export const WHOLE = 0;

/** Groups in any order, as they were found; the first is everybody. */
interface Rough {
  readonly names: readonly string[];
  readonly parent: readonly number[];
  readonly at: Int32Array;
}

/** Where somebody works; undefined where it isn't known, which is a group like any other. */
export interface Place {
  readonly department: string | undefined;
  readonly profession: string | undefined;
  readonly grade: string | undefined;
}

/** How a group is written that is known by the way to it. */
export const pathName = (path: readonly string[]): string => JSON.stringify(path);
export const pathIn = (name: string): readonly string[] => JSON.parse(name); // written by pathName
export const UNKNOWN = "unknown";

/** Department, profession in it, grade in that. */
export async function placesOf(people: readonly Place[]): Promise<Tree> {
  const names = [pathName([])];
  const parent = [-1];
  const known = new Map<string, number>();
  function groupIn(above: number, name: string): number {
    const key = `${above} ${name}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const group = names.push(pathName([...pathIn(names[above] ?? "[]"), name])) - 1;
    parent.push(above);
    known.set(key, group);
    return group;
  }
  const at = new Int32Array(people.length);
  await inTurns(people, ({ department = UNKNOWN, profession = UNKNOWN, grade = UNKNOWN }, person) => {
    at[person] = groupIn(groupIn(groupIn(WHOLE, department), profession), grade);
  });
  return numbered({ names, parent, at });
}

/**
 * Lines of management: a group is everybody below somebody, not them. `people` have put something in, and `managers` says
 * who is whose, also of those who haven't. Where lines run in a circle it is cut, at the same place each time.
 */
export async function linesOf(
  people: readonly string[],
  managers: ReadonlyMap<string, string>,
): Promise<Tree> {
  const names = [""];
  const parent = [-1];
  const known = new Map<string, number>();
  function groupOf(manager: string | undefined): number {
    const there = manager === undefined ? WHOLE : known.get(manager);
    if (there !== undefined) return there;
    const chain: string[] = [];
    const seen = new Set<string>();
    let above = manager;
    while (above !== undefined && !known.has(above) && !seen.has(above)) {
      chain.push(above);
      seen.add(above);
      above = managers.get(above);
    }
    const circle = above !== undefined && seen.has(above) ? chain.splice(chain.indexOf(above)) : [];
    add(cut(circle), WHOLE);
    return add(chain, above === undefined ? WHOLE : (known.get(above) ?? WHOLE));
  }
  /** The last of a chain stands at the top. */
  function add(chain: readonly string[], top: number): number {
    let group = top;
    for (const id of chain.toReversed()) {
      known.set(id, names.push(id) - 1);
      parent.push(group);
      group = names.length - 1;
    }
    return group;
  }
  const at = new Int32Array(people.length);
  await inTurns(people, (id, person) => {
    at[person] = groupOf(managers.get(id));
  });
  return numbered({ names, parent, at });
}

/** A circle begins at its smallest id, whoever was asked about first. */
function cut(circle: readonly string[]): readonly string[] {
  const top = circle.reduce((least, id, at) => (id < (circle[least] ?? "") ? at : least), 0);
  return [...circle.slice(top + 1), ...circle.slice(0, top + 1)];
}

function numbered({ names, parent, at }: Rough): Tree {
  const { order, size } = depthFirst(parent);
  const number = new Int32Array(names.length);
  for (const [place, group] of order.entries()) number[group] = place;
  return {
    names: Array.from(order, (group) => names[group] as string), // every group stands in the order once
    parent: Int32Array.from(order, (group) => number[parent[group] ?? -1] ?? -1),
    until: Int32Array.from(order, (group, place) => place + (size[group] ?? 1)),
    at: at.map((group) => number[group] ?? WHOLE),
  };
}

/** Lines may be as deep as there are people, so nothing here calls itself. */
function depthFirst(parent: readonly number[]): { readonly order: Int32Array; readonly size: Int32Array } {
  const count = parent.length;
  const size = new Int32Array(count).fill(1);
  for (let group = count - 1; group > 0; group--) tally(size, parent[group] ?? 0, size[group] ?? 0); // parents stand before
  const next = new Int32Array(count);
  const order = new Int32Array(count);
  next[WHOLE] = 1;
  for (let group = 1; group < count; group++) {
    const above = parent[group] ?? WHOLE;
    const place = next[above] ?? 0;
    order[place] = group;
    next[above] = place + (size[group] ?? 1);
    next[group] = place + 1;
  }
  return { order, size };
}

export const isWithin = ({ until }: Tree, group: number, above: number): boolean =>
  group >= above && group < (until[above] ?? 0);

/** The deepest group that holds both. */
export function common(tree: Tree, one: number, other: number): number {
  let above = one;
  while (!isWithin(tree, other, above)) above = tree.parent[above] ?? WHOLE;
  return above;
}

/** How many there are in each group and below it. */
export function sizesOf({ parent, at }: Tree): Int32Array {
  const sizes = new Int32Array(parent.length);
  for (const group of at) tally(sizes, group, 1);
  for (let group = parent.length - 1; group > 0; group--) tally(sizes, parent[group] ?? 0, sizes[group] ?? 0);
  return sizes;
}
