import type { Personal } from "../../core/personal-data.ts";
import { wordsIn } from "../../core/words.ts";
import { type Field, LONGEST_MINUTES, longest, type Problem } from "./rules.ts";

type Simple = Extract<Problem, string>;

/** What is to be put right before a story, a name or a reason can be kept. */
export const problemWords = wordsIn(
  {
    problemsTitle: "Please put this right; nothing was kept",
    problems: {
      title: "Give the story a title.",
      "title-plain":
        "Write the title in plain words on one line, without signs such as * _ < > [ ] or an address.",
      challenge: "Say what the challenge was.",
      did: "Say what you did.",
      result: "Say what came of it.",
      task: "Choose what kind of task it was.",
      minutes: `Give the minutes before and with Copilot, both from 0 to ${LONGEST_MINUTES}, or leave both empty.`,
      evidence: "Say how you know the minutes.",
      "name-plain":
        "Write the name in plain words on one line, without signs such as * _ < > [ ] or an address.",
      agree: "Tick the box that says it's fit for others to read.",
      reason: "Tell the author why, in a sentence.",
    } satisfies Record<Simple, string>,
    long: (field: Field) => `${fieldsInEnglish[field]}: ${longest[field]} letters at most.`,
    personal: {
      email: "It holds an email address: please leave it out, so that nobody can be found by it.",
      phone: "It looks as if it holds a telephone number: please leave it out.",
      postcode: "It looks as if it holds a postcode: please leave it out.",
      "health-number": "It looks as if it holds an NHS number: please leave it out.",
      name: "It names a person (after Mr, Mrs, Ms or Miss): please say what they do instead.",
    } satisfies Record<Personal, string>,
  },
  {
    problemsTitle: "Cywirwch hyn; ni chadwyd dim",
    problems: {
      title: "Rhowch deitl i'r stori.",
      "title-plain":
        "Ysgrifennwch y teitl mewn geiriau plaen ar un llinell, heb arwyddion fel * _ < > [ ] na chyfeiriad.",
      challenge: "Dywedwch beth oedd yr her.",
      did: "Dywedwch beth wnaethoch.",
      result: "Dywedwch beth ddaeth ohono.",
      task: "Dewiswch pa fath o dasg oedd hi.",
      minutes: `Rhowch y munudau o'r blaen a chyda Copilot, y ddau o 0 i ${LONGEST_MINUTES}, neu gadewch y ddau yn wag.`,
      evidence: "Dywedwch sut rydych yn gwybod y munudau.",
      "name-plain":
        "Ysgrifennwch yr enw mewn geiriau plaen ar un llinell, heb arwyddion fel * _ < > [ ] na chyfeiriad.",
      agree: "Ticiwch y blwch sy'n dweud ei bod yn addas i eraill ei darllen.",
      reason: "Dywedwch pam wrth yr awdur, mewn brawddeg.",
    },
    long: (field) => `${fieldsInWelsh[field]}: ${longest[field]} llythyren ar y mwyaf.`,
    personal: {
      email: "Mae cyfeiriad e-bost ynddi: gadewch ef allan, fel na ellir dod o hyd i neb.",
      phone: "Mae'n edrych fel petai rhif ffôn ynddi: gadewch ef allan.",
      postcode: "Mae'n edrych fel petai cod post ynddi: gadewch ef allan.",
      "health-number": "Mae'n edrych fel petai rhif GIG ynddi: gadewch ef allan.",
      name: "Mae'n enwi person (ar ôl Mr, Mrs, Ms neu Miss): dywedwch beth y maent yn ei wneud yn lle hynny.",
    },
  },
);

const fieldsInEnglish: Readonly<Record<Field, string>> = {
  title: "The title is too long",
  challenge: "The challenge is too long",
  did: "What you did is too long",
  result: "What came of it is too long",
  learned: "What you learned is too long",
  name: "The name is too long",
  reason: "The words to the author are too long",
};
const fieldsInWelsh: Readonly<Record<Field, string>> = {
  title: "Mae'r teitl yn rhy hir",
  challenge: "Mae'r her yn rhy hir",
  did: "Mae'r hyn a wnaethoch yn rhy hir",
  result: "Mae'r hyn a ddaeth ohono yn rhy hir",
  learned: "Mae'r hyn a ddysgoch yn rhy hir",
  name: "Mae'r enw yn rhy hir",
  reason: "Mae'r geiriau i'r awdur yn rhy hir",
};
