import { type Day, daysBetween } from "../../core/calendar.ts";
import { button, type Card, card, type Element, facts, small, subheading, text } from "../../core/card.ts";
import { type MonthSection, monthSections } from "../../core/digest.ts";
import type { Published, Sources } from "../../core/figures.ts";
import type { Period } from "../../core/period.ts";
import { numberIn } from "../../core/table.ts";
import type { Language } from "../../core/words.ts";
import { type Rate, setRate, showDigest } from "./messages.ts";
import { monthInWords, monthWords } from "./words-month.ts";

/** A department, or the whole organisation where it has no name. */
export interface DepartmentUse {
  readonly name: string | undefined;
  readonly use: Published<{ readonly active: number; readonly of: number; readonly week: Day } | undefined>;
}

export interface Month {
  readonly month: Period;
  /** The whole first, then departments by their names: it is no league table. */
  readonly use: readonly DepartmentUse[];
  readonly sources: Sources | undefined;
  readonly today: Day;
}

/** What features say of each section. */
export type MonthLines = (section: MonthSection) => readonly string[];

/** A card that is longer isn't read. */
const MOST_DEPARTMENTS = 15;
const STALE_DAYS = 10;

export function monthCard(language: Language, month: Month, given: MonthLines, rate: Rate): Card {
  const w = monthWords(language);
  const own = (section: MonthSection) => (section === "health" ? healthLines(language, month) : []);
  const linesOf = (section: MonthSection): readonly string[] => {
    const lines = [...own(section), ...given(section)];
    return lines.length === 0 ? [w.nothing[section]] : lines;
  };
  return card(
    language,
    w.title(monthInWords(language, month.month.name)),
    [
      subheading(w.useTitle),
      ...useElements(language, month),
      ...monthSections.flatMap((section) => [subheading(w.sections[section]), ...linesOf(section).map(text)]),
      small(w.why),
    ],
    [rate === "off" ? again(language) : stop(language)],
  );
}

const stop = (language: Language) =>
  button(monthWords(language).stop, setRate, { of: "analyst", rate: "off" });
const again = (language: Language) =>
  button(monthWords(language).again, setRate, { of: "analyst", rate: "monthly" });

function useElements(language: Language, { use }: Month): readonly Element[] {
  const w = monthWords(language);
  const newest = use.flatMap(({ use: { value } }) => value?.week ?? [])[0];
  if (newest === undefined) return [text(w.useNone)];
  const count = (value: number) => numberIn(language, Math.round(value), 0);
  const rows = use.map(({ name, use: { value } }) => {
    const said =
      value === undefined || value.of === 0
        ? w.hidden
        : w.share(count(value.active), count(value.of), count((100 * value.active) / value.of));
    return [name ?? w.whole, said] as const;
  });
  const rest = rows.length - 1 - MOST_DEPARTMENTS;
  return [
    text(w.use(newest)),
    facts(rows.slice(0, MOST_DEPARTMENTS + 1)),
    ...(rest > 0 ? [small(w.more(rest))] : []),
  ];
}

function healthLines(language: Language, { sources, today }: Month): readonly string[] {
  const w = monthWords(language);
  if (sources === undefined) return [w.noDirectory];
  const { directory, concealed, refreshedOn } = sources;
  const days = refreshedOn === undefined ? 0 : daysBetween(refreshedOn, today);
  return [
    ...(directory ? [] : [w.noDirectory]),
    ...(concealed ? [w.concealed] : []),
    ...(refreshedOn === undefined
      ? [w.noReport]
      : [days > STALE_DAYS ? w.stale(refreshedOn, days) : w.fresh(refreshedOn)]),
  ];
}

export function monthRateCard(language: Language, rate: Rate): Card {
  const w = monthWords(language);
  return rate === "off"
    ? card(language, w.offTitle, [text(w.offSaid)], [again(language)])
    : card(
        language,
        w.onTitle,
        [text(w.onSaid)],
        [button(w.showNow, showDigest, { of: "analyst" }), stop(language)],
      );
}

export const noRoleCard = (language: Language): Card => {
  const w = monthWords(language);
  return card(language, w.noRoleTitle, [text(w.noRole)]);
};
