import { sql } from "kysely";
import { addDays, type Day } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import { type Staff, TENANT, type TestHouse, textOf } from "../../harness/house.ts";

/** A Monday, and the newest week that is out by then: the one before last, as a week is out on the Tuesday after it. */
export const MONDAY: Day = "2026-11-23";
export const NEWEST: Day = "2026-11-09";
export const at = (time: string, day: Day = MONDAY): string => `${day}T${time}:00Z`;

export interface Team {
  readonly lead: string;
  readonly above?: string;
  readonly size: number;
}

/** People on a staff list, below their leads; who leads has met us. */
export async function teams(house: TestHouse, all: readonly Team[]): Promise<readonly Staff[]> {
  const leads = all.map(({ lead }) => house.person(lead));
  const rows = all.flatMap(({ lead, above, size }) => [
    `${idOf(lead)},Policy,${above === undefined ? "" : idOf(above)}`,
    ...Array.from({ length: size }, (_each, nth) => `${lead.toLowerCase()}-${nth},Policy,${idOf(lead)}`),
  ]);
  house.files.set("staff.csv", ["id,department,manager", ...rows].join("\n"));
  await house.operates(`import people staff.csv --tenant ${TENANT}`);
  for (const lead of leads) await lead.meets();
  return leads;
}
export const idOf = (name: string): string => `id-of-${name.toLowerCase()}`;

interface Out {
  readonly measure: "adoption/weekly" | "time-saved/minutes" | "time-saved/asked";
  /** Whose group it is; the whole organisation's where it is left out. */
  readonly under?: string;
  /** As the gate names the place; “["Policy"]” is a department. */
  readonly place?: string;
  /** Sums of each week, the last one that of the newest. */
  readonly weeks: readonly (readonly number[])[];
  readonly people?: number;
  readonly newest?: Day;
}

const PARTS = {
  "adoption/weekly": ["active", "inactive"],
  "time-saved/minutes": ["net", "entries"],
  "time-saved/asked": ["asked"],
} as const;

/** Weeks as they would stand if they had been published in time. */
export async function out(house: TestHouse, all: readonly Out[]): Promise<void> {
  for (const { measure, under, place = "[]", weeks, people = 60, newest = NEWEST } of all)
    for (const [nth, sums] of weeks.entries()) {
      const week = addDays(newest, -7 * (weeks.length - 1 - nth));
      await sql`insert into publication_week (tenant_id, measure, week, parts, fewest, largest_share, blocks, published_at)
        values (${TENANT}, ${measure}, ${week}::date, ${[...PARTS[measure]]}::text[], 10, 0.45, 1, ${`${addDays(week, 8)}T09:00:00Z`})
        on conflict do nothing`.execute(house.db);
      await sql`insert into publication_group (tenant_id, measure, tree, name, week, person_id, people, sums)
        values (${TENANT}, ${measure}, ${under === undefined ? "places" : "lines"}, ${under === undefined ? place : idOf(under)},
          ${week}::date, ${under === undefined ? null : idOf(under)}, ${people}, ${[...sums]}::float8[])`.execute(
        house.db,
      );
    }
}

/** The same in each of so many weeks. */
export const steady = (weeks: number, sums: readonly number[]) => Array.from({ length: weeks }, () => sums);

/** The digests that somebody was sent, the oldest first. */
export const digestsOf = (person: Staff): readonly Card[] =>
  person.cards.filter((card) => /reports? to you|adrodd i chi/.test(textOf(card)));

/** Plans what is due when the window begins, and sends all of it at its end. */
export async function mondayPasses(house: TestHouse, day: Day = MONDAY): Promise<void> {
  await house.runsDue(at("08:30", day));
  await house.runsDue(at("09:30", day));
}
