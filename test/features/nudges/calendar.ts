import { addDays, type Day } from "../../../src/core/calendar.ts";
import type { Card } from "../../../src/core/card.ts";
import { buttonsOf, type Staff, type TestHouse, titleOf } from "../../harness/house.ts";

/** Sends what is due at each of these moments, and answers those at which something went out. */
export async function sentAt(house: TestHouse, moments: readonly string[]): Promise<readonly string[]> {
  const sent: string[] = [];
  for (const moment of moments) if ((await house.runsDue(moment))?.sent) sent.push(moment);
  return sent;
}

/** Sends what is due once on each of so many days, and answers the days on which something went out. */
export async function daysSent(
  house: TestHouse,
  from: Day,
  days: number,
  time = "10:00:00Z",
): Promise<readonly Day[]> {
  const all = Array.from({ length: days }, (_, at) => addDays(from, at));
  const sent = await sentAt(
    house,
    all.map((day) => `${day}T${time}`),
  );
  return sent.map((moment) => moment.slice(0, 10));
}

/** Ten in the morning of so many Tuesdays. */
export const tuesdays = (first: Day, weeks: number): readonly string[] =>
  Array.from({ length: weeks }, (_, week) => `${addDays(first, 7 * week)}T10:00:00Z`);

/** Tips and last questions that came out of the blue or were asked for: cards that have a button of theirs. */
export const tipsOf = (person: Staff): readonly Card[] =>
  person.cards.filter((card) => buttonsOf(card).some(({ title }) => title === "I tried it"));

export const titlesOf = (cards: readonly Card[]): readonly string[] => cards.map(titleOf);

/** Somebody who met the bot on a Monday, before anything is due. */
export async function newcomer(house: TestHouse, name: string, day: Day): Promise<Staff> {
  house.now = new Date(`${day}T07:00:00Z`);
  return house.person(name).meets();
}
