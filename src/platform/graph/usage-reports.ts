import {
  SourceBroken,
  type UsageApp,
  type UsagePeriod,
  type UsageReport,
  type UsageTotal,
} from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";
import type { Answer, Graph, Question } from "./client.ts";
import { type Column, columnOf } from "./usage-columns.ts";
import {
  countIn,
  dayIn,
  detailIn,
  type Fields,
  linesOf,
  type Pieces,
  reportOf,
  textOf,
} from "./usage-csv.ts";

const reports = {
  "report-detail": "getMicrosoft365CopilotUsageUserDetail",
  "report-summary": "getMicrosoft365CopilotUserCountSummary",
  "report-trend": "getMicrosoft365CopilotUserCountTrend",
} as const;
type Report = keyof typeof reports;
type Version = "v1" | "v2" | "preview";

/** Which periods each version of the reports has. */
const versions: Readonly<Record<UsagePeriod, readonly Version[]>> = {
  D7: ["v2", "v1"],
  D28: ["v2"],
  D30: ["v1"],
  D90: ["v2", "v1"],
  D180: ["v2", "v1"],
};

/** An organisation that hasn't got version 2 yet answers one of these. */
const NO_SUCH_VERSION = [400, 404, 501];

export function reportQuestion(report: Report, period: UsagePeriod, version: Version): Question {
  const asked = version === "v2" ? `period='${period}',version='${version}'` : `period='${period}'`;
  return {
    path: `/copilot/reports/${reports[report]}(${asked})`,
    permission: "Reports.Read.All",
    bucket: report,
    ...(version === "preview" ? { version: "beta" as const } : {}),
    also: [302, ...NO_SUCH_VERSION],
  };
}

export async function usageOf(
  graph: Graph,
  tenant: TenantId,
  period: UsagePeriod,
  preview = false,
): Promise<UsageReport> {
  const answer = await report(graph, tenant, "report-detail", period, preview);
  if (!isJson(answer)) return detailIn(answer.bytes());
  return jsonDetail(await answer.json(), (link) => graph.json(tenant, pageQuestion(graph, period, link)));
}

/** Where a report in pages goes on. Its pages aren't reports by themselves, so they don't count as such. */
const pageQuestion = (graph: Graph, period: UsagePeriod, link: string): Question => ({
  ...reportQuestion("report-detail", period, "preview"),
  ...{ path: graph.pathOf(link), bucket: "other", also: [] },
});

export async function totalsOf(
  graph: Graph,
  tenant: TenantId,
  period: UsagePeriod,
  preview = false,
): Promise<readonly UsageTotal[]> {
  const summary = await totalsIn(await report(graph, tenant, "report-summary", period, preview), period);
  const trend = await totalsIn(await report(graph, tenant, "report-trend", period, preview), period);
  return [...summary, ...trend];
}

/** The newest version that there is, followed to where it lies; before these the preview, where it is wanted. */
async function report(
  graph: Graph,
  tenant: TenantId,
  name: Report,
  period: UsagePeriod,
  preview: boolean,
): Promise<Answer> {
  for (const version of [...(preview ? (["preview"] as const) : []), ...versions[period]]) {
    const answer = await graph.ask(tenant, reportQuestion(name, period, version));
    if (answer.status === 200) return answer;
    await answer.code(); // so that the connection is free again
    if (answer.status === 302) return graph.fetchAside(answer.headers.get("location"));
  }
  throw new SourceBroken(`Microsoft Graph has no report for ${period} here`);
}

const isJson = ({ headers }: Answer) => /^application\/json\b/i.test(headers.get("content-type") ?? "");

type Lines = readonly Readonly<Record<string, unknown>>[];

/** The preview answers JSON: each object's keys are the headings. A report of which a page can't be had breaks off. */
export function jsonDetail(body: unknown, follow: Follow = breaksOff): UsageReport {
  const lines = linesIn(body);
  const heading = lines.length === 0 ? EMPTY : [...new Set(lines.flatMap((line) => Object.keys(line)))];
  return reportOf(heading, pagesFrom(body, heading, follow));
}

type Follow = (link: string) => Promise<unknown>;
const breaksOff: Follow = () => Promise.reject(new SourceBroken("The report goes on elsewhere"));

async function* pagesFrom(
  first: unknown,
  heading: readonly string[],
  follow: Follow,
): AsyncGenerator<Fields> {
  for (let body = first; ; ) {
    for (const line of linesIn(body)) yield heading.map((name) => line[name]);
    const link = (body as Linked)["@odata.nextLink"]; // it has lines, so it is an object
    if (typeof link !== "string") return;
    body = await follow(link);
  }
}

interface Linked {
  readonly "@odata.nextLink"?: unknown;
}

const EMPTY = ["reportRefreshDate", "userPrincipalName", "lastActivityDate"];

function linesIn(body: unknown): Lines {
  const { value } = (body ?? {}) as { value?: unknown };
  if (!Array.isArray(value) || value.some((line) => typeof line !== "object" || line === null))
    throw new SourceBroken("The report isn't what Microsoft Graph documents");
  return value;
}

async function totalsIn(answer: Answer, period: UsagePeriod): Promise<readonly UsageTotal[]> {
  return isJson(answer) ? jsonTotals(await answer.json(), period) : csvTotals(answer.bytes(), period);
}

/** Each line of the report has the lines of its apps or days within. */
export function jsonTotals(body: unknown, period: UsagePeriod): readonly UsageTotal[] {
  return linesIn(body).flatMap(({ adoptionByProduct, adoptionByDate, ...outer }) => {
    const inner = (adoptionByProduct ?? adoptionByDate ?? []) as Lines;
    return inner.flatMap((line) => {
      const both = Object.entries({ ...outer, ...line });
      const columns = both.map(([name]) => columnOf(name));
      return totalsOfLine(
        columns,
        both.map(([, value]) => value),
        period,
      );
    });
  });
}

export async function csvTotals(pieces: Pieces, period: UsagePeriod): Promise<readonly UsageTotal[]> {
  let columns: readonly (Column | undefined)[] | undefined;
  const found: UsageTotal[] = [];
  for await (const line of linesOf(pieces))
    if (columns === undefined) columns = line.map(columnOf);
    else found.push(...totalsOfLine(columns, line, period));
  if (columns?.some((column) => column?.is === "active") !== true)
    throw new SourceBroken("The report hasn't the columns of a usage report");
  return found;
}

/** A line of another period is somebody else's answer: asked for all, reports have several. */
function totalsOfLine(
  columns: readonly (Column | undefined)[],
  line: Fields,
  period: UsagePeriod,
): readonly UsageTotal[] {
  const at = (is: Column["is"]) => textOf(line[columns.findIndex((column) => column?.is === is)]);
  const [refreshedOn, day] = [dayIn(at("refreshedOn")), dayIn(at("day"))];
  if (!refreshedOn || day === undefined || ![period.slice(1), ""].includes(at("period"))) return [];
  const counts = new Map<UsageApp, { enabled?: number; active?: number }>();
  for (const [index, column] of columns.entries()) {
    if (column?.is !== "enabled" && column?.is !== "active") continue;
    const count = countIn(textOf(line[index]));
    counts.set(column.app, { ...counts.get(column.app), ...(count == null ? {} : { [column.is]: count }) });
  }
  return [...counts].map(([app, { enabled, active }]) => ({
    refreshedOn,
    ...(day === null ? {} : { day }),
    period,
    app,
    enabled,
    active,
  }));
}
