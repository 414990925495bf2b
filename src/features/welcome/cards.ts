import type { z } from "zod/v4";
import { addDays, type Day, dayInWords } from "../../core/calendar.ts";
import {
  type Button,
  button,
  type Card,
  card,
  choice,
  dateInput,
  draftNote,
  type Element,
  facts,
  more,
  small,
  subheading,
  text,
  timeInput,
  warning,
} from "../../core/card.ts";
import type { Command, Host, Setting } from "../../core/feature.ts";
import type { Refusal } from "../../core/free-text.ts";
import { refusalWords } from "../../core/free-text-words.ts";
import { type Choices, nations, type Person, weekdays } from "../../core/person.ts";
import { say } from "../../core/say.ts";
import { apps, grades, professions } from "../../core/taxonomy.ts";
import { type InLanguages, inOneList, type Language, languages, weekdayNames } from "../../core/words.ts";
import { type Kept, saveChoices, skipSetUp, startSetUp, undoLeave } from "./messages.ts";
import type { ChoiceProblem } from "./rules.ts";
import { welcomeWords } from "./words.ts";

export function welcomeCard(language: Language): Card {
  const w = welcomeWords(language);
  const other: Language = language === "en" ? "cy" : "en";
  return card(
    language,
    w.title,
    [
      text(w.who),
      subheading(w.keepTitle),
      text(w.keep),
      subheading(w.seeTitle),
      text(w.see),
      subheading(w.stopTitle),
      text(w.stop),
    ],
    [
      button(w.setUp, startSetUp, {}, { look: "positive" }),
      button(w.skip, skipSetUp, {}),
      button(w.inWelsh, startSetUp, { language: other }),
    ],
  );
}

const named = (language: Language, list: Readonly<Record<string, InLanguages<string>>>) =>
  Object.entries(list).map(([id, label]) => [id, label[language]] as const);

/** The short form, for the first minute. */
export function setUpCard(person: Choices, problems: readonly ChoiceProblem[] = []): Card {
  const w = welcomeWords(person.language);
  return card(
    person.language,
    w.setUpTitle,
    [
      text(w.setUpIntro),
      ...wrong(person.language, problems),
      ...aboutYou(person),
      ...whenToWrite(person, daysToOffer(person)),
    ],
    [
      button(w.save, saveChoices, { form: "set-up" }, { look: "positive" }),
      button(w.skip, skipSetUp, {}, { takesInputs: false }),
    ],
  );
}

/** Everything that can be chosen, and what other features let people choose. */
export function settingsCard(
  person: Choices,
  others: readonly Setting[],
  problems: readonly ChoiceProblem[] = [],
): Card {
  const w = welcomeWords(person.language);
  const { language } = person;
  return card(
    language,
    w.settingsTitle,
    [
      ...wrong(language, problems),
      ...chosenElsewhere(others),
      ...aboutYou(person),
      ...whenToWrite(person, weekdays),
      choice("workingDays", w.workingDays, daysOf(language, weekdays), {
        many: true,
        value: person.workingDays.join(","),
      }),
      choice(
        "nation",
        w.nation,
        nations.map((id) => [id, w.nations[id]]),
        { value: person.nation },
      ),
      choice("zone", w.zone, zonesWith(person.zone), { value: person.zone }),
      dateInput("awayFrom", w.awayFrom, { value: person.awayFrom }),
      dateInput("awayUntil", w.awayUntil, { value: person.awayUntil }),
    ],
    [
      button(w.save, saveChoices, { form: "settings" }, { look: "positive" }),
      ...others.map(({ change }) =>
        button(change.title, say, { words: change.command }, { takesInputs: false }),
      ),
    ],
  );
}

/** What stands in other features: how often tips come, or that they are stopped. */
const chosenElsewhere = (others: readonly Setting[]): readonly Element[] =>
  others.length === 0 ? [] : [facts(others.map(({ title, value }) => [title, value]))];

const wrong = (language: Language, problems: readonly ChoiceProblem[]): readonly Element[] => {
  const w = welcomeWords(language);
  const lines = [`**${w.problemsTitle}:**`, ...problems.map((problem) => w.problems[problem])];
  return problems.length === 0 ? [] : [warning(lines.join("\n\n"))];
};

/** In no list, so it is read as not chosen. An empty value would be shown as an empty box. */
const RATHER_NOT = "rather-not";

function aboutYou(person: Choices): readonly Element[] {
  const { language } = person;
  const w = welcomeWords(language);
  return [
    choice(
      "language",
      w.language,
      languages.map((id) => [id, w.languages[id]]),
      { value: language },
    ),
    choice("profession", w.profession, [[RATHER_NOT, w.rather], ...named(language, professions)], {
      value: person.profession ?? RATHER_NOT,
    }),
    choice("grade", w.grade, [[RATHER_NOT, w.rather], ...named(language, grades)], {
      value: person.grade ?? RATHER_NOT,
    }),
    choice("apps", w.apps, named(language, apps), { many: true, value: person.apps.join(",") }),
  ];
}

function whenToWrite(person: Choices, days: Choices["workingDays"]): readonly Element[] {
  const w = welcomeWords(person.language);
  return [
    choice("nudgeDays", w.nudgeDays, daysOf(person.language, days), {
      many: true,
      value: person.nudgeDays.join(","),
    }),
    timeInput("from", w.from, { value: person.from, required: w.problems.window }),
    timeInput("until", w.until, { value: person.until, required: w.problems.window }),
  ];
}

/** A short form doesn't ask most people about Saturday and Sunday. */
const daysToOffer = ({ workingDays, nudgeDays }: Choices) =>
  weekdays.filter((day) => workingDays.includes(day) || nudgeDays.includes(day));

const daysOf = (language: Language, days: Choices["workingDays"]) =>
  days.map((day) => [String(day), capital(weekdayNames[language][day])] as const);
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Where UK civil servants are posted in numbers; somebody's own zone is added if it isn't among them. */
const zones = [
  "Europe/London",
  "Europe/Brussels",
  "Europe/Istanbul",
  "Africa/Nairobi",
  "Asia/Dubai",
  "Asia/Kolkata",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Sydney",
  "America/New_York",
  "America/Los_Angeles",
];
const zonesWith = (own: string) =>
  [...new Set([own, ...zones])].map((zone) => [zone, zone.replaceAll("_", " ")] as const);

/** In the language that was asked for, with the way back in the other. */
export function switchedCard(language: Language): Card {
  const w = welcomeWords(language);
  return card(language, w.switchedTitle, [text(w.switched)], [button(w.inWelsh, say, { words: w.inWelsh })]);
}

export const doneCard = (person: Choices, others: readonly Setting[]): Card =>
  card(person.language, welcomeWords(person.language).doneTitle, whatComes(person, others));

export function skippedCard(person: Choices, others: readonly Setting[]): Card {
  const w = welcomeWords(person.language);
  return card(person.language, w.skippedTitle, [text(w.skipped), ...whatComes(person, others)]);
}

/** Their days are said as theirs, not as a promise: somebody who stopped tips gets none. */
function whatComes({ language, nudgeDays, from, until }: Choices, others: readonly Setting[]) {
  const w = welcomeWords(language);
  return [
    text(nudgeDays.length === 0 ? w.doneNoDays : w.done(inWords(language, nudgeDays), from, until)),
    ...chosenElsewhere(others),
    subheading(w.tryTitle),
    text(w.try),
  ];
}

const inWords = (language: Language, days: Choices["workingDays"]): string =>
  inOneList(
    language,
    days.map((day) => weekdayNames[language][day]),
  );

/** What most people come for; the rest when they ask for it. */
export function helpCard(language: Language, commands: readonly Command[]): Card {
  const w = welcomeWords(language);
  const lines = (some: readonly Command[]) =>
    facts(some.map(({ words, does }) => [words[language][0], does[language]]));
  const [usual, rest] = [
    commands.filter((command) => command.usual !== undefined),
    commands.filter((command) => command.usual === undefined),
  ];
  return card(language, w.helpTitle, [
    lines(usual),
    text(w.helpSentence),
    ...(rest.length === 0 ? [] : more(w.helpMore, "rest", [lines(rest)])),
  ]);
}

/** Something to press for each command that may have been meant. */
const commandButtons = (language: Language, commands: readonly Command[]): readonly Button[] =>
  commands.map(({ words }) => button(capital(words[language][0]), say, { words: words[language][0] }));

export function puzzledCard(language: Language, nearest: readonly Command[], help: Command): Card {
  const w = welcomeWords(language);
  const opening = nearest.length === 0 ? [text(w.puzzled)] : [text(w.meant), small(w.puzzled)];
  const others = nearest.filter(({ words }) => words !== help.words);
  return card(language, w.puzzledTitle, opening, commandButtons(language, [...others, help]));
}

/** What was typed isn't repeated, so that it stands in no second place. */
export const refusedCard = (language: Language, why: Refusal): Card =>
  card(language, welcomeWords(language).refusedTitle, [text(refusalWords(language)[why])]);

export const nothingCard = (language: Language, help: Command): Card =>
  card(
    language,
    welcomeWords(language).puzzledTitle,
    [text(welcomeWords(language).nothing)],
    commandButtons(language, [help]),
  );

export const outdatedCard = (language: Language, commands: readonly Command[]): Card =>
  card(
    language,
    welcomeWords(language).outdatedTitle,
    [text(welcomeWords(language).outdated)],
    commandButtons(language, commands),
  );

export const unknownCard = (language: Language): Card =>
  card(language, welcomeWords(language).unknownTitle, [text(welcomeWords(language).unknown)]);

/** Both languages, as a group has no language of its own. */
/** `offers` is what can be asked for there. */
export function groupCard(offers: readonly Pick<Command, "words" | "does">[]): Card {
  const [en, cy] = [welcomeWords("en"), welcomeWords("cy")];
  return card("en", en.groupTitle, [
    text(en.group),
    text(en.groupHow),
    ...offered("en", offers).map(text),
    inWelsh(cy.group),
    inWelsh(cy.groupHow),
    ...offered("cy", offers).map(inWelsh),
    ...draftNote("cy"),
  ]);
}

function offered(language: Language, offers: readonly Pick<Command, "words" | "does">[]): readonly string[] {
  const w = welcomeWords(language);
  if (offers.length === 0) return [];
  return [w.groupAsk, ...offers.map(({ words, does }) => w.groupOffer(words[language][0], does[language]))];
}

/** What came of asking for something in a channel or group chat, or of stopping it. */
export function inChannelCard(language: Language, what: Parameters<Host["inChannel"]>[0]): Card {
  const w = welcomeWords(language);
  switch (what) {
    case "stopped":
      return card(language, w.stoppedTitle, [text(w.stopped)]);
    case "nothing to stop":
      return card(language, w.nothingToStopTitle, [text(w.nothingToStop)]);
    case "outsider":
      return card(language, w.outsiderTitle, [text(w.outsider)]);
  }
}

export function strangerCard(): Card {
  const [en, cy] = [welcomeWords("en"), welcomeWords("cy")];
  return card("en", en.strangerTitle, [text(en.stranger), inWelsh(cy.stranger), ...draftNote("cy")]);
}

/** A screen reader changes its voice where the language does. */
const inWelsh = (value: string): Element => ({ ...text(value), lang: "cy" });

/** Leave as it was set or is to be again; nothing where there is none. */
export type Dates = Pick<Choices, "awayFrom" | "awayUntil">;

const leaveButtons = (language: Language, set: Dates, before: Dates): readonly Button[] => {
  const w = welcomeWords(language);
  const undo = {
    ...{ setFrom: set.awayFrom, setUntil: set.awayUntil },
    ...{ from: before.awayFrom, until: before.awayUntil },
  };
  return [button(w.undo, undoLeave, undo), button(w.change, say, { words: w.settings[0] })];
};

/** Leave as it was understood, with both dates; `ahead` is leave that it stands in place of. */
export function awayCard(language: Language, first: Day, last: Day, before: Dates, ahead: boolean): Card {
  const w = welcomeWords(language);
  const { awayFrom = first, awayUntil = awayFrom } = before;
  return card(
    language,
    w.awayTitle(addDays(last, 1)),
    [
      facts([
        [w.awayFirst, dayInWords(language, first)],
        [w.awayLast, dayInWords(language, last)],
      ]),
      ...(ahead ? [text(w.awayInstead(awayFrom, awayUntil))] : []),
      text(w.awayNote),
    ],
    leaveButtons(language, { awayFrom: first, awayUntil: last }, before),
  );
}

export function backCard(language: Language, before: Dates): Card {
  const w = welcomeWords(language);
  const none = { awayFrom: undefined, awayUntil: undefined };
  return card(language, w.backTitle, [text(w.backNote)], leaveButtons(language, none, before));
}

const leaveStands = (language: Language, { awayFrom, awayUntil = awayFrom }: Dates): readonly Element[] => {
  const w = welcomeWords(language);
  const words =
    awayFrom === undefined || awayUntil === undefined ? w.noLeave : w.leaveAhead(awayFrom, awayUntil);
  return [text(words)];
};

const leftAlone = (language: Language, title: string, dates: Dates): Card => {
  const w = welcomeWords(language);
  return card(
    language,
    title,
    [text(w.notAway), ...leaveStands(language, dates)],
    [button(w.change, say, { words: w.settings[0] })],
  );
};

/** They said they are back, and weren't away. */
export const notAwayCard = (language: Language, dates: Dates): Card =>
  leftAlone(language, welcomeWords(language).notAwayTitle, dates);

/** They pressed “Undo” on a card whose leave is no longer the one that is set. */
export const changedSinceCard = (language: Language, dates: Dates): Card =>
  leftAlone(language, welcomeWords(language).changedTitle, dates);

export function undoneCard(language: Language, dates: Dates): Card {
  const w = welcomeWords(language);
  const shown = dates.awayFrom === undefined ? [text(w.noLeave)] : leaveStands(language, dates);
  return card(
    language,
    w.undoneTitle,
    [text(w.undone), ...shown],
    [button(w.change, say, { words: w.settings[0] })],
  );
}

/** What is kept of somebody, in their words: their choices, what the staff list said, and where they are reached. */
export function keptRows(person: Person, row: z.infer<typeof Kept>): readonly (readonly [string, string])[] {
  const w = welcomeWords(person.language);
  return [
    ...choiceRows(person),
    ...(row.department === null ? [] : [[w.department, row.department] as const]),
    ...(row.manager_id === null ? [] : [[w.manager, row.manager_id] as const]),
    ...(row.heard_on === null ? [] : [[w.heardOn, dayInWords(person.language, row.heard_on)] as const]),
    ...(row.conversation_id === null ? [] : [[w.place, w.placeValue] as const]),
  ];
}

function choiceRows(person: Person): readonly (readonly [string, string])[] {
  const { language } = person;
  const w = welcomeWords(language);
  const days = (list: Choices["workingDays"]) => inWords(language, list) || w.none;
  const inApps = person.apps.map((app) => apps[app][language]);
  return [
    [w.language, w.languages[language]],
    [w.profession, person.profession === undefined ? w.none : professions[person.profession][language]],
    [w.grade, person.grade === undefined ? w.none : grades[person.grade][language]],
    [w.apps, inOneList(language, inApps) || w.none],
    [w.nudgeDays, `${days(person.nudgeDays)}, ${person.from}–${person.until}`],
    [w.workingDays, days(person.workingDays)],
    [w.nation, w.nations[person.nation]],
    [w.zone, person.zone],
    ...(person.awayFrom === undefined
      ? []
      : [[w.awayFrom, `${person.awayFrom} – ${person.awayUntil ?? person.awayFrom}`] as const]),
  ];
}
