import {
  type Button,
  button,
  type Card,
  card,
  choice,
  type Element,
  facts,
  small,
  subheading,
  text,
  textInput,
  typed,
} from "../../core/card.ts";
import { say } from "../../core/say.ts";
import { apps, professions, tasks } from "../../core/taxonomy.ts";
import type { InLanguages, Language } from "../../core/words.ts";
import { note, shortened, typedLines } from "./cards.ts";
import { type Fields, findStories, logTry, openStory, tryStory, untryStory } from "./messages.ts";
import { countedAloud, questions, type Story, shownProfession, type Tally } from "./rules.ts";
import { storyWords } from "./words.ts";

const LONGEST_SEARCH = 200;

export function findCard(language: Language, fields: Fields & { readonly words?: string } = {}): Card {
  const w = storyWords(language);
  return card(
    language,
    w.findTitle,
    [
      text(w.findIntro),
      textInput("words", w.words, { maxLength: LONGEST_SEARCH, value: fields.words }),
      facet(language, "task", tasks, fields.task),
      facet(language, "app", apps, fields.app),
      facet(language, "profession", professions, fields.profession),
    ],
    [
      button(w.find, findStories, {}, { look: "positive" }),
      button(w.tellOne, say, { words: w.command[0] }, { takesInputs: false }),
      button(w.toMine, say, { words: w.mineCommand[0] }, { takesInputs: false }),
    ],
  );
}

function facet(
  language: Language,
  id: "task" | "app" | "profession",
  list: Readonly<Record<string, InLanguages<string>>>,
  value: string | undefined,
): Element {
  const w = storyWords(language);
  const all = Object.entries(list).map(([each, label]) => [each, label[language]] as const);
  return choice(id, w.rows[id], [["any", w.any], ...all], { value: value ?? "any" });
}

/** What was found, to choose one from. */
export function foundCard(
  language: Language,
  stories: readonly Story[],
  question: { readonly words?: string | undefined; readonly next?: number | undefined } & Fields,
): Card {
  const w = storyWords(language);
  const again = button(w.again, say, { words: w.findCommand[0] }, { takesInputs: false });
  if (stories.length === 0)
    return card(
      language,
      w.noneTitle,
      [text(w.none)],
      [button(w.tellOne, say, { words: w.command[0] }, { look: "positive" }), again],
    );
  const { next, words, task, app, profession } = question;
  const same = Object.fromEntries(
    Object.entries({ words, task, app, profession }).filter(([, value]) => value !== undefined),
  );
  return card(
    language,
    w.foundTitle(words),
    [
      ...stories.flatMap(({ telling }) => [
        subheading(telling.title),
        small(placeOf(language, telling)),
        ...typedLines(shortened(telling.result)),
      ]),
      choice(
        "story",
        w.pick,
        stories.map(({ id, telling }) => [id, telling.title]),
        { open: true, value: stories[0]?.id, required: w.pickFirst },
      ),
    ],
    [
      button(w.open, openStory, {}, { look: "positive" }),
      ...(next === undefined
        ? []
        : [button(w.more, findStories, { ...same, after: next }, { takesInputs: false })]),
      again,
    ],
  );
}

const placeOf = (language: Language, { task, app }: Story["telling"]): string =>
  [tasks[task][language], ...(app === undefined ? [] : [apps[app][language]])].join(" · ");

export interface Shown {
  readonly story: Story;
  readonly tally: Tally;
  readonly additions: readonly Story[];
}

/** A story as everybody reads it. */
export function storyCard(
  language: Language,
  { story, tally, additions }: Shown,
  isOwn: boolean,
  back?: Button,
): Card {
  const w = storyWords(language);
  const { id, telling } = story;
  return card(
    language,
    telling.title,
    [
      ...storyBody(language, story),
      ...others(language, additions),
      text(triedOf(language, tally)),
      small(w.check),
    ],
    [
      ...(isOwn
        ? []
        : [
            button(w.didWork, tryStory, { story: id, worked: true }, { look: "positive" }),
            button(w.didNot, tryStory, { story: id, worked: false }),
          ]),
      ...(back === undefined ? [] : [back]),
      button(w.toStories, say, { words: w.findCommand[0] }),
    ],
  );
}

/** Pasted into any chat, where nobody's buttons are. */
export const sharedCard = (language: Language, story: Story): Card =>
  card(language, story.telling.title, [
    ...storyBody(language, story),
    small(storyWords(language).check),
    small(storyWords(language).shared),
  ]);

/** What was typed stands as it was typed; only what is ours can be bold. */
export function storyBody(language: Language, story: Story): readonly Element[] {
  const w = storyWords(language);
  const { telling, from } = story;
  const parts = questions.flatMap((question) =>
    telling[question] === "" ? [] : [subheading(w.parts[question]), ...typedLines(telling[question])],
  );
  const origin =
    from === undefined
      ? [typed(`${w.rows.by}: ${bylineIn(language, story)}`)]
      : [typed(`${w.rows.source}: ${from.source}`), typed(`${w.rows.licence}: ${from.licence}`)];
  return [...parts, facts(rowsOf(language, story)), ...origin];
}

function rowsOf(language: Language, story: Story): readonly (readonly [string, string])[] {
  const w = storyWords(language);
  const { task, app, reuse, minutes } = story.telling;
  const profession = shownProfession(story);
  return [
    [w.rows.task, tasks[task][language]],
    ...(app === undefined ? [] : [[w.rows.app, apps[app][language]] as const]),
    ...(profession === undefined ? [] : [[w.rows.profession, professions[profession][language]] as const]),
    [w.rows.reuse, w.short[reuse]],
    ...(minutes === undefined
      ? []
      : [[w.rows.time, `${w.time(minutes.before, minutes.after)} (${w.grades[minutes.evidence]})`] as const]),
  ];
}

export function bylineIn(language: Language, { name, by }: Pick<Story, "name" | "by">): string {
  const w = storyWords(language);
  if (name !== undefined) return name;
  const place = [
    ...(by.department === undefined ? [] : [by.department]),
    ...(by.profession === undefined ? [] : [professions[by.profession][language]]),
  ].join(", ");
  return place === "" ? w.colleague : w.colleagueOf(place);
}

function others(language: Language, additions: readonly Story[]): readonly Element[] {
  if (additions.length === 0) return [];
  return [
    subheading(storyWords(language).others),
    ...additions.map(({ telling }) => typed(`${telling.title}: ${shortened(telling.result, 300)}`)),
  ];
}

/** Never a count of a few, and never an exact one. */
export function triedOf(language: Language, { tried, worked }: Tally): string {
  const w = storyWords(language);
  if (tried === 0) return w.triedNone;
  const [all, well] = [countedAloud(tried), countedAloud(worked)];
  if (all === undefined) return w.triedFew;
  return well === undefined ? w.tried(all) : `${w.tried(all)} ${w.worked(well)}`;
}

export function triedCard(language: Language, story: string, worked: boolean): Card {
  const w = storyWords(language);
  return card(
    language,
    w.noted,
    [text(worked ? w.notedWorked : w.notedNot)],
    [
      button(w.logTime, logTry, { story }),
      button(w.untry, untryStory, { story }),
      button(w.toStories, say, { words: w.findCommand[0] }),
    ],
  );
}

export const untriedCard = (language: Language): Card =>
  note(language, storyWords(language).untried, storyWords(language).untriedMore, "stories");
export const lostCard = (language: Language): Card =>
  note(language, storyWords(language).goneTitle, storyWords(language).gone, "stories");
export const ownTryCard = (language: Language): Card =>
  note(language, storyWords(language).ownTitle, storyWords(language).own, "stories");
