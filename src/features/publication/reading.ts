import { type Day, daysBetween } from "../../core/calendar.ts";
import type { Measure, Part } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { Figure, Group, NoFigure, PublishedFigures, WeeklyFigure } from "../../core/published.ts";
import { release } from "../../core/release.ts";
import { inTurns } from "../../core/turns.ts";
import { acrossName } from "./across.ts";
import { COUNTS_TO, MINUTES_TO, rounded, roundedTo } from "./rounding.ts";
import type { GroupTree, PublicationStore, WeeklyRow, WeekOfGroup, WeekOut } from "./store.ts";
import { pathName } from "./tree.ts";

type Shown = Awaited<ReturnType<PublicationStore["shown"]>>;

/** A group by its name in a tree, and as whoever asks says it. */
interface Named {
  readonly group: Group;
  readonly key: readonly [GroupTree, string];
}

/** Figures of what is out. They are sums of what was published, so they say nothing that wasn't out already. */
export function reading(store: PublicationStore, measures: () => readonly Measure[]): PublishedFigures {
  return {
    async figure(tenant, name, asked, period) {
      const measure = measures().find((each) => each.name === name);
      if (measure === undefined) return none("no such measure");
      const out = await store.weeksOut(tenant, name, period.weeks);
      if (out.length === 0) return none("not out yet");
      const wanted = await upwards(tenant, asked);
      const every = await store.shown(
        tenant,
        name,
        wanted.map(({ key }) => key),
        period.weeks,
      );
      const usable = new Set(out.map(({ week }) => week));
      const shown = every.filter(({ week }) => usable.has(week));
      const found = wanted.find(({ key }) => shown.some(isOf(key)));
      if (found === undefined) return none("too few people");
      const rows = shown.filter(isOf(found.key)).toSorted((a, b) => (a.week < b.week ? -1 : 1));
      const own = measure.kind === "flow" ? rows : rows.slice(-1);
      const byWeek = new Map(out.map((one) => [one.week, one]));
      const weeksOf = ({ week }: Shown[number]) => byWeek.get(week)?.weeks ?? [];
      return release<Figure>({
        group: found.group,
        asked,
        period,
        measure: name,
        weeks: {
          shown: rows.flatMap(weeksOf).length,
          out: new Set(out.flatMap(({ weeks }) => weeks)).size,
          all: period.weeks.length,
        },
        lots: rows.map((row) => ({
          weeks: weeksOf(row),
          sums: sumsOf(measure.parts, [row], byWeek),
          people: roundedTo(COUNTS_TO, row.people),
          summaries: row.summary,
        })),
        sums: sumsOf(measure.parts, own, byWeek),
        contributions: roundedTo(
          COUNTS_TO,
          own.reduce((all, { people }) => all + people, 0),
        ),
        covers: Math.min(...own.map(({ covers }) => covers)),
        minutesTo: MINUTES_TO,
        countsTo: COUNTS_TO,
      });
    },

    weekly: async (tenant, name, asked, weeks) =>
      seriesFor(tenant, name, asked, weeks, await linesOf(tenant, asked)),

    async weeklyOfEach(tenant, names, asked, weeks) {
      const lines = await linesOf(tenant, asked);
      // At once: the database reads one measure while another is put in order here, which takes about as long.
      return Promise.all(names.map((name) => seriesFor(tenant, name, asked, weeks, lines)));
    },
  };

  /** Who stands above whom, from those who were asked for up. Lines that run in a circle end where they meet. */
  async function linesOf(tenant: TenantId, asked: readonly Group[]): Promise<Lines> {
    const lines = new Map<string, string | null>();
    let next = new Set<string>(asked.flatMap((group) => ("under" in group ? [group.under] : [])));
    while (next.size > 0) {
      const rows = await store.managersOf(tenant, [...next]);
      for (const id of next) lines.set(id, null);
      for (const { id, above } of rows) lines.set(id, above);
      const managers = rows.flatMap(({ above }) => (above === null || lines.has(above) ? [] : [above]));
      next = new Set(managers);
    }
    return lines;
  }

  async function seriesFor(
    tenant: TenantId,
    name: string,
    asked: readonly Group[],
    weeks: readonly Day[],
    lines: Lines,
  ): Promise<readonly Weekly[]> {
    const measure = measures().find((each) => each.name === name);
    if (measure === undefined) return asked.map(() => none("no such measure"));
    const all = await store.weeksOut(tenant, name, weeks);
    const out = all.filter((one) => one.weeks.length === 1);
    const newest = out.at(-1);
    if (newest === undefined) return asked.map(() => none("not out yet"));
    const others = asked.flatMap((group) => ("under" in group ? [] : sideways(group)));
    const wanted = new Map<GroupTree, Set<string>>();
    for (const [tree, one] of [...others, ...WHOLE].map(({ key }) => key))
      wanted.set(tree, (wanted.get(tree) ?? new Set()).add(one));
    const asking = {
      ...{ tenant, measure: name, first: out[0]?.week ?? newest.week, last: newest.week },
      parts: Math.max(...out.map(({ parts }) => parts.length)),
    };
    if (lines.size > 0) wanted.set("lines", new Set(lines.keys()));
    const rows: (readonly WeeklyRow[])[] = [];
    for (const [tree, names] of wanted) rows.push(await store.weekly(asking, tree, [...names]));
    const found = seriesIn(rows.flat(), lotsFrom(asking.first, out, measure.parts), lines);
    const released = new Map<Nearest | undefined, Weekly>([[undefined, none("too few people")]]);
    const answers: Weekly[] = [];
    await inTurns(
      asked,
      (group) => {
        const nearest = "under" in group ? found.upwards(group.under) : found.first(sideways(group));
        const known = released.get(nearest) ?? releaseOf(nearest as Nearest, name); // undefined is known
        released.set(nearest, known);
        answers.push(known);
      },
      AT_ONCE,
    );
    return answers;
  }

  /** The group that was asked for and all above it, the nearest first. */
  async function upwards(tenant: TenantId, asked: Group): Promise<readonly Named[]> {
    if (!("under" in asked)) return sideways(asked);
    const line = await store.lineAbove({ tenant, id: asked.under });
    const under = line.map((id): Named => ({ group: { under: id as PersonId }, key: ["lines", id] })); // ids of people
    return [...under, ...pathsUp({ path: [] })];
  }
}

/** The same of groups that are no line of management: their names say what is above them. */
function sideways(asked: Exclude<Group, { under: unknown }>): readonly Named[] {
  if ("path" in asked) return pathsUp(asked);
  if ("pilot" in asked) return [{ group: asked, key: ["pilot", asked.pilot] }, ...pathsUp({ path: [] })];
  return [{ group: asked, key: ["across", acrossName(asked.across)] }, ...pathsUp({ path: [] })];
}

/** A thousand groups of half a year each take some hundredths of a second. */
const AT_ONCE = 1_000;

type Weekly = Awaited<ReturnType<PublishedFigures["weekly"]>>[number];
type Series = Pick<WeeklyFigure, "lots" | "covers">;
/** Who stands above each. */
type Lines = ReadonlyMap<string, string | null>;

/** Whose figure is shown; of somebody's own line, how many levels above them. */
interface Nearest {
  readonly group: Group;
  readonly series: Series;
  readonly above: number | undefined;
}

const releaseOf = ({ group, above, series }: Nearest, measure: string): Weekly =>
  release<WeeklyFigure>({ group, measure, above, ...series, minutesTo: MINUTES_TO, countsTo: COUNTS_TO });

/**
 * The weeks of each group, made once for all who are shown the same one; the group is one that the newest week is shown of.
 * Whoever is shown the same group from as many levels below is given the same object.
 */
function seriesIn(rows: readonly WeeklyRow[], lots: readonly (LotOf | undefined)[], lines: Lines) {
  const byTree = new Map<GroupTree, Map<string, WeeklyRow>>();
  for (const row of rows)
    if (row.weeks.at(-1)?.shown.week === lots.length - 1)
      // the newest week is the last
      byTree.set(row.tree, (byTree.get(row.tree) ?? new Map<string, WeeklyRow>()).set(row.name, row));
  const others = new Map<WeeklyRow, Nearest>();
  const known = new Map<string, Nearest | undefined>();
  const higher = new Map<Nearest, Nearest>();

  function first(named: readonly Named[]): Nearest | undefined {
    for (const { group, key } of named) {
      const row = byTree.get(key[0])?.get(key[1]);
      if (row === undefined) continue;
      const found = others.get(row) ?? { group, series: seriesOf(row, lots), above: undefined };
      others.set(row, found);
      return found;
    }
    return undefined;
  }
  function upwards(id: PersonId): Nearest | undefined {
    const below: PersonId[] = [];
    let next: PersonId | undefined = id;
    // What is known of somebody holds for all on the way to them, so each line is gone up once.
    while (next !== undefined && !known.has(next)) {
      const row = byTree.get("lines")?.get(next);
      if (row !== undefined)
        known.set(next, { group: { under: next }, series: seriesOf(row, lots), above: 0 });
      else {
        below.push(next);
        known.set(next, undefined); // so that lines which run in a circle end
        next = (lines.get(next) ?? undefined) as PersonId | undefined; // ids of people
      }
    }
    let found = (next === undefined ? undefined : known.get(next)) ?? first(WHOLE);
    for (const each of below.toReversed()) {
      found = found && oneHigher(found);
      known.set(each, found);
    }
    return known.get(id);
  }
  /** The same, as seen from one level further below. */
  function oneHigher(nearest: Nearest): Nearest {
    if (nearest.above === undefined) return nearest;
    const found = higher.get(nearest) ?? { ...nearest, above: nearest.above + 1 };
    higher.set(nearest, found);
    return found;
  }
  return { first, upwards };
}

type Lot = WeeklyFigure["lots"][number];
type LotOf = (week: WeekOfGroup) => Lot;

/** The lots of each week, from the first on, by what its sums stand for; none of a week that isn't out by itself. */
function lotsFrom(
  first: Day,
  out: readonly WeekOut[],
  parts: readonly Part[],
): readonly (LotOf | undefined)[] {
  const all: (LotOf | undefined)[] = [];
  for (const { week, weeks, parts: names } of out) {
    const known = parts
      .map((part) => ({ part, place: names.indexOf(part.name) }))
      .filter(({ place }) => place >= 0);
    all[daysBetween(first, week) / 7] = ({ shown, at }) => {
      const sums: Record<string, number> = {};
      for (const { part, place } of known) sums[part.name] = rounded(part, shown.sums[place]?.[at] ?? 0);
      return { weeks, people: roundedTo(COUNTS_TO, shown.people[at] ?? 0), sums };
    };
  }
  return all;
}

function seriesOf({ weeks }: WeeklyRow, lots: readonly (LotOf | undefined)[]): Series {
  const own: Lot[] = [];
  let covers = 1;
  for (const week of weeks) {
    covers = Math.min(covers, week.shown.covers[week.at] ?? 1);
    const lot = lots[week.shown.week]?.(week);
    if (lot !== undefined) own.push(lot);
  }
  return { covers, lots: own };
}

const WHOLE = pathsUp({ path: [] });

const none = (why: NoFigure) => release({ none: why } as const);

const isOf =
  ([tree, name]: Named["key"]) =>
  (row: Shown[number]): boolean =>
    row.tree === tree && row.name === name;

function pathsUp({ path }: Extract<Group, { path: unknown }>): readonly Named[] {
  const [department, profession, grade] = path;
  const all: Extract<Group, { path: unknown }>["path"][] = [[]];
  if (department !== undefined) all.unshift([department]);
  if (department !== undefined && profession !== undefined) all.unshift([department, profession]);
  if (department !== undefined && profession !== undefined && grade !== undefined)
    all.unshift([department, profession, grade]);
  return all.map((each) => ({ group: { path: each }, key: ["places", pathName(each)] }));
}

/** Each week's sums stand for the parts that the measure had when it was published. A part that some week lacks isn't added up. */
function sumsOf(
  parts: readonly Part[],
  rows: readonly Pick<Shown[number], "week" | "sums">[],
  out: ReadonlyMap<Day, WeekOut>,
): Readonly<Record<string, number>> {
  const valueIn = ({ week, sums }: Pick<Shown[number], "week" | "sums">, { name }: Part) =>
    sums[out.get(week)?.parts.indexOf(name) ?? -1];
  const known = parts.filter((part) => rows.every((row) => valueIn(row, part) !== undefined));
  return Object.fromEntries(
    known.map((part) => [
      part.name,
      rounded(
        part,
        rows.reduce((all, row) => all + (valueIn(row, part) ?? 0), 0),
      ),
    ]),
  );
}
