import assert from "node:assert/strict";
import type { KyselyPlugin } from "kysely";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { many, OUT, organisation } from "../../harness/organisation.ts";
import { testDatabase } from "../../harness/setup.ts";
import { Browser } from "../../harness/tab.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";
const WEEK = "period=2026-W48";

describe("The page on groups", () => {
  const house = new TestHouse();
  let statements = 0;
  let [ann, bob, cat, analyst, abroad]: Browser[] = [];

  before(async () => {
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    await house.open({ burst: 10_000, db: (await testDatabase()).withPlugin(counting) });
    house.now = new Date(OUT);
    await organisation(house, [
      { id: "boss", department: "Digital" },
      { id: "ann", manager: "boss", department: "Digital" },
      { id: "bob", manager: "boss", department: "Policy" },
      { id: "cat", manager: "ann", department: "Digital" },
      ...many(24, "a", {
        manager: "ann",
        department: "Digital",
        profession: "policy",
        grade: "heo",
        minutes: 60,
      }),
      ...many(22, "b", {
        manager: "bob",
        department: "Policy",
        profession: "digital",
        grade: "seo",
        minutes: 120,
      }),
      ...many(3, "c", {
        manager: "cat",
        department: "Digital",
        profession: "policy",
        grade: "g7",
        minutes: 30,
      }),
    ]);
    await organisation(house, many(20, "x", { department: "Elsewhere", minutes: 50 }), OTHER);
    const key = (id: string, tenant = TENANT) => ({ tenant: tenant as TenantId, id: id as PersonId });
    [ann, bob, cat] = ["ann", "bob", "cat"].map((id) => new Browser(house, key(id)));
    analyst = new Browser(house, key("boss"), ["analyst"]);
    abroad = new Browser(house, key("x1", OTHER), ["analyst"]);
  });
  after(() => house.close());

  const page = (query = "") => `/tab/groups?${WEEK}&${query}`;
  const read = async (who: Browser | undefined, path: string) => {
    assert.ok(who);
    const { status, text } = await who.asks(path);
    assert.equal(status, 200, text.slice(0, 300));
    return text;
  };
  const rowsIn = async (who: Browser | undefined, query = "") => {
    const { tables } = JSON.parse(await read(who, `/api/v1/groups?${WEEK}&${query}`)) as {
      tables: readonly { id: string; rows: readonly Record<string, unknown>[] }[];
    };
    return tables.find(({ id }) => id === "groups")?.rows ?? [];
  };

  it("shows a lead their own people and everybody below", async () => {
    const text = await read(ann, page());

    assert.match(text, /<h1>Groups: Your people<\/h1>/);
    assert.match(text, /Everybody below cat/);
    assert.match(text, /<td class="number">2\d<\/td>/);
  });

  it("shows the nearest group above where a lead’s own could tell of somebody, and says why", async () => {
    const text = await read(cat, page());

    assert.match(text, /Figures on this group could tell of somebody/);
    assert.match(text, /everybody below ann|everybody below boss|the whole organisation/);
  });

  it("lets a lead look at somebody below them, and at nobody else’s people whatever they type", async () => {
    assert.match(await read(ann, page("under=cat")), /Groups: Everybody below cat/);
    for (const who of [
      "under=bob",
      "under=boss",
      "under=a1",
      "under=x1",
      "path=Digital",
      "path=Policy",
      "profession=policy",
      "grade=heo",
      "under=nobody",
    ])
      for (const path of [
        page(who),
        `/tab/groups/weeks.csv?${WEEK}&${who}`,
        `/tab/groups/groups.csv?${WEEK}&${who}`,
        `/api/v1/groups?${who}`,
        `/api/v1/groups/weeks?${who}`,
        `/api/v1/groups/weeks.csv?${who}`,
      ])
        assert.equal((await ann?.asks(path))?.status, 404, path);
  });

  it("leads an analyst from the whole to a department, a profession in it and a grade in that", async () => {
    const whole = await read(analyst, page());
    const department = await read(analyst, page("path=Digital"));
    const profession = await read(analyst, page("path=Digital&path=policy"));

    assert.match(whole, /href="[^"]*path=Digital"/);
    assert.match(whole, /href="[^"]*path=Policy"/);
    assert.match(department, /Groups: Digital/);
    assert.match(department, /href="\/tab\/groups\?lang=en&#38;period=2026-W48">The whole organisation/);
    assert.match(profession, /Groups: Digital, Policy/);
  });

  it("says the same in its file and over the API as on the page", async () => {
    const rows = await rowsIn(analyst);
    const csv = await read(analyst, `/tab/groups/groups.csv?${WEEK}`);

    assert.deepEqual(
      rows.map((row) => Object.values(row)[0]),
      ["Digital", "Policy"],
    );
    assert.deepEqual(
      csv
        .split(/\r?\n/)
        .slice(1, 3)
        .map((line) => line.replaceAll('"', "")),
      rows.map((row) => Object.values(row).join(",")),
    );
  });

  it("asks the database no more often for many groups than for few, and says the same as one by one", async () => {
    const costOf = async (query: string) => {
      await read(analyst, page(query));
      const before = statements;
      await read(analyst, page(query));
      return statements - before;
    };
    const [two, thirty] = [await costOf(""), await costOf("path=Digital")];
    const [policy] = await rowsIn(analyst, "path=Digital");
    const { out } = await house.operates(
      `figure time-saved/minutes 2026-W48 --tenant ${TENANT} --department Digital --profession policy --json`,
    );
    const figure = JSON.parse(out) as { readonly sums: { readonly net: number } };

    assert.ok(thirty <= two, `${thirty} after ${two}`);
    assert.equal(Object.values(policy ?? {}).at(-1), Math.round(figure.sums.net / 60));
  });

  it("has only the groups of its reader’s own organisation", async () => {
    assert.deepEqual(
      (await rowsIn(abroad)).map((row) => Object.values(row)[0]),
      ["Elsewhere"],
    );
    assert.doesNotMatch(await read(abroad, page("path=Digital")), /<td class="number">(26|44)<\/td>/);
  });

  it("isn’t for whoever leads nobody", async () => {
    const reader = new Browser(house, { tenant: TENANT as TenantId, id: "a1" as PersonId });

    assert.equal((await reader.asks(page())).status, 403);
    assert.equal((await reader.asks("/api/v1/groups")).status, 403);
  });

  it("says that there is nothing where no group could be called that", async () => {
    for (const who of [
      "under=%00",
      `under=${"a".repeat(65)}`,
      "under=a%20b",
      "path=%00",
      `path=${"a".repeat(201)}`,
      "path=Digital&path=%00",
      "profession=%00",
      "grade=%0A",
    ])
      for (const path of [page(who), `/api/v1/groups?${who}`, `/tab/groups/weeks.csv?${who}`])
        assert.equal((await analyst?.asks(path))?.status, 404, path);
    assert.equal((await ann?.asks(page("under=%00")))?.status, 404);
    assert.deepEqual(
      house.logged.filter(({ level }) => level === "error"),
      [],
    );
  });

  it("is on record with what was looked at, whatever else stands in the address", async () => {
    const noise = `x=${"x".repeat(3000)}`;
    for (const query of [
      `${noise}&under=ANN&${WEEK}`,
      `${noise}&path=Digital&path=&path=policy&period=%202026-W48%20&path=heo&path=${"x".repeat(150)}`,
      `${noise}&profession=policy&lang=cy&period=soon`,
    ])
      await read(analyst, `/tab/groups?${query}`);
    await read(analyst, `/api/v1/groups/weeks?${noise}&page=2&size=5&grade=heo`);
    const { audit_event = [] } = await house.everything();

    assert.deepEqual(
      audit_event.slice(-4).map(({ facts }) => facts),
      [
        { page: "groups", under: "ann", period: "2026-W48" },
        { page: "groups", path: "Digital / policy / heo", period: "2026-W48" },
        { page: "groups", profession: "policy" },
        { page: "groups", grade: "heo", part: 2 },
      ],
    );
  });

  it("is on record with the group that was looked at, and leaves its lead’s id when they are forgotten", async () => {
    await read(ann, page("under=cat"));
    const before = JSON.stringify((await house.everything()).audit_event);
    await house.operates(`person erase --tenant ${TENANT} --id cat`);
    await house.operates(`person erase --tenant ${TENANT} --id ann`);
    const left = JSON.stringify((await house.everything()).audit_event);

    assert.match(before, /"under":"cat"/);
    assert.doesNotMatch(left, /"cat"|"ann"/);
    assert.match(left, /"under":"forgotten"/);
  });

  it("speaks Welsh", async () => {
    assert.match(await read(bob, page("lang=cy")), /Grwpiau: Eich pobl chi/);
  });
});
