import { contentOf, type Unpublished, unpublished } from "./figures.ts";

/**
 * Works on what isn't published, and seals what comes of it. For features whose figures are made of others' (a rule of
 * dependency-cruiser names them): nothing may be kept or said of what `make` sees.
 */
export const within = <T, U>(sealed: Unpublished<T>, make: (content: T) => U): Unpublished<U> =>
  unpublished(make(contentOf(sealed) as T)); // only `unpublished` makes one, of a T
