import assert from "node:assert/strict";
import { sql } from "kysely";
import type { House } from "../../../src/core/house.ts";
import { armOf } from "../../../src/features/nudges/hold-out.ts";
import { nudges } from "../../../src/features/nudges/index.ts";
import type { Arm, Unit } from "../../../src/features/nudges/rules.ts";
import { readContent } from "../../../src/platform/content/read.ts";
import { ledgerIn } from "../../../src/platform/teams/delivery/ledger.ts";
import { buttonsOf, type Staff, TENANT, TestHouse, textOf, titleOf } from "../../harness/house.ts";
import { newcomer, tipsOf, tuesdays } from "./calendar.ts";

const tuesday = "2026-11-24T10:00:00Z";
const KEY = "0123456789abcdef".repeat(4);

describe("A hold-out, so that it can be seen what tips do", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
    await sql`insert into nudge_key values (1, ${KEY}) on conflict (id) do update set key = excluded.key`.execute(
      house.db,
    );
    await colleagues(50);
  });
  afterEach(() => house.close());

  /** So many people of the organisation have met us, besides those whom a test is about. */
  const colleagues = (count: number) =>
    sql`insert into person (tenant_id, person_id, greeted)
      select ${TENANT}, 'colleague-' || n, true from generate_series(1, ${count}::int) n`.execute(house.db);
  const leaves = (colleague: number) =>
    sql`delete from person where person_id = ${`colleague-${colleague}`}`.execute(house.db);

  /** The feature as it is where so many of a hundred are held out. */
  const feature = (holdOut: number, holdOutBy: Unit = "person") =>
    nudges(
      {
        db: house.db,
        people: house.app.people,
        ledger: ledgerIn(house.db),
        content: readContent(),
        settings: { privilegeDays: [], contact: "", holdOut, holdOutBy },
      } as unknown as House, // the parts that nudges name
      () => [],
    );
  /** What would be sent to them, one by one: "send", or why nothing is. */
  const composed = async (percent: number, people: readonly Staff[], now = tuesday, by: Unit = "person") => {
    const due = people.map(({ key }) => ({ ...key, slot: `nudge/${now.slice(0, 10)}` }));
    const run = { now: new Date(now), log: { info() {}, warn() {}, error() {} } };
    const all = (await feature(percent, by).outbound?.compose(due, run)) ?? [];
    return all.map((one) => (one.kind === "send" ? "send" : one.reason));
  };
  const armsKept = async () => {
    const { nudge_arm = [] } = await house.everything();
    return new Map(nudge_arm.map(({ person_id, arm }) => [person_id, arm]));
  };
  /** Somebody to whom this arm falls where half of all are held out. */
  async function someone(arm: Arm, from = 0): Promise<Staff> {
    for (let at = from; ; at++) {
      const person = house.person(`Person${at}`);
      if ((await armOf(KEY, 50, `${TENANT}/${person.id}`)) === arm)
        return newcomer(house, person.name, "2026-11-23");
    }
  }
  /** Somebody who has been held out since the first time a tip was due. */
  async function heldOut(): Promise<Staff> {
    const person = await someone("held-out");
    assert.deepEqual(await composed(50, [person]), ["held out"]);
    return person;
  }

  it("is a tenth by default", async () => {
    for (let at = 0; at < 60; at++) await newcomer(house, `Clerk${at}`, "2026-11-23");

    const { sent = 0, skipped = 0 } = await house.runsDue(tuesday);

    assert.equal(sent + skipped, 60);
    assert.ok(skipped >= 1 && skipped <= 14, `${skipped}`);
  });

  it("is nobody where fewer than 50 people of the organisation have met us", async () => {
    await leaves(50);
    const ada = await someone("held-out"); // the 50th
    await leaves(49);

    assert.deepEqual(await composed(50, [ada]), ["send"]);
    assert.equal((await armsKept()).size, 0);
    assert.doesNotMatch(textOf(await ada.says("my data")), /comparison|Your group/);
  });

  it("begins with the 50th, and what was assigned then stays when people leave", async () => {
    await leaves(50);
    const ada = await someone("held-out");
    assert.deepEqual(await composed(50, [ada]), ["held out"]);

    await leaves(49);

    assert.deepEqual(await composed(50, [ada]), ["held out"]);
  });

  it("isn't begun by colleagues on a staff list whom we have never met", async () => {
    await sql`update person set greeted = false`.execute(house.db);

    assert.deepEqual(await composed(50, [await someone("held-out")]), ["send"]);
  });

  it("isn't begun by the people of another organisation", async () => {
    await sql`update person set tenant_id = 'elsewhere'`.execute(house.db);

    assert.deepEqual(await composed(50, [await someone("held-out")]), ["send"]);
  });

  describe("by team", () => {
    /** Four teams of four, and two people without a manager. */
    async function teams(): Promise<readonly Staff[]> {
      const people: Staff[] = [];
      for (let at = 0; at < 18; at++) people.push(await newcomer(house, `Clerk${at}`, "2026-11-23"));
      const rows = people.map(({ id }, at) => `${id},${at < 16 ? `manager-${at % 4}` : ""}`);
      house.files.set("staff.csv", ["id,manager", ...rows].join("\n"));
      await house.operates(`import people staff.csv --tenant ${TENANT}`);
      return people;
    }

    it("holds out all who have the same manager, or none of them", async () => {
      const people = await teams();

      const told = await composed(50, people, tuesday, "team");

      for (const team of [0, 1, 2, 3])
        assert.equal(new Set(told.filter((_each, at) => at < 16 && at % 4 === team)).size, 1, `team ${team}`);
      assert.deepEqual(new Set(told), new Set(["send", "held out"]));
    });

    it("puts on record what each lot was drawn for", async () => {
      await composed(50, await teams(), tuesday, "team");

      const { nudge_arm = [] } = await house.everything();
      const by = (unit: Unit) => nudge_arm.filter(({ assigned_by }) => assigned_by === unit).length;
      assert.deepEqual([by("team"), by("person")], [16, 2]);
    });

    it("leaves everybody where they were when they change teams", async () => {
      const people = await teams();
      const before = await composed(50, people, tuesday, "team");
      const rows = people.map(({ id }, at) => `${id},manager-${(at + 1) % 4}`);
      house.files.set("staff.csv", ["id,manager", ...rows].join("\n"));

      await house.operates(`import people staff.csv --tenant ${TENANT}`);

      assert.deepEqual(await composed(50, people, tuesday, "team"), before);
    });
  });

  it("is nobody where it isn't wanted, and then nobody is assigned", async () => {
    await house.close();
    await house.open({ environment: { HOLD_OUT_PERCENT: "0" } });
    await colleagues(50);
    const ada = await newcomer(house, "Ada", "2026-11-23");

    await house.runsDue(tuesday);

    assert.equal(tipsOf(ada).length, 1);
    assert.equal((await armsKept()).size, 0);
    assert.doesNotMatch(textOf(await ada.says("my data")), /comparison|Your group/);
  });

  it("is on record, for those held out and the others, before anything is sent", async () => {
    const people = [await someone("tips"), await someone("held-out")];

    assert.deepEqual(await composed(50, people), ["send", "held out"]);

    const arms = await armsKept();
    assert.deepEqual(
      people.map(({ id }) => arms.get(id)),
      ["tips", "held-out"],
    );
    const { nudge = [] } = await house.everything();
    assert.deepEqual(
      nudge.map(({ person_id }) => person_id),
      [people[0]?.id],
    );
  });

  it("stays as it was assigned when the share becomes larger, smaller or nothing", async () => {
    const people = [await someone("tips"), await someone("held-out")];
    await composed(50, people);
    const before = await armsKept();

    assert.deepEqual(await composed(0, people, "2026-12-01T10:00:00Z"), ["send", "held out"]);
    await sql`update nudge_key set key = ${"ff".repeat(32)}`.execute(house.db);
    for (const percent of [50, 10, 1])
      assert.equal((await composed(percent, people, "2026-12-01T10:05:00Z"))[1], "held out");

    assert.deepEqual(await armsKept(), before);
  });

  it("sends those in it nothing out of the blue, and the ledger adds up and says why", async () => {
    const person = await heldOut();

    for (const moment of tuesdays("2026-11-24", 3)) await house.runsDue(moment);

    assert.equal(tipsOf(person).length, 0);
    const { delivery = [] } = await house.everything();
    assert.deepEqual(
      delivery.map(({ slot, status, reason }) => [slot, status, reason]),
      ["2026-11-24", "2026-12-01", "2026-12-08"].map((day) => [`nudge/${day}`, "skipped", "held out"]),
    );
    const { planned, ...parts } = await house.ledger();
    assert.equal(
      Object.values(parts).reduce((sum, n) => sum + n, 0),
      planned,
    );
  });

  it("plans for those in it as often as for others: once a week, not on each day they chose", async () => {
    await heldOut();

    for (const day of ["2026-11-24", "2026-11-25", "2026-11-26"]) await house.runsDue(`${day}T10:00:00Z`);

    assert.equal((await house.ledger()).planned, 1);
  });

  it("leaves them tips for the asking, which are on record as for anybody", async () => {
    const person = await heldOut();

    const card = await person.says("give me a tip");

    assert.ok(buttonsOf(card).some(({ title }) => title === "I tried it"));
    const { nudge = [] } = await house.everything();
    assert.deepEqual(
      nudge.map(({ kind }) => kind),
      ["asked"],
    );
    const why = textOf(await person.presses(card, "Why did I get this?"));
    assert.match(why, /You asked for a tip/);
    assert.doesNotMatch(why, /You get one tip a week/);
  });

  it("promises them none: “start tips”, “fewer tips” and the settings say how it is", async () => {
    const person = await heldOut();

    for (const words of ["start tips", "fewer tips"])
      assert.match(textOf(await person.says(words)), /comparison group, which gets no tips by itself/, words);

    const settings = await person.says("settings");
    assert.match(textOf(settings), /comparison group, which gets no tips by itself/);
    assert.ok(
      buttonsOf(await person.presses(settings, "Another tip")).some(({ title }) => title === "I tried it"),
    );
  });

  it("lets them stop all the same", async () => {
    const person = await heldOut();

    assert.equal(titleOf(await person.says("stop")), "Tips stopped");
    assert.match(textOf(await person.says("settings")), /Stopped/);
  });

  describe("in “my data”", () => {
    it("is told to those in it", async () => {
      const card = textOf(await (await heldOut()).says("my data"));

      assert.match(card, /You are in the comparison group, which gets no tips by itself/);
    });

    it("is told to the others", async () => {
      const person = await someone("tips");
      await composed(50, [person]);

      assert.match(textOf(await person.says("my data")), /You get tips/);
    });

    it("is told in Welsh", async () => {
      const person = await heldOut();
      await person.chooses({ language: "cy" });

      assert.match(
        textOf(await person.says("fy nata")),
        /grŵp cymharu, nad yw'n cael awgrymiadau heb ofyn amdanynt/,
      );
    });

    it("is in the download, in plain words in both languages", async () => {
      const card = await (await heldOut()).says("my data");
      const link = (card.actions ?? []).flatMap((each) =>
        each.type === "Action.OpenUrl" ? [each.url] : [],
      )[0];

      const file = await (await fetch(link ?? "")).text();

      assert.match(file, /"arm": ?"held-out"/);
      assert.match(file, /"assigned_on": ?"2026-11-24"/);
      assert.match(file, /You are in the comparison group, which gets no tips by itself/);
      assert.match(file, /Rydych yn y grŵp cymharu/);
    });
  });

  it("goes with “forget me”, as everything does", async () => {
    const person = await heldOut();

    await person.presses(await person.says("forget me"), "Erase it all");

    assert.equal((await armsKept()).size, 0);
  });

  it("is of a tenth, about, of everybody", async () => {
    const people: Staff[] = [];
    for (let at = 0; at < 60; at++) people.push(await newcomer(house, `Colleague${at}`, "2026-11-23"));

    const told = await composed(10, people);

    const out = told.filter((each) => each === "held out").length;
    assert.ok(out >= 1 && out <= 14, `${out}`);
    assert.equal(told.filter((each) => each === "send").length, 60 - out);
    assert.equal((await armsKept()).size, 60);
  });

  it("holds for a campaign's tip as well", async () => {
    const people = [await someone("tips"), await someone("held-out")];
    const due = people.map(({ key }) => ({ ...key, slot: "campaign/1" }));
    const run = { now: new Date(tuesday), log: { info() {}, warn() {}, error() {} } };

    const all = (await feature(50).tips?.compose(due, "any", run)) ?? [];

    assert.deepEqual(
      all.map((one) => (one.kind === "send" ? "send" : one.reason)),
      ["send", "held out"],
    );
  });

  it("doesn't hold back a service message", async () => {
    const people = [await someone("tips"), await heldOut()];
    const due = people.map(({ key }) => ({ ...key, slot: "campaign/1" }));
    const run = { now: new Date(tuesday), log: { info() {}, warn() {}, error() {} } };

    const all = (await feature(50).tips?.compose(due, "any", run, { service: true })) ?? [];

    assert.deepEqual(
      all.map(({ kind }) => kind),
      ["send", "send"],
    );
  });
});
