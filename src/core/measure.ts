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
