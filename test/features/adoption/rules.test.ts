import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays } from "../../../src/core/calendar.ts";
import {
  BITS,
  concentration,
  daysWithin,
  isConcealed,
  mondayIn,
  nothingSeen,
  seeing,
  sharedOut,
  topTenth,
  usageApps,
  weekOf,
  weeksIn,
} from "../../../src/features/adoption/rules.ts";
import { row } from "./source.ts";

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays("2020-01-06", days));

describe("a week of use", () => {
  it("has a bit for each day and app, and one for the day in any app", () => {
    const [week] = weeksIn(row("ada", "2026-11-22", { word: "2026-11-18", excel: "2026-11-22" }));

    const bits = (app: (typeof usageApps)[number]) =>
      week?.days.slice(usageApps.indexOf(app) * 7).slice(0, 7);
    assert.equal(week?.days.length, BITS);
    assert.equal(mondayIn(week?.week ?? 0), "2026-11-16");
    assert.equal(bits("any"), "0010001");
    assert.equal(bits("word"), "0010000");
    assert.equal(bits("excel"), "0000001");
    assert.equal(bits("teams"), "0000000");
  });

  it("takes no day after the one the report speaks of", () => {
    assert.deepEqual(weeksIn(row("ada", "2026-11-18", { any: "2026-11-19" })), []);
  });

  it("knows which of its days lie between two others", () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (day, one, other) => {
        const [from, to] = [one, other].sort() as [string, string];
        const week = weekOf(day);
        const wanted = [0, 1, 2, 3, 4, 5, 6]
          .map((at) => addDays(mondayIn(week), at))
          .map((each) => each >= from && each <= to);

        const mask = daysWithin(week, from, to);

        assert.deepEqual(
          [...mask.toString(2).padStart(7, "0")].map((bit) => bit === "1"),
          wanted,
        );
      }),
    );
  });
});

describe("concealed names", () => {
  const hash = (digit: string) => ({ ...row("", "2026-11-20", {}), signInName: digit.repeat(32) });
  const seen = (...rows: ReturnType<typeof hash>[]) => seeing(nothingSeen, rows);
  const ada = row("ada", "2026-11-20", {});

  for (const [what, setting, rows, wanted] of [
    ["the setting says so", true, seen(ada), true],
    ["all are upper-case digits", undefined, seen(hash("A"), hash("0")), true],
    ["all are lower-case digits, whatever the setting says", false, seen(hash("a")), true],
    ["nobody has an @", undefined, seen({ ...ada, signInName: "ada" }), true],
    ["there are names", undefined, seen(ada, hash("A")), false],
    ["there are no rows", undefined, nothingSeen, false],
  ] as const)
    it(`${wanted ? "are noticed" : "aren't suspected"} when ${what}`, () =>
      assert.equal(isConcealed(setting, rows), wanted));
});

describe("spread", () => {
  it("is even where every group has as many of the active as of the licensed", () => {
    assert.equal(
      concentration([
        { active: 10, licensed: 20 },
        { active: 30, licensed: 60 },
      ]),
      0,
    );
  });

  it("says which share of the active would have to sit elsewhere", () => {
    assert.equal(
      concentration([
        { active: 40, licensed: 50 },
        { active: 0, licensed: 50 },
      ]),
      0.5,
    );
  });

  it("isn't known where nobody is active", () => {
    assert.equal(concentration([{ active: 0, licensed: 50 }]), undefined);
  });

  it("gives the most active tenth a tenth where all are alike, and all where only they are active", () => {
    assert.equal(topTenth({ 8: 50 }), 0.1);
    assert.equal(topTenth({ 0: 90, 12: 10 }), 1);
    assert.equal(topTenth({ 10: 1, 2: 4 }), 5 / 18);
  });

  it("shares out whole people that add up, each within one of the exact share", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 40 }),
        fc.nat(600_000),
        (weights, total) => {
          const all = weights.reduce((sum, weight) => sum + weight, 0);

          const parts = sharedOut(weights, total);

          assert.equal(
            parts.reduce((sum, part) => sum + part, 0),
            total,
          );
          for (const [at, part] of parts.entries())
            assert.ok(Math.abs(part - ((weights[at] ?? 0) * total) / all) < 1.000001);
        },
      ),
    );
  });
});
