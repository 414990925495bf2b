import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { grades, idsOf } from "../../../src/core/taxonomy.ts";
import { breakEven, hourOf, PayTable, valued } from "../../../src/features/benefits/value.ts";

const table = PayTable.parse(JSON.parse(readFileSync("content/benefits/grade-pay.json", "utf8")));
const terms = { lastDay: "2023-06-30", optimism: undefined, financeOwner: undefined };

describe("The value of time", () => {
  it("is pay and on-costs by the hours worked, as the published salaries say for each grade", () => {
    const pounds = idsOf(grades).map((grade) => Math.round(hourOf(table, grade) ?? 0));

    assert.deepEqual(pounds, [19, 19, 24, 30, 36, 48, 60, 72, 0]);
  });

  it("is added up by grade, and nothing is guessed of a grade that isn't known", () => {
    const { gross, unvalued } = valued({ eo: 120, g7: 60, unknown: 45, other: 15 }, table, terms);

    assert.ok(Math.abs(gross - (2 * (hourOf(table, "eo") ?? 0) + (hourOf(table, "g7") ?? 0))) < 1e-9);
    assert.equal(unvalued, 60);
  });

  it("shows what is taken off for optimism, and no adjusted value where nobody has said how much", () => {
    const optimism = { share: 0.4, reason: "Chief analyst, June 2023" };
    const adjusted = valued({ eo: 600 }, table, { ...terms, optimism });

    assert.ok(Math.abs((adjusted.adjusted ?? 0) - adjusted.gross * 0.6) < 1e-9);
    assert.deepEqual(adjusted.optimism, optimism);
    assert.equal(valued({ eo: 600 }, table, terms).adjusted, undefined);
  });

  it("doesn't release cash unless somebody in finance is named for it", () => {
    assert.equal(valued({}, table, terms).class, "non-cash-releasing");
    assert.equal(valued({}, table, { ...terms, financeOwner: "Finance director" }).class, "cash-releasing");
  });

  it("comes with its table's date and source, and says when that is more than a year old", () => {
    const now = valued({}, table, { ...terms, lastDay: "2026-11-08" });

    assert.equal(now.table.asOf, "2023-03-31");
    assert.match(now.table.source, /Open Government Licence/);
    assert.deepEqual([now.isOld, valued({}, table, terms).isOld], [true, false]);
  });

  it("never grows by caution, and a loss never shrinks by it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9999, max: 9999 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (minutes, share) => {
          const { gross, adjusted } = valued({ heo: minutes }, table, {
            ...terms,
            optimism: { share, reason: "" },
          });
          assert.ok((adjusted ?? 0) <= gross);
          if (gross < 0) assert.equal(adjusted, gross);
        },
      ),
    );
  });
});

describe("Break-even", () => {
  it("is the licence's weekly price in minutes, and more where only half of them are realised", () => {
    const { realised, reported } = breakEven(312, 24, 0.5);

    assert.ok(Math.abs(realised - 15) < 1e-9);
    assert.ok(Math.abs((reported ?? 0) - 30) < 1e-9);
  });

  it("can't be had where nothing is realised", () => {
    assert.equal(breakEven(312, 24, 0).reported, undefined);
  });
});
