import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";

/** What is read from the directory is shown to its owner on the cards of “my data”. */
export const samples = (_language: Language): Record<string, Card> => ({});
