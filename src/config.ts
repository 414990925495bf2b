import { z } from "zod/v4";
import { graphApps, wrongGraph } from "./config-graph.ts";

const ids = z
  .string()
  .default("")
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((id) => id !== ""),
  );
const url = z.url({ protocol: /^https?$/ }).optional();
const port = z.coerce.number().int().min(0).max(65_535);
/** Host names, or all of a domain's: `*.example.net`. An address with https:// before it would match nothing, ever. */
const hosts = ids.pipe(
  z.array(
    z.string().regex(/^((\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+|localhost|\[[0-9a-f:]+\])$/, {
      error: "must be host names, such as smba.trafficmanager.net or *.botframework.com",
    }),
  ),
);
/** Days for all, or `<organisation>=<day>` for the people of one. */
const dates = ids.pipe(
  z.array(
    z.string().refine((entry) => z.iso.date().safeParse(entry.replace(/^[^=]+=/, "")).success, {
      error: "days must look like 2026-06-12, or <organisation's id>=2026-06-12",
    }),
  ),
);

const Environment = z.object({
  NODE_ENV: z.string().default("development"),
  PORT: port.default(3978),
  HOST: z.string().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default(".data"),
  PUBLIC_URL: url,
  WEBSITE_HOSTNAME: z.string().optional(),
  BOT_ID: z.string().default(""),
  BOT_PASSWORD: z.string().default(""),
  BOT_TYPE: z.enum(["SingleTenant", "MultiTenant", "UserAssignedMSI"]).default("SingleTenant"),
  BOT_TENANT_ID: z.string().default(""),
  BOT_ALLOWED_TENANTS: ids,
  BOT_OPENID_METADATA_URL: url,
  BOT_SERVICE_HOSTS: hosts,
  AAD_APP_CLIENT_ID: z.string().default(""),
  AAD_APP_TENANT_ID: z.string().default(""),
  GRAPH_TENANTS: z.string().default(""),
  ENTRA_AUTHORITY: url,
  GRAPH_BASE_URL: url,
  TEAMS_APP_ID: z.string().default(""),
  TEAMS_APP_CATALOGUE_ID: z.string().default(""),
  /** What says where people are: asked only where whoever runs the product wants it. */
  GRAPH_PRESENCE: z.enum(["true", "false"]).default("false"),
  GRAPH_AUTOMATIC_REPLIES: z.enum(["true", "false"]).default("false"),
  /** The preview answers JSON, and may have columns before the version that is supported. */
  GRAPH_REPORTS: z.enum(["v1.0", "beta"]).default("v1.0"),
  /** What Microsoft allows one application in one organisation: https://learn.microsoft.com/graph/throttling-limits */
  GRAPH_REPORTS_PER_TEN_MINUTES: z.coerce.number().int().min(2).default(14),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  PRIVILEGE_DAYS: dates,
  /** What Teams allows one app in one tenant: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
  MESSAGES_PER_SECOND: z.coerce.number().min(1).max(1000).default(50),
  /** Teams allows 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour in one chat: one every two seconds meets none of them. */
  SECONDS_PER_CHAT: z.coerce.number().min(0).max(3600).default(2),
  /** What may have arrived, and nobody knows: left as it is, or sent once more and perhaps there twice. */
  UNSURE: z.enum(["leave", "again"]).default("leave"),
  /** How many of a hundred people get no tips by themselves: facts on what tips do need a comparison. */
  HOLD_OUT_PERCENT: z.coerce.number().min(0).max(50).default(10),
  HOLD_OUT_BY: z.enum(["person", "team"]).default("person"),
  /** Figures are of ten people at least; whoever runs the product may ask for more. */
  FEWEST_PEOPLE: z.coerce.number().int().min(10).max(1000).default(10),
  COPILOT_URL: z.url({ protocol: /^https$/ }).default("https://m365.cloud.microsoft/chat"),
  PRIVACY_CONTACT: z.string().default(""),
});
type Environment = z.infer<typeof Environment>;

export class WrongEnvironment extends Error {}

export type Config = ReturnType<typeof readConfig>;

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) frozen(part);
  return Object.freeze(value);
}

/** Reads the whole environment once, and names everything that is wrong with it in one go. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const result = Environment.safeParse(given);
  const issues = result.error?.issues ?? [];
  const wrong = [
    ...new Set(issues.map(({ path, message }) => `${String(path[0])}: ${message}`)),
    ...[...missing(given), ...wrongGraph(given)].filter(
      (line) => !issues.some(({ path }) => line.startsWith(`${String(path[0])}:`)),
    ),
  ];
  if (!result.success || wrong.length > 0)
    throw new WrongEnvironment(`The environment is wrong:\n${wrong.map((line) => `  ${line}`).join("\n")}`);

  const env = result.data;
  return frozen({
    production: env.NODE_ENV === "production",
    port: env.PORT,
    /** A bot without an id answers anybody, so it listens only to this machine. */
    host: env.HOST ?? (env.BOT_ID === "" ? "127.0.0.1" : "0.0.0.0"),
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    messagesPerSecond: env.MESSAGES_PER_SECOND,
    secondsPerChat: env.SECONDS_PER_CHAT,
    unsureAgain: env.UNSURE === "again",
    publicUrl: env.PUBLIC_URL ?? (env.WEBSITE_HOSTNAME ? `https://${env.WEBSITE_HOSTNAME}` : undefined),
    bot: {
      id: env.BOT_ID,
      password: env.BOT_PASSWORD,
      type: env.BOT_TYPE,
      tenant: env.BOT_TENANT_ID,
      openIdMetadataUrl: env.BOT_OPENID_METADATA_URL,
      authority: env.ENTRA_AUTHORITY,
      serviceHosts: env.BOT_SERVICE_HOSTS,
      tenants: allowedTenants(env),
    },
    graph: {
      apps: graphApps(environment),
      baseUrl: env.GRAPH_BASE_URL,
      previewReports: env.GRAPH_REPORTS === "beta",
      reportsPerTenMinutes: env.GRAPH_REPORTS_PER_TEN_MINUTES,
      teamsApp: { manifestId: env.TEAMS_APP_ID, catalogueId: env.TEAMS_APP_CATALOGUE_ID },
      presence: env.GRAPH_PRESENCE === "true",
      automaticReplies: env.GRAPH_AUTOMATIC_REPLIES === "true",
    },
    /** Where people sign in to the tab; nobody does where there is no client id. */
    tab: { clientId: env.AAD_APP_CLIENT_ID.toLowerCase(), tenants: tabTenants(env) },
    metrics: { port: env.METRICS_PORT, host: env.METRICS_HOST },
    logLevel: env.LOG_LEVEL,
    privilegeDays: env.PRIVILEGE_DAYS,
    holdOut: env.HOLD_OUT_PERCENT,
    fewestPeople: env.FEWEST_PEOPLE,
    holdOutBy: env.HOLD_OUT_BY,
    copilotUrl: env.COPILOT_URL,
    privacyContact: env.PRIVACY_CONTACT,
  } as const);
}

function allowedTenants({ BOT_ID, BOT_TENANT_ID, BOT_ALLOWED_TENANTS }: Environment): readonly string[] {
  if (BOT_ID === "") return BOT_ALLOWED_TENANTS;
  const home = BOT_TENANT_ID === "" ? [] : [BOT_TENANT_ID.toLowerCase()];
  return [...new Set([...home, ...BOT_ALLOWED_TENANTS])];
}

/** The organisations whose people may sign in: the application's own, and those that the bot listens to. */
const tabTenants = (env: Environment): readonly string[] => [
  ...new Set([
    ...env.AAD_APP_TENANT_ID.toLowerCase()
      .split(",")
      .filter((id) => id !== ""),
    ...allowedTenants(env),
  ]),
];

type Given = Readonly<Record<string, string | undefined>>;

/** Nothing anonymous in production: each of these is a way in, or a way for a token to leave. Asked of the raw values, so that it is said beside what can't be read. */
function missing(given: Given): readonly string[] {
  const has = (name: string) => (given[name] ?? "").trim() !== "";
  const isReal = given.NODE_ENV === "production" || has("BOT_ID");
  const rules: readonly (readonly [boolean, string])[] = [
    [isReal && !has("BOT_ID"), "BOT_ID: is missing; without it anybody could talk to the bot"],
    [
      isReal && !has("BOT_PASSWORD") && given.BOT_TYPE !== "UserAssignedMSI",
      "BOT_PASSWORD: is missing (or set BOT_TYPE to UserAssignedMSI)",
    ],
    [isReal && !has("BOT_TENANT_ID") && given.BOT_TYPE !== "MultiTenant", "BOT_TENANT_ID: is missing"],
    [
      isReal && given.BOT_TYPE === "MultiTenant" && !has("BOT_TENANT_ID") && !has("BOT_ALLOWED_TENANTS"),
      "BOT_ALLOWED_TENANTS: is missing; a bot for several tenants needs the list of them",
    ],
    [
      isReal && !has("PUBLIC_URL") && !has("WEBSITE_HOSTNAME"),
      "PUBLIC_URL: is missing; without it the links that people are given lead to http://localhost",
    ],
  ];
  return rules.filter(([wrong]) => wrong).map(([, sentence]) => sentence);
}
