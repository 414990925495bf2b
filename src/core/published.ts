import type { Day } from "./calendar.ts";
import type { Published } from "./figures.ts";
import type { Period } from "./period.ts";
import type { PersonId, TenantId } from "./person.ts";
import { release, wasReleased } from "./release.ts";

/** For whoever hands figures to the outside: what only looks like one isn't one. */
export const isPublished = (value: unknown): value is Published<unknown> =>
  typeof value === "object" && value !== null && wasReleased(value);

/** What is worked out of nothing but published figures says nothing that they don't. */
export const derived = <const Given extends readonly Published<unknown>[], T>(
  given: Given,
  make: (values: { readonly [At in keyof Given]: Given[At] extends Published<infer V> ? V : never }) => T,
): Published<T> => release(make(given.map(({ value }) => value) as never)); // one value for each, in their order

/**
 * Everybody below somebody in the lines of management; or a department, a profession in it, and a grade in that; or a
 * profession or a grade in all departments.
 */
export type Group =
  | { readonly under: PersonId }
  | { readonly across: { readonly profession: string } | { readonly grade: string } }
  /** A pilot group of the directory, by its id. */
  | { readonly pilot: string }
  | {
      readonly path:
        | readonly []
        | readonly [string]
        | readonly [string, string]
        | readonly [string, string, string];
    };

/** What was let out of a group at once: a week, or weeks that were too thin by themselves. */
export interface PublishedLot {
  readonly weeks: readonly Day[];
  readonly sums: Readonly<Record<string, number>>;
  /** People, each once. Rounded. */
  readonly people: number;
  /** By the name of each summary, what it says of them. */
  readonly summaries: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Sums over a group, never over fewer than ten people, and how much of what was asked for they are. */
export interface Figure {
  /** Whose figure this is. Where it isn't the group that was asked for, that one's own could give somebody away. */
  readonly group: Group;
  readonly asked: Group;
  readonly period: Period;
  readonly measure: string;
  /** In how many of the period's weeks the group is shown, how many of them are out, and how many there are. */
  readonly weeks: { readonly shown: number; readonly out: number; readonly all: number };
  /** What it is the sum of, the oldest first; of a stock, how it stood in each of its weeks. */
  readonly lots: readonly PublishedLot[];
  /** By name of the part: of a flow all of the period, of a stock how it stood in the last of its weeks. Rounded: minutes to `minutesTo`, counts to `countsTo`. */
  readonly sums: Readonly<Record<string, number>>;
  /** Contributions: somebody who contributed in three weeks is in it three times. Rounded like all counts. */
  readonly contributions: number;
  /** How much of the people concerned are in it, at least: less than all only across departments. */
  readonly covers: number;
  readonly minutesTo: number;
  readonly countsTo: number;
}

/** A group week by week: each lot says what the figure of that week alone would, and no more. */
export interface WeeklyFigure
  extends Pick<Figure, "group" | "measure" | "covers" | "minutesTo" | "countsTo"> {
  /** How many levels above what was asked for it is; undefined where it is the whole organisation, or no line of management. */
  readonly above: number | undefined;
  /** Weeks by themselves in which the group is shown, the oldest first. The last is the newest week that is out. */
  readonly lots: readonly Omit<PublishedLot, "summaries">[];
}

/** Why there is no figure at all. */
export type NoFigure = "no such measure" | "not out yet" | "too few people";

export interface PublishedFigures {
  figure(
    tenant: TenantId,
    measure: string,
    group: Group,
    period: Period,
  ): Promise<Published<Figure | { readonly none: NoFigure }>>;
  /**
   * Many groups at once, in the same order, by a few questions to the database however many they are: whose figure each is, is decided as `figure`
   * does for the newest of these weeks that is out, and the other weeks are that same group's. Who are shown the same group
   * from as many levels below are given the same object, so that what comes of it can be worked out once.
   */
  weekly(
    tenant: TenantId,
    measure: string,
    groups: readonly Group[],
    weeks: readonly Day[],
  ): Promise<readonly Published<WeeklyFigure | { readonly none: NoFigure }>[]>;
  /** The same of several measures, in their order: who stands above whom is asked once. */
  weeklyOfEach(
    tenant: TenantId,
    measures: readonly string[],
    groups: readonly Group[],
    weeks: readonly Day[],
  ): Promise<readonly (readonly Published<WeeklyFigure | { readonly none: NoFigure }>[])[]>;
}
