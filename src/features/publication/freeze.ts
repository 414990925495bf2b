import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Contributor, Measure } from "../../core/measure.ts";
import type { TenantId } from "../../core/person.ts";
import type { Run } from "../../core/ports.ts";
import { opened } from "../../core/publication.ts";
import { acrossPlaces } from "./across.ts";
import type { Division } from "./blocks.ts";
import { blurredCount, marksWith } from "./blur.ts";
import { breath } from "./breath.ts";
import { dividedSafely, type TreeName, treeNames } from "./gate.ts";
import { type Limits, largestShare } from "./safe.ts";
import { shownIn } from "./shown.ts";
import type { Lots, PublicationStore, Standing, Sums } from "./store.ts";
import { linesOf, placesOf, type Tree, WHOLE } from "./tree.ts";

const DAYS = 7;
/** Weeks are published on Tuesday: by then the week is over in every zone, and Monday is there to put things right. */
const TUESDAY = 1;
/** Weeks that were missed are made up for, but not those before anybody thought of it. */
const CATCH_UP = 4;

/** The weeks that are over and due, the newest first. */
export function weeksDue(now: Date): readonly Day[] {
  const last = addDays(mondayOf(addDays(now.toISOString().slice(0, 10), -TUESDAY)), -DAYS);
  return Array.from({ length: CATCH_UP }, (_, at) => addDays(last, -DAYS * at));
}

interface Parts {
  readonly measures: () => readonly Measure[];
  readonly store: PublicationStore;
  readonly limits: Limits;
}

/** What came of one week of one measure in one organisation. */
export interface Outcome {
  readonly measure: string;
  readonly week: Day;
  readonly groups: number;
}

export type Freezing = ReturnType<typeof freezing>;

/** Publishes weeks: what is out is out, and never changes. */
export function freezing({ measures, store, limits }: Parts) {
  return async function publishDue({ now, log }: Run): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const measure of measures())
      for (const tenant of await measure.tenants())
        for (const week of weeksDue(now)) {
          const outcome = await publishWeek(measure, tenant, week, now);
          if (outcome !== undefined) outcomes.push(outcome);
        }
    if (outcomes.length > 0) log.info({ weeks: outcomes.length }, "weeks published");
    return outcomes;
  };

  async function publishWeek(
    measure: Measure,
    tenant: TenantId,
    week: Day,
    now: Date,
  ): Promise<Outcome | undefined> {
    if (await store.isOut(tenant, measure.name, week)) return undefined;
    const sealed = await measure.contributors(tenant, week);
    if (sealed === undefined) return undefined;
    const contributors = opened(sealed);
    const everybody = contributors.length < limits.fewest ? [] : await store.everybody(tenant);
    const marks =
      measure.kind === "stock" ? marksWith(`${await store.secretOf(tenant)} ${measure.name}`) : undefined;
    const lots = await lotsOf({ contributors, everybody, parts: measure.parts.length, limits, marks });
    const added = await store.publish(
      {
        tenant,
        measure: measure.name,
        week,
        parts: measure.parts.map(({ name }) => name),
        fewest: limits.fewest,
        largestShare: largestShare(limits),
      },
      lots,
      now,
    );
    return added ? { measure: measure.name, week, groups: lots.groups.length } : undefined;
  }
}

interface Given {
  readonly contributors: readonly Contributor[];
  readonly everybody: readonly Standing[];
  readonly parts: number;
  readonly limits: Limits;
  /** Where sums are to be blurred: what stands for each person in that. */
  readonly marks?: ((id: string) => number) | undefined;
}

/** The blocks and the groups of one week, with their sums as they may be kept. */
export async function lotsOf({ contributors, everybody, parts, limits, marks }: Given): Promise<Lots> {
  const standing = new Map(everybody.map((one) => [one.id, one]));
  const known = contributors.filter(({ id }) => standing.has(id));
  const managers = new Map(
    everybody.flatMap(({ id, manager }) => (manager === undefined ? [] : [[id, manager]])),
  );
  const lines = linesOf(
    known.map(({ id }) => id),
    managers,
  );
  const places = placesOf(known.map(({ id }) => standing.get(id) as Standing)); // only they are left
  const columns = Array.from({ length: parts }, (_, part) =>
    Float64Array.from(known, (one) => one.parts[part] ?? 0),
  );
  await breath();
  const divisions = await dividedSafely(lines, places, columns, limits);
  if (divisions === undefined) return { blocks: [], groups: [] };
  const marked =
    marks === undefined ? columns : [...columns, Float64Array.from(known, ({ id }) => marks(id))];
  const both = treeNames.map((tree) => added(tree, divisions[tree], marked));
  if (marks !== undefined)
    return {
      blocks: both.flatMap(({ blocks }) => blocks.map(blurred)),
      groups: both.flatMap(({ groups }) => groups.map(blurred)),
    };
  return { blocks: both.flatMap(({ blocks }) => blocks), groups: both.flatMap(({ groups }) => groups) };
}

/** A stock's sums: next week's are of almost the same people. The last sum stands for who is in it, and isn't kept. */
function blurred<T extends Sums>(lot: T): T {
  const mark = lot.sums.at(-1) ?? 0;
  const sums = lot.sums.slice(0, -1).map((sum, part) => blurredCount(sum, part, mark));
  return { ...lot, people: blurredCount(lot.people, sums.length, mark), sums };
}

/** Sums of every block, and of every group that is shown. */
function added(tree: TreeName, division: Division, columns: readonly Float64Array[]): Lots {
  const blocks = blockSums(division, columns);
  const groups = shownIn(division).filter((group) => group !== WHOLE || tree === "places"); // once is enough
  const below = groupSums(division.tree, division, blocks);
  const across = tree === "places" ? acrossPlaces(division, blocks) : [];
  return {
    blocks: blocks.map((sums, block) => ({ tree, block, ...sums })),
    groups: [
      ...groups.map((group) => ({ tree, name: division.tree.names[group] ?? "", ...(below[group] as Sums) })), // one for each
      ...across.map((sums) => ({ tree: "across" as const, ...sums })),
    ],
  };
}

function blockSums({ blocks, of }: Division, columns: readonly Float64Array[]): readonly Sums[] {
  const sums = blocks.map(() => columns.map(() => 0));
  for (const [person, block] of of.entries())
    for (const [part, column] of columns.entries()) addTo(sums[block] ?? [], part, column[person] ?? 0);
  return blocks.map(({ people }, block) => ({ people, sums: sums[block] ?? [] }));
}

function groupSums({ parent }: Tree, { blocks }: Division, each: readonly Sums[]): readonly Sums[] {
  const parts = each[0]?.sums.length ?? 0;
  const people = new Array<number>(parent.length).fill(0);
  const sums = Array.from(parent, () => new Array<number>(parts).fill(0));
  const add = (group: number, more: Sums) => {
    addTo(people, group, more.people);
    for (const [part, sum] of more.sums.entries()) addTo(sums[group] ?? [], part, sum);
  };
  for (const [block, { home }] of blocks.entries()) add(home, each[block] as Sums); // one for each block
  for (let group = parent.length - 1; group > WHOLE; group--)
    add(parent[group] ?? WHOLE, { people: people[group] ?? 0, sums: sums[group] ?? [] });
  return people.map((count, group) => ({ people: count, sums: sums[group] ?? [] }));
}

function addTo(list: number[], at: number, amount: number): void {
  list[at] = (list[at] ?? 0) + amount;
}
