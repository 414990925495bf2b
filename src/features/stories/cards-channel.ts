import type { Day } from "../../core/calendar.ts";
import { type Card, card, small, subheading, text } from "../../core/card.ts";
import type { Language } from "../../core/words.ts";
import { storyBody } from "./cards-finding.ts";
import type { Story } from "./rules.ts";
import { storyWords } from "./words.ts";
import { channelWords } from "./words-channel.ts";

/** Read by everybody in a channel, so it has nobody's buttons. Its title was checked to be plain when it was told. */
export function weekCard(language: Language, story: Story): Card {
  const [w, here] = [storyWords(language), channelWords(language)];
  return card(language, here.title, [
    subheading(story.telling.title),
    ...storyBody(language, story),
    small(w.check),
    small(w.shared),
    small(here.stop),
  ]);
}

export function askedCard(language: Language, first: Day): Card {
  const w = channelWords(language);
  return card(language, w.askedTitle, [text(w.asked(first)), text(w.quiet), text(w.stop)]);
}
