import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Chart } from "../../core/chart.ts";
import { documentOf, type Section } from "../../core/document.ts";
import { isSameGroup } from "../../core/groups.ts";
import { html } from "../../core/html.ts";
import type { Page, View } from "../../core/page.ts";
import { periodNamed, periodOf } from "../../core/period.ts";
import { inPeriod } from "../../core/period-words.ts";
import type { TenantId } from "../../core/person.ts";
import type { Documents, People } from "../../core/ports.ts";
import type { Group, PublishedFigures } from "../../core/published.ts";
import {
  type Cell,
  type Column,
  type Mark,
  numberIn,
  type Table,
  tableOf,
  type Workbook,
} from "../../core/table.ts";
import { inEach, type Language } from "../../core/words.ts";
import { pageWords } from "./words-page.ts";

interface Parts {
  readonly people: Pick<People, "departments">;
  readonly published: () => PublishedFigures;
  readonly draw: Documents["chart"];
}

/** What a group's week says, each a number or why there is none. */
type Week = Readonly<Record<"weekly" | "active" | "licensed" | "without", number | Mark>>;

const WEEKS = 12;
const both = inEach(pageWords);
const count = (name: string): Column => ({ kind: "number", name, decimals: 0 });

/** Who has Copilot and who uses it, week by week and by department, as far as it may be shown. */
export const adoptionPage = ({ people, published, draw }: Parts): Page => ({
  path: "adoption",
  place: 3,
  title: both("page"),
  for: ["analyst"],
  figures: true,
  async show({ person: { tenant, language }, now }: View) {
    const w = pageWords(language);
    const today = now.toISOString().slice(0, 10);
    const weeks = weeksUpTo(today);
    const weekOf = weekFrom(published);
    const whole = await inTurn(
      weeks,
      async (week) => [nameOf(week), await weekOf(tenant, { path: [] }, week)] as const,
    );
    const newest = weeks.findLast((_week, at) => typeof whole[at]?.[1].weekly === "number") ?? weeks.at(-1);
    const departments = await inTurn(
      await people.departments(tenant),
      async (name) => [name, await weekOf(tenant, { path: [name] }, newest as Day)] as const, // there are twelve
    );
    const week = inPeriod(language, periodOf("week", newest as Day));
    const weekly = tableFrom("weeks", w.weeksTable, w.week, whole, language);
    const byDepartment =
      departments.length === 0
        ? []
        : [tableFrom("departments", w.departmentsTable(week), w.department, departments, language)];
    const workbook: Workbook = {
      ...{ language, title: w.page, on: today, about: [] },
      tables: [weekly, ...byDepartment],
    };
    const pages = documentOf(workbook, draw);
    const finding = findingOf(language, whole);
    const chart: Chart = {
      ...{ kind: "periods", shape: "line", id: "adoption-weeks", language, unit: w.people, decimals: 0 },
      ...{ title: w.weeksTable, description: finding },
      points: whole.map(([period, { weekly: value }]) => ({ period, value })),
    };
    const sections: readonly Section[] = [
      { id: "by-week", title: w.byWeek, body: await pages.chart({ chart, finding, table: weekly }) },
      ...byDepartment.map((table) => ({
        ...{ id: "by-department", title: w.byDepartment },
        body: html`${pages.table(table)}`,
      })),
    ];
    return { tables: workbook.tables, body: pages.within(sections) };
  },
});

const weeksUpTo = (today: Day): readonly Day[] =>
  Array.from({ length: WEEKS }, (_each, at) => addDays(mondayOf(today), -7 * (WEEKS - at)));
const nameOf = (week: Day): string => periodOf("week", week).name;

/** One after another: a page must not take every connection that people's cards need. */
async function inTurn<T, R>(list: readonly T[], each: (one: T) => Promise<R>): Promise<readonly R[]> {
  const all: R[] = [];
  for (const one of list) all.push(await each(one));
  return all;
}

function weekFrom(published: () => PublishedFigures) {
  return async (tenant: TenantId, group: Group, week: Day): Promise<Week> => {
    const of = async (measure: string): Promise<Readonly<Record<string, number>> | Mark> => {
      const { value } = await published().figure(tenant, measure, group, periodOf("week", week));
      if ("none" in value) return value.none === "not out yet" ? "[x]" : "[c]";
      return isSameGroup(value.group, group) ? value.sums : "[c]";
    };
    const part = (sums: Awaited<ReturnType<typeof of>>, name: string): number | Mark =>
      typeof sums === "string" ? sums : (sums[name] ?? "[x]");
    const [weekly, active, licences] = [
      await of("adoption/weekly"),
      await of("adoption/active"),
      await of("adoption/licences"),
    ];
    return {
      weekly: part(weekly, "active"),
      active: part(active, "active"),
      licensed: part(licences, "licensed"),
      without: part(licences, "unlicensed"),
    };
  };
}

function tableFrom(
  id: string,
  title: string,
  first: string,
  rows: readonly (readonly [string, Week])[],
  language: Language,
): Table {
  const w = pageWords(language);
  return tableOf({
    ...{ id, title },
    columns: [
      { kind: "text", name: first },
      count(w.weekly),
      count(w.active),
      count(w.licensed),
      count(w.without),
    ],
    rows: rows.map(([name, { weekly, active, licensed, without }]) => [
      name,
      weekly,
      active,
      licensed,
      without,
    ]),
    notes: [w.blurred, w.suppressed],
    sources: [w.source],
  });
}

function findingOf(language: Language, whole: readonly (readonly [string, Week])[]): string {
  const w = pageWords(language);
  const last = whole.findLast(([, { weekly }]) => typeof weekly === "number");
  if (last === undefined) return w.nothing;
  const [name, { weekly, licensed }] = last;
  const period = periodNamed(name);
  const week = period === undefined ? name : inPeriod(language, period);
  const written = (value: Cell) => (typeof value === "number" ? numberIn(language, value, 0) : undefined);
  return w.finding(week, written(weekly) ?? "", written(licensed));
}
