import assert from "node:assert/strict";
import { unpublished } from "../../../src/core/figures.ts";
import { isPublished } from "../../../src/core/published.ts";
import { releasing } from "../../../src/features/publication/releases.ts";
import { LIMITS } from "../../../src/features/publication/safe.ts";

const NONE = { none: "too few people" };
const many = (count: number, each = 1): readonly number[] => Array.from({ length: count }, () => each);

describe("What was compared between two arms", () => {
  const released = (arms: readonly (readonly number[])[], limits = LIMITS) => {
    const out = releasing(limits)(unpublished({ arms, result: "an effect" }));
    assert.ok(isPublished(out));
    return out.value;
  };

  it("may be told of ten people in each arm", () => {
    assert.equal(released([many(10), many(10)]), "an effect");
  });

  it("isn't told where one arm has nine, or fewer than are asked for here", () => {
    assert.deepEqual(released([many(100), many(9)]), NONE);
    assert.deepEqual(released([many(100), many(11)], { ...LIMITS, fewest: 12 }), NONE);
  });

  it("isn't told where one person is nearly half of an arm, by what they saved or lost", () => {
    assert.deepEqual(released([many(10), [...many(9), 9]]), NONE);
    assert.deepEqual(released([many(10), [...many(9), -9]]), NONE);
    assert.equal(released([many(10), [...many(9), 7]]), "an effect");
  });

  it("isn't told where everybody's in an arm is nought, nor where there are no arms", () => {
    assert.deepEqual(released([many(50), many(50, 0)]), NONE);
    assert.deepEqual(released([]), NONE);
  });
});
