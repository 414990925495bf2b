import type { Feature, Reply, Turn } from "../../core/feature.ts";
import { helpCard, noLeadCard, rateCard } from "./cards.ts";
import type { leadDigests } from "./lead.ts";
import type { Audience, Help, Rate } from "./messages.ts";
import type { DigestStore } from "./store.ts";

interface Parts {
  readonly store: DigestStore;
  readonly leads: ReturnType<typeof leadDigests>;
  readonly all: () => readonly Feature[];
}

export function answersTo({ store, leads, all }: Parts) {
  async function show(turn: Turn): Promise<Reply> {
    const { person } = turn;
    const [standing] = await store.standing([person], "lead");
    if (standing?.reads !== true) return { card: noLeadCard(person.language) };
    const [card] = await leads([{ person, rate: standing.rate ?? "weekly" }], turn);
    return { card: card ?? noLeadCard(person.language) };
  }

  async function choose(turn: Turn, rate: Rate): Promise<Reply> {
    await store.choose(turn.person, "lead", rate);
    return { card: rateCard(turn.person.language, rate) };
  }

  return {
    show: (_input: { readonly of: Audience }, turn: Turn) => show(turn),
    newest: (turn: Turn) => show(turn),
    rate: ({ rate }: { readonly of: Audience; readonly rate: Rate }, turn: Turn) => choose(turn, rate),
    to: (rate: Rate) => (turn: Turn) => choose(turn, rate),

    async help(
      { help, nth }: { readonly help: Help; readonly nth: number },
      { person }: Turn,
    ): Promise<Reply> {
      const [post] = all().flatMap(({ channelPosts }) => channelPosts ?? []);
      const channel = post?.words[person.language][0];
      return { card: helpCard(person.language, help, { nth, channel }) };
    },
  };
}
