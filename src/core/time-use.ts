import type { Day } from "./calendar.ts";
import type { Unpublished } from "./figures.ts";
import type { PersonId, TenantId } from "./person.ts";

/** Reports count at most so many minutes of one person's day, saved or lost. What they said is kept as they said it. */
export const COUNTED_A_DAY = 120;

/** Where the time went. */
export const uses = [
  "other-work",
  "quality",
  "planning",
  "learning",
  "wellbeing",
  "meetings",
  "not-sure",
] as const;
export type Use = (typeof uses)[number];

/** One report, as far as figures need it. Minutes are whole; below zero is time lost. */
export interface TimeReport {
  readonly person: PersonId;
  /** The Monday of the week it counts in. */
  readonly week: Day;
  /** The day it is about. */
  readonly on: Day;
  readonly net: number;
  /** False: new work, which is no time saved. Unanswered counts as work that would have been done. */
  readonly anyway: boolean | undefined;
  readonly use: Use | undefined;
}

/** Everybody's reports that count in these weeks. */
export type TimeReportsOf = (
  tenant: TenantId,
  weeks: readonly Day[],
) => Promise<Unpublished<readonly TimeReport[]>>;
