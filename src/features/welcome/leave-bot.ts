import { type Day, localIn } from "../../core/calendar.ts";
import type { Reply, Turn } from "../../core/feature.ts";
import type { Person } from "../../core/person.ts";
import type { People } from "../../core/ports.ts";
import { awayCard, backCard, changedSinceCard, type Dates, notAwayCard, undoneCard } from "./cards.ts";
import { readLeave } from "./leave.ts";
import type { undoLeave } from "./messages.ts";

const datesOf = ({ awayFrom, awayUntil }: Person): Dates => ({ awayFrom, awayUntil });
const none: Dates = { awayFrom: undefined, awayUntil: undefined };

const isAway = ({ awayFrom, awayUntil = awayFrom }: Dates, today: Day): boolean =>
  awayFrom !== undefined && awayUntil !== undefined && awayFrom <= today && today <= awayUntil;

/** Leave told in a sentence: understood, kept, and said back with a way to undo it. */
export function leaveIn(people: People) {
  return {
    async understands(said: string, { person, now }: Turn): Promise<Reply | undefined> {
      const today = localIn(person.zone, now).day;
      const leave = readLeave(said, today);
      if (leave === undefined) return undefined;
      return { card: leave.kind === "back" ? await isBack(person, today) : await goes(person, leave, today) };
    },

    async undo(
      { setFrom, setUntil, from, until }: ReturnType<typeof undoLeave.read>,
      { person }: Turn,
    ): Promise<Reply> {
      const stands = datesOf(person);
      if (stands.awayFrom !== setFrom || stands.awayUntil !== setUntil)
        return { card: changedSinceCard(person.language, stands) };
      const before = { awayFrom: from, awayUntil: until };
      await people.choose(person, before);
      return { card: undoneCard(person.language, before) };
    },
  };

  /** Leave that is still to come is no leave to be back from. */
  async function isBack(person: Person, today: Day) {
    const before = datesOf(person);
    if (!isAway(before, today)) return notAwayCard(person.language, before);
    await people.choose(person, none);
    return backCard(person.language, before);
  }

  async function goes(
    person: Person,
    { from, until }: { readonly from: Day; readonly until: Day },
    today: Day,
  ) {
    const before = datesOf(person);
    const first = from === today && isAway(before, today) ? (before.awayFrom ?? from) : from; // longer or shorter, not new
    await people.choose(person, { awayFrom: first, awayUntil: until });
    const ahead = before.awayFrom !== undefined && before.awayFrom > today;
    return awayCard(person.language, first, until, before, ahead);
  }
}
