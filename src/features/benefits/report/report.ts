import type { Range } from "../../../core/bootstrap.ts";
import type { Day } from "../../../core/calendar.ts";
import type { Chart } from "../../../core/chart.ts";
import { documentOf, type Section } from "../../../core/document.ts";
import type { Published } from "../../../core/figures.ts";
import { groupInWords, isSameGroup } from "../../../core/groups.ts";
import { type Html, html } from "../../../core/html.ts";
import { lastDayOf, type Period } from "../../../core/period.ts";
import type { Documents } from "../../../core/ports.ts";
import { type Figure, type Group, isPublished, type NoFigure } from "../../../core/published.ts";
import {
  type Cell,
  type Column,
  type Fact,
  type Mark,
  numberIn,
  type Table,
  tableOf,
  type Workbook,
} from "../../../core/table.ts";
import { grades, professions } from "../../../core/taxonomy.ts";
import type { Language } from "../../../core/words.ts";
import { claimTest, type Study } from "../claims.ts";
import type { AnyEstimate, GroupEstimate } from "../estimates.ts";
import type { Kept } from "../evaluations/store.ts";
import { categories } from "../ledger/rules.ts";
import type { totalsIn } from "../ledger/totals.ts";
import type { Value } from "../terms.ts";
import { reportWords } from "./words.ts";

/** Everything that a report of one period says: published figures, the ledger, and what was asked of tips. */
export interface ReportData {
  readonly tenant: string;
  readonly period: Period;
  readonly on: Day;
  readonly whole: Published<AnyEstimate>;
  readonly value: Published<Value | undefined>;
  /** Stories that worked for somebody in another department. */
  readonly reused: Published<Figure | { readonly none: NoFigure }>;
  /** Each of the period's weeks, where it is more than one. */
  readonly weeks: readonly { readonly period: Period; readonly estimate: Published<AnyEstimate> }[];
  readonly groups: Readonly<Record<"departments" | "professions" | "grades", readonly GroupRow[]>>;
  readonly studies: readonly Study[];
  readonly ledger: ReturnType<typeof totalsIn>;
  /** The line at which it was changed by other means; undefined where its seals hold. */
  readonly ledgerBrokenAt: number | undefined;
  readonly evaluations: readonly Kept[];
}

export interface GroupRow {
  readonly group: Group;
  readonly estimate: Published<AnyEstimate>;
}

type Words = ReturnType<typeof reportWords>;
type Own = GroupEstimate | undefined;

const HOUR = 60;
const hoursIn = (minutes: number): number => Math.round(minutes / HOUR) + 0; // never -0
const number = (name: string, unit?: string, decimals = 0): Column => ({
  kind: "number",
  name,
  decimals,
  ...(unit === undefined ? {} : { unit }),
});
const text = (name: string) => ({ kind: "text", name }) as const;
const percentOf = (share: number | undefined): Cell =>
  share === undefined ? "[x]" : Math.round(share * 100);

/** The estimate of this very group; of any other, nothing is shown under its name. */
function own({ group, estimate }: GroupRow): Own {
  if (!isPublished(estimate)) throw new Error("Only what the gate let out is reported");
  const { value } = estimate;
  return "none" in value || !isSameGroup(value.group, group) ? undefined : value;
}

/** The tables of a report, in their order. They are the same in the document and in the workbook. */
export function reportOf(data: ReportData, language: Language) {
  const w = reportWords(language);
  const whole = own({ group: { path: [] }, estimate: data.whole });
  const tables = {
    estimates: whole && estimatesTable(whole, w),
    weeks: data.weeks.length < 2 ? undefined : weeksTable(data, w),
    departments: groupsTable("departments", data.groups.departments, w, language),
    professions: groupsTable("professions", data.groups.professions, w, language),
    grades: groupsTable("grades", data.groups.grades, w, language),
    answers: whole && answersTable(whole, data.reused, w),
    worth: worthTable(data.value.value, w, language),
    claims: claimsTable(data, whole, w),
    ledger: ledgerTable(data, w),
    effects: effectsTable(data, w),
  };
  const present = Object.values(tables).filter((table) => table !== undefined) as [Table, ...Table[]]; // claims always are
  const workbook: Workbook = {
    language,
    title: w.title(data.period.name),
    on: data.on,
    about: [
      { name: w.organisation, value: data.tenant },
      { name: w.period, value: `${data.period.name} (${data.period.weeks[0]} – ${lastDayOf(data.period)})` },
      { name: w.whose, value: w.whole },
      ...(whole === undefined
        ? []
        : [{ name: w.weeks, value: w.weeksOf(whole.weeks.shown, whole.weeks.all) }]),
      { name: w.made, value: data.on },
      { name: w.what, value: w.whatValue },
      ...(data.ledgerBrokenAt === undefined
        ? []
        : [{ name: w.beyondTable, value: w.broken(String(data.ledgerBrokenAt)) }]),
    ],
    tables: present,
  };
  return { workbook, tables, whole, words: w };
}

function estimatesTable(whole: GroupEstimate, w: Words): Table {
  const row = (name: string, range: Range | object, how: string): readonly Cell[] =>
    "value" in range ? [name, ...endsOf(range as Range), how] : [name, "[x]", "[x]", "[x]", how];
  return tableOf({
    id: "estimates",
    title: w.estimatesTable,
    columns: [
      text(w.estimate),
      number(w.hours),
      number(w.low, w.hours),
      number(w.highEnd, w.hours),
      text(w.how),
    ],
    rows: [
      row(w.floor, whole.floor, w.howFloor),
      row(w.centralName, whole.central, w.howCentral),
      row(w.high, whole.high, w.howHigh),
    ],
    notes: [w.rounded, ...warningsIn(whole, w)],
    sources: sourcesIn(whole, w),
  });
}

const endsOf = ({ value, low, high }: Range): readonly [number, number, number] => [
  hoursIn(value),
  Math.floor(low / HOUR) + 0,
  Math.ceil(high / HOUR) + 0,
];

const warningsIn = ({ warnings }: GroupEstimate, w: Words): readonly string[] => [
  ...new Set(
    warnings.map((warning) =>
      warning.kind === "stale source" ? w.stale(warning.refreshedOn ?? "[x]") : w.warnings[warning.kind],
    ),
  ),
];

const sourcesIn = ({ sources }: GroupEstimate, w: Words): readonly string[] => [
  w.sourceTime,
  ...(sources.refreshedOn === undefined ? [] : [w.sourceUse(sources.refreshedOn)]),
];

function weeksTable({ weeks }: ReportData, w: Words): Table {
  return tableOf({
    id: "weeks",
    title: w.weeksTable,
    columns: [
      text(w.week),
      number(w.hours),
      number(w.low, w.hours),
      number(w.highEnd, w.hours),
      number(w.people),
      number(w.share, w.percent),
      number(w.median, w.minutes, 1),
      number(w.mean, w.minutes, 1),
    ],
    rows: weeks.map(({ period, estimate }) => {
      const found = own({ group: { path: [] }, estimate });
      if (found === undefined) return [period.name, ...emptyOf(estimate, 7)];
      return [
        period.name,
        ...endsOf(found.floor),
        found.reporters,
        percentOf(found.responseRate),
        found.median.value,
        found.mean.value,
      ];
    }),
    notes: [w.suppressed],
    sources: [w.sourceTime],
  });
}

/** Why there is nothing: nobody knows yet, or it may not be shown. */
const emptyOf = ({ value }: Published<AnyEstimate>, cells: number): readonly Mark[] =>
  new Array<Mark>(cells).fill("none" in value && value.none === "not out yet" ? "[x]" : "[c]");

function groupsTable(
  kind: keyof ReportData["groups"],
  rows: readonly GroupRow[],
  w: Words,
  language: Language,
): Table | undefined {
  if (rows.length === 0) return undefined;
  const isAcross = kind !== "departments";
  return tableOf({
    id: kind,
    title: w[kind],
    columns: [
      text(w.group),
      number(w.hours),
      number(w.low, w.hours),
      number(w.highEnd, w.hours),
      number(w.centralName, w.hours),
      number(w.people),
      number(w.median, w.minutes, 1),
      number(w.weeksShown),
      ...(isAcross ? [number(w.covers, w.percent)] : []),
    ],
    rows: rows.map((row) => {
      const found = own(row);
      const name = nameOf(row.group, language);
      if (found === undefined) return [name, ...emptyOf(row.estimate, isAcross ? 8 : 7)];
      const { floor, central, reporters, median, weeks, covers } = found;
      return [
        name,
        ...endsOf(floor),
        "value" in central ? hoursIn(central.value) : "[x]",
        reporters,
        median.value,
        weeks.shown,
        ...(isAcross ? [percentOf(covers)] : []),
      ];
    }),
    notes: [w.suppressed, w.rounded, w.parts],
    sources: [w.sourceTime],
  });
}

function nameOf(group: Group, language: Language): string {
  if (!("across" in group)) return groupInWords(group);
  const [id = ""] = Object.values(group.across);
  const lists: Readonly<Record<string, Readonly<Record<Language, string>>>> = { ...professions, ...grades };
  return lists[id]?.[language] ?? id;
}

function answersTable(whole: GroupEstimate, reused: ReportData["reused"], w: Words): Table {
  const { licensed, activeWeeks, asked, reporters, responseRate, realised, newWork, tookLonger } = whole;
  const hours = (minutes: number | undefined): Cell => (minutes === undefined ? "[c]" : hoursIn(minutes));
  const { all } = whole.weeks;
  const inWeeks = (name: string, shown: number): string =>
    shown === 0 || shown === all ? name : `${name} (${w.weeks}: ${w.weeksOf(shown, all)})`;
  return tableOf({
    id: "answers",
    title: w.answersTable,
    columns: [text(w.fact), number(w.value)],
    rows: [
      [w.licensed, "value" in licensed ? licensed.value : "[x]"],
      [w.activeWeeks, "value" in activeWeeks ? activeWeeks.value : "[x]"],
      [w.asked, asked ?? "[x]"],
      [w.reporters, reporters],
      [w.response, percentOf(responseRate)],
      [w.realised, percentOf(realised.share.value)],
      [w.onDefault, percentOf(realised.onDefault)],
      [inWeeks(w.newWork, whole.apartIn.newWork), hours(newWork)],
      [
        inWeeks(w.tookLonger, whole.apartIn.tookLonger),
        hours(tookLonger === undefined ? undefined : -tookLonger),
      ],
      [inWeeks(w.reused, shownIn(reused)), reusedIn(reused)],
    ],
    sources: sourcesIn(whole, w),
  });
}

/** How often; of those of this very organisation, as all else here is. */
function reusedIn({ value }: ReportData["reused"]): Cell {
  if ("none" in value) return value.none === "too few people" ? "[c]" : "[x]";
  return value.sums.across ?? "[x]";
}
const shownIn = ({ value }: ReportData["reused"]): number => ("none" in value ? 0 : value.weeks.shown);

function worthTable(value: Value | undefined, w: Words, language: Language): Table | undefined {
  if (value === undefined) return undefined;
  const rows = (
    [
      ["floor", w.floor],
      ["central", w.centralName],
      ["high", w.high],
    ] as const
  ).map(([part, name]): readonly Cell[] => {
    const worth = value[part];
    return [name, worth?.gross ?? "[x]", worth?.adjusted ?? "[x]"];
  });
  return tableOf({
    id: "worth",
    title: w.worthTable,
    columns: [text(w.estimate), number(w.before, w.pounds), number(w.after, w.pounds)],
    rows,
    about: worthFacts(value, w, language),
    sources: [value.floor.table.source],
  });
}

function claimsTable({ studies, whole: estimate }: ReportData, whole: Own, w: Words): Table {
  const { ours, claims } = tested(studies, whole);
  const decimal = (value: number) => Math.round(value * 10) / 10;
  return tableOf({
    id: "claims",
    title: w.claimsTable,
    columns: [
      text(w.study),
      number(w.minutesADay, undefined, 1),
      number(w.low, w.minutes, 1),
      number(w.highEnd, w.minutes, 1),
      number(w.studied),
      text(w.design),
      text(w.verdict),
    ],
    rows: [
      ours === undefined
        ? [w.ours, ...emptyOf(estimate, 4), w.designs.survey, "[x]"]
        : [
            w.ours,
            decimal(ours.value),
            decimal(ours.low),
            decimal(ours.high),
            whole?.reporters ?? "[x]",
            w.designs.survey,
            "[x]",
          ],
      ...claims.map(({ study, verdict }): readonly Cell[] => [
        study.title,
        study.minutesADay ?? "[x]",
        "[x]",
        "[x]",
        study.people,
        w.designs[study.design],
        w.verdicts[verdict],
      ]),
    ],
    about: studies.map(({ title, limits }) => ({ name: title, value: limits })),
    sources: studies.map(({ title, source }) => `${title}: ${source}`),
  });
}

const tested = (studies: readonly Study[], whole: Own) =>
  claimTest(studies, whole ?? { kind: "suppressed", because: "fewer than 10 reporters" });

function ledgerTable({ ledger, ledgerBrokenAt }: ReportData, w: Words): Table | undefined {
  const rows = (["confirmed", "claimed"] as const).flatMap((state) =>
    Object.entries(ledger[state].byCategory)
      .filter(([, { entries }]) => entries > 0)
      .map(([category, { entries, benefits, costs, net, toCome }]): readonly Cell[] => [
        `${w.states[state]}: ${categories[category as keyof typeof categories] ?? category}`,
        entries,
        benefits,
        costs,
        net,
        toCome,
      ]),
  );
  if (rows.length === 0) return undefined;
  return tableOf({
    id: "ledger",
    title: w.beyondTable,
    columns: [
      text(w.state),
      number(w.entries),
      number(w.benefitsColumn, w.pounds),
      number(w.costs, w.pounds),
      number(w.net, w.pounds),
      number(w.toCome, w.pounds),
    ],
    rows,
    notes: [w.beyondText, ...(ledgerBrokenAt === undefined ? [] : [w.broken(String(ledgerBrokenAt))])],
  });
}

export function effectsTable({ evaluations }: Pick<ReportData, "evaluations">, w: Words): Table | undefined {
  if (evaluations.length === 0) return undefined;
  return tableOf({
    id: "effects",
    title: w.effectsTable,
    columns: [
      text(w.question),
      text(w.from),
      number(w.weeks),
      number(w.effect, undefined, 2),
      number(w.low, undefined, 2),
      number(w.highEnd, undefined, 2),
      text(w.answer),
    ],
    rows: evaluations.map((kept): readonly Cell[] => {
      const { result, outcome, from, weeks, state } = kept;
      const question = [`${kept.id}. ${w.outcome[outcome] ?? outcome}`, from, weeks] as const;
      if (result !== undefined && "kind" in result && result.kind === "evaluated")
        return [
          ...question,
          ...[result.effect.value, result.effect.low, result.effect.high],
          w.effectVerdicts[result.verdict] ?? result.verdict,
        ];
      const none = result === undefined ? state : "none" in result ? result.none : "refused";
      return [...question, "[x]", "[x]", "[x]", w.effectVerdicts[none] ?? none];
    }),
  });
}

/** The report as one file. */
export async function documentFrom(
  data: ReportData,
  language: Language,
  draw: Documents["chart"],
): Promise<string> {
  const { pages, sections } = await writtenFrom(data, language, draw);
  return pages.whole(sections);
}

/** What there is to say, in the order in which somebody asks. */
export async function writtenFrom(data: ReportData, language: Language, draw: Documents["chart"]) {
  const { workbook, tables, whole, words: w } = reportOf(data, language);
  const pages = documentOf(workbook, draw);
  const written = (value: number, decimals = 0) => numberIn(language, value, decimals);
  const hours = (range: Range) => endsOf(range).map((hour) => written(hour)) as [string, string, string]; // three ends
  const table = (one: Table | undefined): Html | "" => (one === undefined ? "" : pages.table(one));
  const paragraphs = (all: readonly string[]) => all.map((line) => html`<p>${line}</p>`);
  const claims = tested(data.studies, whole);

  async function inShort(): Promise<Html> {
    if (whole === undefined || tables.estimates === undefined)
      return html`<p>${emptyOf(data.whole, 1)[0] === "[x]" ? w.notOut : w.nothing}</p>`;
    const chart = rangesOf(whole, w, language);
    const finding = w.finding(...hours(whole.floor));
    const more =
      "value" in whole.central
        ? w.central(...hours(whole.central))
        : w.noCentral(w.because[whole.central.notOffered]);
    return html`${await pages.chart({ chart, finding, table: tables.estimates })}
${paragraphs([more, ...warningsIn(whole, w)])}`;
  }

  async function byWeek(): Promise<Html | ""> {
    if (tables.weeks === undefined) return "";
    const shown = data.weeks.filter(({ estimate }) => !("none" in estimate.value)).length;
    const finding = w.weeksFinding(shown, data.weeks.length);
    return pages.chart({ chart: weeksChart(data, w, language, finding), finding, table: tables.weeks });
  }

  async function beside(): Promise<Html> {
    const { ours } = claims;
    const finding =
      ours === undefined
        ? w.noClaims
        : w.claimsFinding(
            ...([ours.value, ours.low, ours.high].map((end) => written(end, 1)) as [string, string, string]),
          ); // three ends
    const chart = claimsChart(claims, emptyOf(data.whole, 1)[0] as Mark, w, language, finding); // one that was asked for
    return pages.chart({ chart, finding, table: tables.claims });
  }

  const sections: readonly (readonly [string, string, Html | "" | readonly Html[]])[] = [
    ["in-short", w.inShort, await inShort()],
    ["by-week", w.byWeek, await byWeek()],
    [
      "by-group",
      w.byGroup,
      [tables.departments, tables.professions, tables.grades].map((one) => html`${table(one)}`),
    ],
    ["who-answered", w.answers, table(tables.answers)],
    ["value", w.worth, tables.worth === undefined ? html`<p>${w.noWorth}</p>` : table(tables.worth)],
    ["beside-claims", w.claims, await beside()],
    [
      "beyond-minutes",
      w.beyond,
      tables.ledger === undefined
        ? html`<p>${w.noBeyond}</p>`
        : html`<p>${w.beyondText}</p>${table(tables.ledger)}`,
    ],
    [
      "what-tips-did",
      w.effects,
      tables.effects === undefined ? html`<p>${w.noEffects}</p>` : table(tables.effects),
    ],
    ["method", w.method, html`<ul>${w.methods.map((line) => html`<li>${line}</li>`)}</ul>`],
  ];
  return {
    ...{ workbook, pages },
    sections: sections.flatMap(([id, title, body]): readonly Section[] => {
      const whole = html`${body}`;
      return String(whole).trim() === "" ? [] : [{ id, title, body: whole }];
    }),
  };
}

/** How pounds were come by: they go wherever the table goes. */
function worthFacts(
  { floor, hour, licences, breakEven }: Value,
  w: Words,
  language: Language,
): readonly Fact[] {
  const { table, optimism, isOld } = floor;
  const written = (value: number, decimals = 0) => numberIn(language, value, decimals);
  const gef = floor.financeOwner === undefined ? w.nonCash : w.cashReleasing(floor.financeOwner);
  const { pension, nationalInsurance } = table.onCosts;
  const reported = breakEven?.reported === undefined ? "[x]" : written(breakEven.reported, 1);
  return [
    { name: w.hourFact, value: w.worthText(written(hour, 2), table.id, table.asOf, gef) },
    { name: w.onCostsFact, value: w.onCosts(written(pension * 100, 1), written(nationalInsurance * 100, 1)) },
    {
      name: w.optimismFact,
      value:
        optimism === undefined ? w.noOptimism : w.optimism(written(optimism.share * 100), optimism.reason),
    },
    ...(isOld ? [{ name: w.payFact, value: w.old }] : []),
    ...(licences === undefined ? [] : [{ name: w.licencesFact, value: w.licences(written(licences)) }]),
    {
      name: w.breakEvenFact,
      value: breakEven === undefined ? w.noPrice : w.breakEven(written(breakEven.realised, 1), reported),
    },
  ];
}

function rangesOf(whole: GroupEstimate, w: Words, language: Language): Chart {
  const row = (name: string, range: Range | object) => {
    if (!("value" in range)) return { name, value: "[x]" as const };
    const [value, low, high] = endsOf(range as Range);
    return { name, value, low, high };
  };
  return {
    kind: "ranges",
    id: "chart-estimates",
    language,
    title: w.estimatesTable,
    description: w.finding(
      ...(endsOf(whole.floor).map((end) => numberIn(language, end, 0)) as [string, string, string]),
    ), // three ends
    unit: w.hours,
    decimals: 0,
    rows: [row(w.floor, whole.floor), row(w.centralName, whole.central), row(w.high, whole.high)],
  };
}

function weeksChart({ weeks }: ReportData, w: Words, language: Language, description: string): Chart {
  return {
    kind: "periods",
    shape: "bars",
    id: "chart-weeks",
    language,
    title: w.weeksTable,
    description,
    unit: w.hours,
    decimals: 0,
    points: weeks.map(({ period, estimate }) => {
      const found = own({ group: { path: [] }, estimate });
      if (found === undefined) return { period: period.name, value: emptyOf(estimate, 1)[0] as Mark }; // one that was asked for
      const [value, low, high] = endsOf(found.floor);
      return { period: period.name, value, low, high };
    }),
  };
}

function claimsChart(
  { ours, claims }: ReturnType<typeof claimTest>,
  none: Mark,
  w: Words,
  language: Language,
  description: string,
): Chart {
  return {
    kind: "ranges",
    id: "chart-claims",
    language,
    title: w.claimsTable,
    description,
    unit: w.minutesADay,
    decimals: 1,
    rows: [
      ours === undefined ? { name: w.ours, value: none, ours: true } : { name: w.ours, ...ours, ours: true },
      ...claims.flatMap(({ study }) =>
        study.minutesADay === null ? [] : [{ name: study.title, value: study.minutesADay }],
      ),
    ],
  };
}
