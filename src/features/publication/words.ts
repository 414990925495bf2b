import { wordsIn } from "../../core/words.ts";

export const publicationWords = wordsIn(
  {
    below: "Figures of the people below you",
    belowValue: (figures: number) =>
      `${figures === 1 ? "One sum" : `${figures} sums`} over ten people or more, kept under your id as you are above them. Nothing of your own is in them.`,
  },
  {
    below: "Ffigurau'r bobl oddi tanoch",
    belowValue: (figures: number) =>
      `${figures === 1 ? "Un cyfanswm" : `${figures} o gyfansymiau`} dros ddeg o bobl neu fwy, a gedwir o dan eich id chi am eich bod uwch eu pennau. Nid oes dim byd o'ch eiddo chi ynddynt.`,
  },
);
