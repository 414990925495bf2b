import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";

/** Figures are shown by other features. */
export const samples = (_language: Language): Record<string, Card> => ({});
