import assert from "node:assert/strict";
import { type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, finds, publishes, reads, tells, told } from "./telling.ts";

describe("Stories and who told them", () => {
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
  const forgets = async (person: Staff) => person.presses(await person.says("forget me"), "Erase it all");
  const everything = async () => JSON.stringify(await house.everything());

  it("“forget me” takes a story along that may not stay, and nobody finds it any more", async () => {
    await publishes(ada, grace);
    await bob.presses(await finds(bob, "minutes"), "I tried it: it worked");

    await forgets(ada);

    for (const table of ["story", "story_version", "story_event", "story_try"])
      assert.deepEqual(await rows(table), [], table);
    assert.equal(titleOf(await bob.says("stories about minutes")), "No story yet");
    assert.doesNotMatch(await everything(), /Minutes in half the time|id-of-ada/);
  });

  it("“forget me” leaves a story that may stay, without any name, place, history or link to whoever told it", async () => {
    await publishes(ada, grace, { stays: "true", name: "Ada of the board office" });
    const own = await ada.presses(await ada.says("my stories"), "Open");
    const form = await ada.presses(own, "Change it");
    await ada.presses(form, "Send the change", { agreed: "true", result: "A later version." });
    const [before] = await rows("story");
    assert.match(await everything(), /Ada of the board office/);

    await forgets(ada);

    const [kept] = await rows("story");
    assert.deepEqual(
      [kept?.author_id, kept?.named_as, kept?.draft_id, kept?.due_on, kept?.by_department],
      [null, null, null, null, null],
    );
    assert.deepEqual(
      (await rows("story_version")).map(({ result }) => result),
      [told.result],
    );
    assert.deepEqual(await rows("story_event"), []);
    const all = await everything();
    assert.doesNotMatch(all, /Ada of the board office|id-of-ada|A later version/);
    assert.ok(!all.includes(String(before?.draft_id)));
    assert.match(textOf(await finds(bob, "minutes")), /Told by: A colleague"/);
  });

  it("“forget me” of one leaves what others added to their story, found by itself from then on", async () => {
    await publishes(ada, grace);
    await bob.presses(await tells(bob, { title: "Board minutes faster" }), "Add mine to it");
    await grace.presses(await reads(grace), "Approve");

    await forgets(ada);

    assert.equal(titleOf(await finds(grace, "minutes")), "Board minutes faster");
  });

  it("“forget me” of somebody who added to a story takes their words out of what it is found by", async () => {
    await publishes(ada, grace);
    const added = { title: "Board minutes faster", result: "Wolverines and xylophones." };
    await bob.presses(await tells(bob, added), "Add mine to it");
    await grace.presses(await reads(grace), "Approve");
    assert.equal(titleOf(await finds(grace, "xylophones")), "Minutes in half the time");

    await forgets(bob);

    assert.equal(titleOf(await grace.says("stories about xylophones")), "No story yet");
    assert.doesNotMatch(await everything(), /xylophone/i);
  });

  it("“forget me” takes along what was never published, though it might have stayed", async () => {
    await tells(ada, { stays: "true" });

    await forgets(ada);

    assert.deepEqual(await rows("story"), []);
    assert.match(textOf(await grace.says("stories to review")), /Nothing waits for you/);
  });

  it("“forget me” of a champion leaves stories as they were decided, and says nowhere by whom", async () => {
    await publishes(ada, grace);
    await tells(bob, { title: "Another", challenge: "a", did: "b", result: "c", learned: "" });

    await forgets(grace);

    assert.doesNotMatch(await everything(), /id-of-grace/);
    assert.equal((await rows("story")).filter(({ published }) => published === 1).length, 1);
    const mary = await champion(house, "Mary");
    await house.runsDue("2026-11-24T14:10:00Z");
    assert.equal(titleOf(mary.lastCard), "A story waits for you");
  });

  it("“forget me” takes one's tries along, and leaves other people's stories as they were", async () => {
    await publishes(ada, grace);
    await bob.presses(await finds(bob, "minutes"), "I tried it: it worked");
    const before = JSON.stringify(await rows("story"));

    await forgets(bob);

    assert.deepEqual(await rows("story_try"), []);
    assert.equal(JSON.stringify(await rows("story")), before);
  });

  it("leave alone the same id in another organisation", async () => {
    const other = await house.person("Ada", "22222222-2222-4222-8222-222222222222").meets();
    await tells(other, { stays: "true" });

    await forgets(ada);

    assert.equal((await rows("story")).length, 1);
    assert.equal((await rows("story"))[0]?.author_id, other.id);
  });

  it("“my data” counts what was told, tried and decided, and what a role makes of somebody", async () => {
    await publishes(ada, grace);
    await bob.presses(await finds(bob, "minutes"), "I tried it: it worked");

    assert.match(textOf(await ada.says("my data")), /Stories you told.*1 story/);
    assert.match(textOf(await bob.says("my data")), /Stories you tried/);
    assert.match(
      textOf(await grace.says("my data")),
      /Stories you decided on.*|Champion: you review stories/,
    );
    assert.match(textOf(await grace.says("my data")), /Champion: you review stories/);
  });

  it("the download holds every word of one's own stories, and not who decided on them", async () => {
    await publishes(ada, grace, { name: "Ada of the board office" });
    const card = await ada.says("my data");
    const url = (card.actions ?? []).flatMap((each) => (each.type === "Action.OpenUrl" ? [each.url] : []))[0];

    const text = await (await fetch(url ?? "")).text();

    for (const words of [told.title, told.challenge, told.did, told.result, "Ada of the board office"])
      assert.ok(text.includes(words), words);
    assert.doesNotMatch(text, /id-of-grace/);
  });

  it("are saved by nobody who is forgotten at the same moment", async () => {
    const form = await ada.says("tell a story");
    const ask = await ada.says("forget me");

    await Promise.all([
      ada.presses(form, "Send", told),
      ada.presses(ask, "Erase it all"),
      ada.presses(form, "Send", told),
    ]);

    assert.doesNotMatch(await everything(), /id-of-ada/);
    assert.deepEqual(
      (await rows("story")).filter(({ author_id }) => author_id === ada.id),
      [],
    );
  });

  it("leave no word that was typed and no id in the log", async () => {
    await publishes(ada, grace);
    await tells(ada, { did: "QQ123456C" });
    await house.runsDue("2026-11-24T14:10:00Z");
    await reads(grace).catch(() => {});
    await forgets(ada);

    const log = JSON.stringify(house.logged);
    for (const personal of ["id-of", "QQ123456C", "board", "minutes in half", TENANT])
      assert.ok(!log.toLowerCase().includes(personal.toLowerCase()), personal);
  });
});
