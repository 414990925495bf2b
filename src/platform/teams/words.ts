import { wordsIn } from "../../core/words.ts";

/** What is said when a turn goes wrong, whatever the feature. */
export const edgeWords = wordsIn(
  {
    /** Said in a channel or group chat, to us. */
    stop: ["stop", "stop it", "stop this"] as readonly string[],
    cannotTell:
      "I couldn't check just now who may ask for that here. Nothing was kept. Please try again in a few minutes.",
    failed: "That didn't work",
    unreadable:
      "I couldn't read what that card sent, so nothing was saved. Please type your request again, or type “help”.",
    later: "I can't reach my records just now. Nothing was saved or lost. Please try again in a few minutes.",
    laterTitle: "Please try again shortly",
    sorryTitle: "Sorry, something went wrong",
    sorry:
      "It's our fault, and it has been noted. Nothing you told me earlier is lost. Please try again later.",
  },
  {
    stop: ["stopio", "stop", "stopiwch", "peidio", "peidiwch"],
    cannotTell:
      "Doeddwn i ddim yn gallu gwirio nawr pwy gaiff ofyn am hynny yma. Chafodd dim ei gadw. Rhowch gynnig arall arni ymhen ychydig funudau.",
    failed: "Weithiodd hynny ddim",
    unreadable:
      "Doeddwn i ddim yn gallu darllen yr hyn a anfonodd y cerdyn, felly chafodd dim ei gadw. Teipiwch eich cais eto, neu teipiwch “cymorth”.",
    later:
      "Alla i ddim cyrraedd fy nghofnodion ar hyn o bryd. Chafodd dim ei gadw na'i golli. Rhowch gynnig arall arni ymhen ychydig funudau.",
    laterTitle: "Rhowch gynnig arall arni cyn bo hir",
    sorryTitle: "Mae'n ddrwg gen i, aeth rhywbeth o'i le",
    sorry:
      "Ein bai ni yw hyn, ac mae wedi'i nodi. Does dim a ddywedoch wrthyf yn gynharach wedi'i golli. Rhowch gynnig arall arni nes ymlaen.",
  },
);
