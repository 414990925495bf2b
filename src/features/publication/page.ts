import { isName } from "../../core/asked.ts";
import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Chart } from "../../core/chart.ts";
import { documentOf, type Section } from "../../core/document.ts";
import { missing } from "../../core/failures.ts";
import { isSameGroup } from "../../core/groups.ts";
import { type Html, html } from "../../core/html.ts";
import type { Page, Parameter, Shown, View } from "../../core/page.ts";
import { type Period, periodBefore, periodNamed, periodOf } from "../../core/period.ts";
import { inPeriod, optionIn } from "../../core/period-words.ts";
import { type PersonId, type PersonKey, personIdIn, type TenantId } from "../../core/person.ts";
import type { Documents, People } from "../../core/ports.ts";
import type { Figure, Group, NoFigure, PublishedFigures } from "../../core/published.ts";
import { type Column, type Mark, numberIn, type Table, tableOf } from "../../core/table.ts";
import { grades, idsOf, professions } from "../../core/taxonomy.ts";
import { inEach, type Language } from "../../core/words.ts";
import { pageWords } from "./words-page.ts";

interface Parts {
  readonly published: PublishedFigures;
  readonly people: Pick<People, "departments">;
  /** Whether the second leads people and is somewhere below the first in the lines of management. */
  readonly isBelow: (lead: PersonKey, id: PersonId) => Promise<boolean>;
  /** Who reports to somebody and has people below them as well. */
  readonly leadsUnder: (lead: PersonKey) => Promise<readonly PersonId[]>;
  readonly draw: Documents["chart"];
}

/** What a group's time says, each a number or why there is none. */
const parts = ["licensed", "weekly", "active", "hours"] as const;
type Row = Readonly<Record<(typeof parts)[number], number | Mark>>;
const measures: Readonly<Record<(typeof parts)[number], readonly [measure: string, part: string]>> = {
  licensed: ["adoption/licences", "licensed"],
  weekly: ["adoption/weekly", "active"],
  active: ["adoption/active", "active"],
  hours: ["time-saved/minutes", "net"],
};

type Path = Extract<Group, { readonly path: unknown }>["path"];
type Rows = readonly (readonly [Group, Row])[];
type Answer = Figure | { readonly none: NoFigure };

const parameters: readonly Parameter[] = [
  {
    name: "period",
    is: "period",
    description: "A week, month, quarter or year; the newest week unless said",
  },
  { name: "under", is: "id", description: "Everybody below this person in the lines of management" },
  {
    ...{ name: "path", is: "name", times: 3 },
    description: "A department; again, a profession in it; once more, a grade in that",
  },
  { name: "profession", is: "name", description: "A profession in all departments" },
  { name: "grade", is: "name", description: "A grade in all departments" },
];

const WEEKS = 12;
const MONTHS = 3;
const RECENT = 6;
const MINUTES = 60;
const both = inEach(pageWords);

/**
 * Groups from the whole down to a grade of a profession of a department, or along the lines of management: what the gate let
 * out of them. Leads have their own people and what is below; of anybody else's it isn't even said whether there is a figure.
 */
export const groupsPage = ({ published, people, isBelow, leadsUnder, draw }: Parts): Page => {
  const figure = async (tenant: TenantId, measure: string, group: Group, period: Period): Promise<Answer> =>
    (await published.figure(tenant, measure, group, period)).value;

  /** The group that the address names, if it is one that whoever looks may ask for. */
  async function askedBy({ person, as, query }: View): Promise<Group> {
    const [under, path] = [underIn(query), query.getAll("path").filter((part) => part !== "")];
    const across = acrossIn(query);
    if (![...path, ...(across === undefined ? [] : Object.values(across.across))].every(isName))
      throw missing("");
    if (as.has("analyst")) {
      if (under !== undefined) return { under }; // whoever it is, only what was let out is found
      return across ?? { path: pathIn(path) };
    }
    if (path.length > 0 || across !== undefined) throw missing("");
    if (under === undefined || under === person.id) return { under: person.id };
    if (!(await isBelow(person, under))) throw missing("");
    return { under };
  }

  async function rowOf(tenant: TenantId, group: Group, period: Period): Promise<Row> {
    const all: Partial<Record<(typeof parts)[number], number | Mark>> = {};
    for (const part of parts) {
      const [measure, name] = measures[part];
      all[part] = numberFrom(part, name, await figure(tenant, measure, group, period), group);
    }
    return all as Row; // each part has been set
  }

  async function inTurn(tenant: TenantId, groups: readonly Group[], period: Period): Promise<Rows> {
    const rows: (readonly [Group, Row])[] = [];
    for (const each of groups) rows.push([each, await rowOf(tenant, each, period)]);
    return rows;
  }

  /** The same of one week: a few questions for each measure, however many groups there are. */
  async function ofWeek(tenant: TenantId, groups: readonly Group[], { weeks }: Period): Promise<Rows> {
    const all: (readonly (number | Mark)[])[] = [];
    for (const part of parts) {
      const [measure, name] = measures[part];
      const answers = await published.weekly(tenant, measure, groups, weeks);
      all.push(
        answers.map(({ value }, at) => {
          const answer =
            "none" in value ? value : { group: value.group, sums: value.lots.at(-1)?.sums ?? {} };
          return numberFrom(part, name, answer, groups[at] as Group); // one answer for each
        }),
      );
    }
    return groups.map((group, at) => {
      const values = parts.map((part, nth) => [part, all[nth]?.[at]] as const);
      return [group, Object.fromEntries(values) as Row] as const; // each part has been set
    });
  }

  /** The groups below one, as far as they can be named: each with what it shows. */
  async function below(group: Group, period: Period, view: View): Promise<Rows> {
    const { tenant } = view.person;
    const named = await namedBelow(group, view);
    const rows =
      period.kind === "week" ? await ofWeek(tenant, named, period) : await inTurn(tenant, named, period);
    // Departments are known to be there, and a lead knows who leads below them; of others that there is nobody is no news.
    const isListed = "under" in group || ("path" in group && group.path.length === 0);
    return rows.filter(
      ([, row]) => isListed || Object.values(row).some((value) => typeof value === "number"),
    );
  }

  async function namedBelow(group: Group, { person }: View): Promise<readonly Group[]> {
    const { tenant } = person;
    if ("under" in group) return (await leadsUnder({ tenant, id: group.under })).map((id) => ({ under: id }));
    if (!("path" in group)) return [];
    const [department, profession, grade] = group.path;
    if (department === undefined) return (await people.departments(tenant)).map((name) => ({ path: [name] }));
    if (profession === undefined)
      return [...idsOf(professions), UNKNOWN].map((id) => ({ path: [department, id] }));
    if (grade === undefined)
      return [...idsOf(grades), UNKNOWN].map((id) => ({ path: [department, profession, id] }));
    return [];
  }

  /** Week by week, in one question for each measure: what was let out of each week stands by itself in the answer. */
  async function weekly(
    tenant: TenantId,
    group: Group,
    today: Day,
  ): Promise<readonly (readonly [string, Row])[]> {
    const weeks = Array.from({ length: WEEKS }, (_each, at) => addDays(mondayOf(today), -7 * (WEEKS - at)));
    const all: Period = { kind: "week", weeks, name: "" };
    const answers: (readonly [(typeof parts)[number], Answer])[] = [];
    for (const part of parts) answers.push([part, await figure(tenant, measures[part][0], group, all)]);
    const rows = weeks.map((week) => {
      const values = answers.map(([part, answer]) => [part, weekIn(part, answer, group, week)] as const);
      return [periodOf("week", week).name, Object.fromEntries(values) as Row] as const; // one for each part
    });
    // Before the first that is out there was nothing to read.
    const from = rows.findIndex(([, row]) => Object.values(row).some((value) => value !== "[x]"));
    return from < 0 ? [] : rows.slice(from);
  }

  /** The newest week of which use is out, as reports of it come days later; else the week before. */
  async function newestOut(tenant: TenantId, today: Day): Promise<Period> {
    const weeks = Array.from({ length: RECENT }, (_each, at) => addDays(mondayOf(today), -7 * (RECENT - at)));
    const recent: Period = { kind: "week", weeks, name: "" };
    const answer = await figure(tenant, measures.weekly[0], { path: [] }, recent);
    const newest = "none" in answer ? undefined : answer.lots.at(-1)?.weeks.at(-1);
    return periodOf("week", newest ?? addDays(today, -7));
  }

  return {
    path: "groups",
    place: 2,
    title: both("page"),
    for: ["lead", "analyst"],
    figures: true,
    parameters,

    async show(view: View): Promise<Shown> {
      const { tenant, language } = view.person;
      const w = pageWords(language);
      const today = view.now.toISOString().slice(0, 10);
      const asked = await askedBy(view);
      const period = periodIn(view) ?? (await newestOut(tenant, today));
      const found = await nearest(tenant, asked, period);
      const name = nameOf(found.group ?? asked, view);
      const children = await below(asked, period, view);
      const weeks = found.group === undefined ? [] : await weekly(tenant, found.group, today);
      const tables: Table[] = [
        ...(children.length === 0
          ? []
          : [
              tableFrom(
                "groups",
                w.groupsTable(nameOf(asked, view), inPeriod(language, period)),
                w.group,
                children.map(([group, row]) => [shortName(group, view), row] as const),
                language,
              ),
            ]),
        ...(weeks.length === 0 ? [] : [tableFrom("weeks", w.weeksTable(name), w.week, weeks, language)]),
      ];
      const [first, ...rest] = tables;
      const body =
        first === undefined
          ? html``
          : await written({ view, name, weeks, children, tables: [first, ...rest], period });
      return {
        tables,
        title: `${w.page}: ${nameOf(asked, view)}`,
        body: html`${crumbs(asked, period, view)}
${choice(asked, period, today, view)}
${reason(asked, found, view)}
${found.group === undefined ? "" : html`<p class="lead">${findingOf(name, period, await rowOf(tenant, found.group, period), language)}</p>`}
${body}`,
      };
    },
  };

  /** The group itself where it may be shown, else the nearest above that may; use decides, as most is known of it. */
  async function nearest(tenant: TenantId, asked: Group, period: Period): Promise<Found> {
    let none: NoFigure = "not out yet";
    for (const measure of ["adoption/weekly", "time-saved/minutes"]) {
      const answer = await figure(tenant, measure, asked, period);
      if (!("none" in answer)) return { group: answer.group };
      if (answer.none === "too few people") none = answer.none;
    }
    return { group: undefined, none };
  }

  async function written({ view, name, weeks, children, tables, period }: Written): Promise<Html> {
    const { language } = view.person;
    const w = pageWords(language);
    const pages = documentOf(
      { language, title: w.page, on: view.now.toISOString().slice(0, 10), about: [], tables },
      draw,
    );
    const [weeksTable, groupsTable] = ["weeks", "groups"].map((id) =>
      tables.find((table) => table.id === id),
    );
    const isKnown = weeks.some(([, row]) => typeof row.weekly === "number");
    const description = w.chart(name);
    const chart: Chart = {
      ...{ kind: "periods", shape: "line", id: "groups-weeks", language, unit: w.people, decimals: 0 },
      ...{ title: w.weeksTable(name), description },
      points: weeks.map(([week, row]) => ({ period: week, value: row.weekly })),
    };
    const sections: readonly Section[] = [
      ...(groupsTable === undefined
        ? []
        : [
            {
              ...{ id: "below", title: w.below },
              body: html`${linksTo(children, period, view)}${pages.table(groupsTable)}`,
            },
          ]),
      ...(weeksTable === undefined
        ? []
        : [
            {
              ...{ id: "by-week", title: w.byWeek },
              body: isKnown
                ? await pages.chart({ chart, finding: description, table: weeksTable })
                : pages.table(weeksTable),
            },
          ]),
    ];
    return pages.within(sections);
  }
};

type Found = { readonly group: Group } | { readonly group: undefined; readonly none: NoFigure };

interface Written {
  readonly view: View;
  readonly name: string;
  readonly weeks: readonly (readonly [string, Row])[];
  readonly children: readonly (readonly [Group, Row])[];
  readonly tables: readonly [Table, ...Table[]];
  readonly period: Period;
}

/** As the gate names the place of whoever said nothing of theirs. */
const UNKNOWN = "unknown";

function underIn(query: URLSearchParams): PersonId | undefined {
  const [given] = query.getAll("under").filter((text) => text !== "");
  const id = given === undefined ? undefined : personIdIn(given);
  if (given !== undefined && id === undefined) throw missing("");
  return id;
}

function acrossIn(query: URLSearchParams): Extract<Group, { readonly across: unknown }> | undefined {
  const [profession, grade] = [query.get("profession"), query.get("grade")];
  if (profession !== null) return { across: { profession } };
  return grade === null ? undefined : { across: { grade } };
}

function pathIn([department, profession, grade]: readonly string[]): Path {
  if (department === undefined) return [];
  if (profession === undefined) return [department];
  return grade === undefined ? [department, profession] : [department, profession, grade];
}

/** A part of a figure, of the very group that was asked for; another's isn't shown under its name. */
function numberFrom(
  part: (typeof parts)[number],
  name: string,
  answer: Pick<Figure, "group" | "sums"> | { readonly none: NoFigure },
  group: Group,
): number | Mark {
  if ("none" in answer) return answer.none === "too few people" ? "[c]" : "[x]";
  if (!isSameGroup(answer.group, group)) return "[c]";
  return scaled(part, answer.sums[name]);
}

function weekIn(part: (typeof parts)[number], answer: Answer, group: Group, week: Day): number | Mark {
  if ("none" in answer) return answer.none === "too few people" ? "[c]" : "[x]";
  if (!isSameGroup(answer.group, group)) return "[c]";
  const lot = answer.lots.find(({ weeks }) => weeks.length === 1 && weeks[0] === week);
  return lot === undefined ? "[x]" : scaled(part, lot.sums[measures[part][1]]);
}

const scaled = (part: (typeof parts)[number], value: number | undefined): number | Mark => {
  if (value === undefined) return "[x]";
  return part === "hours" ? Math.round(value / MINUTES) + 0 : value; // never -0
};

const periodIn = ({ query }: View): Period | undefined => periodNamed(query.get("period") ?? "");

const labels: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...professions, ...grades };
const labelOf = (id: string, language: Language): string =>
  id === UNKNOWN ? pageWords(language).unknown : (labels[id]?.[language] ?? id);

function nameOf(group: Group, { person }: View): string {
  const w = pageWords(person.language);
  if ("under" in group) return group.under === person.id ? w.yours : w.under(group.under);
  if ("pilot" in group) return w.pilot(group.pilot);
  if ("across" in group) return w.across(labelOf(Object.values(group.across).join(), person.language));
  const [department, ...rest] = group.path;
  if (department === undefined) return w.whole;
  const first = department === UNKNOWN ? w.unknown : department;
  return [first, ...rest.map((id) => labelOf(id, person.language))].join(", ");
}

/** Within the group it is in. */
function shortName(group: Group, view: View): string {
  if (!("path" in group) || group.path.length < 2) return nameOf(group, view);
  return labelOf(group.path.at(-1) ?? "", view.person.language);
}

function addressOf(group: Group, period: Period, { person: { language } }: View): string {
  const query = new URLSearchParams({ lang: language, period: period.name });
  if ("under" in group) query.set("under", group.under);
  if ("path" in group) for (const part of group.path) query.append("path", part);
  if ("across" in group) for (const [kind, id] of Object.entries(group.across)) query.set(kind, id);
  return `/tab/groups?${query}`;
}

/** The way back up. Analysts go up to the whole; leads to themselves. */
function crumbs(group: Group, period: Period, view: View): Html | "" {
  const w = pageWords(view.person.language);
  const above: Group[] = [];
  if ("path" in group)
    for (let length = 0; length < group.path.length; length++)
      above.push({ path: pathIn(group.path.slice(0, length)) });
  else if ("under" in group && group.under !== view.person.id)
    above.push(view.as.has("lead") ? { under: view.person.id } : { path: [] });
  else if ("across" in group) above.push({ path: [] });
  if (above.length === 0) return "";
  return html`<nav aria-label="${w.way}"><ol class="crumbs">${above.map((each) => html`<li><a href="${addressOf(each, period, view)}">${shortName(each, view)}</a></li>`)}</ol></nav>`;
}

function choice(group: Group, period: Period, today: Day, { person: { language } }: View): Html {
  const w = pageWords(language);
  const recent = [...back("week", WEEKS, today), ...back("month", MONTHS, today)];
  const all = recent.some(({ name }) => name === period.name) ? recent : [period, ...recent];
  const hidden: (readonly [string, string])[] = [["lang", language]];
  if ("under" in group) hidden.push(["under", group.under]);
  if ("path" in group) for (const part of group.path) hidden.push(["path", part]);
  if ("across" in group) hidden.push(...Object.entries(group.across));
  return html`<form method="get" action="/tab/groups">${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<label for="period">${w.period}</label>
<select id="period" name="period">${all.map((each) => html`<option value="${each.name}"${each.name === period.name ? html` selected` : ""}>${optionIn(language, each)}</option>`)}</select>
<button>${w.show}</button></form>`;
}

function back(kind: Period["kind"], times: number, today: Day): readonly Period[] {
  const all = [periodBefore(periodOf(kind, today))];
  while (all.length < times) all.push(periodBefore(all.at(-1) as Period)); // never empty
  return all;
}

/** Why what is shown isn't what was asked for, in words. */
function reason(asked: Group, found: Found, view: View): Html | "" {
  const w = pageWords(view.person.language);
  if (found.group === undefined)
    return html`<p class="lead">${found.none === "too few people" ? w.tooFew : w.notOut}</p>`;
  if (isSameGroup(found.group, asked)) return "";
  return html`<p class="note-box">${w.instead(nameOf(found.group, view))}</p>`;
}

function findingOf(name: string, period: Period, row: Row, language: Language): string {
  const w = pageWords(language);
  const { weekly, licensed, hours } = row;
  const written = (value: number | Mark) =>
    typeof value === "number" ? numberIn(language, value, 0) : undefined;
  const used = written(weekly);
  if (used === undefined) return w.findingUnknown(name, inPeriod(language, period));
  const all = written(licensed);
  const share =
    typeof weekly === "number" && typeof licensed === "number" && licensed > 0
      ? String(Math.min(100, Math.round((100 * weekly) / licensed / 5) * 5))
      : undefined;
  return [
    w.finding(name, inPeriod(language, period), used, all, share),
    ...(typeof hours === "number" ? [w.findingHours(numberIn(language, hours, 0))] : []),
  ].join(" ");
}

/** Where one can look further; what isn't shown leads nowhere. */
function linksTo(children: Written["children"], period: Period, view: View): Html | "" {
  const w = pageWords(view.person.language);
  const shown = children.filter(([, row]) => Object.values(row).some((value) => typeof value === "number"));
  if (shown.length === 0) return html`<p>${w.noneBelow}</p>`;
  return html`<p>${w.further}</p><ul class="links">${shown.map(([group]) => html`<li><a href="${addressOf(group, period, view)}">${shortName(group, view)}</a></li>`)}</ul>`;
}

function tableFrom(
  id: string,
  title: string,
  first: string,
  rows: readonly (readonly [string, Row])[],
  language: Language,
): Table {
  const w = pageWords(language);
  const count = (name: string, unit?: string): Column => ({
    ...{ kind: "number", name, decimals: 0 },
    ...(unit === undefined ? {} : { unit }),
  });
  return tableOf({
    ...{ id, title },
    columns: [
      { kind: "text", name: first },
      count(w.licensed),
      count(w.weekly),
      count(w.active),
      count(w.hours, w.hoursUnit),
    ],
    rows: rows.map(([name, row]) => [name, ...parts.map((part) => row[part])]),
    notes: [w.rounded, w.suppressed],
    sources: [w.source],
  });
}
