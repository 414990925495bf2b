import { wordsIn } from "../../../core/words.ts";

export const evaluationWords = wordsIn(
  {
    compared: "What tips do",
    comparedValue: (comparisons: number) =>
      `You are counted in ${comparisons === 1 ? "one comparison" : `${comparisons} comparisons`} of people who get tips with people who don't yet, or don't at all. It is kept which of the two you are in; only figures on whole groups come of it.`,
    arms: {
      tips: "You are counted with the people who get tips.",
      "held-out": "You are counted with the people who get no tips by themselves.",
    },
  },
  {
    compared: "Beth mae awgrymiadau'n ei wneud",
    comparedValue: (comparisons: number) =>
      `Rydych yn cael eich cyfrif mewn ${comparisons === 1 ? "un gymhariaeth" : `${comparisons} o gymariaethau`} rhwng pobl sy'n cael awgrymiadau a phobl nad ydynt yn eu cael eto, neu o gwbl. Cedwir ym mha un o'r ddau grŵp rydych chi; dim ond ffigurau am grwpiau cyfan a ddaw ohoni.`,
    arms: {
      tips: "Rydych yn cael eich cyfrif gyda'r bobl sy'n cael awgrymiadau.",
      "held-out": "Rydych yn cael eich cyfrif gyda'r bobl nad ydynt yn cael awgrymiadau heb ofyn amdanynt.",
    },
  },
);
