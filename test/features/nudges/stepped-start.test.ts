import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "../../../src/core/calendar.ts";
import { buttonsOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { newcomer, tipsOf, tuesdays } from "./calendar.ts";

const KEY = "0123456789abcdef".repeat(4);
const WEEKS = 4;
const START = ["nudges", "start", "--weeks", String(WEEKS), "--from", "2026-12-07"];

describe("A stepped start", () => {
  let house: TestHouse;
  let people: readonly Staff[];
  /** Eight teams of two, who met us on a Monday. */
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    await sql`insert into nudge_key values (1, ${KEY}) on conflict (id) do update set key = excluded.key`.execute(
      house.db,
    );
    const all: Staff[] = [];
    for (let at = 0; at < 16; at++) all.push(await newcomer(house, `Clerk${at}`, "2026-11-23"));
    people = all;
    const rows = people.map(({ id }, at) => `${id},manager-${at % 8}`);
    house.files.set("staff.csv", ["id,manager", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
  });
  afterEach(() => house.close());

  const begins = (...more: readonly string[]) => house.app.operate([...START, ...more]);
  const starts = async () => (await house.everything()).nudge_start ?? [];
  const dayOf = async (person: Staff): Promise<string> =>
    String((await starts()).find(({ person_id }) => person_id === person.id)?.begins_on);
  /** The first day on which each got a tip. */
  async function firstTips(): Promise<ReadonlyMap<string, string>> {
    const first = new Map<string, string>();
    for (const moment of tuesdays("2026-11-24", 2 + WEEKS)) {
      await house.runsDue(moment);
      for (const person of people)
        if (tipsOf(person).length > 0 && !first.has(person.id)) first.set(person.id, moment.slice(0, 10));
    }
    return first;
  }
  /** Somebody who doesn't begin in the first week. */
  async function later(): Promise<Staff> {
    const rows = await starts();
    const found = people.find(({ id }) => rows.some((row) => row.person_id === id && Number(row.week) > 0));
    if (found === undefined) throw new Error("All begin in the first week");
    return found;
  }

  it("sends nobody a tip before their team's week, and everybody one in it", async () => {
    await begins();

    const first = await firstTips();

    for (const person of people)
      assert.equal(first.get(person.id), addDays(await dayOf(person), 1), person.name);
    assert.ok(new Set(first.values()).size > 1);
  });

  it("puts who, which week and when it was decided on record at once, the same for a whole team", async () => {
    await begins();

    const rows = await starts();
    assert.equal(rows.length, people.length);
    for (const row of rows) {
      assert.equal(row.begins_on, addDays("2026-12-07", 7 * Number(row.week)));
      assert.deepEqual([row.drawn_by, new Date(String(row.decided_at))], ["team", house.now]);
    }
    for (const [at, { id }] of people.slice(0, 8).entries()) {
      const weekOf = (who: string | undefined) => rows.find(({ person_id }) => person_id === who)?.week;
      assert.equal(weekOf(id), weekOf(people[at + 8]?.id));
    }
  });

  it("can be by person: colleagues of one team begin in different weeks", async () => {
    await begins("--by", "person");

    const rows = await starts();
    const weekOf = (who: Staff | undefined) => rows.find(({ person_id }) => person_id === who?.id)?.week;
    assert.ok(people.slice(0, 8).some((person, at) => weekOf(person) !== weekOf(people[at + 8])));
    assert.ok(rows.every(({ drawn_by }) => drawn_by === "person"));
  });

  it("says how many begin in each week, and never who", async () => {
    const { out } = await begins("--json");

    const { people: drawn, perWeek } = JSON.parse(out);
    assert.equal(drawn, 16);
    assert.equal(perWeek.length, WEEKS);
    assert.doesNotMatch(out, /id-of-/);
  });

  it("leaves people where they were drawn, also when they change teams", async () => {
    await begins();
    const before = await starts();
    const rows = people.map(({ id }, at) => `${id},manager-${(at + 3) % 8}`);
    house.files.set("staff.csv", ["id,manager", ...rows].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);

    await firstTips();

    assert.deepEqual(await starts(), before);
  });

  it("draws for a colleague who comes later when they come, with their team", async () => {
    await begins();
    const waiting = await later();
    const manager = `manager-${people.indexOf(waiting) % 8}`;
    const eve = await newcomer(house, "Eve", "2026-11-30");
    house.files.set("eve.csv", `id,manager\n${eve.id},${manager}`);
    await house.operates(`import people eve.csv --tenant ${TENANT}`);

    await house.runsDue("2026-12-01T10:00:00Z");
    await house.runsDue("2026-12-08T10:00:00Z");

    assert.equal(tipsOf(eve).length, 0);
    assert.equal(await dayOf(eve), await dayOf(waiting));
  });

  it("gives a tip to whoever asks, and says when theirs begin by themselves", async () => {
    await begins();
    const person = await later();

    const card = await person.says("give me a tip");

    assert.ok(buttonsOf(card).some(({ title }) => title === "I tried it"));
    assert.match(
      textOf(await person.presses(card, "Why did I get this?")),
      /Yours begin in the week from Monday/,
    );
    assert.equal(titleOf(await person.says("start tips")), "Tips begin later");
    assert.match(textOf(await person.says("settings")), /Begin in the week from Monday/);
  });

  it("is told in “my data” and in the download, in Welsh too", async () => {
    await begins();
    const person = await later();

    const card = await person.says("my data");
    assert.match(textOf(card), /When tips begin for you/);
    const [link] = (card.actions ?? []).flatMap((each) => (each.type === "Action.OpenUrl" ? [each.url] : []));
    assert.match(await (await fetch(link ?? "")).text(), /"begins_on": ?"2026-12-/);

    await person.chooses({ language: "cy" });
    assert.match(textOf(await person.says("fy nata")), /Pryd mae awgrymiadau'n dechrau i chi/);
    assert.match(textOf(await person.says("gosodiadau")), /Yn dechrau yn yr wythnos o/);
  });

  it("goes with “forget me”", async () => {
    await begins();
    const person = await later();

    await person.presses(await person.says("forget me"), "Erase it all");

    assert.ok((await starts()).every(({ person_id }) => person_id !== person.id));
  });

  it("can be ended: everybody gets tips from then on, and the record stays", async () => {
    await begins();

    assert.equal((await house.operates("nudges start end")).code, 0);

    await house.runsDue("2026-12-01T10:00:00Z");
    assert.ok(people.every((person) => tipsOf(person).length === 1));
    assert.equal((await starts()).length, people.length);
    const again = await house.operates("nudges start end");
    assert.deepEqual([again.code, again.err], [1, "Nothing was changed: no stepped start is running.\n"]);
  });

  it("is refused while another runs, and allowed once everybody of it has begun", async () => {
    await begins();

    const second = await begins();
    assert.equal(second.code, 1);
    assert.match(second.err, /a stepped start is running already, over 4 weeks from 2026-12-07/);

    house.now = new Date("2026-12-28T07:00:00Z");
    const { code, err } = await house.operates("nudges start --weeks 2 --from 2027-01-04");
    assert.equal(code, 0, err);
  });

  for (const [line, sentence] of [
    ["nudges begin", /“begin” isn't understood/],
    ["nudges start now", /“start” isn't understood/],
    ["nudges start", /--weeks takes a number from 2 to 52/],
    ["nudges start --weeks 1 --from 2026-12-07", /--weeks takes a number/],
    ["nudges start --weeks 2.5 --from 2026-12-07", /--weeks takes a number/],
    ["nudges start --weeks 4", /--from takes a day/],
    ["nudges start --weeks 4 --from 2026-02-30", /--from takes a day/],
    ["nudges start --weeks 4 --from 2026-11-22", /has passed/],
    ["nudges start --weeks 4 --from 2026-12-07 --by grade", /--by takes team or person/],
  ] as const)
    it(`“${line}” is refused with a sentence, and changes nothing`, async () => {
      const { code, err } = await house.operates(line);

      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.equal((await house.everything()).nudge_run?.length, 0);
    });

  it("holds back a campaign's tip until then, but not a service message", async () => {
    await begins();
    const campaign = async (...more: readonly string[]) => {
      const said = async (words: readonly string[]) => {
        const { code, out, err } = await house.app.operate([
          ...words,
          "--now",
          "2026-11-24T10:00:00Z",
          "--json",
        ]);
        assert.equal(code, 0, err);
        return JSON.parse(out);
      };
      const all = ["--audience=manager:manager-0", "--by", "grace", ...more];
      const { id } = await said(["campaign", "create", "--tip", "word-first-draft", ...all]);
      await said(["campaign", "approve", String(id), "--by", "alan"]);
      await said(["campaign", "send", String(id)]);
      await house.runsDue("2026-11-24T10:01:00Z");
      const { delivery = [] } = await house.everything();
      return delivery.filter(({ slot }) => slot === `campaign/${id}`).map(({ status }) => status);
    };

    assert.deepEqual(await campaign(), ["waiting", "waiting"]);
    assert.deepEqual(await campaign("--service-message"), ["sent", "sent"]);
  });
});
