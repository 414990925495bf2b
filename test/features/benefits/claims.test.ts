import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { calculated, claimTest, StudyFile } from "../../../src/features/benefits/claims.ts";
import { asked, estimateFrom, people } from "./reports.ts";

const { studies } = StudyFile.parse(JSON.parse(readFileSync("content/benefits/studies.json", "utf8")));
const tested = (count: number, minutes: (at: number) => number) =>
  claimTest(studies, estimateFrom(asked(people(count, minutes))));
const verdicts = (count: number, minutes: (at: number) => number) =>
  Object.fromEntries(tested(count, minutes).claims.map(({ study, verdict }) => [study.id, verdict]));

describe("The claim test", () => {
  it("says where ours is lower, may be the same, or is higher than 14, 19 and 26 minutes a day", () => {
    const found = verdicts(60, (at) => 95 + (at % 3) - 1);

    assert.equal(found["microsoft-2023"], "ours is higher");
    assert.equal(found["gds-2025"], "ours is lower");
    assert.equal(verdicts(60, (at) => (at % 2 === 0 ? 80 : 110))["dwp-2026"], "ours may be the same");
  });

  it("shows beside ours what answers another question, and doesn't compare it", () => {
    const found = verdicts(60, () => 100);

    for (const id of ["microsoft-66-firms", "dbt-2025", "australian-treasury-2025"])
      assert.equal(found[id], "another question", id);
  });

  it("says nothing on a claim where fewer than thirty report, and shows no figure of fewer than ten", () => {
    assert.equal(verdicts(29, () => 100)["gds-2025"], "not enough to say");
    assert.equal(tested(9, () => 100).ours, undefined);
  });

  it("has each study's design, limits and source, and no expectation among them", () => {
    assert.ok(studies.length >= 6);
    for (const { limits, source, design } of studies) {
      assert.ok(limits.length > 20 && source.startsWith("https://"));
      assert.doesNotMatch(design, /expect/);
    }
  });
});

describe("The calculator", () => {
  it("starts from licences and weekly actives, and shows a range from half of the lowest study to the highest", () => {
    const found = calculated({ licences: 200, weeklyActives: 120, daysAWeek: 5 }, studies);

    assert.deepEqual(found, {
      kind: "range",
      hours: { low: 70, high: 260 },
      minutesALicence: { low: 21, high: 78 },
      active: 0.6,
      from: ["microsoft-2023", "gds-2025"],
    });
  });

  it("refuses more active people than licences, and what is no number of people", () => {
    const refused = (licences: number, weeklyActives: number, daysAWeek = 5) =>
      calculated({ licences, weeklyActives, daysAWeek }, studies);

    assert.deepEqual(refused(10, 11), { kind: "refused", because: "more active than licensed" });
    for (const odd of [
      refused(0, 0),
      refused(10, -1),
      refused(10.5, 1),
      refused(10, 1, 8),
      refused(10, 1, Number.NaN),
    ])
      assert.deepEqual(odd, { kind: "refused", because: "not a number of people" });
  });
});
