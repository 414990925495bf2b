import assert from "node:assert/strict";
import { lotsOf, normalFrom } from "../../src/core/lots.ts";
import { EARLIER, verdictOn } from "../../src/core/noise.ts";

const PEOPLE = 200;
const WEEKS = 26;
/** Weeks that are looked at, of all groups together. */
const GROUPS = 1_000;

/** People of whom each uses it with the same chance in a week, counted in fives as published counts are. */
function percents(name: string, chances: readonly number[], people = PEOPLE): readonly number[] {
  const lots = lotsOf(name);
  return chances.map((chance) => {
    const deviation = Math.sqrt(people * chance * (1 - chance));
    const active = Math.max(0, Math.min(people, Math.round(people * chance + deviation * normalFrom(lots))));
    return (100 * 5 * Math.round(active / 5)) / people;
  });
}
const step = (100 * 5) / PEOPLE;
const same = (chance: number, weeks = WEEKS) => Array.from({ length: weeks }, () => chance);

/** Of so many groups, in how many the newest week is said to be a change. */
function shareSaid(name: string, chances: readonly number[]): number {
  const said = Array.from({ length: GROUPS }, (_each, at) =>
    verdictOn(percents(`${name} ${at}`, chances), step),
  );
  return said.filter(({ kind }) => kind === "change").length / GROUPS;
}

describe("What is more than noise", () => {
  it("hardly ever calls a change what is none: at most three weeks in a hundred, and mostly far fewer", () => {
    const rates = {
      "26 weeks, half of them active": shareSaid("none", same(0.5)),
      "26 weeks, a tenth active": shareSaid("few", same(0.1)),
      "13 weeks, the fewest that anything is said of": shareSaid("short", same(0.5, EARLIER + 1)),
    };

    for (const [name, rate] of Object.entries(rates)) assert.ok(rate <= 0.03, `${name}: ${rate}`);
  });

  it("sees a step of twenty points in its first week nine times in ten, and one of ten points within eight weeks", () => {
    const large = shareSaid("large", [...same(0.4, WEEKS - 1), 0.6]);
    const small = shareSaid("small", [...same(0.4, WEEKS - 8), ...same(0.5, 8)]);

    assert.ok(large >= 0.9, String(large));
    assert.ok(small >= 0.75, String(small));
  });

  it("says which way it went", () => {
    const up = verdictOn([...percents("up", same(0.3, 20)), 80], step);
    const down = verdictOn([...percents("down", same(0.6, 20)), 10], step);

    assert.deepEqual([up.kind, "way" in up && up.way], ["change", "up"]);
    assert.deepEqual([down.kind, "way" in down && down.way], ["change", "down"]);
  });

  it("says that it is too early where there are fewer than twelve earlier weeks, whatever the newest is", () => {
    const verdict = verdictOn([...same(50, EARLIER - 1), 100], 1);

    assert.deepEqual(verdict, { kind: "too early", weeks: EARLIER - 1, takes: EARLIER });
    assert.equal(verdictOn([], 1).kind, "too early");
  });

  it("never takes rounding for a change, however steady the weeks were", () => {
    for (const off of [1, 2, -1, -2])
      assert.equal(verdictOn([...same(50, 20), 50 + off * 5], 5).kind, "noise");
    assert.equal(verdictOn([...same(50, 18), ...same(55, 8)], 5).kind, "noise");
  });

  it("works limits out as the books do", () => {
    const values = [10, 12, 11, 13, 12, 10, 11, 12, 13, 11, 12, 11];
    const ranges = [2, 1, 2, 1, 2, 1, 1, 1, 2, 1, 1].reduce((sum, range) => sum + range, 0) / 11;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;

    const verdict = verdictOn([...values, 12], 0);

    assert.ok("low" in verdict);
    assert.ok(Math.abs(verdict.low - (mean - 2.66 * ranges)) < 1e-9);
    assert.ok(Math.abs(verdict.high - (mean + 2.66 * ranges)) < 1e-9);
  });

  it("sees eight weeks in a row on one side, though none of them stands out by itself", () => {
    const before = Array.from({ length: 18 }, (_each, at) => 50 + 4 * (-1) ** at);
    const verdict = verdictOn([...before, ...same(54, 8)], 1);

    assert.deepEqual([verdict.kind, "by" in verdict && verdict.by], ["change", "run"]);
    assert.equal(verdictOn([...before, ...same(54, 7)], 1).kind, "noise");
  });
});
