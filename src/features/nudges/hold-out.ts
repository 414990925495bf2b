import { localIn } from "../../core/calendar.ts";
import type { Person, PersonKey } from "../../core/person.ts";
import type { Arm } from "./rules.ts";
import type { ChoosingStore } from "./store-choosing.ts";

/**
 * The arm that falls to somebody: HMAC-SHA-256 of who they are, under a key that only the database knows, so nobody can
 * work out or choose where somebody falls. `percent` are held out.
 */
export async function armOf(key: string, percent: number, { tenant, id }: PersonKey): Promise<Arm> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", Buffer.from(key, "hex"), hmac, false, ["sign"]);
  const sealed = await crypto.subtle.sign(hmac, secret, Buffer.from(`${tenant}/${id}`));
  const lot = Buffer.from(sealed).readUIntBE(0, 6) / 2 ** 48;
  return lot * 100 < percent ? "held-out" : "tips";
}

/**
 * Who gets tips and who is held out, on record when this answers. `percent` is for those who have no arm yet: what was
 * assigned once stays. While nobody is to be held out nobody is assigned, so a hold-out that begins later draws lots for
 * everybody.
 */
export function holdOutOf(choosing: ChoosingStore, percent: number) {
  return async (greeted: readonly Person[], now: Date): Promise<ReadonlySet<Person>> => {
    const arms = await choosing.armsOf(greeted);
    const fresh = percent === 0 ? [] : greeted.filter((_person, at) => arms[at] === undefined);
    if (fresh.length > 0) await assign(fresh, now);
    const assigned = fresh.length === 0 ? arms : await choosing.armsOf(greeted); // another process may have been first
    return new Set(greeted.filter((_person, at) => assigned[at] === "held-out"));
  };

  async function assign(fresh: readonly Person[], now: Date): Promise<void> {
    const key = await choosing.holdOutKey();
    const assigned = fresh.map(async (person) => {
      const { tenant, id, zone } = person;
      return { tenant, id, arm: await armOf(key, percent, person), on: localIn(zone, now).day };
    });
    await choosing.assign(await Promise.all(assigned));
  }
}
