import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { newcomer, sentAt, tipsOf, titlesOf } from "./calendar.ts";

interface TipInFile {
  readonly id: string;
  readonly app: string;
  readonly en: { readonly title: string };
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

describe("Choosing a tip", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    ada = await newcomer(house, "Ada", "2026-11-23");
  });
  afterEach(() => house.close());

  /** Asks until there are no more. */
  async function everyTip(person: Staff = ada): Promise<void> {
    for (let at = 0; at <= tips.length; at++)
      if (titleOf(await person.says("nudge me")) === "You've had them all") return;
    throw new Error("There is no end of tips");
  }

  it("gives what they use first to eight of ten colleagues at least", async () => {
    const first: string[] = [];
    for (let at = 0; at < 10; at++) {
      const colleague = await newcomer(house, `Colleague${at}`, "2026-11-23");
      await colleague.chooses({ apps: "word" });
      first.push(tipOn(await colleague.says("nudge me")).app);
    }

    assert.ok(first.filter((app) => app === "word").length >= 8, first.join());
  });

  describe("never the same twice within a year", () => {
    it("none on the day a year later, and on the day after that one they had, which isn't called new", async () => {
      await everyTip();
      const had = titlesOf(tipsOf(ada));

      house.now = new Date("2027-11-23T07:00:00Z"); // 365 days later
      assert.equal(titleOf(await ada.says("nudge me")), "You've had them all");
      house.now = new Date("2027-11-24T07:00:00Z");
      const again = await ada.says("nudge me");

      assert.ok(had.includes(titleOf(again)));
      const why = textOf(await ada.presses(again, "Why did I get this?"));
      assert.match(why, /You had this tip more than a year ago/);
      assert.doesNotMatch(why, /haven't had this tip before/);
    });

    it("not one they said isn't for them, ever", async () => {
      const refused = await ada.says("nudge me");
      await ada.presses(refused, "Not for me");
      await everyTip();

      house.now = new Date("2028-01-11T10:00:00Z");
      await everyTip();

      const all = titlesOf(tipsOf(ada));
      assert.equal(all.filter((title) => title === titleOf(refused)).length, 1);
      assert.equal(new Set(all).size, all.length / 2 + 0.5); // every other one twice
    });

    it("but sooner where they asked to be reminded", async () => {
      const card = await ada.says("nudge me");
      await ada.presses(card, "Remind me later");

      house.now = new Date("2026-12-01T10:00:00Z");

      assert.equal(titleOf(await ada.says("nudge me")), titleOf(card));
    });
  });

  describe("that was retired", () => {
    const retires = (id: string, reason = "The button is gone") =>
      house.app.operate(["tips", "retire", id, "--reason", reason]);
    const listed = async () => {
      const { tips: all } = (await house.asks("tips list")) as unknown as {
        tips: { id: string; title: string; retired: boolean; reason?: string }[];
      };
      return all;
    };

    it("is listed as retired, with the reason, and none else is", async () => {
      assert.equal(
        (await retires("word-plain-english")).out,
        "word-plain-english is retired: nobody gets it any more.\n",
      );

      const all = await listed();
      assert.deepEqual(all.map(({ id }) => id).toSorted(), tips.map(({ id }) => id).toSorted());
      assert.deepEqual(
        all.filter(({ retired }) => retired).map(({ id, title, reason }) => [id, title, reason]),
        [
          [
            "word-plain-english",
            tips.find(({ id }) => id === "word-plain-english")?.en.title,
            "The button is gone",
          ],
        ],
      );
      const { out } = await house.operates("tips list");
      assert.match(out, /^word-plain-english .*retired 2026-11-23: The button is gone$/m);
    });

    it("is given to nobody: not asked for, not out of the blue, not found", async () => {
      for (const { id } of tips) await retires(id);

      assert.equal(titleOf(await ada.says("nudge me")), "You've had them all");
      const { skipped, sent } = await house.runsDue(tuesday);
      assert.deepEqual([skipped, sent], [1, 0]);
      const { composeExtension } = (await ada.composes("query", {
        commandId: "findTip",
        parameters: [{ name: "words", value: "" }],
        queryOptions: { skip: 0, count: 25 },
      })) as { composeExtension?: { attachments?: unknown[] } };
      assert.deepEqual(composeExtension?.attachments ?? [], []);
    });

    it("isn't sent when its turn to be tried again comes, and the ledger says why", async () => {
      house.connector.answers.push({ status: 429, headers: { "retry-after": "30" } });
      await house.runsDue(tuesday);
      const { nudge = [] } = await house.everything();
      await retires(String(nudge[0]?.tip_id));

      const round = await house.runsDue("2026-11-24T10:01:00Z");

      assert.deepEqual([round.skipped, round.sent], [1, 0]);
      const { delivery = [] } = await house.everything();
      assert.equal(delivery[0]?.reason, "tip withdrawn");
    });

    it("says so on an old card, and why, instead of the tip", async () => {
      const card = await ada.says("nudge me");
      const why = await ada.presses(card, "Why did I get this?");
      await retires(tipOn(card).id, "It showed *too much* of the diary.");

      const back = await ada.presses(why, "Back to the tip");

      assert.equal(titleOf(back), "That tip was withdrawn");
      assert.ok(textOf(back).includes(titleOf(card)));
      assert.ok(textOf(back).includes("It showed *too much* of the diary."));
      assert.notEqual(titleOf(await ada.presses(back, "Another tip")), titleOf(card));
    });

    it("says so in Welsh", async () => {
      await ada.chooses({ language: "cy" });
      const card = await ada.says("awgrym i mi");
      const why = await ada.presses(card, "Pam ges i hwn?");
      await retires(tipOn(card).id);

      const back = await ada.presses(why, "Yn ôl at yr awgrym");

      assert.equal(titleOf(back), "Tynnwyd yr awgrym hwnnw yn ôl");
      assert.match(textOf(back), /The button is gone/);
    });

    it("isn't promised again by “Remind me later”", async () => {
      const card = await ada.says("nudge me");
      await retires(tipOn(card).id);

      assert.equal(titleOf(await ada.presses(card, "Remind me later")), "That tip was withdrawn");

      house.now = new Date("2026-12-01T10:00:00Z");
      assert.notEqual(titleOf(await ada.says("nudge me")), titleOf(card));
    });

    it("still lets people say that they tried it, and what it did to their time", async () => {
      const card = await ada.says("nudge me");
      await retires(tipOn(card).id);

      assert.equal(titleOf(await ada.presses(card, "I tried it")), "What did it do to your time?");
    });

    it("is given again once it is restored", async () => {
      for (const { id } of tips) await retires(id);

      const { out } = await house.operates("tips restore word-ready-for-welsh");

      assert.equal(out, "word-ready-for-welsh is given again.\n");
      assert.equal(tipOn(await ada.says("nudge me")).id, "word-ready-for-welsh");
    });

    it("stays retired when it is imported anew, and the operator is told so", async () => {
      await retires("word-plain-english");
      house.files.set("new.json", readFileSync("content/tips/word-plain-english.json", "utf8"));

      const { out } = await house.operates("import tips new.json");

      assert.match(
        out,
        /1 tips imported\.\nword-plain-english stays retired: tips restore word-plain-english/,
      );
      assert.equal((await listed()).find(({ id }) => id === "word-plain-english")?.retired, true);
    });

    it("keeps its first date and has its last reason when it is retired twice", async () => {
      await retires("word-plain-english", "First");
      house.now = new Date("2026-11-30T09:00:00Z");
      await retires("word-plain-english", "Second");

      assert.match((await house.operates("tips list")).out, /retired 2026-11-23: Second/);
    });

    const mistakes: readonly (readonly [line: readonly string[], says: RegExp])[] = [
      [["tips", "retire"], /Name the tip/],
      [["tips", "retire", "word-plain-english"], /Nothing was changed. Give a reason/],
      [["tips", "retire", "word-plain-english", "--reason", "  "], /Give a reason/],
      [["tips", "retire", "word-plain-english", "--reason", "x".repeat(301)], /at most 300/],
      [["tips", "retire", "no-such-tip", "--reason", "Wrong"], /there is no tip “no-such-tip”.*tips list/],
      [["tips", "restore"], /Name the tip/],
      [["tips", "restore", "no-such-tip"], /there is no tip/],
      [["tips", "restore", "word-plain-english"], /word-plain-english isn't retired/],
    ];
    for (const [line, says] of mistakes)
      it(`is refused with what to do: ${line.join(" ").slice(0, 60)}`, async () => {
        const { code, err } = await house.app.operate(line);

        assert.equal(code, 1);
        assert.match(err, says);
        assert.equal((await house.everything()).tip_retired?.length, 0);
      });
  });

  describe("by what people like them answered", () => {
    const title = "Our own tip";
    /** A tip for vets, so that there is one which all of them get soon. */
    beforeEach(async () => {
      const file = JSON.parse(readFileSync("content/tips/word-first-draft.json", "utf8")) as {
        en: object;
        cy: object;
      };
      const ours = { ...file, id: "ours", professions: ["veterinary"], gradeBands: [] };
      house.files.set("ours.json", JSON.stringify({ ...ours, en: { ...file.en, title } }));
      await house.operates("import tips ours.json");
    });

    async function vet(name: string): Promise<Staff> {
      const person = await newcomer(house, name, "2026-11-23");
      await person.chooses({ profession: "veterinary", apps: "word" });
      return person;
    }
    async function askedFor(person: Staff): Promise<Card> {
      for (let at = 0; at <= tips.length; at++) {
        const card = await person.says("nudge me");
        if (titleOf(card) === title) return card;
      }
      throw new Error("It never came");
    }
    async function answered(people: number, answer: string): Promise<void> {
      for (let at = 0; at < people; at++) {
        const person = await vet(`Vet${at}${answer.replaceAll(" ", "")}`);
        await person.presses(await askedFor(person), answer);
      }
    }
    const whyOf = async (person: Staff) => {
      house.now = new Date("2026-11-25T10:00:00Z"); // what was said is counted once a minute
      return textOf(await person.presses(await askedFor(person), "Why did I get this?"));
    };

    it("tells that most of their profession tried it, where ten of them answered and most did", async () => {
      await answered(7, "I tried it");
      await answered(3, "Not for me");

      const [alike, other] = [await vet("Eve"), await whyOf(await vet("Bea"))];

      assert.match(other, /Most people in your profession who answered this tip had tried it/);
      assert.match(await whyOf(alike), /in your profession who answered/);
    });

    it("tells nothing of it where nine answered", async () => {
      await answered(9, "I tried it");

      assert.doesNotMatch(await whyOf(await vet("Bea")), /who answered/);
    });

    it("tells nothing of it where as many passed on it", async () => {
      await answered(5, "I tried it");
      await answered(5, "Not for me");

      assert.doesNotMatch(await whyOf(await vet("Bea")), /who answered/);
    });

    it("counts people, not presses: one who says it ten times has said it once", async () => {
      const person = await vet("Vet");
      const card = await askedFor(person);
      for (let at = 0; at < 10; at++) await person.presses(card, "I tried it");

      assert.doesNotMatch(await whyOf(await vet("Bea")), /who answered/);
    });

    it("counts nobody of another organisation", async () => {
      await answered(10, "I tried it");
      const elsewhere = house.person("Bea", "22222222-2222-4222-8222-222222222222");
      await elsewhere.meets();
      await elsewhere.chooses({ profession: "veterinary", apps: "word" });

      assert.doesNotMatch(await whyOf(elsewhere), /who answered/);
    });
  });

  it("tries tips out for some, and then says so and claims nothing else", async () => {
    const told: string[] = [];
    for (let at = 0; at < 30; at++) {
      const person = await newcomer(house, `Person${at}`, "2026-11-23");
      await person.chooses({ apps: "word" });
      const why = textOf(await person.presses(await person.says("nudge me"), "Why did I get this?"));
      if (/We try tips out, so that we learn what helps/.test(why)) told.push(why);
    }

    assert.ok(told.length > 0 && told.length < 10, `${told.length}`);
    for (const why of told) assert.doesNotMatch(why, /use this app|few tips on|who answered/);
  });

  it("gives the same tip to the same person on the same day, whichever process chooses", async () => {
    await house.runsDue(tuesday);
    const { nudge: [first] = [] } = await house.everything();
    await house.db.deleteFrom("nudge" as never).execute();
    await house.db.deleteFrom("delivery" as never).execute();

    assert.deepEqual(await sentAt(house, [tuesday]), [tuesday]);

    const { nudge: [second] = [] } = await house.everything();
    assert.equal(second?.tip_id, first?.tip_id);
    assert.equal(second?.reasons, first?.reasons);
  });
});
