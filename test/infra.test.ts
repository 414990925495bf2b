import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "../src/config.ts";
import { variables } from "./harness/variables.ts";

const text = (file: string) => readFileSync(join(import.meta.dirname, "../infra", file), "utf8");
const template = text("azure.bicep");

/** What Azure would put in place of the expressions in the web app's settings. */
const filledIn: Readonly<Record<string, string>> = {
  DATABASE_URL: "postgres://uptake:p%40ss@uptake.postgres.database.azure.com:5432/uptake?sslmode=verify-full",
  BOT_ID: "22222222-2222-4222-8222-222222222222",
  BOT_TENANT_ID: "11111111-1111-4111-8111-111111111111",
  AAD_APP_CLIENT_ID: "33333333-3333-4333-8333-333333333333",
  AAD_APP_TENANT_ID: "11111111-1111-4111-8111-111111111111",
  AAD_APP_CLIENT_SECRET: "from the key vault",
  LOG_LEVEL: "info",
  GRAPH_TENANTS: "11111111-1111-4111-8111-111111111111",
  GRAPH_REPORTS_PER_TEN_MINUTES: "14",
  GRAPH_PRESENCE: "false",
  GRAPH_AUTOMATIC_REPLIES: "false",
  TEAMS_APP_ID: "44444444-4444-4444-8444-444444444444",
  TEAMS_APP_CATALOGUE_ID: "55555555-5555-4555-8555-555555555555",
  PRIVACY_CONTACT: "data.protection@example.gov.uk",
  PRIVILEGE_DAYS: "2026-06-12",
  HOLD_OUT_PERCENT: "10",
  HOLD_OUT_BY: "person",
};
/** Set by App Service, for other clouds and other ways to sign in, or for a laptop. */
const leftAsTheyAre =
  /^(PORT|HOST|WEBSITE_HOSTNAME|PUBLIC_URL|BOT_PASSWORD|BOT_ALLOWED_TENANTS|BOT_OPENID_METADATA_URL|BOT_SERVICE_HOSTS|ENTRA_AUTHORITY|GRAPH_BASE_URL|AAD_APP_CREDENTIAL|AAD_APP_CERTIFICATE_PATH|AZURE_FEDERATED_TOKEN_FILE|METRICS_PORT|METRICS_HOST|GRAPH_REPORTS|FEWEST_PEOPLE|UNSURE|MESSAGES_PER_SECOND|SECONDS_PER_CHAT|COPILOT_URL)$/;

/** The environment of the web app, as the template sets it. */
function environment(): Record<string, string> {
  const settings = [...template.matchAll(/\{ name: '([A-Z_]+)', value: (?:'([^'$]*)'|([^}]+)|'[^']*') \}/g)];
  const set = settings.map(([, name = "", fixed]) => [name, fixed ?? filledIn[name] ?? ""] as const);
  return { ...Object.fromEntries(set), PORT: "8080", WEBSITE_HOSTNAME: "uptake.azurewebsites.net" };
}

describe("what is set up in Azure", () => {
  it("gives the server an environment that it starts with in production", () => {
    const given = environment();

    const { production, bot, databaseUrl, graph } = readConfig(given);

    assert.deepEqual(
      Object.entries(given).filter(([, value]) => value === ""),
      [],
    );
    assert.ok(production);
    assert.equal(databaseUrl, filledIn.DATABASE_URL);
    assert.deepEqual([bot.id, bot.type, bot.password], [filledIn.BOT_ID, "UserAssignedMSI", ""]);
    assert.deepEqual(
      graph.apps.map(({ clientId, credential }) => [clientId, credential]),
      [[filledIn.AAD_APP_CLIENT_ID, { kind: "secret", secret: filledIn.AAD_APP_CLIENT_SECRET }]],
    );
  });

  it("sets every variable that the server reads, but those that are left as they are on purpose", () => {
    const set = Object.keys(environment());

    const missing = variables().filter((name) => !set.includes(name) && !leftAsTheyAre.test(name));

    assert.deepEqual(missing, []);
  });

  it("describes every parameter, and keeps every secret out of sight", () => {
    const parameters = [...template.matchAll(/((?:^@.*\n)*)^param (\w+)/gm)];

    assert.ok(parameters.length > 10);
    for (const [, before = "", name = ""] of parameters) {
      assert.match(before, /@description\('.{10,}'\)/, name);
      assert.equal(/password|secret/i.test(name), before.includes("@secure()"), name);
    }
  });

  it("is asked only for parameters that it has", () => {
    const { parameters } = JSON.parse(text("azure.parameters.json")) as {
      parameters: Record<string, unknown>;
    };
    const required = [...template.matchAll(/^param (\w+) \w+$/gm)].map(([, name = ""]) => name);

    for (const name of Object.keys(parameters)) assert.match(template, new RegExp(`^param ${name} `, "m"));
    for (const name of required) assert.ok(name in parameters, name);
  });
});
