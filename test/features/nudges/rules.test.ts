import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import type { DaysOff } from "../../../src/core/days-off.ts";
import { defaults, type Person, type PersonId, type TenantId } from "../../../src/core/person.ts";
import type { Profession } from "../../../src/core/taxonomy.ts";
import {
  type Answers,
  type Case,
  chooseTip,
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
import { type Tip, TipFile } from "../../../src/features/nudges/tip.ts";
import { readContent } from "../../../src/platform/content/read.ts";

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
  const choose = (tips: readonly Tip[], more: Partial<Case> = {}, answers: Answers = new Map()) => {
    const choice = chooseTip(tips, about(more), today, answers);
    return choice && [choice.tip.id, ...choice.reasons];
  };
  const someone = (more: Partial<Person>) => ({ person: { ...ada, ...more } });
  const PEOPLE = 400;
  /** What each of many people alike is given, as choose tells it. */
  const chosenBy = (tips: readonly Tip[], more: Partial<Person> = {}, answers: Answers = new Map()) =>
    Array.from(
      { length: PEOPLE },
      (_, at) => choose(tips, someone({ ...more, id: `p${at}` as PersonId }), answers) ?? [],
    );
  /** Of what share of many people alike something is true. */
  const shareOf = (chosen: readonly (readonly string[])[], is: (choice: readonly string[]) => boolean) =>
    chosen.filter(is).length / chosen.length;
  const given = (id: string) => (choice: readonly string[]) => choice[0] === id;
  const isTryingOut = (choice: readonly string[]) => choice.includes("trying");
  const tally = (tried: number, passed: number) => ({ tried, passed });
  const said = (
    id: string,
    all: ReturnType<typeof tally>,
    by: readonly (readonly [Profession, ReturnType<typeof tally>])[] = [],
  ) => [id, { all, by: new Map(by) }] as const;

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

  it("none twice within a year", () => {
    assert.equal(
      choose([tip("a")], { past: [past("2025-11-24", { tip: "a", answer: "tried" })] }),
      undefined,
    );
  });

  it("one they had more than a year ago, and then it isn't called new", () => {
    assert.deepEqual(choose([tip("a")], { past: [past("2025-11-23", { tip: "a" })] }), ["a", "year"]);
  });

  it("not one they had again since", () => {
    const twice = [past("2026-01-06", { tip: "a" }), past("2025-11-04", { tip: "a" })];

    assert.equal(choose([tip("a")], { past: twice }), undefined);
  });

  it("never one they said isn't for them, not after a year either", () => {
    const old = past("2024-11-05", { tip: "a", answer: "not-for-me" });

    assert.equal(choose([tip("a")], { past: [old] }), undefined);
  });

  it("one for an app they use before any other, for eight in ten at least", () => {
    const tips = [tip("a", { app: "excel" }), tip("b", { strand: "demystify" }), tip("c"), tip("d")];

    const chosen = chosenBy(tips, { apps: ["excel"] });

    assert.ok(shareOf(chosen, given("a")) >= 0.8);
    for (const choice of chosen.filter((each) => !isTryingOut(each)))
      assert.equal(choice.includes("app"), choice[0] === "a");
  });

  it("a Word tip first for somebody who uses only Word, of the tips there are, for eight in ten at least", () => {
    const real = TipFile.array().parse(readContent().tips);
    const inWord = new Set(real.filter(({ app }) => app === "word").map(({ id }) => id));

    assert.ok(shareOf(chosenBy(real, { apps: ["word"] }), ([id = ""]) => inWord.has(id)) >= 0.8);
  });

  it("one for their profession and grade before one for everybody, mostly", () => {
    const tips = [
      tip("a"),
      tip("b", { professions: ["policy"] }),
      tip("c", { professions: ["policy"], gradeBands: ["eo"] }),
    ];

    const chosen = chosenBy(tips, { profession: "policy", grade: "eo" });

    assert.ok(shareOf(chosen, given("c")) > 0.6);
    assert.ok(shareOf(chosen, given("a")) < 0.1);
    assert.deepEqual(
      chosen.find((each) => each[0] === "c" && !isTryingOut(each)),
      ["c", "profession", "grade", "new"],
    );
  });

  it("one of the strand they have had least of, in the order that the strands build on one another, mostly", () => {
    const tips = [
      tip("a"),
      tip("b", { strand: "security" }),
      tip("c", { strand: "demystify" }),
      tip("d", { strand: "demystify" }),
    ];

    const chosen = chosenBy(tips);

    assert.ok(shareOf(chosen, ([id = ""]) => ["c", "d"].includes(id)) > 0.8);
    for (const choice of chosen.filter((each) => !isTryingOut(each)))
      assert.equal(choice.includes("strand"), ["c", "d"].includes(String(choice[0])));
    const next = choose(tips, { past: [past("2026-11-17", { tip: "c" })] });
    assert.equal(next?.includes("strand"), next?.[0] === "a");
  });

  describe("by what people answered", () => {
    const tips = [tip("a"), tip("b")];

    it("one that most tried, far more often than one that most passed on", () => {
      const answers = new Map([said("a", tally(20, 2)), said("b", tally(2, 20))]);

      assert.ok(shareOf(chosenBy(tips, {}, answers), given("a")) > 0.9);
    });

    it("either, about as often, where nobody has answered", () => {
      const share = shareOf(chosenBy(tips), given("a"));

      assert.ok(share > 0.42 && share < 0.58, `${share}`);
    });

    it("still one that few have answered, now and then, beside one that is liked", () => {
      const share = shareOf(chosenBy(tips, {}, new Map([said("a", tally(14, 6))])), given("b"));

      assert.ok(share > 0.1 && share < 0.5, `${share}`);
    });

    it("by what their own profession answered, where ten of it did", () => {
      const legal = (n: number) =>
        new Map([
          said("a", tally(100, 20 + n), [["legal", tally(0, n)]]),
          said("b", tally(100, 100), [["tax", tally(0, 50)]]),
        ]);

      assert.ok(shareOf(chosenBy(tips, { profession: "legal" }, legal(10)), given("b")) > 0.85);
      assert.ok(shareOf(chosenBy(tips, { profession: "legal" }, legal(9)), given("a")) > 0.85);
      assert.ok(shareOf(chosenBy(tips, {}, legal(10)), given("a")) > 0.85);
    });

    it("not one for their own app that hardly anybody tried, where another is liked", () => {
      const both = [tip("a", { app: "excel" }), tip("b")];
      const answers = new Map([said("a", tally(1, 150)), said("b", tally(90, 10))]);

      assert.ok(shareOf(chosenBy(both, { apps: ["excel"] }, answers), given("b")) > 0.85);
    });

    const reasons: readonly (readonly [tried: number, passed: number, alike: boolean, reason: string[]])[] = [
      [0, 0, false, []],
      [9, 0, false, []],
      [10, 0, false, ["liked"]],
      [6, 4, false, ["liked"]],
      [5, 5, false, []],
      [4, 6, false, []],
      [10, 0, true, ["liked-alike"]],
      [5, 5, true, []],
      [9, 0, true, ["liked"]], // too few alike: all twenty answers count
    ];
    for (const [tried, passed, alike, reason] of reasons)
      it(`${tried} tried it and ${passed} passed${alike ? ", in their profession" : ""}: ${reason[0] ?? "nothing is said of it"}`, () => {
        const all = alike ? tally(tried + 11, passed) : tally(tried, passed);
        const answers = new Map([said("a", all, alike ? [["legal", tally(tried, passed)]] : [])]);

        assert.deepEqual(choose([tip("a")], someone({ profession: "legal" }), answers), [
          "a",
          ...reason,
          "new",
        ]);
      });
  });

  describe("tried out", () => {
    const tips = [tip("a", { app: "excel" }), tip("b"), tip("c", { professions: ["legal"] }), tip("d")];
    const answers = new Map([said("a", tally(500, 5)), said("b", tally(5, 500)), said("d", tally(5, 500))]);
    const chosen = chosenBy(tips, { apps: ["excel"] }, answers);

    it("for one in ten", () => {
      const share = shareOf(chosen, isTryingOut);

      assert.ok(share > 0.06 && share < 0.14, `${share}`);
    });

    it("is any that fits, also one that nobody liked, and says so and nothing else", () => {
      const triedOut = chosen.filter(isTryingOut);

      assert.deepEqual([...new Set(triedOut.map(([id]) => id))].toSorted(), ["a", "b", "d"]);
      for (const [, ...why] of triedOut) assert.deepEqual(why, ["trying", "new"]);
    });

    it("is never the only one that is left", () => {
      assert.equal(shareOf(chosenBy([tip("a")]), isTryingOut), 0);
    });
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
