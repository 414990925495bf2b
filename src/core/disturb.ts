import { localIn } from "./calendar.ts";
import type { Composed } from "./outbound.ts";
import type { Person } from "./person.ts";
import type { Availability, Presence, Run } from "./ports.ts";

/** Why somebody with automatic replies on got nothing. */
export const AWAY = "away";
const BUSY_MS = 30 * 60_000;

/** What becomes of a message to somebody who is better left alone. */
export type Undisturbed = Exclude<Composed, { readonly kind: "send" }>;

/**
 * Why each is better left alone just now, in the same order; undefined where they may be written to. Asked at this moment
 * only, and only of those who are given: who are about to be written to. What it answers isn't kept.
 */
export async function undisturbed(
  people: readonly (Person | undefined)[],
  availability: Availability | undefined,
  run: Run,
): Promise<readonly (Undisturbed | undefined)[]> {
  const asked = [...new Set(people.flatMap((person) => person ?? []))];
  if (availability === undefined || asked.length === 0) return people.map(() => undefined);
  const found = await availability.of(asked, run);
  const presence = new Map(asked.map((person, at) => [person, found[at]]));
  return people.map((person) => person && disturbs(presence.get(person), person, run.now));
}

/**
 * Whoever is away isn't written to; whoever is busy is asked about again in their hours of this day. The reasons that the
 * ledger keeps don't tell that they were busy.
 */
function disturbs(
  presence: Presence | undefined,
  { zone, until }: Person,
  now: Date,
): Undisturbed | undefined {
  if (presence === "away") return { kind: "skip", reason: AWAY };
  if (presence !== "busy") return undefined;
  const later = new Date(now.getTime() + BUSY_MS);
  const [today, then] = [localIn(zone, now), localIn(zone, later)];
  return today.day === then.day && then.time <= until
    ? { kind: "wait", reason: "a better moment", until: later }
    : { kind: "skip", reason: "outside the chosen hours" };
}
