import type { PersonId } from "../../core/person.ts";
import { mayRelease } from "./ad-hoc.ts";
import type { Division } from "./blocks.ts";
import type { Columns, Limits } from "./safe.ts";

/** A group of no tree that may be shown, and who of the contributors is in it. */
export interface Pilot {
  readonly name: string;
  readonly people: readonly number[];
}

/**
 * The pilot groups that may be shown beside what both trees show, one after another: each is held against those before it
 * as well. In the order of their names, so that it is the same each time.
 */
export function pilotsShown(
  pilots: ReadonlyMap<string, readonly PersonId[]>,
  ids: readonly PersonId[],
  divisions: readonly [Division, Division],
  columns: Columns,
  limits: Limits,
): readonly Pilot[] {
  const places = new Map(ids.map((id, at) => [id, at]));
  const groups: ReadonlySet<number>[] = [];
  const shown: Pilot[] = [];
  for (const [name, members] of [...pilots].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const group = new Set(members.flatMap((id) => places.get(id) ?? []));
    if (group.size < limits.fewest) continue;
    const may = mayRelease(group, { divisions, groups }, columns, limits);
    if (may === false) continue;
    if (may === true) groups.push(group);
    shown.push({ name, people: [...group].sort((a, b) => a - b) });
  }
  return shown;
}
