import { z } from "zod/v4";
import { addDays, type Day } from "../../core/calendar.ts";
import type { Check } from "../../core/house.ts";
import { type Nation, nations } from "../../core/person.ts";

const Calendar = z.object(
  Object.fromEntries(nations.map((nation) => [nation, z.array(z.iso.date()).optional()])) as Record<
    Nation,
    z.ZodOptional<z.ZodArray<z.ZodISODate>>
  >,
); // fromEntries forgets the keys
const WARNED_DAYS = 365;

/** How far the bank holidays reach. After the last one known, people would be written to on days off. */
export function calendarCheck(calendars: readonly unknown[], today: Day): Check {
  const read = calendars.flatMap((calendar) => Calendar.safeParse(calendar).data ?? []);
  const lasts = nations.map(
    (nation) =>
      read
        .flatMap((calendar) => calendar[nation] ?? [])
        .sort()
        .at(-1) ?? "",
  );
  const [end = ""] = lasts.sort();
  const known = `bank holidays known until ${end || "no day"}`;
  const renew = "bring content/calendar up to date from GOV.UK";
  if (end < today) return { name: "calendar", ok: false, detail: `${known}, which has passed: ${renew}` };
  const isShort = end < addDays(today, WARNED_DAYS);
  return {
    name: "calendar",
    ok: true,
    detail: isShort ? `WARNING: ${known}, within a year: ${renew}` : known,
  };
}
