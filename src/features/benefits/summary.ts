import type { Range } from "../../core/bootstrap.ts";
import type { Summary } from "../../core/measure.ts";
import { within } from "../../core/sealed.ts";
import type { TimeReportsOf } from "../../core/time-use.ts";
import { type Lot, lotOf } from "./estimate.ts";
import { reportersIn } from "./sample.ts";

export const MEASURE = "time-saved/minutes";
export const SUMMARY = "benefits/hours";

/** To what each is rounded before anybody sees it: minutes of a sum to the hour, of one person to half a minute. */
const TO = { sum: 60, median: 0.5, mean: 0.5, share: 0.05, realised: 0.5 } as const;
type Named = keyof typeof TO;
const names = ["sum", "median", "mean", "share", "realised"] as const satisfies readonly Named[];

/** What the gate says of a group's reporters beside their sums. */
export function summaryFrom(timeReports: () => TimeReportsOf): Summary {
  return {
    name: SUMMARY,
    of: MEASURE,
    async read(tenant, weeks) {
      const reports = await timeReports()(tenant, weeks);
      return within([reports], (all) => {
        const { of: reporters, cut } = reportersIn(all);
        return (people, name) =>
          numbersOf(
            lotOf(
              people.flatMap((id) => reporters.get(id) ?? []),
              name,
              { cut },
            ),
          );
      });
    },
  };
}

/** Ends are rounded outwards: an interval never looks narrower than it is. */
function numbersOf({ reporterWeeks, onDefault, ...lot }: Lot): Readonly<Record<string, number>> {
  const ranges = names.flatMap((name) => {
    const { value, low, high } = lot[name];
    const to = (round: (n: number) => number, end: number) => neat(round(neat(end / TO[name])) * TO[name]);
    return [
      [name, to(Math.round, value)],
      [`${name}Low`, to(Math.floor, low)],
      [`${name}High`, to(Math.ceil, high)],
    ] as const;
  });
  return {
    ...Object.fromEntries(ranges),
    reporterWeeks: Math.round(reporterWeeks / 5) * 5,
    onDefault: neat(Math.round(onDefault / TO.share) * TO.share),
  };
}

const neat = (value: number): number => Number(value.toFixed(6));

/** What was let out of a lot, as it went in but for rounding. */
export function lotIn(people: number, numbers: Readonly<Record<string, number>>): Lot {
  const range = (name: Named): Range => ({
    value: numbers[name] ?? Number.NaN,
    low: numbers[`${name}Low`] ?? Number.NaN,
    high: numbers[`${name}High`] ?? Number.NaN,
  });
  return {
    reporters: people,
    reporterWeeks: numbers.reporterWeeks ?? people,
    onDefault: numbers.onDefault ?? 1,
    sum: range("sum"),
    median: range("median"),
    mean: range("mean"),
    share: range("share"),
    realised: range("realised"),
  };
}
