import type { App } from "./taxonomy.ts";

/** Why a figure isn't known. Each has a sentence in the words of whoever shows it; none of them is ever a nought. */
export type Because =
  | "no directory"
  | "no report"
  | "names concealed"
  | "no such column"
  | "too few weeks"
  | "nobody to count"
  | "no dates";

/** What a figure rests on. */
export interface Basis {
  /** Where it comes from: the organisation's directory, its usage reports, or both. */
  readonly source: "directory" | "usage reports" | "directory and usage reports";
  /** ISO date of the newest report that it rests on; undefined where there is none. */
  readonly refreshedOn: string | undefined;
  /** Share of those asked about of whom the source says anything, 0 to 1; undefined where nobody was asked about. */
  readonly coverage: number | undefined;
}

/** A figure, or why there is none; always with what it rests on. */
export type Reading<T> = Basis & ({ readonly value: T } | { readonly unknown: Because });

/** What the sources of adoption can say of an organisation on a day. */
export interface Sources {
  readonly directory: boolean;
  readonly concealed: boolean;
  /** The newest report's date. */
  readonly refreshedOn: string | undefined;
}

/** So many of so many. */
export interface Share {
  readonly of: number;
  readonly count: number;
}

declare const sealed: unique symbol;

/**
 * What may not leave the product as it is: figures on groups of any size, before anybody has looked at who could be made
 * out in them. It shows nothing when printed, and is opened by one place (core/publication.ts).
 */
export interface Unpublished<T> {
  readonly [sealed]: T;
}

const contents = new WeakMap<object, unknown>();

export function unpublished<T>(value: T): Unpublished<T> {
  const shown = "[not published]";
  const seal = Object.freeze({ toJSON: () => shown, toString: () => shown });
  contents.set(seal, value);
  return seal as unknown as Unpublished<T>; // what it seals is beside it, not in it
}

/** For core/publication.ts and core/sealed.ts alone. */
export const contentOf = (seal: object): unknown => contents.get(seal);

declare const gated: unique symbol;

/** What may leave the product. Only the publication gate can make one; see core/release.ts. */
export interface Published<out T> {
  readonly [gated]: true;
  readonly value: T;
}

/** How groups are made. A tree is everybody below somebody, by that person's id. */
export type GroupBy = "tenant" | "department" | "grade" | "profession" | "tree" | "pilot";

/** Who is asked about: all of the parts that are given hold. */
export interface Scope {
  readonly tenant: string;
  readonly department?: string;
  readonly grade?: string;
  readonly profession?: string;
  /** Everybody below this person, but not them. */
  readonly under?: string;
  /** Members of this group of the directory. */
  readonly pilot?: string;
}

/** Segments over a number of whole weeks. Without counts of prompts the reports can't tell who is a power user. */
export interface Segments {
  readonly variant: "12 weeks with counts" | "12 weeks, dates only" | "4 weeks, dates only";
  readonly power: number | undefined;
  readonly habitual: number;
  readonly novice: number;
  readonly low: number;
  readonly none: number;
}

/** What is known of one group. People mean those with an account that is switched on. */
export interface AdoptionFigures {
  readonly people: Reading<number>;
  readonly licensed: Reading<number>;
  /** Of those licensed, who used Copilot in the 28 days up to the report's date, and in the last 7. */
  readonly active: Reading<Share>;
  readonly weekly: Reading<Share>;
  /** "chat" is Copilot Chat where the reports don't say whether at work or on the web. */
  readonly perApp: Readonly<Record<Exclude<App, "other"> | "chat", Reading<Share>>>;
  /** In how many apps those who are active use it, on average. */
  readonly breadth: Reading<number>;
  readonly segments: Reading<Segments>;
  /** Of those active in the 28 days before, who still is. */
  readonly retained: Reading<Share>;
  /** Used it once, not in the last 28 days. Newcomers, people on long leave and part-timers within their days aren't here. */
  readonly lapsed: Reading<number>;
  /** Active again after 28 days or more without. */
  readonly reactivated: Reading<number>;
  /** Licensed, and no use in the last 28 days; the same people are left out as in `lapsed`. */
  readonly inactive: Reading<number>;
  /** Who is left out there, and why. */
  readonly newcomers: Reading<number>;
  readonly onLeave: Reading<number>;
  /** Median days from the licence to first use, of those whose licence we saw begin. */
  readonly daysToFirstUse: Reading<{ readonly median: number; readonly of: number; readonly notYet: number }>;
  /** Share of all active days in 12 weeks that the most active tenth has; a tenth would be even. */
  readonly topTenth: Reading<number>;
}

/** What adoption knows of groups. All of it is unpublished: see core/publication.ts. */
export interface AdoptionFiguresOf {
  /** The figures of each group, by its name; "unknown" is the group of whom it isn't known. */
  of(scope: Scope, by: GroupBy, asOf: string): Promise<Unpublished<ReadonlyMap<string, AdoptionFigures>>>;
  /**
   * How unevenly use is spread over groups, from 0 to 1: the share of active people who would have to sit in another group
   * for use to be spread as licences are.
   */
  unevenness(scope: Scope, by: GroupBy, asOf: string): Promise<Unpublished<Reading<number>>>;
}
