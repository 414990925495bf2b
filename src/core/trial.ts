import type { Day } from "./calendar.ts";
import type { Published, Unpublished } from "./figures.ts";
import type { PersonId, TenantId } from "./person.ts";
import type { NoFigure } from "./published.ts";

/** What lots were drawn for, and where they fell: on record before anything was sent. */
export interface Assigned {
  readonly id: PersonId;
  readonly arm: "held-out" | "tips";
  /** Whose lot it was: their team's, or their own. The same for all of a team. */
  readonly unit: string;
  /** The first day on which their arm can have made a difference: until then both arms are alike but for chance. */
  readonly since: Day;
}

/** How some get tips and others don't, by lot. */
export type Design =
  | { readonly kind: "hold-out" }
  /** Those who had begun by the day `from` beside those who begin only after the day `until`. */
  | { readonly kind: "stepped start"; readonly from: Day; readonly until: Day };

/** Everybody who has an arm in that design as things stand; nobody where no lots were drawn. */
export type Assignments = (tenant: TenantId, design: Design) => Promise<readonly Assigned[]>;

/** Something that can be different between those who got tips and those who didn't. */
export interface OutcomeMeasure {
  readonly name: string;
  readonly unit: "weeks" | "minutes";
  /**
   * Each person's own over so many ISO weeks from this Monday; nought for everybody who isn't in it. Undefined where it isn't
   * known yet, or not of all of these weeks.
   */
  of(
    tenant: TenantId,
    from: Day,
    weeks: number,
  ): Promise<Unpublished<ReadonlyMap<PersonId, number>> | undefined>;
}

/** Two arms, each person's outcome in them, and what came of comparing them. */
export interface Comparison<T> {
  readonly arms: readonly (readonly number[])[];
  readonly result: T;
}

/** The gate's way out for what was compared: each arm has to be large enough, and nobody may be most of it. */
export type Releases = <T>(
  comparison: Unpublished<Comparison<T>>,
) => Published<T | { readonly none: NoFigure }>;
