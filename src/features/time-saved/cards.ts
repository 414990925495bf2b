import { addDays, type Day, dayInWords, shortDay } from "../../core/calendar.ts";
import {
  bars,
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
  warning,
} from "../../core/card.ts";
import type { Tried } from "../../core/feature.ts";
import { refusalWords } from "../../core/free-text-words.ts";
import { say } from "../../core/say.ts";
import { apps, tasks } from "../../core/taxonomy.ts";
import { COUNTED_A_DAY, uses } from "../../core/time-use.ts";
import type { InLanguages, Language } from "../../core/words.ts";
import {
  askDelete,
  type Band,
  changeEntry,
  deleteEntry,
  dropDraft,
  openForm,
  quickAnswer,
  saveEntry,
  showEarlier,
  takeBack,
} from "./messages.ts";
import {
  type Entry,
  type Fields,
  type History,
  LONGEST_NET,
  LONGEST_NOTE,
  LONGEST_TASK,
  OLDEST_DAYS,
  type Page,
  type Problem,
  qualities,
  type Source,
} from "./rules.ts";
import type { Ask } from "./sentence/read.ts";
import { timeWords } from "./words.ts";

/** What a form is about: a draft that nothing is kept of yet, or an entry that is changed. */
interface Draft {
  readonly entry: string;
  readonly source: Exclude<Source, "quick">;
  readonly change?: boolean;
  readonly tip?: string | undefined;
}

interface Form {
  readonly draft: Draft;
  readonly fields: Fields;
  readonly today: Day;
  readonly problems?: readonly Problem[];
}

/** What was read in a sentence, to be put right and saved. `why` is what isn't sure. */
export function confirmCard(
  language: Language,
  form: Form & { readonly why?: Ask["why"] | undefined; readonly net?: number | undefined },
): Card {
  const w = timeWords(language);
  const { draft, fields, why, net, problems = [] } = form;
  const opening = why !== undefined ? [w.asks[why]] : net !== undefined ? [w.understood(net)] : [];
  return card(
    language,
    why === undefined && problems.length === 0 ? w.confirmTitle : w.askTitle,
    [
      ...opening.map(text),
      ...wrong(language, problems),
      ...timeInputs(language, fields),
      ...placeInputs(language, form),
      small(w.nothingYet),
    ],
    [
      button(w.save, saveEntry, { ...carried(draft), form: "short" }, { look: "positive" }),
      button(w.more, openForm, { entry: draft.entry, source: draft.source }),
      button(w.cancel, dropDraft, {}, { takesInputs: false }),
    ],
  );
}

/** Everything that can be said of one task. */
export function formCard(language: Language, form: Form): Card {
  const w = timeWords(language);
  const { draft, fields, problems = [] } = form;
  const title = draft.change ? w.changeTitle : w.formTitle;
  return card(
    language,
    title,
    [
      text(draft.change ? w.nothingYet : w.formIntro),
      ...wrong(language, problems),
      ...timeInputs(language, fields),
      ...placeInputs(language, form),
      choice("anyway", w.anyway, Object.entries(w.anyways), { open: true, value: fields.anyway }),
      choice(
        "quality",
        w.quality,
        qualities.map((id) => [id, w.qualities[id]]),
        { open: true, value: fields.quality },
      ),
      choice(
        "use",
        w.use,
        uses.map((id) => [id, w.uses[id]]),
        { value: fields.use, placeholder: w.choose },
      ),
      textInput("note", w.note(LONGEST_NOTE), {
        maxLength: LONGEST_NOTE,
        multiline: true,
        value: fields.note,
      }),
      toggle("agreed", w.aboutNote, w.agree),
      small(w.onlyYou),
    ],
    [
      button(
        draft.change ? w.saveChanges : w.save,
        saveEntry,
        { ...carried(draft), form: "whole" },
        { look: "positive" },
      ),
      button(w.cancel, dropDraft, {}, { takesInputs: false }),
    ],
  );
}

const carried = ({ entry, source, change, tip }: Draft) => ({
  entry,
  source,
  ...(change ? { change } : {}),
  ...(tip === undefined ? {} : { tip }),
});

const wrong = (language: Language, problems: readonly Problem[]): readonly Element[] => {
  const w = timeWords(language);
  const sentence = (problem: Problem) =>
    typeof problem === "string" ? w.problems[problem] : refusalWords(language)[problem.refused];
  return problems.length === 0
    ? []
    : [warning([`**${w.problemsTitle}:**`, ...problems.map(sentence)].join("\n\n"))];
};

/** Two ways to say it: with and without Copilot, or the difference alone. */
function timeInputs(language: Language, fields: Fields): readonly Element[] {
  const w = timeWords(language);
  if (fields.actual === undefined && fields.expected === undefined) return netInputs(language, fields);
  const number = (id: "actual" | "expected") =>
    numberInput(id, w[id], {
      min: 0,
      max: LONGEST_TASK,
      value: numberIn(fields[id]),
      error: w.numberError(LONGEST_TASK),
      required: w.problems[id],
    });
  return [number("actual"), number("expected")];
}

function netInputs(language: Language, { direction, minutes }: Fields): readonly Element[] {
  const w = timeWords(language);
  return [
    choice("direction", w.direction, Object.entries(w.directions), {
      open: true,
      value: direction,
      required: w.problems.direction,
    }),
    numberInput("minutes", w.minutes, {
      min: 0,
      max: LONGEST_NET,
      value: numberIn(minutes),
      error: w.numberError(LONGEST_NET),
    }),
  ];
}

const numberIn = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : undefined;

const named = (language: Language, list: Readonly<Record<string, InLanguages<string>>>) =>
  Object.entries(list).map(([id, label]) => [id, label[language]] as const);

function placeInputs(language: Language, { draft, fields, today }: Form): readonly Element[] {
  const w = timeWords(language);
  return [
    choice("task", w.task, named(language, tasks), {
      value: fields.task,
      placeholder: w.choose,
      required: w.problems.task,
    }),
    choice("app", w.app, named(language, apps), { value: fields.app, placeholder: w.choose }),
    dateInput("on", w.on, {
      value: fields.on ?? today,
      // An entry that is changed may stay on its day, however long ago that is.
      ...(draft.change ? {} : { min: addDays(today, -OLDEST_DAYS) }),
      max: today,
      required: w.problems.date,
    }),
  ];
}

export const droppedCard = (language: Language) =>
  card(language, timeWords(language).cancelledTitle, [text(timeWords(language).cancelled)]);

/** Eight answers of one press each, in rows that fit the width of a chat: time lost and none before time saved. */
export function quickCard(language: Language, about: Tried): Card {
  const w = timeWords(language);
  const { id: entry, task, app, tip } = about;
  const answer = (band: Band, more = {}) =>
    button(
      w.bands[band],
      quickAnswer,
      { entry, band, task, app, ...(tip === undefined ? {} : { tip }) },
      more,
    );
  const saved = (band: Band) => answer(band, { tooltip: `${w.directions.saved}: ${w.bands[band]}` });
  return card(language, w.quickTitle, [
    text(w.quickIntro(tasks[task][language])),
    buttons([answer("lost"), answer("none")]),
    text(w.ifSaved),
    buttons((["1-5", "6-15", "16-30"] as const).map(saved)),
    buttons((["31-60", "61-120", "over-120"] as const).map(saved)),
    small(w.onlyYou),
  ]);
}

/** `known` was there before they pressed. Only what is new is undone at once; all else is asked about first. */
export function savedCard(
  language: Language,
  entry: Entry,
  told: "new" | "changed" | "known",
  thatDay = 0,
  beside: readonly Element[] = [],
): Card {
  const w = timeWords(language);
  const known = told === "known";
  return card(
    language,
    known ? w.againTitle : w.savedTitle(entry.net),
    [
      ...(known ? [text(w.again)] : []),
      // The heading has said how long, unless it says that they have told us already.
      facts([...(known ? [timeRow(language, entry)] : []), ...rowsOf(language, entry)]),
      ...(entry.source === "quick" && entry.net !== 0 ? [text(w.bandCounted(entry.net))] : []),
      ...(entry.net < 0 ? [text(w.thanksForLonger)] : []),
      ...(thatDay > COUNTED_A_DAY ? [text(w.dayCap)] : []),
      ...beside,
      small(w.onlyYou),
    ],
    [
      told === "new"
        ? button(w.undo, takeBack, { entry: entry.id })
        : button(w.delete, askDelete, { entry: entry.id }),
      button(w.change, changeEntry, { entry: entry.id }),
      button(w.toMine, say, { words: w.mineCommand[0] }),
    ],
  );
}

const timeRow = (language: Language, { net }: Entry): readonly [string, string] => [
  timeWords(language).rows.time,
  timeWords(language).net(net),
];

function rowsOf(language: Language, entry: Entry): readonly (readonly [string, string])[] {
  const w = timeWords(language);
  const { actual, expected, task, app, on } = entry;
  return [
    ...(actual === undefined ? [] : [[w.rows.actual, w.duration(actual)] as const]),
    ...(expected === undefined ? [] : [[w.rows.expected, w.duration(expected)] as const]),
    [w.rows.task, tasks[task][language]],
    ...(app === undefined ? [] : [[w.rows.app, apps[app][language]] as const]),
    [w.rows.on, dayInWords(language, on)],
  ];
}

/** The last weeks, and a page of all entries, however old, to choose one from. */
export function mineCard(language: Language, history: History, { entries, next }: Page): Card {
  const w = timeWords(language);
  if (entries.length === 0)
    return card(language, w.mineTitle, [text(w.mineEmpty)], [button(w.toForm, say, { words: w.command[0] })]);
  return card(
    language,
    w.mineTitle,
    [
      ...(history.entries === 0 ? [text(w.mineEmpty)] : lastWeeks(language, history)),
      choice(
        "entry",
        w.recent,
        entries.map((entry) => [entry.id, lineOf(language, entry)]),
        {
          placeholder: w.pick,
          required: w.pickFirst,
        },
      ),
      small(w.onlyYouHere),
    ],
    [
      button(w.change, changeEntry, {}),
      button(w.delete, askDelete, {}),
      ...(next === undefined
        ? []
        : [button(w.earlier, showEarlier, { after: next }, { takesInputs: false })]),
    ],
  );
}

function lastWeeks(language: Language, history: History): readonly Element[] {
  const w = timeWords(language);
  return [
    subheading(w.last8Weeks),
    facts([
      [w.netReported, w.net(history.net)],
      [w.entries, String(history.entries)],
      [w.longerEntries, String(history.longer)],
      ...(history.newWork === 0 ? [] : [[w.newWork, extraWork(language, history.newWork)] as const]),
    ]),
    ...(history.weeks.length === 0 ? [] : chart(language, history)),
  ];
}

/** Extra work is no time saved, so it isn't called that. */
const extraWork = (language: Language, net: number): string =>
  net < 0 ? timeWords(language).net(net) : timeWords(language).duration(net);

const chart = (language: Language, { weeks }: History): readonly Element[] => {
  const w = timeWords(language);
  return [
    bars(w.chartTitle, { x: w.week, y: w.netMinutes }, [
      {
        legend: w.weekSaved,
        values: weeks.map(({ monday, net }) => ({ x: shortDay(language, monday), y: Math.max(net, 0) })),
      },
      {
        legend: w.weekLonger,
        values: weeks.map(({ monday, net }) => ({ x: shortDay(language, monday), y: Math.max(-net, 0) })),
      },
    ]),
    small(
      `${w.chartTitle} (${weeks.map(({ monday, net }) => `${shortDay(language, monday)}: ${net}`).join("; ")}). ${w.gaps}`,
    ),
  ];
};

const lineOf = (language: Language, { on, net, task, note }: Entry): string =>
  [
    shortDay(language, on),
    timeWords(language).net(net),
    tasks[task][language],
    ...(note === undefined ? [] : [`“${shortened(note)}”`]),
  ].join(" · ");

/** A note on one line of a list; the whole of it stands in the form that changes the entry. */
function shortened(note: string): string {
  const letters = [...note.replace(/\s+/g, " ")];
  return letters.length <= LETTERS_OF_NOTE
    ? letters.join("")
    : `${letters.slice(0, LETTERS_OF_NOTE).join("").trimEnd()}…`;
}
const LETTERS_OF_NOTE = 40;

export function askDeleteCard(language: Language, entry: Entry): Card {
  const w = timeWords(language);
  return card(
    language,
    w.deleteTitle,
    [facts([timeRow(language, entry), ...rowsOf(language, entry)])],
    [
      button(w.deleteYes, deleteEntry, { entry: entry.id }, { look: "destructive" }),
      button(w.deleteNo, say, { words: w.mineCommand[0] }),
    ],
  );
}

export const deletedCard = (language: Language): Card => {
  const w = timeWords(language);
  return card(
    language,
    w.deletedTitle,
    [text(w.deleted)],
    [button(w.toMine, say, { words: w.mineCommand[0] })],
  );
};

export const goneCard = (language: Language): Card => {
  const w = timeWords(language);
  return card(language, w.goneTitle, [text(w.gone)], [button(w.toMine, say, { words: w.mineCommand[0] })]);
};

export const nothingToUndoCard = (language: Language): Card =>
  card(language, timeWords(language).undoNothingTitle, [text(timeWords(language).undoNothing)]);
