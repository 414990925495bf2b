import type { Day } from "../../core/calendar.ts";
import type { Published } from "../../core/figures.ts";
import type { TenantId } from "../../core/person.ts";
import type { PublishedFigures } from "../../core/published.ts";
import { type Contents, contentsOf, type Lead } from "./contents.ts";

/**
 * So many are worked out at once: everybody who leads in an organisation of four hundred thousand. In smaller lots the groups
 * of those who lead leads would be read again for each. It takes some seconds, in which others have their turn.
 */
export const AT_ONCE = 50_000;
/**
 * As long as the digests of a morning take to leave. Figures that are out don't change, and whoever moves to another line within the
 * hour is still shown what was out of the one that they led when it began.
 */
const FRESH_MS = 60 * 60_000;

export type ContentsFor = (
  leads: readonly Lead[],
  today: Day,
  now: Date,
) => Promise<readonly Published<Contents>[]>;

interface Kept {
  readonly at: number;
  readonly today: Day;
  readonly contents: Published<Contents>;
}

/**
 * Digests are asked for ten at a time. What they rest on is worked out for all who come next, and kept in memory until it is
 * asked for: nothing is lost with it. What another process sends is let go of when something is worked out again.
 */
export function contentsAhead(
  published: () => PublishedFigures,
  waiting: (tenant: TenantId, most: number) => Promise<readonly Lead[]>,
): ContentsFor {
  const kept = new Map<string, Kept>();
  const keyOf = ({ tenant, id }: Lead) => `${tenant} ${id}`;

  return async (leads, today, now) => {
    const at = now.getTime();
    const isFresh = (one: Kept) => one.today === today && Math.abs(at - one.at) < FRESH_MS;
    if (leads.some((lead) => !isKnown(lead))) await workOut();
    const contents = leads.map((lead) => (kept.get(keyOf(lead)) as Kept).contents); // all are known now
    for (const lead of leads) kept.delete(keyOf(lead));
    return contents;

    function isKnown(lead: Lead): boolean {
      const found = kept.get(keyOf(lead));
      return found !== undefined && isFresh(found);
    }
    async function workOut(): Promise<void> {
      for (const [key, one] of kept) if (!isFresh(one)) kept.delete(key);
      const all = new Map(leads.map((lead) => [keyOf(lead), lead]));
      for (const tenant of new Set(leads.map((lead) => lead.tenant)))
        for (const lead of await waiting(tenant, AT_ONCE)) if (!isKnown(lead)) all.set(keyOf(lead), lead);
      const found = await contentsOf(published(), [...all.values()], today);
      for (const [nth, key] of [...all.keys()].entries())
        kept.set(key, { at, today, contents: found[nth] as Published<Contents> }); // as many as were asked for
    }
  };
}
