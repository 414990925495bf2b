import assert from "node:assert/strict";
import { sql } from "kysely";
import { migrate } from "../../../src/platform/database/migrate.ts";
import { openInMemory } from "../../../src/platform/database/open.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { migrationsOfAll } from "../../harness/setup.ts";

/** What came after weeks and their counts stood in tables of their own. */
const NEWER = /^adoption\/000[5-9]/;

describe("What an older version kept of use", () => {
  const house = new TestHouse();
  before(async () => {
    const { db } = openInMemory();
    const all = Object.entries(migrationsOfAll());
    await migrate(db, Object.fromEntries(all.filter(([name]) => !NEWER.test(name))));
    await house.open({ db });
    await sql`insert into person (tenant_id, person_id) values (${TENANT}, 'id-of-ada'), (${TENANT}, 'id-of-bob')`.execute(
      db,
    );
    await sql`insert into adoption_person (tenant_id, person_id) select tenant_id, person_id from person order by 2`.execute(
      db,
    );
    await sql`insert into adoption_sign_in (tenant_id, sign_in_key, n, since) values (${TENANT}, 'x', 1, '2026-10-01')`.execute(
      db,
    );
    await sql`insert into adoption_week (tenant_id, week, n, days)
      values (${TENANT}, 358, 1, rpad('11', 98, '0')::bit(98)), (${TENANT}, 358, 2, rpad('01', 98, '0')::bit(98))`.execute(
      db,
    );
    await sql`insert into adoption_count (tenant_id, week, n, refreshed_on, prompts, active_days)
      values (${TENANT}, 358, 1, '2026-11-20', 7, 2), (${TENANT}, 357, 1, '2026-11-13', null, 1)`.execute(db);
    await house.app.migrate();
  });
  after(async () => {
    await house.close();
    await house.db.destroy();
  });

  it("is all there after an update, each with whom it belonged to, and goes when they are forgotten", async () => {
    const log = { info() {}, warn() {}, error() {} };
    const privacy = house.app.features.flatMap(({ files }) => files ?? [])[0];
    const kept = async (name: string) =>
      JSON.parse((await privacy?.make(house.person(name).key, { now: house.now, log }))?.body ?? "")
        .whatIsKept.adoption;

    const [ada, bob] = [await kept("Ada"), await kept("Bob")];

    assert.deepEqual(ada.daysOfUse, { any: ["2026-11-16", "2026-11-17"] });
    assert.deepEqual(ada.countsOfUse, [
      { refreshed_on: "2026-11-13", prompts: null, active_days: 1 },
      { refreshed_on: "2026-11-20", prompts: 7, active_days: 2 },
    ]);
    assert.equal(ada.signInNamesAsCodes, 1);
    assert.deepEqual([bob.daysOfUse, bob.countsOfUse], [{ any: ["2026-11-17"] }, []]);
    await sql`delete from person where person_id = 'id-of-ada'`.execute(house.db);
    const { rows } = await sql`select n, week from adoption_week`.execute(house.db);
    assert.deepEqual(rows, [{ n: 2, week: 358 }]);
  });
});
