import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import type { Run } from "../../core/ports.ts";
import { answersTo } from "./bot.ts";
import { showMessage, why } from "./messages.ts";
import { campaignOperations } from "./operator.ts";
import { campaignOutbound } from "./outbound.ts";
import { campaignsPage } from "./page.ts";
import { steerWith } from "./steer.ts";
import { campaignStore, migrations, slotOf } from "./store.ts";
import { campaignWords } from "./words.ts";

/** A tip, or an organisation's own words, for an audience: drafted by one person, approved by another, and steered until the last message has ended. */
export function campaigns({ db, people, ledger, audit }: House, all: () => readonly Feature[]): Feature {
  const tips = (): Tips => {
    const [found] = all().flatMap((feature) => feature.tips ?? []);
    if (found === undefined) throw new Error("No feature has tips");
    return found;
  };
  const segments = () => all().find((feature) => feature.segments !== undefined)?.segments;
  const store = campaignStore(db, { hadBy: (tip) => tips().hadBy(tip), segments });
  const outbound = campaignOutbound({ store, ledger, people, tips });
  const answers = answersTo(store);
  const plan = (run: Run) => outbound.plan(run);
  const steer = steerWith({ store, ledger, plan });
  return {
    name: "campaigns",
    migrations,
    actions: [on(why, answers.why), on(showMessage, answers.show)],
    outbound,
    pages: [
      campaignsPage({
        newest: store.ofTenant,
        one: (id) => store.one(id),
        standingOf: (campaign) => ledger.standingOf(slotOf(campaign)),
        progressOf: (campaign, now) => ledger.progressOf(slotOf(campaign), now),
        steer,
        audit,
      }),
    ],
    operator: campaignOperations({
      store,
      ledger,
      people,
      tips,
      segments,
      plan,
      steer,
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
