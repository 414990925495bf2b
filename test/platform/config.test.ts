import assert from "node:assert/strict";
import { readConfig } from "../../src/config.ts";
import { Started } from "../harness/child.ts";

const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(":")[0] ?? "");
  }
};
const HERE = { PUBLIC_URL: "https://uptake.example.gov.uk" };
const REAL = { ...HERE, BOT_ID: "id", BOT_PASSWORD: "secret", BOT_TENANT_ID: "Tenant-A" };

const GRAPH = { AAD_APP_CLIENT_ID: "id", AAD_APP_TENANT_ID: "t" };
const ONE = "11111111-aaaa-4111-8111-111111111111";
const OTHER = "99999999-9999-4999-8999-999999999999";

describe("the environment", () => {
  const table: readonly [string, Record<string, string>, readonly string[]][] = [
    ["nothing set, on a laptop", {}, []],
    [
      "nothing set, in production",
      { NODE_ENV: "production" },
      ["BOT_ID", "BOT_PASSWORD", "BOT_TENANT_ID", "PUBLIC_URL"],
    ],
    [
      "blanks, in production",
      { NODE_ENV: "production", BOT_ID: " ", BOT_PASSWORD: "", BOT_TENANT_ID: "", PUBLIC_URL: " " },
      ["BOT_ID", "BOT_PASSWORD", "BOT_TENANT_ID", "PUBLIC_URL"],
    ],
    ["a bot id and nothing else", { BOT_ID: "id" }, ["BOT_PASSWORD", "BOT_TENANT_ID", "PUBLIC_URL"]],
    ["a bot id without a tenant", { ...HERE, BOT_ID: "id", BOT_PASSWORD: "secret" }, ["BOT_TENANT_ID"]],
    [
      "a managed identity needs no password",
      { ...HERE, BOT_ID: "id", BOT_TYPE: "UserAssignedMSI", BOT_TENANT_ID: "t" },
      [],
    ],
    [
      "a bot for any tenant at all",
      { ...HERE, BOT_ID: "id", BOT_PASSWORD: "s", BOT_TYPE: "MultiTenant" },
      ["BOT_ALLOWED_TENANTS"],
    ],
    [
      "a bot for named tenants",
      { ...HERE, BOT_ID: "id", BOT_PASSWORD: "s", BOT_TYPE: "MultiTenant", BOT_ALLOWED_TENANTS: "a b" },
      [],
    ],
    ["a whole bot that doesn't know its address", { ...REAL, PUBLIC_URL: "" }, ["PUBLIC_URL"]],
    [
      "a whole bot on App Service",
      { ...REAL, PUBLIC_URL: "", WEBSITE_HOSTNAME: "uptake.azurewebsites.net" },
      [],
    ],
    ["a whole bot", { NODE_ENV: "production", ...REAL }, []],
    ["a port that isn't one", { PORT: "http" }, ["PORT"]],
    ["a port too high", { PORT: "70000" }, ["PORT"]],
    ["a database that isn't PostgreSQL", { DATABASE_URL: "mysql://x/y" }, ["DATABASE_URL"]],
    ["a level that isn't one", { LOG_LEVEL: "loud" }, ["LOG_LEVEL"]],
    ["a kind of bot that isn't one", { BOT_TYPE: "Anybody" }, ["BOT_TYPE"]],
    [
      "hosts written as addresses",
      { BOT_SERVICE_HOSTS: "https://smba.trafficmanager.net/" },
      ["BOT_SERVICE_HOSTS"],
    ],
    ["every host there is", { BOT_SERVICE_HOSTS: "*" }, ["BOT_SERVICE_HOSTS"]],
    ["a whole top-level domain", { BOT_SERVICE_HOSTS: "*.com" }, ["BOT_SERVICE_HOSTS"]],
    ["hosts of every kind", { BOT_SERVICE_HOSTS: "a.example, *.b.example 127.0.0.1 localhost [::1]" }, []],
    ["a day that isn't one", { PRIVILEGE_DAYS: "2026-06-31" }, ["PRIVILEGE_DAYS"]],
    ["Graph without a tenant", { AAD_APP_CLIENT_ID: "id" }, ["AAD_APP_TENANT_ID"]],
    ["Graph with a certificate", { ...GRAPH, AAD_APP_CERTIFICATE_PATH: "/c.pem" }, []],
    [
      "Graph with a secret and a certificate, and no word on which",
      { ...GRAPH, AAD_APP_CERTIFICATE_PATH: "/c.pem", AAD_APP_CLIENT_SECRET: "s" },
      ["AAD_APP_CREDENTIAL"],
    ],
    [
      "Graph with both, and the word",
      {
        ...GRAPH,
        AAD_APP_CERTIFICATE_PATH: "/c.pem",
        AAD_APP_CLIENT_SECRET: "s",
        AAD_APP_CREDENTIAL: "certificate",
      },
      [],
    ],
    ["Graph by a way that isn't one", { ...GRAPH, AAD_APP_CREDENTIAL: "password" }, ["AAD_APP_CREDENTIAL"]],
    [
      "Graph without the secret it names",
      { ...GRAPH, AAD_APP_CREDENTIAL: "secret" },
      ["AAD_APP_CLIENT_SECRET"],
    ],
    [
      "Graph without the certificate it names",
      { ...GRAPH, AAD_APP_CREDENTIAL: "certificate" },
      ["AAD_APP_CERTIFICATE_PATH"],
    ],
    [
      "Graph by a workload's identity outside of a cluster",
      { ...GRAPH, AAD_APP_CREDENTIAL: "workload-identity" },
      ["AZURE_FEDERATED_TOKEN_FILE"],
    ],
    [
      "Graph of several organisations by a managed identity",
      { ...GRAPH, GRAPH_TENANTS: `${ONE},${OTHER}` },
      ["AAD_APP_CREDENTIAL"],
    ],
    [
      "Graph of several organisations with one secret",
      { ...GRAPH, AAD_APP_CLIENT_SECRET: "s", GRAPH_TENANTS: `${ONE},${OTHER}` },
      [],
    ],
    [
      "Graph of an organisation that has nothing of the name it is given",
      { ...GRAPH, AAD_APP_CLIENT_SECRET: "s", GRAPH_TENANTS: `${ONE}=hmx` },
      ["GRAPH_TENANTS"],
    ],
    [
      "Graph of an organisation whose own application has no secret of its own",
      { GRAPH_TENANTS: `${ONE},${OTHER}=hmx`, AAD_APP_CLIENT_SECRET: "s", AAD_APP_CLIENT_ID_HMX: "b" },
      ["AAD_APP_CLIENT_ID", "AAD_APP_CREDENTIAL_HMX"],
    ],
    [
      "Graph of organisations that are none, and one twice",
      { ...GRAPH, AAD_APP_CLIENT_SECRET: "s", GRAPH_TENANTS: `${ONE} ${ONE.toUpperCase()} example.gov.uk` },
      ["GRAPH_TENANTS", "GRAPH_TENANTS"],
    ],
    [
      "Graph over plain http, from this machine in development",
      { ...GRAPH, GRAPH_BASE_URL: "http://127.0.0.1:4010" },
      [],
    ],
    [
      "Graph over plain http, from elsewhere",
      { ...GRAPH, GRAPH_BASE_URL: "http://graph.example" },
      ["GRAPH_BASE_URL"],
    ],
    [
      "Graph over plain http, in production",
      { ...REAL, NODE_ENV: "production", ...GRAPH, GRAPH_BASE_URL: "http://localhost:4010" },
      ["GRAPH_BASE_URL"],
    ],
    [
      "Graph, and Entra over plain http",
      { ...GRAPH, ENTRA_AUTHORITY: "http://localhost:4010" },
      ["ENTRA_AUTHORITY"],
    ],
    ["presence that is neither on nor off", { GRAPH_PRESENCE: "sometimes" }, ["GRAPH_PRESENCE"]],
    ["an address that isn't one", { BOT_OPENID_METADATA_URL: "login" }, ["BOT_OPENID_METADATA_URL"]],
    [
      "many mistakes are all named at once",
      {
        NODE_ENV: "production",
        PORT: "x",
        LOG_LEVEL: "x",
        METRICS_PORT: "-1",
        DATABASE_URL: "x",
        BOT_TYPE: "x",
      },
      [
        "PORT",
        "DATABASE_URL",
        "BOT_TYPE",
        "METRICS_PORT",
        "LOG_LEVEL",
        "BOT_ID",
        "BOT_PASSWORD",
        "BOT_TENANT_ID",
        "PUBLIC_URL",
      ],
    ],
  ];
  for (const [name, environment, expected] of table)
    it(`${name}: ${expected.length === 0 ? "starts" : `refused for ${expected.join(", ")}`}`, () =>
      assert.deepEqual(problems(environment), expected));

  it("becomes typed values", () => {
    const config = readConfig({
      ...REAL,
      PORT: "80",
      METRICS_PORT: "9100",
      BOT_ALLOWED_TENANTS: "B, tenant-a",
      PRIVILEGE_DAYS: "2026-06-12",
    });

    assert.deepEqual([config.port, config.metrics.port, config.production], [80, 9100, false]);
    assert.deepEqual(config.bot.tenants, ["tenant-a", "b"]);
    assert.deepEqual(config.privilegeDays, ["2026-06-12"]);
  });

  it("signs in to each organisation with what is its own, and to the others with what is common", () => {
    const { apps } = readConfig({
      GRAPH_TENANTS: `${ONE}, ${OTHER.toUpperCase()}=hmx`,
      AAD_APP_CLIENT_ID: "common",
      AAD_APP_CLIENT_SECRET: "secret",
      AAD_APP_CERTIFICATE_PATH_HMX: "/hmx.pem",
    }).graph;

    assert.deepEqual(apps, [
      {
        tenant: ONE,
        clientId: "common",
        credential: { kind: "secret", secret: "secret" },
        authority: undefined,
      },
      {
        tenant: OTHER,
        clientId: "common",
        credential: { kind: "certificate", path: "/hmx.pem" },
        authority: undefined,
      },
    ]);
  });

  it("signs in by what there is: a certificate, a secret, a cluster's token, or the machine's identity", () => {
    const kinds = [
      { AAD_APP_CERTIFICATE_PATH: "/c.pem", AZURE_FEDERATED_TOKEN_FILE: "/t" },
      { AAD_APP_CLIENT_SECRET: "s", AZURE_FEDERATED_TOKEN_FILE: "/t" },
      { AZURE_FEDERATED_TOKEN_FILE: "/t" },
      {},
    ].map((given) => readConfig({ ...GRAPH, ...given }).graph.apps[0]?.credential.kind);

    assert.deepEqual(kinds, ["certificate", "secret", "workload-identity", "managed-identity"]);
    assert.deepEqual(readConfig({}).graph.apps, []);
  });

  it("lets anybody on this machine talk to a bot without an id, and nobody beyond", () => {
    assert.equal(readConfig({}).host, "127.0.0.1");
    assert.equal(readConfig(REAL).host, "0.0.0.0");
  });

  it("can't be changed once it is read", () => {
    const config = readConfig(REAL) as unknown as { port: number; bot: { id: string } };

    assert.throws(() => {
      config.port = 1;
    }, TypeError);
    assert.throws(() => {
      config.bot.id = "";
    }, TypeError);
  });

  it("stops a start in production with nothing set, and says all that is missing", async () => {
    const { code, out, err } = await new Started("main.ts", [], { NODE_ENV: "production" }).ended;

    assert.equal(code, 1);
    assert.equal(out, "");
    assert.deepEqual(err.trim().split("\n"), [
      "The environment is wrong:",
      "  BOT_ID: is missing; without it anybody could talk to the bot",
      "  BOT_PASSWORD: is missing (or set BOT_TYPE to UserAssignedMSI)",
      "  BOT_TENANT_ID: is missing",
      "  PUBLIC_URL: is missing; without it the links that people are given lead to http://localhost",
    ]);
  });
});
