import type { Role } from "../../core/ports.ts";
import { wordsIn } from "../../core/words.ts";

type Doing = "give" | "take" | "pause" | "resume";

interface PageWords {
  readonly page: string;
  readonly sure: string;
  readonly yes: Readonly<Record<Doing, string>>;
  readonly done: Readonly<Record<Doing, string>>;
  readonly steps: Readonly<Record<"pause" | "resume", string>>;
  readonly back: string;
  readonly sending: string;
  readonly goesOut: string;
  readonly goesOutText: string;
  readonly isPaused: string;
  readonly pausedSince: (when: string) => string;
  readonly notAlone: string;
  readonly sureSending: Readonly<Record<"pause" | "resume", string>>;
  readonly rolesTitle: string;
  readonly rolesText: string;
  readonly rolesTable: string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly role: string;
  readonly person: string;
  readonly personHint: string;
  readonly change: string;
  readonly nobody: string;
  readonly take: string;
  readonly fromWhom: (role: string, id: string) => string;
  readonly giveTitle: string;
  readonly give: string;
  readonly roleMissing: string;
  readonly personMissing: string;
  readonly sureRole: Readonly<Record<"give" | "take", (role: string, id: string) => string>>;
  readonly settings: string;
  readonly settingsText: string;
  readonly settingsTable: string;
  readonly setting: string;
  readonly value: string;
  readonly none: string;
  readonly usual: string;
  readonly fewest: string;
  readonly holdOut: string;
  readonly holdOutValue: (percent: string, by: "person" | "team") => string;
  readonly privilegeDays: string;
  readonly contact: string;
  readonly copilot: string;
  readonly checks: string;
  readonly checksInside: string;
  readonly allWell: (n: number) => string;
  readonly notWell: (wrong: number, n: number) => string;
  readonly record: string;
  readonly recordText: string;
  readonly recordTable: string;
  readonly nothingOnRecord: string;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly facts: string;
  readonly forgotten: string;
  readonly utc: string;
  readonly events: Readonly<Record<string, string>>;
  readonly pages: string;
  readonly newer: string;
  readonly older: string;
  readonly pageOf: (nth: number, last: number) => string;
}

export const pageWords = wordsIn<PageWords>(
  {
    page: "Administration",
    sure: "Are you sure?",
    yes: {
      give: "Yes, give the role",
      take: "Yes, take the role away",
      pause: "Yes, pause everything",
      resume: "Yes, go on",
    },
    done: {
      give: "The role was given.",
      take: "The role was taken away.",
      pause: "Everything is paused.",
      resume: "Messages go out again.",
    },
    steps: { pause: "Pause everything", resume: "Go on" },
    back: "Back to administration",
    sending: "What Uptake sends by itself",
    goesOut: "Going out",
    goesOutText: "Tips, reminders, campaigns and posts in channels go out when they are due.",
    isPaused: "Paused",
    pausedSince: (when) => `Nothing has gone out by itself since ${when}. Answers to people still do.`,
    notAlone:
      "Several organisations share this installation, so nobody pauses it here. Whoever runs Uptake can, with “pause” at the command line.",
    sureSending: {
      pause:
        "Nothing goes out by itself until somebody presses “Go on”: no tips, reminders, campaigns or posts.",
      resume: "What waited goes out, at the pace that Teams allows. What has become too old doesn’t.",
    },
    rolesTitle: "Roles given here",
    rolesText:
      "Champions review stories, analysts see figures on all groups, and administrators look after Uptake. Roles that your organisation gives in Microsoft Entra hold as well and aren’t listed. Uptake keeps no names, so people stand here by their Entra object id.",
    rolesTable: "Who has which role",
    roles: { champion: "Champion", analyst: "Analyst", administrator: "Administrator" },
    role: "Role",
    person: "Entra object id",
    personHint: "Somebody on the staff list, or who has met Uptake in Teams",
    change: "Change",
    nobody: "Nobody has a role that was given here.",
    take: "Take away",
    fromWhom: (role, id) => `the role ${role} from ${id}`,
    giveTitle: "Give somebody a role",
    give: "Give the role",
    roleMissing: "Choose a role: champion, analyst or administrator.",
    personMissing:
      "Nobody by that id is known. They have to be on the staff list, or have met Uptake in Teams. Nothing was changed.",
    sureRole: {
      give: (role, id) => `${id} becomes ${role}.`,
      take: (role, id) => `${id} isn’t ${role} any more.`,
    },
    settings: "Settings in force",
    settingsText: "Whoever runs Uptake sets these where it is installed. They can’t be changed here.",
    settingsTable: "Settings in force",
    setting: "Setting",
    value: "Value",
    none: "None",
    usual: "Microsoft’s usual address",
    fewest: "Fewest people in a published figure",
    holdOut: "People who get no tips, for comparison",
    holdOutValue: (percent, by) => `${percent} in 100, drawn by ${by}`,
    privilegeDays: "Privilege days",
    contact: "Who answers questions about personal data",
    copilot: "Where “Open Copilot” leads",
    checks: "Is all well?",
    allWell: (n) => `All ${n} checks found what Uptake needs.`,
    checksInside:
      "Opening this page asks nothing of Microsoft Graph. At the command line “doctor” asks it as well.",
    notWell: (wrong, n) =>
      `${wrong === 1 ? "1 check" : `${wrong} checks`} of ${n} found something wrong. Whoever runs Uptake sees what with “doctor” at the command line.`,
    record: "What is on record",
    recordText:
      "Every look at figures of groups, every file that was taken away, and everything done on this page or at the command line for others. Nothing takes a line away. When somebody is forgotten, their id goes and the line stays. The file has a thousand lines.",
    recordTable: "On record, the newest first",
    nothingOnRecord: "Nothing is on record yet.",
    at: "When",
    by: "Who",
    what: "What",
    facts: "More",
    forgotten: "somebody who was forgotten",
    utc: "Times are in Coordinated Universal Time.",
    events: {
      looked: "Looked at a page",
      exported: "Took figures away as a file",
      export: "Took figures away as a file",
      report: "Made a report",
      "role given": "Gave a role",
      "role taken": "Took a role away",
      "all paused": "Paused everything",
      "all resumed": "Let everything go on",
      "campaign pause": "Paused a campaign",
      "campaign resume": "Let a campaign go on",
      "campaign cancel": "Ended a campaign",
    },
    pages: "Pages of the record",
    newer: "Newer",
    older: "Older",
    pageOf: (nth, last) => `Page ${nth} of ${last}`,
  },
  {
    page: "Gweinyddu",
    sure: "Ydych chi’n siŵr?",
    yes: {
      give: "Ie, rhowch y rôl",
      take: "Ie, cymerwch y rôl ymaith",
      pause: "Ie, seibiwch bopeth",
      resume: "Ie, ewch ymlaen",
    },
    done: {
      give: "Rhoddwyd y rôl.",
      take: "Cymerwyd y rôl ymaith.",
      pause: "Mae popeth wedi’i seibio.",
      resume: "Mae negeseuon yn mynd allan eto.",
    },
    steps: { pause: "Seibio popeth", resume: "Mynd ymlaen" },
    back: "Yn ôl at weinyddu",
    sending: "Yr hyn y mae Uptake yn ei anfon ohono’i hun",
    goesOut: "Yn mynd allan",
    goesOutText:
      "Mae awgrymiadau, nodiadau atgoffa, ymgyrchoedd a negeseuon mewn sianeli yn mynd allan pan fo’n bryd.",
    isPaused: "Wedi’i seibio",
    pausedSince: (when) =>
      `Nid oes dim wedi mynd allan ohono’i hun ers ${when}. Mae atebion i bobl yn dal i fynd.`,
    notAlone:
      "Mae sawl sefydliad yn rhannu’r gosodiad hwn, felly does neb yn ei seibio yma. Gall pwy bynnag sy’n rhedeg Uptake wneud hynny, gyda “pause” ar y llinell orchymyn.",
    sureSending: {
      pause:
        "Nid oes dim yn mynd allan ohono’i hun nes i rywun bwyso “Mynd ymlaen”: dim awgrymiadau, nodiadau atgoffa, ymgyrchoedd na negeseuon sianel.",
      resume:
        "Mae’r hyn a fu’n aros yn mynd allan, ar y cyflymder y mae Teams yn ei ganiatáu. Nid yw’r hyn a aeth yn rhy hen.",
    },
    rolesTitle: "Rolau a roddwyd yma",
    rolesText:
      "Mae hyrwyddwyr yn adolygu straeon, mae dadansoddwyr yn gweld ffigurau am bob grŵp, ac mae gweinyddwyr yn gofalu am Uptake. Mae rolau y mae eich sefydliad yn eu rhoi yn Microsoft Entra yn dal hefyd ac nid ydynt wedi’u rhestru. Nid yw Uptake yn cadw enwau, felly mae pobl yma wrth eu id gwrthrych Entra.",
    rolesTable: "Pwy sydd â pha rôl",
    roles: { champion: "Hyrwyddwr", analyst: "Dadansoddwr", administrator: "Gweinyddwr" },
    role: "Rôl",
    person: "Id gwrthrych Entra",
    personHint: "Rhywun ar y rhestr staff, neu sydd wedi cwrdd ag Uptake yn Teams",
    change: "Newid",
    nobody: "Nid oes gan neb rôl a roddwyd yma.",
    take: "Cymryd ymaith",
    fromWhom: (role, id) => `y rôl ${role} oddi wrth ${id}`,
    giveTitle: "Rhoi rôl i rywun",
    give: "Rhoi’r rôl",
    roleMissing: "Dewiswch rôl: hyrwyddwr, dadansoddwr neu weinyddwr.",
    personMissing:
      "Does neb yn hysbys wrth yr id hwnnw. Rhaid iddynt fod ar y rhestr staff, neu fod wedi cwrdd ag Uptake yn Teams. Ni newidiwyd dim.",
    sureRole: {
      give: (role, id) => `Rôl newydd ${id}: ${role}.`,
      take: (role, id) => `Nid yw’r rôl ${role} gan ${id} mwyach.`,
    },
    settings: "Gosodiadau mewn grym",
    settingsText:
      "Mae pwy bynnag sy’n rhedeg Uptake yn gosod y rhain lle mae wedi’i osod. Ni ellir eu newid yma.",
    settingsTable: "Gosodiadau mewn grym",
    setting: "Gosodiad",
    value: "Gwerth",
    none: "Dim",
    usual: "Cyfeiriad arferol Microsoft",
    fewest: "Lleiafswm pobl mewn ffigur a gyhoeddir",
    holdOut: "Pobl nad ydynt yn cael awgrymiadau, er cymhariaeth",
    holdOutValue: (percent, by) =>
      `${percent} o bob 100, wedi’u dewis fesul ${by === "team" ? "tîm" : "person"}`,
    privilegeDays: "Diwrnodau braint",
    contact: "Pwy sy’n ateb cwestiynau am ddata personol",
    copilot: "I ble mae “Agor Copilot” yn arwain",
    checks: "A yw popeth yn iawn?",
    checksInside:
      "Nid yw agor y dudalen hon yn gofyn dim i Microsoft Graph. Ar y llinell orchymyn, mae “doctor” yn ei holi hefyd.",
    allWell: (n) => `Cafodd pob un o’r ${n} gwiriad yr hyn sydd ei angen ar Uptake.`,
    notWell: (wrong, n) =>
      `Cafodd ${wrong} o’r ${n} gwiriad rywbeth o’i le. Mae pwy bynnag sy’n rhedeg Uptake yn gweld beth gyda “doctor” ar y llinell orchymyn.`,
    record: "Yr hyn sydd ar gofnod",
    recordText:
      "Pob edrychiad ar ffigurau grwpiau, pob ffeil a gymerwyd ymaith, a phopeth a wnaed ar y dudalen hon neu ar y llinell orchymyn dros eraill. Nid oes dim yn tynnu llinell ymaith. Pan gaiff rhywun ei anghofio, mae ei id yn mynd ac mae’r llinell yn aros. Mae mil o linellau yn y ffeil.",
    recordTable: "Ar gofnod, y diweddaraf yn gyntaf",
    nothingOnRecord: "Does dim ar gofnod eto.",
    at: "Pryd",
    by: "Pwy",
    what: "Beth",
    facts: "Mwy",
    forgotten: "rhywun a anghofiwyd",
    utc: "Mae’r amserau mewn Amser Cyffredinol Cydlynedig.",
    events: {
      looked: "Edrych ar dudalen",
      exported: "Cymryd ffigurau ymaith fel ffeil",
      export: "Cymryd ffigurau ymaith fel ffeil",
      report: "Gwneud adroddiad",
      "role given": "Rhoi rôl",
      "role taken": "Cymryd rôl ymaith",
      "all paused": "Seibio popeth",
      "all resumed": "Gadael i bopeth fynd ymlaen",
      "campaign pause": "Seibio ymgyrch",
      "campaign resume": "Gadael i ymgyrch fynd ymlaen",
      "campaign cancel": "Dod ag ymgyrch i ben",
    },
    pages: "Tudalennau’r cofnod",
    newer: "Mwy newydd",
    older: "Hŷn",
    pageOf: (nth, last) => `Tudalen ${nth} o ${last}`,
  },
);
