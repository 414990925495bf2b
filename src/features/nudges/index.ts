import { dayInWords, localIn } from "../../core/calendar.ts";
import { daysOffIn } from "../../core/days-off.ts";
import { type Feature, on, type StoriesFor, type UsageOf } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { inEach } from "../../core/words.ts";
import { answersTo } from "./bot.ts";
import { COPILOT, sharedTipCard } from "./cards.ts";
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
import { nudgeOperations } from "./operator.ts";
import { startOperations } from "./operator-start.ts";
import { nudgeOutbound, tipsToSend } from "./outbound.ts";
import { searchTips } from "./rules.ts";
import { startsWith } from "./stepped-start.ts";
import { migrations, nudgeStore } from "./store.ts";
import { assignmentsIn } from "./store-assigned.ts";
import { choosingStore } from "./store-choosing.ts";
import { startStore } from "./store-start.ts";
import { type Shelf, type Tip, TipFile } from "./tip.ts";
import { nudgeWords } from "./words.ts";

const FOUND_AT_ONCE = 10;

/** Chooses, times and delivers tips, with manners. `all` are asked how a tip that was tried is answered. */
export function nudges(
  { db, people, ledger, content, settings, availability }: House,
  all: () => readonly Feature[],
): Feature {
  const store = nudgeStore(db);
  const reviewed = TipFile.array().parse(content.tips ?? []);
  const choosing = choosingStore(db);
  const starts = startStore(db);
  const copilot = settings.copilotUrl ?? COPILOT;
  const startsOf = startsWith({ starts, choosing });
  const shelf = async (): Promise<Shelf> => {
    const [imported, retired] = await Promise.all([store.importedTips(), choosing.retired()]);
    const all = byId([...reviewed, ...imported]);
    return { all, open: all.filter(({ id }) => !retired.has(id)), retired };
  };
  const asksTime: NonNullable<Feature["asksTime"]> = (about, turn) => {
    const [ask] = all().flatMap((feature) => feature.asksTime ?? []);
    if (ask === undefined) throw new Error("No feature asks how long a tip that was tried took");
    return ask(about, turn);
  };
  const usage: UsageOf = async (who, now) => {
    const [ask] = all().flatMap((feature) => feature.usage ?? []);
    return ask === undefined ? who.map(() => undefined) : ask(who, now);
  };
  const stories: StoriesFor = async (wanted, run) => {
    const [tell] = all().flatMap((feature) => feature.storiesFor ?? []);
    return tell === undefined ? wanted.map(() => undefined) : tell(wanted, run);
  };
  const answers = answersTo({ store, choosing, startsOf, shelf, copilot, usage, stories, asksTime });
  const parts = {
    ...{ copilot, usage },
    ...{ store, choosing, startsOf, people, shelf },
    daysOff: daysOffIn(content.calendar ?? [], settings.privilegeDays),
    holdOut: { percent: settings.holdOut ?? 0, by: settings.holdOutBy ?? "person" },
  };
  const both = inEach(nudgeWords);

  return {
    name: "nudges",
    migrations,
    commands: [
      { words: both("nowCommand"), does: both("nowDoes"), usual: 3, run: (turn) => answers.now(turn) },
      { words: both("whyCommand"), does: both("whyDoes"), run: answers.whyLast },
      { words: both("snoozeCommand"), does: both("snoozeDoes"), run: answers.askSnooze },
      { words: both("fewerCommand"), does: both("fewerDoes"), run: (turn) => answers.fewer({}, turn) },
      { words: both("startCommand"), does: both("startDoes"), run: (turn) => answers.weekly({}, turn) },
      {
        words: both("stopCommand"),
        does: both("stopDoes"),
        usual: 10,
        run: (turn) => answers.stop({}, turn),
      },
    ],
    actions: [
      on(tried, answers.tried),
      on(notForMe, answers.notForMe),
      on(remindLater, answers.later),
      on(copyPrompt, answers.prompt),
      on(why, answers.why),
      on(showTip, answers.show),
      on(fewer, answers.fewer),
      on(weekly, answers.weekly),
      on(stop, answers.stop),
      on(snooze, answers.snooze),
    ],
    compose: [
      {
        id: "findTip",
        async find(words, { person: { language } }) {
          const found = searchTips((await shelf()).open, words, language).slice(0, FOUND_AT_ONCE);
          return found.map((tip) => ({
            title: tip[language].title,
            text: tip[language].body,
            card: sharedTipCard(language, tip),
          }));
        },
      },
    ],
    outbound: nudgeOutbound({ ...parts, ledger, availability, stories }),
    tips: tipsToSend(parts),
    assignments: assignmentsIn(db),
    operator: nudgeOperations({
      ...{ store, choosing, ledger, shelf },
      start: startOperations({ starts, startsOf }),
    }),
    async settings({ person, now }) {
      const w = nudgeWords(person.language);
      const { rate, stopped, snoozedUntil = "" } = await store.wishOf(person);
      const isPaused = localIn(person.zone, now).day < snoozedUntil;
      const [arm] = await choosing.armsOf([person]);
      if (stopped === undefined && arm === "held-out")
        return {
          title: w.setting,
          value: w.groups[arm],
          change: { title: w.another, command: w.nowCommand[0] },
        };
      const [begins] = (await startsOf.notYet([person], now)).values();
      if (stopped === undefined && begins !== undefined)
        return {
          title: w.setting,
          value: w.beginsOn(begins),
          change: { title: w.another, command: w.nowCommand[0] },
        };
      return stopped === undefined && !isPaused
        ? { title: w.setting, value: w.rates[rate], change: { title: w.fewer, command: w.fewerCommand[0] } }
        : {
            title: w.setting,
            value: stopped === undefined ? w.settingPaused(snoozedUntil) : w.settingStopped,
            change: { title: w.startAgain, command: w.startCommand[0] },
          };
    },
    personalData: {
      async summary(person) {
        const w = nudgeWords(person.language);
        const [n, { rate, stopped, snoozedUntil }] = [await store.count(person), await store.wishOf(person)];
        const [[arm], begins] = [await choosing.armsOf([person]), await starts.dayOf(person)];
        return [
          ...(n === 0 ? [] : [{ title: w.kept, value: w.keptValue(n) }]),
          ...(stopped === undefined && rate === "weekly"
            ? []
            : [{ title: w.changedRate, value: stopped === undefined ? w.rates[rate] : w.settingStopped }]),
          ...(snoozedUntil === undefined
            ? []
            : [{ title: w.snoozed, value: dayInWords(person.language, snoozedUntil) }]),
          ...(arm === undefined ? [] : [{ title: w.group, value: w.groups[arm] }]),
          ...(begins === undefined ? [] : [{ title: w.begins, value: dayInWords(person.language, begins) }]),
        ];
      },
      async export(person) {
        const [kept, [arm]] = [await store.exported(person), await choosing.armsOf([person])];
        return arm === undefined
          ? kept
          : { ...kept, groupInWords: { en: both("groups").en[arm], cy: both("groups").cy[arm] } };
      },
    },
  };
}

/** A tip that was imported replaces a reviewed one of the same id. */
const byId = (tips: readonly Tip[]): readonly Tip[] => [
  ...new Map(tips.map((tip) => [tip.id, tip])).values(),
];
