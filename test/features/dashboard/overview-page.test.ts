import assert from "node:assert/strict";
import { sql } from "kysely";
import { SourceRefused } from "../../../src/core/adoption-source.ts";
import { addDays } from "../../../src/core/calendar.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { many, OUT, organisation } from "../../harness/organisation.ts";
import { Browser } from "../../harness/tab.ts";
import { FakeSource, row, whole } from "../adoption/source.ts";
import { champion, publishes } from "../stories/telling.ts";

/** Reports of Sundays: each speaks of a whole week. */
const SUNDAYS = ["2026-11-15", "2026-11-22", "2026-11-29"] as const;

describe("Overview, what works and data health", () => {
  const house = new TestHouse();
  const source = new FakeSource();
  let [analyst, lead, small, reviewer, administrator]: Browser[] = [];

  before(async () => {
    await house.open({ adoption: source, burst: 10_000 });
    house.now = new Date("2026-11-10T10:00:00Z");
    const carol = await champion(house, "Carol");
    const ada = await house.person("Ada").meets();
    await publishes(ada, carol);
    await publishes(ada, carol, {
      ...{
        title: "Tried by few",
        challenge: "Posters needed a designer.",
        did: "Drew sketches.",
        result: "Good.",
      },
      ...{ learned: "Describe colours.", task: "images" },
    });
    const people = [
      ...many(40, "p", { manager: "lead", department: "Digital" }),
      ...many(4, "q", { manager: "small", department: "Digital" }),
      { id: "lead", department: "Digital" },
      { id: "small", manager: "lead", department: "Digital" },
    ];
    source.rounds = [
      [
        people.map(({ id, ...more }, at) =>
          whole(id, {
            id: id as PersonId,
            manager: ("manager" in more ? more.manager : null) as PersonId | null,
            ...(at % 4 === 0 ? { plans: [] } : {}),
          }),
        ),
      ],
    ];
    for (const [nth, sunday] of SUNDAYS.entries()) {
      house.now = new Date(`${addDays(sunday, 1)}T10:00:00Z`);
      const used = (at: number) => at % 4 !== 0 && (nth === 2 || at % 2 === 0);
      source.report = [
        people.map(({ id }, at) => row(id, sunday, used(at) ? { any: addDays(sunday, -2) } : {})),
      ];
      assert.equal((await house.operates("sync")).code, 0);
      await house.operates(`publish --now ${addDays(sunday, 2)}T09:00:00Z`);
    }
    await organisation(house, many(40, "p", { manager: "lead", minutes: 60 }));
    house.now = new Date(OUT);
    await tried();
    const as = (id: string, ...roles: readonly string[]) =>
      new Browser(house, { tenant: TENANT as TenantId, id: id as PersonId }, roles);
    [analyst, lead, small, reviewer, administrator] = [
      as("p0", "analyst"),
      as("lead"),
      as("small"),
      as("p1", "champion"),
      as("p2", "administrator"),
    ];
  });
  after(() => house.close());

  /** One story by twelve people, another by three; one experiment with figures, one without; one evaluation. */
  async function tried(): Promise<void> {
    await sql`insert into story_try (tenant_id, person_id, story_id, worked, tried_at, first_at)
      select p.tenant_id, p.person_id, s.story_id, true, '2026-11-19', '2026-11-19' from person p
      join story s on s.tenant_id = p.tenant_id join story_version v on v.tenant_id = s.tenant_id and v.story_id = s.story_id
      where (v.title = 'Tried by few' and p.person_id in ('p1', 'p2', 'p3')) or (v.title <> 'Tried by few' and p.person_id like 'p1%')
      on conflict do nothing`.execute(house.db);
    const used = { people: 15, times: 40, mean: { value: 12, low: 8, high: 16 }, indicative: true };
    for (const [at, [expected, result]] of (
      [
        ["Slides take half the time", { used }],
        ["Fewer mistakes in tables", {}],
      ] as const
    ).entries())
      await sql`insert into experiment (tenant_id, language, hypothesis, task, app, baseline, known_by, design, starts_on, ends_on,
          open_to, code, success, made_at, closed_at, verdict, learned, keep, result)
        values (${TENANT}, 'en', ${expected}, 'email', 'word', 'b', 'counted', 'before-after', '2026-10-01', '2026-10-20',
          'all', ${`CODE${at}`}, 's', now(), '2026-10-21', ${at === 0 ? "worked" : "did-not"}, 'l', true, ${JSON.stringify(result)}::jsonb)`.execute(
        house.db,
      );
    const effect = { value: 0.4, low: 0.1, high: 0.7 };
    const done = {
      ...{
        kind: "evaluated",
        effect,
        unadjusted: effect,
        adjusted: false,
        explained: 0,
        verdict: "more",
        endedEarly: false,
      },
      ...{
        people: { tips: 50, "held-out": 50 },
        units: { tips: 50, "held-out": 50 },
        left: { tips: 0, "held-out": 0 },
      },
    };
    await sql`insert into benefit_evaluation (tenant_id, outcome, design, from_day, weeks, worthwhile, planned_by, planned_at, tips, held_out, state, result)
      values (${TENANT}, 'active-weeks', 'hold-out', '2026-10-05', 4, 1, 'ana', now(), 50, 50, 'done', ${JSON.stringify(done)}::jsonb)`.execute(
      house.db,
    );
  }
  const read = async (who: Browser | undefined, path: string): Promise<string> => {
    assert.ok(who);
    const { status, text } = await who.asks(`/tab/${path}`);
    assert.equal(status, 200, text.slice(0, 200));
    return text;
  };

  describe("the overview", () => {
    it("shows an analyst the whole organisation’s use and hours, each with a sentence and its page", async () => {
      const text = await read(analyst, "overview");

      assert.match(
        text,
        /About \d+ people used Copilot in the week from 23 November 2026; about \d+ have a licence\./,
      );
      assert.match(text, /people or more reported \d+ hours saved/);
      assert.match(text, /href="\/tab\/adoption\?lang=en"/);
      assert.match(text, /href="\/tab\/hours\?lang=en"/);
      assert.match(text, /href="\/tab\/data-health\?lang=en"/);
    });

    it("says of no change where it is too early to tell it from chance", async () => {
      const text = await read(analyst, "overview");

      assert.match(
        text,
        /No change can be told from rounding and chance\. With fewer than twelve earlier weeks/,
      );
      assert.doesNotMatch(text, /More people used Copilot/);
    });

    it("shows a lead their own people, and no page that isn’t open to them", async () => {
      const text = await read(lead, "overview");

      assert.match(text, /Your people and everybody below them/);
      assert.doesNotMatch(text, /href="\/tab\/(adoption|hours|data-health)/);
      assert.match(text, /href="\/tab\/groups/);
    });

    it("shows a lead of few the nearest group that may be shown, and says so", async () => {
      assert.match(await read(small, "overview"), /can’t be shown without telling of somebody/);
    });

    it("says the same in its file as on the page", async () => {
      const text = await read(analyst, "overview");
      const csv = await read(analyst, "overview/headlines.csv");
      const [, shown = ""] = /Used it in the week<\/span><strong>([\d,]+)/.exec(text) ?? [];

      assert.ok(csv.includes(`"Used it in the week","people",${shown}`), csv);
    });
  });

  describe("what works", () => {
    it("shows in how many departments stories worked that ten people or more tried, and names no other", async () => {
      const text = await read(reviewer, "what-works");

      assert.match(text, /Minutes in half the time/);
      assert.doesNotMatch(text, /Tried by few/);
    });

    it("shows experiments whichever way they went, their owner’s word beside what was recorded", async () => {
      const text = await read(lead, "what-works");

      assert.match(text, /Of the last 2 experiments that ended, 1 worked and 1 didn’t/);
      assert.match(text, /Slides take half the time<\/th><td>It worked<\/td>.*?12\.0.*?8\.0.*?16\.0/);
      assert.match(text, /Fewer mistakes in tables<\/th><td>It didn&#39;t work<\/td>.*?\[c\]/);
    });

    it("shows evaluations with their effect and interval to analysts alone", async () => {
      assert.match(
        await read(analyst, "what-works"),
        /Active weeks.*?0\.40.*?0\.10.*?0\.70.*?More with tips/s,
      );
      for (const who of [lead, reviewer]) {
        assert.doesNotMatch(await read(who, "what-works"), /More with tips/);
        assert.equal((await who?.asks("/tab/what-works/effects.csv"))?.status, 404);
        assert.equal((await who?.asks("/api/v1/what-works/effects"))?.status, 404);
      }
    });

    it("says why there are no figures on single tips", async () => {
      assert.match(await read(analyst, "what-works"), /What people answer to a tip is theirs/);
    });
  });

  describe("data health", () => {
    it("says of each source when it was last read, and how far figures reach", async () => {
      const text = await read(administrator, "data-health");

      assert.match(text, /Usage is known up to 2026-11-29/);
      assert.match(text, /<th scope="row">People<\/th><td>2026-11-30 10:00<\/td><td>Well<\/td>/);
      assert.match(text, /About \d+ people have a Copilot licence\./);
      assert.match(text, /<th scope="row">Who used Copilot<\/th><td>2026-W48<\/td>/);
    });

    it("says which source fails, since it was last read, and why", async () => {
      const before = house.now;
      house.now = new Date("2026-12-02T10:00:00Z");
      source.fails.set("people", [new SourceRefused("no", "User.Read.All")]);
      await house.operates("sync");
      const text = await read(analyst, "data-health");
      house.now = before;

      assert.match(text, /One source can’t be read\. Figures rest on what was read before\./);
      assert.match(
        text,
        /<th scope="row">People<\/th><td>2026-11-30 10:00<\/td><td>Not well<\/td><td>The permission User\.Read\.All is missing<\/td>/,
      );
    });

    it("says what isn’t known where nothing is connected", async () => {
      const other = "22222222-2222-4222-8222-222222222222";
      const abroad = new Browser(house, { tenant: other as TenantId, id: "x" as PersonId }, ["analyst"]);
      const text = await read(abroad, "data-health");

      assert.match(text, /hasn&#39;t been read/);
      assert.doesNotMatch(text, /2026-11-30/);
    });
  });

  it("all of them speak Welsh", async () => {
    for (const path of ["overview", "what-works", "data-health"])
      assert.match(await read(analyst, `${path}?lang=cy`), /Drafft Cymraeg/);
  });
});
