import assert from "node:assert/strict";
import { type Staff, type TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { campaigning, tuesday } from "./campaigning.ts";

const words = {
  en: {
    title: "Minutes have moved",
    text: "Look in the new place.\n\n- https://minutes.example.gov.uk\n- Say so if one is missing.",
  },
  cy: { title: "Mae'r cofnodion wedi symud", text: "Edrychwch yn y lle newydd." },
};

describe("A campaign in an organisation's own words", () => {
  const { says, create, drafted, sent, status, reached, everyday } = campaigning();
  let house: TestHouse;
  let staff: readonly Staff[];
  beforeEach(() => {
    ({ house, staff } = everyday());
    house.files.set("words.json", JSON.stringify(words));
  });
  const written = ["--message", "words.json"] as const;

  it("reaches each reader in their language, says how to stop it, and counts as no tip", async () => {
    const [ada, bob] = staff;
    assert.ok(ada && bob);
    await ada.chooses({ language: "cy" });
    const id = await sent("everyone", ...written);

    await house.runsDue(tuesday);

    assert.deepEqual([(await status(id)).sent, (await status(id)).skipped], [3, 9]);
    assert.deepEqual([titleOf(ada.lastCard), titleOf(bob.lastCard)], [words.cy.title, words.en.title]);
    assert.match(textOf(ada.lastCard), /Drafft Cymraeg/);
    assert.match(textOf(bob.lastCard), /https:\/\/minutes\.example\.gov\.uk/);
    assert.match(textOf(await bob.says("my data")), /1 message/);
    assert.doesNotMatch(textOf(await bob.says("my data")), /1 tip/);
    assert.match(textOf(await bob.presses(bob.cards.at(-3) ?? bob.lastCard, "Stop tips")), /Tips stopped/);
  });

  it("says why it came and shows itself again, to its reader and nobody else", async () => {
    const [ada, bob] = staff;
    assert.ok(ada && bob);
    await sent("manager:id-of-ada", ...written);
    await house.runsDue(tuesday);
    const message = bob.lastCard;

    const why = await bob.presses(message, "Why did I get this?");

    assert.match(textOf(why), /sent this message to a group that you are in/);
    assert.equal(titleOf(await bob.presses(why, "Back to the message")), words.en.title);
    assert.match(textOf(await ada.presses(message, "Why did I get this?")), /don't have a record/);
    assert.doesNotMatch(textOf(await ada.presses(why, "Back to the message")), /new place/);
  });

  it("goes to whoever stopped only as a service message, which has nothing to stop", async () => {
    const [ada] = staff;
    assert.ok(ada);
    await ada.says("stop tips");
    await sent("everyone", ...written);
    await house.runsDue(tuesday);
    assert.deepEqual(await reached(), ["Bob", "Cai"]);

    await sent("everyone", ...written, "--service-message");
    await house.runsDue(tuesday);

    assert.deepEqual(await reached(), ["Ada", "Bob", "Cai"]);
    assert.doesNotMatch(textOf(ada.lastCard), /Stop tips/);
    assert.match(textOf(await ada.presses(ada.lastCard, "Why did I get this?")), /service message/);
  });

  it("is shown beforehand like any other, and can be asked why", async () => {
    const [ada] = staff;
    assert.ok(ada);
    const id = await drafted("everyone", ...written);

    await says("campaign", "preview", id, "--to", "id-of-ada", "--by", "grace");
    await house.runsDue(tuesday);

    const preview = ada.cards.find((card) => titleOf(card) === words.en.title);
    assert.ok(preview);
    assert.match(textOf(await ada.presses(preview, "Why did I get this?")), /group that you are in/);
    assert.equal((await status(id)).waiting, 12);
  });

  it("does nothing for whoever was forgotten and presses an old card", async () => {
    const [ada] = staff;
    assert.ok(ada);
    await sent("everyone", ...written);
    await house.runsDue(tuesday);
    const message = ada.lastCard;
    await ada.presses(await ada.says("forget me"), "Erase it all");

    assert.doesNotMatch(textOf(await ada.presses(message, "Why did I get this?")), /group that you are in/);
  });

  const changed = (change: { title?: string; text?: string }) => ({
    ...words,
    en: { ...words.en, ...change },
  });
  const refused: readonly [string, unknown, RegExp][] = [
    ["no JSON", undefined, /isn't JSON/],
    ["no Welsh", { en: words.en }, /cy: /],
    ["a key nobody knows", { ...words, body: [{ type: "Input.Text" }] }, /Unrecognized key/],
    ["a card in place of text", { ...words, en: { title: "x", text: { type: "TextBlock" } } }, /en\.text: /],
    ["no title", changed({ title: " " }), /en\.title: /],
    ["a title of two lines", changed({ title: "a\nb" }), /en\.title: is one line/],
    ["a title too long", changed({ title: "a".repeat(101) }), /en\.title: /],
    ["a text too long", changed({ text: "a".repeat(12_001) }), /en\.text: /],
    ["more than Teams takes", changed({ text: "ŵ€".repeat(6_000) }), /28 KB/],
    ["a marking", changed({ text: "OFFICIAL-SENSITIVE\n\nRead on." }), /en: carries a protective marking/],
    ["a National Insurance number", changed({ text: "It is AB 12 34 56 C." }), /National Insurance/],
    ["a password", changed({ text: "The password is Tr0ub4dor&3" }), /password/],
    [
      "a link behind other words",
      changed({ text: "[gov.uk](https://example.com)" }),
      /link behind other words/,
    ],
    ["another link than https", changed({ text: "See http://example.com" }), /isn't plain https/],
    ["a script", changed({ text: "See javascript:alert(1)" }), /isn't plain https/],
    ["a host behind a name", changed({ text: "See https://gov.uk@example.com" }), /isn't plain https/],
    ["what a card fills in", changed({ text: "{{DATE(2026-01-01T00:00:00Z)}}" }), /which cards fill in/],
    ["a mention", changed({ text: "<at>Everyone</at>" }), /aren't plain text/],
    ["hidden characters", changed({ title: "Pay \u202Eknab" }), /hidden characters/],
  ];
  for (const [what, file, said] of refused)
    it(`isn't drafted with ${what}, and says why`, async () => {
      house.files.set("words.json", file === undefined ? "{" : JSON.stringify(file));

      const { code, err } = await says(...create("everyone", ...written));

      assert.equal(code, 1);
      assert.match(err, said);
      assert.deepEqual((await says("campaign", "list")).value, { campaigns: [] });
    });

  it("isn't drafted with a tip as well, with neither, or from a file that isn't there", async () => {
    const base = ["campaign", "create", "--audience", "everyone", "--by", "grace"];

    assert.match((await says(...base)).err, /one of the two/);
    assert.match((await says(...base, ...written, "--tip", "any")).err, /one of the two/);
    assert.match((await says(...base, "--message", "none.json")).err, /Can't read none\.json/);
  });
});
