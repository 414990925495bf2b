import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "../../../src/core/calendar.ts";
import { type Staff, TENANT, TestHouse, titleOf } from "../../harness/house.ts";
import { at, digestsOf, MONDAY, mondayPasses, out, steady, teams } from "./leading.ts";

describe("Digests, and when they come", () => {
  let house: TestHouse;
  let ada: Staff;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open({ environment: { PRIVILEGE_DAYS: "2026-06-15" } });
    house.now = new Date("2026-04-14T10:00:00Z");
    const [lead] = await teams(house, [{ lead: "Ada", size: 12 }]);
    ada = lead as Staff;
  });
  afterEach(() => house.close());

  const count = () => digestsOf(ada).length;
  /** Says it on a working day at noon, so that it is nothing out of the blue. */
  async function says(words: string, day: string): Promise<string> {
    house.now = new Date(at("12:30", day));
    return titleOf(await ada.says(words));
  }
  /** On which days of a week a digest came. */
  async function daysIn(monday: string): Promise<readonly string[]> {
    const days: string[] = [];
    for (const nth of [0, 1, 2, 3, 4, 5, 6]) {
      const before = count();
      // In summer the clocks in London are an hour ahead.
      await house.runsDue(at("07:30", addDays(monday, nth)));
      await house.runsDue(at("08:30", addDays(monday, nth)));
      if (count() > before) days.push(addDays(monday, nth));
    }
    return days;
  }

  /** The same in winter, from Tuesday on. */
  async function mornings(monday: string): Promise<readonly string[]> {
    const days: string[] = [];
    for (const nth of [1, 2, 3, 4, 5, 6]) {
      const before = count();
      await mondayPasses(house, addDays(monday, nth));
      for (let sent = before; sent < count(); sent++) days.push(addDays(monday, nth));
    }
    return days;
  }

  it("stop at one press, and come again when they are asked for", async () => {
    await mondayPasses(house);
    house.now = new Date(at("12:00"));
    const stopped = await ada.presses(digestsOf(ada)[0] as never, "Stop digests");
    assert.equal(titleOf(stopped), "Digests stopped");

    for (const weeks of [1, 2, 3]) await mondayPasses(house, addDays(MONDAY, 7 * weeks));
    assert.equal(count(), 1);

    await ada.presses(stopped, "Every week");
    await mondayPasses(house, addDays(MONDAY, 7 * 7));
    assert.equal(count(), 2);
  });

  it("stop even when one is on its way", async () => {
    await house.runsDue(at("08:30"));
    const early = count();
    await says("digest off", MONDAY);
    await house.runsDue(at("09:30"));

    assert.equal(count(), early);
  });

  it("come every two or every four weeks where that is chosen", async () => {
    assert.equal(await says("digest fortnightly", addDays(MONDAY, -6)), "The digest comes every two weeks");
    for (let week = 0; week < 4; week++) await mondayPasses(house, addDays(MONDAY, 7 * week));
    assert.equal(count(), 2);

    await says("digest monthly", addDays(MONDAY, 7 * 4 - 1));
    for (let week = 4; week < 13; week++) await mondayPasses(house, addDays(MONDAY, 7 * week));
    assert.equal(count(), 4);
  });

  it("come on the next working day after a bank holiday, a privilege day or leave, and not on days off of their own", async () => {
    assert.deepEqual(await daysIn("2026-05-04"), ["2026-05-05"]); // early May bank holiday
    assert.deepEqual(await daysIn("2026-06-15"), ["2026-06-16"]); // the privilege day
    await sql`update person set away_from = '2026-06-22', away_until = '2026-06-23' where person_id = ${ada.id}`.execute(
      house.db,
    );
    assert.deepEqual(await daysIn("2026-06-22"), ["2026-06-24"]);
    await sql`update person set away_from = null, away_until = null, working_days = '345' where person_id = ${ada.id}`.execute(
      house.db,
    );
    assert.deepEqual(await daysIn("2026-06-29"), ["2026-07-01"]);
  });

  it("come by the reader's own clock", async () => {
    await sql`update person set zone = 'America/New_York' where person_id = ${ada.id}`.execute(house.db);
    await mondayPasses(house);
    assert.equal(count(), 0);

    await house.runsDue("2026-11-23T13:30:00Z");
    await house.runsDue("2026-11-23T14:30:00Z");
    assert.equal(count(), 1);
  });

  it("wait for the next morning where the product was down or paused in the hour, and are skipped when the week is over", async () => {
    await house.runsDue(at("11:00"));
    assert.equal(count(), 0);
    await house.runsDue(at("08:30", addDays(MONDAY, 1)));
    assert.equal(count(), 1);

    const next = addDays(MONDAY, 7);
    await house.runsDue(at("08:30", next));
    await house.operates("pause");
    await mondayPasses(house, next);
    await house.operates("resume");
    await house.runsDue(at("08:45", addDays(next, 7)));
    await house.runsDue(at("09:30", addDays(next, 7)));
    assert.equal(count(), 2);
    const { rows } = await sql<{ slot: string; status: string }>`select slot, status from delivery
      where kind = 'digest' order by slot`.execute(house.db);
    assert.deepEqual(rows, [
      { slot: "digest/2026-W48", status: "sent" },
      { slot: "digest/2026-W49", status: "skipped" },
      { slot: "digest/2026-W50", status: "sent" },
    ]);
  });

  it("come once, on Tuesday, where everything was paused on all of Monday morning", async () => {
    await mondayPasses(house, addDays(MONDAY, -7));
    const earlier = count();
    await house.operates("pause");
    for (const time of ["08:00", "08:30", "09:30", "12:00"]) await house.runsDue(at(time));
    house.now = new Date(at("12:05"));
    await house.operates("resume");

    await house.runsDue(at("12:10"));
    assert.deepEqual([earlier, count()], [1, 1]);
    assert.deepEqual(await mornings(MONDAY), [addDays(MONDAY, 1)]);
  });

  it("don't come to whoever said “stop”, unless they chose to have them, nor while everything is snoozed", async () => {
    await says("stop", addDays(MONDAY, -4));
    await mondayPasses(house);
    assert.equal(count(), 0);

    await says("digest weekly", addDays(MONDAY, 1));
    await mondayPasses(house, addDays(MONDAY, 7));
    assert.equal(count(), 1);

    await says("start tips", addDays(MONDAY, 8));
    await ada.presses(await ada.says("snooze"), "Pause tips", { weeks: "1" });
    await mondayPasses(house, addDays(MONDAY, 14));
    assert.equal(count(), 1);
  });

  it("don't come any more to whoever says “stop” after they chose them, until they choose them again", async () => {
    await says("digest weekly", addDays(MONDAY, -5));
    await says("stop", addDays(MONDAY, -4));
    await mondayPasses(house);
    assert.equal(count(), 0);

    await says("digest weekly", addDays(MONDAY, 1));
    await mondayPasses(house, addDays(MONDAY, 7));
    assert.equal(count(), 1);
  });

  it("keep tips away for the three days after them", async () => {
    await mondayPasses(house);
    const before = ada.cards.length;
    await house.runsDue(at("09:45", addDays(MONDAY, 1)));
    await house.runsDue(at("09:45", addDays(MONDAY, 2)));

    assert.equal(ada.cards.length, before);
  });

  it("aren't sent twice by a process that is killed in between", async () => {
    await out(house, [{ measure: "adoption/weekly", under: "Ada", weeks: steady(3, [40, 20]) }]);
    await house.runsDue(at("08:30"));
    // As it stands when a process dies that had taken it on: whether it arrived nobody knows.
    await sql`update delivery set status = 'sending', owner = 'dead' where kind = 'digest'`.execute(house.db);
    await sql`insert into delivery_sender values ('dead', now() - interval '1 hour')`.execute(house.db);
    const early = count();
    await mondayPasses(house);
    await mondayPasses(house, addDays(MONDAY, 1));

    assert.equal(count(), early);
    const { rows } = await sql<{
      status: string;
    }>`select status from delivery where tenant_id = ${TENANT} and kind = 'digest'`.execute(house.db);
    assert.deepEqual(rows, [{ status: "unsure" }]);
  });
});
