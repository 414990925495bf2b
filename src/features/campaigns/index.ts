import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { Tips } from "../../core/outbound.ts";
import { campaignOperations } from "./operator.ts";
import { campaignOutbound } from "./outbound.ts";
import { campaignStore, migrations } from "./store.ts";

/** A tip for an audience: drafted by one person, approved by another, and steered until the last message has ended. */
export function campaigns({ db, people, ledger }: House, all: () => readonly Feature[]): Feature {
  const store = campaignStore(db);
  const tips = (): Tips => {
    const [found] = all().flatMap((feature) => feature.tips ?? []);
    if (found === undefined) throw new Error("No feature has tips");
    return found;
  };
  const outbound = campaignOutbound({ store, ledger, people, tips });
  return {
    name: "campaigns",
    migrations,
    outbound,
    operator: campaignOperations({ store, ledger, tips, plan: (run) => outbound.plan(run) }),
    // What a campaign sent somebody is a tip they had: nudges show it. Nothing else is kept of a reader.
    personalData: { summary: async () => [], export: async () => undefined },
  };
}
