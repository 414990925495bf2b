import { wordsIn } from "../../core/words.ts";

/** Between these weeks vary by themselves, in per cent. */
interface Limits {
  readonly low: string;
  readonly high: string;
}

interface PageWords {
  readonly page: string;
  readonly byWeek: string;
  readonly byDepartment: string;
  readonly weeksTable: string;
  readonly departmentsTable: (week: string) => string;
  readonly week: string;
  readonly department: string;
  readonly people: string;
  readonly peopleUnit: string;
  readonly weekly: string;
  readonly active: string;
  readonly licensed: string;
  readonly without: string;
  readonly blurred: string;
  readonly suppressed: string;
  readonly source: string;
  readonly nothing: string;
  readonly tooFew: string;
  readonly headline: string;
  readonly share: string;
  readonly changeWeek: (way: "up" | "down", week: string, limits: Limits) => string;
  readonly changeRun: (way: "up" | "down", mean: string) => string;
  readonly unused: (people: string) => string;
  readonly finding: (week: string, weekly: string, licensed: string | undefined) => string;
}

export const pageWords = wordsIn<PageWords>(
  {
    page: "Adoption",
    byWeek: "Week by week",
    byDepartment: "By department",
    weeksTable: "Who used Copilot, by week",
    departmentsTable: (week) => `Departments ${week}`,
    week: "Week",
    department: "Department",
    people: "People",
    peopleUnit: "people",
    weekly: "Used it in the week",
    active: "Used it in 28 days",
    licensed: "Have a licence",
    without: "Have none",
    blurred: "Counts go up or down to five, the same way for the same people each week, so none is exact.",
    suppressed:
      "A group is shown only where nobody can be worked out from it; [c] stands for what isn’t shown.",
    source: "Microsoft 365 Copilot usage reports and the organisation’s directory.",
    nothing:
      "Nothing is out yet: weeks are published on the Tuesday after, once usage reports have been read.",
    tooFew: "Too few people, or too much alike, to say anything of by itself.",
    headline: "Use of Copilot",
    share: "Of those with a licence, used it in the week",
    changeWeek: (way, week, { low, high }) =>
      `${way === "up" ? "More" : "Fewer"} people used Copilot ${week} than weeks vary by themselves, which is between about ${low}% and ${high}% of those whose use is known. Something has changed; the figures don’t say what.`,
    changeRun: (way, mean) =>
      `Eight weeks in a row, the share of people who used Copilot has been ${way === "up" ? "above" : "below"} what was usual before, about ${mean}%. Something has changed; the figures don’t say what.`,
    unused: (people) => `About ${people} people have a licence and didn’t use it in the week.`,
    finding: (week, weekly, licensed) =>
      licensed === undefined
        ? `About ${weekly} people used Copilot ${week}.`
        : `About ${weekly} people used Copilot ${week}; about ${licensed} have a licence.`,
  },
  {
    page: "Mabwysiadu",
    byWeek: "Fesul wythnos",
    byDepartment: "Fesul adran",
    weeksTable: "Pwy ddefnyddiodd Copilot, fesul wythnos",
    departmentsTable: (week) => `Adrannau ${week}`,
    week: "Wythnos",
    department: "Adran",
    people: "Pobl",
    peopleUnit: "o bobl",
    weekly: "Wedi’i ddefnyddio yn yr wythnos",
    active: "Wedi’i ddefnyddio mewn 28 diwrnod",
    licensed: "Â thrwydded",
    without: "Heb drwydded",
    blurred:
      "Mae cyfrifon yn mynd i fyny neu i lawr i bump, yr un ffordd i’r un bobl bob wythnos, felly nid oes yr un yn union.",
    suppressed:
      "Dangosir grŵp dim ond lle na ellir dod o hyd i neb ohono; mae [c] yn sefyll am yr hyn na ddangosir.",
    source: "Adroddiadau defnydd Microsoft 365 Copilot a chyfeiriadur y sefydliad.",
    nothing:
      "Does dim allan eto: cyhoeddir wythnosau ar y dydd Mawrth wedyn, ar ôl darllen adroddiadau defnydd.",
    tooFew: "Rhy ychydig o bobl, neu’n rhy debyg, i ddweud dim am y grŵp ar ei ben ei hun.",
    headline: "Defnydd o Copilot",
    share: "O’r rhai â thrwydded, wedi’i ddefnyddio yn yr wythnos",
    changeWeek: (way, week, { low, high }) =>
      `Defnyddiodd ${way === "up" ? "mwy" : "llai"} o bobl Copilot ${week} nag y mae wythnosau’n amrywio ohonynt eu hunain, sef rhwng tua ${low}% a ${high}% o’r rhai y mae eu defnydd yn hysbys. Mae rhywbeth wedi newid; nid yw’r ffigurau’n dweud beth.`,
    changeRun: (way, mean) =>
      `Am wyth wythnos yn olynol, mae cyfran y bobl a ddefnyddiodd Copilot wedi bod ${way === "up" ? "yn uwch" : "yn is"} na’r hyn oedd yn arferol o’r blaen, tua ${mean}%. Mae rhywbeth wedi newid; nid yw’r ffigurau’n dweud beth.`,
    unused: (people) => `Mae gan tua ${people} o bobl drwydded ac ni wnaethant ei defnyddio yn yr wythnos.`,
    finding: (week, weekly, licensed) =>
      licensed === undefined
        ? `Defnyddiodd tua ${weekly} o bobl Copilot ${week}.`
        : `Defnyddiodd tua ${weekly} o bobl Copilot ${week}; mae gan tua ${licensed} drwydded.`,
  },
);
