import assert from "node:assert/strict";
import { sql } from "kysely";
import { SourceBusy } from "../../../src/core/adoption-source.ts";
import type { Database } from "../../../src/core/database.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { type Budget, budgetIn, usualLimits } from "../../../src/platform/graph/budget.ts";
import { emptyOut } from "../../harness/database.ts";
import { testDatabase } from "../../harness/setup.ts";
import { failureOf } from "./asking.ts";

const [ONE, OTHER] = ["one" as TenantId, "other" as TenantId];

describe("what Microsoft Graph allows in some time", () => {
  let db: Database;
  let budget: Budget;
  before(async () => {
    db = await testDatabase();
  });
  beforeEach(async () => {
    await emptyOut(db);
    budget = budgetIn(db, usualLimits);
  });

  /** How many go at this moment. */
  async function most(tenant: TenantId, through = budget): Promise<number> {
    for (let count = 0; ; count += 1)
      if (await through.take(tenant, "report-detail", 1).then(Boolean, () => true)) return count;
  }
  /** The database's clock can't be turned, so what it wrote is put into the past. */
  const passes = (seconds: number) =>
    sql`update graph_budget set free_at = free_at - make_interval(secs => ${seconds}::float8),
      blocked_until = blocked_until - make_interval(secs => ${seconds}::float8)`.execute(db);

  it("is never exceeded within any stretch of that time, whenever Microsoft's begins", async () => {
    const { units, seconds } = usualLimits["report-detail"];
    let given = await most(ONE);
    for (let minute = 1; minute < seconds / 60; minute += 1) {
      await passes(60);
      given += await most(ONE);
    }

    assert.ok(given <= units && given >= units - 1, String(given));
  });

  it("is counted for each organisation by itself, and for all processes together", async () => {
    const counts = [await most(ONE), await most(ONE, budgetIn(db, usualLimits)), await most(OTHER)];

    assert.deepEqual(counts, [7, 0, 7]);
  });

  it("isn't exceeded by many who ask at once", async () => {
    const asked = Array.from({ length: 30 }, () => budget.take(ONE, "report-detail", 1));

    const settled = await Promise.allSettled(asked);

    assert.equal(settled.filter(({ status }) => status === "fulfilled").length, 7);
  });

  it("says when to come back, and then lets in", async () => {
    await most(ONE);
    const failure = await failureOf(budget.take(ONE, "report-detail", 1));
    assert.ok(failure instanceof SourceBusy && failure.seconds !== undefined);

    await passes(failure.seconds);

    await budget.take(ONE, "report-detail", 1);
  });

  it("rests for as long as Graph asked, however long that is, and the longest counts", async () => {
    await budget.rest(ONE, "identity", 3_600);
    await budget.rest(ONE, "identity", 5);
    const failure = (await failureOf(budget.take(ONE, "identity", 1))) as SourceBusy;
    await budget.take(ONE, "report-trend", 1);

    assert.ok((failure.seconds ?? 0) > 3_590 && (failure.seconds ?? 0) <= 3_600);
    await passes(3_600);
    await budget.take(ONE, "identity", 1);
  });
});
