import type { DigestSlot, MonthPart } from "../../core/digest.ts";
import { onceForEach } from "../../core/digest.ts";
import type { PublishedFigures } from "../../core/published.ts";
import { countedAloud } from "./rules.ts";
import type { Store } from "./store.ts";
import { digestWords } from "./words-digest.ts";

const REUSED = "stories/reused-across";

/** How far stories went in a month, as far as it is published, and whether those who told are kept waiting. */
export function digestFrom(store: Pick<Store, "overdue">, published: () => PublishedFigures): DigestSlot {
  return {
    async forAnalysts(readers, month, { now }) {
      const today = now.toISOString().slice(0, 10);
      const found = await onceForEach(readers, async (tenant) => ({
        reused: await published().figure(tenant, REUSED, { path: [] }, month),
        waiting: (await store.overdue(tenant, today)).length,
      }));
      return readers.map(({ language }, at): MonthPart => {
        const w = digestWords(language);
        const { reused, waiting = 0 } = found[at] ?? {};
        const value = reused?.value;
        const across = value === undefined || "none" in value ? undefined : value.sums.across;
        return {
          spread: across === undefined ? [] : [w.across(across)],
          stalled: waiting === 0 ? [] : [w.waiting(countedAloud(waiting))],
        };
      });
    },
  };
}
