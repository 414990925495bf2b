import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { sql } from "kysely";
import { TENANT, TestHouse } from "../../harness/house.ts";

const TUESDAY = "2026-12-01T09:00:00Z";
const HOSTILE = "=HYPERLINK(1)";

describe("Reports and exports of benefits", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    await reported();
  });
  afterEach(() => house.close());

  /** Forty people of two departments report in a week, and four of a third. */
  async function reported(): Promise<void> {
    const people = Array.from({ length: 44 }, (_, at) => ({
      id: `p${at}`,
      department: at < 4 ? "Tiny unit" : at % 2 === 0 ? HOSTILE : "Policy",
      grade: at % 2 === 0 ? "heo" : "seo",
    }));
    const rows = people.map(({ id, department, grade }) => `${id},"${department}",policy,${grade}`);
    house.files.set("staff.csv", ["id,department,profession,grade", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    await sql`update person set greeted = true`.execute(house.db);
    for (const { id } of people)
      await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
        values (${TENANT}, ${id}, ${id}, 'email', 30, 'form', '2026-11-25', '2026-11-25T10:00:00Z')`.execute(
        house.db,
      );
    await house.asks(`publish --now ${TUESDAY}`);
  }
  async function files(command: string): Promise<Readonly<Record<string, Buffer>>> {
    const { code, err, files = [] } = await house.operates(`${command} --tenant ${TENANT} --by auditor`);
    assert.equal(code, 0, err);
    return Object.fromEntries(files.map(({ name, body }) => [name, Buffer.from(body, "base64")]));
  }

  it("a report says what staff reported, how it was worked out, and what limits it, in one file without scripts", async () => {
    const report = String((await files("report 2026-W48"))["benefits-2026-W48.html"]);

    assert.match(report, /Staff reported saving 22 hours, after what took longer \(95 % interval/);
    assert.match(report, /Method and limits/);
    assert.match(report, /Nobody is shown/);
    assert.doesNotMatch(report, /<script|src=|<link|@import|url\(/i);
    assert.match(report, /&#61;HYPERLINK|=HYPERLINK/);
  });

  it("a report in Welsh says that no translator has checked it", async () => {
    const report = String((await files("report 2026-W48 --language cy"))["benefits-2026-W48-cy.html"]);

    assert.match(report, /<html lang="cy">/);
    assert.match(report, /Drafft Cymraeg/);
    assert.match(report, /Dywedodd staff iddynt arbed 22 awr/);
  });

  it("shows nothing of a department of four, and nothing that it could be worked out from", async () => {
    const csv = (await files("export 2026-W48 --format csv"))["benefits-2026-W48-departments.csv"];
    const rows: readonly string[][] = parse(String(csv), { bom: true, from_line: 2 });

    const tiny = rows.find(([name]) => name === "Tiny unit");
    assert.deepEqual(new Set(tiny?.slice(1)), new Set(["[c]"]));
    const shown = rows.filter((row) => row[1] !== "[c]");
    assert.equal(shown.length, 1); // the total less both would be the small one
  });

  it("carries what pounds rest on wherever they go: class, on-costs, optimism, break-even", async () => {
    await house.asks(
      `terms set --tenant ${TENANT} --by one --why trial --from 2026-04-01 --licence-price 260 --optimism 40`,
    );

    const report = String((await files("report 2026-W48"))["benefits-2026-W48.html"]);
    const workbook = (await files("export 2026-W48"))["benefits-2026-W48.xlsx"];
    const sheets = Object.entries(unzipSync(new Uint8Array(workbook ?? []))).map(([, part]) =>
      strFromU8(part),
    );

    for (const sentence of [
      /non-cash-releasing/,
      /National Insurance/,
      /40 % is taken off/,
      /A licence pays/,
    ]) {
      assert.match(report, sentence);
      assert.ok(
        sheets.some((sheet) => sentence.test(sheet)),
        String(sentence),
      );
    }
  });

  it("hands a spreadsheet no formula, whatever a department is called", async () => {
    const csv = await files("export 2026-W48 --format csv");
    assert.match(String(csv["benefits-2026-W48-departments.csv"]), /'=HYPERLINK/);

    const workbook = (await files("export 2026-W48"))["benefits-2026-W48.xlsx"];
    const sheets = Object.entries(unzipSync(new Uint8Array(workbook ?? []))).filter(([name]) =>
      name.startsWith("xl/worksheets/"),
    );
    assert.ok(sheets.length > 3);
    for (const [, sheet] of sheets) assert.doesNotMatch(strFromU8(sheet), /<f>|<f |mergeCell/);
  });

  it("counts the ledger by the calendar, as the ledger itself does, and tells what is still to come", async () => {
    await house.asks(
      `ledger add --tenant ${TENANT} --by one --category legacy --title Mainframe --amount 365000 --recurs yearly --evidence counted --owner Finance --baseline invoices --from 2026-04-01 --to 2027-03-31 --source contract`,
    );

    const csv = await files("export 2026-27 --format csv");
    const rows: readonly string[][] = parse(String(csv["benefits-2026-27-ledger.csv"]), { bom: true });

    const { out } = await house.operates(`ledger totals --tenant ${TENANT} --period 2026-27`);
    assert.match(out, /365,000/);
    assert.equal(rows[1]?.[2], "365000");
    assert.match(rows[0]?.[5] ?? "", /still to come/);
    assert.ok(Number(rows[1]?.[5]) > 100_000, String(rows[1]));

    await sql`update savings_line set content = replace(content, '365000', '999000')`.execute(house.db);
    const report = String((await files("report 2026-27"))["benefits-2026-27.html"]);
    assert.match(report, /changed by other means at its line 1/);
  });

  it("says so where nothing is out yet, which isn't that too few reported, and still what others published", async () => {
    const report = String((await files("report 2026-W50"))["benefits-2026-W50.html"]);

    assert.match(report, /Nothing of this period is out yet/);
    assert.doesNotMatch(report, /Not enough to say: fewer|\[c\]/);
    assert.match(report, /Government Digital Service/);
    assert.doesNotMatch(report, /Staff reported saving/);
  });

  it("says so where too few reported, and still what others published", async () => {
    const report = String((await files("report 2026-W47"))["benefits-2026-W47.html"]);

    assert.match(report, /Not enough to say: fewer than 10/);
    assert.match(report, /Government Digital Service/);
    assert.doesNotMatch(report, /Staff reported saving/);
  });

  it("keeps on record who took what, and nothing of what it said", async () => {
    await files("report 2026-W48");
    await files("export 2026-11 --format csv");

    const { out } = await house.operates(`audit list --tenant ${TENANT}`);

    assert.match(out, /report by auditor: .*period 2026-W48/);
    assert.match(out, /export by auditor: .*format csv.*period 2026-11/);
  });

  it("asks who takes it, and for a period, a language and a format that there are", async () => {
    for (const [command, sentence] of [
      [`report 2026-W48 --tenant ${TENANT}`, /add --by/],
      [`report 2026-W48 --tenant ${TENANT} --by ${"me".repeat(60)}`, /--by takes 100 characters/],
      [`report 2026-W48 --tenant ${"x".repeat(70)} --by me`, /add --tenant/],
      [`report soon --tenant ${TENANT} --by me`, /Name a period/],
      [`report 2026-W48 --tenant ${TENANT} --by me --language fr`, /--language takes en or cy/],
      [`export 2026-W48 --tenant ${TENANT} --by me --format pdf`, /--format takes xlsx or csv/],
    ] as const) {
      const { code, err } = await house.operates(command);
      assert.equal(code, 1);
      assert.match(err, sentence);
    }
    assert.match((await house.operates(`audit list --tenant ${TENANT}`)).out, /Nothing|^\s*$/);
  });
});
