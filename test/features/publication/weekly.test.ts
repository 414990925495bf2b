import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "../../../src/core/calendar.ts";
import { periodOf } from "../../../src/core/period.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { type Group, isPublished, type PublishedFigures } from "../../../src/core/published.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { dice, invented, reportsOf, weekPasses } from "./organisation.ts";

const FIRST = "2026-11-02";
const WEEKS = [FIRST, "2026-11-09", "2026-11-16"];
const MEASURE = "time-saved/minutes";
const tenant = TENANT as TenantId;

describe("Weeks of many groups at once", () => {
  let house: TestHouse;
  let port: PublishedFigures;
  let leads: readonly PersonId[] = [];
  before(async function () {
    this.timeout(60_000);
    house = new TestHouse();
    await house.open();
    const [published] = house.app.features.flatMap((feature) => feature.published ?? []);
    if (published === undefined) throw new Error("Nobody publishes");
    port = published;
    leads = await threeWeeks();
  });
  after(() => house.close());

  /** An invented organisation that changes from week to week, published by the product. */
  async function threeWeeks(): Promise<readonly PersonId[]> {
    const chance = dice(7);
    const organisation = invented({ people: 400, departments: 4, span: 6, across: 0.05 }, chance);
    for (const [nth, week] of WEEKS.entries()) {
      if (nth > 0) weekPasses(organisation, nth, chance);
      const rows = [...organisation.members.values()].map(
        ({ id, department = "", profession = "" }) =>
          `${id},${department},${profession},${organisation.managers.get(id) ?? ""}`,
      );
      house.files.set("staff.csv", ["id,department,profession,manager", "top,,,", ...rows].join("\n"));
      await house.operates(`import people staff.csv --tenant ${TENANT}`);
      const reports = [...reportsOf(organisation, nth === 1 ? 0.05 : 0.7, chance)];
      await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
        select ${TENANT}, id, ${week} || id, 'email', least(240, minutes), 'form', ${week}::date, ${`${week}T10:00:00Z`}::timestamptz
        from unnest(${reports.map(([id]) => id)}::text[], ${reports.map(([, minutes]) => minutes)}::int[]) r (id, minutes)`.execute(
        house.db,
      );
      await house.operates(`publish --now ${addDays(week, 8)}T09:00:00Z`);
    }
    // Two whose lines run in a circle, and one below somebody whom nobody knows.
    await sql`update person set manager_id = 'p2' where tenant_id = ${TENANT} and person_id = 'p1'`.execute(
      house.db,
    );
    await sql`update person set manager_id = 'p1' where tenant_id = ${TENANT} and person_id = 'p2'`.execute(
      house.db,
    );
    await sql`update person set manager_id = 'unknown' where tenant_id = ${TENANT} and person_id = 'p3'`.execute(
      house.db,
    );
    return [...organisation.members.keys(), "top", "nobody"] as PersonId[]; // as the staff list has them
  }

  const others: readonly Group[] = [
    { path: [] },
    { path: ["d1"] },
    { path: ["d1", "digital"] },
    { path: ["d1", "digital", "eo"] },
    { path: ["none such"] },
    { across: { profession: "policy" } },
    { pilot: "none such" },
  ];

  it("are whose figure says, week by week, with the same sums and people", async () => {
    const groups: readonly Group[] = [...leads.map((under) => ({ under })), ...others];
    const seen = new Set<string>();

    for (const until of [1, 2, 3]) {
      const weeks = WEEKS.slice(0, until);
      const found = await port.weekly(tenant, MEASURE, groups, weeks);

      assert.equal(found.length, groups.length);
      for (const [at, group] of groups.entries()) {
        const answer = found[at];
        assert.ok(answer && isPublished(answer));
        const newest = await port.figure(tenant, MEASURE, group, periodOf("week", weeks.at(-1) ?? ""));
        if ("none" in answer.value || "none" in newest.value) {
          assert.deepEqual(answer.value, newest.value);
          continue;
        }
        assert.deepEqual(answer.value.group, newest.value.group);
        assert.ok(answer.value.covers <= newest.value.covers);
        if (until === 1) assert.equal(answer.value.covers, newest.value.covers);
        seen.add(`${JSON.stringify(answer.value.group)} ${weeks.length}`);
        const { summaries: _none, ...lot } = newest.value.lots[0] as (typeof newest.value.lots)[number];
        assert.deepEqual(answer.value.lots.at(-1), lot);
      }
    }
    assert.ok(seen.size > 20, String(seen.size));
  });

  it("are the same group's in each week, as figure says of it", async () => {
    const [whole] = await port.weekly(tenant, MEASURE, [{ path: [] }], WEEKS);
    assert.ok(whole && !("none" in whole.value));

    for (const lot of whole.value.lots) {
      const { value } = await port.figure(
        tenant,
        MEASURE,
        { path: [] },
        periodOf("week", lot.weeks[0] ?? ""),
      );
      assert.deepEqual("none" in value ? value : value.sums, lot.sums);
    }
    assert.equal(whole.value.lots.length, WEEKS.length);
  });

  it("say how many levels above it is whose they are", async () => {
    const found = await port.weekly(
      tenant,
      MEASURE,
      leads.map((under) => ({ under })),
      WEEKS,
    );
    const levels = new Set(found.map(({ value }) => ("none" in value ? "none" : value.above)));

    assert.ok(levels.has(0) && levels.has(1) && levels.has(2), [...levels].join());
  });

  it("are the same however many are asked for at once", async () => {
    const groups: readonly Group[] = [...leads.map((under) => ({ under })), ...others];
    const strangers = Array.from({ length: 6_000 }, (_, at) => ({ under: `stranger-${at}` as PersonId }));

    const found = await port.weekly(tenant, MEASURE, groups, WEEKS);
    const among = await port.weekly(tenant, MEASURE, [...groups, ...strangers], WEEKS);

    assert.deepEqual(
      among.slice(0, groups.length).map(({ value }) => value),
      found.map(({ value }) => value),
    );
    const whole = found[groups.findIndex((group) => "path" in group)]?.value;
    assert.deepEqual(new Set(among.slice(groups.length).map(({ value }) => value)), new Set([whole]));
  });

  it("are none where nothing is out, and where there is no such measure", async () => {
    const [unpublished] = await port.weekly(tenant, MEASURE, [{ path: [] }], ["2026-01-05"]);
    const [unknown] = await port.weekly(tenant, "none such", [{ path: [] }], WEEKS);

    assert.deepEqual(
      [unpublished?.value, unknown?.value],
      [{ none: "not out yet" }, { none: "no such measure" }],
    );
  });
});
