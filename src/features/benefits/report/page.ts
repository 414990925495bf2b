import { html } from "../../../core/html.ts";
import type { Page, View } from "../../../core/page.ts";
import { type Period, periodBefore, periodNamed, periodOf } from "../../../core/period.ts";
import { optionIn } from "../../../core/period-words.ts";
import type { Documents } from "../../../core/ports.ts";
import { inEach } from "../../../core/words.ts";
import { type ReportParts, reportData } from "./data.ts";
import { writtenFrom } from "./report.ts";
import { reportWords } from "./words.ts";

interface Parts extends ReportParts {
  readonly documents: Documents;
}

const both = inEach(reportWords);
const WEEKS = 8;
const MONTHS = 6;

/** Hours, with their intervals, by group and beside published claims: the report of a period that its reader picks. */
export const hoursPage = (parts: Parts): Page => ({
  path: "hours",
  place: 4,
  title: both("page"),
  for: ["analyst"],
  figures: true,
  parameters: [
    {
      name: "period",
      is: "period",
      description: "A week, month, quarter or year; the last month unless said",
    },
  ],
  async show({ person, query, now }: View) {
    const { language, tenant } = person;
    const w = reportWords(language);
    const today = now.toISOString().slice(0, 10);
    const recent = periodsUpTo(today);
    const period =
      periodNamed(query.get("period") ?? "") ?? (recent.find(({ kind }) => kind === "month") as Period); // there are six
    const data = await reportData(parts, tenant, period, today);
    const { workbook, pages, sections } = await writtenFrom(data, language, parts.documents.chart);
    const all = recent.some(({ name }) => name === period.name) ? recent : [period, ...recent];
    return {
      title: workbook.title,
      tables: workbook.tables,
      body: html`<form method="get" action="/tab/hours"><input type="hidden" name="lang" value="${language}">
<label for="period">${w.period}</label>
<select id="period" name="period">${all.map((each) => html`<option value="${each.name}"${each.name === period.name ? html` selected` : ""}>${optionIn(language, each)}</option>`)}</select>
<button>${w.show}</button></form>
${pages.within(sections)}`,
    };
  },
});

/** Whole periods that are over, the newest of each kind first. */
function periodsUpTo(today: string): readonly Period[] {
  const back = (kind: Period["kind"], times: number): readonly Period[] => {
    const all = [periodBefore(periodOf(kind, today))];
    while (all.length < times) all.push(periodBefore(all.at(-1) as Period)); // never empty
    return all;
  };
  return [...back("week", WEEKS), ...back("month", MONTHS), ...back("quarter", 2), ...back("year", 1)];
}
