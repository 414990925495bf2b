import { bootstrapped, type Range } from "../../core/bootstrap.ts";
import type { Unpublished } from "../../core/figures.ts";
import type { PersonId } from "../../core/person.ts";
import { within } from "../../core/sealed.ts";
import type { Releases } from "../../core/trial.ts";

/** One thing that was recorded: minutes saved, or how many. */
export interface Reading {
  readonly person: PersonId;
  readonly used: boolean;
  readonly amount: number;
}

/** What came of those who used it, or of those who didn't. People and times are rounded down to fives. */
export interface Finding {
  readonly people: number;
  readonly times: number;
  /** Each time, on average, with its 95 % interval. */
  readonly mean: Range;
  /** Fewer than thirty people: which way it points, and no more. */
  readonly indicative: boolean;
}

/** Undefined is “not enough to say”. Worked out once, when it closes: nothing is to be learned from how it changed. */
export interface Result {
  readonly used: Finding | undefined;
  readonly without: Finding | undefined;
}

export const NOTHING: Result = { used: undefined, without: undefined };

const ENOUGH = 30;
const COUNTS_TO = 5;

/**
 * What was recorded, through the gate: it lets nothing out of fewer than ten people, nor where nearly half of what was
 * recorded, or of the times, is one person's. Whoever asks gets the same, the owner too.
 */
export function resultOf(
  readings: Unpublished<readonly Reading[]>,
  how: { readonly name: string; readonly places: number },
  releases: Releases,
): Result {
  return { used: arm(true), without: arm(false) };

  function arm(used: boolean): Finding | undefined {
    const compared = within([readings], (all) => {
      const people = byPerson(all.filter((each) => each.used === used));
      return {
        arms: [people.map(({ sum }) => sum), people.map(({ times }) => times)],
        result: people.length === 0 ? undefined : finding(people, { ...how, name: `${how.name}/${used}` }),
      };
    });
    const { value } = releases(compared);
    return value === undefined || "none" in value ? undefined : value;
  }
}

interface Own {
  readonly sum: number;
  readonly times: number;
}

function byPerson(readings: readonly Reading[]): readonly Own[] {
  const all = new Map<PersonId, Own>();
  for (const { person, amount } of readings) {
    const { sum, times } = all.get(person) ?? { sum: 0, times: 0 };
    all.set(person, { sum: sum + amount, times: times + 1 });
  }
  return [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, own]) => own);
}

/** Whoever is drawn brings everything they recorded, as one person's records are alike. */
function finding(people: readonly Own[], { name, places }: { name: string; places: number }): Finding {
  const mean = (times: Uint32Array) => {
    let [sum, all] = [0, 0];
    for (const [at, own] of people.entries()) {
      sum += (times[at] ?? 0) * own.sum;
      all += (times[at] ?? 0) * own.times;
    }
    return [sum / all];
  };
  const count = new Uint32Array(people.length).fill(1);
  const [range = { value: 0, low: 0, high: 0 }] = bootstrapped({
    count,
    asked: people.length,
    statistics: mean,
    name,
  });
  const times = people.reduce((sum, own) => sum + own.times, 0);
  return {
    people: downToFives(people.length),
    times: downToFives(times),
    mean: { value: to(places, range.value), low: to(places, range.low), high: to(places, range.high) },
    indicative: people.length < ENOUGH,
  };
}

export const downToFives = (count: number): number => Math.floor(count / COUNTS_TO) * COUNTS_TO;
const to = (places: number, value: number): number => Math.round(value * 10 ** places) / 10 ** places + 0; // never -0

/** What the interval says by itself, beside its owner's word. */
export const pointsOf = ({ mean }: Finding): "up" | "down" | "neither" =>
  mean.low > 0 ? "up" : mean.high < 0 ? "down" : "neither";
