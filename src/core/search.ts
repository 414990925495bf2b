import type { Database } from "./database.ts";
import type { TenantId } from "./person.ts";
import type { Language } from "./words.ts";

/** What an entry is known by. `kind` is one word of the feature's own: "story", "experiment". */
export interface SearchKey {
  readonly tenant: TenantId;
  readonly kind: string;
  readonly id: string;
}

/**
 * What anybody in the tenant may read and find: only what is published, and nothing about people. What there is in both
 * languages is two entries with ids of their own.
 */
export interface SearchEntry extends SearchKey {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  /** Words that it should be found by as well: the labels of its task, app and profession, in its language. */
  readonly tags: readonly string[];
  /** What it can be narrowed down to, by ids: `{ task: "email", app: "outlook" }`. */
  readonly facets?: Readonly<Record<string, string | undefined>>;
}

export interface SearchQuestion {
  readonly tenant: TenantId;
  /** All kinds where it isn't given. */
  readonly kinds?: readonly string[] | undefined;
  /** As it was typed, in either language. Where it is empty, the newest come first. */
  readonly text: string;
  /** Each must hold; of a list, any. */
  readonly facets?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Entries of this language alone; a question finds entries in both languages where it isn't given. */
  readonly language?: Language | undefined;
  readonly most: number;
  /** How many of the best were shown already. */
  readonly after?: number | undefined;
}

/** What somebody is about to tell. */
export interface Draft {
  readonly tenant: TenantId;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly most: number;
}

/** The higher the score, the better it fits; scores of different questions can't be compared. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly score: number;
}

/**
 * One index for all that can be found by words. It answers any text, also one that means nothing, and bears misspelt words,
 * either language, and other words for the same thing.
 */
export interface Search {
  /** Puts an entry in the place of what was there under its key, in the transaction in which it was published. */
  put(entry: SearchEntry, inside: Database): Promise<void>;
  /** Takes an entry out; nothing happens where there is none. */
  take(key: SearchKey, inside: Database): Promise<void>;
  /** The best first. */
  find(question: SearchQuestion): Promise<readonly Found[]>;
  /** What was told already in much the same words. The score is the share of words that both have, from 0 to 1. */
  like(draft: Draft): Promise<readonly Found[]>;
}
