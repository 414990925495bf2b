import assert from "node:assert/strict";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse, textOf } from "../../harness/house.ts";
import { Browser } from "../../harness/tab.ts";
import { MONDAY, out, steady, teams } from "../digests/leading.ts";

describe("What the overview says has changed", () => {
  let house: TestHouse;
  beforeEach(async () => {
    house = new TestHouse();
    await house.open({ burst: 10_000 });
    house.now = new Date(`${MONDAY}T10:00:00Z`);
  });
  afterEach(() => house.close());

  /** What both say to the same lead of weeks of their own group. */
  async function saidOf(weeks: readonly (readonly number[])[], newest?: string) {
    const [ada] = await teams(house, [{ lead: "Ada", size: 500 }]);
    assert.ok(ada);
    await out(house, [{ measure: "adoption/weekly", under: "Ada", weeks, ...(newest ? { newest } : {}) }]);
    const who = new Browser(house, { tenant: TENANT as TenantId, id: ada.id as PersonId }, ["lead"]);
    const { status, text } = await who.asks("/tab/overview");
    assert.equal(status, 200);
    return { overview: text, digest: textOf(await ada.says("digest")) };
  }
  /** Of five hundred: three hundred in one week, three hundred and fifty in the next, and so on. */
  const wavering = (count: number, last: number) =>
    Array.from({ length: count }, (_each, at) => {
      const active = (count - 1 - at) % 2 === 0 ? last : 650 - last;
      return [active, 500 - active];
    });
  const NONE = /No change can be told from rounding and chance/;
  const CHANGE = /Something has changed/;

  for (const last of [300, 350])
    it(`is nothing where weeks waver between 300 and 350 of 500, the newest with ${last}, as the digest says`, async () => {
      const { overview, digest } = await saidOf(wavering(26, last));

      assert.match(overview, new RegExp(`About ${last} people used Copilot`));
      assert.match(overview, NONE);
      assert.doesNotMatch(overview, CHANGE);
      assert.match(digest, /no change that can be told from chance/);
    });

  it("is what the digest says has changed: a week that is beyond what weeks vary", async () => {
    const { overview, digest } = await saidOf([...wavering(25, 300), [500, 0]]);

    assert.match(
      overview,
      /More people used Copilot in the week from 9 November 2026 than weeks vary by themselves/,
    );
    assert.match(digest, /more than weeks vary by themselves/);
    assert.doesNotMatch(overview, NONE);
  });

  it("is nothing where the group has another size than before", async () => {
    const resized = await saidOf([...steady(25, [200, 300]), [700, 50]]);
    assert.match(resized.overview, NONE);
    assert.match(resized.digest, /people joined this group or left it/);
  });

  it("is nothing where the newest week that is out is old", async () => {
    const { overview, digest } = await saidOf([...wavering(25, 300), [500, 0]], "2026-10-26");

    assert.match(overview, NONE);
    assert.match(digest, /Nothing newer is out since/);
  });
});
