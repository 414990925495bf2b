import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";

describe("Bad input to time saved", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  const entries = async () => (await house.everything()).time_entry ?? [];
  const good = {
    entry: "e",
    source: "form",
    form: "whole",
    direction: "saved",
    minutes: "20",
    task: "email",
    on: "2026-11-24",
  };
  const saves = async (data: unknown) => (await ada.invokes("time-saved/save", data)).value as Card;

  it("takes the good form that the odd ones below differ from", async () => {
    assert.equal(titleOf(await saves(good)), "Noted: 20 minutes saved");
  });

  describe("a number that is none, or absurd, is asked for again and not kept:", () => {
    const wrong = [
      "900",
      "1e308",
      "-5",
      "NaN",
      "Infinity",
      "１２",
      "0x10",
      "1,500",
      "99999999999",
      "twenty",
      " ",
      "241",
    ];
    for (const minutes of wrong)
      it(`minutes “${minutes}”`, async () => {
        assert.match(textOf(await saves({ ...good, minutes })), /Please check these/);
        assert.deepEqual(await entries(), []);
      });
    for (const actual of ["601", "-1", "1e2", "NaN", "１２"])
      it(`minutes it took “${actual}”`, async () => {
        assert.match(textOf(await saves({ ...good, actual, expected: "30" })), /from 0 to 600/);
        assert.deepEqual(await entries(), []);
      });
    it("minutes as a number too large for text", async () => {
      assert.match(textOf(await saves({ ...good, minutes: 1e308 })), /Please check these/);
      assert.match(textOf(await saves({ ...good, minutes: -5 })), /Please check these/);
      assert.deepEqual(await entries(), []);
    });
  });

  it("takes a plain number where a client sends numbers, and half minutes rounded", async () => {
    await saves({ ...good, entry: "a", minutes: 20 });
    await saves({ ...good, entry: "b", minutes: "7.5" });
    await saves({ ...good, entry: "c", minutes: "7,4" });

    assert.deepEqual(
      (await entries()).map(({ net_minutes }) => net_minutes),
      [20, 8, 7],
    );
  });

  it("treats a field that a client sends as null like one that it leaves out", async () => {
    assert.equal(
      titleOf(await saves({ ...good, app: null, note: null, quality: null })),
      "Noted: 20 minutes saved",
    );
  });

  describe("a sentence with an absurd number is asked about, not kept:", () => {
    for (const words of [
      "saved 900 hours",
      "saved 1e308 minutes",
      "saved -5 minutes",
      "saved 99999999999999 minutes",
    ])
      it(words, async () => {
        const answer = await ada.says(words);

        assert.ok(titleOf(answer));
        assert.doesNotMatch(textOf(answer), /You saved/);
        assert.deepEqual(await entries(), []);
      });
  });

  describe("the wrong type is answered with a sentence, and nothing is kept:", () => {
    const wrong: readonly unknown[] = [
      null,
      [],
      "text",
      7,
      {},
      { ...good, entry: 5 },
      { ...good, entry: "" },
      { ...good, entry: "x".repeat(201) },
      { ...good, entry: "OFFICIAL-SENSITIVE password: hunter2" },
      { ...good, tip: "OFFICIAL-SENSITIVE password: hunter2" },
      { ...good, minutes: [20] },
      { ...good, minutes: { value: 20 } },
      { ...good, task: ["email"] },
      { ...good, source: "quick" },
      { ...good, form: "other" },
      { ...good, change: "yes" },
      { ...good, tip: 1 },
    ];
    for (const data of wrong)
      it(JSON.stringify(data).slice(0, 120), async () => {
        assert.match(textOf(await saves(data)), /nothing was saved/i);
        assert.deepEqual(await entries(), []);
        assert.deepEqual(
          house.logged.filter(({ level }) => level === "error"),
          [],
        );
      });
  });

  describe("a word that isn't in the list is as good as none:", () => {
    for (const field of ["task", "direction"])
      it(`${field} is asked for again`, async () => {
        for (const value of ["toString", "__proto__", "constructor", "<b>email</b>", "EMAIL"])
          assert.match(textOf(await saves({ ...good, [field]: value })), /Please check these/, value);
        assert.deepEqual(await entries(), []);
      });

    it("app, quality and use are left open", async () => {
      await saves({ ...good, app: "__proto__", quality: "best", use: "constructor", anyway: "maybe" });

      const [entry] = await entries();
      assert.deepEqual(
        [entry?.app, entry?.quality, entry?.time_use, entry?.would_have_done],
        [null, null, null, null],
      );
    });
  });

  it("a quick answer with a band, task or app of its own making is not kept", async () => {
    const quick = { entry: "nudge:1", band: "6-15", task: "email", app: "word", tip: "t" };
    for (const wrong of [
      { band: "900" },
      { band: ["6-15"] },
      { task: "__proto__" },
      { app: "fax" },
      { entry: null },
      { entry: "OFFICIAL-SENSITIVE password: hunter2" },
      { tip: "OFFICIAL-SENSITIVE password: hunter2" },
      { tip: "Not A Tip" },
      { tip: "" },
    ]) {
      const { value } = await ada.invokes("time-saved/quick-answer", { ...quick, ...wrong });
      assert.match(textOf(value as Card), /nothing was saved/i, JSON.stringify(wrong));
    }
    assert.deepEqual(await entries(), []);
  });

  it("a button of an earlier version says that it is out of date, with some that work", async () => {
    const { statusCode, value } = await ada.invokes("time-saved/record", { minutes: 30 });

    assert.equal(statusCode, 200);
    assert.equal(titleOf(value as Card), "That card is out of date");
    assert.equal(titleOf(await ada.presses(value as Card, "Log time")), "What did Copilot help with?");
  });

  it("a form that comes back as a message, as older cards do, says that it is out of date", async () => {
    await ada.sends({ type: "message", value: { action: "saveTime", minutes: 30 } });

    assert.equal(titleOf(ada.lastCard), "That card is out of date");
  });

  it("a button with words where an id belongs leads nowhere, and nothing of it is kept", async () => {
    for (const verb of ["change", "take-back", "ask-delete", "delete"]) {
      const { value } = await ada.invokes(`time-saved/${verb}`, { entry: "my password is hunter2" });
      assert.match(textOf(value as Card), /nothing was saved/i, verb);
    }
    const form = { ...good, entry: "my password is hunter2" };
    assert.match(
      textOf((await ada.invokes("time-saved/open-form", form)).value as Card),
      /nothing was saved/i,
    );

    assert.doesNotMatch(JSON.stringify(await house.everything()), /hunter2/);
  });

  it("takes ids as Teams, we and nudges write them", async () => {
    for (const entry of [
      "1485983408511",
      "f:622749630322482883",
      "0b3c0a1e-6f9e-4d38-9d6a-3c9d3b1a7b11",
      "GZ3xKgzdbhn5SnSNbUMiXU-o|0000001",
      "nudge:2026-11-24",
      "nudge:asked:f:5bca6a45-b1a5-4c1a-8c1a-0b3c0a1e6f9e",
    ])
      assert.equal(titleOf(await saves({ ...good, entry })), "Noted: 20 minutes saved", entry);
  });

  it("a note of 301 letters is refused and can be put right; ten kilobytes are refused too, and are no task", async () => {
    const long = await saves({ ...good, note: "n".repeat(301), agreed: "true" });
    assert.match(textOf(long), /longer than 300 characters/);
    assert.equal(inputOf(long, "note").value, "n".repeat(301));
    assert.match(textOf(await saves({ ...good, note: "long ".repeat(2000) })), /longer than 300/);
    assert.deepEqual(await entries(), []);

    await ada.presses(long, "Save", { note: "n".repeat(300), agreed: "true" });
    assert.equal((await entries())[0]?.note, "n".repeat(300));

    assert.match(
      textOf(await saves({ ...good, entry: "f", task: "x".repeat(10_240) })),
      /Choose what you were doing/,
    );
  });

  describe("an entry of somebody else", () => {
    const others = [
      ["a colleague", "Bob", undefined],
      ["the same id in another organisation", "Ada", "22222222-2222-4222-8222-222222222222"],
    ] as const;
    for (const [who, name, tenant] of others)
      it(`can't be seen, changed or deleted by ${who}, and can't be taken`, async () => {
        await saves({ ...good, entry: "the-entry", note: "a private note", agreed: "true" });
        const other = await house.person(name, tenant).meets();
        const before = JSON.stringify(await entries());

        for (const verb of ["change", "take-back", "ask-delete", "delete"]) {
          const { value } = await other.invokes(`time-saved/${verb}`, { entry: "the-entry" });
          assert.equal(titleOf(value as Card), "That entry isn't here", verb);
          assert.doesNotMatch(textOf(value as Card), /20 minutes|private/, verb);
        }
        const change = { ...good, entry: "the-entry", minutes: "5", change: true };
        const { value } = await other.invokes("time-saved/save", change);
        assert.equal(titleOf(value as Card), "That entry isn't here");
        assert.equal(JSON.stringify(await entries()), before);

        // Saving something of one's own under the same id is one's own entry, beside the other.
        await other.invokes("time-saved/save", { ...good, entry: "the-entry", minutes: "5" });
        assert.deepEqual(
          (await entries()).map(({ net_minutes }) => net_minutes).toSorted(),
          [20, 5].toSorted(),
        );
      });
  });

  it("characters that no database takes are left out", async () => {
    await saves({ ...good, note: "a\u0000b", agreed: "true" });

    assert.equal((await entries())[0]?.note, "ab");
  });

  it("SQL in any field stays text", async () => {
    const evil = "'); drop table time_entry; --";

    await saves({ ...good, note: evil, agreed: "true" });

    assert.deepEqual(
      (await entries()).map(({ note }) => note),
      [evil],
    );
  });

  it("leaves one log line for each, without anything that was typed", async () => {
    await saves({ ...good, minutes: ["sesquipedalian"] });
    await ada.invokes("sesquipedalian/verb", { note: "sesquipedalian" });

    assert.equal(house.logged.length, 2);
    assert.doesNotMatch(JSON.stringify(house.logged), /sesquipedalian|Ada|id-of/);
  });
});
