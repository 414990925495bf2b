import { addDays, type Day, localIn, mondayOf, weekdayOf, zoneNamed } from "../../core/calendar.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import { defaults, type Person } from "../../core/person.ts";
import { FROM, type OpenPlace, type Place, UNTIL } from "./store.ts";

/** What is late may still be planned until then, and is sent the next morning. Later still, it is planned on the next morning. */
const PLANNED_UNTIL = "12:00";
const DAYS = 7;

const minutesIn = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Places where it is time, with all that is the same for everybody there. */
export function openPlaces(
  places: readonly Place[],
  { bank, privilege }: DaysOff,
  now: Date,
): readonly OpenPlace[] {
  return places.flatMap((place): readonly OpenPlace[] => {
    const { day, time, weekday } = localIn(zoneNamed(place.zone) ?? defaults.zone, now);
    const isOff = (each: Day) =>
      bank[place.nation].has(each) || privilege.has(each) || privilege.has(`${place.tenant}=${each}`);
    if (time < FROM || time >= PLANNED_UNTIL || isOff(day)) return [];
    const monday = mondayOf(day);
    const earlier = Array.from({ length: DAYS }, (_each, at) => addDays(monday, at)).filter(
      (each) => each < day && !isOff(each),
    );
    const from = new Date(
      Math.floor(now.getTime() / 60_000) * 60_000 - (minutesIn(time) - minutesIn(FROM)) * 60_000,
    );
    return [{ ...place, day, from, weekday: String(weekday), before: earlier.map(weekdayOf).join("") }];
  });
}

export const isTime = (time: string): boolean => time >= FROM && time <= UNTIL;

interface Until {
  readonly daysOff: DaysOff;
  /** False from some day on: whoever waits isn't kept waiting beyond it. */
  readonly isStill: (day: Day) => boolean;
}

/** The beginning of their next morning while it is still of use, on a day on which they work; undefined where there is none. */
export function nextMorning(person: Person, now: Date, { daysOff, isStill }: Until): Date | undefined {
  const { day, time } = localIn(person.zone, now);
  const first = time < FROM ? day : addDays(day, 1);
  for (let each = first; isStill(each); each = addDays(each, 1))
    if (dayOff(person, each, daysOff) === undefined) return momentOf(person.zone, each, FROM);
  return undefined;
}

/** When the clock in a zone says so. Clocks change at night, so no morning has an hour twice. */
function momentOf(zone: string, day: Day, time: string): Date {
  const guess = new Date(`${day}T${time}:00Z`);
  const there = localIn(zone, guess);
  const ahead = Date.parse(`${there.day}T${there.time}:00Z`) - guess.getTime();
  return new Date(guess.getTime() - ahead);
}
