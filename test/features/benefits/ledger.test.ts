import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, daysBetween } from "../../../src/core/calendar.ts";
import {
  besidesOf,
  type Content,
  doublesOf,
  type Entry,
  entriesIn,
  type Line,
  obstacleTo,
  repeatedBy,
  type Step,
  speaksOfStaffTime,
  states,
  titlesAlike,
} from "../../../src/features/benefits/ledger/rules.ts";
import {
  financialYear,
  poundsIn,
  totalsIn,
  UNIT,
  yearNameOf,
} from "../../../src/features/benefits/ledger/totals.ts";

const licences: Content = {
  category: "legacy",
  title: "Old case system retired",
  pounds: 120_000,
  recurs: "one-off",
  evidence: "counted",
  class: "non-cash-releasing",
  financeOwner: null,
  owner: "Digital services team",
  baseline: "Contract of £120,000 a year until March 2026",
  from: "2026-04-01",
  to: "2027-03-31",
  source: "Contract register, line 12",
};
const at = new Date("2026-11-24T10:00:00Z");

type Taken = Partial<Line> & { readonly step: Step };
/** Lines as the ledger would number them. */
const lines = (...steps: readonly Taken[]): readonly Line[] =>
  steps.map((line, place) => ({
    nth: place + 1,
    entry: 1,
    at,
    by: "Benefits manager",
    content: licences,
    why: undefined,
    beside: [],
    ...line,
  }));
const entry = (...steps: readonly Taken[]): Entry => entriesIn(lines(...steps))[0] as Entry; // one at least
const claimed = (content: Partial<Content>, id = 1): Entry =>
  entry({ step: "claim", entry: id, content: { ...licences, ...content } });

describe("The life of an entry in the savings ledger", () => {
  const lives: readonly [readonly Step[], Entry["state"]][] = [
    [["claim"], "claimed"],
    [["claim", "amend"], "claimed"],
    [["claim", "confirm"], "confirmed"],
    [["claim", "confirm", "amend"], "claimed"],
    [["claim", "reject"], "rejected"],
    [["claim", "confirm", "withdraw"], "withdrawn"],
  ];
  for (const [steps, state] of lives)
    it(`leaves it ${state} after ${steps.join(", ")}`, () => {
      assert.equal(entry(...steps.map((step) => ({ step }))).state, state);
    });

  it("lets each step be taken from where it makes sense, and says why not from elsewhere", () => {
    const from: Readonly<Record<Exclude<Step, "claim">, readonly Entry["state"][]>> = {
      amend: ["claimed", "confirmed"],
      confirm: ["claimed"],
      reject: ["claimed"],
      withdraw: ["claimed", "confirmed"],
    };
    for (const [step, allowed] of Object.entries(from))
      for (const state of states) {
        const obstacle = obstacleTo(step as keyof typeof from, { ...claimed({}), state }, "Auditor");
        if (allowed.includes(state)) assert.equal(obstacle, undefined, `${step} ${state}`);
        else assert.match(String(obstacle), new RegExp(`^Entry 1 can't be \\w+: it is ${state}\\.$`));
      }
  });

  it("lets nobody confirm or reject what they claimed or amended, however they write their name", () => {
    const amended = entry({ step: "claim" }, { step: "amend", by: "Équipe  Zoë", why: "a slip" });

    for (const by of ["benefits manager", " BENEFITS  MANAGER", "equipe zoe"])
      for (const step of ["confirm", "reject"] as const)
        assert.match(String(obstacleTo(step, amended, by)), /claimed or amended by/, `${step} ${by}`);
    assert.equal(obstacleTo("confirm", amended, "Head of internal audit"), undefined);
    assert.equal(obstacleTo("withdraw", amended, "benefits manager"), undefined);
  });
});

describe("Counting a benefit twice", () => {
  const titles: readonly [string, string, boolean][] = [
    ["Old case system retired", "Retired the old case systems", true],
    ["Old case system retired", "Old case system retired early in Wales", true],
    ["Café contract ended", "CAFE CONTRACTS ended", true],
    ["Old case system retired", "Old payroll system retired", true], // three of five words
    ["Old case system retired", "Paper forms removed", false],
    ["Fraud", "Fraud in grant payments found by matching", false], // one word is no likeness
    ["Phase 1", "Phase 2", false],
    ["Process", "Processes", false], // only a plural s is taken off
  ];
  for (const [one, other, alike] of titles)
    it(`takes “${one}” and “${other}” for ${alike ? "like" : "different"} titles`, () => {
      assert.equal(titlesAlike(one, other), alike);
      assert.equal(titlesAlike(other, one), alike);
    });

  const others: readonly [string, Partial<Content>, boolean][] = [
    ["a like title", { title: "Retired the old case system", pounds: 5 }, true],
    ["the same amount", { title: "Paper forms", pounds: 120_000 }, true],
    ["another title and amount", { title: "Paper forms", pounds: 5 }, false],
    ["the same in days that follow", { from: "2027-04-01", to: "2028-03-31" }, false],
    ["the same from its last day on", { from: "2027-03-31", to: "2028-03-31" }, true],
    ["the same amount in another category", { category: "waste", title: "Paper forms" }, false],
    ["a like title in another category", { category: "waste", pounds: 5 }, false],
    ["both in another category", { category: "waste" }, true],
    ["a cost that came with it", { title: "Old case system retired: moving", pounds: -120_000 }, false],
  ];
  for (const [what, content, isDouble] of others)
    it(`is ${isDouble ? "seen" : "not suspected"} where an entry has ${what}`, () => {
      const doubles = doublesOf({ ...licences, ...content }, [claimed({})]);

      assert.equal(doubles.length, isDouble ? 1 : 0);
    });

  it("isn't suspected of what was rejected or withdrawn", () => {
    const ended = (["reject", "withdraw"] as const).map((step) => entry({ step: "claim" }, { step }));

    assert.deepEqual(doublesOf(licences, ended), []);
  });

  it("was said not to be, and that is found from either of the two", () => {
    const both = lines(
      { step: "claim" },
      { step: "claim", entry: 2, beside: [1], why: "Two contracts of one price" },
    );
    const said = { why: "Two contracts of one price", by: "Benefits manager" };

    assert.deepEqual(besidesOf(2, both), [{ entry: 1, ...said }]);
    assert.deepEqual(besidesOf(1, both), [{ entry: 2, ...said }]);
  });
});

describe("The same claim once more", () => {
  const claim = { content: licences, by: "Benefits manager", beside: [] };
  const hours = (after: number) => new Date(at.getTime() + after * 3_600_000);

  it("is the entry that there is already, for a day", () => {
    assert.equal(repeatedBy(claim, hours(23.9), [claimed({})])?.id, 1);
    assert.equal(repeatedBy(claim, hours(24), [claimed({})]), undefined);
  });

  it("is another claim where any part differs, or who made it, or what it stands beside", () => {
    for (const [part, value] of Object.entries({ pounds: 1, owner: "Estates team", source: "A letter" }))
      assert.equal(
        repeatedBy({ ...claim, content: { ...licences, [part]: value } }, at, [claimed({})]),
        undefined,
      );
    assert.equal(repeatedBy({ ...claim, by: "Auditor" }, at, [claimed({})]), undefined);
    assert.equal(repeatedBy({ ...claim, beside: [1] }, at, [claimed({})]), undefined);
  });

  it("can be made again once the first was withdrawn", () => {
    assert.equal(repeatedBy(claim, at, [entry({ step: "claim" }, { step: "withdraw" })]), undefined);
  });
});

describe("Staff time", () => {
  const spoken: readonly [string, boolean][] = [
    ["Saved 300 hours a month on letters", true],
    ["1,200 minutes saved each week", true],
    ["Casework is 20 mins quicker", true],
    ["2 FTE released to other work", true],
    ["Time saved in procurement", true],
    ["It saves the team time", true],
    ["Less staff time on filing", true],
    ["Arbed 40 awr, 30 munud y mis", true],
    ["Arbed oriau bob wythnos", true],
    ["Old case system retired", false],
    ["Call centre open 24 hours a day", false],
    ["Minutes of board meetings no longer printed", false],
    ["Saved £40,000 of licences", false],
    ["First-time fraud prevented", false],
    ["Full-time contractors replaced", false],
  ];
  for (const [text, isTime] of spoken)
    it(`is ${isTime ? "" : "not "}what “${text}” speaks of`, () => {
      assert.equal(speaksOfStaffTime(text), isTime);
    });
});

describe("Totals of the savings ledger", () => {
  const year = financialYear("2026-27");
  assert.ok(year);

  it("are for financial years from April, by the day", () => {
    assert.deepEqual(year, { from: "2026-04-01", to: "2027-03-31" });
    assert.deepEqual(financialYear("2099-00"), { from: "2099-04-01", to: "2100-03-31" });
    for (const wrong of ["2026-28", "2026", "2026-11", "26-27", ""])
      assert.equal(financialYear(wrong), undefined);
    assert.deepEqual(["2026-03-31", "2026-04-01", "2027-01-01"].map(yearNameOf), [
      "2025-26",
      "2026-27",
      "2026-27",
    ]);
  });

  it("count an entry that lies partly in them by its days, and a yearly amount whole in each whole year", () => {
    const half = { ...licences, from: "2026-03-22", to: "2026-04-10" }; // ten days before April and ten in it
    const yearly = { ...licences, recurs: "yearly", from: "2026-04-01", to: "2028-03-31" } as const;

    assert.equal(poundsIn(half, year), 60_000);
    assert.equal(poundsIn(yearly, year), 120_000);
    assert.equal(poundsIn(yearly, { from: "2027-04-01", to: "2028-03-31" }), 120_000); // a leap year
    assert.equal(poundsIn({ ...yearly, to: "2026-04-01" }, year), 120_000 / 365);
    assert.equal(poundsIn(licences, { from: "2027-04-01", to: "2028-03-31" }), 0);
  });

  it("lose nothing and count nothing twice, however days are cut into periods", () => {
    const day = fc.integer({ min: 0, max: 3_000 }).map((after) => addDays("2022-01-01", after));
    fc.assert(
      fc.property(
        fc.tuple(day, day).map((both) => both.toSorted()),
        day,
        fc.constantFrom("one-off" as const, "yearly" as const),
        ([from = "", to = ""], cut, recurs) => {
          const content = { pounds: 90_001, recurs, from, to };
          const ends = { from: "2022-01-01", to: addDays("2022-01-01", 3_000) };
          const whole = poundsIn(content, ends);
          const parts =
            poundsIn(content, { ...ends, to: cut }) + poundsIn(content, { ...ends, from: addDays(cut, 1) });

          assert.ok(Math.abs(whole - parts) < 1e-6);
          if (recurs === "one-off") assert.ok(Math.abs(whole - 90_001) < 1e-6);
          else assert.ok(Math.abs(whole - (90_001 * (daysBetween(from, to) + 1)) / 365.25) < 90_001 / 100);
        },
      ),
    );
  });

  it("keep claimed apart from confirmed, leave out what ended, and take costs from benefits", () => {
    const cost: Content = { ...licences, pounds: -20_049, evidence: "measured" };
    const entries = [
      claimed({}),
      entry({ step: "claim" }, { step: "confirm" }),
      entry({ step: "claim", content: cost }, { step: "confirm", content: cost }),
      entry({ step: "claim" }, { step: "reject" }),
      entry({ step: "claim" }, { step: "withdraw" }),
    ];
    const { claimed: open, confirmed } = totalsIn(entries, year, "2027-03-31");

    assert.deepEqual([open.entries, open.net], [1, 120_000]);
    const { entries: n, benefits, costs, net, toCome } = confirmed;
    assert.deepEqual(
      { n, benefits, costs, net, toCome },
      { n: 2, benefits: 120_000, costs: 20_000, net: 100_000, toCome: 0 },
    );
    assert.equal(confirmed.byEvidence.measured.net, -20_000);
    assert.equal(confirmed.byEvidence.counted.net, 120_000);
    assert.equal(confirmed.byClass["cash-releasing"].entries, 0);
    assert.equal(confirmed.byCategory.legacy.net, 100_000);
  });

  it("say how much lies in days that haven't come yet", () => {
    const { claimed: open } = totalsIn([claimed({ pounds: 365_000 })], year, "2026-04-10");

    assert.deepEqual([open.net, open.toCome], [365_000, 355_000]);
  });

  it("are rounded to the unit that they state, and nought is never below nought", () => {
    const { claimed: open } = totalsIn(
      [claimed({ pounds: 1_234 }), claimed({ pounds: -10 })],
      year,
      "2027-03-31",
    );

    assert.equal(UNIT, 100);
    assert.equal(open.benefits, 1_200);
    assert.ok(Object.is(open.costs, 0) && Object.is(open.toCome, 0));
  });
});
