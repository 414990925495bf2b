// A large organisation as Microsoft Graph shows it, in a process of its own so that what it costs isn't the product's.
//   node --import tsx bench/parts/organisation.ts
// Says where it listens. Nothing is kept of anybody: everybody is made up from a number at each request, so half a
// million people take no memory. POST /bench sets how many there are, what day it is and what has changed.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the organisation looks like just now. */
export interface Organisation {
  readonly people: number;
  /** How many people's entries changed since the last round of the directory: every so-and-so-many-th. */
  readonly changed: number;
  /** The day the reports speak of. */
  readonly refreshedOn: string;
  /** The reports that have rows; the others have a heading alone. */
  readonly reports: readonly string[];
}

let now: Organisation = { people: 0, changed: 0, refreshedOn: "2026-11-20", reports: [] };
let version = 1;

/** People on a page of the directory: Graph doesn't say how many it gives; so few is the dearer case for us. */
const PAGE = 100;
const DAY_MS = 86_400_000;

const hexOf = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const idOf = (n: number) => `${hexOf(n, 8)}-5b1e-4d2f-9c3a-${hexOf((n * 2_654_435_761) % 2 ** 32, 12)}`;
const nameOf = (n: number) => `colleague.${n}@example.gov.uk`;

/** The same numbers for the same numbers, 0 to 1. */
function chance(a: number, b: number): number {
  let x = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

const grades = ["AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "Deputy Director"];
const work = [
  "policy adviser",
  "caseworker",
  "software developer",
  "finance business partner",
  "statistician",
];
const teams = ["North", "South", "Wales", "Scotland", "Strategy", "Delivery", "Private Office", "Change"];
const titles = grades.flatMap((grade) =>
  work.flatMap((of) => teams.map((team) => `${grade} ${of}, ${team}`)),
);
const DEPARTMENTS = 40;
const REPORTS_TO = 8;

const planOf = (id: string) => ({
  assignedDateTime: "2026-03-02T09:00:00Z",
  capabilityStatus: "Enabled",
  service: "exchange",
  servicePlanId: id,
});
const others = Array.from({ length: 18 }, (_, at) => `${hexOf(at + 1, 8)}-0000-4000-8000-00000000abcd`);
const copilot = ["3f30311c-6b1e-48a4-ab79-725b469da960", "a62f8878-de10-42f3-b68f-6149a25ceb97"];
const [plain, licensed] = [others, [...others, ...copilot]].map((ids) => JSON.stringify(ids.map(planOf)));

/** Everybody but one in twenty has Copilot. A change moves somebody to another department and title. */
function userOf(n: number, change: number): string {
  const manager =
    n === 0
      ? ""
      : `,"manager@delta":[{"@odata.type":"#microsoft.graph.user","id":"${idOf(Math.floor((n - 1) / REPORTS_TO))}"}]`;
  const [title, department] = [titles[(n + change) % titles.length], (n + change) % DEPARTMENTS];
  return `{"id":"${idOf(n)}","userPrincipalName":"Colleague.${n}@example.gov.uk","department":"Department ${department}","jobTitle":"${title}","companyName":"HM Example","officeLocation":"Building ${n % 90}","country":"United Kingdom","preferredLanguage":"en-GB","accountEnabled":true,"userType":"Member","assignedPlans":${n % 20 === 0 ? plain : licensed}${manager}}`;
}

function directoryPage(token: string | undefined, url: string): string {
  const [kind, from = "0"] = (token ?? "all_0").split("_");
  const start = Number(from);
  const all = kind === "all" ? now.people : now.changed;
  const upTo = Math.min(start + PAGE, all);
  const step = kind === "all" ? 1 : Math.max(1, Math.floor(now.people / Math.max(1, now.changed)));
  const users = Array.from({ length: Math.max(0, upTo - start) }, (_, at) =>
    userOf((start + at) * step, kind === "all" ? 0 : version),
  );
  const link =
    upTo < all ? `nextLink":"${url}?$skiptoken=${kind}_${upTo}` : `deltaLink":"${url}?$deltatoken=since_0`;
  return `{"@odata.context":"x","@odata.${link}","value":[${users.join(",")}]}`;
}

const headings = [
  "Last Activity Date",
  "Copilot Chat Last Activity Date",
  "Microsoft Teams Copilot Last Activity Date",
  "Word Copilot Last Activity Date",
  "Excel Copilot Last Activity Date",
  "PowerPoint Copilot Last Activity Date",
  "Outlook Copilot Last Activity Date",
  "OneNote Copilot Last Activity Date",
  "Loop Copilot Last Activity Date",
];
const HEADING = `Report Refresh Date,User Principal Name,Display Name,${headings.join(",")},Report Period,Prompts submitted for all apps,Active Usage Days for all apps\r\n`;
const LOOK_BACK = 45;

/** How likely somebody uses Copilot on a working day: three in ten nearly daily, four now and then, two rarely, one never. */
const habitOf = (n: number): number => [0.9, 0.9, 0.9, 0.4, 0.4, 0.4, 0.4, 0.1, 0.1, 0][n % 10] ?? 0;

/** A person's line: their last day in each app, looking back from the day of the report. */
function lineOf(n: number, today: number, days: readonly string[], period: string): string {
  const habit = habitOf(n);
  const last: string[] = headings.map(() => "");
  let [missing, active] = [headings.length, 0];
  for (let back = 0; back < LOOK_BACK && missing > 0 && habit > 0; back++) {
    const day = today - back;
    if ((day + 3) % 7 >= 5 || chance(n, day) >= habit) continue;
    if (back < 7) active += 1;
    const apps = Math.floor(chance(day, n + 1) * 256);
    for (let app = 0; app < headings.length; app++) {
      if (last[app] !== "" || !(app === 0 || (apps >> (app - 1)) & 1)) continue;
      last[app] = days[back] ?? "";
      missing -= 1;
    }
  }
  return `${days[0]},${nameOf(n)},Colleague ${n},${last.join(",")},${period.slice(1)},${active * 4},${active}\r\n`;
}

async function writeReport(response: ServerResponse, period: string): Promise<void> {
  response.write(HEADING);
  if (!now.reports.includes(period)) return void response.end();
  const today = Date.parse(now.refreshedOn) / DAY_MS;
  const days = Array.from({ length: LOOK_BACK }, (_, back) =>
    new Date((today - back) * DAY_MS).toISOString().slice(0, 10),
  );
  for (let n = 0; n < now.people; ) {
    let chunk = "";
    for (const end = Math.min(n + 500, now.people); n < end; n++) chunk += lineOf(n, today, days, period);
    if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
  }
  response.end();
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const path = decodeURIComponent(request.url ?? "");
    if (path === "/bench") {
      now = { ...now, ...(JSON.parse(Buffer.concat(chunks).toString()) as Partial<Organisation>) };
      version += 1;
      return void response.end();
    }
    const period = /UserDetail\(period='(\w+)'/.exec(path)?.[1];
    if (period !== undefined) {
      response.setHeader("content-type", "application/octet-stream");
      return void writeReport(response, period);
    }
    response.setHeader("content-type", path.includes("UserCount") ? "text/csv" : "application/json");
    response.end(answerTo(path));
  });
});

function answerTo(path: string): string {
  const token = /\$(?:skip|delta)token=(\w+)/.exec(path)?.[1];
  if (path.startsWith("/v1.0/users/delta")) return directoryPage(token, `${url}/v1.0/users/delta`);
  if (path.includes("UserCount"))
    return "Report Refresh Date,Any App Enabled Users,Any App Active Users,Report Period\r\n";
  if (path.includes("reportSettings")) return '{"displayConcealedNames":false}';
  return '{"value":[]}';
}

server.keepAliveTimeout = 60_000;
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
console.log(url);
process.once("disconnect", () => process.exit());
