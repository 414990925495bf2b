import { type Day, daysBetween } from "../../core/calendar.ts";
import type { DigestTodo } from "../../core/digest.ts";
import type { Published } from "../../core/figures.ts";
import { lotsOf } from "../../core/lots.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Contents } from "./contents.ts";

/** One thing worth doing this week. */
export type Todo =
  | { readonly kind: "session"; readonly nth: number }
  | { readonly kind: "share" }
  | { readonly kind: "thank"; readonly isUp: boolean }
  | { readonly kind: "offered"; readonly todo: DigestTodo };

const EPOCH: Day = "1970-01-05"; // a Monday
export const weekNumber = (monday: Day): number => Math.floor(daysBetween(EPOCH, monday) / 7);

/**
 * Another one each week, for each lead beginning elsewhere; where there is nothing of a kind, a session with another outline. But
 * where more people really use Copilot, thanks come first. The same for the same lead and week.
 */
export function todoFor(
  { tenant, id }: PersonKey,
  monday: Day,
  { value: { use } }: Published<Contents>,
  has: { readonly story: boolean; readonly offered: readonly DigestTodo[] },
): Todo {
  if (typeof use !== "string" && use.verdict.kind === "change" && use.verdict.way === "up")
    return { kind: "thank", isUp: true };
  const week = weekNumber(monday);
  const session: Todo = { kind: "session", nth: week };
  const [todo] = has.offered.slice(week % Math.max(1, has.offered.length));
  const all: readonly Todo[] = [
    session,
    has.story ? { kind: "share" } : session,
    { kind: "thank", isUp: false },
    todo === undefined ? session : { kind: "offered", todo },
  ];
  const first = Math.floor(lotsOf(`${tenant} ${id}`)() * all.length);
  return all[(week + first) % all.length] ?? session;
}
