import { dayInWords, softDay } from "../../core/calendar.ts";
import { type Language, wordsIn } from "../../core/words.ts";
import type { Rate } from "./messages.ts";

const day = (monday: string) => dayInWords("en", monday);
type Command = [string, ...string[]];

// The casts say that commands have a first word, which help shows.
export const digestWords = wordsIn(
  {
    command: ["digest", "my digest", "team digest", "weekly digest"] as Command,
    does: "See how the group you lead is getting on with Copilot, and one thing worth doing",
    weeklyCommand: ["digest weekly", "digest every week", "digest on"] as Command,
    weeklyDoes: "Have the digest for people who lead a team every week",
    fortnightlyCommand: ["digest fortnightly", "digest every two weeks"] as Command,
    fortnightlyDoes: "Have it every two weeks",
    monthlyCommand: ["digest monthly", "digest every four weeks"] as Command,
    monthlyDoes: "Have it every four weeks",
    offCommand: ["digest off", "stop digest", "stop digests", "no digest"] as Command,
    offDoes: "Stop the digest, at once",

    title: (monday: string) => `Your group's week with Copilot: ${day(monday)}`,
    titleNow: "Your group's weeks with Copilot",
    useTitle: "Use",
    use: (monday: string, active: string, of: string, percent: string) =>
      `In the week of ${day(monday)}, about ${active} of ${of} people used Copilot: ${percent}%.`,
    hoursTitle: "Minutes staff reported",
    saved: (monday: string, hours: string) =>
      `In the week of ${day(monday)}, staff reported about ${hours} hours saved, with what took longer taken off.`,
    longer: (monday: string, hours: string) =>
      `In the week of ${day(monday)}, staff reported that work took about ${hours} hours longer, with what they saved taken off.`,
    response: (reporters: string, asked: string, percent: string) =>
      `About ${reporters} of ${asked} people who were asked reported (${percent}%), so it says nothing of the others.`,
    responseUnknown: (reporters: string) =>
      `About ${reporters} people reported. How many of this group were asked isn't out.`,

    wider: (levels: number | undefined) =>
      levels === undefined
        ? "This is the whole organisation, not your own group."
        : levels === 1
          ? "This is everybody below your manager, not your own group."
          : `This is everybody below the manager ${levels} levels above you, not your own group.`,
    whyWider:
      "Your own group can't be shown for this week: figures are of ten people or more, so that nobody can be made out in them.",

    stale: (monday: string) =>
      `Nothing newer is out since the week of ${day(monday)}, so nothing is said of a change.`,
    early: (weeks: number, takes: number) =>
      `Too early to say what is a change: ${weeks === 0 ? "no earlier week is" : weeks === 1 ? "one earlier week is" : `${weeks} earlier weeks are`} out, and it takes ${takes}.`,
    earlyResized: (takes: number) =>
      `Too early to say what is a change: people joined this group or left it, and it takes ${takes} weeks since then.`,
    noise: (low: string, high: string) =>
      `That is no change that can be told from chance: by themselves weeks vary between about ${low} and ${high}.`,
    changeWeek: (way: "up" | "down", low: string, high: string) =>
      `That is ${way === "up" ? "more" : "less"} than weeks vary by themselves, which is between about ${low} and ${high}. Something has changed; the figures don't say what.`,
    changeRun: (way: "up" | "down", mean: string) =>
      `Eight weeks in a row have been ${way === "up" ? "above" : "below"} what was usual before, about ${mean}. Something has changed; the figures don't say what.`,
    percent: (value: string) => `${value}%`,
    hours: (value: string) => (value === "1" ? "1 hour" : `${value} hours`),

    chartTitle: "People who used Copilot, of a hundred",
    chartWeek: "Week from",
    chartShare: "Of a hundred",
    chartLegend: "Used Copilot",
    chartText: (all: string) => `Of a hundred people used Copilot, by the week's Monday: ${all}.`,

    notOut: "Nothing of the last weeks is out yet. A week is out on the Tuesday after it ends.",
    tooFew:
      "Not enough to say: too few people are in it for any group to be shown. Figures are of ten people or more, so that nobody can be made out in them.",
    smallTitle: "Not enough to say this week",
    small:
      "No group that you are in can be shown yet. Figures are of ten people or more, so that nobody can be made out in them. That says nothing about how your people are doing: you can ask them, which is worth more than a figure.",
    smallHelps:
      "It helps when more people say what time Copilot saved or cost them: typing “log time” takes a few seconds.",

    storyTitle: "What a colleague told",
    todoTitle: "One thing worth doing this week",
    session:
      "Take twenty minutes of a team meeting to try one thing together. The outline is written: you only need a task of your own.",
    sessionButton: "Show the outline",
    share: "Share the story above where your team talks, and ask who has a task like it.",
    shareButton: "Show how to share it",
    thank: (isUp: boolean): string =>
      isUp
        ? "More people are using it. Thank everybody for trying, also those for whom it didn't work."
        : "Thank everybody for trying, also those for whom it didn't work: what doesn't work is worth knowing.",
    thankButton: "Show words to use",

    every: {
      weekly: "Every week",
      fortnightly: "Every two weeks",
      monthly: "Every four weeks",
      off: "Stop digests",
    } as Readonly<Record<Rate, string>>,
    why: "You get this because people report to you in your organisation's directory or staff list. Nobody is told whether you read it.",
    back: "Back to the digest",

    noLeadTitle: "Digests are for people who lead a team",
    noLead:
      "Nobody reports to you in the directory or staff list that I know of. Where that is wrong, it is put right there, and I read it again.",

    rateTitle: {
      weekly: "The digest comes every week",
      fortnightly: "The digest comes every two weeks",
      monthly: "The digest comes every four weeks",
      off: "Digests stopped",
    } as Readonly<Record<Rate, string>>,
    rateSaid:
      "It comes on Monday between 08:30 and 09:30 your time, or on your next working day, and never on a bank holiday, a privilege day or in your leave.",
    offSaid: "None comes any more. You can type “digest” to see one whenever you want.",
    showNow: "Show the newest one",

    setting: "Digest for people who lead a team",
    settingValue: {
      weekly: "Every week",
      fortnightly: "Every two weeks",
      monthly: "Every four weeks",
      off: "None",
    } as Readonly<Record<Rate, string>>,
    turnOn: "Get digests",
    turnOff: "Stop digests",
    kept: "Digests that were sent",
    keptValue: (n: number) => (n === 1 ? "1 digest" : `${n} digests`),

    shareTitle: "Share the story",
    shareHow:
      "I can't post in a channel by myself. Open the story, copy what you like about it, and ask the question below where your team talks.",
    shareWords:
      "“A colleague told this. Who has a task like it, and wants to try it this week? Check what comes out before you use it.”",
    shareRegular: (words: string) =>
      `If you want a story there each week, mention Uptake in the channel and write “${words}”.`,
    thankTitle: "Words to thank people",
    thankHow: "Change them so that they sound like you. Don't name anybody who hasn't said yes to that.",
    thankWords:
      "“Thank you to everybody who tried Copilot on something real in these weeks, and told us when it didn't help. Both save the rest of us time. If something went wrong, say so: nobody is judged by it.”",
    copy: "To copy",
    sessionIntro: "Twenty minutes, with one real task that everybody has and nothing above OFFICIAL in it.",
    plan: "Put it in the calendar",
  },
  {
    command: ["crynodeb", "fy nghrynodeb", "crynodeb tîm", "crynodeb wythnosol"] as Command,
    does: "Gweld sut mae'r grŵp rydych chi'n ei arwain yn dod ymlaen gyda Copilot, ac un peth gwerth ei wneud",
    weeklyCommand: ["crynodeb bob wythnos", "dechrau crynodeb"] as Command,
    weeklyDoes: "Cael y crynodeb i bobl sy'n arwain tîm bob wythnos",
    fortnightlyCommand: ["crynodeb bob pythefnos"] as Command,
    fortnightlyDoes: "Ei gael bob pythefnos",
    monthlyCommand: ["crynodeb bob pedair wythnos", "crynodeb misol"] as Command,
    monthlyDoes: "Ei gael bob pedair wythnos",
    offCommand: ["stopio crynodeb", "dim crynodeb"] as Command,
    offDoes: "Stopio'r crynodeb, ar unwaith",

    title: (monday: string) => `Wythnos eich grŵp gyda Copilot: ${dayInWords("cy", monday)}`,
    titleNow: "Wythnosau eich grŵp gyda Copilot",
    useTitle: "Defnydd",
    use: (monday: string, active: string, of: string, percent: string) =>
      `Yn yr wythnos o ${softDay(monday)}, defnyddiodd tua ${active} o ${of} o bobl Copilot: ${percent}%.`,
    hoursTitle: "Munudau a gofnododd staff",
    saved: (monday: string, hours: string) =>
      `Yn yr wythnos o ${softDay(monday)}, cofnododd staff tua ${hours} awr wedi'u harbed, ar ôl tynnu'r hyn a gymerodd yn hirach.`,
    longer: (monday: string, hours: string) =>
      `Yn yr wythnos o ${softDay(monday)}, cofnododd staff fod gwaith wedi cymryd tua ${hours} awr yn hirach, ar ôl tynnu'r hyn a arbedwyd.`,
    response: (reporters: string, asked: string, percent: string) =>
      `Cofnododd tua ${reporters} o'r ${asked} o bobl y gofynnwyd iddynt (${percent}%), felly nid yw'n dweud dim am y lleill.`,
    responseUnknown: (reporters: string) =>
      `Cofnododd tua ${reporters} o bobl. Nid yw'n hysbys i faint o'r grŵp hwn y gofynnwyd.`,

    wider: (levels: number | undefined) =>
      levels === undefined
        ? "Y sefydliad cyfan yw hwn, nid eich grŵp chi eich hun."
        : levels === 1
          ? "Pawb o dan eich rheolwr yw hwn, nid eich grŵp chi eich hun."
          : `Pawb o dan y rheolwr ${levels} lefel uwch eich pen yw hwn, nid eich grŵp chi eich hun.`,
    whyWider:
      "Ni ellir dangos eich grŵp chi eich hun ar gyfer yr wythnos hon: mae ffigurau'n cynnwys deg o bobl neu fwy, fel na ellir adnabod neb ynddynt.",

    stale: (monday: string) =>
      `Nid oes dim mwy newydd allan ers yr wythnos o ${softDay(monday)}, felly ni ddywedir dim am newid.`,
    early: (weeks: number, takes: number) =>
      `Mae'n rhy gynnar i ddweud beth sy'n newid: ${weeks === 0 ? "nid oes wythnos gynharach" : `mae ${weeks} wythnos gynharach`} ar gael, ac mae angen ${takes}.`,
    earlyResized: (takes: number) =>
      `Mae'n rhy gynnar i ddweud beth sy'n newid: ymunodd pobl â'r grŵp hwn neu ei adael, ac mae angen ${takes} wythnos ers hynny.`,
    noise: (low: string, high: string) =>
      `Nid yw hwnnw'n newid y gellir ei wahaniaethu oddi wrth hap: ohonynt eu hunain mae wythnosau'n amrywio rhwng tua ${low} a ${high}.`,
    changeWeek: (way: "up" | "down", low: string, high: string) =>
      `Mae hynny'n ${way === "up" ? "fwy" : "llai"} nag y mae wythnosau'n amrywio ohonynt eu hunain, sef rhwng tua ${low} a ${high}. Mae rhywbeth wedi newid; nid yw'r ffigurau'n dweud beth.`,
    changeRun: (way: "up" | "down", mean: string) =>
      `Mae wyth wythnos yn olynol wedi bod ${way === "up" ? "yn uwch" : "yn is"} na'r hyn oedd yn arferol o'r blaen, tua ${mean}. Mae rhywbeth wedi newid; nid yw'r ffigurau'n dweud beth.`,
    percent: (value: string) => `${value}%`,
    hours: (value: string) => `${value} awr`,

    chartTitle: "Pobl a ddefnyddiodd Copilot, o bob cant",
    chartWeek: "Wythnos o",
    chartShare: "O bob cant",
    chartLegend: "Defnyddiodd Copilot",
    chartText: (all: string) =>
      `O bob cant o bobl a ddefnyddiodd Copilot, yn ôl dydd Llun yr wythnos: ${all}.`,

    notOut:
      "Nid oes dim o'r wythnosau diwethaf allan eto. Daw wythnos allan ar y dydd Mawrth ar ôl iddi ddod i ben.",
    tooFew:
      "Dim digon i'w ddweud: mae rhy ychydig o bobl ynddo i ddangos unrhyw grŵp. Mae ffigurau'n cynnwys deg o bobl neu fwy, fel na ellir adnabod neb ynddynt.",
    smallTitle: "Dim digon i'w ddweud yr wythnos hon",
    small:
      "Ni ellir dangos unrhyw grŵp rydych chi ynddo eto. Mae ffigurau'n cynnwys deg o bobl neu fwy, fel na ellir adnabod neb ynddynt. Nid yw hynny'n dweud dim am sut mae eich pobl yn dod ymlaen: gallwch ofyn iddynt, ac mae hynny'n werth mwy na ffigur.",
    smallHelps:
      "Mae'n helpu pan fydd mwy o bobl yn dweud pa amser a arbedodd neu a gostiodd Copilot iddynt: mae teipio “cofnodi amser” yn cymryd ychydig eiliadau.",

    storyTitle: "Yr hyn a ddywedodd cydweithiwr",
    todoTitle: "Un peth gwerth ei wneud yr wythnos hon",
    session:
      "Cymerwch ugain munud o gyfarfod tîm i roi cynnig ar un peth gyda'ch gilydd. Mae'r amlinelliad wedi'i ysgrifennu: dim ond tasg eich hun sydd ei hangen.",
    sessionButton: "Dangos yr amlinelliad",
    share: "Rhannwch y stori uchod lle mae eich tîm yn siarad, a gofynnwch pwy sydd â thasg debyg.",
    shareButton: "Dangos sut i'w rhannu",
    thank: (isUp: boolean): string =>
      isUp
        ? "Mae mwy o bobl yn ei ddefnyddio. Diolchwch i bawb am roi cynnig arni, gan gynnwys y rhai na weithiodd iddynt."
        : "Diolchwch i bawb am roi cynnig arni, gan gynnwys y rhai na weithiodd iddynt: mae'n werth gwybod beth nad yw'n gweithio.",
    thankButton: "Dangos geiriau i'w defnyddio",

    every: {
      weekly: "Bob wythnos",
      fortnightly: "Bob pythefnos",
      monthly: "Bob pedair wythnos",
      off: "Stopio crynodebau",
    } as Readonly<Record<Rate, string>>,
    why: "Rydych yn cael hwn am fod pobl yn adrodd i chi yng nghyfeiriadur neu restr staff eich sefydliad. Ni ddywedir wrth neb a ydych yn ei ddarllen.",
    back: "Yn ôl at y crynodeb",

    noLeadTitle: "Mae crynodebau i bobl sy'n arwain tîm",
    noLead:
      "Nid oes neb yn adrodd i chi yn y cyfeiriadur neu'r rhestr staff y gwn amdanynt. Lle mae hynny'n anghywir, caiff ei gywiro yno, ac rwy'n ei ddarllen eto.",

    rateTitle: {
      weekly: "Daw'r crynodeb bob wythnos",
      fortnightly: "Daw'r crynodeb bob pythefnos",
      monthly: "Daw'r crynodeb bob pedair wythnos",
      off: "Crynodebau wedi'u stopio",
    } as Readonly<Record<Rate, string>>,
    rateSaid:
      "Daw ddydd Llun rhwng 08:30 a 09:30 yn eich amser chi, neu ar eich diwrnod gwaith nesaf, a byth ar ŵyl banc, diwrnod braint nac yn ystod eich gwyliau.",
    offSaid: "Ni ddaw un eto. Gallwch deipio “crynodeb” i weld un pryd bynnag y mynnwch.",
    showNow: "Dangos yr un diweddaraf",

    setting: "Crynodeb i bobl sy'n arwain tîm",
    settingValue: {
      weekly: "Bob wythnos",
      fortnightly: "Bob pythefnos",
      monthly: "Bob pedair wythnos",
      off: "Dim",
    } as Readonly<Record<Rate, string>>,
    turnOn: "Cael crynodebau",
    turnOff: "Stopio crynodebau",
    kept: "Crynodebau a anfonwyd",
    keptValue: (n: number) => (n === 1 ? "1 crynodeb" : `${n} o grynodebau`),

    shareTitle: "Rhannu'r stori",
    shareHow:
      "Ni allaf bostio mewn sianel ar fy mhen fy hun. Agorwch y stori, copïwch yr hyn rydych yn ei hoffi, a gofynnwch y cwestiwn isod lle mae eich tîm yn siarad.",
    shareWords:
      "“Dywedodd cydweithiwr hyn. Pwy sydd â thasg debyg, ac sydd am roi cynnig arni yr wythnos hon? Gwiriwch yr hyn a ddaw allan cyn ei ddefnyddio.”",
    shareRegular: (words: string) =>
      `Os ydych am gael stori yno bob wythnos, soniwch am Uptake yn y sianel ac ysgrifennwch “${words}”.`,
    thankTitle: "Geiriau i ddiolch i bobl",
    thankHow: "Newidiwch nhw fel eu bod yn swnio fel chi. Peidiwch ag enwi neb nad yw wedi cytuno i hynny.",
    thankWords:
      "“Diolch i bawb a roddodd gynnig ar Copilot ar rywbeth go iawn yn yr wythnosau hyn, ac a ddywedodd wrthym pan nad oedd yn helpu. Mae'r ddau'n arbed amser i'r gweddill ohonom. Os aeth rhywbeth o'i le, dywedwch: nid oes neb yn cael ei farnu amdano.”",
    copy: "I'w gopïo",
    sessionIntro: "Ugain munud, gydag un dasg go iawn sydd gan bawb a dim uwchlaw OFFICIAL ynddi.",
    plan: "Ei roi yn y calendr",
  },
);

/** An outline of twenty minutes, with nothing to prepare but a task. */
export interface Outline {
  readonly title: string;
  readonly steps: readonly string[];
}

export const outlines: (language: Language) => readonly Outline[] = wordsIn<readonly Outline[]>(
  [
    {
      title: "One task, everybody's way",
      steps: [
        "2 minutes: pick one small task that most of you do every week.",
        "6 minutes: everybody asks Copilot for it in their own words.",
        "6 minutes: two people show what they asked and what came out. What had to be put right?",
        "4 minutes: agree on the words that worked best, and on what to check each time.",
        "2 minutes: who tries it for real before the next meeting?",
      ],
    },
    {
      title: "Find the mistake",
      steps: [
        "3 minutes: take a document that everybody knows, and ask Copilot to summarise it.",
        "7 minutes: in pairs, set the summary beside the document. What is wrong, missing or made up?",
        "6 minutes: collect what you found. What kinds of mistakes are they?",
        "4 minutes: write down three things that your team always checks.",
      ],
    },
    {
      title: "What would you hand over?",
      steps: [
        "4 minutes: everybody writes down two tasks they would gladly do faster, and one they want to keep doing themselves.",
        "6 minutes: collect them. Which come up more than once?",
        "8 minutes: try one of them together, on one screen.",
        "2 minutes: say what worked and what didn't. Both are worth telling as a story.",
      ],
    },
  ],
  [
    {
      title: "Un dasg, ffordd pawb",
      steps: [
        "2 funud: dewiswch un dasg fach y mae'r rhan fwyaf ohonoch yn ei gwneud bob wythnos.",
        "6 munud: mae pawb yn gofyn i Copilot amdani yn eu geiriau eu hunain.",
        "6 munud: mae dau berson yn dangos yr hyn a ofynnwyd a'r hyn a ddaeth allan. Beth oedd angen ei gywiro?",
        "4 munud: cytunwch ar y geiriau a weithiodd orau, ac ar yr hyn i'w wirio bob tro.",
        "2 funud: pwy sy'n rhoi cynnig arni go iawn cyn y cyfarfod nesaf?",
      ],
    },
    {
      title: "Dod o hyd i'r camgymeriad",
      steps: [
        "3 munud: cymerwch ddogfen y mae pawb yn ei hadnabod, a gofynnwch i Copilot ei chrynhoi.",
        "7 munud: mewn parau, rhowch y crynodeb wrth ochr y ddogfen. Beth sy'n anghywir, ar goll neu wedi'i ddyfeisio?",
        "6 munud: casglwch yr hyn a gawsoch. Pa fathau o gamgymeriadau ydyn nhw?",
        "4 munud: ysgrifennwch dri pheth y mae eich tîm bob amser yn eu gwirio.",
      ],
    },
    {
      title: "Beth fyddech chi'n ei drosglwyddo?",
      steps: [
        "4 munud: mae pawb yn ysgrifennu dwy dasg y byddent yn falch o'u gwneud yn gyflymach, ac un y maent am barhau i'w gwneud eu hunain.",
        "6 munud: casglwch nhw. Pa rai sy'n codi fwy nag unwaith?",
        "8 munud: rhowch gynnig ar un ohonynt gyda'ch gilydd, ar un sgrin.",
        "2 funud: dywedwch beth weithiodd a beth na wnaeth. Mae'r ddau'n werth eu hadrodd fel stori.",
      ],
    },
  ],
);
