import type { Card } from "../../../src/core/card.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  askForgetCard,
  forgottenCard,
  keptAfterAllCard,
  keptCard,
} from "../../../src/features/privacy/cards.ts";

const link = "https://uptake.example.gov.uk/files/sealed";

/** Every card that this feature can show. */
export const samples = (language: Language): Record<string, Card> => ({
  "my data": keptCard(language, keptBy[language], link, ""),
  "my data, with whom to ask": keptCard(language, keptBy[language], link, "privacy@example.gov.uk"),
  "my data, long": keptCard(language, Array.from({ length: 40 }, () => keptBy[language]).flat(), link, ""),
  "forget me?": askForgetCard(language),
  forgotten: forgottenCard(language),
  "kept after all": keptAfterAllCard(language),
});

const keptBy = {
  en: [
    { title: "Time entries", value: "2 entries" },
    { title: "Your profession", value: "Policy" },
  ],
  cy: [
    { title: "Cofnodion amser", value: "2 gofnod" },
    { title: "Eich proffesiwn", value: "Polisi" },
  ],
};
