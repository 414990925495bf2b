import { addDays } from "../../core/calendar.ts";
import type { DigestSlot, MonthPart } from "../../core/digest.ts";
import { onceForEach } from "../../core/digest.ts";
import { endOf, type Period } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import { numberIn } from "../../core/table.ts";
import type { Language } from "../../core/words.ts";
import type { AnyEstimate, EstimatesOf } from "./estimates.ts";
import type { EvaluationStore, Kept } from "./evaluations/store.ts";
import { digestWords } from "./words-digest.ts";

interface Parts {
  readonly estimates: EstimatesOf;
  readonly evaluations: Pick<EvaluationStore, "all">;
}

/** What a month's reported minutes come to, and what evaluations of tips were answered since it began. */
export function digestFrom({ estimates, evaluations }: Parts): DigestSlot {
  return {
    async forAnalysts(readers, month, { now }) {
      const read = async (tenant: TenantId) => ({
        estimate: (await estimates.of(tenant, { path: [] }, month)).value,
        asked: (await evaluations.all(tenant)).filter((one) => isOf(one, month, now)),
      });
      const found = await onceForEach(readers, read);
      return readers.map(({ language }, at): MonthPart => {
        const { estimate, asked = [] } = found[at] ?? {};
        return {
          hours: hoursLines(language, estimate),
          nudges: asked.flatMap((one) => answerLine(language, one)),
        };
      });
    },
  };
}

function isOf({ doneAt }: Kept, month: Period, now: Date): boolean {
  const done = doneAt?.toISOString().slice(0, 10);
  const until = now.toISOString().slice(0, 10);
  return (
    done !== undefined && done >= (month.weeks[0] ?? "") && done <= until && done < addDays(endOf(month), 21)
  );
}

function hoursLines(language: Language, estimate: AnyEstimate | undefined): readonly string[] {
  if (estimate === undefined || "none" in estimate) return [];
  const w = digestWords(language);
  const hours = (minutes: number) => numberIn(language, Math.round(minutes / 60), 0);
  const range = ({ low, high }: { readonly low: number; readonly high: number }) =>
    w.between(hours(low), hours(high));
  const { floor, central, high, reporters, responseRate, weeks } = estimate;
  const percent =
    responseRate === undefined ? undefined : numberIn(language, Math.round(responseRate * 100), 0);
  return [
    w.floor(hours(floor.value), range(floor)),
    "notOffered" in central || "notOffered" in high
      ? w.notOffered
      : w.central(hours(central.value), range(central), hours(high.value)),
    w.response(numberIn(language, reporters, 0), percent),
    ...(weeks.out < weeks.all ? [w.weeks(weeks.out, weeks.all)] : []),
    ...(estimate.standing === "indicative" ? [w.indicative] : []),
  ];
}

/** Only what the gate let out. */
function answerLine(language: Language, { result, outcome, weeks }: Kept): readonly string[] {
  const w = digestWords(language);
  if (result === undefined) return [];
  if ("none" in result || result.kind === "refused") return [w.unanswered];
  const said = (value: number) => numberIn(language, value, Number.isInteger(value) ? 0 : 1);
  const { value, low, high } = result.effect;
  const [effect, interval] = [w.effect(outcome, said(value), weeks), w.between(said(low), said(high))];
  return [
    result.verdict === "no difference found"
      ? w.noDifference(effect, interval)
      : w.difference(effect, interval),
  ];
}
