import type { Use } from "../../core/time-use.ts";
import { wordsIn } from "../../core/words.ts";
import type { Band } from "./messages.ts";
import type { Problem, Quality } from "./rules.ts";

type Simple = Exclude<Problem, object>;

const hours = (
  minutes: number,
  hour: string,
  manyHours: string,
  minute: string,
  manyMinutes: string,
): string => {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    ...(h > 0 ? [`${h} ${h === 1 ? hour : manyHours}`] : []),
    ...(m > 0 || h === 0 ? [`${m} ${m === 1 ? minute : manyMinutes}`] : []),
  ];
  return parts.join(" ");
};

const inEnglish = (minutes: number) => hours(minutes, "hour", "hours", "minute", "minutes");
const inWelsh = (minutes: number) => hours(minutes, "awr", "awr", "munud", "munud");

// The casts say that commands have a first word, which help shows; Welsh may have fewer or more of them.
export const timeWords = wordsIn(
  {
    page: "Log time",
    command: ["log time", "log", "time saved", "save time", "record time", "log my time"] as [
      string,
      ...string[],
    ],
    commandDoes: "Record time that Copilot saved you, or cost you",
    mineCommand: ["my time", "my hours", "my history", "history"] as [string, ...string[]],
    mineDoes: "See, change or delete what you recorded",
    undoCommand: ["undo", "undo that", "delete that"] as [string, ...string[]],
    undoDoes: "Take back the last thing you recorded",
    duration: inEnglish,
    net: (net: number) =>
      net > 0 ? `${inEnglish(net)} saved` : net < 0 ? `${inEnglish(-net)} longer` : "no time saved or lost",

    formTitle: "What did Copilot help with?",
    formIntro: "Think of one task you have just done. It counts just as much if it took longer.",
    changeTitle: "Change this entry",
    confirmTitle: "Is this right?",
    askTitle: "Before you save",
    understood: (net: number) =>
      net > 0
        ? `You saved ${inEnglish(net)}. Change anything that's wrong, then press Save.`
        : net < 0
          ? `It took ${inEnglish(-net)} longer. Change anything that's wrong, then press Save.`
          : "It made no difference to the time. Change anything that's wrong, then press Save.",
    nothingYet: "Nothing is kept until you press Save.",
    onlyYou: "Only you can see your entries. Type “my time” to change or delete them.",

    onlyYouHere: "Only you can see your entries.",

    asks: {
      direction: "Was that time saved, or did it take longer?",
      minutes: "How many minutes was it? Your best guess is fine.",
      "too-much": "One entry can be four hours at most. How much of it was this one task?",
      date: "Which day was it? I can take the last seven days.",
      period: "I ask about one task at a time, not an average. How long was it for the task you did last?",
      several: "I heard more than one length of time. Tell me about one task, then log the other.",
    },

    direction: "What happened to the time?",
    directions: { saved: "It saved time", lost: "It took longer", none: "No difference" },
    rows: {
      time: "Time",
      actual: "With Copilot",
      expected: "Without",
      task: "Task",
      app: "App",
      on: "Day",
    },
    minutes: "Minutes saved or lost",
    actual: "Minutes it took with Copilot, checking included",
    expected: "Minutes it would have taken without",
    task: "What you were doing",
    choose: "Choose one",
    app: "Where you used Copilot",
    on: "Which day",
    anyway: "Would you have done this task anyway?",
    anyways: { yes: "Yes", no: "No, it's extra work I would not have done" },
    quality: "How was the result?",
    qualities: {
      better: "Better than usual",
      same: "About the same",
      worse: "Worse than usual",
    } satisfies Record<Quality, string>,
    use: "Where did the time go?",
    uses: {
      "other-work": "Other work",
      quality: "Doing the same thing better",
      planning: "Planning and thinking",
      learning: "Learning",
      wellbeing: "A break, or leaving on time",
      meetings: "Meetings",
      "not-sure": "Not sure",
    } satisfies Record<Use, string>,
    note: (most: number) => `A note to yourself (optional, ${most} characters at most)`,
    aboutNote: "Before a note is kept",
    agree: "My note has no names and nothing above OFFICIAL in it",

    save: "Save",
    saveChanges: "Save changes",
    more: "More detail",
    cancel: "Don't save",
    cancelledTitle: "Nothing was saved",
    cancelled: "Type “log time” whenever you like.",

    numberError: (most: number) => `Enter a whole number from 0 to ${most}`,
    problemsTitle: "Please check these",
    problems: {
      direction: "Choose whether it saved time or took longer.",
      minutes: "Enter the minutes as a number.",
      actual: "Enter the minutes it took with Copilot, from 0 to 600.",
      expected: "Enter the minutes it would have taken without Copilot, from 0 to 600.",
      "too-much":
        "One entry can be four hours (240 minutes) saved or lost at most. Put in the part that was this task.",
      task: "Choose what you were doing.",
      date: "Choose a day from today back to seven days ago.",
      agree: "Tick the box about your note, or leave the note empty.",
      "note-long": "Your note is longer than 300 characters. Make it shorter, then save.",
    } satisfies Record<Simple, string>,

    quickTitle: "What did it do to your time?",
    quickIntro: (task: string) => `${task}: compared with doing it without Copilot, checking included.`,
    ifSaved: "If it saved you time, choose how much.",
    bands: {
      lost: "It took longer",
      none: "No difference",
      "1-5": "1 to 5 minutes",
      "6-15": "6 to 15 minutes",
      "16-30": "16 to 30 minutes",
      "31-60": "31 to 60 minutes",
      "61-120": "1 to 2 hours",
      "over-120": "Over 2 hours",
    } satisfies Record<Band, string>,

    savedTitle: (net: number) =>
      net === 0
        ? "Noted: no difference"
        : net > 0
          ? `Noted: ${inEnglish(net)} saved`
          : `Noted: ${inEnglish(-net)} longer`,
    thanksForLonger:
      "Thank you for saying so. Knowing where Copilot costs time is as useful as knowing where it saves it.",
    bandCounted: (net: number) =>
      `I've put this down as ${inEnglish(Math.abs(net))}. Press Change if you know better.`,
    dayCap:
      "Reports count at most two hours of anyone's day. Your own record keeps every minute as you said it.",
    againTitle: "You've told me already",
    again: "This entry is saved, and pressing twice added nothing.",
    change: "Change",
    undo: "Undo",
    toMine: "My time",
    toForm: "Log time",

    mineTitle: "My time",
    mineEmpty: "You haven't recorded anything in the last eight weeks. Try “saved 20 minutes on an email”.",
    last8Weeks: "Last eight weeks",
    netReported: "Minutes you reported, net",
    entries: "Entries",
    longerEntries: "Of these, took longer",
    newWork: "Extra work, counted apart",
    chartTitle: "Net minutes you reported, by week",
    week: "Week of",
    netMinutes: "Net minutes",
    weekSaved: "Saved",
    weekLonger: "Took longer",
    gaps: "Weeks you recorded nothing in are left out: that isn't the same as nothing saved.",
    recent: "Your entries",
    earlier: "Earlier entries",
    pick: "Choose an entry",
    pickFirst: "Choose an entry first",
    delete: "Delete",

    deleteTitle: "Delete this entry?",
    deleteYes: "Delete",
    deleteNo: "Keep it",
    deletedTitle: "Deleted",
    deleted: "It's gone for good, and no copy is kept.",
    goneTitle: "That entry isn't here",
    gone: "It was deleted, or it isn't one of yours. Nothing was changed.",
    undoNothingTitle: "Nothing to undo",
    undoNothing: "You have no entries.",
    dialogTitle: "Log time saved",
    kept: "Time entries",
    keptValue: (n: number) => `${n === 1 ? "1 entry" : `${n} entries`}. Type “my time” to read each one.`,
  },
  {
    page: "Cofnodi amser",
    command: ["cofnodi amser", "cofnodi", "amser a arbedwyd", "arbed amser"],
    commandDoes: "Cofnodi amser a arbedodd Copilot i chi, neu a gostiodd i chi",
    mineCommand: ["fy amser", "fy oriau", "fy hanes"],
    mineDoes: "Gweld, newid neu ddileu'r hyn a gofnodwyd gennych",
    undoCommand: ["dadwneud", "dileu hwnna"],
    undoDoes: "Tynnu'r peth diwethaf a gofnodwyd yn ôl",
    duration: inWelsh,
    net: (net) =>
      net > 0
        ? `${inWelsh(net)} wedi'i arbed`
        : net < 0
          ? `${inWelsh(-net)} yn hirach`
          : "dim amser wedi'i arbed na'i golli",

    formTitle: "Gyda beth y helpodd Copilot?",
    formIntro:
      "Meddyliwch am un dasg rydych newydd ei gwneud. Mae'n cyfrif yr un faint os cymerodd fwy o amser.",
    changeTitle: "Newid y cofnod hwn",
    confirmTitle: "Ydy hyn yn gywir?",
    askTitle: "Cyn i chi gadw",
    understood: (net) =>
      net > 0
        ? `Arbedwyd ${inWelsh(net)}. Newidiwch unrhyw beth sy'n anghywir, yna pwyswch Cadw.`
        : net < 0
          ? `Cymerodd ${inWelsh(-net)} yn hirach. Newidiwch unrhyw beth sy'n anghywir, yna pwyswch Cadw.`
          : "Wnaeth e ddim gwahaniaeth i'r amser. Newidiwch unrhyw beth sy'n anghywir, yna pwyswch Cadw.",
    nothingYet: "Does dim yn cael ei gadw nes i chi bwyso Cadw.",
    onlyYou: "Dim ond chi sy'n gallu gweld eich cofnodion. Teipiwch “fy amser” i'w newid neu eu dileu.",

    onlyYouHere: "Dim ond chi sy'n gallu gweld eich cofnodion.",

    asks: {
      direction: "Ai amser a arbedwyd oedd hynny, neu a gymerodd fwy o amser?",
      minutes: "Sawl munud oedd e? Mae amcangyfrif yn iawn.",
      "too-much": "Gall un cofnod fod yn bedair awr ar y mwyaf. Faint ohono oedd y dasg hon?",
      date: "Pa ddiwrnod oedd hi? Gallaf gymryd y saith diwrnod diwethaf.",
      period:
        "Rwy'n gofyn am un dasg ar y tro, nid cyfartaledd. Faint oedd e ar gyfer y dasg ddiwethaf a wnaethoch?",
      several: "Clywais fwy nag un cyfnod o amser. Dywedwch wrthyf am un dasg, yna cofnodwch y llall.",
    },

    direction: "Beth ddigwyddodd i'r amser?",
    directions: { saved: "Arbedodd amser", lost: "Cymerodd fwy o amser", none: "Dim gwahaniaeth" },
    rows: {
      time: "Amser",
      actual: "Gyda Copilot",
      expected: "Hebddo",
      task: "Tasg",
      app: "Ap",
      on: "Diwrnod",
    },
    minutes: "Munudau a arbedwyd neu a gollwyd",
    actual: "Munudau a gymerodd gyda Copilot, gan gynnwys gwirio",
    expected: "Munudau y byddai wedi'u cymryd hebddo",
    task: "Beth oeddech chi'n ei wneud",
    choose: "Dewiswch un",
    app: "Ble y defnyddioch Copilot",
    on: "Pa ddiwrnod",
    anyway: "A fyddech wedi gwneud y dasg hon beth bynnag?",
    anyways: { yes: "Byddwn", no: "Na, gwaith ychwanegol na fyddwn wedi'i wneud" },
    quality: "Sut oedd y canlyniad?",
    qualities: { better: "Gwell nag arfer", same: "Tua'r un fath", worse: "Gwaeth nag arfer" },
    use: "I ble'r aeth yr amser?",
    uses: {
      "other-work": "Gwaith arall",
      quality: "Gwneud yr un peth yn well",
      planning: "Cynllunio a meddwl",
      learning: "Dysgu",
      wellbeing: "Seibiant, neu orffen yn brydlon",
      meetings: "Cyfarfodydd",
      "not-sure": "Ddim yn siŵr",
    },
    note: (most) => `Nodyn i chi'ch hun (dewisol, ${most} nod ar y mwyaf)`,
    aboutNote: "Cyn i nodyn gael ei gadw",
    agree: "Does dim enwau na dim uwchlaw OFFICIAL yn fy nodyn",

    save: "Cadw",
    saveChanges: "Cadw'r newidiadau",
    more: "Mwy o fanylion",
    cancel: "Peidio â chadw",
    cancelledTitle: "Chafodd dim ei gadw",
    cancelled: "Teipiwch “cofnodi amser” pryd bynnag y mynnwch.",

    numberError: (most) => `Rhowch rif cyfan o 0 i ${most}`,
    problemsTitle: "Gwiriwch y rhain",
    problems: {
      direction: "Dewiswch a arbedodd amser neu a gymerodd fwy.",
      minutes: "Rhowch y munudau fel rhif.",
      actual: "Rhowch y munudau a gymerodd gyda Copilot, o 0 i 600.",
      expected: "Rhowch y munudau y byddai wedi'u cymryd heb Copilot, o 0 i 600.",
      "too-much":
        "Gall un cofnod fod yn bedair awr (240 munud) wedi'i arbed neu ei golli ar y mwyaf. Rhowch y rhan oedd yn perthyn i'r dasg hon.",
      task: "Dewiswch beth oeddech chi'n ei wneud.",
      date: "Dewiswch ddiwrnod o heddiw yn ôl i saith diwrnod yn ôl.",
      agree: "Ticiwch y blwch am eich nodyn, neu gadewch y nodyn yn wag.",
      "note-long": "Mae eich nodyn yn hirach na 300 nod. Byrhewch ef, yna cadwch.",
    },

    quickTitle: "Beth wnaeth e i'ch amser?",
    quickIntro: (task) => `${task}: o'i gymharu â'i wneud heb Copilot, gan gynnwys gwirio.`,
    ifSaved: "Os arbedodd amser i chi, dewiswch faint.",
    bands: {
      lost: "Cymerodd fwy o amser",
      none: "Dim gwahaniaeth",
      "1-5": "1 i 5 munud",
      "6-15": "6 i 15 munud",
      "16-30": "16 i 30 munud",
      "31-60": "31 i 60 munud",
      "61-120": "1 i 2 awr",
      "over-120": "Dros 2 awr",
    },

    savedTitle: (net) =>
      net === 0
        ? "Nodwyd: dim gwahaniaeth"
        : net > 0
          ? `Nodwyd: ${inWelsh(net)} wedi'i arbed`
          : `Nodwyd: ${inWelsh(-net)} yn hirach`,
    thanksForLonger:
      "Diolch am ddweud. Mae gwybod ble mae Copilot yn costio amser yr un mor ddefnyddiol â gwybod ble mae'n ei arbed.",
    bandCounted: (net) =>
      `Rwyf wedi nodi hyn fel ${inWelsh(Math.abs(net))}. Pwyswch Newid os gwyddoch yn well.`,
    dayCap:
      "Mae adroddiadau'n cyfrif dwy awr o ddiwrnod unrhyw un ar y mwyaf. Mae eich cofnod chi'n cadw pob munud fel y dywedoch.",
    againTitle: "Rydych wedi dweud wrthyf eisoes",
    again: "Mae'r cofnod hwn wedi'i gadw, ac ni ychwanegodd pwyso ddwywaith ddim.",
    change: "Newid",
    undo: "Dadwneud",
    toMine: "Fy amser",
    toForm: "Cofnodi amser",

    mineTitle: "Fy amser",
    mineEmpty:
      "Dydych chi ddim wedi cofnodi dim yn yr wyth wythnos diwethaf. Rhowch gynnig ar “arbedais i 20 munud ar e-bost”.",
    last8Weeks: "Yr wyth wythnos diwethaf",
    netReported: "Munudau a adroddwyd gennych, net",
    entries: "Cofnodion",
    longerEntries: "O'r rhain, cymerodd fwy",
    newWork: "Gwaith ychwanegol, ar wahân",
    chartTitle: "Munudau net a adroddwyd gennych, fesul wythnos",
    week: "Wythnos",
    netMinutes: "Munudau net",
    weekSaved: "Wedi'u harbed",
    weekLonger: "Yn hirach",
    gaps: "Mae'r wythnosau heb gofnod wedi'u gadael allan: nid yw hynny'r un peth â dim wedi'i arbed.",
    recent: "Eich cofnodion",
    earlier: "Cofnodion cynharach",
    pick: "Dewiswch gofnod",
    pickFirst: "Dewiswch gofnod yn gyntaf",
    delete: "Dileu",

    deleteTitle: "Dileu'r cofnod hwn?",
    deleteYes: "Dileu",
    deleteNo: "Ei gadw",
    deletedTitle: "Wedi'i ddileu",
    deleted: "Mae wedi mynd am byth, ac nid oes copi'n cael ei gadw.",
    goneTitle: "Nid yw'r cofnod hwnnw yma",
    gone: "Cafodd ei ddileu, neu nid eich cofnod chi ydyw. Ni newidiwyd dim.",
    undoNothingTitle: "Dim i'w ddadwneud",
    undoNothing: "Does gennych chi ddim cofnodion.",
    dialogTitle: "Cofnodi amser a arbedwyd",
    kept: "Cofnodion amser",
    keptValue: (n) => `${n} cofnod. Teipiwch “fy amser” i ddarllen pob un.`,
  },
);
