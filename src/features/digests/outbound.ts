import { localIn, mondayOf } from "../../core/calendar.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import { AWAY, undisturbed } from "../../core/disturb.ts";
import type { Composed, Due, Ledger, Outbound, Refrain, Tips } from "../../core/outbound.ts";
import type { Person } from "../../core/person.ts";
import type { Availability, Known, People, Run } from "../../core/ports.ts";
import type { leadDigests } from "./lead.ts";
import type { Rate } from "./messages.ts";
import { DIGEST, type DigestStore, leadSlot } from "./store.ts";
import { isTime, nextMorning, openPlaces } from "./time.ts";

interface Parts {
  readonly store: DigestStore;
  readonly people: People;
  readonly ledger: Ledger;
  readonly daysOff: DaysOff;
  readonly tips: () => Tips;
  readonly availability: Availability | undefined;
  readonly leads: ReturnType<typeof leadDigests>;
}

interface Reading {
  readonly reads: boolean;
  readonly rate: Rate | undefined;
}

const skip = (reason: string): Composed => ({ kind: "skip", reason });

/** Digests, on the first morning of the week on which their reader works. One row a reader and week, so nobody gets two. */
export function digestOutbound({
  store,
  people,
  ledger,
  daysOff,
  tips,
  availability,
  leads,
}: Parts): Outbound {
  return {
    kind: DIGEST,

    async plan({ now }: Run): Promise<number> {
      const places = openPlaces(await store.places(), daysOff, now);
      const mondays = new Set(places.map(({ day }) => mondayOf(day)));
      let planned = 0;
      for (const monday of mondays) {
        const there = places.filter(({ day }) => mondayOf(day) === monday);
        planned += await ledger.plan(DIGEST, store.dueLeads(there, monday));
      }
      return planned;
    },

    async compose(due: readonly Due[], run: Run): Promise<readonly Composed[]> {
      const [known, standing] = [await people.findAll(due), await store.standing(due, "lead")];
      const refrains = await refrainsOf(due, standing, run);
      const early = due.map((one, at) => withheld(one, known[at], standing[at], refrains[at], run.now));
      const writing = early.map((held, at) => (held === undefined ? known[at]?.person : undefined));
      const left = await undisturbed(writing, availability, run);
      const held = early.map((each, at) => each ?? later(left[at], known[at]?.person, run.now));
      const free = due.flatMap((_one, at) => (held[at] === undefined ? [at] : []));
      const cards = await leads(
        free.map((at) => ({ person: (known[at] as Known).person, rate: standing[at]?.rate ?? "weekly" })), // known where nothing holds it back
        run,
      );
      return due.map((_one, at): Composed => {
        const card = cards[free.indexOf(at)];
        return held[at] ?? (card === undefined ? skip("nothing to say") : { kind: "send", card });
      });
    },
  };

  /** Whoever chose to have it asked for it; for all others it is something out of the blue. */
  async function refrainsOf(due: readonly Due[], standing: readonly Reading[], run: Run) {
    const chosen = (at: number) => standing[at]?.rate !== undefined;
    const [regular, byDefault] = [
      await tips().manners(
        due.filter((_one, at) => chosen(at)),
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
    standing: Reading | undefined,
    refrain: Refrain | undefined,
    now: Date,
  ): Composed | undefined {
    if (known === undefined || !known.reachable) return skip("the bot isn't installed");
    const { person } = known;
    if (!person.greeted) return skip("not welcomed");
    if (standing?.reads !== true) return skip("nobody reports to them");
    if (standing.rate === "off") return skip("not wanted");
    const { day, time } = localIn(person.zone, now);
    if (one.slot !== leadSlot(mondayOf(day))) return skip("too late");
    if (!isTime(time) || dayOff(person, day, daysOff) !== undefined) return nextOf(person, now);
    return refrain && skip(refrain.reason);
  }

  function nextOf(person: Person, now: Date): Composed {
    const until = nextMorning(person, now, daysOff);
    return until === undefined
      ? skip("too late")
      : { kind: "wait", reason: "outside the hours for digests", until };
  }

  /** Whoever is busy is asked about again within the hour, whoever is away on another morning. */
  function later(left: Composed | undefined, person: Person | undefined, now: Date): Composed | undefined {
    if (left === undefined || person === undefined) return left;
    if (left.kind === "wait" && isTime(localIn(person.zone, left.until).time)) return left;
    const next = nextOf(person, now);
    return next.kind === "wait" && left.kind === "skip" && left.reason === AWAY
      ? { ...next, reason: AWAY }
      : next;
  }
}
