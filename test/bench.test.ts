import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isWithin } from "../bench/parts/figures.ts";

describe("what a bench says of a goal", () => {
  const lasting = (value: number) => ({ name: "a ratio", value, unit: "", atMost: 3 });
  const rate = (value: number) => ({ name: "a rate", value, unit: "", atLeast: 0.7 });

  it("with no slack, a goal is met or not met", () => {
    assert.deepEqual(
      [2.9, 3, 3.1].map((value) => isWithin(lasting(value), 0)),
      [true, true, false],
    );
    assert.deepEqual(
      [0.6, 0.7, 0.8].map((value) => isWithin(rate(value), 0)),
      [false, true, true],
    );
  });

  it("slack of more than the goal itself still tells what misses it by less from what misses it by more", () => {
    assert.deepEqual(
      [2, 9, 9.1].map((value) => isWithin(lasting(value), 2)),
      [true, true, false],
    );
    assert.equal(isWithin(rate(0.1), 2), true);
  });

  it("what was not measured meets no goal, whatever the slack", () => {
    assert.equal(isWithin({ ...rate(1), value: undefined }, 2), false);
  });
});
