import assert from "node:assert/strict";
import type { DaysOff } from "../../../src/core/days-off.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { type Candidate, scoreOf, storyOfTheWeek, weekly } from "../../../src/features/stories/week.ts";

const tenant = "11111111-1111-4111-8111-111111111111" as TenantId;
const daysOff = (...england: string[]): DaysOff => ({
  bank: {
    "england-and-wales": new Set(england),
    scotland: new Set(["2026-11-25"]),
    "northern-ireland": new Set(["2026-11-25"]),
  },
  privilege: new Set(),
});
const usual = weekly(daysOff());
const now = new Date("2026-11-25T10:00:00Z");

describe("When the story of the week comes", () => {
  for (const [at, slot, day] of [
    ["2026-11-22T12:00:00Z", "2026-W48", "2026-11-25"],
    ["2026-11-25T09:59:00Z", "2026-W48", "2026-11-25"],
    ["2026-11-25T10:00:00Z", "2026-W49", "2026-12-02"],
    ["2026-11-29T23:59:00Z", "2026-W49", "2026-12-02"],
    ["2026-12-30T10:00:00Z", "2027-W01", "2027-01-06"],
    ["2026-07-01T08:59:00Z", "2026-W27", "2026-07-01"], // ten in London is nine, in summer
    ["2026-07-01T09:00:00Z", "2026-W28", "2026-07-08"],
  ] as const)
    it(`asked for at ${at}, it comes first on ${day}`, () => {
      assert.deepEqual(usual.next(tenant, new Date(at)), { slot, day });
    });

  for (const [at, slot] of [
    ["2026-11-24T10:00:00Z", undefined],
    ["2026-11-25T09:59:00Z", undefined],
    ["2026-11-25T10:00:00Z", "2026-W48"],
    ["2026-11-25T16:59:00Z", "2026-W48"],
    ["2026-11-25T17:00:00Z", undefined],
    ["2026-11-27T12:00:00Z", "2026-W48"],
    ["2026-11-28T12:00:00Z", undefined],
    ["2026-11-30T12:00:00Z", undefined],
    ["2026-07-01T09:00:00Z", "2026-W27"],
  ] as const)
    it(`at ${at}, ${slot ?? "none"} is due`, () => {
      assert.equal(usual.due(tenant, new Date(at)), slot);
    });

  it("is put off by a bank holiday in England to the next working day, also over a weekend into the next week", () => {
    const short = weekly(daysOff("2026-11-25"));
    const long = weekly(daysOff("2026-11-25", "2026-11-26", "2026-11-27"));
    const wednesday = new Date("2026-11-25T12:00:00Z");

    assert.equal(short.due(tenant, wednesday), undefined);
    assert.equal(short.due(tenant, new Date("2026-11-26T10:00:00Z")), "2026-W48");
    assert.deepEqual(long.next(tenant, wednesday), { slot: "2026-W48", day: "2026-11-30" });
    assert.equal(long.due(tenant, new Date("2026-11-30T10:00:00Z")), "2026-W48");
    assert.equal(long.due(tenant, new Date("2026-12-02T10:00:00Z")), "2026-W49");
  });
});

describe("Which story it is", () => {
  const story = (id: string, more: Partial<Candidate> = {}): Candidate => ({
    id,
    told: new Date("2026-01-01T10:00:00Z"),
    worked: 0,
    language: "en",
    ...more,
  });
  const place = { key: "a channel", slot: "2026-W48", language: "en" as const };

  it("is none where there is none", () => {
    assert.equal(storyOfTheWeek([], place, now), undefined);
  });

  for (const [better, more] of [
    ["told lately", { told: new Date("2026-11-20T10:00:00Z") }],
    ["worked for others", { worked: 5 }],
    ["in the channel's language", { language: "en" }],
  ] as const)
    it(`is rather one that was ${better}`, () => {
      const all = [..."abcdef"].map((id) => story(id, { language: "cy" }));

      assert.equal(storyOfTheWeek([...all, story("x", { language: "cy", ...more })], place, now), "x");
    });

  it("says no more of for how many it worked than is said aloud, and is bounded", () => {
    const score = (worked: number) => scoreOf(story("a", { worked }), "cy", now);

    assert.deepEqual([0, 1, 4, 5, 9, 10, 15, 500].map(score), [0, 0, 0, 1, 1, 2, 3, 3]);
    assert.equal(scoreOf(story("a", { told: new Date("2030-01-01"), worked: 1e6 }), "en", now), 8);
  });

  it("is the same however often and in whatever order it is asked, and not the same in all channels and weeks", () => {
    const all = [..."abcdefghij"].map((id) => story(id));
    const chosen = (key: string, slot: string, of = all) =>
      storyOfTheWeek(of, { key, slot, language: "en" }, now);

    assert.equal(chosen("x", "2026-W48"), chosen("x", "2026-W48", all.toReversed()));
    const channels = new Set([..."qrstuvwxyz"].map((key) => chosen(key, "2026-W48")));
    const weeks = new Set([...Array(20).keys()].map((n) => chosen("x", `2026-W${n + 10}`)));
    assert.ok(channels.size > 3 && weeks.size > 3, `${channels.size} ${weeks.size}`);
  });
});
