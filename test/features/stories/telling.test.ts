import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, finds, publishes, reads, tells, told } from "./telling.ts";

describe("Telling a story", () => {
  let house: TestHouse;
  let ada: Staff;
  let bob: Staff;
  let grace: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-24T14:00:00Z"); // after the hours of tips
    ada = await house.person("Ada").meets();
    bob = await house.person("Bob").meets();
    grace = await champion(house, "Grace");
  });
  afterEach(() => house.close());

  const rows = async (table: string) => (await house.everything())[table] ?? [];
  const other = { title: "Inbox at zero", challenge: "Email.", did: "Rules.", result: "Calm.", learned: "" };

  describe("the form", () => {
    it("has the profession filled in that they told us of", async () => {
      await ada.chooses({ profession: "policy" });

      assert.equal(inputOf(await ada.says("tell a story"), "profession").value, "policy");
    });

    it("keeps nothing until Send is pressed, and nothing when it is dropped", async () => {
      const before = JSON.stringify(await house.everything());

      const form = await ada.says("tell a story");
      await ada.presses(form, "Don't send", told);

      assert.equal(JSON.stringify(await house.everything()), before);
    });

    it("pressed fifty times tells one story", async () => {
      const form = await ada.says("tell a story");

      await Promise.all(Array.from({ length: 50 }, () => ada.presses(form, "Send", told)));

      assert.equal((await rows("story")).length, 1);
      assert.equal((await rows("story_version")).length, 1);
      assert.equal((await rows("story_event")).length, 1);
    });

    for (const [what, words, reason] of [
      [
        "a marking",
        "It was OFFICIAL-SENSITIVE and urgent",
        /OFFICIAL-SENSITIVE, SECRET or TOP SECRET marking/,
      ],
      ["a National Insurance number", "The case of QQ123456C", /National Insurance number/],
      ["an email address", "Ask jo.bloggs@example.gov.uk", /email address/],
      ["a telephone number", "Ring 020 7946 0000", /telephone number/],
      ["somebody's name", "Mrs Jones checked it", /names a person/],
    ] as const)
      it(`with ${what} comes back with the reason and what was typed, and nothing is kept`, async () => {
        const again = await tells(ada, { did: words });

        assert.match(textOf(again), reason);
        assert.equal(inputOf(again, "did").value, words);
        assert.equal(inputOf(again, "title").value, told.title);
        assert.deepEqual([await rows("story"), await rows("story_version")], [[], []]);
        assert.equal(titleOf(await ada.presses(again, "Send", told)), "Thank you: a champion has it now");
      });

    it("isn't sent without the box that says it is fit for others", async () => {
      assert.match(textOf(await tells(ada, { agreed: "false" })), /Tick the box/);
      assert.deepEqual(await rows("story"), []);
    });

    it("shows links, bold text, lists, dates and formulas as they were typed, wherever it is read", async () => {
      const hostile =
        '[click](javascript:alert(1)) **bold** <at>everyone</at>\n# heading\n- list\n=HYPERLINK("http://x") {{DATE(2026-01-01)}} $\u007Bsecret}';
      await publishes(ada, grace, { result: hostile, name: "Policy team" });

      const card = await finds(bob, "minutes");
      const blocks = partsOf(card);
      const blocksOfText = blocks.filter(({ type }) => type === "TextBlock").map(({ text }) => String(text));
      const runs = blocks.filter(({ type }) => type === "TextRun").map(({ text }) => String(text));

      assert.ok(runs.some((run) => run.includes("[click](javascript:alert(1)) **bold**")));
      assert.ok(runs.some((run) => run.startsWith("=HYPERLINK")));
      assert.doesNotMatch(blocksOfText.join("\n"), /javascript|bold|everyone|HYPERLINK/);
      assert.doesNotMatch(textOf(card), /\{\{|\$\{/);
      assert.ok(blocks.every(({ type }) => type !== "Action.OpenUrl"));
    });

    it("takes no title that would be a link or a list", async () => {
      assert.match(textOf(await tells(ada, { title: "[x](https://example.org)" })), /title in plain words/);
    });
  });

  describe("“guide me”", () => {
    it("asks four questions one after another, and ends with the form filled in", async () => {
      let card = await ada.says("guide me");
      for (const question of ["challenge", "did", "result", "learned"] as const)
        card = await ada.presses(card, "Next", { [question]: told[question] });

      assert.equal(titleOf(card), "Tell a story");
      for (const question of ["challenge", "did", "result", "learned"] as const)
        assert.equal(inputOf(card, question).value, told[question]);
      assert.deepEqual(await rows("story"), []);
      const sent = await ada.presses(card, "Send", { title: told.title, task: "draft", agreed: "true" });
      assert.equal(titleOf(sent), "Thank you: a champion has it now");
    });

    it("asks the same question again where the answer can't be kept", async () => {
      const first = await ada.presses(await ada.says("guide me"), "Next", { challenge: "QQ123456C" });

      assert.equal(titleOf(first), "Question 1 of 4");
      assert.match(textOf(first), /National Insurance number/);
    });

    it("works in Welsh", async () => {
      await ada.chooses({ language: "cy" });
      let card = await ada.says("arweiniwch fi");
      for (const [question, answer] of [
        ["challenge", "Cofnodion hir."],
        ["did", "Gofynnais i Copilot."],
        ["result", "Gorffennwyd cyn cinio."],
        ["learned", ""],
      ] as const)
        card = await ada.presses(card, "Nesaf", { [question]: answer });

      const sent = await ada.presses(card, "Anfon", { title: "Cofnodion", task: "draft", agreed: "true" });

      assert.equal(titleOf(sent), "Diolch: mae hi gyda hyrwyddwr nawr");
      assert.equal((await rows("story_version"))[0]?.language, "cy");
    });
  });

  describe("what was told already", () => {
    it("is shown first; adding to it makes one story with two voices", async () => {
      await publishes(ada, grace);
      const similar = await tells(bob, {
        title: "Board minutes faster",
        result: "Half a day less each week.",
      });
      assert.equal(titleOf(similar), "Somebody told something like this");
      assert.match(textOf(similar), /Minutes in half the time/);

      assert.equal(titleOf(await bob.presses(similar, "Add mine to it")), "Thank you: a champion has it now");
      assert.match(textOf(await reads(grace)), /It adds to “Minutes in half the time”/);
      await grace.presses(await reads(grace), "Approve");

      const list = await ada.says("stories about minutes");
      assert.doesNotMatch(textOf(list), /Board minutes faster/);
      assert.match(
        textOf(await ada.presses(list, "Open")),
        /What others add.*Board minutes faster: Half a day less/,
      );
    });

    it("is found by what others added to it only while that can be read", async () => {
      await publishes(ada, grace);
      const added = { title: "Board minutes faster", result: "Wolverines and xylophones." };
      await bob.presses(await tells(bob, added), "Add mine to it");
      await grace.presses(await reads(grace), "Approve");
      assert.equal(titleOf(await ada.says("stories about xylophones")), "Stories for what you asked");

      const own = await bob.presses(await bob.says("my stories"), "Open");
      await bob.presses(await bob.presses(own, "Take it down"), "Take it down");

      assert.equal(titleOf(await ada.says("stories about xylophones")), "No story yet");
    });

    it("shows three of those who add to it, and each of the others is found by itself", async () => {
      await publishes(ada, grace);
      for (const [at, word] of ["aardvark", "buffalo", "cormorant", "dromedary", "elephant"].entries()) {
        const author = await house.person(`Author${at}`).meets();
        const similar = await tells(author, { title: `Minutes with a ${word}` });
        await author.presses(similar, "Add mine to it");
        house.now = new Date(house.now.getTime() + 60_000);
        await grace.presses(await reads(grace), "Approve");
      }

      const open = async (word: string) =>
        titleOf(await bob.presses(await bob.says(`stories about ${word}`), "Open"));
      assert.equal(await open("elephant"), "Minutes with a elephant");
      assert.equal(await open("dromedary"), "Minutes with a dromedary");
      const list = textOf(await bob.says("stories about minutes"));
      assert.doesNotMatch(list, /aardvark|buffalo|cormorant/);
      const first = await house.person("Author0");
      const own = await first.presses(await first.says("my stories"), "Open");
      await first.presses(await first.presses(own, "Take it down"), "Take it down");
      assert.doesNotMatch(textOf(await bob.says("stories about minutes")), /dromedary/);
    });

    it("is found once when its author hid it and sent it again, not beside what was added to it", async () => {
      await publishes(ada, grace);
      await bob.presses(await tells(bob, { title: "Board minutes faster" }), "Add mine to it");
      await grace.presses(await reads(grace), "Approve");
      const form = await ada.presses(await ada.presses(await ada.says("my stories"), "Open"), "Change it");

      await ada.presses(form, "Send the change", { agreed: "true", hide: "true" });
      assert.match(textOf(await bob.says("stories about minutes")), /Board minutes faster/);
      await grace.presses(await reads(grace), "Approve");

      const list = textOf(await grace.says("stories about minutes"));
      assert.match(list, /Minutes in half the time/);
      assert.doesNotMatch(list, /Board minutes faster/);
    });

    it("can be told by itself all the same", async () => {
      await publishes(ada, grace);
      await bob.presses(await tells(bob), "Tell mine by itself");
      await grace.presses(await reads(grace), "Approve");

      assert.equal((await rows("story")).filter(({ published }) => published === 1).length, 2);
    });

    it("can be left for later: until it is sent nobody else sees it", async () => {
      await publishes(ada, grace);
      await bob.presses(await tells(bob), "Decide later");

      assert.match(textOf(await grace.says("stories to review")), /Nothing waits for you/);
      const own = await bob.presses(await bob.says("my stories"), "Open");
      assert.equal(titleOf(await bob.presses(own, "Send it")), "Thank you: a champion has it now");
    });

    it("by one's own earlier story, pressed twice, is sent once", async () => {
      await publishes(ada, grace);
      const similar = await tells(bob);
      await Promise.all([
        bob.presses(similar, "Tell mine by itself"),
        bob.presses(similar, "Add mine to it"),
        bob.presses(similar, "Tell mine by itself"),
      ]);

      assert.equal((await rows("story_event")).filter(({ what }) => what === "sent").length, 2);
    });
  });

  describe("one's own stories", () => {
    it("stand with where each is and what happened to it", async () => {
      await publishes(ada, grace);
      await tells(ada, other);

      const list = await ada.says("my stories");

      assert.match(textOf(list), /Minutes in half the time · published/);
      assert.match(textOf(list), /Inbox at zero · with a champion/);
      const [first] = await rows("story");
      const own = await ada.presses(list, "Open", { story: first?.story_id });
      assert.match(textOf(own), /24 Nov: sent to a champion.*24 Nov: approved/);
      assert.match(textOf(await bob.says("my stories")), /You have told none yet/);
    });

    it("can be given a name and lose it again at any time, at once", async () => {
      await publishes(ada, grace);
      assert.match(textOf(await finds(bob, "minutes")), /Told by: A colleague/);

      const own = await ada.presses(await ada.says("my stories"), "Open");
      await ada.presses(await ada.presses(own, "Change how I'm named"), "Show this name", {
        name: "Ada, Board office",
      });
      assert.match(textOf(await finds(bob, "minutes")), /Told by: Ada, Board office/);

      await ada.presses(await ada.presses(own, "Change how I'm named"), "Show no name");
      assert.match(textOf(await finds(bob, "minutes")), /Told by: A colleague/);
      assert.equal((await rows("story"))[0]?.named_as, null);
    });

    it("take no name that is a link, too long or a telephone number", async () => {
      await tells(ada);
      const own = await ada.presses(await ada.says("my stories"), "Open");
      const form = await ada.presses(own, "Change how I'm named");

      for (const name of ["[Ada](https://x.y)", "A".repeat(61), "020 7946 0000", ""])
        assert.match(textOf(await ada.presses(form, "Show this name", { name })), /nothing was kept/, name);
      assert.equal((await rows("story"))[0]?.named_as, null);
    });

    it("that are taken down are found no more, and can be sent again", async () => {
      await publishes(ada, grace);
      const found = await finds(bob, "minutes");
      const own = await ada.presses(await ada.says("my stories"), "Open");

      await ada.presses(await ada.presses(own, "Take it down"), "Take it down");

      assert.equal(titleOf(await bob.says("stories about minutes")), "No story yet");
      assert.equal(titleOf(await bob.presses(found, "I tried it: it worked")), "This story isn't there");
      const form = await ada.presses(own, "Change it");
      assert.equal(
        titleOf(await ada.presses(form, "Send the change", { agreed: "true" })),
        "Thank you: a champion has it now",
      );
    });

    it("are deleted for good, with all their versions, once nobody else can read them", async () => {
      await tells(ada);
      const own = await ada.presses(await ada.says("my stories"), "Open");

      const asked = await ada.presses(own, "Delete it");
      assert.equal(titleOf(asked), "Delete your story?");
      assert.equal((await rows("story")).length, 1);
      assert.equal(titleOf(await ada.presses(asked, "Delete it")), "Deleted");

      for (const table of ["story", "story_version", "story_event"])
        assert.deepEqual(await rows(table), [], table);
    });

    it("are nobody else's to open, change, name, take down or delete, by any button", async () => {
      await publishes(ada, grace);
      const before = JSON.stringify(await rows("story"));
      const [row] = await rows("story");
      const story = row?.story_id;

      for (const [verb, data] of [
        ["open-mine", {}],
        ["change", {}],
        ["save-change", { version: 1, ...told }],
        ["show-name", { name: "Bob" }],
        ["hide-name", {}],
        ["take-down", {}],
        ["remove", {}],
        ["tell-anyway", {}],
      ] as const) {
        const { value } = await bob.invokes(`stories/${verb}`, { story, ...data });
        assert.equal(titleOf(value as Card), "This story isn't there", verb);
      }
      assert.equal(JSON.stringify(await rows("story")), before);
    });
  });

  describe("who told it", () => {
    it("is a colleague of a department and profession where ten or more share them, and of neither where they don't", async () => {
      const staff = (n: number) =>
        [
          "id,department,profession",
          "id-of-ada,Examples,policy",
          ...Array.from({ length: n - 1 }, (_, at) => `other-${at},Examples,policy`),
        ].join("\n");
      house.files.set("nine.csv", staff(9));
      house.files.set("ten.csv", staff(10));
      await house.operates(`import people nine.csv --tenant ${TENANT}`);
      await publishes(ada, grace);
      const nine = textOf(await finds(bob, "minutes"));
      assert.match(nine, /Told by: A colleague"/);
      assert.doesNotMatch(nine, /Examples|Policy/);

      await house.operates(`import people ten.csv --tenant ${TENANT}`);
      const own = await ada.presses(await ada.says("my stories"), "Open");
      await ada.presses(await ada.presses(own, "Change how I'm named"), "Show no name");

      assert.match(textOf(await finds(bob, "minutes")), /Told by: A colleague: Examples, Policy/);
    });

    it("isn't given away by their own rare profession while a change that leaves it out waits for a champion", async () => {
      house.files.set("one.csv", "id,department,profession\nid-of-ada,Examples,policy");
      await house.operates(`import people one.csv --tenant ${TENANT}`);
      await publishes(ada, grace);
      const own = await ada.presses(await ada.says("my stories"), "Open");

      const form = await ada.presses(own, "Change it");
      await ada.presses(form, "Send the change", { agreed: "true", profession: "anyone" });

      assert.doesNotMatch(textOf(await finds(bob, "minutes")), /Policy/);
      assert.equal(
        (await house.everything()).search_entry?.filter((row) => /policy/.test(JSON.stringify(row))).length,
        0,
      );
    });
  });

  describe("from elsewhere", () => {
    it("a time that was saved leads to the form, with its task, app and minutes", async () => {
      const saved = await ada.presses(await ada.says("log time"), "Save", {
        ...{ actual: "20", expected: "50", task: "draft", app: "word", on: "2026-11-24" },
      });

      const form = await ada.presses(saved, "Tell others how");

      assert.deepEqual(
        ["task", "app", "before", "after", "evidence"].map((id) => inputOf(form, id).value),
        ["draft", "word", 50, 20, "felt"],
      );
    });

    it("a time that was saved shows what a colleague told of the same task", async () => {
      await publishes(bob, grace);

      const saved = await ada.presses(await ada.says("log time"), "Save", {
        ...{ actual: "20", expected: "50", task: "summarise-meetings", on: "2026-11-24" },
      });

      assert.match(
        textOf(saved),
        /A colleague told a story on this kind of task: “Minutes in half the time”/,
      );
      assert.equal(titleOf(await ada.presses(saved, "Read the story")), "Minutes in half the time");
    });

    it("the message extension opens the form and takes the story, and never the message it was opened beside", async () => {
      const opened = await ada.composes("fetchTask", {
        commandId: "tellStory",
        messagePayload: { body: { contentType: "html", content: "a colleague's words" } },
      });
      assert.doesNotMatch(JSON.stringify(opened), /colleague's words/);
      const { task } = opened as { task: { value: { card: { content: Card } } } };
      const [send] = task.value.card.content.actions as unknown as { type: string; data: object }[];

      const answer = await ada.composes("submitAction", {
        commandId: "tellStory",
        data: { ...send?.data, ...told },
      });

      assert.equal(send?.type, "Action.Submit");
      assert.match(JSON.stringify(answer), /a champion has it now/);
      assert.equal((await rows("story"))[0]?.state, "review");
    });
  });
});

function partsOf(node: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (typeof node !== "object" || node === null) return [];
  return [node as Record<string, unknown>, ...Object.values(node).flatMap(partsOf)];
}
