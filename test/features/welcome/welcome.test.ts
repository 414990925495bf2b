import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { buttonsOf, inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";

describe("Meeting the bot", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = house.person("Ada");
  });
  afterEach(() => house.close());

  const titles = (card: Card) => buttonsOf(card).map(({ title }) => title);
  const aboutAda = async () =>
    (await house.everything()).person?.find(({ person_id }) => person_id === ada.id);

  describe("the welcome", () => {
    it("says who it is, what it keeps, who can see it, and how to stop it", async () => {
      const welcome = await ada.installs();

      assert.ok(welcome);
      assert.equal(titleOf(welcome), "Hello, I'm Uptake");
      for (const part of [/Copilot/, /What I keep/, /Nobody but you/, /stop tips/])
        assert.match(textOf(welcome), part);
    });

    it("names everything that is kept, and for how long", async () => {
      const welcome = textOf((await ada.installs()) as Card);

      for (const part of [
        /language, profession, grade, apps, working days/,
        /bank holidays/,
        /leave/,
        /any note/,
        /last day you wrote/,
        /where to reach you in Teams/,
        /department and your manager's id/,
        /stories you tell and the experiments/,
        /Copilot licence/,
        /until you erase it/,
      ])
        assert.match(welcome, part);
    });

    it("says what colleagues can read all the same, in either language", async () => {
      const welcome = (await ada.installs()) as Card;
      const croeso = await ada.presses(welcome, "Cymraeg").then(() => ada.says("helo"));

      assert.match(textOf(welcome), /Colleagues read only what you tell for them: a story or an experiment/);
      assert.match(textOf(croeso), /stori neu arbrawf/);
    });

    it("comes once, however often Teams announces it", async () => {
      await ada.installs();
      await ada.installs();
      await ada.sends({ type: "conversationUpdate", membersAdded: [{ id: "29:Ada" }] });

      assert.equal(ada.cards.length, 1);
    });

    it("comes once when Teams announces it twice at the same moment", async () => {
      const announcement = { type: "installationUpdate", action: "add" };

      await Promise.all([ada.sends(announcement), ada.sends(announcement), ada.sends(announcement)]);

      assert.equal(ada.cards.length, 1);
    });

    it("comes in Welsh where Teams is set to Welsh", async () => {
      ada.locale = "cy-GB";

      const welcome = await ada.installs();

      assert.equal(welcome?.lang, "cy");
      assert.equal(titleOf(welcome as Card), "Helo, Uptake ydw i");
    });

    it("comes in English where Teams is set to a language we don't speak", async () => {
      ada.locale = "fr-FR";

      assert.equal((await ada.installs())?.lang, "en");
    });

    it("comes again when somebody took the bot away and then adds it again", async () => {
      await ada.installs();
      await ada.removes();

      const again = await ada.installs();

      assert.equal(titleOf(again as Card), "Hello, I'm Uptake");
    });

    it("comes with the answer where Teams never announced them", async () => {
      await ada.sends({ type: "message", text: "saved 20 minutes on an email" });

      assert.deepEqual(ada.cards.map(titleOf), ["Hello, I'm Uptake", "Is this right?"]);
    });

    it("isn't sent again, and nobody is lost, when the app is updated", async () => {
      await ada.installs();
      const before = await house.everything();

      for (const action of ["add-upgrade", "remove-upgrade"])
        await ada.sends({ type: "installationUpdate", action });

      assert.equal(ada.cards.length, 1);
      assert.deepEqual(await house.everything(), before);
    });

    it("can be read again by typing hello", async () => {
      await ada.installs();

      assert.equal(titleOf(await ada.says("hello")), "Hello, I'm Uptake");
    });

    it("can be had in the other language, which stays from then on", async () => {
      const welcome = await ada.installs();

      const setUp = await ada.presses(welcome as Card, "Cymraeg");

      assert.equal(setUp.lang, "cy");
      assert.equal((await ada.says("help")).lang, "cy");
    });

    it("isn't sent to anybody when somebody leaves or a name changes", async () => {
      await ada.sends({ type: "conversationUpdate", membersRemoved: [{ id: "29:Ada" }] });
      await ada.sends({ type: "conversationUpdate", topicName: "New name" });

      assert.deepEqual(ada.cards, []);
    });
  });

  describe("the set-up", () => {
    const chosen = {
      language: "en",
      profession: "policy",
      grade: "seo",
      apps: "word,teams",
      nudgeDays: "1,5",
      from: "14:00",
      until: "15:30",
    };

    it("asks for profession, grade, main apps, language, days and time window", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");

      for (const id of Object.keys(chosen)) assert.ok(inputOf(setUp, id).label, id);
    });

    it("keeps what was chosen, and shows it again in settings", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");

      const done = await ada.presses(setUp, "Save", chosen);

      assert.equal(titleOf(done), "You're set up");
      assert.match(textOf(done), /Monday and Friday, between 14:00 and 15:30/);
      const settings = await ada.says("settings");
      for (const [id, value] of Object.entries(chosen))
        assert.equal(
          String(inputOf(settings, id).value).split(",").sort().join(),
          value.split(",").sort().join(),
          id,
        );
    });

    it("can be skipped, and the usual days and times are used", async () => {
      const skipped = await ada.presses((await ada.installs()) as Card, "Skip");

      assert.match(textOf(skipped), /Tuesday, Wednesday and Thursday, between 09:30 and 11:30/);
      const settings = await ada.says("settings");
      assert.equal(inputOf(settings, "nudgeDays").value, "2,3,4");
      assert.equal(inputOf(settings, "from").value, "09:30");
      assert.equal(inputOf(settings, "until").value, "11:30");
    });

    it("can be skipped from the form too, without filling anything in", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");
      const skip = setUp.actions?.find(({ title }) => title === "Skip");

      assert.equal((skip as { associatedInputs?: string }).associatedInputs, "none");
      assert.equal(titleOf(await ada.presses(setUp, "Skip")), "That's fine");
    });

    it("lets everything be left unsaid", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");

      const done = await ada.presses(setUp, "Save", { profession: "", grade: "", apps: "" });

      assert.equal(titleOf(done), "You're set up");
      const kept = await aboutAda();
      assert.deepEqual([kept?.profession, kept?.grade, kept?.apps], [null, null, ""]);
    });

    it("that is skipped late says what stands, not what is usual", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");
      await ada.presses(setUp, "Save", chosen);

      assert.match(textOf(await ada.presses(setUp, "Skip")), /Monday and Friday, between 14:00 and 15:30/);
    });

    it("refuses days for tips that are none of theirs", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");

      const again = await ada.presses(setUp, "Save", { nudgeDays: "6,7" });

      assert.match(textOf(again), /At least one day for tips must be a day you work/);
    });

    it("says so when no day is left for tips", async () => {
      const setUp = await ada.presses((await ada.installs()) as Card, "Set me up");

      const done = await ada.presses(setUp, "Save", { nudgeDays: "" });

      assert.match(textOf(done), /won't send any/);
    });
  });

  describe("settings", () => {
    beforeEach(async () => void (await ada.meets()));

    it("change everything later: days worked, bank holidays, time zone and leave too", async () => {
      const choices = {
        workingDays: "2,4",
        nation: "scotland",
        zone: "Asia/Tokyo",
        awayFrom: "2026-12-01",
        awayUntil: "2026-12-05",
      };

      const done = await ada.chooses(choices);

      assert.equal(titleOf(done), "You're set up");
      const settings = await ada.says("settings");
      for (const [id, value] of Object.entries(choices)) assert.equal(inputOf(settings, id).value, value, id);
    });

    it("answer in Welsh as soon as Welsh is chosen", async () => {
      const done = await ada.chooses({ language: "cy" });

      assert.equal(done.lang, "cy");
      assert.equal((await ada.says("gosodiadau")).lang, "cy");
    });

    it("keep the language when the form didn't say which", async () => {
      await ada.chooses({ language: "cy" });

      await ada.invokes("welcome/save", { form: "settings", workingDays: "1", nudgeDays: "1" });

      assert.equal((await ada.says("help")).lang, "cy");
    });

    it("with wrong times come back with what was typed and a sentence, and nothing is changed", async () => {
      const before = await aboutAda();

      const again = await ada.chooses({ from: "11:00", until: "11:10", profession: "legal", apps: "loop" });

      assert.equal(titleOf(again), "Settings");
      assert.match(textOf(again), /at least half an hour apart/);
      assert.equal(inputOf(again, "from").value, "11:00");
      assert.equal(inputOf(again, "until").value, "11:10");
      assert.equal(inputOf(again, "profession").value, "legal");
      assert.equal(inputOf(again, "apps").value, "loop");
      assert.deepEqual(await aboutAda(), before);
    });

    it("name every mistake at once", async () => {
      const again = await ada.chooses({
        from: "25:00",
        workingDays: "",
        awayFrom: "2026-12-05",
        awayUntil: "2026-12-01",
        zone: "Europe/Atlantis",
      });

      for (const part of [
        /half an hour/,
        /at least one day you work/,
        /Leave needs/,
        /time zone from the list/,
      ])
        assert.match(textOf(again), part);
      assert.equal(inputOf(again, "workingDays").value, "");
      assert.equal(inputOf(again, "awayFrom").value, "2026-12-05");
      assert.equal(inputOf(again, "awayUntil").value, "2026-12-01");
    });

    it("are saved once the mistakes are put right on the card that came back", async () => {
      const again = await ada.chooses({ from: "11:00", until: "11:10", profession: "legal" });

      const done = await ada.presses(again, "Save", { until: "12:00" });

      assert.equal(titleOf(done), "You're set up");
      assert.equal((await aboutAda())?.profession, "legal");
    });

    it("say how often tips come, with a button that changes it", async () => {
      const settings = await ada.says("settings");
      assert.match(textOf(settings), /one tip a week/);

      const fewer = await ada.presses(settings, "Fewer tips");

      assert.match(textOf(fewer), /every two weeks/);
      assert.match(textOf(await ada.says("settings")), /every two weeks/);
    });

    it("with days for tips that are none of theirs come back with a sentence, and nothing is changed", async () => {
      const before = await aboutAda();

      const again = await ada.chooses({ workingDays: "1", nudgeDays: "2,3,4" });

      assert.match(textOf(again), /At least one day for tips must be a day you work/);
      assert.equal(inputOf(again, "nudgeDays").value, "2,3,4");
      assert.deepEqual(await aboutAda(), before);
      await ada.chooses({ language: "cy" });
      const eto = await ada.presses(await ada.says("settings"), "Cadw", { workingDays: "1", nudgeDays: "2" });
      assert.match(textOf(eto), /fod yn ddiwrnod rydych yn gweithio/);
    });

    it("promise no tips to somebody who stopped them", async () => {
      await ada.says("stop");

      const done = textOf(await ada.chooses({ grade: "seo" }));
      const wedi = textOf(await ada.chooses({ language: "cy" }));

      assert.match(done, /"Stopped"/);
      assert.doesNotMatch(done, /come on|one tip a week/);
      assert.match(wedi, /Wedi'u stopio/);
      assert.doesNotMatch(wedi, /un awgrym yr wythnos/);
    });

    it("say until when tips are paused, and end the pause", async () => {
      house.now = new Date("2026-11-24T10:00:00Z");
      await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "2" });

      const settings = await ada.says("settings");

      assert.match(textOf(settings), /Paused until Tuesday 8 December/);
      await ada.presses(settings, "Start tips again");
      assert.match(textOf(await ada.says("settings")), /one tip a week/);
    });

    it("name days with “and”, in Welsh with “a”", async () => {
      assert.match(textOf(await ada.chooses({ apps: "" })), /Tuesday, Wednesday and Thursday,/);
      assert.match(textOf(await ada.chooses({ language: "cy" })), /dydd Mawrth, dydd Mercher a dydd Iau,/);
    });

    for (const words of ["language", "change my language", "iaith", "newid iaith"])
      it(`are opened by “${words}”, with the languages to choose from`, async () => {
        assert.ok(inputOf(await ada.says(words), "language").choices);
      });

    it("offer to start tips again once they were stopped", async () => {
      await ada.says("stop nudges");

      const settings = await ada.says("settings");

      assert.ok(titles(settings).includes("Start tips again"));
    });

    it("answer with a sentence when the form holds something that no form of ours sends", async () => {
      for (const wrong of [{ from: 5 }, { apps: ["word"] }, { form: "other" }, { nudgeDays: { 1: true } }]) {
        const { value } = await ada.invokes("welcome/save", { form: "settings", workingDays: "1", ...wrong });

        assert.match(textOf(value as Card), /nothing was saved/i);
      }
    });
  });

  describe("the other language", () => {
    beforeEach(async () => void (await ada.meets()));

    for (const words of ["Welsh", "Cymraeg", "in welsh", "Change my language to Welsh.", "yn Gymraeg"])
      it(`comes as soon as somebody types “${words}”, with the way back`, async () => {
        const switched = await ada.says(words);

        assert.equal(switched.lang, "cy");
        assert.equal(titleOf(switched), "Cymraeg o hyn ymlaen");
        assert.equal((await ada.says("help")).lang, "cy");
        assert.equal(titleOf(await ada.presses(switched, "English")), "English from now on");
        assert.equal((await ada.says("help")).lang, "en");
      });

    for (const words of ["English", "Saesneg", "switch to English", "newid i'r Saesneg"])
      it(`is left as soon as somebody types “${words}”, with the way back`, async () => {
        await ada.says("Cymraeg");

        const switched = await ada.says(words);

        assert.equal(switched.lang, "en");
        assert.equal((await ada.says("my time")).lang, "en");
        assert.equal((await ada.presses(switched, "Cymraeg")).lang, "cy");
      });

    it("is offered where it was misspelt", async () => {
      const puzzled = await ada.says("cymreag");

      assert.equal((await ada.presses(puzzled, "Welsh")).lang, "cy");
    });

    it("changes nothing else that was chosen", async () => {
      await ada.chooses({ grade: "seo", nudgeDays: "1", awayFrom: "2026-12-01", awayUntil: "2026-12-05" });
      const before = await aboutAda();

      await ada.says("Cymraeg");

      assert.deepEqual(await aboutAda(), { ...before, language: "cy" });
    });
  });

  describe("words", () => {
    beforeEach(async () => void (await ada.meets()));

    it("help lists everything that can be said, in the reader's language", async () => {
      const help = await ada.says("help");
      const cymorth = await ada.says("cymorth");

      for (const { commands } of house.app.features)
        for (const { words } of commands ?? [])
          assert.match(textOf(help), new RegExp(words.en[0].replace("?", "\\?")));
      assert.equal(textOf(help), textOf(cymorth));
    });

    it("are understood in either language, whatever the case, accents or full stop", async () => {
      for (const words of [
        "HELP",
        "help.",
        " Help! ",
        "/help",
        "what can you do?",
        "beth allwch chi ei wneud",
      ])
        assert.equal(titleOf(await ada.says(words)), "What you can say", words);
    });

    it("that aren't a command get the nearest one, and its button works", async () => {
      const puzzled = await ada.says("setings plz");

      assert.match(textOf(puzzled), /Did you mean/);
      const settings = await ada.presses(puzzled, "Settings");
      assert.equal(titleOf(settings), "Settings");
    });

    it("that are nearly “help” get one button for it", async () => {
      const puzzled = titles(await ada.says("hlep"));

      assert.deepEqual(
        puzzled.filter((title) => title === "Help"),
        ["Help"],
      );
    });

    it("that are nearly “why did I get this?” get a button that is written as people write", async () => {
      const puzzled = await ada.says("why did i gt this");

      assert.ok(titles(puzzled).includes("Why did I get this?"));
      assert.match(textOf(await ada.presses(puzzled, "Why did I get this?")), /haven't sent you a tip yet/);
    });

    it("that are like nothing we know still get an answer, and a way to help", async () => {
      const puzzled = await ada.says("zzzz qqqq");

      assert.equal(titleOf(puzzled), "I didn't follow that");
      assert.equal(titleOf(await ada.presses(puzzled, "Help")), "What you can say");
    });

    it("are whole: “unhelpful” isn't help, and “don't stop nudges” doesn't stop them", async () => {
      assert.notEqual(titleOf(await ada.says("unhelpful")), "What you can say");
      assert.notEqual(titleOf(await ada.says("this was unhelpful")), "What you can say");
      assert.notEqual(titleOf(await ada.says("don't stop nudges")), "Tips stopped");
    });

    it("none at all, such as a picture, get an answer too", async () => {
      assert.match(textOf(await ada.says("")), /I can only read text/);
    });

    it("from other scripts, emoji, right-to-left and 10 KB of it get an answer", async () => {
      const odd = [
        "🙂🙃👩‍💻",
        "مرحبا كيف حالك",
        "שלום",
        "\u202eolleh",
        "x".repeat(10_240),
        "saved ".repeat(2000),
        "<at>Uptake</at>",
      ];
      for (const words of odd) assert.ok(titleOf(await ada.says(words)), words.slice(0, 20));
    });

    it("are never kept when they were not understood", async () => {
      const before = JSON.stringify(await house.everything());

      await ada.says("my manager Grace is unkind to me");

      assert.equal(JSON.stringify(await house.everything()), before);
    });
  });

  describe("in a group chat or a team", () => {
    for (const place of ["groupChat", "channel"] as const) {
      it(`(${place}) it explains itself once when it is added, and keeps nothing`, async () => {
        const there = ada.inGroup(place);

        await there.installs();

        assert.equal(there.cards.length, 1);
        assert.match(textOf(there.lastCard), /I work one to one/);
        assert.match(textOf(there.lastCard), /un i un/);
        assert.deepEqual(await house.rows(), {});
      });

      it(`(${place}) it answers whatever is said with who it is, never with anyone's data`, async () => {
        await ada.meets();
        await ada.presses(await ada.says("saved 20 minutes on an email"), "Save", { task: "email" });
        const before = JSON.stringify(await house.everything());
        const there = ada.inGroup(place);

        for (const words of [
          "my time",
          "my data",
          "settings",
          "saved 30 minutes on a report",
          "forget me",
          "nudge me",
        ])
          assert.match(textOf(await there.says(words)), /I work one to one/, words);

        assert.equal(JSON.stringify(await house.everything()), before);
      });

      it(`(${place}) it answers a pressed button with who it is, and does nothing`, async () => {
        await ada.meets();
        const before = JSON.stringify(await house.everything());
        const there = ada.inGroup(place);

        for (const [verb, data] of [
          ["house/say", { words: "my data" }],
          ["privacy/forget", {}],
          ["nudges/stop", {}],
          ["nobody/knows", {}],
        ] as const) {
          const { value } = await there.invokes(verb, data);
          assert.match(textOf(value as Card), /I work one to one/, verb);
        }

        assert.equal(JSON.stringify(await house.everything()), before);
      });
    }
  });

  it("A guest without an account here is told that nothing was kept", async () => {
    const from = { id: "29:guest", name: "Guest" };

    await ada.sends({ type: "message", text: "saved 20 minutes", from });
    await ada.sends({ type: "installationUpdate", action: "add", from });

    assert.equal(ada.cards.length, 1);
    assert.match(textOf(ada.lastCard), /can't tell who you are/);
    assert.deepEqual(await house.rows(), {});
  });

  it("A guest's button presses do nothing", async () => {
    const from = { id: "29:guest", name: "Guest" };
    const { body } = await ada.sends({
      type: "invoke",
      name: "adaptiveCard/action",
      value: { action: { type: "Action.Execute", verb: "nudges/stop", data: {} } },
      from,
    });

    assert.match(body, /can't tell who you are/);
    assert.deepEqual(await house.rows(), {});
  });

  it("Somebody of the same id in another organisation is somebody else", async () => {
    const other = house.person("Ada", "22222222-2222-4222-8222-222222222222");
    await ada.meets();
    await other.meets();

    await ada.chooses({ profession: "legal" });

    const people = (await house.everything()).person ?? [];
    assert.deepEqual(people.map(({ profession }) => profession).sort(), ["legal", null]);
  });
});
