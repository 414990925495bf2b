import { type Command, type Feature, type Host, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { inEach } from "../../core/words.ts";
import { helping, hostWith, meeting } from "./bot.ts";
import { keptRows } from "./cards.ts";
import { leaveIn } from "./leave-bot.ts";
import { Kept, saveChoices, skipSetUp, startSetUp, undoLeave } from "./messages.ts";
import { welcomeWords } from "./words.ts";

const LAST = 99;

/** Meets people: welcome, set-up, settings, help, and a suggestion when nothing was understood. */
export function welcome({ people }: House, all: () => readonly Feature[]): Feature & { readonly host: Host } {
  const meet = meeting(people, all);
  const leave = leaveIn(people);
  const both = inEach(welcomeWords);

  const help: Command = {
    words: both("help"),
    does: both("helpDoes"),
    usual: 9,
    run: (turn) => helping(allCommands)(turn),
  };
  const commands: readonly Command[] = [
    {
      words: both("settings"),
      does: both("settingsDoes"),
      usual: 7,
      page: { path: "settings", title: both("settingsPage"), for: ["reader"] },
      run: meet.settings,
    },
    { words: both("toWelsh"), does: both("toWelshDoes"), run: meet.speak("cy") },
    { words: both("toEnglish"), does: both("toEnglishDoes"), run: meet.speak("en") },
    { words: both("hello"), does: both("helloDoes"), run: meet.hello },
    help,
  ];
  const allCommands = (): readonly Command[] =>
    all()
      .flatMap((feature) => feature.commands ?? [])
      .toSorted((one, other) => (one.usual ?? LAST) - (other.usual ?? LAST));

  return {
    name: "welcome",
    commands,
    actions: [
      on(startSetUp, meet.startSetUp),
      on(skipSetUp, meet.skip),
      on(saveChoices, meet.save),
      on(undoLeave, leave.undo),
    ],
    understands: leave.understands,
    host: hostWith(people, allCommands, help, all),
    personalData: {
      async summary(person) {
        const row = Kept.safeParse(await people.export(person)).data;
        return row === undefined ? [] : keptRows(person, row).map(([title, value]) => ({ title, value }));
      },
      export: people.export,
    },
  };
}
