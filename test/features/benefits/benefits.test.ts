import assert from "node:assert/strict";
import { sql } from "kysely";
import { TENANT, TestHouse } from "../../harness/house.ts";

/** The Tuesday after the week from 23 November 2026, in which people report. */
const WEEK = "2026-W48";
const TUESDAY = "2026-12-01T09:00:00Z";

interface Reports {
  readonly minutes: number;
  readonly saved?: string;
  readonly anyway?: boolean;
  readonly use?: string;
}

interface Said {
  readonly estimate: {
    readonly none?: string;
    readonly floor: { value: number; low: number; high: number };
    readonly central: { value: number; notOffered?: string };
    readonly high: { value: number };
    readonly median: { value: number };
    readonly realised: { share: { value: number }; onDefault: number };
    readonly standing: string;
    readonly reporters: number;
    readonly asked?: number;
    readonly responseRate?: number;
    readonly newWork?: number;
    readonly tookLonger?: number;
    readonly warnings: readonly { kind: string; refreshedOn?: string }[];
    readonly weeks: object;
    readonly group: object;
  };
  readonly value: null | {
    readonly hour: number;
    readonly licences?: number;
    readonly floor: { gross: number; adjusted?: number; class: string };
    readonly breakEven?: { realised: number };
  };
}

describe("Benefits", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => `p${String(at).padStart(3, "0")}`);
  /** People on a staff list: HEO and SEO in turn, in two departments, all of whom the bot has met. */
  async function staff(count: number): Promise<void> {
    const rows = names(count).map(
      (id, at) => `${id},${at % 3 === 0 ? "Estates" : "Policy"},policy,${at % 2 === 0 ? "heo" : "seo"}`,
    );
    house.files.set("staff.csv", ["id,department,profession,grade", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    await sql`update person set greeted = true`.execute(house.db);
  }
  /** So many have a licence, of whom so many used Copilot on Friday; twenty more have none. */
  async function uses(count: number, active: number, heading = "User Principal Name"): Promise<void> {
    const people = names(count + 20).map((id) => `${id}@example.gov.uk,${id},Policy`);
    house.files.set("users.csv", ["userPrincipalName,id,department", ...people].join("\n"));
    await house.operates(`import directory users.csv --tenant ${TENANT} --now 2026-11-23T06:00:00Z`);
    const report = (day: string, last: string) =>
      [
        `Report Refresh Date,${heading},Last activity date (UTC)`,
        ...names(count).map((id, at) => `${day},${id}@example.gov.uk,${at < active ? last : "2026-11-01"}`),
      ].join("\n");
    for (const [day, last] of [
      ["2026-11-27", "2026-11-27"],
      ["2026-11-29", "2026-11-27"],
    ] as const) {
      house.files.set("use.csv", report(day, last));
      await house.operates(`import report use.csv --tenant ${TENANT} --now 2026-11-30T06:00:00Z`);
    }
  }
  async function reports(
    who: readonly string[],
    { minutes, saved = "2026-11-25", anyway = true, use }: Reports,
  ) {
    for (const id of who)
      await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, would_have_done, time_use, source, happened_on, saved_at)
        values (${TENANT}, ${id}, ${`${id} ${saved} ${minutes}`}, 'email', ${minutes}, ${anyway}, ${use ?? null}, 'form', ${saved}::date,
          ${saved}::date + interval '10 hours')`.execute(house.db);
  }
  const publishes = (now = TUESDAY) => house.asks(`publish --now ${now}`);
  const says = async (period = WEEK, more = "") =>
    (await house.asks(`estimate ${period} --tenant ${TENANT}${more}`)) as unknown as Said;

  it("tells floor, central and high of a week, with who answered of those asked", async () => {
    await staff(60);
    await uses(60, 50);
    await reports(names(40), { minutes: 30, use: "other-work" });
    await publishes();

    const { estimate } = await says();

    assert.equal(estimate.floor.value, 40 * 30);
    assert.equal(estimate.central.value, 50 * 30);
    assert.equal(estimate.high.value, 50 * 30);
    assert.deepEqual([estimate.standing, estimate.reporters, estimate.asked], ["firm", 40, 60]);
    assert.equal(estimate.realised.onDefault, 0);
    assert.deepEqual(estimate.warnings, []);
  });

  it("takes half where nobody said where the time went, and says so", async () => {
    await staff(60);
    await uses(60, 50);
    await reports(names(40), { minutes: 30 });
    await publishes();

    const { estimate } = await says();

    assert.equal(estimate.central.value, 50 * 15);
    assert.equal(estimate.realised.onDefault, 1);
    const { out } = await house.operates(`estimate ${WEEK} --tenant ${TENANT}`);
    assert.match(out, /of 100 % of the minutes nobody said, so half is taken/);
  });

  it("says nothing of nine people, and of twenty that it is an indication", async () => {
    await staff(60);
    await reports(names(9), { minutes: 30 });
    await publishes();
    assert.equal((await says()).estimate.none, "too few people");

    await reports(names(20), { minutes: 30, saved: "2026-12-02" });
    await publishes("2026-12-08T09:00:00Z");
    const { estimate } = await says("2026-W49");
    assert.equal(estimate.standing, "indicative");
    assert.equal(estimate.warnings[0]?.kind, "fewer than 30 reporters");
  });

  it("takes no count for more than it may be: thirty, to the nearest five, may be twenty-eight", async () => {
    await staff(60);
    await reports(names(28), { minutes: 30 });
    await publishes();

    const { estimate } = await says();

    assert.equal(estimate.standing, "indicative");
    const { out } = await house.operates(`estimate ${WEEK} --tenant ${TENANT}`);
    assert.match(out, /About 30 people or more reported/);
    assert.match(out, /Fewer than 30 people may have reported/);
  });

  it("never says of the directory how far a usage report reaches", async () => {
    await staff(60);
    await uses(60, 50);
    await sql`delete from adoption_report`.execute(house.db);
    await reports(names(40), { minutes: 30 });
    await publishes();

    const { out } = await house.operates(`estimate ${WEEK} --tenant ${TENANT}`);

    assert.match(out, /Licences at the end: 60/);
    assert.doesNotMatch(out, /directory reach/);
  });

  it("says of how many weeks new work is, where too few reported any in the others", async () => {
    await staff(60);
    await reports(names(40), { minutes: 30, saved: "2026-11-18" });
    await reports(names(8), { minutes: 120, saved: "2026-11-18", anyway: false });
    await publishes("2026-11-24T09:00:00Z");
    await reports(names(40), { minutes: 30 });
    await reports(names(20), { minutes: 60, anyway: false });
    await publishes();

    const { out } = await house.operates(`estimate 2026-11 --tenant ${TENANT}`);
    assert.match(out, /Apart: 20 hours .* It can be shown of 1 of 4 weeks; the others aren't in it\./);
    const { files = [] } = await house.operates(
      `export 2026-11 --format csv --by auditor --tenant ${TENANT}`,
    );
    const answers = files.find(({ name }) => name.endsWith("answers.csv"));
    assert.match(
      String(Buffer.from(answers?.body ?? "", "base64")),
      /kept apart \(Weeks: 1 of 4 can be shown\)",20/,
    );
  });

  it("counts nobody twice who was asked in each week of a month", async () => {
    await staff(60);
    for (const [day, now] of [
      ["2026-11-18", "2026-11-24T09:00:00Z"],
      ["2026-11-25", TUESDAY],
    ] as const) {
      await reports(names(40), { minutes: 30, saved: day });
      await publishes(now);
    }

    assert.equal((await says("2026-11")).estimate.asked, 60);
  });

  it("offers no central and no high where names are concealed, and still the floor", async () => {
    await staff(40);
    await uses(40, 30);
    await sql`update adoption_report set concealed = true`.execute(house.db);
    await reports(names(40), { minutes: 30 });
    await publishes();

    const { estimate } = await says();

    assert.equal(estimate.central.notOffered, "names concealed");
    assert.equal(estimate.floor.value, 1200);
  });

  it("keeps new work apart, and takes off what took longer", async () => {
    await staff(60);
    await reports(names(40), { minutes: 30 });
    await reports(names(40), { minutes: -15 });
    await reports(names(40), { minutes: 60, anyway: false });
    await publishes();

    const { estimate } = await says();

    assert.equal(estimate.floor.value, 40 * 15);
    assert.equal(estimate.tookLonger, -40 * 15);
    assert.equal(estimate.newWork, 40 * 60);
  });

  it("adds a month up of its weeks, with an interval that is rather too wide", async () => {
    await staff(60);
    for (const [day, now] of [
      ["2026-11-04", "2026-11-10"],
      ["2026-11-11", "2026-11-17"],
      ["2026-11-18", "2026-11-24"],
      ["2026-11-25", "2026-12-01"],
    ] as const) {
      for (const [at, id] of names(40).entries()) await reports([id], { minutes: 10 + at, saved: day });
      await publishes(`${now}T09:00:00Z`);
    }

    const [week, month] = [await says("2026-W48"), await says("2026-11")];

    assert.ok(Math.abs(month.estimate.floor.value - 4 * week.estimate.floor.value) <= 4 * 30); // each rounded to the hour
    assert.ok(month.estimate.floor.low <= 4 * week.estimate.floor.low + 240);
    assert.deepEqual(month.estimate.weeks, { shown: 4, out: 4, all: 4 });
    assert.equal(month.estimate.median.value, week.estimate.median.value);
  });

  it("shows weeks together, at the end of their month, of which each by itself is too thin", async () => {
    await staff(60);
    await reports(names(6), { minutes: 30, saved: "2026-11-04" });
    await reports(names(30).slice(6, 12), { minutes: 30, saved: "2026-11-18" });
    await reports(names(30).slice(10, 16), { minutes: 30, saved: "2026-11-25" });
    await publishes("2026-11-10T09:00:00Z");
    await publishes("2026-11-24T09:00:00Z");
    await publishes();

    assert.equal((await says("2026-W45")).estimate.none, "too few people");
    const { estimate } = await says("2026-11");
    assert.equal(estimate.floor.value, 18 * 30);
    assert.equal(estimate.reporters, 15); // sixteen, to the nearest five
    assert.deepEqual(estimate.weeks, { shown: 4, out: 4, all: 4 });
    assert.deepEqual(await publishes("2026-12-02T09:00:00Z"), { weeks: [] });
  });

  it("never shows again what a week together with others has shown", async () => {
    await staff(60);
    await reports(names(6), { minutes: 30, saved: "2026-11-18" });
    await reports(names(30).slice(6, 12), { minutes: 30, saved: "2026-11-25" });
    await publishes();
    assert.equal((await says("2026-11")).estimate.floor.value, 360);

    await reports(names(40), { minutes: 60, saved: "2026-11-26" }); // dated back by a hand in the database
    await publishes();

    assert.equal((await says("2026-11")).estimate.floor.value, 360);
  });

  it("values minutes by the grades of those who reported, with on-costs, and what is taken off shown", async () => {
    await staff(60);
    await uses(60, 50);
    await reports(names(60), { minutes: 60, use: "quality" });
    await publishes();
    await house.asks(
      `terms set --tenant ${TENANT} --by auditor --why trial --from 2026-04-01 --licence-price 260 --optimism 40`,
    );

    const { value } = await says();

    assert.ok(value);
    assert.ok(value.hour > 30 && value.hour < 37, `${value.hour}`); // HEO £30, SEO £36
    assert.ok(Math.abs(value.floor.gross - 60 * value.hour) < 0.01);
    assert.ok(Math.abs((value.floor.adjusted ?? 0) - 0.6 * value.floor.gross) < 0.01);
    assert.equal(value.floor.class, "non-cash-releasing");
    assert.equal(value.licences, (60 * 260) / 52);
    assert.ok(Math.abs((value.breakEven?.realised ?? 0) - (5 / value.hour) * 60) < 0.01);
  });

  it("values time lost as a loss, and calls no floor too high because of it", async () => {
    await staff(60);
    await uses(60, 50);
    await reports(names(60), { minutes: -60 });
    await publishes();

    const { estimate, value } = await says();

    assert.ok(value);
    assert.ok(Math.abs(value.floor.gross + 60 * value.hour) < 0.01);
    assert.deepEqual(
      estimate.warnings.map(({ kind }) => kind).filter((kind) => kind === "floor above central"),
      [],
    );
  });

  it("says of a quarter that isn't over that not all of it is out, not that people are too few", async () => {
    await staff(60);
    await uses(60, 50);
    await reports(names(40), { minutes: 30 });
    await publishes();

    const { out } = await house.operates(`estimate 2026-27-Q3 --tenant ${TENANT}`);

    assert.match(out, /Licences: not all of its weeks are out/);
  });

  it("releases cash only where a finance owner is named, and keeps every decision", async () => {
    await house.asks(`terms set --tenant ${TENANT} --by one --why first --finance-owner Finance`);
    await house.asks(
      `terms set --tenant ${TENANT} --by two --why second --finance-owner none --licence-price 200`,
    );

    const { out } = await house.operates(`terms show --tenant ${TENANT}`);

    assert.match(out, /^1, .* by one: .*finance owner Finance\. first$/m);
    assert.match(out, /^2, .* by two: .*£200 a year.*finance owner none\. second$/m);
  });

  it("holds a decision from its day until the next one's, on the day that a period ends on", async () => {
    await staff(60);
    await reports(names(60), { minutes: 60 });
    await publishes();
    const decides = (more: string) => house.operates(`terms set --tenant ${TENANT} --by a --why b ${more}`);
    await decides("--from 2027-04-01 --licence-price 520");
    const { out } = await decides("--from 2026-11-27 --licence-price 260 --optimism 20"); // the week ends on the 29th
    await decides("--from 2026-11-30 --optimism 90");

    assert.match(out, /end on 2026-11-27 or later, and before 2027-04-01, from which another holds/);
    const { value } = await says();
    assert.ok(value?.breakEven);
    assert.ok(Math.abs(value.breakEven.realised - (5 / value.hour) * 60) < 0.01);
    assert.ok(Math.abs((value.floor.adjusted ?? 0) - 0.8 * value.floor.gross) < 0.01);
  });

  it("keeps what is decided of next year out of this one", async () => {
    await house.asks(`terms set --tenant ${TENANT} --by a --why b --from 2027-04-01 --licence-price 520`);
    await house.asks(`terms set --tenant ${TENANT} --by a --why b --from 2026-04-01 --optimism 20`);

    assert.match((await house.operates(`terms show --tenant ${TENANT}`)).out, /^2, .* licence not said/m);
  });

  it("says in one sentence what is wrong with a decision, and keeps nothing of it", async () => {
    for (const [command, sentence] of [
      ["terms set --tenant x --by a --why b --optimism 140", /--optimism takes a number from 0 to 100/],
      ["terms set --tenant x --by a --why b --licence-price free", /--licence-price takes pounds/],
      ["terms set --tenant x --by a --why b --from soon", /--from takes a day/],
      ["terms set --tenant x --why b", /add --by/],
      ["terms set --by a --why b", /add --tenant/],
      ["estimate November --tenant x", /Name a period/],
      ["estimate 9999-12 --tenant x", /Name a period/],
    ] as const) {
      const { code, err } = await house.operates(command);
      assert.equal(code, 1, command);
      assert.match(err, sentence);
    }
    assert.match((await house.operates("terms show --tenant x")).out, /Nothing was decided/);
  });

  it("holds published claims beside our own interval, each with its design", async () => {
    await staff(60);
    await reports(names(40), { minutes: 60 });
    await publishes();

    const { out } = await house.operates(`claims ${WEEK} --tenant ${TENANT}`);

    assert.match(out, /Ours.*12 \(95 % interval 12 to 12\) minutes a working day/);
    assert.match(out, /14 minutes a day.*survey.*ours is lower/);
    assert.match(out, /26 minutes a day.*ours is lower/);
  });

  it("calculates a range from licences and weekly active people, and refuses a headcount that can't be", async () => {
    const { out } = await house.operates("calculate --licences 200 --weekly-active 120");
    assert.match(out, /^70 to 260 hours a week/);

    const refused = await house.operates("calculate --licences 100 --weekly-active 120");
    assert.equal(refused.code, 1);
    assert.match(refused.out, /more active than licensed/);
  });

  it("tells another organisation nothing", async () => {
    await staff(60);
    await reports(names(40), { minutes: 30 });
    await publishes();

    const { out } = await house.operates(`estimate ${WEEK} --tenant another`);

    assert.match(out, /not out yet|Nothing of this period/);
  });
});
