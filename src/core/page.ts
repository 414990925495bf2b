import type { Html } from "./html.ts";
import type { Person } from "./person.ts";
import type { Run } from "./ports.ts";
import type { Table } from "./table.ts";
import type { InLanguages } from "./words.ts";

/** As what somebody looks at the tab. Everybody is a reader; a lead is whoever has people below them in the lines of management. */
export const viewers = ["reader", "lead", "analyst", "champion", "administrator"] as const;
export type Viewer = (typeof viewers)[number];

/** One look at one page by one person. */
export interface View extends Run {
  readonly person: Person;
  readonly as: ReadonlySet<Viewer>;
  /** What stands behind the question mark of the address. */
  readonly query: URLSearchParams;
  /** Goes with each form of the page: only what was sent from our own pages is done. */
  readonly seal: string;
}

/**
 * What a page shows. Its figures stand in `tables` as well, so that a file or the API says the same as the page; a page
 * without them has figures on nobody but its reader, or none.
 */
export interface Shown {
  readonly body: Html;
  readonly tables?: readonly Table[];
  /** Where it isn't the page's own: "Hours, Digital". */
  readonly title?: string;
}

/** A page of the tab. Its place among the others is its feature's. */
export interface Page {
  /** Its address below /tab, and its name in the API: "hours". */
  readonly path: string;
  readonly title: InLanguages<string>;
  /** Whoever is one of these may see it. */
  readonly for: readonly Viewer[];
  /** True where its figures are of groups: each look is on record, and files and the API have them. */
  readonly figures?: true;
  show(view: View): Promise<Shown>;
}
