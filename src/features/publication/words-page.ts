import { wordsIn } from "../../core/words.ts";

interface PageWords {
  readonly page: string;
  readonly period: string;
  readonly show: string;
  readonly way: string;
  readonly whole: string;
  readonly yours: string;
  readonly under: (id: string) => string;
  readonly across: (label: string) => string;
  readonly pilot: (id: string) => string;
  readonly unknown: string;
  readonly below: string;
  readonly further: string;
  readonly noneBelow: string;
  readonly byWeek: string;
  readonly weeksTable: (name: string) => string;
  readonly groupsTable: (name: string, period: string) => string;
  readonly chart: (name: string) => string;
  readonly week: string;
  readonly group: string;
  readonly people: string;
  readonly licensed: string;
  readonly weekly: string;
  readonly active: string;
  readonly hours: string;
  readonly hoursUnit: string;
  readonly rounded: string;
  readonly suppressed: string;
  readonly source: string;
  readonly tooFew: string;
  readonly notOut: string;
  readonly instead: (name: string) => string;
  readonly finding: (
    name: string,
    period: string,
    used: string,
    licensed: string | undefined,
    share: string | undefined,
  ) => string;
  readonly findingHours: (hours: string) => string;
  readonly findingUnknown: (name: string, period: string) => string;
}

export const pageWords = wordsIn<PageWords>(
  {
    page: "Groups",
    period: "Week or month",
    show: "Show",
    way: "Groups above",
    whole: "The whole organisation",
    yours: "Your people",
    under: (id) => `Everybody below ${id}`,
    across: (label) => `${label}, in all departments`,
    pilot: (id) => `Pilot group ${id}`,
    unknown: "Not known",
    below: "The groups in it",
    further: "Look further into:",
    noneBelow:
      "No group in it can be shown by itself without telling of somebody. They are in the figures above.",
    byWeek: "Week by week",
    weeksTable: (name) => `${name}, by week`,
    groupsTable: (name, period) => `Groups in: ${name}, ${period}`,
    chart: (name) => `People who used Copilot in each week: ${name}.`,
    week: "Week",
    group: "Group",
    people: "People",
    licensed: "Have a licence",
    weekly: "Used it in the week",
    active: "Used it in 28 days",
    hours: "Time saved, as reported",
    hoursUnit: "hours",
    rounded:
      "Counts go up or down to five, the same way for the same people each week, and time to whole hours, so none is exact.",
    suppressed:
      "A group is shown only where nobody can be worked out from it; [c] stands for what isn’t shown.",
    source:
      "Microsoft 365 Copilot usage reports, the organisation’s directory, and time that staff reported.",
    tooFew:
      "This can’t be shown: too few people, or too much alike or apart, for figures that tell of nobody. The same holds for every group above.",
    notOut:
      "Nothing of this time is out yet: weeks are published on the Tuesday after. Choose an earlier week.",
    instead: (name) =>
      `Figures on this group could tell of somebody: it has fewer than ten people who count, or they are too much alike. What follows is of the nearest group above that may be shown: ${lower(name)}.`,
    finding: (name, period, used, licensed, share) =>
      licensed === undefined
        ? `${name}: about ${used} people used Copilot ${period}.`
        : `${name}: about ${used} of ${licensed} people with a licence used Copilot ${period}${share === undefined ? "" : `, about ${share}%`}.`,
    findingHours: (hours) => `They reported ${hours} hours saved.`,
    findingUnknown: (name, period) => `${name}: it isn’t known how many used Copilot ${period}.`,
  },
  {
    page: "Grwpiau",
    period: "Wythnos neu fis",
    show: "Dangos",
    way: "Grwpiau uwchben",
    whole: "Y sefydliad cyfan",
    yours: "Eich pobl chi",
    under: (id) => `Pawb o dan ${id}`,
    across: (label) => `${label}, ym mhob adran`,
    pilot: (id) => `Grŵp peilot ${id}`,
    unknown: "Anhysbys",
    below: "Y grwpiau ynddo",
    further: "Edrych ymhellach ar:",
    noneBelow:
      "Ni ellir dangos yr un grŵp ynddo ar ei ben ei hun heb ddweud rhywbeth am rywun. Maent yn y ffigurau uchod.",
    byWeek: "Fesul wythnos",
    weeksTable: (name) => `${name}, fesul wythnos`,
    groupsTable: (name, period) => `Grwpiau yn: ${name}, ${period}`,
    chart: (name) => `Pobl a ddefnyddiodd Copilot ym mhob wythnos: ${name}.`,
    week: "Wythnos",
    group: "Grŵp",
    people: "Pobl",
    licensed: "Â thrwydded",
    weekly: "Wedi’i ddefnyddio yn yr wythnos",
    active: "Wedi’i ddefnyddio mewn 28 diwrnod",
    hours: "Amser a arbedwyd, fel yr adroddwyd",
    hoursUnit: "oriau",
    rounded:
      "Mae cyfrifon yn mynd i fyny neu i lawr i bump, yr un ffordd i’r un bobl bob wythnos, ac amser i oriau cyfan, felly nid oes yr un yn union.",
    suppressed:
      "Dangosir grŵp dim ond lle na ellir dod o hyd i neb ohono; mae [c] yn sefyll am yr hyn na ddangosir.",
    source: "Adroddiadau defnydd Microsoft 365 Copilot, cyfeiriadur y sefydliad, ac amser a adroddodd staff.",
    tooFew:
      "Ni ellir dangos hyn: rhy ychydig o bobl, neu’n rhy debyg neu’n rhy wahanol, i gael ffigurau nad ydynt yn dweud am neb. Mae’r un peth yn wir am bob grŵp uwchben.",
    notOut:
      "Nid oes dim o’r cyfnod hwn allan eto: cyhoeddir wythnosau ar y dydd Mawrth wedyn. Dewiswch wythnos gynharach.",
    instead: (name) =>
      `Gallai ffigurau am y grŵp hwn ddweud rhywbeth am rywun: mae ganddo lai na deg o bobl sy’n cyfrif, neu maent yn rhy debyg. Mae’r hyn sy’n dilyn am y grŵp agosaf uwchben y gellir ei ddangos: ${lower(name)}.`,
    finding: (name, period, used, licensed, share) =>
      licensed === undefined
        ? `${name}: defnyddiodd tua ${used} o bobl Copilot ${period}.`
        : `${name}: defnyddiodd tua ${used} o’r ${licensed} o bobl â thrwydded Copilot ${period}${share === undefined ? "" : `, tua ${share}%`}.`,
    findingHours: (hours) => `Adroddasant ${hours} awr wedi’u harbed.`,
    findingUnknown: (name, period) => `${name}: nid yw’n hysbys faint ddefnyddiodd Copilot ${period}.`,
  },
);

/** Within a sentence; a name of a department stays as it is written. */
function lower(name: string): string {
  return /^(The|Everybody|Your|Y|Pawb|Eich) /.test(name) ? `${name[0]?.toLowerCase()}${name.slice(1)}` : name;
}
