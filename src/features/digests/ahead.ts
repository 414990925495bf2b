import type { Day } from "../../core/calendar.ts";
import type { Published } from "../../core/figures.ts";
import type { TenantId } from "../../core/person.ts";
import type { PublishedFigures } from "../../core/published.ts";
import { type Contents, contentsOf, type Lead } from "./contents.ts";

/** So many are worked out at once: enough to be set-based, few enough to keep nobody else waiting. */
export const AT_ONCE = 2_500;
/** Figures that are out don't change, but lines of management do. */
const FRESH_MS = 10 * 60_000;

export type ContentsFor = (
  leads: readonly Lead[],
  today: Day,
  now: Date,
) => Promise<readonly Published<Contents>[]>;

/**
 * Digests are asked for ten at a time. What they rest on is worked out for thousands at once, for those who come next, and kept
 * in memory until then: nothing is lost with it.
 */
export function contentsAhead(
  published: () => PublishedFigures,
  waiting: (tenant: TenantId, most: number) => Promise<readonly Lead[]>,
): ContentsFor {
  const kept = new Map<
    string,
    { readonly at: number; readonly today: Day; readonly contents: Published<Contents> }
  >();
  const keyOf = ({ tenant, id }: Lead) => `${tenant} ${id}`;

  return async (leads, today, now) => {
    const at = now.getTime();
    const known = (lead: Lead) => {
      const found = kept.get(keyOf(lead));
      return found?.today === today && Math.abs(at - found.at) < FRESH_MS ? found.contents : undefined;
    };
    if (leads.some((lead) => known(lead) === undefined)) {
      kept.clear();
      const all = new Map(leads.map((lead) => [keyOf(lead), lead]));
      for (const tenant of new Set(leads.map((lead) => lead.tenant)))
        for (const lead of await waiting(tenant, AT_ONCE)) all.set(keyOf(lead), lead);
      const found = await contentsOf(published(), [...all.values()], today);
      for (const [nth, key] of [...all.keys()].entries())
        kept.set(key, { at, today, contents: found[nth] as Published<Contents> }); // as many as were asked for
    }
    const contents = leads.map((lead) => known(lead) as Published<Contents>); // all are known now
    for (const lead of leads) kept.delete(keyOf(lead));
    return contents;
  };
}
