import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import { unpublished } from "../../../src/core/figures.ts";
import type { Measure } from "../../../src/core/measure.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { freezing } from "../../../src/features/publication/freeze.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";
import { publicationStore } from "../../../src/features/publication/store.ts";
import { TestHouse } from "../../harness/house.ts";

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const run = { now: new Date("2026-12-01T09:00:00Z"), log: quiet };
const [first, second] = ["first", "second"] as TenantId[] as [TenantId, TenantId]; // two names

describe("Publishing in trouble", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());

  it("publishes what it can of others where one organisation's figures can't be read, and says that it failed", async () => {
    const measure: Measure = {
      name: "test/minutes",
      kind: "flow",
      parts: [{ name: "minutes", unit: "minutes" }],
      tenants: async () => [first, second],
      contributors: async (tenant) => {
        if (tenant === first) throw new Error("unreadable");
        return unpublished([]);
      },
    };
    const publishDue = freezing({
      ...{ measures: () => [measure], summaries: () => [], limits: LIMITS },
      store: publicationStore(house.db),
    });

    await assert.rejects(publishDue(run), /unreadable/);

    const { rows } = await sql<{ tenant_id: string }>`
      select distinct tenant_id from publication_week where measure = 'test/minutes'`.execute(house.db);
    assert.deepEqual(
      rows.map((row) => row.tenant_id),
      [second],
    );
  });

  it("never shows a week in two lots, though a month and its quarter are joined at the same moment", async () => {
    const store = publicationStore(house.db);
    const weeks = Array.from({ length: 13 }, (_, at): Day => addDays("2026-08-31", 7 * at));
    const named = (week: Day, measure: string) => ({
      ...{ tenant: first, measure, week, parts: ["minutes"], fewest: 10, largestShare: 0.45 },
    });
    const lots = { blocks: [{ tree: "lines", block: 0, people: 12, sums: [600] }], groups: [] } as const;
    for (let time = 0; time < 20; time++) {
      const measure = `test/${time}`;
      for (const week of weeks)
        await store.publish(named(week, measure), { blocks: [], groups: [] }, run.now);
      const [month, quarter] = [weeks.slice(4, 9), weeks];
      const shown = await Promise.all(
        [month, quarter].map((joined) =>
          store.join(named(joined.at(-1) ?? "", measure), joined, lots, run.now),
        ),
      );
      assert.equal(shown.filter(Boolean).length, 1, measure);
    }
  });
});
