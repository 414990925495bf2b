import { addDays, type Day } from "../../core/calendar.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import { type Refusal, whyRefused } from "../../core/free-text.ts";
import { defaults, type PersonId, type TenantId } from "../../core/person.ts";
import { type Personal, personalIn } from "../../core/personal-data.ts";
import { type App, apps, type Profession, professions, type Task, tasks } from "../../core/taxonomy.ts";
import type { Language } from "../../core/words.ts";
import type { Fields } from "./messages.ts";

/** The four questions, in the order in which they are asked. */
export const questions = ["challenge", "did", "result", "learned"] as const;
export type Question = (typeof questions)[number];
export const longest = {
  title: 80,
  challenge: 800,
  did: 1500,
  result: 1000,
  learned: 800,
  name: 60,
  reason: 500,
} as const;
export const LONGEST_MINUTES = 2400;

/** How its minutes are known. */
export const evidences = ["felt", "counted", "measured"] as const;
export type Evidence = (typeof evidences)[number];
export const reuses = ["reusable", "specific"] as const;
export type Reuse = (typeof reuses)[number];

/** What a story says, in one version of it. */
export interface Telling extends Readonly<Record<Question, string>> {
  readonly title: string;
  readonly task: Task;
  readonly app: App | undefined;
  readonly profession: Profession | undefined;
  readonly reuse: Reuse;
  readonly minutes:
    | { readonly before: number; readonly after: number; readonly evidence: Evidence }
    | undefined;
  readonly language: Language;
}

/** Where its newest version stands. An older one may be published meanwhile. */
export const states = ["draft", "review", "changes", "declined", "published", "retired"] as const;
export type State = (typeof states)[number];

export interface Story {
  readonly id: string;
  readonly author: PersonId | undefined;
  readonly state: State;
  readonly version: number;
  /** The version that everybody can read. */
  readonly published: number | undefined;
  /** How its author wants to be named. */
  readonly name: string | undefined;
  /** It may stay, without any name, when its author is forgotten. */
  readonly stays: boolean;
  /** The story that it adds to. */
  readonly adds: string | undefined;
  readonly due: Day | undefined;
  readonly by: Byline;
  /** Its profession is its author's own, and too few have it. */
  readonly hidesProfession: boolean;
  readonly telling: Telling;
  readonly from: { readonly source: string; readonly licence: string } | undefined;
}

/** What is said of an author who isn't named, as far as it singles nobody out. */
export interface Byline {
  readonly department: string | undefined;
  readonly profession: Profession | undefined;
}

export type Happening =
  | "sent"
  | "edited"
  | "approved"
  | "changes"
  | "declined"
  | "named"
  | "anonymous"
  | "retired";

export interface Event {
  readonly at: Date;
  readonly what: Happening;
  readonly words: string | undefined;
}

export type Field = "title" | Question | "name" | "reason";
export type Problem =
  | "title"
  | "title-plain"
  | "challenge"
  | "did"
  | "result"
  | "task"
  | "minutes"
  | "evidence"
  | "name-plain"
  | "agree"
  | "reason"
  | { readonly long: Field }
  | { readonly refused: Refusal }
  | { readonly personal: Personal };

export interface Told {
  readonly telling: Telling;
  readonly name: string | undefined;
  readonly stays: boolean;
}
export type Reading =
  | { readonly ok: true; readonly told: Told }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly fields: Fields };

/** Makes a story of what was typed, or says all that has to be put right. Nothing may be kept of it before that. */
export function readForm(fields: Fields, language: Language, { agreed = false } = {}): Reading {
  const words = Object.fromEntries(
    (["title", ...questions, "name"] as const).map((field) => [field, plain(fields[field] ?? "")]),
  ) as Readonly<Record<"title" | "name" | Question, string>>;
  const task = oneOf<Task>(tasks, fields.task);
  const minutes = minutesIn(fields);
  const problems: readonly Problem[] = [
    ...(["title", "challenge", "did", "result"] as const).filter((field) => words[field] === ""),
    ...(isPlainLine(words.title) ? [] : ["title-plain" as const]),
    ...(isPlainLine(words.name) ? [] : ["name-plain" as const]),
    ...(Object.entries(words) as readonly (readonly ["title" | "name" | Question, string])[]).flatMap(
      ([field, text]) => (text.length > longest[field] ? [{ long: field }] : []),
    ),
    ...(task === undefined ? ["task" as const] : []),
    ...(typeof minutes === "string" ? [minutes] : []),
    ...(agreed || fields.agreed === "true" ? [] : ["agree" as const]),
    ...unkeepable([words.title, ...questions.map((question) => words[question]), words.name]),
  ];
  if (problems.length > 0 || task === undefined || typeof minutes === "string")
    return { ok: false, problems, fields };
  const { name, ...rest } = words;
  const telling: Telling = {
    ...rest,
    task,
    app: oneOf<App>(apps, fields.app),
    profession: oneOf<Profession>(professions, fields.profession),
    reuse: fields.reuse === "specific" ? "specific" : "reusable",
    minutes,
    language,
  };
  return {
    ok: true,
    told: { telling, name: name === "" ? undefined : name, stays: fields.stays === "true" },
  };
}

/** Why words that others will read can't be kept: each by itself, and all together, as what is split is read as one. */
export function unkeepable(words: readonly string[]): readonly Problem[] {
  const each = [...words, ...["\n", " ", ""].map((between) => words.join(between))];
  const refused = each.map(whyRefused).find((why) => why !== undefined);
  const personal = each.map(personalIn).find((why) => why !== undefined);
  return [...(refused === undefined ? [] : [{ refused }]), ...(personal === undefined ? [] : [{ personal }])];
}

/** What a champion says to an author. */
export function readReason(typed: string | undefined): { reason: string; problems: readonly Problem[] } {
  const reason = plain(typed ?? "");
  return {
    reason,
    problems: [
      ...(reason === "" ? ["reason" as const] : []),
      ...(reason.length > longest.reason ? [{ long: "reason" as const }] : []),
      ...unkeepable([reason]),
    ],
  };
}

export function readName(typed: string | undefined): { name: string; problems: readonly Problem[] } {
  const name = plain(typed ?? "");
  return {
    name,
    problems: [
      ...(name === "" || !isPlainLine(name) ? ["name-plain" as const] : []),
      ...(name.length > longest.name ? [{ long: "name" as const }] : []),
      ...unkeepable([name]),
    ],
  };
}

/** Without hidden characters, and without what a card would fill in; else as it was typed. */
export const plain = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll("\t", " ")
    .replaceAll(/[^\P{Cc}\n]|[\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, "")
    .replaceAll("{{", "{ {")
    .replaceAll("${", "$ {")
    .replace(NOTHING_TO_SEE, "")
    .trim();

/** Letters that show nothing are no title and no answer. */
const NOTHING_TO_SEE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** True where a heading shows exactly these words: a client would make bold text, links or lists of others. */
export const isPlainLine = (text: string): boolean =>
  !/[*_`~<>[\]#|\\{}\n]|:\/\/|^\s*(?:[-+•]|\d+[.)])\s/.test(text);

function minutesIn({ before = "", after = "", evidence }: Fields): Telling["minutes"] | (Problem & string) {
  if (before.trim() === "" && after.trim() === "") return undefined;
  const [from, to] = [numberIn(before), numberIn(after)];
  if (from === undefined || to === undefined) return "minutes";
  const grade = evidences.find((each) => each === evidence);
  return grade === undefined ? "evidence" : { before: from, after: to, evidence: grade };
}

export const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,4}$/.test(text.trim()) && Number(text) <= LONGEST_MINUTES
    ? Number(text)
    : undefined;

export const oneOf = <T extends string>(list: object, value: string | undefined): T | undefined =>
  value !== undefined && Object.hasOwn(list, value) ? (value as T) : undefined; // it is a key of the list

/** The fields of a form, filled in with a story as it stands. */
export const fieldsOf = ({ telling, name, stays }: Pick<Story, "telling" | "name" | "stays">): Fields => ({
  title: telling.title,
  challenge: telling.challenge,
  did: telling.did,
  result: telling.result,
  learned: telling.learned,
  task: telling.task,
  app: telling.app,
  profession: telling.profession,
  reuse: telling.reuse,
  before: telling.minutes && String(telling.minutes.before),
  after: telling.minutes && String(telling.minutes.after),
  evidence: telling.minutes?.evidence,
  name,
  stays: String(stays),
});

/** A story is answered within five working days; its reviewer is reminded after three. */
export const REVIEW_DAYS = 5;
export const REMIND_DAYS = 3;

/** The day that lies so many working days of the organisation after another. Nobody's own week decides. */
export function workingDaysAfter(day: Day, days: number, tenant: TenantId, daysOff: DaysOff): Day {
  let [at, left] = [day, days];
  while (left > 0) {
    at = addDays(at, 1);
    if (dayOff({ ...defaults, tenant }, at, daysOff) === undefined) left -= 1;
  }
  return at;
}

/** Between these, on their own working days, people are told what became of what they did. */
const DECENT = { from: "09:00", until: "17:00" } as const;
export const isDecent = (time: string): boolean => time >= DECENT.from && time <= DECENT.until;

/** Fewer people than this are never counted aloud, and more only in fives. */
export const FEWEST_COUNTED = 5;
export const countedAloud = (people: number): number | undefined =>
  people < FEWEST_COUNTED ? undefined : people - (people % FEWEST_COUNTED);

export interface Tally {
  readonly tried: number;
  readonly worked: number;
}

/** A department or a profession is told of somebody who isn't named only where so many people have it. */
export const FEWEST_ALIKE = 10;
export const bylineOf = (
  { department, profession }: Byline,
  { both, alike }: { readonly both: number; readonly alike: number },
): Byline => ({
  department: both >= FEWEST_ALIKE ? department : undefined,
  profession: alike >= FEWEST_ALIKE ? profession : undefined,
});

/** The profession that a story is shown and found with. */
export const shownProfession = ({
  telling,
  name,
  hidesProfession,
}: Pick<Story, "telling" | "name" | "hidesProfession">): Profession | undefined =>
  name === undefined && hidesProfession ? undefined : telling.profession;

/** Above this share of words in common, somebody may have told it already. */
export const SIMILAR = 0.35;
