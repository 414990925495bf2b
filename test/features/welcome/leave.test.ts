import assert from "node:assert/strict";
import { type Leave, readLeave } from "../../../src/features/welcome/leave.ts";
import { buttonsOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { daysSent, newcomer } from "../nudges/calendar.ts";

/** A Tuesday. */
const today = "2026-11-24";
const away = (from: string, until: string): Leave => ({ kind: "away", from, until });
const back: Leave = { kind: "back" };

describe("Leave told in a sentence", () => {
  const phrases: readonly (readonly [said: string, understood: Leave | undefined])[] = [
    ["I'm away until Monday", away(today, "2026-11-29")],
    ["I’m away until Monday.", away(today, "2026-11-29")],
    ["im away till monday", away(today, "2026-11-29")],
    ["Hi, I am away until Monday, thanks", away(today, "2026-11-29")],
    ["away until next Wednesday", away(today, "2026-12-01")],
    ["away until 5 December", away(today, "2026-12-04")],
    ["on leave until 5 December", away(today, "2026-12-05")],
    ["On annual leave until the 5th of December 2026", away(today, "2026-12-05")],
    ["annual leave until 05/12", away(today, "2026-12-05")],
    ["on holiday until 2026-12-05", away(today, "2026-12-05")],
    ["on leave until Monday", away(today, "2026-11-29")],
    ["on leave until 3 January", away(today, "2027-01-03")],
    ["on leave until Saturday 5th December", away(today, "2026-12-05")],
    ["away next week", away("2026-11-30", "2026-12-06")],
    ["I'm on leave next week", away("2026-11-30", "2026-12-06")],
    ["I'll be away this week", away(today, "2026-11-29")],
    ["out for the rest of the week", away(today, "2026-11-29")],
    ["off tomorrow", away("2026-11-25", "2026-11-25")],
    ["I'm off today", away(today, today)],
    ["I'm off on Friday", away("2026-11-27", "2026-11-27")],
    ["off next Friday", away("2026-12-04", "2026-12-04")],
    ["off on Tuesday", away("2026-12-01", "2026-12-01")],
    ["off sick until Thursday", away(today, "2026-11-25")],
    ["out of office from Monday to Wednesday", away("2026-11-30", "2026-12-02")],
    ["away from 1 to 5 December", away("2026-12-01", "2026-12-05")],
    ["on leave from 24 December until 4 January", away("2026-12-24", "2027-01-04")],
    ["on holiday for two weeks", away(today, "2026-12-07")],
    ["away for a week", away(today, "2026-11-30")],
    ["away for 3 days", away(today, "2026-11-26")],
    ["back on Tuesday", away(today, "2026-11-30")],
    ["I'll be back on 5 December", away(today, "2026-12-04")],
    ["back tomorrow", away(today, today)],
    ["back next week", away(today, "2026-11-29")],
    ["I'm back", back],
    ["I am back at work", back],
    ["back from leave", back],

    ["dwi i ffwrdd tan ddydd Llun", away(today, "2026-11-29")],
    ["Dw i i ffwrdd tan ddydd Llun", away(today, "2026-11-29")],
    ["Rydw i ffwrdd tan yfory", away(today, today)],
    ["ar wyliau tan 5 Rhagfyr", away(today, "2026-12-05")],
    ["Rwyf ar wyliau tan 5ed o Ragfyr", away(today, "2026-12-05")],
    ["ar wyliau wythnos nesaf", away("2026-11-30", "2026-12-06")],
    ["bydda i ffwrdd yfory", away("2026-11-25", "2026-11-25")],
    ["byddaf i ffwrdd ddydd Gwener", away("2026-11-27", "2026-11-27")],
    ["i ffwrdd dydd Gwener nesaf", away("2026-12-04", "2026-12-04")],
    ["i ffwrdd o ddydd Llun i ddydd Mercher", away("2026-11-30", "2026-12-02")],
    ["ar wyliau o 1 Rhagfyr tan 5 Rhagfyr", away("2026-12-01", "2026-12-05")],
    ["i ffwrdd am bythefnos", away(today, "2026-12-07")],
    ["i ffwrdd am wythnos", away(today, "2026-11-30")],
    ["bydda i nôl ddydd Mawrth", away(today, "2026-11-30")],
    ["yn ôl ar 5 Rhagfyr", away(today, "2026-12-04")],
    ["dw i nôl", back],
    ["dw i'n ôl", back],
    ["Rwy'n ôl yn y gwaith", back],

    ["I was away from my desk and saved 20 minutes", undefined],
    ["saved 20 minutes while I was on leave until Monday", undefined],
    ["away", undefined],
    ["away from my desk", undefined],
    ["on leave", undefined],
    ["back in 20 minutes", undefined],
    ["back to back meetings", undefined],
    ["took 10 minutes longer than on Monday", undefined],
    ["go away", undefined],
    ["away until whenever", undefined],
    ["away from 5 December to 1 December 2026", undefined],
    ["away until 31 February", undefined],
    ["away until 2031-01-01", undefined],
    ["my manager is away until Monday", undefined],
    ["I'm not away until Monday", undefined],
    ["ffwrdd â chi", undefined],
    ["arbedais 20 munud ar wyliau", undefined],
  ];
  for (const [said, understood] of phrases)
    it(`“${said}” is ${understood === undefined ? "none of it" : JSON.stringify(understood)}`, () => {
      assert.deepEqual(readLeave(said, today), understood);
    });

  it("goes by the year it is told in, over its end", () => {
    assert.deepEqual(readLeave("away next week", "2026-12-29"), away("2027-01-04", "2027-01-10"));
    assert.deepEqual(readLeave("on leave until the 3rd", "2026-12-29"), away("2026-12-29", "2027-01-03"));
  });

  it("takes no time over a long text made to be slow", () => {
    const started = performance.now();

    readLeave(`away from ${"1 to ".repeat(50_000)}`, today);
    readLeave(`back on ${"the ".repeat(28)}x`, today);

    assert.ok(performance.now() - started < 500);
  });
});

describe("Saying that one is away", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await newcomer(house, "Ada", "2026-11-23");
  });
  afterEach(() => house.close());

  const leave = async () => {
    const row = (await house.everything()).person?.find(({ person_id }) => person_id === ada.id);
    return [row?.away_from, row?.away_until];
  };

  it("is said back with both dates, and no tip comes from the first day to the last", async () => {
    const card = await ada.says("I'm away until Thursday");

    assert.equal(titleOf(card), "You're away; back on Thursday 26 November");
    assert.match(textOf(card), /Monday 23 November.*Wednesday 25 November/);
    assert.deepEqual(await daysSent(house, "2026-11-24", 4), ["2026-11-26"]);
  });

  it("is understood in Welsh, and answered in the reader's own language", async () => {
    await ada.chooses({ language: "cy" });

    const card = await ada.says("dwi i ffwrdd tan ddydd Iau");

    assert.equal(titleOf(card), "Rydych i ffwrdd; yn ôl ddydd Iau 26 Tachwedd");
    assert.deepEqual(await leave(), ["2026-11-23", "2026-11-25"]);
  });

  it("names days in Welsh as Welsh has them within a sentence", async () => {
    await ada.chooses({ language: "cy", awayFrom: "2026-12-24", awayUntil: "2027-01-04" });

    const card = await ada.says("i ffwrdd yfory");

    assert.match(textOf(card), /gwyliau o ddydd Iau 24 Rhagfyr i ddydd Llun 4 Ionawr/);
    assert.doesNotMatch(textOf(card), /Dydd/);
  });

  it("goes by the day on the reader's own wall", async () => {
    await ada.chooses({ zone: "Asia/Tokyo" });
    house.now = new Date("2026-11-23T20:00:00Z"); // Tuesday there

    await ada.says("off today");

    assert.deepEqual(await leave(), ["2026-11-24", "2026-11-24"]);
  });

  it("can be undone, which brings back what was set before", async () => {
    await ada.chooses({ awayFrom: "2026-12-24", awayUntil: "2027-01-04" });
    const card = await ada.says("off tomorrow");
    assert.match(textOf(card), /in place of the leave from Thursday 24 December to Monday 4 January/);

    assert.equal(titleOf(await ada.presses(card, "Undo")), "Undone");

    assert.deepEqual(await leave(), ["2026-12-24", "2027-01-04"]);
  });

  it("is undone to none where there was none", async () => {
    await ada.presses(await ada.says("off tomorrow"), "Undo");

    assert.deepEqual(await leave(), [null, null]);
    assert.deepEqual(await daysSent(house, "2026-11-24", 1), ["2026-11-24"]);
  });

  it("isn't undone by an old card once something else was said", async () => {
    const old = await ada.says("off tomorrow");
    await ada.says("away until Friday");

    assert.equal(titleOf(await ada.presses(old, "Undo")), "Your leave was changed since");

    assert.deepEqual(await leave(), ["2026-11-23", "2026-11-26"]);
  });

  it("can be corrected on the settings card", async () => {
    const card = await ada.says("on leave until 5 December");

    const settings = await ada.presses(card, "Change");

    assert.ok(buttonsOf(settings).some(({ title }) => title === "Save"));
    assert.match(textOf(settings), /2026-12-05/);
  });

  it("made longer, it still begins on its first day", async () => {
    await ada.says("away until Thursday");
    house.now = new Date("2026-11-24T08:00:00Z");

    await ada.says("away until Friday");

    assert.deepEqual(await leave(), ["2026-11-23", "2026-11-26"]);
  });

  it("ends with “I'm back”, and tips come again", async () => {
    await ada.says("away until Friday");

    assert.equal(titleOf(await ada.says("I'm back")), "Welcome back");

    assert.deepEqual(await daysSent(house, "2026-11-24", 1), ["2026-11-24"]);
  });

  it("“I'm back” leaves alone what is still to come", async () => {
    await ada.chooses({ awayFrom: "2026-12-24", awayUntil: "2027-01-04" });

    const card = await ada.says("I'm back");

    assert.equal(titleOf(card), "You aren't marked as away today");
    assert.match(textOf(card), /Thursday 24 December to Monday 4 January; that stays/);
    assert.deepEqual(await leave(), ["2026-12-24", "2027-01-04"]);
  });

  it("leaves time that was saved to those who keep it", async () => {
    const card = await ada.says("I was away from my desk and saved 20 minutes");

    assert.match(textOf(card), /20 minutes/);
    assert.deepEqual(await leave(), [null, null]);
  });

  for (const [said, until] of [
    ["away for two days", "2026-11-24"],
    ["on holiday for a week", "2026-11-29"],
    ["off for 3 days", "2026-11-25"],
    ["on leave until 5 December", "2026-12-05"],
    ["back in the office on Tuesday", "2026-11-23"],
    ["i ffwrdd am wythnos", "2026-11-29"],
  ] as const)
    it(`“${said}” isn't taken for time saved`, async () => {
      await ada.says(said);

      assert.deepEqual(await leave(), ["2026-11-23", until]);
      assert.deepEqual((await house.everything()).time_entry, []);
    });
});
