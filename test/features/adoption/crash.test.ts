import assert from "node:assert/strict";
import fc from "fast-check";
import type { KyselyPlugin } from "kysely";
import { sql } from "kysely";
import type { Database } from "../../../src/core/database.ts";
import { FakeGraph, type Instead } from "../../harness/graph.ts";
import { TestHouse } from "../../harness/house.ts";
import { testDatabase } from "../../harness/setup.ts";
import { FakeSource, idOf, PLAN, row, whole } from "./source.ts";

/** Dies at the nth thing that is asked of the database. */
function dying(db: Database): { readonly db: Database; dieAt(n: number): void; asked(): number } {
  let [left, asked] = [Number.POSITIVE_INFINITY, 0];
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      asked += 1;
      left -= 1;
      if (left < 0) throw new Error("killed");
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    db: db.withPlugin(plugin),
    dieAt: (n) => {
      left = n;
      asked = 0;
    },
    asked: () => asked,
  };
}

function laidOut(): FakeSource {
  const source = new FakeSource();
  const names = ["ada", "bob", "cai", "dee", "eve"];
  source.rounds = [
    [
      names.slice(0, 2).map((name) => whole(name)),
      [],
      names.slice(2).map((name) => whole(name, { manager: idOf("ada") })),
    ],
    [
      [
        { id: idOf("ada"), department: "Other Office", plans: [] },
        { id: idOf("bob"), removed: true },
      ],
      [
        { id: idOf("cai"), signInName: "cai.new@example.gov.uk", manager: idOf("dee") },
        { id: idOf("dee"), manager: idOf("cai") },
      ],
    ],
  ];
  source.report = [
    [row("ada", "2026-11-20", { any: "2026-11-20", word: "2026-11-17" })],
    [row("bob", "2026-11-20", { any: "2026-11-11" }), row("cai.new", "2026-11-20", { any: "2026-11-19" })],
  ];
  return source;
}

/** All that is kept, without what is told by the clock or by chance: numbers of people are put back into names. */
async function state(house: TestHouse): Promise<unknown> {
  const of = async (text: string) => (await sql.raw(text).execute(house.db)).rows;
  const who = "join adoption_person a using (tenant_id, n)";
  return {
    person: await of("select person_id, department, manager_id, grade, profession from person order by 1"),
    adopted: await of(
      "select person_id, job_title, grade, profession, joined_on, left_on, history_from, enabled from adoption_person order by 1",
    ),
    places:
      await of(`select a.person_id, l.from_on, l.until_on, l.department, m.person_id as boss from adoption_place l ${who}
      left join adoption_person m on m.tenant_id = l.tenant_id and m.n = l.manager_n order by 1, 2`),
    licences: await of(
      `select a.person_id, l.from_on, l.until_on, l.began from adoption_licence l ${who} order by 1, 2`,
    ),
    names: await of(`select a.person_id, count(*) from adoption_sign_in ${who} group by 1 order by 1`),
    weeks: await of(`select a.person_id, w.week, w.days::text from adoption_week w ${who} order by 1, 2`),
    reported: await of(
      `select a.person_id, r.reported_on, r.first_on, r.last_on from adoption_reported r ${who} order by 1`,
    ),
    members: await of(
      `select a.person_id, l.group_id, l.from_on, l.until_on from adoption_member l ${who} order by 1, 2`,
    ),
    reports: await of("select period, refreshed_on, rows, joined from adoption_report order by 1, 2"),
    steps: await of("select what, cursor, whole, note from adoption_step order by 1"),
  };
}

describe("A reading that is killed", () => {
  async function run(kills: readonly number[]): Promise<{ readonly state: unknown; readonly asked: number }> {
    const house = new TestHouse();
    const way = dying(await testDatabase());
    await house.open({ adoption: laidOut(), db: way.db });
    try {
      for (const kill of kills) {
        way.dieAt(kill);
        await house.operates("sync");
      }
      way.dieAt(Number.POSITIVE_INFINITY);
      await house.operates("sync"); // what was left of the first round, or the second
      await house.operates("sync");
      const asked = way.asked();
      await house.operates("sync");
      return { state: await state(house), asked };
    } finally {
      await house.close();
    }
  }

  it("at any moment, and any number of times, ends like one that wasn't", async function () {
    this.timeout(240_000);
    const unbroken = await run([]);
    assert.ok(unbroken.asked > 60, String(unbroken.asked));
    assert.match(JSON.stringify(unbroken.state), /Other Office/);

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: unbroken.asked }), { minLength: 1, maxLength: 3 }),
        async (kills) => {
          const { state: found } = await run(kills);

          assert.deepEqual(found, unbroken.state);
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe("A reading over Microsoft Graph", () => {
  const graph = new FakeGraph();
  before(() => graph.start());
  after(() => graph.stop());

  const member = (name: string, manager?: string) => ({
    ...{ id: idOf(name), userPrincipalName: `${name}@example.gov.uk`, department: "HM Example" },
    ...{ jobTitle: "HEO policy adviser", accountEnabled: true, userType: "Member", plans: [PLAN] },
    ...(manager === undefined ? {} : { manager: idOf(manager) }),
  });
  const used = (name: string, day: string) => ({
    signInName: `${name}@example.gov.uk`,
    last: { any: day, word: day },
  });

  function laidOutThere(): void {
    graph.reset();
    const org = graph.org();
    org.pageSize = 2;
    org.has(member("ada"), ...["bob", "cai", "dee", "eve"].map((name) => member(name, "ada")));
    org.joins("group-1", idOf("ada"), idOf("bob"), idOf("cai"));
    org.usage.push(used("ada", "2026-11-20"), used("bob", "2026-11-11"), used("cai", "2026-10-02"));
  }
  function changes(): void {
    const org = graph.org();
    org.has({ id: idOf("ada"), department: "Other Office", plans: [] });
    org.has({ id: idOf("cai"), manager: idOf("dee") }, { id: idOf("dee"), manager: idOf("cai") });
    org.loses(idOf("bob"));
    org.leaves("group-1", idOf("cai"));
    org.usage.push(used("eve", "2026-11-21"));
  }

  interface Trouble {
    /** It dies at so manyth thing that is asked of the database; not at all where it doesn't say. */
    readonly dies?: number | undefined;
    /** So manyth request that goes wrong, and how. */
    readonly request: number;
    readonly how: (typeof ways)[number] | undefined;
  }
  const ways = ["cut", "busy", "patience", "expired", "nonsense"] as const;
  const answers: Readonly<Record<(typeof ways)[number], Omit<Instead, "to">>> = {
    cut: { status: 200, body: { value: ["cut off"] }, breaksAfter: 9 },
    busy: { status: 503 },
    patience: { status: 429, headers: { "retry-after": "600" } },
    expired: { status: 410, body: { error: { code: "resyncRequired" } } },
    nonsense: { status: 200, body: "<html>" },
  };

  async function run(first: readonly Trouble[], second: readonly Trouble[]) {
    laidOutThere();
    const house = new TestHouse();
    const way = dying(await testDatabase());
    await house.open({ graph, db: way.db });
    /** An hour goes by after each, also by the database's clock. */
    async function sync({ dies, request, how }: Partial<Trouble> = {}): Promise<number> {
      if (how !== undefined) graph.answers({ ...answers[how], to: /./, after: request ?? 0 });
      way.dieAt(dies ?? Number.POSITIVE_INFINITY);
      const { code } = await house.operates("sync");
      way.dieAt(Number.POSITIVE_INFINITY);
      house.now = new Date(house.now.getTime() + 3_600_000);
      await sql`delete from graph_budget`.execute(house.db);
      return code;
    }
    async function round(troubles: readonly Trouble[]): Promise<number> {
      for (const trouble of troubles) await sync(trouble);
      await sync(); // what is still to go wrong
      await sync();
      return sync();
    }
    try {
      await house.operates("adoption pilot group-1 --tenant 11111111-1111-4111-8111-111111111111");
      const before = await round(first);
      changes();
      const code = await round(second);
      return { code: before + code, state: await state(house), requests: graph.asked.length };
    } finally {
      await house.close();
    }
  }

  it("ends the same wherever it is killed and whatever goes wrong on the way", async function () {
    this.timeout(400_000);
    const unbroken = await run([], []);
    assert.equal(unbroken.code, 0);
    assert.match(JSON.stringify(unbroken.state), /Other Office/);
    assert.ok(unbroken.requests > 40, String(unbroken.requests));

    const trouble: fc.Arbitrary<Trouble> = fc.record({
      dies: fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined }),
      request: fc.integer({ min: 0, max: 16 }),
      how: fc.option(fc.constantFrom(...ways), { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(trouble, { maxLength: 2 }),
        fc.array(trouble, { maxLength: 2 }),
        async (first, second) => {
          const found = await run(first, second);

          assert.equal(found.code, 0);
          assert.deepEqual(found.state, unbroken.state);
        },
      ),
      // A pilot group that has to be read anew after somebody left the directory.
      { numRuns: 5, examples: [[[], [{ request: 3, how: "expired" }]]] },
    );
  });
});
