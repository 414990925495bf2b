import { addDays, type Day, mondayOf } from "../../core/calendar.ts";
import type { Feature } from "../../core/feature.ts";
import { isSameGroup } from "../../core/groups.ts";
import { isNews, verdictOnShares, weeksBefore } from "../../core/noise.ts";
import type { Headline } from "../../core/page.ts";
import { type Period, periodOf } from "../../core/period.ts";
import { inPeriod } from "../../core/period-words.ts";
import type { Figure, Group, PublishedFigures } from "../../core/published.ts";
import { numberIn } from "../../core/table.ts";
import { pageWords } from "./words-page.ts";

/** As far back as the newest week that is out is looked for. */
const WEEKS = 6;
/** Counts go up or down to five: two of them differ by less than this for no reason at all. */
const ROUNDING = 10;
const STEP = 5;

/** What share of those with a licence used Copilot in the newest week that is out, and whether that is more than weeks vary. */
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
    const last = weekly.lots.at(-1);
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
        changed: await changedIn(weekly.group, week),
        look:
          licensed !== undefined && licensed - used > ROUNDING && used * 2 < licensed
            ? w.unused(written(licensed - used))
            : undefined,
      },
    ];

    /** The same as digests say of the same weeks: a change only where it is more than chance. */
    async function changedIn(of: Group, week: Day): Promise<string | undefined> {
      const today = now.toISOString().slice(0, 10);
      const [found] = await published().weekly(tenant, "adoption/weekly", [of], weeksBefore(today));
      if (found === undefined || "none" in found.value || !isSameGroup(found.value.group, of))
        return undefined;
      const { lots, countsTo } = found.value;
      if (lots.at(-1)?.weeks[0] !== week || !isNews(week, today)) return undefined;
      const shares = lots.map(({ sums: { active = 0, inactive = 0 } }) => ({
        active,
        of: active + inactive,
      }));
      const { verdict } = verdictOnShares(shares, countsTo);
      if (verdict.kind !== "change") return undefined;
      const said = (value: number) => numberIn(language, Math.max(0, Math.min(100, value)), 0);
      return verdict.by === "run"
        ? w.changeRun(verdict.way, said(verdict.mean))
        : w.changeWeek(verdict.way, inPeriod(language, periodOf("week", week)), {
            low: said(verdict.low),
            high: said(verdict.high),
          });
    }

    function nothing(finding: string, value: "[c]" | "[x]"): Headline {
      return {
        ...{ id: "use", title: w.headline, page: "adoption", finding },
        figures: [{ name: w.share, unit: "%", value }],
      };
    }
  };

const ofWeek = (figure: Figure | undefined, week: Day): number | undefined =>
  figure?.lots.find(({ weeks }) => weeks.at(-1) === week)?.sums.licensed;
