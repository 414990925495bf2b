import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Feature } from "../../core/feature.ts";
import { isSameGroup } from "../../core/groups.ts";
import type { Headline } from "../../core/page.ts";
import { type Period, periodOf } from "../../core/period.ts";
import { inPeriod } from "../../core/period-words.ts";
import type { Figure, PublishedFigures } from "../../core/published.ts";
import { numberIn } from "../../core/table.ts";
import { pageWords } from "./words-page.ts";

/** As far back as the newest week that is out is looked for. */
const WEEKS = 6;
/** Counts go up or down to five, each the same way every week: two of them differ by less than this for no reason at all. */
const ROUNDING = 10;
const STEP = 5;

/** What share of those with a licence used Copilot in the newest week that is out, and whether that is other than the week before. */
export const headlinesFrom =
  (published: () => PublishedFigures): NonNullable<Feature["headlines"]> =>
  async (group, { person: { tenant, language }, now }) => {
    const w = pageWords(language);
    const weeks = Array.from({ length: WEEKS }, (_each, at) =>
      addDays(mondayOf(now.toISOString().slice(0, 10)), -7 * (WEEKS - at)),
    );
    const recent: Period = { kind: "week", weeks, name: "" };
    const { value: weekly } = await published().figure(tenant, "adoption/weekly", group, recent);
    if ("none" in weekly)
      return [
        nothing(
          weekly.none === "too few people" ? w.tooFew : w.nothing,
          weekly.none === "too few people" ? "[c]" : "[x]",
        ),
      ];
    const { value: licences } = await published().figure(tenant, "adoption/licences", weekly.group, recent);
    const [before, last] = [weekly.lots.at(-2), weekly.lots.at(-1)];
    const week = last?.weeks.at(-1);
    const used = last?.sums.active;
    if (week === undefined || used === undefined) return [nothing(w.nothing, "[x]")];
    const licensed = ofWeek(
      "none" in licences || !isSameGroup(licences.group, weekly.group) ? undefined : licences,
      week,
    );
    const percent =
      licensed === undefined || licensed === 0
        ? undefined
        : Math.min(100, Math.round((100 * used) / licensed / STEP) * STEP);
    const name = inPeriod(language, periodOf("week", week));
    const change = before?.sums.active === undefined ? 0 : used - before.sums.active;
    const written = (value: number) => numberIn(language, value, 0);
    return [
      {
        id: "use",
        title: w.headline,
        page: "adoption",
        of: weekly.group,
        figures: [
          { name: w.share, unit: "%", value: percent ?? "[x]" },
          { name: w.weekly, unit: w.peopleUnit, value: used },
          { name: w.licensed, unit: w.peopleUnit, value: licensed ?? "[x]" },
        ],
        finding: w.finding(name, written(used), licensed === undefined ? undefined : written(licensed)),
        changed:
          Math.abs(change) <= ROUNDING
            ? undefined
            : change > 0
              ? w.more(written(change), name)
              : w.fewer(written(-change), name),
        look:
          licensed !== undefined && licensed - used > ROUNDING && used * 2 < licensed
            ? w.unused(written(licensed - used))
            : undefined,
      },
    ];

    function nothing(finding: string, value: "[c]" | "[x]"): Headline {
      return {
        ...{ id: "use", title: w.headline, page: "adoption", finding },
        figures: [{ name: w.share, unit: "%", value }],
      };
    }
  };

const ofWeek = (figure: Figure | undefined, week: Day): number | undefined =>
  figure?.lots.find(({ weeks }) => weeks.at(-1) === week)?.sums.licensed;
