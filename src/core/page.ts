import { type Html, html } from "./html.ts";
import type { Person } from "./person.ts";
import type { Run } from "./ports.ts";
import type { Group } from "./published.ts";
import type { Mark, Table } from "./table.ts";
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
  /** Names the forms of this look: each of them is done once, however often it is sent. */
  readonly turn: string;
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
  /** True while what is marked `data-live` in the body goes on changing: it is asked for again by itself, until it isn't. */
  readonly live?: boolean;
}

/**
 * What came of a form: it is done, and the page is opened again with this in its address; or nothing was done yet, and this
 * is shown: a question whether they are sure, or what has to be put right.
 */
export type Acted =
  | { readonly done: Readonly<Record<string, string>> }
  | { readonly shown: Shown; readonly isWrong?: boolean };

/** What may stand behind the question mark of a page's address. Anything else there is neither minded nor on record. */
export interface Parameter {
  readonly name: string;
  readonly is: "id" | "name" | "period" | "number";
  /** How often it may stand there, where that is more than once. */
  readonly times?: number;
  /** For whoever reads the API's description. */
  readonly description: string;
}

/** A page of the tab. Its place among the others is its feature's. */
export interface Page {
  /** Its address below /tab, and its name in the API: "hours". */
  readonly path: string;
  readonly title: InLanguages<string>;
  /** Whoever is one of these may see it. */
  readonly for: readonly Viewer[];
  /** True where it has figures on groups, or what others did: each look is on record, and files and the API have them. */
  readonly figures?: true;
  /** By what its reader chooses what it shows. */
  readonly parameters?: readonly Parameter[];
  /** Its place among those of its kind, the first first; a page without one comes after them. */
  readonly place?: number;
  show(view: View): Promise<Shown>;
  /** What is done when one of its forms is sent: once, however often it is sent, and only with the seal of its reader's own session. */
  act?(fields: URLSearchParams, view: View): Promise<Acted>;
}

/** A figure or two that matter, for the first page of whoever looks after a group: published ones only. */
export interface Headline {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly {
    readonly name: string;
    readonly unit: string;
    readonly value: number | Mark;
    readonly decimals?: number;
  }[];
  /** What they say, in one sentence that can be read without them. */
  readonly finding: string;
  /** What has changed, where that is more than rounding and chance explain. */
  readonly changed?: string | undefined;
  /** What somebody should look at, and on which page. */
  readonly look?: string | undefined;
  /** Whose figures they are, where that may be another group than was asked for. */
  readonly of?: Group | undefined;
  /** The page of the tab that says more. */
  readonly page: string;
}

/** A part of the page on what works. */
export interface Works {
  readonly id: string;
  readonly title: string;
  readonly for: readonly Viewer[];
  /** One sentence that can be read without the table. */
  readonly finding: string;
  readonly notes?: readonly string[];
  /** Undefined where there is nothing to show yet. */
  readonly table: Table | undefined;
}

/** What every form of a page is sent with. */
export const formOf = (path: string, { seal, turn, person: { language } }: View, body: Html): Html =>
  html`<form method="post" action="/tab/${path}/act?lang=${language}"><input type="hidden" name="seal" value="${seal}"><input type="hidden" name="turn" value="${turn}">${body}</form>`;
