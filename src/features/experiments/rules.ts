import { addDays, type Day, daysBetween, isDay } from "../../core/calendar.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import { type Refusal, whyRefused } from "../../core/free-text.ts";
import type { Person, PersonId, TenantId } from "../../core/person.ts";
import { type Personal, personalIn } from "../../core/personal-data.ts";
import { type App, apps, type Task, tasks } from "../../core/taxonomy.ts";
import type { Language } from "../../core/words.ts";
import type { Design } from "./designs.ts";
import type { CloseInput, ProposalInput, RecordInput } from "./messages.ts";
import type { Result } from "./results.ts";

export const LONGEST = {
  hypothesis: 300,
  counted: 80,
  baseline: 300,
  designSaid: 200,
  success: 200,
  learned: 600,
  next: 300,
} as const;
const SHORTEST_SENTENCE = 10;
/** Two weeks unless somebody says otherwise; a quarter at most, as nobody is kept to one for longer. */
const USUAL_DAYS = 14;
export const LONGEST_DAYS = 92;
export const FURTHEST_DAYS = 92;
export const LONGEST_NET = 240;
export const LARGEST_COUNT = 1_000;

export const verdicts = ["worked", "did-not", "cannot-tell"] as const;
export type Verdict = (typeof verdicts)[number];
/** How it is known what it is like now, the surest first. */
export const knownBy = ["measured", "counted", "estimated"] as const;
export type KnownBy = (typeof knownBy)[number];
export type OpenTo = "all" | "code";

/** What somebody proposes to try. */
export interface Proposal {
  readonly hypothesis: string;
  readonly task: Task;
  readonly app: App;
  /** What is counted, in their own words; undefined where it is minutes. */
  readonly counted: string | undefined;
  readonly baseline: string;
  readonly known: KnownBy;
  readonly design: string;
  readonly designSaid: string | undefined;
  readonly starts: Day;
  readonly ends: Day;
  readonly openTo: OpenTo;
  readonly success: string;
}

export interface Closing {
  readonly verdict: Verdict;
  readonly learned: string;
  readonly next: string | undefined;
  /** It stays for others when its owner is forgotten. */
  readonly keep: boolean;
  /** It ended without its owner's word. */
  readonly alone?: boolean;
}

/**
 * How it ends where its owner says nothing: nobody says what was learned. What counts as success stands in their own words,
 * which nobody but them can hold against the record: so it is never said to have worked, nor not to have, and what was
 * recorded stands beside. Nobody agreed that it stays without its owner.
 */
export const ALONE: Closing = {
  verdict: "cannot-tell",
  learned: "",
  next: undefined,
  keep: false,
  alone: true,
};

export interface Experiment extends Proposal {
  readonly tenant: TenantId;
  readonly id: number;
  /** Nobody where they were forgotten, and had agreed that it stays. */
  readonly owner: PersonId | undefined;
  readonly language: Language;
  readonly code: string;
  readonly copyOf: number | undefined;
  /** How many were started that copy this one. */
  readonly copies: number;
  readonly closed: (Closing & { readonly at: Date; readonly result: Result }) | undefined;
}

export type State = "coming" | "running" | "over" | "closed";

export function stateOf({ closed, starts, ends }: Experiment, today: Day): State {
  if (closed !== undefined) return "closed";
  if (today > ends) return "over";
  return today < starts ? "coming" : "running";
}

export type Problem =
  | "hypothesis"
  | "task"
  | "app"
  | "counted"
  | "baseline"
  | "known"
  | "design"
  | "design-said"
  | "starts"
  | "ends"
  | "open-to"
  | "success"
  | "verdict"
  | "learned"
  | "used"
  | "minutes"
  | "count"
  | { readonly refused: Refusal }
  | { readonly personal: Personal };

/** What a form shows: each field as text, as it was typed. */
export type Fields<Name extends string> = Readonly<Partial<Record<Name, string | undefined>>>;
export type ProposalFields = Fields<
  | "hypothesis"
  | "task"
  | "app"
  | "measure"
  | "counted"
  | "baseline"
  | "known"
  | "design"
  | "designSaid"
  | "starts"
  | "ends"
  | "openTo"
  | "success"
>;

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly refused: ReadonlySet<string> };

/** The first day of somebody's next working day on which it can start, and two weeks from it. */
export function usualDates(person: Person, today: Day, daysOff: DaysOff): { starts: Day; ends: Day } {
  let starts = addDays(today, 1);
  for (let tried = 0; tried < 60 && dayOff(person, starts, daysOff) !== undefined; tried++)
    starts = addDays(starts, 1);
  return { starts, ends: addDays(starts, USUAL_DAYS) };
}

/** Makes a proposal of what a form sent, or says everything that is to be put right. */
export function readProposal(input: ProposalInput, designs: readonly Design[], today: Day): Read<Proposal> {
  const text = textsOf(input, ["hypothesis", "counted", "baseline", "designSaid", "success"]);
  const [task, app] = [oneOf<Task>(tasks, input.task), oneOf<App>(apps, input.app)];
  const known = knownBy.find((each) => each === input.known);
  const design = designs.find(({ code }) => code === input.design);
  const { starts = "", ends = "", openTo } = input;
  const counts = input.measure === "count";
  const problems: Problem[] = [
    ...text.problems,
    ...missingIf(isShort(text.of.hypothesis), "hypothesis", text.refused),
    ...missingIf(task === undefined, "task"),
    ...missingIf(app === undefined, "app"),
    ...missingIf(counts && text.of.counted === undefined, "counted", text.refused),
    ...missingIf(text.of.baseline === undefined, "baseline", text.refused),
    ...missingIf(known === undefined, "known"),
    ...missingIf(design === undefined, "design"),
    ...missingIf(
      design?.described === true && text.of.designSaid === undefined,
      "design-said",
      text.refused,
      "designSaid",
    ),
    ...wrongDates(starts, ends, today),
    ...missingIf(openTo !== "all" && openTo !== "code", "open-to"),
    ...missingIf(text.of.success === undefined, "success", text.refused),
  ];
  if (problems.length > 0 || task === undefined || app === undefined || known === undefined)
    return { ok: false, problems, refused: text.refused };
  const { hypothesis = "", baseline = "", success = "" } = text.of;
  return {
    ok: true,
    value: {
      ...{ hypothesis, task, app, baseline, known, success, starts, ends },
      counted: counts ? text.of.counted : undefined,
      design: design?.code ?? "",
      designSaid: text.of.designSaid,
      openTo: openTo === "code" ? "code" : "all",
    },
  };
}

export function readClosing(input: CloseInput): Read<Closing> {
  const text = textsOf(input, ["learned", "next"]);
  const verdict = verdicts.find((each) => each === input.verdict);
  const problems: Problem[] = [
    ...missingIf(verdict === undefined, "verdict"),
    ...text.problems,
    ...missingIf(isShort(text.of.learned), "learned", text.refused),
  ];
  if (problems.length > 0 || verdict === undefined) return { ok: false, problems, refused: text.refused };
  const { learned = "", next } = text.of;
  return { ok: true, value: { verdict, learned, next, keep: input.keep === "true" } };
}

/** What somebody recorded without a time entry: whether they used it, and how much that came to. */
export interface Recorded {
  readonly used: boolean;
  /** Minutes saved, below zero where it took longer; or how many. Of no use there are no minutes. */
  readonly amount: number | undefined;
}

export function readRecord({ used, amount }: RecordInput, counts: boolean): Read<Recorded> {
  const none = new Set<string>();
  if (used !== "yes" && used !== "no") return { ok: false, problems: ["used"], refused: none };
  if (used === "no" && !counts) return { ok: true, value: { used: false, amount: undefined } };
  const number = counts ? wholeIn(amount, 0, LARGEST_COUNT) : wholeIn(amount, -LONGEST_NET, LONGEST_NET);
  if (number === undefined) return { ok: false, problems: [counts ? "count" : "minutes"], refused: none };
  return { ok: true, value: { used: used === "yes", amount: number } };
}

function wholeIn(text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined || !/^\s*-?\d{1,6}([.,]\d{1,2})?\s*$/.test(text)) return undefined;
  const number = Math.round(Number(text.trim().replace(",", "."))) + 0;
  return number >= least && number <= most ? number : undefined;
}

/** A code as it may be typed: with or without its dash, in any case. */
export function codeIn(text: string | undefined): string | undefined {
  const code = (text ?? "").toUpperCase().replace(/[^0-9A-Z]/g, "");
  return /^[0-9A-F]{12}$/.test(code) ? code : undefined;
}
export const codeInWords = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

const isShort = (text: string | undefined): boolean => (text ?? "").length < SHORTEST_SENTENCE;

const missingIf = (
  isMissing: boolean,
  problem: Problem & string,
  refused: ReadonlySet<string> = new Set(),
  field: string = problem,
): readonly Problem[] => (isMissing && !refused.has(field) ? [problem] : []);

function wrongDates(starts: Day, ends: Day, today: Day): readonly Problem[] {
  const ahead = isDay(starts) ? daysBetween(today, starts) : -1;
  if (ahead < 0 || ahead > FURTHEST_DAYS) return ["starts"];
  const days = isDay(ends) ? daysBetween(starts, ends) : 0;
  return days < 1 || days > LONGEST_DAYS ? ["ends"] : [];
}

/** What was typed in each field, trimmed; what mustn't be kept is named, and not given back. */
function textsOf<Name extends keyof typeof LONGEST>(
  input: Readonly<Partial<Record<Name, string | undefined>>>,
  names: readonly Name[],
) {
  const of: Partial<Record<Name, string>> = {};
  const refused = new Set<string>();
  const problems: Problem[] = [];
  for (const name of names) {
    const text = oneText(input[name]).slice(0, LONGEST[name]).trim();
    if (text === "") continue;
    const [why, who] = [whyRefused(text), personalIn(text)];
    if (why === undefined && who === undefined) {
      of[name] = text;
      continue;
    }
    refused.add(name);
    problems.push(why === undefined ? { personal: who as Personal } : { refused: why }); // one of the two is there
  }
  // What is split between two fields is read as one.
  const whole = ["\n", " ", ""].map((between) => Object.values(of).join(between));
  const why = whole.map(whyRefused).find((each) => each !== undefined);
  const who = whole.map(personalIn).find((each) => each !== undefined);
  if (problems.length === 0 && (why !== undefined || who !== undefined)) {
    for (const name of names) refused.add(name);
    const problem = why === undefined ? { personal: who as Personal } : { refused: why }; // one of the two is there
    return { of: {} as typeof of, problems: [problem], refused };
  }
  return { of, problems, refused };
}

/** One line, without what can't be seen: that could turn the words around it. */
const oneText = (text: string | undefined): string =>
  (text ?? "")
    .replace(/[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u, "")
    .trim();

/** The value, where it is one of the list's ids: then the cast holds. */
const oneOf = <T extends string>(list: object, value: string | undefined): T | undefined =>
  value !== undefined && Object.hasOwn(list, value) ? (value as T) : undefined;

export const fieldsOf = (of: Experiment): ProposalFields => ({
  hypothesis: of.hypothesis,
  task: of.task,
  app: of.app,
  measure: of.counted === undefined ? "minutes" : "count",
  counted: of.counted,
  design: of.design,
  designSaid: of.designSaid,
  success: of.success,
});

/** Three working months: who took part since then hears what was learned. */
export const LEARNING_DAYS = 92;
