import type { Day } from "./calendar.ts";
import type { Unpublished } from "./figures.ts";
import type { PersonId, TenantId } from "./person.ts";

/** A component of a measure. Minutes are rounded to whole hours before anybody sees them, counts to five. */
export interface Part {
  readonly name: string;
  readonly unit: "minutes" | "count";
}

/** What one person put into a week, one number for each part of the measure. */
export interface Contributor {
  readonly id: PersonId;
  readonly parts: readonly number[];
}

/**
 * Something that is added up over people, week by week. Each part has to be shown safely by itself: where two parts are so
 * alike that their difference says something, the difference is a part as well.
 */
export interface Measure {
  readonly name: string;
  /**
   * A flow is something that happened in a week: next week's is other people's doing. A stock is how things stand: most of
   * it is the same a week later, so one person's joining could be seen in the difference, and its sums are blurred.
   */
  readonly kind: "flow" | "stock";
  readonly parts: readonly [Part, ...Part[]];
  /** Who has anything of this at all. */
  tenants(): Promise<readonly TenantId[]>;
  /**
   * Everybody who counts in a week that begins on this Monday, each once. A week that has closed must not change any more.
   * Undefined where it isn't known yet: then it is asked again later.
   */
  contributors(tenant: TenantId, week: Day): Promise<Unpublished<readonly Contributor[]> | undefined>;
}

/**
 * What is said of a shown group beside its sums, where that is no sum: a median, a share, an interval. It is worked out once,
 * when the gate shows the group, of the same people that the sums are of.
 */
export interface Summary {
  readonly name: string;
  /** The measure whose groups it is of. */
  readonly of: string;
  /** Reads what is needed of everybody in these weeks; what it answers works out one group, always the same for the same name. */
  read(tenant: TenantId, weeks: readonly Day[]): Promise<Unpublished<SummaryOf>>;
}

export type SummaryOf = (people: readonly PersonId[], name: string) => Readonly<Record<string, number>>;
