import assert from "node:assert/strict";
import { sql } from "kysely";
import type { PersonId, TenantId } from "../../src/core/person.ts";
import { auditIn, auditMigrations } from "../../src/platform/audit.ts";
import { TENANT, TestHouse } from "../harness/house.ts";

const OTHER = "22222222-2222-4222-8222-222222222222";

describe("what was done with an organisation's figures", () => {
  const house = new TestHouse();
  before(() => house.open());
  after(() => house.close());

  const record = (at: string, what: string, tenant = TENANT, db = house.db) =>
    auditIn(db).record({
      tenant: tenant as TenantId,
      at: new Date(at),
      by: "grace",
      what,
      facts: { tables: 3, period: "2026-11", complete: true },
    });
  const list = async (more = "", tenant = TENANT) => {
    const { code, out, err } = await house.operates(`audit list --tenant ${tenant}${more}`);
    return { code, lines: out.trim().split("\n"), err };
  };

  it("is on record with who did it and when, the oldest first, for that organisation alone", async () => {
    await record("2026-11-24T10:00:00Z", "report");
    await record("2026-11-23T09:00:00Z", "export");
    await record("2026-11-24T11:00:00Z", "export", OTHER);

    assert.deepEqual((await list()).lines, [
      "2026-11-23T09:00:00.000Z export by grace: complete true, period 2026-11, tables 3",
      "2026-11-24T10:00:00.000Z report by grace: complete true, period 2026-11, tables 3",
    ]);
    assert.equal((await list(" --from 2026-11-24")).lines.length, 1);
    assert.deepEqual((await list("", "33333333-3333-4333-8333-333333333333")).lines, [
      "Nothing is on record.",
    ]);
  });

  it("can be read by a machine", async () => {
    const { lines } = await list(" --from 2026-11-24 --json");

    assert.deepEqual(JSON.parse(lines[0] ?? ""), {
      events: [
        {
          at: "2026-11-24T10:00:00.000Z",
          by: "grace",
          what: "report",
          facts: { tables: 3, period: "2026-11", complete: true },
        },
      ],
    });
  });

  it("is kept together with what was done, or not at all", async () => {
    const undone = house.db.transaction().execute(async (inside) => {
      await record("2026-11-25T10:00:00Z", "export", TENANT, inside);
      throw new Error("it failed afterwards");
    });

    await assert.rejects(undone);
    assert.equal((await list(" --from 2026-11-25")).lines[0], "Nothing is on record.");
  });

  it("shows the newest where there are more than asked for", async () => {
    const events = await auditIn(house.db).list(TENANT as TenantId, 1);

    assert.deepEqual(
      events.map(({ what }) => what),
      ["report"],
    );
  });

  it("is never without somebody who did it", async () => {
    const nobody = auditIn(house.db).record({
      tenant: TENANT as TenantId,
      at: house.now,
      by: "",
      what: "export",
      facts: {},
    });

    await assert.rejects(nobody);
  });

  it("has nothing of whoever is forgotten, and all of those whose ids only look like theirs", async () => {
    const audit = auditIn(house.db);
    const tenant = TENANT as TenantId;
    const key = (id: string) => ({ tenant, id: id as PersonId });
    for (const [by, under] of [
      ["person-12", "person-123"],
      ["person-123", "person-12"],
      ["person-1", "forgotten"],
    ] as const)
      await audit.record({ tenant, at: house.now, by, what: "looked", facts: { page: "groups", under } });
    await house.db.transaction().execute((inside) => audit.forget(key("person-12"), inside));
    const events = await audit.list(tenant, 3);

    assert.deepEqual(
      events.map(({ by, facts }) => [by, facts.under]),
      [
        ["forgotten", "person-123"],
        ["person-123", "forgotten"],
        ["person-1", "forgotten"],
      ],
    );
  });

  it("brings looks from before groups stood by themselves into the same shape", async () => {
    const [change = ""] = auditMigrations["audit/0003-under"] ?? [];
    const tenant = "44444444-4444-4444-8444-444444444444" as TenantId;
    for (const asked of ["period=2026-W48&under=Person-12", "under=person-123", "period=2026-10"])
      await auditIn(house.db).record({
        ...{ tenant, at: house.now, by: "grace", what: "looked" },
        facts: { page: "groups", asked },
      });
    await sql.raw(change).execute(house.db);
    const events = await auditIn(house.db).list(tenant, 3);

    assert.deepEqual(
      events.map(({ facts }) => facts),
      [
        { page: "groups", asked: "period=2026-W48", under: "person-12" },
        { page: "groups", asked: "", under: "person-123" },
        { page: "groups", asked: "period=2026-10" },
      ],
    );
  });

  for (const [line, why] of [
    ["", /--tenant/],
    [` --tenant ${TENANT} --from yesterday`, /such as 2026-11-24/],
    [` --tenant ${TENANT} --from 2026-02-30`, /such as 2026-11-24/],
  ] as const)
    it(`says what is missing from “audit list${line.replace(TENANT, "…")}”`, async () => {
      const { code, err } = await house.operates(`audit list${line}`);

      assert.equal(code, 1);
      assert.match(err, why);
    });
});
