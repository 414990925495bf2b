import assert from "node:assert/strict";
import { sql } from "kysely";
import { TestHouse } from "../../harness/house.ts";

describe("An invented civil service", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open();
  });
  afterEach(() => house.close());
  const rows = async (text: string) => (await sql.raw<Record<string, unknown>>(text).execute(house.db)).rows;

  it("has as many people as were asked for, in the published proportions, each once", async () => {
    const { code, out, err } = await house.operates("seed --civil-service --people 52000 --json");

    assert.equal(code, 0, err);
    assert.match(JSON.parse(out).source, /Open Government Licence/);
    assert.deepEqual(await rows("select count(*) from person"), [{ count: 52_000 }]);
    const share = async (column: string, value: string) =>
      Number((await rows(`select count(*) from person where ${column} = '${value}'`))[0]?.count) / 52_000;
    assert.ok(Math.abs((await share("department", "HM Revenue and Customs")) - 72_380 / 519_760) < 0.0001);
    assert.ok(Math.abs((await share("profession", "operational-delivery")) - 272_430 / 519_720) < 0.0002);
    assert.ok(Math.abs((await share("grade", "eo")) - 127_335 / 519_760) < 0.001);
  });

  it("has one person at the top of each department, and managers in the same one", async () => {
    await house.operates("seed --civil-service --people 5200");

    const tops = await rows("select department, count(*) from person where manager_id is null group by 1");
    const strange =
      await rows(`select p.person_id from person p left join person m on m.tenant_id = p.tenant_id
      and m.person_id = p.manager_id where p.manager_id is not null and m.department is distinct from p.department`);
    assert.ok(tops.length > 30 && tops.every(({ count }) => count === 1));
    assert.deepEqual(strange, []);
  });

  it("is there once however often it is made, and refuses a number of people that is none", async () => {
    await house.operates("seed --civil-service --people 1000");
    const { out } = await house.operates("seed --civil-service --people 1000 --json");

    assert.equal(JSON.parse(out).added, 0);
    assert.equal((await house.operates("seed --civil-service --people 3")).code, 1);
    assert.equal((await house.operates("seed --people 300")).code, 1);
  });
});
