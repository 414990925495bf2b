import assert from "node:assert/strict";
import { lotsOf, normalFrom } from "../../../src/core/lots.ts";
import { opened } from "../../../src/core/publication.ts";
import {
  evaluation,
  type Outcome,
  type Plan,
  powerOf,
} from "../../../src/features/benefits/evaluations/effect.ts";

const plan: Plan = {
  heldOut: 100,
  tips: 900,
  deviation: 3,
  teamSize: 1,
  alike: 0,
  explained: 0,
  worthwhile: 1,
};

/** Lots are drawn for each; history explains most of what comes after. */
function people(count: number, effect: number, teamSize = 1): readonly Outcome[] {
  const lots = lotsOf("an evaluation");
  return Array.from({ length: count }, (_, at) => {
    const arm = Math.floor(at / teamSize) % 10 === 0 ? "held-out" : "tips";
    const before = 5 + 3 * normalFrom(lots);
    return {
      arm,
      unit: `${Math.floor(at / teamSize)}`,
      before: at % 7 === 0 ? undefined : before,
      outcome: before + normalFrom(lots) + (arm === "tips" ? effect : 0),
    };
  });
}
function evaluated(of: Plan, outcomes: readonly Outcome[]) {
  const found = opened(evaluation(of, outcomes));
  if (found.kind !== "evaluated") throw new Error(found.because);
  return found;
}

describe("What can be shown", () => {
  it("is told before the start: the smallest effect that would be found four times in five", () => {
    const { smallest, enough } = powerOf(plan);

    // 2.8 standard errors of 3 × √(1/100 + 1/900)
    assert.ok(Math.abs(smallest - 2.805 * 3 * Math.sqrt(1 / 100 + 1 / 900)) < 0.002, `${smallest}`);
    assert.ok(enough);
    assert.ok(Math.abs(powerOf({ ...plan, worthwhile: smallest }).power - 0.8) < 0.001);
  });

  it("is less where lots are drawn for teams of people who are alike, and more with their history", () => {
    const { smallest } = powerOf(plan);

    assert.ok(powerOf({ ...plan, heldOut: 200, tips: 1800, teamSize: 10, alike: 0.3 }).smallest > smallest);
    assert.ok(Math.abs(powerOf({ ...plan, explained: 0.75 }).smallest - smallest / 2) < 1e-9);
  });

  it("is nothing where an arm has fewer than ten people or teams", () => {
    assert.equal(powerOf({ ...plan, heldOut: 9 }).enough, false);
    assert.equal(powerOf({ ...plan, teamSize: 11 }).smallest, Number.POSITIVE_INFINITY);
  });
});

describe("An evaluation of tips", () => {
  it("is refused where it could not have found what matters, whatever was found", () => {
    const found = opened(evaluation({ ...plan, worthwhile: 0.5 }, people(1000, 50)));

    assert.equal(found.kind === "refused" && found.because, "underpowered");
    const few = opened(evaluation(plan, people(90, 1)));
    assert.equal(few.kind === "refused" && few.because, "too few in an arm");
  });

  it("finds an effect that is there, with an interval that holds it", () => {
    const { effect, verdict } = evaluated(plan, people(1000, 1));

    assert.equal(verdict, "more");
    assert.ok(effect.low < 1 && effect.high > 1);
    assert.equal(evaluated(plan, people(1000, -1)).verdict, "less");
  });

  it("says that no difference was found where there is none, and not that there is none", () => {
    assert.equal(evaluated(plan, people(1000, 0)).verdict, "no difference found");
  });

  it("is narrower with people's history than without, and shows both", () => {
    const { effect, unadjusted, explained } = evaluated(plan, people(1000, 1));

    assert.ok(effect.high - effect.low < 0.8 * (unadjusted.high - unadjusted.low));
    assert.ok(explained > 0.8);
  });

  it("is Welch's where lots are drawn for people: figures worked out by hand", () => {
    const arm = (name: Outcome["arm"], outcomes: readonly number[]): readonly Outcome[] =>
      outcomes.map((outcome, at) => ({ arm: name, unit: `${name} ${at}`, outcome, before: undefined }));
    const ups = Array.from({ length: 20 }, (_, at) => 10 + (at % 2)); // mean 10.5, variance 5/19
    const downs = Array.from({ length: 10 }, (_, at) => 4 + 2 * (at % 2)); // mean 5, variance 10/9
    const { effect } = evaluated({ ...plan, worthwhile: 9 }, [
      ...arm("tips", ups),
      ...arm("held-out", downs),
    ]);

    assert.equal(effect.value, 5.5);
    // √(5/19/20 + 10/9/10) = 0.35254, 11.2 degrees of freedom, t = 2.1963
    assert.ok(
      Math.abs(effect.high - effect.low - 2 * 2.1963 * 0.35254) < 0.003,
      `${effect.high - effect.low}`,
    );
  });

  it("bears that colleagues are alike where lots were drawn for teams", () => {
    const lots = lotsOf("teams");
    const team = Array.from({ length: 200 }, () => normalFrom(lots) * 2);
    const alike = people(2000, 0, 10).map((each) => ({
      ...each,
      before: undefined,
      outcome: each.outcome + (team[Number(each.unit)] ?? 0),
    }));
    const alone = alike.map((each, at) => ({ ...each, unit: `${at}` }));
    const wide = evaluated(plan, alike).effect;
    const narrow = evaluated(plan, alone).effect;

    assert.ok(wide.high - wide.low > 1.4 * (narrow.high - narrow.low));
  });

  it("shows who was planned for and isn't in it", () => {
    assert.deepEqual(evaluated({ ...plan, heldOut: 110 }, people(1000, 1)).notAsPlanned, {
      tips: 0,
      "held-out": -10,
    });
  });
});
