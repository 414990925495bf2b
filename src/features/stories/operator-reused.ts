import { localIn, mondayOf } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import type { OperatorCommand } from "../../core/feature.ts";
import type { TenantId } from "../../core/person.ts";
import type { Releases } from "../../core/trial.ts";
import { HOME_ZONE } from "./desk.ts";
import type { Spread, TryStore } from "./store-tries.ts";

interface Parts {
  readonly tries: TryStore;
  readonly releases: Releases;
}

const SHOWN = 20;
const FEW = "fewer than ten";
/** A count of departments goes down to one of these. */
const STEPS = [50, 20, 10, 5, 2, 1, 0] as const;

/**
 * The stories that went furthest. None of it can be subtracted to a person: ten people or more have tried what has a count,
 * the count is of departments and no people, it goes down to steps, and what is new is in it from the Monday after, with all
 * else of that week. Where a step is crossed, anybody in any department that wasn't in it could have crossed it. Stories with
 * the same count stand by their titles, so that their order says no more.
 */
export const reusedOperation = ({ tries, releases }: Parts): OperatorCommand => ({
  name: "stories reused",
  usage: "stories reused --tenant <id>",
  does: "Lists stories by the number of departments in which they worked, where ten people or more tried them",
  options: { tenant: { type: "string" } },
  async run({ options: { tenant } }, { now }) {
    if (typeof tenant !== "string") throw invalid("Say which organisation with --tenant.");
    const monday = mondayOf(localIn(HOME_ZONE, now).day);
    const all = await tries.spread(tenant.toLowerCase() as TenantId, new Date(`${monday}T00:00:00Z`)); // as any tenant is named on the command line
    const stories = reusedIn(all, releases);
    return { lines: linesOf(stories), value: { stories } };
  },
});

/** Those that went furthest first. */
export const reusedIn = (all: readonly Spread[], releases: Releases) =>
  all
    .map((story) => ({ story: story.id, title: story.title, departments: countOf(story, releases) }))
    .toSorted((one, other) => orderOf(other) - orderOf(one));

function countOf({ departments }: Spread, releases: Releases): Reused["departments"] {
  const { value } = releases(departments);
  return typeof value === "number" ? (STEPS.find((step) => step <= value) ?? 0) : FEW;
}

interface Reused {
  readonly title: string;
  readonly departments: number | typeof FEW;
}

const orderOf = ({ departments }: Reused): number => (departments === FEW ? -1 : departments);

function linesOf(stories: readonly Reused[]): readonly string[] {
  if (stories.length === 0) return ["No story was tried yet, before this week."];
  const rest = stories.length - SHOWN;
  return [
    ...stories.slice(0, SHOWN).map(({ title, departments }) => `${inWords(departments)}: ${title}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

function inWords(departments: Reused["departments"]): string {
  if (departments === FEW) return "fewer than ten people tried it";
  if (departments === 0) return "in no department that is known";
  return departments === 1 ? "1 department" : `${departments} departments or more`;
}
