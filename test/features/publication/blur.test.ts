import assert from "node:assert/strict";
import { blurredCount, marksWith } from "../../../src/features/publication/blur.ts";

const markOf = (people: readonly string[], secret = "secret") =>
  people.map(marksWith(secret)).reduce((sum, mark) => sum + mark, 0);
const team = (name: string) => Array.from({ length: 12 }, (_, at) => `${name}${at}`);

describe("Blurring", () => {
  it("is to the next five, up or down, and leaves fives alone", () => {
    for (let mark = 0; mark < 200; mark++) {
      assert.ok([10, 15].includes(blurredCount(12, 0, mark)));
      assert.equal(blurredCount(15, 0, mark), 15);
      assert.equal(blurredCount(0, 0, mark), 0);
    }
  });

  it("is right on average", () => {
    const all = Array.from({ length: 4_000 }, (_, at) => blurredCount(12, 0, markOf(team(`${at} `))));

    const mean = all.reduce((sum, each) => sum + each, 0) / all.length;

    assert.ok(Math.abs(mean - 12) < 0.2, `${mean}`);
  });

  it("is the same for the same people, in whatever order, and another with another secret", () => {
    const people = team("a");
    const teams = Array.from({ length: 100 }, (_, at) => team(`${at} `));

    assert.equal(markOf(people), markOf(people.toReversed()));
    assert.ok(
      teams.some((one) => blurredCount(12, 0, markOf(one)) !== blurredCount(12, 0, markOf(one, "other"))),
    );
  });

  it("doesn't show somebody who joined: the count may go down, stay, or go up by five", () => {
    const steps = Array.from({ length: 500 }, (_, at) => {
      const before = team(`${at} `);
      return blurredCount(8, 0, markOf([...before, "joiner"])) - blurredCount(7, 0, markOf(before));
    });

    for (const step of [-5, 0, 5]) assert.ok(steps.filter((each) => each === step).length > 25, `${step}`);
  });
});
