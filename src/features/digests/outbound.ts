import { type Day, localIn, mondayOf } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import { AWAY, undisturbed } from "../../core/disturb.ts";
import type { Composed, Due, Ledger, Outbound, Refrain, Tips } from "../../core/outbound.ts";
import type { Person } from "../../core/person.ts";
import type { Availability, Known, People, Run } from "../../core/ports.ts";
import type { Reader } from "./lead.ts";
import { audiences, usual } from "./messages.ts";
import { isTold, monthFor } from "./month.ts";
import {
  DIGEST,
  type DigestStore,
  isOfMonth,
  leadSlot,
  monthSlot,
  type Place,
  type Standing,
} from "./store.ts";
import { isTime, nextMorning, openPlaces } from "./time.ts";

interface Parts {
  readonly store: DigestStore;
  readonly people: People;
  readonly ledger: Ledger;
  readonly daysOff: DaysOff;
  readonly tips: () => Tips;
  readonly availability: Availability | undefined;
  readonly leads: (readers: readonly Reader[], run: Run) => Promise<readonly Card[]>;
  readonly analysts: (readers: readonly Reader[], run: Run) => Promise<readonly Card[]>;
}

/** Who leads, and where people are, is asked again after so long. */
const PLANNED_AGAIN_MS = 10 * 60_000;

const skip = (reason: string): Composed => ({ kind: "skip", reason });

/**
 * Digests, on the first morning on which their reader works: of the week, or after the month that it tells of is out. One row a
 * reader and week or month, so nobody gets two.
 */
export function digestOutbound({
  store,
  people,
  ledger,
  daysOff,
  tips,
  availability,
  leads,
  analysts,
}: Parts): Outbound {
  let asked: { readonly at: Date; readonly places: readonly Place[] } | undefined;
  /** Everybody of a place is planned for at once, and later only whoever has come to lead meanwhile. */
  const planned = new Map<string, Date>();
  const keyOf = ({ tenant, zone, nation }: Place) => `${tenant} ${zone} ${nation}`;
  const isOld = (at: Date, now: Date) => Math.abs(now.getTime() - at.getTime()) >= PLANNED_AGAIN_MS;

  return {
    kind: DIGEST,

    async plan({ now }: Run): Promise<number> {
      if (asked === undefined || isOld(asked.at, now)) asked = { at: now, places: await store.places() };
      const places = openPlaces(asked.places, daysOff, now).filter((place) => {
        const last = planned.get(keyOf(place));
        return last === undefined || isOld(last, now);
      });
      const mondays = new Set(places.map(({ day }) => mondayOf(day)));
      let added = 0;
      for (const monday of mondays) {
        const there = places.filter(({ day }) => mondayOf(day) === monday);
        added += await ledger.plan(DIGEST, store.dueLeads(there, monday));
        const month = monthFor(monday);
        const after = there.filter(({ day }) => isTold(month, day));
        if (after.length > 0) added += await ledger.plan(DIGEST, store.dueAnalysts(after, month.name));
      }
      for (const place of places) planned.set(keyOf(place), now);
      return added;
    },

    async compose(due: readonly Due[], run: Run): Promise<readonly Composed[]> {
      const known = await people.findAll(due);
      const [asLeads, asAnalysts] = [await store.standing(due, "lead"), await store.standing(due, "analyst")];
      const standing = due.map(({ slot }, at) => (isOfMonth(slot) ? asAnalysts[at] : asLeads[at]));
      const refrains = await refrainsOf(due, standing, run);
      const early = due.map((one, at) => withheld(one, known[at], standing[at], refrains[at], run.now));
      const writing = early.map((held, at) => (held === undefined ? known[at]?.person : undefined));
      const left = await undisturbed(writing, availability, run);
      const held = early.map(
        (each, at) => each ?? later(due[at] as Due, left[at], known[at]?.person, run.now),
      ); // as many
      const cards = new Map<number, Card | undefined>();
      for (const of of audiences) {
        const free = due.flatMap(({ slot }, at) =>
          held[at] === undefined && isOfMonth(slot) === (of === "analyst") ? [at] : [],
        );
        const readers = free.map((at): Reader => {
          const person = (known[at] as Known).person; // who isn't known is held back
          return { person, rate: standing[at]?.rate ?? usual[of] };
        });
        const made = await (of === "lead" ? leads(readers, run) : analysts(readers, run));
        for (const [nth, at] of free.entries()) cards.set(at, made[nth]);
      }
      return due.map((_one, at): Composed => {
        const card = cards.get(at);
        return held[at] ?? (card === undefined ? skip("nothing to say") : { kind: "send", card });
      });
    },
  };

  /** Whoever chose to have it asked for it, until they say “stop”; for all others it is something out of the blue. */
  async function refrainsOf(due: readonly Due[], standing: readonly (Standing | undefined)[], run: Run) {
    const chosen = (at: number) => standing[at]?.rate !== undefined;
    const [regular, byDefault] = [
      await tips().manners(
        due.flatMap((one, at) => (chosen(at) ? [{ ...one, chosenAt: standing[at]?.chosenAt }] : [])),
        run,
        "regular",
      ),
      await tips().manners(
        due.filter((_one, at) => !chosen(at)),
        run,
        "by default",
      ),
    ];
    const [first, second] = [[...regular], [...byDefault]];
    return due.map((_one, at) => (chosen(at) ? first.shift() : second.shift()));
  }

  function withheld(
    one: Due,
    known: Known | undefined,
    standing: Standing | undefined,
    refrain: Refrain | undefined,
    now: Date,
  ): Composed | undefined {
    if (known === undefined || !known.reachable) return skip("the bot isn't installed");
    const { person } = known;
    if (!person.greeted) return skip("not welcomed");
    if (standing?.reads !== true) return skip("isn't theirs any more");
    if (standing.rate === "off") return skip("not wanted");
    const { day, time } = localIn(person.zone, now);
    if (!isOn(one.slot, day)) return skip("too late");
    if (!isTime(time) || dayOff(person, day, daysOff) !== undefined) return nextOf(one, person, now);
    return refrain && skip(refrain.reason);
  }

  function nextOf({ slot }: Due, person: Person, now: Date): Composed {
    const until = nextMorning(person, now, { daysOff, isStill: (day) => isOn(slot, day) });
    return until === undefined
      ? skip("too late")
      : { kind: "wait", reason: "outside the hours for digests", until };
  }

  /** Whoever is busy is asked about again within the hour, whoever is away on another morning. */
  function later(
    one: Due,
    left: Composed | undefined,
    person: Person | undefined,
    now: Date,
  ): Composed | undefined {
    if (left === undefined || person === undefined) return left;
    if (left.kind === "wait" && isTime(localIn(person.zone, left.until).time)) return left;
    const next = nextOf(one, person, now);
    return next.kind === "wait" && left.kind === "skip" && left.reason === AWAY
      ? { ...next, reason: AWAY }
      : next;
  }
}

/** Whether a digest is still of use on a day: a lead's in its week, a month's until the next one is near. */
function isOn(slot: string, day: Day): boolean {
  if (!isOfMonth(slot)) return slot === leadSlot(mondayOf(day));
  const month = monthFor(day);
  return slot === monthSlot(month.name) && isTold(month, day);
}
