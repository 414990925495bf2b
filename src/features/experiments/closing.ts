import type { Feature } from "../../core/feature.ts";
import { unpublished } from "../../core/figures.ts";
import { within } from "../../core/sealed.ts";
import { downToFives, type Reading, type Result, resultOf } from "./results.ts";
import type { Experiment } from "./rules.ts";
import type { ExperimentStore } from "./store.ts";

export interface Closed {
  resultOf(of: Experiment): Promise<Result>;
  /** How many take part, in fives; undefined where the gate lets nothing be said. */
  taking(of: Experiment): Promise<number | undefined>;
}

/** Reads what was recorded, and has the gate say what may be shown of it. */
export function closingWith(store: ExperimentStore, all: () => readonly Feature[]): Closed {
  const filled = <T>(of: (feature: Feature) => T | undefined): T => {
    const [found] = all().flatMap((feature) => of(feature) ?? []);
    if (found === undefined) throw new Error("Nobody fills a slot that experiments read");
    return found;
  };
  return {
    async taking(of) {
      const people = await store.taking(of.tenant, of.id);
      const arms = [Array.from({ length: people }, () => 1)];
      const { value } = filled((feature) => feature.releases)(
        unpublished({ arms, result: downToFives(people) }),
      );
      return typeof value === "number" ? value : undefined;
    },

    async resultOf(of) {
      const recorded = await store.recorded(of.tenant, of.id);
      const tagged = recorded.flatMap(({ tenant, id, entry }) =>
        entry === undefined ? [] : [{ tenant, id, entry }],
      );
      const minutes = await filled((feature) => feature.entryMinutes)(tagged);
      const readings = within([minutes], (each) => {
        const amounts = new Map(tagged.map(({ id, entry }, at) => [`${id} ${entry}`, each[at]]));
        return recorded.flatMap(({ id, used, amount, entry }): readonly Reading[] => {
          const own = entry === undefined ? amount : amounts.get(`${id} ${entry}`);
          return own === undefined ? [] : [{ person: id, used, amount: own }];
        });
      });
      const how = { name: `experiment/${of.tenant}/${of.id}`, places: of.counted === undefined ? 0 : 1 };
      return resultOf(
        readings,
        how,
        filled((feature) => feature.releases),
      );
    },
  };
}
