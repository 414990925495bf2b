import type { Because, Reading } from "../../../src/core/figures.ts";
import type { PersonId } from "../../../src/core/person.ts";
import type { TimeReport } from "../../../src/core/time-use.ts";
import {
  type Estimate,
  type Estimated,
  estimate,
  FEWEST,
  lotOf,
} from "../../../src/features/benefits/estimate.ts";
import { reportersIn } from "../../../src/features/benefits/sample.ts";

export const MONDAY = "2026-11-02";

export const reading = (value: number, refreshedOn = "2026-11-10"): Reading<number> => ({
  source: "usage reports",
  refreshedOn,
  coverage: 1,
  value,
});

export const unread = (unknown: Because): Reading<number> => ({
  source: "usage reports",
  refreshedOn: undefined,
  coverage: undefined,
  unknown,
});

const reported = (person: string, net: number, more: Partial<TimeReport> = {}): TimeReport => ({
  person: person as PersonId, // any text

  week: MONDAY,
  on: MONDAY,
  net,
  anyway: true,
  use: "other-work",
  ...more,
});

/** Each of so many people reports once. */
export const people = (count: number, net: (at: number) => number, more: Partial<TimeReport> = {}) =>
  Array.from({ length: count }, (_, at) => reported(`person ${at}`, net(at), more));

export interface Asked {
  readonly name: string;
  readonly lastDay: string;
  readonly reports: readonly TimeReport[];
  readonly asked: number | undefined;
  readonly licensed: Reading<number>;
  readonly activeWeeks: Reading<number>;
}

export const asked = (reports: readonly TimeReport[], more: Partial<Asked> = {}): Asked => ({
  name: "Policy 2026-W45",
  lastDay: "2026-11-08",
  reports,
  asked: 100,
  licensed: reading(120),
  activeWeeks: reading(80),
  ...more,
});

/** What comes of one lot, as the product works it out but for the gate. */
export function estimateFrom({ name, lastDay, reports, asked, licensed, activeWeeks }: Asked): Estimate {
  const { of, cut } = reportersIn(reports);
  const reporters = [...of.values()];
  const lots =
    reporters.length < FEWEST ? [] : [{ ...lotOf(reporters, name, { asked, cut }), active: activeWeeks }];
  return estimate({ lastDay, lots, asked, licensed, newWork: undefined, tookLonger: undefined });
}

export function estimateOf(of: Asked): Estimated {
  const found = estimateFrom(of);
  if (found.kind !== "estimated") throw new Error(found.because);
  return found;
}
