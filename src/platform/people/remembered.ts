import type { Acquaintance } from "./people.ts";

const MOST = 10_000;

type Met = Awaited<ReturnType<Acquaintance["meet"]>>;

/**
 * Remembers who was met today, so that a turn needn't ask. Only for a database that no other process writes to: with
 * several replicas another one may have changed the row.
 */
export function remembered(people: Acquaintance): Acquaintance {
  const met = new Map<string, { readonly where: string; readonly person: Met }>();
  let changes = 0;

  /** What was read before a change that ran meanwhile isn't remembered. */
  const changing =
    <Args extends unknown[], Answer>(change: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      try {
        return await change(...args);
      } finally {
        changes += 1;
        met.clear();
      }
    };

  return {
    ...people,
    async meet(key, contact, guess, now, makeNew) {
      const who = `${key.tenant}/${key.id}`;
      const where = JSON.stringify([contact, now.toISOString().slice(0, 10)]);
      const known = met.get(who);
      if (known?.where === where) return known.person;
      const before = changes;
      const person = await people.meet(key, contact, guess, now, makeNew);
      if (before === changes && person.known) {
        if (met.size >= MOST) met.clear();
        met.set(who, { where, person });
      }
      return person;
    },
    choose: changing(people.choose),
    greet: changing(people.greet),
    ungreet: changing(people.ungreet),
    lose: changing(people.lose),
    renew: changing(people.renew),
    enrol: changing(people.enrol),
    enrolSelected: changing(people.enrolSelected),
    erase: changing(people.erase),
  };
}
