import { type Day, dayInWords, shortDay } from "../../core/calendar.ts";
import {
  type Button,
  button,
  type Card,
  card,
  choice,
  type Element,
  facts,
  numberInput,
  small,
  subheading,
  text,
  textInput,
  toggle,
  typed,
  warning,
} from "../../core/card.ts";
import { refusalWords } from "../../core/free-text-words.ts";
import { say } from "../../core/say.ts";
import { apps, professions, tasks } from "../../core/taxonomy.ts";
import type { InLanguages, Language } from "../../core/words.ts";
import {
  addToIt,
  askName,
  askRemove,
  askTakeDown,
  changeStory,
  dropStory,
  type Fields,
  guide,
  hideName,
  openMine,
  removeStory,
  saveChange,
  sendStory,
  showName,
  takeDown,
  tellAnyway,
} from "./messages.ts";
import {
  type Event,
  evidences,
  LONGEST_MINUTES,
  longest,
  numberIn,
  type Problem,
  type Question,
  questions,
  reuses,
  type Story,
} from "./rules.ts";
import { storyWords } from "./words.ts";

/** What a form is about: a draft that nothing is kept of yet, or a story in the version that is changed. */
type About =
  | { readonly draft: string }
  | { readonly story: string; readonly version: number; readonly isPublished: boolean };

export function formCard(
  language: Language,
  about: About,
  fields: Fields,
  problems: readonly Problem[] = [],
): Card {
  const w = storyWords(language);
  const isNew = "draft" in about;
  return card(
    language,
    isNew ? w.formTitle : w.changeTitle,
    [
      text(isNew ? w.formIntro : w.changeIntro),
      ...wrong(language, problems),
      textInput("title", w.title(longest.title), {
        maxLength: longest.title,
        value: fields.title,
        required: w.problems.title,
      }),
      ...questions.map((question) => questionInput(language, question, fields)),
      ...placeInputs(language, fields),
      ...minutesInputs(language, fields),
      textInput("name", w.name(longest.name), { maxLength: longest.name, value: fields.name }),
      toggle("stays", w.staysLabel, w.stays, fields.stays === "true"),
      ...(isNew || !about.isPublished ? [] : [toggle("hide", w.hideLabel, w.hide)]),
      toggle("agreed", w.agreedLabel, w.agreed),
      small(w.nothingYet),
    ],
    [
      isNew
        ? button(w.send, sendStory, { draft: about.draft }, { look: "positive" })
        : button(
            w.saveChange,
            saveChange,
            { story: about.story, version: about.version },
            { look: "positive" },
          ),
      ...(isNew ? [button(w.guideButton, guide, { step: 0 }, { takesInputs: false })] : []),
      button(w.cancel, dropStory, {}, { takesInputs: false }),
    ],
  );
}

const questionInput = (language: Language, question: Question, fields: Fields) => {
  const w = storyWords(language);
  const isOptional = question === "learned";
  return textInput(question, isOptional ? w.optional(w.questions[question]) : w.questions[question], {
    maxLength: longest[question],
    multiline: true,
    value: fields[question],
    ...(question === "learned" ? {} : { required: w.problems[question] }),
  });
};

const named = (language: Language, list: Readonly<Record<string, InLanguages<string>>>) =>
  Object.entries(list).map(([id, label]) => [id, label[language]] as const);

export function placeInputs(language: Language, fields: Fields): readonly Element[] {
  const w = storyWords(language);
  return [
    choice("task", w.task, named(language, tasks), {
      value: fields.task,
      placeholder: w.choose,
      required: w.problems.task,
    }),
    choice("app", w.optional(w.app), named(language, apps), { value: fields.app, placeholder: w.choose }),
    choice("profession", w.profession, [["anyone", w.anyone] as const, ...named(language, professions)], {
      value: fields.profession ?? "anyone",
    }),
    choice(
      "reuse",
      w.reuse,
      reuses.map((id) => [id, w.reuses[id]]),
      { open: true, value: fields.reuse ?? "reusable" },
    ),
  ];
}

function minutesInputs(language: Language, fields: Fields): readonly Element[] {
  const w = storyWords(language);
  const minutes = (id: "before" | "after") =>
    numberInput(id, w.optional(w[id]), {
      min: 0,
      max: LONGEST_MINUTES,
      value: numberIn(fields[id]) === undefined ? undefined : Number(fields[id]),
      error: w.minutesError(LONGEST_MINUTES),
    });
  return [
    minutes("before"),
    minutes("after"),
    choice(
      "evidence",
      w.evidence,
      evidences.map((id) => [id, w.evidences[id]]),
      { value: fields.evidence, placeholder: w.choose },
    ),
  ];
}

export function wrong(language: Language, problems: readonly Problem[]): readonly Element[] {
  const w = storyWords(language);
  const sentence = (problem: Problem): string => {
    if (typeof problem === "string") return w.problems[problem];
    if ("long" in problem) return w.long(problem.long);
    return "refused" in problem ? refusalWords(language)[problem.refused] : w.personal[problem.personal];
  };
  return problems.length === 0
    ? []
    : [warning([`**${w.problemsTitle}:**`, ...problems.map(sentence)].join("\n\n"))];
}

/** One of the four questions. The answers so far travel on the card. */
export function questionCard(
  language: Language,
  step: 0 | 1 | 2 | 3,
  answers: Fields,
  problems: readonly Problem[] = [],
): Card {
  const w = storyWords(language);
  const question = questions[step];
  const earlier = Object.fromEntries(
    questions.slice(0, step).flatMap((each) => (answers[each] ? [[each, answers[each]]] : [])),
  );
  return card(
    language,
    w.step(step + 1),
    [
      ...wrong(language, problems),
      text(w.hints[question]),
      questionInput(language, question, answers),
      small(w.nothingYet),
    ],
    [
      button(w.next, guide, { step: step + 1, ...earlier }, { look: "positive" }),
      button(w.cancel, dropStory, {}, { takesInputs: false }),
    ],
  );
}

export const droppedCard = (language: Language): Card =>
  note(language, storyWords(language).dropped, storyWords(language).droppedMore);

/** Told once before is no reason not to tell it, but others find one story with two voices sooner than two. */
export function similarCard(language: Language, story: string, similar: readonly Story[]): Card {
  const w = storyWords(language);
  return card(
    language,
    w.similarTitle,
    [
      text(w.similar),
      ...similar.flatMap(({ telling }) => [
        subheading(telling.title),
        ...typedLines(shortened(telling.result)),
      ]),
      choice(
        "to",
        w.which,
        similar.map(({ id, telling }) => [id, telling.title]),
        { open: true, value: similar[0]?.id },
      ),
    ],
    [
      button(w.addMine, addToIt, { story }, { look: "positive" }),
      button(w.tellAnyway, tellAnyway, { story }),
      button(w.later, openMine, { story }),
    ],
  );
}

export const typedLines = (words: string): readonly Element[] =>
  words
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map(typed);

const LETTERS_SHOWN = 160;
export function shortened(words: string, most = LETTERS_SHOWN): string {
  const letters = [...words.replace(/\s+/g, " ")];
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most).join("").trimEnd()}…`;
}

/** Where there is no champion, or its author is the only one, nobody is said to have it. */
export function sentCard(language: Language, due: Day, isRead: boolean): Card {
  const w = storyWords(language);
  return card(
    language,
    isRead ? w.sentTitle : w.sentToNobodyTitle,
    [text(isRead ? w.sent(dayInWords(language, due)) : w.sentToNobody), small(w.sentName)],
    [button(w.toMine, say, { words: w.mineCommand[0] })],
  );
}

export function mineCard(language: Language, stories: readonly Story[]): Card {
  const w = storyWords(language);
  const tell = button(w.tellOne, say, { words: w.command[0] }, { takesInputs: false });
  if (stories.length === 0) return card(language, w.mineTitle, [text(w.mineEmpty)], [tell]);
  return card(
    language,
    w.mineTitle,
    [
      choice(
        "story",
        w.pick,
        stories.map(({ id, telling, state }) => [id, `${telling.title} · ${w.states[state]}`]),
        {
          placeholder: w.choose,
          required: w.pickFirst,
          ...(stories.length === 1 ? { value: stories[0]?.id } : {}),
        },
      ),
      small(w.onlyYou),
    ],
    [button(w.open, openMine, {}), tell],
  );
}

/** One's own story: where it stands, all that happened to it, and what can be done about it. */
export function ownCard(
  language: Language,
  story: Story,
  events: readonly Event[],
  about?: { readonly title: string; readonly more: string },
): Card {
  const w = storyWords(language);
  const isOld = story.published !== undefined && story.published !== story.version;
  return card(
    language,
    about?.title ?? story.telling.title,
    [
      ...(about === undefined ? [] : [text(about.more), subheading(story.telling.title)]),
      facts([
        [w.state, w.states[story.state]],
        ...(story.state === "review" && story.due !== undefined
          ? [[w.due, dayInWords(language, story.due)] as const]
          : []),
        [w.namedAs, story.name ?? w.noName],
      ]),
      ...(isOld ? [text(w.alsoPublished)] : []),
      ...happened(language, events),
    ],
    ownButtons(language, story),
  );
}

const EVENTS_SHOWN = 12;

function happened(language: Language, events: readonly Event[]): readonly Element[] {
  const w = storyWords(language);
  if (events.length === 0) return [];
  const lines = events
    .slice(-EVENTS_SHOWN)
    .flatMap(({ at, what, words }) => [
      small(`${shortDay(language, at.toISOString().slice(0, 10))}: ${w.happenings[what]}`),
      ...(words === undefined ? [] : typedLines(words)),
    ]);
  return [subheading(w.happened), ...lines];
}

function ownButtons(language: Language, { id: story, state, published }: Story): readonly Button[] {
  const w = storyWords(language);
  return [
    ...(state === "draft" ? [button(w.sendNow, tellAnyway, { story }, { look: "positive" })] : []),
    button(w.change, changeStory, { story }),
    button(w.naming, askName, { story }),
    ...(state === "retired" || state === "draft" ? [] : [button(w.takeDown, askTakeDown, { story })]),
    ...(published === undefined ? [button(w.remove, askRemove, { story }, { look: "destructive" })] : []),
    button(w.toMine, say, { words: w.mineCommand[0] }),
  ];
}

export function nameCard(
  language: Language,
  { id: story, name }: Pick<Story, "id" | "name">,
  problems: readonly Problem[] = [],
): Card {
  const w = storyWords(language);
  return card(
    language,
    w.nameTitle,
    [
      text(w.nameIntro),
      ...wrong(language, problems),
      textInput("name", w.name(longest.name), { maxLength: longest.name, value: name }),
    ],
    [
      button(w.showName, showName, { story }, { look: "positive" }),
      button(w.hideName, hideName, { story }, { takesInputs: false }),
      button(w.keep, openMine, { story }, { takesInputs: false }),
    ],
  );
}

export function askTakeDownCard(language: Language, { id: story, telling }: Story): Card {
  const w = storyWords(language);
  return card(
    language,
    w.takeDownTitle,
    [subheading(telling.title), text(w.takeDownAsk)],
    [button(w.takeDown, takeDown, { story }, { look: "destructive" }), button(w.keep, openMine, { story })],
  );
}

export function askRemoveCard(language: Language, { id: story, telling }: Story): Card {
  const w = storyWords(language);
  return card(
    language,
    w.removeTitle,
    [subheading(telling.title), text(w.removeAsk)],
    [button(w.remove, removeStory, { story }, { look: "destructive" }), button(w.keep, openMine, { story })],
  );
}

export const removedCard = (language: Language): Card =>
  note(language, storyWords(language).removedTitle, storyWords(language).removed, "mine");
export const goneCard = (language: Language): Card =>
  note(language, storyWords(language).goneTitle, storyWords(language).gone, "mine");

export function note(language: Language, title: string, more: string, to?: "mine" | "stories"): Card {
  const w = storyWords(language);
  const way =
    to === "mine"
      ? [button(w.toMine, say, { words: w.mineCommand[0] })]
      : to === "stories"
        ? [button(w.toStories, say, { words: w.findCommand[0] })]
        : [];
  return card(language, title, [text(more)], way);
}
