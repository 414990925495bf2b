import { button, type Pressed } from "../../core/card.ts";
import type { ShownStory, StoriesFor, StoryWanted } from "../../core/feature.ts";
import { shortened } from "./cards.ts";
import { openStory } from "./messages.ts";
import type { BesideStore, Candidate, Readable } from "./store-beside.ts";
import { storyWords } from "./words.ts";

/** Some of those may be their own, or tried: of so many the best that isn't is shown. */
const MOST_ASKED = 6;

/** Stories to be shown beside something else, for many people at once. */
export function besideWith(store: BesideStore): StoriesFor {
  return async (wanted, { now }) => {
    const told = await store.candidates([...new Set(wanted.map(({ person }) => person.tenant))], now);
    const asked = wanted.flatMap((one, nth) => {
      const { tenant, id } = one.person;
      return suiting(one, told.get(tenant) ?? []).map((story, rank) => ({ nth, rank, tenant, id, story }));
    });
    const found = await store.readable(asked);
    return wanted.map((one, nth) => {
      const story = found.get(nth);
      return story && shownTo(one, story);
    });
  };
}

/** What suits somebody among what was told last, the newest first: their language decides before the task, and that before the profession. */
function suiting(
  { person, task, app, turn, profession, shown = [], again }: StoryWanted,
  candidates: readonly Candidate[],
): readonly string[] {
  const worth = (one: Candidate) =>
    (one.language === person.language ? 4 : 0) +
    (one.task === task ? 2 : 0) +
    (profession !== undefined && one.profession === profession ? 1 : 0);
  const suits = turned(candidates, turn ?? 0)
    .filter((one) => turn !== undefined || one.task === task || (app !== undefined && one.app === app))
    .filter(({ id }) => id !== again && !shown.includes(id))
    .toSorted((one, other) => worth(other) - worth(one));
  return [...(again === undefined ? [] : [again]), ...suits.map(({ id }) => id)].slice(0, MOST_ASKED);
}

function turned<T>(all: readonly T[], turn: number): readonly T[] {
  const first = all.length === 0 ? 0 : turn % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

function shownTo({ person: { language }, back }: StoryWanted, { id, title, result }: Readable): ShownStory {
  const open = button(
    storyWords(language).readIt,
    openStory,
    { story: id, ...(back === undefined ? {} : { back: backTo(back) }) },
    { takesInputs: false },
  );
  return { id, title, result: shortened(result), open };
}

/** What a card can carry of a button. */
const backTo = ({ title = "", verb = "", data }: Pressed) => ({
  type: "Action.Execute" as const,
  ...{ title, verb },
  data: Object.fromEntries(
    Object.entries(data ?? {}).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  ),
});
