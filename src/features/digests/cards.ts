import { shortDay } from "../../core/calendar.ts";
import {
  type Button,
  bars,
  button,
  buttons,
  type Card,
  card,
  type Element,
  link,
  quote,
  small,
  subheading,
  text,
  typed,
} from "../../core/card.ts";
import type { DigestPart } from "../../core/digest.ts";
import type { ShownStory } from "../../core/feature.ts";
import type { Published } from "../../core/figures.ts";
import type { NoFigure } from "../../core/published.ts";
import { numberIn } from "../../core/table.ts";
import type { Language } from "../../core/words.ts";
import type { Todo } from "./choose.ts";
import type { Contents, Reported, Use } from "./contents.ts";
import { type Audience, type Help, openHelp, type Rate, rates, setRate, showDigest } from "./messages.ts";
import { digestWords, outlines } from "./words.ts";

/** All that stands on one lead's digest. */
export interface LeadDigest {
  readonly contents: Published<Contents>;
  readonly parts: readonly DigestPart[];
  readonly story: ShownStory | undefined;
  readonly todo: Todo;
  readonly rate: Rate;
}

type Words = ReturnType<typeof digestWords>;

const whole = (language: Language, value: number): string => numberIn(language, Math.round(value), 0);

export function leadCard(language: Language, digest: LeadDigest): Card {
  const w = digestWords(language);
  const { use, reported } = digest.contents.value;
  const isSmall = typeof use === "string" && typeof reported === "string";
  const newest = [use, reported]
    .flatMap((part) => (typeof part === "string" || part.verdict.kind === "stale" ? [] : [part.week]))
    .toSorted()
    .at(-1);
  return card(
    language,
    isSmall ? w.smallTitle : newest === undefined ? w.titleNow : w.title(newest),
    [
      ...(isSmall ? smallElements(w, use) : figureElements(language, use, reported)),
      ...digest.parts.flatMap(({ lines }) => lines.map(text)),
      ...storyElements(w, digest.story),
      ...todoElements(w, digest.todo),
      small(w.why),
    ],
    rateButtons(w, digest.rate, "lead"),
  );
}

const smallElements = (w: Words, why: NoFigure): readonly Element[] =>
  why === "not out yet" ? [text(w.notOut), text(w.smallHelps)] : [text(w.small), text(w.smallHelps)];

function figureElements(
  language: Language,
  use: Use | NoFigure,
  reported: Reported | NoFigure,
): readonly Element[] {
  const w = digestWords(language);
  const isWide = [use, reported].some((part) => typeof part !== "string" && part.whose !== 0);
  return [
    subheading(w.useTitle),
    ...(typeof use === "string" ? [text(noneIn(w, use))] : useElements(language, use)),
    subheading(w.hoursTitle),
    ...(typeof reported === "string" ? [text(noneIn(w, reported))] : reportedElements(language, reported)),
    ...(isWide ? [small(w.whyWider)] : []),
  ];
}

const noneIn = (w: Words, none: NoFigure): string => (none === "not out yet" ? w.notOut : w.tooFew);

function useElements(language: Language, use: Use): readonly Element[] {
  const w = digestWords(language);
  const percent = (100 * use.active) / use.of;
  const said = (value: number) => w.percent(whole(language, Math.max(0, Math.min(100, value))));
  return [
    text(w.use(use.week, whole(language, use.active), whole(language, use.of), whole(language, percent))),
    ...wider(w, use.whose),
    text(verdictIn(w, use, said)),
    ...(use.weeks.length > 1 ? chart(language, use.weeks) : []),
  ];
}

function chart(language: Language, weeks: Use["weeks"]): readonly Element[] {
  const w = digestWords(language);
  const values = weeks.map(({ monday, percent }) => ({
    x: shortDay(language, monday),
    y: Math.round(percent),
  }));
  return [
    bars(w.chartTitle, { x: w.chartWeek, y: w.chartShare }, [{ legend: w.chartLegend, values }]),
    small(w.chartText(values.map(({ x, y }) => `${x}: ${y}`).join("; "))),
  ];
}

function reportedElements(language: Language, reported: Reported): readonly Element[] {
  const w = digestWords(language);
  const { hours, reporters, asked } = reported;
  const count = (value: number) => whole(language, value);
  const said = hours < 0 ? w.longer(reported.week, count(-hours)) : w.saved(reported.week, count(hours));
  return [
    text(said),
    text(
      asked === undefined || asked < reporters
        ? w.responseUnknown(count(reporters))
        : w.response(count(reporters), count(asked), count((100 * reporters) / asked)),
    ),
    ...wider(w, reported.whose),
    text(verdictIn(w, reported, (value) => w.hours(count(value)))),
  ];
}

const wider = (w: Words, whose: number | undefined): readonly Element[] =>
  whose === 0 ? [] : [text(w.wider(whose))];

function verdictIn(
  w: Words,
  { verdict, resized, week }: Pick<Use, "verdict" | "resized" | "week">,
  said: (value: number) => string,
): string {
  if (verdict.kind === "stale") return w.stale(week);
  if (verdict.kind === "too early")
    return resized ? w.earlyResized(verdict.takes) : w.early(verdict.weeks, verdict.takes);
  const [low, high] = [said(verdict.low), said(verdict.high)];
  if (verdict.kind === "noise") return w.noise(low, high);
  return verdict.by === "run"
    ? w.changeRun(verdict.way, said(verdict.mean))
    : w.changeWeek(verdict.way, low, high);
}

const storyElements = (w: Words, story: ShownStory | undefined): readonly Element[] =>
  story === undefined
    ? []
    : [subheading(w.storyTitle), typed(story.title), typed(story.result), buttons([story.open])];

function todoElements(w: Words, todo: Todo): readonly Element[] {
  const help = (title: string, which: Help, nth = 0) =>
    buttons([button(title, openHelp, { help: which, nth }, { takesInputs: false })]);
  const heading = subheading(w.todoTitle);
  switch (todo.kind) {
    case "session":
      return [heading, text(w.session), help(w.sessionButton, "session", todo.nth % outlines("en").length)];
    case "share":
      return [heading, text(w.share), help(w.shareButton, "share")];
    case "thank":
      return [heading, text(w.thank(todo.isUp)), help(w.thankButton, "thank")];
    case "offered": {
      const { text: why, typed: words, button: does } = todo.todo;
      return [heading, text(why), ...(words === undefined ? [] : [typed(words)]), buttons([does])];
    }
  }
}

/** One press each: the others of the rates, and none at all. */
export const rateButtons = (w: Words, now: Rate, of: Audience): readonly Button[] =>
  rates
    .filter((rate) => rate !== now && (of === "lead" || rate === "off"))
    .map((rate) => button(w.every[rate], setRate, { of, rate }, { takesInputs: false }));

export function rateCard(language: Language, rate: Rate): Card {
  const w = digestWords(language);
  return card(
    language,
    w.rateTitle[rate],
    [text(rate === "off" ? w.offSaid : w.rateSaid)],
    [
      ...(rate === "off" ? [] : [button(w.showNow, showDigest, { of: "lead" })]),
      ...rateButtons(w, rate, "lead"),
    ],
  );
}

export function noLeadCard(language: Language): Card {
  const w = digestWords(language);
  return card(language, w.noLeadTitle, [text(w.noLead)]);
}

/** What can be copied, or put into a calendar: Teams lets a bot do neither by itself. */
export function helpCard(
  language: Language,
  help: Help,
  { nth, channel }: { readonly nth: number; readonly channel: string | undefined },
): Card {
  const w = digestWords(language);
  const back = button(w.back, showDigest, { of: "lead" });
  if (help === "session") {
    const all = outlines(language);
    const outline = all[nth % all.length];
    const { title, steps } = outline ?? { title: w.sessionButton, steps: [] };
    return card(
      language,
      title,
      [text(w.sessionIntro), ...steps.map((step) => text(`- ${step}`))],
      [link(w.plan, meetingLink(title, [w.sessionIntro, ...steps])), back],
    );
  }
  const share = channel === undefined ? [] : [text(w.shareRegular(channel))];
  return help === "share"
    ? card(language, w.shareTitle, [text(w.shareHow), quote(w.copy, w.shareWords), ...share], [back])
    : card(language, w.thankTitle, [text(w.thankHow), quote(w.copy, w.thankWords)], [back]);
}

/** Opens Teams' own form for a new meeting, filled in; nothing is sent before they do it (learn.microsoft.com, “Deep link to a meeting”). */
function meetingLink(subject: string, lines: readonly string[]): string {
  const query = new URLSearchParams({ subject, content: lines.join("\n") });
  return `https://teams.microsoft.com/l/meeting/new?${query.toString().replaceAll("+", "%20")}`;
}
