import { button, type Card } from "../../../src/core/card.ts";
import { defaults, type Person, type PersonId, type TenantId } from "../../../src/core/person.ts";
import type { Language } from "../../../src/core/words.ts";
import {
  askSnoozeCard,
  fewerCard,
  goneCard,
  heldOutCard,
  lastQuestionCard,
  laterCard,
  noLastCard,
  noneLeftCard,
  notStartedCard,
  passedCard,
  promptCard,
  sharedTipCard,
  snoozedCard,
  stoppedCard,
  tipCard,
  weeklyCard,
  whyCard,
  withdrawnCard,
} from "../../../src/features/nudges/cards.ts";
import type { Reason } from "../../../src/features/nudges/rules.ts";
import { type Tip, TipFile } from "../../../src/features/nudges/tip.ts";
import { openStory } from "../../../src/features/stories/messages.ts";
import { storyWords } from "../../../src/features/stories/words.ts";
import { readContent } from "../../../src/platform/content/read.ts";

const tips: readonly Tip[] = TipFile.array().parse(readContent().tips);
const slot = "2026-11-24";
const everyReason: readonly Reason[] = [
  ...(["asked", "again", "trying", "liked", "liked-alike", "app", "profession", "grade", "strand"] as const),
  ...(["new", "year", "campaign"] as const),
];

/** As stories hand it over. */
const story = (language: Language) => ({
  ...{
    id: "a-story",
    title: { en: "Minutes in half the time", cy: "Cofnodion mewn hanner yr amser" }[language],
  },
  result: "",
  open: button(storyWords(language).readIt, openStory, { story: "a-story" }, { takesInputs: false }),
});

/** Every card that this feature can show, with every tip there is. */
export const samples = (language: Language): Record<string, Card> => ({
  ...Object.fromEntries(tips.map((tip) => [`tip ${tip.id}`, tipCard(language, tip, slot, "weekly")])),
  ...Object.fromEntries(tips.map((tip) => [`shared tip ${tip.id}`, sharedTipCard(language, tip)])),
  "a tip with a colleague's story": tipCard(language, tips[0] as Tip, slot, "weekly", {
    story: story(language),
  }),
  "a prompt to copy": promptCard(language, tips[0] as Tip, slot),
  "the longest prompt there may be": promptCard(language, longest(), "s".repeat(300)),
  "the longest tip there may be": tipCard(language, longest(), "s".repeat(300), "monthly"),
  why: whyCard(language, person(language), { rate: "weekly", stopped: undefined }, ["new"], slot),
  "why, every reason": whyCard(
    language,
    person(language),
    { rate: "monthly", stopped: undefined },
    everyReason,
    slot,
  ),
  "why, stopped": whyCard(language, person(language), { rate: "weekly", stopped: "person" }, ["new"], slot),
  "why, held out": whyCard(
    language,
    person(language),
    { rate: "weekly", stopped: undefined, heldOut: true },
    ["asked", "new"],
    slot,
  ),
  "why, not started": whyCard(
    language,
    person(language),
    { rate: "weekly", stopped: undefined, begins: "2027-01-05" },
    ["asked", "new"],
    slot,
  ),
  "not started": notStartedCard(language, "2027-01-05"),
  "not for me": passedCard(language),
  later: laterCard(language, "2026-12-01"),
  "fewer, every two weeks": fewerCard(language, "fortnightly", false),
  "fewer, every four weeks": fewerCard(language, "monthly", false),
  "fewer, the fewest": fewerCard(language, "monthly", true),
  weekly: weeklyCard(language),
  stopped: stoppedCard(language),
  "snooze?": askSnoozeCard(language),
  snoozed: snoozedCard(language, "2026-12-08"),
  "the last question": lastQuestionCard(language, slot),
  "none left": noneLeftCard(language),
  gone: goneCard(language),
  withdrawn: withdrawnCard(
    language,
    longest(),
    language === "en"
      ? "The button it speaks of was taken out of Word."
      : "Tynnwyd y botwm y mae'n sôn amdano o Word.",
  ),
  "held out": heldOutCard(language),
  "no tip yet": noLastCard(language),
});

const person = (language: Language): Person => ({
  ...defaults,
  tenant: "t" as TenantId,
  id: "p" as PersonId,
  language,
  known: true,
  setUp: true,
  greeted: true,
});

function longest(): Tip {
  const words = (letter: string) => ({
    title: letter.repeat(60),
    body: letter.repeat(320),
    prompt: letter.repeat(400),
    caution: letter.repeat(200),
    source: letter.repeat(200),
  });
  return { ...(tips[0] as Tip), en: words("a"), cy: words("ŵ") };
}
