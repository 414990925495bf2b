import {
  type UsageApp,
  type UsagePeriod,
  type UsageReport,
  type UsageRow,
  usagePeriods,
} from "../../core/adoption-source.ts";
import { isDay } from "../../core/calendar.ts";

type Cells = Readonly<Record<string, string>>;

/** Headings as letters and digits alone: the admin centre and Graph write the same things in several ways. */
const plain = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, "");

/** What is left of a heading on a last date once all that stands in each of them is taken out. */
const apps: Readonly<Record<string, UsageApp>> = {
  "": "any",
  teams: "teams",
  word: "word",
  outlook: "outlook",
  excel: "excel",
  powerpoint: "powerpoint",
  onenote: "onenote",
  loop: "loop",
  chat: "chat",
  chatwork: "chat-work",
  chatweb: "chat-web",
  edge: "edge",
  m365: "m365",
  "365": "m365",
  microsoft365: "m365",
  agent: "agent",
};

const dateOf = (heading: string): UsageApp | undefined => {
  const name = plain(heading);
  if (!name.includes("lastactivitydate")) return undefined;
  const rest = name
    .replace("lastactivitydate", "")
    .replace(/^of|utc$/g, "")
    .replace("copilot", "");
  return apps[rest] ?? apps[rest.replace("microsoft", "")];
};

const prompts = ["promptssubmittedforallapps", "promptssubmitted", "totalpromptssubmitted"];
const activeDays = ["activeusagedaysforallapps", "activeusagedays"];
const others = ["reportrefreshdate", "reportperiod", "userprincipalname", "displayname"];

/** One heading's part in a row. Display names are never taken on. */
type Part = { readonly app: UsageApp } | "prompts" | "days" | "refreshed" | "period" | "name" | "left out";

function partOf(heading: string): Part | undefined {
  const app = dateOf(heading);
  if (app !== undefined) return { app };
  const name = plain(heading);
  if (prompts.includes(name)) return "prompts";
  if (activeDays.includes(name)) return "days";
  const known: readonly Part[] = ["refreshed", "period", "name", "left out"];
  return known[others.indexOf(name)];
}

/** A usage report as it was downloaded, and the period it speaks of. Undefined where it is no such report. */
export function readReportFile(
  rows: readonly Cells[],
): { readonly period: UsagePeriod; readonly report: UsageReport } | undefined {
  const headings = Object.keys(rows[0] ?? {});
  const parts = new Map(headings.map((heading) => [heading, partOf(heading)]));
  const found = [...parts.values()];
  const hasDates = found.some((part) => typeof part === "object");
  if (!found.includes("refreshed") || !found.includes("name") || !hasDates) return undefined;
  const read = rows.map((cells) => readRow(cells, parts));
  const good = read.filter((row) => row !== undefined);
  return {
    period: periodOf(rows[0] ?? {}, parts),
    report: {
      rows: inOne(good),
      unknownColumns: () => headings.filter((heading) => parts.get(heading) === undefined),
      unreadable: () => read.length - good.length,
    },
  };
}

async function* inOne(rows: readonly UsageRow[]): AsyncGenerator<readonly UsageRow[]> {
  yield rows;
}

const USUAL: UsagePeriod = "D30"; // what the admin centre offers first

function periodOf(cells: Cells, parts: ReadonlyMap<string, Part | undefined>): UsagePeriod {
  const [heading] = [...parts].find(([, part]) => part === "period") ?? [];
  const days = heading === undefined ? undefined : cells[heading]?.replace(/\D/g, "");
  return usagePeriods.find((period) => period === `D${days}`) ?? USUAL;
}

/** Undefined where a date can't be read: a row is taken whole or not at all. */
function readRow(cells: Cells, parts: ReadonlyMap<string, Part | undefined>): UsageRow | undefined {
  const last: Partial<Record<UsageApp, string | null>> = {};
  const row = { refreshedOn: "", signInName: "" };
  const counts: { prompts?: number; activeDays?: number } = {};
  for (const [heading, part] of parts) {
    const cell = (cells[heading] ?? "").trim();
    if (typeof part === "object" || part === "refreshed") {
      const day = cell === "" ? null : cell.slice(0, 10);
      if (day !== null && !isDay(day)) return undefined;
      if (part === "refreshed") row.refreshedOn = day ?? "";
      else last[part.app] = later(last[part.app], day);
    } else if (part === "name") row.signInName = cell.toLowerCase();
    else if (/^\d+$/.test(cell) && part === "prompts") counts.prompts = Number(cell);
    else if (/^\d+$/.test(cell) && part === "days") counts.activeDays = Number(cell);
  }
  return row.refreshedOn === "" || row.signInName === "" ? undefined : { ...row, last, ...counts };
}

const later = (one: string | null | undefined, other: string | null): string | null =>
  one == null || (other !== null && other > one) ? other : one;
