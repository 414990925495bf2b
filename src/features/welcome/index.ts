import { type Command, type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { helping, hostWith, meeting } from "./bot.ts";
import { choiceRows } from "./cards.ts";
import { saveChoices, skipSetUp, startSetUp } from "./messages.ts";
import { welcomeWords } from "./words.ts";

/** Meets people: welcome, set-up, settings, help, and a suggestion when nothing was understood. */
export function welcome({ people }: House, others: readonly Feature[]): Feature {
  const meet = meeting(people, others);
  const both = <K extends keyof ReturnType<typeof welcomeWords>>(key: K) => ({
    en: welcomeWords("en")[key],
    cy: welcomeWords("cy")[key],
  });

  const help: Command = {
    words: both("help"),
    does: both("helpDoes"),
    run: (turn) => helping(allCommands)(turn),
  };
  const commands: readonly Command[] = [
    { words: both("settings"), does: both("settingsDoes"), run: meet.settings },
    { words: both("hello"), does: both("helloDoes"), run: meet.hello },
    help,
  ];
  const allCommands = (): readonly Command[] => [
    ...others.flatMap((other) => other.commands ?? []),
    ...commands,
  ];

  return {
    name: "welcome",
    commands,
    actions: [on(startSetUp, meet.startSetUp), on(skipSetUp, meet.skip), on(saveChoices, meet.save)],
    host: hostWith(people, allCommands, help),
    personalData: {
      summary: async (person) => choiceRows(person).map(([title, value]) => ({ title, value })),
      export: people.export,
      erase: people.erase,
    },
  };
}
