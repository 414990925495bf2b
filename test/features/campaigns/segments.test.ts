import assert from "node:assert/strict";
import { addDays } from "../../../src/core/calendar.ts";
import { TestHouse } from "../../harness/house.ts";
import { FakeSource, row, whole } from "../adoption/source.ts";
import { TIP } from "./campaigning.ts";

const REPORT = "2026-11-22";
const NOW = "2026-11-24T10:00:00Z";

describe("A campaign for those who use Copilot in some way", () => {
  let house: TestHouse;
  let source: FakeSource;
  beforeEach(async () => {
    house = new TestHouse();
    source = new FakeSource();
    await house.open({ adoption: source });
  });
  afterEach(() => house.close());

  /** So many who used it yesterday, and so many who last did sixty days ago; all have had a licence for long. */
  async function uses(active: number, lapsed: number, day = REPORT): Promise<void> {
    const names = Array.from({ length: active + lapsed }, (_, at) => `p${at}`);
    const last = (at: number) => addDays(day, at < active ? -1 : -60);
    source.rounds = [[names.map((name) => whole(name))]];
    source.report = [names.map((name, at) => row(name, day, { any: last(at) }))];
    assert.equal((await house.operates("sync")).code, 0);
  }
  const create = (audience: string) =>
    house.app.operate([
      "campaign",
      "create",
      `--tip=${TIP}`,
      `--audience=${audience}`,
      "--by=grace",
      `--now=${NOW}`,
      "--json",
    ]);

  it("is counted, and is for them alone", async () => {
    await uses(11, 12);

    const [active, lapsed] = [await create("segment:active"), await create("segment:lapsed")];

    assert.deepEqual([active.err, lapsed.err], ["", ""]);
    assert.equal(JSON.parse(active.out).audience, 11);
    assert.equal(JSON.parse(lapsed.out).audience, 12);
  });

  for (const [name, active, lapsed] of [
    ["fewer than ten are in it", 20, 9],
    ["fewer than ten aren't", 9, 20],
    ["everybody is in it", 0, 30],
  ] as const)
    it(`isn't drafted where ${name}: that would tell how each of them uses it`, async () => {
      await uses(active, lapsed);

      const { code, err } = await create("segment:lapsed");

      assert.equal(code, 1, err);
      assert.match(err, /tell of a few how they use Copilot/);
      assert.match((await house.operates("campaign list")).out, /There are none/);
    });

  for (const [audience, said] of [
    ["segment:clever", /There is no segment “clever”.*lapsed/],
    ["-segment:active", /without “-”/],
    ["segment:active manager:id-of-p1", /only with department, grade, profession and nation/],
    ["segment:active id:id-of-p1", /stands by itself|only with department/],
  ] as const)
    it(`isn't drafted for ${audience}, and says why`, async () => {
      await uses(12, 12);

      const { code, err } = await create(audience);

      assert.equal(code, 1);
      assert.match(err, said);
    });

  it("isn't drafted where it differs by a few from one that was", async () => {
    await uses(12, 30);
    const odd = Array.from(
      { length: 3 },
      (_, at) => `id-of-p${41 - at},11111111-1111-4111-8111-111111111111,Small Office`,
    );
    house.files.set("staff.csv", ["id,tenant,department", ...odd].join("\n"));
    await house.operates("import people staff.csv");
    assert.equal((await create("segment:lapsed")).code, 0);

    const { code, err } = await create('segment:lapsed -department:"Small Office"');

    assert.equal(code, 1, err);
    assert.match(err, /any other campaign/);
  });

  describe("that all but one of them have begun to use before it goes out", () => {
    beforeEach(async () => {
      await uses(12, 12);
      assert.equal((await create("segment:lapsed")).code, 0);
      await house.operates("campaign approve 1 --by alan");
    });
    async function allButOneBegin(): Promise<void> {
      house.now = new Date("2026-11-25T12:00:00Z");
      await uses(23, 1, "2026-11-23");
    }

    it("isn't sent, and doesn't say how many are left", async () => {
      await allButOneBegin();

      const { code, err } = await house.operates("campaign send 1");

      assert.equal(code, 1);
      assert.match(err, /tell of a few how they use Copilot/);
      const { state, audience } = await house.asks("campaign status 1");
      assert.deepEqual([state, audience], ["approved", 12]);
    });

    it("is cancelled when its time comes, and that is on record", async () => {
      await house.operates("campaign send 1 --at 2026-11-26T10:00:00Z --now 2026-11-24T10:00:00Z");
      await allButOneBegin();

      await house.runsDue("2026-11-26T10:00:00Z");

      const { state, audience, skipped, events } = JSON.parse(
        (await house.operates("campaign status 1 --json")).out,
      );
      assert.deepEqual([state, audience, skipped], ["cancelled", 12, 12]);
      assert.deepEqual(
        [events.at(-1).step, events.at(-1).by],
        ["cancel, as it would tell of a few", "the product"],
      );
    });
  });
});
