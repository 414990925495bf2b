import { addDays, type Day, daysBetween, isDay, mondayOf } from "../../core/calendar.ts";
import { type Refusal, whyRefused } from "../../core/free-text.ts";
import { type App, apps, type Task, tasks } from "../../core/taxonomy.ts";
import { type Use, uses } from "../../core/time-use.ts";
import type { Band, FormInput } from "./messages.ts";
import type { Ask, Read } from "./sentence/read.ts";

/** Limits of one entry: the house's defaults, from its review of published evaluations. */
export const LONGEST_NET = 240;
export const LONGEST_TASK = 600;
export const LONGEST_NOTE = 300;
export const OLDEST_DAYS = 7;

export const qualities = ["better", "same", "worse"] as const;
export type Quality = (typeof qualities)[number];

export type Source = "quick" | "form" | "sentence" | "message";

/** One report by one person. Minutes are whole; `net` is expected less actual, and may be zero or negative. */
export interface Entry {
  readonly id: string;
  readonly task: Task;
  readonly app: App | undefined;
  readonly net: number;
  readonly actual: number | undefined;
  readonly expected: number | undefined;
  /** False: they would not have done it otherwise. New work isn't time saved, and is reported apart. */
  readonly anyway: boolean | undefined;
  readonly quality: Quality | undefined;
  readonly use: Use | undefined;
  readonly note: string | undefined;
  readonly source: Source;
  readonly tip: string | undefined;
  readonly on: Day;
}

/**
 * The number stored for a band: its middle, rounded. The open band counts its lower edge, so that nobody's answer is made
 * larger than what they said; time lost has no band, so it counts 10 until they say more.
 */
export const minutesOfBand: Readonly<Record<Band, number>> = {
  lost: -10,
  none: 0,
  "1-5": 3,
  "6-15": 10,
  "16-30": 23,
  "31-60": 45,
  "61-120": 90,
  "over-120": 120,
};

/** What a form shows: each field as text, as it was typed. */
export interface Fields {
  readonly direction?: string | undefined;
  readonly minutes?: string | undefined;
  readonly actual?: string | undefined;
  readonly expected?: string | undefined;
  readonly task?: string | undefined;
  readonly app?: string | undefined;
  readonly on?: string | undefined;
  readonly anyway?: string | undefined;
  readonly quality?: string | undefined;
  readonly use?: string | undefined;
  readonly note?: string | undefined;
}

export type Problem =
  | "direction"
  | "minutes"
  | "actual"
  | "expected"
  | "too-much"
  | "task"
  | "date"
  | "agree"
  | "note-long"
  | { readonly refused: Refusal };

export type FormResult =
  | { readonly ok: true; readonly entry: Entry }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly fields: Fields };

/**
 * Makes an entry of what a form sent, or says everything that is to be put right, with what was typed kept: all but a
 * note that was refused. An entry that is changed may stay on the day it `was` on.
 */
export function readForm(input: FormInput, today: Day, was?: Day): FormResult {
  const time = timeOf(input);
  const task = oneOf<Task>(tasks, input.task);
  const on = input.on ?? today;
  const note = noteOf(input);
  const problems: Problem[] = [
    ...(Array.isArray(time) ? time : []),
    ...(task === undefined ? (["task"] as const) : []),
    ...(on === was || isRecent(on, today) ? [] : (["date"] as const)),
    ...note.problems,
  ];
  if (problems.length > 0 || Array.isArray(time) || task === undefined)
    return {
      ok: false,
      problems,
      fields: {
        ...input,
        note: note.problems.some((problem) => typeof problem === "object") ? undefined : input.note,
      },
    };
  return {
    ok: true,
    entry: {
      id: input.entry,
      task,
      app: oneOf<App>(apps, input.app),
      ...time,
      anyway: input.anyway === "yes" ? true : input.anyway === "no" ? false : undefined,
      quality: qualities.find((quality) => quality === input.quality),
      use: uses.find((use) => use === input.use),
      note: note.text,
      source: input.source,
      tip: input.tip,
      on,
    },
  };
}

type Time = Pick<Entry, "net" | "actual" | "expected">;

function timeOf(input: FormInput): Time | Problem[] {
  const both = input.actual !== undefined || input.expected !== undefined;
  return both ? comparison(input) : plainNet(input);
}

function comparison({ actual, expected }: FormInput): Time | Problem[] {
  const [took, usual] = [minutesIn(actual, LONGEST_TASK), minutesIn(expected, LONGEST_TASK)];
  if (took === undefined || usual === undefined)
    return [
      ...(took === undefined ? ["actual" as const] : []),
      ...(usual === undefined ? ["expected" as const] : []),
    ];
  const net = usual - took;
  return Math.abs(net) > LONGEST_NET ? ["too-much"] : { net, actual: took, expected: usual };
}

function plainNet({ direction, minutes }: FormInput): Time | Problem[] {
  const none = { actual: undefined, expected: undefined };
  if (direction === "none") return { net: 0, ...none };
  if (direction !== "saved" && direction !== "lost") return ["direction"];
  const found = minutesIn(minutes, Number.MAX_SAFE_INTEGER);
  if (found === undefined) return ["minutes"];
  if (found > LONGEST_NET) return ["too-much"];
  return { net: found === 0 ? 0 : direction === "saved" ? found : -found, ...none };
}

/** Whole minutes from 0 to `most`, however the client writes numbers. "1,500" could be either, so it is asked again. */
function minutesIn(text: string | undefined, most: number): number | undefined {
  if (text === undefined || !/^\s*\d{1,9}([.,]\d{1,2})?\s*$/.test(text)) return undefined;
  const minutes = Math.round(Number(text.trim().replace(",", ".")));
  return minutes <= most ? minutes : undefined;
}

function noteOf({ note, agreed }: FormInput): { text: string | undefined; problems: readonly Problem[] } {
  const text = note?.trim() ?? "";
  if (text === "") return { text: undefined, problems: [] };
  const refused = whyRefused(text);
  if (refused !== undefined) return { text: undefined, problems: [{ refused }] };
  const problems: readonly Problem[] = [
    ...(text.length > LONGEST_NOTE ? (["note-long"] as const) : []),
    ...(agreed === "true" ? [] : (["agree"] as const)),
  ];
  return { text: problems.length === 0 ? text : undefined, problems };
}

export const isRecent = (on: string, today: Day): boolean => {
  const age = isDay(on) ? daysBetween(on, today) : -1;
  return age >= 0 && age <= OLDEST_DAYS;
};

/** The value, where it is one of the list's ids: then the cast holds. */
export const oneOf = <T extends string>(list: object, value: string | undefined): T | undefined =>
  value !== undefined && Object.hasOwn(list, value) ? (value as T) : undefined;

/** What was read in a sentence, as fields of a form. What wasn't sure is left open for the person to fill in. */
export function fieldsOf(reading: Read | Ask): Fields {
  const compared = reading.actual !== undefined && reading.expected !== undefined;
  const net = reading.net ?? undefined;
  const minutes = net === undefined ? (reading.kind === "ask" ? reading.minutes : undefined) : Math.abs(net);
  const time = compared
    ? { actual: String(reading.actual), expected: String(reading.expected) }
    : {
        direction: net === undefined ? undefined : net > 0 ? "saved" : net < 0 ? "lost" : "none",
        minutes:
          minutes === undefined || minutes === 0 || minutes > LONGEST_NET ? undefined : String(minutes),
      };
  return { ...time, task: reading.task, app: reading.app, on: reading.on };
}

export const fieldsOfEntry = (entry: Entry): Fields => ({
  ...(entry.actual === undefined || entry.expected === undefined
    ? {
        direction: entry.net > 0 ? "saved" : entry.net < 0 ? "lost" : "none",
        minutes: entry.net === 0 ? undefined : String(Math.abs(entry.net)),
      }
    : { actual: String(entry.actual), expected: String(entry.expected) }),
  task: entry.task,
  app: entry.app,
  on: entry.on,
  anyway: entry.anyway === undefined ? undefined : entry.anyway ? "yes" : "no",
  quality: entry.quality,
  use: entry.use,
  note: entry.note,
});

/** What one person said, added up for that person alone. */
export interface History {
  readonly weeks: readonly { readonly monday: Day; readonly net: number }[];
  readonly net: number;
  readonly entries: number;
  readonly longer: number;
  readonly newWork: number;
}

/** Some of all entries, the newest first. `next` is how many come before the next page, if there is one. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly next: number | undefined;
}
export const LISTED = 25;

const WEEKS_SHOWN = 8;

export const firstDayShown = (today: Day): Day => addDays(mondayOf(today), -7 * (WEEKS_SHOWN - 1));

/** Weeks in which nothing was said are left out: that isn't the same as nothing saved. */
export function historyOf(entries: readonly Entry[]): History {
  const counted = entries.filter(({ anyway }) => anyway !== false);
  const weeks = new Map<Day, number>();
  for (const { on, net } of counted) weeks.set(mondayOf(on), (weeks.get(mondayOf(on)) ?? 0) + net);
  return {
    weeks: [...weeks]
      .map(([monday, net]) => ({ monday, net }))
      .sort((a, b) => a.monday.localeCompare(b.monday)),
    net: counted.reduce((sum, { net }) => sum + net, 0),
    entries: entries.length,
    longer: counted.filter(({ net }) => net < 0).length,
    newWork: entries.filter(({ anyway }) => anyway === false).reduce((sum, { net }) => sum + net, 0),
  };
}
