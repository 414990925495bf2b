import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { champion, finds, tells, told } from "./telling.ts";

describe("Stories", () => {
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

  it("A story is told, reviewed, published, found and tried, and its author hears of it", async () => {
    const sent = await tells(ada);
    assert.equal(titleOf(sent), "Thank you: a champion has it now");
    assert.match(textOf(sent), /by Tuesday 1 December/);
    assert.equal(titleOf(await bob.says("stories about minutes")), "No story yet");

    assert.equal((await house.runsDue("2026-11-24T14:05:00Z")).sent, 1);
    assert.equal(titleOf(grace.lastCard), "A story waits for you");
    const review = await grace.presses(grace.lastCard, "Open");
    const decided = await grace.presses(review, "Approve");
    assert.equal(titleOf(decided), "Approved: everybody can find it now");

    assert.equal((await house.runsDue("2026-11-24T14:10:00Z")).sent, 1);
    assert.equal(titleOf(ada.lastCard), "Your story is published");
    const found = await finds(bob, "minutes");
    assert.equal(titleOf(found), "Minutes in half the time");
    assert.match(textOf(found), /Two actions were wrong/);
    const tried = await bob.presses(found, "I tried it: it worked");
    assert.equal(titleOf(tried), "Noted: thank you");
    assert.match(textOf(await bob.presses(found, "I tried it: it worked")), /Noted/);
    assert.equal((await rows("story_try")).length, 1);

    house.now = new Date("2026-11-30T14:00:00Z");
    assert.equal((await house.runsDue("2026-11-30T14:00:00Z")).sent, 1);
    assert.equal(titleOf(ada.lastCard), "Your stories worked for others");
    assert.doesNotMatch(textOf(ada.lastCard), /Bob|id-of-bob|\b1\b colleague/);
  });

  it("In Welsh a story is told, reviewed, published, found and tried, all in Welsh", async () => {
    for (const person of [ada, bob, grace]) await person.chooses({ language: "cy" });
    const cards = [
      await ada.presses(await ada.says("adrodd stori"), "Anfon", { ...told, ...welsh }),
      await grace.presses(await grace.says("straeon i'w hadolygu"), "Agor"),
    ];
    cards.push(await grace.presses(cards[1] as Card, "Cymeradwyo"));
    const found = await bob.presses(await bob.says("straeon am gofnodion"), "Agor");
    cards.push(found, await bob.presses(found, "Rhoddais gynnig: gweithiodd"));
    await house.runsDue("2026-11-24T14:10:00Z");
    cards.push(ada.lastCard);

    assert.deepEqual(cards.map(titleOf), [
      "Diolch: mae hi gyda hyrwyddwr nawr",
      "Darllenwch y stori hon",
      "Cymeradwywyd: gall pawb ddod o hyd iddi nawr",
      welsh.title,
      "Nodwyd: diolch",
      "Cyhoeddwyd eich stori",
    ]);
    assert.ok(cards.every(({ lang }) => lang === "cy"));
  });
});

const welsh = {
  title: "Cofnodion mewn hanner yr amser",
  challenge: "Roedd y cofnodion yn cymryd bore cyfan.",
  did: "Gofynnais i Copilot am grynodeb, a gwirio pob cam.",
  result: "Mae'r nodyn yn mynd allan yr un diwrnod.",
  learned: "",
};
