import { daysOffIn } from "../../core/days-off.ts";
import { type Feature, on, type Setting } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import { inEach, type Language } from "../../core/words.ts";
import { contentsAhead } from "./ahead.ts";
import { answersTo } from "./bot.ts";
import { leadDigests, publishedIn } from "./lead.ts";
import { openHelp, type Rate, setRate, showDigest, usual } from "./messages.ts";
import { monthDigests } from "./month.ts";
import { digestOutbound } from "./outbound.ts";
import { digestStore, migrations } from "./store.ts";
import { digestWords } from "./words.ts";
import { monthWords } from "./words-month.ts";

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
  const analysts = monthDigests(people, all);
  const ahead = contentsAhead(() => publishedIn(all), store.waiting);
  const answers = answersTo({ store, leads, analysts, all });
  const [both, month] = [inEach(digestWords), inEach(monthWords)];
  return {
    name: "digests",
    migrations,
    commands: [
      { words: both("command"), does: both("does"), run: answers.newest("lead") },
      { words: both("weeklyCommand"), does: both("weeklyDoes"), run: answers.to("lead", "weekly") },
      {
        words: both("fortnightlyCommand"),
        does: both("fortnightlyDoes"),
        run: answers.to("lead", "fortnightly"),
      },
      { words: both("monthlyCommand"), does: both("monthlyDoes"), run: answers.to("lead", "monthly") },
      { words: both("offCommand"), does: both("offDoes"), run: answers.to("lead", "off") },
      { words: month("command"), does: month("does"), run: answers.newest("analyst") },
      { words: month("onCommand"), does: month("onDoes"), run: answers.to("analyst", "monthly") },
      { words: month("offCommand"), does: month("offDoes"), run: answers.to("analyst", "off") },
    ],
    actions: [on(showDigest, answers.show), on(setRate, answers.rate), on(openHelp, answers.help)],
    outbound: digestOutbound({
      ...{ store, people, ledger, daysOff, tips, availability, analysts },
      leads: (readers, run) => leads(readers, run, ahead),
    }),
    async settings({ person }) {
      const [[lead], [analyst]] = [
        await store.standing([person], "lead"),
        await store.standing([person], "analyst"),
      ];
      if (lead?.reads) return leadSetting(person.language, lead.rate ?? usual.lead);
      return analyst?.reads ? monthSetting(person.language, analyst.rate ?? usual.analyst) : undefined;
    },
    personalData: {
      async summary(person) {
        const w = digestWords(person.language);
        const [n, [standing], [analyst]] = [
          await store.sent(person),
          await store.standing([person], "lead"),
          await store.standing([person], "analyst"),
        ];
        return [
          ...(n === 0 ? [] : [{ title: w.kept, value: w.keptValue(n) }]),
          ...(standing?.rate === undefined
            ? []
            : [{ title: w.setting, value: w.settingValue[standing.rate] }]),
          ...(analyst?.rate === undefined ? [] : [monthSetting(person.language, analyst.rate)]),
        ];
      },
      export: store.exported,
    },
  };
}

function leadSetting(language: Language, rate: Rate): Setting {
  const w = digestWords(language);
  const [title, [command]] = rate === "off" ? [w.turnOn, w.weeklyCommand] : [w.turnOff, w.offCommand];
  return { title: w.setting, value: w.settingValue[rate], change: { title, command } };
}

function monthSetting(language: Language, rate: Rate): Setting {
  const w = monthWords(language);
  const [title, [command]] = rate === "off" ? [w.again, w.onCommand] : [w.stop, w.offCommand];
  return { title: w.setting, value: rate === "off" ? w.off : w.on, change: { title, command } };
}
