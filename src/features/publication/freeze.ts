import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Contributor, Measure, Summary } from "../../core/measure.ts";
import { periodOf } from "../../core/period.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { Run } from "../../core/ports.ts";
import { opened } from "../../core/publication.ts";
import { breath, inTurns } from "../../core/turns.ts";
import { acrossPlaces } from "./across.ts";
import type { Division } from "./blocks.ts";
import { blurredCount, marksWith } from "./blur.ts";
import { dividedSafely, type TreeName } from "./gate.ts";
import { type Pilot, pilotsShown } from "./pilots.ts";
import { type Limits, largestShare } from "./safe.ts";
import { shownIn } from "./shown.ts";
import type { Lots, PublicationStore, Standing, Sums, Week } from "./store.ts";
import { type Summarising, summing } from "./summaries.ts";
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
  readonly summaries: () => readonly Summary[];
  readonly pilots?: (tenant: TenantId, on: Day) => Promise<ReadonlyMap<string, readonly PersonId[]>>;
  readonly store: PublicationStore;
  readonly limits: Limits;
}

/** What came of one week of one measure in one organisation, or of some weeks together. */
export interface Outcome {
  readonly measure: string;
  readonly week: Day;
  readonly groups: number;
}

/** Weeks that are shown together; mostly one. */
interface Asked {
  readonly measure: Measure;
  readonly tenant: TenantId;
  readonly weeks: readonly [Day, ...Day[]];
}

export type Freezing = ReturnType<typeof freezing>;

/** Publishes weeks: what is out is out, and never changes. */
export function freezing({ measures, summaries, pilots, store, limits }: Parts) {
  return async function publishDue({ now, log }: Run): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const failed: unknown[] = [];
    for (const measure of measures())
      for (const tenant of await measure.tenants())
        try {
          await publishAll(measure, tenant, now, outcomes);
        } catch (error) {
          failed.push(error); // one organisation's trouble keeps no other waiting
        }
    if (outcomes.length > 0) log.info({ weeks: outcomes.length }, "weeks published");
    if (failed.length > 0) throw failed[0];
    return outcomes;
  };

  async function publishAll(
    measure: Measure,
    tenant: TenantId,
    now: Date,
    outcomes: Outcome[],
  ): Promise<void> {
    for (const week of weeksDue(now)) outcomes.push(...(await publishWeek(measure, tenant, week, now)));
    if (measure.kind === "flow") outcomes.push(...(await joinWeeks(measure, tenant, now)));
  }

  async function publishWeek(
    measure: Measure,
    tenant: TenantId,
    week: Day,
    now: Date,
  ): Promise<readonly Outcome[]> {
    if (await store.isOut(tenant, measure.name, week)) return [];
    const lots = await lotsIn({ measure, tenant, weeks: [week] });
    if (lots === undefined) return [];
    const added = await store.publish(weekOf(measure, tenant, week), lots, now);
    return added ? [{ measure: measure.name, week, groups: lots.groups.length }] : [];
  }

  /**
   * Weeks of which nothing could be shown, as too few reported in each, are shown together at the end of their month, their
   * quarter or their year, as soon as that is enough. Nothing of them is out, so nothing can be subtracted.
   */
  async function joinWeeks(measure: Measure, tenant: TenantId, now: Date): Promise<readonly Outcome[]> {
    const due = weeksDue(now);
    const outcomes: Outcome[] = [];
    for (const kind of ["month", "quarter", "year"] as const)
      for (const week of due) {
        const period = periodOf(kind, week);
        if (period.weeks.at(-1) !== week) continue;
        const [first, ...rest] = await store.thin(tenant, measure.name, period.weeks);
        if (first === undefined || rest.length === 0) continue;
        const weeks = [first, ...rest] as const;
        const lots = await lotsIn({ measure, tenant, weeks });
        if (lots === undefined || lots.blocks.length === 0) continue;
        const last = weeks.at(-1) ?? first;
        if (await store.join(weekOf(measure, tenant, last), weeks, lots, now))
          outcomes.push({ measure: measure.name, week: last, groups: lots.groups.length });
      }
    return outcomes;
  }

  function weekOf(measure: Measure, tenant: TenantId, week: Day): Week {
    return {
      ...{ tenant, week, measure: measure.name },
      parts: measure.parts.map(({ name }) => name),
      fewest: limits.fewest,
      largestShare: largestShare(limits),
    };
  }

  /** Undefined where it isn't known yet. */
  async function lotsIn({ measure, tenant, weeks }: Asked): Promise<Lots | undefined> {
    const contributors = await contributorsIn({ measure, tenant, weeks });
    if (contributors === undefined) return undefined;
    if (contributors.length < limits.fewest) return { blocks: [], groups: [] };
    const everybody = await store.everybody(tenant);
    const marks =
      measure.kind === "stock" ? marksWith(`${await store.secretOf(tenant)} ${measure.name}`) : undefined;
    const name = `${tenant} ${measure.name} ${weeks.join()}`;
    const own = summaries().filter(({ of }) => of === measure.name);
    const read = await Promise.all(
      own.map(async (summary) => [summary.name, opened(await summary.read(tenant, weeks))] as const),
    );
    return lotsOf({
      ...{ contributors, everybody, limits, marks, name },
      parts: measure.parts.length,
      summarising: new Map(read),
      pilots: (await pilots?.(tenant, addDays(weeks.at(-1) ?? weeks[0], DAYS - 1))) ?? new Map(),
    });
  }
}

/** What everybody put in over some weeks. Undefined where it isn't known of one of them. */
async function contributorsIn({
  measure,
  tenant,
  weeks,
}: Asked): Promise<readonly Contributor[] | undefined> {
  const all = new Map<PersonId, readonly number[]>();
  for (const week of weeks) {
    const sealed = await measure.contributors(tenant, week);
    if (sealed === undefined) return undefined;
    for (const { id, parts } of opened(sealed))
      all.set(
        id,
        parts.map((part, at) => part + (all.get(id)?.[at] ?? 0)),
      );
  }
  return [...all].map(([id, parts]) => ({ id, parts }));
}

interface Given {
  readonly contributors: readonly Contributor[];
  readonly everybody: readonly Standing[];
  readonly parts: number;
  readonly limits: Limits;
  /** Where sums are to be blurred: what stands for each person in that. */
  readonly marks?: ((id: string) => number) | undefined;
  /** What its chance is drawn for. */
  readonly name?: string;
  readonly summarising?: Summarising;
  readonly pilots?: ReadonlyMap<string, readonly PersonId[]>;
}

/** The blocks and the groups of one week, with their sums as they may be kept. */
export async function lotsOf(given: Given): Promise<Lots> {
  const { contributors, everybody, parts, limits, marks } = given;
  const standing = new Map<string, Standing>();
  const managers = new Map<string, string>();
  await inTurns(everybody, (one) => {
    standing.set(one.id, one);
    if (one.manager !== undefined) managers.set(one.id, one.manager);
  });
  const known: Contributor[] = [];
  const where: Standing[] = [];
  await inTurns(contributors, (one) => {
    const stands = standing.get(one.id);
    if (stands === undefined) return;
    known.push(one);
    where.push(stands);
  });
  const ids = known.map(({ id }) => id);
  const lines = await linesOf(ids, managers);
  const places = await placesOf(where);
  const columns = Array.from({ length: parts }, (_, part) =>
    Float64Array.from(known, (one) => one.parts[part] ?? 0),
  );
  await breath();
  const divisions = await dividedSafely(lines, places, columns, limits);
  if (divisions === undefined) return { blocks: [], groups: [] };
  const marked = marks === undefined ? columns : [...columns, await markedIn(ids, marks)];
  const [inLines, inPlaces] = [
    await added("lines", divisions.lines, marked, ids, given),
    await added("places", divisions.places, marked, ids, given),
  ];
  const both = [divisions.lines, divisions.places] as const;
  const pilots = pilotsShown(given.pilots ?? new Map(), ids, both, columns, limits);
  const lots: Lots = {
    blocks: [...inLines.blocks, ...inPlaces.blocks],
    groups: [
      ...inLines.groups,
      ...inPlaces.groups,
      ...(await addedPilots(pilots, divisions.places, marked, ids, given)),
    ],
  };
  return marks === undefined ? lots : { blocks: lots.blocks.map(blurred), groups: lots.groups.map(blurred) };
}

async function addedPilots(
  pilots: readonly Pilot[],
  division: Division,
  columns: readonly Float64Array[],
  ids: readonly PersonId[],
  { name = "", summarising = new Map() }: Pick<Given, "name" | "summarising">,
): Promise<Lots["groups"]> {
  const summary = summing(division, ids, summarising);
  const groups: Lots["groups"][number][] = [];
  for (const { name: own, people } of pilots) {
    const sums = columns.map((column) => people.reduce((sum, person) => sum + (column[person] ?? 0), 0));
    const said = await summary(`${name} pilot ${own}`, { people });
    groups.push({ tree: "pilot", name: own, people: people.length, sums, summary: said });
  }
  return groups;
}

async function markedIn(ids: readonly string[], marks: (id: string) => number): Promise<Float64Array> {
  const marked = new Float64Array(ids.length);
  await inTurns(ids, (id, at) => {
    marked[at] = marks(id);
  });
  return marked;
}

/** A stock's sums: next week's are of almost the same people. The last sum stands for who is in it, and isn't kept. */
function blurred<T extends Sums>(lot: T): T {
  const mark = lot.sums.at(-1) ?? 0;
  const sums = lot.sums.slice(0, -1).map((sum, part) => blurredCount(sum, part, mark));
  return { ...lot, people: blurredCount(lot.people, sums.length, mark), sums };
}

/** Sums of every block, and of every group that is shown, with what else is said of it. */
async function added(
  tree: TreeName,
  division: Division,
  columns: readonly Float64Array[],
  ids: readonly PersonId[],
  { name = "", summarising = new Map() }: Pick<Given, "name" | "summarising">,
): Promise<Lots> {
  const blocks = blockSums(division, columns);
  await breath();
  const below = groupSums(division.tree, division, blocks);
  await breath();
  const summary = summing(division, ids, summarising);
  const groups: Lots["groups"][number][] = [];
  for (const group of shownIn(division)) {
    if (group === WHOLE && tree === "lines") continue; // once is enough
    const own = division.tree.names[group] ?? "";
    const sums = below[group] as Sums; // one for each
    groups.push({ tree, name: own, ...sums, summary: await summary(`${name} ${tree} ${own}`, { group }) });
  }
  for (const { homes, ...rest } of tree === "places" ? acrossPlaces(division, blocks) : [])
    groups.push({
      tree: "across",
      ...rest,
      summary: await summary(`${name} across ${rest.name}`, { homes }),
    });
  return { blocks: blocks.map((sums, block) => ({ tree, block, ...sums })), groups };
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
