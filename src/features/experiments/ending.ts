import type { Search } from "../../core/search.ts";
import type { Closed } from "./closing.ts";
import { ALONE } from "./rules.ts";
import { entryFor } from "./searching.ts";
import type { ExperimentStore } from "./store.ts";

interface Parts {
  readonly store: ExperimentStore;
  readonly closing: Closed;
  readonly search: Search;
}

/** Ends what its owner never answers for, so that nobody waits for a word that won't come: what was recorded is worked out as it always is. */
export function endingWith({ store, closing, search }: Parts) {
  return async (now: Date): Promise<void> => {
    for (const of of await store.unanswered(now))
      await store.close(of, ALONE, await closing.resultOf(of), now, (closed, inside) =>
        search.put(entryFor(closed), inside),
      );
  };
}
