import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { at, digestsOf, MONDAY, mondayPasses, out, steady, teams } from "./leading.ts";

const POLICY = JSON.stringify(["Policy"]);

describe("Digests", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-17T10:00:00Z");
  });
  afterEach(() => house.close());

  const figures = (under?: string) => [
    { measure: "adoption/weekly", ...(under ? { under } : {}), weeks: steady(14, [40, 20]) } as const,
    {
      measure: "time-saved/minutes",
      ...(under ? { under } : {}),
      weeks: steady(14, [2520, 30]),
      people: 15,
    } as const,
    { measure: "time-saved/asked", ...(under ? { under } : {}), weeks: steady(14, [60]) } as const,
  ];

  async function oneTeam(size = 60): Promise<Staff> {
    const [ada] = await teams(house, [{ lead: "Ada", size }]);
    if (ada === undefined) throw new Error("There is one");
    return ada;
  }

  it("comes to whoever leads on Monday between 08:30 and 09:30, with what their group did and one thing to do", async () => {
    const ada = await oneTeam();
    await out(house, figures("Ada"));
    const before = ada.cards.length;

    await house.runsDue(at("08:29"));
    await house.runsDue(at("08:30"));
    await house.runsDue(at("09:30"));

    assert.equal(ada.cards.length, before + 1);
    const card = textOf(ada.lastCard);
    assert.match(titleOf(ada.lastCard), /9 November/);
    assert.match(card, /about 40 of 60 people used Copilot: 67%/);
    assert.match(card, /about 42 hours saved/);
    assert.match(card, /About 15 of 60 people who were asked reported \(25%\)/);
    assert.match(card, /no change that can be told from chance/);
    assert.match(card, /Chart.VerticalBar.Grouped/);
    assert.match(card, /One thing worth doing this week/);
  });

  it("comes once a week, however often it is planned and by however many processes", async () => {
    const ada = await oneTeam();
    const other = house.another();

    await Promise.all([house.runsDue(at("08:30")), house.runsDue(at("08:30"), other)]);
    await Promise.all([house.runsDue(at("09:30")), house.runsDue(at("09:30"), other)]);
    await mondayPasses(house);
    for (const day of [1, 2, 3, 4]) await mondayPasses(house, addDays(MONDAY, day));

    assert.equal(digestsOf(ada).length, 1);
  });

  it("tells whoever measures, once the month is out, of departments side by side and of all else in sections", async () => {
    const ada = await oneTeam();
    await out(house, [
      { measure: "adoption/weekly", weeks: steady(3, [40, 20]), newest: "2026-11-23" },
      { measure: "adoption/weekly", place: POLICY, weeks: steady(3, [20, 20]), newest: "2026-11-23" },
      { measure: "time-saved/minutes", weeks: steady(3, [1200, 20]), people: 15, newest: "2026-11-23" },
    ]);
    house.now = new Date("2026-12-01T12:00:00Z");
    assert.match(textOf(await ada.says("monthly digest")), /The monthly digest is for those who measure/);
    await house.operates(`role give analyst ${ada.id} --tenant ${ada.tenant} --by tests`);

    await mondayPasses(house, "2026-12-07");
    await mondayPasses(house, "2026-12-14");

    const months = ada.cards.filter((card) => /across your organisation/.test(titleOf(card)));
    assert.equal(months.length, 1);
    const [month] = months as [Card];
    assert.match(titleOf(month), /^November 2026/);
    const text = textOf(month);
    assert.match(text, /"Whole organisation","value":"67%: about 40 of 60"/);
    assert.match(text, /"Policy","value":"50%: about 20 of 40"/);
    for (const said of [
      /this is no ranking/,
      /Floor: staff reported 60 hours saved/,
      /No evaluation ended, so nothing is known of what tips did/,
      /Nothing waits longer than was promised/,
      /directory isn't read/,
    ])
      assert.match(text, said);

    house.now = new Date("2026-12-14T12:00:00Z");
    assert.equal(titleOf(await ada.presses(month, "Stop these")), "Monthly digests stopped");
    for (const day of ["2027-01-04", "2027-01-06", "2027-01-11"]) await mondayPasses(house, day);
    assert.equal(ada.cards.filter((card) => /December 2026, across/.test(titleOf(card))).length, 0);
  });

  describe("of a month", () => {
    let ada: Staff;
    beforeEach(async () => {
      ada = await oneTeam();
      await house.operates(`role give analyst ${ada.id} --tenant ${ada.tenant} --by tests`);
    });
    /** On which of so many days from one on a digest of the month came. */
    async function daysFrom(first: string, count: number): Promise<readonly string[]> {
      const months = () => ada.cards.filter((card) => /across your organisation/.test(titleOf(card))).length;
      const days: string[] = [];
      for (let nth = 0; nth < count; nth++) {
        const [day, before] = [addDays(first, nth), months()];
        await mondayPasses(house, day);
        for (let sent = before; sent < months(); sent++) days.push(day);
      }
      return days;
    }

    it("comes on the morning after the Tuesday on which the month’s last week is out, not on an earlier Monday", async () => {
      assert.deepEqual(await daysFrom("2026-11-30", 9), ["2026-12-02"]);
      assert.match(ada.cards.map(titleOf).find((title) => /across your/.test(title)) ?? "", /^November 2026/);
    });

    it("comes once to whoever doesn’t work on Mondays, and to whoever is back from leave, on their first day", async () => {
      await sql`update person set working_days = '45', away_from = '2026-11-30', away_until = '2026-12-04'
        where person_id = ${ada.id}`.execute(house.db);

      assert.deepEqual(await daysFrom("2026-11-30", 14), ["2026-12-10"]);
    });
  });
});
