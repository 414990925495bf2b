import type { Day } from "../../core/calendar.ts";
import {
  button,
  buttons,
  type Card,
  card,
  choice,
  link,
  quote,
  small,
  subheading,
  text,
  textInput,
  typed,
} from "../../core/card.ts";
import type { ShownStory } from "../../core/feature.ts";
import type { Person } from "../../core/person.ts";
import { say } from "../../core/say.ts";
import { apps } from "../../core/taxonomy.ts";
import { inOneList, type Language, weekdayNames } from "../../core/words.ts";
import {
  copyPrompt,
  fewer,
  notForMe,
  remindLater,
  showTip,
  snooze,
  stop,
  tried,
  weekly,
  why,
} from "./messages.ts";
import type { Rate, Reason, Wish } from "./rules.ts";
import { LONGEST_PROMPT, type Tip } from "./tip.ts";
import { nudgeWords } from "./words.ts";

/** Where Copilot is opened where whoever runs the product names no other place. */
export const COPILOT = "https://m365.cloud.microsoft/chat";

/** The nudge itself: why it's worth doing, what to type, what to check, a way to try it, and six ways to answer. */
export function tipCard(
  language: Language,
  tip: Tip,
  slot: string,
  rate: Rate,
  { copilot = COPILOT, story }: { readonly copilot?: string; readonly story?: ShownStory | undefined } = {},
): Card {
  const w = nudgeWords(language);
  return card(language, tip[language].title, [
    ...tipBody(language, tip),
    buttons([button(w.copyPrompt, copyPrompt, { nudge: slot }), link(w.openCopilot, copilot)]),
    ...(story === undefined ? [] : [typed(w.colleagueDid(story.title)), buttons([story.open])]),
    buttons([
      button(w.tried, tried, { nudge: slot }, { look: "positive" }),
      button(w.notForMe, notForMe, { nudge: slot }),
      button(w.later, remindLater, { nudge: slot }),
    ]),
    buttons([
      button(w.why, why, { nudge: slot }),
      button(w.fewer, fewer, { nudge: slot, rate }),
      button(w.stop, stop, { nudge: slot }),
    ]),
  ]);
}

/**
 * The prompt in a field, to be copied. Adaptive Cards have no action that copies, and a CodeBlock can't be selected in
 * Teams and isn't drawn on phones; the text of a field can be selected and copied in every client.
 */
export function promptCard(language: Language, tip: Tip, slot: string, copilot: string = COPILOT): Card {
  const w = nudgeWords(language);
  const { title, prompt, caution } = tip[language];
  return card(
    language,
    title,
    [
      textInput("prompt", w.promptField, { value: prompt, multiline: true, maxLength: LONGEST_PROMPT }),
      text(w.pasteIt),
      subheading(w.caution),
      text(caution),
    ],
    [
      link(w.openCopilot, copilot),
      button(w.tried, tried, { nudge: slot }, { takesInputs: false }),
      button(w.back, showTip, { nudge: slot }, { takesInputs: false }),
    ],
  );
}

/** A tip to show to others: it is nobody's nudge, so it asks for nothing. */
export const sharedTipCard = (language: Language, tip: Tip): Card =>
  card(
    language,
    tip[language].title,
    tipBody(language, tip),
    tip.source.url ? [link(nudgeWords(language).source, tip.source.url)] : [],
  );

function tipBody(language: Language, tip: Tip) {
  const w = nudgeWords(language);
  const { body, prompt, caution, source } = tip[language];
  return [
    text(body),
    quote(`${w.tryThis} ${apps[tip.app][language]}. ${w.prompt}:`, prompt),
    subheading(w.caution),
    text(caution),
    small(`${w.source}: ${source}`),
  ];
}

/** Why none come by themselves, though nobody stopped them. */
interface WithoutTips {
  readonly heldOut?: boolean;
  /** The day on which they begin in a stepped start. */
  readonly begins?: Day | undefined;
}

export function whyCard(
  language: Language,
  person: Person,
  { rate, stopped, heldOut = false, begins }: Pick<Wish, "rate" | "stopped"> & WithoutTips,
  reasons: readonly Reason[],
  slot: string,
): Card {
  const w = nudgeWords(language);
  const days = inOneList(
    language,
    person.nudgeDays.map((day) => weekdayNames[language][day]),
  );
  const chosen = days === "" ? w.whyNoDays : w.whyTiming(w.rates[rate], days, person.from, person.until);
  const unbegun = begins === undefined ? chosen : w.notStarted(begins);
  const timing = heldOut ? w.heldOutNow : unbegun;
  return card(
    language,
    w.whyTitle,
    [
      text(reasons.map((reason) => `- ${w.reasons[reason]}`).join("\n")),
      text(stopped === undefined ? timing : w.whyStopped),
      small(w.whyPrivate),
    ],
    [
      button(w.back, showTip, { nudge: slot }),
      ...(stopped === undefined
        ? [button(w.fewer, fewer, { nudge: slot, rate }), button(w.stop, stop, { nudge: slot })]
        : [button(w.startAgain, weekly, {})]),
    ],
  );
}

const note = (
  language: Language,
  title: string,
  sentence: string,
  actions: Parameters<typeof card>[3] = [],
): Card => card(language, title, [text(sentence)], actions);

const another = (language: Language) =>
  button(nudgeWords(language).another, say, { words: nudgeWords(language).nowCommand[0] });

export const passedCard = (language: Language) =>
  note(language, nudgeWords(language).passedTitle, nudgeWords(language).passed, [another(language)]);

export const laterCard = (language: Language, on: Day) =>
  note(language, nudgeWords(language).laterTitle, nudgeWords(language).laterOn(on));

export function fewerCard(language: Language, rate: Rate, isFewest: boolean): Card {
  const w = nudgeWords(language);
  return note(
    language,
    isFewest ? w.fewestTitle : w.fewerTitle,
    isFewest ? w.fewest : w.fewerNow(w.rates[rate]),
    [button(w.weekly, weekly, {}), button(w.stop, stop, {})],
  );
}

export const weeklyCard = (language: Language) =>
  note(language, nudgeWords(language).weeklyTitle, nudgeWords(language).weeklyNow);

export function stoppedCard(language: Language): Card {
  const w = nudgeWords(language);
  return note(language, w.stoppedTitle, w.stopped, [button(w.startAgain, weekly, {})]);
}

export function askSnoozeCard(language: Language): Card {
  const w = nudgeWords(language);
  return card(
    language,
    w.snoozeTitle,
    [choice("weeks", w.snoozeFor, Object.entries(w.snoozeWeeks), { open: true, value: "2" })],
    [button(w.snooze, snooze, {}, { look: "positive" })],
  );
}

export const snoozedCard = (language: Language, until: Day) =>
  note(language, nudgeWords(language).snoozedTitle, nudgeWords(language).snoozedUntil(until), [
    button(nudgeWords(language).startAgain, weekly, {}),
  ]);

export function lastQuestionCard(language: Language, slot: string): Card {
  const w = nudgeWords(language);
  return note(language, w.lastTitle, w.last, [
    button(w.lastMore, weekly, { nudge: slot }, { look: "positive" }),
    button(w.lastStop, stop, { nudge: slot }),
  ]);
}

export const noneLeftCard = (language: Language) =>
  note(language, nudgeWords(language).noneTitle, nudgeWords(language).none);
export const goneCard = (language: Language) =>
  note(language, nudgeWords(language).goneTitle, nudgeWords(language).gone, [another(language)]);
/** Said wherever else an old card would show the tip, or promise it again. */
export const withdrawnCard = (language: Language, tip: Tip, reason: string) =>
  card(
    language,
    nudgeWords(language).withdrawnTitle,
    [
      text(nudgeWords(language).withdrawn(tip[language].title)),
      quote(nudgeWords(language).withdrawnWhy, reason),
    ],
    [another(language)],
  );
export const heldOutCard = (language: Language) =>
  note(language, nudgeWords(language).heldOutTitle, nudgeWords(language).heldOutNow, [another(language)]);
export const notStartedCard = (language: Language, on: Day) =>
  note(language, nudgeWords(language).notStartedTitle, nudgeWords(language).notStarted(on), [
    another(language),
  ]);
export const noLastCard = (language: Language) =>
  note(language, nudgeWords(language).whyTitle, nudgeWords(language).noLast, [another(language)]);
