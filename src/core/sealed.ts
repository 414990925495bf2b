import { contentOf, type Unpublished, unpublished } from "./figures.ts";

/**
 * Works on what isn't published, and seals what comes of it. For features whose figures are made of others' (a rule of
 * dependency-cruiser names them): nothing may be kept or said of what `work` sees.
 */
export const within = <T extends readonly unknown[], U>(
  seals: readonly [...{ [K in keyof T]: Unpublished<T[K]> }],
  work: (...contents: T) => U,
): Unpublished<U> => unpublished(work(...(seals.map(contentOf) as unknown as T))); // each holds what its type says
