import { isDay, zoneNamed } from "../../core/calendar.ts";
import { type Choices, nations, type Weekday, weekdays } from "../../core/person.ts";
import { type App, apps, type Grade, grades, type Profession, professions } from "../../core/taxonomy.ts";
import { languages } from "../../core/words.ts";
import type { ChoicesInput } from "./messages.ts";

export type ChoiceProblem = "window" | "away" | "working-days" | "tip-days" | "zone";

export type ChoicesResult =
  | { readonly ok: true; readonly choices: Partial<Choices> }
  | { readonly ok: false; readonly problems: readonly ChoiceProblem[] };

/** The shortest time of day in which a tip can reach somebody. */
const SHORTEST_WINDOW_MIN = 30;

/**
 * Reads what the form sent. A field that wasn't on the form stays as it is; an empty optional one is cleared. The short
 * form doesn't ask for the days they work: those are `known`.
 */
export function readChoices(input: ChoicesInput, known: Pick<Choices, "workingDays">): ChoicesResult {
  const whole = input.form === "settings";
  const nudge = daysIn(input.nudgeDays);
  const working = whole ? daysIn(input.workingDays) : known.workingDays;
  const problems: ChoiceProblem[] = [
    ...(isWindow(input.from, input.until) ? [] : (["window"] as const)),
    ...(whole && working.length === 0 ? (["working-days"] as const) : []),
    ...(isNever(nudge, working) ? (["tip-days"] as const) : []),
    ...(whole && !isAway(input.awayFrom, input.awayUntil) ? (["away"] as const) : []),
    ...(input.zone === undefined || zoneNamed(input.zone) !== undefined ? [] : (["zone"] as const)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    choices: {
      ...languageIn(input),
      profession: oneOf<Profession>(professions, input.profession),
      grade: oneOf<Grade>(grades, input.grade),
      apps: listIn(input.apps).flatMap((app) => oneOf<App>(apps, app) ?? []),
      nudgeDays: nudge,
      ...(input.from === undefined || input.until === undefined
        ? {}
        : { from: timeIn(input.from), until: timeIn(input.until) }),
      ...(whole ? settingsOnly(input, working) : {}),
    },
  };
}

function languageIn(input: ChoicesInput): Partial<Choices> {
  const language = languages.find((known) => known === input.language);
  return language === undefined ? {} : { language };
}

function settingsOnly(input: ChoicesInput, workingDays: readonly Weekday[]): Partial<Choices> {
  return {
    workingDays,
    nation: nations.find((nation) => nation === input.nation) ?? "england-and-wales",
    ...(input.zone === undefined ? {} : { zone: input.zone }),
    awayFrom: input.awayFrom || undefined,
    awayUntil: input.awayUntil || input.awayFrom || undefined,
  };
}

const listIn = (text: string | undefined): readonly string[] => (text ?? "").split(",").filter(Boolean);

/** True where tips are wanted, on days that are none of theirs: nothing could ever be sent. */
const isNever = (nudge: readonly Weekday[], working: readonly Weekday[]): boolean =>
  nudge.length > 0 && working.length > 0 && !nudge.some((day) => working.includes(day));

export const daysIn = (text: string | undefined): readonly Weekday[] =>
  weekdays.filter((day) => listIn(text).includes(String(day)));

const timeIn = (text: string): string => text.slice(0, 5);

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/.test(text);

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

function isWindow(from: string | undefined, until: string | undefined): boolean {
  if (from === undefined && until === undefined) return true;
  if (from === undefined || until === undefined || !isTime(from) || !isTime(until)) return false;
  return minutesOf(until) - minutesOf(from) >= SHORTEST_WINDOW_MIN;
}

function isAway(from: string | undefined, until: string | undefined): boolean {
  if (!from && !until) return true;
  if (!from || !isDay(from)) return false;
  return !until || (isDay(until) && until >= from);
}

const oneOf = <T extends string>(list: object, value: string | undefined): T | undefined =>
  value !== undefined && Object.hasOwn(list, value) ? (value as T) : undefined;

/** How alike two texts are: the share of letter pairs they have in common (Dice's coefficient, 0 to 1). */
export function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const total = left.length + right.length;
  let common = 0;
  for (const pair of left) {
    const at = right.indexOf(pair);
    if (at === -1) continue;
    common += 1;
    right.splice(at, 1);
  }
  return total === 0 ? 0 : (2 * common) / total;
}

const pairsOf = (text: string): string[] => {
  const padded = ` ${text.toLowerCase().trim()} `;
  return Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2));
};

const CLOSE_ENOUGH = 0.4;
const LONGEST_COMPARED = 60;

/** The commands most like what was typed, the best first; none if nothing comes near. */
export function nearest(said: string, commands: readonly (readonly string[])[]): readonly number[] {
  const short = said.slice(0, LONGEST_COMPARED);
  return commands
    .map((words, at) => ({ at, score: Math.max(...words.map((word) => likeness(short, word))) }))
    .filter(({ score }) => score >= CLOSE_ENOUGH)
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ at }) => at);
}
