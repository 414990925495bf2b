import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import { lotsOf, normalFrom } from "../../../src/core/lots.ts";
import { buttonsOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { proposes } from "../experiments/trying.ts";
import { champion, publishes } from "../stories/telling.ts";
import { digestsOf, idOf, MONDAY, mondayPasses, out, steady, teams } from "./leading.ts";

describe("Digests, and of whom they speak", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    house.now = new Date("2026-11-17T10:00:00Z");
  });
  afterEach(() => house.close());

  const newest = (person: Staff): string => textOf(digestsOf(person).at(-1) as never);
  async function three(): Promise<readonly [Staff, Staff, Staff]> {
    const all = await teams(house, [
      { lead: "Dee", size: 40 },
      { lead: "Max", above: "Dee", size: 30 },
      { lead: "Sam", above: "Max", size: 4 },
    ]);
    return all as unknown as readonly [Staff, Staff, Staff]; // as many as were asked for
  }

  it("show whoever leads a few the nearest group above that can be shown, and say why", async () => {
    const [dee, max, sam] = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Dee", weeks: steady(3, [50, 25]) },
      { measure: "adoption/weekly", under: "Max", weeks: steady(3, [20, 15]) },
      { measure: "time-saved/minutes", under: "Dee", weeks: steady(3, [600, 20]), people: 15 },
    ]);

    await mondayPasses(house);

    assert.match(newest(dee), /about 50 of 75 people/);
    assert.doesNotMatch(newest(dee), /not your own group/);
    assert.match(newest(max), /about 20 of 35 people/);
    assert.match(newest(max), /about 10 hours saved.*everybody below your manager, not your own group/);
    assert.match(
      newest(sam),
      /about 20 of 35 people used Copilot.*everybody below your manager.*the manager 2 levels above you/,
    );
    assert.match(newest(sam), /figures are of ten people or more, so that nobody can be made out/);
  });

  it("say so helpfully where nothing can be shown at all, and still name one thing to do", async () => {
    const [, , sam] = await three();
    await out(house, [{ measure: "adoption/weekly", under: "Nobody", weeks: [] }]);

    await mondayPasses(house);
    assert.match(newest(sam), /Nothing of the last weeks is out yet/);

    await sql`insert into publication_week (tenant_id, measure, week, parts, fewest, largest_share, blocks, published_at)
      select ${TENANT}, m, '2026-11-16', array['net', 'entries'], 10, 0.45, 0, now() from unnest(array['adoption/weekly', 'time-saved/minutes']) m`.execute(
      house.db,
    );
    await mondayPasses(house, addDays(MONDAY, 7));
    assert.match(newest(sam), /Not enough to say this week/);
    assert.match(newest(sam), /you can ask them, which is worth more than a figure/);
    assert.match(newest(sam), /One thing worth doing this week/);
    assert.doesNotMatch(newest(sam), /Chart|\d+ ?%/);
  });

  /** Weeks of a group of sixty in which nothing changes but by chance, counted in fives. */
  function asUsual(name: string, weeks: number): readonly (readonly number[])[] {
    const lots = lotsOf(name);
    return Array.from({ length: weeks }, () => {
      const active = 5 * Math.round((30 + 3 * normalFrom(lots)) / 5);
      return [active, 60 - active];
    });
  }

  it("don't call noise a change, and say so when there really is one", async () => {
    const [dee, max] = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Dee", weeks: [...asUsual("noise", 19), [35, 25]] },
      { measure: "adoption/weekly", under: "Max", weeks: [...asUsual("signal", 19), [60, 0]] },
    ]);

    await mondayPasses(house);

    assert.match(newest(dee), /no change that can be told from chance/);
    assert.match(newest(max), /more than weeks vary by themselves/);
    assert.match(newest(max), /More people are using it. Thank everybody for trying/);
  });

  it("don't tell an old week as news: on later Mondays they say that nothing newer is out, and thank nobody for it", async () => {
    const [, max] = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Max", weeks: [...asUsual("signal", 19), [60, 0]] },
      { measure: "time-saved/minutes", under: "Max", weeks: steady(14, [600, 20]), people: 15 },
    ]);
    await mondayPasses(house);
    assert.match(newest(max), /more than weeks vary by themselves/);

    for (const weeks of [1, 2, 3]) {
      await mondayPasses(house, addDays(MONDAY, 7 * weeks));
      assert.match(newest(max), /Nothing newer is out since the week of Monday 9 November/);
      assert.doesNotMatch(newest(max), /More people are using it|vary|chance|Too early/);
      assert.doesNotMatch(titleOf(digestsOf(max).at(-1) as Card), /9 November/);
    }
    assert.equal(digestsOf(max).length, 4);
    house.now = new Date(`${addDays(MONDAY, 21)}T12:00:00Z`);
    await max.says("Cymraeg");
    assert.match(
      textOf(await max.says("crynodeb")),
      /Nid oes dim mwy newydd allan ers yr wythnos o ddydd Llun 9 Tachwedd/,
    );
  });

  it("call nothing a change where a team joined the group or left it, until there are enough weeks since", async () => {
    const [dee] = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Dee", weeks: [...steady(20, [10, 50]), ...steady(4, [90, 30])] },
    ]);

    await mondayPasses(house);

    assert.match(newest(dee), /Too early to say what is a change: people joined this group or left it/);
  });

  it("follow a lead who moves: from then on the group above is their new manager's", async () => {
    const [, , sam] = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Max", weeks: steady(3, [20, 15]) },
      { measure: "adoption/weekly", under: "Dee", weeks: steady(3, [50, 25]) },
      { measure: "adoption/weekly", under: "Max", weeks: [[20, 15]], newest: "2026-11-16" },
      { measure: "adoption/weekly", under: "Dee", weeks: [[50, 25]], newest: "2026-11-16" },
    ]);
    await mondayPasses(house);
    assert.match(newest(sam), /about 20 of 35/);

    await sql`update person set manager_id = ${idOf("Dee")} where person_id = ${idOf("Sam")}`.execute(
      house.db,
    );
    await mondayPasses(house, addDays(MONDAY, 7));
    assert.match(newest(sam), /about 50 of 75/);

    await sql`update person set manager_id = null where manager_id = ${idOf("Sam")}`.execute(house.db);
    const before = digestsOf(sam).length;
    await mondayPasses(house, addDays(MONDAY, 14));
    assert.equal(digestsOf(sam).length, before);
    assert.match(textOf(await sam.says("digest")), /Digests are for people who lead a team/);
  });

  it("name nobody, and lead nowhere that does", async () => {
    const all = await three();
    await out(house, [
      { measure: "adoption/weekly", under: "Dee", weeks: steady(14, [50, 25]) },
      { measure: "time-saved/minutes", under: "Dee", weeks: steady(14, [600, 20]), people: 15 },
      { measure: "time-saved/asked", under: "Dee", weeks: steady(14, [75]) },
    ]);
    await house.operates(`role give analyst ${all[0].id} --tenant ${TENANT} --by tests`);
    await mondayPasses(house, "2026-12-07");
    const { rows } = await sql<{ id: string }>`select person_id as id from person`.execute(house.db);

    const cards = all.flatMap((person) => person.cards.slice(1));
    assert.ok(cards.length >= 4);
    for (const card of cards) {
      for (const { id } of rows) assert.ok(!textOf(card).includes(id), id);
      for (const { name } of all) assert.doesNotMatch(textOf(card), new RegExp(`\\b${name}\\b`));
    }
    const sam = all[2];
    const help = digestsOf(sam).flatMap((card) =>
      buttonsOf(card).filter(({ verb }) => verb === "digests/help"),
    );
    for (const { verb, data } of help) {
      const { value } = await sam.invokes(verb, data);
      for (const { id } of rows) assert.ok(!textOf(value as never).includes(id), id);
    }
  });

  it("are seen at once by typing, in either language", async () => {
    const [dee, max] = await three();
    await out(house, [{ measure: "adoption/weekly", under: "Dee", weeks: steady(3, [50, 25]) }]);
    assert.match(titleOf(await dee.says("digest")), /Your group's week with Copilot/);

    await max.says("Cymraeg");
    assert.match(titleOf(await max.says("crynodeb")), /Wythnos eich grŵp gyda Copilot/);
    assert.match(textOf(await max.says("crynodeb bob pythefnos")), /bob pythefnos/);
    assert.match(textOf(await max.says("gosodiadau")), /Crynodeb i bobl sy'n arwain tîm/);
  });

  it("show a colleague's story, and each week another thing to do, whose button leads to it", async () => {
    const [dee, max] = await three();
    await publishes(max, await champion(house, "Cho"));
    await proposes(max, { ends: "2027-01-15" });
    const seen = new Map<string, Card>();
    for (let week = 0; week < 4; week++) {
      house.now = new Date(`${addDays(MONDAY, 7 * week)}T12:00:00Z`);
      const card = await dee.says("digest");
      assert.match(textOf(card), /Minutes in half the time/);
      const [button] = buttonsOf(card).filter(({ title }) =>
        /^Show (the outline|how|words|the exp)/.test(title),
      );
      if (button === undefined) throw new Error(`Nothing to do on “${card.speak}”`);
      seen.set(button.title, (await dee.presses(card, button.title)) as Card);
    }

    assert.deepEqual([...seen.keys()].toSorted(), [
      "Show how to share it",
      "Show the experiment",
      "Show the outline",
      "Show words to use",
    ]);
    assert.match(
      textOf(seen.get("Show the outline") as Card),
      /teams.microsoft.com\/l\/meeting\/new\?subject=/,
    );
    assert.match(textOf(seen.get("Show how to share it") as Card), /story of the week/);
    assert.match(textOf(seen.get("Show words to use") as Card), /Thank you to everybody who tried/);
    const back = await dee.presses(seen.get("Show the outline") as Card, "Back to the digest");
    assert.match(textOf(back), /One thing worth doing this week/);
  });

  it("leave nothing behind of whoever is forgotten", async () => {
    const [, , sam] = await three();
    await mondayPasses(house);
    house.now = new Date("2026-11-23T12:00:00Z");
    await sam.says("digest fortnightly");
    assert.match(textOf(await sam.says("my data")), /Digests that were sent/);

    await sam.presses(await sam.says("forget me"), "Erase it all");

    const left = await sql<{
      n: number;
    }>`select (select count(*) from digest_wish where person_id = ${sam.id})::int
      + (select count(*) from delivery where person_id = ${sam.id})::int as n`.execute(house.db);
    assert.equal(left.rows[0]?.n, 0);
  });
});
