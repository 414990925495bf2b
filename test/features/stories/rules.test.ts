import assert from "node:assert/strict";
import type { DaysOff } from "../../../src/core/days-off.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { taskIn } from "../../../src/core/task-in.ts";
import {
  bylineOf,
  countedAloud,
  isDecent,
  isPlainLine,
  plain,
  readForm,
  unkeepable,
  workingDaysAfter,
} from "../../../src/features/stories/rules.ts";
import { told } from "./telling.ts";

const TENANT = "t" as TenantId;
const daysOff: DaysOff = {
  bank: {
    "england-and-wales": new Set(["2026-12-25", "2026-12-28"]),
    scotland: new Set(["2026-11-30"]),
    "northern-ireland": new Set(),
  },
  privilege: new Set(["t=2026-12-24"]),
};

describe("A story's rules", () => {
  for (const [from, due] of [
    ["2026-11-24", "2026-12-01"], // over one weekend
    ["2026-11-27", "2026-12-04"],
    ["2026-11-28", "2026-12-04"], // told on a Saturday
    ["2026-12-21", "2026-12-31"], // over Christmas, with a privilege day
  ] as const)
    it(`A story told on ${from} is answered by ${due}: five working days of the organisation`, () => {
      assert.equal(workingDaysAfter(from, 5, TENANT, daysOff), due);
    });

  it("Counts of a few are never said, and others only in fives", () => {
    assert.deepEqual([0, 1, 4, 5, 9, 10, 14].map(countedAloud), [
      ...[undefined, undefined, undefined],
      ...[5, 5, 10, 10],
    ]);
  });

  it("What is split between two answers is read as one, on a line of its own or not", () => {
    for (const [did, result] of [
      ["My number is AB 12 34", "56 C, it says"],
      ["It went to jo.bloggs@", "example.gov.uk at once"],
      ["We met at SW1A", "1AA on the day"],
    ])
      assert.ok(unkeepable(["A title", did ?? "", result ?? ""]).length > 0, did);
  });

  it("Letters that show nothing are no title", () => {
    for (const title of ["\u200D", "\u3164", "\u2800 \u200C"])
      assert.equal(readForm({ ...told, title }, "en").ok, false, JSON.stringify(title));
    assert.equal(plain("👩‍💻"), "👩‍💻");
  });

  it("A department and a profession are told only where ten or more share them", () => {
    const place = { department: "A", profession: "policy" } as const;

    assert.deepEqual(bylineOf(place, { both: 10, alike: 40 }), place);
    assert.deepEqual(bylineOf(place, { both: 9, alike: 40 }), { ...place, department: undefined });
    assert.deepEqual(bylineOf(place, { both: 9, alike: 9 }), {
      department: undefined,
      profession: undefined,
    });
  });

  it("People are written to between nine and five", () => {
    assert.deepEqual(["08:59", "09:00", "17:00", "17:01"].map(isDecent), [false, true, true, false]);
  });

  for (const [title, isPlain] of [
    ["Minutes in half the time", true],
    ["Cofnodion: 50% yn gynt (bron)", true],
    ["**Bold**", false],
    ["[a link](https://example.org)", false],
    ["see https://example.org", false],
    ["- a list", false],
    ["1. a list", false],
    ["two\nlines", false],
    ["<b>tag</b>", false],
  ] as const)
    it(`“${title.replace("\n", " / ")}” ${isPlain ? "can" : "can't"} be a heading`, () => {
      assert.equal(isPlainLine(title), isPlain);
    });

  it("Hidden characters and what a card would fill in go; line ends and signs stay", () => {
    assert.equal(
      plain(" a\u202Eb\u0000c {{DATE(x)}} $\u007By}\r\n=1+1 <5 "),
      "abc { {DATE(x)}} $ {y}\n=1+1 <5",
    );
  });

  for (const [words, found] of [
    ["write to jo@example.gov.uk", { personal: "email" }],
    ["ring 020 7946 0000 about it", { personal: "phone" }],
    ["the flat at SW1A 2AA", { personal: "postcode" }],
    ["NHS number 943 476 5919", { personal: "health-number" }],
    ["Mrs Jones was pleased", { personal: "name" }],
    ["OFFICIAL-SENSITIVE: the plan", { refused: "marking" }],
  ] as const)
    it(`“${words}” can't be told to others`, () => {
      assert.deepEqual(unkeepable([words]), [found]);
    });

  for (const words of [
    "It took 40 minutes instead of 180, over 2,000 pages of 2023-24 returns",
    "Saved £1,200,000 in FY 2025 across 340 cases",
    "The FOI team answers 12 requests a week, the PQ team 30",
    "Section 40(2) of the 2000 Act, version 10.2.1",
    "We measured 943 476 5910 rows",
  ])
    it(`“${words}” can be told`, () => assert.deepEqual(unkeepable([words]), []));

  it("What is split between two fields is read as one", () => {
    const read = readForm({ ...told, challenge: "It was OFFICIAL", did: "SENSITIVE" }, "en");

    assert.equal(read.ok, false);
  });

  it("Minutes are told both or not at all, and only with how they are known", () => {
    const problemsOf = (more: object) => {
      const read = readForm({ ...told, ...more }, "en");
      return read.ok ? [] : read.problems;
    };

    assert.deepEqual(problemsOf({ before: "60" }), ["minutes"]);
    assert.deepEqual(problemsOf({ before: "60", after: "9999" }), ["minutes"]);
    assert.deepEqual(problemsOf({ before: "60", after: "20" }), ["evidence"]);
    assert.deepEqual(problemsOf({ before: "60", after: "20", evidence: "felt" }), []);
  });

  for (const [text, task] of [
    ["Turns transcripts of meetings into minutes", "summarise-meetings"],
    ["Translation into Welsh and other languages", "translate"],
    ["A chatbot that answers questions from guidance", "find"],
    ["Nothing that says what it is", "other"],
  ] as const)
    it(`A record on “${text}” is about ${task}`, () => assert.equal(taskIn(text), task));
});
