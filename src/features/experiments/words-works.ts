import { wordsIn } from "../../core/words.ts";

interface WorksWords {
  readonly title: string;
  readonly note: string;
  readonly none: string;
  readonly finding: (n: number, worked: number, didNot: number) => string;
  readonly table: string;
  readonly expected: string;
  readonly verdict: string;
  readonly counted: string;
  readonly minutes: string;
  readonly times: string;
  readonly mean: string;
  readonly low: string;
  readonly high: string;
  readonly people: string;
  readonly alone: string;
  readonly figures: string;
}

export const worksWords = wordsIn<WorksWords>(
  {
    title: "Experiments that have ended",
    note: "“Experiments” has what their owners learned, and how to copy one.",
    none: "No experiment has ended yet.",
    finding: (n, worked, didNot) =>
      `Of the last ${n} experiments that ended, ${worked} worked and ${didNot} didn’t, as their owners say.`,
    table: "What was expected, what its owner says, and what was recorded",
    expected: "What was expected",
    verdict: "Its owner says",
    counted: "Recorded",
    minutes: "Minutes saved each time",
    times: "A count each time",
    mean: "On average",
    low: "Likely from",
    high: "Likely to",
    people: "People, at least",
    alone: "Ended without its owner’s word",
    figures:
      "Figures are of those who used it, where ten people or more recorded and nobody recorded nearly half; [c] stands for what isn’t shown.",
  },
  {
    title: "Arbrofion sydd wedi dod i ben",
    note: "Mae’r hyn a ddysgodd eu perchnogion, a sut i gopïo un, ar y dudalen “Arbrofion”.",
    none: "Nid oes arbrawf wedi dod i ben eto.",
    finding: (n, worked, didNot) =>
      `O’r ${n} arbrawf diwethaf a ddaeth i ben, gweithiodd ${worked} ac ni weithiodd ${didNot}, yn ôl eu perchnogion.`,
    table: "Yr hyn a ddisgwylid, yr hyn y mae ei berchennog yn ei ddweud, a’r hyn a gofnodwyd",
    expected: "Yr hyn a ddisgwylid",
    verdict: "Dywed ei berchennog",
    counted: "Cofnodwyd",
    minutes: "Munudau a arbedwyd bob tro",
    times: "Cyfrif bob tro",
    mean: "Ar gyfartaledd",
    low: "Yn debygol o",
    high: "Yn debygol hyd",
    people: "Pobl, o leiaf",
    alone: "Daeth i ben heb air ei berchennog",
    figures:
      "Mae’r ffigurau am y rhai a’i defnyddiodd, lle cofnododd deg neu fwy o bobl a lle na chofnododd neb bron hanner; mae [c] yn sefyll am yr hyn na ddangosir.",
  },
);
