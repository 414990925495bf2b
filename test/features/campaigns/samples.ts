import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";

/** Whoever runs the product does so from the command line. */
export const samples = (_language: Language): Record<string, Card> => ({});
