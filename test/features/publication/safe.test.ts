import assert from "node:assert/strict";
import { isSafe, LIMITS, lotOf, tightened, together } from "../../../src/features/publication/safe.ts";
import { dice } from "./organisation.ts";

const lot = (...values: readonly number[]) =>
  lotOf([Float64Array.from(values)], Int32Array.from(values.keys()));
const ones = (count: number) => Array.from({ length: count }, () => 1);

describe("A sum", () => {
  it("is safe over ten people and not over nine", () => {
    assert.equal(isSafe(lot(...ones(10)), LIMITS), true);
    assert.equal(isSafe(lot(...ones(9)), LIMITS), false);
  });

  it("isn't safe where one person has more than 45 % of it, saved or lost", () => {
    assert.equal(isSafe(lot(9, ...ones(11)), LIMITS), true);
    assert.equal(isSafe(lot(9.1, ...ones(11)), LIMITS), false);
    assert.equal(isSafe(lot(-9.1, ...ones(11)), LIMITS), false);
  });

  it("isn't safe where everybody's is nought, as everybody's is then known", () => {
    assert.equal(isSafe(lot(...ones(20).map(() => 0)), LIMITS), false);
  });

  it("isn't safe where only one of its parts is", () => {
    const two = lotOf(
      [Float64Array.from(ones(10)), Float64Array.from([5, ...ones(9).map(() => 0)])],
      Int32Array.from(ones(10).keys()),
    );

    assert.equal(isSafe(two, LIMITS), false);
  });

  it("passes the (2, 90 %) rule and the 10 % rule whenever it is safe, whoever comes second", () => {
    const chance = dice(1);
    let safe = 0;
    for (let turn = 0; turn < 20_000; turn++) {
      const values = Array.from({ length: 10 + Math.floor(chance() * 3) }, () =>
        Math.round(chance() ** 8 * 600),
      );
      const [first = 0, second = 0] = values.toSorted((a, b) => b - a);
      const total = values.reduce((sum, value) => sum + value, 0);
      if (!isSafe(lot(...values), LIMITS)) continue;
      safe++;
      assert.ok(first + second <= 0.9 * total + 1e-9 && total - first - second >= 0.1 * first - 1e-9);
    }
    assert.ok(safe > 1_000);
  });

  it("stays safe when another safe one is added to it", () => {
    const both = together(lot(9, ...ones(11)), lot(90, ...ones(110)));

    assert.equal(isSafe(both, LIMITS), true);
  });

  it("can be held to stricter limits, never to looser ones", () => {
    assert.deepEqual(tightened({ fewest: 5, largestTwo: 0.95, uncertainty: 0.05 }), LIMITS);
    assert.deepEqual(tightened({ fewest: 20 }), { ...LIMITS, fewest: 20 });
    assert.equal(isSafe(lot(9, ...ones(11)), tightened({ largestTwo: 0.8 })), false);
  });
});
