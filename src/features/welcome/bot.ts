import type { Command, Feature, Host, Reply, Turn } from "../../core/feature.ts";
import type { Choices, Person } from "../../core/person.ts";
import type { People } from "../../core/ports.ts";
import { type Language, languages } from "../../core/words.ts";
import {
  doneCard,
  groupCard,
  helpCard,
  inChannelCard,
  nothingCard,
  outdatedCard,
  puzzledCard,
  refusedCard,
  settingsCard,
  setUpCard,
  skippedCard,
  strangerCard,
  switchedCard,
  unknownCard,
  welcomeCard,
} from "./cards.ts";
import type { ChoicesInput } from "./messages.ts";
import { daysIn, nearest, readChoices } from "./rules.ts";

export function meeting(people: People, all: () => readonly Feature[]) {
  const settingsOf = async (turn: Turn) => {
    const lines = await Promise.all(all().map(({ settings }) => settings?.(turn)));
    return lines.flatMap((line) => line ?? []);
  };

  return {
    async hello(turn: Turn): Promise<Reply> {
      await people.greet(turn.person);
      return { card: welcomeCard(turn.person.language) };
    },

    /** In the other language where they asked for that; it is kept from then on. */
    async startSetUp({ language }: { language?: string | undefined }, turn: Turn): Promise<Reply> {
      const wanted = languages.find((known): known is Language => known === language);
      const person =
        wanted === undefined ? turn.person : await people.choose(turn.person, { language: wanted });
      return { card: setUpCard(person) };
    },

    async skip(_input: object, turn: Turn): Promise<Reply> {
      const person = await people.choose(turn.person, { setUp: true });
      return { card: skippedCard(person, await settingsOf({ ...turn, person })) };
    },

    async settings(turn: Turn): Promise<Reply> {
      return { card: settingsCard(turn.person, await settingsOf(turn)) };
    },

    speak:
      (language: Language) =>
      async ({ person }: Turn): Promise<Reply> => {
        await people.choose(person, { language });
        return { card: switchedCard(language) };
      },

    async save(input: ChoicesInput, turn: Turn): Promise<Reply> {
      const result = readChoices(input, turn.person);
      if (result.ok) {
        const person = await people.choose(turn.person, { ...result.choices, setUp: true });
        return { card: doneCard(person, await settingsOf({ ...turn, person })) };
      }
      // What they typed is shown again, as far as it could be read.
      const shown: Choices = { ...turn.person, ...typed(input, turn.person) };
      return {
        card:
          input.form === "set-up"
            ? setUpCard(shown, result.problems)
            : settingsCard(shown, await settingsOf(turn), result.problems),
      };
    },
  };
}

function typed(input: ChoicesInput, person: Person): Partial<Choices> {
  const readable = readChoices(
    {
      ...input,
      from: undefined,
      until: undefined,
      awayFrom: undefined,
      awayUntil: undefined,
      zone: undefined,
      workingDays: input.workingDays || "1",
      nudgeDays: undefined,
    },
    person,
  );
  return {
    ...(readable.ok ? readable.choices : {}),
    nudgeDays: daysIn(input.nudgeDays),
    ...(input.form === "settings" && !input.workingDays ? { workingDays: [] } : {}),
    ...(input.from === undefined ? {} : { from: input.from }),
    ...(input.until === undefined ? {} : { until: input.until }),
    ...(input.awayFrom ? { awayFrom: input.awayFrom } : {}),
    ...(input.awayUntil ? { awayUntil: input.awayUntil } : {}),
  };
}

/** A card that leads nowhere offers so many that do. */
const OFFERED = 3;

/** Speaks when no feature does. */
export function hostWith(
  people: People,
  commands: () => readonly Command[],
  help: Command,
  all: () => readonly Feature[],
): Host {
  return {
    async arrives(turn) {
      return (await people.greet(turn.person)) ? { card: welcomeCard(turn.person.language) } : undefined;
    },
    async puzzled(said, { person: { language } }) {
      if (said === "") return { card: nothingCard(language, help) };
      const all = commands();
      const near = nearest(
        said,
        all.map(({ words }) => languages.flatMap((each) => words[each])),
      );
      return {
        card: puzzledCard(
          language,
          near.flatMap((at) => all[at] ?? []),
          help,
        ),
      };
    },
    refuses: (why, { person: { language } }) => ({ card: refusedCard(language, why) }),
    outdated: ({ person: { language } }) => ({
      card: outdatedCard(language, commands().slice(0, OFFERED)),
    }),
    forgotten: ({ person: { language } }) => ({ card: unknownCard(language) }),
    inGroup: () => ({ card: groupCard(all().flatMap(({ channelPosts }) => channelPosts ?? [])) }),
    inChannel: (what, language) => ({ card: inChannelCard(language, what) }),
    stranger: () => ({ card: strangerCard() }),
  };
}

export const helping =
  (commands: () => readonly Command[]) =>
  async ({ person: { language } }: Turn): Promise<Reply> => ({ card: helpCard(language, commands()) });
