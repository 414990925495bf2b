import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { Card } from "../../../src/core/card.ts";
import type { apps } from "../../../src/core/taxonomy.ts";
import { buttonsOf, inputOf, type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { daysSent, newcomer, tipsOf, titlesOf } from "./calendar.ts";

interface TipInFile {
  readonly id: string;
  readonly app: keyof typeof apps;
  readonly professions: readonly string[];
  readonly gradeBands: readonly string[];
  readonly en: { readonly title: string; readonly prompt: string; readonly caution: string };
  readonly cy: { readonly title: string };
}
const tips = readdirSync("content/tips").map(
  (file) => JSON.parse(readFileSync(`content/tips/${file}`, "utf8")) as TipInFile,
);
const tipOn = (card: Card): TipInFile => {
  const found = tips.find(({ en, cy }) => [en.title, cy.title].includes(titleOf(card)));
  if (found === undefined) throw new Error(`No tip is called “${titleOf(card)}”`);
  return found;
};

const tuesday = "2026-11-24T10:00:00Z";

describe("A nudge", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await newcomer(house, "Ada", "2026-11-23");
  });
  afterEach(() => house.close());

  const nudged = async (): Promise<Card> => {
    await house.runsDue(tuesday);
    house.now = new Date("2026-11-24T10:05:00Z");
    return ada.lastCard;
  };
  const mine = async () => (await house.everything()).nudge ?? [];

  it("is one of at least 24 reviewed tips, with a prompt to try, a caution, and where it comes from", async () => {
    assert.ok(tips.length >= 24);

    const card = await nudged();

    const { en } = tipOn(card);
    assert.ok(textOf(card).includes(JSON.stringify(en.prompt).slice(1, -1)));
    assert.ok(textOf(card).includes(JSON.stringify(en.caution).slice(1, -1)));
    assert.match(textOf(card), /Where this comes from/);
  });

  it("comes in Welsh to somebody who chose Welsh, with the draft note", async () => {
    await ada.chooses({ language: "cy" });

    const card = await nudged();

    assert.equal(card.lang, "cy");
    assert.equal(titleOf(card), tipOn(card).cy.title);
    assert.match(textOf(card), /Drafft Cymraeg/);
  });

  describe("with a prompt to copy", () => {
    const linksOf = (card: Card) =>
      [
        ...(card.actions ?? []),
        ...(card.body ?? []).flatMap((each) => (each.type === "ActionSet" ? each.actions : [])),
      ].flatMap((action) => (action.type === "Action.OpenUrl" ? [[action.title, action.url]] : []));

    it("puts it in a field, where every client can select and copy it, and says to paste it", async () => {
      const tip = await nudged();

      const card = await ada.presses(tip, "Copy the prompt");

      assert.equal(inputOf(card, "prompt").value, tipOn(tip).en.prompt);
      assert.match(textOf(card), /open Copilot, paste the prompt/);
      assert.equal(titleOf(await ada.presses(card, "Back to the tip")), titleOf(tip));
    });

    it("opens Copilot from the tip and from the field", async () => {
      const tip = await nudged();

      for (const card of [tip, await ada.presses(tip, "Copy the prompt")])
        assert.deepEqual(linksOf(card), [["Open Copilot", "https://m365.cloud.microsoft/chat"]]);
    });

    it("opens Copilot where whoever runs the product says it is", async () => {
      await house.close();
      await house.open({ environment: { COPILOT_URL: "https://copilot.example.gov.uk/chat" } });
      await ada.meets();

      const asked = await ada.says("give me a tip");

      for (const card of [asked, await nudged(), await ada.presses(asked, "Copy the prompt")])
        assert.deepEqual(linksOf(card), [["Open Copilot", "https://copilot.example.gov.uk/chat"]]);
    });

    it("takes copying for no answer, and “I tried it” from there for one", async () => {
      const card = await ada.presses(await nudged(), "Copy the prompt");
      assert.deepEqual(
        (await mine()).map(({ answer }) => answer),
        [null],
      );

      await ada.presses(card, "I tried it");

      assert.deepEqual(
        (await mine()).map(({ answer }) => answer),
        ["tried"],
      );
    });

    it("doesn't give the prompt of a tip that was withdrawn", async () => {
      const tip = await nudged();
      await house.app.operate(["tips", "retire", tipOn(tip).id, "--reason", "It was wrong."]);

      assert.equal(titleOf(await ada.presses(tip, "Copy the prompt")), "That tip was withdrawn");
    });
  });

  it("can be answered in six ways", async () => {
    const card = await nudged();

    assert.deepEqual(
      buttonsOf(card).map(({ title }) => title),
      [
        "Copy the prompt",
        "I tried it",
        "Not for me",
        "Remind me later",
        "Why did I get this?",
        "Fewer tips",
        "Stop tips",
      ],
    );
  });

  it("“I tried it” asks what it saved, and one press more records it", async () => {
    const quick = await ada.presses(await nudged(), "I tried it");
    assert.equal(titleOf(quick), "What did it do to your time?");

    const saved = await ada.presses(quick, "6 to 15 minutes");

    assert.equal(titleOf(saved), "Noted: 10 minutes saved");
    assert.match(textOf(await ada.says("my time")), /10 minutes saved/);
  });

  it("“I tried it” takes “It took longer” for an answer", async () => {
    const quick = await ada.presses(await nudged(), "I tried it");

    const saved = await ada.presses(quick, "It took longer");

    assert.equal(titleOf(saved), "Noted: 10 minutes longer");
    assert.match(textOf(saved), /Thank you for saying so/);
  });

  it("“Not for me” never brings that tip back, also if it was to be brought back later", async () => {
    const card = await nudged();
    await ada.presses(card, "Remind me later");

    assert.match(textOf(await ada.presses(card, "Not for me")), /won't see that tip again/);

    await everyTip();
    assert.equal(titlesOf(tipsOf(ada)).filter((title) => title === titleOf(card)).length, 1);
  });

  it("“Remind me later” says when, and brings the same tip back once", async () => {
    const card = await nudged();

    const later = await ada.presses(card, "Remind me later");
    assert.match(textOf(later), /on or after Tuesday 1 December/);

    assert.deepEqual(await daysSent(house, "2026-11-25", 8), ["2026-12-01"]);
    assert.equal(titleOf(ada.lastCard), titleOf(card));
    assert.match(textOf(await ada.presses(ada.lastCard, "Why did I get this?")), /asked to be reminded/);
    await everyTip();
    assert.equal(titlesOf(tipsOf(ada)).filter((title) => title === titleOf(card)).length, 2);
  });

  it("“Remind me later” of two tips brings both back, one at a time", async () => {
    const [first, second] = [await ada.says("nudge me"), await ada.says("another tip")];
    await ada.presses(first, "Remind me later");
    await ada.presses(second, "Remind me later");

    assert.deepEqual(await daysSent(house, "2026-12-01", 9), ["2026-12-01", "2026-12-08"]);

    assert.deepEqual(titlesOf(tipsOf(ada).slice(-2)).toSorted(), titlesOf([first, second]).toSorted());
  });

  it("is never one they had before, until there are none, and then says so", async () => {
    await nudged();

    const last = await everyTip();

    const all = titlesOf(tipsOf(ada));
    assert.equal(new Set(all).size, all.length);
    assert.equal(titleOf(last), "You've had them all");
    assert.deepEqual(await daysSent(house, "2026-12-01", 3), []);
  });

  /** Asks until there are no more. */
  async function everyTip(): Promise<Card> {
    for (let at = 0; at <= tips.length; at++) {
      const card = await ada.says("nudge me");
      if (titleOf(card) === "You've had them all") return card;
    }
    throw new Error("There is no end of tips");
  }

  it("suits who they are: none for another profession or grade", async () => {
    await ada.chooses({ profession: "policy", grade: "g7", apps: "powerpoint" });

    await everyTip();

    const had = tipsOf(ada).map(tipOn);
    for (const { id, professions, gradeBands } of had) {
      assert.ok(professions.length === 0 || professions.includes("policy"), id);
      assert.ok(gradeBands.length === 0 || gradeBands.includes("g7-g6"), id);
    }
    assert.ok(had.some(({ professions }) => professions.includes("policy")));
  });

  it("isn't for a profession or grade when they gave none", async () => {
    await everyTip();

    for (const { id, professions, gradeBands } of tipsOf(ada).map(tipOn))
      assert.deepEqual([professions, gradeBands], [[], []], id);
  });

  describe("“Why did I get this?”", () => {
    it("names only reasons that are true", async () => {
      await ada.chooses({ profession: "policy", grade: "g7", apps: "powerpoint" });
      const card = await nudged();

      const why = textOf(await ada.presses(card, "Why did I get this?"));

      const { app, professions, gradeBands } = tipOn(card);
      assert.equal(/you use this app/.test(why), app === "powerpoint");
      assert.equal(/your profession/.test(why), professions.length > 0);
      assert.equal(/your grade/.test(why), gradeBands.length > 0);
      assert.match(why, /haven't had this tip before/);
      assert.match(why, /one tip a week, on Tuesday, Wednesday and Thursday, between 09:30 and 11:30/);
      assert.match(why, /Nobody else is told/);
    });

    it("doesn't speak of an app, profession or grade that was never given", async () => {
      const why = textOf(await ada.presses(await nudged(), "Why did I get this?"));

      assert.doesNotMatch(why, /use this app|your profession|your grade|reminded|asked for a tip/);
    });

    it("says that they asked for it, where they did", async () => {
      const why = textOf(await ada.presses(await ada.says("nudge me"), "Why did I get this?"));

      assert.match(why, /You asked for a tip/);
    });

    it("can be typed, and is about the last tip", async () => {
      await nudged();

      const why = await ada.says("Why did I get this?");

      assert.equal(titleOf(why), "Why you got this tip");
      assert.equal(titleOf(await ada.presses(why, "Back to the tip")), titleOf(ada.cards.at(-2) as Card));
    });

    it("says so when there was no tip yet", async () => {
      assert.match(textOf(await ada.says("why did i get this")), /haven't sent you a tip yet/);
    });

    it("doesn't claim that more will come once they are stopped", async () => {
      const card = await nudged();
      await ada.says("stop");

      const why = textOf(await ada.presses(card, "Why did I get this?"));

      assert.match(why, /Tips are stopped now/);
      assert.doesNotMatch(why, /one tip a week/);
    });

    it("doesn't count as an answer to the tip's worth: “I tried it” afterwards does", async () => {
      const card = await nudged();
      await ada.presses(card, "Why did I get this?");

      await ada.presses(card, "I tried it");

      assert.equal((await mine())[0]?.answer, "tried");
    });
  });

  it("asked for with “nudge me” comes at any time, and doesn't put off the weekly one", async () => {
    house.now = new Date("2026-11-22T22:00:00Z"); // a Sunday night

    assert.ok(buttonsOf(await ada.says("nudge me")).length > 0);

    assert.deepEqual(await daysSent(house, "2026-11-24", 1), ["2026-11-24"]);
  });

  it("asked for in one message that Teams delivers twice is one tip", async () => {
    const message = { type: "message", text: "nudge me", id: "the-same" };

    await ada.sends(message);
    await ada.sends(message);

    const [first, second] = tipsOf(ada);
    assert.equal(textOf(first as Card), textOf(second as Card));
    assert.equal((await mine()).length, 1);
  });

  describe("pressed after “forget me”", () => {
    it("is calm about every button, and brings no row back", async () => {
      const welcome = ada.cards[0] as Card;
      const card = await nudged();
      const quick = await ada.presses(card, "I tried it");
      const why = await ada.presses(card, "Why did I get this?");
      const settings = await ada.says("settings");
      const draft = await ada.says("saved 20 minutes on an email");
      await ada.presses(await ada.says("forget me"), "Erase it all");

      for (const old of [welcome, card, quick, why, settings, draft])
        for (const { title } of buttonsOf(old)) {
          const answer = await ada.presses(old, title, { task: "email" });
          assert.match(textOf(answer), /I keep nothing about you/, title);
          assert.deepEqual(await house.rows(), { erasure: 1 }, title);
        }
    });

    it("says it in Welsh where Teams is set to Welsh", async () => {
      const card = await nudged();
      await ada.presses(await ada.says("forget me"), "Erase it all");
      ada.locale = "cy-GB";

      assert.match(textOf(await ada.presses(card, "Stop tips")), /cadw dim amdanoch/);
    });

    it("is followed by nothing more: no tip comes out of the blue", async () => {
      await ada.presses(await ada.says("forget me"), "Erase it all");

      assert.deepEqual(await daysSent(house, "2026-11-24", 14), []);
    });

    it("can be begun again with hello, and the old card still holds nothing of theirs", async () => {
      const card = await nudged();
      await ada.presses(await ada.says("forget me"), "Erase it all");

      await ada.says("hello");

      assert.match(textOf(await ada.presses(card, "I tried it")), /don't have a record/);
    });
  });

  describe("that belongs to somebody else", () => {
    const strangers = [
      ["a colleague", "Bob", undefined],
      ["the same id in another organisation", "Ada", "22222222-2222-4222-8222-222222222222"],
    ] as const;
    for (const [who, name, tenant] of strangers)
      it(`is nothing to ${who}: nothing is shown, and nothing changes`, async () => {
        const card = await ada.says("nudge me");
        const other = await house.person(name, tenant).meets();
        const before = JSON.stringify(await mine());

        for (const title of ["I tried it", "Not for me", "Remind me later", "Why did I get this?"]) {
          const answer = await other.presses(card, title);
          assert.equal(titleOf(answer), "That tip isn't here any more");
        }

        assert.equal(JSON.stringify(await mine()), before);
      });
  });

  it("from an earlier version, or with anything odd in it, gets a clear sentence", async () => {
    const odd: readonly (readonly [verb: unknown, data: unknown])[] = [
      ["nudges/like", { nudge: "2026-11-24" }],
      ["nudges/tried", { nudge: ["2026-11-24"] }],
      ["nudges/tried", { nudge: { day: 1 } }],
      ["nudges/tried", null],
      ["nudges/tried", []],
      ["nudges/tried", { nudge: "" }],
      ["nudges/tried", { nudge: "x".repeat(10_240) }],
      ["nudges/tried", { nudge: "nul\u0000" }],
      ["nudges/why", { nudge: "2026-11-24'; drop table nudge; --" }],
      ["nudges/fewer", { rate: "never" }],
      ["nudges/snooze", { weeks: { many: true } }],
      [{ verb: 1 }, {}],
      [undefined, undefined],
      ["", ""],
    ];
    for (const [verb, data] of odd) {
      const { statusCode, value } = await ada.invokes(verb, data);

      assert.equal(statusCode, 200);
      assert.match(
        textOf(value as Card),
        /nothing was saved|out of date|don't have a record/i,
        JSON.stringify([verb, data])?.slice(0, 80),
      );
    }
    assert.deepEqual(
      house.logged.filter(({ level }) => level === "error"),
      [],
    );
  });

  describe("found from the message extension", () => {
    const find = async (words: string) => {
      const { composeExtension } = (await ada.composes("query", {
        commandId: "findTip",
        parameters: [{ name: "words", value: words }],
        queryOptions: { skip: 0, count: 25 },
      })) as {
        composeExtension?: { attachments: { content: Card; preview: { content: { title: string } } }[] };
      };
      return composeExtension?.attachments ?? [];
    };

    it("shows tips about what was looked for, without a button that is anybody's own", async () => {
      const found = await find("excel formula");

      assert.match(found[0]?.preview.content.title ?? "", /./);
      assert.equal(tipOn(found[0]?.content as Card).app, "excel");
      for (const { content } of found) assert.deepEqual(buttonsOf(content), []);
    });

    it("shows some tips when nothing was typed yet, and none for nonsense", async () => {
      assert.ok((await find("")).length > 0);
      assert.deepEqual(await find("qqqqzzzz"), []);
    });

    it("keeps nothing of who looked for what", async () => {
      const before = JSON.stringify(await house.everything());

      await house
        .person("Bob")
        .composes("query", { commandId: "findTip", parameters: [{ name: "words", value: "excel" }] });

      assert.equal(JSON.stringify(await house.everything()), before);
    });
  });

  describe("of the organisation's own", () => {
    const own = {
      ...(JSON.parse(readFileSync("content/tips/word-first-draft.json", "utf8")) as object),
      id: "ours",
      professions: ["veterinary"],
    };

    it("is imported, and sent to those it is for", async () => {
      house.files.set("ours.json", JSON.stringify(own));
      assert.equal((await house.operates("import tips ours.json")).out, "1 tips imported.\n");
      await ada.chooses({ profession: "veterinary", apps: "word" });

      await nudged();

      assert.equal((await mine())[0]?.tip_id, "ours");
    });

    it("is refused whole when one tip of the file is wrong, with each mistake named", async () => {
      house.files.set("ours.json", JSON.stringify([own, { ...own, id: "Bad id", app: "fax" }]));

      const { code, err } = await house.operates("import tips ours.json");

      assert.equal(code, 1);
      assert.match(err, /Nothing was imported/);
      assert.match(err, /tip 2, id:/);
      assert.match(err, /tip 2, app:/);
      assert.equal((await house.everything()).tip?.length, 0);
    });

    it("is refused when the file isn't JSON", async () => {
      house.files.set("ours.json", "{");

      assert.match((await house.operates("import tips ours.json")).err, /isn't JSON/);
    });
  });
});
