import assert from "node:assert/strict";
import { sql } from "kysely";
import { TENANT, TestHouse } from "../../harness/house.ts";

const tuesday = "2026-11-24T10:00:00Z";
const other = "22222222-2222-4222-8222-222222222222";
const content: Readonly<Record<string, string>> = {
  category: "legacy",
  title: "Old case system retired",
  amount: "120000",
  evidence: "counted",
  owner: "Digital services team",
  baseline: "Contract of £120,000 a year, from the contract register",
  from: "2026-04-01",
  to: "2027-03-31",
  source: "Contract register, line 12",
};
const second = { title: "Paper forms no longer printed", amount: "9000", category: "waste" };
const WHY = "Two contracts that happen to cost the same";

type Said = Record<string, unknown>;
interface Sum {
  readonly entries: number;
  readonly net: number;
  readonly toCome: number;
}
type Totals = Sum & Readonly<Record<"byClass" | "byCategory" | "byEvidence", Readonly<Record<string, Sum>>>>;

describe("The savings ledger", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  const operate = (words: readonly string[]) => house.app.operate(words);
  async function says(...words: readonly string[]): Promise<{ code: number; err: string; value: Said }> {
    const at = words.includes("--now") ? [] : ["--now", tuesday];
    const { code, out, err } = await operate(["ledger", ...words, "--tenant", TENANT, ...at, "--json"]);
    return { code, err, value: out === "" ? {} : JSON.parse(out) };
  }
  const typed = (parts: Readonly<Record<string, string | undefined>>): readonly string[] =>
    Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
  const add = (parts: Readonly<Record<string, string | undefined>> = {}, ...more: readonly string[]) =>
    says("add", ...typed({ ...content, by: "Benefits manager", ...parts }), ...more);
  const step = (name: string, id: unknown, parts: Readonly<Record<string, string>> = {}) =>
    says(name, String(id), ...typed({ by: "Head of finance", ...parts }));
  const show = async (id: unknown) => (await says("show", String(id))).value;
  const kept = async () => (await house.everything()).savings_line ?? [];
  async function totals(
    ...more: readonly string[]
  ): Promise<Readonly<Record<"claimed" | "confirmed", Totals>>> {
    const { value, err } = await says("totals", ...more);
    assert.equal(err, "");
    return value as never; // what the command prints, named by the interface above
  }

  it("keeps what was claimed, with its owner, baseline, evidence and source, and waits for somebody else", async () => {
    const { value } = await add();

    assert.deepEqual(value, { id: 1, state: "claimed", already: false });
    const entry = await show(1);
    assert.deepEqual(
      { ...entry, trail: undefined },
      {
        id: 1,
        state: "claimed",
        category: "legacy",
        title: content.title,
        pounds: 120_000,
        recurs: "one-off",
        evidence: "counted",
        class: "non-cash-releasing",
        financeOwner: null,
        owner: content.owner,
        baseline: content.baseline,
        from: content.from,
        to: content.to,
        source: content.source,
        claimedBy: "Benefits manager",
        claimedAt: "2026-11-24T10:00:00.000Z",
        confirmedBy: null,
        confirmedAt: null,
        beside: [],
        trail: undefined,
      },
    );
  });

  it("can be read by a person: each part with what it means, and who did what when", async () => {
    await add({ class: "cash-releasing", "finance-owner": "Deputy director of finance" });
    await step("confirm", 1);
    const { out } = await operate(["ledger", "show", "1", "--tenant", TENANT]);

    assert.match(out, /£120,000, for the whole period/);
    assert.match(out, /evidence: counted, things were counted and multiplied by a price/);
    assert.match(out, /cash-releasing, .+: Deputy director of finance/);
    assert.match(out, /line 1 {2}2026-11-24T10:00:00.000Z claim by Benefits manager/);
    assert.match(out, /line 2 {2}2026-11-24T10:00:00.000Z confirm by Head of finance/);
    assert.match((await operate(["ledger", "list", "--tenant", TENANT])).out, /^1 {2}confirmed {2}£120,000/);
  });

  it("isn't confirmed by whoever claimed it, and by nobody whose name isn't given", async () => {
    await add();

    assert.match(
      (await step("confirm", 1, { by: " benefits MANAGER" })).err,
      /somebody else has to confirm it/,
    );
    assert.match((await says("confirm", "1")).err, /Say who you are/);
    assert.equal((await show(1)).state, "claimed");
    assert.deepEqual((await step("confirm", 1)).value, { id: 1, state: "confirmed", already: false });
    assert.match((await step("confirm", 1)).err, /can't be confirmed: it is confirmed/);
  });

  it("keeps what an entry said before it was amended, and has it confirmed again by somebody else", async () => {
    await add();
    await step("confirm", 1);
    await step("amend", 1, { amount: "100000", evidence: "measured", why: "The last invoice was lower" });

    const { state, pounds, trail } = (await show(1)) as { state: string; pounds: number; trail: Said[] };
    assert.deepEqual([state, pounds], ["claimed", 100_000]);
    assert.deepEqual(trail.at(-1), {
      line: 3,
      at: "2026-11-24T10:00:00.000Z",
      step: "amend",
      by: "Head of finance",
      why: "The last invoice was lower",
      beside: [],
      changed: { pounds: [120_000, 100_000], evidence: ["counted", "measured"] },
    });
    assert.match((await step("confirm", 1)).err, /claimed or amended by Head of finance/);
    assert.equal((await step("confirm", 1, { by: "Internal audit" })).value.state, "confirmed");
  });

  it("adds nothing where an amendment says what is there already", async () => {
    await add();

    const { value } = await step("amend", 1, { amount: "£120,000", why: "To be sure" });

    assert.deepEqual(value, { id: 1, state: "claimed", already: true });
    assert.equal((await kept()).length, 1);
  });

  it("asks for a reason whenever something is amended, rejected or withdrawn, and forgets nothing of it", async () => {
    await add();
    await add(second);
    for (const name of ["amend", "reject", "withdraw"])
      assert.match((await step(name, 1)).err, /Say why: --why/, name);

    await step("reject", 1, { why: "The contract ran on" });
    await step("withdraw", 2, { why: "Claimed by another team" });

    const all = (await says("list")).value.entries as Said[];
    assert.deepEqual(
      all.map(({ state }) => state),
      ["rejected", "withdrawn"],
    );
    const { trail } = (await show(1)) as { trail: Said[] };
    assert.equal(trail.at(-1)?.why, "The contract ran on");
    assert.match((await step("confirm", 1)).err, /it is rejected/);
    assert.match((await step("amend", 2, { amount: "1", why: "x" })).err, /it is withdrawn/);
    assert.deepEqual(((await says("list", "--state", "claimed")).value.entries as Said[]).length, 0);
  });

  it("only ever adds to its lines, whatever becomes of an entry", async () => {
    const lives = [
      () => add(),
      () => step("confirm", 1),
      () => step("amend", 1, { owner: "Estates team", why: "It moved" }),
      () => add(second),
      () => step("reject", 2, { why: "Nothing was printed before" }),
      () => step("withdraw", 1, { why: "The contract ran on" }),
    ];
    for (const [nth, next] of lives.entries()) {
      const before = await kept();
      assert.equal((await next()).code, 0);
      const after = await kept();

      assert.deepEqual(after.slice(0, nth), before);
      assert.equal(after.length, nth + 1);
    }
  });

  it("refuses what may be counted already, until it is said why they are two, and keeps what was said", async () => {
    await add();
    const again = { title: "Licences of the case system", by: "Commercial team" };

    const refused = await add(again);
    assert.match(refused.err, /may count twice what entry 1 \(“Old case system retired”\) counts/);
    assert.match((await add({ ...again, beside: "1" })).err, /--beside needs --why/);
    assert.match((await add({ ...again, beside: "7", why: WHY })).err, /Entry 7 isn't one/);
    assert.equal((await kept()).length, 1);

    assert.equal((await add({ ...again, beside: "1", why: WHY })).value.id, 2);
    assert.deepEqual((await show(1)).beside, [{ entry: 2, why: WHY, by: "Commercial team" }]);
    assert.deepEqual((await show(2)).beside, [{ entry: 1, why: WHY, by: "Commercial team" }]);
  });

  it("refuses an amendment that makes an entry like another, and doesn't ask twice about the same two", async () => {
    await add();
    await add(second);
    const like = { category: "legacy", amount: "120000", why: "It was the same contract" };

    assert.match((await step("amend", 2, like)).err, /--beside 1/);
    assert.equal((await show(2)).pounds, 9_000);
    assert.equal((await step("amend", 2, { ...like, beside: "1" })).code, 0);
    assert.equal((await step("amend", 2, { source: "Another register", why: "It moved" })).code, 0);
  });

  it("takes the same command twice within a day for one claim, and says that it is there", async () => {
    await add();
    const twice = await add();
    const { out } = await operate([
      "ledger",
      "add",
      ...typed({ ...content, by: "Benefits manager", tenant: TENANT, now: tuesday }),
    ]);

    assert.deepEqual(twice.value, { id: 1, state: "claimed", already: true });
    assert.match(out, /It is there already: entry 1/);
    assert.equal((await kept()).length, 1);
    assert.match((await add({}, "--now", "2026-11-25T10:00:00Z")).err, /may count twice/);
  });

  it("takes the same command from two terminals at once for one claim", async () => {
    const both = await Promise.all([add(), add(), add()]);

    assert.deepEqual(both.map(({ value }) => value.already).toSorted(), [false, true, true]);
    assert.equal((await kept()).length, 1);
  });

  it("numbers what several people add at once without a gap", async () => {
    const titles = ["Printers", "Vans", "Mainframe"].map((title, n) => ({ title, amount: String(n + 1) }));
    const all = await Promise.all(titles.map((parts) => add(parts)));

    assert.deepEqual(all.map(({ value }) => value.id).toSorted(), [1, 2, 3]);
    assert.deepEqual(
      (await kept()).map(({ nth }) => nth),
      [1, 2, 3],
    );
  });

  it("leaves minutes to the estimates, and takes what only speaks of them with a reason", async () => {
    const time = { title: "Letters: 300 hours saved a month" };

    assert.match((await add({ ...content, category: "staff-time" })).err, /no category for staff time/);
    assert.match((await add(time)).err, /--title speaks of staff time saved/);
    assert.match(
      (await add({ baseline: "20 minutes less for each letter" })).err,
      /--baseline speaks of staff time/,
    );
    assert.deepEqual(await kept(), []);
    assert.equal((await add({ ...time, why: "Hours of a hired machine" })).code, 0);
    await add(second);
    assert.match((await step("amend", 2, { ...time, why: "x" })).err, /withdraw the entry and add another/);
  });

  it("releases no cash unless a post in finance answers for it, nor on a feeling", async () => {
    assert.match((await add({ class: "cash-releasing" })).err, /needs the post in finance/);
    assert.match((await add({ "finance-owner": "Head of finance" })).err, /goes with --class cash-releasing/);
    const felt = { class: "cash-releasing", "finance-owner": "Head of finance", evidence: "felt" };
    assert.match((await add(felt)).err, /only felt releases no cash/);

    await add({ ...felt, evidence: "audited" });
    assert.equal((await show(1)).financeOwner, "Head of finance");
    await step("amend", 1, { class: "non-cash-releasing", why: "The budget stayed" });
    assert.equal((await show(1)).financeOwner, null);
  });

  const wrong: readonly [string, Readonly<Record<string, string | undefined>>, RegExp][] = [
    ["without a category", { category: undefined }, /--category is one of: fraud \(fraud prevented/],
    ["with a category there isn't", { category: "toString" }, /--category is one of/],
    ["without a title", { title: undefined }, /Say what it is in a few words/],
    ["with a title of nothing", { title: "of the – …" }, /needs a word that says what it is/],
    ["with a title of two lines", { title: "One\nTwo" }, /one line of plain text/],
    ["with hidden characters", { title: "Old\u202Ecase" }, /characters that can't be seen/],
    ["with a title too long", { title: "word ".repeat(21) }, /100 characters at most/],
    ["without an amount", { amount: undefined }, /whole pounds/],
    ["with pence", { amount: "12.50" }, /whole pounds/],
    ["with an amount in words", { amount: "12k" }, /whole pounds/],
    ["with badly set commas", { amount: "1,20,000" }, /whole pounds/],
    ["with nought", { amount: "0" }, /nothing to enter/],
    ["with more than anybody has", { amount: "10000000001" }, /10 billion pounds at most/],
    [
      "without evidence",
      { evidence: undefined },
      /--evidence is one of: felt \(.+counted \(.+measured \(.+audited/,
    ],
    ["with a class there isn't", { class: "cash" }, /--class is one of/],
    ["without an owner", { owner: " " }, /which post or team answers for it, not which person/],
    ["without a baseline", { baseline: undefined }, /what it was before and how that was known/],
    ["without a source", { source: undefined }, /where the evidence lies/],
    ["from no day", { from: "2026-02-30" }, /--from takes a day/],
    ["to an unknown day", { to: "March" }, /--to takes a day/],
    ["backwards", { to: "2026-03-31" }, /--to is before --from/],
    ["for ever", { to: "2036-04-01" }, /10 years at most/],
    ["by nobody", { by: " " }, /Say who you are/],
    ["beside nothing", { beside: "none", why: "x" }, /numbers of entries/],
    ["with an e-mail address", { owner: "jo.bloggs@example.gov.uk" }, /an e-mail address.+post or a team/],
    ["with a telephone number", { source: "Ring 020 7946 0000" }, /a telephone number/],
    ["with somebody's name", { "finance-owner": "Dr Example", class: "cash-releasing" }, /a person's name/],
    [
      "with a National Insurance number",
      { source: "Case QQ 12 34 56 C" },
      /National Insurance number.+nothing was kept/,
    ],
    ["with a marking", { baseline: "From a paper, OFFICIAL-SENSITIVE" }, /marking.+nothing was kept/],
    ["with a password", { why: "password: Tr0ub4dor" }, /--why: .+password.+nothing was kept/],
    [
      "with a marking split over two parts",
      { owner: "OFFICIAL", baseline: "SENSITIVE" },
      /marking.+nothing was kept/,
    ],
  ];
  for (const [what, parts, said] of wrong)
    it(`takes no entry ${what}, says in one sentence what to do, and keeps nothing`, async () => {
      const { code, err } = await add(parts);

      assert.equal(code, 1);
      assert.match(err, said);
      assert.equal(err.trim().split("\n").length, 1);
      assert.deepEqual(await kept(), []);
    });

  it("says that there is no such entry, also where another organisation has one", async () => {
    await add();
    for (const id of ["2", "0", "1e0", "01", "x'; drop table savings_line"])
      assert.match((await step("confirm", id)).err, /There is no entry/, id);

    const elsewhere = await operate(["ledger", "show", "1", "--tenant", other]);
    assert.match(elsewhere.err, /There is no entry 1/);
    const theirs = await operate([
      "ledger",
      "add",
      ...typed({ ...content, by: "Somebody else", tenant: other }),
    ]);
    assert.match(theirs.out, /Entry 1 is claimed/); // theirs are counted from 1, and held against theirs alone
  });

  it("adds up claimed apart from confirmed, by class, category and evidence", async () => {
    await add();
    await add({ ...second, evidence: "felt" });
    await add({ title: "Moving off the case system", amount: "-20000", evidence: "measured" });
    await step("confirm", 1);
    await step("confirm", 3);

    const { claimed, confirmed } = await totals("--period", "2026-27");

    assert.deepEqual([claimed.entries, claimed.net], [1, 9_000]);
    assert.deepEqual([confirmed.entries, confirmed.net], [2, 100_000]);
    assert.equal(confirmed.byEvidence.measured?.net, -20_000);
    assert.equal(confirmed.byCategory.legacy?.net, 100_000);
    assert.equal(claimed.byClass["non-cash-releasing"]?.net, 9_000);
    assert.equal(claimed.byEvidence.felt?.entries, 1);
  });

  it("counts by the day what lies only partly in a period, and says so, and what is still to come", async () => {
    await add({ from: "2026-10-01", to: "2027-09-30", amount: "365000" });

    const { claimed } = await totals();
    assert.deepEqual([claimed.net, claimed.toCome], [182_000, 127_000]); // 182 days, of which 127 after 24 November
    assert.equal((await totals("--period", "2027-28")).claimed.net, 183_000);
    assert.equal((await totals("--from", "2026-10-01", "--to", "2026-10-10")).claimed.net, 10_000);
    const { out } = await operate(["ledger", "totals", "--tenant", TENANT, "--now", tuesday]);
    assert.match(out, /^2026-27: 2026-04-01 to 2027-03-31, as of 2026-11-24\nConfirmed: nothing\n/);
    assert.match(out, /counts by its days in them/);
    assert.match(out, /rounded to £100/);
    assert.match(out, /Minutes that staff reported.+never added/);
    assert.match(out, /of which £127,000 is for days to come/);
  });

  it("says what is wrong with a period", async () => {
    assert.match((await says("totals", "--period", "2026-28")).err, /financial year, such as 2026-27/);
    assert.match((await says("totals", "--period", "2026-27", "--from", "2026-04-01")).err, /not both/);
    assert.match((await says("totals", "--from", "2026-04-02", "--to", "2026-04-01")).err, /--to is before/);
    assert.match((await says("totals", "--from", "2026-04-02")).err, /--to takes a day/);
    assert.match((await says("list", "--state", "done")).err, /--state is one of: claimed/);
  });

  for (const [what, tampering] of [
    ["changed", sql`update savings_line set content = replace(content, '120000', '920000') where nth = 1`],
    ["taken out", sql`delete from savings_line where nth = 1`],
  ] as const)
    it(`tells where a line was ${what} behind its back, and takes no more until that is put right`, async () => {
      await add();
      await add(second);
      await tampering.execute(house.db);

      for (const asked of [["totals"], ["list"], ["show", "2"]]) {
        const { code, out } = await operate(["ledger", ...asked, "--tenant", TENANT, "--now", tuesday]);
        assert.equal(code, 1);
        assert.match(out, /^The ledger was changed by other means at its line [12]: don't rely on it/);
      }
      assert.match((await add({ title: "Vans", amount: "5" })).err, /changed by other means/);
    });

  it("names the seal of its last line, so that a printed total can be held against it later", async () => {
    await add();
    const before = (await says("totals")).value.ledger as Said;
    await add(second);
    const after = (await says("totals")).value.ledger as Said;

    assert.match(String(before.seal), /^[0-9a-f]{64}$/);
    assert.deepEqual([before.lines, after.lines], [1, 2]);
    assert.equal((await kept())[0]?.seal, before.seal);
    assert.notEqual(after.seal, before.seal);
  });

  it("writes nothing of it into the log", async () => {
    await add();
    await add({ owner: "jo.bloggs@example.gov.uk" });
    await step("confirm", 1);

    assert.doesNotMatch(JSON.stringify(house.logged), /case system|Benefits manager|Head of finance|bloggs/i);
  });
});
