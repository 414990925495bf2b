import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import { answersTo } from "./bot.ts";
import { showMessage, why } from "./messages.ts";
import { campaignOperations } from "./operator.ts";
import { campaignOutbound } from "./outbound.ts";
import { campaignStore, migrations } from "./store.ts";
import { campaignWords } from "./words.ts";

/** A tip, or an organisation's own words, for an audience: drafted by one person, approved by another, and steered until the last message has ended. */
export function campaigns({ db, people, ledger }: House, all: () => readonly Feature[]): Feature {
  const tips = (): Tips => {
    const [found] = all().flatMap((feature) => feature.tips ?? []);
    if (found === undefined) throw new Error("No feature has tips");
    return found;
  };
  const segments = () => all().find((feature) => feature.segments !== undefined)?.segments;
  const store = campaignStore(db, { hadBy: (tip) => tips().hadBy(tip), segments });
  const outbound = campaignOutbound({ store, ledger, people, tips });
  const answers = answersTo(store);
  return {
    name: "campaigns",
    migrations,
    actions: [on(why, answers.why), on(showMessage, answers.show)],
    outbound,
    operator: campaignOperations({
      store,
      ledger,
      people,
      tips,
      segments,
      plan: (run) => outbound.plan(run),
    }),
    // A tip that a campaign sent somebody is a tip they had: nudges show it.
    personalData: {
      async summary(person) {
        const w = campaignWords(person.language);
        const { messages, lists } = await store.countOf(person);
        return [
          ...(messages === 0 ? [] : [{ title: w.kept, value: w.keptValue(messages) }]),
          ...(lists === 0 ? [] : [{ title: w.lists, value: w.listsValue(lists) }]),
        ];
      },
      export: store.exported,
    },
  };
}
