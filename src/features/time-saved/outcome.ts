import { addDays } from "../../core/calendar.ts";
import { within } from "../../core/sealed.ts";
import { countedWeeks, type TimeReportsOf } from "../../core/time-use.ts";
import type { OutcomeMeasure } from "../../core/trial.ts";

/** Net minutes that each reported in these weeks, by the rules that figures count them by. */
export const minutesFrom = (reports: TimeReportsOf): OutcomeMeasure => ({
  name: "minutes",
  unit: "minutes",
  async of(tenant, from, weeks) {
    const mondays = Array.from({ length: weeks }, (_, at) => addDays(from, 7 * at));
    return within(
      [await reports(tenant, mondays)],
      (all) =>
        new Map(
          [...countedWeeks(all)].map(([id, own]) => [
            id,
            [...own.values()].reduce((sum, each) => sum + each, 0),
          ]),
        ),
    );
  },
});
