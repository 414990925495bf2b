import { dayInWords, softDay } from "../../core/calendar.ts";
import type { MonthSection } from "../../core/digest.ts";
import { type Language, wordsIn } from "../../core/words.ts";

type Command = [string, ...string[]];

const months: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }),
  cy: new Intl.DateTimeFormat("cy", { month: "long", year: "numeric", timeZone: "UTC" }),
};
/** "November 2026" of "2026-11". */
export const monthInWords = (language: Language, name: string): string =>
  months[language].format(new Date(`${name}-15T00:00:00Z`));

// The casts say that commands have a first word, which help shows.
export const monthWords = wordsIn(
  {
    command: ["monthly digest", "digest of the month"] as Command,
    does: "For those who measure: the month by department, and what tips did",
    offCommand: ["monthly digest off", "stop monthly digest"] as Command,
    offDoes: "Stop the monthly digest, at once",
    onCommand: ["monthly digest on"] as Command,
    onDoes: "Have the monthly digest",
    title: (month: string) => `${month}, across your organisation`,
    useTitle: "Departments side by side",
    use: (monday: string) =>
      `People who used Copilot in the week of ${dayInWords("en", monday)}, of those whose use is known. Departments stand by their names: this is no ranking, as what they do differs.`,
    useNone: "Nothing of this month is out yet.",
    whole: "Whole organisation",
    share: (active: string, of: string, percent: string) => `${percent}%: about ${active} of ${of}`,
    hidden: "not shown, so that nobody can be made out",
    more: (n: number) => `${n} more departments stand in the tab.`,
    sections: {
      hours: "Hours staff reported",
      nudges: "What tips did",
      spread: "What spread",
      stalled: "What stalled",
      health: "Where the figures come from",
    } as Readonly<Record<MonthSection, string>>,
    nothing: {
      hours: "Not enough to say: too few people reported in this month.",
      nudges: "No evaluation ended, so nothing is known of what tips did.",
      spread: "Nothing that could be shown spread beyond where it began.",
      stalled: "Nothing waits longer than was promised.",
      health: "Nothing else is known.",
    } as Readonly<Record<MonthSection, string>>,
    noDirectory: "The organisation's directory isn't read, so who has Copilot isn't known.",
    noReport: "No usage report was read, so who uses Copilot isn't known.",
    concealed: "Names are concealed in the usage reports, so use can't be told of any group.",
    stale: (day: string, days: number) =>
      `The newest usage report is of ${dayInWords("en", day)}, ${days} days ago. What came later isn't known; it isn't nought.`,
    fresh: (day: string) => `The newest usage report is of ${dayInWords("en", day)}.`,
    why: "You get this because you have the role of those who measure. It comes once the month is out, on the first day on which you work after that: weeks are out on the Tuesday after they end.",
    stop: "Stop these",
    again: "Get these again",
    offTitle: "Monthly digests stopped",
    offSaid: "None comes any more. You can type “monthly digest” to see one whenever you want.",
    onTitle: "The monthly digest comes again",
    onSaid:
      "It comes between 08:30 and 09:30 your time, on the first day on which you work once the month is out: weeks are out on the Tuesday after they end.",
    noRoleTitle: "The monthly digest is for those who measure",
    noRole: "Whoever runs Uptake gives that role. What people told and tried, everybody can read.",
    showNow: "Show the newest month",
    setting: "Monthly digest for those who measure",
    on: "On",
    off: "Off",
  },
  {
    command: ["crynodeb y mis", "crynodeb o'r mis"] as Command,
    does: "I'r rhai sy'n mesur: y mis fesul adran, a'r hyn a wnaeth awgrymiadau",
    offCommand: ["stopio crynodeb y mis"] as Command,
    offDoes: "Stopio crynodeb y mis, ar unwaith",
    onCommand: ["dechrau crynodeb y mis"] as Command,
    onDoes: "Cael crynodeb y mis",
    title: (month: string) => `${month}, ar draws eich sefydliad`,
    useTitle: "Adrannau ochr yn ochr",
    use: (monday: string) =>
      `Pobl a ddefnyddiodd Copilot yn yr wythnos o ${softDay(monday)}, o'r rhai y mae eu defnydd yn hysbys. Mae adrannau yn ôl eu henwau: nid tabl cynghrair yw hwn, gan fod eu gwaith yn wahanol.`,
    useNone: "Nid oes dim o'r mis hwn allan eto.",
    whole: "Y sefydliad cyfan",
    share: (active: string, of: string, percent: string) => `${percent}%: tua ${active} o ${of}`,
    hidden: "heb ei ddangos, fel na ellir adnabod neb",
    more: (n: number) => `Mae ${n} adran arall yn y tab.`,
    sections: {
      hours: "Oriau a gofnododd staff",
      nudges: "Yr hyn a wnaeth awgrymiadau",
      spread: "Yr hyn a ledodd",
      stalled: "Yr hyn a arafodd",
      health: "O ble y daw'r ffigurau",
    } as Readonly<Record<MonthSection, string>>,
    nothing: {
      hours: "Dim digon i'w ddweud: cofnododd rhy ychydig o bobl yn y mis hwn.",
      nudges: "Ni ddaeth gwerthusiad i ben, felly nid oes dim yn hysbys am yr hyn a wnaeth awgrymiadau.",
      spread: "Ni ledodd dim y gellid ei ddangos y tu hwnt i'r lle y dechreuodd.",
      stalled: "Nid oes dim yn aros yn hirach nag a addawyd.",
      health: "Nid oes dim arall yn hysbys.",
    } as Readonly<Record<MonthSection, string>>,
    noDirectory: "Ni ddarllenir cyfeiriadur y sefydliad, felly nid yw'n hysbys pwy sydd â Copilot.",
    noReport: "Ni ddarllenwyd adroddiad defnydd, felly nid yw'n hysbys pwy sy'n defnyddio Copilot.",
    concealed:
      "Mae enwau wedi'u cuddio yn yr adroddiadau defnydd, felly ni ellir dweud dim am ddefnydd unrhyw grŵp.",
    stale: (day: string, days: number) =>
      `Mae'r adroddiad defnydd diweddaraf o ${softDay(day)}, ${days} diwrnod yn ôl. Nid yw'r hyn a ddaeth wedyn yn hysbys; nid sero ydyw.`,
    fresh: (day: string) => `Mae'r adroddiad defnydd diweddaraf o ${softDay(day)}.`,
    why: "Rydych yn cael hwn am fod gennych rôl y rhai sy'n mesur. Daw unwaith y bydd y mis allan, ar y diwrnod cyntaf yr ydych yn gweithio ar ôl hynny: daw wythnosau allan ar y dydd Mawrth ar ôl iddynt ddod i ben.",
    stop: "Stopio'r rhain",
    again: "Cael y rhain eto",
    offTitle: "Crynodebau misol wedi'u stopio",
    offSaid: "Ni ddaw un eto. Gallwch deipio “crynodeb y mis” i weld un pryd bynnag y mynnwch.",
    onTitle: "Daw crynodeb y mis eto",
    onSaid:
      "Daw rhwng 08:30 a 09:30 yn eich amser chi, ar y diwrnod cyntaf yr ydych yn gweithio unwaith y bydd y mis allan: daw wythnosau allan ar y dydd Mawrth ar ôl iddynt ddod i ben.",
    noRoleTitle: "Mae crynodeb y mis i'r rhai sy'n mesur",
    noRole:
      "Pwy bynnag sy'n rhedeg Uptake sy'n rhoi'r rôl honno. Gall pawb ddarllen yr hyn a ddywedodd ac a brofodd pobl.",
    showNow: "Dangos y mis diweddaraf",
    setting: "Crynodeb misol i'r rhai sy'n mesur",
    on: "Ymlaen",
    off: "I ffwrdd",
  },
);
