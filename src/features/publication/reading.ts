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

    async weekly(tenant, name, asked, weeks) {
      const measure = measures().find((each) => each.name === name);
      if (measure === undefined) return asked.map(() => none("no such measure"));
      const all = await store.weeksOut(tenant, name, weeks);
      const out = all.filter((one) => one.weeks.length === 1);
      const newest = out.at(-1);
      if (newest === undefined) return asked.map(() => none("not out yet"));
      const under = asked.flatMap((group) => ("under" in group ? [group.under] : []));
      const others = asked.flatMap((group) => ("under" in group ? [] : sideways(group)));
      const keys = new Map(
        [...others, ...pathsUp({ path: [] })].map(({ key }) => [key.join(" "), key] as const),
      );
      const asking = {
        ...{ tenant, measure: name, first: out[0]?.week ?? newest.week, last: newest.week },
        parts: Math.max(...out.map(({ parts }) => parts.length)),
      };
      const rows = await store.weekly(asking, [...new Set(under)], [...keys.values()]);
      const found = seriesIn(rows, out, measure.parts);
      const given = asked.map((group) => ("under" in group ? found.upwards(group.under) : sideways(group)));
      return asked.map((group, at) => {
        const shown = given[at]?.find(({ key }) => found.at(key)?.lots.at(-1)?.weeks[0] === newest.week);
        const series = shown && found.at(shown.key);
        if (shown === undefined || series === undefined) return none("too few people");
        const above = "under" in shown.group ? given[at]?.indexOf(shown) : undefined;
        return release<WeeklyFigure>({
          ...{ group: shown.group, asked: group, measure: name, above, ...series },
          ...{ minutesTo: MINUTES_TO, countsTo: COUNTS_TO },
        });
      });
    },
  };

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

/** The weeks of each group, made once for all who are shown the same one. */
function seriesIn(rows: readonly WeeklyRow[], out: readonly WeekOut[], parts: readonly Part[]) {
  const byKey = new Map(rows.map((row) => [`${row.tree} ${row.name}`, row]));
  const places = placesOf(out, parts);
  const made = new Map<WeeklyRow, Pick<WeeklyFigure, "lots" | "covers">>();
  const whole = pathsUp({ path: [] });
  return {
    at(key: Named["key"]): Pick<WeeklyFigure, "lots" | "covers"> | undefined {
      const row = byKey.get(key.join(" "));
      if (row === undefined || row.weeks === null) return undefined;
      const series = made.get(row) ?? seriesOf(row, places);
      made.set(row, series);
      return series;
    },
    upwards(id: PersonId): readonly Named[] {
      const line: PersonId[] = [];
      let next: string | null | undefined = id;
      while (next && !line.includes(next as PersonId)) {
        line.push(next as PersonId); // ids of people
        next = byKey.get(`lines ${next}`)?.above;
      }
      return [...line.map((each): Named => ({ group: { under: each }, key: ["lines", each] })), ...whole];
    },
  };
}

function seriesOf(
  { weeks, people, sums, covers }: WeeklyRow,
  placesIn: ReadonlyMap<Day, readonly (readonly [Part, number])[]>,
): Pick<WeeklyFigure, "lots" | "covers"> {
  const lots: WeeklyFigure["lots"][number][] = [];
  for (const [at, week] of (weeks ?? []).entries()) {
    const places = placesIn.get(week);
    if (places === undefined) continue;
    const own: Record<string, number> = {};
    for (const [part, place] of places) own[part.name] = rounded(part, sums[place]?.[at] ?? 0);
    lots.push({ weeks: [week], people: roundedTo(COUNTS_TO, people?.[at] ?? 0), sums: own });
  }
  const mondayOf = (lot: WeeklyFigure["lots"][number]) => lot.weeks[0] ?? "";
  return { covers: covers ?? 1, lots: lots.toSorted((a, b) => (mondayOf(a) < mondayOf(b) ? -1 : 1)) };
}

/** Where each part of a measure stands among the sums of a week; one that the week lacks isn't here. */
const placesOf = (out: readonly WeekOut[], parts: readonly Part[]) =>
  new Map(
    out.map((one) => [
      one.week,
      parts.map((part) => [part, one.parts.indexOf(part.name)] as const).filter(([, place]) => place >= 0),
    ]),
  );

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
