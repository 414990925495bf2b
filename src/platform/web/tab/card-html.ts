import type { Card, Element } from "../../../core/card.ts";
import { type Html, html } from "../../../core/html.ts";
import type { Language } from "../../../core/words.ts";

type Input = Extract<Element, { readonly type: `Input.${string}` }>;
type Action = NonNullable<Card["actions"]>[number];

/** What goes with each press: from which page, what keeps it ours, and what names it, so that it counts once. */
export interface Pressing {
  readonly page: string;
  readonly language: Language;
  readonly seal: string;
  readonly turn: string;
}

/**
 * A card as part of a page: what can be read, filled in and pressed in the chat can be here, without scripts. What has no
 * form in a page (a chart, for which its figures stand as text; copying to the clipboard) is left out.
 */
export function cardHtml(card: Card, pressing: Pressing): { readonly title: string; readonly body: Html } {
  const [first, ...rest] = card.body ?? [];
  const title = first?.type === "TextBlock" ? (first.text ?? "") : "";
  const hidden = html`<input type="hidden" name="page" value="${pressing.page}">
<input type="hidden" name="seal" value="${pressing.seal}">
<input type="hidden" name="turn" value="${pressing.turn}">`;
  const titles = titlesIn(card);
  const body = html`<form method="post" action="/tab/press?lang=${pressing.language}" class="card">
${hidden}
${rest.map((element) => partOf(element, titles))}
${buttonsOf(card.actions ?? [])}
</form>`;
  return { title, body };
}

type Titles = ReadonlyMap<string, string>;

/** By the part that a button of the card shows: what the button says. */
function titlesIn({ body = [], actions = [] }: Card): Titles {
  const all = [
    ...actions,
    ...body.flatMap((element) => (element.type === "ActionSet" ? element.actions : [])),
  ];
  return new Map(
    all.flatMap((action) =>
      action.type === "Action.ToggleVisibility"
        ? (action.targetElements ?? []).map((target) => [String(target), action.title ?? ""] as const)
        : [],
    ),
  );
}

function partOf(element: Element, titles: Titles): Html | "" {
  switch (element.type) {
    case "TextBlock":
      return textOf(element.text ?? "", {
        isHeading: element.weight === "Bolder",
        isSmall: element.isSubtle === true,
      });
    case "RichTextBlock":
      return html`<p class="typed">${(element.inlines ?? []).map((run) => (typeof run === "string" ? run : "text" in run ? run.text : ""))}</p>`;
    case "FactSet":
      return html`<dl class="facts">${element.facts.map(({ title, value }) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;
    case "Container":
      return element.isVisible === false
        ? html`<details><summary>${titles.get(element.id ?? "") ?? element.id}</summary>${element.items.map((item) => partOf(item, titles))}</details>`
        : html`<div class="${element.style === undefined ? "part" : `part ${element.style}`}">${element.items.map((item) => partOf(item, titles))}</div>`;
    case "ActionSet":
      return buttonsOf(element.actions);
    case "Input.Text":
    case "Input.Number":
    case "Input.Date":
    case "Input.Time":
    case "Input.ChoiceSet":
    case "Input.Toggle":
      return inputOf(element);
    default:
      return "fallback" in element && typeof element.fallback === "object"
        ? partOf(element.fallback, titles)
        : "";
  }
}

/** As Teams reads it: lines, lists and bold text, and nothing else of Markdown. */
function textOf(text: string, { isHeading, isSmall }: { isHeading: boolean; isSmall: boolean }): Html {
  if (isHeading) return html`<h2>${text}</h2>`;
  const bold = (line: string) =>
    line.split("**").map((part, at) => (at % 2 === 1 ? html`<strong>${part}</strong>` : part));
  const lines = text.split(/\n+/);
  if (lines.every((line) => line.startsWith("- ")))
    return html`<ul>${lines.map((line) => html`<li>${bold(line.slice(2))}</li>`)}</ul>`;
  return html`${lines.map((line) => html`<p${isSmall ? html` class="note"` : ""}>${bold(line)}</p>`)}`;
}

function inputOf(input: Input): Html | "" {
  const id = `input-${input.id}`;
  const label = html`<label for="${id}">${input.label ?? ""}</label>`;
  const required = "isRequired" in input && input.isRequired === true ? html` required` : "";
  switch (input.type) {
    case "Input.Text":
      return input.isMultiline === true
        ? html`${label}<textarea id="${id}" name="in-${input.id}" maxlength="${input.maxLength ?? 200}"${required}>${input.value ?? ""}</textarea>`
        : html`${label}<input type="text" id="${id}" name="in-${input.id}" maxlength="${input.maxLength ?? 200}" value="${input.value ?? ""}"${required}>`;
    case "Input.Number":
      return html`${label}<input type="text" inputmode="numeric" id="${id}" name="in-${input.id}" value="${input.value ?? ""}"${required}>`;
    case "Input.Date":
      return html`${label}<input type="date" id="${id}" name="in-${input.id}" value="${input.value ?? ""}"${required}>`;
    case "Input.Time":
      return html`${label}<input type="time" id="${id}" name="in-${input.id}" value="${input.value ?? ""}"${required}>`;
    case "Input.Toggle":
      return html`<p><input type="hidden" name="toggle" value="in-${input.id}"><input type="checkbox" id="${id}" name="in-${input.id}" value="true"${input.value === "true" ? html` checked` : ""}> <label class="inline" for="${id}">${input.title}</label></p>`;
    case "Input.ChoiceSet":
      return choicesOf(input, id, label);
    default:
      return "";
  }
}

function choicesOf(
  input: Extract<Input, { readonly type: "Input.ChoiceSet" }>,
  id: string,
  label: Html,
): Html {
  const chosen = new Set((input.value ?? "").split(","));
  const choices = input.choices ?? [];
  const isChosen = choices.some(({ value = "" }) => chosen.has(value));
  const none =
    input.placeholder === undefined && isChosen
      ? ""
      : html`<option value="">${input.placeholder ?? ""}</option>`;
  if (input.style !== "expanded" && input.isMultiSelect !== true)
    return html`${label}<select id="${id}" name="in-${input.id}">${none}${choices.map(
      ({ value = "", title }) =>
        html`<option value="${value}"${chosen.has(value) ? html` selected` : ""}>${title}</option>`,
    )}</select>`;
  const kind = input.isMultiSelect === true ? "checkbox" : "radio";
  return html`<fieldset><legend>${input.label ?? ""}</legend>${choices.map(
    ({ value = "", title }, at) =>
      html`<p><input type="${kind}" id="${id}-${at}" name="in-${input.id}" value="${value}"${chosen.has(value) ? html` checked` : ""}> <label class="inline" for="${id}-${at}">${title}</label></p>`,
  )}</fieldset>`;
}

function buttonsOf(actions: readonly Action[]): Html | "" {
  if (!actions.some(({ type }) => type === "Action.OpenUrl" || type === "Action.Execute")) return "";
  return html`<p class="buttons">${actions.map((action) => {
    if (action.type === "Action.OpenUrl")
      return html`<a class="button other" href="${action.url}">${action.title}</a> `;
    if (action.type !== "Action.Execute") return "";
    const { verb, data, associatedInputs, style } = action;
    const press = JSON.stringify({ verb, data, ...(associatedInputs === "none" ? { alone: true } : {}) });
    const look =
      style === "positive" ? "" : html` class="${style === "destructive" ? "destructive" : "other"}"`;
    return html`<button name="press" value="${press}"${look}${associatedInputs === "none" ? html` formnovalidate` : ""}>${action.title}</button> `;
  })}</p>`;
}

/** What was pressed and filled in, as Teams would send it. Undefined where it isn't a press of ours. */
export function pressIn(
  fields: URLSearchParams,
): { readonly verb: string; readonly data: Readonly<Record<string, unknown>> } | undefined {
  try {
    const { verb, data, alone } = JSON.parse(fields.get("press") ?? "") as {
      verb?: unknown;
      data?: unknown;
      alone?: unknown;
    };
    if (typeof verb !== "string" || typeof data !== "object") return undefined;
    return { verb, data: { ...(alone === true ? {} : inputsIn(fields)), ...data } };
  } catch {
    return undefined;
  }
}

/** Several of one name are what Teams puts together with commas; a box that isn't ticked is sent as "false". */
function inputsIn(fields: URLSearchParams): Readonly<Record<string, string>> {
  const boxes = new Set(fields.getAll("toggle"));
  const names = new Set([...boxes, ...[...fields.keys()].filter((name) => name.startsWith("in-"))]);
  const given = (name: string) =>
    boxes.has(name) ? String(fields.has(name)) : fields.getAll(name).join(",");
  return Object.fromEntries([...names].map((name) => [name.slice("in-".length), given(name)]));
}
