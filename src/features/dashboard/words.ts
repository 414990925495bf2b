import { wordsIn } from "../../core/words.ts";

export const dashboardWords = wordsIn(
  {
    my: "My page",
    onlyYou: "Only you can see this page.",
    unknown: "Uptake keeps nothing about you. Say hello to it in Teams to begin.",
  },
  {
    my: "Fy nhudalen",
    onlyYou: "Dim ond chi all weld y dudalen hon.",
    unknown: "Nid yw Uptake yn cadw dim amdanoch. Dywedwch helo wrtho yn Teams i ddechrau.",
  },
);
