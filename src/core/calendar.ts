import type { Weekday } from "./person.ts";
import type { InLanguages, Language } from "./words.ts";

/** A day as ISO text, "2026-11-24": the same on both databases, in every zone. */
export type Day = string;

/** What a clock on somebody's wall says. */
export interface Local {
  readonly day: Day;
  /** "HH:MM", so that times compare as text. */
  readonly time: string;
  readonly weekday: Weekday;
}

/** Making a formatter costs far more than using it, so each is made once. */
function kept<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const all = new Map<Key, Value>();
  return (key) => {
    const known = all.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    all.set(key, made);
    return made;
  };
}

const clockIn = kept(
  (zone: string) =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }),
);

const zones = new Map<string, string | undefined>();
const MOST_ZONES = 1_000;

/** The name this machine has for an IANA zone, or undefined where it knows none of that name. */
export function zoneNamed(name: string): string | undefined {
  if (zones.has(name)) return zones.get(name);
  const found = knownZone(name);
  if (zones.size < MOST_ZONES) zones.set(name, found); // names come from outside, and there are some 600 real ones
  return found;
}

function knownZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The wall clock in an IANA zone. */
export function localIn(zone: string, now: Date): Local {
  const parts = Object.fromEntries(
    clockIn(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.year}-${parts.month}-${parts.day}`;
  return { day, time: `${parts.hour}:${parts.minute}`, weekday: weekdayOf(day) };
}

export function weekdayOf(day: Day): Weekday {
  const sunday0 = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (sunday0 === 0 ? 7 : sunday0) as Weekday;
}

const DAY_MS = 86_400_000;

export const addDays = (day: Day, days: number): Day =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** How many days `later` comes after `earlier`. */
export const daysBetween = (earlier: Day, later: Day): number =>
  Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / DAY_MS);

/** The Monday of the week that a day lies in. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

/** True for a real day from 1900 written "2026-11-24"; "2026-02-30" is none. */
export const isDay = (text: string): boolean =>
  /^(19|2\d)\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  addDays(text, 0) === text;

const locales: InLanguages<string> = { en: "en-GB", cy: "cy" };

const longDays = kept(
  (language: Language) =>
    new Intl.DateTimeFormat(locales[language], {
      timeZone: "UTC",
      weekday: "long",
      day: "numeric",
      month: "long",
    }),
);
const shortDays = kept(
  (language: Language) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: "UTC", day: "numeric", month: "short" }),
);

/** "Tuesday 24 November", in the reader's language, as it stands in a sentence: Intl begins a Welsh day with a capital. */
export const dayInWords = (language: Language, day: Day): string =>
  longDays(language)
    .format(new Date(`${day}T00:00:00Z`))
    .replace(",", "")
    .replace(/^Dydd/, "dydd");

/** The same in Welsh after "o", "i", "tan" and "yn ôl", which soften it: "tan ddydd Mawrth 24 Tachwedd". */
export const softDay = (day: Day): string => softened(dayInWords("cy", day));
export const softened = (welshDay: string): string => welshDay.replace(/^d(?!d)/, "dd");

/** "24 Nov", in the reader's language. */
export const shortDay = (language: Language, day: Day): string =>
  shortDays(language).format(new Date(`${day}T00:00:00Z`));
