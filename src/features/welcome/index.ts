import { type Command, type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { inEach } from "../../core/words.ts";
import { helping, hostWith, meeting } from "./bot.ts";
import { choiceRows } from "./cards.ts";
import { saveChoices, skipSetUp, startSetUp } from "./messages.ts";
import { welcomeWords } from "./words.ts";

/** Meets people: welcome, set-up, settings, help, and a suggestion when nothing was understood. */
export function welcome({ people }: House, all: () => readonly Feature[]): Feature {
  const meet = meeting(people, all);
  const both = inEach(welcomeWords);

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
  const allCommands = (): readonly Command[] => all().flatMap((feature) => feature.commands ?? []);

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
