import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";
import { goneCard, messageCard, whyCard } from "../../../src/features/campaigns/cards.ts";

const message = {
  en: {
    title: "A new way to find minutes",
    text: "From Monday, meeting minutes stand in one place.\n\n- Look there first.\n- Say so if one is missing.",
  },
  cy: {
    title: "Ffordd newydd o ddod o hyd i gofnodion",
    text: "O ddydd Llun, bydd cofnodion cyfarfodydd mewn un lle.\n\n- Edrychwch yno yn gyntaf.\n- Dywedwch os oes un ar goll.",
  },
};

export const samples = (language: Language): Record<string, Card> => ({
  message: messageCard(language, message, { campaign: 7, service: false }),
  "service message": messageCard(language, message, { campaign: 7, service: true }),
  why: whyCard(language, { campaign: 7, service: false }),
  "why, of a service message": whyCard(language, { campaign: 7, service: true }),
  gone: goneCard(language),
});
