import assert from "node:assert/strict";
import { addDays } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { at, digestsOf, MONDAY, mondayPasses, out, steady, teams } from "./leading.ts";

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
    assert.match(card, /about 40 of 60 people used Copilot: 67 %/);
    assert.match(card, /about 42 hours saved/);
    assert.match(card, /About 15 of 60 people who were asked reported \(25 %\)/);
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

  it("tells whoever measures, on the first Monday of the month, of departments side by side and of all else in sections", async () => {
    const ada = await oneTeam();
    await out(house, figures());
    await house.operates(`role give analyst ${ada.id} --tenant ${ada.tenant} --by tests`);

    await mondayPasses(house, "2026-12-07");
    await mondayPasses(house, "2026-12-14");

    const months = ada.cards.filter((card) => /across your organisation/.test(titleOf(card)));
    assert.equal(months.length, 1);
    assert.match(titleOf(months[0] as Card), /^November 2026/);
  });
});
