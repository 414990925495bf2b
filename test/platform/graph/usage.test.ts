import assert from "node:assert/strict";
import { SourceBroken, SourceBusy, SourceRefused } from "../../../src/core/adoption-source.ts";
import { detailIn } from "../../../src/platform/graph/usage-csv.ts";
import { COLUMNS } from "../../harness/graph.ts";
import { Asking, failureOf, HOME, rowsOf } from "./asking.ts";

const ADA = "ada@example.gov.uk";
const HEADING = "Report Refresh Date,User Principal Name,Last Activity Date,Report Period";
const CSV = { "content-type": "application/octet-stream" };

async function* inPieces(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("usage reports, as Microsoft Graph gives them", () => {
  const asking = new Asking();
  const org = () => asking.graph.org();
  before(() => asking.start());
  beforeEach(() => asking.anew());
  after(() => asking.stop());

  const asked = () => asking.graph.asked.map(({ path }) => path.replace(/^.*getMicrosoft365Copilot/, ""));

  it("tell when each person last used Copilot, by app: a date, none, or nothing known", async () => {
    org().usage.push({
      signInName: "Ada@Example.gov.uk",
      last: { any: "2026-11-20", word: "2026-11-20", teams: "2026-06-01" },
      prompts: 42,
      activeDays: 3,
    });

    const rows = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.deepEqual(rows, [
      {
        refreshedOn: "2026-11-22",
        signInName: ADA,
        prompts: 42,
        activeDays: 3,
        last: {
          any: "2026-11-20",
          chat: null,
          teams: "2026-06-01",
          word: "2026-11-20",
          excel: null,
          powerpoint: null,
          outlook: null,
          onenote: null,
          loop: null,
        },
      },
    ]);
  });

  it("are asked for in version 2, and in version 1 where there is no other: then counts are unknown, not 0", async () => {
    org().hasVersion2 = false;
    org().usage.push({ signInName: ADA, last: { any: "2026-11-20" }, prompts: 42 });

    const [row] = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.deepEqual(asked(), ["UsageUserDetail(period='D7',version='v2')", "UsageUserDetail(period='D7')"]);
    assert.equal(row?.prompts, undefined);
  });

  it("are asked for as a preview where that is wanted, and as what is supported where there is none", async () => {
    await asking.anew({ previewReports: true });
    const value = [
      { reportRefreshDate: "2026-11-22", userPrincipalName: ADA, lastActivityDate: "2026-11-20" },
    ];
    asking.graph.answers({ to: /beta.*Detail/, status: 200, body: { value } });

    const rows = await rowsOf(await asking.source.usage(HOME, "D7"));
    await asking.source.usageTotals(HOME, "D7");

    assert.deepEqual(rows, [{ refreshedOn: "2026-11-22", signInName: ADA, last: { any: "2026-11-20" } }]);
    const paths = asking.graph.asked.map(({ path }) => path.replace(/\/copilot.*get\w*?(User\w+)\(/, " $1("));
    assert.deepEqual(paths.slice(0, 3), [
      "/beta UserDetail(period='D7')",
      "/beta UserCountSummary(period='D7')",
      "/v1.0 UserCountSummary(period='D7',version='v2')",
    ]);
  });

  it("of 30 days are asked for in version 1 only, of 28 in version 2 only, as the other has none", async () => {
    await asking.source.usage(HOME, "D30");
    await asking.source.usage(HOME, "D28");
    org().hasVersion2 = false;
    const failure = await failureOf(asking.source.usage(HOME, "D28"));

    assert.deepEqual(asked().slice(0, 2), [
      "UsageUserDetail(period='D30')",
      "UsageUserDetail(period='D28',version='v2')",
    ]);
    assert.ok(failure instanceof SourceBroken);
  });

  it("are fetched from where Graph points to, without our token", async () => {
    org().redirects = true;
    org().usage.push({ signInName: ADA });

    const rows = await rowsOf(await asking.source.usage(HOME, "D7"));

    const aside = asking.graph.asked.find(({ path }) => path.startsWith("/aside/"));
    assert.equal(rows.length, 1);
    assert.equal(aside?.headers.authorization, undefined);
  });

  for (const location of ["http://reports.example/x", "ftp://reports.example/x", "file:///etc/passwd", ""])
    it(`aren't fetched from ${location || "nowhere"}`, async () => {
      asking.graph.answers({ to: /Detail/, status: 302, headers: location === "" ? {} : { location } });

      assert.ok((await failureOf(asking.source.usage(HOME, "D7"))) instanceof SourceBroken);
      assert.equal(asking.graph.asked.length, 1);
    });

  it("aren't fetched from another redirect behind the first", async () => {
    org().redirects = true;
    asking.graph.answers({ to: /aside/, status: 302, headers: { location: asking.graph.url } });

    assert.ok((await failureOf(asking.source.usage(HOME, "D7"))) instanceof SourceBroken);
  });

  it("show concealed names as they stand", async () => {
    org().concealed = true;
    org().usage.push({ signInName: ADA });

    const [row] = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.match(row?.signInName ?? "", /^[0-9a-f]{32}$/);
  });

  it("are read whatever the order of their columns, and say which they don't know", async () => {
    org().columns = [...COLUMNS].reverse().concat("Copilot In The Lift Last Activity Date", "Shoe Size");
    org().usage.push({ signInName: ADA, last: { excel: "2026-11-01" } });

    const report = await asking.source.usage(HOME, "D7");
    const [row] = await rowsOf(report);

    assert.equal(row?.last.excel, "2026-11-01");
    assert.deepEqual(report.unknownColumns(), ["Copilot In The Lift Last Activity Date", "Shoe Size"]);
  });

  it("leave out an app whose column is missing, as nothing is known of it", async () => {
    org().columns = COLUMNS.filter((name) => !name.startsWith("Excel"));
    org().usage.push({ signInName: ADA });

    const [row] = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.equal("excel" in (row?.last ?? {}), false);
  });

  it("are read with a byte order mark, Windows line ends, quotes and line breaks within", async () => {
    const text = `\uFEFF${HEADING},"Display\nName"\r\n2026-11-22,${ADA},,7,"Example, ""A""\r\nda"\r\n`;
    org().reports.set("detail", text);

    const report = await asking.source.usage(HOME, "D7");

    assert.deepEqual(await rowsOf(report), [
      { refreshedOn: "2026-11-22", signInName: ADA, last: { any: null } },
    ]);
    assert.deepEqual([report.unknownColumns(), report.unreadable()], [[], 0]);
  });

  it("count the rows that can't be read, and guess nothing in them", async () => {
    const lines = [
      `2026-11-22,${ADA},2026-11-20,7`,
      `yesterday,${ADA},2026-11-20,7`,
      "2026-11-22,,2026-11-20,7",
      `2026-11-22,${ADA},20/11/2026,7`,
      `2026-11-22,${ADA}`,
      `2026-11-22,${ADA},2026-11-20,7,8`,
      `2026-11-22,${ADA},2026-02-31x,7`,
      "2026-11-22,grace@example.gov.uk,,7",
    ];
    const report = await detailIn(inPieces([HEADING, ...lines].join("\n")));

    const rows = await rowsOf(report);

    assert.deepEqual(
      rows.map(({ signInName }) => signInName),
      [ADA, "grace@example.gov.uk"],
    );
    assert.equal(report.unreadable(), 6);
  });

  it("are read as the admin centre writes them, and say which period they speak of", async () => {
    const heading =
      "Report Refresh Date,User Principal Name,Display Name,Last activity date (UTC),Last activity date of Copilot Chat (work) (UTC),Last activity date of Teams Copilot (UTC),Report Period";
    const lines = [`2026-11-22,${ADA},Somebody,2026-11-20,2026-11-19,,28`, "2026-11-22,b@c,Somebody,,,,2"];

    const report = await detailIn([[heading, ...lines].join("\r\n")]);
    const rows = await rowsOf(report);

    assert.deepEqual(rows, [
      {
        refreshedOn: "2026-11-22",
        signInName: ADA,
        last: { any: "2026-11-20", "chat-work": "2026-11-19", teams: null },
      },
    ]);
    assert.deepEqual([report.period?.(), report.unreadable(), report.unknownColumns()], ["D28", 1, []]);
  });

  describe("that break off", () => {
    const rows = async () => failureOf(asking.source.usage(HOME, "D7").then(rowsOf));
    const whole = `${HEADING}\n${`2026-11-22,${ADA},2026-11-20,7\n`.repeat(50)}`;

    it("are noticed: the connection ends", async () => {
      asking.graph.answers({ to: /Detail/, status: 200, headers: CSV, body: whole, breaksAfter: 700 });

      assert.ok((await rows()) instanceof SourceBroken);
    });

    it("are noticed: nothing more comes", async () => {
      await asking.anew({}, { silence: 80 });
      const broken = { status: 200, headers: CSV, body: whole, breaksAfter: 700, silent: true } as const;
      asking.graph.answers({ to: /Detail/, ...broken });

      assert.ok((await rows()) instanceof SourceBroken);
    });

    for (const [how, text] of [
      ["in the last line", `${HEADING}\n2026-11-22,${ADA}`],
      ["within quotes", `${HEADING}\n2026-11-22,"ada`],
      ["before the heading", ""],
      ["within the heading", HEADING.slice(0, 30)],
      ["with an error page", "<html><body>Sorry</body></html>"],
    ] as const)
      it(`are noticed: ${how}`, async () => {
        org().reports.set("detail", text);

        assert.ok((await rows()) instanceof SourceBroken);
      });
  });

  it("say nothing of anybody when they fail", async () => {
    asking.graph.answers({ to: /Detail/, status: 200, headers: CSV, body: `${HEADING}\n"${ADA}`, times: 9 });

    const failure = await failureOf(asking.source.usage(HOME, "D7").then(rowsOf));

    assert.doesNotMatch(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`, /ada@|token/);
  });

  it("name the permission that is missing", async () => {
    org().permissions.delete("Reports.Read.All");

    const failure = await failureOf(asking.source.usage(HOME, "D7"));

    assert.ok(failure instanceof SourceRefused);
    assert.equal(failure.permission, "Reports.Read.All");
  });

  it("are asked for no more often than Microsoft allows, by all processes together, and each kind by itself", async () => {
    await asking.anew({ reportsPerTenMinutes: 14 });
    for (let time = 1; time <= 7; time += 1) await asking.source.usage(HOME, "D7");

    const failure = await failureOf(asking.source.usage(HOME, "D7"));
    const totals = await asking.source.usageTotals(HOME, "D7");

    assert.ok(failure instanceof SourceBusy);
    assert.ok((failure.seconds ?? 0) > 60 && (failure.seconds ?? 0) <= 86);
    assert.equal(asking.graph.asked.filter(({ path }) => path.includes("Detail")).length, 7);
    assert.ok(totals.length > 0);
  });

  it("of the whole organisation tell how many have it and how many use it, in the period and on its last day", async () => {
    org().usage.push(
      { signInName: ADA, last: { any: "2026-11-20", word: "2026-11-20" } },
      { signInName: "b@c" },
    );

    const totals = await asking.source.usageTotals(HOME, "D7");

    const word = totals.filter(({ app }) => app === "word");
    const same = { refreshedOn: "2026-11-22", period: "D7", app: "word", enabled: 2, active: 1 };
    assert.deepEqual(word, [same, { ...same, day: "2026-11-22" }]);
    assert.deepEqual([...new Set(totals.map(({ app }) => app))].sort(), [
      "any",
      "chat",
      "excel",
      "loop",
      "onenote",
      "outlook",
      "powerpoint",
      "teams",
      "word",
    ]);
  });

  it("of the whole organisation leave other periods out, and a count that isn't there unknown", async () => {
    const heading =
      "Report Refresh Date,Report Period,Word Enabled Users,Word Active Users,Loop Active Users";
    org().reports.set("summary", `${heading}\n2026-11-22,7,5,,1\n2026-11-22,30,9,9,9`);
    org().reports.set("trend", heading);

    assert.deepEqual(await asking.source.usageTotals(HOME, "D7"), [
      { refreshedOn: "2026-11-22", period: "D7", app: "word", enabled: 5, active: undefined },
      { refreshedOn: "2026-11-22", period: "D7", app: "loop", enabled: undefined, active: 1 },
    ]);
  });

  it("come as JSON from the preview, and are read as well, with nothing written as empty, null or not at all", async () => {
    const value = [
      {
        reportRefreshDate: "2026-11-22",
        userPrincipalName: ADA,
        lastActivityDate: "",
        wordCopilotLastActivityDate: null,
      },
      {
        reportRefreshDate: "2026-11-22",
        userPrincipalName: "b@c",
        lastActivityDate: "2026-11-20",
        promptsSubmitted: 4,
      },
    ];
    asking.graph.answers({ to: /Detail/, status: 200, body: { value } });

    const rows = await rowsOf(await asking.source.usage(HOME, "D7"));

    assert.deepEqual(rows, [
      { refreshedOn: "2026-11-22", signInName: ADA, last: { any: null, word: null } },
      { refreshedOn: "2026-11-22", signInName: "b@c", last: { any: "2026-11-20" }, prompts: 4 },
    ]);
  });

  it("come in pages from the preview where it makes any, and one that can't be had breaks the report off", async () => {
    const page = (name: string, more = {}) => ({
      value: [{ reportRefreshDate: "2026-11-22", userPrincipalName: name, lastActivityDate: "2026-11-20" }],
      ...more,
    });
    const link = "/beta/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D7')?$skiptoken=";
    await asking.anew({ previewReports: true });
    asking.graph.answers({ to: /skiptoken=2/, status: 404, body: {} });
    asking.graph.answers({
      to: /skiptoken=1/,
      status: 200,
      body: page("b@c", { "@odata.nextLink": `${link}2` }),
    });
    asking.graph.answers({
      to: /Detail/,
      status: 200,
      body: page(ADA, { "@odata.nextLink": `${asking.graph.url}${link}1` }),
    });
    const seen: string[] = [];

    const report = await asking.source.usage(HOME, "D7");
    const reading = (async () => {
      for await (const rows of report.rows) seen.push(...rows.map(({ signInName }) => signInName));
    })();

    await assert.rejects(reading, SourceBroken);
    assert.deepEqual(
      asking.graph.asked.map(({ path }) => /^\/(beta|v1\.0).*?(skiptoken=\d)?$/.exec(path)?.slice(1)),
      [
        ["beta", undefined],
        ["beta", "skiptoken=1"],
        ["beta", "skiptoken=2"],
      ],
    );
  });

  it("of half a million people are read as they are asked for, never all at once", async () => {
    const people = 60_000;
    let given = 0;
    async function* long(): AsyncGenerator<string> {
      yield `${COLUMNS.join(",")}\n`;
      for (; given < people; given += 1_000)
        yield Array.from(
          { length: 1_000 },
          (_, at) => `2026-11-22,p${given + at}@example.gov.uk,Somebody,2026-11-20,,,,,,,,,7\n`,
        ).join("");
    }
    let [count, ahead] = [0, 0];

    for await (const batch of (await detailIn(long())).rows) {
      count += batch.length;
      assert.ok(batch.length <= 5_000);
      ahead = Math.max(ahead, given - count);
    }

    assert.equal(count, people);
    assert.ok(ahead <= 20_000, `${ahead} rows ahead`);
  });
});
