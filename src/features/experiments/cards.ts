import { addDays, type Day, dayInWords, shortDay } from "../../core/calendar.ts";
import {
  type Button,
  button,
  buttons,
  type Card,
  card,
  choice,
  dateInput,
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
import type { SavedEntry } from "../../core/feature.ts";
import { refusalWords } from "../../core/free-text-words.ts";
import { say } from "../../core/say.ts";
import { apps, tasks } from "../../core/taxonomy.ts";
import type { InLanguages, Language } from "../../core/words.ts";
import type { Design } from "./designs.ts";
import {
  askClose,
  close,
  copyMine,
  countFor,
  dropForm,
  join,
  joinByCode,
  leave,
  openRecord,
  pickOne,
  propose,
  saveRecord,
  showOne,
} from "./messages.ts";
import { type Finding, pointsOf, type Result } from "./results.ts";
import {
  codeInWords,
  type Experiment,
  type Fields,
  FURTHEST_DAYS,
  knownBy,
  LARGEST_COUNT,
  LONGEST,
  LONGEST_DAYS,
  LONGEST_NET,
  type Problem,
  type ProposalFields,
  stateOf,
  type Verdict,
  verdicts,
} from "./rules.ts";
import { expectedIn, experimentWords } from "./words.ts";

interface Form {
  readonly form: string;
  readonly copyOf?: number | undefined;
  readonly fields: ProposalFields;
  readonly designs: readonly Design[];
  readonly today: Day;
  readonly problems?: readonly Problem[];
}

/** What somebody expects, said before it begins. */
export function formCard(language: Language, form: Form): Card {
  const w = experimentWords(language);
  const { copyOf, fields, problems = [] } = form;
  return card(
    language,
    copyOf === undefined ? w.formTitle : w.copyTitle,
    [
      text(copyOf === undefined ? w.formIntro : w.copyIntro),
      ...wrong(language, problems),
      longText("hypothesis", w.hypothesis, fields.hypothesis, w.problems.hypothesis),
      ...whatInputs(language, fields),
      ...howInputs(language, form),
      small(w.everybodyReads),
    ],
    [
      button(
        w.start,
        propose,
        { form: form.form, ...(copyOf === undefined ? {} : { copyOf }) },
        { look: "positive" },
      ),
      button(w.cancel, dropForm, {}, { takesInputs: false }),
    ],
  );
}

function longText(
  id: keyof typeof LONGEST,
  label: string,
  value: string | undefined,
  required?: string,
): Element {
  const multiline = LONGEST[id] > LONGEST.counted;
  return textInput(id, label, {
    maxLength: LONGEST[id],
    multiline,
    value,
    ...(required === undefined ? {} : { required }),
  });
}

function whatInputs(language: Language, fields: ProposalFields): readonly Element[] {
  const w = experimentWords(language);
  return [
    choice("task", w.task, named(language, tasks), {
      ...{ value: fields.task, placeholder: w.choose, required: w.problems.task },
    }),
    choice("app", w.app, named(language, apps), {
      ...{ value: fields.app, placeholder: w.choose, required: w.problems.app },
    }),
    choice("measure", w.measure, Object.entries(w.measures), { value: fields.measure ?? "minutes" }),
    longText("counted", w.counted, fields.counted),
    longText("baseline", w.baseline, fields.baseline, w.problems.baseline),
    choice(
      "known",
      w.known,
      knownBy.map((id) => [id, w.knownBy[id]]),
      { value: fields.known, placeholder: w.choose, required: w.problems.known },
    ),
  ];
}

function howInputs(language: Language, { fields, designs, today }: Form): readonly Element[] {
  const w = experimentWords(language);
  return [
    choice(
      "design",
      w.design,
      designs.map(({ code, name, says }) => [
        code,
        says === undefined ? name[language] : `${name[language]}. ${says[language]}`,
      ]),
      { value: fields.design, placeholder: w.choose, required: w.problems.design },
    ),
    longText("designSaid", w.designSaid, fields.designSaid),
    dateInput("starts", w.starts, {
      ...{
        value: fields.starts,
        min: today,
        max: addDays(today, FURTHEST_DAYS),
        required: w.problems.starts,
      },
    }),
    dateInput("ends", w.ends, {
      value: fields.ends,
      min: addDays(today, 1),
      max: addDays(today, FURTHEST_DAYS + LONGEST_DAYS),
      required: w.problems.ends,
    }),
    choice("openTo", w.openTo, Object.entries(w.openTos), {
      value: fields.openTo ?? "all",
      required: w.problems["open-to"],
    }),
    longText("success", w.success, fields.success, w.problems.success),
  ];
}

const named = (language: Language, list: Readonly<Record<string, InLanguages<string>>>) =>
  Object.entries(list).map(([id, label]) => [id, label[language]] as const);

const wrong = (language: Language, problems: readonly Problem[]): readonly Element[] => {
  const w = experimentWords(language);
  const sentence = (problem: Problem) => {
    if (typeof problem === "string") return w.problems[problem];
    return "refused" in problem ? refusalWords(language)[problem.refused] : w.personal[problem.personal];
  };
  return problems.length === 0
    ? []
    : [warning([`**${w.problemsTitle}:**`, ...new Set(problems.map(sentence))].join("\n\n"))];
};

const note = (
  language: Language,
  title: string,
  sentences: readonly string[],
  actions: readonly Button[] = [],
) => card(language, title, sentences.map(text), actions);

const toList = (language: Language): Button =>
  button(
    experimentWords(language).all,
    say,
    { words: experimentWords(language).listCommand[0] },
    { takesInputs: false },
  );
const toTry = (language: Language): Button =>
  button(
    experimentWords(language).tryIt,
    say,
    { words: experimentWords(language).tryCommand[0] },
    { takesInputs: false },
  );

export const droppedCard = (language: Language) =>
  note(
    language,
    experimentWords(language).droppedTitle,
    [experimentWords(language).dropped],
    [toList(language)],
  );
export const goneCard = (language: Language) =>
  note(language, experimentWords(language).goneTitle, [experimentWords(language).gone], [toList(language)]);

export function startedCard(language: Language, of: Experiment, known = false): Card {
  const w = experimentWords(language);
  const dates = w.started(dayInWords(language, of.starts), dayInWords(language, of.ends));
  return card(
    language,
    w.startedTitle,
    [
      ...(known ? [text(w.again)] : []),
      typed(expectedIn(language, of)),
      text(dates),
      ...(of.openTo === "code" ? [text(w.codeIs(codeInWords(of.code)))] : []),
      small(w.ownLine),
    ],
    [
      button(w.takePart, join, { experiment: of.id }),
      button(w.see, showOne, { experiment: of.id }),
      toList(language),
    ],
  );
}

/** What one reader sees of an experiment: everybody sees the same of the group, and buttons for what they can do. */
export interface View {
  readonly of: Experiment;
  readonly design: Design | undefined;
  readonly today: Day;
  readonly isOwner: boolean;
  readonly takesPart: boolean;
  /** How many take part, as far as the gate lets it be said. */
  readonly taking: number | undefined;
  readonly line?: string | undefined;
}

/** One experiment, the same card whichever way it went. */
export function experimentCard(language: Language, view: View, heading?: string): Card {
  const w = experimentWords(language);
  const { of, line } = view;
  const title = of.closed === undefined ? w.oneTitle : w.verdicts[of.closed.verdict];
  return card(
    language,
    heading ?? title,
    [
      ...(line === undefined ? [] : [text(line)]),
      subheading(w.expected),
      typed(expectedIn(language, of)),
      ...(of.closed === undefined ? [] : closedParts(language, of, of.closed)),
      facts(rowsOf(language, view)),
      ...labelled(w.counts, of.counted),
      ...labelled(w.now, of.baseline),
      small(`${w.knownRow}: ${w.knownValues[of.known]}`),
      ...labelled(w.designOwn, of.designSaid),
      ...labelled(w.success_, of.success),
      ...(of.copyOf === undefined ? [] : [small(w.isCopy)]),
    ],
    buttonsFor(language, view),
  );
}

const labelled = (label: string, value: string | undefined): readonly Element[] =>
  value === undefined || value === "" ? [] : [subheading(label), typed(value)];

function rowsOf(
  language: Language,
  { of, design, today, taking }: View,
): readonly (readonly [string, string])[] {
  const w = experimentWords(language);
  const isClosed = of.closed !== undefined;
  return [
    ...(isClosed ? [] : [[w.stateRow, w.states[stateOf(of, today)]] as const]),
    [w.when, w.from(shortDay(language, of.starts), shortDay(language, of.ends))],
    [w.taskRow, tasks[of.task][language]],
    [w.appRow, apps[of.app][language]],
    [w.measureRow, of.counted === undefined ? w.measures.minutes : w.countRow],
    ...(design === undefined ? [] : [[w.designRow, design.name[language]] as const]),
    ...(isClosed ? [] : [[w.openRow, w.openValues[of.openTo]] as const]),
    ...(isClosed ? [] : [[w.takingRow, taking === undefined ? w.takingFew : w.takingMany(taking)] as const]),
    ...(of.copies === 0 ? [] : [[w.copiesRow, w.copiesValue(of.copies)] as const]),
  ];
}

function closedParts(
  language: Language,
  of: Experiment,
  { verdict, learned, next, result, alone = false }: NonNullable<Experiment["closed"]>,
): readonly Element[] {
  const w = experimentWords(language);
  const { used, without } = result;
  return [
    ...(alone ? [text(w.endedAlone)] : []),
    ...labelled(w.learnedLabel, learned),
    ...labelled(w.nextLabel, next),
    subheading(w.figuresTitle),
    facts([
      alone ? [w.endedRow, w.endedValue] : [w.verdictRow, w.verdicts[verdict]],
      ...(used === undefined ? [] : finding(language, w.usedFigure, used, of)),
      ...(without === undefined ? [] : finding(language, w.withoutFigure, without, of)),
    ]),
    ...besideVerdict(language, of, result, verdict),
  ];
}

/** What the record says by itself: it stands beside its owner's word, also where they differ. */
function besideVerdict(
  language: Language,
  { counted, closed }: Experiment,
  { used, without }: Result,
  verdict: Verdict,
): readonly Element[] {
  const w = experimentWords(language);
  if (used === undefined && without === undefined)
    return [text(closed?.alone ? w.notEnough : `${w.notEnough} ${w.ownWordStands}`)];
  const says = used === undefined || counted !== undefined ? undefined : pointsOf(used);
  const differ = (says === "up" && verdict === "did-not") || (says === "down" && verdict === "worked");
  return [
    ...(says === undefined ? [] : [text(w.says[says])]),
    ...(differ ? [text(w.disagree)] : []),
    ...(used?.indicative || without?.indicative ? [text(w.indicative)] : []),
    small(w.reported),
  ];
}

function finding(
  language: Language,
  title: string,
  { people, times, mean }: Finding,
  { counted }: Experiment,
): readonly (readonly [string, string])[] {
  const w = experimentWords(language);
  const said = counted === undefined ? w.meanMinutes : w.meanCount;
  return [
    [title, said(mean.value, mean.low, mean.high)],
    [w.peopleRow, w.people(people, times)],
  ];
}

function buttonsFor(language: Language, { of, today, isOwner, takesPart }: View): readonly Button[] {
  const w = experimentWords(language);
  const state = stateOf(of, today);
  const about = { experiment: of.id };
  const canJoin = (state === "coming" || state === "running") && !takesPart;
  const all = [
    ...(canJoin ? [button(w.takePart, join, about, { look: "positive" })] : []),
    ...(takesPart && state !== "closed" && state !== "coming" ? [button(w.record, openRecord, about)] : []),
    ...(takesPart && state !== "closed" ? [button(w.leave, leave, about)] : []),
    ...(isOwner && state !== "closed" ? [button(w.close, askClose, about)] : []),
    button(w.copy, copyMine, about, { tooltip: w.copyTip }),
    ...(of.copyOf === undefined ? [] : [button(w.original, showOne, { experiment: of.copyOf })]),
    toList(language),
  ];
  return all.slice(0, MOST_BUTTONS);
}
/** A card has no more of its own; the last is the list, which can be typed as well. */
const MOST_BUTTONS = 5;

export function joinedCard(
  language: Language,
  of: Experiment,
  { known, isOwner }: { known: boolean; isOwner: boolean },
): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.joinedTitle,
    [
      ...(known ? [text(w.joinedAlready)] : []),
      typed(expectedIn(language, of)),
      text(w.joined),
      ...(of.counted === undefined ? [text(w.joinedEntries)] : []),
      ...(isOwner ? [small(w.ownLine)] : []),
    ],
    [
      button(w.record, openRecord, { experiment: of.id }),
      button(w.leave, leave, { experiment: of.id }),
      button(w.see, showOne, { experiment: of.id }),
    ],
  );
}

export const lateCard = (language: Language, of: Experiment, to: "join" | "record" = "join"): Card => {
  const w = experimentWords(language);
  return card(
    language,
    to === "join" ? w.lateTitle : w.lateRecordTitle,
    [text(w.late), typed(expectedIn(language, of))],
    [
      button(w.see, showOne, { experiment: of.id }),
      button(w.copy, copyMine, { experiment: of.id }, { tooltip: w.copyTip }),
    ],
  );
};

export const wrongCodeCard = (language: Language): Card => {
  const w = experimentWords(language);
  return card(
    language,
    w.wrongCodeTitle,
    [text(w.wrongCode), textInput("code", w.codeLabel, { maxLength: 40, required: w.wrongCode })],
    [button(w.joinButton, joinByCode, {}), toList(language)],
  );
};

export function joinCard(language: Language, open: readonly Experiment[]): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.joinTitle,
    [
      ...(open.length === 0
        ? [text(w.joinNone)]
        : [choice("experiment", w.joinable, open.map(optionOf(language)), { placeholder: w.pick })]),
      textInput("code", w.codeLabel, { maxLength: 40 }),
    ],
    [
      ...(open.length === 0 ? [] : [button(w.takePart, join, {})]),
      button(w.joinButton, joinByCode, {}),
      toList(language),
    ],
  );
}

const optionOf =
  (language: Language) =>
  (of: Experiment): readonly [string, string] => [
    String(of.id),
    `${shortened(expectedIn(language, of))} · ${experimentWords(language).until(shortDay(language, of.ends))}`,
  ];

/** On one line of a list; the whole of it stands on its card. */
function shortened(said: string, most = LETTERS): string {
  const letters = [...said];
  return letters.length <= most ? said : `${letters.slice(0, most).join("").trimEnd()}…`;
}
const LETTERS = 90;

export function leaveCard(language: Language, joined: readonly Experiment[]): Card {
  const w = experimentWords(language);
  if (joined.length === 0) return note(language, w.leaveTitle, [w.leaveNone], [toList(language)]);
  return card(
    language,
    w.leaveTitle,
    [
      choice("experiment", w.leaveLabel, joined.map(optionOf(language)), {
        ...{ placeholder: w.pick, required: w.pickFirst },
        ...(joined.length === 1 ? { value: String(joined[0]?.id) } : {}),
      }),
    ],
    [button(w.leave, leave, {}), toList(language)],
  );
}

export const leftCard = (language: Language): Card =>
  note(language, experimentWords(language).leftTitle, [experimentWords(language).left], [toList(language)]);
export const notInCard = (language: Language, of: Experiment): Card => {
  const w = experimentWords(language);
  return note(
    language,
    w.notInTitle,
    [w.notIn],
    [button(w.see, showOne, { experiment: of.id }), toList(language)],
  );
};
export const notYetCard = (language: Language, of: Experiment): Card => {
  const w = experimentWords(language);
  return note(
    language,
    w.notYetTitle,
    [w.notYet(dayInWords(language, of.starts))],
    [button(w.see, showOne, { experiment: of.id })],
  );
};

export function recordCard(
  language: Language,
  of: Experiment,
  record: string,
  { fields = {}, problems = [] }: { fields?: Fields<"used" | "amount">; problems?: readonly Problem[] } = {},
): Card {
  const w = experimentWords(language);
  const counts = of.counted !== undefined;
  return card(
    language,
    w.recordTitle,
    [
      text(w.recordIntro),
      typed(expectedIn(language, of)),
      ...wrong(language, problems),
      ...labelled(w.whatCounts, of.counted),
      choice("used", w.usedLabel, Object.entries(w.useds), {
        open: true,
        value: fields.used,
        required: w.problems.used,
      }),
      numberInput("amount", counts ? w.countLabel : w.minutesLabel, {
        min: counts ? 0 : -LONGEST_NET,
        max: counts ? LARGEST_COUNT : LONGEST_NET,
        value: /^-?\d{1,4}$/.test(fields.amount ?? "") ? Number(fields.amount) : undefined,
        error: counts ? w.problems.count : w.problems.minutes,
      }),
      small(w.apart),
    ],
    [
      button(w.save, saveRecord, { experiment: of.id, record }, { look: "positive" }),
      button(w.leave, leave, { experiment: of.id }, { takesInputs: false }),
      button(w.see, showOne, { experiment: of.id }, { takesInputs: false }),
    ],
  );
}

export function recordedCard(language: Language, of: Experiment, known: boolean): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.savedTitle,
    [text(known ? w.savedAgain : w.saved), typed(expectedIn(language, of))],
    [
      button(w.anotherRecord, openRecord, { experiment: of.id }),
      button(w.see, showOne, { experiment: of.id }),
    ],
  );
}

/** Beside a time entry that was saved: which experiment it counts for, or which it could. */
export function besideEntry(
  language: Language,
  entry: SavedEntry,
  fitting: readonly Experiment[],
  tagged: number | undefined,
): readonly Element[] {
  const w = experimentWords(language);
  const [only, another] = fitting;
  if (only === undefined) return [];
  if (another === undefined) return [text(w.entryCounts), typed(expectedIn(language, only))];
  return [
    text(w.entryWhich),
    choice("counts", w.entryLabel, [["none", w.entryNone], ...fitting.map(optionOf(language))], {
      value: tagged === undefined ? "none" : String(tagged),
    }),
    buttons([button(w.entryButton, countFor, { entry: entry.id })]),
  ];
}

export const countedCard = (language: Language, of: Experiment | undefined): Card => {
  const w = experimentWords(language);
  return of === undefined
    ? note(language, w.entryNoneTitle, [w.entryNoneText], [toList(language)])
    : card(
        language,
        w.entryTitle,
        [text(w.entryCounts), typed(expectedIn(language, of))],
        [button(w.see, showOne, { experiment: of.id })],
      );
};
export const notCountedCard = (language: Language): Card =>
  note(
    language,
    experimentWords(language).entryNoneTitle,
    [experimentWords(language).entryGone],
    [toList(language)],
  );

export function closeCard(
  language: Language,
  of: Experiment,
  {
    fields = {},
    problems = [],
  }: { fields?: Fields<"verdict" | "learned" | "next" | "keep">; problems?: readonly Problem[] } = {},
): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.closeTitle,
    [
      text(w.closeIntro),
      typed(expectedIn(language, of)),
      ...wrong(language, problems),
      choice(
        "verdict",
        w.verdictLabel,
        verdicts.map((id) => [id, w.verdicts[id]]),
        { open: true, value: fields.verdict, required: w.problems.verdict },
      ),
      longText("learned", w.learnedQuestion, fields.learned, w.problems.learned),
      longText("next", w.nextQuestion, fields.next),
      toggle("keep", w.keepLabel, w.keep, fields.keep === "true"),
      small(w.keepNote),
      small(w.everybodyReads),
    ],
    [
      button(w.closeButton, close, { experiment: of.id }, { look: "positive" }),
      button(w.see, showOne, { experiment: of.id }, { takesInputs: false }),
    ],
  );
}

/** Closed: thanked in the same words, whichever way it went. */
export const thanksCard = (language: Language, view: View): Card =>
  experimentCard(
    language,
    { ...view, line: experimentWords(language).thanks },
    experimentWords(language).thanksTitle,
  );

/** Everything there is, in the order in which it concerns somebody. */
export interface Lists {
  readonly mine: readonly Experiment[];
  readonly joined: readonly Experiment[];
  readonly open: readonly Experiment[];
  readonly closed: readonly Experiment[];
}
const LISTED = 8;

export function listCard(language: Language, lists: Lists, today: Day): Card {
  const w = experimentWords(language);
  const sections = [
    [w.mine, lists.mine],
    [w.takingPart, lists.joined],
    [w.joinable, lists.open],
    [w.ended, lists.closed],
  ] as const;
  const shown = sections.map(([title, list]) => [title, list.slice(0, LISTED)] as const);
  const all = [...new Map(shown.flatMap(([, list]) => list.map((of) => [of.id, of] as const))).values()];
  if (all.length === 0)
    return note(
      language,
      w.listTitle,
      [w.listIntro, w.noneYet],
      [toTry(language), button(w.withCode, say, { words: w.joinCommand[0] })],
    );
  return card(
    language,
    w.listTitle,
    [
      text(w.listIntro),
      ...shown.flatMap(([title, list]) =>
        list.length === 0 ? [] : [subheading(title), ...list.map((of) => typed(lineOf(language, of, today)))],
      ),
      picker(language, all, today),
    ],
    [
      button(w.see, pickOne, {}),
      toTry(language),
      button(w.withCode, say, { words: w.joinCommand[0] }, { takesInputs: false }),
    ],
  );
}

const picker = (language: Language, all: readonly Experiment[], today: Day): Element =>
  choice(
    "picked",
    experimentWords(language).pickLabel,
    all.map((of) => [String(of.id), lineOf(language, of, today)] as const),
    { placeholder: experimentWords(language).pick, required: experimentWords(language).pickFirst },
  );

function lineOf(language: Language, of: Experiment, today: Day): string {
  const w = experimentWords(language);
  const state = stateOf(of, today);
  if (of.closed !== undefined)
    return `${w.verdicts[of.closed.verdict]} · ${shortened(expectedIn(language, of))}`;
  const when = {
    coming: w.begins(shortDay(language, of.starts)),
    running: w.until(shortDay(language, of.ends)),
    over: w.until(shortDay(language, of.ends)),
    closed: "",
  }[state];
  return `${shortened(expectedIn(language, of))} · ${when}`;
}

export function foundCard(language: Language, found: readonly Experiment[], today: Day): Card {
  const w = experimentWords(language);
  if (found.length === 0)
    return note(language, w.foundTitle, [w.foundNone], [toTry(language), toList(language)]);
  return card(
    language,
    w.foundTitle,
    [...found.map((of) => typed(lineOf(language, of, today))), picker(language, found, today)],
    [button(w.see, pickOne, {}), toTry(language), toList(language)],
  );
}

// Out of the blue.

export function remindCard(language: Language, of: Experiment): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.remindTitle,
    [typed(expectedIn(language, of)), text(w.remind), small(w.remindWhy)],
    [
      button(w.record, openRecord, { experiment: of.id }, { look: "positive" }),
      button(w.leave, leave, { experiment: of.id }),
      button(w.see, showOne, { experiment: of.id }),
    ],
  );
}

export function closeNudgeCard(language: Language, of: Experiment, nth: "1" | "2"): Card {
  const w = experimentWords(language);
  return card(
    language,
    nth === "1" ? w.lastDayTitle : w.stillOpenTitle,
    [typed(expectedIn(language, of)), text(nth === "1" ? w.lastDay : w.stillOpen)],
    [
      button(w.close, askClose, { experiment: of.id }, { look: "positive" }),
      button(w.see, showOne, { experiment: of.id }),
    ],
  );
}

/** To everybody in it, and to its owner. */
export function endedCard(language: Language, of: Experiment, isOwner: boolean): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.endedTitle,
    [typed(expectedIn(language, of)), text(isOwner ? w.endedOwn : w.ended_)],
    [
      button(w.see, showOne, { experiment: of.id }, { look: "positive" }),
      button(w.copy, copyMine, { experiment: of.id }, { tooltip: w.copyTip }),
    ],
  );
}

export function copiedCard(language: Language, of: Experiment): Card {
  const w = experimentWords(language);
  return card(
    language,
    w.copiedTitle,
    [typed(expectedIn(language, of)), text(w.copied), facts([[w.copiesRow, w.copiesValue(of.copies)]])],
    [button(w.see, showOne, { experiment: of.id })],
  );
}

const IN_DIGEST = 9;

/** One of each verdict after another, so that what worked never crowds out what didn't. */
const inTurn = (closed: readonly Experiment[]): readonly Experiment[] => {
  const lists = verdicts.map((verdict) => closed.filter((of) => of.closed?.verdict === verdict));
  return closed.flatMap((_, at) => lists.flatMap((list) => list[at] ?? []));
};
const placeOf = ({ closed }: Experiment): number =>
  closed === undefined ? -1 : verdicts.indexOf(closed.verdict);
const byVerdict = (one: Experiment, other: Experiment): number => placeOf(one) - placeOf(other);

/** What ended in a month: those that didn't work stand as others do. */
export function digestCard(language: Language, month: Day, closed: readonly Experiment[]): Card {
  const w = experimentWords(language);
  const shown = inTurn(closed).slice(0, IN_DIGEST).toSorted(byVerdict);
  const name = w.months[Number(month.slice(5, 7)) - 1] ?? month;
  return card(
    language,
    w.digestTitle(name),
    [
      ...shown.flatMap((of, at): readonly Element[] => [
        ...(of.closed?.verdict === shown[at - 1]?.closed?.verdict || of.closed === undefined
          ? []
          : [subheading(w.verdicts[of.closed.verdict])]),
        typed(`${at + 1}. ${expectedIn(language, of)}`),
        ...learnedFrom(language, of),
        buttons([button(w.seeNth(at + 1), showOne, { experiment: of.id })]),
      ]),
      ...(closed.length > shown.length ? [text(w.more(closed.length - shown.length))] : []),
      small(w.digestWhy),
    ],
    [toList(language), button(w.stopDigest, say, { words: w.offCommand[0] })],
  );
}

const LETTERS_LEARNED = 200;
function learnedFrom(language: Language, { closed }: Experiment): readonly Element[] {
  const learned = closed?.learned ?? "";
  const label = experimentWords(language).learnedLabel;
  return learned === "" ? [] : [typed(`${label}: ${shortened(learned, LETTERS_LEARNED)}`)];
}

export function learningsCard(language: Language, wanted: boolean): Card {
  const w = experimentWords(language);
  const other = wanted ? w.offCommand[0] : w.onCommand[0];
  return note(
    language,
    wanted ? w.onTitle : w.offTitle,
    [wanted ? w.on : w.off],
    [button(wanted ? w.turnOff : w.turnOn, say, { words: other }), toList(language)],
  );
}
