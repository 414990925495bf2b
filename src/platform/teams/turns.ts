import type { Activity } from "botbuilder";
import { type Card, card, text } from "../../core/card.ts";
import { Failure } from "../../core/failures.ts";
import type { Turn } from "../../core/feature.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Language } from "../../core/words.ts";
import { type Acquaintance, stranger } from "../people/people.ts";
import { languageOf, type Sender, turnIdOf } from "./inbound.ts";
import { CallFailed } from "./outbound.ts";
import { edgeWords } from "./words.ts";

interface Parts {
  readonly people: Acquaintance;
  readonly clock: Clock;
  readonly log: Log;
  /** Says whether an error means that the database can't be reached. */
  readonly isOutage: (error: unknown) => boolean;
}

/** What came of a turn: something to show, or a sentence beside a card that stays as it is, so that it can be tried again. */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly card: Card }
  | { readonly kind: "later"; readonly card: Card; readonly sentence: string };

export type Turns = ReturnType<typeof turnsWith>;

export function turnsWith({ people, clock, log, isOutage }: Parts) {
  return {
    /** A turn in the person's own chat: we remember where that is, unless all they did was press an old card. */
    async own(activity: Activity, { key, contact, guess }: Sender & { key: PersonKey }): Promise<Turn> {
      const now = clock();
      const makeNew = activity.type !== "invoke";
      return {
        person: await people.meet(key, contact, guess, now, makeNew),
        now,
        log,
        id: turnIdOf(activity),
      };
    },

    /** A turn from elsewhere, such as the message extension in a group: nothing is remembered of the place. */
    async visiting(activity: Activity, { key, guess }: Sender & { key: PersonKey }): Promise<Turn> {
      const person = (await people.find(key)) ?? stranger(key, guess);
      return { person, now: clock(), log, id: turnIdOf(activity) };
    },

    /** A failure becomes words for the person; a bug becomes a log line and an apology. Nothing is thrown from here. */
    async settle<T>(activity: Activity, run: () => Promise<T>): Promise<Outcome<T>> {
      try {
        return { kind: "done", value: await run() };
      } catch (error) {
        if (error instanceof CallFailed) throw error; // an apology wouldn't arrive either
        return apology(error, languageOf(activity));
      }
    },
  };

  function apology(error: unknown, language: Language): Outcome<never> {
    const words = edgeWords(language);
    if (isOutage(error)) {
      log.warn({ error }, "database out of reach");
      return {
        kind: "later",
        card: card(language, words.laterTitle, [text(words.later)]),
        sentence: words.later,
      };
    }
    if (error instanceof Failure) {
      log.info({ kind: error.kind }, "turn failed");
      return {
        kind: "failed",
        card: card(language, words.failed, [text(error.message || words.unreadable)]),
      };
    }
    log.error({ error }, "turn crashed");
    return { kind: "failed", card: sorryCard(language) };
  }
}

export const sorryCard = (language: Language): Card =>
  card(language, edgeWords(language).sorryTitle, [text(edgeWords(language).sorry)]);
