import type { Day } from "../../core/calendar.ts";
import type { Because, Published, Reading, Sources } from "../../core/figures.ts";
import { isSameGroup } from "../../core/groups.ts";
import { lastDayOf, type Period } from "../../core/period.ts";
import type { TenantId } from "../../core/person.ts";
import {
  derived,
  type Figure,
  type Group,
  type NoFigure,
  type PublishedFigures,
  type PublishedLot,
} from "../../core/published.ts";
import { type Estimated, estimate } from "./estimate.ts";
import { lotIn, MEASURE, SUMMARY } from "./summary.ts";

/** An estimate, and whose it is. */
export interface GroupEstimate extends Estimated {
  /** Whose it is. Where it isn't the group that was asked for, that one's own could give somebody away. */
  readonly group: Group;
  readonly askedFor: Group;
  readonly period: Period;
  /** In how many of the period's weeks enough people reported to show the group, how many are out, and how many there are. */
  readonly weeks: Figure["weeks"];
  /** How much of the people concerned are in it, at least: less than all only across departments. */
  readonly covers: number;
  readonly sources: Sources;
  /** In how many of the period's weeks enough people reported what is kept apart to show it. */
  readonly apartIn: { readonly newWork: number; readonly tookLonger: number };
}

export type AnyEstimate = GroupEstimate | { readonly none: NoFigure };

export interface EstimatesOf {
  of(tenant: TenantId, group: Group, period: Period): Promise<Published<AnyEstimate>>;
}

interface Parts {
  readonly published: () => PublishedFigures;
  readonly sources: (tenant: TenantId, on: Day) => Promise<Sources>;
}

/** Estimates of what is out: they are made of published figures alone. */
export function estimatesFrom({ published, sources }: Parts): EstimatesOf {
  return {
    async of(tenant, asked, period) {
      const minutes = await published().figure(tenant, MEASURE, asked, period);
      const { value: found } = minutes;
      if ("none" in found) return derived([minutes], ([none]) => none as { readonly none: NoFigure });

      const figure = (measure: string) => published().figure(tenant, measure, found.group, period);
      const [weekly, licences, whom, newWork, tookLonger] = await Promise.all(
        (
          [
            "adoption/weekly",
            "adoption/licences",
            "time-saved/asked",
            "time-saved/new-work",
            "time-saved/took-longer",
          ] as const
        ).map(figure),
      );
      const known = await sources(tenant, lastDayOf(period));
      if (!weekly || !licences || !whom || !newWork || !tookLonger)
        throw new Error("As many as were asked for");
      return derived([minutes, weekly, licences, whom, newWork, tookLonger], ([, ...others]) => {
        const own = others.map((other) => ownOf(other, found.group));
        return composed(found, own, known);
      });
    },
  };
}

type Answer = Figure | { readonly none: NoFigure };

/** A figure of the same group, and of no other. */
const ownOf = (answer: Answer, group: Group): Figure | undefined =>
  "none" in answer || !isSameGroup(answer.group, group) ? undefined : answer;

function composed(
  found: Figure,
  [weekly, licences, whom, newWork, tookLonger]: readonly (Figure | undefined)[],
  sources: Sources,
): AnyEstimate {
  const { period, group, asked, weeks, covers } = found;
  const active = (lot: PublishedLot) => countIn(weekly, lot.weeks, "active", sources);
  const given = {
    lastDay: lastDayOf(period),
    lots: found.lots.map((lot) => ({
      ...lotIn(lot.people, lot.summaries[SUMMARY] ?? {}),
      active: active(lot),
    })),
    asked: askedIn(whom, found.lots),
    countsTo: found.countsTo,
    licensed: countIn(licences, period.weeks.slice(-1), "licensed", sources),
    newWork: newWork?.sums.minutes,
    tookLonger: tookLonger?.sums.minutes === undefined ? undefined : -tookLonger.sums.minutes,
  };
  const estimated = estimate(given);
  if (estimated.kind === "suppressed") return { none: "too few people" };
  const floor = { ...estimated.floor, value: found.sums.net ?? estimated.floor.value };
  const apartIn = { newWork: newWork?.weeks.shown ?? 0, tookLonger: tookLonger?.weeks.shown ?? 0 };
  return { ...estimated, floor, group, askedFor: asked, period, weeks, covers, sources, apartIn };
}

/** The week's own count, or of several weeks all of them added up; unknown where one isn't out. */
function countIn(
  figure: Figure | undefined,
  weeks: readonly Day[],
  part: string,
  sources: Sources,
): Reading<number> {
  const counts = weeks.map((week) => figure?.lots.find((lot) => lot.weeks.includes(week))?.sums[part]);
  const basis =
    part === "licensed"
      ? ({ source: "directory", refreshedOn: undefined, coverage: undefined } as const)
      : ({ source: "usage reports", refreshedOn: sources.refreshedOn, coverage: undefined } as const);
  if (counts.some((count) => count === undefined))
    return { ...basis, unknown: whyNot(part, figure, sources) };
  return { ...basis, value: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) };
}

function whyNot(
  part: string,
  figure: Figure | undefined,
  { directory, concealed, refreshedOn }: Sources,
): Because {
  if (!directory) return "no directory";
  if (part === "licensed") return figure === undefined ? "nobody to count" : "too few weeks";
  if (concealed) return "names concealed";
  return refreshedOn === undefined ? "no report" : "too few weeks";
}

/** Whom the bot had met, once for each lot; undefined where it isn't out for one of them. */
function askedIn(whom: Figure | undefined, lots: readonly PublishedLot[]): number | undefined {
  const counts = lots.map(
    ({ weeks }) => whom?.lots.find((lot) => lot.weeks.some((week) => weeks.includes(week)))?.sums.asked,
  );
  return counts.some((count) => count === undefined)
    ? undefined
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
