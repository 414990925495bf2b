import { button, type Card, card, facts, link, small, text } from "../../core/card.ts";
import type { Kept } from "../../core/feature.ts";
import { say } from "../../core/say.ts";
import type { Language } from "../../core/words.ts";
import { askForget, forgetMe, keepMe } from "./messages.ts";
import { privacyWords } from "./words.ts";

export function keptCard(language: Language, kept: readonly Kept[], download: string, contact: string): Card {
  const w = privacyWords(language);
  return card(
    language,
    w.title,
    [
      text(w.intro),
      facts(kept.map(({ title, value }) => [title, value])),
      text(w.correct),
      small(w.linkNote),
      ...(contact === "" ? [] : [small(w.contact(contact))]),
    ],
    [
      link(w.download, download),
      button(w.settings, say, { words: w.settingsCommand }),
      button(w.mine, say, { words: w.mineCommand }),
      button(w.erase, askForget, {}, { look: "destructive" }),
    ],
  );
}

export function askForgetCard(language: Language): Card {
  const w = privacyWords(language);
  return card(
    language,
    w.askTitle,
    [text(w.ask)],
    [button(w.yes, forgetMe, {}, { look: "destructive" }), button(w.no, keepMe, {})],
  );
}

export const forgottenCard = (language: Language): Card =>
  card(language, privacyWords(language).doneTitle, [text(privacyWords(language).done)]);

export const keptAfterAllCard = (language: Language): Card =>
  card(language, privacyWords(language).keptTitle, [text(privacyWords(language).kept)]);
