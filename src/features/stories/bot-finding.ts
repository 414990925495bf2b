import type { Button } from "../../core/card.ts";
import type { Feature, Reply, Turn } from "../../core/feature.ts";
import type { Search } from "../../core/search.ts";
import { apps, professions, tasks } from "../../core/taxonomy.ts";
import { languages } from "../../core/words.ts";
import {
  findCard,
  foundCard,
  lostCard,
  ownTryCard,
  sharedCard,
  storyCard,
  triedCard,
  untriedCard,
} from "./cards-finding.ts";
import { ADDITIONS, STORY } from "./desk.ts";
import type { findStories, openStory, tryStory } from "./messages.ts";
import { oneOf, plain, type Story } from "./rules.ts";
import type { Store } from "./store.ts";
import type { TryStore } from "./store-tries.ts";
import { storyWords } from "./words.ts";

interface Parts {
  readonly store: Store;
  readonly tries: TryStore;
  readonly search: Search;
  /** Whichever feature keeps time. */
  readonly asksTime: NonNullable<Feature["asksTime"]>;
}
interface OnStory {
  readonly story: string;
}

const PAGE = 5;
const PASTED = 10;

/** What everybody can do with stories that are published. */
export function findingWith({ store, tries, search, asksTime }: Parts) {
  return {
    begin: async ({ person }: Turn): Promise<Reply> => ({ card: findCard(person.language) }),
    find,

    /** “stories about minutes”, in either language whatever the reader has chosen. */
    async understands(said: string, turn: Turn): Promise<Reply | undefined> {
      const about = languages
        .map(
          (language) =>
            storyWords(language).about.exec(said.replace(/\s+/g, " ").replace(/[?.!]+$/, ""))?.[1],
        )
        .find((words) => words !== undefined);
      return about === undefined ? undefined : find({ words: about }, turn);
    },

    open: ({ story, back }: ReturnType<typeof openStory.read>, turn: Turn): Promise<Reply> =>
      onPublished(story, turn, (found) => shown(found, turn, back)),

    try: ({ story, worked }: ReturnType<typeof tryStory.read>, turn: Turn): Promise<Reply> =>
      onPublished(story, turn, async ({ author }) => {
        const { person, now } = turn;
        if (author === person.id) return { card: ownTryCard(person.language) };
        const noted = await tries.put(person, story, worked, now);
        return { card: noted ? triedCard(person.language, story, worked) : lostCard(person.language) };
      }),

    async untry({ story }: OnStory, { person }: Turn): Promise<Reply> {
      await tries.take(person, story);
      return { card: untriedCard(person.language) };
    },

    logTry: ({ story }: OnStory, turn: Turn): Promise<Reply> =>
      onPublished(story, turn, async ({ id, telling }) =>
        asksTime({ id: `story:${id}`, task: telling.task, app: telling.app ?? "other" }, turn),
      ),

    /** From any chat: what is picked is pasted there, so it has no buttons. */
    async paste(words: string, { person }: Turn) {
      const found = await search.find({ tenant: person.tenant, kinds: [STORY], text: words, most: PASTED });
      const stories = await store.published(
        person.tenant,
        found.map(({ id }) => id),
      );
      return stories.map((story) => ({
        title: story.telling.title,
        text: tasks[story.telling.task][person.language],
        card: sharedCard(person.language, story),
      }));
    },
  };

  async function find(input: ReturnType<typeof findStories.read>, turn: Turn): Promise<Reply> {
    const { tenant, language } = turn.person;
    const [task, app] = [oneOf(tasks, input.task), oneOf(apps, input.app)];
    const profession = oneOf(professions, input.profession);
    const { after = 0 } = input;
    const words = plain(input.words ?? "").slice(0, 200);
    const found = await search.find({
      ...{ tenant, kinds: [STORY], text: words, facets: { task, app, profession } },
      ...{ most: PAGE + 1, after },
    });
    const ids = found.slice(0, PAGE).map(({ id }) => id);
    const next = found.length > PAGE ? after + PAGE : undefined;
    const question = { words: words === "" ? undefined : words, task, app, profession, next };
    return { card: foundCard(language, await store.published(tenant, ids), question) };
  }

  async function onPublished(
    id: string,
    { person }: Turn,
    answer: (story: Story) => Promise<Reply>,
  ): Promise<Reply> {
    const [found] = await store.published(person.tenant, [id]);
    return found === undefined ? { card: lostCard(person.language) } : answer(found);
  }

  async function shown(story: Story, { person }: Turn, back?: Button): Promise<Reply> {
    const [tally, additions] = await Promise.all([
      tries.tally(person.tenant, story.id),
      store.additions(person.tenant, story.id, ADDITIONS),
    ]);
    const isOwn = story.author === person.id;
    return { card: storyCard(person.language, { story, tally, additions }, isOwn, back) };
  }
}
