import { addDays, type Day, localIn } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import type { Database } from "../../core/database.ts";
import type { DaysOff } from "../../core/days-off.ts";
import { AWAY, type Undisturbed, undisturbed } from "../../core/disturb.ts";
import type { Asked, Composed, Due, Ledger, Outbound, Refrain, Tips } from "../../core/outbound.ts";
import { defaults, type Person, type TenantId } from "../../core/person.ts";
import type { Availability, People, Run } from "../../core/ports.ts";
import { closeNudgeCard, copiedCard, digestCard, endedCard, remindCard } from "./cards.ts";
import {
  dueWith,
  monthBefore,
  type Reason,
  reasonIn,
  rowsOf,
  TOLD_WITHIN_DAYS,
  toRecordOf,
  wantLearnings,
} from "./due.ts";
import type { Experiment } from "./rules.ts";
import { ASKED_UNTIL_DAYS, EXPERIMENT, type ExperimentStore } from "./store.ts";

interface Parts {
  readonly db: Database;
  readonly store: ExperimentStore;
  readonly people: People;
  readonly ledger: Ledger;
  readonly daysOff: DaysOff;
  readonly tips: () => Tips;
  readonly availability: Availability | undefined;
  /** Ends what its owner never answers for. */
  readonly ending: (now: Date) => Promise<void>;
}

/** Whoever may not be written to just now is asked about again after this long, while it is still news. */
const ASK_AGAIN_MS = 30 * 60_000;
const A_DAY_MS = 24 * 60 * 60_000;
const BATCH = 1_000;
const skip = (reason: string): Composed => ({ kind: "skip", reason });

/**
 * Reminders to record, a word to owners whose experiment ends, news of copies, and what was learned in a month. Who joined
 * or proposed asked for these, so stopping tips doesn't stop them; leaving does, at once.
 */
export function experimentOutbound(parts: Parts): Outbound {
  const { db, store, people, ledger, daysOff, tips, availability, ending } = parts;
  const dueAt = dueWith(db, daysOff);
  return {
    kind: EXPERIMENT,

    async plan(run: Run): Promise<number> {
      await ending(run.now);
      const all = await dueAt(run.now);
      let planned = 0;
      for (let at = 0; at < all.length; at += BATCH) {
        const some = all.slice(at, at + BATCH);
        const held = await refrainsOf(some, run);
        const free = some.filter((_one, nth) => held[nth] === undefined);
        if (free.length > 0) planned += await ledger.plan(EXPERIMENT, rowsOf(free, run.now));
      }
      return planned;
    },

    async compose(due: readonly Due[], run: Run): Promise<readonly Composed[]> {
      const [known, held] = [await people.findAll(due), await refrainsOf(due, run)];
      const about = await readFor(
        due,
        known.map((one) => one?.person),
        run.now,
      );
      const composed = due.map((one, at): Composed => {
        const [found, refrain, reason] = [known[at], held[at], reasonIn(one.slot)];
        if (found === undefined || !found.person.greeted || reason === undefined) return skip("not welcomed");
        const card = cardFor(reason, one, found.person, about, run.now);
        if (typeof card === "string") return skip(card);
        if (refrain === undefined) return { kind: "send", card };
        if (refrain.lasting || reason.kind === "remind") return skip(refrain.reason);
        return { kind: "wait", reason: refrain.reason, until: new Date(run.now.getTime() + ASK_AGAIN_MS) };
      });
      const writing = composed.map(({ kind }, at) => (kind === "send" ? known[at]?.person : undefined));
      const left = await undisturbed(writing, availability, run);
      return composed.map((each, at) => withheld(due[at], left[at], run.now) ?? each);
    },
  };

  async function refrainsOf(due: readonly Due[], run: Run) {
    const held = new Map<Due, Refrain | undefined>();
    for (const asked of new Set(due.map(askedFor))) {
      const some = due.filter((one) => askedFor(one) === asked);
      const refrains = await tips().manners(some, run, asked);
      for (const [at, one] of some.entries()) held.set(one, refrains[at]);
    }
    return due.map((one) => held.get(one));
  }

  async function readFor(
    due: readonly Due[],
    persons: readonly (Person | undefined)[],
    now: Date,
  ): Promise<Read> {
    const days = persons.map((person) => localIn(person?.zone ?? defaults.zone, now).day);
    const toRecord = await toRecordOf(db, due, days, now);
    const wants = await wantLearnings(db, due, now);
    const experiments = new Map<string, Experiment>();
    const learned = new Map<string, readonly Experiment[]>();
    for (const tenant of new Set(due.map((one) => one.tenant))) {
      const ids = due.flatMap((one, at) =>
        one.tenant === tenant ? idsIn(reasonIn(one.slot), toRecord[at]) : [],
      );
      for (const of of await store.these(tenant, ids)) experiments.set(`${tenant}/${of.id}`, of);
      for (const month of monthsIn(due, tenant))
        learned.set(`${tenant}/${month}`, await store.closedWithin(tenant, month, monthAfter(month)));
    }
    return {
      of: (one, id) => (id === undefined ? undefined : experiments.get(`${one.tenant}/${id}`)),
      learned: (one, month) => learned.get(`${one.tenant}/${month}`) ?? [],
      toRecord: (one) => toRecord[due.indexOf(one)],
      wants: (one) => wants[due.indexOf(one)] === true,
    };
  }
}

/** A reminder that comes at a bad moment isn't sent; whatever is said once waits for a better one. */
function withheld(one: Due | undefined, left: Undisturbed | undefined, now: Date): Composed | undefined {
  if (one === undefined || left?.kind !== "skip" || reasonIn(one.slot)?.kind === "remind") return left;
  const wait = left.reason === AWAY ? A_DAY_MS : ASK_AGAIN_MS;
  return { kind: "wait", reason: left.reason, until: new Date(now.getTime() + wait) };
}

/** News of a copy is nothing that anybody asked for, so it minds what tips mind; all else was asked for. */
function askedFor({ slot }: Due): Asked | undefined {
  const kind = reasonIn(slot)?.kind;
  return kind === "copied" ? undefined : kind === "remind" ? "reminder" : "answer";
}

interface Read {
  of(one: Due, id: number | undefined): Experiment | undefined;
  learned(one: Due, month: Day): readonly Experiment[];
  toRecord(one: Due): number | undefined;
  wants(one: Due): boolean;
}

const idsIn = (reason: Reason | undefined, toRecord: number | undefined): readonly number[] => [
  ...(toRecord === undefined ? [] : [toRecord]),
  ...(reason !== undefined && "id" in reason ? [reason.id] : []),
];
const monthsIn = (due: readonly Due[], tenant: TenantId): ReadonlySet<Day> =>
  new Set(
    due.flatMap((one) => {
      const reason = reasonIn(one.slot);
      return one.tenant === tenant && reason?.kind === "learnings" ? [reason.month] : [];
    }),
  );
const monthAfter = (month: Day): Day => `${addDays(month, 31).slice(0, 7)}-01`;

/** What is sent at this moment, or why nothing is any more. */
function cardFor(reason: Reason, one: Due, person: Person, about: Read, now: Date): Card | string {
  const { language, id, zone } = person;
  const { day } = localIn(zone, now);
  if (reason.kind === "remind") {
    const of = about.of(one, about.toRecord(one));
    return of === undefined || reason.day !== day ? "nothing to record" : remindCard(language, of);
  }
  if (reason.kind === "learnings") {
    const closed = about.learned(one, reason.month);
    const isNews =
      reason.month === monthBefore(day).from && day < addDays(monthBefore(day).until, TOLD_WITHIN_DAYS);
    if (!about.wants(one)) return "not wanted";
    return closed.length === 0 || !isNews ? "nothing to say" : digestCard(language, reason.month, closed);
  }
  const of = about.of(one, reason.id);
  if (of === undefined) return "gone";
  if (reason.kind === "ended") return endedCard(language, of, of.owner === id);
  if (of.owner !== id) return "gone";
  if (reason.kind === "copied") return copiedCard(language, of);
  if (of.closed !== undefined || day >= addDays(of.ends, ASKED_UNTIL_DAYS)) return "closed";
  return closeNudgeCard(language, of, reason.nth);
}
