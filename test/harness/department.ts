import { sql } from "kysely";
import { addDays, type Day, mondayOf } from "../../src/core/calendar.ts";
import type { Database } from "../../src/core/database.ts";
import type { PersonId, TenantId } from "../../src/core/person.ts";
import { idsOf, tasks } from "../../src/core/taxonomy.ts";
import { uses } from "../../src/core/time-use.ts";

export const DEPARTMENT = "22222222-2222-4222-8222-222222222222" as TenantId; // an invented organisation

interface Wanted {
  readonly people: number;
  readonly weeks: number;
  /** The last of the weeks is the newest that is out on this day. */
  readonly on: Day;
  /** What carries out an operator's command, and reads files from here. */
  readonly operate: (line: string, files?: Readonly<Record<string, string>>) => Promise<void>;
  readonly db: Database;
}

const BODIES = [
  "Policy and strategy",
  "Operations",
  "Digital and data",
  "Corporate services",
  "Inspections",
  "Grants",
];
const TITLES = [
  "EO caseworker",
  "HEO policy adviser",
  "SEO project manager",
  "Grade 7 policy adviser",
  "HEO data analyst",
  "AO caseworker",
  "Grade 6 project manager",
  "SEO data analyst",
];
const PEOPLE_TO_A_MANAGER = 8;
/** Days after a week's Monday: the Sunday that ends it, and the Tuesday on which it is out. */
const SUNDAY = 6;
const OUT = 8;

export const personOf = (n: number): PersonId =>
  `20000000-0000-4000-8000-${String(n).padStart(12, "0")}` as PersonId; // as a directory names people

/** A number below `until`, the same each time for the same words: 32 bits of FNV-1a. */
function lot(until: number, ...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const letter of words.join("/")) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % until;
}

/** Bodies are of different size: the first has a third of the people. */
const bodyOf = (n: number): number =>
  Math.min(BODIES.length - 1, Math.floor(BODIES.length * (lot(1000, n) / 1000) ** 1.5));

/**
 * A department with some weeks behind it: its directory and usage reports as an administrator imports them, time that
 * people reported, and every week published when it was due. The same each time.
 */
export async function fillDepartment({ people, weeks, on, operate, db }: Wanted): Promise<void> {
  const last = addDays(mondayOf(addDays(on, -OUT)), 0);
  const mondays = Array.from({ length: weeks }, (_week, at) => addDays(last, 7 * (at + 1 - weeks)));
  const [first = last] = mondays;
  await operate(`import directory users.csv --tenant ${DEPARTMENT} --now ${first}T05:00:00Z`, {
    "users.csv": directoryOf(people),
  });
  await sql`update person set greeted = true where tenant_id = ${DEPARTMENT}`.execute(db);
  for (const monday of mondays) {
    await operate(
      `import report use.csv --tenant ${DEPARTMENT} --now ${addDays(monday, SUNDAY + 1)}T06:00:00Z`,
      { "use.csv": reportOf(people, monday, (7 * weeks + daysFrom(first, monday)) / (14 * weeks)) },
    );
    await reported(db, people, monday);
    await operate(`publish --now ${addDays(monday, OUT)}T09:00:00Z`);
  }
}

const daysFrom = (first: Day, day: Day): number => (Date.parse(day) - Date.parse(first)) / 86_400_000;

function directoryOf(people: number): string {
  const chiefs = new Map<number, number[]>();
  const rows = Array.from({ length: people }, (_person, n) => {
    const body = bodyOf(n);
    const members = chiefs.get(body) ?? [];
    chiefs.set(body, members);
    const above = members[Math.floor((members.length - 1) / PEOPLE_TO_A_MANAGER)];
    const manager = n === 0 ? "" : personOf(above ?? 0);
    members.push(n);
    const title = members.length <= 1 ? "Deputy director" : TITLES[lot(TITLES.length, "title", n)];
    const licensed = lot(10, "licence", n) < 8;
    return [personOf(n), `n${n}@example.gov.uk`, BODIES[body], title, manager, licensed].join(",");
  });
  return ["id,userPrincipalName,department,jobTitle,manager,licensed", ...rows].join("\n");
}

/** More people use it as weeks go by: `share` of them, from a half to all. */
function reportOf(people: number, monday: Day, share: number): string {
  const rows = Array.from({ length: people }, (_person, n) => n)
    .filter((n) => lot(10, "licence", n) < 8)
    .map((n) => {
      const never = lot(7, "never", n) === 0;
      const active = !never && lot(1000, "use", n, monday) < 800 * share;
      const day = never ? "" : addDays(monday, active ? lot(5, "day", n, monday) : -3);
      return `${addDays(monday, SUNDAY)},n${n}@example.gov.uk,${day}`;
    });
  return ["Report Refresh Date,User Principal Name,Last activity date (UTC)", ...rows].join("\n");
}

/** About one in six says something in a week; of what is said one in eight took longer. */
async function reported(db: Database, people: number, monday: Day): Promise<void> {
  const ids = idsOf(tasks);
  const entries = Array.from({ length: people }, (_person, n) => n)
    .filter((n) => lot(6, "reports", n, monday) === 0)
    .map((n) => ({
      tenant_id: DEPARTMENT,
      person_id: personOf(n),
      entry_id: `${monday} ${n}`,
      task: ids[lot(ids.length, "task", n, monday)],
      net_minutes: (lot(8, "longer", n, monday) === 0 ? -5 : 5) * (1 + lot(9, "minutes", n, monday)),
      would_have_done: lot(4, "anyway", n) > 0,
      time_use: lot(3, "use", n) === 0 ? null : uses[lot(uses.length, "use of", n)],
      source: "form",
      happened_on: addDays(monday, lot(5, "on", n, monday)),
      saved_at: `${addDays(monday, lot(5, "on", n, monday))}T15:00:00Z`,
    }));
  await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, would_have_done, time_use, source, happened_on, saved_at)
    select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(tenant_id text, person_id text, entry_id text, task text,
      net_minutes int, would_have_done boolean, time_use text, source text, happened_on date, saved_at timestamptz)`.execute(
    db,
  );
}
