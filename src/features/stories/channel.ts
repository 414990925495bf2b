import type { Channel, ChannelPost, Post } from "../../core/channel-post.ts";
import type { DaysOff } from "../../core/days-off.ts";
import { inEach } from "../../core/words.ts";
import { askedCard, weekCard } from "./cards-channel.ts";
import type { Story } from "./rules.ts";
import type { Store } from "./store.ts";
import type { WeekStore } from "./store-week.ts";
import { editionOf, storyOfTheWeek, weekly } from "./week.ts";
import { channelWords } from "./words-channel.ts";

interface Parts {
  readonly store: Pick<Store, "published">;
  readonly week: WeekStore;
  readonly daysOff: DaysOff;
}

/** The story of the week: what is published in the channel's own organisation, as everybody there can read it now. */
export function storyPost({ store, week, daysOff }: Parts): ChannelPost {
  const both = inEach(channelWords);
  return {
    name: "story-of-the-week",
    words: both("command"),
    does: both("does"),
    ...weekly(daysOff),
    asked: askedCard,

    async compose(channel, slot, earlier, { now }) {
      const all = await week.candidates(channel.tenant, earlier);
      const id = storyOfTheWeek(all, { ...channel, slot }, now);
      return id === undefined ? undefined : shown(channel, id);
    },

    async editions(tenant, abouts) {
      const stories = await store.published(tenant, abouts);
      return new Map(stories.map((story) => [story.id, editionOf(story)]));
    },

    again: shown,
  };

  async function shown({ tenant, language }: Channel, id: string): Promise<Post | undefined> {
    const [story] = await store.published(tenant, [id]);
    return story && postOf(story, language);
  }
}

const postOf = (story: Story, language: Channel["language"]): Post => ({
  card: weekCard(language, story),
  about: story.id,
  edition: editionOf(story),
});
