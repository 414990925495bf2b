import type { Feature, Reply, Turn } from "../../core/feature.ts";
import { helpCard, noLeadCard, rateCard } from "./cards.ts";
import { monthRateCard, noRoleCard } from "./cards-month.ts";
import type { leadDigests } from "./lead.ts";
import { type Audience, type Help, type Rate, usual } from "./messages.ts";
import type { monthDigests } from "./month.ts";
import type { DigestStore } from "./store.ts";

interface Parts {
  readonly store: DigestStore;
  readonly leads: ReturnType<typeof leadDigests>;
  readonly analysts: ReturnType<typeof monthDigests>;
  readonly all: () => readonly Feature[];
}

const refusals = { lead: noLeadCard, analyst: noRoleCard } as const;
const rateCards = { lead: rateCard, analyst: monthRateCard } as const;

export function answersTo({ store, leads, analysts, all }: Parts) {
  async function show(of: Audience, turn: Turn): Promise<Reply> {
    const { person } = turn;
    const [standing] = await store.standing([person], of);
    if (standing?.reads !== true) return { card: refusals[of](person.language) };
    const make = of === "lead" ? leads : analysts;
    const [card] = await make([{ person, rate: standing.rate ?? usual[of] }], turn);
    return { card: card ?? refusals[of](person.language) };
  }

  async function choose(of: Audience, rate: Rate, { person, now }: Turn): Promise<Reply> {
    const [standing] = await store.standing([person], of);
    if (standing?.reads !== true && rate !== "off") return { card: refusals[of](person.language) };
    await store.choose(person, of, rate, now);
    return { card: rateCards[of](person.language, rate) };
  }

  return {
    show: ({ of }: { readonly of: Audience }, turn: Turn) => show(of, turn),
    newest: (of: Audience) => (turn: Turn) => show(of, turn),
    rate: ({ of, rate }: { readonly of: Audience; readonly rate: Rate }, turn: Turn) =>
      choose(of, rate, turn),
    to: (of: Audience, rate: Rate) => (turn: Turn) => choose(of, rate, turn),

    async help(
      { help, nth }: { readonly help: Help; readonly nth: number },
      { person }: Turn,
    ): Promise<Reply> {
      const [post] = all().flatMap(({ channelPosts }) => channelPosts ?? []);
      const channel = post?.words[person.language][0];
      return { card: helpCard(person.language, help, { nth, channel }) };
    },
  };
}
