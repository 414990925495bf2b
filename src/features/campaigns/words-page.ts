import { wordsIn } from "../../core/words.ts";
import type { State } from "./rules.ts";

type Asked = "pause" | "resume" | "cancel";
type End = "sent" | "waiting" | "sending" | "skipped" | "blocked" | "failed" | "unsure" | "forgotten";

interface PageWords {
  readonly page: string;
  readonly none: string;
  readonly how: string;
  readonly live: string;
  readonly tip: (id: string) => string;
  readonly anyTip: string;
  readonly serviceOf: (what: string) => string;
  readonly heading: (id: number, what: string) => string;
  readonly ofCampaign: (id: number) => string;
  readonly states: Readonly<Record<State, string>>;
  readonly goingOut: string;
  readonly ends: Readonly<Record<End, string>>;
  readonly audience: string;
  readonly untold: string;
  readonly folded: string;
  readonly sendAt: string;
  readonly finish: string;
  readonly forWhom: string;
  readonly howFar: string;
  readonly allEnded: string;
  readonly someEnded: (percent: number) => string;
  readonly steps: Readonly<Record<Asked, string>>;
  readonly sure: Readonly<Record<Asked, (id: number) => string>>;
  readonly means: Readonly<Record<Asked, string>>;
  readonly yes: Readonly<Record<Asked, string>>;
  readonly done: Readonly<Record<Asked, string>>;
  readonly changed: string;
  readonly back: string;
}

export const pageWords = wordsIn<PageWords>(
  {
    page: "Campaigns",
    none: "There are no campaigns.",
    how: "One person drafts a campaign and another approves it, at the command line. Here you can hold one back, let it go on, or end it.",
    live: "While messages go out this page brings itself up to date. You can also reload it.",
    tip: (id) => `Tip: ${id}`,
    anyTip: "The tip that suits each reader",
    serviceOf: (what) => `${what} (service message)`,
    heading: (id, what) => `${id}. ${what}`,
    ofCampaign: (id) => `campaign ${id}`,
    states: {
      draft: "Draft",
      approved: "Approved",
      scheduled: "Scheduled",
      sending: "Sent",
      paused: "Paused",
      cancelled: "Cancelled",
      recalled: "Taken back",
    },
    goingOut: "Going out",
    ends: {
      sent: "Sent",
      waiting: "Waiting",
      sending: "On their way",
      skipped: "Left out",
      blocked: "Blocked by the reader",
      failed: "Failed",
      unsure: "May have arrived",
      forgotten: "Forgotten since",
    },
    audience: "People it is for",
    untold: "Not told",
    folded: "How far it is and what became of each message isn’t told: that would tell of a few people.",
    sendAt: "Goes out",
    finish: "Ends at about",
    forWhom: "For:",
    howFar: "How far it is",
    allEnded: "Every message has come to an end.",
    someEnded: (percent) =>
      percent === 0 ? "It has just begun." : `About ${percent}% of its messages have come to an end.`,
    steps: { pause: "Pause", resume: "Go on", cancel: "End it" },
    sure: {
      pause: (id) => `Pause campaign ${id}?`,
      resume: (id) => `Go on with campaign ${id}?`,
      cancel: (id) => `End campaign ${id}?`,
    },
    means: {
      pause: "What hasn’t gone out yet waits until somebody lets it go on. Nothing that arrived is changed.",
      resume: "What waits goes out now, at the pace that Teams allows.",
      cancel: "What hasn’t gone out yet never does. This can’t be undone. Nothing that arrived is changed.",
    },
    yes: { pause: "Yes, pause it", resume: "Yes, go on", cancel: "Yes, end it" },
    done: {
      pause: "The campaign is paused.",
      resume: "The campaign goes on.",
      cancel: "The campaign has ended.",
    },
    changed: "That can’t be done any more: somebody changed the campaign meanwhile.",
    back: "Back to the campaigns",
  },
  {
    page: "Ymgyrchoedd",
    none: "Nid oes ymgyrchoedd.",
    how: "Mae un person yn drafftio ymgyrch ac un arall yn ei chymeradwyo, ar y llinell orchymyn. Yma gallwch ddal un yn ôl, gadael iddi fynd ymlaen, neu ddod â hi i ben.",
    live: "Tra bydd negeseuon yn mynd allan mae’r dudalen hon yn ei diweddaru ei hun. Gallwch hefyd ei hail-lwytho.",
    tip: (id) => `Awgrym: ${id}`,
    anyTip: "Yr awgrym sy’n gweddu i bob darllenydd",
    serviceOf: (what) => `${what} (neges gwasanaeth)`,
    heading: (id, what) => `${id}. ${what}`,
    ofCampaign: (id) => `ymgyrch ${id}`,
    states: {
      draft: "Drafft",
      approved: "Cymeradwywyd",
      scheduled: "Wedi’i threfnu",
      sending: "Anfonwyd",
      paused: "Wedi’i seibio",
      cancelled: "Canslwyd",
      recalled: "Tynnwyd yn ôl",
    },
    goingOut: "Yn mynd allan",
    ends: {
      sent: "Anfonwyd",
      waiting: "Yn aros",
      sending: "Ar eu ffordd",
      skipped: "Gadawyd allan",
      blocked: "Rhwystrwyd gan y darllenydd",
      failed: "Methwyd",
      unsure: "Efallai wedi cyrraedd",
      forgotten: "Anghofiwyd ers hynny",
    },
    audience: "Pobl y mae ar eu cyfer",
    untold: "Ni ddywedir",
    folded:
      "Ni ddywedir pa mor bell y mae na beth ddaeth o bob neges: byddai hynny’n dweud rhywbeth am ychydig o bobl.",
    sendAt: "Yn mynd allan",
    finish: "Yn dod i ben tua",
    forWhom: "Ar gyfer:",
    howFar: "Pa mor bell y mae",
    allEnded: "Mae pob neges wedi dod i ben.",
    someEnded: (percent) =>
      percent === 0 ? "Newydd ddechrau y mae." : `Mae tua ${percent}% o’i negeseuon wedi dod i ben.`,
    steps: { pause: "Seibio", resume: "Mynd ymlaen", cancel: "Dod â hi i ben" },
    sure: {
      pause: (id) => `Seibio ymgyrch ${id}?`,
      resume: (id) => `Mynd ymlaen ag ymgyrch ${id}?`,
      cancel: (id) => `Dod ag ymgyrch ${id} i ben?`,
    },
    means: {
      pause:
        "Bydd yr hyn nad yw wedi mynd allan eto yn aros nes i rywun adael iddo fynd ymlaen. Ni newidir dim a gyrhaeddodd.",
      resume: "Bydd yr hyn sy’n aros yn mynd allan nawr, ar y cyflymder y mae Teams yn ei ganiatáu.",
      cancel:
        "Ni fydd yr hyn nad yw wedi mynd allan eto byth yn mynd. Ni ellir dadwneud hyn. Ni newidir dim a gyrhaeddodd.",
    },
    yes: { pause: "Ie, seibiwch hi", resume: "Ie, ewch ymlaen", cancel: "Ie, dewch â hi i ben" },
    done: {
      pause: "Mae’r ymgyrch wedi’i seibio.",
      resume: "Mae’r ymgyrch yn mynd ymlaen.",
      cancel: "Mae’r ymgyrch wedi dod i ben.",
    },
    changed: "Ni ellir gwneud hynny bellach: newidiodd rhywun yr ymgyrch yn y cyfamser.",
    back: "Yn ôl at yr ymgyrchoedd",
  },
);
