import type { Card } from "../../core/card.ts";
import type { Composed, Due, Ledger, Outbound, Refrain, Tips } from "../../core/outbound.ts";
import type { PersonKey } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { readAudience } from "./audience.ts";
import { messageCard } from "./cards.ts";
import type { Campaign } from "./rules.ts";
import { CAMPAIGN, type CampaignStore, idIn, isPreview } from "./store.ts";

interface Parts {
  readonly store: CampaignStore;
  readonly ledger: Ledger;
  readonly people: People;
  readonly tips: () => Tips;
}

/** Whoever may not be written to just now is asked about again after this long, for so many days in all. */
const ASK_AGAIN_MS = 30 * 60_000;
const LONGEST_WAIT_MS = 14 * 86_400_000;
/** On record where a campaign became one that would tell of a few, between its approval and its time. */
const TOO_FEW = "cancel, as it would tell of a few";
const PRODUCT = "the product";

export function campaignOutbound({ store, ledger, people, tips }: Parts): Outbound {
  return {
    kind: CAMPAIGN,

    /** What is planned twice is planned once, so a process that died in between does no harm. */
    async plan({ now }: Run): Promise<number> {
      let planned = 0;
      for (const campaign of await store.due(now)) {
        const audience = readAudience(campaign.audience);
        if (typeof audience === "string") continue; // it was read when it was written
        if (await store.tellsOfFew(campaign, audience, now)) {
          if (await store.move(campaign, "cancelled")) await store.note(campaign.id, TOO_FEW, PRODUCT, now);
          continue;
        }
        await store.setClose(campaign, await store.isClose(campaign, audience, "sent", now));
        planned += await ledger.plan(CAMPAIGN, store.rowsFor(campaign, audience, now));
        const { all } = await store.count(campaign, audience, now);
        await store.move(campaign, "sending", { asked: all });
      }
      return planned;
    },

    async compose(due: readonly Due[], run: Run): Promise<readonly Composed[]> {
      const ids = [...new Set(due.map(({ slot }) => idIn(slot)))];
      const campaigns = new Map((await store.these(ids)).map((campaign) => [campaign.id, campaign]));
      const answers = new Map<Due, Composed>();
      for (const id of ids) {
        const own = due.filter(({ slot }) => idIn(slot) === id);
        const composed = await composeOne(campaigns.get(id), own, run);
        for (const [at, one] of own.entries())
          answers.set(one, composed[at] ?? { kind: "skip", reason: "nothing to say" });
      }
      return due.map((one) => answers.get(one) ?? { kind: "skip", reason: "nothing to say" });
    },
  };

  async function composeOne(
    campaign: Campaign | undefined,
    due: readonly Due[],
    run: Run,
  ): Promise<readonly Composed[]> {
    if (campaign === undefined || campaign.state === "cancelled" || campaign.state === "recalled")
      return due.map(() => ({ kind: "skip", reason: "cancelled" }));
    const held = await refrainsFor(campaign, due, run);
    const free = due.filter((_one, at) => held[at] === undefined);
    const cards = await cardsFor(campaign, free, run);
    return due.map((one, at) => held[at] ?? cards.get(one) ?? { kind: "skip", reason: "nothing to say" });
  }

  async function cardsFor(
    campaign: Campaign,
    due: readonly Due[],
    run: Run,
  ): Promise<ReadonlyMap<Due, Composed>> {
    const { tip, service, next } = campaign;
    const cards = new Map<Due, Composed>();
    if (next !== undefined) {
      // A preview is of the words that are to be approved; what is on its way to its readers isn't.
      const shown = due.filter(({ slot }) => isPreview(slot));
      const rest = due.filter((one) => !shown.includes(one));
      const others = rest.length === 0 ? [] : await cardsFor({ ...campaign, next: undefined }, rest, run);
      return new Map([...(await messagesFor({ ...campaign, ...next }, shown)), ...others]);
    }
    if (tip === undefined) return messagesFor(campaign, due);
    for (const asked of [false, true]) {
      const own = due.filter(({ slot }) => isPreview(slot) === asked);
      const composed = own.length === 0 ? [] : await tips().compose(own, tip, run, { service, asked });
      for (const [at, card] of composed.entries()) cards.set(own[at] as Due, card); // as many as were asked for
    }
    return cards;
  }

  async function messagesFor(campaign: Campaign, due: readonly Due[]): Promise<ReadonlyMap<Due, Composed>> {
    const cards = await messagesTo(people, campaign, due);
    return new Map(
      due.flatMap((one, at): readonly (readonly [Due, Composed])[] => {
        const card = cards[at];
        return card === undefined ? [] : [[one, { kind: "send", card }]];
      }),
    );
  }

  async function refrainsFor(campaign: Campaign, due: readonly Due[], run: Run) {
    const known = await people.findAll(due);
    const manners = campaign.service ? [] : await tips().manners(due, run);
    return due.map(({ slot }, at): Composed | undefined => {
      // It was taken on before the pause, or came back from Teams after it.
      if (campaign.state === "paused" && !isPreview(slot)) return waitFor("paused", run.now);
      const found = known[at];
      if (found === undefined || !found.reachable) return { kind: "skip", reason: "the bot isn't installed" };
      if (!found.person.greeted) return { kind: "skip", reason: "not welcomed" };
      const refrain = isPreview(slot) ? undefined : manners[at]; // they asked for it
      return refrain && answerTo(refrain, campaign, run.now);
    });
  }
}

/** A campaign's own words for each reader, in the same order; undefined for whom nobody knows. */
export async function messagesTo(
  people: People,
  { id, message, service }: Pick<Campaign, "id" | "message" | "service">,
  readers: readonly PersonKey[],
): Promise<readonly (Card | undefined)[]> {
  const known = await people.findAll(readers);
  return known.map((one) =>
    one === undefined || message === undefined
      ? undefined
      : messageCard(one.person.language, message, { campaign: id, service }),
  );
}

function answerTo({ reason, lasting }: Refrain, { sendAt }: Campaign, now: Date): Composed {
  const isTooLate = sendAt !== undefined && now.getTime() - sendAt.getTime() > LONGEST_WAIT_MS;
  return lasting || isTooLate ? { kind: "skip", reason } : waitFor(reason, now);
}

const waitFor = (reason: string, now: Date): Composed => ({
  kind: "wait",
  reason,
  until: new Date(now.getTime() + ASK_AGAIN_MS),
});
