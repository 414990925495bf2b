import { wordsIn } from "../../core/words.ts";

interface DashboardWords {
  readonly my: string;
  readonly onlyYou: string;
  readonly unknown: string;
  readonly overview: string;
  readonly ofAll: string;
  readonly ofYours: string;
  readonly changed: string;
  readonly nothingChanged: string;
  readonly look: string;
  readonly more: Readonly<Record<"groups" | "what-works" | "data-health", string>>;
  readonly further: (title: string) => string;
  readonly insteadAll: string;
  readonly insteadAbove: string;
  readonly marks: Readonly<Record<string, string>>;
  readonly table: string;
  readonly what: string;
  readonly figure: string;
  readonly unit: string;
  readonly value: string;
  readonly published: string;
  readonly works: string;
  readonly worksText: string;
  readonly tips: string;
  readonly tipsText: string;
}

export const dashboardWords = wordsIn<DashboardWords>(
  {
    my: "My page",
    onlyYou: "Only you can see this page.",
    unknown: "Uptake keeps nothing about what you do. Say hello to it in Teams to begin.",
    overview: "Overview",
    ofAll: "The whole organisation, in figures that may be shown to anybody who needs them.",
    ofYours: "Your people and everybody below them, in figures that tell of nobody.",
    changed: "What changed",
    nothingChanged:
      "No change can be told from rounding and chance. With fewer than twelve earlier weeks it is too early to tell.",
    look: "What to look at",
    more: {
      groups: "Look at one group and those in it:",
      "what-works": "See what colleagues tried and what came of it:",
      "data-health": "See how fresh the figures are and what isn’t known:",
    },
    further: (title) => `More: ${title}`,
    insteadAll:
      "Your people by themselves can’t be shown without telling of somebody, so these figures are of the whole organisation.",
    insteadAbove:
      "Your people by themselves can’t be shown without telling of somebody, so these figures are of the nearest group above you that can.",
    marks: { "[c]": "Not shown", "[x]": "Not known", "[u]": "Not reliable" },
    table: "Figures of the overview",
    what: "About",
    figure: "Figure",
    unit: "Unit",
    value: "Value",
    published: "Published figures only: never of fewer than ten people, and rounded.",
    works: "What works",
    worksText: "What colleagues tried and what came of it, whichever way it went.",
    tips: "Tips",
    tipsText:
      "What people answer to a tip is theirs: it chooses their next tips and is published nowhere, so there are no figures on single tips here. Whether tips make a difference at all is what evaluations say.",
  },
  {
    my: "Fy nhudalen",
    onlyYou: "Dim ond chi all weld y dudalen hon.",
    unknown: "Nid yw Uptake yn cadw dim am yr hyn a wnewch. Dywedwch helo wrtho yn Teams i ddechrau.",
    overview: "Trosolwg",
    ofAll: "Y sefydliad cyfan, mewn ffigurau y gellir eu dangos i unrhyw un sydd eu hangen.",
    ofYours: "Eich pobl chi a phawb oddi tanynt, mewn ffigurau nad ydynt yn dweud am neb.",
    changed: "Beth newidiodd",
    nothingChanged:
      "Ni ellir gwahaniaethu unrhyw newid oddi wrth dalgrynnu a siawns. Gyda llai na deuddeg wythnos gynharach mae’n rhy gynnar i ddweud.",
    look: "Beth i edrych arno",
    more: {
      groups: "Edrych ar un grŵp a’r rhai sydd ynddo:",
      "what-works": "Gweld yr hyn y rhoddodd cydweithwyr gynnig arno a beth ddaeth ohono:",
      "data-health": "Gweld pa mor ffres yw’r ffigurau a’r hyn nad yw’n hysbys:",
    },
    further: (title) => `Mwy: ${title}`,
    insteadAll:
      "Ni ellir dangos eich pobl chi ar eu pen eu hunain heb ddweud rhywbeth am rywun, felly mae’r ffigurau hyn am y sefydliad cyfan.",
    insteadAbove:
      "Ni ellir dangos eich pobl chi ar eu pen eu hunain heb ddweud rhywbeth am rywun, felly mae’r ffigurau hyn am y grŵp agosaf uwch eich pen y gellir ei ddangos.",
    marks: { "[c]": "Ni ddangosir", "[x]": "Anhysbys", "[u]": "Annibynadwy" },
    table: "Ffigurau’r trosolwg",
    what: "Am",
    figure: "Ffigur",
    unit: "Uned",
    value: "Gwerth",
    published: "Ffigurau cyhoeddedig yn unig: byth am lai na deg o bobl, ac wedi’u talgrynnu.",
    works: "Beth sy’n gweithio",
    worksText: "Yr hyn y rhoddodd cydweithwyr gynnig arno a beth ddaeth ohono, pa ffordd bynnag yr aeth.",
    tips: "Awgrymiadau",
    tipsText:
      "Eiddo pobl yw eu hatebion i awgrym: maent yn dewis eu hawgrymiadau nesaf ac ni chânt eu cyhoeddi yn unman, felly nid oes ffigurau am awgrymiadau unigol yma. A yw awgrymiadau’n gwneud gwahaniaeth o gwbl yw’r hyn y mae gwerthusiadau yn ei ddweud.",
  },
);
