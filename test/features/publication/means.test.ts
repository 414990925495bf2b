import assert from "node:assert/strict";
import { sql } from "kysely";
import { periodNamed } from "../../../src/core/period.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";

/** To what the mean is rounded, and the sum, in minutes. */
const MEAN_TO = 0.5;
const SUM_TO = 60;

describe("Means beside sums", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  async function lotOf(minutes: readonly number[]) {
    house.files.set("staff.csv", ["id", ...minutes.map((_, at) => `p${at}`)].join("\n"));
    await house.operates(`import people staff.csv --tenant ${TENANT}`);
    for (const [at, net] of minutes.entries())
      await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
        values (${TENANT}, ${`p${at}`}, 'e', 'email', ${net}, 'form', '2026-11-25', '2026-11-25T10:00:00Z')`.execute(
        house.db,
      );
    await house.asks("publish --now 2026-12-01T09:00:00Z");
    const port = house.app.features.flatMap(({ published }) => published ?? [])[0];
    const week = periodNamed("2026-W48");
    assert.ok(port && week);
    const { value } = await port.figure(TENANT as TenantId, "time-saved/minutes", { path: [] }, week);
    assert.ok("lots" in value);
    const [lot] = value.lots;
    assert.ok(lot);
    return {
      sum: lot.sums.net ?? Number.NaN,
      people: lot.people,
      mean: lot.summaries["benefits/hours"]?.mean ?? Number.NaN,
    };
  }

  /**
   * Rounding is courtesy, not what protects anybody: the adversary of this folder is given every sum and every number of
   * people as they are, and a mean is no more than one divided by the other.
   */
  it("tell a small group's sum more finely than its rounded hours do, and never more than the sum itself", async () => {
    const minutes = Array.from({ length: 13 }, (_, at) => 31 + ((at * 17) % 23));
    const truth = minutes.reduce((sum, one) => sum + one, 0);

    const { sum, people, mean } = await lotOf(minutes);
    const fitting = [-2, -1, 0, 1, 2]
      .map((more) => people + more)
      .filter((count) => Math.abs(count * mean - sum) <= SUM_TO / 2 + (count * MEAN_TO) / 2);

    assert.ok(Math.abs(sum - truth) <= SUM_TO / 2);
    assert.ok(fitting.includes(minutes.length) && fitting.length <= 2, `${fitting}`); // who can count has hardly a choice
    assert.ok(Math.abs(minutes.length * mean - truth) <= (minutes.length * MEAN_TO) / 2);
  });
});
