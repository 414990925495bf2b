import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { buttonsOf, inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";

describe("Time saved", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await house.person("Ada").meets();
  });
  afterEach(() => house.close());

  const entries = async () => (await house.everything()).time_entry ?? [];
  const everything = async () => JSON.stringify(await house.everything());
  const values = (card: Card, ...ids: string[]) => ids.map((id) => inputOf(card, id).value);
  const saves = async (words: string, inputs: object = {}) =>
    ada.presses(await ada.says(words), "Save", { task: "email", ...inputs });

  describe("a sentence", () => {
    it("“saved half an hour on the board minutes with Copilot in Word” is shown back and saved", async () => {
      const shown = await ada.says("saved half an hour on the board minutes with Copilot in Word");

      assert.equal(titleOf(shown), "Is this right?");
      assert.match(textOf(shown), /You saved 30 minutes/);
      assert.deepEqual(values(shown, "direction", "minutes", "task", "app", "on"), [
        "saved",
        30,
        "summarise-meetings",
        "word",
        "2026-11-24",
      ]);
      assert.equal(titleOf(await ada.presses(shown, "Save")), "Noted: 30 minutes saved");
      const [entry] = await entries();
      assert.deepEqual(
        [entry?.net_minutes, entry?.task, entry?.app, entry?.happened_on, entry?.source],
        [30, "summarise-meetings", "word", "2026-11-24", "sentence"],
      );
    });

    it("“took 10 mins longer, had to fix the summary” is time lost", async () => {
      const shown = await ada.says("took 10 mins longer, had to fix the summary");

      assert.match(textOf(shown), /It took 10 minutes longer/);
      const saved = await ada.presses(shown, "Save", { task: "summarise-documents" });
      assert.equal(titleOf(saved), "Noted: 10 minutes longer");
      assert.match(textOf(saved), /Thank you for saying so/);
      assert.equal((await entries())[0]?.net_minutes, -10);
    });

    it("“1h30 drafting a briefing yesterday” is for yesterday", async () => {
      const shown = await ada.says("1h30 drafting a briefing yesterday");

      assert.match(textOf(shown), /You saved 1 hour 30 minutes/);
      assert.deepEqual(values(shown, "direction", "minutes", "task", "on"), [
        "saved",
        90,
        "draft",
        "2026-11-23",
      ]);
      await ada.presses(shown, "Save");
      const [entry] = await entries();
      assert.deepEqual([entry?.net_minutes, entry?.happened_on], [90, "2026-11-23"]);
    });

    it("“arbedais i 20 munud” is understood, in Welsh for a Welsh reader", async () => {
      await ada.chooses({ language: "cy" });

      const shown = await ada.says("arbedais i 20 munud");

      assert.equal(shown.lang, "cy");
      assert.match(textOf(shown), /Arbedwyd 20 munud/);
      const saved = await ada.presses(shown, "Cadw", { task: "email" });
      assert.equal(titleOf(saved), "Nodwyd: 20 munud wedi'i arbed");
      assert.equal((await entries())[0]?.net_minutes, 20);
    });

    it("saves nothing before Save: no table changes by what was typed, shown, opened or dropped", async () => {
      const before = await everything();

      const shown = await ada.says("saved 20 minutes on an email");
      assert.match(textOf(shown), /Nothing is kept until you press Save/);
      await ada.presses(shown, "More detail");
      await ada.presses(shown, "Don't save");
      await ada.says("log time");

      assert.equal(await everything(), before);
    });

    for (const [field, value, column, kept] of [
      ["minutes", "45", "net_minutes", 45],
      ["direction", "lost", "net_minutes", -20],
      ["direction", "none", "net_minutes", 0],
      ["task", "analysis", "task", "analysis"],
      ["app", "excel", "app", "excel"],
      ["on", "2026-11-19", "happened_on", "2026-11-19"],
    ] as const)
      it(`keeps the ${field} as it was changed on the card to ${value}`, async () => {
        const shown = await ada.says("saved 20 minutes on an email in Outlook");

        await ada.presses(shown, "Save", { [field]: value });

        assert.equal((await entries())[0]?.[column], kept);
      });

    it("can be opened as a whole form, with what was changed so far", async () => {
      const shown = await ada.says("saved 20 minutes on an email");

      const form = await ada.presses(shown, "More detail", { minutes: "25", task: "draft" });

      assert.deepEqual(values(form, "direction", "minutes", "task"), ["saved", 25, "draft"]);
      await ada.presses(form, "Save", { quality: "worse", use: "meetings", anyway: "yes" });
      const [entry] = await entries();
      assert.deepEqual(
        [entry?.net_minutes, entry?.quality, entry?.time_use, entry?.would_have_done],
        [25, "worse", "meetings", true],
      );
    });

    it("of more than four hours, an average, two lengths or too long ago is asked about, not taken", async () => {
      for (const words of [
        "saved 900 hours",
        "saves me 2 hours a day on average",
        "saved 10 minutes on email and 20 minutes on a report",
        "saved 20 minutes on 1 October",
      ]) {
        const shown = await ada.says(words);
        assert.equal(titleOf(shown), "Before you save", words);
        assert.doesNotMatch(textOf(shown), /You saved/, words);
      }
      assert.deepEqual(await entries(), []);
    });

    it("that isn't about time isn't taken for one", async () => {
      for (const words of ["the meeting is at 10", "I have 2 minutes", "thank you"])
        assert.doesNotMatch(titleOf(await ada.says(words)), /Is this right|Before you save/, words);
    });

    it("with a marking or a National Insurance number is refused with the reason, and nothing is kept", async () => {
      const before = await everything();

      for (const [words, reason] of [
        ["saved 20 minutes on the OFFICIAL-SENSITIVE board paper", /OFFICIAL-SENSITIVE/],
        ["saved 20 minutes on the case of QQ123456C", /National Insurance/],
        ["saved 10 minutes, my password is hunter2-Tr0ub4dor", /password/],
      ] as const) {
        const refused = await ada.says(words);
        assert.match(textOf(refused), reason, words);
        assert.match(textOf(refused), /nothing was kept/, words);
        assert.doesNotMatch(textOf(refused), /board paper|QQ123456C|hunter2/, words);
      }

      assert.equal(await everything(), before);
    });
  });

  describe("the form", () => {
    const whole = {
      actual: "20",
      expected: "50",
      task: "draft",
      app: "word",
      on: "2026-11-23",
      anyway: "yes",
      quality: "better",
      use: "planning",
    };

    it("asks for task, app, both times, whether it would have been done, quality and where the time went", async () => {
      const form = await ada.says("log time");

      for (const id of [...Object.keys(whole), "note", "agreed"]) assert.ok(inputOf(form, id).label, id);
    });

    it("keeps each answer, and works out the difference", async () => {
      const saved = await ada.presses(await ada.says("log time"), "Save", whole);

      assert.equal(titleOf(saved), "Noted: 30 minutes saved");
      const [entry] = await entries();
      const { net_minutes, actual_minutes, expected_minutes, would_have_done, quality, time_use, source } =
        entry ?? {};
      assert.deepEqual(
        [net_minutes, actual_minutes, expected_minutes, would_have_done, quality, time_use, source],
        [30, 20, 50, true, "better", "planning", "form"],
      );
    });

    it("takes time lost and no difference for answers", async () => {
      const lost = await ada.presses(await ada.says("log time"), "Save", { ...whole, actual: "70" });
      const none = await ada.presses(await ada.says("log time"), "Save", { ...whole, actual: "50" });

      assert.equal(titleOf(lost), "Noted: 20 minutes longer");
      assert.equal(titleOf(none), "Noted: no difference");
    });

    it("can be dropped without filling anything in", async () => {
      const form = await ada.says("log time");
      const drop = form.actions?.find(({ title }) => title === "Don't save");

      assert.equal((drop as { associatedInputs?: string }).associatedInputs, "none");
      assert.equal(titleOf(await ada.presses(form, "Don't save")), "Nothing was saved");
    });

    it("comes back with every mistake named and all that was typed", async () => {
      const again = await ada.presses(await ada.says("log time"), "Save", {
        ...whole,
        actual: "601",
        task: "",
        on: "2026-11-01",
      });

      for (const sentence of [/with Copilot, from 0 to 600/, /Choose what you were doing/, /seven days ago/])
        assert.match(textOf(again), sentence);
      assert.deepEqual(values(again, "actual", "expected", "app", "on", "quality", "use", "anyway"), [
        601,
        50,
        "word",
        "2026-11-01",
        "better",
        "planning",
        "yes",
      ]);
      assert.deepEqual(await entries(), []);
    });

    it("is saved once its mistakes are put right on the card that came back", async () => {
      const again = await ada.presses(await ada.says("log time"), "Save", { ...whole, actual: "many" });

      await ada.presses(again, "Save", { actual: "20" });

      assert.equal((await entries())[0]?.net_minutes, 30);
    });

    it("takes four hours at most, to the minute", async () => {
      const most = await ada.presses(await ada.says("log time"), "Save", {
        ...whole,
        actual: "0",
        expected: "240",
      });
      const more = await ada.presses(await ada.says("log time"), "Save", {
        ...whole,
        actual: "0",
        expected: "241",
      });

      assert.equal(titleOf(most), "Noted: 4 hours saved");
      assert.match(textOf(more), /four hours/);
      assert.equal((await entries()).length, 1);
    });

    it("says that reports count two hours of a day at most, when there is more", async () => {
      const first = await ada.presses(await ada.says("log time"), "Save", {
        ...whole,
        actual: "0",
        expected: "120",
      });
      const second = await ada.presses(await ada.says("log time"), "Save", {
        ...whole,
        actual: "0",
        expected: "1",
      });

      assert.doesNotMatch(textOf(first), /at most two hours/);
      assert.match(textOf(second), /at most two hours/);
      assert.deepEqual((await entries()).map(({ net_minutes }) => net_minutes).toSorted(), [1, 120]);
    });

    describe("its note", () => {
      it("may be 300 letters long, and the form says so beforehand", async () => {
        const { label, maxLength } = inputOf(await ada.says("log time"), "note");
        await ada.chooses({ language: "cy" });
        const welsh = inputOf(await ada.says("cofnodi amser"), "note");

        assert.match(String(label), /300 characters at most/);
        assert.match(String(welsh.label), /300 nod ar y mwyaf/);
        assert.deepEqual([maxLength, welsh.maxLength], [300, 300]);
      });

      it("that is longer is refused in Welsh too, with every other mistake, and stays as it was typed", async () => {
        await ada.chooses({ language: "cy" });
        const note = "n".repeat(301);

        const again = await ada.presses(await ada.says("cofnodi amser"), "Cadw", { ...whole, note });

        assert.match(textOf(again), /hirach na 300 nod/);
        assert.match(textOf(again), /Ticiwch y blwch/);
        assert.equal(inputOf(again, "note").value, note);
        assert.deepEqual(await entries(), []);
      });

      it("is kept when the box is ticked", async () => {
        await ada.presses(await ada.says("log time"), "Save", {
          ...whole,
          note: "the spring report",
          agreed: "true",
        });

        assert.equal((await entries())[0]?.note, "the spring report");
      });

      it("needs the tick; without it nothing is saved and the note is still there", async () => {
        const again = await ada.presses(await ada.says("log time"), "Save", {
          ...whole,
          note: "the spring report",
        });

        assert.match(textOf(again), /Tick the box/);
        assert.equal(inputOf(again, "note").value, "the spring report");
        assert.deepEqual(await entries(), []);
      });

      for (const [what, note, reason] of [
        ["a marking", "from the OFFICIAL-SENSITIVE annex", /marking/],
        ["a National Insurance number", "case QQ 12 34 56 C", /National Insurance/],
        ["a card number", "paid with 4111 1111 1111 1111", /card number/],
        ["a password", "password: hunter2-Tr0ub4dor", /password/],
      ] as const)
        it(`with ${what} is refused with the reason; nothing is kept, and the rest is still there`, async () => {
          const before = await everything();

          const again = await ada.presses(await ada.says("log time"), "Save", {
            ...whole,
            note,
            agreed: "true",
          });

          assert.match(textOf(again), reason);
          assert.equal(inputOf(again, "note").value, undefined);
          assert.ok(!textOf(again).includes(note));
          assert.deepEqual(values(again, "actual", "expected", "task", "app", "on", "quality"), [
            20,
            50,
            "draft",
            "word",
            "2026-11-23",
            "better",
          ]);
          assert.equal(await everything(), before);
        });

      it("is shown as it was written, in any script", async () => {
        const note = "🙂 **bold** مرحبا \u202eolleh [link](http://x)";

        await ada.presses(await ada.says("log time"), "Save", { ...whole, note, agreed: "true" });

        assert.equal((await entries())[0]?.note, note);
      });
    });
  });

  describe("the day", () => {
    const on = async (day: string) =>
      titleOf(await ada.presses(await ada.says("saved 20 minutes on an email"), "Save", { on: day }));

    it("may be today or up to seven days back, no more and no later", async () => {
      assert.equal(await on("2026-11-17"), "Noted: 20 minutes saved");
      assert.equal(await on("2026-11-24"), "Noted: 20 minutes saved");
      for (const wrong of ["2026-11-16", "2026-11-25", "2026-02-30", "yesterday", ""])
        assert.equal(await on(wrong), "Before you save", wrong);
      assert.equal((await entries()).length, 2);
    });

    it("begins and ends at midnight where the person is", async () => {
      const tom = house.person("Tom");
      tom.zone = "Asia/Tokyo";
      await tom.meets();
      house.now = new Date("2026-11-24T14:59:00Z"); // 23:59 in Tokyo
      assert.equal(inputOf(await tom.says("saved 5 minutes on an email"), "on").value, "2026-11-24");

      house.now = new Date("2026-11-24T15:00:00Z");

      assert.equal(inputOf(await tom.says("saved 5 minutes on an email"), "on").value, "2026-11-25");
      assert.equal(
        inputOf(await tom.says("saved 5 minutes on an email yesterday"), "on").value,
        "2026-11-24",
      );
      assert.equal(inputOf(await ada.says("saved 5 minutes on an email"), "on").value, "2026-11-24");
    });

    it("in London in summer begins at 23:00 by world time", async () => {
      house.now = new Date("2026-07-01T23:00:00Z");

      assert.equal(inputOf(await ada.says("log time"), "on").value, "2026-07-02");
    });
  });

  describe("put right", () => {
    it("can be undone from the card, for good", async () => {
      const saved = await saves("saved 20 minutes");

      assert.match(textOf(await ada.presses(saved, "Undo")), /no copy is kept/);

      assert.deepEqual(await entries(), []);
    });

    it("once it was changed is deleted only after a question, from the card that says so and from older ones", async () => {
      const saved = await saves("saved 20 minutes");
      const changed = await ada.presses(await ada.presses(saved, "Change"), "Save changes", {
        minutes: "30",
      });

      assert.ok(!buttonsOf(changed).some(({ title }) => title === "Undo"));
      assert.equal(titleOf(await ada.presses(changed, "Delete")), "Delete this entry?");
      const ask = await ada.presses(saved, "Undo");
      assert.match(textOf(ask), /30 minutes saved/);
      assert.equal((await entries()).length, 1);
      await ada.presses(ask, "Delete");

      assert.deepEqual(await entries(), []);
    });

    it("in Welsh once it was changed is deleted only after a question", async () => {
      await ada.chooses({ language: "cy" });
      const shown = await ada.says("arbedais i 20 munud");
      const saved = await ada.presses(shown, "Cadw", { task: "email" });
      const changed = await ada.presses(await ada.presses(saved, "Newid"), "Cadw'r newidiadau");

      assert.ok(!buttonsOf(changed).some(({ title }) => title === "Dadwneud"));
      assert.equal(titleOf(await ada.presses(changed, "Dileu")), "Dileu'r cofnod hwn?");
      assert.equal((await entries()).length, 1);
    });

    it("“undo” shows the last entry and asks, before it deletes", async () => {
      await saves("saved 20 minutes");
      house.now = new Date("2026-11-24T11:00:00Z");
      await saves("saved 35 minutes");

      const ask = await ada.says("undo");
      assert.match(textOf(ask), /35 minutes/);
      assert.equal((await entries()).length, 2);
      await ada.presses(ask, "Delete");

      assert.deepEqual(
        (await entries()).map(({ net_minutes }) => net_minutes),
        [20],
      );
    });

    it("“undo” with nothing to undo says so", async () => {
      assert.equal(titleOf(await ada.says("undo")), "Nothing to undo");
    });

    it("can be changed from the card", async () => {
      const form = await ada.presses(await saves("saved 20 minutes"), "Change");
      assert.deepEqual(values(form, "direction", "minutes", "task"), ["saved", 20, "email"]);

      const changed = await ada.presses(form, "Save changes", {
        direction: "lost",
        minutes: "5",
        app: "loop",
      });

      assert.equal(titleOf(changed), "Noted: 5 minutes longer");
      const all = await entries();
      assert.deepEqual(
        all.map(({ net_minutes, app, source }) => [net_minutes, app, source]),
        [[-5, "loop", "sentence"]],
      );
    });

    it("can be changed from “my time”, also when it was longer ago than a new entry may be", async () => {
      await saves("saved 20 minutes");
      house.now = new Date("2026-12-20T10:00:00Z");
      const mine = await ada.says("my time");
      const entry = String((inputOf(mine, "entry").choices as { value: string }[])[0]?.value);

      const form = await ada.presses(mine, "Change", { entry });
      assert.equal(inputOf(form, "on").value, "2026-11-24");
      await ada.presses(form, "Save changes", { minutes: "25" });

      assert.deepEqual(
        (await entries()).map(({ net_minutes, happened_on }) => [net_minutes, happened_on]),
        [[25, "2026-11-24"]],
      );
    });

    it("can't be moved to another day longer ago than a new entry may be", async () => {
      const form = await ada.presses(await saves("saved 20 minutes"), "Change");

      assert.match(textOf(await ada.presses(form, "Save changes", { on: "2026-10-01" })), /seven days ago/);

      assert.equal((await entries())[0]?.happened_on, "2026-11-24");
    });

    it("can be deleted from “my time”, after being asked", async () => {
      await saves("saved 20 minutes");
      const mine = await ada.says("my time");
      const entry = String((inputOf(mine, "entry").choices as { value: string }[])[0]?.value);

      const ask = await ada.presses(mine, "Delete", { entry });
      assert.equal((await entries()).length, 1);
      await ada.presses(ask, "Delete");

      assert.deepEqual(await entries(), []);
    });

    it("can be kept after all", async () => {
      await saves("saved 20 minutes");

      assert.equal(titleOf(await ada.presses(await ada.says("undo"), "Keep it")), "My time");

      assert.equal((await entries()).length, 1);
    });

    it("that is deleted already is said to be gone, whatever is pressed", async () => {
      const saved = await saves("saved 20 minutes");
      const form = await ada.presses(saved, "Change");
      await ada.presses(saved, "Undo");

      assert.equal(titleOf(await ada.presses(saved, "Undo")), "That entry isn't here");
      assert.equal(titleOf(await ada.presses(saved, "Change")), "That entry isn't here");
      assert.equal(titleOf(await ada.presses(form, "Save changes")), "That entry isn't here");
      assert.deepEqual(await entries(), []);
    });
  });

  describe("pressed twice", () => {
    it("saves once, and says that it was there", async () => {
      const shown = await ada.says("saved 20 minutes on an email");

      await ada.presses(shown, "Save");
      const second = await ada.presses(shown, "Save");

      assert.equal(titleOf(second), "You've told me already");
      assert.equal(titleOf(await ada.presses(second, "Delete")), "Delete this entry?");
      assert.equal((await entries()).length, 1);
    });

    it("shows what is kept, not what the second press would have said", async () => {
      const shown = await ada.says("saved 20 minutes on an email");
      await ada.presses(shown, "Save");

      const second = await ada.presses(shown, "Save", { minutes: "200" });

      assert.match(textOf(second), /20 minutes saved/);
      assert.doesNotMatch(textOf(second), /3 hours 20/);
    });

    it("at the very same moment saves once", async () => {
      const shown = await ada.says("saved 20 minutes on an email");

      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ada.presses(shown, "Save")));

      assert.equal(answers.filter((card) => titleOf(card) === "Noted: 20 minutes saved").length, 1);
      assert.equal((await entries()).length, 1);
    });

    it("as a quick answer keeps the first, and shows it", async () => {
      await house.runsDue("2026-11-24T10:00:00Z");
      const quick = await ada.presses(ada.lastCard, "I tried it");
      await ada.presses(quick, "1 to 5 minutes");

      const second = await ada.presses(quick, "Over 2 hours");

      assert.match(textOf(second), /3 minutes saved/);
      assert.doesNotMatch(textOf(second), /2 hours/);
      assert.deepEqual(
        (await entries()).map(({ net_minutes }) => net_minutes),
        [3],
      );
    });
  });

  describe("quick answers on a nudge", () => {
    const asked = async (tried: string) => {
      await house.runsDue("2026-11-24T10:00:00Z");
      return ada.presses(ada.lastCard, tried);
    };

    it("are asked for without a lead: time lost and no difference come first", async () => {
      const quick = await asked("I tried it");

      assert.equal(titleOf(quick), "What did it do to your time?");
      const titles = buttonsOf(quick).map(({ title }) => title);
      assert.deepEqual(titles.slice(0, 3), ["It took longer", "No difference", "1 to 5 minutes"]);
      assert.equal(titles.length, 8);
      assert.match(textOf(quick), /It saved time: 1 to 5 minutes/);
    });

    it("are asked for in the same order in Welsh", async () => {
      await ada.chooses({ language: "cy" });

      const quick = await asked("Rhoddais gynnig arni");

      assert.equal(titleOf(quick), "Beth wnaeth e i'ch amser?");
      const titles = buttonsOf(quick).map(({ title }) => title);
      assert.deepEqual(titles.slice(0, 3), ["Cymerodd fwy o amser", "Dim gwahaniaeth", "1 i 5 munud"]);
    });

    it("that were put right are said as they were put, also by the old card", async () => {
      const quick = await asked("I tried it");
      const saved = await ada.presses(quick, "16 to 30 minutes");
      assert.match(textOf(saved), /put this down as 23 minutes/);

      await ada.presses(await ada.presses(saved, "Change"), "Save changes", { minutes: "27" });

      const again = await ada.presses(quick, "16 to 30 minutes");
      assert.match(textOf(again), /27 minutes saved/);
      assert.doesNotMatch(textOf(again), /put this down/);
    });

    for (const [title, net] of [
      ["It took longer", -10],
      ["No difference", 0],
      ["1 to 5 minutes", 3],
      ["6 to 15 minutes", 10],
      ["16 to 30 minutes", 23],
      ["31 to 60 minutes", 45],
      ["1 to 2 hours", 90],
      ["Over 2 hours", 120],
    ] as const)
      it(`“${title}” is kept as ${net} minutes, with the tip it came from, and can be changed`, async () => {
        await house.runsDue("2026-11-24T10:00:00Z");
        const quick = await ada.presses(ada.lastCard, "I tried it");

        const saved = await ada.presses(quick, title);

        const [entry] = await entries();
        assert.deepEqual([entry?.net_minutes, entry?.source], [net, "quick"]);
        assert.equal(entry?.tip_id, (await house.everything()).nudge?.[0]?.tip_id);
        const form = await ada.presses(saved, "Change");
        await ada.presses(form, "Save changes", { direction: "saved", minutes: "7" });
        assert.deepEqual(
          (await entries()).map(({ net_minutes, source }) => [net_minutes, source]),
          [[7, "form"]],
        );
      });
  });

  describe("a message action", () => {
    it("opens with what the message says, and saves it", async () => {
      const dialog = await ada.opensForm("<p>Copilot saved me 20&nbsp;minutes on the <b>email</b> today</p>");
      assert.deepEqual(values(dialog.card, "direction", "minutes", "task"), ["saved", 20, "email"]);

      const done = await ada.pressesIn(dialog, "Save");

      assert.equal(titleOf(done.card), "Noted: 20 minutes saved");
      assert.deepEqual(
        (await entries()).map(({ source }) => source),
        ["message"],
      );
    });

    it("opens an empty form beside a message about something else, and from the message box", async () => {
      for (const message of ["<p>Lunch?</p>", undefined])
        assert.equal(titleOf((await ada.opensForm(message)).card), "What did Copilot help with?");
    });

    it("keeps nothing of the message, and nothing before Save", async () => {
      const before = await everything();

      const dialog = await ada.opensForm("saved 20 minutes, says Grace Hopper, on the launch email");
      assert.equal(await everything(), before);
      await ada.pressesIn(dialog, "Save");

      assert.doesNotMatch(await everything(), /Grace|Hopper|launch/);
    });

    it("works in a group, seen by nobody else, and remembers nothing of the group", async () => {
      const bob = (await house.person("Bob").meets()).inGroup();

      await bob.pressesIn(await bob.opensForm("saved 20 minutes on an email"), "Save");

      assert.deepEqual(
        (await entries()).map(({ person_id }) => person_id),
        [bob.id],
      );
      assert.doesNotMatch(await everything(), /a-groupChat/);
      assert.deepEqual(bob.cards, []);
    });

    it("goes on in the dialog: mistakes, more detail, change, my time and delete", async () => {
      const wrong = await ada.pressesIn(await ada.opensForm("saved 20 minutes"), "Save", {
        minutes: "900",
        task: "email",
      });
      assert.match(textOf(wrong.card), /four hours/);
      const form = await ada.pressesIn(wrong, "More detail", { minutes: "30" });
      const saved = await ada.pressesIn(form, "Save");
      const mine = await ada.pressesIn(saved, "My time");
      const entry = String((inputOf(mine.card, "entry").choices as { value: string }[])[0]?.value);
      const changed = await ada.pressesIn(await ada.pressesIn(mine, "Change", { entry }), "Save changes", {
        minutes: "35",
      });
      assert.equal(titleOf(changed.card), "Noted: 35 minutes saved");

      const ask = await ada.pressesIn(mine, "Delete", { entry });
      assert.equal(titleOf(ask.card), "Delete this entry?");
      assert.equal(titleOf((await ada.pressesIn(ask, "Keep it")).card), "My time");
      const gone = await ada.pressesIn(ask, "Delete");

      assert.equal(titleOf(gone.card), "Deleted");
      const empty = await ada.pressesIn(gone, "My time");
      const next = empty.actions[0]?.title ?? "";
      assert.equal(titleOf((await ada.pressesIn(empty, next)).card), "What did Copilot help with?");
    });

    it("can be dropped", async () => {
      const dropped = await ada.pressesIn(await ada.opensForm("saved 20 minutes"), "Don't save");

      assert.equal(titleOf(dropped.card), "Nothing was saved");
    });

    it("is refused kindly to a guest", async () => {
      const { body } = await ada.sends({
        type: "invoke",
        name: "composeExtension/fetchTask",
        value: { commandId: "logTime" },
        from: { id: "29:guest", name: "Guest" },
      });

      assert.match(body, /can't tell who you are/);
    });

    it("answers “undo” and a change like a chat does", async () => {
      const saved = await ada.pressesIn(await ada.opensForm("saved 20 minutes"), "Save", { task: "email" });
      const changed = await ada.pressesIn(await ada.pressesIn(saved, "Change"), "Save changes");

      assert.equal(titleOf((await ada.pressesIn(changed, "Delete")).card), "Delete this entry?");
      assert.equal(titleOf((await ada.pressesIn(saved, "Undo")).card), "Delete this entry?");
      const other = await ada.pressesIn(await ada.opensForm("saved 5 minutes"), "Save", { task: "email" });
      assert.equal(titleOf((await ada.pressesIn(other, "Undo")).card), "Deleted");
    });

    it("answers something that no form of ours sends with a sentence, or with the form again", async () => {
      for (const data of [
        { verb: "time-saved/save", entry: [] },
        { verb: "time-saved/delete" },
        { verb: "time-saved/earlier", after: -1 },
        { verb: "time-saved/record", minutes: 30 },
        { verb: "house/say", words: "abracadabra" },
        { verb: {} },
        {},
        null,
      ]) {
        const answer = await ada.composes("submitAction", { commandId: "logTime", data });
        assert.match(
          JSON.stringify(answer),
          /nothing was saved|What did Copilot help with\?/i,
          JSON.stringify(data),
        );
      }
      assert.deepEqual(await entries(), []);
    });
  });
});
