import type { Reply, Turn } from "../../core/feature.ts";
import { goneCard, messageCard, whyCard } from "./cards.ts";
import type { Campaign } from "./rules.ts";
import type { CampaignStore } from "./store.ts";

interface OnMessage {
  readonly campaign: number;
}

/** What a reader asks of a message. It is looked up under their own key, so it can be nobody else's. */
export function answersTo(store: CampaignStore) {
  async function found({ campaign }: OnMessage, { person }: Turn): Promise<Campaign | undefined> {
    return (await store.reached(person, campaign)) ? store.one(campaign) : undefined;
  }

  return {
    async why(input: OnMessage, turn: Turn): Promise<Reply> {
      const { language } = turn.person;
      const about = await found(input, turn);
      return {
        card:
          about === undefined ? goneCard(language) : whyCard(language, { ...input, service: about.service }),
      };
    },

    async show(input: OnMessage, turn: Turn): Promise<Reply> {
      const { language } = turn.person;
      const { message, service = false } = (await found(input, turn)) ?? {};
      if (message === undefined) return { card: goneCard(language) };
      return { card: messageCard(language, message, { ...input, service }) };
    },
  };
}
