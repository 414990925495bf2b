import assert from "node:assert/strict";
import fc from "fast-check";
import { type Standing, statuses } from "../../../src/core/outbound.ts";
import { readAudience } from "../../../src/features/campaigns/audience.ts";
import {
  type Campaign,
  figuresOf,
  goingOn,
  obstacleTo,
  type State,
  sameName,
  states,
  type steps,
} from "../../../src/features/campaigns/rules.ts";

const campaign = (state: State, asked = 100, close = false): Campaign => ({
  id: 7,
  tenant: "t",
  tip: "any",
  message: undefined,
  audience: "everyone",
  service: false,
  state,
  createdBy: "grace",
  approvedBy: undefined,
  sendAt: undefined,
  asked,
  close,
  revision: 0,
  revisedAt: undefined,
  next: undefined,
});

const nothing: Standing = {
  waiting: 0,
  sending: 0,
  sent: 0,
  blocked: 0,
  failed: 0,
  skipped: 0,
  unsure: 0,
};

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
    assert.ok(sameName("Grace Hopper", "grace\u00a0\u200b hopper"));
    assert.ok(!sameName("Grace", "Alan"));
  });

  const standings = fc.record(
    Object.fromEntries(statuses.map((status) => [status, fc.nat(20)])) as Record<
      keyof Standing,
      fc.Arbitrary<number>
    >,
  );
  const inLedger = (standing: Standing) => Object.values(standing).reduce((sum, n) => sum + n, 0);
  const property = (check: (about: Campaign, standing: Standing) => void) =>
    fc.assert(
      fc.property(
        standings,
        fc.constantFrom(...states),
        fc.nat(50),
        fc.boolean(),
        (standing, state, forgotten, close) =>
          check(campaign(state, inLedger(standing) + forgotten, close), standing),
      ),
      { seed: 20261124, numRuns: 300 },
    );

  it("always adds up to its audience", () => {
    property((about, standing) => {
      const { audience, ...parts } = figuresOf(about, standing);
      assert.equal(
        Object.values(parts).reduce<number>((sum, n) => sum + (n ?? 0), 0),
        audience,
      );
    });
  });

  it("doesn't tell how it ended for fewer than ten, or for all but the people of another", () => {
    for (const about of [campaign("sending", 9), campaign("sending", 100, true)]) {
      const all = { waiting: 2, sending: 1, sent: 3, blocked: 1, failed: 0, skipped: 1, unsure: 0 };
      const { audience, untold, ...parts } = figuresOf(about, all);

      assert.deepEqual(new Set(Object.values(parts)), new Set([null]));
      assert.deepEqual([audience, untold], [about.asked, about.asked]);
    }
    assert.equal(figuresOf(campaign("sending", 10), { ...nothing, blocked: 1 }).blocked, 1);
  });
});

describe("How a campaign goes on", () => {
  const now = new Date("2026-11-24T10:00:00Z");
  const oldestDue = new Date("2026-11-24T09:00:00Z");
  const reasons = [
    { reason: "stopped", n: 12 },
    { reason: "away", n: 9 },
    { reason: "snoozed", n: 1 },
  ];
  const progress = { lastMinute: 20, due: 40, oldestDue, reasons };
  const standing = { ...nothing, sent: 48, skipped: 12, waiting: 40 };

  it("is told with the end at this rate, and reasons of fewer than ten together", () => {
    assert.deepEqual(goingOn(campaign("sending"), standing, progress, now), {
      percent: 60,
      lastMinute: 20,
      oldestWaiting: oldestDue,
      finish: new Date("2026-11-24T10:02:00Z"),
      reasons: { stopped: 12, other: 10 },
    });
  });

  it("has no end in sight while it is paused, or nothing moves", () => {
    assert.equal(goingOn(campaign("paused"), standing, progress, now).finish, null);
    assert.equal(goingOn(campaign("sending"), standing, { ...progress, lastMinute: 0 }, now).finish, null);
  });

  it("is not told of fewer than ten", () => {
    const few = { ...nothing, sent: 1, waiting: 1 };
    assert.deepEqual(goingOn(campaign("sending", 2), few, progress, now), {
      percent: null,
      lastMinute: null,
      oldestWaiting: null,
      finish: null,
      reasons: null,
    });
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
      "-id:a",
      "id:a grade:heo",
      "grade:heo id:a",
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
