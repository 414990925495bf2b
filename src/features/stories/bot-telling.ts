import type { Reply, Turn } from "../../core/feature.ts";
import type { Search } from "../../core/search.ts";
import {
  askRemoveCard,
  askTakeDownCard,
  droppedCard,
  formCard,
  goneCard,
  mineCard,
  nameCard,
  ownCard,
  questionCard,
  removedCard,
  sentCard,
  similarCard,
} from "./cards.ts";
import { bodyOf, type Desk, STORY } from "./desk.ts";
import type { addToIt, Fields, guide, saveChange, sendStory, showName } from "./messages.ts";
import { fieldsOf, questions, readForm, readName, SIMILAR, type Story, unkeepable } from "./rules.ts";
import type { Inside, Owner, Store } from "./store.ts";
import { storyWords } from "./words.ts";

type Input<M extends { read(input: unknown): unknown }> = ReturnType<M["read"]>;
interface OnStory {
  readonly story: string;
}

interface Parts {
  readonly store: Store;
  readonly search: Search;
  readonly desk: Desk;
}

const LISTED = 50;
const SIMILAR_SHOWN = 3;

/** What an author does with a story. Each is looked up under their own key, so it can be nobody else's. */
export function tellingWith({ store, search, desk }: Parts) {
  return {
    form,
    drop: async (_input: object, { person }: Turn): Promise<Reply> => ({
      card: droppedCard(person.language),
    }),
    begin: (turn: Turn): Promise<Reply> => form({}, turn),
    guided: (turn: Turn): Promise<Reply> => ask({ step: 0 }, turn),
    ask,

    /** Nothing is kept before it may be; then it is, and only its author sees it until they have seen what is like it. */
    async send({ draft, ...fields }: Input<typeof sendStory>, turn: Turn): Promise<Reply> {
      const { person } = turn;
      const read = readForm(fields, person.language);
      if (!read.ok) return { card: formCard(person.language, { draft }, read.fields, read.problems) };
      const id = await store.add(person, draft, read.told);
      const story = await store.one(person, id);
      if (story === undefined) return { card: goneCard(person.language) };
      if (story.state !== "draft") return shown(story, turn);
      const similar = await likeIt(story, turn);
      if (similar.length > 0) return { card: similarCard(person.language, id, similar) };
      return sendOn(id, undefined, turn);
    },

    tellAnyway: ({ story }: OnStory, turn: Turn): Promise<Reply> => sendOn(story, undefined, turn),

    async addTo({ story, to = "" }: Input<typeof addToIt>, turn: Turn): Promise<Reply> {
      const [found] = await store.published(turn.person.tenant, [to]);
      // One story with many voices, not a chain of them.
      return sendOn(story, found === undefined ? undefined : (found.adds ?? found.id), turn);
    },

    async mine({ person }: Turn): Promise<Reply> {
      return { card: mineCard(person.language, await store.mine(person, LISTED)) };
    },

    open: own(shown),

    change: own(async (story, { person }) => ({
      card: formCard(person.language, aboutOf(story), fieldsOf(story)),
    })),

    async saveChange(
      { story: id, version, hide, ...fields }: Input<typeof saveChange>,
      turn: Turn,
    ): Promise<Reply> {
      const { person, now } = turn;
      const story = await store.one(person, id);
      if (story === undefined) return { card: goneCard(person.language) };
      const read = readForm(fields, story.telling.language);
      if (!read.ok)
        return { card: formCard(person.language, { ...aboutOf(story), version }, fields, read.problems) };
      const changed = await store.together(async (inside) => {
        const owner = await desk.ownerFor(person, now, inside);
        const about = { story: id, version, hide: hide === "true" };
        if (!(await store.edit(person, about, read.told, owner, inside))) return undefined;
        await after(turn, { id, version: version + 1 }, "edited", inside);
        return owner;
      });
      const fresh = await store.one(person, id);
      if (fresh === undefined) return { card: goneCard(person.language) };
      if (changed !== undefined) return sent(changed, turn);
      const w = storyWords(person.language);
      return shown(fresh, turn, { title: w.meanwhileTitle, more: w.meanwhile });
    },

    askName: own(async (story, { person }) => ({ card: nameCard(person.language, story) })),

    async showName({ story, name: typed }: Input<typeof showName>, turn: Turn): Promise<Reply> {
      const { name, problems } = readName(typed);
      if (problems.length > 0)
        return { card: nameCard(turn.person.language, { id: story, name: typed }, problems) };
      return rename(story, name, turn);
    },

    hideName: ({ story }: OnStory, turn: Turn): Promise<Reply> => rename(story, undefined, turn),

    askTakeDown: own(async (story, { person }) => ({ card: askTakeDownCard(person.language, story) })),

    takeDown: own(async (story, turn) => {
      await store.together(async (inside) => {
        if (await store.takeDown(turn.person, story.id, inside)) await after(turn, story, "retired", inside);
      });
      return reshown(story.id, turn);
    }),

    askRemove: own(async (story, { person }) => ({ card: askRemoveCard(person.language, story) })),

    async remove({ story }: OnStory, { person }: Turn): Promise<Reply> {
      const removed = await store.remove(person, story);
      return { card: removed ? removedCard(person.language) : goneCard(person.language) };
    },
  };

  async function form(fields: Fields, turn: Turn): Promise<Reply> {
    const { profession, language } = turn.person;
    const filled = { ...fields, profession: fields.profession ?? profession };
    return { card: formCard(language, { draft: turn.id }, filled) };
  }

  /** What may not be kept isn't carried on either: the same question is asked again. */
  async function ask({ step, ...answers }: Input<typeof guide>, turn: Turn): Promise<Reply> {
    const { language } = turn.person;
    const last = questions[step - 1];
    const words = last === undefined ? "" : (answers[last] ?? "");
    const problems = [
      ...(words.trim() === "" && last !== undefined && last !== "learned" ? [last] : []),
      ...unkeepable([words]),
    ];
    if (problems.length > 0) return { card: questionCard(language, (step - 1) as 0, answers, problems) };
    return step === 4 ? form(answers, turn) : { card: questionCard(language, step as 0, answers) };
  }

  async function likeIt(story: Story, { person }: Turn): Promise<readonly Story[]> {
    const found = await search.like({
      tenant: person.tenant,
      kind: STORY,
      title: story.telling.title,
      body: bodyOf(story),
      most: SIMILAR_SHOWN,
    });
    const near = found.filter(({ score }) => score >= SIMILAR).map(({ id }) => id);
    return store.published(person.tenant, near);
  }

  async function sendOn(id: string, adds: string | undefined, turn: Turn): Promise<Reply> {
    const { person, now } = turn;
    const sentTo = await store.together(async (inside) => {
      const owner = await desk.ownerFor(person, now, inside);
      if (!(await store.send(person, id, adds === id ? undefined : adds, owner, inside))) return undefined;
      await after(turn, { id, version: 1 }, "sent", inside);
      return owner;
    });
    return sentTo === undefined ? reshown(id, turn) : sent(sentTo, turn);
  }

  function sent({ due, reviewer }: Owner, { person }: Turn): Reply {
    return { card: sentCard(person.language, due, reviewer !== undefined) };
  }

  async function rename(id: string, name: string | undefined, turn: Turn): Promise<Reply> {
    await store.together(async (inside) => {
      if (!(await store.name(turn.person, id, name, inside))) return;
      const story = await store.one(turn.person, id, inside);
      if (story !== undefined) await after(turn, story, name === undefined ? "anonymous" : "named", inside);
    });
    return reshown(id, turn);
  }

  /** On record, and found as it is now. */
  async function after(
    { person, now }: Turn,
    story: Pick<Story, "id" | "version">,
    what: "sent" | "edited" | "named" | "anonymous" | "retired",
    inside: Inside,
  ): Promise<void> {
    await store.note(person.tenant, story, { what, at: now, by: person.id }, inside);
    await store.stand(person.tenant, story.id, inside);
    await desk.index(person.tenant, story.id, inside);
  }

  function own(answer: (story: Story, turn: Turn) => Promise<Reply>) {
    return async ({ story }: OnStory, turn: Turn): Promise<Reply> => {
      const found = await store.one(turn.person, story);
      return found === undefined ? { card: goneCard(turn.person.language) } : answer(found, turn);
    };
  }

  async function reshown(id: string, turn: Turn): Promise<Reply> {
    const story = await store.one(turn.person, id);
    return story === undefined ? { card: goneCard(turn.person.language) } : shown(story, turn);
  }

  async function shown(
    story: Story,
    { person }: Turn,
    about?: { readonly title: string; readonly more: string },
  ): Promise<Reply> {
    return { card: ownCard(person.language, story, await store.events(person, story.id), about) };
  }
}

const aboutOf = ({ id, version, published }: Story) => ({
  story: id,
  version,
  isPublished: published !== undefined,
});
