import { localIn } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import {
  type Command,
  type Dialog,
  type Feature,
  type Handler,
  on,
  type Reply,
  type Tried,
  type Turn,
} from "../../core/feature.ts";
import { say } from "../../core/say.ts";
import { type App, apps, type Task, tasks } from "../../core/taxonomy.ts";
import { languages } from "../../core/words.ts";
import {
  askDeleteCard,
  confirmCard,
  deletedCard,
  droppedCard,
  formCard,
  goneCard,
  mineCard,
  nothingToUndoCard,
  quickCard,
  savedCard,
} from "./cards.ts";
import type { changeEntry, FormInput, openForm, quickAnswer, showEarlier, takeBack } from "./messages.ts";
import {
  type Entry,
  fieldsOf,
  fieldsOfEntry,
  firstDayShown,
  historyOf,
  minutesOfBand,
  oneOf,
  readForm,
} from "./rules.ts";
import { readSentence } from "./sentence/read.ts";
import type { TimeStore } from "./store.ts";
import { timeWords } from "./words.ts";

type Input<M extends { read(input: unknown): unknown }> = ReturnType<M["read"]>;

const todayOf = ({ person, now }: Turn) => localIn(person.zone, now).day;
const languageOf = ({ person }: Turn) => person.language;

/** An empty form asks for both sides of the comparison: what it took, and what it would have taken. */
const blank = { actual: "", expected: "" };

export async function askingForm(turn: Turn): Promise<Reply> {
  const form = { draft: { entry: turn.id, source: "form" as const }, fields: blank, today: todayOf(turn) };
  return { card: formCard(languageOf(turn), form) };
}

/** Offered whatever was typed: answers only where it speaks of time saved or lost. */
export async function readingSentence(said: string, turn: Turn): Promise<Reply | undefined> {
  const card = draftOf(said, turn, "sentence");
  return card && { card };
}

function draftOf(said: string, turn: Turn, source: "sentence" | "message") {
  const today = todayOf(turn);
  const reading = readSentence(said, today);
  if (reading.kind === "none") return undefined;
  const asked = reading.kind === "ask" ? { why: reading.why } : { net: reading.net };
  return confirmCard(languageOf(turn), {
    draft: { entry: turn.id, source },
    fields: fieldsOf(reading),
    today,
    ...asked,
  });
}

export async function openingForm(input: Input<typeof openForm>, turn: Turn): Promise<Reply> {
  const { entry, source, ...fields } = input;
  return { card: formCard(languageOf(turn), { draft: { entry, source }, fields, today: todayOf(turn) }) };
}

export async function dropping(_input: object, turn: Turn): Promise<Reply> {
  return { card: droppedCard(languageOf(turn)) };
}

/** What others add to the card that says what was saved. */
export type BesideEntry = NonNullable<Feature["afterEntry"]>;

export function savingEntry(store: TimeStore, beside: BesideEntry) {
  return async (input: FormInput, turn: Turn): Promise<Reply> => {
    const was = input.change ? await store.one(turn.person, input.entry) : undefined;
    if (input.change && was === undefined) return { card: goneCard(languageOf(turn)) };
    const result = readForm(input, todayOf(turn), was?.on);
    if (!result.ok) return { card: againCard(input, turn, result) };
    return input.change ? changed(result.entry, turn) : added(store, beside, result.entry, turn);
  };

  async function changed(entry: Entry, turn: Turn): Promise<Reply> {
    if (!(await store.change(turn.person, entry, turn.now))) return { card: goneCard(languageOf(turn)) };
    return { card: savedCard(languageOf(turn), entry, "changed", 0, await beside(entry, turn)) };
  }
}

/** Saved twice is saved once, and what is shown is what is kept. */
async function added(store: TimeStore, beside: BesideEntry, entry: Entry, turn: Turn): Promise<Reply> {
  const saved = await store.add(turn.person, entry, turn.now);
  if (saved.added)
    return { card: savedCard(languageOf(turn), entry, "new", saved.thatDay, await beside(entry, turn)) };
  const earlier = await store.one(turn.person, entry.id);
  return { card: savedCard(languageOf(turn), earlier ?? entry, "known", saved.thatDay) };
}

/** The same card once more, with what was typed and what is to be put right. */
function againCard(
  input: FormInput,
  turn: Turn,
  { problems, fields }: Extract<ReturnType<typeof readForm>, { ok: false }>,
) {
  const { entry, source, change, tip } = input;
  const draft = { entry, source, tip, ...(change ? { change } : {}) };
  const form = { draft, fields, today: todayOf(turn), problems };
  return input.form === "short" ? confirmCard(languageOf(turn), form) : formCard(languageOf(turn), form);
}

export const askingQuickly = (about: Tried, turn: Turn): Reply => ({
  card: quickCard(languageOf(turn), about),
});

export function answeringQuickly(store: TimeStore, beside: BesideEntry) {
  return async (input: Input<typeof quickAnswer>, turn: Turn): Promise<Reply> => {
    const [task, app] = [oneOf<Task>(tasks, input.task), oneOf<App>(apps, input.app)];
    if (task === undefined || app === undefined) throw invalid("");
    const entry: Entry = {
      id: input.entry,
      task,
      app,
      net: minutesOfBand[input.band],
      actual: undefined,
      expected: undefined,
      anyway: undefined,
      quality: undefined,
      use: undefined,
      note: undefined,
      source: "quick",
      tip: input.tip,
      on: todayOf(turn),
    };
    return added(store, beside, entry, turn);
  };
}

export function showingMine(store: TimeStore) {
  return async (turn: Turn, { after }: Input<typeof showEarlier> = { after: 0 }): Promise<Reply> => {
    const recent = await store.since(turn.person, firstDayShown(todayOf(turn)));
    return { card: mineCard(languageOf(turn), historyOf(recent), await store.page(turn.person, after)) };
  };
}

export function changingEntry(store: TimeStore) {
  return async ({ entry }: Input<typeof changeEntry>, turn: Turn): Promise<Reply> => {
    const found = await store.one(turn.person, entry);
    if (found === undefined) return { card: goneCard(languageOf(turn)) };
    const source = found.source === "quick" ? "form" : found.source;
    const draft = { entry, source, change: true, tip: found.tip };
    return {
      card: formCard(languageOf(turn), { draft, fields: fieldsOfEntry(found), today: todayOf(turn) }),
    };
  };
}

export function askingToDelete(store: TimeStore) {
  return async ({ entry }: { entry: string }, turn: Turn): Promise<Reply> => {
    const found = await store.one(turn.person, entry);
    return {
      card: found === undefined ? goneCard(languageOf(turn)) : askDeleteCard(languageOf(turn), found),
    };
  };
}

/** Undoes a save at once; what isn't as it was saved is asked about, and what is gone is said to be. */
export function takingBack(store: TimeStore) {
  const ask = askingToDelete(store);
  return async (input: Input<typeof takeBack>, turn: Turn): Promise<Reply> => {
    const gone = await store.remove(turn.person, input.entry, "unchanged");
    return gone ? { card: deletedCard(languageOf(turn)) } : ask(input, turn);
  };
}

export function deletingEntry(store: TimeStore) {
  return async ({ entry }: { entry: string }, turn: Turn): Promise<Reply> => {
    const gone = await store.remove(turn.person, entry);
    return { card: gone ? deletedCard(languageOf(turn)) : goneCard(languageOf(turn)) };
  };
}

export function undoing(store: TimeStore) {
  return async (turn: Turn): Promise<Reply> => {
    const latest = await store.latest(turn.person);
    return {
      card:
        latest === undefined ? nothingToUndoCard(languageOf(turn)) : askDeleteCard(languageOf(turn), latest),
    };
  };
}

/**
 * The message extension: a form beside any message. The message is read for a hint and never kept. What is pressed in the
 * dialog is answered as it is in a chat; what no card of ours sends gets the form again.
 */
export function loggingBeside({ commands, actions, others }: Answers) {
  const answers = new Map([...actions, on(say, saying)].map((handler) => [handler.name, handler]));
  return {
    async open(turn: Turn, message: string): Promise<Dialog> {
      return dialog(turn, draftOf(message, turn, "message") ?? (await askingForm(turn)).card);
    },
    async submit(verb: string, input: unknown, turn: Turn): Promise<Dialog> {
      const handler = answers.get(verb) ?? others().find(({ name }) => name === verb);
      const { card } = await (handler?.handle(input, turn) ?? askingForm(turn));
      return dialog(turn, card);
    },
  };

  /** A button that stands for typing a command: a dialog has no chat to type into. */
  async function saying({ words }: Input<typeof say>, turn: Turn): Promise<Reply> {
    const command = commands.find((each) => languages.some((one) => each.words[one].includes(words)));
    return (command?.run ?? askingForm)(turn);
  }

  function dialog(turn: Turn, card: Dialog["card"]): Dialog {
    return { title: timeWords(languageOf(turn)).dialogTitle, card };
  }
}

interface Answers {
  readonly commands: readonly Command[];
  readonly actions: readonly Handler<Turn, Reply>[];
  /** Those of other features, whose buttons stand on what is saved. */
  readonly others: () => readonly Handler<Turn, Reply>[];
}
