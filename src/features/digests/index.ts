import { daysOffIn } from "../../core/days-off.ts";
import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import { inEach } from "../../core/words.ts";
import { answersTo } from "./bot.ts";
import { leadDigests } from "./lead.ts";
import { openHelp, setRate, showDigest } from "./messages.ts";
import { digestOutbound } from "./outbound.ts";
import { digestStore, migrations } from "./store.ts";
import { digestWords } from "./words.ts";

/** What people who lead read each week, and those who measure each month: published figures, a story, and one thing to do. */
export function digests(
  { db, people, ledger, content, settings, availability }: House,
  all: () => readonly Feature[],
): Feature {
  const store = digestStore(db);
  const daysOff = daysOffIn(content.calendar ?? [], settings.privilegeDays);
  const tips = (): Tips => {
    const [found] = all().flatMap((feature) => feature.tips ?? []);
    if (found === undefined) throw new Error("No feature has manners");
    return found;
  };
  const leads = leadDigests(all);
  const answers = answersTo({ store, leads, all });
  const both = inEach(digestWords);
  return {
    name: "digests",
    migrations,
    commands: [
      { words: both("command"), does: both("does"), run: answers.newest },
      { words: both("weeklyCommand"), does: both("weeklyDoes"), run: answers.to("weekly") },
      { words: both("fortnightlyCommand"), does: both("fortnightlyDoes"), run: answers.to("fortnightly") },
      { words: both("monthlyCommand"), does: both("monthlyDoes"), run: answers.to("monthly") },
      { words: both("offCommand"), does: both("offDoes"), run: answers.to("off") },
    ],
    actions: [on(showDigest, answers.show), on(setRate, answers.rate), on(openHelp, answers.help)],
    outbound: digestOutbound({ store, people, ledger, daysOff, tips, availability, leads }),
    async settings({ person }) {
      const [standing] = await store.standing([person], "lead");
      if (standing?.reads !== true) return undefined;
      const w = digestWords(person.language);
      const rate = standing.rate ?? "weekly";
      const isOff = rate === "off";
      return {
        title: w.setting,
        value: w.settingValue[rate],
        change: {
          title: isOff ? w.turnOn : w.turnOff,
          command: (isOff ? w.weeklyCommand : w.offCommand)[0],
        },
      };
    },
    personalData: {
      async summary(person) {
        const w = digestWords(person.language);
        const [n, [standing]] = [await store.sent(person), await store.standing([person], "lead")];
        return [
          ...(n === 0 ? [] : [{ title: w.kept, value: w.keptValue(n) }]),
          ...(standing?.rate === undefined
            ? []
            : [{ title: w.setting, value: w.settingValue[standing.rate] }]),
        ];
      },
      export: store.exported,
    },
  };
}
