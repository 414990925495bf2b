import type { Because } from "../../../core/figures.ts";
import { wordsIn } from "../../../core/words.ts";
import type { Study, Verdict } from "../claims.ts";
import type { Warning } from "../estimate.ts";

/** "1,200": amounts come written. */
interface ReportWords {
  /** In the list of pages, and the button that shows another period. */
  readonly page: string;
  readonly show: string;
  readonly title: (period: string) => string;
  readonly organisation: string;
  readonly period: string;
  readonly whose: string;
  readonly whole: string;
  readonly made: string;
  readonly weeks: string;
  readonly weeksOf: (shown: number, all: number) => string;
  readonly what: string;
  readonly whatValue: string;
  readonly inShort: string;
  readonly byWeek: string;
  readonly byGroup: string;
  readonly answers: string;
  readonly worth: string;
  readonly claims: string;
  readonly beyond: string;
  readonly effects: string;
  readonly method: string;
  readonly finding: (floor: string, low: string, high: string) => string;
  readonly central: (central: string, low: string, high: string) => string;
  readonly noCentral: (why: string) => string;
  readonly nothing: string;
  readonly notOut: string;
  readonly estimate: string;
  readonly floor: string;
  readonly centralName: string;
  readonly high: string;
  readonly hours: string;
  readonly low: string;
  readonly highEnd: string;
  readonly how: string;
  readonly howFloor: string;
  readonly howCentral: string;
  readonly howHigh: string;
  readonly estimatesTable: string;
  readonly week: string;
  readonly weeksTable: string;
  readonly weeksFinding: (shown: number, all: number) => string;
  readonly people: string;
  readonly asked: string;
  readonly share: string;
  readonly percent: string;
  readonly median: string;
  readonly mean: string;
  readonly minutes: string;
  readonly group: string;
  readonly departments: string;
  readonly professions: string;
  readonly grades: string;
  readonly covers: string;
  readonly weeksShown: string;
  readonly parts: string;
  readonly fact: string;
  readonly value: string;
  readonly answersTable: string;
  readonly licensed: string;
  readonly activeWeeks: string;
  readonly reporters: string;
  readonly response: string;
  readonly realised: string;
  readonly onDefault: string;
  readonly newWork: string;
  readonly tookLonger: string;
  readonly reused: string;
  readonly worthTable: string;
  readonly hourFact: string;
  readonly onCostsFact: string;
  readonly optimismFact: string;
  readonly payFact: string;
  readonly licencesFact: string;
  readonly breakEvenFact: string;
  readonly pounds: string;
  readonly before: string;
  readonly after: string;
  readonly worthText: (hour: string, table: string, asOf: string, gef: string) => string;
  readonly onCosts: (pension: string, insurance: string) => string;
  readonly cashReleasing: (owner: string) => string;
  readonly nonCash: string;
  readonly optimism: (percent: string, reason: string) => string;
  readonly noOptimism: string;
  readonly old: string;
  readonly licences: (pounds: string) => string;
  readonly breakEven: (realised: string, reported: string) => string;
  readonly noPrice: string;
  readonly noWorth: string;
  readonly claimsTable: string;
  readonly claimsFinding: (ours: string, low: string, high: string) => string;
  readonly noClaims: string;
  readonly ours: string;
  readonly study: string;
  readonly minutesADay: string;
  readonly design: string;
  readonly studied: string;
  readonly verdict: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly designs: Readonly<Record<Study["design"], string>>;
  readonly beyondTable: string;
  readonly beyondText: string;
  readonly broken: (line: string) => string;
  readonly noBeyond: string;
  readonly state: string;
  readonly states: Readonly<Record<"claimed" | "confirmed", string>>;
  readonly entries: string;
  readonly benefitsColumn: string;
  readonly costs: string;
  readonly net: string;
  readonly toCome: string;
  readonly effectsTable: string;
  readonly noEffects: string;
  readonly question: string;
  readonly outcome: Readonly<Record<string, string>>;
  readonly from: string;
  readonly answer: string;
  readonly effect: string;
  readonly effectVerdicts: Readonly<Record<string, string>>;
  readonly methods: readonly string[];
  readonly because: Readonly<Record<Because, string>>;
  readonly warnings: Readonly<Record<Exclude<Warning["kind"], "stale source">, string>>;
  readonly stale: (day: string) => string;
  readonly suppressed: string;
  readonly rounded: string;
  readonly sourceTime: string;
  readonly sourceUse: (day: string) => string;
}

export const reportWords = wordsIn<ReportWords>(
  {
    page: "Hours",
    show: "Show",
    title: (period) => `Minutes staff reported saving with Copilot, ${period}`,
    organisation: "Organisation",
    period: "Period",
    whose: "Whose figures",
    whole: "The whole organisation",
    made: "Made on",
    weeks: "Weeks",
    weeksOf: (shown, all) => `${shown} of ${all} can be shown`,
    what: "What this is",
    whatValue:
      "What staff said themselves, net of what took longer. It is not a measurement, and not what Copilot saved.",
    inShort: "In short",
    byWeek: "Week by week",
    byGroup: "By department, profession and grade",
    answers: "Who answered, and where the time went",
    worth: "What it is worth",
    claims: "Beside published claims",
    beyond: "Savings beyond minutes",
    effects: "What tips did",
    method: "Method and limits",
    finding: (floor, low, high) =>
      `Staff reported saving ${floor} hours, after what took longer (95 % interval ${low} to ${high}).`,
    central: (central, low, high) =>
      `If everybody who used Copilot had saved what a typical reporter did, and as much of it had gone to other useful work, it would come to ${central} hours (95 % interval ${low} to ${high}).`,
    noCentral: (why) => `What it would come to for everybody who used Copilot is not offered: ${why}.`,
    nothing:
      "Not enough to say: fewer than 10 people reported, or what they reported would give somebody away.",
    notOut: "Nothing of this period is out yet: weeks are closed on the Tuesday after.",
    estimate: "Estimate",
    floor: "Floor",
    centralName: "Central",
    high: "High",
    hours: "Hours",
    low: "Lower end",
    highEnd: "Upper end",
    how: "How",
    howFloor: "Reported minutes; nothing for those who did not report",
    howCentral: "Active people × median × realised share",
    howHigh: "Active people × mean, all of it realised",
    estimatesTable: "Floor, central and high",
    week: "Week",
    weeksTable: "Hours staff reported, by week",
    weeksFinding: (shown, all) => `Enough people reported in ${shown} of ${all} weeks to show them.`,
    people: "People who reported",
    asked: "People asked, on average",
    share: "Share who answered",
    percent: "%",
    median: "Median week",
    mean: "Mean week",
    minutes: "minutes",
    group: "Group",
    departments: "Departments",
    professions: "Professions, across departments",
    grades: "Grades, across departments",
    covers: "Of the people concerned, at least",
    weeksShown: "Weeks shown",
    parts:
      "A group is shown in the weeks in which enough of it reported, so groups don't add up to the whole, and those shown in different weeks can't be compared by their hours.",
    fact: "Figure",
    value: "Value",
    answersTable: "From licences to minutes",
    licensed: "Licences at the end",
    activeWeeks: "Weeks in which somebody used Copilot, added up over people",
    reporters: "People who reported: about so many, or more",
    response: "Share of those asked who answered, in an average week (%)",
    realised: "Went to other useful work (%)",
    onDefault: "Nobody said where it went, so half is taken (%)",
    newWork: "Hours on work that would not have been done, kept apart",
    tookLonger: "Hours that took longer, taken off already",
    reused: "Stories reused from other departments",
    worthTable: "Value of the hours",
    hourFact: "Value of an hour",
    onCostsFact: "On-costs",
    optimismFact: "Optimism",
    payFact: "Age of the pay table",
    licencesFact: "Cost of licences",
    breakEvenFact: "Break-even",
    pounds: "£",
    before: "Before optimism is taken off",
    after: "After",
    worthText: (hour, table, asOf, gef) =>
      `An hour of those who reported is taken at £${hour}, by their grades (${table}, pay of ${asOf}). The benefit is ${gef}.`,
    onCosts: (pension, insurance) =>
      `On top of pay come ${pension} % for pensions and ${insurance} % for National Insurance.`,
    cashReleasing: (owner) => `cash-releasing, as ${owner} has said, and technical`,
    nonCash: "non-cash-releasing and technical: no budget is smaller because of it",
    optimism: (percent, reason) => `${percent} % is taken off for optimism: ${reason}`,
    noOptimism: "Nobody has said what is to be taken off for optimism.",
    old: "The pay table is more than a year older than the period.",
    licences: (pounds) =>
      `Licences cost £${pounds} over the period, if there were as many all along as at its end.`,
    breakEven: (realised, reported) =>
      `A licence pays for itself with ${realised} minutes a week that are realised, or ${reported} reported.`,
    noPrice: "Nobody has said what a licence costs.",
    noWorth: "No value is offered: too few people of any grade can be shown.",
    claimsTable: "Minutes a day: published figures beside ours",
    claimsFinding: (ours, low, high) =>
      `Those who reported saved ${ours} minutes a working day by their own word (95 % interval ${low} to ${high}), in the weeks they reported in.`,
    noClaims: "Ours is not enough to say.",
    ours: "Ours",
    study: "Study",
    minutesADay: "Minutes a day",
    design: "How it was come by",
    studied: "People",
    verdict: "Beside ours",
    verdicts: {
      "ours is lower": "Ours is lower",
      "ours may be the same": "Ours may be the same",
      "ours is higher": "Ours is higher",
      "another question": "Asks another question",
      "not enough to say": "Not enough to say",
    },
    designs: {
      survey: "Survey",
      "survey with a comparison group": "Survey with a comparison group",
      "trial by lot, measured": "Trial by lot, measured",
      "diary and observed tasks": "Diary and observed tasks",
      "survey and use data": "Survey and use data",
    },
    beyondTable: "Savings ledger",
    beyondText:
      "Benefits that are no staff time, each with an owner, a baseline and evidence. They are never added to the value of minutes.",
    broken: (line) =>
      `The ledger was changed by other means at its line ${line}: its amounts can't be relied on.`,
    noBeyond: "Nothing is on the ledger for this period.",
    state: "State",
    states: { confirmed: "Confirmed by somebody else", claimed: "Claimed, not confirmed" },
    entries: "Entries",
    benefitsColumn: "Benefits",
    costs: "Costs",
    net: "Net",
    toCome: "Of the net, in days still to come",
    effectsTable: "Evaluations of tips, all that were ever asked",
    noEffects: "No evaluation of tips has been asked for.",
    question: "Question",
    outcome: { "active-weeks": "Active weeks", minutes: "Reported minutes" },
    from: "From",
    answer: "Answer",
    effect: "Difference to those without tips",
    effectVerdicts: {
      more: "More with tips",
      less: "Less with tips",
      "no difference found": "No difference found",
      refused: "Refused: it could not have shown what matters",
      withdrawn: "Withdrawn",
      planned: "Not over yet",
      "not known": "Could not be known",
      "too few people": "Too few people to show",
    },
    methods: [
      "People say for one task at a time how long it took with Copilot, checking included, and how long it would have taken without. It may have taken longer: that is taken off.",
      "A day counts two hours at most. A week above the 95th percentile of the organisation's reporters counts as that percentile. Nothing is done at the lower end.",
      "Work that would not have been done without Copilot is no time saved. It is kept apart.",
      "Floor: what was reported, and nothing for anybody else. Central: the weeks in which people used Copilot, times the median week of those who reported, times the share that went to other useful work. High: the same with the mean, and all of it.",
      "Where somebody said where the time went, other work, quality, planning and learning count as realised; well-being and meetings do not. Where nobody said, half is taken.",
      "Intervals are of the chance of who reports: people are drawn again 500 times, each with all they reported. A month's interval is that of its weeks added up, so it is rather too wide. They do not bear what nobody can see: that those who report may be unlike the rest, or remember wrongly. Studies found that people tend to overestimate.",
      "Nobody is shown: groups of fewer than ten people, sums that are mostly one person's, and whatever could be subtracted from something else that is out are left out or joined with others. Counts are rounded to five, hours to one.",
      "Weeks are closed on the Tuesday after and never change. An entry counts in the week it was saved in. Weeks in which too few reported are shown together, at the end of their month, quarter or year.",
    ],
    because: {
      "no directory": "there is no directory",
      "no report": "there is no usage report",
      "names concealed": "the usage reports conceal names",
      "no such column": "the reports do not say",
      "too few weeks": "use is not known for all of the weeks",
      "nobody to count": "too few people to show",
      "no dates": "there are no dates",
    },
    warnings: {
      "fewer than 30 reporters": "Fewer than 30 people may have reported: take it as an indication.",
      "response under 5 %": "Fewer than 5 in 100 of those asked answered: they may be unlike the rest.",
      "response not known": "How many were asked is not known, so neither is the share that answered.",
      "floor above central":
        "More was reported than the central estimate comes to, which takes off what was not realised and goes by a typical reporter.",
      "more reporting than use": "More people reported than the usage reports count as active.",
    },
    stale: (day) => `A source reaches only to ${day}: it does not speak of all of the period.`,
    suppressed:
      "The group is shown where at least ten people reported, and nobody can be worked out from it.",
    rounded: "Counts are rounded to five and hours to one, each by itself, so parts may not add up.",
    sourceTime: "What staff reported in chat, as published each week.",
    sourceUse: (day) => `Microsoft 365 Copilot usage reports, up to ${day}.`,
  },
  {
    page: "Oriau",
    show: "Dangos",
    title: (period) => `Munudau y dywedodd staff iddynt eu harbed gyda Copilot, ${period}`,
    organisation: "Sefydliad",
    period: "Cyfnod",
    whose: "Ffigurau pwy",
    whole: "Y sefydliad cyfan",
    made: "Lluniwyd ar",
    weeks: "Wythnosau",
    weeksOf: (shown, all) => `gellir dangos ${shown} o ${all}`,
    what: "Beth yw hwn",
    whatValue:
      "Yr hyn a ddywedodd staff eu hunain, ar ôl tynnu'r hyn a gymerodd yn hirach. Nid mesuriad ydyw, ac nid yr hyn a arbedodd Copilot.",
    inShort: "Yn gryno",
    byWeek: "Wythnos wrth wythnos",
    byGroup: "Yn ôl adran, proffesiwn a gradd",
    answers: "Pwy atebodd, ac i ble'r aeth yr amser",
    worth: "Ei werth",
    claims: "Ochr yn ochr â honiadau cyhoeddedig",
    beyond: "Arbedion heblaw munudau",
    effects: "Effaith yr awgrymiadau",
    method: "Dull a therfynau",
    finding: (floor, low, high) =>
      `Dywedodd staff iddynt arbed ${floor} awr, ar ôl yr hyn a gymerodd yn hirach (cyfwng 95 %: ${low} i ${high}).`,
    central: (central, low, high) =>
      `Pe bai pawb a ddefnyddiodd Copilot wedi arbed yr hyn a arbedodd adroddwr nodweddiadol, a'r un gyfran wedi mynd i waith defnyddiol arall, byddai'n dod i ${central} awr (cyfwng 95 %: ${low} i ${high}).`,
    noCentral: (why) => `Ni chynigir beth fyddai'n dod i bawb a ddefnyddiodd Copilot: ${why}.`,
    nothing:
      "Dim digon i'w ddweud: adroddodd llai na 10 o bobl, neu byddai'r hyn a ddywedwyd yn datgelu rhywun.",
    notOut: "Nid oes dim o'r cyfnod hwn wedi'i gyhoeddi eto: caeir wythnosau ar y dydd Mawrth wedyn.",
    estimate: "Amcangyfrif",
    floor: "Isafswm",
    centralName: "Canolog",
    high: "Uchel",
    hours: "Oriau",
    low: "Pen isaf",
    highEnd: "Pen uchaf",
    how: "Sut",
    howFloor: "Munudau a adroddwyd; dim i'r rhai nad adroddodd",
    howCentral: "Pobl weithredol × canolrif × cyfran a wireddwyd",
    howHigh: "Pobl weithredol × cymedr, y cyfan wedi'i wireddu",
    estimatesTable: "Isafswm, canolog ac uchel",
    week: "Wythnos",
    weeksTable: "Oriau a adroddodd staff, fesul wythnos",
    weeksFinding: (shown, all) => `Adroddodd digon o bobl i ddangos ${shown} o ${all} wythnos.`,
    people: "Pobl a adroddodd",
    asked: "Pobl y gofynnwyd iddynt, ar gyfartaledd",
    share: "Cyfran a atebodd",
    percent: "%",
    median: "Wythnos ganolrifol",
    mean: "Wythnos gymedrig",
    minutes: "munudau",
    group: "Grŵp",
    departments: "Adrannau",
    professions: "Proffesiynau, ar draws adrannau",
    grades: "Graddau, ar draws adrannau",
    covers: "O'r bobl dan sylw, o leiaf",
    weeksShown: "Wythnosau a ddangosir",
    parts:
      "Dangosir grŵp yn yr wythnosau yr adroddodd digon ohono, felly nid yw grwpiau'n adio i'r cyfan, ac ni ellir cymharu oriau'r rhai a ddangosir mewn gwahanol wythnosau.",
    fact: "Ffigur",
    value: "Gwerth",
    answersTable: "O drwyddedau i funudau",
    licensed: "Trwyddedau ar y diwedd",
    activeWeeks: "Wythnosau y defnyddiodd rhywun Copilot, wedi'u hadio dros bobl",
    reporters: "Pobl a adroddodd: tua chynifer, neu fwy",
    response: "Cyfran y rhai y gofynnwyd iddynt a atebodd, mewn wythnos gyfartalog (%)",
    realised: "Aeth i waith defnyddiol arall (%)",
    onDefault: "Ni ddywedodd neb i ble'r aeth, felly cymerir hanner (%)",
    newWork: "Oriau ar waith na fyddai wedi'i wneud, ar wahân",
    tookLonger: "Oriau a gymerodd yn hirach, wedi'u tynnu eisoes",
    reused: "Straeon a ailddefnyddiwyd o adrannau eraill",
    worthTable: "Gwerth yr oriau",
    hourFact: "Gwerth awr",
    onCostsFact: "Costau ychwanegol",
    optimismFact: "Optimistiaeth",
    payFact: "Oed y tabl cyflogau",
    licencesFact: "Cost trwyddedau",
    breakEvenFact: "Adennill costau",
    pounds: "£",
    before: "Cyn tynnu am optimistiaeth",
    after: "Wedyn",
    worthText: (hour, table, asOf, gef) =>
      `Cymerir bod awr y rhai a adroddodd yn werth £${hour}, yn ôl eu graddau (${table}, cyflogau ${asOf}). Mae'r budd ${gef}.`,
    onCosts: (pension, insurance) =>
      `Ar ben cyflog daw ${pension} % am bensiynau a ${insurance} % am Yswiriant Gwladol.`,
    cashReleasing: (owner) => `yn rhyddhau arian, fel y dywedodd ${owner}, ac yn dechnegol`,
    nonCash: "heb ryddhau arian ac yn dechnegol: nid oes cyllideb yn llai o'i herwydd",
    optimism: (percent, reason) => `Tynnir ${percent} % am optimistiaeth: ${reason}`,
    noOptimism: "Nid oes neb wedi dweud beth i'w dynnu am optimistiaeth.",
    old: "Mae'r tabl cyflogau dros flwyddyn yn hŷn na'r cyfnod.",
    licences: (pounds) =>
      `Costiodd trwyddedau £${pounds} dros y cyfnod, os oedd cynifer drwyddo ag ar ei ddiwedd.`,
    breakEven: (realised, reported) =>
      `Mae trwydded yn talu amdani ei hun gyda ${realised} munud yr wythnos a wireddir, neu ${reported} a adroddir.`,
    noPrice: "Nid oes neb wedi dweud faint mae trwydded yn ei gostio.",
    noWorth: "Ni chynigir gwerth: mae rhy ychydig o bobl o unrhyw radd i'w dangos.",
    claimsTable: "Munudau'r dydd: ffigurau cyhoeddedig ochr yn ochr â'n rhai ni",
    claimsFinding: (ours, low, high) =>
      `Yn ôl eu gair eu hunain, arbedodd y rhai a adroddodd ${ours} munud y diwrnod gwaith (cyfwng 95 %: ${low} i ${high}), yn yr wythnosau y gwnaethant adrodd.`,
    noClaims: "Nid oes digon i'w ddweud am ein rhai ni.",
    ours: "Ein rhai ni",
    study: "Astudiaeth",
    minutesADay: "Munudau'r dydd",
    design: "Sut y'i cafwyd",
    studied: "Pobl",
    verdict: "Ochr yn ochr â'n rhai ni",
    verdicts: {
      "ours is lower": "Mae ein rhai ni'n is",
      "ours may be the same": "Gall ein rhai ni fod yr un",
      "ours is higher": "Mae ein rhai ni'n uwch",
      "another question": "Mae'n gofyn cwestiwn arall",
      "not enough to say": "Dim digon i'w ddweud",
    },
    designs: {
      survey: "Arolwg",
      "survey with a comparison group": "Arolwg gyda grŵp cymharu",
      "trial by lot, measured": "Treial ar hap, wedi'i fesur",
      "diary and observed tasks": "Dyddiadur a thasgau dan sylw",
      "survey and use data": "Arolwg a data defnydd",
    },
    beyondTable: "Cyfriflyfr arbedion",
    beyondText:
      "Buddion nad ydynt yn amser staff, pob un â pherchennog, llinell sylfaen a thystiolaeth. Ni chânt eu hadio byth at werth munudau.",
    broken: (line) =>
      `Newidiwyd y cyfriflyfr drwy ddulliau eraill ar ei linell ${line}: ni ellir dibynnu ar ei symiau.`,
    noBeyond: "Nid oes dim ar y cyfriflyfr ar gyfer y cyfnod hwn.",
    state: "Cyflwr",
    states: { confirmed: "Wedi'i gadarnhau gan rywun arall", claimed: "Wedi'i hawlio, heb ei gadarnhau" },
    entries: "Cofnodion",
    benefitsColumn: "Buddion",
    costs: "Costau",
    net: "Net",
    toCome: "O'r net, mewn dyddiau sydd eto i ddod",
    effectsTable: "Gwerthusiadau o awgrymiadau, pob un a ofynnwyd erioed",
    noEffects: "Ni ofynnwyd am werthusiad o awgrymiadau.",
    question: "Cwestiwn",
    outcome: { "active-weeks": "Wythnosau gweithredol", minutes: "Munudau a adroddwyd" },
    from: "O",
    answer: "Ateb",
    effect: "Gwahaniaeth i'r rhai heb awgrymiadau",
    effectVerdicts: {
      more: "Mwy gydag awgrymiadau",
      less: "Llai gydag awgrymiadau",
      "no difference found": "Ni chafwyd gwahaniaeth",
      refused: "Gwrthodwyd: ni allai fod wedi dangos yr hyn sy'n bwysig",
      withdrawn: "Tynnwyd yn ôl",
      planned: "Heb orffen eto",
      "not known": "Ni ellid ei wybod",
      "too few people": "Rhy ychydig o bobl i'w ddangos",
    },
    methods: [
      "Mae pobl yn dweud fesul tasg faint o amser a gymerodd gyda Copilot, gan gynnwys gwirio, a faint y byddai wedi'i gymryd hebddo. Gall fod wedi cymryd yn hirach: tynnir hynny.",
      "Mae diwrnod yn cyfrif dwy awr ar y mwyaf. Mae wythnos uwchlaw 95ain ganradd adroddwyr y sefydliad yn cyfrif fel y ganradd honno. Ni wneir dim yn y pen isaf.",
      "Nid amser a arbedwyd yw gwaith na fyddai wedi'i wneud heb Copilot. Fe'i cedwir ar wahân.",
      "Isafswm: yr hyn a adroddwyd, a dim i neb arall. Canolog: yr wythnosau y defnyddiodd pobl Copilot, wedi'u lluosi ag wythnos ganolrifol y rhai a adroddodd, ac â'r gyfran a aeth i waith defnyddiol arall. Uchel: yr un peth gyda'r cymedr, a'r cyfan ohono.",
      "Lle dywedodd rhywun i ble'r aeth yr amser, mae gwaith arall, ansawdd, cynllunio a dysgu yn cyfrif fel wedi'u gwireddu; nid yw lles na chyfarfodydd. Lle na ddywedodd neb, cymerir hanner.",
      "Mae cyfyngau'n dangos siawns pwy sy'n adrodd: tynnir pobl eto 500 o weithiau, pob un â'r cyfan a adroddodd. Cyfwng mis yw rhai ei wythnosau wedi'u hadio, felly mae braidd yn rhy eang. Nid ydynt yn dangos yr hyn na all neb ei weld: y gall y rhai sy'n adrodd fod yn wahanol i'r gweddill, neu gofio'n anghywir. Canfu astudiaethau fod pobl yn tueddu i oramcangyfrif.",
      "Ni ddangosir neb: mae grwpiau o lai na deg o bobl, cyfansymiau sy'n perthyn i un person yn bennaf, a beth bynnag y gellid ei dynnu o rywbeth arall sydd allan yn cael eu hepgor neu eu huno ag eraill. Talgrynnir cyfrifon i'r pump agosaf, oriau i'r awr agosaf.",
      "Caeir wythnosau ar y dydd Mawrth canlynol ac nid ydynt byth yn newid. Mae cofnod yn cyfrif yn yr wythnos y'i cadwyd. Dangosir wythnosau y bu rhy ychydig yn adrodd ynddynt gyda'i gilydd, ar ddiwedd eu mis, eu chwarter neu eu blwyddyn.",
    ],
    because: {
      "no directory": "nid oes cyfeiriadur",
      "no report": "nid oes adroddiad defnydd",
      "names concealed": "mae'r adroddiadau defnydd yn cuddio enwau",
      "no such column": "nid yw'r adroddiadau'n dweud",
      "too few weeks": "nid yw'r defnydd yn hysbys ar gyfer pob wythnos",
      "nobody to count": "rhy ychydig o bobl i'w dangos",
      "no dates": "nid oes dyddiadau",
    },
    warnings: {
      "fewer than 30 reporters": "Efallai mai llai na 30 o bobl a adroddodd: ystyriwch ef yn arwydd yn unig.",
      "response under 5 %":
        "Atebodd llai na 5 o bob 100 y gofynnwyd iddynt: gallant fod yn wahanol i'r gweddill.",
      "response not known":
        "Nid yw'n hysbys faint y gofynnwyd iddynt, ac felly nid yw'r gyfran a atebodd yn hysbys chwaith.",
      "floor above central":
        "Adroddwyd mwy nag y mae'r amcangyfrif canolog yn dod iddo, gan fod hwnnw'n tynnu'r hyn na wireddwyd ac yn dilyn adroddwr nodweddiadol.",
      "more reporting than use":
        "Adroddodd mwy o bobl nag y mae'r adroddiadau defnydd yn eu cyfrif yn weithredol.",
    },
    stale: (day) => `Dim ond hyd at ${day} y mae ffynhonnell yn cyrraedd: nid yw'n sôn am y cyfnod cyfan.`,
    suppressed: "Dangosir grŵp lle'r adroddodd o leiaf ddeg o bobl, ac na ellir dod o hyd i neb ynddo.",
    rounded:
      "Talgrynnir cyfrifon i'r pump agosaf ac oriau i'r awr agosaf, pob un ar ei ben ei hun, felly efallai na fydd rhannau'n adio.",
    sourceTime: "Yr hyn a adroddodd staff mewn sgwrs, fel y'i cyhoeddir bob wythnos.",
    sourceUse: (day) => `Adroddiadau defnydd Microsoft 365 Copilot, hyd at ${day}.`,
  },
);
