import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { Lots } from "../../../src/core/lots.ts";
import type { PersonId, PersonKey, TenantId } from "../../../src/core/person.ts";
import { armOf } from "../../../src/features/nudges/hold-out.ts";
import { betaFrom, lotsFor } from "../../../src/features/nudges/lots.ts";

const many = (n: number, draw: () => number) => Array.from({ length: n }, draw);
const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
const spread = (all: readonly number[]) => mean(all.map((one) => (one - mean(all)) ** 2));

describe("Lots", () => {
  it("fall the same way each time for one person on one day, and otherwise for another or tomorrow", () => {
    const five = (lots: Lots) => many(5, lots);
    const today = five(lotsFor("ada", "2026-11-24"));

    assert.deepEqual(five(lotsFor("ada", "2026-11-24")), today);
    assert.notDeepEqual(five(lotsFor("bob", "2026-11-24")), today);
    assert.notDeepEqual(five(lotsFor("ada", "2026-11-25")), today);
  });

  it("are spread evenly from 0 to 1, also the first of each of many people alike", () => {
    for (const all of [
      many(10_000, lotsFor("ada", "2026-11-24")),
      Array.from({ length: 10_000 }, (_, at) => lotsFor(`person-${at}`, "2026-11-24")()),
    ]) {
      assert.ok(all.every((lot) => lot >= 0 && lot < 1));
      for (let tenth = 0; tenth < 10; tenth++) {
        const within = all.filter((lot) => Math.floor(lot * 10) === tenth).length;
        assert.ok(within > 850 && within < 1150, `${tenth}: ${within}`);
      }
    }
  });

  for (const [a, b] of [
    [1, 1],
    [2, 2],
    [12, 2],
    [2, 40],
    [3000, 1000],
  ] as const)
    it(`drawn from Beta(${a}, ${b}) have its mean and variance`, () => {
      const lots = lotsFor("ada", "2026-11-24");

      const all = many(20_000, () => betaFrom(lots, a, b));

      const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
      assert.ok(all.every((one) => one > 0 && one < 1));
      assert.ok(Math.abs(mean(all) - a / (a + b)) < 5 * Math.sqrt(variance / all.length));
      assert.ok(Math.abs(spread(all) / variance - 1) < 0.06);
    });
});

describe("Who is held out", () => {
  const key = "0123456789abcdef".repeat(4);
  const people = Array.from({ length: 5000 }, (_, at) => ({
    tenant: "t" as TenantId,
    id: `person-${at}` as PersonId,
  }));
  const heldOut = async (percent: number, by = key, among: readonly PersonKey[] = people) => {
    const arms = await Promise.all(
      among.map((person) => armOf(by, percent, `${person.tenant}/${person.id}`)),
    );
    return among.filter((_person, at) => arms[at] === "held-out").map(({ id }) => id);
  };

  for (const percent of [0, 10, 50])
    it(`is ${percent} % of everybody`, async () => {
      const share = ((await heldOut(percent)).length / people.length) * 100;

      assert.ok(Math.abs(share - percent) <= 2, `${share}`);
    });

  it("is held out also where more are", async () => {
    const more = new Set(await heldOut(20));

    assert.ok((await heldOut(10)).every((id) => more.has(id)));
  });

  it("is the same each time, and others by another key or in another organisation", async () => {
    const elsewhere = people.map(({ id }) => ({ tenant: "u" as TenantId, id }));
    const here = await heldOut(10);

    assert.deepEqual(await heldOut(10), here);
    assert.notDeepEqual(await heldOut(10, "ff".repeat(32)), here);
    assert.notDeepEqual(await heldOut(10, key, elsewhere), here);
  });

  it("is told by HMAC-SHA-256, as anybody can check who has the key", async () => {
    const sealed = createHmac("sha256", Buffer.from(key, "hex")).update("t/person-0").digest();
    const percent = (sealed.readUIntBE(0, 6) / 2 ** 48) * 100;

    assert.equal(await armOf(key, percent - 0.01, "t/person-0"), "tips");
    assert.equal(await armOf(key, percent + 0.01, "t/person-0"), "held-out");
  });
});
