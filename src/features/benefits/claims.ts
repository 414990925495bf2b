import { z } from "zod/v4";
import type { Range } from "../../core/bootstrap.ts";
import type { Estimate } from "./estimate.ts";
import { DEFAULT_REALISED } from "./sample.ts";

const Study = z.object({
  id: z.string(),
  title: z.string(),
  published: z.string(),
  design: z.enum([
    "survey",
    "survey with a comparison group",
    "trial by lot, measured",
    "diary and observed tasks",
    "survey and use data",
  ]),
  people: z.number().int().positive(),
  minutesADay: z.number().positive().nullable(),
  said: z.string(),
  compare: z.enum(["mean", "beside"]),
  limits: z.string().min(1),
  source: z.url(),
  read: z.enum(["primary", "secondary"]),
});
export type Study = z.infer<typeof Study>;
/** content/benefits/studies.json: what was published, each with how it was come by and what limits it. */
export const StudyFile = z.object({ studies: z.array(Study).min(1) });

export type Verdict =
  | "ours is lower"
  | "ours may be the same"
  | "ours is higher"
  | "another question"
  | "not enough to say";

export interface Claim {
  readonly study: Study;
  readonly verdict: Verdict;
}

export interface ClaimTest {
  /** Minutes a reporter's working day, with nothing taken off for realisation, as the studies do; undefined where too few report. */
  readonly ours: Range | undefined;
  readonly claims: readonly Claim[];
}

/** Working days of a week that published minutes a day are for. */
const DAYS = 5;

/**
 * Published figures beside our own: the studies that asked people how much they save, beside the mean of our reporters. Ours
 * is of the weeks that people reported in, and of the tasks they wrote down: what they didn't write down isn't in it.
 */
export function claimTest(studies: readonly Study[], estimate: Estimate): ClaimTest {
  const ours = estimate.kind === "estimated" ? inDays(estimate.mean) : undefined;
  const isFirm = estimate.kind === "estimated" && estimate.standing === "firm";
  return {
    ours,
    claims: studies.map((study) => ({ study, verdict: verdictOn(study, isFirm ? ours : undefined) })),
  };
}

const inDays = ({ value, low, high }: Range): Range => ({
  value: value / DAYS,
  low: low / DAYS,
  high: high / DAYS,
});

function verdictOn({ compare, minutesADay }: Study, ours: Range | undefined): Verdict {
  if (compare === "beside" || minutesADay === null) return "another question";
  if (ours === undefined) return "not enough to say";
  if (ours.high < minutesADay) return "ours is lower";
  return ours.low > minutesADay ? "ours is higher" : "ours may be the same";
}

/** What a calculator starts from: never a headcount. */
export interface Calculation {
  readonly licences: number;
  readonly weeklyActives: number;
  /** Days a week that somebody works, on average: fewer than five where many work part of the week. */
  readonly daysAWeek: number;
}

export type Calculated =
  | { readonly kind: "refused"; readonly because: "more active than licensed" | "not a number of people" }
  | {
      readonly kind: "range";
      /** Hours a week: the lowest comparable study with half realised, and the highest with nothing taken off. */
      readonly hours: { readonly low: number; readonly high: number };
      /** Minutes a week for each licence, used or not. */
      readonly minutesALicence: { readonly low: number; readonly high: number };
      readonly active: number;
      readonly from: readonly [Study["id"], Study["id"]];
    };

/** What published figures would come to here: a range, as no single figure of theirs would hold. */
export function calculated(of: Calculation, studies: readonly Study[]): Calculated {
  const { licences, weeklyActives, daysAWeek } = of;
  const isCount = (count: number) => Number.isInteger(count) && count >= 0;
  if (!isCount(licences) || !isCount(weeklyActives) || licences === 0 || !(daysAWeek > 0 && daysAWeek <= 7))
    return { kind: "refused", because: "not a number of people" };
  if (weeklyActives > licences) return { kind: "refused", because: "more active than licensed" };

  const alike = studies
    .flatMap(({ id, compare, minutesADay }) =>
      compare === "mean" && minutesADay !== null ? [{ id, minutesADay }] : [],
    )
    .sort((a, b) => a.minutesADay - b.minutesADay);
  const [lowest, highest] = [alike[0], alike.at(-1)];
  if (lowest === undefined || highest === undefined) throw new Error("No study that can be compared");
  const minutes = weeklyActives * daysAWeek;
  const [low, high] = [minutes * lowest.minutesADay * DEFAULT_REALISED, minutes * highest.minutesADay];
  return {
    kind: "range",
    hours: { low: low / 60, high: high / 60 },
    minutesALicence: { low: low / licences, high: high / licences },
    active: weeklyActives / licences,
    from: [lowest.id, highest.id],
  };
}
