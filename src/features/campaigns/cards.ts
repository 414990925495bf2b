import { type Button, button, type Card, card, text } from "../../core/card.ts";
import { say } from "../../core/say.ts";
import { type Language, languages } from "../../core/words.ts";
import { showMessage, why } from "./messages.ts";
import { campaignWords } from "./words.ts";
import { type Message, paragraphsOf } from "./written.ts";

export interface About {
  readonly campaign: number;
  readonly service: boolean;
}

/** An organisation's own words, how to stop them, and why they came. Nothing stops a service message. */
export function messageCard(language: Language, message: Message, { campaign, service }: About): Card {
  const { title, text: words } = message[language];
  return card(language, title, paragraphsOf(words).map(text), [
    button(campaignWords(language).why, why, { campaign }),
    ...stopButton(language, service),
  ]);
}

/** Teams refuses larger messages. */
const BIGGEST = 28 * 1024;
/** What stands around a card in a message, with room to spare. */
const AROUND = 2 * 1024;

export const isTooBig = (message: Message): boolean =>
  languages.some((language) => {
    const widest = messageCard(language, message, { campaign: 2_147_483_647, service: false });
    return Buffer.byteLength(JSON.stringify(widest)) + AROUND > BIGGEST;
  });

export function whyCard(language: Language, { campaign, service }: About): Card {
  const w = campaignWords(language);
  return card(
    language,
    w.whyTitle,
    [text(w.whyGroup), text(service ? w.whyService : w.whyStop), text(w.whyPrivate)],
    [button(w.back, showMessage, { campaign }), ...stopButton(language, service)],
  );
}

export const goneCard = (language: Language): Card =>
  card(language, campaignWords(language).goneTitle, [text(campaignWords(language).gone)]);

function stopButton(language: Language, service: boolean): readonly Button[] {
  const { stop, stopCommand } = campaignWords(language);
  return service ? [] : [button(stop, say, { words: stopCommand })];
}
