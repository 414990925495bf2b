import { type Day, isDay, weekdayOf } from "../../../core/calendar.ts";
import { invalid, missing } from "../../../core/failures.ts";
import type { OperatorCommand, OperatorInput, OperatorResult } from "../../../core/feature.ts";
import { whyRefused } from "../../../core/free-text.ts";
import type { TenantId } from "../../../core/person.ts";
import { type Answer, dayIn, type Evaluations } from "./evaluations.ts";
import { eventLine, powerLines, questionOf, stateLines } from "./said.ts";
import type { DesignName, Draft, EvaluationStore, Kept } from "./store.ts";

interface Parts {
  readonly store: EvaluationStore;
  readonly evaluations: Evaluations;
}

const LONGEST_NAME = 200;
const LONGEST_WHY = 500;
const MOST_WEEKS = 26;
const who = { by: { type: "string" }, tenant: { type: "string" } } as const;
const reason = { ...who, why: { type: "string" } } as const;
const text = { type: "string" } as const;

/** Asking what tips do, from the command line. A question is asked before its weeks begin, and stays whatever comes of it. */
export const evaluationOperations = ({ store, evaluations }: Parts): readonly OperatorCommand[] => [
  {
    name: "evaluation plan",
    usage:
      "evaluation plan --outcome active-weeks|minutes --design hold-out|stepped --from <Monday> --weeks <n> --worthwhile <effect> --by <who> [--deviation <number>] [--tenant <id>]",
    does: "Asks what tips do, before the weeks it is about; says what can be shown, and refuses what couldn't show enough",
    takes: 0,
    options: {
      ...who,
      outcome: text,
      design: text,
      from: text,
      weeks: text,
      worthwhile: text,
      deviation: text,
    },
    async run(input, run) {
      const draft = await draftIn(store, input, dayIn(run));
      const answer = await evaluations.plan(draft, deviationIn(input), run);
      const refused = `Evaluation ${answer.id} is refused, and stays on record: it couldn't have shown what matters. Ask of more people, over more weeks, or for a larger effect.`;
      const planned = `Evaluation ${answer.id} is planned: who is counted is settled now, and nobody joins it later.`;
      return answered(draft, answer, answer.refused ? refused : planned);
    },
  },
  {
    name: "evaluation amend",
    usage:
      "evaluation amend <id> --why <reason> [--weeks <n>] [--worthwhile <effect>] [--deviation <number>] [--by <who>] [--tenant <id>]",
    takes: 1,
    does: "Changes the plan of an evaluation; once its weeks have begun, there can only be fewer of them. Each change is shown",
    options: { ...reason, weeks: text, worthwhile: text, deviation: text },
    async run(input, run) {
      const kept = await found(store, input);
      const { weeks = kept.weeks, worthwhile = kept.worthwhile } = wishIn(input);
      const wish = { ...wishIn(input), deviation: deviationIn(input), by: nameIn(input), why: whyIn(input) };
      const answer = await evaluations.amend(kept, wish, run);
      const done = answer.refused
        ? "Nothing was changed: it couldn't show what matters. That it was asked for is on record."
        : `Evaluation ${kept.id} is changed; what was planned at first stays on record.`;
      return answered({ ...kept, weeks, worthwhile }, answer, done);
    },
  },
  {
    name: "evaluation withdraw",
    usage: "evaluation withdraw <id> --why <reason> [--by <who>] [--tenant <id>]",
    takes: 1,
    does: "Withdraws the question before its weeks are over; it stays on record that it was asked",
    options: reason,
    async run(input, run) {
      const kept = await found(store, input);
      await evaluations.withdraw(kept, { by: nameIn(input), why: whyIn(input) }, run);
      return {
        lines: [`Evaluation ${kept.id} is withdrawn; it stays on record.`],
        value: { id: kept.id, state: "withdrawn" },
      };
    },
  },
  {
    name: "evaluation list",
    usage: "evaluation list [--tenant <id>]",
    takes: 0,
    does: "Lists all evaluations there ever were, also those that were refused, withdrawn or found nothing",
    options: { tenant: text },
    async run(input) {
      const all = await store.all(await tenantIn(store, input));
      return {
        lines: all.length === 0 ? ["There are none."] : all.map(lineOf),
        value: { evaluations: all.map(shown) },
      };
    },
  },
  {
    name: "evaluation show",
    usage: "evaluation show <id> [--tenant <id>]",
    takes: 1,
    does: "Says what was asked, what could be shown, what came of it, and each change of plan",
    options: { tenant: text },
    async run(input, run) {
      const kept = await found(store, input);
      const events = await store.events(kept.id);
      const tries = (await store.all(kept.tenant)).filter((other) => isTryBefore(other, kept));
      return {
        lines: [
          `Evaluation ${kept.id}: ${questionOf(kept)}.`,
          ...stateLines(kept, dayIn(run)),
          ...powerLines(kept, kept.figures),
          ...(tries.length === 0
            ? []
            : [
                `Before it, the same outcome was asked for and refused: ${tries.map(({ id }) => id).join(", ")}.`,
              ]),
          ...events.map((event) => eventLine(kept, event)),
        ],
        value: { ...shown(kept), refusedBefore: tries.map(({ id }) => id), events },
      };
    },
  },
];

const isTryBefore = (other: Kept, { id, outcome, design }: Kept): boolean =>
  other.state === "refused" && other.id < id && other.outcome === outcome && other.design === design;

/** How many were assigned to a person isn't shown: sizes stand rounded among the figures. */
function shown({ assigned: _assigned, ...kept }: Kept) {
  return kept;
}

function lineOf(kept: Kept): string {
  const { id, state, result } = kept;
  const verdict = result === undefined ? "" : `, ${verdictOf(result)}`;
  return `${id}  ${state}${verdict}  ${questionOf(kept)}  by ${kept.by}`;
}

function verdictOf(result: NonNullable<Kept["result"]>): string {
  if ("none" in result) return "too few people to tell";
  return result.kind === "refused" ? "too many have left to tell" : result.verdict;
}

const answered = (
  question: Pick<Draft, "outcome" | "weeks" | "worthwhile">,
  { id, figures, refused }: Answer,
  line: string,
): OperatorResult => ({
  lines: [...powerLines(question, figures), line],
  value: { id, refused, figures: figures ?? null },
  ...(refused ? { failed: true } : {}),
});

async function draftIn(store: EvaluationStore, input: OperatorInput, today: Day): Promise<Draft> {
  const { options } = input;
  const [from, design] = [String(options.from ?? ""), String(options.design ?? "")];
  const { weeks, worthwhile } = wishIn(input);
  if (typeof options.by !== "string" || options.by.trim() === "")
    throw invalid("Say who you are: --by <who>.");
  if (!isDesign(design)) throw invalid("--design takes hold-out or stepped.");
  if (!isDay(from) || weekdayOf(from) !== 1 || from <= today)
    throw invalid("--from takes a Monday that is still to come, such as 2027-01-04.");
  if (weeks === undefined) throw invalid(`--weeks takes a number from 1 to ${MOST_WEEKS}.`);
  if (worthwhile === undefined) throw invalid("--worthwhile takes the smallest effect that would matter.");
  const tenant = await tenantIn(store, input);
  return {
    tenant,
    outcome: String(options.outcome ?? ""),
    design,
    from,
    weeks,
    worthwhile,
    by: nameIn(input),
  };
}

const isDesign = (design: string): design is DesignName => design === "hold-out" || design === "stepped";

/** What is said of the plan; undefined where it isn't said. */
function wishIn({ options }: OperatorInput): { readonly weeks?: number; readonly worthwhile?: number } {
  const weeks = Number(options.weeks);
  if (options.weeks !== undefined && !(Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS))
    throw invalid(`--weeks takes a number from 1 to ${MOST_WEEKS}.`);
  return {
    ...(options.weeks === undefined ? {} : { weeks }),
    ...(options.worthwhile === undefined ? {} : { worthwhile: numberIn(options.worthwhile, "--worthwhile") }),
  };
}

const deviationIn = ({ options }: OperatorInput): number | undefined =>
  options.deviation === undefined ? undefined : numberIn(options.deviation, "--deviation");

function numberIn(written: unknown, name: string): number {
  const value = Number(written);
  if (!(value > 0 && value < 1e6)) throw invalid(`${name} takes a number above nought.`);
  return value;
}

function nameIn({ options }: OperatorInput): string {
  if (typeof options.by !== "string" || options.by.trim() === "") return "the operator";
  const name = options.by.trim();
  if (name.length > LONGEST_NAME || whyRefused(name) !== undefined)
    throw invalid(
      `--by takes ${LONGEST_NAME} letters at most, without markings, numbers of people or secrets.`,
    );
  return name;
}

function whyIn({ options }: OperatorInput): string {
  const why = typeof options.why === "string" ? options.why.trim() : "";
  if (why === "") throw invalid("Say why: --why <reason>. It stays on record.");
  if (why.length > LONGEST_WHY || whyRefused(why) !== undefined)
    throw invalid(
      `--why takes ${LONGEST_WHY} letters at most, without markings, numbers of people or secrets.`,
    );
  return why;
}

async function tenantIn(
  store: EvaluationStore,
  { options }: Pick<OperatorInput, "options">,
): Promise<TenantId> {
  if (typeof options.tenant === "string") return options.tenant.toLowerCase() as TenantId; // as any tenant is named here
  const only = await store.onlyTenant();
  if (only === undefined) throw invalid("Say which organisation: --tenant <id>.");
  return only;
}

/** One of this organisation's; that another's is there isn't told. */
async function found(store: EvaluationStore, input: OperatorInput): Promise<Kept> {
  const [word] = input.words;
  const id = Number(word);
  const tenant = await tenantIn(store, input);
  const isId = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31;
  const kept = isId ? await store.one(tenant, id) : undefined;
  if (kept === undefined) throw missing(`There is no evaluation ${String(word ?? "").slice(0, 20)}.`);
  return kept;
}
