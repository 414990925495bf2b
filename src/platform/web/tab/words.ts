import { wordsIn } from "../../../core/words.ts";

interface TabWords {
  readonly skip: string;
  readonly privacy: string;
  readonly terms: string;
  readonly pages: string;
  readonly areas: Readonly<Record<"own" | "figures" | "care", string>>;
  readonly other: string;
  readonly signIn: string;
  readonly signInTitle: string;
  readonly signInText: string;
  readonly signInWait: string;
  readonly signInFailed: string;
  readonly signOut: string;
  readonly signedOut: string;
  readonly pick: string;
  readonly pickText: string;
  readonly pickOne: string;
  readonly as: Readonly<Record<"reader" | "lead" | "analyst" | "champion" | "administrator", string>>;
  readonly nobodyToPick: string;
  readonly files: string;
  readonly csvOf: (title: string) => string;
  readonly api: string;
  readonly problem: string;
  readonly notYours: string;
  readonly notYoursTitle: string;
  readonly missing: string;
  readonly missingTitle: string;
  readonly later: string;
  readonly laterTitle: string;
  readonly stale: string;
  readonly staleTitle: string;
  readonly tooFast: string;
  readonly back: string;
}

export const tabWords = wordsIn<TabWords>(
  {
    skip: "Skip to the page",
    privacy: "Privacy notice",
    terms: "Terms of use",
    pages: "Pages",
    areas: { own: "Your own", figures: "Figures", care: "Looking after Uptake" },
    other: "Cymraeg",
    signIn: "Sign in",
    signInTitle: "Sign in to Uptake",
    signInText: "Uptake shows each person their own page, and figures on groups to those who need them.",
    signInWait: "Signing you in…",
    signInFailed:
      "Teams couldn’t sign you in. The button below opens Uptake in your browser, where you can sign in. If that fails too, ask whoever looks after Uptake.",
    signOut: "Sign out",
    signedOut: "You are signed out.",
    pick: "Try it as somebody",
    pickText:
      "There is no account here, so anybody on this machine can look as any of the invented people. This is never so where Uptake is in use.",
    pickOne: "Look as this person",
    as: {
      reader: "a civil servant",
      lead: "leads a team",
      analyst: "analyst",
      champion: "champion",
      administrator: "administrator",
    },
    nobodyToPick: "Nobody is known yet. Run “npm run uptake -- seed” for an invented department.",
    files: "The same figures as files",
    csvOf: (title) => `${title} (CSV)`,
    api: "For Power BI and Excel (JSON)",
    problem: "That can’t be done",
    notYoursTitle: "This page isn’t open to you",
    notYours: "It is for people in another role. Whoever looks after Uptake can give roles.",
    missingTitle: "There is nothing here",
    missing: "The page was moved, or what it showed is gone.",
    laterTitle: "Please try again in a few minutes",
    later: "Something Uptake needs isn’t answering just now. Nothing you sent is lost if you send it again.",
    staleTitle: "That form is out of date",
    stale: "Nothing was changed. Open the page again and send it once more.",
    tooFast: "You asked for many pages in a short time. Please wait a minute.",
    back: "Back to your page",
  },
  {
    skip: "Neidio i’r dudalen",
    privacy: "Hysbysiad preifatrwydd",
    terms: "Telerau defnyddio",
    pages: "Tudalennau",
    areas: { own: "Eich rhai chi", figures: "Ffigurau", care: "Gofalu am Uptake" },
    other: "English",
    signIn: "Mewngofnodi",
    signInTitle: "Mewngofnodi i Uptake",
    signInText:
      "Mae Uptake yn dangos ei dudalen ei hun i bawb, a ffigurau am grwpiau i’r rhai sydd eu hangen.",
    signInWait: "Wrthi’n eich mewngofnodi…",
    signInFailed:
      "Methodd Teams â’ch mewngofnodi. Mae’r botwm isod yn agor Uptake yn eich porwr, lle gallwch fewngofnodi. Os bydd hynny’n methu hefyd, gofynnwch i bwy bynnag sy’n gofalu am Uptake.",
    signOut: "Allgofnodi",
    signedOut: "Rydych chi wedi allgofnodi.",
    pick: "Rhoi cynnig arno fel rhywun",
    pickText:
      "Does dim cyfrif yma, felly gall unrhyw un ar y peiriant hwn edrych fel unrhyw un o’r bobl ddychmygol. Nid felly y mae lle caiff Uptake ei ddefnyddio.",
    pickOne: "Edrych fel y person hwn",
    as: {
      reader: "gwas sifil",
      lead: "yn arwain tîm",
      analyst: "dadansoddwr",
      champion: "hyrwyddwr",
      administrator: "gweinyddwr",
    },
    nobodyToPick: "Does neb yn hysbys eto. Rhedwch “npm run uptake -- seed” i gael adran ddychmygol.",
    files: "Yr un ffigurau fel ffeiliau",
    csvOf: (title) => `${title} (CSV)`,
    api: "Ar gyfer Power BI ac Excel (JSON)",
    problem: "Ni ellir gwneud hynny",
    notYoursTitle: "Nid yw’r dudalen hon ar agor i chi",
    notYours: "Mae ar gyfer pobl mewn rôl arall. Gall pwy bynnag sy’n gofalu am Uptake roi rolau.",
    missingTitle: "Does dim byd yma",
    missing: "Symudwyd y dudalen, neu mae’r hyn a ddangosai wedi mynd.",
    laterTitle: "Rhowch gynnig arall arni mewn ychydig funudau",
    later:
      "Nid yw rhywbeth sydd ei angen ar Uptake yn ateb ar hyn o bryd. Ni chollir dim a anfonoch os anfonwch ef eto.",
    staleTitle: "Mae’r ffurflen honno wedi dyddio",
    stale: "Ni newidiwyd dim. Agorwch y dudalen eto a’i hanfon unwaith yn rhagor.",
    tooFast: "Gofynnoch am lawer o dudalennau mewn amser byr. Arhoswch funud.",
    back: "Yn ôl i’ch tudalen",
  },
);
