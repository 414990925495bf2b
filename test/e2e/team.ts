import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, type Day, mondayOf } from "../../src/core/calendar.ts";

/** The organisation and the person that the Playground plays. */
const TENANT = "11111111-1111-4111-8111-111111111111";
const LEAD = "00000000-0000-4000-8000-000000000011";
const TEAM = 30;
const OTHERS = 45;
const WEEKS = 8;
/** As many as are published at once where nothing was for a while. */
const AT_ONCE = 4;

/** Gives whoever sits at the Playground a team that has used Copilot for some weeks, as an administrator would import it. */
export async function leadsATeam(operate: (line: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "uptake-team-"));
  const file = (name: string, rows: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, rows.join("\n"));
    return path;
  };
  const newest = mondayOf(addDays(new Date().toISOString().slice(0, 10), -8));
  const mondays = Array.from({ length: WEEKS }, (_week, at) => addDays(newest, 7 * (at + 1 - WEEKS)));
  try {
    const users = file("users.csv", directory());
    await operate(`import directory ${users} --tenant ${TENANT} --now ${mondays[0]}T05:00:00Z`);
    for (const [at, monday] of mondays.entries()) {
      const use = file("use.csv", report(monday, at));
      await operate(`import report ${use} --tenant ${TENANT} --now ${addDays(monday, 7)}T06:00:00Z`);
      if ((at + 1) % AT_ONCE === 0) await operate(`publish --now ${addDays(monday, 8)}T09:00:00Z`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ids = Array.from(
  { length: TEAM + OTHERS },
  (_person, n) => `00000000-0000-4000-8000-0000000001${n + 10}`,
);

const directory = (): readonly string[] => [
  "id,userPrincipalName,department,manager,licensed",
  `${LEAD},lead@dept.example,Policy,,true`,
  ...ids.map((id, n) => `${id},n${n}@dept.example,Policy,${n < TEAM ? LEAD : ""},true`),
];

/** Half of them use it, some more or fewer each week, and in the last week many more. */
function report(monday: Day, week: number): readonly string[] {
  const share = week === WEEKS - 1 ? 0.9 : 0.45 + 0.05 * (week % 2);
  const rows = ids.map((_id, n) => {
    const active = (n % TEAM) / TEAM < share;
    return `${addDays(monday, 6)},n${n}@dept.example,${addDays(monday, active ? n % 5 : -10)}`;
  });
  return ["Report Refresh Date,User Principal Name,Last activity date (UTC)", ...rows];
}
