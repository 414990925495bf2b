import { z } from "zod/v4";
import { type Day, weekdayOf } from "./calendar.ts";
import { type Nation, nations, type Person } from "./person.ts";

/** Days nobody is written to, by nation, and the privilege days that whoever runs the product has set. */
export interface DaysOff {
  readonly bank: Readonly<Record<Nation, ReadonlySet<Day>>>;
  /** ISO dates, and `<organisation>=<date>` where it is one organisation's. */
  readonly privilege: ReadonlySet<string>;
}

type Working = Pick<Person, "tenant" | "nation" | "workingDays" | "awayFrom" | "awayUntil">;
export type DayOff = "leave" | "not a working day" | "bank holiday" | "privilege day";

/** Why somebody doesn't work on a day, if they don't. */
export function dayOff(person: Working, day: Day, { bank, privilege }: DaysOff): DayOff | undefined {
  if (!person.workingDays.includes(weekdayOf(day))) return "not a working day";
  if (bank[person.nation].has(day)) return "bank holiday";
  if (privilege.has(day) || privilege.has(`${person.tenant}=${day}`)) return "privilege day";
  const { awayFrom, awayUntil } = person;
  if (awayFrom !== undefined && day >= awayFrom && day <= (awayUntil ?? awayFrom)) return "leave";
  return undefined;
}

const Calendar = z.object(
  Object.fromEntries(nations.map((nation) => [nation, z.array(z.iso.date())])) as Record<
    (typeof nations)[number],
    z.ZodArray<z.ZodISODate>
  >,
);

/** From content/calendar, as it was read, and what whoever runs the product has set. */
export function daysOffIn(calendars: readonly unknown[], privilegeDays: readonly string[]): DaysOff {
  const read = calendars.map((calendar) => Calendar.parse(calendar));
  const bank = Object.fromEntries(
    nations.map((nation) => [nation, new Set(read.flatMap((calendar) => calendar[nation]))]),
  );
  return { bank: bank as unknown as DaysOff["bank"], privilege: new Set(privilegeDays) };
}
