import { localIn } from "../../core/calendar.ts";
import type { Composed, Due, Ledger, Outbound, Tips } from "../../core/outbound.ts";
import type { Person, TenantId } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { lastQuestionCard, tipCard } from "./cards.ts";
import { holdOutOf } from "./hold-out.ts";
import { type Answers, type Case, chooseTip, type DaysOff, holdOn, isLastQuestion } from "./rules.ts";
import { NUDGE, type NudgeStore, type Planned, slotIn, type ZoneDay } from "./store.ts";
import type { ChoosingStore } from "./store-choosing.ts";
import type { Shelf, Tip } from "./tip.ts";

interface Parts {
  readonly store: NudgeStore;
  readonly ledger: Ledger;
  readonly people: People;
  readonly choosing: ChoosingStore;
  readonly shelf: () => Promise<Shelf>;
  readonly daysOff: DaysOff;
  /** How many of a hundred people get no tips out of the blue, so that it can be seen what tips do. */
  readonly holdOut: number;
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

/** Tips for others to send, with our manners. */
export function tipsToSend(parts: Omit<Parts, "ledger">): Tips {
  const { store, people, shelf, daysOff } = parts;
  const casesOf = caseReader(store, people);
  const choiceFor = choiceReader(parts);
  return {
    has: async (tip) => (await shelf()).open.some(({ id }) => id === tip),

    async manners(due, { now }) {
      const cases = await casesOf(due);
      return due.map((one, at) => {
        const found = cases[at];
        if (found === undefined) return { reason: "not welcomed", lasting: true };
        const past = found.past.filter(({ slot }) => slot !== slotIn(one));
        const reason = holdOn({ ...found, past }, now, daysOff);
        return reason && { reason, lasting: reason === "stopped" };
      });
    },

    async compose(due, wanted, { now }) {
      const cases = await casesOf(due);
      const among = await choiceFor(due, cases, now);
      const chosen = due.map((one, at) => givenTip(one, cases[at], among, wanted, now));
      await store.record(chosen.flatMap((each) => (typeof each === "string" ? [] : [each.fresh])));
      return chosen.map((each, at): Composed => {
        if (typeof each === "string") return { kind: "skip", reason: each };
        const { person, wish } = each.about;
        return { kind: "send", card: tipCard(person.language, each.tip, slotIn(due[at] as Due), wish.rate) };
      });
    },
  };
}

/** The tip that was asked for, or the one that suits; what was chosen at a try that failed is kept to. Else why there is none. */
function givenTip(one: Due, about: Case | undefined, among: Among, wanted: string, now: Date) {
  if (about === undefined) return "not welcomed";
  if (among.heldOut.has(about.person)) return "held out";
  const { open } = among;
  const slot = slotIn(one);
  const earlier = about.past.find((past) => past.slot === slot);
  const { day } = localIn(about.person.zone, now);
  const said = among.said.get(one.tenant) ?? new Map();
  const id = earlier?.tip ?? (wanted === "any" ? chooseTip(open, about, day, said)?.tip.id : wanted);
  const tip = open.find((each) => each.id === id);
  if (tip === undefined) return id === undefined ? "no tip left" : "tip withdrawn";
  const fresh: Planned = {
    tenant: one.tenant,
    id: one.id,
    slot,
    kind: "tip",
    tip: tip.id,
    day,
    reasons: ["campaign"],
    made: now,
  };
  return { about, tip, fresh };
}

/** What decides about each, in the same order; undefined for whom nobody knows. */
function caseReader(store: NudgeStore, people: People) {
  return async (due: readonly Due[]): Promise<readonly (Case | undefined)[]> => {
    const [known, wishes, pasts] = await Promise.all([
      people.findAll(due),
      store.wishesOf(due),
      store.pastsOf(due),
    ]);
    return due.map((_one, at) => {
      const [found, wish, past] = [known[at], wishes[at], pasts[at]];
      return found && wish && past && { person: found.person, heardOn: found.heardOn, wish, past };
    });
  };
}

/** What is chosen among, and what decides: read once for all who are due. */
interface Among {
  readonly open: readonly Tip[];
  readonly said: ReadonlyMap<TenantId, Answers>;
  readonly heldOut: ReadonlySet<Person>;
}

function choiceReader({ choosing, shelf, holdOut }: Pick<Parts, "choosing" | "shelf" | "holdOut">) {
  const heldOutAmong = holdOutOf(choosing, holdOut);
  return async (due: readonly Due[], cases: readonly (Case | undefined)[], now: Date): Promise<Among> => {
    const tenants = due.map(({ tenant }) => tenant);
    const greeted = cases.flatMap((one) => (one?.person.greeted ? [one.person] : []));
    const [{ open }, said, heldOut] = await Promise.all([
      shelf(),
      choosing.answersIn(tenants, now),
      heldOutAmong(greeted, now),
    ]);
    return { open, said, heldOut };
  };
}

/** Tips out of the blue: who is due is one question to the database; which tip, and whether at all, is asked at sending. */
export function nudgeOutbound(parts: Parts): Outbound {
  const { store, ledger, people, daysOff } = parts;
  const casesOf = caseReader(store, people);
  const choiceFor = choiceReader(parts);
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
      const cases = await casesOf(due);
      const among = await choiceFor(due, cases, now);
      const steps = due.map((one, at) => stepFor(one, cases[at], among, now));
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

  function stepFor(one: Due, found: Case | undefined, among: Among, now: Date): Step {
    if (found === undefined || !found.person.greeted) return { kind: "skip", reason: "not welcomed" };
    if (among.heldOut.has(found.person)) return { kind: "skip", reason: "held out" };
    const slot = slotIn(one);
    const about = { ...found, past: found.past.filter((past) => past.slot !== slot) };
    const hold = holdOn(about, now, daysOff);
    if (hold !== undefined) return { kind: "skip", reason: hold };

    // A try that failed is tried again with what was chosen the first time.
    const chosen = found.past.find((past) => past.slot === slot);
    if (chosen !== undefined) {
      const tip = among.open.find(({ id }) => id === chosen.tip);
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
    const choice = chooseTip(among.open, about, day, among.said.get(tenant) ?? new Map());
    if (choice === undefined) return { kind: "skip", reason: "no tip left" };
    const { tip, reasons } = choice;
    return { kind: "send", about, tip, fresh: { ...plain, kind: "tip", tip: tip.id, reasons } };
  }
}
