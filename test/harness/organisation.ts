import { sql } from "kysely";
import { addDays } from "../../src/core/calendar.ts";
import { TENANT, type TestHouse } from "./house.ts";

/** Two whole weeks that are out on the Tuesday after. */
export const WEEKS = ["2026-11-16", "2026-11-23"] as const;
export const OUT = "2026-12-01T09:00:00Z";

interface Member {
  readonly id: string;
  readonly manager?: string;
  readonly department?: string;
  readonly profession?: string;
  readonly grade?: string;
  /** Minutes that they report in each of the weeks. */
  readonly minutes?: number;
}

export const many = (count: number, name: string, rest: Omit<Member, "id">): readonly Member[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${name}${at}`, ...rest }));

/** People on a staff list, who reported time; what is due is published. */
export async function organisation(
  house: TestHouse,
  members: readonly Member[],
  tenant: string = TENANT,
): Promise<void> {
  const quoted = (text = "") => `"${text.replaceAll('"', '""')}"`;
  const rows = members.map(({ id, department, profession, grade, manager }) =>
    [id, department, profession, grade, manager].map(quoted).join(","),
  );
  house.files.set("staff.csv", ["id,department,profession,grade,manager", ...rows].join("\n"));
  const { code, err } = await house.operates(`import people staff.csv --tenant ${tenant}`);
  if (code !== 0) throw new Error(err);
  for (const week of WEEKS) {
    const day = addDays(week, 2);
    await sql`insert into time_entry (tenant_id, person_id, entry_id, task, net_minutes, source, happened_on, saved_at)
      select ${tenant}, id, id || ${week}::text, 'email', minutes, 'form', ${day}::date, ${`${day}T10:00:00Z`}::timestamptz
      from unnest(${members.map(({ id }) => id)}::text[], ${members.map(({ minutes }) => minutes ?? null)}::int[]) as m (id, minutes)
      where minutes is not null`.execute(house.db);
  }
  await house.operates(`publish --now ${OUT}`);
}
