import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { inputOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, finds, publishes, tells, told } from "./telling.ts";

const inbox = {
  ...{ title: "Inbox at zero", challenge: "Two hundred messages a day.", did: "I let Copilot sort them." },
  ...{ result: "Calm mornings.", learned: "", task: "email", app: "outlook", profession: "legal" },
};

describe("Finding stories", () => {
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
  const titlesOn = (card: Card) =>
    (inputOf(card, "story").choices as { title: string }[]).map(({ title }) => title);

  it("“stories about minutes” finds what speaks of minutes, in either language", async () => {
    await publishes(ada, grace);
    await publishes(ada, grace, inbox);

    assert.deepEqual(titlesOn(await bob.says("Stories about minutes?"))[0], told.title);
    await bob.chooses({ language: "cy" });
    const found = await bob.says("straeon am cofnodion");
    assert.equal(found.lang, "cy");
    assert.equal(titlesOn(found)[0], told.title);
  });

  it("are asked for in more ways than one, however long, and with blanks too many", async () => {
    await publishes(ada, grace);

    for (const asked of [
      "have you got any stories about minutes?",
      "are there any stories on  meeting   minutes",
      `stories about ${"minutes of a board meeting ".repeat(20)}`,
      "unrhyw straeon am gofnodion",
      "straeon ynghylch cofnodion",
    ])
      assert.equal(titlesOn(await bob.says(asked))[0], told.title, asked);
  });

  it("are browsed by task, app and profession", async () => {
    await publishes(ada, grace);
    await publishes(ada, grace, inbox);
    const form = await bob.says("stories");

    for (const [facet, title] of [
      [{ task: "email" }, inbox.title],
      [{ task: "summarise-meetings" }, told.title],
      [{ app: "outlook" }, inbox.title],
      [{ profession: "legal" }, inbox.title],
    ] as const)
      assert.deepEqual(titlesOn(await bob.presses(form, "Find", facet)), [title], JSON.stringify(facet));
    assert.equal(titlesOn(await bob.presses(form, "Find")).length, 2);
  });

  it("come five at a time, with more to ask for", async () => {
    house.files.set("hub.json", JSON.stringify(Array.from({ length: 7 }, (_, n) => record(n))));
    await house.operates(`import stories hub.json --tenant ${TENANT} --by ops --source Hub --licence OGL`);

    const first = await bob.presses(await bob.says("stories"), "Find");
    const rest = await bob.presses(first, "More");

    assert.deepEqual([titlesOn(first).length, titlesOn(rest).length], [5, 2]);
    assert.equal(new Set([...titlesOn(first), ...titlesOn(rest)]).size, 7);
  });

  it("of another organisation are never found, opened or tried", async () => {
    await publishes(ada, grace);
    const eve = await house.person("Eve", "22222222-2222-4222-8222-222222222222").meets();
    const [story] = await rows("story");

    assert.equal(titleOf(await eve.says("stories about minutes")), "No story yet");
    for (const [verb, data] of [
      ["open", {}],
      ["try", { worked: true }],
      ["log-try", {}],
    ] as const) {
      const { value } = await eve.invokes(`stories/${verb}`, { story: story?.story_id, ...data });
      assert.equal(titleOf(value as Card), "This story isn't there", verb);
    }
    assert.deepEqual(await rows("story_try"), []);
  });

  it("that aren't approved are found by nobody, whatever id a card carries", async () => {
    await tells(ada);
    const [story] = await rows("story");

    const { value } = await bob.invokes("stories/open", { story: story?.story_id });

    assert.equal(titleOf(value as Card), "This story isn't there");
  });

  it("that were tried by a few say so without a number, and by more in fives", async () => {
    await publishes(ada, grace);
    assert.match(textOf(await finds(bob, "minutes")), /Nobody has said yet/);
    for (let n = 1; n <= 7; n += 1) {
      const person = await house.person(`Reader${n}`).meets();
      await person.presses(
        await finds(person, "minutes"),
        n < 7 ? "I tried it: it worked" : "I tried it: it didn't help",
      );
      const shown = textOf(await finds(bob, "minutes"));
      if (n < 5) assert.match(shown, /Tried by others\./);
      else
        assert.match(
          shown,
          /Tried by at least 5 others\. It worked for at least 5 of them|Tried by at least 5 others\./,
        );
      assert.doesNotMatch(shown, /\b[1-467] (?:others|of them)/);
    }
  });

  it("that were tried twice count once, by what was said last, and not at all when taken back", async () => {
    await publishes(ada, grace);
    const found = await finds(bob, "minutes");
    await bob.presses(found, "I tried it: it worked");
    const noted = await bob.presses(found, "I tried it: it didn't help");
    assert.deepEqual(
      (await rows("story_try")).map(({ worked }) => worked),
      [false],
    );

    assert.equal(titleOf(await bob.presses(noted, "Take that back")), "Taken back");
    assert.deepEqual(await rows("story_try"), []);
  });

  it("that somebody says worked once more are no news to whoever told them", async () => {
    await publishes(ada, grace);
    const found = await finds(bob, "minutes");
    await bob.presses(found, "I tried it: it worked");
    house.now = new Date("2026-12-01T14:00:00Z");
    await house.runsDue("2026-12-01T14:00:00Z");
    assert.equal(titleOf(ada.lastCard), "Your stories worked for others");
    const told = ada.cards.length;

    await bob.presses(found, "I tried it: it worked");
    house.now = new Date("2026-12-08T14:00:00Z");
    await house.runsDue("2026-12-08T14:00:00Z");

    const news = ada.cards.slice(told).map(titleOf);
    assert.ok(!news.includes("Your stories worked for others"), news.join());
  });

  it("that are one's own have no button to try, and a press made up counts nothing", async () => {
    await publishes(ada, grace);
    const [story] = await rows("story");

    assert.doesNotMatch(textOf(await finds(ada, "minutes")), /I tried it/);
    await ada.invokes("stories/try", { story: story?.story_id, worked: true });

    assert.deepEqual(await rows("story_try"), []);
  });

  it("that were tried lead to the time they saved, in one press", async () => {
    await publishes(ada, grace);
    const tried = await bob.presses(await finds(bob, "minutes"), "I tried it: it worked");

    const asked = await bob.presses(tried, "Say what it saved or cost");
    await bob.presses(asked, "6 to 15 minutes");

    const [entry] = await rows("time_entry");
    assert.deepEqual([entry?.task, entry?.app, entry?.tip_id], ["summarise-meetings", "teams", null]);
  });

  it("that worked for others are told to their author once a week, in counts alone", async () => {
    await publishes(ada, grace);
    for (const name of ["Reader1", "Reader2", "Reader3", "Reader4", "Reader5", "Reader6"]) {
      const person = await house.person(name).meets();
      await person.presses(await finds(person, "minutes"), "I tried it: it worked");
    }
    house.now = new Date("2026-11-30T14:00:00Z");
    await house.runsDue("2026-11-30T14:00:00Z");
    assert.match(textOf(ada.lastCard), /at least 5 colleagues/);
    assert.doesNotMatch(textOf(ada.lastCard), /Reader|\b6\b/);

    const before = ada.cards.length;
    await house.runsDue("2026-12-01T14:00:00Z");
    await house.runsDue("2026-12-07T14:00:00Z");
    assert.equal(ada.cards.length, before);
  });

  it("are pasted into any chat from the message extension, without buttons and without who told them", async () => {
    await publishes(ada, grace);

    const answer = await bob.inGroup().composes("query", {
      commandId: "findStory",
      parameters: [{ name: "query", value: "minutes" }],
      queryOptions: { skip: 0, count: 25 },
    });

    const { composeExtension } = answer as {
      composeExtension: { attachments: { content: Card; preview: unknown }[] };
    };
    const [first] = composeExtension.attachments;
    assert.equal(titleOf(first?.content as Card), told.title);
    assert.equal(first?.content.actions, undefined);
    assert.doesNotMatch(JSON.stringify(answer), /id-of-ada/);
  });

  describe("imported from elsewhere", () => {
    const imports = (rows: unknown, more = " --source Hub --licence OGL") => {
      house.files.set("hub.json", JSON.stringify(rows));
      return house.operates(`import stories hub.json --tenant ${TENANT} --by ops${more}`);
    };

    it("show where they come from and under which licence", async () => {
      await imports([record(1)]);

      const shown = textOf(await finds(bob, "peat"));

      assert.match(shown, /From: Example Council, Hub/);
      assert.match(shown, /Licence: OGL/);
      assert.doesNotMatch(shown, /Told by/);
    });

    it("of half a file add nothing, and say in words what is wrong with it", async () => {
      const head = "title,challenge,did,source,licence\nA,b,c,d,e\n";
      for (const [half, why] of [
        ["F,g", /line 3 has more or fewer columns than the heading/],
        ['"F,g', /a quotation mark is opened and never closed/],
      ] as const) {
        house.files.set("hub.csv", head + half);
        const { code, err } = await house.operates(`import stories hub.csv --tenant ${TENANT} --by ops`);
        assert.equal(code, 1);
        assert.match(err, why);
      }
      assert.deepEqual(await rows("story"), []);
    });

    it("twice add nothing", async () => {
      assert.match((await imports([record(1), record(2)])).out, /2 new, 0 there already/);
      assert.match((await imports([record(1), record(2)])).out, /0 new, 2 there already/);
      assert.equal((await rows("story")).length, 2);
    });

    it("with wrong rows aren't imported at all, and each is named by its number", async () => {
      const { code, err } = await imports([
        record(1),
        { title: "No solution", challenge: "x" },
        { ...record(3), title: "**bold**" },
        { ...record(4), solution: "The password is hunter2X9!" },
        "nonsense",
      ]);

      assert.equal(code, 1);
      for (const row of [
        /row 2: .*what was done/,
        /row 3: .*plain words/,
        /row 4: can't be kept: password/,
        /row 5: isn't a record/,
      ])
        assert.match(err, row);
      assert.doesNotMatch(err, /hunter2/);
      assert.deepEqual(await rows("story"), []);
    });

    it("without a source or a licence aren't imported", async () => {
      const { code, err } = await imports([record(1)], "");

      assert.equal(code, 1);
      assert.match(err, /row 1: doesn't say where it comes from/);
    });

    it("are read from CSV, with their task, app and profession", async () => {
      house.files.set(
        "own.csv",
        "title,challenge,did,result,learned,task,app,profession,source,licence\nQuick quotes,Slow,=SUM(A1),Fast,,analysis,excel,finance,Own hub,OGL\n",
      );
      await house.operates(`import stories own.csv --tenant ${TENANT} --by ops`);

      const [version] = await rows("story_version");
      assert.deepEqual(
        [version?.did, version?.task, version?.app, version?.profession],
        ["=SUM(A1)", "analysis", "excel", "finance"],
      );
      assert.match(textOf(await finds(bob, "quotes")), /=SUM\(A1\)/);
    });

    it("are on record with who imported them, and how many", async () => {
      await imports([record(1), record(2)]);

      assert.match(
        (await house.operates(`audit list --tenant ${TENANT}`)).out,
        /import stories by ops: added 2/,
      );
    });
  });
});

/** As public knowledge hubs write them. */
const record = (n: number) => ({
  slug: `record-${n}`,
  title: `Mapping peat number ${n}`,
  description: "Automating peatland mapping",
  challenge: "Mapping by hand would take ten years.",
  solution: "A model finds drains on aerial images.",
  results: "Most drains were found.",
  learnings: null,
  details: { "Organisation name": "Example Council", "Use case type": "Specific" },
});
