import type { Range } from "../../../core/bootstrap.ts";
import type { Feature } from "../../../core/feature.ts";
import type { Headline } from "../../../core/page.ts";
import { periodBefore, periodOf } from "../../../core/period.ts";
import { inPeriod } from "../../../core/period-words.ts";
import { type Mark, numberIn } from "../../../core/table.ts";
import type { EstimatesOf } from "../estimates.ts";
import { headlineWords } from "./words-headlines.ts";

const MINUTES = 60;
/** With fewer answers of a hundred than this, whoever answers may be unlike the rest. */
const FEW_ANSWERS = 20;
const hoursIn = (minutes: number): number => Math.round(minutes / MINUTES) + 0; // never -0

/** Hours of the last whole month, or of the last whole week where no month is out: floor, central and high, and who answered. */
export const headlinesFrom =
  (estimates: EstimatesOf): NonNullable<Feature["headlines"]> =>
  async (group, { person: { tenant, language }, now }) => {
    const w = headlineWords(language);
    const today = now.toISOString().slice(0, 10);
    const month = periodBefore(periodOf("month", today));
    let { value: found } = await estimates.of(tenant, group, month);
    if ("none" in found)
      ({ value: found } = await estimates.of(tenant, group, periodBefore(periodOf("week", today))));
    const hours = (name: string, value: number | Mark) => ({ name, unit: w.hours, value });
    if ("none" in found) {
      const isFew = found.none === "too few people";
      const mark: Mark = isFew ? "[c]" : "[x]";
      const none: Headline = {
        ...{ id: "hours", title: w.title, page: "hours" },
        ...{ figures: [hours(w.floor, mark)], finding: isFew ? w.tooFew : w.notOut },
      };
      return [none];
    }
    const { floor, central, high, responseRate, period, reporters, group: whose } = found;
    const offered = (range: Range | object): number | Mark =>
      "value" in range ? hoursIn((range as Range).value) : "[x]";
    const percent = responseRate === undefined ? undefined : Math.round(responseRate * 100);
    return [
      {
        ...{ id: "hours", title: w.title, page: "hours", of: whose },
        figures: [
          hours(w.floor, hoursIn(floor.value)),
          hours(w.central, offered(central)),
          hours(w.high, offered(high)),
          { name: w.response, unit: "%", value: percent ?? "[x]" },
        ],
        finding: w.finding(
          inPeriod(language, period),
          numberIn(language, hoursIn(floor.value), 0),
          numberIn(language, Math.floor(floor.low / MINUTES) + 0, 0),
          numberIn(language, Math.ceil(floor.high / MINUTES) + 0, 0),
          numberIn(language, reporters, 0),
        ),
        look: percent !== undefined && percent < FEW_ANSWERS ? w.fewAnswers(percent) : undefined,
      },
    ];
  };
