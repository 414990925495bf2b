import assert from "node:assert/strict";
import fc from "fast-check";
import type { PersonId } from "../../../src/core/person.ts";
import { type TimeReport, uses } from "../../../src/core/time-use.ts";
import { estimate, lotOf } from "../../../src/features/benefits/estimate.ts";
import { reportersIn } from "../../../src/features/benefits/sample.ts";
import { asked, estimateFrom, estimateOf, MONDAY, people, reading, unread } from "./reports.ts";

const kinds = (of: ReturnType<typeof asked>) => estimateOf(of).warnings.map(({ kind }) => kind);
const minutesOf = (range: object) => ("value" in range ? range.value : undefined);
const anyReports = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 40 }).map((at) => `person ${at}` as PersonId),
    week: fc.constantFrom(MONDAY, "2026-11-09", "2026-11-16"),
    on: fc.constantFrom("2026-11-02", "2026-11-03", "2026-11-10", "2026-11-17"),
    net: fc.integer({ min: -240, max: 240 }),
    anyway: fc.constantFrom(true, false, undefined),
    use: fc.constantFrom(...uses, undefined),
  }),
  { minLength: 200, maxLength: 300 },
);

describe("An estimate", () => {
  it("takes what was reported as the floor, and nought for everybody who didn't report", () => {
    const { floor } = estimateOf(asked(people(12, (at) => at)));

    assert.equal(floor.value, 66);
    assert.ok(floor.low < 66 && floor.high > 66);
  });

  it("takes active people times the median times what was realised as central, and times the mean as high", () => {
    const reports = people(11, (at) => (at === 10 ? 110 : 10), { use: undefined });
    const { central, high, median } = estimateOf(asked(reports));

    assert.equal(median.value, 10);
    assert.equal(minutesOf(central), 80 * 10 * 0.5);
    assert.equal(minutesOf(high), (80 * 210) / 11);
  });

  it("takes off what took longer", () => {
    const { floor } = estimateOf(
      asked([...people(20, () => 10), ...people(10, () => -4, { on: "2026-11-03" })]),
    );

    assert.equal(floor.value, 160);
  });

  it("keeps new work apart: it is no time saved", () => {
    const { floor, reporters } = estimateOf(
      asked([...people(20, () => 10), ...people(30, () => 30, { anyway: false })]),
    );

    assert.equal(floor.value, 200);
    assert.equal(reporters, 30);
  });

  it("counts no more than two hours of anybody's day, also over several reports", () => {
    const reports = people(12, () => 100).flatMap((each) => [each, each]);

    assert.equal(estimateOf(asked(reports)).floor.value, 12 * 120);
  });

  it("counts a week above the 95th of a hundred as that one, and leaves losses as they are", () => {
    const reports = people(100, (at) => (at >= 98 ? 120 : at < 2 ? -120 : 10));
    const { floor } = estimateOf(asked(reports));

    assert.equal(floor.value, 98 * 10 - 240);
  });

  it("says how much of what was realised nobody told, and what it would be at either end", () => {
    const told = people(10, () => 30);
    const untold = people(10, () => 10, { use: "not-sure", on: "2026-11-03" });
    const { realised } = estimateOf(asked([...told, ...untold]));

    assert.equal(realised.share.value, 0.875);
    assert.equal(realised.onDefault, 0.25);
    assert.deepEqual(realised.between, [0.75, 1]);
  });

  it("says nothing of where time went where fewer than ten told: the default stands for all", () => {
    const told = people(9, () => 30, { use: "meetings" });
    const untold = people(20, () => 10, { use: undefined }).slice(9);
    const { realised } = estimateOf(asked([...told, ...untold]));

    assert.equal(realised.share.value, 0.5);
    assert.equal(realised.onDefault, 1);
  });

  it("needs no default where everybody told where the time went", () => {
    const reports = [...people(10, () => 30), ...people(10, () => 30, { use: "meetings", on: "2026-11-03" })];
    const { realised } = estimateOf(asked(reports));

    assert.equal(realised.share.value, 0.5);
    assert.equal(realised.onDefault, 0);
  });

  it("doesn't make a loss smaller by what was realised", () => {
    const { central } = estimateOf(asked(people(12, () => -10, { use: undefined })));

    assert.equal(minutesOf(central), -800);
  });

  it("is the same each time it is worked out, in whatever order the reports come", () => {
    const reports = people(40, (at) => (at * 7) % 60);

    assert.deepEqual(estimateOf(asked(reports)), estimateOf(asked(reports.toReversed())));
  });

  it("of several lots adds them up, and the ends of their intervals with them", () => {
    const one = lotOf([...reportersIn(people(20, (at) => at)).of.values()], "one");
    const given = {
      lastDay: "2026-11-08",
      asked: 200,
      licensed: reading(120),
      newWork: 60,
      tookLonger: undefined,
    };
    const lots = [
      { ...one, active: reading(50) },
      { ...one, active: reading(70) },
    ];
    const both = estimate({ ...given, lots });

    assert.ok(both.kind === "estimated");
    assert.deepEqual(both.floor, { value: 2 * 189, low: 2 * one.sum.low, high: 2 * one.sum.high });
    assert.equal(minutesOf(both.high), 120 * 9.45);
    assert.deepEqual([both.median, both.reporters, both.responseRate], [one.median, 20, 0.2]);
  });
});

describe("An estimate that can't be had", () => {
  it("isn't given of fewer than ten people, however much they reported", () => {
    const reports = people(9, () => 10).flatMap((each) => [each, each, each]);

    assert.deepEqual(estimateFrom(asked(reports)), {
      kind: "suppressed",
      because: "fewer than 10 reporters",
    });
  });

  it("is only an indication of fewer than thirty", () => {
    assert.equal(estimateOf(asked(people(29, () => 10))).standing, "indicative");
    assert.equal(estimateOf(asked(people(30, () => 10))).standing, "firm");
  });

  it("warns where fewer than five of a hundred answered, or nobody knows how many", () => {
    const reports = people(30, () => 10);

    assert.deepEqual(kinds(asked(reports, { asked: 601, activeWeeks: reading(400) })), [
      "response under 5 %",
    ]);
    assert.deepEqual(kinds(asked(reports, { asked: undefined })), ["response not known"]);
    assert.deepEqual(kinds(asked(reports, { asked: 20 })), ["response not known"]);
    assert.deepEqual(kinds(asked(reports, { asked: 600, activeWeeks: reading(400) })), []);
  });

  it("offers no central and no high where licences are concealed, and still the floor", () => {
    const { floor, central, high } = estimateOf(
      asked(
        people(30, () => 10),
        { activeWeeks: unread("names concealed") },
      ),
    );

    assert.deepEqual(central, { notOffered: "names concealed" });
    assert.deepEqual(high, { notOffered: "names concealed" });
    assert.equal(floor.value, 300);
  });

  it("names the source that doesn't reach to the period's end", () => {
    const old = asked(
      people(30, () => 10),
      { activeWeeks: reading(80, "2026-11-07") },
    );

    assert.deepEqual(estimateOf(old).warnings, [
      { kind: "stale source", source: "usage reports", refreshedOn: "2026-11-07" },
    ]);
  });

  it("warns where more was reported than used, or the floor is above central", () => {
    assert.deepEqual(
      kinds(
        asked(
          people(30, () => 10),
          { activeWeeks: reading(20) },
        ),
      ),
      ["floor above central", "more reporting than use"],
    );
  });
});

describe("Whatever is reported", () => {
  const among = (reports: readonly TimeReport[]) => estimateOf(asked(reports, { asked: 60 }));

  it("an estimate lies in its own interval's reach, and shares lie from 0 to 1", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const { floor, mean, median, realised } = among(reports);
        for (const { low, high } of [floor, mean, median]) assert.ok(low <= high);
        assert.ok(realised.share.value >= 0 && realised.share.value <= 1);
        assert.ok(realised.between[0] <= realised.share.value + 1e-9);
        assert.ok(realised.between[1] >= realised.share.value - 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it("the floor is never more than all that was saved, with no day above two hours", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const most = reports
          .filter(({ anyway }) => anyway !== false)
          .reduce((sum, { net }) => sum + Math.min(120, Math.max(0, net)), 0);
        assert.ok(among(reports).floor.value <= most + 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it("twice as many active people make central and high twice as large, and leave the floor alone", () => {
    fc.assert(
      fc.property(anyReports, (reports) => {
        const [one, two] = [80, 160].map((active) =>
          estimateOf(asked(reports, { asked: 60, activeWeeks: reading(active) })),
        );
        assert.deepEqual(one?.floor, two?.floor);
        for (const part of ["central", "high"] as const)
          assert.ok(
            Math.abs(Number(minutesOf(two?.[part] ?? {})) - 2 * Number(minutesOf(one?.[part] ?? {}))) < 1e-6,
          );
      }),
      { numRuns: 20 },
    );
  });
});
