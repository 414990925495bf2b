import { addDays, type Day, localIn } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import { type MonthSection, onceForEach } from "../../core/digest.ts";
import type { Feature } from "../../core/feature.ts";
import { isSameGroup } from "../../core/groups.ts";
import { endOf, type Period, periodBefore, periodOf } from "../../core/period.ts";
import type { Person, TenantId } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { derived, type Group, type NoFigure, type WeeklyFigure } from "../../core/published.ts";
import { type Month, monthCard } from "./cards-month.ts";
import { publishedIn, type Reader } from "./lead.ts";

/** What is told of in the month that a day lies in: the one before. */
export const monthFor = (day: Day): Period => periodBefore(periodOf("month", day));

/** Its last week is out on the Tuesday after it, so it is told of from Wednesday on; but not when the next month is near. */
const TOLD_FROM = 2;
const TOLD_UNTIL = 21;

export const isTold = (month: Period, day: Day): boolean =>
  day >= addDays(endOf(month), TOLD_FROM) && day < addDays(endOf(month), TOLD_UNTIL);

/** The month's digest for those who measure, in the same order. */
export function monthDigests(people: Pick<People, "departments">, all: () => readonly Feature[]) {
  return async (readers: readonly Reader[], run: Run): Promise<readonly Card[]> => {
    if (readers.length === 0) return [];
    const persons = readers.map(({ person }) => person);
    const today = localIn((persons[0] as Person).zone, run.now).day; // there is one at least
    const month = monthFor(today);
    const months = await onceForEach(persons, (tenant) => monthOf(tenant, month, today));
    const parts = await Promise.all(
      all().map(({ digest }) => digest?.forAnalysts?.(persons, month, run) ?? persons.map(() => undefined)),
    );
    return readers.map(({ person, rate }, at) => {
      const own = parts.flatMap((each) => each[at] ?? []);
      const lines = (section: MonthSection) => own.flatMap((part) => part[section] ?? []);
      return monthCard(person.language, months[at] as Month, lines, rate); // as many as were asked for
    });
  };

  async function monthOf(tenant: TenantId, month: Period, today: Day): Promise<Month> {
    const names = (await people.departments(tenant)).toSorted((one, other) => one.localeCompare(other, "en"));
    const groups: readonly Group[] = [{ path: [] }, ...names.map((name): Group => ({ path: [name] }))];
    const figures = await publishedIn(all).weekly(tenant, "adoption/weekly", groups, month.weeks);
    const [sources] = all().flatMap((feature) => feature.sources ?? []);
    return {
      ...{ month, today, sources: await sources?.(tenant, today) },
      use: figures.map((figure, at) => ({
        name: names[at - 1],
        use: derived([figure], ([value]) => useOf(value, groups[at] as Group)), // one figure for each
      })),
    };
  }
}

function useOf(figure: WeeklyFigure | { readonly none: NoFigure }, group: Group) {
  if ("none" in figure || !isSameGroup(figure.group, group)) return undefined;
  const newest = figure.lots.at(-1);
  const [week, active, inactive] = [newest?.weeks[0], newest?.sums.active, newest?.sums.inactive];
  if (week === undefined || active === undefined || inactive === undefined) return undefined;
  return { active, of: active + inactive, week };
}
