import assert from "node:assert/strict";
import { lotsOf, normalFrom } from "../../../src/core/lots.ts";
import type { PersonId } from "../../../src/core/person.ts";
import { evaluated } from "../../../src/features/benefits/evaluations/effect.ts";
import {
  basisOf,
  type Member,
  outcomesOf,
  sizesOf,
} from "../../../src/features/benefits/evaluations/history.ts";
import { powerIn } from "../../../src/features/benefits/evaluations/planning.ts";

const TRIALS = 400;

/** Lots drawn anew for each trial; teammates share a part of what they do, and everybody keeps their habit. */
function trial(nth: number, teamSize: number, effect: (smallest: number) => number) {
  const lots = lotsOf(`trial ${nth} ${teamSize}`);
  const members: readonly Member[] = Array.from({ length: 400 }, (_, at) => ({
    id: `p${at}` as PersonId,
    arm: Math.floor(at / teamSize) % 2 === 0 ? "tips" : "held-out",
    unit: Math.floor(at / teamSize),
    history: true,
  }));
  const [habits, teams] = [members.map(() => normalFrom(lots)), members.map(() => normalFrom(lots))];
  const draw = (more: number) =>
    new Map(
      members.map(({ id, arm, unit }, at) => [
        id,
        (habits[at] ?? 0) + 0.5 * (teams[unit] ?? 0) + 0.8 * normalFrom(lots) + (arm === "tips" ? more : 0),
      ]),
    );
  const [earlier, before] = [draw(0), draw(0)];
  const basis = basisOf(members, before, [earlier, before]);
  const { figures } = powerIn(members, basis, 1);
  const after = draw(effect(figures.smallest ?? 0));
  const { tips, heldOut, teamSize: size } = sizesOf(members);
  const plan = { ...basis, tips, heldOut, teamSize: size, worthwhile: 1 };
  const found = evaluated(plan, outcomesOf(members, after, before));
  assert.ok(found.kind === "evaluated");
  return found.verdict;
}
const share = (teamSize: number, effect: (smallest: number) => number): number =>
  Array.from({ length: TRIALS }, (_, nth) => trial(nth, teamSize, effect)).filter(
    (verdict) => verdict !== "no difference found",
  ).length / TRIALS;

describe("What is told before the start", () => {
  for (const teamSize of [1, 8]) {
    const drawn = teamSize === 1 ? "people" : "teams";

    it(`holds: the smallest difference is found four times in five or more, by lots for ${drawn}`, () => {
      const found = share(teamSize, (smallest) => smallest);

      assert.ok(found > 0.77 && found < 0.97, `${found}`);
    });

    it(`holds: where there is none, one is found in one of twenty, by lots for ${drawn}`, () => {
      const found = share(teamSize, () => 0);

      assert.ok(found > 0.015 && found < 0.085, `${found}`);
    });
  }
});
