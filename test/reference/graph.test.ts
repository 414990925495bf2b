import assert from "node:assert/strict";
import Ajv, { type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { AdoptionSource, Cursor } from "../../src/core/adoption-source.ts";
import type { PersonId, PersonKey } from "../../src/core/person.ts";
import { isAway, meaningOf, presencesIn } from "../../src/platform/graph/presence.ts";
import { detailIn } from "../../src/platform/graph/usage-csv.ts";
import { csvTotals, jsonDetail, jsonTotals } from "../../src/platform/graph/usage-reports.ts";
import type { Asked } from "../harness/graph.ts";
import { Asking, HOME, rowsOf } from "../platform/graph/asking.ts";
import { reference } from "./shared.ts";

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: unknown }[];
  readonly requestBody?: unknown;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const doc = JSON.parse(reference("graph/graph-slice.openapi.json")) as { readonly paths: Paths };
const sample = (file: string) => JSON.parse(reference(`graph/samples/${file}`));
const text = (file: string) => reference(`graph/samples/${file}`);

const ajv = new Ajv.default({ strict: false });
addFormats.default(ajv);
for (const format of [
  "base64url",
  "int64",
  "int32",
  "int16",
  "uint8",
  "double",
  "float",
  "decimal",
  "duration",
])
  ajv.addFormat(format, true);
ajv.addSchema({ $id: "graph", ...doc });

/** A part of the document, by the names that lead to it. */
function schemaAt(...names: readonly string[]): ValidateFunction {
  const parts = names.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1")));
  return ajv.compile({ $ref: `graph#/${parts.join("/")}` });
}

/** The documented path that a request's fits, with what stands in for its parameters. */
function documented({ url, method }: Asked): { path: string; operation: Operation; query: URLSearchParams } {
  const { pathname, search } = new URL(url, "https://graph.microsoft.com");
  const asked = decodeURIComponent(pathname).replace(/^\/v1\.0/, "");
  const found = Object.entries(doc.paths).find(
    ([path, operations]) => patternOf(path).test(asked) && operations[method.toLowerCase()] !== undefined,
  );
  const operation = found?.[1][method.toLowerCase()];
  if (found === undefined || operation === undefined) throw new Error(`Undocumented: ${method} ${asked}`);
  return { path: found[0], operation, query: new URLSearchParams(search) };
}

function patternOf(path: string): RegExp {
  const escaped = path.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join("[^/',]+")}$`);
}

/** Everything that is wrong with a request, by Microsoft's own description. */
function wrongWith(asked: Asked): readonly string[] {
  const { path, operation, query } = documented(asked);
  const parameters = operation.parameters ?? [];
  const allowed = new Set(parameters.filter((each) => each.in === "query").map(({ name }) => name));
  const unknown = [...query.keys()].filter((name) => !allowed.has(name));
  const method = asked.method.toLowerCase();
  const select = parameters.findIndex(({ name }) => name === "$select");
  const selected = query.get("$select")?.split(",") ?? [];
  const wrongSelect =
    selected.length > 0 && !schemaAt("paths", path, method, "parameters", String(select), "schema")(selected);
  const json = ["requestBody", "content", "application/json", "schema"];
  const wrongBody =
    operation.requestBody !== undefined && !schemaAt("paths", path, method, ...json)(asked.body);
  return [
    ...unknown.map((name) => `${path}: ${name}`),
    ...(wrongSelect ? [`${path}: $select`] : []),
    ...(wrongBody ? [`${path}: body`] : []),
  ];
}

const UUID = "fa8bf3dc-eca7-46b7-bad1-db199b62afc3";
const run = { now: new Date(), log: { info() {}, warn() {}, error() {} } };

describe("what we ask of Microsoft Graph", () => {
  const asking = new Asking();
  before(() => asking.start());
  beforeEach(() =>
    asking.anew({ presence: true, automaticReplies: true, teamsApp: { manifestId: UUID, catalogueId: "" } }),
  );
  after(() => asking.stop());

  const person: PersonKey = { tenant: HOME, id: UUID as PersonId };
  const everything: readonly [string, (source: AdoptionSource) => Promise<unknown>][] = [
    ["the directory", (source) => source.people(HOME, undefined)],
    [
      "the directory, going on",
      (source) => source.people(HOME, "/users/delta?$deltatoken=1_0_-1_0" as Cursor),
    ],
    ["a group", (source) => source.members(HOME, UUID, undefined)],
    ["licences", (source) => source.licences(HOME)],
    ["settings of reports", (source) => source.namesConcealed(HOME)],
    ["usage in version 2", (source) => source.usage(HOME, "D28")],
    ["usage in version 1", (source) => source.usage(HOME, "D30")],
    ["totals", (source) => source.usageTotals(HOME, "D7")],
    ["all checks", (source) => source.check(HOME)],
    ["presence", async () => asking.opened.availability?.of([person], run)],
    [
      "an installation",
      async () => {
        asking.graph.org().catalogue.set(UUID, "b1c5353a-7aca-41b3-830f-27d5218fe0e5");
        return asking.opened.installer?.install(person);
      },
    ],
  ];

  for (const [what, ask] of everything)
    it(`is what Microsoft documents: ${what}`, async () => {
      await ask(asking.source);

      assert.ok(asking.graph.asked.length > 0);
      assert.deepEqual(asking.graph.asked.flatMap(wrongWith), []);
    });

  it("would be found out if it weren't", () => {
    const asked = { method: "GET", path: "", headers: {}, body: undefined, tenant: HOME };
    const body = { ids: Array.from({ length: 651 }, () => UUID) };

    assert.deepEqual(
      [
        { ...asked, url: "/v1.0/users/delta?$top=5" },
        { ...asked, url: "/v1.0/users/delta?$select=id,departmnt" },
        { ...asked, method: "POST", url: "/v1.0/communications/getPresencesByUserId", body },
      ].flatMap(wrongWith),
      ["/users/delta: $top", "/users/delta: $select", "/communications/getPresencesByUserId: body"],
    );
    assert.throws(() => wrongWith({ ...asked, url: "/v1.0/me" }), /Undocumented/);
  });
});

describe("what Microsoft Graph answers, by Microsoft's own samples", () => {
  const asking = new Asking();
  before(() => asking.start());
  beforeEach(() => asking.anew());
  after(() => asking.stop());

  /** A sample as the fake would send it: links lead back to it. */
  const answers = (to: RegExp, file: string) => {
    const body = JSON.parse(text(file).replaceAll("https://graph.microsoft.com", asking.graph.url));
    asking.graph.answers({ to, status: 200, body });
    return body;
  };

  for (const [file, done] of [
    ["users-delta.1-initial.json", false],
    ["users-delta.2-nextlink.json", false],
    ["users-delta.3-final.json", true],
    ["users-delta.default-properties.json", false],
  ] as const)
    it(`is read whole: ${file}`, async () => {
      const { value } = answers(/users/, file);

      const page = await asking.source.people(HOME, undefined);

      assert.deepEqual(
        page.changes.map(({ id, removed = false }) => [id, removed]),
        value.map((entry: Record<string, unknown>) => [entry.id, entry["@removed"] !== undefined]),
      );
      assert.equal(page.done, done);
      assert.match(page.next, /^\/users\/delta\?\$(skip|delta)token=[\w-]{40,}$/);
    });

  it("is read whole: each field of a person that we ask for", async () => {
    answers(/users/, "users-delta.default-properties.json");

    const { changes } = await asking.source.people(HOME, undefined);

    assert.deepEqual(changes, [
      {
        id: "id-value",
        jobTitle: "jobTitle-value",
        office: "officeLocation-value",
        language: "preferredLanguage-value",
        signInName: "userprincipalname-value",
      },
    ]);
  });

  it("is passed over where it names nobody, as we don't ask for so little", async () => {
    answers(/users/, "users-delta.minimal.json");

    assert.deepEqual((await asking.source.people(HOME, undefined)).changes, []);
  });

  it("is read whole: members of a group", async () => {
    const { value } = answers(/groups/, "groups-delta.json");
    value[0].id = UUID; // the sample leaves out the group's own id
    asking.graph.reset();
    asking.graph.answers({
      to: /groups/,
      status: 200,
      body: { value, "@odata.deltaLink": "/v1.0/groups/delta?$deltatoken=x" },
    });

    const { joined } = await asking.source.members(HOME, UUID, undefined);

    assert.deepEqual(
      joined,
      value[0]["members@delta"].map(({ id }: { id: string }) => id),
    );
  });

  it("is read whole: licences", async () => {
    answers(/Skus/, "subscribed-skus.json");

    const licences = await asking.source.licences(HOME);

    assert.deepEqual(
      licences.map(({ name, purchased, assigned, plans }) => [name, purchased, assigned, plans.length]),
      [
        ["ENTERPRISEPREMIUM", 25, 14, 1],
        ["CRMSTANDARD", 0, 14, 1],
      ],
    );
  });

  it("is read whole: whether names are concealed", async () => {
    answers(/reportSettings/, "admin-report-settings.get.json");

    assert.equal(await asking.source.namesConcealed(HOME), true);
  });

  it("is understood: a redirect to a report, whose address isn't one of ours", async () => {
    const { status, headers } = sample("report-csv-redirect.302.json");
    const location = `${asking.graph.url}${new URL(headers.Location).pathname}`;
    asking.graph.answers({ to: /Detail/, status, headers: { ...headers, Location: location } });
    asking.graph.answers({
      to: /data\/download/,
      status: 200,
      headers: { "content-type": "application/octet-stream" },
      body: text("copilot-usage-user-detail.v1.0.report-v1.csv"),
    });

    const rows = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.equal(rows.length, 1);
  });

  it("is understood: a property that can't be followed", async () => {
    const body = sample("delta-unsupported-property.501.json");
    asking.graph.answers({ to: /users/, status: 501, body });

    await assert.rejects(asking.source.people(HOME, undefined), { name: "SourceBroken" });
  });

  it("is understood: an app that a policy blocks", async () => {
    await asking.anew({ teamsApp: { manifestId: "", catalogueId: "x" } });
    const body = sample("third-party/install.403-blocked-by-policy.issue.json");
    asking.graph.answers({ to: /installedApps/, status: 403, body });

    const answer = await asking.opened.installer?.install({ tenant: HOME, id: UUID as PersonId });

    assert.deepEqual(answer, { kind: "refused" });
  });

  it("is read: where the app is in the catalogue, and asked to be installed just as Microsoft shows it", async () => {
    await asking.anew({ teamsApp: { manifestId: UUID, catalogueId: "" } });
    answers(/appCatalogs/, "app-catalog.teams-apps.json");

    await asking.opened.installer?.install({ tenant: HOME, id: UUID as PersonId });

    const shown = sample("installed-app.install.request.json");
    const [name] = Object.keys(shown);
    const sent = asking.graph.asked.at(-1)?.body as Record<string, string>;
    assert.deepEqual(Object.keys(sent), [name]);
    assert.equal(
      sent[name ?? ""],
      shown[name ?? ""].replace(/[^/]+$/, "b1c5353a-7aca-41b3-830f-27d5218fe0e5"),
    );
  });

  describe("in usage reports", () => {
    const CONCEALED = /^[0-9a-f]{32}$/;
    const apps = ["any", "chat", "excel", "loop", "onenote", "outlook", "powerpoint", "teams", "word"];

    it("knows every column of version 1, and those of the older preview in their other order", async () => {
      const report = await detailIn([text("copilot-usage-user-detail.v1.0.report-v1.csv")]);
      const [row] = await rowsOf(report);
      const older = await detailIn([text("copilot-usage-user-detail.beta-reports-path.headers.csv")]);
      await rowsOf(older);

      assert.match(row?.signInName ?? "", CONCEALED);
      assert.equal(row?.refreshedOn, "2026-07-03");
      assert.deepEqual(Object.keys(row?.last ?? {}).sort(), apps);
      assert.deepEqual([report.unknownColumns(), report.unreadable()], [[], 0]);
      assert.deepEqual(older.unknownColumns(), []);
    });

    for (const file of [
      "copilot-usage-user-detail.beta.report-v1.json",
      "copilot-usage-user-detail.beta-reports-path.json",
      "third-party/copilot-usage-user-detail.unconcealed.blog.json",
    ])
      it(`reads every date, and nothing where there is none: ${file}`, async () => {
        const body = sample(file);

        const report = jsonDetail(body);
        const [row] = await rowsOf(report);

        const given = Object.entries(body.value[0]).filter(([name]) => name.endsWith("ActivityDate"));
        assert.deepEqual(Object.values(row?.last ?? {}).sort(), given.map(([, date]) => date || null).sort());
        assert.deepEqual(Object.keys(row?.last ?? {}).sort(), apps);
        assert.deepEqual([report.unknownColumns(), report.unreadable()], [[], 0]);
      });

    it("reads every count of the summary and of the trend, as CSV and as JSON", async () => {
      const found = [
        await csvTotals([text("copilot-user-count-summary.v1.0.report-v1.csv")], "D7"),
        await csvTotals([text("copilot-user-count-trend.v1.0.report-v1.csv")], "D7"),
        jsonTotals(sample("copilot-user-count-summary.beta.report-v1.json"), "D7"),
        jsonTotals(sample("copilot-user-count-trend.beta.report-v1.json"), "D7"),
      ];

      for (const totals of found) {
        assert.deepEqual(totals.map(({ app }) => app).sort(), apps);
        assert.ok(totals.every(({ enabled, active }) => enabled !== undefined && active !== undefined));
      }
      assert.deepEqual(
        found.map((totals) => totals.find(({ app }) => app === "any")),
        [
          { refreshedOn: "2026-07-03", period: "D7", app: "any", enabled: 25, active: 0 },
          { refreshedOn: "2026-07-03", day: "2026-07-03", period: "D7", app: "any", enabled: 25, active: 0 },
          { refreshedOn: "2025-08-20", period: "D7", app: "any", enabled: 359_229, active: 165_115 },
          {
            refreshedOn: "2025-08-20",
            day: "2025-08-20",
            period: "D7",
            app: "any",
            enabled: 357_584,
            active: 94_745,
          },
        ],
      );
    });
  });

  it("is read: who is busy, who is away, and whose mailbox says so", () => {
    const several = presencesIn(sample("presences-by-user-id.json")).map(meaningOf);
    const [one] = presencesIn({ value: [sample("presence.json")] }).map(meaningOf);
    const { automaticRepliesSetting } = sample("mailbox-settings.json");
    const during = new Date("2016-03-20T00:00:00Z");

    assert.deepEqual([several, one], [["busy", undefined], "busy"]);
    assert.equal(isAway(sample("mailbox-settings.automatic-replies.json"), new Date()), true);
    assert.equal(isAway(automaticRepliesSetting, during), true);
    assert.equal(isAway(automaticRepliesSetting, new Date("2016-03-28T07:00:00Z")), false);
  });
});
