import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { SourceBroken, SourceBusy, SourceRefused } from "../../../src/core/adoption-source.ts";
import { TENANT, TestHouse, textOf } from "../../harness/house.ts";
import { FakeSource, idOf, PLAN, row, whole } from "./source.ts";

interface Said {
  readonly code: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a command prints as JSON is looked at by its tests
  readonly value: any;
  readonly out: string;
  readonly err: string;
}

describe("Adoption", () => {
  let house: TestHouse;
  let source: FakeSource;
  beforeEach(async () => {
    house = new TestHouse();
    source = new FakeSource();
    await house.open({ adoption: source });
  });
  afterEach(() => house.close());

  async function says(line: string): Promise<Said> {
    const { code, out, err } = await house.app.operate([...line.split(" "), "--json"]);
    return { code, out, err, value: out.startsWith("{") ? JSON.parse(out) : undefined };
  }
  const sync = () => says("sync");
  const later = (days: number) => {
    house.now = new Date(house.now.getTime() + days * 86_400_000);
  };
  async function rows<T = Record<string, unknown>>(text: string): Promise<readonly T[]> {
    return (await sql.raw<T>(text).execute(house.db)).rows;
  }
  const places = () =>
    rows<{
      who: string;
      from_on: string;
      until_on: string | null;
      department: string;
      boss: string | null;
      grade: string;
    }>(
      `select a.person_id as who, l.from_on, l.until_on, l.department, m.person_id as boss, l.grade, l.profession
       from adoption_place l join adoption_person a using (tenant_id, n)
       left join adoption_person m on m.tenant_id = l.tenant_id and m.n = l.manager_n order by 1, 2`,
    );
  const licences = () =>
    rows(`select a.person_id as who, l.from_on, l.until_on, l.began from adoption_licence l
      join adoption_person a using (tenant_id, n) order by 1, 2`);
  const days = () =>
    rows<{ who: string; week: number; days: string }>(
      `select a.person_id as who, w.week, w.days::text from adoption_week w join adoption_person a using (tenant_id, n) order by 1, 2`,
    );

  describe("the directory", () => {
    it("is read page by page, and everybody in it is known with department, manager, grade and profession", async () => {
      source.rounds = [
        [[whole("ada")], [], [whole("bob", { manager: idOf("ada"), department: "Other Office" })]],
      ];

      const { code, value } = await sync();

      assert.equal(code, 0, JSON.stringify(value));
      const people = await rows(
        `select person_id, department, manager_id, grade, profession from person order by 1`,
      );
      assert.deepEqual(people, [
        {
          person_id: "id-of-ada",
          department: "HM Example",
          manager_id: null,
          grade: "heo",
          profession: "policy",
        },
        {
          person_id: "id-of-bob",
          department: "Other Office",
          manager_id: "id-of-ada",
          grade: "heo",
          profession: "policy",
        },
      ]);
    });

    it("leaves out guests, also when something of them changes", async () => {
      source.rounds = [
        [[whole("ada"), whole("gus", { guest: true })]],
        [[{ id: idOf("gus"), department: "Elsewhere" }]],
      ];

      await sync();
      await sync();

      assert.deepEqual(await rows("select person_id from person"), [{ person_id: "id-of-ada" }]);
    });

    it("keeps no sign-in name, only a keyed code of it", async () => {
      source.rounds = [[[whole("ada")]]];

      await sync();

      assert.ok(!JSON.stringify(await house.everything()).includes("example.gov.uk"));
      const [{ secret, code } = { secret: "", code: "" }] = await rows<{ secret: string; code: string }>(
        "select encode(secret, 'hex') as secret, encode(sign_in_key, 'hex') as code from adoption_key, adoption_sign_in",
      );
      const expected = createHmac("sha256", Buffer.from(secret, "hex"))
        .update("ada@example.gov.uk")
        .digest("hex");
      assert.equal(code, expected.slice(0, 32));
    });

    it("makes nobody the lead of people who have left", async () => {
      source.rounds = [
        [[whole("ada"), whole("bob", { manager: idOf("ada") })]],
        [[{ id: idOf("bob"), removed: true }]],
      ];
      await sync();
      const leads = () => rows("select manager_id from person where person_id = 'id-of-bob'");
      assert.deepEqual(await leads(), [{ manager_id: "id-of-ada" }]);
      later(1);
      await sync();

      assert.deepEqual(await leads(), [{ manager_id: null }]);
    });

    it("dates movers, leavers and those who come back, and deletes nobody", async () => {
      source.rounds = [
        [[whole("ada"), whole("bob")]],
        [
          [
            { id: idOf("ada"), department: "Other Office" },
            { id: idOf("bob"), removed: true },
          ],
        ],
        [[whole("bob", { department: "Third Office", plans: [] })]],
      ];
      await sync();
      later(1);
      await sync();
      later(1);
      await sync();

      assert.deepEqual(
        (await places()).map(({ who, from_on, until_on, department }) => [
          who,
          from_on,
          until_on,
          department,
        ]),
        [
          ["id-of-ada", "2026-11-24", "2026-11-25", "HM Example"],
          ["id-of-ada", "2026-11-25", null, "Other Office"],
          ["id-of-bob", "2026-11-24", "2026-11-25", "HM Example"],
          ["id-of-bob", "2026-11-26", null, "Third Office"],
        ],
      );
      assert.deepEqual(await licences(), [
        { who: "id-of-ada", from_on: "2026-11-24", until_on: null, began: false },
        { who: "id-of-bob", from_on: "2026-11-24", until_on: "2026-11-25", began: false },
      ]);
      assert.deepEqual(
        await rows("select joined_on, left_on from adoption_person where person_id = 'id-of-bob'"),
        [{ joined_on: "2026-11-26", left_on: null }],
      );
    });

    it("is read again from the start when the cursor is no longer good, and nobody is gone because of it", async () => {
      source.rounds = [[[whole("ada"), whole("bob")]], [[]]];
      await sync();
      const before = await house.everything();
      source.oldest = 9;
      later(1);

      const { code } = await sync();

      assert.equal(code, 0);
      const after = await house.everything();
      for (const table of ["person", "adoption_place", "adoption_licence", "adoption_sign_in"])
        assert.deepEqual(after[table], before[table], table);
      assert.deepEqual(await rows("select count(*) from adoption_person where left_on is null"), [
        { count: 2 },
      ]);
    });

    it("takes who is missing from a whole reading for gone, but not when most are missing", async () => {
      const names = Array.from({ length: 100 }, (_, at) => `p${at}`);
      source.rounds = [[names.map((name) => whole(name))]];
      await sync();
      source.oldest = 9;
      source.rounds = [[names.slice(1).map((name) => whole(name))]];
      later(1);
      await sync();
      assert.deepEqual(await rows("select person_id from adoption_person where left_on is not null"), [
        { person_id: "id-of-p0" },
      ]);

      source.rounds = [[names.slice(90).map((name) => whole(name))]];
      later(1);
      await sync();

      assert.deepEqual(await rows("select count(*) from adoption_person where left_on is not null"), [
        { count: 1 },
      ]);
      assert.match((await house.operates("adoption status")).out, /nobody was taken to have left/);
    });

    it("isn't held up by whatever somebody wrote into it", async () => {
      const titles = {
        written: "HEO \\u0000 policy \\\\ud83d",
        nul: "HEO\0 adviser",
        half: "HEO \ud83d adviser",
        cut: `HEO ${"x".repeat(195)}😀`,
        quoted: `=HYPERLINK("http://x"),'HEO';\r\n`,
        long: "HEO ".repeat(100_000),
      };
      const all = Object.entries(titles).map(([name, title]) =>
        whole(name, { jobTitle: title, department: title, office: title }),
      );
      source.rounds = [[all, [whole("zoe")]], [all.map(({ id, jobTitle }) => ({ id, jobTitle }))]];

      const [first, second] = [await sync(), await sync()];

      assert.deepEqual([first.code, second.code], [0, 0], first.err + second.err);
      const kept = await rows<{ who: string; job_title: string; grade: string }>(
        "select person_id as who, job_title, grade from adoption_person order by n",
      );
      assert.deepEqual(
        kept.map(({ grade }) => grade),
        Array.from({ length: 7 }, () => "heo"),
      );
      const titleOf = (name: string) => kept.find(({ who }) => who === idOf(name))?.job_title;
      assert.equal(titleOf("written"), titles.written);
      assert.equal(titleOf("nul"), "HEO adviser");
      assert.equal(titleOf("cut"), titles.cut.slice(0, 199));
      assert.equal(titleOf("quoted"), titles.quoted.trim());
    });

    it("is read by one process for as long as that takes, also where it takes long", async () => {
      const names = Array.from({ length: 3_000 }, (_, at) => `p${at}`);
      source.rounds = [
        [names.slice(0, 1_000), names.slice(1_000, 2_000), names.slice(2_000)].map((page) =>
          page.map((name) => whole(name)),
        ),
      ];
      const second = house.another();
      const started = house.now;
      let asked = 0;
      source.before = async (what) => {
        if (what === "people") asked += 1;
        if (what !== "people" || ![1, 3].includes(asked)) return;
        // The first page took four minutes. Six minutes after the beginning somebody else looks.
        if (asked === 1)
          return void (await sql`update adoption_step set held_since = held_since - interval '4 minutes'`.execute(
            house.db,
          ));
        asked = 4;
        house.now = new Date(started.getTime() + 360_000);
        await second.tick();
      };

      const { code, value } = await sync();

      assert.equal(code, 0, JSON.stringify(value.steps));
    });

    it("gives a sign-in name to whoever has it now, and an old one stays good until then", async () => {
      source.rounds = [
        [[whole("ada"), whole("bob")]],
        [[{ id: idOf("ada"), signInName: "ada.new@example.gov.uk" }]],
        [[{ id: idOf("bob"), signInName: "ada@example.gov.uk" }]],
      ];
      const report = (name: string, day: string, refreshedOn = "2026-11-22") =>
        (source.report = [[row(name, refreshedOn, { word: day })]]);
      await sync();
      report("ada", "2026-11-16");
      await sync();
      report("ada.new", "2026-11-17");
      await sync();
      report("ada", "2026-11-18", "2026-11-24");
      await sync();
      report("ada", "2026-11-19", "2026-11-23"); // whose it was on that day isn't known to the day
      await sync();

      const kept = (await days()).map(({ who, days }) => [who, days.slice(14, 21)]);
      assert.deepEqual(kept, [
        ["id-of-ada", "1100000"],
        ["id-of-bob", "0010000"],
      ]);
    });

    it("keeps what people chose for themselves, and what the rules don't know stays unknown", async () => {
      const ada = house.person("Ada");
      await ada.meets();
      await ada.chooses({ profession: "legal", grade: "g7" });
      source.rounds = [[[whole("ada"), whole("bob", { jobTitle: "Wizard" })]]];

      await sync();

      assert.deepEqual(await rows("select grade, profession from person order by person_id"), [
        { grade: "g7", profession: "legal" },
        { grade: null, profession: null },
      ]);
    });

    it("maps titles by an organisation's own rules once they are set, and shows first what they would make", async () => {
      source.rounds = [[[..."abcdefghij"].map((name) => whole(name, { jobTitle: "Wizard" }))]];
      await sync();
      house.files.set("rules.csv", "field,words,grade,profession\ntitle,wizard,g6,digital\n");

      const tried = await says("adoption roles --import rules.csv --try");
      assert.deepEqual(tried.value.made, [
        { list: "grade", id: "g6", people: 10 },
        { list: "profession", id: "digital", people: 10 },
      ]);
      assert.deepEqual(await rows("select distinct grade from person"), [{ grade: null }]);
      await says("adoption roles --import rules.csv");
      await sync();

      assert.deepEqual(await rows("select distinct grade, profession from person"), [
        { grade: "g6", profession: "digital" },
      ]);
      assert.deepEqual([...new Set((await places()).map(({ grade }) => grade))], ["g6"]);
    });

    it("knows who is in a pilot's group, since when and until when", async () => {
      source.rounds = [[[whole("ada"), whole("bob")]]];
      source.group = [
        [{ joined: ["id-of-ada", "id-of-bob"], left: [] }],
        [{ joined: [], left: ["id-of-bob"] }],
      ];
      await sync();
      await says("adoption pilot group-1 --name Pilot");
      await sync();
      later(2);
      await sync();

      assert.deepEqual(
        await rows(
          "select person_id, from_on, until_on from adoption_member join adoption_person using (tenant_id, n) order by 1",
        ),
        [
          { person_id: "id-of-ada", from_on: "2026-11-24", until_on: null },
          { person_id: "id-of-bob", from_on: "2026-11-24", until_on: "2026-11-26" },
        ],
      );
    });
  });

  describe("licences", () => {
    it("are those with a Copilot plan, with the day they began and ended", async () => {
      source.rounds = [
        [[whole("ada", { plans: ["0d0c0d31-fae7-41f2-b909-eaf4d7f26dba"] }), whole("bob")]],
        [
          [
            { id: idOf("ada"), plans: [PLAN] },
            { id: idOf("bob"), plans: [] },
          ],
        ],
      ];
      await sync();
      later(1);
      await sync();

      assert.deepEqual(await licences(), [
        { who: "id-of-ada", from_on: "2026-11-25", until_on: null, began: true },
        { who: "id-of-bob", from_on: "2026-11-24", until_on: "2026-11-25", began: false },
      ]);
    });

    it("are counted as bought, given and left over", async () => {
      source.sold = [
        { sku: "s1", name: "Microsoft_365_Copilot", plans: [PLAN], purchased: 300, assigned: 250 },
        { sku: "s2", name: "Something else", plans: [], purchased: 9, assigned: 9 },
      ];

      const { value } = await sync();

      const step = value.steps.find(({ what }: { what: string }) => what === "licences");
      assert.deepEqual(step.counts, { products: 1, purchased: 300, assigned: 250, unassigned: 50 });
    });
  });

  describe("usage reports", () => {
    beforeEach(async () => {
      source.rounds = [[[whole("ada"), whole("bob")]]];
    });
    const first = () => [
      [row("ada", "2026-11-20", { any: "2026-11-20", word: "2026-11-20", teams: "2026-10-01" })],
      [row("bob", "2026-11-20", { any: null, word: null })],
    ];

    it("are kept for ever, and the same or an older one changes nothing", async () => {
      source.report = [[row("ada", "2026-11-22", { any: "2026-11-22", excel: "2026-11-22" })]];
      await sync();
      source.report = first();
      await sync();
      const once = [await days(), await rows("select * from adoption_reported order by n")];

      await sync();
      source.report = [[row("ada", "2026-11-22", { any: "2026-11-22", excel: "2026-11-22" })]];
      await sync();

      assert.deepEqual([await days(), await rows("select * from adoption_reported order by n")], once);
      assert.equal((await days()).length, 2);
    });

    it("may come in any order and any number of times, and end the same", async () => {
      const report = (day: string, last: Record<string, string | null>, more = {}) => [
        { ...row("ada", day, last), ...more },
      ];
      const reports = [
        report("2026-11-14", { any: "2026-11-13", word: "2026-11-13" }, { prompts: 4, activeDays: 1 }),
        report(
          "2026-11-20",
          { any: "2026-11-20", word: "2026-11-20", loop: null },
          { prompts: 9, activeDays: 3 },
        ),
        report(
          "2026-11-20",
          { any: "2026-11-20", word: "2026-11-20", excel: "2026-11-19" },
          { prompts: 11, activeDays: 3 },
        ),
        report("2026-11-22", { any: "2026-11-22" }, { prompts: 7, activeDays: 2 }),
      ];
      const ends = async (order: readonly number[]) => {
        for (const table of ["adoption_week", "adoption_reported", "adoption_count"])
          await sql`delete from ${sql.table(table)}`.execute(house.db);
        for (const at of order) {
          source.report = [reports[at] ?? []];
          await sync();
        }
        const counts = await rows(
          "select week, refreshed_on, prompts, active_days from adoption_count order by 1",
        );
        return [
          await days(),
          counts,
          await rows("select reported_on, known::text, first_on, last_on from adoption_reported order by n"),
        ];
      };
      const inOrder = await ends([0, 1, 2, 3]);

      const orders = fc.tuple(
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
      );
      await fc.assert(
        fc.asyncProperty(orders, async ([order, again]) =>
          assert.deepEqual(await ends([...order, ...again]), inOrder),
        ),
        { numRuns: 6 },
      );
    });

    it("are read by one process at a time, and whoever lost a step writes nothing", async () => {
      source.report = first();
      source.before = async (what) => {
        if (what === "row")
          await sql`update adoption_step set holder = 'another' where what like 'usage:%'`.execute(house.db);
      };

      const { code, value } = await sync();

      assert.equal(code, 1);
      assert.equal(value.steps.filter(({ state }: { state: string }) => state === "elsewhere").length, 4);
      assert.deepEqual(await rows("select * from adoption_report"), []);
    });

    it("take on days that were filled in late", async () => {
      source.report = first();
      await sync();
      source.report = [
        [row("ada", "2026-11-20", { any: "2026-11-20", word: "2026-11-20", outlook: "2026-11-18" })],
      ];

      await sync();

      const week = (await days()).at(-1)?.days ?? "";
      assert.equal(week.slice(0, 7), "0010100");
      assert.equal(week.slice(21, 28), "0010000");
    });

    it("with concealed names are joined to nobody, and every place that needs names says so", async () => {
      source.report = [
        [
          { refreshedOn: "2026-11-20", signInName: "e58eef6a".repeat(4), last: { any: "2026-11-19" } },
          { refreshedOn: "2026-11-20", signInName: "A58EEF6A".repeat(4), last: { any: null } },
        ],
      ];
      source.concealed = undefined;
      source.totals = [{ refreshedOn: "2026-11-20", period: "D7", app: "any", enabled: 250, active: 120 }];

      const { code } = await sync();

      assert.equal(code, 0);
      assert.deepEqual(await days(), []);
      const { value } = await says("adoption status");
      assert.match(value.tenants[0].unknown.join(), /conceals names/);
      assert.deepEqual(value.tenants[0].organisation, [
        { period: "D7", refreshedOn: "2026-11-20", enabled: 250, active: 120 },
      ]);
    });

    it("join nobody while the setting conceals names, whatever the rows look like", async () => {
      source.concealed = true;
      source.report = first();

      await sync();

      assert.deepEqual(await days(), []);
    });

    it("keep to their own organisation: the same id in another has nothing of it", async () => {
      source.tenants = [TENANT, "22222222-2222-4222-8222-222222222222"] as never;
      source.report = first();

      await sync();

      const owners = await rows("select tenant_id, count(*) from adoption_week group by 1 order by 1");
      assert.deepEqual(owners, [
        { tenant_id: TENANT, count: 2 },
        { tenant_id: "22222222-2222-4222-8222-222222222222", count: 2 },
      ]);
      const [one, other] = await rows<{ k: string }>(
        "select distinct encode(sign_in_key, 'hex') as k from adoption_sign_in where n in (1, 3)",
      );
      assert.notEqual(one?.k, other?.k);
    });

    it("that break off count as not arrived, and what came of them is no less true", async () => {
      source.report = first();
      source.fails.set("row", [undefined, new SourceBroken("cut")] as Error[]);

      const { code, value } = await sync();

      assert.equal(code, 1);
      const broken = value.steps.filter(({ state }: { state: string }) => state === "failed");
      assert.deepEqual(
        broken.map(({ what }: { what: string }) => what),
        ["usage:D7"],
      );
      assert.deepEqual(await rows("select period from adoption_report order by 1"), [
        { period: "D180" },
        { period: "D30" },
        { period: "D90" },
      ]);
    });

    it("can be imported from a file that the admin centre gave", async () => {
      await sync();
      house.files.set(
        "usage.csv",
        [
          "\ufeffReport Refresh Date,User Principal Name,Display Name,Last Activity Date,Last activity date of Word Copilot (UTC),Shoe Size,Report Period",
          "2026-11-20,Ada@example.gov.uk,Ada,2026-11-19,2026-11-18,9,30",
          "2026-11-20,zoe@example.gov.uk,Zoe,,,9,30",
          "20.11.2026,bob@example.gov.uk,Bob,,,9,30",
        ].join("\n"),
      );

      const { code, value, err } = await says("import report usage.csv");

      assert.equal(code, 0, err);
      assert.equal(value.period, "D30");
      const [week] = await days();
      assert.equal(week?.days.slice(0, 7), "0011000");
      assert.equal(week?.days.slice(14, 21), "0010000");
      assert.deepEqual(
        await rows(
          "select rows, joined, unreadable, unknown_columns from adoption_report where source = 'file'",
        ),
        [{ rows: 2, joined: 1, unreadable: 1, unknown_columns: "Shoe Size" }],
      );
    });

    it("keeps nothing of a file in which nobody is known, as it is another organisation's", async () => {
      source.rounds = [[[whole("ada")]]];
      await sync();
      house.files.set(
        "report.csv",
        "Report Refresh Date,User Principal Name,Last Activity Date\n2026-11-22,zoe@elsewhere.example,2026-11-20",
      );

      const { code, err } = await says("import report report.csv");

      assert.equal(code, 1);
      assert.match(err, /nobody in this report is in the directory/);
      assert.deepEqual(await rows("select * from adoption_report"), []);
    });

    it("counts rows of days and counts that can't be as unreadable, and takes the rest", async () => {
      source.rounds = [[[whole("ada"), whole("bob")]]];
      await sync();
      const lines = [
        ["2026-11-22", "ada", "2026-11-20", "7", "3"],
        ["2026-11-22", "bob", "2026-02-30", "7", "3"],
        ["9999-12-31", "bob", "2026-11-20", "7", "3"],
        ["0000-01-01", "bob", "2026-11-20", "7", "3"],
        ["2027-01-01", "bob", "2026-11-20", "7", "3"],
        ["2026-11-21", "bob", "", "", ""],
        ["2026-11-22", "bob", "2026-11-20", "999999999999", "3"],
        ["2026-11-22", "bob", "2026-11-20", "7", "40000"],
        ["2026-11-22", "bob\\u0000", "2026-11-20", "7", "3"],
      ].map(([day, name, ...rest]) => [day, `${name}@example.gov.uk`, ...rest, "7"].join());
      const heading =
        "Report Refresh Date,User Principal Name,Last Activity Date,Prompts Submitted,Active Usage Days,Report Period,\0New\u001b[2J";
      house.files.set("report.csv", [heading, ...lines.map((line) => `${line},`)].join("\n"));

      const { code, err } = await says("import report report.csv");

      assert.equal(code, 0, err);
      assert.deepEqual(
        await rows(
          "select refreshed_on, rows, joined, unreadable, unknown_columns from adoption_report order by 1",
        ),
        [
          { refreshed_on: "2026-11-21", rows: 1, joined: 1, unreadable: 6, unknown_columns: " New [2J" },
          { refreshed_on: "2026-11-22", rows: 2, joined: 1, unreadable: 6, unknown_columns: " New [2J" },
        ],
      );
      assert.deepEqual(
        (await days()).map(({ who }) => who),
        [idOf("ada")],
      );
    });

    it("refuses a file that is something else", async () => {
      house.files.set("staff.csv", "id,department\n1,2\n");

      const { code, err } = await says(`import report staff.csv --tenant ${TENANT}`);

      assert.equal(code, 1);
      assert.match(err, /no Copilot usage report/);
    });
  });

  describe("what isn't allowed or doesn't answer", () => {
    const whats = ["people", "licences", "names", "usage", "totals"];

    it("is named, and everything else goes on", async () => {
      for (const refused of whats) {
        source.rounds = [[[whole("ada")]]];
        source.fails.clear();
        source.fails.set(
          refused,
          Array.from({ length: 9 }, () => new SourceRefused("no", "Some.Read.All")),
        );
        const { code, value } = await sync();
        const states = new Map<string, string>(
          value.steps.map(({ what, state }: { what: string; state: string }) => [what.split(":")[0], state]),
        );

        assert.equal(code, 1, refused);
        for (const what of whats)
          assert.equal(states.get(what), what === refused ? "refused" : "done", `${refused}: ${what}`);
        assert.match((await house.operates("adoption status")).out, /Some\.Read\.All is missing/);
      }
    });

    it("is said plainly when nothing at all is allowed", async () => {
      for (const what of whats)
        source.fails.set(
          what,
          Array.from({ length: 9 }, () => new SourceRefused("no", "X")),
        );

      const { code, out } = await house.operates("sync");

      assert.equal(code, 1);
      assert.match(out, /NOT OK {2}People: refused\. The permission X is missing/);
      assert.match((await house.operates("adoption status")).out, /directory hasn't been read/);
    });

    it("is asked again only after as long as it wanted, also by hand", async () => {
      source.fails.set("people", [new SourceBusy("busy", 600)]);
      await sync();
      source.asked.length = 0;

      const { code, out } = await house.operates("sync");
      assert.equal(code, 1);
      assert.match(out, /asked for patience; try again from 2026-11-24T10:10:00/);
      assert.ok(!source.asked.includes("people"));

      house.now = new Date("2026-11-24T10:10:00Z");
      assert.equal((await sync()).code, 0);
    });

    it("looks back over months again soon, where it did so before everybody was known", async () => {
      const due = async () =>
        (await rows<{ next_at: Date }>("select next_at from adoption_step where what = 'usage:D180'"))[0]
          ?.next_at;
      source.fails.set("people", [new SourceBusy("busy", 600)]);
      await sync();
      assert.equal((await due())?.toISOString(), "2026-11-24T22:00:00.000Z");

      house.now = new Date("2026-11-24T22:00:00Z");
      await sync();

      assert.equal((await due())?.toISOString(), "2026-12-24T22:00:00.000Z");
    });

    it("says what to do where no directory is configured", async () => {
      source.tenants = [];

      const { code, out } = await house.operates("sync");

      assert.equal(code, 1);
      assert.match(out, /No directory is configured/);
    });
  });

  it("counts people for the operator in fives and never under ten, so that no count can be taken from another", async () => {
    const coarse = (value: unknown) =>
      value === undefined ||
      value === "[c]" ||
      (typeof value === "number" && value % 5 === 0 && (value === 0 || value >= 10));
    const sizes = fc.record({
      people: fc.integer({ min: 0, max: 40 }),
      reported: fc.integer({ min: 0, max: 40 }),
      active: fc.integer({ min: 0, max: 40 }),
      bought: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ people, reported, active, bought }) => {
        await house.close();
        house = new TestHouse();
        source = new FakeSource();
        await house.open({ adoption: source });
        const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
        source.rounds = [
          [names(people).map((name, at) => whole(name, at % 3 ? {} : { jobTitle: "Wizard" }))],
        ];
        source.report = [names(reported).map((name) => row(name, "2026-11-22", { any: "2026-11-20" }))];
        source.sold = [
          { sku: "s", name: "Copilot", plans: [PLAN], purchased: 5 * bought + people, assigned: people },
        ];
        source.totals = [{ refreshedOn: "2026-11-22", period: "D7", app: "any", enabled: people, active }];

        const { value: read } = await sync();
        const { value: status } = await says("adoption status");
        const { value: roles } = await says("adoption roles");

        const [tenant] = status.tenants;
        const steps: readonly { counts: Record<string, unknown> }[] = read.steps;
        const exact = ["products", "purchased", "pages", "figures", "unknown columns", "unassigned"];
        const counts = steps.flatMap((step) =>
          Object.entries(step.counts).filter(
            ([name, of]) => typeof of !== "boolean" && !exact.includes(name),
          ),
        );
        const shown = [
          ...counts.map(([, count]) => count),
          tenant.licensed,
          ...tenant.reports.flatMap(({ rows, joined, notJoined, unreadable }: Record<string, unknown>) => [
            rows,
            joined,
            notJoined,
            unreadable,
          ]),
          ...tenant.bought.map(({ assigned }: { assigned: unknown }) => assigned),
          ...tenant.organisation.flatMap((total: { enabled: unknown; active: unknown }) => [
            total.enabled,
            total.active,
          ]),
          ...roles.made.map((made: { people: unknown }) => made.people),
        ];
        assert.ok(shown.length > 20);
        assert.deepEqual(
          shown.filter((count) => !coarse(count)),
          [],
        );
        assert.match(tenant.coverage, /^(none|\[c\]|all or nearly all|an unknown share|about \d?[05] %)$/);
        assert.deepEqual(
          tenant.organisation.map((total: { active: unknown }) => total.active === 0),
          [false],
        );
        const unassigned = tenant.bought[0]?.unassigned;
        assert.ok(unassigned === 0 ? bought === 0 : unassigned === "[c]" || unassigned >= 10);
      }),
      { numRuns: 6 },
    );
  });

  it("reads by itself, a few pages at a turn, and goes on in the next", async () => {
    source.rounds = [Array.from({ length: 45 }, (_, at) => [whole(`p${at}`)])];
    const turns = [];
    for (let turn = 0; turn < 6; turn++) {
      await house.app.tick();
      turns.push((await rows<{ count: number }>("select count(*) from adoption_person"))[0]?.count);
      house.now = new Date(house.now.getTime() + 60_000);
    }

    assert.deepEqual(turns.slice(0, 3), [18, 38, 45]);
  });

  it("prefers tips for the apps that somebody uses, and nobody else's use matters to theirs", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `Reader${at}`);
    const [half, rest] = [names.slice(0, 6), names.slice(6)];
    source.rounds = [[names.map((name) => whole(name.toLowerCase()))]];
    const use = (day: string | null) => ({ any: day, teams: day, word: day, outlook: day, excel: day });
    source.report = [
      [
        ...half.map((name) => row(name.toLowerCase(), "2026-11-22", use("2026-11-20"))),
        ...rest.map((name) => row(name.toLowerCase(), "2026-11-22", use(null))),
      ],
    ];
    await sync();
    const saysWhy = async (name: string) => {
      const person = await house.person(name).meets();
      await person.says("nudge me");
      return /usage reports say that you used Copilot/.test(textOf(await person.says("why did I get this?")));
    };

    const because: boolean[] = [];
    for (const name of names) because.push(await saysWhy(name));

    assert.ok(because.slice(0, 6).filter((is) => is).length > 2, "nobody got a tip because of what they use");
    assert.ok(!because.slice(6).some((is) => is));
  });

  it("lets what somebody uses choose their tips, and says so to whoever asks why", async () => {
    const ada = await house.person("Ada").meets();
    source.rounds = [[[whole("ada")]]];
    const apps = [
      "any",
      "teams",
      "word",
      "outlook",
      "excel",
      "powerpoint",
      "onenote",
      "loop",
      "chat-work",
      "chat-web",
    ];
    source.report = [[row("ada", "2026-11-22", Object.fromEntries(apps.map((app) => [app, "2026-11-20"])))]];
    await sync();

    await ada.says("nudge me");

    assert.match(
      textOf(await ada.says("why did I get this?")),
      /usage reports say that you used Copilot in this app/,
    );
  });

  describe("somebody's own data", () => {
    beforeEach(async () => {
      source.rounds = [[[whole("ada"), whole("bob")]]];
      source.report = [
        [row("ada", "2026-11-20", { any: "2026-11-20", word: "2026-11-20", teams: "2026-11-18" })],
      ];
    });

    it("says what is kept, in their language", async () => {
      await sync();
      const ada = house.person("Ada");
      const card = textOf(await ada.says("my data"));

      assert.match(card, /HEO policy adviser/);
      assert.match(card, /since 24 Nov 2026 or earlier/);
      assert.match(card, /Teams 18 Nov 2026 and Word 20 Nov 2026/);
      assert.doesNotMatch(card, /id-of-bob/);
    });

    it("is all in the download: what the directory says, the licence, each day of use and counts", async () => {
      source.report = [
        [{ ...row("ada", "2026-11-20", { any: "2026-11-20", word: "2026-11-20" }), prompts: 7 }],
      ];
      await sync();
      const privacy = house.app.features.flatMap(({ files }) => files ?? [])[0];
      const file = await privacy?.make(house.person("Ada").key, {
        now: house.now,
        log: { info() {}, warn() {}, error() {} },
      });

      const { adoption: kept } = JSON.parse(file?.body ?? "").whatIsKept;
      assert.equal(kept.fromTheDirectory.job_title, "HEO policy adviser");
      assert.equal(kept.licences.length, 1);
      assert.deepEqual(kept.daysOfUse.word, ["2026-11-20"]);
      assert.equal(kept.countsOfUse[0].prompts, 7);
      assert.equal(kept.reportsSpeakUpTo, "2026-11-20");
      assert.ok(!JSON.stringify(kept).includes("bob"));
    });

    it("goes when they are forgotten, and what they used before doesn't come back with the directory", async () => {
      await sync();
      later(1);
      await says(`person erase --tenant ${TENANT} --id id-of-ada`);
      assert.ok(!JSON.stringify(await house.everything()).includes("id-of-ada"));
      assert.deepEqual(await days(), []);

      source.rounds.push([[{ id: idOf("ada"), department: "Other Office" }]]);
      await sync();
      assert.ok(!JSON.stringify(await house.everything()).includes("id-of-ada"));

      source.oldest = 9;
      source.report = [
        [row("ada", "2026-11-25", { any: "2026-11-25", word: "2026-11-20", teams: "2026-11-25" })],
      ];
      await sync();

      const [week] = await days();
      assert.equal(week?.days.slice(0, 21), "001000000100000000000");
      assert.deepEqual((await licences())[0], {
        who: "id-of-ada",
        from_on: "2026-11-25",
        until_on: null,
        began: true,
      });
    });

    it("doesn't bring back what was before, when they are forgotten while a directory is read for the first time", async () => {
      await house.person("Ada").meets();
      await house.person("Bob").meets();
      const pages = Array.from({ length: 45 }, (_, at) => [whole(`p${at}`)]);
      source.rounds = [[[whole("ada")], ...pages, [whole("ada"), whole("bob")]]];
      source.report = [
        ["ada", "bob"].map((name) => row(name, "2026-11-25", { any: "2026-11-25", word: "2026-11-20" })),
      ];
      await house.app.tick();
      for (const name of ["ada", "bob"]) await says(`person erase --tenant ${TENANT} --id id-of-${name}`);
      assert.doesNotMatch(JSON.stringify(await house.everything()), /id-of-(ada|bob)/);

      later(1);
      assert.equal((await sync()).code, 0);

      assert.deepEqual(
        (await days()).map(({ who, days: bits }) => [who, bits.slice(0, 21)]),
        ["id-of-ada", "id-of-bob"].map((who) => [who, "001000000000000000000"]),
      );
      assert.deepEqual(await rows("select * from adoption_forgotten"), []);
    });

    it("leaves nothing behind when they are forgotten at any other time, not even a code", async () => {
      const says_ = () => says(`person erase --tenant ${TENANT} --id id-of-ada`);
      await house.person("Ada").meets();
      await says_();
      await sync();
      await says_();

      assert.deepEqual(await rows("select * from adoption_forgotten"), []);
    });

    it("stays gone when they are forgotten in the middle of a reading", async () => {
      const others = Array.from({ length: 30 }, (_, at) => [whole(`p${at}`)]);
      source.rounds = [
        [
          [whole("ada")],
          ...others,
          [whole("bob", { manager: idOf("ada") })],
          [{ id: idOf("bob"), office: "North" }],
        ],
      ];
      await house.app.tick();
      await says(`person erase --tenant ${TENANT} --id id-of-ada`);

      const { code } = await sync();

      assert.equal(code, 0);
      const left = await rows("select person_id from adoption_person");
      assert.equal(left.length, 31);
      assert.ok(!JSON.stringify(left).includes("ada"));
    });
  });
});
