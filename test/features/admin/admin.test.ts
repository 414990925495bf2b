import assert from "node:assert/strict";
import { TENANT, TestHouse, titleOf } from "../../harness/house.ts";

describe("Running it", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  const people = async () => (await house.everything()).person ?? [];
  const imports = (csv: string, more = `--tenant ${TENANT}`) => {
    house.files.set("staff.csv", csv);
    return house.operates(`import people staff.csv ${more}`.trim());
  };

  describe("seed", () => {
    it("makes an invented department of 40 people, each but the director with a manager among them", async () => {
      assert.equal((await house.operates("seed")).out, "40 invented people: 40 new, 0 there already.\n");

      const all = await people();
      const ids = new Set(all.map(({ person_id }) => person_id));
      assert.equal(ids.size, 40);
      const without = all.filter(({ manager_id }) => manager_id === null);
      assert.equal(without.length, 1);
      for (const { manager_id } of all)
        if (manager_id !== null) assert.ok(ids.has(manager_id), String(manager_id));
    });

    it("has six teams of five people, each with a lead", async () => {
      await house.operates("seed");

      const teams = new Map<unknown, number>();
      for (const { manager_id, grade } of await people())
        if (grade !== "g7" && grade !== "g6") teams.set(manager_id, (teams.get(manager_id) ?? 0) + 1);
      assert.deepEqual(
        [...teams.values()].filter((size) => size > 1),
        [5, 5, 5, 5, 5, 5],
      );
    });

    it("twice makes nobody twice", async () => {
      await house.operates("seed");

      assert.equal((await house.operates("seed")).out, "40 invented people: 0 new, 40 there already.\n");

      assert.equal((await people()).length, 40);
    });

    it("leaves what one of them chose for themselves", async () => {
      await house.operates("seed");
      const ada = house.person("Ada");
      await imports(`id,profession\n${ada.id},policy`);
      await ada.meets();
      await ada.chooses({ profession: "legal" });

      await imports(`id,profession,department\n${ada.id},policy,Elsewhere`);

      const row = (await people()).find(({ person_id }) => person_id === ada.id);
      assert.deepEqual([row?.profession, row?.department], ["legal", "Elsewhere"]);
    });

    it("sends nobody anything", async () => {
      await house.operates("seed");

      assert.equal((await house.runsDue("2026-11-24T10:00:00Z")).planned, 0);
    });
  });

  describe("import people", () => {
    const good = [
      "ID, Department ,grade,profession,manager",
      "aaaa,Policy and Law,Grade 7,Policy,",
      "BBBB,Policy and Law,heo,digital,aaaa",
      '"cccc","A, quoted ""one""",,,aaaa',
    ].join("\r\n");

    it("takes a staff list, with grades and professions by id or by label", async () => {
      assert.equal((await imports(`\ufeff${good}`)).out, "3 people imported: 3 new, 0 brought up to date.\n");

      const all = (await people()).map(({ person_id, department, grade, profession, manager_id }) => [
        ...[person_id, department, grade, profession, manager_id],
      ]);
      assert.deepEqual(
        all.toSorted((a, b) => String(a[0]).localeCompare(String(b[0]))),
        [
          ["aaaa", "Policy and Law", "g7", "policy", null],
          ["bbbb", "Policy and Law", "heo", "digital", "aaaa"],
          ["cccc", 'A, quoted "one"', null, null, "aaaa"],
        ],
      );
    });

    it("leaves alone what it has no column for", async () => {
      await imports(good);

      await imports("id,manager\nbbbb,cccc");

      const bbbb = (await people()).find(({ person_id }) => person_id === "bbbb");
      assert.deepEqual(
        [bbbb?.department, bbbb?.grade, bbbb?.profession, bbbb?.manager_id],
        ["Policy and Law", "heo", "digital", "cccc"],
      );
    });

    it("takes away what it has an empty field for", async () => {
      await imports(good);

      await imports("id,manager\nbbbb,");

      const bbbb = (await people()).find(({ person_id }) => person_id === "bbbb");
      assert.deepEqual([bbbb?.manager_id, bbbb?.department], [null, "Policy and Law"]);
    });

    it("with a column that it doesn't know takes nobody, and names it", async () => {
      const { code, err } = await imports("id,managr,Team\naaaa,bbbb,x");

      assert.equal(code, 1);
      assert.match(err, /line 1: no column is called “managr”, “team”; there may be id, tenant/);
      assert.deepEqual(await people(), []);
    });

    it("takes a list with the empty columns that spreadsheets leave", async () => {
      assert.equal((await imports("id,grade,\naaaa,eo,")).code, 0);
    });

    it("with somebody who is their own manager takes nobody, and names the line", async () => {
      const { code, err } = await imports("id,manager\naaaa,bbbb\nbbbb,BBBB");

      assert.equal(code, 1);
      assert.match(err, /line 3: nobody is their own manager/);
      assert.deepEqual(await people(), []);
    });

    it("again brings the same people up to date", async () => {
      await imports(good);

      const again = await imports(`${good}\r\ndddd,,,,`);

      assert.equal(again.out, "4 people imported: 1 new, 3 brought up to date.\n");
    });

    it("greets an imported person as it greets anybody, and knows their profession", async () => {
      const ada = house.person("Ada");
      await imports(`id,profession\n${ada.id},policy`);

      assert.equal(titleOf((await ada.installs()) as never), "Hello, I'm Uptake");

      assert.equal((await people())[0]?.profession, "policy");
    });

    it("with mistakes takes nobody, names each line, and repeats nothing of what it says", async () => {
      const bad = [
        "id,grade,profession,manager",
        "aaaa,g7,policy,",
        "not an id!,g7,policy,",
        "bbbb,boss,policy,",
        "cccc,g7,wizardry,",
        "dddd,g7,policy,who is that",
        ",g7,policy,",
      ].join("\n");

      const { code, out, err } = await imports(bad);

      assert.deepEqual([code, out], [1, ""]);
      for (const line of [
        /Nothing was imported/,
        /line 3: id/,
        /line 4: grade/,
        /line 5: profession/,
        /line 6: manager/,
        /line 7: id/,
      ])
        assert.match(err, line);
      assert.doesNotMatch(err, /line 2|not an id!|boss|wizardry|who is/);
      assert.deepEqual(await people(), []);
    });

    it("names twenty mistakes and counts the rest", async () => {
      const { err } = await imports(`id\n${"!\n".repeat(50)}`);

      assert.match(err, /line 21:/);
      assert.doesNotMatch(err, /line 22:/);
      assert.match(err, /and 30 more/);
    });

    it("names a person who stands in the list twice", async () => {
      const { code, err } = await imports("id,grade\naaaa,eo\nbbbb,eo\nAAAA,g7");

      assert.equal(code, 1);
      assert.match(err, /line 4: the same person as on line 2/);
      assert.deepEqual(await people(), []);
    });

    it("wants a tenant, from a column or from the command", async () => {
      const missing = await imports("id\naaaa", "");
      assert.equal(missing.code, 1);
      assert.match(missing.err, /line 2: tenant is missing/);

      assert.equal((await imports(`id,tenant\naaaa,${TENANT}`, "")).code, 0);
    });

    for (const [what, csv] of [
      ["an empty file", ""],
      ["a heading alone", "id,grade\n"],
      ["rows of different lengths", "id,grade\naaaa\nbbbb,g7,extra"],
      ["an open quote", 'id,grade\n"aaaa,g7'],
      ["another file altogether", "\u0000\u0001PNG"],
      ["a list without ids", "name\nAda Lovelace"],
    ] as const)
      it(`refuses ${what} with a sentence`, async () => {
        const { code, err } = await imports(csv);

        assert.equal(code, 1);
        assert.match(err, /Nothing was imported/);
        assert.doesNotMatch(err, /Lovelace|aaaa| {4}at /);
        assert.deepEqual(await people(), []);
      });

    it("says when the file can't be read, or wasn't named", async () => {
      assert.match((await house.operates("import people nowhere.csv")).err, /Can't read nowhere\.csv/);
      assert.match((await house.operates("import people")).err, /Name the file/);
    });

    it("takes a whole department at once", async () => {
      const rows = Array.from({ length: 1201 }, (_, n) => `person-${n},eo`);

      assert.match((await imports(`id,grade\n${rows.join("\n")}`)).out, /1201 people imported: 1201 new/);

      assert.equal((await people()).length, 1201);
    });
  });

  describe("the command line", () => {
    it("lists its commands with --help, and with nothing at all, which is a mistake", async () => {
      const help = await house.operates("--help");
      const nothing = await house.app.operate([]);

      for (const command of [
        "seed",
        "import people",
        "run-due",
        "nudges",
        "pause",
        "resume",
        "doctor",
        "person erase",
      ])
        assert.match(help.out, new RegExp(command));
      assert.equal(help.code, 0);
      assert.equal(nothing.code, 2);
    });

    it("explains one command with --help, and does nothing", async () => {
      const { code, out } = await house.operates("seed --help");

      assert.equal(code, 0);
      assert.match(out, /^seed \[--civil-service \[--people <number>\]\] \[--tenant <id>\]\n/);
      assert.deepEqual(await people(), []);
    });

    it("exits 2 for a command or an option that isn't there, and does nothing", async () => {
      for (const line of ["sed", "seed --tennant x", "run-due --noww 1", "import", "person"]) {
        const { code, out, err } = await house.operates(line);
        assert.deepEqual([code, out], [2, ""], line);
        assert.ok(err.length > 0, line);
      }
      assert.deepEqual(await people(), []);
    });

    it("exits 2 for a word too many, and does nothing", async () => {
      for (const line of ["pause please only team a", "seed 40", "import people staff.csv other.csv"]) {
        const { code, out, err } = await house.operates(line);
        assert.deepEqual([code, out], [2, ""], line);
        assert.match(err, /a word too many[\s\S]*Usage:/, line);
      }
      assert.doesNotMatch((await house.operates("run-due")).out, /paused/);
      assert.deepEqual(await people(), []);
    });

    it("prints one JSON value with --json, whatever the command", async () => {
      house.files.set("staff.csv", `id,tenant\naaaa,${TENANT}`);
      for (const line of [
        "seed",
        "run-due",
        "nudges",
        "pause",
        "resume",
        "import people staff.csv",
        `person show --tenant ${TENANT} --id aaaa`,
        "doctor",
      ]) {
        const { code, out } = await house.operates(`${line} --json`);

        assert.equal(code, 0, line);
        assert.equal(typeof JSON.parse(out), "object", line);
        assert.equal(out.trim().split("\n").length, 1, line);
      }
    });

    it("refuses a time without a zone, as it would mean another moment on another machine", async () => {
      for (const now of [
        "2026-11-24T10:00:00",
        "10:00",
        "yesterday",
        "2026-11-24T25:00:00Z",
        "1763978400000",
      ]) {
        const { code, err } = await house.operates(`run-due --now ${now}`);
        assert.equal(code, 2, now);
        assert.match(err, /--now takes an ISO time with a zone/);
      }
    });

    it("takes a time in another zone for the moment it is", async () => {
      const ada = await house.person("Ada").meets();

      await house.runsDue("2026-11-24T19:00:00+09:00"); // 10:00 in London

      assert.equal(ada.cards.length, 2);
    });

    it("says with “doctor” whether all is well", async () => {
      const { code, out } = await house.operates("doctor");

      assert.equal(code, 0);
      for (const line of [/ok\s+database/, /ok\s+migrations: done/, /people: 0 known, 0 reachable/])
        assert.match(out, line);
    });

    it("goes on after a mistake", async () => {
      await house.operates("seed --tennant x");

      assert.equal((await house.operates("seed")).code, 0);
    });
  });
});
