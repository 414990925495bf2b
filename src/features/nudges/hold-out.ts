import { localIn } from "../../core/calendar.ts";
import type { Person, PersonKey } from "../../core/person.ts";
import type { Arm, Unit } from "./rules.ts";
import type { ChoosingStore } from "./store-choosing.ts";

/** How many of a hundred are held out, and whether lots are drawn for each person or for each team. */
export interface HoldOut {
  readonly percent: number;
  readonly by: Unit;
}

/** In an organisation of which we have met fewer, a comparison could show nothing: there everybody gets tips. */
const FEWEST_MET = 50;

/** What a lot of one person is drawn for, and which of the two that is. */
export function unitOf({ tenant, id }: PersonKey, manager: PersonKey["id"] | undefined, by: Unit) {
  return by === "team" && manager !== undefined
    ? ({ by: "team", name: `${tenant}/team/${manager}` } as const)
    : ({ by: "person", name: `${tenant}/${id}` } as const);
}

/**
 * A number from 0 up to but not including 1: HMAC-SHA-256 of what it is drawn for, under a key that only the database knows,
 * so nobody can work out or choose where somebody falls.
 */
export async function lotOf(key: string, name: string): Promise<number> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", Buffer.from(key, "hex"), hmac, false, ["sign"]);
  const sealed = await crypto.subtle.sign(hmac, secret, Buffer.from(name));
  return Buffer.from(sealed).readUIntBE(0, 6) / 2 ** 48;
}

/** The arm that falls to a person or a team. */
export const armOf = async (key: string, percent: number, name: string): Promise<Arm> =>
  (await lotOf(key, name)) * 100 < percent ? "held-out" : "tips";

/**
 * Who gets tips and who is held out, on record when this answers. `percent` is for those who have no arm yet: what was
 * assigned once stays. While nobody is to be held out, or too few have been met, nobody is assigned, so a hold-out that
 * begins later draws lots for everybody.
 */
export function holdOutOf(choosing: ChoosingStore, { percent, by }: HoldOut) {
  return async (greeted: readonly Person[], now: Date): Promise<ReadonlySet<Person>> => {
    const arms = await choosing.armsOf(greeted);
    const without = percent === 0 ? [] : greeted.filter((_person, at) => arms[at] === undefined);
    const large = await choosing.tenantsWith(
      FEWEST_MET,
      without.map(({ tenant }) => tenant),
    );
    const fresh = without.filter(({ tenant }) => large.has(tenant));
    if (fresh.length > 0) await assign(fresh, now);
    const assigned = fresh.length === 0 ? arms : await choosing.armsOf(greeted); // another process may have been first
    return new Set(greeted.filter((_person, at) => assigned[at] === "held-out"));
  };

  async function assign(fresh: readonly Person[], now: Date): Promise<void> {
    const [key, managers] = await Promise.all([choosing.lotsKey(), choosing.managersOf(fresh)]);
    const assigned = fresh.map(async (person, at) => {
      const { tenant, id, zone } = person;
      const unit = unitOf(person, managers[at], by);
      return {
        tenant,
        id,
        arm: await armOf(key, percent, unit.name),
        by: unit.by,
        on: localIn(zone, now).day,
      };
    });
    await choosing.assign(await Promise.all(assigned));
  }
}
