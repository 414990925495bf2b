import type { Because, Reading } from "../../../src/core/figures.ts";
import { opened } from "../../../src/core/publication.ts";
import { type Asked, type Estimated, estimate } from "../../../src/features/benefits/estimate.ts";
import type { Reported } from "../../../src/features/benefits/sample.ts";

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

const reported = (person: string, net: number, more: Partial<Reported> = {}): Reported => ({
  person,
  week: MONDAY,
  on: MONDAY,
  net,
  anyway: true,
  use: "other-work",
  ...more,
});

/** Each of so many people reports once. */
export const people = (count: number, net: (at: number) => number, more: Partial<Reported> = {}) =>
  Array.from({ length: count }, (_, at) => reported(`person ${at}`, net(at), more));

export const asked = (reports: readonly Reported[], more: Partial<Asked> = {}): Asked => ({
  name: "Policy 2026-W45",
  lastDay: "2026-11-08",
  reports,
  asked: 100,
  licensed: reading(120),
  activeWeeks: reading(80),
  ...more,
});

export function estimateOf(of: Asked): Estimated {
  const found = opened(estimate(of));
  if (found.kind !== "estimated") throw new Error(found.because);
  return found;
}
