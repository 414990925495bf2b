import assert from "node:assert/strict";
import { lotsOf, normalFrom } from "../../../src/core/lots.ts";
import type { PersonId } from "../../../src/core/person.ts";
import { basisOf, digits, type Member, sizesOf } from "../../../src/features/benefits/evaluations/history.ts";

const PEOPLE = 4000;

/** Teams of so many, every second of them with tips. */
const members = (teamSize: number, history = true): readonly Member[] =>
  Array.from({ length: PEOPLE }, (_, at) => ({
    id: `p${at}` as PersonId,
    arm: Math.floor(at / teamSize) % 2 === 0 ? "tips" : "held-out",
    unit: Math.floor(at / teamSize),
    history,
  }));
const values = (of: (at: number) => number) =>
  new Map(Array.from({ length: PEOPLE }, (_, at) => [`p${at}` as PersonId, of(at)]));

describe("What history says of an evaluation to come", () => {
  it("is how far people lie apart within their arm, to two digits, the last one up", () => {
    const apart = values((at) => (at % 4 < 2 ? 1 : 3));

    assert.deepEqual(basisOf(members(1), apart), { deviation: 1.1, alike: 0, explained: 0, known: true });
    const tipsDo = values((at) => (at % 2 === 0 ? 100 : 0) + (at % 4 < 2 ? 1 : 3));
    assert.equal(basisOf(members(1), tipsDo).deviation, 1.1);
  });

  it("is how alike colleagues are: the share of the variance that lies between teams", () => {
    const lots = lotsOf("alike");
    const team = Array.from({ length: PEOPLE / 8 }, () => normalFrom(lots));
    const half = values((at) => (team[Math.floor(at / 8)] ?? 0) + normalFrom(lots));

    const { alike } = basisOf(members(8), half);

    assert.ok(Math.abs(alike - 0.5) < 0.06, `${alike}`);
    assert.ok(
      basisOf(
        members(8),
        values(() => normalFrom(lots)),
      ).alike < 0.03,
    );
  });

  it("is how much of it was so before, rounded down, and only of those who have history", () => {
    const lots = lotsOf("explained");
    const before = values(() => normalFrom(lots));
    const after = values((at) => (before.get(`p${at}` as PersonId) ?? 0) + normalFrom(lots));

    const { explained } = basisOf(members(1), after, [before, after]);

    assert.ok([0.45, 0.5].includes(explained), `${explained}`);
    assert.equal(basisOf(members(1, false), after, [before, after]).explained, 0);
  });

  it("counts with the team of the average person, which is larger than the average team", () => {
    const uneven = members(1).map((one, at) => ({ ...one, unit: at < 2000 ? 0 : at }));

    assert.ok(sizesOf(uneven).teamSize > 200);
    assert.equal(sizesOf(members(8)).teamSize, 8);
  });

  it("never says less than it is", () => {
    assert.deepEqual([0, 0.4101, 0.42, 12.01, 119, 3].map(digits), [0, 0.42, 0.42, 13, 120, 3]);
  });
});
