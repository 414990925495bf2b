import type { Element } from "../../core/card.ts";
import {
  type Command,
  type Feature,
  type Handler,
  on,
  type Reply,
  type SavedEntry,
  type Turn,
} from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { inEach } from "../../core/words.ts";
import {
  answeringQuickly,
  askingForm,
  askingQuickly,
  askingToDelete,
  changingEntry,
  deletingEntry,
  dropping,
  loggingBeside,
  openingForm,
  readingSentence,
  savingEntry,
  showingMine,
  takingBack,
  undoing,
} from "./bot.ts";
import { measuresFrom, reportsFrom } from "./measure.ts";
import {
  askDelete,
  changeEntry,
  deleteEntry,
  dropDraft,
  openForm,
  quickAnswer,
  saveEntry,
  showEarlier,
  takeBack,
} from "./messages.ts";
import { minutesFrom } from "./outcome.ts";
import { timeOnMyPage } from "./page.ts";
import { migrations, timeStore } from "./store.ts";
import { timeWords } from "./words.ts";

/** People say how many minutes Copilot saved or cost them; we keep it, and they can see, change and delete it. */
export function timeSaved({ db, documents }: House, all: () => readonly Feature[]): Feature {
  const store = timeStore(db);
  const mine = showingMine(store);
  const both = inEach(timeWords);
  const commands: readonly Command[] = [
    {
      words: both("command"),
      does: both("commandDoes"),
      usual: 1,
      page: { path: "log-time", title: both("page"), for: ["reader"] },
      run: askingForm,
    },
    {
      words: both("mineCommand"),
      does: both("mineDoes"),
      usual: 2,
      page: { path: "my-time", title: both("mineTitle"), for: ["reader"] },
      run: (turn) => mine(turn),
    },
    { words: both("undoCommand"), does: both("undoDoes"), run: undoing(store) },
  ];
  const besideEntry = async (entry: SavedEntry, turn: Turn): Promise<readonly Element[]> => {
    const beside = await Promise.all(all().map(({ afterEntry }) => afterEntry?.(entry, turn) ?? []));
    return beside.flat();
  };
  const actions: readonly Handler<Turn, Reply>[] = [
    on(saveEntry, savingEntry(store, besideEntry)),
    on(openForm, openingForm),
    on(dropDraft, dropping),
    on(quickAnswer, answeringQuickly(store, besideEntry)),
    on(changeEntry, changingEntry(store)),
    on(takeBack, takingBack(store)),
    on(askDelete, askingToDelete(store)),
    on(deleteEntry, deletingEntry(store)),
    on(showEarlier, (page, turn: Turn) => mine(turn, page)),
  ];
  return {
    name: "time-saved",
    migrations,
    commands,
    actions,
    understands: readingSentence,
    compose: [
      {
        id: "logTime",
        ...loggingBeside({ commands, actions, others: () => all().flatMap((each) => each.actions ?? []) }),
      },
    ],
    asksTime: askingQuickly,
    mine: timeOnMyPage(store.since, documents.chart),
    measures: measuresFrom(db),
    timeReports: reportsFrom(db),
    entryMinutes: store.minutesOf,
    async ownEntry({ entry, ...owner }) {
      const kept = await store.one(owner, entry);
      return kept && { id: kept.id, task: kept.task, on: kept.on };
    },
    outcomes: [minutesFrom(reportsFrom(db))],
    personalData: {
      async summary(person) {
        const w = timeWords(person.language);
        const n = await store.count(person);
        return n === 0 ? [] : [{ title: w.kept, value: w.keptValue(n) }];
      },
      export: store.all,
    },
  };
}
