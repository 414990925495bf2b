import { button, type Card } from "../../../src/core/card.ts";
import type { PersonId } from "../../../src/core/person.ts";
import type { InLanguages, Language } from "../../../src/core/words.ts";
import { showTip } from "../../../src/features/nudges/messages.ts";
import {
  askRemoveCard,
  askTakeDownCard,
  droppedCard,
  formCard,
  goneCard,
  mineCard,
  nameCard,
  ownCard,
  questionCard,
  removedCard,
  sentCard,
  similarCard,
} from "../../../src/features/stories/cards.ts";
import { askedCard, weekCard } from "../../../src/features/stories/cards-channel.ts";
import {
  findCard,
  foundCard,
  lostCard,
  ownTryCard,
  sharedCard,
  storyCard,
  triedCard,
  untriedCard,
} from "../../../src/features/stories/cards-finding.ts";
import {
  alreadyCard,
  decidedCard,
  notChampionCard,
  othersTriedCard,
  ownReviewCard,
  queueCard,
  reviewCard,
  toldCard,
  waitingCard,
} from "../../../src/features/stories/cards-review.ts";
import {
  type Event,
  type Field,
  fieldsOf,
  longest,
  type Problem,
  type Story,
  type Telling,
} from "../../../src/features/stories/rules.ts";

const typed: InLanguages<Pick<Telling, "title" | "challenge" | "did" | "result" | "learned">> = {
  en: {
    title: "Minutes in half the time",
    challenge: "Writing up the weekly board took me a whole morning.",
    did: "I asked Copilot in Teams for a summary of the transcript.\nThen I checked each action with the chair.",
    result: "The note goes out the same day. Two actions were wrong, and I put them right.",
    learned: "Ask for actions with owners, and read the transcript where it matters.",
  },
  cy: {
    title: "Cofnodion mewn hanner yr amser",
    challenge: "Roedd ysgrifennu cofnodion y bwrdd yn cymryd bore cyfan.",
    did: "Gofynnais i Copilot yn Teams am grynodeb o'r trawsgrifiad.\nWedyn gwiriais bob cam gyda'r cadeirydd.",
    result: "Mae'r nodyn yn mynd allan yr un diwrnod. Roedd dau gam yn anghywir, a chywirais nhw.",
    learned: "Gofynnwch am gamau gydag enw wrth bob un, a darllenwch y trawsgrifiad lle mae'n bwysig.",
  },
};
const from: InLanguages<NonNullable<Story["from"]>> = {
  en: { source: "Example Hub, a public record", licence: "Open Government Licence v3.0" },
  cy: { source: "Hwb Enghreifftiol, cofnod cyhoeddus", licence: "Trwydded Llywodraeth Agored f3.0" },
};
const reason: InLanguages<string> = {
  en: "Please leave out which team it was.",
  cy: "Peidiwch â dweud pa dîm oedd hwn.",
};
const department: InLanguages<string> = { en: "Department for Examples", cy: "Adran Enghreifftiau" };

const many = "🙂";
/** As long as a form takes, in letters of four bytes each. */
const longWords = Object.fromEntries(
  (["title", "challenge", "did", "result", "learned"] as const).map((field) => [
    field,
    many.repeat(Math.floor(longest[field] / 2)),
  ]),
) as Pick<Telling, "title" | "challenge" | "did" | "result" | "learned">;

const storyIn = (language: Language, more: Partial<Story> = {}, telling: Partial<Telling> = {}): Story => ({
  id: "9f0c7d1a-0000-4000-8000-000000000001",
  author: "id-of-somebody" as PersonId,
  state: "published",
  version: 1,
  published: 1,
  name: undefined,
  stays: true,
  adds: undefined,
  due: "2026-12-01",
  by: { department: department[language], profession: "policy" },
  hidesProfession: false,
  from: undefined,
  ...more,
  telling: {
    ...typed[language],
    task: "summarise-meetings",
    app: "teams",
    profession: "policy",
    reuse: "reusable",
    minutes: { before: 180, after: 40, evidence: "counted" },
    language,
    ...telling,
  },
});

const problems: readonly Problem[] = [
  ...(["title", "title-plain", "challenge", "did", "result", "task"] as const),
  ...(["minutes", "evidence", "name-plain", "agree", "reason"] as const),
  ...(Object.keys(longest) as Field[]).map((long) => ({ long })),
  ...(["marking", "national-insurance-number", "card-number", "secret", "password"] as const).map(
    (refused) => ({ refused }),
  ),
  ...(["email", "phone", "postcode", "health-number", "name"] as const).map((personal) => ({ personal })),
];

const at = new Date("2026-11-24T14:00:00Z");
const eventsIn = (language: Language): readonly Event[] => [
  { at, what: "sent", words: undefined },
  { at, what: "changes", words: reason[language] },
  { at, what: "edited", words: undefined },
  { at, what: "approved", words: undefined },
  { at, what: "named", words: undefined },
  { at, what: "anonymous", words: undefined },
  { at, what: "declined", words: undefined },
  { at, what: "retired", words: undefined },
];

/** Every card that this feature can show. */
export const samples = (language: Language): Record<string, Card> => {
  const story = storyIn(language);
  const long = storyIn(language, { name: many.repeat(30) }, longWords);
  const draft = { draft: "activity-1" };
  return {
    "form, empty": formCard(language, draft, { profession: "policy" }),
    "form, filled in": formCard(language, draft, fieldsOf(story)),
    "form, with every problem": formCard(language, draft, {}, problems),
    "form, as long as it goes": formCard(language, draft, fieldsOf(long), problems),
    "form, of a story that is changed": formCard(
      language,
      { story: story.id, version: 1, isPublished: true },
      fieldsOf(story),
    ),
    dropped: droppedCard(language),
    "question 1": questionCard(language, 0, {}),
    "question 2": questionCard(language, 1, typed[language]),
    "question 3": questionCard(language, 2, typed[language], [{ personal: "email" }]),
    "question 4": questionCard(language, 3, { ...typed[language], learned: undefined }),
    "told already": similarCard(language, story.id, [story]),
    sent: sentCard(language, "2026-12-01", true),
    "sent, with no champion": sentCard(language, "2026-12-01", false),
    "mine, none": mineCard(language, []),
    mine: mineCard(language, [story, storyIn(language, { id: "b", state: "review" })]),
    ...Object.fromEntries(
      (["draft", "review", "changes", "declined", "published", "retired"] as const).map((state) => [
        `own, ${state}`,
        ownCard(
          language,
          storyIn(language, {
            state,
            version: state === "changes" ? 2 : 1,
            published: state === "published" || state === "changes" ? 1 : undefined,
          }),
          state === "draft" ? [] : eventsIn(language),
        ),
      ]),
    ),
    name: nameCard(language, { id: story.id, name: undefined }, ["name-plain"]),
    "take down?": askTakeDownCard(language, story),
    "delete?": askRemoveCard(language, story),
    removed: removedCard(language),
    gone: goneCard(language),

    find: findCard(language),
    "found, none": foundCard(language, [], {}),
    "found, the newest": foundCard(language, [story], {}),
    found: foundCard(language, [story, storyIn(language, { id: "b" }, { app: undefined })], {
      words: typed[language].title,
      next: 5,
    }),
    story: storyCard(language, { story, tally: { tried: 0, worked: 0 }, additions: [] }, false),
    "story, tried by few": storyCard(
      language,
      { story: storyIn(language, {}, { minutes: undefined }), tally: { tried: 4, worked: 4 }, additions: [] },
      true,
    ),
    "story, tried and added to": storyCard(
      language,
      {
        story: storyIn(language, { by: { department: undefined, profession: undefined } }),
        tally: { tried: 13, worked: 7 },
        additions: [story],
      },
      false,
    ),
    "story, beside a tip": storyCard(
      language,
      { story, tally: { tried: 0, worked: 0 }, additions: [] },
      false,
      button(language === "en" ? "Back to the tip" : "Yn ôl at yr awgrym", showTip, { nudge: "2026-11-24" }),
    ),
    "story, from elsewhere": storyCard(
      language,
      {
        story: storyIn(language, { from: from[language] }, { minutes: undefined, reuse: "specific" }),
        tally: { tried: 7, worked: 2 },
        additions: [],
      },
      false,
    ),
    "story, as long as it goes": storyCard(
      language,
      { story: long, tally: { tried: 7, worked: 7 }, additions: [long, long, long] },
      false,
    ),
    "story, pasted": sharedCard(language, story),
    "story of the week": weekCard(language, storyIn(language, { name: "A. Colleague" })),
    "story of the week, as long as it goes": weekCard(language, long),
    "story of the week, asked for": askedCard(language, "2026-11-25"),
    "tried, worked": triedCard(language, story.id, true),
    "tried, didn't": triedCard(language, story.id, false),
    untried: untriedCard(language),
    lost: lostCard(language),
    "own try": ownTryCard(language),

    "to review, none": queueCard(language, []),
    "to review": queueCard(language, [story]),
    review: reviewCard(language, { story, to: undefined }),
    "review, an addition, changed meanwhile": reviewCard(language, { story, to: story, isNewer: true }),
    "review, as long as it goes": reviewCard(language, {
      story: long,
      to: undefined,
      problems: ["reason"],
      words: many.repeat(250),
    }),
    "decided, approved": decidedCard(language, "approve"),
    "decided, a change": decidedCard(language, "change"),
    "decided, declined": decidedCard(language, "decline"),
    ...Object.fromEntries(
      (["changes", "declined", "published", "retired"] as const).map((state) => [
        `decided already, ${state}`,
        alreadyCard(language, { state }),
      ]),
    ),
    "own review": ownReviewCard(language),
    "no champion": notChampionCard(language),
    ...Object.fromEntries(
      (["new", "again", "remind", "overdue"] as const).map((why) => [
        `waits, ${why}`,
        waitingCard(language, story, why),
      ]),
    ),
    "told, approved": toldCard(language, story, "approved", undefined),
    "told, a change": toldCard(language, story, "changes", reason[language]),
    "told, declined": toldCard(language, story, "declined", reason[language]),
    "others tried, few": othersTriedCard(language, undefined),
    "others tried": othersTriedCard(language, 15),
  };
};
