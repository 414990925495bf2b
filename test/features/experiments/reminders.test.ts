import assert from "node:assert/strict";
import type { Presence } from "../../../src/core/ports.ts";
import { type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { closes, HYPOTHESIS, idOn, joins, logs, opens, proposes, records } from "./trying.ts";

/** From a Tuesday for two weeks. */
const TWO_WEEKS = { starts: "2026-11-24", ends: "2026-12-08" };
const REMINDER = "How is it going?";
const LAST_DAY = "Your experiment ends: what came of it?";
const STILL_OPEN = "Your experiment is waiting for your word";
const COPIED = "Another team tries what you tried";

describe("What experiments write out of the blue", () => {
  let house: TestHouse;
  let ada: Staff;
  let grace: Staff;
  let id: number;
  const presence = new Map<string, Presence>();
  const asked: string[] = [];
  const availability = {
    async of(people: readonly { readonly id: string }[]) {
      asked.push(...people.map((each) => each.id));
      return people.map((each) => presence.get(each.id));
    },
  };
  beforeEach(async () => {
    presence.clear();
    asked.length = 0;
    house = new TestHouse();
    await house.open({ availability });
    ada = await house.person("Ada").meets();
    grace = await house.person("Grace").meets();
    for (const each of [ada, grace]) await each.says("stop tips");
    id = idOn(await proposes(ada, TWO_WEEKS));
    await joins(grace, id);
  });
  afterEach(() => house.close());

  const at = async (now: string): Promise<void> => {
    house.now = new Date(now);
    await house.runsDue(now);
  };
  const titles = (person: Staff, title: string) =>
    person.cards.filter((card) => titleOf(card) === title).length;

  describe("to whoever takes part", () => {
    it("reminds them to record, also where they stopped tips, as joining is asking for it", async () => {
      await at("2026-12-01T10:00:00Z");

      assert.equal(titleOf(grace.lastCard), REMINDER);
      assert.match(textOf(grace.lastCard), new RegExp(HYPOTHESIS));
      assert.match(textOf(grace.lastCard), /because you joined/);
    });

    it("reminds once a week at most, whenever it is asked", async () => {
      for (const day of ["25", "26", "27", "30"]) await at(`2026-11-${day}T10:00:00Z`);
      assert.equal(titles(grace, REMINDER), 1);

      for (const day of ["01", "02", "03", "04", "07", "08"])
        for (const hour of ["09:31", "10:30", "11:29"]) await at(`2026-12-${day}T${hour}:00Z`);
      assert.equal(titles(grace, REMINDER), 2);
    });

    it("is silent in the evening, at weekends, on days they haven't chosen, on leave and on bank holidays", async () => {
      const long = idOn(await proposes(ada, { starts: "2026-12-01", ends: "2026-12-31" }));
      await joins(grace, long);
      for (const time of [
        "2026-12-01T08:00:00Z",
        "2026-12-01T18:00:00Z",
        "2026-12-05T10:00:00Z",
        "2026-12-04T10:00:00Z",
        "2026-12-25T10:00:00Z",
      ])
        await at(time);
      await grace.chooses({ awayFrom: "2026-12-15", awayUntil: "2026-12-18" });
      await at("2026-12-16T10:00:00Z");

      assert.equal(titles(grace, REMINDER), 0);
    });

    it("minds a pause of tips", async () => {
      const jo = await house.person("Jo").meets();
      await joins(jo, id);
      await jo.presses(await jo.says("snooze"), "Pause tips", { weeks: "2" });
      await at("2026-12-01T10:00:00Z");

      assert.equal(titles(jo, REMINDER), 0);
    });

    it("reminds nobody who has recorded within the week", async () => {
      house.now = new Date("2026-11-30T10:00:00Z");
      await records(grace, id, { used: "no" });
      const jo = await house.person("Jo").meets();
      house.now = new Date("2026-11-26T10:00:00Z");
      await joins(jo, id);
      house.now = new Date("2026-11-30T10:00:00Z");
      await logs(jo, 10, { on: "2026-11-30" });
      await at("2026-12-01T10:00:00Z");

      assert.equal(titles(grace, REMINDER) + titles(jo, REMINDER), 0);
    });

    it("stops at once when they leave, also what was planned already", async () => {
      await grace.invokes("experiments/leave", { experiment: id });
      await at("2026-12-01T10:00:00Z");
      assert.equal(titles(grace, REMINDER), 0);

      await joins(grace, id);
      await house.operates("pause");
      await at("2026-12-03T10:00:00Z");
      await grace.invokes("experiments/leave", { experiment: id });
      await house.operates("resume");
      await at("2026-12-03T10:05:00Z");
      assert.equal(titles(grace, REMINDER), 0);
    });

    it("says nothing before it begins, after it ends or once it is closed", async () => {
      const later = idOn(await proposes(ada, { starts: "2026-12-15", ends: "2026-12-30" }));
      const jo = await house.person("Jo").meets();
      await jo.says("stop tips");
      await joins(jo, later);
      await at("2026-12-02T10:00:00Z");
      await at("2027-01-06T10:00:00Z");
      assert.equal(titles(jo, REMINDER), 0);

      await closes(ada, id);
      const before = titles(grace, REMINDER);
      await at("2027-01-07T10:00:00Z");
      assert.equal(titles(grace, REMINDER), before);
    });

    it("comes instead of that week's tip, never beside it", async () => {
      const jo = await house.person("Jo").meets();
      await joins(jo, id);
      await at("2026-12-01T10:00:00Z");
      const after = jo.cards.length;
      for (const time of ["2026-12-01T10:30:00Z", "2026-12-02T10:00:00Z", "2026-12-03T10:00:00Z"])
        await at(time);

      assert.equal(titles(jo, REMINDER), 1);
      assert.equal(jo.cards.length, after);
    });

    it("waits until they are free where they are in a meeting, and isn't sent that day where they aren't", async () => {
      presence.set(grace.id, "busy");
      for (const time of ["10:00", "10:31"]) await at(`2026-12-01T${time}:00Z`);
      assert.equal(titles(grace, REMINDER), 0);
      presence.delete(grace.id);
      await at("2026-12-01T11:02:00Z");
      assert.equal(titles(grace, REMINDER), 1);
    });

    it("comes on a later day where their automatic replies are on", async () => {
      presence.set(grace.id, "away");
      await at("2026-12-01T10:00:00Z");
      presence.clear();
      await at("2026-12-01T11:00:00Z");
      assert.equal(titles(grace, REMINDER), 0);
      await at("2026-12-02T10:00:00Z");

      assert.equal(titles(grace, REMINDER), 1);
    });

    it("asks who is free only of those who are about to be written to", async () => {
      await at("2026-11-28T10:00:00Z");
      assert.deepEqual(asked, []);
      await at("2026-12-01T10:00:00Z");

      assert.deepEqual(asked, [grace.id]);
    });

    it("records and leaves from the reminder itself", async () => {
      await at("2026-12-01T10:00:00Z");
      const form = await grace.presses(grace.lastCard, "Record");

      assert.equal(titleOf(await grace.presses(form, "Save", { used: "yes", amount: "5" })), "Recorded");
      assert.equal(titleOf(await grace.presses(grace.lastCard, "Leave")), "You have left");
    });

    it("speaks their language", async () => {
      const sian = house.person("Sian");
      sian.locale = "cy-GB";
      await sian.meets();
      await joins(sian, id);
      await at("2026-12-01T10:00:00Z");

      assert.equal(titleOf(sian.lastCard), "Sut mae'n mynd?");
    });
  });

  describe("to its owner", () => {
    it("asks on the last day what came of it, and once more a week later, and then no more", async () => {
      await at("2026-12-03T10:00:00Z");
      assert.equal(titles(ada, LAST_DAY), 0);
      await at("2026-12-08T10:00:00Z");
      assert.equal(titles(ada, LAST_DAY), 1);
      for (const day of ["09", "10"]) await at(`2026-12-${day}T10:00:00Z`);
      assert.equal(titles(ada, STILL_OPEN), 0);
      for (const day of ["15", "16", "17", "22", "29"]) await at(`2026-12-${day}T10:00:00Z`);

      assert.equal(titles(ada, LAST_DAY), 1);
      assert.equal(titles(ada, STILL_OPEN), 1);
    });

    it("asks once they are back where their automatic replies were on", async () => {
      presence.set(ada.id, "away");
      await at("2026-12-08T10:00:00Z");
      presence.clear();
      await at("2026-12-08T11:00:00Z");
      assert.equal(titles(ada, LAST_DAY), 0);
      await at("2026-12-09T10:01:00Z");

      assert.equal(titles(ada, LAST_DAY), 1);
    });

    it("asks nothing of what is closed", async () => {
      await closes(ada, id);
      await at("2026-12-08T10:00:00Z");

      assert.equal(titles(ada, LAST_DAY), 0);
    });

    it("closes it from there", async () => {
      await at("2026-12-08T10:00:00Z");
      const form = await ada.presses(ada.lastCard, "Say what came of it");

      assert.equal(titleOf(form), "What came of it?");
    });

    it("tells of a copy, without who made it, and never of one's own", async () => {
      await ada.says("start tips");
      const form = await grace.presses(await opens(grace, id), "Copy mine");
      await grace.presses(form, "Start it", { baseline: "An hour", known: "estimated" });
      const own = await ada.presses(await opens(ada, id), "Copy mine");
      await ada.presses(own, "Start it", { baseline: "An hour", known: "estimated" });
      for (const day of ["01", "02", "03"]) await at(`2026-12-${day}T10:00:00Z`);

      assert.equal(titles(ada, COPIED), 1);
      const told = textOf(ada.cards.find((card) => titleOf(card) === COPIED) as never);
      assert.doesNotMatch(told, /Grace|id-of/);
    });

    it("tells of no copy where they stopped tips", async () => {
      const form = await grace.presses(await opens(grace, id), "Copy mine");
      await grace.presses(form, "Start it", { baseline: "An hour", known: "estimated" });
      await at("2026-12-01T10:00:00Z");

      assert.equal(titles(ada, COPIED), 0);
    });
  });

  describe("of what was learned in a month", () => {
    const DIGEST = "What we learned by trying: November";

    it("tells whoever takes part, what didn't work like what did, each with a way to see it", async () => {
      await closes(ada, idOn(await proposes(ada, { hypothesis: "If it fails, then it is still told" })), {
        verdict: "did-not",
      });
      await closes(ada, idOn(await proposes(ada, { hypothesis: "If it works, then it is told as well" })));
      await at("2026-12-01T10:00:00Z");

      const digest = grace.cards.find((card) => titleOf(card) === DIGEST);
      assert.ok(digest !== undefined);
      assert.match(textOf(digest), /It worked.*If it works.*It didn't work.*If it fails/);
      assert.match(textOf(await grace.presses(digest, "See 2")), /If it fails/);
    });

    it("says what was learned, and of many that ended shows some of each, whichever way they went", async () => {
      for (let nth = 0; nth < 10; nth++)
        await closes(ada, idOn(await proposes(ada, { hypothesis: `If it works ${nth}, then it is told` })));
      const failed = await proposes(ada, { hypothesis: "If it fails, then it is still told" });
      await closes(ada, idOn(failed), { verdict: "did-not", learned: "Checking took longer than writing" });
      await at("2026-12-01T10:00:00Z");

      const digest = grace.cards.find((card) => titleOf(card) === DIGEST);
      assert.ok(digest !== undefined);
      assert.match(textOf(digest), /What was learned: Checking took longer than writing/);
      assert.match(textOf(digest), /2 more ended in this month/);
    });

    it("tells whoever asked for it, and nobody who stopped it or left", async () => {
      await closes(ada, idOn(await proposes(ada)));
      const [asks, stops, leaves] = [
        await house.person("Asks").meets(),
        await house.person("Stops").meets(),
        await house.person("Leaves").meets(),
      ];
      await asks.says("stop tips");
      await asks.says("learnings monthly on");
      for (const each of [stops, leaves]) await joins(each, id);
      await stops.says("learnings monthly off");
      await leaves.invokes("experiments/leave", { experiment: id });
      for (const day of ["01", "02", "03"]) await at(`2026-12-${day}T10:00:00Z`);

      assert.deepEqual(
        [asks, stops, leaves].map((each) => titles(each, DIGEST)),
        [1, 0, 0],
      );
    });

    it("is told once, early in the month, and not at all where nothing ended", async () => {
      await grace.says("learnings monthly on");
      for (const day of ["01", "08", "09"]) await at(`2026-12-${day}T10:00:00Z`);
      assert.equal(titles(grace, DIGEST), 0);

      await closes(ada, id);
      for (const day of ["05", "06", "12", "20"]) await at(`2027-01-${day}T10:00:00Z`);
      assert.equal(titles(grace, "What we learned by trying: December"), 1);
    });

    it("tells nothing of another organisation", async () => {
      await closes(ada, idOn(await proposes(ada)));
      const stranger = await house.person("Sam", "22222222-2222-4222-8222-222222222222").meets();
      await stranger.says("learnings monthly on");
      await at("2026-12-01T10:00:00Z");

      assert.equal(titles(stranger, DIGEST), 0);
    });
  });

  it("goes through the ledger: sent, skipped and waiting are all that was planned", async () => {
    await at("2026-12-01T10:00:00Z");
    const kept = ((await house.everything()).delivery ?? []).filter(({ kind }) => kind === "experiment");

    assert.deepEqual(
      kept.map(({ status, slot }) => [status, slot]),
      [["sent", "experiment/remind/2026-12-01"]],
    );
  });
});
