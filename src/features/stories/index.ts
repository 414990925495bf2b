import { button, buttons, text } from "../../core/card.ts";
import { daysOffIn } from "../../core/days-off.ts";
import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { PublishedFigures } from "../../core/published.ts";
import type { Releases } from "../../core/trial.ts";
import { inEach } from "../../core/words.ts";
import { besideWith } from "./beside.ts";
import { findingWith } from "./bot-finding.ts";
import { reviewingWith } from "./bot-reviewing.ts";
import { tellingWith } from "./bot-telling.ts";
import { storyPost } from "./channel.ts";
import { tellingBeside } from "./compose.ts";
import { deskWith } from "./desk.ts";
import { digestFrom } from "./digest.ts";
import { measuresFrom } from "./measure.ts";
import * as m from "./messages.ts";
import { storyOperations } from "./operator.ts";
import { reusedOperation } from "./operator-reused.ts";
import { storyOutbound } from "./outbound.ts";
import { migrations, storyStore } from "./store.ts";
import { besideStore } from "./store-beside.ts";
import { personalStore } from "./store-personal.ts";
import { tryStore } from "./store-tries.ts";
import { weekStore } from "./store-week.ts";
import { storyWords } from "./words.ts";
import { worksIn } from "./works.ts";

/** People tell what they did with Copilot and what came of it; champions review it; others find it, try it and say so. */
export function stories(
  { db, people, roles, ledger, audit, search, content, settings }: House,
  all: () => readonly Feature[],
): Feature {
  const [store, tries, personal] = [storyStore(db), tryStore(db), personalStore(db)];
  const daysOff = daysOffIn(content.calendar ?? [], settings.privilegeDays);
  const asksTime: NonNullable<Feature["asksTime"]> = (about, turn) => {
    const [ask] = all().flatMap((feature) => feature.asksTime ?? []);
    if (ask === undefined) throw new Error("No feature asks how long what was tried took");
    return ask(about, turn);
  };
  const releases: Releases = (comparison) => {
    const [release] = all().flatMap((feature) => feature.releases ?? []);
    if (release === undefined) throw new Error("No feature lets figures out");
    return release(comparison);
  };
  const published = (): PublishedFigures => {
    const [found] = all().flatMap((feature) => feature.published ?? []);
    if (found === undefined) throw new Error("No feature publishes figures");
    return found;
  };
  const beside = besideStore(db);
  const storiesFor = besideWith(beside);
  const desk = deskWith({ store, search, beside, daysOff });
  const telling = tellingWith({ store, search, desk });
  const reviewing = reviewingWith({ store, roles, desk });
  const finding = findingWith({ store, tries, search, asksTime });
  const both = inEach(storyWords);
  const commands: NonNullable<Feature["commands"]> = [
    { words: both("command"), does: both("commandDoes"), usual: 5, run: telling.begin },
    { words: both("guideCommand"), does: both("guideDoes"), run: telling.guided },
    {
      words: both("findCommand"),
      does: both("findDoes"),
      usual: 4,
      page: { path: "stories", title: both("page"), for: ["reader"] },
      run: finding.begin,
    },
    {
      words: both("mineCommand"),
      does: both("mineDoes"),
      page: { path: "my-stories", title: both("minePage"), for: ["reader"] },
      run: telling.mine,
    },
    {
      words: both("reviewCommand"),
      does: both("reviewDoes"),
      page: { path: "reviews", title: both("reviewPage"), for: ["champion"] },
      run: reviewing.queue,
    },
  ];
  const actions: NonNullable<Feature["actions"]> = [
    on(m.openForm, telling.form),
    on(m.sendStory, telling.send),
    on(m.dropStory, telling.drop),
    on(m.guide, telling.ask),
    on(m.tellAnyway, telling.tellAnyway),
    on(m.addToIt, telling.addTo),
    on(m.openMine, telling.open),
    on(m.changeStory, telling.change),
    on(m.saveChange, telling.saveChange),
    on(m.askName, telling.askName),
    on(m.showName, telling.showName),
    on(m.hideName, telling.hideName),
    on(m.askTakeDown, telling.askTakeDown),
    on(m.takeDown, telling.takeDown),
    on(m.askRemove, telling.askRemove),
    on(m.removeStory, telling.remove),
    on(m.openReview, reviewing.open),
    on(m.decide, reviewing.decide),
    on(m.findStories, finding.find),
    on(m.openStory, finding.open),
    on(m.tryStory, finding.try),
    on(m.untryStory, finding.untry),
    on(m.logTry, finding.logTry),
  ];
  return {
    name: "stories",
    migrations,
    commands,
    actions,
    understands: finding.understands,
    compose: [
      { id: "tellStory", ...tellingBeside({ commands, actions, begin: telling.begin }) },
      { id: "findStory", find: finding.paste },
    ],
    channelPosts: [storyPost({ store, week: weekStore(db), daysOff })],
    storiesFor,
    digest: digestFrom(store, published),
    measures: measuresFrom(db),
    works: async ({ person: { tenant, language }, now }) => [
      await worksIn({ tries, releases }, tenant, language, now),
    ],
    outbound: storyOutbound({ store, tries, ledger, people, roles, daysOff }),
    operator: [...storyOperations({ store, desk, audit }), reusedOperation({ tries, releases })],

    /** A line on what a colleague told of the same task, and a way to tell one's own. */
    async afterEntry({ task, app, actual, expected, net }, turn) {
      const { person } = turn;
      const w = storyWords(person.language);
      const known = { task, ...(app === undefined ? {} : { app }) };
      const minutes =
        actual === undefined || expected === undefined
          ? {}
          : { before: String(expected), after: String(actual), evidence: "felt" }; // they said so themselves
      const tell = button(
        net > 0 ? w.tellHow : w.tellWhat,
        m.openForm,
        { ...known, ...minutes },
        { takesInputs: false },
      );
      const [found] = await storiesFor([{ person, task }], turn);
      if (found !== undefined) return [text(w.alsoTold(found.title)), buttons([found.open, tell])];
      return [buttons([tell])];
    },

    async forgets({ tenant }, _run, inside) {
      for (const id of await personal.settle(tenant, inside)) await desk.index(tenant, id, inside);
    },
    async checks({ now }) {
      const overdue = await store.overdue(undefined, now.toISOString().slice(0, 10));
      const n = overdue.length;
      return [
        {
          name: "stories",
          ok: n === 0,
          detail: n === 0 ? "none is overdue" : `${n} overdue: stories overdue`,
        },
      ];
    },
    personalData: {
      async summary(person) {
        const w = storyWords(person.language);
        const { told, tried, decided } = await personal.counts(person);
        return [
          ...(told === 0 ? [] : [{ title: w.kept, value: w.keptValue(told) }]),
          ...(tried === 0 ? [] : [{ title: w.keptTries, value: w.count(tried) }]),
          ...(decided === 0 ? [] : [{ title: w.keptReviews, value: w.count(decided) }]),
        ];
      },
      export: personal.export,
    },
  };
}
