import { contentOf, type Unpublished } from "./figures.ts";

/**
 * Opens what isn't published yet. Only the gate that protects small groups may call this: a page, a card, an export or a
 * command that does prints what may show one person's figures to another.
 */
export const opened = <T>(seal: Unpublished<T>): T => contentOf(seal) as T; // only `unpublished` makes one, of a T
