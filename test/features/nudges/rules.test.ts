import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { defaults, type Person, type PersonId, type TenantId } from "../../../src/core/person.ts";
import {
  type Case,
  chooseTip,
  type DaysOff,
  daysApart,
  fewerThan,
  type Hold,
  holdOn,
  ignoredOf,
  isFor,
  isLastQuestion,
  noWish,
  type Past,
  type Rate,
  searchTips,
} from "../../../src/features/nudges/rules.ts";
import type { Tip } from "../../../src/features/nudges/tip.ts";

const ada: Person = {
  ...defaults,
  ...{ tenant: "t" as TenantId, id: "ada" as PersonId, known: true, setUp: true, greeted: true },
};
const daysOff: DaysOff = {
  bank: {
    "england-and-wales": new Set(["2026-12-25", "2026-12-28"]),
    scotland: new Set(["2026-11-30"]),
    "northern-ireland": new Set(),
  },
  privilege: new Set(["2026-05-26"]),
};
const past = (day: Day, more: Partial<Past> = {}): Past => ({
  ...{ slot: day, kind: "tip", tip: `tip-${day}`, day, answer: undefined, reached: true },
  ...more,
});
const about = (more: Partial<Case> = {}): Case => ({
  ...{ person: ada, wish: noWish, past: [], heardOn: undefined },
  ...more,
});

describe("Whether somebody may be written to now", () => {
  const TUESDAY = "2026-11-24T10:00:00Z";
  const of = (more: Partial<Person>) => ({ person: { ...ada, ...more } });
  const wishing = (wish: Partial<Case["wish"]>) => ({ wish: { ...noWish, ...wish } });
  const cases: readonly (readonly [
    what: string,
    now: string,
    about: Partial<Case>,
    hold: Hold | undefined,
  ])[] = [
    ["a good moment", TUESDAY, {}, undefined],
    ["stopped", TUESDAY, wishing({ stopped: "person" }), "stopped"],
    ["stopped by silence", TUESDAY, wishing({ stopped: "silence" }), "stopped"],
    ["snoozed until tomorrow", TUESDAY, wishing({ snoozedUntil: "2026-11-25" }), "snoozed"],
    ["snoozed until today", TUESDAY, wishing({ snoozedUntil: "2026-11-24" }), undefined],
    ["a privilege day", "2026-05-26T10:00:00Z", {}, "privilege day"],
    ["a bank holiday", "2026-12-28T10:00:00Z", of({ nudgeDays: [1] }), "bank holiday"],
    ["a bank holiday elsewhere", "2026-11-30T10:00:00Z", of({ nudgeDays: [1] }), undefined],
    ["leave", TUESDAY, of({ awayFrom: "2026-11-20", awayUntil: "2026-11-24" }), "leave"],
    ["leave that is over", TUESDAY, of({ awayFrom: "2026-11-20", awayUntil: "2026-11-23" }), undefined],
    ["leave to come", TUESDAY, of({ awayFrom: "2026-11-25", awayUntil: "2026-11-26" }), undefined],
    ["not a working day", TUESDAY, of({ workingDays: [1] }), "not a working day"],
    ["not a chosen day", TUESDAY, of({ nudgeDays: [3] }), "not a chosen day"],
    ["no day chosen at all", TUESDAY, of({ nudgeDays: [] }), "not a chosen day"],
    ["too early", "2026-11-24T09:29:59Z", {}, "outside the chosen hours"],
    ["too late", "2026-11-24T11:31:00Z", {}, "outside the chosen hours"],
    ["six days after the last", TUESDAY, { past: [past("2026-11-18")] }, "too soon"],
    ["seven days after the last", TUESDAY, { past: [past("2026-11-17")] }, undefined],
    ["the day after one asked for", TUESDAY, { past: [past("2026-11-23", { kind: "asked" })] }, undefined],
    ["after one that was blocked", TUESDAY, { past: [past("2026-11-23", { reached: false })] }, "too soon"],
    [
      "after the last question",
      TUESDAY,
      { past: [past("2026-09-01", { kind: "last-question" })] },
      "stopped",
    ],
    [
      "after the last question was answered",
      TUESDAY,
      { past: [past("2026-09-01", { kind: "last-question", answer: "weekly" })] },
      undefined,
    ],
  ];
  for (const [what, now, more, hold] of cases)
    it(`${what}: ${hold ?? "yes"}`, () => assert.equal(holdOn(about(more), new Date(now), daysOff), hold));

  it("never on two of any three working days in a row, whatever days somebody works and chose", () => {
    const weekdays = fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 });
    fc.assert(
      fc.property(weekdays, weekdays, (workingDays, nudgeDays) => {
        const nudged = workingDaysOf({ ...ada, workingDays, nudgeDays });
        for (let at = 2; at < nudged.length; at++)
          assert.ok(nudged.slice(at - 2, at + 1).filter(Boolean).length <= 1);
      }),
      { numRuns: 60 },
    );
  });

  /** Ten weeks of somebody's working days: on which a nudge came, where each is answered. */
  function workingDaysOf(person: Person): readonly boolean[] {
    const days = Array.from({ length: 70 }, (_, at) => addDays("2026-11-23", at));
    const mayBeNudged = (who: Person, day: Day, sent: readonly Past[]) =>
      holdOn(about({ person: who, past: sent }), new Date(`${day}T10:00:00Z`), daysOff) === undefined;
    const sent: Past[] = [];
    return days
      .filter((day) => mayBeNudged({ ...person, nudgeDays: everyDay }, day, []))
      .map((day) => {
        const nudged = mayBeNudged(person, day, sent);
        if (nudged) sent.unshift(past(day, { answer: "tried" }));
        return nudged;
      });
  }
});

const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;

describe("Nudges that were ignored", () => {
  const week = (n: number) => addDays("2026-11-24", -7 * n);
  const weeks = (n: number) => Array.from({ length: n }, (_, at) => past(week(at + 1)));

  const cases: readonly (readonly [what: string, about: Partial<Case>, ignored: number])[] = [
    ["none sent", {}, 0],
    ["two, unanswered", { past: weeks(2) }, 2],
    ["the newest answered", { past: [past(week(0), { answer: "tried" }), ...weeks(5)] }, 0],
    ["an older one answered", { past: [...weeks(2), past(week(3), { answer: "why" }), past(week(4))] }, 2],
    ["tips asked for don't count", { past: [past(week(0), { kind: "asked" }), ...weeks(2)] }, 2],
    [
      "blocked ones don't count: nobody saw them",
      { past: [past(week(0), { reached: false }), ...weeks(2)] },
      2,
    ],
    ["something was said after the second", { past: weeks(4), heardOn: addDays(week(2), 1) }, 1],
    ["something was said on the day itself, before or after", { past: weeks(2), heardOn: week(1) }, 1],
  ];
  for (const [what, more, ignored] of cases)
    it(`${what}: ${ignored}`, () => assert.equal(ignoredOf(about(more)), ignored));

  for (const [ignored, rate, days] of [
    [0, "weekly", 7],
    [2, "weekly", 7],
    [3, "weekly", 14],
    [8, "weekly", 14],
    [3, "fortnightly", 28],
    [3, "monthly", 56],
  ] as const)
    it(`after ${ignored} ignored, ${rate} is every ${days} days`, () => {
      assert.equal(daysApart(about({ past: weeks(ignored), wish: { ...noWish, rate } })), days);
    });

  it("are nine before the last question", () => {
    assert.equal(isLastQuestion(about({ past: weeks(8) })), false);
    assert.equal(isLastQuestion(about({ past: weeks(9) })), true);
  });
});

describe("Fewer", () => {
  const cases: readonly (readonly [shown: Rate, now: Rate, wanted: Rate])[] = [
    ["weekly", "weekly", "fortnightly"],
    ["fortnightly", "fortnightly", "monthly"],
    ["monthly", "monthly", "monthly"],
    ["weekly", "fortnightly", "fortnightly"], // pressed twice
    ["weekly", "monthly", "monthly"], // an old card: never faster
    ["monthly", "weekly", "monthly"], // an old card, sent when it was slower
  ];
  for (const [shown, now, wanted] of cases)
    it(`than ${shown} on the card, ${now} now, is ${wanted}`, () =>
      assert.equal(fewerThan(shown, now), wanted));
});

describe("Which tip", () => {
  const words = {
    title: "A title",
    body: "A body",
    prompt: "A prompt",
    caution: "A caution",
    source: "A source",
  };
  const tip = (id: string, more: Partial<Tip> = {}): Tip => ({
    ...{ id, strand: "practice", app: "word", task: "draft", professions: [], gradeBands: [] },
    ...{ source: { title: "s" }, written: "2026-01-01", reviewed: "2026-01-01", en: words, cy: words },
    ...more,
  });
  const today = "2026-11-24";
  const choose = (tips: readonly Tip[], more: Partial<Case> = {}) => {
    const choice = chooseTip(tips, about(more), today);
    return choice && [choice.tip.id, ...choice.reasons];
  };
  const someone = (more: Partial<Person>) => ({ person: { ...ada, ...more } });

  it("none, where there are none", () => assert.equal(choose([]), undefined));

  it("none, where all were had", () => {
    assert.equal(choose([tip("a")], { past: [past("2026-11-17", { tip: "a" })] }), undefined);
  });

  it("one that was blocked may come after all", () => {
    assert.deepEqual(choose([tip("a")], { past: [past("2026-11-17", { tip: "a", reached: false })] }), [
      "a",
      "new",
    ]);
  });

  it("one for an app they use before any other", () => {
    const tips = [tip("a", { app: "excel" }), tip("b", { strand: "demystify" })];

    assert.deepEqual(choose(tips, someone({ apps: ["excel"] })), ["a", "app", "new"]);
  });

  it("one for their profession and grade before one for everybody", () => {
    const tips = [
      tip("a"),
      tip("b", { professions: ["policy"] }),
      tip("c", { professions: ["policy"], gradeBands: ["eo"] }),
    ];

    assert.deepEqual(choose(tips, someone({ profession: "policy", grade: "eo" })), [
      "c",
      "profession",
      "grade",
      "new",
    ]);
  });

  it("one of the strand they have had least of, in the order that the strands build on one another", () => {
    const tips = [
      tip("a"),
      tip("b", { strand: "security" }),
      tip("c", { strand: "demystify" }),
      tip("d", { strand: "demystify" }),
    ];

    assert.deepEqual(choose(tips), [choose(tips)?.[0], "strand", "new"]);
    assert.ok(["c", "d"].includes(String(choose(tips)?.[0])));
    assert.deepEqual(choose(tips, { past: [past("2026-11-17", { tip: "c" })] }), ["a", "strand", "new"]);
  });

  it("not the same for colleagues alike, and the same each time for one of them", () => {
    const tips = Array.from({ length: 10 }, (_, at) => tip(`tip-${at}`));
    const chosen = Array.from({ length: 40 }, (_, at) =>
      String(choose(tips, someone({ id: `p${at}` as PersonId }))?.[0]),
    );

    assert.ok(new Set(chosen).size > 3);
    assert.deepEqual(choose(tips), choose(tips.toReversed()));
  });

  describe("again", () => {
    const tips = [tip("a"), tip("b")];
    const later = (day: Day) => past(day, { tip: "a", answer: "later" });

    it("after seven days", () =>
      assert.deepEqual(choose(tips, { past: [later("2026-11-17")] }), ["a", "again"]));
    it("not before", () => assert.deepEqual(choose(tips, { past: [later("2026-11-18")] })?.[0], "b"));
    it("not a second time", () => {
      assert.deepEqual(
        choose(tips, { past: [past("2026-11-17", { tip: "a" }), later("2026-11-03")] })?.[0],
        "b",
      );
    });
    it("a second time, if they asked a second time", () => {
      assert.deepEqual(choose(tips, { past: [later("2026-11-17"), later("2026-11-03")] }), ["a", "again"]);
    });
    it("not if they then said it isn't for them", () => {
      assert.deepEqual(choose(tips, { past: [{ ...later("2026-11-03"), answer: "not-for-me" }] })?.[0], "b");
    });
    it("the one that was wanted longest, of two", () => {
      const both = [past("2026-11-10", { tip: "b", answer: "later" }), later("2026-11-03")];
      assert.deepEqual(choose(tips, { past: both }), ["a", "again"]);
    });
    it("not where the tip was withdrawn", () => {
      assert.deepEqual(choose([tip("b")], { past: [later("2026-11-03")] })?.[0], "b");
    });
  });

  describe("is for", () => {
    const cases: readonly (readonly [
      what: string,
      tip: Partial<Tip>,
      person: Partial<Person>,
      fits: boolean,
    ])[] = [
      ["everybody", {}, {}, true],
      ["a profession, for one of it", { professions: ["policy", "legal"] }, { profession: "legal" }, true],
      ["a profession, for one of another", { professions: ["policy"] }, { profession: "tax" }, false],
      ["a profession, for one who said none", { professions: ["policy"] }, {}, false],
      ["a band, for a grade in it", { gradeBands: ["heo-seo"] }, { grade: "seo" }, true],
      ["a band, for another grade", { gradeBands: ["heo-seo"] }, { grade: "g7" }, false],
      ["a band, for a grade of no band", { gradeBands: ["heo-seo"] }, { grade: "other" }, false],
      [
        "both, where only one fits",
        { professions: ["policy"], gradeBands: ["scs"] },
        { profession: "policy", grade: "eo" },
        false,
      ],
    ];
    for (const [what, more, person, fits] of cases)
      it(`${what}: ${fits}`, () => assert.equal(isFor(tip("a", more), { ...ada, ...person }), fits));
  });

  describe("found by words", () => {
    const tips = [
      tip("a", { en: { ...words, title: "Pivot tables" } }),
      tip("b", { en: { ...words, body: "about pivot tables" } }),
      tip("c", { app: "excel", cy: { ...words, title: "Tablau" } }),
    ];
    const found = (text: string, language: "en" | "cy" = "en") =>
      searchTips(tips, text, language).map(({ id }) => id);

    it("in its title before its body", () => assert.deepEqual(found("pivot"), ["a", "b"]));
    it("by its app", () => assert.deepEqual(found("EXCEL"), ["c"]));
    it("in the reader's language", () =>
      assert.deepEqual([found("tablau", "cy"), found("tablau")], [["c"], []]));
    it("all, where nothing was typed", () => assert.deepEqual(found(" ?! "), ["a", "b", "c"]));
    it("none, where nothing fits, also with odd characters", () =>
      assert.deepEqual(found("(.*)+ %_ zzz"), []));
  });
});
