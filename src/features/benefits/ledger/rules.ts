import type { Day } from "../../../core/calendar.ts";

/** What a benefit beyond minutes can be. Staff time is none of these: minutes belong to the estimates, and count there alone. */
export const categories = {
  fraud: "fraud prevented or recovered",
  legacy: "legacy retired",
  waste: "waste removed",
  "cost-avoided": "cost avoided",
  income: "income",
  other: "other",
} as const;
export type Category = keyof typeof categories;

export const evidenceGrades = {
  felt: "somebody's judgement, with nothing counted",
  counted: "things were counted and multiplied by a price, both of which the source states",
  measured: "taken from records in the same way before and after",
  audited: "examined by an auditor, whose report the source names",
} as const;
export type Evidence = keyof typeof evidenceGrades;

/** The Government Efficiency Framework's words. */
export const classes = {
  "non-cash-releasing": "no budget is cut by it",
  "cash-releasing": "a budget is cut by it, and a post in finance answers for that",
} as const;
export type Class = keyof typeof classes;

export const recurrences = {
  "one-off": "for the whole period",
  yearly: "for each financial year of the period",
} as const;
export type Recurrence = keyof typeof recurrences;

export interface Content {
  readonly category: Category;
  readonly title: string;
  /** Whole pounds. Below nought it is a cost that came with a benefit. */
  readonly pounds: number;
  readonly recurs: Recurrence;
  readonly evidence: Evidence;
  readonly class: Class;
  /** The post whose budget is cut; null where none is. */
  readonly financeOwner: string | null;
  readonly owner: string;
  readonly baseline: string;
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
  readonly source: string;
}

export const steps = {
  claim: { from: [], to: "claimed", past: "claimed" },
  amend: { from: ["claimed", "confirmed"], to: "claimed", past: "amended" },
  confirm: { from: ["claimed"], to: "confirmed", past: "confirmed" },
  reject: { from: ["claimed"], to: "rejected", past: "rejected" },
  withdraw: { from: ["claimed", "confirmed"], to: "withdrawn", past: "withdrawn" },
} as const satisfies Record<string, { from: readonly State[]; to: State; past: string }>;
export type Step = keyof typeof steps;
export const states = ["claimed", "confirmed", "rejected", "withdrawn"] as const;
export type State = (typeof states)[number];

/** A line of an organisation's ledger: one step, and what the entry says after it. Lines are only ever added. */
export interface Line {
  /** Of the organisation's lines, counted from 1 with none left out. */
  readonly nth: number;
  readonly entry: number;
  readonly at: Date;
  readonly step: Step;
  readonly by: string;
  readonly content: Content;
  readonly why: string | undefined;
  /** Entries that this one is like, and was said to be another than. */
  readonly beside: readonly number[];
}

export interface Entry {
  readonly id: number;
  readonly state: State;
  readonly content: Content;
  readonly trail: readonly [Line, ...Line[]];
}

/** The entries as the lines have left them, the first one first. */
export function entriesIn(lines: readonly Line[]): readonly Entry[] {
  const entries = new Map<number, Entry>();
  for (const line of lines) {
    const trail = [...(entries.get(line.entry)?.trail ?? []), line] as unknown as Entry["trail"]; // one line at least
    entries.set(line.entry, {
      id: line.entry,
      state: steps[line.step].to,
      content: line.content,
      trail,
    });
  }
  return [...entries.values()];
}

export const isLive = ({ state }: Pick<Entry, "state">): boolean =>
  state === "claimed" || state === "confirmed";

/** Why somebody can't take a step, as a sentence; undefined where they can. */
export function obstacleTo(step: Exclude<Step, "claim">, entry: Entry, by: string): string | undefined {
  const { id, state } = entry;
  const from: readonly State[] = steps[step].from;
  if (!from.includes(state)) return `Entry ${id} can't be ${steps[step].past}: it is ${state}.`;
  const answersForIt = authorsOf(entry).some((author) => sameName(author, by));
  if (step === "confirm" && answersForIt)
    return `Entry ${id} was claimed or amended by ${by}: somebody else has to confirm it.`;
  if (step === "reject" && answersForIt)
    return `Entry ${id} was claimed or amended by ${by}: withdraw it, or somebody else has to reject it.`;
  return undefined;
}

/** Whoever had a part in what it says. */
const authorsOf = ({ trail }: Entry): readonly string[] =>
  trail.filter(({ step }) => step === "claim" || step === "amend").map(({ by }) => by);

/** Two ways to write one name are one person. */
export const sameName = (a: string, b: string): boolean => spoken(a) === spoken(b);

/** Without what can't be heard: case, accents, doubled spaces, and characters without a width. */
const spoken = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\p{Cf}\p{M}]/gu, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();

/** What changes from one content to another, by the names of its parts. */
export function changesIn(before: Content, after: Content): Readonly<Record<string, readonly [Part, Part]>> {
  const parts = Object.keys(after) as (keyof Content)[]; // both have the same
  return Object.fromEntries(
    parts.filter((part) => before[part] !== after[part]).map((part) => [part, [before[part], after[part]]]),
  );
}
type Part = Content[keyof Content];

// Twice the same

const emptyWords = new Set(
  "a an and at by for from in into it its of on or our that the their to was were with y yr yn i o ar gan am ac ein ei eu".split(
    " ",
  ),
);

/** A title's words as they are compared: no accents, case, punctuation, plural s, nor words that say nothing by themselves. */
export const wordsOf = (title: string): ReadonlySet<string> =>
  new Set(
    (spoken(title).match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => !emptyWords.has(word))
      .map((word) => (/..[^s]s$/.test(word) ? word.slice(0, -1) : word)),
  );

/** Two words or more of one title stand all in the other, or at least half of the words of both together are shared. */
export function titlesAlike(a: string, b: string): boolean {
  const [these, those] = [wordsOf(a), wordsOf(b)];
  const shared = [...these].filter((word) => those.has(word)).length;
  const fewer = Math.min(these.size, those.size);
  return (fewer > 1 && shared === fewer) || shared / (these.size + those.size - shared) >= 0.5;
}

/**
 * Entries that would count the same benefit once more, as far as can be told. Their periods share a day; in one category the
 * titles are alike or the amounts the same, in two categories both. A cost isn't held against the benefit that it came with.
 */
export const doublesOf = (content: Content, others: readonly Entry[]): readonly Entry[] =>
  others.filter((other) => isLive(other) && isDouble(content, other.content));

function isDouble(a: Content, b: Content): boolean {
  if (a.from > b.to || b.from > a.to || Math.sign(a.pounds) !== Math.sign(b.pounds)) return false;
  const alike = [a.pounds === b.pounds, titlesAlike(a.title, b.title)];
  return a.category === b.category ? alike.includes(true) : !alike.includes(false);
}

/** Which entries an entry was said to be another than, and why; whichever of the two it was said of. */
export function besidesOf(
  id: number,
  lines: readonly Line[],
): readonly { readonly entry: number; readonly why: string; readonly by: string }[] {
  return lines.flatMap(({ entry, beside, why = "", by }) => {
    if (entry === id) return beside.map((other) => ({ entry: other, why, by }));
    return beside.includes(id) ? [{ entry, why, by }] : [];
  });
}

const DAY = 86_400_000;

/**
 * The entry that this very claim has made already, within a day. It is told by what was claimed and by whom, and by which others
 * it was said to stand beside: the same content beside its like is another.
 */
export const repeatedBy = (
  claim: Pick<Line, "content" | "by" | "beside">,
  now: Date,
  entries: readonly Entry[],
): Entry | undefined =>
  entries.find(
    ({ state, trail: [first] }) =>
      isLive({ state }) &&
      Math.abs(now.getTime() - first.at.getTime()) < DAY &&
      sameName(first.by, claim.by) &&
      String(first.beside) === String(claim.beside) &&
      Object.keys(changesIn(first.content, claim.content)).length === 0,
  );

// Staff time

const timeUnit =
  "(?:hours?|hrs?|minutes?|mins?|(?:person|working|staff)[ -]?days?|ftes?|awr|oriau|munud(?:au)?)";
const saving = String.raw`(?:sav(?:e[ds]?|ings?)|free[ds]?|freeing|releas(?:e[ds]?|ing)|gained|cut|reduc(?:e[ds]?|ing|tion)|less|fewer|faster|quicker|arbed\p{L}{0,5}|llai)`;
const staffTime = [
  new RegExp(String.raw`\b${timeUnit}\b.{0,40}\b${saving}\b`, "u"),
  new RegExp(String.raw`\b${saving}\b.{0,40}\b${timeUnit}\b`, "u"),
  /\b(?:staff|officer|employee)(?:'s|s')? ?-?time\b|\btime (?:saved|freed|released|savings?)\b|\bamser staff\b/u,
  /\b(?:sav|free|releas)(?:e[sd]?|s|d|ing)? (?:\p{L}+ ){0,2}time\b|\barbed(?:wyd)? (?:\p{L}+ ){0,2}amser\b/u,
];

/** Whether a text speaks of hours or minutes that staff were saved, which the estimates count. */
export const speaksOfStaffTime = (text: string): boolean =>
  staffTime.some((pattern) => pattern.test(spoken(text)));
