import type { Button } from "./card.ts";
import type { Period } from "./period.ts";
import type { Person, TenantId } from "./person.ts";
import type { Run } from "./ports.ts";

/** What is said in digests stands in their reader's language, names nobody, and has no figure but published ones. */
export interface DigestPart {
  readonly lines: readonly string[];
  /** Something worth doing this week. One of all that are offered is shown. */
  readonly todo?: DigestTodo | undefined;
}

export interface DigestTodo {
  readonly kind: "invite";
  /** Why it is worth doing. */
  readonly text: string;
  /** What somebody typed and everybody in the organisation may read. */
  readonly typed?: string | undefined;
  /** Leads to what can be done. */
  readonly button: Button;
}

/** Under which of these a line stands in the monthly digest. */
export const monthSections = ["hours", "nudges", "spread", "stalled", "health"] as const;
export type MonthSection = (typeof monthSections)[number];
export type MonthPart = Readonly<Partial<Record<MonthSection, readonly string[]>>>;

/**
 * A feature's part of what others read regularly. It is asked for many readers at once and answers in the same order, undefined
 * where it has nothing to say: so it asks the database as often for a thousand as for one.
 */
export interface DigestSlot {
  /** For people who lead, of the groups below them. */
  readonly forLeads?: (
    leads: readonly Person[],
    run: Pick<Run, "now">,
  ) => Promise<readonly (DigestPart | undefined)[]>;
  /** For those who measure, of a month of the whole organisation. */
  readonly forAnalysts?: (
    readers: readonly Person[],
    month: Period,
    run: Pick<Run, "now">,
  ) => Promise<readonly (MonthPart | undefined)[]>;
}

/** For what is the same for all of an organisation: read once for each of them, and handed to every reader. */
export async function onceForEach<T>(
  readers: readonly Person[],
  read: (tenant: TenantId) => Promise<T>,
): Promise<readonly T[]> {
  const found = new Map<TenantId, T>();
  for (const { tenant } of readers) if (!found.has(tenant)) found.set(tenant, await read(tenant));
  return readers.map(({ tenant }) => found.get(tenant) as T); // each reader's was read
}
