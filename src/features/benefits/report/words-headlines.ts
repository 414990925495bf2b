import { wordsIn } from "../../../core/words.ts";

interface HeadlineWords {
  readonly title: string;
  readonly hours: string;
  readonly floor: string;
  readonly central: string;
  readonly high: string;
  readonly response: string;
  readonly tooFew: string;
  readonly notOut: string;
  readonly finding: (period: string, floor: string, low: string, high: string, reporters: string) => string;
  readonly fewAnswers: (percent: number) => string;
  readonly evaluations: string;
  readonly noEvaluations: string;
  readonly evaluationsFinding: (n: number, answered: number) => string;
}

export const headlineWords = wordsIn<HeadlineWords>(
  {
    title: "Time saved, as staff reported it",
    hours: "hours",
    floor: "Reported (floor)",
    central: "Central estimate",
    high: "High estimate",
    response: "Of those asked, answered",
    tooFew: "Too few people reported time to show anything of them by themselves.",
    notOut: "Nothing of the last month or week is out yet.",
    finding: (period, floor, low, high, reporters) =>
      `${reporters} people or more reported ${floor} hours saved ${period} (95% interval ${low} to ${high}).`,
    fewAnswers: (percent) =>
      `Only ${percent}% of those who were asked about time answered. Read hours as a floor, and ask more people to report.`,
    evaluations: "Evaluations: what tips did",
    noEvaluations: "No evaluation has been planned. It would say whether tips make a difference.",
    evaluationsFinding: (n, answered) =>
      `${n === 1 ? "1 question was" : `${n} questions were`} asked of tips before their weeks began; ${answered} ${answered === 1 ? "is" : "are"} answered.`,
  },
  {
    title: "Amser a arbedwyd, fel yr adroddodd staff",
    hours: "oriau",
    floor: "Adroddwyd (llawr)",
    central: "Amcangyfrif canolog",
    high: "Amcangyfrif uchel",
    response: "O’r rhai y gofynnwyd iddynt, atebodd",
    tooFew: "Adroddodd rhy ychydig o bobl amser i ddangos dim amdanynt ar eu pen eu hunain.",
    notOut: "Nid oes dim o’r mis na’r wythnos ddiwethaf allan eto.",
    finding: (period, floor, low, high, reporters) =>
      `Adroddodd ${reporters} o bobl neu fwy ${floor} awr wedi’u harbed ${period} (cyfwng 95%: ${low} i ${high}).`,
    fewAnswers: (percent) =>
      `Dim ond ${percent}% o’r rhai y gofynnwyd iddynt am amser a atebodd. Darllenwch oriau fel llawr, a gofynnwch i fwy o bobl adrodd.`,
    evaluations: "Gwerthusiadau: yr hyn a wnaeth awgrymiadau",
    noEvaluations:
      "Nid oes gwerthusiad wedi’i gynllunio. Byddai’n dweud a yw awgrymiadau’n gwneud gwahaniaeth.",
    evaluationsFinding: (n, answered) =>
      `Gofynnwyd ${n} cwestiwn am awgrymiadau cyn i’w hwythnosau ddechrau; mae ${answered} wedi’i ateb.`,
  },
);
