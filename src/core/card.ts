import type {
  ActionArray,
  CardElementArray,
  IActionSet,
  IAdaptiveCard,
  IChoiceSetInput,
  IContainer,
  IDateInput,
  IExecuteAction,
  IFactSet,
  IGroupedVerticalBarChart,
  INumberInput,
  IOpenUrlAction,
  IRichTextBlock,
  ITextBlock,
  ITextInput,
  ITimeInput,
  IToggleInput,
} from "@microsoft/teams.cards";
import type { Message } from "./message.ts";
import { draftIn, type Language } from "./words.ts";

/** A card as Teams takes it. Only `card` makes one, so each can be read aloud, wraps, and says its language. */
export type Card = IAdaptiveCard & { readonly speak: string };
export type Element = CardElementArray[number];
export type Pressed = IExecuteAction;
export type Button = Pressed | IOpenUrlAction;

export function card(
  language: Language,
  title: string,
  body: readonly Element[] = [],
  actions: readonly Button[] = [],
): Card {
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: "1.5",
    lang: language,
    speak: [sentence(title), ...body.flatMap(aloud)].join(" ").slice(0, LONGEST_SPEECH),
    body: [heading(title), ...body, ...draftNote(language)],
    ...(actions.length > 0 ? { actions: actions as ActionArray } : {}),
  };
}

export function draftNote(language: Language): readonly ITextBlock[] {
  const note = draftIn(language);
  return note === undefined ? [] : [{ ...small(note), lang: language }];
}

const LONGEST_SPEECH = 1500;

/** What a screen reader says of an element when it reads the card in one go. */
function aloud(element: Element): readonly string[] {
  switch (element.type) {
    case "TextBlock":
      return element.text ? [sentence(element.text.replaceAll("**", "").replace(/^- /gm, ""))] : [];
    case "RichTextBlock":
      return (element.inlines ?? []).flatMap((run) =>
        typeof run === "object" && "text" in run && run.text ? [sentence(run.text)] : [],
      );
    case "FactSet":
      return element.facts.map((fact) => sentence(`${fact.title}: ${fact.value}`));
    case "Container":
      return element.isVisible === false ? [] : element.items.flatMap(aloud);
    case "Input.Text":
    case "Input.Number":
    case "Input.Date":
    case "Input.Time":
    case "Input.ChoiceSet":
      return element.label ? [sentence(String(element.label))] : [];
    default:
      return [];
  }
}

const sentence = (text: string) => (/[.?!:]$/.test(text) ? text : `${text}.`);

const heading = (title: string): ITextBlock => ({
  type: "TextBlock",
  text: title,
  wrap: true,
  size: "Large",
  weight: "Bolder",
  style: "heading",
});

export const text = (value: string): ITextBlock => ({ type: "TextBlock", text: value, wrap: true });

/** A line of less weight: where something comes from, what isn't checked yet. */
export const small = (value: string): ITextBlock => ({
  type: "TextBlock",
  text: value,
  wrap: true,
  isSubtle: true,
  size: "Small",
});

export const subheading = (value: string): ITextBlock => ({
  type: "TextBlock",
  text: value,
  wrap: true,
  weight: "Bolder",
  spacing: "Medium",
});

/** What a person typed, as they typed it: here a client makes no link, list or bold text of it. */
export const typed = (value: string): IRichTextBlock => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text: value }],
});

/** Something set apart: a prompt to copy. */
export const quote = (label: string, value: string): IContainer => ({
  type: "Container",
  style: "emphasis",
  items: [small(label), text(value)],
});

/** Something to put right or to mind. The words say so too: colour is never the only sign. */
export const warning = (value: string): IContainer => ({
  type: "Container",
  style: "warning",
  items: [text(value)],
});

/** What is shown when its button is pressed, and hidden when it is pressed again; "hidden" is the part's id. */
export const more = (title: string, hidden: string, items: readonly Element[]): readonly Element[] => [
  {
    type: "ActionSet",
    actions: [{ type: "Action.ToggleVisibility", title, targetElements: [hidden] }],
  },
  { type: "Container", id: hidden, isVisible: false, items: [...items] },
];

/** Rows of label and value. */
export const facts = (rows: readonly (readonly [title: string, value: string])[]): IFactSet => ({
  type: "FactSet",
  facts: rows.map(([title, value]) => ({ title, value })),
});

/** Buttons among the text, for an answer in one press. Teams shows six of one set at most. */
export const buttons = (row: readonly (IExecuteAction | IOpenUrlAction)[]): IActionSet => ({
  type: "ActionSet",
  actions: [...row] as IActionSet["actions"],
});

/** One colour of bars: what it means, and its figures, none below zero: those would not be drawn. */
export interface Series {
  readonly legend: string;
  readonly values: readonly { readonly x: string; readonly y: number }[];
}

/** Bars side by side over time. Where charts can't be drawn the same figures stand as text. */
export const bars = (
  title: string,
  axis: { readonly x: string; readonly y: string },
  series: readonly Series[],
): IGroupedVerticalBarChart => ({
  type: "Chart.VerticalBar.Grouped",
  title,
  xAxisTitle: axis.x,
  yAxisTitle: axis.y,
  data: series.map(({ legend, values }) => ({ legend, values: [...values] })),
  fallback: facts(
    series.flatMap(({ legend, values }) => values.map(({ x, y }) => [`${legend}, ${x}`, String(y)] as const)),
  ),
});

interface Asked {
  readonly required?: string;
}

/** `required` is the sentence shown when nothing is given. */
const asked = ({ required }: Asked) =>
  required === undefined ? {} : { isRequired: true, errorMessage: required };

export const numberInput = (
  id: string,
  label: string,
  options: Asked & {
    readonly min: number;
    readonly max: number;
    readonly value?: number | undefined;
    readonly error: string;
  },
): INumberInput => ({
  type: "Input.Number",
  id,
  label,
  min: options.min,
  max: options.max,
  errorMessage: options.error,
  ...(options.value === undefined ? {} : { value: options.value }),
  ...asked(options),
});

export const textInput = (
  id: string,
  label: string,
  options: Asked & {
    readonly maxLength?: number;
    readonly value?: string | undefined;
    readonly multiline?: boolean;
  } = {},
): ITextInput => ({
  type: "Input.Text",
  id,
  label,
  maxLength: options.maxLength ?? 200,
  ...(options.multiline ? { isMultiline: true } : {}),
  ...(options.value === undefined ? {} : { value: options.value }),
  ...asked(options),
});

export const dateInput = (
  id: string,
  label: string,
  options: Asked & { readonly value?: string | undefined; readonly min?: string; readonly max?: string } = {},
): IDateInput => ({
  type: "Input.Date",
  id,
  label,
  ...(options.min === undefined ? {} : { min: options.min }),
  ...(options.max === undefined ? {} : { max: options.max }),
  ...(options.value === undefined ? {} : { value: options.value }),
  ...asked(options),
});

/** A wall-clock time, "HH:MM". */
export const timeInput = (
  id: string,
  label: string,
  options: Asked & { readonly value?: string | undefined },
): ITimeInput => ({
  type: "Input.Time",
  id,
  label,
  ...(options.value === undefined ? {} : { value: options.value }),
  ...asked(options),
});

export const choice = (
  id: string,
  label: string,
  options: readonly (readonly [value: string, title: string])[],
  more: Asked & {
    readonly value?: string | undefined;
    readonly many?: boolean;
    readonly open?: boolean;
    readonly placeholder?: string;
  } = {},
): IChoiceSetInput => ({
  type: "Input.ChoiceSet",
  id,
  label,
  choices: options.map(([value, title]) => ({ value, title })),
  style: more.open || more.many ? "expanded" : "compact",
  wrap: true,
  ...(more.many ? { isMultiSelect: true } : {}),
  ...(more.value === undefined ? {} : { value: more.value }),
  ...(more.placeholder === undefined ? {} : { placeholder: more.placeholder }),
  ...asked(more),
});

export const toggle = (id: string, label: string, title: string, value = false): IToggleInput => ({
  type: "Input.Toggle",
  id,
  label,
  title,
  wrap: true,
  value: String(value),
});

interface Look {
  readonly look?: "positive" | "destructive";
  /** What the button does, where its title alone doesn't say enough for someone who can't see the card. */
  readonly tooltip?: string;
  /** False for a button that must work even if an input isn't filled in: cancel, skip, back. */
  readonly takesInputs?: boolean;
}

/** A button that sends a message. `data` is what the card already knows of it; its inputs fill in the rest. */
export function button<T>(
  title: string,
  message: Message<T>,
  data: Partial<T>,
  more: Look = {},
): IExecuteAction {
  return {
    type: "Action.Execute",
    title,
    verb: message.name,
    data: data as Record<string, unknown>,
    ...(more.look === undefined ? {} : { style: more.look }),
    ...(more.tooltip === undefined ? {} : { tooltip: more.tooltip }),
    ...(more.takesInputs === false ? { associatedInputs: "none" as const } : {}),
  };
}

export const link = (title: string, url: string): IOpenUrlAction => ({ type: "Action.OpenUrl", title, url });
