import type { Range } from "../../../core/bootstrap.ts";
import { addDays, type Day, daysBetween } from "../../../core/calendar.ts";
import { invalid } from "../../../core/failures.ts";
import type { Unpublished } from "../../../core/figures.ts";
import type { Run } from "../../../core/ports.ts";
import { within } from "../../../core/sealed.ts";
import type { Comparison, OutcomeMeasure } from "../../../core/trial.ts";
import { type Evaluated, type Evaluation, evaluated, type Plan } from "./effect.ts";
import { arms, type Member, outcomesOf, type Values, valuesIn } from "./history.ts";
import {
  areLarge,
  basisGiven,
  basisIn,
  designOf,
  membersOf,
  powerIn,
  type Slots,
  toFive,
  windowsFor,
} from "./planning.ts";
import {
  type Change,
  type Draft,
  type EvaluationStore,
  endOf,
  type Figures,
  type Happened,
  type Kept,
  type PerArm,
  type Result,
} from "./store.ts";

interface Parts {
  readonly store: EvaluationStore;
  readonly slots: Slots;
}

/** Whoever was assigned when it was planned, and what could be shown with them. */
export interface Answer {
  readonly id: number;
  readonly figures: Figures | undefined;
  readonly refused: boolean;
}

/** Somebody's wish to change the question. */
export interface Amendment {
  readonly weeks?: number | undefined;
  readonly worthwhile?: number | undefined;
  readonly deviation?: number | undefined;
  readonly by: string;
  readonly why: string;
}

/** What came late, or was corrected, is in by then. */
export const SETTLED_DAYS = 9;
/** After so long nothing more is waited for. */
const LONGEST_WAIT_DAYS = 60;

const NO_LOTS =
  "Nothing was planned: no lots were drawn for anybody here that hold for all of these weeks. See “nudges start” and HOLD_OUT_PERCENT.";
const NO_DEVIATION =
  "Nothing was planned: there is no history to go by. Say how far people lie apart: --deviation <number>, the standard deviation between people over these weeks.";
const HAS_HISTORY = "Nothing was planned: there is history to go by, so leave out --deviation.";
const UNKNOWABLE = "reports were missing, or names in them were concealed";

export const dayIn = ({ now }: Pick<Run, "now">): Day => now.toISOString().slice(0, 10);

export type Evaluations = ReturnType<typeof evaluations>;

/** Questions on what tips do: asked before their weeks begin, answered once after them, kept whatever the answer is. */
export function evaluations({ store, slots }: Parts) {
  return { plan, amend, withdraw };

  /** Freezes who is counted, says what can be shown, and refuses what couldn't show enough. That is on record too. */
  async function plan(draft: Draft, deviation: number | undefined, run: Pick<Run, "now">): Promise<Answer> {
    const measure = measureIn(slots, draft.outcome);
    const assigned = await slots.assignments()(draft.tenant, designOf(draft));
    if (assigned.length === 0) throw invalid(NO_LOTS);
    const windows = await windowsFor(measure, draft.tenant, assigned, draft.weeks, dayIn(run));
    const members = membersOf(assigned, windows.historyUntil);
    const sizes = { tips: countIn(members, "tips"), heldOut: countIn(members, "held-out") };
    const asked = { weeks: draft.weeks, worthwhile: draft.worthwhile };
    const event = { at: run.now, started: false } as const;
    if (!areLarge(slots.releases(), members)) {
      const why = "too few people in an arm";
      const kept = { ...draft, assigned: sizes, figures: undefined, state: "refused" } as const;
      return refusedAs(await store.keep(kept, [], { ...event, step: "refused", why, change: asked }));
    }
    const found = await basisIn(measure, slots.releases(), draft.tenant, members, windows, draft.weeks);
    if (found !== undefined && deviation !== undefined) throw invalid(HAS_HISTORY);
    if (found === undefined && deviation === undefined) throw invalid(NO_DEVIATION);
    const basis = found?.basis ?? basisGiven(deviation ?? 0, members);
    const { figures, enough } = powerIn(members, basis, draft.worthwhile);
    const planned = {
      ...draft,
      ...(found === undefined ? {} : { recentUntil: windows.recentUntil, historyUntil: found.historyUntil }),
      assigned: sizes,
      figures,
    };
    const change = { ...asked, figures };
    if (!enough) {
      const why = "it couldn't show the worthwhile effect";
      const kept = { ...planned, state: "refused" } as const;
      return refusedAs(await store.keep(kept, [], { ...event, step: "refused", why, change }), figures);
    }
    const answer = await store.keep({ ...planned, state: "planned" }, members, {
      ...event,
      step: "planned",
      change,
    });
    if ("overlaps" in answer) throw invalid(overlapping(answer.overlaps));
    return { id: answer.id, figures, refused: false };
  }

  /** Before the start another plan, if it can show enough; after it fewer weeks only. Every try is on record. */
  async function amend(kept: Kept, to: Amendment, run: Pick<Run, "now">): Promise<Answer> {
    const obstacle = obstacleTo(kept, to, dayIn(run));
    if (obstacle !== undefined) throw invalid(obstacle);
    const { weeks = kept.weeks, worthwhile = kept.worthwhile } = to;
    const members = await store.members(kept.id);
    const basis = await basisAnew(kept, members, weeks, to.deviation);
    const { figures, enough } = powerIn(members, basis, worthwhile);
    const change: Change = { weeks, worthwhile, figures };
    const event = eventOf(kept, { step: "amended", by: to.by, why: to.why, change }, run);
    if (!enough) {
      await store.note(kept.id, { ...event, step: "refused" });
      return { id: kept.id, figures, refused: true };
    }
    if (!(await store.amend(kept, { weeks, worthwhile, figures }, event))) throw invalid(changed(kept));
    return { id: kept.id, figures, refused: false };
  }

  async function basisAnew(
    kept: Kept,
    members: readonly Member[],
    weeks: number,
    deviation: number | undefined,
  ) {
    const { figures } = kept;
    if (weeks === kept.weeks && deviation === undefined && figures !== undefined) {
      const { alike, explained, known } = figures;
      return { deviation: figures.deviation, alike, explained, known };
    }
    const measure = measureIn(slots, kept.outcome);
    const found = await basisIn(measure, slots.releases(), kept.tenant, members, kept, weeks);
    if (found !== undefined && deviation !== undefined) throw invalid(HAS_HISTORY);
    if (found === undefined && deviation === undefined) throw invalid(NO_DEVIATION);
    return found?.basis ?? basisGiven(deviation ?? 0, members);
  }

  /** The question stays on record, and so does that it was never answered. */
  async function withdraw(
    kept: Kept,
    { by, why }: { readonly by: string; readonly why: string },
    run: Pick<Run, "now">,
  ): Promise<void> {
    if (kept.state !== "planned") throw invalid(ended(kept));
    if (endOf(kept) <= dayIn(run)) throw invalid(isOver(kept));
    const event = eventOf(kept, { step: "withdrawn", by, why, change: {} }, run);
    if (!(await store.end(kept, { state: "withdrawn" }, event))) throw invalid(changed(kept));
  }
}

function obstacleTo(kept: Kept, { weeks, worthwhile }: Amendment, today: Day): string | undefined {
  if (kept.state !== "planned") return ended(kept);
  if (endOf(kept) <= today) return isOver(kept);
  if (weeks === undefined && worthwhile === undefined)
    return "Nothing was changed: say what is to change, --weeks <n> or --worthwhile <effect>.";
  if (weeks !== undefined && weeks > kept.weeks && kept.design === "stepped")
    return "Nothing was changed: in a stepped start those held out begin after these weeks, so there can't be more of them.";
  if (today < kept.from) return undefined;
  if (worthwhile !== undefined)
    return "Nothing was changed: its weeks have begun, so what is worthwhile stays as it was planned.";
  return weeks !== undefined && weeks >= kept.weeks
    ? "Nothing was changed: its weeks have begun, so there can only be fewer of them."
    : undefined;
}

const eventOf = (
  { from }: Kept,
  event: Omit<Happened, "at" | "started">,
  run: Pick<Run, "now">,
): Happened => ({ ...event, at: run.now, started: from <= dayIn(run) });

const ended = ({ id, state }: Kept) => `Nothing was changed: evaluation ${id} is ${state}.`;
const isOver = ({ id }: Kept) =>
  `Nothing was changed: the weeks of evaluation ${id} are over, and it is answered whatever the answer is.`;
const changed = ({ id }: Kept) =>
  `Nothing was changed: evaluation ${id} was changed by somebody else at this moment, or these weeks are another's. Look at it and try again.`;
const overlapping = (id: number) =>
  `Nothing was planned: evaluation ${id} asks the same of weeks that these share. Two answers could be set off against each other, and show one person's figure.`;

const refusedAs = (
  answer: { readonly id: number } | { readonly overlaps: number },
  figures?: Figures,
): Answer => ({ id: "id" in answer ? answer.id : answer.overlaps, figures, refused: true });

export function measureIn({ outcomes }: Pick<Slots, "outcomes">, name: string): OutcomeMeasure {
  const found = outcomes().find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = outcomes().map((each) => each.name);
  throw invalid(`There is no outcome “${name.slice(0, 60)}”. There are: ${names.join(", ")}.`);
}

const countIn = (members: readonly Member[], arm: Member["arm"]): number =>
  members.filter((one) => one.arm === arm).length;

/** Answers what is over and known, each once, whichever process comes first. How many. */
export function closing({ store, slots }: Parts) {
  return async (run: Run): Promise<number> => {
    let answered = 0;
    for (const kept of await store.over(addDays(dayIn(run), -SETTLED_DAYS))) {
      const to = await answerTo(kept, dayIn(run));
      if (to === undefined) continue;
      const why = to.state === "not known" ? UNKNOWABLE : undefined;
      const event = eventOf(kept, { step: to.state, by: "the schedule", why, change: {} }, run);
      if (await store.end(kept, to, event)) answered += 1;
    }
    return answered;
  };

  async function answerTo(kept: Kept, today: Day) {
    const measure = slots.outcomes().find(({ name }) => name === kept.outcome);
    const outcome = await measure?.of(kept.tenant, kept.from, kept.weeks);
    if (measure === undefined || outcome === undefined)
      return daysBetween(endOf(kept), today) < LONGEST_WAIT_DAYS
        ? undefined
        : ({ state: "not known" } as const);
    return { state: "done", result: await resultOf(kept, measure, outcome) } as const;
  }

  async function resultOf(
    kept: Kept,
    measure: OutcomeMeasure,
    outcome: Unpublished<Values>,
  ): Promise<Result> {
    const { historyUntil, tenant, weeks } = kept;
    const members = await store.members(kept.id);
    const now = await slots.assignments()(tenant, designOf(kept));
    const endedEarly = now.length === 0 && members.length > 0;
    const context = { kept, members, endedEarly, unit: measure.unit };
    const before =
      historyUntil === undefined
        ? undefined
        : await measure.of(tenant, addDays(historyUntil, -7 * weeks), weeks);
    if (before !== undefined) {
      const adjusted = within([outcome, before], (values, history) => compared(context, values, history));
      const { value } = slots.releases()(adjusted);
      if (!("none" in value)) return value;
    }
    return slots.releases()(within([outcome], (values) => compared(context, values))).value;
  }
}

interface Context {
  readonly kept: Kept;
  readonly members: readonly Member[];
  /** Whether a stepped start was ended before its weeks were over, so that those held out may have had tips. */
  readonly endedEarly: boolean;
  readonly unit: OutcomeMeasure["unit"];
}

function compared(context: Context, values: Values, before?: Values): Comparison<Result> {
  const { kept, members } = context;
  const all = before === undefined ? [values] : [values, before];
  const found = evaluated(planOf(kept), outcomesOf(members, values, before));
  return {
    arms: all.flatMap((each) => arms.map((arm) => valuesIn(members, arm, each))),
    result: resultIn(context, found, before !== undefined),
  };
}

function planOf({ assigned, figures, worthwhile }: Kept): Plan {
  if (figures === undefined) throw new Error("An evaluation was planned without figures");
  const { deviation, alike, explained, teamSize } = figures;
  return { ...assigned, deviation, alike, explained, teamSize, worthwhile };
}

function resultIn({ unit, endedEarly }: Context, found: Evaluation, adjusted: boolean): Result {
  if (found.kind === "refused") return { kind: "refused", because: found.because };
  const { effect, unadjusted, explained, people, units, notAsPlanned, verdict } = found;
  const rounded = (range: Range): Range => rangeTo(unit === "minutes" ? 10 : 100, range);
  return {
    kind: "evaluated",
    effect: rounded(effect),
    unadjusted: rounded(unadjusted),
    adjusted,
    explained: Math.round(explained * 100) / 100,
    people: perArm(people, toFive),
    units: perArm(units, toFive),
    left: perArm(notAsPlanned, (count) => Math.ceil(Math.max(0, -count) / 5) * 5),
    endedEarly,
    verdict,
  };
}

const perArm = (counts: Evaluated["people"], rounded: (count: number) => number): PerArm => ({
  tips: rounded(counts.tips),
  "held-out": rounded(counts["held-out"]),
});

const rangeTo = (parts: number, { value, low, high }: Range): Range => {
  const to = (one: number) => Math.round(one * parts) / parts + 0; // never -0
  return { value: to(value), low: to(low), high: to(high) };
};
