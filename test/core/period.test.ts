import assert from "node:assert/strict";
import { addDays, type Day } from "../../src/core/calendar.ts";
import { endOf, periodBefore, periodKinds, periodNamed, periodOf } from "../../src/core/period.ts";

const weeksOf = (kind: (typeof periodKinds)[number], day: Day) => periodOf(kind, day).weeks;

describe("periods", () => {
  it("are named as people name them", () => {
    assert.deepEqual(
      periodKinds.map((kind) => periodOf(kind, "2026-11-24").name),
      ["2026-W48", "2026-11", "2026-27 Q3", "2026-27"],
    );
  });

  it("count a week where its Thursday lies, as ISO 8601 does", () => {
    assert.equal(periodOf("week", "2021-01-03").name, "2020-W53");
    assert.equal(periodOf("week", "2024-12-30").name, "2025-W01");
    assert.deepEqual(weeksOf("month", "2026-04-01")[0], "2026-03-30"); // Thursday 2 April
    assert.equal(periodOf("month", "2026-05-31").weeks.at(-1), "2026-05-25");
  });

  it("begin the financial year in April", () => {
    assert.equal(periodOf("year", "2026-03-25").name, "2025-26");
    assert.equal(periodOf("year", "2026-04-02").name, "2026-27");
    assert.equal(periodOf("quarter", "2027-02-10").name, "2026-27 Q4");
    assert.equal(periodOf("year", "1999-06-01").name, "1999-00");
  });

  for (const [kind, parts] of [
    ["month", "week"],
    ["quarter", "month"],
    ["year", "quarter"],
  ] as const)
    it(`make up every ${kind} of whole ${parts}s, so that nothing is left between them`, () => {
      for (let day = "2024-01-01"; day < "2027-06-01"; day = addDays(day, 7)) {
        const whole = periodOf(kind, day);
        for (const week of whole.weeks)
          for (const inside of periodOf(parts, week).weeks) assert.ok(whole.weeks.includes(inside));
      }
    });

  it("follow one another without a gap", () => {
    for (const kind of periodKinds)
      for (let day = "2024-01-01"; day < "2027-06-01"; day = addDays(day, 7)) {
        const period = periodOf(kind, day);
        const before = periodBefore(period);
        assert.equal(endOf(before), period.weeks[0]);
        assert.notEqual(before.name, period.name);
      }
  });

  it("are found again by their names", () => {
    for (const kind of periodKinds)
      for (let day = "2020-01-06"; day < "2027-06-01"; day = addDays(day, 7)) {
        const period = periodOf(kind, day);
        assert.deepEqual(periodNamed(period.name), period);
      }
  });

  it("are nothing else: no other words, and no days in between", () => {
    for (const name of [
      "",
      "2026",
      "2026-13",
      "2026-00",
      "2026-W54",
      "2026-W00",
      "2026-28",
      "2026-27 Q5",
      "2026-11-24",
    ])
      assert.equal(periodNamed(name), undefined, name);
  });

  it("are none of years that nobody reports in, however they are written", () => {
    for (const name of ["9999-12", "9999-W52", "9999-00", "9999-00 Q4", "0000-W00", "0000-01", "1899-00"])
      assert.equal(periodNamed(name), undefined, name);
  });
});
