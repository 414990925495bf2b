import { readFileSync } from "node:fs";
import { addDays, localIn } from "../../src/core/calendar.ts";

const LONDON = "Europe/London";

/** Ten o'clock in London on the next Tuesdays that aren't bank holidays, as instants. */
export function nextTuesdays(now: Date, count: number): readonly string[] {
  const holidays: string[] = JSON.parse(readFileSync("content/calendar/bank-holidays.json", "utf8"))[
    "england-and-wales"
  ];
  const found: string[] = [];
  for (let day = addDays(localIn(LONDON, now).day, 1); found.length < count; day = addDays(day, 1)) {
    const ten = tenOn(day);
    if (localIn(LONDON, new Date(ten)).weekday === 2 && !holidays.includes(day)) found.push(ten);
  }
  return found;
}

/** London is at most one hour ahead. */
function tenOn(day: string): string {
  const inWinter = `${day}T10:00:00Z`;
  return localIn(LONDON, new Date(inWinter)).time === "10:00" ? inWinter : `${day}T09:00:00Z`;
}
