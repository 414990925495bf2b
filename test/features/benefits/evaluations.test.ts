import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { TENANT, TestHouse, textOf } from "../../harness/house.ts";
import { newcomer } from "../nudges/calendar.ts";

/** What is asked for unless a test says otherwise: four weeks from a Monday two weeks on. */
const asked = {
  outcome: "active-weeks",
  design: "hold-out",
  from: "2026-12-07",
  weeks: "4",
  worthwhile: "0.8",
  by: "Lead",
};
const AFTER = "2027-01-13T10:00:00Z";
const LONG_AFTER = "2027-03-05T10:00:00Z";
const OTHER = "22222222-2222-4222-8222-222222222222";

interface Shown {
  readonly state: string;
  readonly result?: {
    readonly none?: string;
    readonly kind?: string;
    readonly adjusted: boolean;
    readonly effect: { readonly value: number; readonly low: number; readonly high: number };
    readonly unadjusted: { readonly value: number; readonly low: number; readonly high: number };
    readonly verdict: string;
    readonly left: Record<string, number>;
    readonly people: Record<string, number>;
    readonly endedEarly: boolean;
  };
  readonly events: readonly { readonly step: string; readonly started: boolean; readonly why?: string }[];
  readonly figures: {
    readonly known: boolean;
    readonly smallest: number;
    readonly power: number;
    readonly explained: number;
    readonly alike: number;
    readonly people: Record<string, number>;
  };
}

describe("An evaluation of tips, from plan to answer", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  /** People on a staff list whom we have met; lots put every second of them, or of their teams, in an arm. */
  async function staff(count: number, by: "person" | "team" = "person", tenant = TENANT): Promise<void> {
    const rows = Array.from({ length: count }, (_, at) => `p${at},m${Math.floor(at / 4)}`);
    house.files.set("staff.csv", ["id,manager", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${tenant}`);
    await sql`update person set greeted = true where tenant_id = ${tenant}`.execute(house.db);
    const size = by === "team" ? 4 : 1;
    await sql`insert into nudge_arm (tenant_id, person_id, arm, assigned_on, assigned_by)
      select ${tenant}, 'p' || n, case when n / ${size}::int % 2 = 0 then 'tips' else 'held-out' end, '2026-11-24', ${by}
      from generate_series(0, ${count - 1}::int) n`.execute(house.db);
  }
  /** Reports that speak of whole weeks from a Monday on. */
  async function reports(from: Day, weeks: number, concealed = false): Promise<void> {
    for (let at = 0; at < weeks; at++)
      await sql`insert into adoption_report (tenant_id, period, refreshed_on, source, rows, joined, unreadable, unknown_columns, concealed, arrived_at)
        values (${TENANT}, 'D7', ${addDays(from, 7 * at + 6)}::date, 'file', 1, 1, 0, '', ${concealed}, ${house.now})`.execute(
        house.db,
      );
  }
  /** In how many of the weeks from a Monday on each used Copilot. */
  async function used(from: Day, weeks: number, of: (at: number) => number, count: number): Promise<void> {
    const first = (Date.parse(from) - Date.parse("2020-01-06")) / 604_800_000;
    const active = Array.from({ length: count }, (_, at) => Math.max(0, Math.min(weeks, of(at))));
    await sql`insert into adoption_person (tenant_id, person_id)
      select tenant_id, person_id from person where tenant_id = ${TENANT} on conflict do nothing`.execute(
      house.db,
    );
    await sql`insert into adoption_week (tenant_id, week, n, days)
      select ${TENANT}, ${first}::int + nth, a.n, rpad('1', 98, '0')::bit(98)
      from unnest(${Array.from({ length: count }, (_, at) => `p${at}`)}::text[], ${active}::int[]) as u (id, active)
      join adoption_person a on a.tenant_id = ${TENANT} and a.person_id = u.id
      cross join generate_series(0, 25) nth where nth < u.active`.execute(house.db);
  }
  /** How much people used it before: from none to three weeks of four, the same in each four weeks. */
  const habit = (at: number) => Math.floor(at / 2) % 4;
  const chance = (at: number) => Math.floor(at / 8) % 2;
  const isTips = (at: number) => at % 2 === 0;
  async function history(count: number): Promise<void> {
    await reports("2026-09-28", 8);
    await used("2026-09-28", 4, habit, count);
    await used("2026-10-26", 4, (at) => habit(at) + chance(at), count);
  }
  /** What came after: the habit, and so many weeks more for those with tips. */
  async function comesOut(count: number, effect: number, concealed = false): Promise<void> {
    await reports("2026-12-07", 4, concealed);
    await used("2026-12-07", 4, (at) => habit(at) + chance(at + 8) + (isTips(at) ? effect : 0), count);
  }
  const words = (options: Record<string, string>) =>
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const plans = (more: Record<string, string> = {}) =>
    house.app.operate(["evaluation", "plan", ...words({ ...asked, tenant: TENANT, ...more })]);
  async function planned(more: Record<string, string> = {}): Promise<void> {
    const { code, out, err } = await plans(more);
    assert.equal(code, 0, out + err);
  }
  const does = (...line: readonly string[]) => house.app.operate(["evaluation", ...line]);
  const says = async (id = 1) => (await does("show", String(id), "--tenant", TENANT)).out;
  const shows = async (id = 1): Promise<Shown> =>
    JSON.parse((await does("show", String(id), "--tenant", TENANT, "--json")).out);
  async function answer(now = AFTER): Promise<Shown> {
    house.now = new Date(now);
    await closes(house.app);
    return shows();
  }
  async function closes(app: TestHouse["app"]): Promise<void> {
    const [schedule] = app.features.flatMap(({ schedules = [] }) =>
      schedules.filter(({ name }) => name === "evaluations"),
    );
    assert.ok(schedule);
    await schedule.run({ now: house.now, log: { info() {}, warn() {}, error() {} } });
  }
  async function resultOf(now = AFTER): Promise<NonNullable<Shown["result"]>> {
    const { result } = await answer(now);
    assert.ok(result);
    return result;
  }

  describe("when it is planned", () => {
    it("says what can be shown before anything else, by how people's weeks were so far", async () => {
      await staff(200);
      await history(200);

      const { code, out } = await plans();

      assert.equal(code, 0, out);
      assert.match(out, /^About 100 people with tips and 100 without/);
      assert.match(out, /smallest difference that would be found four times in five: 0\.\d+ weeks/);
      assert.match(out, /Evaluation 1 is planned/);
      const { figures } = await shows();
      assert.ok(figures.known && figures.explained >= 0.5 && figures.power > 0.8, JSON.stringify(figures));
    });

    it("is refused where it couldn't show what matters, and the refusal stays on record", async () => {
      await staff(200);
      await history(200);

      const first = await plans({ worthwhile: "0.05" });
      await planned();

      assert.notEqual(first.code, 0);
      assert.match(first.out, /Evaluation 1 is refused, and stays on record/);
      assert.match((await does("list", "--tenant", TENANT)).out, /1 {2}refused/);
      assert.match(await says(2), /Before it, the same outcome was asked for and refused: 1\./);
      assert.equal(await answer().then(({ state }) => state), "refused");
    });

    it("is refused where an arm is too small to speak of, without a figure", async () => {
      await staff(18);
      await history(18);

      const { code, out } = await plans({ worthwhile: "4" });

      assert.notEqual(code, 0);
      assert.match(out, /too few people/);
      assert.equal((await house.rows()).benefit_cohort, undefined);
      assert.equal((await shows()).state, "refused");
    });

    it("is refused where lots were drawn for fewer than ten teams in an arm", async () => {
      await staff(60, "team");
      await history(60);

      const { out } = await plans({ worthwhile: "4" });

      assert.match(out, /Fewer than ten were drawn for in an arm/);
      assert.match(out, /is refused/);
    });

    it("bears that colleagues are alike where lots were drawn for teams", async () => {
      await staff(400, "team");
      await reports("2026-09-28", 8);
      await used("2026-09-28", 8, (at) => (Math.floor(at / 4) * 5) % 8, 400);

      await plans({ worthwhile: "2" });

      const { alike, known } = (await shows()).figures;
      assert.deepEqual([alike, known], [1, true]);
    });

    it("asks how far people lie apart where there is no history, and says on whose word that was taken", async () => {
      await staff(200);

      const without = await plans();
      const { out } = await plans({ deviation: "1.5" });

      assert.match(without.err + without.out, /there is no history to go by.*--deviation/);
      assert.match(out, /standard deviation of 1\.5 is taken on the word of whoever planned it/);
      assert.equal((await shows()).figures.known, false);
    });

    it("takes nobody's word for what history says", async () => {
      await staff(200);
      await history(200);

      const { code, err, out } = await plans({ deviation: "0.1" });

      assert.notEqual(code, 0);
      assert.match(err + out, /there is history to go by/);
      assert.deepEqual((await does("list", "--tenant", TENANT)).out.trim(), "There are none.");
    });

    it("begins on a Monday to come, and names who asked, what and how long", async () => {
      await staff(200);

      const all: readonly Record<string, string>[] = [
        { from: "2026-11-23" },
        { from: "2026-12-08" },
        { weeks: "27" },
        { worthwhile: "0" },
        { design: "coin" },
        { outcome: "happiness" },
        { by: "" },
      ];
      for (const wrong of all)
        assert.notEqual((await plans({ deviation: "1", ...wrong })).code, 0, JSON.stringify(wrong));
      assert.equal((await house.rows()).benefit_evaluation, undefined);
    });

    it("isn't planned where no lots were drawn that hold for its weeks", async () => {
      await staff(200);

      const all = [await plans({ tenant: OTHER }), await plans({ design: "stepped", deviation: "1" })];

      for (const { code, err, out } of all) {
        assert.notEqual(code, 0);
        assert.match(err + out, /no lots were drawn for anybody here/);
      }
      assert.equal((await house.rows()).benefit_evaluation, undefined);
    });

    it("can't ask the same of weeks that another asks of, as two answers could be set off against each other", async () => {
      await staff(200);
      await history(200);
      await planned();

      const same = await plans({ from: "2026-12-28" });
      const other = await plans({ outcome: "minutes", deviation: "60", worthwhile: "60" });
      const next = await plans({ from: "2027-01-04" });

      assert.match(same.err + same.out, /evaluation 1 asks the same of weeks that these share/);
      assert.deepEqual([other.code, next.code], [0, 0]);
    });
  });

  it("is planned once, where two ask at the same moment", async () => {
    await staff(200);
    await history(200);
    const elsewhere = house.another();

    const line = ["evaluation", "plan", ...words({ ...asked, tenant: TENANT })];
    const both = await Promise.all([house.app.operate(line), elsewhere.operate(line)]);

    assert.deepEqual(both.map(({ code }) => code === 0).toSorted(), [false, true]);
    assert.equal((await house.rows()).benefit_evaluation, 1);
  });

  describe("who is counted", () => {
    it("is everybody whom the product has drawn lots for", async () => {
      await house.close();
      await house.open({ environment: { HOLD_OUT_PERCENT: "50" } });
      for (let at = 0; at < 60; at++) await newcomer(house, `Clerk${at}`, "2026-11-23");
      await house.runsDue("2026-11-24T10:00:00Z");
      house.now = new Date("2026-11-24T12:00:00Z");

      await planned({ deviation: "1", worthwhile: "2" });

      const { benefit_cohort: cohort = [], nudge_arm: drawn = [] } = await house.everything();
      const arms = new Map(cohort.map(({ person_id, arm }) => [person_id, arm]));
      assert.equal(cohort.length, 60);
      assert.ok(drawn.every(({ person_id, arm }) => arms.get(person_id) === arm));
    });

    it("is settled before the start: whoever is assigned later isn't in it", async () => {
      await staff(200);
      await history(200);
      await planned();
      await sql`insert into person (tenant_id, person_id, greeted) values (${TENANT}, 'late', true)`.execute(
        house.db,
      );
      await sql`insert into nudge_arm values (${TENANT}, 'late', 'tips', '2026-12-01')`.execute(house.db);
      await comesOut(200, 1);

      await answer();

      const { benefit_cohort: cohort = [] } = await house.everything();
      assert.equal(cohort.length, 200);
      assert.ok(cohort.every(({ person_id }) => person_id !== "late"));
    });

    it("is everybody who was assigned, also those who stopped tips", async () => {
      await staff(200);
      await history(200);
      await sql`insert into nudge_wish (tenant_id, person_id, stopped)
        select tenant_id, person_id, 'person' from person where person_id in ('p0', 'p2')`.execute(house.db);

      await planned();

      assert.equal((await house.rows()).benefit_cohort, 200);
    });

    it("isn't whoever was forgotten, and it is said how many have left", async () => {
      await staff(200);
      await history(200);
      await planned();
      await sql`delete from person where person_id in ('p0', 'p2', 'p3')`.execute(house.db);
      await comesOut(200, 1);

      const { left } = await resultOf();

      assert.deepEqual(left, { tips: 5, "held-out": 5 });
      assert.match(await says(), /up to 5 with tips and up to 5 without have left it/);
      assert.equal((await house.rows()).benefit_cohort, 197);
    });

    it("is told to each of them under “my data”, and to nobody else", async () => {
      await staff(200);
      const ada = await house.person("Ada").meets();
      await sql`insert into nudge_arm values (${TENANT}, ${ada.id}, 'held-out', '2026-11-24')`.execute(
        house.db,
      );
      await planned({ deviation: "1.5", worthwhile: "2" });

      const card = await ada.says("my data");
      const link = (card.actions ?? []).flatMap((each) =>
        each.type === "Action.OpenUrl" ? [each.url] : [],
      )[0];
      const file = await (await fetch(link ?? "")).text();

      assert.match(textOf(card), /You are counted in one comparison of people who get tips/);
      assert.match(file, /counted with the people who get no tips by themselves/);
      assert.match(file, /nad ydynt yn cael awgrymiadau/);
      const { out } = await does("show", "1", "--tenant", TENANT, "--json");
      assert.doesNotMatch(out, /id-of-ada|"p1"/);
    });

    it("keeps nobody's manager: a team is a number", async () => {
      await staff(200, "team");

      await plans({ deviation: "1.5", worthwhile: "2" });

      const { benefit_cohort: cohort } = await house.everything();
      assert.doesNotMatch(JSON.stringify(cohort), /"m\d|team/);
    });

    it("is, in a stepped start, those who have begun beside those who begin later, without those held out for good", async () => {
      await staff(300);
      await sql`delete from nudge_arm where arm = 'tips' or person_id > 'p2'`.execute(house.db);
      const { nudge_arm: out = [] } = await house.everything();
      await house.operates("nudges start --weeks 6 --from 2026-12-07 --by person");

      await planned({ design: "stepped", weeks: "2", deviation: "0.5", worthwhile: "1", from: "2026-12-21" });

      const { benefit_cohort: cohort = [], nudge_start: starts = [] } = await house.everything();
      const begins = new Map(starts.map(({ person_id, begins_on }) => [person_id, String(begins_on)]));
      for (const { person_id, arm } of cohort) {
        const on = begins.get(person_id) ?? "";
        assert.ok(arm === "tips" ? on <= "2026-12-21" : on > "2027-01-03", `${arm} ${on}`);
      }
      assert.ok(cohort.length > 150 && out.length > 20);
      const heldOut = new Set(out.map(({ person_id }) => person_id));
      assert.ok(cohort.every(({ person_id }) => !heldOut.has(person_id)));
    });
  });

  describe("the answer", () => {
    it("is there nine days after its weeks, once, in plain words with an interval", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 1);

      assert.equal((await answer("2027-01-12T23:00:00Z")).state, "planned");
      assert.match(await says(), /The answer is due from 2027-01-13 on/);
      const { effect, unadjusted, verdict, adjusted } = await resultOf();

      assert.deepEqual([verdict, adjusted], ["more", true]);
      assert.ok(effect.low <= 0.9 && effect.high >= 0.7, JSON.stringify(effect)); // four weeks are the most there can be
      assert.ok(effect.high - effect.low < unadjusted.high - unadjusted.low);
      const told = await says();
      assert.match(
        told,
        /were active in 0\.\d+ more weeks out of 4 than staff without \(95 % interval 0\.\d+ more to 1?0?\.?\d* more\)/,
      );
      assert.match(told, /everybody who was assigned, whether or not they read a tip/);
      assert.match(told, /Unadjusted they were active in 0\.\d+ more weeks/);
    });

    it("is the effect that there is, of reported minutes too", async () => {
      await staff(200);
      await planned({ outcome: "minutes", deviation: "30", worthwhile: "20" });
      // Three reports of 20 or 30 minutes each, and ten minutes more each for those with tips.
      await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
        select ${TENANT}, 'p' || n, 'e' || n || '-' || week, 'email', 20 + 10 * (n / 2 % 2) + case when n % 2 = 0 then 10 else 0 end,
          'form', '2026-12-08'::date + 7 * week, '2026-12-08T10:00:00Z'::timestamptz + week * interval '7 days'
        from generate_series(0, 199) n, generate_series(0, 2) week`.execute(house.db);

      const { effect, adjusted } = await resultOf();

      assert.deepEqual([effect.value, adjusted], [30, false]);
      assert.ok(effect.low > 20 && effect.low < 30 && effect.high > 30);
      const told = await says();
      assert.match(told, /reported 30 more minutes saved over 4 weeks/);
      assert.match(told, /It isn't adjusted/);
    });

    it("is kept where no difference was found, and says what is ruled out and what isn't", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 0);

      const { verdict } = await resultOf();

      assert.equal(verdict, "no difference found");
      const told = await says();
      assert.match(told, /No difference was found/);
      assert.match(told, /That isn't to say that there is none\. What is ruled out/);
      assert.match(told, /so is the 0\.8 weeks that would have been worthwhile/);
      assert.match((await does("list", "--tenant", TENANT)).out, /1 {2}done, no difference found/);
    });

    it("is kept where tips did harm", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, -1);

      assert.equal((await resultOf()).verdict, "less");
      assert.match(await says(), /were active in 0?1?\.?\d+ fewer weeks out of 4/);
    });

    it("stays as it was, whatever is known or forgotten later", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 1);
      const before = await answer();

      await sql`delete from adoption_week`.execute(house.db);
      await sql`delete from person where person_id like 'p1%'`.execute(house.db);
      const after = await answer("2027-02-01T10:00:00Z");

      assert.deepEqual(after.result, before.result);
      assert.deepEqual(after.events, before.events);
    });

    it("is one, where two processes work it out at once", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 1);
      house.now = new Date(AFTER);

      await Promise.all([closes(house.app), closes(house.another())]);

      const { state, events } = await shows();
      assert.equal(state, "done");
      assert.deepEqual(
        events.map(({ step }) => step),
        ["planned", "done"],
      );
    });

    it("is “not known” where names are concealed, after sixty days, and never nought", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 1, true);

      assert.equal((await answer()).state, "planned");
      const { state, result, events } = await answer(LONG_AFTER);

      assert.deepEqual([state, result], ["not known", undefined]);
      assert.match(events.at(-1)?.why ?? "", /names in them were concealed/);
      assert.match(await says(), /That isn't an answer of nought/);
    });

    it("waits for a report that is missing, and is there once it has come", async () => {
      await staff(200);
      await history(200);
      await planned();
      await comesOut(200, 1);
      await sql`delete from adoption_report where refreshed_on = '2027-01-03'`.execute(house.db);

      assert.equal((await answer()).state, "planned");
      await reports("2026-12-28", 1);
      assert.equal((await answer("2027-01-20T10:00:00Z")).state, "done");
    });

    it("tells nothing where an arm is too small to speak of by then", async () => {
      await staff(60);
      await history(60);
      await planned({ worthwhile: "3" });
      await sql`delete from person where substring(person_id from 2) ~ '^[0-9]+$'
        and substring(person_id from 2)::int % 2 = 1 and substring(person_id from 2)::int > 15`.execute(
        house.db,
      );
      await comesOut(60, 1);

      assert.deepEqual(await resultOf(), { none: "too few people" });
      assert.match(await says(), /nothing can be told/);
    });

    it("isn't given where too many have left for it to show what it was planned to", async () => {
      await staff(200);
      await history(200);
      await planned({ worthwhile: "0.25" });
      await sql`delete from person where person_id ~ '^p[0-9]?[13579]$'`.execute(house.db);
      await comesOut(200, 1);

      assert.equal((await resultOf()).kind, "refused");
      assert.match(await says(), /too many have left/);
    });

    it("tells nothing where nobody in an arm used it at all, as that would be said of each", async () => {
      await staff(200);
      await history(200);
      await planned();
      await reports("2026-12-07", 4);
      await used("2026-12-07", 4, (at) => (isTips(at) ? 2 : 0), 200);

      assert.deepEqual(await resultOf(), { none: "too few people" });
    });

    it("holds sizes rounded to five and nothing of anybody", async () => {
      await staff(203);
      await history(203);
      await planned();
      await comesOut(203, 1);
      const { people } = await resultOf();

      const { benefit_evaluation: kept } = await house.everything();
      assert.deepEqual(people, { tips: 100, "held-out": 100 });
      assert.doesNotMatch(JSON.stringify(kept), /"p\d+"/);
      assert.doesNotMatch((await does("show", "1", "--tenant", TENANT, "--json")).out, /\b10[12]\b/);
    });

    it("says where a stepped start was ended before its weeks were over", async () => {
      await staff(200);
      await sql`delete from nudge_arm`.execute(house.db);
      await house.operates("nudges start --weeks 6 --from 2026-12-07 --by person");
      await planned({ design: "stepped", weeks: "2", from: "2026-12-21", deviation: "0.5", worthwhile: "1" });
      house.now = new Date("2026-12-23T10:00:00Z");
      await house.operates("nudges start end");
      await reports("2026-12-21", 2);
      await used("2026-12-21", 2, (at) => at % 3, 200);

      assert.equal((await resultOf()).endedEarly, true);
      assert.match(await says(), /ended before these weeks were over/);
    });
  });

  describe("a change of plan", () => {
    const amends = (...more: readonly string[]) =>
      does("amend", "1", "--tenant", TENANT, "--by", "Analyst", "--why", "The pilot was moved", ...more);

    it("is shown beside the first plan, with who, why and what could be shown then", async () => {
      await staff(200);
      await history(200);
      await planned();

      const { code, out } = await amends("--worthwhile", "1");

      assert.equal(code, 0);
      assert.match(out, /smallest difference/);
      const told = await says();
      assert.match(told, /planned by Lead, before its weeks began: 4 weeks, worthwhile from 0\.8 weeks/);
      assert.match(
        told,
        /changed by Analyst, before its weeks began: 4 weeks, worthwhile from 1 week,.*Why: The pilot was moved/,
      );
    });

    it("is refused where it couldn't show what matters, and that it was tried is shown", async () => {
      await staff(200);
      await history(200);
      await planned();

      const { code } = await amends("--worthwhile", "0.05");

      assert.notEqual(code, 0);
      const told = await says();
      assert.match(told, /worthwhile from 0\.8 weeks\.\n/);
      assert.match(told, /refused by Analyst, before its weeks began: 4 weeks, worthwhile from 0\.05/);
    });

    it("after the start is fewer weeks and nothing else, and it is said that some could be known by then", async () => {
      await staff(200);
      await history(200);
      await planned();
      house.now = new Date("2026-12-23T10:00:00Z");

      const larger = await amends("--worthwhile", "1");
      const longer = await amends("--weeks", "6");
      const fewer = await amends("--weeks", "3");

      assert.deepEqual([larger.code === 0, longer.code === 0, fewer.code], [false, false, 0]);
      assert.match(
        await says(),
        /after its weeks had begun, when some of the outcome could be known: 3 weeks/,
      );
      await comesOut(200, 1);
      assert.equal((await answer("2027-01-06T10:00:00Z")).state, "done");
      assert.match(await says(), /weeks out of 3/);
    });

    it("can't come when its weeks are over: the answer is shown whatever it is", async () => {
      await staff(200);
      await history(200);
      await planned();
      house.now = new Date("2027-01-04T00:00:00Z");

      const both = [
        await amends("--weeks", "3"),
        await does("withdraw", "1", "--tenant", TENANT, "--why", "x"),
      ];

      for (const { code, err, out } of both) {
        assert.notEqual(code, 0);
        assert.match(err + out, /are over, and it is answered whatever the answer is/);
      }
    });

    it("may be to withdraw the question, which stays on record with the reason and isn't answered", async () => {
      await staff(200);
      await history(200);
      await planned();
      house.now = new Date("2026-12-23T10:00:00Z");

      assert.equal((await does("withdraw", "1", "--tenant", TENANT, "--why", "Tips were off")).code, 0);
      await comesOut(200, 1);

      const { state, result, events } = await answer();
      assert.deepEqual([state, result], ["withdrawn", undefined]);
      assert.deepEqual(
        events.map(({ step, started }) => [step, started]),
        [
          ["planned", false],
          ["withdrawn", true],
        ],
      );
      assert.match(await says(), /Why: Tips were off/);
    });

    it("needs a reason, without markings", async () => {
      await staff(200);
      await history(200);
      await planned();

      const without = await does("amend", "1", "--tenant", TENANT, "--worthwhile", "1");
      const marked = await does("withdraw", "1", "--tenant", TENANT, "--why", "OFFICIAL-SENSITIVE: see file");
      const named = await does("withdraw", "1", "--tenant", TENANT, "--why", "x", "--by", "QQ 12 34 56 C");

      assert.ok(without.code !== 0 && marked.code !== 0 && named.code !== 0);
      assert.equal((await shows()).events.length, 1);
    });
  });

  it("is nobody's in another organisation, not even to look at", async () => {
    await staff(200);
    await history(200);
    await planned();

    for (const step of ["show", "amend", "withdraw"]) {
      const { code, err, out } = await does(
        step,
        "1",
        "--tenant",
        OTHER,
        ...(step === "show" ? [] : ["--why", "x"]),
      );
      assert.notEqual(code, 0);
      assert.match(err + out, /There is no evaluation 1/);
    }
    assert.equal((await does("list", "--tenant", OTHER)).out.trim(), "There are none.");
  });
});
