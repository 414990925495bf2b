import { addDays, type Day, localIn } from "../../core/calendar.ts";
import type { Person, PersonKey } from "../../core/person.ts";
import { lotOf, unitOf } from "./hold-out.ts";
import type { ChoosingStore } from "./store-choosing.ts";
import type { Begins, Running, StartStore, SteppedStart } from "./store-start.ts";

interface Parts {
  readonly starts: StartStore;
  readonly choosing: Pick<ChoosingStore, "lotsKey" | "managersOf">;
}

/** Half a million are no parameter. */
const AT_ONCE = 2_000;

/** True once the last of its weeks has begun: everybody has, so there is nothing left of it. */
export const isOver = ({ from, weeks }: SteppedStart, today: Day): boolean =>
  addDays(from, 7 * (weeks - 1)) <= today;

export type StartsOf = ReturnType<typeof startsWith>;

/** Draws the weeks of a stepped start, and knows who hasn't begun. */
export function startsWith({ starts, choosing }: Parts) {
  return {
    /** The day before which nobody writes to each out of the blue, where that is still to come; on record when this answers. */
    async notYet(people: readonly Person[], now: Date): Promise<ReadonlyMap<Person, Day>> {
      const run = await starts.running();
      if (run === undefined || people.length === 0) return new Map();
      const days = await starts.daysOf(run, people);
      const fresh = people.filter((_person, at) => days[at] === undefined);
      if (fresh.length > 0) await draw(run, fresh, now);
      const drawn = fresh.length === 0 ? days : await starts.daysOf(run, people); // another process may have been first
      return new Map(
        people.flatMap((person, at) => {
          const on = drawn[at];
          return on !== undefined && localIn(person.zone, now).day < on ? [[person, on] as const] : [];
        }),
      );
    },

    /** Draws for everybody we have met; whoever comes later is drawn for when they come. */
    async drawForAll(run: Running, now: Date): Promise<readonly number[]> {
      const met = await starts.met();
      const perWeek = Array.from({ length: run.weeks }, () => 0);
      for (let at = 0; at < met.length; at += AT_ONCE)
        for (const { week } of await draw(run, met.slice(at, at + AT_ONCE), now))
          perWeek[week] = (perWeek[week] ?? 0) + 1;
      return perWeek;
    },
  };

  async function draw(run: Running, people: readonly PersonKey[], now: Date): Promise<readonly Begins[]> {
    const [key, managers] = await Promise.all([choosing.lotsKey(), choosing.managersOf(people)]);
    const all: Begins[] = [];
    for (const [at, person] of people.entries()) {
      const unit = unitOf(person, managers[at], run.by);
      const lot = await lotOf(key, `${unit.name}/start/${run.id}`);
      const week = Math.floor(lot * run.weeks);
      const { tenant, id } = person;
      all.push({ tenant, id, week, on: addDays(run.from, 7 * week), by: unit.by, decided: now });
    }
    await starts.assign(run, all);
    return all;
  }
}
