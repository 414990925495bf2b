import { z } from "zod/v4";
import { addDays, type Day, isDay } from "../../core/calendar.ts";
import { type Grade, grades, idsOf } from "../../core/taxonomy.ts";

const day = z.string().refine(isDay, "is no day");
const share = z.number().min(0).max(1);

/** content/benefits/grade-pay.json: pounds a year by grade, on-costs as shares of salary, hours a year; each with its source. */
export const PayTable = z.object({
  id: z.string(),
  asOf: day,
  source: z.string().min(1),
  salaries: z.partialRecord(z.enum(idsOf(grades)), z.number().positive()),
  onCosts: z.object({ pension: share, nationalInsurance: share, source: z.string().min(1) }),
  hours: z.object({ worked: z.number().min(1).max(2_200), source: z.string().min(1) }),
});
export type PayTable = z.infer<typeof PayTable>;

/** What an organisation decided, as far as it did. Nothing here has a default but caution. */
export const OwnTerms = z.object({
  pay: PayTable.optional(),
  /** Pounds a year for one licence, as the organisation pays it. */
  licencePounds: z.number().positive().max(10_000).optional(),
  optimism: z.object({ share: z.number().min(0).max(1), reason: z.string().min(1) }).optional(),
  /** A post, whose budget is cut by what is saved. */
  financeOwner: z.string().min(1).max(120).optional(),
});
export type OwnTerms = z.infer<typeof OwnTerms>;

/** Pounds for an hour worked: (salary + on-costs) ÷ hours worked in a year, as the Green Book values staff time. */
export function hourOf({ salaries, onCosts, hours }: PayTable, grade: Grade): number | undefined {
  const salary = salaries[grade];
  return salary === undefined
    ? undefined
    : (salary * (1 + onCosts.pension + onCosts.nationalInsurance)) / hours.worked;
}

/** What the organisation decides. Nothing here has a default but caution. */
export interface Terms {
  readonly lastDay: Day;
  /** What is taken off for optimism, 0 to 1, and who says so; undefined where nobody has said yet. */
  readonly optimism: { readonly share: number; readonly reason: string } | undefined;
  /** Whose budget is cut by it. Without somebody named, nothing releases cash. */
  readonly financeOwner: string | undefined;
}

export interface Valued {
  /** Pounds before and after what is taken off for optimism. */
  readonly gross: number;
  readonly adjusted: number | undefined;
  readonly optimism: Terms["optimism"];
  /** Minutes of grades that the table doesn't have: they are worth nothing here rather than a guess. */
  readonly unvalued: number;
  /** The Government Efficiency Framework's words. */
  readonly class: "non-cash-releasing" | "cash-releasing";
  readonly financeOwner: string | undefined;
  readonly type: "technical";
  readonly table: Pick<PayTable, "id" | "asOf" | "source" | "onCosts" | "hours">;
  /** The table is more than a year older than the period. */
  readonly isOld: boolean;
}

const YEAR = 365;

/** What minutes are worth, by the grades of those whose minutes they are. Time lost takes from the value. */
export function valued(
  minutes: Readonly<Partial<Record<Grade | "unknown", number>>>,
  table: PayTable,
  { optimism, financeOwner, lastDay }: Terms,
): Valued {
  let [gross, unvalued] = [0, 0];
  for (const [grade, spent = 0] of Object.entries(minutes)) {
    const hour = Object.hasOwn(grades, grade) ? hourOf(table, grade as Grade) : undefined; // just looked up
    if (hour === undefined) unvalued += spent;
    else gross += (spent / 60) * hour;
  }
  const { id, asOf, source, onCosts, hours } = table;
  return {
    gross,
    // A loss isn't made smaller by caution.
    adjusted: optimism && (gross > 0 ? gross * (1 - optimism.share) : gross),
    optimism,
    unvalued,
    financeOwner,
    class: financeOwner === undefined ? "non-cash-releasing" : "cash-releasing",
    type: "technical",
    table: { id, asOf, source, onCosts, hours },
    isOld: addDays(asOf, YEAR) < lastDay,
  };
}

export interface BreakEven {
  /** Minutes a week that pay for one licence if every minute is realised. */
  readonly realised: number;
  /** Minutes a week that would have to be reported, of which that share is realised; undefined where none is. */
  readonly reported: number | undefined;
}

const WEEKS_IN_YEAR = 52;

/** A licence's price (pounds a year, as the organisation pays it) ÷ 52, in minutes of somebody whose hour costs so much. */
export function breakEven(pounds: number, hour: number, realisedShare: number): BreakEven {
  const realised = (pounds / WEEKS_IN_YEAR / hour) * 60;
  return { realised, reported: realisedShare > 0 ? realised / realisedShare : undefined };
}
