import assert from "node:assert/strict";
import { addDays } from "../../../src/core/calendar.ts";
import { periodNamed } from "../../../src/core/period.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { TENANT, TestHouse } from "../../harness/house.ts";
import { FakeSource, idOf, row, whole } from "./source.ts";

const REPORT = "2026-11-27"; // a Friday, two days before the week's end

describe("Adoption, published", () => {
  let house: TestHouse;
  let source: FakeSource;
  beforeEach(async () => {
    house = new TestHouse();
    source = new FakeSource();
    await house.open({ adoption: source });
  });
  afterEach(() => house.close());

  const names = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
  async function reads(
    licensed: number,
    without: number,
    active: number,
    reportedOn = REPORT,
  ): Promise<void> {
    house.now = new Date("2026-11-29T10:00:00Z");
    source.rounds = [
      [
        [
          ...names(licensed).map((name) => whole(name)),
          ...Array.from({ length: without }, (_, at) => whole(`without${at}`, { plans: [] })),
        ],
      ],
    ];
    source.report = [
      names(licensed).map((name, at) =>
        row(name, reportedOn, at < active ? { any: addDays(reportedOn, -3) } : {}),
      ),
    ];
    await house.operates("sync");
    await house.operates("publish --now 2026-12-01T09:00:00Z");
  }
  async function figure(measure: string, period = "2026-W48") {
    const port = house.app.features.flatMap(({ published }) => published ?? [])[0];
    const found = periodNamed(period);
    assert.ok(port && found);
    return (await port.figure(TENANT as TenantId, measure, { path: [] }, found)).value;
  }
  async function sums(measure: string) {
    const value = await figure(measure);
    assert.ok("sums" in value, JSON.stringify(value));
    return value.sums;
  }

  it("says how many have a licence and how many used it, to the next five", async () => {
    await reads(32, 13, 18);

    const { licensed, unlicensed } = await sums("adoption/licences");
    const { active, inactive } = await sums("adoption/active");

    assert.ok(
      [30, 35].includes(licensed ?? 0) && [10, 15].includes(unlicensed ?? 0),
      `${licensed} ${unlicensed}`,
    );
    assert.ok([15, 20].includes(active ?? 0) && [10, 15].includes(inactive ?? 0), `${active} ${inactive}`);
  });

  it("says nothing where everybody has a licence, as that would be said of each", async () => {
    await reads(32, 0, 18);

    assert.deepEqual(await figure("adoption/licences"), { none: "too few people" });
  });

  it("waits for a report that speaks of the week", async () => {
    await reads(32, 13, 18, "2026-11-22");

    assert.deepEqual(await figure("adoption/active"), { none: "not out yet" });
  });

  it("keeps nothing exact of how things stand", async () => {
    await reads(32, 13, 18);

    const { publication_block: blocks = [], publication_group: groups = [] } = await house.everything();
    const kept = [...blocks, ...groups].filter(({ measure }) => String(measure).startsWith("adoption/"));

    assert.ok(kept.length > 0);
    for (const { people, sums } of kept)
      for (const count of [people, ...(sums as number[])]) assert.equal(Number(count) % 5, 0);
    assert.doesNotMatch(JSON.stringify(kept), new RegExp(idOf("p1")));
  });
});
