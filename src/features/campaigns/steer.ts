import { invalid } from "../../core/failures.ts";
import type { Ledger, Steering } from "../../core/outbound.ts";
import type { Run } from "../../core/ports.ts";
import { type Campaign, type Step, steps } from "./rules.ts";
import { type CampaignStore, slotOf } from "./store.ts";

interface Parts {
  readonly store: CampaignStore;
  readonly ledger: Ledger & Steering;
  readonly plan: (run: Run) => Promise<number>;
}

/** What came of a step, and how many messages it was done to. */
export interface Steered {
  readonly campaign: Campaign;
  readonly messages: number;
}

export type Steer = ReturnType<typeof steerWith>;

/** Steps of a campaign, each taken once and on record, whoever asks for it: at the command line or in the tab. */
export function steerWith({ store, ledger, plan }: Parts) {
  async function taken(
    campaign: Campaign,
    name: Step,
    who: string,
    { now }: Run,
    also: Parameters<CampaignStore["move"]>[2] = {},
    to: Campaign["state"] = steps[name].to,
  ): Promise<Campaign> {
    if (!(await store.move(campaign, to, also))) throw changedMeanwhile(campaign);
    await store.note(campaign.id, name, who, now);
    return { ...campaign, state: to };
  }

  return {
    taken,

    async pause(campaign: Campaign, who: string, run: Run): Promise<Steered> {
      const moved = await taken(campaign, "pause", who, run);
      return { campaign: moved, messages: await ledger.suspend(slotOf(moved)) };
    },

    /** Where it was paused before its time, it is due as it was. */
    async resume(campaign: Campaign, who: string, run: Run): Promise<Steered> {
      const standing = await ledger.standingOf(slotOf(campaign));
      const isPlanned = Object.values(standing).some((n) => n > 0);
      const to = isPlanned ? steps.resume.to : "scheduled";
      const moved = await taken(campaign, "resume", who, run, {}, to);
      if (isPlanned) return { campaign: moved, messages: await ledger.unsuspend(slotOf(moved), run.now) };
      await plan(run);
      return { campaign: moved, messages: 0 };
    },

    async cancel(campaign: Campaign, who: string, run: Run): Promise<Steered> {
      const moved = await taken(campaign, "cancel", who, run);
      return { campaign: moved, messages: await ledger.cancel(slotOf(moved), "cancelled") };
    },
  };
}

export const changedMeanwhile = ({ id }: Campaign) =>
  invalid(`Somebody else changed campaign ${id} at this moment. Look at it and try again.`);
