import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** The organisation that a test house's people are in. */
const HOME = "11111111-1111-4111-8111-111111111111";
const TOKEN = "Bearer token-of-";

export interface Asked {
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  /** As it came over the wire. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly tenant: string;
}

/** What the next requests whose path fits are answered with, instead of what they would be. */
export interface Instead {
  readonly to: RegExp;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How often; once, unless it says so. */
  readonly times?: number;
  /** How many that fit are answered as usual first. */
  readonly after?: number;
  /** The connection ends after so many bytes of the body. */
  readonly breaksAfter?: number;
  /** Nothing comes at all, or nothing more after `breaksAfter` bytes. */
  readonly silent?: true;
}

export interface Member {
  readonly id: string;
  readonly userPrincipalName?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly companyName?: string | null;
  readonly officeLocation?: string | null;
  readonly country?: string | null;
  readonly preferredLanguage?: string | null;
  readonly accountEnabled?: boolean;
  readonly userType?: string | null;
  /** Ids of service plans that are switched on. */
  readonly plans?: readonly string[];
  /** Null takes the manager away. */
  readonly manager?: string | null;
}

/** One person's line of a usage report: dates by app as the product names them, and counts. */
export interface UsageLine {
  readonly signInName: string;
  readonly last?: Readonly<Record<string, string | null>>;
  readonly prompts?: number;
  readonly activeDays?: number;
}

const ALL = [
  "User.Read.All",
  "Reports.Read.All",
  "ReportSettings.Read.All",
  "LicenseAssignment.Read.All",
  "GroupMember.Read.All",
  "Presence.Read.All",
  "MailboxSettings.Read",
  "AppCatalog.Read.All",
  "TeamsAppInstallation.ReadWriteSelfForUser.All",
] as const;
export type Permission = (typeof ALL)[number];

/** One organisation as Graph shows it. */
export class FakeOrganisation {
  readonly permissions = new Set<Permission>(ALL);
  /** People on a page of the directory. */
  pageSize = 100;
  concealed = false;
  /** Whether reports lie behind a redirect, as documented for the older ones. */
  redirects = false;
  /** Whether version 2 of the reports is there yet. */
  hasVersion2 = true;
  refreshedOn = "2026-11-22";
  readonly usage: UsageLine[] = [];
  /** A whole report as it is, by name: detail, summary or trend. */
  readonly reports = new Map<"detail" | "summary" | "trend", string>();
  /** The columns of the detail report, as they stand. */
  columns: readonly string[] = COLUMNS;
  readonly skus: object[] = [];
  readonly groups = new Map<string, Set<string>>();
  readonly presence = new Map<string, { readonly availability: string; readonly activity: string }>();
  /** Status and schedule of people's automatic replies. */
  readonly replies = new Map<string, object>();
  readonly installed = new Set<string>();
  /** The app in the organisation's catalogue, by the manifest's id. */
  readonly catalogue = new Map<string, string>();
  readonly #members = new Map<string, Member>();
  readonly #changes: { readonly id: string; readonly entry: object }[] = [];
  readonly #groupChanges: { readonly group: string; readonly entry: object }[] = [];
  #epoch = 1;

  /** Adds somebody, or changes what is named. */
  has(...members: readonly Member[]): void {
    for (const member of members) {
      this.#members.set(member.id, { ...this.#members.get(member.id), ...member });
      this.#changes.push({ id: member.id, entry: entryOf(member) });
    }
  }

  /** Somebody is deleted, or no longer visible. */
  loses(id: string, reason: "deleted" | "changed" = "deleted"): void {
    this.#members.delete(id);
    this.#changes.push({ id, entry: { id, "@removed": { reason } } });
  }

  joins(group: string, ...ids: readonly string[]): void {
    this.groups.set(group, new Set([...(this.groups.get(group) ?? []), ...ids]));
    for (const id of ids) this.#groupChanges.push({ group, entry: { ...REFERENCE, id } });
  }

  leaves(group: string, ...ids: readonly string[]): void {
    for (const id of ids) {
      this.groups.get(group)?.delete(id);
      this.#groupChanges.push({ group, entry: { ...REFERENCE, id, "@removed": { reason: "deleted" } } });
    }
  }

  /** Cursors that were given out are no longer good. */
  forgetsCursors(): void {
    this.#epoch += 1;
  }

  /** A page of what changed; undefined where the token is no longer good. */
  users(token: string | undefined): Page | undefined {
    const everybody = [...this.#members.values()].map(entryOf);
    return this.#page(
      token,
      everybody,
      this.#changes.map(({ entry }) => entry),
    );
  }

  members(group: string, token: string | undefined): Page | undefined {
    const wrap = (entries: readonly object[]) =>
      entries.map((entry) => ({ id: group, "members@delta": [entry] }));
    const now = [...(this.groups.get(group) ?? [])].map((id) => ({ ...REFERENCE, id }));
    const since = this.#groupChanges.map((change) => (change.group === group ? [change.entry] : []));
    return this.#page(
      token,
      wrap(now),
      since.map(([entry]) =>
        entry === undefined ? { id: "another-group" } : { id: group, "members@delta": [entry] },
      ),
    );
  }

  /** A token says: which epoch, from which change on or everything, until which, and how many were given already. */
  #page(token: string | undefined, all: readonly object[], changes: readonly object[]): Page | undefined {
    const [epoch = this.#epoch, from = -1, until = changes.length, given = 0] =
      token === undefined ? [] : token.split("_").map(Number);
    if (epoch !== this.#epoch) return undefined;
    const end = token !== undefined && until < 0 ? changes.length : until;
    const list = from < 0 ? all : changes.slice(from, end);
    const upTo = given + this.pageSize;
    return upTo < list.length
      ? { value: list.slice(given, upTo), next: `${epoch}_${from}_${end}_${upTo}` }
      : { value: list.slice(given), delta: `${epoch}_${end}_-1_0` };
  }
}

interface Page {
  readonly value: readonly object[];
  readonly next?: string;
  readonly delta?: string;
}

const REFERENCE = { "@odata.type": "#microsoft.graph.user" };

function entryOf({ plans, manager, ...rest }: Member): object {
  return {
    ...rest,
    ...(plans === undefined
      ? {}
      : { assignedPlans: plans.map((id) => ({ servicePlanId: id, capabilityStatus: "Enabled" })) }),
    ...(manager === undefined ? {} : { "manager@delta": managerDelta(manager) }),
  };
}

const managerDelta = (manager: string | null) =>
  manager === null
    ? [{ ...REFERENCE, id: "whoever-it-was", "@removed": { reason: "deleted" } }]
    : [{ ...REFERENCE, id: manager }];

/** Headings of the detail report, with what they mean in the product's words. */
const HEADINGS: Readonly<Record<string, string>> = {
  "Last Activity Date": "any",
  "Copilot Chat Last Activity Date": "chat",
  "Copilot Chat (work) Last Activity Date": "chat-work",
  "Copilot Chat (web) Last Activity Date": "chat-web",
  "Microsoft Teams Copilot Last Activity Date": "teams",
  "Word Copilot Last Activity Date": "word",
  "Excel Copilot Last Activity Date": "excel",
  "PowerPoint Copilot Last Activity Date": "powerpoint",
  "Outlook Copilot Last Activity Date": "outlook",
  "OneNote Copilot Last Activity Date": "onenote",
  "Loop Copilot Last Activity Date": "loop",
  "Edge Last Activity Date": "edge",
};
const VERSION_2 = ["Prompts submitted for all apps", "Active Usage Days for all apps"];
export const COLUMNS: readonly string[] = [
  "Report Refresh Date",
  "User Principal Name",
  "Display Name",
  ...Object.keys(HEADINGS).filter((name) => !/Edge|\(w/.test(name)),
  "Report Period",
];
const APPS = [
  "Any App",
  "Microsoft Teams",
  "Word",
  "Excel",
  "PowerPoint",
  "Outlook",
  "OneNote",
  "Loop",
  "Copilot Chat",
];

/**
 * Plays Microsoft Graph for one or more organisations: state, not scripts. It takes only tokens of its own making, refuses
 * what isn't permitted, and keeps what it was asked.
 */
export class FakeGraph {
  readonly asked: Asked[] = [];
  readonly #instead: (Instead & { left: number; before: number })[] = [];
  readonly #organisations = new Map<string, FakeOrganisation>();
  readonly #server;
  readonly #scheme;
  url = "";

  /** Over TLS where it is given a certificate for localhost. */
  constructor(tls?: { readonly key: string; readonly cert: string }) {
    const take = (request: IncomingMessage, response: ServerResponse) =>
      void this.#take(request, response).catch(() => response.destroy());
    this.#scheme = tls === undefined ? "http://127.0.0.1" : "https://localhost";
    this.#server = tls === undefined ? createServer(take) : createSecureServer({ ...tls }, take);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `${this.#scheme}:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** An organisation; the test house's own, unless named. */
  org(tenant = HOME): FakeOrganisation {
    const found = this.#organisations.get(tenant) ?? new FakeOrganisation();
    this.#organisations.set(tenant, found);
    return found;
  }

  /** Forgets everything it was told and asked. */
  reset(): void {
    this.asked.splice(0);
    this.#instead.splice(0);
    this.#organisations.clear();
  }

  answers(instead: Instead): void {
    this.#instead.push({ ...instead, left: instead.times ?? 1, before: instead.after ?? 0 });
  }

  /** What a product is configured with to ask this, for the test house's own organisation. */
  get environment(): Record<string, string> {
    return {
      AAD_APP_CLIENT_ID: "22222222-2222-4222-8222-222222222222",
      AAD_APP_TENANT_ID: HOME,
      AAD_APP_CLIENT_SECRET: "never used: tokens come from the test",
      GRAPH_BASE_URL: this.url,
      GRAPH_REPORTS_PER_TEN_MINUTES: "10000",
    };
  }

  readonly tokens = (tenant: string) => async (): Promise<string> => `token-of-${tenant}`;

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const authorization = request.headers.authorization ?? "";
    const url = request.url ?? "";
    const asked: Asked = {
      method: request.method ?? "",
      url,
      path: decodeURIComponent(url),
      headers: request.headers,
      body: text === "" ? undefined : JSON.parse(text),
      tenant: authorization.startsWith(TOKEN) ? authorization.slice(TOKEN.length) : "",
    };
    this.asked.push(asked);
    write(response, this.#insteadOf(asked) ?? this.#answer(asked));
  }

  #insteadOf({ path }: Asked): Answer | undefined {
    const found = this.#instead.find(({ to, left }) => left > 0 && to.test(path));
    if (found === undefined) return undefined;
    found.before -= 1;
    if (found.before >= 0) return undefined;
    found.left -= 1;
    return found;
  }

  #answer(asked: Asked): Answer {
    const aside = /^\/aside\/([^/]+)\/(\w+)\/(\w+)\/(\w+)$/.exec(asked.path);
    if (aside !== null) {
      const [, tenant = "", report = "", period = "", version = ""] = aside;
      // An address that lets in whoever has it refuses those who show a token besides.
      if (asked.headers.authorization !== undefined) return { status: 400 };
      return csv(reportIn(this.org(tenant), report, period, version));
    }
    const org = this.#organisations.get(asked.tenant) ?? (asked.tenant === HOME ? this.org() : undefined);
    if (org === undefined) return refusal(401, "InvalidAuthenticationToken");
    const route = routes.find(({ method = "GET", path }) => method === asked.method && path.test(asked.path));
    if (route === undefined) return refusal(404, "ResourceNotFound");
    if (!org.permissions.has(route.permission)) return refusal(403, "Authorization_RequestDenied");
    return route.answer(org, asked, this.url, route.path.exec(asked.path) ?? []);
  }
}

type Answer = Pick<Instead, "status" | "headers" | "body" | "breaksAfter" | "silent">;

const refusal = (status: number, code: string, headers?: Record<string, string>): Answer => ({
  status,
  body: {
    error: { code, message: "As Microsoft's own: it may name ids", innerError: { "request-id": "x" } },
  },
  ...(headers === undefined ? {} : { headers }),
});

const csv = (text: string): Answer => ({
  status: 200,
  headers: { "content-type": "application/octet-stream" },
  body: text,
});

interface Route {
  readonly method?: string;
  readonly path: RegExp;
  readonly permission: Permission;
  readonly answer: (org: FakeOrganisation, asked: Asked, url: string, found: readonly string[]) => Answer;
}

const routes: readonly Route[] = [
  {
    path: /^\/v1\.0\/users\/delta\?/,
    permission: "User.Read.All",
    answer: (org, { path }, url) => paged(org.users(tokenIn(path)), `${url}/v1.0/users/delta?`),
  },
  {
    path: /^\/v1\.0\/groups\/delta\?/,
    permission: "GroupMember.Read.All",
    answer: (org, { path }, url) => {
      const group = /id eq '([^']+)'/.exec(path)?.[1] ?? /of=([^&]+)/.exec(path)?.[1] ?? "";
      return paged(org.members(group, tokenIn(path)), `${url}/v1.0/groups/delta?of=${group}&`);
    },
  },
  {
    path: /^\/v1\.0\/subscribedSkus/,
    permission: "LicenseAssignment.Read.All",
    answer: (org) => ({ status: 200, body: { value: org.skus } }),
  },
  {
    path: /^\/v1\.0\/admin\/reportSettings/,
    permission: "ReportSettings.Read.All",
    answer: (org) => ({ status: 200, body: { displayConcealedNames: org.concealed } }),
  },
  {
    path: /^\/v1\.0\/copilot\/reports\/getMicrosoft365Copilot(UsageUserDetail|UserCountSummary|UserCountTrend)\(period='(\w+)'(?:,version='(\w+)')?\)$/,
    permission: "Reports.Read.All",
    answer: (org, { tenant }, url, [, name = "", period = "", version = "v1"]) => {
      const wrong = version === "v2" ? !org.hasVersion2 || period === "D30" : period === "D28";
      if (wrong) return refusal(400, "BadRequest");
      const report =
        name === "UsageUserDetail" ? "detail" : name === "UserCountSummary" ? "summary" : "trend";
      const location = `${url}/aside/${tenant}/${report}/${period}/${version}`;
      if (org.redirects) return { status: 302, headers: { location, "content-type": "text/plain" } };
      return csv(reportIn(org, report, period, version));
    },
  },
  {
    method: "POST",
    path: /^\/v1\.0\/communications\/getPresencesByUserId$/,
    permission: "Presence.Read.All",
    answer: (org, { body }) => {
      const { ids } = body as { ids: readonly string[] };
      if (ids.length > 650) return refusal(400, "BadRequest");
      const value = ids.map((id) => ({ id, ...(org.presence.get(id) ?? NOTHING_KNOWN) }));
      return { status: 200, body: { value } };
    },
  },
  {
    path: /^\/v1\.0\/users\/([^/]+)\/mailboxSettings\/automaticRepliesSetting$/,
    permission: "MailboxSettings.Read",
    answer: (org, _asked, _url, [, id = ""]) => ({
      status: 200,
      body: org.replies.get(id) ?? { status: "disabled" },
    }),
  },
  {
    path: /^\/v1\.0\/appCatalogs\/teamsApps\?\$filter=externalId eq '([^']+)'$/,
    permission: "AppCatalog.Read.All",
    answer: (org, _asked, _url, [, externalId = ""]) => {
      const id = org.catalogue.get(externalId);
      return { status: 200, body: { value: id === undefined ? [] : [{ id, externalId }] } };
    },
  },
  {
    method: "POST",
    path: /^\/v1\.0\/users\/([^/]+)\/teamwork\/installedApps$/,
    permission: "TeamsAppInstallation.ReadWriteSelfForUser.All",
    answer: (org, _asked, _url, [, id = ""]) => {
      if (org.installed.has(id)) return refusal(409, "Conflict");
      org.installed.add(id);
      return { status: 201 };
    },
  },
];

const NOTHING_KNOWN = { availability: "PresenceUnknown", activity: "PresenceUnknown" };

const tokenIn = (path: string) => /\$(?:skip|delta)token=([^&]+)/.exec(path)?.[1];

function paged(page: Page | undefined, stem: string): Answer {
  if (page === undefined) return refusal(410, "resyncRequired", { location: `${stem}$deltatoken=` });
  const links = {
    ...(page.next === undefined ? {} : { "@odata.nextLink": `${stem}$skiptoken=${page.next}` }),
    ...(page.delta === undefined ? {} : { "@odata.deltaLink": `${stem}$deltatoken=${page.delta}` }),
  };
  return { status: 200, body: { ...links, value: page.value } };
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function reportIn(org: FakeOrganisation, report: string, period: string, version: string): string {
  const given = org.reports.get(report as "detail");
  if (given !== undefined) return given;
  const days = period.slice(1);
  return report === "detail" ? detail(org, days, version) : totals(org, report, days);
}

function detail(org: FakeOrganisation, period: string, version: string): string {
  const columns = version === "v2" ? [...org.columns, ...VERSION_2] : org.columns;
  const lines = org.usage.map((line, at) => columns.map((name) => quoted(cell(org, line, name, at, period))));
  return [columns, ...lines].map((line) => line.join(",")).join("\r\n");
}

function cell(org: FakeOrganisation, line: UsageLine, name: string, at: number, period: string): string {
  const hidden = (at + 1).toString(16).toUpperCase().padStart(32, "E");
  if (name === "Report Refresh Date") return org.refreshedOn;
  if (name === "User Principal Name") return org.concealed ? hidden : line.signInName;
  if (name === "Display Name") return org.concealed ? hidden : "Somebody";
  if (name === "Report Period") return period;
  if (name === VERSION_2[0]) return String(line.prompts ?? "");
  if (name === VERSION_2[1]) return String(line.activeDays ?? "");
  return line.last?.[HEADINGS[name] ?? ""] ?? "";
}

/** Everybody in the report has it; who was active within the period, by its last date. */
function totals(org: FakeOrganisation, report: string, period: string): string {
  const first = new Date(Date.parse(org.refreshedOn) - (Number(period) - 1) * 86_400_000).toISOString();
  const counts = APPS.flatMap((app) => {
    const heading = Object.keys(HEADINGS).find((name) =>
      app === "Any App" ? name === "Last Activity Date" : name.startsWith(app),
    );
    const used = org.usage.filter(
      ({ last }) => (last?.[HEADINGS[heading ?? ""] ?? ""] ?? "") >= first.slice(0, 10),
    );
    return [String(org.usage.length), String(used.length)];
  });
  const names = APPS.flatMap((app) => [`${app} Enabled Users`, `${app} Active Users`]);
  const day = report === "trend" ? [["Report Date"], [org.refreshedOn]] : [[], []];
  const lines = [
    ["Report Refresh Date", ...(day[0] ?? []), ...names, "Report Period"],
    [org.refreshedOn, ...(day[1] ?? []), ...counts, period],
  ];
  return lines.map((line) => line.join(",")).join("\r\n");
}

function write(response: ServerResponse, { status, headers = {}, body, breaksAfter, silent }: Answer): void {
  if (silent === true && breaksAfter === undefined) return;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.statusCode = status; // not writeHead: restify patches it in the whole process
  response.setHeader("content-type", "application/json");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (breaksAfter === undefined) {
    response.end(text);
    return;
  }
  response.setHeader("content-length", Buffer.byteLength(text));
  response.write(text.slice(0, breaksAfter), () => silent === true || response.destroy());
}
