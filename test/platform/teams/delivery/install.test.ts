import assert from "node:assert/strict";
import { sql } from "kysely";
import type { PersonKey } from "../../../../src/core/person.ts";
import type { Installation } from "../../../../src/core/ports.ts";
import { TENANT, TestHouse } from "../../../harness/house.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";
const DAY_MS = 24 * 3_600_000;

describe("putting the app into people's Teams", () => {
  let house: TestHouse;
  let asked: { readonly who: PersonKey; readonly at: number }[];
  let answer: (who: PersonKey, times: number) => Installation;
  const installer = {
    install: async (who: PersonKey) => {
      asked.push({ who, at: performance.now() });
      return answer(who, asked.filter((one) => one.who.id === who.id).length);
    },
  };
  beforeEach(async () => {
    asked = [];
    answer = () => ({ kind: "installed" });
    house = new TestHouse();
    await house.open({ installer });
  });
  afterEach(() => house.close());

  async function staff(...lines: readonly string[]): Promise<void> {
    house.files.set("staff.csv", ["id,tenant", ...lines].join("\n"));
    assert.equal((await house.operates("import people staff.csv")).code, 0);
  }
  const several = (count: number, tenant = TENANT) =>
    Array.from({ length: count }, (_, at) => `id-${tenant[0]}-${at},${tenant}`);
  const installs = (what = "everyone") => house.asks(`install ${what}`);
  const passes = (days: number) => {
    house.now = new Date(house.now.getTime() + days * DAY_MS + 1);
  };
  const ended = (counts: object) => ({
    installed: 0,
    already: 0,
    refused: 0,
    absent: 0,
    failed: 0,
    left: 0,
    ...counts,
  });

  it("everybody on the staff list who has never met it gets it once, in every tenant, and is then left alone", async () => {
    await staff(...several(23), ...several(12, OTHER));

    const first = await installs();
    passes(400);
    const again = await installs();

    assert.deepEqual(first, ended({ installed: 35 }));
    assert.deepEqual(again, ended({}));
    assert.equal(new Set(asked.map(({ who }) => `${who.tenant}/${who.id}`)).size, 35);
    assert.equal(asked.length, 35);
  });

  it("whoever has met the bot isn't asked of, nor whoever took it away", async () => {
    const [ada, grace] = [house.person("Ada"), house.person("Grace")];
    await staff(`${ada.id},${TENANT}`, `${grace.id},${TENANT}`, `somebody,${TENANT}`);
    await ada.meets();
    await grace.meets();
    await grace.removes();

    await installs();

    assert.deepEqual(
      asked.map(({ who }) => who.id),
      ["somebody"],
    );
  });

  it("Teams tells us of somebody: they are welcomed, and nothing is kept of how they came", async () => {
    const ada = house.person("Ada");
    await staff(`${ada.id},${TENANT}`);
    await installs();
    assert.equal((await house.rows()).install, 1);

    const welcome = await ada.installs();

    assert.ok(welcome !== undefined);
    assert.equal((await house.rows()).install, undefined);
  });

  it("whoever is forgotten is forgotten here too", async () => {
    await staff(...several(3));
    await installs();

    await sql`delete from person`.execute(house.db);

    assert.equal((await house.rows()).install, undefined);
  });

  for (const [kind, days, what] of [
    ["refused", 30, "their administrators don't allow it"],
    ["absent", 7, "they have never signed in to Teams"],
  ] as const)
    it(`${what}: counted, and asked again after ${days} days, not before`, async () => {
      await staff(...several(3));
      answer = () => ({ kind });

      const first = await installs();
      passes(days - 1);
      const before = await installs();
      passes(1);
      const after = await installs();

      assert.deepEqual([first, before, after], [ended({ [kind]: 3 }), ended({}), ended({ [kind]: 3 })]);
      assert.equal(asked.length, 6);
    });

  it("it is there already: that is a success, and isn't asked again", async () => {
    await staff(...several(3));
    answer = () => ({ kind: "already" });

    const first = await installs();
    passes(400);

    assert.deepEqual([first, await installs()], [ended({ already: 3 }), ended({})]);
  });

  it("what fails now and then is tried three times, and again the next day", async () => {
    await staff(...several(2));
    answer = ({ id }, times) => (id.endsWith("0") && times === 3 ? { kind: "installed" } : { kind: "later" });

    const first = await installs();
    passes(1);
    const next = await installs();

    assert.deepEqual(first, ended({ installed: 1, failed: 1 }));
    assert.deepEqual([next.failed, asked.length], [1, 9]);
  });

  it("an error of ours is a failure of one, and others get theirs", async () => {
    await staff(...several(12));
    answer = ({ id }) => {
      if (id.endsWith("5")) throw new Error("a bug");
      return { kind: "installed" };
    };

    assert.deepEqual(await installs(), ended({ installed: 11, failed: 1 }));
  });

  it("Graph says “too fast”: the whole tenant rests as long as it asks, another goes on, and it is no try", async () => {
    await staff(...several(8), ...several(8, OTHER));
    answer = ({ id, tenant }, times) =>
      tenant === TENANT && id.endsWith("3") && times <= 4
        ? { kind: "later", seconds: 0.4, throttled: true }
        : { kind: "installed" };

    const counts = await installs();

    assert.deepEqual(counts, ended({ installed: 16 }));
    const slowest = asked
      .filter(({ who }) => who.tenant === TENANT && who.id.endsWith("3"))
      .map(({ at }) => at);
    assert.equal(slowest.length, 5);
    assert.ok(slowest.slice(1).every((at, n) => at - (slowest[n] ?? 0) >= 390));
  });

  it("two processes at once ask of nobody twice, and no faster than one", async () => {
    await staff(...several(60));
    const other = house.another();

    const both = await Promise.all([installs(), house.asks("install everyone", other)]);

    assert.equal(
      both.reduce((sum, { installed = 0 }) => sum + installed, 0),
      60,
    );
    assert.equal(asked.length, 60);
    assert.ok(
      both.every(({ installed = 0 }) => installed > 0),
      "both go on where the other was quicker",
    );
    const lasted = (asked.at(-1)?.at ?? 0) - (asked[0]?.at ?? 0);
    assert.ok(lasted > (59 / 25) * 1000, `${lasted}`);
  });

  it("no more than was said, over all tenants; the next call goes on with the rest", async () => {
    await staff(...several(14), ...several(14, OTHER));

    const [first, second] = [await installs("--limit 17"), await installs("--limit 17")];

    assert.deepEqual([first.installed, second.installed, asked.length], [17, 11, 28]);
  });

  it("a process that died leaves nobody out: they are asked of again ten minutes later", async () => {
    await staff(...several(3));
    answer = () => ({ kind: "installed" });
    await installs();
    await sql`update install set state = null, again_at = ${new Date(house.now.getTime() + 600_000)}`.execute(
      house.db,
    );

    assert.deepEqual(await installs(), ended({}));
    passes(1);
    assert.deepEqual(await installs(), ended({ installed: 3 }));
  });

  it("says counts and no ids, and has to be told how many", async () => {
    await staff(...several(3));

    const { out } = await house.operates("install everyone");
    const unsaid = await Promise.all(
      [
        "install",
        "install --limit 0",
        "install --limit many",
        "install everyone --limit 3",
        "install all",
      ].map((line) => house.operates(line)),
    );

    assert.equal(out, "installed: 3\nalready: 0\nrefused: 0\nabsent: 0\nfailed: 0\nleft: 0\n");
    assert.ok(unsaid.every(({ code, err }) => code === 1 && err.includes("install --limit 50")));
    assert.ok(house.logged.every(({ facts }) => !JSON.stringify(facts).includes("id-1")));
  });
});

describe("putting the app into people's Teams without Microsoft Graph", () => {
  it("says what is missing", async () => {
    const house = new TestHouse();
    await house.open();

    const { code, err } = await house.operates("install everyone");

    await house.close();
    assert.deepEqual([code, err.includes("AAD_APP_CLIENT_ID")], [1, true]);
  });
});
