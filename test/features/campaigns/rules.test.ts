import assert from "node:assert/strict";
import fc from "fast-check";
import { type Standing, statuses } from "../../../src/core/outbound.ts";
import { readAudience } from "../../../src/features/campaigns/audience.ts";
import {
  type Campaign,
  figuresOf,
  obstacleTo,
  type State,
  sameName,
  states,
  type steps,
} from "../../../src/features/campaigns/rules.ts";

const campaign = (state: State, asked = 100): Campaign => ({
  id: 7,
  tenant: "t",
  tip: "any",
  audience: "everyone",
  service: false,
  state,
  createdBy: "grace",
  approvedBy: undefined,
  sendAt: undefined,
  asked,
});

describe("The life of a campaign", () => {
  const allowed: Readonly<Record<keyof typeof steps, readonly State[]>> = {
    approve: ["draft"],
    send: ["approved"],
    pause: ["scheduled", "sending"],
    resume: ["paused"],
    cancel: ["draft", "approved", "scheduled", "sending", "paused"],
    resend: ["sending"],
    recall: ["sending", "paused", "cancelled", "recalled"],
  };
  for (const [step, from] of Object.entries(allowed))
    it(`lets it be told to ${step} from ${from.join(", ")} and says why not from elsewhere`, () => {
      for (const state of states) {
        const obstacle = obstacleTo(step as keyof typeof steps, campaign(state));
        if (from.includes(state)) assert.equal(obstacle, undefined, state);
        else assert.match(String(obstacle), /^Campaign 7 can't be \w+: .+\.$/);
      }
    });

  it("knows one person by two ways of writing their name", () => {
    assert.ok(sameName("Grace", " grace "));
    assert.ok(!sameName("Grace", "Alan"));
  });

  it("always adds up to its audience", () => {
    const standings = fc.record(
      Object.fromEntries(statuses.map((status) => [status, fc.nat(20)])) as Record<
        keyof Standing,
        fc.Arbitrary<number>
      >,
    );
    fc.assert(
      fc.property(standings, fc.constantFrom(...states), fc.nat(50), (standing, state, forgotten) => {
        const asked = Object.values(standing).reduce((sum, n) => sum + n, 0) + forgotten;
        const { audience, ...parts } = figuresOf(campaign(state, asked), standing);
        assert.equal(
          Object.values(parts).reduce((sum, n) => sum + n, 0),
          audience,
        );
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});

describe("An audience", () => {
  it("is read part by part, with “-” for “not” and commas for “or”", () => {
    assert.deepEqual(readAudience('department:"HM Example" grade:HEO,seo -profession:policy'), [
      { field: "department", not: false, values: ["HM Example"] },
      { field: "grade", not: false, values: ["heo", "seo"] },
      { field: "profession", not: true, values: ["policy"] },
    ]);
    assert.deepEqual(readAudience(" Everyone "), []);
  });

  it("that can't be read whole is never read in part", () => {
    for (const text of [
      "grade:heo or everyone",
      "grade:heo everyone",
      "grade :heo",
      "grade:",
      "grade:heo;",
      '"everyone"',
      "-everyone",
    ])
      assert.equal(typeof readAudience(text), "string", text);
  });

  it("is read or refused with a sentence, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const read = readAudience(text);
        assert.ok(
          typeof read === "string"
            ? read.length > 10
            : read.length > 0 || text.trim().toLowerCase() === "everyone",
        );
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });
});
