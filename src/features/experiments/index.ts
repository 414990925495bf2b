import { daysOffIn } from "../../core/days-off.ts";
import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import { inEach } from "../../core/words.ts";
import { answersTo } from "./bot.ts";
import { closingWith } from "./closing.ts";
import { allDesigns, ourDesigns } from "./designs.ts";
import { digestFrom } from "./digest.ts";
import { endingWith } from "./ending.ts";
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
import { experimentOperations } from "./operator.ts";
import { experimentOutbound } from "./outbound.ts";
import { entryFor, keyOf } from "./searching.ts";
import { experimentStore, migrations } from "./store.ts";
import { experimentWords } from "./words.ts";
import { worksIn } from "./works.ts";

/** People say what they expect, try it with others, and tell what came of it, whichever way it went. */
export function experiments(
  { db, people, ledger, content, settings, search, availability }: House,
  all: () => readonly Feature[],
): Feature {
  const store = experimentStore(db);
  const ours = ourDesigns(content.experiments ?? []);
  const designs = async () => allDesigns(ours, await store.importedDesigns());
  const daysOff = daysOffIn(content.calendar ?? [], settings.privilegeDays);
  const tips = (): Tips => {
    const [found] = all().flatMap((feature) => feature.tips ?? []);
    if (found === undefined) throw new Error("No feature has manners");
    return found;
  };
  const ownEntry: NonNullable<Feature["ownEntry"]> = async (entry) => {
    const [found] = all().flatMap((feature) => feature.ownEntry ?? []);
    return found?.(entry);
  };
  const closing = closingWith(store, all);
  const answers = answersTo({ store, designs, daysOff, search, closing, ownEntry });
  const ending = endingWith({ store, closing, search });
  const both = inEach(experimentWords);
  return {
    name: "experiments",
    migrations,
    commands: [
      { words: both("tryCommand"), does: both("tryDoes"), run: answers.form },
      {
        words: both("listCommand"),
        does: both("listDoes"),
        usual: 6,
        page: { path: "experiments", title: both("page"), for: ["reader"] },
        run: answers.list,
      },
      { words: both("joinCommand"), does: both("joinDoes"), run: answers.askJoin },
      { words: both("leaveCommand"), does: both("leaveDoes"), run: answers.askLeave },
      { words: both("onCommand"), does: both("onDoes"), run: answers.learnings(true) },
      { words: both("offCommand"), does: both("offDoes"), run: answers.learnings(false) },
    ],
    actions: [
      on(propose, answers.propose),
      on(dropForm, answers.drop),
      on(showOne, answers.show),
      on(pickOne, answers.pick),
      on(join, answers.join),
      on(joinByCode, answers.joinByCode),
      on(leave, answers.leave),
      on(openRecord, answers.openRecord),
      on(saveRecord, answers.saveRecord),
      on(countFor, answers.countFor),
      on(askClose, answers.askClose),
      on(close, answers.close),
      on(copyMine, answers.copy),
    ],
    understands: answers.understands,
    afterEntry: answers.afterEntry,
    digest: digestFrom(store),
    outbound: experimentOutbound({ db, store, people, ledger, daysOff, tips, availability, ending }),
    works: async ({ person: { tenant, language } }) => [worksIn(await store.lastClosed(tenant), language)],
    operator: experimentOperations(store, designs),
    async settings({ person }) {
      const w = experimentWords(person.language);
      const wish = await store.wishOf(person);
      const value = wish === undefined ? w.settingPart : wish ? w.settingOn : w.settingOff;
      return {
        title: w.setting,
        value,
        change: {
          title: wish === false ? w.turnOn : w.turnOff,
          command: (wish === false ? w.onCommand : w.offCommand)[0],
        },
      };
    },
    personalData: {
      async summary(person) {
        const w = experimentWords(person.language);
        const [{ owned, parts, records }, wish] = [await store.counts(person), await store.wishOf(person)];
        return [
          ...(owned === 0 ? [] : [{ title: w.keptOwned, value: w.keptCount(owned) }]),
          ...(parts === 0 ? [] : [{ title: w.keptParts, value: w.keptCount(parts) }]),
          ...(records === 0 ? [] : [{ title: w.keptRecords, value: w.keptCount(records) }]),
          ...(wish === undefined ? [] : [{ title: w.setting, value: wish ? w.settingOn : w.settingOff }]),
        ];
      },
      export: store.exported,
    },
    async forgets({ tenant }, _run, inside) {
      const { gone, emptied } = await store.orphansGo(tenant, inside);
      for (const id of gone) await search.take(keyOf(tenant, id), inside);
      for (const of of emptied) if (of.closed !== undefined) await search.put(entryFor(of), inside);
    },
  };
}
