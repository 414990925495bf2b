import { dayInWords } from "../../core/calendar.ts";
import {
  button,
  type Card,
  card,
  choice,
  type Element,
  small,
  subheading,
  text,
  textInput,
} from "../../core/card.ts";
import { say } from "../../core/say.ts";
import type { Language } from "../../core/words.ts";
import { note, typedLines, wrong } from "./cards.ts";
import { storyBody } from "./cards-finding.ts";
import { type Decision, decide, openMine, openReview } from "./messages.ts";
import { longest, type Problem, type Story } from "./rules.ts";
import { storyWords } from "./words.ts";

export function queueCard(language: Language, stories: readonly Story[]): Card {
  const w = storyWords(language);
  if (stories.length === 0) return card(language, w.queueTitle, [text(w.queueEmpty)]);
  const lineOf = ({ telling, due }: Story) =>
    due === undefined ? telling.title : `${telling.title} · ${w.dueBy(dayInWords(language, due))}`;
  return card(
    language,
    w.queueTitle,
    [
      choice(
        "story",
        w.pick,
        stories.map((story) => [story.id, lineOf(story)]),
        { open: stories.length < 6, value: stories[0]?.id, required: w.pickFirst },
      ),
      small(w.queueMore),
    ],
    [button(w.open, openReview, {}, { look: "positive" })],
  );
}

interface Reviewed {
  readonly story: Story;
  /** The story that this one adds to. */
  readonly to: Story | undefined;
  readonly isNewer?: boolean;
  readonly problems?: readonly Problem[];
  readonly words?: string | undefined;
}

/** A story as others would read it: its author isn't told of here either. */
export function reviewCard(language: Language, { story, to, isNewer, problems = [], words }: Reviewed): Card {
  const w = storyWords(language);
  const { id, version, telling } = story;
  const make = (decision: Decision) => ({ story: id, version, decision });
  return card(
    language,
    isNewer ? w.newerTitle : w.reviewTitle,
    [
      ...wrong(language, problems),
      text(w.look),
      subheading(telling.title),
      ...(to === undefined ? [] : [text(w.addsTo(to.telling.title))]),
      ...storyBody(language, story),
      textInput("words", w.reason(longest.reason), {
        maxLength: longest.reason,
        multiline: true,
        value: words,
      }),
    ],
    [
      button(w.approve, decide, make("approve"), { look: "positive" }),
      button(w.askChange, decide, make("change")),
      button(w.decline, decide, make("decline"), { look: "destructive" }),
      button(w.backToQueue, say, { words: w.reviewCommand[0] }, { takesInputs: false }),
    ],
  );
}

const toQueue = (language: Language) => [
  button(storyWords(language).backToQueue, say, { words: storyWords(language).reviewCommand[0] }),
];

export const decidedCard = (language: Language, decision: Decision): Card =>
  card(
    language,
    storyWords(language).decidedTitle[decision],
    [text(storyWords(language).decidedMore)],
    toQueue(language),
  );

/** The first decision counts; whoever comes second is shown which it was. */
export const alreadyCard = (language: Language, { state }: Pick<Story, "state">): Card =>
  card(
    language,
    storyWords(language).alreadyTitle,
    [text(storyWords(language).already[state])],
    toQueue(language),
  );

export const ownReviewCard = (language: Language): Card =>
  card(language, storyWords(language).ownTitle, [text(storyWords(language).own_)], toQueue(language));

export const notChampionCard = (language: Language): Card =>
  note(language, storyWords(language).notChampion, storyWords(language).notChampionMore);

/** To a champion: that one waits, still waits, or is overdue. */
export function waitingCard(
  language: Language,
  story: Story,
  why: "new" | "again" | "remind" | "overdue",
): Card {
  const w = storyWords(language);
  const title = {
    new: w.toReviewTitle,
    again: w.toReviewAgain,
    remind: w.remindTitle,
    overdue: w.overdueTitle,
  }[why];
  return card(
    language,
    title,
    [
      subheading(story.telling.title),
      ...(story.due === undefined ? [] : [text(`${w.due}: ${dayInWords(language, story.due)}`)]),
      ...(why === "overdue" ? [text(w.overdue)] : []),
    ],
    [button(w.open, openReview, { story: story.id }, { look: "positive" }), ...toQueue(language)],
  );
}

export type ToldOf = "approved" | "changes" | "declined";

/** To an author: what was decided, and the champion's words where there are some. */
export function toldCard(language: Language, story: Story, what: ToldOf, words: string | undefined): Card {
  const w = storyWords(language);
  const said: readonly Element[] = words === undefined ? [] : [subheading(w.theySay), ...typedLines(words)];
  return card(
    language,
    w.toldTitle[what],
    [subheading(story.telling.title), ...said, text(w.told[what])],
    [button(w.seeIt, openMine, { story: story.id })],
  );
}

export function othersTriedCard(language: Language, people: number | undefined): Card {
  const w = storyWords(language);
  return note(
    language,
    w.triedTitle,
    people === undefined ? w.othersTriedFew : w.othersTriedMany(people),
    "mine",
  );
}
