import { wordsIn } from "../../core/words.ts";

type Measure = "adoption/weekly" | "adoption/licences" | "time-saved/minutes" | "time-saved/asked";

interface HealthWords {
  readonly page: string;
  readonly sources: string;
  readonly sourcesTable: string;
  readonly source: string;
  readonly lastRead: string;
  readonly state: string;
  readonly why: string;
  readonly next: string;
  readonly utc: string;
  readonly never: string;
  readonly well: string;
  readonly failing: string;
  readonly waiting: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly overDays: (title: string, days: string) => string;
  readonly notes: Readonly<Record<"doubtful" | "refused" | "busy" | "unread", string>>;
  readonly refusedFor: (permission: string) => string;
  readonly allRead: (n: number) => string;
  readonly notRead: (failing: number, n: number) => string;
  readonly nothingRead: string;
  readonly notConnected: string;
  readonly someFail: (n: number) => string;
  readonly noReport: string;
  readonly stale: (day: string, age: number) => string;
  readonly fresh: (day: string) => string;
  readonly coverage: string;
  readonly licensed: (n: string) => string;
  readonly licensedUnknown: string;
  readonly coverageOf: (share: string) => string;
  readonly coverageUnknown: string;
  readonly about: (percent: number) => string;
  readonly shares: Readonly<Record<"nobody" | "few" | "nearly all", string>>;
  readonly refreshed: (day: string, age: number) => string;
  readonly weeks: (n: number) => string;
  readonly columns: (names: string) => string;
  readonly unknown: string;
  readonly nothingUnknown: string;
  readonly out: string;
  readonly outText: string;
  readonly outTable: string;
  readonly what: string;
  readonly newest: string;
  readonly weeksOut: string;
  readonly weeksLooked: string;
  readonly measures: Readonly<Record<Measure, string>>;
}

export const healthWords = wordsIn<HealthWords>(
  {
    page: "Data health",
    sources: "What is read, and whether it goes well",
    sourcesTable: "Sources",
    source: "Source",
    lastRead: "Last read without trouble",
    state: "How it stands",
    why: "Why",
    next: "Read again from",
    utc: "Times are in Coordinated Universal Time.",
    never: "Never",
    well: "Well",
    failing: "Not well",
    waiting: "Not read yet",
    titles: {
      licences: "Licences",
      people: "People",
      roles: "Grades and professions",
      members: "Pilot group",
      names: "Whether names are concealed",
      usage: "Usage report",
      totals: "Totals of the organisation",
      file: "Directory from a file",
    },
    overDays: (title, days) => `${title}, ${days} days`,
    notes: {
      doubtful: "Far fewer people came than before, so nobody was taken to have left",
      refused: "Microsoft refused it",
      busy: "Microsoft asked for patience",
      unread: "The answer couldn’t be read",
    },
    refusedFor: (permission) => `The permission ${permission} is missing`,
    allRead: (n) => `${n === 1 ? "The source was" : `All ${n} sources were`} last read without trouble.`,
    notRead: (failing, n) => `${failing} of ${n} sources can’t be read just now.`,
    nothingRead: "Nothing has been read yet.",
    notConnected:
      "No directory is connected, so who has Copilot and who uses it isn’t known. Time that staff report needs no source.",
    someFail: (n) =>
      `${n === 1 ? "One source" : `${n} sources`} can’t be read. Figures rest on what was read before.`,
    noReport: "No usage report has been read, so use isn’t known.",
    stale: (day, age) => `Usage is known up to ${day}, ${age} days ago. Later weeks can’t be told yet.`,
    fresh: (day) => `Usage is known up to ${day}, and every source was last read without trouble.`,
    coverage: "Whom the figures speak of",
    licensed: (n) => `About ${n} people have a Copilot licence.`,
    licensedUnknown: "It isn’t known who has a licence.",
    coverageOf: (share) => `Usage reports speak of ${share} of them.`,
    coverageUnknown: "It isn’t known of how many of them the usage reports speak.",
    about: (percent) => `about ${percent}%`,
    shares: { nobody: "none", few: "fewer than ten", "nearly all": "all or nearly all" },
    refreshed: (day, age) =>
      `The newest usage report is of ${day} (${age === 1 ? "1 day" : `${age} days`} ago).`,
    weeks: (n) => `${n === 1 ? "1 whole week has" : `${n} whole weeks have`} been read without a gap.`,
    columns: (names) => `Reports have columns that Uptake doesn’t know: ${names}.`,
    unknown: "What isn’t known, and why",
    nothingUnknown: "Nothing is missing for the figures that Uptake publishes.",
    out: "What is published",
    outText: "Weeks are published on the Tuesday after, and never change once they are out.",
    outTable: "Published of the last 12 weeks, for the whole organisation",
    what: "What",
    newest: "Newest week",
    weeksOut: "Weeks out",
    weeksLooked: "Of",
    measures: {
      "adoption/weekly": "Who used Copilot",
      "adoption/licences": "Who has a licence",
      "time-saved/minutes": "Time that staff reported",
      "time-saved/asked": "Who was asked about time",
    },
  },
  {
    page: "Iechyd y data",
    sources: "Yr hyn a ddarllenir, ac a yw’n mynd yn dda",
    sourcesTable: "Ffynonellau",
    source: "Ffynhonnell",
    lastRead: "Darllenwyd ddiwethaf heb drafferth",
    state: "Sut y mae",
    why: "Pam",
    next: "Darllenir eto o",
    utc: "Mae’r amserau mewn Amser Cyffredinol Cydlynedig.",
    never: "Byth",
    well: "Da",
    failing: "Nid yn dda",
    waiting: "Heb ei darllen eto",
    titles: {
      licences: "Trwyddedau",
      people: "Pobl",
      roles: "Graddau a phroffesiynau",
      members: "Grŵp peilot",
      names: "A yw enwau wedi’u cuddio",
      usage: "Adroddiad defnydd",
      totals: "Cyfansymiau’r sefydliad",
      file: "Cyfeiriadur o ffeil",
    },
    overDays: (title, days) => `${title}, ${days} diwrnod`,
    notes: {
      doubtful: "Daeth llawer llai o bobl nag o’r blaen, felly ni chymerwyd bod neb wedi gadael",
      refused: "Gwrthododd Microsoft",
      busy: "Gofynnodd Microsoft am amynedd",
      unread: "Ni ellid darllen yr ateb",
    },
    refusedFor: (permission) => `Mae’r caniatâd ${permission} ar goll`,
    allRead: (n) => `Darllenwyd pob ffynhonnell (${n}) ddiwethaf heb drafferth.`,
    notRead: (failing, n) => `Ni ellir darllen ${failing} o’r ${n} ffynhonnell ar hyn o bryd.`,
    nothingRead: "Does dim wedi’i ddarllen eto.",
    notConnected:
      "Nid oes cyfeiriadur wedi’i gysylltu, felly nid yw’n hysbys pwy sydd â Copilot na phwy sy’n ei ddefnyddio. Nid oes angen ffynhonnell ar yr amser y mae staff yn ei adrodd.",
    someFail: (n) =>
      `Ni ellir darllen ${n} ffynhonnell. Mae’r ffigurau’n seiliedig ar yr hyn a ddarllenwyd o’r blaen.`,
    noReport: "Nid oes adroddiad defnydd wedi’i ddarllen, felly nid yw defnydd yn hysbys.",
    stale: (day, age) =>
      `Mae defnydd yn hysbys hyd at ${day}, ${age} diwrnod yn ôl. Ni ellir dweud dim am wythnosau diweddarach eto.`,
    fresh: (day) =>
      `Mae defnydd yn hysbys hyd at ${day}, a darllenwyd pob ffynhonnell ddiwethaf heb drafferth.`,
    coverage: "Am bwy y mae’r ffigurau’n sôn",
    licensed: (n) => `Mae gan tua ${n} o bobl drwydded Copilot.`,
    licensedUnknown: "Nid yw’n hysbys pwy sydd â thrwydded.",
    coverageOf: (share) => `Mae adroddiadau defnydd yn sôn am ${share} ohonynt.`,
    coverageUnknown: "Nid yw’n hysbys am faint ohonynt y mae’r adroddiadau defnydd yn sôn.",
    about: (percent) => `tua ${percent}%`,
    shares: { nobody: "neb", few: "lai na deg", "nearly all": "bawb neu bron bawb" },
    refreshed: (day, age) => `Mae’r adroddiad defnydd diweddaraf o ${day} (${age} diwrnod yn ôl).`,
    weeks: (n) => `Darllenwyd ${n} wythnos gyfan heb fwlch.`,
    columns: (names) => `Mae gan adroddiadau golofnau nad yw Uptake yn eu hadnabod: ${names}.`,
    unknown: "Yr hyn nad yw’n hysbys, a pham",
    nothingUnknown: "Nid oes dim ar goll ar gyfer y ffigurau y mae Uptake yn eu cyhoeddi.",
    out: "Yr hyn a gyhoeddwyd",
    outText: "Cyhoeddir wythnosau ar y dydd Mawrth wedyn, ac nid ydynt byth yn newid ar ôl hynny.",
    outTable: "A gyhoeddwyd o’r 12 wythnos ddiwethaf, ar gyfer y sefydliad cyfan",
    what: "Beth",
    newest: "Wythnos ddiweddaraf",
    weeksOut: "Wythnosau allan",
    weeksLooked: "O",
    measures: {
      "adoption/weekly": "Pwy ddefnyddiodd Copilot",
      "adoption/licences": "Pwy sydd â thrwydded",
      "time-saved/minutes": "Amser a adroddodd staff",
      "time-saved/asked": "I bwy y gofynnwyd am amser",
    },
  },
);
