import type { Card } from "../../../src/core/card.ts";
import { buttonsOf, type Staff, type TestHouse } from "../../harness/house.ts";

export const HYPOTHESIS = "If we let Copilot draft the minutes, then they go out on the same day";
export const LEARNED = "Drafts were quick, and checking who said what took most of the time";

/** What somebody fills in; the dates are the form's own. */
export const proposal = {
  ...{ hypothesis: HYPOTHESIS, task: "summarise-meetings", app: "teams", measure: "minutes" },
  ...{ baseline: "Forty minutes for each meeting", known: "measured", design: "before-and-after" },
  ...{ openTo: "all", success: "Ten minutes less for each meeting" },
};

export const inWelsh = (person: Staff): Staff => {
  person.locale = "cy-GB";
  return person;
};

/** Proposes, with what is given in place of the usual. */
export const proposes = async (person: Staff, more: Record<string, unknown> = {}): Promise<Card> =>
  person.presses(await person.says("try"), "Start it", { ...proposal, ...more });

/** The id of the experiment that a card is about. */
export function idOn(card: Card): number {
  const found = buttonsOf(card).flatMap(({ data }) =>
    typeof data.experiment === "number" ? [data.experiment] : [],
  );
  if (found[0] === undefined) throw new Error(`“${card.speak}” is about no experiment`);
  return found[0];
}

/** Opens an experiment by its id, as a button on any card does. */
export const opens = async (person: Staff, experiment: number): Promise<Card> =>
  (await person.invokes("experiments/show", { experiment })).value as Card;

export async function joins(person: Staff, experiment: number): Promise<Card> {
  return (await person.invokes("experiments/join", { experiment })).value as Card;
}

export const logs = async (person: Staff, net: number, more: Record<string, unknown> = {}): Promise<Card> =>
  person.presses(await person.says("log time"), "Save", {
    ...{ actual: String(100 - net), expected: "100", task: "summarise-meetings", app: "teams" },
    ...more,
  });

export const records = async (
  person: Staff,
  experiment: number,
  inputs: Record<string, unknown>,
): Promise<Card> => {
  const form = (await person.invokes("experiments/open-record", { experiment })).value as Card;
  return person.presses(form, "Save", inputs);
};

export const closes = async (
  person: Staff,
  experiment: number,
  inputs: Record<string, unknown> = {},
): Promise<Card> => {
  const form = (await person.invokes("experiments/ask-close", { experiment })).value as Card;
  return person.presses(form, "Close it", { verdict: "worked", learned: LEARNED, ...inputs });
};

export async function crowd(house: TestHouse, many: number): Promise<readonly Staff[]> {
  const all: Staff[] = [];
  for (let at = 0; at < many; at++) all.push(await house.person(`Colleague${at}`).meets());
  return all;
}
