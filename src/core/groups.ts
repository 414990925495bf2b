import { invalid } from "./failures.ts";
import type { PersonId } from "./person.ts";
import type { Group } from "./published.ts";

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** How a group is named on the command line. */
export const groupUsage =
  "[--under <id> | --pilot <group id> | --department <name> [--profession <id> [--grade <id>]] | --profession <id> | --grade <id>]";
export const groupOptions = {
  under: { type: "string" },
  pilot: { type: "string" },
  department: { type: "string" },
  profession: { type: "string" },
  grade: { type: "string" },
} as const;

export function groupFrom(options: Options): Group {
  const [under, pilot, ...path] = ["under", "pilot", "department", "profession", "grade"].map((name) => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  });
  const [department, profession, grade] = path;
  if ([under, pilot, path.find((part) => part !== undefined)].filter((each) => each !== undefined).length > 1)
    throw invalid("Name one of --under, --pilot and --department, not more.");
  if (pilot !== undefined) return { pilot };
  if (under !== undefined) return { under: under as PersonId }; // whoever it is, only sums over ten are found
  if (department === undefined && profession !== undefined && grade !== undefined)
    throw invalid("Name --department as well, or one of --profession and --grade.");
  if (department === undefined && profession !== undefined) return { across: { profession } };
  if (department === undefined) return grade === undefined ? { path: [] } : { across: { grade } };
  if (profession === undefined && grade !== undefined) throw invalid("Name --profession as well.");
  if (profession === undefined) return { path: [department] };
  return { path: grade === undefined ? [department, profession] : [department, profession, grade] };
}

export function groupInWords(group: Group): string {
  if ("under" in group) return `everybody below ${group.under}`;
  if ("pilot" in group) return `the pilot group ${group.pilot}`;
  if ("across" in group) return `${Object.values(group.across).join()} in all departments`;
  return group.path.length === 0 ? "the whole organisation" : group.path.join(", ");
}

export const isSameGroup = (one: Group, other: Group): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
