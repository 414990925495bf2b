import type { Card } from "../../../src/core/card.ts";
import { type Staff, TENANT, type TestHouse } from "../../harness/house.ts";

/** A story as somebody fills in the form. */
export const told = {
  title: "Minutes in half the time",
  challenge: "Writing up the weekly board took me a whole morning.",
  did: "I asked Copilot in Teams for a summary of the transcript, and checked each action with the chair.",
  result: "The note goes out the same day. Two actions were wrong, and I put them right.",
  learned: "Ask for actions with owners, and read the transcript where it matters.",
  task: "summarise-meetings",
  app: "teams",
  profession: "policy",
  agreed: "true",
};

/** Makes somebody a champion, whom the bot may write to. */
export async function champion(house: TestHouse, name: string): Promise<Staff> {
  const person = await house.person(name).meets();
  await house.operates(`role give champion ${person.id} --tenant ${TENANT} --by ops`);
  return person;
}

export const tells = async (person: Staff, more: object = {}): Promise<Card> =>
  person.locale.startsWith("cy")
    ? person.presses(await person.says("adrodd stori"), "Anfon", { ...told, ...more })
    : person.presses(await person.says("tell a story"), "Send", { ...told, ...more });

export const reads = async (reviewer: Staff): Promise<Card> =>
  reviewer.presses(await reviewer.says("stories to review"), "Open");

/** Told by one, approved by another. */
export async function publishes(author: Staff, reviewer: Staff, more: object = {}): Promise<void> {
  await tells(author, more);
  await reviewer.presses(await reads(reviewer), "Approve");
}

export const finds = async (person: Staff, words: string): Promise<Card> =>
  person.presses(await person.says(`stories about ${words}`), "Open");
