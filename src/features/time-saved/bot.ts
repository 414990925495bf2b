import { localIn } from "../../core/calendar.ts";
import { invalid } from "../../core/failures.ts";
import type { Dialog, Reply, Tried, Turn } from "../../core/feature.ts";
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
import {
  askDelete,
  changeEntry,
  deleteEntry,
  dropDraft,
  type FormInput,
  openForm,
  type quickAnswer,
  saveEntry,
  showEarlier,
} from "./messages.ts";
import {
  type Entry,
  fieldsOf,
  fieldsOfEntry,
  firstDayShown,
  historyOf,
  minutesOfBand,
  readForm,
} from "./rules.ts";
import { readSentence } from "./sentence.ts";
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

export function savingEntry(store: TimeStore) {
  return async (input: FormInput, turn: Turn): Promise<Reply> => {
    const was = input.change ? await store.one(turn.person, input.entry) : undefined;
    if (input.change && was === undefined) return { card: goneCard(languageOf(turn)) };
    const result = readForm(input, todayOf(turn), was?.on);
    if (!result.ok) return { card: againCard(input, turn, result) };
    return input.change ? changed(result.entry, turn) : added(store, result.entry, turn);
  };

  async function changed(entry: Entry, turn: Turn): Promise<Reply> {
    if (!(await store.change(turn.person, entry, turn.now))) return { card: goneCard(languageOf(turn)) };
    return { card: savedCard(languageOf(turn), entry, { added: true, thatDay: 0 }) };
  }
}

/** Saved twice is saved once, and what is shown is what is kept. */
async function added(store: TimeStore, entry: Entry, turn: Turn): Promise<Reply> {
  const saved = await store.add(turn.person, entry, turn.now);
  const kept = saved.added ? entry : await store.one(turn.person, entry.id);
  return { card: savedCard(languageOf(turn), kept ?? entry, saved) };
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

export function answeringQuickly(store: TimeStore) {
  return async (input: Input<typeof quickAnswer>, turn: Turn): Promise<Reply> => {
    if (!Object.hasOwn(tasks, input.task) || !Object.hasOwn(apps, input.app)) throw invalid("");
    const entry: Entry = {
      id: input.entry,
      task: input.task as Task,
      app: input.app as App,
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
    return added(store, entry, turn);
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

/** The one button of "my time" when it is empty; a dialog has no chat to type a command into. */
const isToForm = (words: string) => languages.some((language) => timeWords(language).command[0] === words);

/** The message extension: a form beside any message. The message is read for a hint and never kept. */
export function loggingBeside(store: TimeStore) {
  const save = savingEntry(store);
  return {
    async open(turn: Turn, message: string): Promise<Dialog> {
      const card = draftOf(message, turn, "message") ?? (await askingForm(turn)).card;
      return dialog(turn, card);
    },
    async submit(verb: string, input: unknown, turn: Turn): Promise<Dialog> {
      return dialog(turn, (await answered(verb, input, turn)).card);
    },
  };

  function answered(verb: string, input: unknown, turn: Turn): Promise<Reply> {
    if (verb === openForm.name) return openingForm(openForm.read(input), turn);
    if (verb === dropDraft.name) return dropping({}, turn);
    if (verb === changeEntry.name) return changingEntry(store)(changeEntry.read(input), turn);
    if (verb === askDelete.name) return askingToDelete(store)(askDelete.read(input), turn);
    if (verb === deleteEntry.name) return deletingEntry(store)(deleteEntry.read(input), turn);
    if (verb === saveEntry.name) return save(saveEntry.read(input), turn);
    if (verb === showEarlier.name) return showingMine(store)(turn, showEarlier.read(input));
    if (verb === say.name && isToForm(say.read(input).words)) return askingForm(turn);
    return showingMine(store)(turn);
  }

  function dialog(turn: Turn, card: Dialog["card"]): Dialog {
    return { title: timeWords(languageOf(turn)).dialogTitle, card };
  }
}
