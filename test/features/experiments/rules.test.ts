import assert from "node:assert/strict";
import { daysOffIn } from "../../../src/core/days-off.ts";
import { unpublished } from "../../../src/core/figures.ts";
import { defaults, type Person, type PersonId, type TenantId } from "../../../src/core/person.ts";
import { monthBefore, reasonIn } from "../../../src/features/experiments/due.ts";
import { propose, saveRecord } from "../../../src/features/experiments/messages.ts";
import { downToFives, pointsOf, type Reading, resultOf } from "../../../src/features/experiments/results.ts";
import {
  codeIn,
  codeInWords,
  readClosing,
  readProposal,
  readRecord,
  usualDates,
} from "../../../src/features/experiments/rules.ts";
import { releasing } from "../../../src/features/publication/releases.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";

const person: Person = {
  ...defaults,
  ...{ tenant: "t" as TenantId, id: "p" as PersonId, known: true, setUp: true, greeted: true },
};
const noDaysOff = daysOffIn([], []);

describe("The dates that are filled in", () => {
  const startsFor = (today: string, more: Partial<Person> = {}) =>
    usualDates({ ...person, ...more }, today, noDaysOff).starts;

  it("begin on the next working day of whoever proposes", () => {
    assert.equal(startsFor("2026-11-24"), "2026-11-25");
    assert.equal(startsFor("2026-11-27"), "2026-11-30");
    assert.equal(startsFor("2026-11-24", { workingDays: [1, 2] }), "2026-11-30");
    assert.equal(startsFor("2026-11-24", { awayFrom: "2026-11-25", awayUntil: "2026-12-01" }), "2026-12-02");
  });

  it("begin tomorrow for somebody who has no working days at all", () => {
    assert.match(startsFor("2026-11-24", { workingDays: [] }), /^20\d\d-\d\d-\d\d$/);
  });
});

describe("A proposal", () => {
  const designs = [{ code: "diary", name: { en: "A diary", cy: "Dyddiadur" }, described: false }];
  const whole = {
    ...{
      form: "f",
      hypothesis: "If we do it, then it is better",
      task: "email",
      app: "outlook",
      measure: "minutes",
    },
    ...{ baseline: "An hour", known: "estimated", design: "diary", starts: "2026-11-25", ends: "2026-12-09" },
    ...{ openTo: "all", success: "Less than an hour" },
  };
  const problems = (more: object) => {
    const read = readProposal(propose.read({ ...whole, ...more }), designs, "2026-11-24");
    return read.ok ? [] : read.problems;
  };

  it("is taken where it is whole", () => {
    assert.deepEqual(problems({}), []);
  });

  for (const [what, more, problem] of [
    ["a design that nobody has", { design: "by-magic" }, "design"],
    ["a task of the prototype", { task: "constructor" }, "task"],
    ["a day before today", { starts: "2026-11-23" }, "starts"],
    ["a day that is none", { starts: "2026-02-30" }, "starts"],
    ["an end on its first day", { ends: "2026-11-25" }, "ends"],
    ["an end after three months", { ends: "2027-02-26" }, "ends"],
    ["a count of nothing", { measure: "count" }, "counted"],
    ["nobody who may join", { openTo: "few" }, "open-to"],
    ["spaces for a hypothesis", { hypothesis: "           " }, "hypothesis"],
  ] as const)
    it(`isn't taken with ${what}`, () => assert.deepEqual(problems(more), [problem]));

  it("keeps a line as one line, without what can't be seen", () => {
    const read = readProposal(
      propose.read({ ...whole, hypothesis: "If\nwe \u202Edo it,\u200B then" }),
      designs,
      "2026-11-24",
    );

    assert.equal(read.ok && read.value.hypothesis, "If we do it, then");
  });
});

describe("What was recorded", () => {
  const read = (used: string, amount: string | undefined, counts: boolean) =>
    readRecord(saveRecord.read({ experiment: 1, record: "r", used, amount }), counts);
  const madeOf = (used: string, amount: string | undefined, counts: boolean) => {
    const found = read(used, amount, counts);
    return found.ok ? found.value : found.problems;
  };

  it("has minutes where it was used, and a count either way", () => {
    assert.deepEqual(madeOf("yes", "-12", false), { used: true, amount: -12 });
    assert.deepEqual(madeOf("yes", "7,5", false), { used: true, amount: 8 });
    assert.deepEqual(madeOf("no", "30", false), { used: false, amount: undefined });
    assert.deepEqual(madeOf("no", "3", true), { used: false, amount: 3 });
  });

  it("has no number that is none, or too large", () => {
    for (const amount of ["241", "-241", "1e9", "NaN", "", undefined, "１２"])
      assert.deepEqual(madeOf("yes", amount, false), ["minutes"], amount);
    for (const amount of ["-1", "1001"]) assert.deepEqual(madeOf("yes", amount, true), ["count"]);
    assert.deepEqual(madeOf("perhaps", "5", false), ["used"]);
  });
});

describe("What came of it", () => {
  const readings = (people: number, amount: (at: number) => number): readonly Reading[] =>
    Array.from({ length: people }, (_, at) => ({
      person: `p${at}` as PersonId,
      used: true,
      amount: amount(at),
    }));
  const result = (all: readonly Reading[], places = 0) =>
    resultOf(unpublished(all), { name: "e", places }, releasing(LIMITS));

  it("is nothing of nobody, of nine, or of ten of whom all had nought", () => {
    assert.equal(result([]).used, undefined);
    assert.equal(result(readings(9, () => 20)).used, undefined);
    assert.equal(result(readings(10, () => 0)).used, undefined);
  });

  it("is nothing where one person recorded nearly half the times", () => {
    const often = Array.from({ length: 9 }, () => ({ person: "p0" as PersonId, used: true, amount: 1 }));

    assert.equal(result([...readings(10, () => 9), ...often]).used, undefined);
  });

  it("counts a person's times together, so that recording often makes nobody surer", () => {
    const once = readings(20, (at) => at);
    const thrice = [...once, ...once, ...once];
    const [one, three] = [result(once).used, result(thrice).used];

    assert.deepEqual(three?.mean, one?.mean);
    assert.deepEqual([one?.times, three?.times], [20, 60]);
  });

  it("is indicative below thirty people, and rounded down to fives", () => {
    assert.deepEqual(
      [result(readings(29, (at) => at)).used?.indicative, result(readings(29, (at) => at)).used?.people],
      [true, 25],
    );
    assert.equal(result(readings(30, (at) => at)).used?.indicative, false);
    assert.equal(downToFives(14), 10);
  });

  it("points up, down or neither by its interval alone", () => {
    const points = (amount: (at: number) => number) => {
      const { used } = result(readings(40, amount));
      return used && pointsOf(used);
    };

    assert.equal(
      points((at) => 10 + (at % 3)),
      "up",
    );
    assert.equal(
      points((at) => -10 - (at % 3)),
      "down",
    );
    assert.equal(
      points((at) => (at % 2 === 0 ? 10 : -10)),
      "neither",
    );
  });

  it("needs a verdict, and a sentence on what was learned", () => {
    const read = readClosing({
      experiment: 1,
      verdict: "great",
      learned: "ok",
      next: undefined,
      keep: undefined,
    });

    assert.deepEqual(!read.ok && read.problems, ["verdict", "learned"]);
  });
});

describe("A code", () => {
  it("is read with and without its dashes, in any case, and is nothing else", () => {
    assert.equal(codeIn("7f3a-91c2-0b4d"), "7F3A91C20B4D");
    assert.equal(codeInWords("7F3A91C20B4D"), "7F3A-91C2-0B4D");
    for (const other of [undefined, "", "7F3A", "ZZZZ-ZZZZ-ZZZZ", "7f3a-91c2-0b4d-1"])
      assert.equal(codeIn(other), undefined);
  });
});

describe("Why we write", () => {
  it("is read from the slot, which is nobody else's", () => {
    assert.deepEqual(reasonIn("experiment/close/7/2"), { kind: "close", id: 7, nth: "2" });
    assert.deepEqual(reasonIn("experiment/copied/7/9"), { kind: "copied", id: 7, by: 9 });
    assert.equal(reasonIn("experiment/other"), undefined);
  });

  it("is the month before, also in January", () => {
    assert.deepEqual(monthBefore("2027-01-05"), { from: "2026-12-01", until: "2027-01-01" });
    assert.deepEqual(monthBefore("2026-03-31"), { from: "2026-02-01", until: "2026-03-01" });
  });
});
