import assert from "node:assert/strict";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, type TestHouse, titleOf } from "../../harness/house.ts";
import { campaigning, tuesday } from "./campaigning.ts";

const saying = (title: string) =>
  JSON.stringify({
    en: { title, text: "Read on." },
    cy: { title: `Cymraeg: ${title}`, text: "Darllenwch." },
  });

describe("A campaign whose words were wrong", () => {
  const { says, sent, drafted, status, everyday } = campaigning();
  let house: TestHouse;
  let staff: readonly Staff[];
  let id: string;
  beforeEach(async () => {
    ({ house, staff } = everyday());
    house.files.set("old.json", saying("The old words"));
    house.files.set("new.json", saying("The new words"));
    id = await sent("everyone", "--message", "old.json");
  });
  const update = (...more: readonly string[]) =>
    says("campaign", "update", id, "--message", "new.json", "--by", "grace", ...more);
  const approve = (who = "alan") => says("campaign", "approve", id, "--by", who);
  const replaced = () =>
    house.connector.received
      .filter(({ method }) => method === "PUT")
      .map(({ body }) => titleOf(body.attachments?.[0]?.content as Card));

  it("has them replaced in every chat it is in, in the reader's language, once somebody else approves", async () => {
    const [ada] = staff;
    await ada?.chooses({ language: "cy" });
    await house.runsDue(tuesday);
    await update();
    assert.deepEqual(replaced(), []);

    const { code, err } = await approve();

    assert.equal(code, 0, err);
    assert.deepEqual(replaced().sort(), ["Cymraeg: The new words", "The new words", "The new words"]);
    const { sent: out, skipped, audience } = await status(id);
    assert.deepEqual([out, skipped, audience], [3, 9, 12]);
  });

  it("goes out in the new words to whoever hasn't had it yet", async () => {
    const [ada] = staff;
    assert.ok(ada);
    await ada.chooses({ awayFrom: "2026-11-23", awayUntil: "2026-11-27" });
    await house.runsDue(tuesday);
    await update();
    await approve();

    await house.runsDue("2026-12-01T10:00:00Z");

    assert.ok(ada.cards.some((card) => titleOf(card) === "The new words"));
    assert.ok(!ada.cards.some((card) => titleOf(card) === "The old words"));
    assert.deepEqual(replaced(), ["The new words", "The new words"]);
  });

  it("keeps the old ones while nobody else approved, also for who is written to meanwhile", async () => {
    await update();
    assert.match((await approve(" GRACE ")).err, /somebody else has to approve them/);

    await house.runsDue(tuesday);

    assert.deepEqual(replaced(), []);
    assert.ok(staff.every(({ lastCard }) => titleOf(lastCard) === "The old words"));
  });

  it("is gone on with where some couldn't be replaced, and isn't replaced twice where it was", async () => {
    await house.runsDue(tuesday);
    await update();
    house.connector.answers.push({ status: 500 });
    const { out } = await house.app.operate(["campaign", "approve", id, "--by", "alan"]);
    assert.match(out, /2 replaced; 1 could not be/);

    await says("campaign", "update", id);
    await says("campaign", "update", id);

    assert.equal(replaced().length, 3 + 1);
  });

  it("shows the new words beforehand to one person", async () => {
    const [ada, bob] = staff;
    assert.ok(ada && bob);
    await house.runsDue(tuesday);
    await update();

    await says("campaign", "preview", id, "--to", "id-of-ada", "--by", "grace");
    await house.runsDue(tuesday);

    assert.equal(titleOf(ada.lastCard), "The new words");
    assert.ok(!bob.cards.some((card) => titleOf(card) === "The new words"));
    assert.equal((await status(id)).sent, 3);
  });

  it("says the new ones when asked why, and nothing to whoever was forgotten", async () => {
    const [ada, bob] = staff;
    assert.ok(ada && bob);
    await house.runsDue(tuesday);
    const [old] = bob.cards.slice(-1) as [Card];
    await ada.presses(await ada.says("forget me"), "Erase it all");
    await update();
    await approve();

    assert.equal(replaced().length, 2);
    const why = await bob.presses(old, "Why did I get this?");
    assert.equal(titleOf(await bob.presses(why, "Back to the message")), "The new words");
    assert.equal((await status(id)).forgotten, 1);
  });

  it("in place of a tip is said in words", async () => {
    const tip = await sent("everyone", "--service-message");
    await house.runsDue(tuesday);
    await says("campaign", "update", tip, "--message", "new.json", "--by", "grace");
    await says("campaign", "approve", tip, "--by", "alan");

    assert.deepEqual(replaced(), ["The new words", "The new words", "The new words"]);
  });

  it("isn't replaced before it went out, after it was recalled, or with words that can't be sent", async () => {
    const draft = await drafted();
    const draftUpdate = await says("campaign", "update", draft, "--message", "new.json", "--by", "grace");
    assert.match(draftUpdate.err, /a draft that nobody has approved/);
    assert.match((await says("campaign", "update", "999")).err, /no campaign 999/);
    assert.match((await says("campaign", "update", id)).err, /what it is to say/);
    house.files.set("new.json", saying("<b>Bold</b>"));
    assert.match((await update()).err, /aren't plain text/);
    await house.runsDue(tuesday);
    house.files.set("new.json", saying("The new words"));
    await update();
    await says("campaign", "recall", id);

    assert.match((await update()).err, /it was recalled/);
    assert.match((await approve()).err, /it was recalled/);
    assert.deepEqual(replaced(), []);
  });

  it("for one person doesn't tell whether they have it", async () => {
    const [ada] = staff;
    assert.ok(ada);
    id = await sent("id:id-of-ada", "--message", "old.json");
    await ada.says("stop tips");
    await house.runsDue(tuesday);
    await update();

    const { out } = await house.app.operate(["campaign", "approve", id, "--by", "alan"]);

    assert.match(out, /Replaced wherever it could be/);
    assert.doesNotMatch(out, /^\d/m);
  });
});
