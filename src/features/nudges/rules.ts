import { addDays, type Day, daysBetween, type Local, localIn } from "../../core/calendar.ts";
import { type DayOff, type DaysOff, dayOff } from "../../core/days-off.ts";
import type { Lots } from "../../core/lots.ts";
import type { Asked } from "../../core/outbound.ts";
import type { Person } from "../../core/person.ts";
import { type App, bandOfGrade, idsOf, type Profession, type Strand, strands } from "../../core/taxonomy.ts";
import { betaFrom, lotsFor } from "./lots.ts";
import type { Tip } from "./tip.ts";

/** How often somebody wants a tip, in days between two. */
export const rates = { weekly: 7, fortnightly: 14, monthly: 28 } as const;
export type Rate = keyof typeof rates;

/** What somebody said they want. */
export interface Wish {
  readonly rate: Rate;
  readonly stopped: "person" | "silence" | undefined;
  /** When they said so; undefined where they didn't, or that was before it was kept. */
  readonly stoppedAt?: Date | undefined;
  /** Nothing before this day. */
  readonly snoozedUntil: Day | undefined;
}

export const noWish: Wish = { rate: "weekly", stopped: undefined, snoozedUntil: undefined };

const slower: Readonly<Record<Rate, Rate>> = {
  weekly: "fortnightly",
  fortnightly: "monthly",
  monthly: "monthly",
};

/** One step slower than the rate a card was sent at, and never faster than it is now: a second press changes nothing. */
export function fewerThan(shown: Rate, now: Rate): Rate {
  const wanted = slower[shown];
  return rates[wanted] > rates[now] ? wanted : now;
}

export type Answer = "tried" | "not-for-me" | "later" | "fewer" | "weekly" | "stop" | "why" | "snooze";

/** A nudge that went out, or may have, or that they didn't let in. */
export interface Past {
  readonly slot: string;
  readonly kind: "tip" | "asked" | "last-question";
  readonly tip: string | undefined;
  /** What a colleague told, shown beside it. */
  readonly story?: string | undefined;
  readonly day: Day;
  readonly answer: Answer | undefined;
  /** False where Teams said that it can't be delivered to them. */
  readonly reached: boolean;
}

/** Everything that decides whether and what to send to one person. `past` has the newest first. */
export interface Case {
  readonly person: Person;
  readonly wish: Wish;
  readonly past: readonly Past[];
  /** The last day they said or pressed anything. */
  readonly heardOn: Day | undefined;
}

/** Three ignored halve the rate; six more end it with one last question. */
export const HALVED_AFTER = 3;
const ENDED_AFTER = 9;
/** Never two within this many working days, whatever else says so. */
const CLEAR_WORKING_DAYS = 3;
/** "Remind me later" brings the tip back this many days after it came. */
const DAYS_UNTIL_AGAIN = 7;

export type Hold =
  | "stopped"
  | "snoozed"
  | DayOff
  | "not a chosen day"
  | "outside the chosen hours"
  | "too soon";

/**
 * Whether what they chose of something regular is stopped by a “stop” that came after it, or may have. That they didn't answer
 * tips stops only tips.
 */
export function outlives({ stopped, stoppedAt }: Wish, chosenAt: Date | undefined): boolean {
  if (stopped !== "person") return true;
  if (chosenAt === undefined) return false;
  return stoppedAt === undefined || chosenAt > stoppedAt;
}

/** Why somebody must not be written to at this moment, if they must not. Asked when planning, and again when sending. */
export function holdOn(
  { person, wish, past, heardOn }: Case,
  now: Date,
  daysOff: DaysOff,
  asked?: Asked,
): Hold | undefined {
  const local = localIn(person.zone, now);
  const isUnasked = asked === undefined || asked === "by default";
  if (isUnasked && (wish.stopped !== undefined || isEnded(past))) return "stopped";
  if (wish.snoozedUntil !== undefined && local.day < wish.snoozedUntil) return "snoozed";
  const off = dayOff(person, local.day, daysOff);
  if (off !== undefined) return off;
  if (asked === "regular" || asked === "by default") return undefined;
  if (!person.nudgeDays.includes(local.weekday)) return "not a chosen day";
  if (local.time < person.from || local.time > person.until) return "outside the chosen hours";
  if (asked === "answer") return undefined;
  const about = { person, wish, past, heardOn };
  return isTooSoon(about, local, daysOff, asked === undefined ? daysApart(about) : 1)
    ? "too soon"
    : undefined;
}

function isTooSoon(about: Case, { day }: Local, daysOff: DaysOff, apart: number): boolean {
  // What is dated further ahead is from a clock that was wrong: it keeps nobody waiting until then.
  const last = about.past.find((past) => past.kind !== "asked" && daysBetween(day, past.day) < apart);
  if (last === undefined) return false;
  if (daysBetween(last.day, day) < apart) return true;
  return workingDaysFrom(about.person, last.day, day, daysOff) < CLEAR_WORKING_DAYS;
}

/** Working days from the one after `from` up to and including `to`. Stops counting once there are enough. */
function workingDaysFrom(person: Person, from: Day, to: Day, daysOff: DaysOff): number {
  let working = 0;
  for (let day = addDays(from, 1); day <= to && working < CLEAR_WORKING_DAYS; day = addDays(day, 1))
    if (dayOff(person, day, daysOff) === undefined) working++;
  return working;
}

export const daysApart = (about: Case): number => {
  const chosen = rates[about.wish.rate];
  return ignoredOf(about) >= HALVED_AFTER ? chosen * 2 : chosen;
};

/** What reached them out of the blue. */
const unasked = (past: readonly Past[]) => past.filter(({ kind, reached }) => kind !== "asked" && reached);

/** How many nudges in a row, the newest first, got no answer, and nothing was heard since. */
export function ignoredOf({ past, heardOn }: Pick<Case, "past" | "heardOn">): number {
  const sent = unasked(past);
  const heard = sent.findIndex(
    ({ day, answer }) => answer !== undefined || (heardOn !== undefined && heardOn > day),
  );
  return heard === -1 ? sent.length : heard;
}

/** After the last question comes nothing, whether or not it is known to have arrived, until they say otherwise. */
function isEnded(past: readonly Past[]): boolean {
  const [latest] = unasked(past);
  return latest?.kind === "last-question" && latest.answer === undefined;
}

/** True when the next thing to send is the one last question. */
export const isLastQuestion = (about: Case): boolean => ignoredOf(about) >= ENDED_AFTER;

/** Why a tip was chosen, to be said to whoever asks. */
export type Reason =
  | "asked"
  | "campaign"
  | "again"
  | "trying"
  | "liked"
  | "liked-alike"
  | "app"
  | "used"
  | "profession"
  | "grade"
  | "strand"
  | "new"
  | "year";

export interface Choice {
  readonly tip: Tip;
  readonly reasons: readonly Reason[];
}

/** How many said of a tip that they tried it, and how many that it isn't for them. */
export interface Tally {
  readonly tried: number;
  readonly passed: number;
}

/** What a whole tenant said of each tip, by its id, and those of one profession among them. Counts, never who. */
export type Answers = ReadonlyMap<
  string,
  { readonly all: Tally; readonly by: ReadonlyMap<Profession, Tally> }
>;

/** So often any tip that fits is tried out, whatever is thought of it: what nobody is sent, nobody can find useful. */
const TRYING_OUT = 0.1;
/** Fewer answers than this say nothing, neither to choose by a profession nor to tell a reader of. */
const ENOUGH_ANSWERS = 10;
/** The answers that each tip is thought to have had before it had any: two of each, so the first one decides little. */
const BEFORE_ANY = 2;

/**
 * The tip for somebody on a day, of those that are open to them; nothing where none is. Thompson sampling: how likely it
 * is that somebody tries a tip isn't known, but what people answered makes some values likelier than others (a Beta
 * distribution). One value is drawn for each tip from its own, and the highest draw wins: what is liked comes often, what
 * few have answered still gets its chance. Thompson (1933), On the likelihood that one unknown probability exceeds
 * another; Russo, Van Roy, Kazerouni, Osband and Wen (2018), A Tutorial on Thompson Sampling, algorithm 3.2. Each draw
 * counts by how well the tip suits the reader (`suits`), which is ours and not theirs.
 */
export function chooseTip(
  tips: readonly Tip[],
  { person, past }: Pick<Case, "person" | "past">,
  day: Day,
  answers: Answers,
  used: readonly App[] = [],
): Choice | undefined {
  const had = past.filter(({ reached }) => reached);
  const again = tipsToBringBack(had, day).flatMap((id) => tips.find((tip) => tip.id === id) ?? []);
  if (again[0] !== undefined) return { tip: again[0], reasons: ["again"] };

  const closed = closedBy(had, day);
  const open = tips
    .filter((tip) => !closed.has(tip.id) && isFor(tip, person))
    .sort((a, b) => (a.id < b.id ? -1 : 1)); // the lots fall the same way however the tips were read
  const everHad = new Set(had.map(({ tip }) => tip));
  const lots = lotsFor(person.id, day);
  const triedOut = tryingOut(open, lots);
  if (triedOut !== undefined)
    return { tip: triedOut, reasons: ["trying", ...reasonsOfFit(triedOut), newOrNot(triedOut, everHad)] };

  const strand = nextStrand(tips, had);
  const [best] = open
    .map((tip) => {
      const told = answersFor(tip, person, answers);
      const reasons = reasonsFor(tip, person, strand, used);
      const draw = betaFrom(lots, BEFORE_ANY + told.tally.tried, BEFORE_ANY + told.tally.passed);
      return { tip, score: draw * suits(reasons), reasons: [...likedBy(told), ...reasons] };
    })
    .sort((a, b) => b.score - a.score);
  return best && { tip: best.tip, reasons: [...best.reasons, newOrNot(best.tip, everHad)] };
}

/** A tip isn't given twice within so many days, and never again once they said that it isn't for them. */
const DAYS_CLOSED = 365;

const closedBy = (had: readonly Past[], day: Day): ReadonlySet<string | undefined> =>
  new Set(
    had
      .filter((each) => each.answer === "not-for-me" || daysBetween(each.day, day) <= DAYS_CLOSED)
      .map(({ tip }) => tip),
  );

/** Once in a while one of them by lot alone. Where there is but one, nothing is tried out. */
function tryingOut(open: readonly Tip[], lots: Lots): Tip | undefined {
  const isTrying = lots() < TRYING_OUT;
  return isTrying && open.length > 1 ? open[Math.floor(lots() * open.length)] : undefined;
}

interface Told {
  readonly tally: Tally;
  readonly reason: "liked" | "liked-alike";
}

/** What people like them said of a tip, where enough of those did; else what everybody said. */
function answersFor(tip: Tip, { profession }: Person, answers: Answers): Told {
  const said = answers.get(tip.id);
  const alike = profession && said?.by.get(profession);
  if (alike !== undefined && alike.tried + alike.passed >= ENOUGH_ANSWERS)
    return { tally: alike, reason: "liked-alike" };
  return { tally: said?.all ?? { tried: 0, passed: 0 }, reason: "liked" };
}

/** Said only where enough answered, and more likely than not somebody tries it. */
function likedBy({ tally: { tried, passed }, reason }: Told): readonly Reason[] {
  const mean = (BEFORE_ANY + tried) / (2 * BEFORE_ANY + tried + passed);
  return tried + passed >= ENOUGH_ANSWERS && mean > 0.5 ? [reason] : [];
}

const newOrNot = ({ id }: Tip, everHad: ReadonlySet<string | undefined>): Reason =>
  everHad.has(id) ? "year" : "new";

/** The day from which a tip comes again, where they asked for that. */
export const againOn = ({ day }: Pick<Past, "day">): Day => addDays(day, DAYS_UNTIL_AGAIN);

/** Tips to come again by this day, the longest wanted first. What came again since was brought back already. */
function tipsToBringBack(past: readonly Past[], day: Day): readonly string[] {
  const newest = new Map<string, Past>();
  for (const each of past) if (each.tip !== undefined && !newest.has(each.tip)) newest.set(each.tip, each);
  return [...newest]
    .filter(([, each]) => each.answer === "later" && againOn(each) <= day)
    .sort(([, a], [, b]) => a.day.localeCompare(b.day))
    .map(([tip]) => tip);
}

/** A tip aimed at some professions or grades is only for those. */
export function isFor(tip: Tip, { profession, grade }: Person): boolean {
  const band = grade === undefined ? undefined : bandOfGrade(grade);
  const professionFits = tip.professions.length === 0 || tip.professions.some((id) => id === profession);
  const gradeFits = tip.gradeBands.length === 0 || tip.gradeBands.some((id) => id === band);
  return professionFits && gradeFits;
}

/** It was among those to choose from because of who they are. */
const reasonsOfFit = (tip: Tip): readonly Reason[] => [
  ...(tip.professions.length > 0 ? (["profession"] as const) : []),
  ...(tip.gradeBands.length > 0 ? (["grade"] as const) : []),
];

/** What they told us comes before what their organisation's reports say; only one of the two is a reason. */
const appReason = (tip: Tip, person: Person, used: readonly App[]): readonly Reason[] => {
  if (person.apps.includes(tip.app)) return ["app"];
  return used.includes(tip.app) ? ["used"] : [];
};

const reasonsFor = (tip: Tip, person: Person, strand: Strand, used: readonly App[]): readonly Reason[] => [
  ...appReason(tip, person, used),
  ...reasonsOfFit(tip),
  ...(tip.strand === strand ? (["strand"] as const) : []),
];

/** What they use counts most, then who they are, then variety. */
const weights: Partial<Readonly<Record<Reason, number>>> = {
  app: 4,
  used: 4,
  profession: 3,
  grade: 2,
  strand: 2,
};

/**
 * What a draw is multiplied by: it doubles with each point of weight. A tip for an app they use so counts 16 times one
 * that has nothing for it, and comes first nearly always; but one that hardly anybody tries falls behind all the same.
 */
const suits = (reasons: readonly Reason[]): number =>
  2 ** reasons.reduce((sum, reason) => sum + (weights[reason] ?? 0), 0);

/** The strand of which somebody has had least, in the order the strands build on one another. */
function nextStrand(tips: readonly Tip[], past: readonly Past[]): Strand {
  const strandOf = new Map(tips.map(({ id, strand }) => [id, strand]));
  const had = (strand: Strand) =>
    past.filter(({ tip }) => tip !== undefined && strandOf.get(tip) === strand).length;
  return idsOf(strands).reduce((least, strand) => (had(strand) < had(least) ? strand : least));
}

/** Whether somebody gets tips out of the blue, or is among those whom the others are compared with. */
export type Arm = "tips" | "held-out";

/** What one lot is drawn for. A team is everybody with the same manager; whoever has none is drawn for alone. */
export type Unit = "person" | "team";

/** Tips that speak of what somebody looks for, best first. */
export function searchTips(tips: readonly Tip[], words: string, language: "en" | "cy"): readonly Tip[] {
  const wanted = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (wanted.length === 0) return tips;
  const score = (tip: Tip) => {
    const { title, body, prompt } = tip[language];
    const [head, rest] = [`${title} ${tip.app} ${tip.task}`.toLowerCase(), `${body} ${prompt}`.toLowerCase()];
    return wanted.reduce(
      (sum, word) => sum + (head.includes(word) ? 3 : 0) + (rest.includes(word) ? 1 : 0),
      0,
    );
  };
  const scored = tips.map((tip) => ({ tip, score: score(tip) })).filter((found) => found.score > 0);
  return scored.sort((a, b) => b.score - a.score).map(({ tip }) => tip);
}
