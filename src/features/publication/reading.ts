import type { Day } from "../../core/calendar.ts";
import type { Measure, Part } from "../../core/measure.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import type { Figure, Group, NoFigure, PublishedFigures, WeeklyFigure } from "../../core/published.ts";
import { release } from "../../core/release.ts";
import { acrossName } from "./across.ts";
import { COUNTS_TO, MINUTES_TO, rounded, roundedTo } from "./rounding.ts";
import type { GroupTree, PublicationStore, WeeklyRow, WeekOut } from "./store.ts";
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
      const all: (readonly Weekly[])[] = [];
      for (const name of names) all.push(await seriesFor(tenant, name, asked, weeks, lines));
      return all;
    },
  };

  async function linesOf(tenant: TenantId, asked: readonly Group[]): Promise<Lines> {
    const under = new Set(asked.flatMap((group) => ("under" in group ? [group.under] : [])));
    const rows = under.size === 0 ? [] : await store.linesAbove(tenant, [...under]);
    return new Map([
      ...[...under].map((id) => [id, null] as const),
      ...rows.map(({ id, above }) => [id, above] as const),
    ]);
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
    const keys = new Map([...others, ...WHOLE].map(({ key }) => [key.join(" "), key] as const));
    const asking = {
      ...{ tenant, measure: name, first: out[0]?.week ?? newest.week, last: newest.week },
      parts: Math.max(...out.map(({ parts }) => parts.length)),
    };
    const inLines = [...lines.keys()].map((id) => ["lines", id] as const);
    const rows = await store.weekly(asking, [...inLines, ...keys.values()]);
    const found = seriesIn(rows, placesOf(out, measure.parts), newest.week, lines);
    return asked.map((group) => {
      const shown = "under" in group ? found.upwards(group.under) : found.first(sideways(group));
      if (shown === undefined) return none("too few people");
      return release<WeeklyFigure>({
        ...{ group: shown.group, asked: group, measure: name, above: shown.above, ...shown.series },
        ...{ minutesTo: MINUTES_TO, countsTo: COUNTS_TO },
      });
    });
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

/** The weeks of each group, made once for all who are shown the same one; the group is one that the newest week is shown of. */
function seriesIn(
  rows: readonly WeeklyRow[],
  places: ReturnType<typeof placesOf>,
  newest: Day,
  lines: Lines,
) {
  const byKey = new Map(
    rows.filter(({ weeks }) => weeks.includes(newest)).map((row) => [`${row.tree} ${row.name}`, row]),
  );
  const made = new Map<WeeklyRow, Series>();
  const known = new Map<string, Nearest | undefined>();
  function at(key: Named["key"]): Series | undefined {
    const row = byKey.get(`${key[0]} ${key[1]}`);
    if (row === undefined) return undefined;
    const series = made.get(row) ?? seriesOf(row, places);
    made.set(row, series);
    return series;
  }
  function first(named: readonly Named[]): Nearest | undefined {
    for (const { group, key } of named) {
      const series = at(key);
      if (series !== undefined) return { group, series, above: undefined };
    }
    return undefined;
  }
  /** What is known of somebody holds for all on the way to them, so each line is gone up once. */
  function upwards(id: PersonId): Nearest | undefined {
    const below: PersonId[] = [];
    let next: PersonId | undefined = id;
    while (next !== undefined && !known.has(next) && !below.includes(next)) {
      const series = at(["lines", next]);
      if (series !== undefined) known.set(next, { group: { under: next }, series, above: 0 });
      else {
        below.push(next);
        next = (lines.get(next) ?? undefined) as PersonId | undefined; // ids of people
      }
    }
    let found = next !== undefined && known.has(next) ? known.get(next) : first(WHOLE);
    for (const each of below.toReversed()) {
      if (found?.above !== undefined) found = { ...found, above: found.above + 1 };
      known.set(each, found);
    }
    return found;
  }
  return { first, upwards };
}

function seriesOf(
  { weeks, people, sums, covers }: WeeklyRow,
  placesIn: ReadonlyMap<Day, readonly (readonly [Part, number])[]>,
): Pick<WeeklyFigure, "lots" | "covers"> {
  const lots: WeeklyFigure["lots"][number][] = [];
  for (const [at, week] of weeks.entries()) {
    const places = placesIn.get(week);
    if (places === undefined) continue;
    const own: Record<string, number> = {};
    for (const [part, place] of places) own[part.name] = rounded(part, sums[place]?.[at] ?? 0);
    lots.push({ weeks: [week], people: roundedTo(COUNTS_TO, people[at] ?? 0), sums: own });
  }
  const mondayOf = (lot: WeeklyFigure["lots"][number]) => lot.weeks[0] ?? "";
  return { covers, lots: lots.toSorted((a, b) => (mondayOf(a) < mondayOf(b) ? -1 : 1)) };
}

/** Where each part of a measure stands among the sums of a week; one that the week lacks isn't here. */
const placesOf = (out: readonly WeekOut[], parts: readonly Part[]) =>
  new Map(
    out.map((one) => [
      one.week,
      parts.map((part) => [part, one.parts.indexOf(part.name)] as const).filter(([, place]) => place >= 0),
    ]),
  );

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
