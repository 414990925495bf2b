import { addDays, type Day, localIn, mondayOf } from "../../core/calendar.ts";
import type { DaysOff } from "../../core/days-off.ts";
import { lotsOf } from "../../core/lots.ts";
import { periodOf } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import type { Language } from "../../core/words.ts";
import { HOME_ZONE } from "./desk.ts";
import { countedAloud, FEWEST_COUNTED, type Story, workingDaysAfter } from "./rules.ts";

/** Each Wednesday, or the first working day after it, from ten o'clock. */
const FROM = "10:00";
const UNTIL = "17:00";
const TUESDAY = 1;
/** Where nothing could be sent that day, it may come late: but not next week. */
const DAYS_LATE = 2;

/** When the story of the week comes, by the organisation's own days. */
export function weekly(daysOff: DaysOff) {
  const dayIn = (monday: Day, tenant: TenantId): Day =>
    workingDaysAfter(addDays(monday, TUESDAY), 1, tenant, daysOff);
  const isWorking = (day: Day, tenant: TenantId): boolean =>
    workingDaysAfter(addDays(day, -1), 1, tenant, daysOff) === day;
  const slotOf = (monday: Day): string => periodOf("week", monday).name;

  return {
    /** The first whose time is still to come. A week whose days were all off has its day in the next. */
    next(tenant: TenantId, now: Date): { readonly slot: string; readonly day: Day } {
      const { day: today, time } = localIn(HOME_ZONE, now);
      for (let monday = addDays(mondayOf(today), -7); ; monday = addDays(monday, 7)) {
        const day = dayIn(monday, tenant);
        if (day > today || (day === today && time < FROM)) return { slot: slotOf(monday), day };
      }
    },

    due(tenant: TenantId, now: Date): string | undefined {
      const { day: today, time } = localIn(HOME_ZONE, now);
      if (time < FROM || time >= UNTIL || !isWorking(today, tenant)) return undefined;
      const mondays = [mondayOf(today), addDays(mondayOf(today), -7)];
      const monday = mondays.find((each) => {
        const day = dayIn(each, tenant);
        return today >= day && today <= addDays(day, DAYS_LATE);
      });
      return monday && slotOf(monday);
    },
  };
}

export interface Candidate {
  readonly id: string;
  /** When it was told or last approved. */
  readonly told: Date;
  /** For how many others it worked. */
  readonly worked: number;
  readonly language: Language;
}

const FRESH = 4;
const WEEKS_A_STEP = 2;
const MOST_WORKED = 3;
const WEEK_MS = 7 * 86_400_000;

/** What was told lately, worked for others and is in their language goes first. No more is said of those than aloud. */
export function scoreOf({ told, worked, language }: Candidate, wanted: Language, now: Date): number {
  const weeks = Math.max(0, Math.floor((now.getTime() - told.getTime()) / WEEK_MS));
  const fresh = Math.max(0, FRESH - Math.floor(weeks / WEEKS_A_STEP));
  const well = Math.min(MOST_WORKED, (countedAloud(worked) ?? 0) / FEWEST_COUNTED);
  return fresh + well + (language === wanted ? 1 : 0);
}

/** The same for a channel and week, however often it is asked; of those that are as good, another in another channel. */
export function storyOfTheWeek(
  all: readonly Candidate[],
  { key, slot, language }: { readonly key: string; readonly slot: string; readonly language: Language },
  now: Date,
): string | undefined {
  const ranked = all
    .map((each) => ({
      id: each.id,
      score: scoreOf(each, language, now),
      turn: hashed(`${key} ${slot} ${each.id}`),
    }))
    .toSorted((a, b) => b.score - a.score || a.turn - b.turn || (a.id < b.id ? -1 : 1));
  return ranked[0]?.id;
}

/** FNV-1a, stirred. */
function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Which version is shown, and what is said of who told it. */
export const editionOf = ({ published, name, by, hidesProfession }: Story): string =>
  [
    published,
    ...(name === undefined ? [] : [`named ${markOf(name)}`]),
    ...(by.department === undefined ? [] : ["department"]),
    ...(by.profession === undefined ? [] : ["profession"]),
    ...(hidesProfession ? ["hidden"] : []),
  ].join(" ");

/** Tells one name from another, and is no name. */
const markOf = (name: string): string => lotsOf(name)().toString(36).slice(2, 8);
