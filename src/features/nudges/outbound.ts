import { localIn } from "../../core/calendar.ts";
import type { Run } from "../../core/feature.ts";
import type { Composed, Due, Ledger, Outbound } from "../../core/outbound.ts";
import type { People } from "../../core/ports.ts";
import { lastQuestionCard, tipCard } from "./cards.ts";
import { type Case, chooseTip, type DaysOff, holdOn, isLastQuestion } from "./rules.ts";
import { NUDGE, type NudgeStore, type Planned, slotIn, type ZoneDay } from "./store.ts";
import type { Tip } from "./tip.ts";

interface Parts {
  readonly store: NudgeStore;
  readonly ledger: Ledger;
  readonly people: People;
  readonly tips: () => Promise<readonly Tip[]>;
  readonly daysOff: DaysOff;
}

/** What is to be done for one of those who are due. */
type Step =
  | { readonly kind: "skip"; readonly reason: string }
  | {
      readonly kind: "send";
      readonly about: Case;
      readonly tip: Tip | undefined;
      readonly fresh: Planned | undefined;
    };

/** Tips out of the blue: who is due is one question to the database; which tip, and whether at all, is asked at sending. */
export function nudgeOutbound({ store, ledger, people, tips, daysOff }: Parts): Outbound {
  return {
    kind: NUDGE,

    async plan({ now }: Run): Promise<number> {
      const zones = await store.zones();
      const days = zones.map(({ zone, nation, read }): ZoneDay => {
        const local = localIn(read, now);
        const isOff = daysOff.bank[nation].has(local.day) || daysOff.privilege.has(local.day);
        return { zone, nation, ...local, isOff };
      });
      const open = days.filter(({ isOff }) => !isOff);
      return open.length === 0 ? 0 : ledger.plan(NUDGE, store.due(open, now));
    },

    async compose(due: readonly Due[], { now }: Run): Promise<readonly Composed[]> {
      const [cases, all] = [await casesOf(due), await tips()];
      const steps = due.map((one, at) => stepFor(one, cases[at], all, now));
      await store.record(steps.flatMap((step) => (step.kind === "send" && step.fresh ? [step.fresh] : [])));
      return steps.map((step, at): Composed => {
        if (step.kind === "skip") return step;
        const { person, wish } = step.about;
        const slot = slotIn(due[at] as Due); // as many steps as are due
        const card =
          step.tip === undefined
            ? lastQuestionCard(person.language, slot)
            : tipCard(person.language, step.tip, slot, wish.rate);
        return { kind: "send", card };
      });
    },

    /** The last question is the last thing said, also when nobody knows whether it arrived. */
    async reached(ended: readonly Due[]): Promise<void> {
      for (const one of await store.lastQuestionsAmong(ended)) await store.wish(one, { stopped: "silence" });
    },
  };

  async function casesOf(due: readonly Due[]): Promise<readonly (Case | undefined)[]> {
    const [known, wishes, pasts] = await Promise.all([
      people.findAll(due),
      store.wishesOf(due),
      store.pastsOf(due),
    ]);
    return due.map((_one, at) => {
      const [found, wish, past] = [known[at], wishes[at], pasts[at]];
      return found && wish && past && { person: found.person, heardOn: found.heardOn, wish, past };
    });
  }

  function stepFor(one: Due, found: Case | undefined, all: readonly Tip[], now: Date): Step {
    if (found === undefined || !found.person.greeted) return { kind: "skip", reason: "not welcomed" };
    const slot = slotIn(one);
    const about = { ...found, past: found.past.filter((past) => past.slot !== slot) };
    const hold = holdOn(about, now, daysOff);
    if (hold !== undefined) return { kind: "skip", reason: hold };

    // A try that failed is tried again with what was chosen the first time.
    const chosen = found.past.find((past) => past.slot === slot);
    if (chosen !== undefined) {
      const tip = all.find(({ id }) => id === chosen.tip);
      if (chosen.kind === "tip" && tip === undefined) return { kind: "skip", reason: "tip withdrawn" };
      return { kind: "send", about, tip, fresh: undefined };
    }
    const { day } = localIn(about.person.zone, now);
    const { tenant, id } = one;
    const plain = { tenant, id, slot, day, made: now };
    if (isLastQuestion(about))
      return {
        kind: "send",
        about,
        tip: undefined,
        fresh: { ...plain, kind: "last-question", tip: undefined, reasons: [] },
      };
    const choice = chooseTip(all, about, day);
    if (choice === undefined) return { kind: "skip", reason: "no tip left" };
    const { tip, reasons } = choice;
    return { kind: "send", about, tip, fresh: { ...plain, kind: "tip", tip: tip.id, reasons } };
  }
}
