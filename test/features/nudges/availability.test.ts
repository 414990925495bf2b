import assert from "node:assert/strict";
import type { Availability, Presence } from "../../../src/core/ports.ts";
import { type Staff, TestHouse } from "../../harness/house.ts";
import { daysSent, newcomer, sentAt, tipsOf } from "./calendar.ts";

const tuesday = "2026-11-24T10:00:00Z";

describe("A nudge to somebody who is away or busy", () => {
  let house: TestHouse;
  let ada: Staff;
  let bob: Staff;
  const presence = new Map<string, Presence>();
  let asked: (readonly string[])[] = [];
  const known: Availability = {
    async of(people) {
      asked.push(people.map(({ id }) => id));
      return people.map(({ id }) => presence.get(id));
    },
  };
  async function open(availability: Availability = known): Promise<void> {
    await house.open({ availability });
    ada = await newcomer(house, "Ada", "2026-11-23");
    bob = await newcomer(house, "Bob", "2026-11-23");
  }
  beforeEach(() => {
    house = new TestHouse();
    presence.clear();
    asked = [];
  });
  afterEach(() => house.close());

  it("isn't sent in a week in which automatic replies are on, and comes in the next", async () => {
    await open();
    presence.set(ada.id, "away");
    await house.runsDue(tuesday);
    assert.deepEqual([tipsOf(ada).length, tipsOf(bob).length], [0, 1]);
    presence.clear();

    await bob.says("stop");

    assert.deepEqual(await daysSent(house, "2026-11-25", 8), ["2026-12-01"]);
    const { delivery = [] } = await house.everything();
    const reasons = delivery.filter(({ person_id }) => person_id === ada.id).map(({ reason }) => reason);
    assert.equal(reasons[0], "away");
  });

  it("waits half an hour for whoever is in a meeting, and comes when they are free", async () => {
    await open();
    await bob.says("stop");
    presence.set(ada.id, "busy");

    assert.deepEqual(await sentAt(house, [tuesday, "2026-11-24T10:29:00Z"]), []);
    presence.delete(ada.id);

    assert.deepEqual(await sentAt(house, ["2026-11-24T10:29:00Z", "2026-11-24T10:30:00Z"]), [
      "2026-11-24T10:30:00Z",
    ]);
  });

  it("waits no longer than the hours they chose, and then isn't sent that day", async () => {
    await open();
    await bob.says("stop");
    presence.set(ada.id, "busy");
    const half = ["09:30", "10:00", "10:30", "11:00", "11:30", "12:00", "14:00"];

    await sentAt(
      house,
      half.map((time) => `2026-11-24T${time}:00Z`),
    );
    const { waiting, skipped } = await house.ledger();
    assert.deepEqual([waiting, skipped], [0, 1]);
    presence.clear();

    assert.deepEqual(await daysSent(house, "2026-11-25", 1), ["2026-11-25"]);
  });

  it("asks only of those who are about to be written to", async () => {
    await open();
    await bob.says("stop");

    await house.runsDue("2026-11-23T10:00:00Z");
    await house.runsDue(tuesday);

    assert.deepEqual(asked, [[ada.id]]);
  });

  it("keeps and logs nothing of who is busy", async () => {
    await open();
    presence.set(ada.id, "busy").set(bob.id, "free");

    await house.runsDue(tuesday);
    await house.runsDue("2026-11-24T11:30:00Z");

    assert.doesNotMatch(JSON.stringify([await house.everything(), house.logged]), /busy|"free"/);
  });

  it("goes ahead as without it when it fails", async () => {
    await open({ of: async () => Promise.reject(new Error("down")) });

    assert.equal((await house.runsDue(tuesday)).sent, 2);
    assert.ok(house.logged.some(({ event }) => event === "availability couldn't be asked"));
  });

  it("goes ahead as without it when no answer comes within two seconds", async () => {
    await open({ of: () => new Promise(() => {}) });

    assert.equal((await house.runsDue(tuesday)).sent, 2);
  });
});

describe("“doctor” on the bank holidays", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  for (const [day, line] of [
    ["2026-11-24", /ok +calendar: bank holidays known until 2028-\d\d-\d\d$/m],
    ["2028-03-01", /ok +calendar: WARNING: bank holidays known until 2028-\d\d-\d\d, within a year/],
    ["2029-01-01", /NOT OK +calendar: .* has passed/],
  ] as const)
    it(`says on ${day} how far they reach`, async () => {
      house.now = new Date(`${day}T10:00:00Z`);

      assert.match((await house.operates("doctor")).out, line);
    });
});
