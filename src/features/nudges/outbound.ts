import { localIn } from "../../core/calendar.ts";
import type { DaysOff } from "../../core/days-off.ts";
import { undisturbed } from "../../core/disturb.ts";
import type { StoriesFor, UsageOf } from "../../core/feature.ts";
import type { Composed, Due, Ledger, Outbound, Tips } from "../../core/outbound.ts";
import type { Person, TenantId } from "../../core/person.ts";
import type { Availability, People, Run } from "../../core/ports.ts";
import type { App } from "../../core/taxonomy.ts";
import { type Showing, storiesBeside } from "./beside.ts";
import { lastQuestionCard, tipCard } from "./cards.ts";
import { type HoldOut, holdOutOf } from "./hold-out.ts";
import { type Answers, type Case, chooseTip, holdOn, isLastQuestion, outlives } from "./rules.ts";
import type { StartsOf } from "./stepped-start.ts";
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
  readonly holdOut: HoldOut;
  readonly startsOf: StartsOf;
  readonly copilot: string;
  /** What each uses, for their own tips alone. */
  readonly usage: UsageOf;
  readonly stories: StoriesFor;
}

/** What is to be done for one of those who are due. */
type Step =
  | Exclude<Composed, { readonly kind: "send" }>
  | {
      readonly kind: "send";
      readonly about: Case;
      readonly tip: Tip | undefined;
      readonly fresh: Planned | undefined;
      /** The story that was beside it at a try that failed. */
      readonly again?: string | undefined;
    };

/** Tips for others to send, with our manners. */
export function tipsToSend(parts: Omit<Parts, "ledger" | "stories">): Tips {
  const { store, people, shelf, daysOff, startsOf, copilot } = parts;
  const casesOf = caseReader(store, people);
  const choiceFor = choiceReader(parts);
  return {
    has: async (tip) => (await shelf()).open.some(({ id }) => id === tip),

    async knows(tip) {
      const { all, retired } = await shelf();
      return retired.has(tip) || all.some(({ id }) => id === tip);
    },

    hadBy: store.hadBy,

    async manners(due, { now }, asked) {
      const cases = await casesOf(due);
      const notYet = await startsOf.notYet(greetedAmong(cases), now);
      return due.map((one, at) => {
        const found = cases[at];
        if (found === undefined) return { reason: "not welcomed", lasting: true };
        const past = found.past.filter(({ slot }) => slot !== slotIn(one));
        const unbegun = asked === undefined && notYet.has(found.person) ? "not started" : undefined;
        const wanted = asked === "regular" && !outlives(found.wish, one.chosenAt) ? "by default" : asked;
        const reason = holdOn({ ...found, past }, now, daysOff, wanted) ?? unbegun;
        return reason && { reason, lasting: reason === "stopped" };
      });
    },

    async compose(due, wanted, { now }, { service = false, asked = false } = {}) {
      const cases = await casesOf(due);
      const read = await choiceFor(due, cases, now);
      const among = service || asked ? { ...read, heldOut: new Set<Person>() } : read;
      const chosen = due.map((one, at) => givenTip(one, cases[at], among, wanted, now, asked));
      await store.record(chosen.flatMap((each) => (typeof each === "string" ? [] : [each.fresh])));
      return chosen.map((each, at): Composed => {
        if (typeof each === "string") return { kind: "skip", reason: each };
        const { person, wish } = each.about;
        return {
          kind: "send",
          card: tipCard(person.language, each.tip, slotIn(due[at] as Due), wish.rate, { copilot }),
        };
      });
    },
  };
}

/** The tip that was asked for, or the one that suits; what was chosen at a try that failed is kept to. Else why there is none. */
function givenTip(
  one: Due,
  about: Case | undefined,
  among: Among,
  wanted: string,
  now: Date,
  asked: boolean,
) {
  if (about === undefined) return "not welcomed";
  if (among.heldOut.has(about.person)) return "held out";
  const { open } = among;
  const slot = slotIn(one);
  const earlier = about.past.find((past) => past.slot === slot);
  const { day } = localIn(about.person.zone, now);
  const said = among.said.get(one.tenant) ?? new Map();
  const id =
    earlier?.tip ??
    (wanted === "any" ? chooseTip(open, about, day, said, among.used.get(about.person))?.tip.id : wanted);
  const tip = open.find((each) => each.id === id);
  if (tip === undefined) return id === undefined ? "no tip left" : "tip withdrawn";
  const fresh: Planned = {
    tenant: one.tenant,
    id: one.id,
    slot,
    kind: asked ? "asked" : "tip",
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
  /** Of whom it isn't known there is nothing here. */
  readonly used: ReadonlyMap<Person, readonly App[]>;
}

const greetedAmong = (cases: readonly (Case | undefined)[]): readonly Person[] =>
  cases.flatMap((one) => (one?.person.greeted ? [one.person] : []));

function choiceReader({
  choosing,
  shelf,
  holdOut,
  usage,
}: Pick<Parts, "choosing" | "shelf" | "holdOut" | "usage">) {
  const heldOutAmong = holdOutOf(choosing, holdOut);
  return async (due: readonly Due[], cases: readonly (Case | undefined)[], now: Date): Promise<Among> => {
    const tenants = due.map(({ tenant }) => tenant);
    const greeted = greetedAmong(cases);
    const [{ open }, said, heldOut, apps] = await Promise.all([
      shelf(),
      choosing.answersIn(tenants, now),
      heldOutAmong(greeted, now),
      usage(greeted, now),
    ]);
    const used = new Map(greeted.map((person, at) => [person, apps[at] ?? []]));
    return { open, said, heldOut, used };
  };
}

function showingOf(step: Step, due: Due | undefined): Showing | undefined {
  if (step.kind !== "send" || step.tip === undefined || due === undefined) return undefined;
  const { about, tip, again } = step;
  return { person: about.person, past: about.past, tip, again, slot: slotIn(due) };
}

/** Tips out of the blue: who is due is one question to the database; which tip, and whether at all, is asked at sending. */
export function nudgeOutbound(parts: Parts & { readonly availability?: Availability | undefined }): Outbound {
  const { store, ledger, people, daysOff, startsOf, availability, copilot, stories } = parts;
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

    async compose(due: readonly Due[], run: Run): Promise<readonly Composed[]> {
      const { now } = run;
      const cases = await casesOf(due);
      const [among, notYet] = [
        await choiceFor(due, cases, now),
        await startsOf.notYet(greetedAmong(cases), now),
      ];
      const mannered = due.map((one, at) => stepFor(one, cases[at], { ...among, notYet }, now));
      const steps = await undisturbing(mannered, run);
      const told = await storiesBeside(
        stories,
        steps.map((step, at) => showingOf(step, due[at])),
        run,
      );
      await store.record(
        steps.flatMap((step, at) =>
          step.kind === "send" && step.fresh ? [{ ...step.fresh, story: told[at]?.id }] : [],
        ),
      );
      return steps.map((step, at): Composed => {
        if (step.kind !== "send") return step;
        const { person, wish } = step.about;
        const slot = slotIn(due[at] as Due); // as many steps as are due
        const card =
          step.tip === undefined
            ? lastQuestionCard(person.language, slot)
            : tipCard(person.language, step.tip, slot, wish.rate, { copilot, story: told[at] });
        return { kind: "send", card };
      });
    },

    /** The last question is the last thing said, also when nobody knows whether it arrived. */
    async reached(ended: readonly Due[]): Promise<void> {
      for (const one of await store.lastQuestionsAmong(ended)) await store.wish(one, { stopped: "silence" });
    },
  };

  async function undisturbing(steps: readonly Step[], run: Run): Promise<readonly Step[]> {
    const writing = steps.map((step) => (step.kind === "send" ? step.about.person : undefined));
    const left = await undisturbed(writing, availability, run);
    return steps.map((step, at) => left[at] ?? step);
  }

  function stepFor(
    one: Due,
    found: Case | undefined,
    among: Among & { readonly notYet: ReadonlyMap<Person, unknown> },
    now: Date,
  ): Step {
    if (found === undefined || !found.person.greeted) return { kind: "skip", reason: "not welcomed" };
    if (among.heldOut.has(found.person)) return { kind: "skip", reason: "held out" };
    if (among.notYet.has(found.person)) return { kind: "skip", reason: "not started" };
    const slot = slotIn(one);
    const about = { ...found, past: found.past.filter((past) => past.slot !== slot) };
    const hold = holdOn(about, now, daysOff);
    if (hold !== undefined) return { kind: "skip", reason: hold };

    // A try that failed is tried again with what was chosen the first time.
    const chosen = found.past.find((past) => past.slot === slot);
    if (chosen !== undefined) {
      const tip = among.open.find(({ id }) => id === chosen.tip);
      if (chosen.kind === "tip" && tip === undefined) return { kind: "skip", reason: "tip withdrawn" };
      return { kind: "send", about, tip, fresh: undefined, again: chosen.story };
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
    const choice = chooseTip(
      among.open,
      about,
      day,
      among.said.get(tenant) ?? new Map(),
      among.used.get(about.person),
    );
    if (choice === undefined) return { kind: "skip", reason: "no tip left" };
    const { tip, reasons } = choice;
    return { kind: "send", about, tip, fresh: { ...plain, kind: "tip", tip: tip.id, reasons } };
  }
}
