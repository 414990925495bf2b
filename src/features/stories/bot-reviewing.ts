import type { Reply, Turn } from "../../core/feature.ts";
import type { Roles } from "../../core/ports.ts";
import { goneCard } from "./cards.ts";
import {
  alreadyCard,
  decidedCard,
  notChampionCard,
  ownReviewCard,
  queueCard,
  reviewCard,
} from "./cards-review.ts";
import type { Desk } from "./desk.ts";
import type { Decision, decide } from "./messages.ts";
import { plain, readReason, type State, type Story } from "./rules.ts";
import type { Store } from "./store.ts";

interface Parts {
  readonly store: Store;
  readonly roles: Roles;
  readonly desk: Desk;
}

const LISTED = 20;

const becomes = {
  approve: { state: "published", what: "approved" },
  change: { state: "changes", what: "changes" },
  decline: { state: "declined", what: "declined" },
} as const satisfies Record<Decision, { readonly state: State; readonly what: string }>;

/** What champions do. Each press asks anew whether they are one: roles are given and taken while cards lie in a chat. */
export function reviewingWith({ store, roles, desk }: Parts) {
  return {
    async queue({ person }: Turn): Promise<Reply> {
      if (!(await roles.has(person, "champion"))) return { card: notChampionCard(person.language) };
      return { card: queueCard(person.language, await store.waiting(person, LISTED)) };
    },

    open: ({ story }: { readonly story: string }, turn: Turn): Promise<Reply> =>
      reviewed(story, turn, async (found) => ({ card: await cardFor(found, turn) })),

    decide: (input: ReturnType<typeof decide.read>, turn: Turn): Promise<Reply> =>
      reviewed(input.story, turn, async (story) => {
        const { version, decision, words } = input;
        if (story.version !== version) return { card: await cardFor(story, turn, { isNewer: true }) };
        const { reason, problems } =
          decision === "approve" && plain(words ?? "") === ""
            ? { reason: "", problems: [] }
            : readReason(words);
        if (problems.length > 0) return { card: await cardFor(story, turn, { problems, words }) };
        const decided = await settle(story, decision, reason, turn);
        if (decided) return { card: decidedCard(turn.person.language, decision) };
        return reviewed(input.story, turn, async (now) => ({
          card: await cardFor(now, turn, { isNewer: true }),
        }));
      }),
  };

  /** Only for champions, only what is in review, and never one's own. */
  async function reviewed(
    id: string,
    { person }: Turn,
    answer: (story: Story) => Promise<Reply>,
  ): Promise<Reply> {
    if (!(await roles.has(person, "champion"))) return { card: notChampionCard(person.language) };
    const story = await store.newest(person.tenant, id);
    if (story === undefined || story.state === "draft") return { card: goneCard(person.language) };
    if (story.author === person.id) return { card: ownReviewCard(person.language) };
    if (story.state !== "review") return { card: alreadyCard(person.language, story) };
    return answer(story);
  }

  async function cardFor(
    story: Story,
    { person }: Turn,
    more: Pick<Parameters<typeof reviewCard>[1], "isNewer" | "problems" | "words"> = {},
  ) {
    const [to] = story.adds === undefined ? [] : await store.published(person.tenant, [story.adds]);
    return reviewCard(person.language, { story, to, ...more });
  }

  /** The first to decide decides; what is decided, on record and found, is so all at once. */
  async function settle(story: Story, decision: Decision, reason: string, { person, now }: Turn) {
    const { state, what } = becomes[decision];
    return store.together(async (inside) => {
      if (!(await store.decide(person, story, state, now, inside))) return false;
      await store.note(
        person.tenant,
        story,
        { what, at: now, by: person.id, ...(reason === "" ? {} : { words: reason }) },
        inside,
      );
      await store.stand(person.tenant, story.id, inside);
      await desk.index(person.tenant, story.id, inside);
      return true;
    });
  }
}
