import { type Day, dayInWords, softDay } from "../../core/calendar.ts";
import { wordsIn } from "../../core/words.ts";
import type { ChoiceProblem } from "./rules.ts";

export const welcomeWords = wordsIn(
  {
    hello: ["hello", "hi", "hey", "start", "good morning", "welcome"] as [string, ...string[]],
    helloDoes: "Hear again who I am and what I keep",
    help: ["help", "what can you do", "commands", "menu"] as [string, ...string[]],
    helpDoes: "See what you can say to me",
    settingsPage: "Settings",
    settings: [
      "settings",
      "set up",
      "setup",
      "preferences",
      "change settings",
      "language",
      "change language",
      "change my language",
    ] as [string, ...string[]],
    settingsDoes: "Change your language, days, times and more",
    toWelsh: [
      "welsh",
      "cymraeg",
      "in welsh",
      "speak welsh",
      "welsh please",
      "switch to welsh",
      "change to welsh",
      "change language to welsh",
      "change my language to welsh",
    ] as [string, ...string[]],
    toWelshDoes: "Have everything in Welsh from now on",
    toEnglish: [
      "english",
      "in english",
      "speak english",
      "english please",
      "switch to english",
      "change to english",
      "change language to english",
      "change my language to english",
    ] as [string, ...string[]],
    toEnglishDoes: "Have everything in English from now on",

    title: "Hello, I'm Uptake",
    who: "I help you get some use out of Microsoft 365 Copilot. About once a week I send one short tip, and I take down the time you say it saved or cost you.",
    keepTitle: "What I keep",
    keep: "What you tell me: your language, profession, grade, apps, working days, days and times for tips, bank holidays, time zone and leave. The tips I sent you, with your answers. The time you report, with any note. The stories you tell and the experiments you take part in. The last day you wrote, and where to reach you in Teams. If there is a staff list: your department and your manager's id. If your organisation lets me read its directory and its reports: your job title and office, whether you have a Copilot licence, and on which days you used Copilot in which app, never what you asked it. I keep it until you erase it. I don't read your files, mail or chats.",
    seeTitle: "Who can see it",
    see: "Nobody but you. Not your manager, and nobody else. Colleagues read only what you tell for them: a story or an experiment. Figures are of groups of ten people or more. Type “my data” to see, correct, download or erase it.",
    stopTitle: "How to stop",
    stop: "Type “stop tips” at any time. It works at once.",
    setUp: "Set me up",
    skip: "Skip",
    inWelsh: "Cymraeg",

    switchedTitle: "English from now on",
    switched: "Tips, cards and answers come in English. For Welsh, type or press “Cymraeg”.",

    setUpTitle: "Set up in a minute",
    setUpIntro: "All of it is optional, and you can change it later by typing “settings”.",
    settingsTitle: "Settings",
    language: "Language",
    languages: { en: "English", cy: "Cymraeg (draft)" },
    profession: "Your profession",
    grade: "Your grade",
    apps: "Where you use Copilot most",
    nudgeDays: "Days I may send a tip",
    from: "Not before",
    until: "Not after",
    workingDays: "Days you work",
    nation: "Whose bank holidays you keep",
    nations: {
      "england-and-wales": "England and Wales",
      scotland: "Scotland",
      "northern-ireland": "Northern Ireland",
    },
    zone: "Your time zone",
    awayFrom: "On leave from (optional)",
    awayUntil: "On leave until (optional)",
    rather: "I'd rather not say",
    save: "Save",

    problemsTitle: "Please check these",
    problems: {
      window: "The times must be at least half an hour apart, the earlier one first.",
      away: "Leave needs a first day, and its last day can't come before it.",
      "working-days": "Choose at least one day you work.",
      "tip-days": "At least one day for tips must be a day you work. Choose none if you want no tips.",
      zone: "Choose a time zone from the list.",
    } satisfies Record<ChoiceProblem, string>,

    doneTitle: "You're set up",
    done: (days: string, from: string, until: string) =>
      `Your days for tips are ${days}, between ${from} and ${until}. Type “settings” to change anything.`,
    doneNoDays: "You chose no days for tips, so I won't send any. Type “settings” to change that.",
    skippedTitle: "That's fine",
    skipped: "I've left everything as it is.",
    tryTitle: "You could try",
    try: "“saved 20 minutes on an email with Copilot in Outlook”, or “give me a tip” for a tip now.",

    helpMore: "Everything else you can say",
    helpTitle: "What you can say",
    helpSentence:
      "Or tell me in your own words: “took 10 minutes longer, had to fix the summary”, or “I'm away until Monday”.",

    puzzledTitle: "I didn't follow that",
    meant: "Did you mean one of these?",
    puzzled: "Type “help” to see what I understand, or tell me how long something took with Copilot.",
    nothing: "I can only read text. Pictures, files and stickers I leave alone.",
    outdatedTitle: "That card is out of date",
    outdated: "It comes from an earlier version of me, so I left everything as it was. These still work:",
    refusedTitle: "I haven't kept that",

    groupTitle: "Hello, I'm Uptake",
    group:
      "I work one to one, so that what people tell me stays with them. In a group I only say who I am: I don't read the conversation, and I keep nothing from it.",
    groupHow:
      "Open a chat with me to get tips on Microsoft 365 Copilot and note the time it saves or costs you.",
    groupAsk: "I post here only what somebody here asks for. To ask, mention me and say:",
    groupOffer: (words: string, does: string) => `“${words}”: ${does}`,
    stoppedTitle: "Stopped",
    stopped: "Nothing more comes here, unless somebody asks for it again.",
    nothingToStopTitle: "There is nothing to stop",
    nothingToStop: "Nobody has asked for anything to come here, so I post nothing.",
    outsiderTitle: "Not kept",
    outsider:
      "Only members of the organisation that this team or chat belongs to can ask for that. Anyone here can stop it.",
    strangerTitle: "I can't tell who you are",
    stranger:
      "I only work for people with an account in this organisation, so I kept nothing of what you wrote.",

    unknownTitle: "I keep nothing about you",
    unknown:
      "That card is from before I forgot you, so pressing it did nothing. Type “hello” if you want to start again.",

    awayTitle: (back: Day) => `You're away; back on ${dayInWords("en", back)}`,
    awayFirst: "First day away",
    awayLast: "Last day away",
    awayNote: "I'll send you nothing by myself on those days. Not what you meant? Press “Change”.",
    awayInstead: (from: Day, until: Day) =>
      `It stands in place of the leave from ${dayInWords("en", from)} to ${dayInWords("en", until)}.`,
    backTitle: "Welcome back",
    backNote: "You're no longer marked as away.",
    notAwayTitle: "You aren't marked as away today",
    notAway: "I left everything as it was.",
    leaveAhead: (from: Day, until: Day) =>
      `You told me of leave from ${dayInWords("en", from)} to ${dayInWords("en", until)}; that stays.`,
    changedTitle: "Your leave was changed since",
    undoneTitle: "Undone",
    undone: "Your leave is as it was before.",
    noLeave: "You have no leave set.",
    undo: "Undo",
    change: "Change",

    none: "Not said",
    department: "Your department, from the staff list",
    manager: "Your manager's id, from the staff list",
    heardOn: "The last day you wrote to me or pressed a button",
    place: "Where this chat is, so that I can write to you",
    placeValue: "Kept until you erase it or remove me",
  },
  {
    hello: ["helo", "shwmae", "su mae", "bore da", "dechrau"],
    helloDoes: "Clywed eto pwy ydw i a beth rwy'n ei gadw",
    help: ["cymorth", "help llaw", "beth allwch chi ei wneud"],
    helpDoes: "Gweld beth allwch chi ei ddweud wrthyf",
    settingsPage: "Gosodiadau",
    settings: ["gosodiadau", "newid gosodiadau", "iaith", "newid iaith", "newid fy iaith"],
    settingsDoes: "Newid eich iaith, dyddiau, amseroedd a mwy",
    toWelsh: [
      "cymraeg",
      "yn gymraeg",
      "cymraeg plîs",
      "cymraeg os gwelwch yn dda",
      "siarad cymraeg",
      "newid i'r gymraeg",
      "newid fy iaith i'r gymraeg",
    ],
    toWelshDoes: "Cael popeth yn Gymraeg o hyn ymlaen",
    toEnglish: [
      "saesneg",
      "english",
      "yn saesneg",
      "siarad saesneg",
      "newid i'r saesneg",
      "newid fy iaith i'r saesneg",
    ],
    toEnglishDoes: "Cael popeth yn Saesneg o hyn ymlaen",

    title: "Helo, Uptake ydw i",
    who: "Rwy'n eich helpu i gael rhywfaint o ddefnydd o Microsoft 365 Copilot. Tuag unwaith yr wythnos rwy'n anfon un awgrym byr, ac rwy'n nodi'r amser y dywedwch ei fod wedi'i arbed neu ei gostio i chi.",
    keepTitle: "Beth rwy'n ei gadw",
    keep: "Yr hyn a ddywedwch wrthyf: eich iaith, proffesiwn, gradd, apiau, dyddiau gwaith, dyddiau ac amseroedd ar gyfer awgrymiadau, gwyliau banc, parth amser a gwyliau. Yr awgrymiadau a anfonais atoch, gyda'ch atebion. Yr amser rydych yn ei adrodd, gydag unrhyw nodyn. Y straeon a adroddwch a'r arbrofion y cymerwch ran ynddynt. Y diwrnod diwethaf i chi ysgrifennu ataf, a ble i'ch cyrraedd yn Teams. Os oes rhestr staff: eich adran a rhif adnabod eich rheolwr. Os yw eich sefydliad yn gadael i mi ddarllen ei gyfeiriadur a'i adroddiadau: teitl eich swydd a'ch swyddfa, a oes gennych drwydded Copilot, ac ar ba ddyddiau y gwnaethoch ddefnyddio Copilot ym mha ap, byth yr hyn a ofynnoch iddo. Rwy'n ei gadw nes i chi ei ddileu. Dydw i ddim yn darllen eich ffeiliau, eich post na'ch sgyrsiau.",
    seeTitle: "Pwy sy'n gallu ei weld",
    see: "Neb ond chi. Nid eich rheolwr, na neb arall. Dim ond yr hyn a ddywedwch ar eu cyfer y mae cydweithwyr yn ei ddarllen: stori neu arbrawf. Mae ffigurau am grwpiau o ddeg o bobl neu fwy. Teipiwch “fy nata” i'w weld, ei gywiro, ei lawrlwytho neu ei ddileu.",
    stopTitle: "Sut i stopio",
    stop: "Teipiwch “stopio awgrymiadau” unrhyw bryd. Mae'n gweithio ar unwaith.",
    setUp: "Gosod popeth",
    skip: "Neidio heibio",
    inWelsh: "English",

    switchedTitle: "Cymraeg o hyn ymlaen",
    switched:
      "Bydd awgrymiadau, cardiau ac atebion yn Gymraeg. I fynd yn ôl i'r Saesneg, teipiwch neu pwyswch “English”.",

    setUpTitle: "Gosod popeth mewn munud",
    setUpIntro: "Mae'r cyfan yn ddewisol, a gallwch ei newid wedyn drwy deipio “gosodiadau”.",
    settingsTitle: "Gosodiadau",
    language: "Iaith",
    languages: { en: "English", cy: "Cymraeg (drafft)" },
    profession: "Eich proffesiwn",
    grade: "Eich gradd",
    apps: "Ble rydych yn defnyddio Copilot fwyaf",
    nudgeDays: "Dyddiau y caf anfon awgrym",
    from: "Ddim cyn",
    until: "Ddim ar ôl",
    workingDays: "Dyddiau rydych yn gweithio",
    nation: "Gwyliau banc pa wlad rydych yn eu cadw",
    nations: {
      "england-and-wales": "Cymru a Lloegr",
      scotland: "Yr Alban",
      "northern-ireland": "Gogledd Iwerddon",
    },
    zone: "Eich parth amser",
    awayFrom: "Ar wyliau o (dewisol)",
    awayUntil: "Ar wyliau tan (dewisol)",
    rather: "Mae'n well gen i beidio â dweud",
    save: "Cadw",

    problemsTitle: "Gwiriwch y rhain",
    problems: {
      window: "Rhaid i'r amseroedd fod o leiaf hanner awr ar wahân, yr un cynharaf yn gyntaf.",
      away: "Mae angen diwrnod cyntaf ar wyliau, ac ni all y diwrnod olaf ddod o'i flaen.",
      "working-days": "Dewiswch o leiaf un diwrnod rydych yn gweithio.",
      "tip-days":
        "Rhaid i o leiaf un diwrnod ar gyfer awgrymiadau fod yn ddiwrnod rydych yn gweithio. Peidiwch â dewis yr un os nad ydych am gael awgrymiadau.",
      zone: "Dewiswch barth amser o'r rhestr.",
    },

    doneTitle: "Mae popeth wedi'i osod",
    done: (days, from, until) =>
      `Eich dyddiau ar gyfer awgrymiadau yw ${days}, rhwng ${from} a ${until}. Teipiwch “gosodiadau” i newid unrhyw beth.`,
    doneNoDays:
      "Ni ddewisoch unrhyw ddyddiau ar gyfer awgrymiadau, felly anfonaf i ddim. Teipiwch “gosodiadau” i newid hynny.",
    skippedTitle: "Popeth yn iawn",
    skipped: "Rwyf wedi gadael popeth fel y mae.",
    tryTitle: "Gallech roi cynnig ar",
    try: "“arbedais i 20 munud ar e-bost gyda Copilot yn Outlook”, neu “awgrym i mi” i gael awgrym nawr.",

    helpMore: "Popeth arall y gallwch ei ddweud",
    helpTitle: "Beth allwch chi ei ddweud",
    helpSentence:
      "Neu dywedwch wrthyf yn eich geiriau eich hun: “cymerodd 10 munud yn hirach, roedd rhaid trwsio'r crynodeb”, neu “dwi i ffwrdd tan ddydd Llun”.",

    puzzledTitle: "Ddeallais i mo hynny",
    meant: "Ai un o'r rhain oeddech chi'n ei feddwl?",
    puzzled:
      "Teipiwch “cymorth” i weld beth rwy'n ei ddeall, neu dywedwch wrthyf faint o amser a gymerodd rhywbeth gyda Copilot.",
    nothing: "Dim ond testun y gallaf ei ddarllen. Rwy'n gadael llonydd i luniau, ffeiliau a sticeri.",
    outdatedTitle: "Mae'r cerdyn hwnnw wedi dyddio",
    outdated:
      "Mae'n dod o fersiwn gynharach ohonof, felly gadewais bopeth fel yr oedd. Mae'r rhain yn dal i weithio:",
    refusedTitle: "Dydw i ddim wedi cadw hwnna",

    groupTitle: "Helo, Uptake ydw i",
    group:
      "Rwy'n gweithio un i un, fel bod yr hyn y mae pobl yn ei ddweud wrthyf yn aros gyda nhw. Mewn grŵp, dim ond dweud pwy ydw i a wnaf: dydw i ddim yn darllen y sgwrs, ac rwy'n cadw dim ohoni.",
    groupHow:
      "Agorwch sgwrs gyda mi i gael awgrymiadau am Microsoft 365 Copilot ac i nodi'r amser y mae'n ei arbed neu'n ei gostio i chi.",
    groupAsk:
      "Dim ond yr hyn y mae rhywun yma'n gofyn amdano y byddaf yn ei bostio yma. I ofyn, crybwyllwch fi a dywedwch:",
    groupOffer: (words, does) => `“${words}”: ${does}`,
    stoppedTitle: "Wedi'i stopio",
    stopped: "Ni ddaw dim mwy yma, oni bai bod rhywun yn gofyn amdano eto.",
    nothingToStopTitle: "Does dim i'w stopio",
    nothingToStop: "Does neb wedi gofyn i ddim ddod yma, felly nid wyf yn postio dim.",
    outsiderTitle: "Heb ei gadw",
    outsider:
      "Dim ond aelodau o'r sefydliad y mae'r tîm neu'r sgwrs hon yn perthyn iddo all ofyn am hynny. Gall unrhyw un yma ei stopio.",
    strangerTitle: "Alla i ddim dweud pwy ydych chi",
    stranger:
      "Rwy'n gweithio i bobl sydd â chyfrif yn y sefydliad hwn yn unig, felly chadwais i ddim o'r hyn a ysgrifennoch.",

    unknownTitle: "Dydw i'n cadw dim amdanoch",
    unknown:
      "Mae'r cerdyn hwnnw'n dod o'r cyfnod cyn i mi eich anghofio, felly wnaeth ei bwyso ddim byd. Teipiwch “helo” os ydych am ddechrau eto.",

    awayTitle: (back) => `Rydych i ffwrdd; yn ôl ${softDay(back)}`,
    awayFirst: "Diwrnod cyntaf i ffwrdd",
    awayLast: "Diwrnod olaf i ffwrdd",
    awayNote:
      "Anfonaf i ddim atoch ohonof fy hun ar y dyddiau hynny. Nid dyna oeddech chi'n ei feddwl? Pwyswch “Newid”.",
    awayInstead: (from, until) => `Mae'n cymryd lle'r gwyliau o ${softDay(from)} i ${softDay(until)}.`,
    backTitle: "Croeso yn ôl",
    backNote: "Nid ydych wedi'ch nodi fel rhywun sydd i ffwrdd mwyach.",
    notAwayTitle: "Nid ydych wedi'ch nodi fel rhywun sydd i ffwrdd heddiw",
    notAway: "Gadewais bopeth fel yr oedd.",
    leaveAhead: (from, until) =>
      `Dywedoch wrthyf am wyliau o ${softDay(from)} i ${softDay(until)}; mae hynny'n aros.`,
    changedTitle: "Newidiwyd eich gwyliau ers hynny",
    undoneTitle: "Wedi'i ddadwneud",
    undone: "Mae eich gwyliau fel yr oeddent o'r blaen.",
    noLeave: "Nid oes gennych wyliau wedi'u gosod.",
    undo: "Dadwneud",
    change: "Newid",

    none: "Heb ei ddweud",
    department: "Eich adran, o'r rhestr staff",
    manager: "Rhif adnabod eich rheolwr, o'r rhestr staff",
    heardOn: "Y diwrnod diwethaf i chi ysgrifennu ataf neu bwyso botwm",
    place: "Ble mae'r sgwrs hon, er mwyn i mi allu ysgrifennu atoch",
    placeValue: "Yn cael ei gadw nes i chi ei ddileu neu fy nhynnu i",
  },
);
