import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";

/** The tab's pages are made of what other features show: there are no cards of its own. */
export const samples = (_language: Language): Record<string, Card> => ({});
