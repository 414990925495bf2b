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
