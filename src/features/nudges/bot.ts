import { addDays, localIn } from "../../core/calendar.ts";
import type { Feature, Reply, ShownStory, StoriesFor, Turn, UsageOf } from "../../core/feature.ts";
import { storiesBeside } from "./beside.ts";
import {
  askSnoozeCard,
  fewerCard,
  goneCard,
  heldOutCard,
  laterCard,
  noLastCard,
  noneLeftCard,
  notStartedCard,
  passedCard,
  promptCard,
  snoozedCard,
  stoppedCard,
  tipCard,
  weeklyCard,
  whyCard,
  withdrawnCard,
} from "./cards.ts";
import { type Answer, againOn, chooseTip, fewerThan, type Past, type Rate } from "./rules.ts";
import type { StartsOf } from "./stepped-start.ts";
import type { Nudge, NudgeStore } from "./store.ts";
import type { ChoosingStore } from "./store-choosing.ts";
import type { Shelf, Tip } from "./tip.ts";

interface Parts {
  readonly store: NudgeStore;
  readonly choosing: ChoosingStore;
  readonly startsOf: StartsOf;
  readonly shelf: () => Promise<Shelf>;
  readonly copilot: string;
  /** What they use, for their own tips alone. */
  readonly usage: UsageOf;
  readonly stories: StoriesFor;
  /** Whichever feature keeps time. */
  readonly asksTime: NonNullable<Feature["asksTime"]>;
}

interface OnNudge {
  readonly nudge: string;
}

interface Found {
  readonly nudge: Nudge;
  readonly tip: Tip;
  /** Why it isn't given any more, if it isn't. */
  readonly withdrawn: string | undefined;
}

const todayOf = ({ person, now }: Turn) => localIn(person.zone, now).day;

/** What a person says of a nudge, or of nudges. Each answer is looked up under the person's own key, so it can be nobody else's. */
export function answersTo({ store, choosing, startsOf, shelf, copilot, usage, stories, asksTime }: Parts) {
  async function found({ nudge }: OnNudge, turn: Turn): Promise<Found | undefined> {
    const [sent, { all, retired }] = await Promise.all([store.one(turn.person, nudge), shelf()]);
    const tip = sent && all.find(({ id }) => id === sent.tip);
    return sent && tip && { nudge: sent, tip, withdrawn: retired.get(tip.id)?.reason };
  }

  const isHeldOut = async ({ person }: Turn) => (await choosing.armsOf([person]))[0] === "held-out";

  const beginsOn = async ({ person, now }: Turn) => (await startsOf.notYet([person], now)).get(person);

  /** What is said to those to whom no tips come by themselves, now or ever, so that none are promised. */
  async function withoutTips(turn: Turn): Promise<Reply | undefined> {
    const { language } = turn.person;
    if (await isHeldOut(turn)) return { card: heldOutCard(language) };
    const on = await beginsOn(turn);
    return on === undefined ? undefined : { card: notStartedCard(language, on) };
  }

  /** Without a slot it was typed, or pressed on a card that isn't a nudge: it answers the last one. */
  const note = (slot: string | undefined, answer: Answer, { person }: Turn) =>
    slot === undefined ? store.answerLatest(person, answer) : store.answer(person, slot, answer);

  const onNudge =
    (answer: Answer, reply: (about: Found, turn: Turn) => Promise<Reply>) =>
    async (input: OnNudge, turn: Turn): Promise<Reply> => {
      const about = await found(input, turn);
      if (about === undefined) return { card: goneCard(turn.person.language) };
      await note(input.nudge, answer, turn);
      return reply(about, turn);
    };

  return {
    tried: onNudge("tried", async ({ nudge, tip }, turn) =>
      asksTime({ id: `nudge:${nudge.slot}`, task: tip.task, app: tip.app, tip: tip.id }, turn),
    ),

    notForMe: onNudge("not-for-me", async (_about, { person }) => ({ card: passedCard(person.language) })),

    later: onNudge("later", async ({ nudge, tip, withdrawn }, turn) => {
      const { language } = turn.person;
      if (withdrawn !== undefined) return { card: withdrawnCard(language, tip, withdrawn) };
      const [, on = ""] = [againOn(nudge), todayOf(turn)].sort(); // the later of the two
      return { card: laterCard(language, on) };
    }),

    why: onNudge("why", async ({ nudge }, turn) => explained(nudge, turn)),

    async show(input: OnNudge, turn: Turn): Promise<Reply> {
      const about = await found(input, turn);
      const { language } = turn.person;
      if (about === undefined) return { card: goneCard(language) };
      if (about.withdrawn !== undefined) return { card: withdrawnCard(language, about.tip, about.withdrawn) };
      const { rate } = await store.wishOf(turn.person);
      const { tip, nudge } = about;
      const story =
        nudge.story === undefined ? undefined : await beside({ ...nudge, again: nudge.story }, tip, turn);
      return { card: tipCard(language, tip, nudge.slot, rate, { copilot, story }) };
    },

    /** Asking for the prompt is no answer yet: whoever copies it may find that it doesn't help. */
    async prompt(input: OnNudge, turn: Turn): Promise<Reply> {
      const about = await found(input, turn);
      const { language } = turn.person;
      if (about === undefined) return { card: goneCard(language) };
      if (about.withdrawn !== undefined) return { card: withdrawnCard(language, about.tip, about.withdrawn) };
      return { card: promptCard(language, about.tip, about.nudge.slot, copilot) };
    },

    async whyLast(turn: Turn): Promise<Reply> {
      const latest = await store.latest(turn.person);
      return latest === undefined ? { card: noLastCard(turn.person.language) } : explained(latest, turn);
    },

    /** Fewer is not "again": whoever stopped or snoozed stays so. */
    async fewer(
      { nudge, rate: shown }: Partial<OnNudge> & { rate?: Rate | undefined },
      turn: Turn,
    ): Promise<Reply> {
      const { person } = turn;
      await note(nudge, "fewer", turn);
      const { rate, stopped } = await store.wishOf(person);
      if (stopped !== undefined) return { card: stoppedCard(person.language) };
      const wanted = fewerThan(shown ?? rate, rate);
      if (wanted !== rate) await store.wish(person, { rate: wanted });
      const isFewest = shown === undefined && wanted === rate;
      return (await withoutTips(turn)) ?? { card: fewerCard(person.language, wanted, isFewest) };
    },

    async weekly({ nudge }: Partial<OnNudge>, turn: Turn): Promise<Reply> {
      await note(nudge, "weekly", turn);
      await store.wish(turn.person, { rate: "weekly", stopped: undefined, snoozedUntil: undefined });
      return (await withoutTips(turn)) ?? { card: weeklyCard(turn.person.language) };
    },

    async stop({ nudge }: Partial<OnNudge>, turn: Turn): Promise<Reply> {
      await note(nudge, "stop", turn);
      await store.wish(turn.person, { stopped: "person", stoppedAt: turn.now });
      return { card: stoppedCard(turn.person.language) };
    },

    async askSnooze({ person }: Turn): Promise<Reply> {
      const { stopped } = await store.wishOf(person);
      return { card: stopped === undefined ? askSnoozeCard(person.language) : stoppedCard(person.language) };
    },

    /** A pause would say that tips come after it: whoever stopped them stays so. */
    async snooze({ weeks }: { weeks?: string | undefined }, turn: Turn): Promise<Reply> {
      const number = ["1", "2", "4", "12"].includes(weeks ?? "") ? Number(weeks) : 1;
      const snoozedUntil = addDays(todayOf(turn), 7 * number);
      await note(undefined, "snooze", turn);
      const { stopped } = await store.wishOf(turn.person);
      if (stopped !== undefined) return { card: stoppedCard(turn.person.language) };
      await store.wish(turn.person, { snoozedUntil });
      return { card: snoozedCard(turn.person.language, snoozedUntil) };
    },

    /** A tip because they asked for one: at any time, and it counts neither as ignored nor as this week's. */
    async now(turn: Turn): Promise<Reply> {
      const { person } = turn;
      const slot = `asked:${turn.id}`;
      if ((await store.one(person, slot)) !== undefined) return this.show({ nudge: slot }, turn); // heard twice
      const [past, { rate }, { open }, said, [used]] = await Promise.all([
        store.past(person),
        store.wishOf(person),
        shelf(),
        choosing.answersIn([person.tenant], turn.now),
        usage([person], turn.now),
      ]);
      const told = said.get(person.tenant) ?? new Map();
      const choice = chooseTip(open, { person, past }, todayOf(turn), told, used);
      if (choice === undefined) return { card: noneLeftCard(person.language) };
      const reasons = ["asked" as const, ...choice.reasons];
      const { tenant, id } = person;
      const { tip } = choice;
      const story = await beside({ slot, past }, tip, turn);
      const plain = { tenant, id, slot, kind: "asked", day: todayOf(turn), made: turn.now } as const;
      await store.record([{ ...plain, tip: tip.id, story: story?.id, reasons }]);
      return { card: tipCard(person.language, tip, slot, rate, { copilot, story }) };
    },
  };

  async function beside(
    about: { readonly slot: string; readonly past?: readonly Past[]; readonly again?: string },
    tip: Tip,
    { person, now }: Turn,
  ): Promise<ShownStory | undefined> {
    const [story] = await storiesBeside(stories, [{ past: [], ...about, person, tip }], { now });
    return story;
  }

  async function explained({ reasons, slot }: Nudge, turn: Turn): Promise<Reply> {
    const { person } = turn;
    const [wish, heldOut, begins] = await Promise.all([
      store.wishOf(person),
      isHeldOut(turn),
      beginsOn(turn),
    ]);
    return { card: whyCard(person.language, person, { ...wish, heldOut, begins }, reasons, slot) };
  }
}
