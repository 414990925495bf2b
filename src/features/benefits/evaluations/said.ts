import type { Range } from "../../../core/bootstrap.ts";
import { addDays, type Day } from "../../../core/calendar.ts";
import { SETTLED_DAYS } from "./evaluations.ts";
import { endOf, type Figures, type Happened, type Kept, type PerArm, type Result } from "./store.ts";

/** What an evaluation says for itself, in sentences. */

type Question = Pick<Kept, "outcome" | "weeks" | "worthwhile">;
type Answered = Extract<Result, { kind: "evaluated" }>;

const amount = (value: number): string => `${Math.abs(value)} ${value < 0 ? "fewer" : "more"}`;
const intervalOf = ({ low, high }: Range): string => `95 % interval ${amount(low)} to ${amount(high)}`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "0.4 more weeks out of 8" and the like, after whoever it is of. */
function didIn({ outcome, weeks }: Question, value: number): string {
  if (outcome === "active-weeks") return `were active in ${amount(value)} weeks out of ${weeks}`;
  if (outcome === "minutes") return `reported ${amount(value)} minutes saved over ${inWeeks(weeks)}`;
  return `had ${amount(value)} of “${outcome}” over ${inWeeks(weeks)}`;
}

/** "0.4 weeks", "1 minute". */
export function countOf(outcome: string, value: number): string {
  const [one, many] = { "active-weeks": ["week", "weeks"], minutes: ["minute", "minutes"] }[outcome] ?? [
    "",
    "",
  ];
  return `${value} ${value === 1 ? one : many}`.trim();
}
const inWeeks = (weeks: number): string => countOf("active-weeks", weeks);

const designs: Readonly<Record<Kept["design"], string>> = {
  "hold-out": "those who get tips beside those held out",
  stepped: "those whose tips had begun beside those whose tips hadn't",
};

export const questionOf = ({ outcome, design, from, weeks, worthwhile }: Kept): string =>
  `${outcome}, ${designs[design]}, over ${inWeeks(weeks)} from ${from}; worthwhile from ${countOf(outcome, worthwhile)}`;

/** What can be shown, said before anything else. */
export function powerLines(question: Question, figures: Figures | undefined): readonly string[] {
  if (figures === undefined) return ["An arm has too few people to show anything of."];
  const { people, units, smallest, power, known, deviation, alike, explained } = figures;
  return [
    `About ${people.tips} people with tips and ${people["held-out"]} without${unitsIn(people, units)}.`,
    smallest === undefined
      ? "Fewer than ten were drawn for in an arm: nothing can be shown."
      : `The smallest difference that would be found four times in five: ${countOf(question.outcome, smallest)}. One of ${question.worthwhile} would be found with a chance of ${percent(power)}.`,
    known
      ? `People's own weeks so far: standard deviation ${deviation}, ${percent(alike)} of the variance between teams, ${percent(explained)} explained by their history.`
      : `There is no history to go by: the standard deviation of ${deviation} is taken on the word of whoever planned it${alike > 0 ? `, and ${percent(alike)} of the variance to lie between teams` : ""}.`,
  ];
}

/** How it stands, or what came of it. */
export function stateLines(kept: Kept, today: Day): readonly string[] {
  const due = addDays(endOf(kept), SETTLED_DAYS);
  if (kept.state === "refused")
    return ["Refused: it couldn't have shown what matters, so it was never begun."];
  if (kept.state === "withdrawn") return ["Withdrawn: it was never answered."];
  if (kept.state === "not known")
    return [
      "Not known: the outcome couldn't be read, so there is no answer. That isn't an answer of nought.",
    ];
  if (kept.result !== undefined) return resultLines(kept, kept.result);
  if (today < kept.from) return [`Its weeks begin on ${kept.from}. The answer is due from ${due} on.`];
  return today < endOf(kept)
    ? [
        `Its weeks go on until ${addDays(endOf(kept), -1)}. Nothing of it is told before the answer, due from ${due} on.`,
      ]
    : [`Its weeks are over. The answer is due from ${due} on, as soon as the outcome is known.`];
}

function resultLines(kept: Kept, result: Result): readonly string[] {
  if ("none" in result) return ["Done, and nothing can be told: too few people, or too much alike or apart."];
  if (result.kind === "refused")
    return ["Done, and there is no answer: too many have left for it to show what it was planned to show."];
  const { effect, people, units, left, endedEarly } = result;
  const found = `staff ${kept.design === "stepped" ? "whose tips had begun" : "who were to be sent tips"} ${didIn(kept, effect.value)} than staff without (${intervalOf(effect)})`;
  return [
    ...(result.verdict === "no difference found"
      ? [`No difference was found: ${found}.`, ruledOut(kept, effect)]
      : [`A difference was found: ${found}.`, besideWorthwhile(kept, effect)]),
    "That is of everybody who was assigned, whether or not they read a tip.",
    adjustment(kept, result),
    `About ${people.tips} people with tips and ${people["held-out"]} without${unitsIn(people, units)}. ${leftIn(left)}`,
    ...(endedEarly
      ? ["The stepped start was ended before these weeks were over: some of those without may have had tips."]
      : []),
  ];
}

/** Not having found one isn't having found none: what can't be excluded is said. */
function ruledOut({ worthwhile, outcome }: Kept, { low, high }: Range): string {
  const named = `the ${countOf(outcome, worthwhile)} that would have been worthwhile`;
  const worth = high < worthwhile ? `so is ${named}` : `${named} isn't`;
  return `That isn't to say that there is none. What is ruled out, as far as a 95 % interval does, is more than ${Math.abs(low)} fewer and more than ${Math.abs(high)} more; ${worth}.`;
}

function besideWorthwhile({ worthwhile, outcome }: Kept, { low, high }: Range): string {
  const named = `the ${countOf(outcome, worthwhile)} named as worthwhile`;
  if (low >= worthwhile) return `All of the interval is at ${named} or above.`;
  return high < worthwhile
    ? `All of the interval is below ${named}.`
    : `Whether it is ${named} isn't certain.`;
}

function adjustment(kept: Kept, { adjusted, explained, unadjusted }: Answered): string {
  if (!adjusted) return "It isn't adjusted: there is no history from before lots were drawn.";
  return `Adjusted by people's own history, which explains ${percent(explained)} of how they differ. Unadjusted they ${didIn(kept, unadjusted.value)} (${intervalOf(unadjusted)}).`;
}

/** Where lots were drawn for teams, there are fewer of them than people. */
const unitsIn = (people: PerArm, units: PerArm): string =>
  people.tips === units.tips && people["held-out"] === units["held-out"]
    ? ""
    : `, in about ${units.tips} and ${units["held-out"]} teams that lots were drawn for`;

function leftIn(left: PerArm): string {
  if (left.tips + left["held-out"] === 0) return "Nobody has left it since it was planned.";
  const some = (count: number) => (count === 0 ? "nobody" : `up to ${count}`);
  return `Since it was planned ${some(left.tips)} with tips and ${some(left["held-out"])} without have left it: nothing is kept of them any more.`;
}

const steps: Readonly<Record<Happened["step"], string>> = {
  planned: "planned",
  refused: "refused",
  amended: "changed",
  withdrawn: "withdrawn",
  done: "answered",
  "not known": "given up as not known",
};

/** Everything that happened to it, the first plan first. */
export function eventLine({ outcome }: Kept, { at, step, by, why, change, started }: Happened): string {
  const { weeks, worthwhile, figures } = change;
  const wanted =
    weeks === undefined ? "" : `: ${inWeeks(weeks)}, worthwhile from ${countOf(outcome, worthwhile ?? 0)}`;
  const shows = figures?.smallest === undefined ? "" : `, smallest difference ${figures.smallest}`;
  const when =
    step === "done" || step === "not known"
      ? ""
      : started
        ? ", after its weeks had begun, when some of the outcome could be known"
        : ", before its weeks began";
  return `  ${at.toISOString().slice(0, 10)} ${steps[step]} by ${by}${when}${wanted}${shows}.${why === undefined ? "" : ` Why: ${why}`}`;
}
