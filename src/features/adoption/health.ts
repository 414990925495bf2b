import type { Day } from "../../core/calendar.ts";
import type { Because } from "../../core/figures.ts";
import type { TenantId } from "../../core/person.ts";
import type { Parts } from "./parts.ts";
import { people, type Sharing, sharing } from "./shown.ts";
import type { Standing } from "./store.ts";

/** How far what is known of an organisation can be relied on. Counts are of whole organisations, and as the operator sees them. */
export interface Health {
  /** False where no directory is connected at all, so that files are all there is. */
  readonly connected: boolean;
  readonly sources: readonly Omit<Standing, "tenant">[];
  readonly licensed: number | string | undefined;
  /** Of how many of those licensed the reports speak; undefined where that isn't known. */
  readonly coverage: Sharing | undefined;
  readonly refreshedOn: Day | undefined;
  readonly weeks: number;
  readonly unknownColumns: readonly string[];
  readonly unknown: readonly Because[];
}

const WEEKS_FOR_SEGMENTS = 4;

export async function healthOf(
  { source, steps, figures, usage }: Pick<Parts, "source" | "steps" | "figures" | "usage">,
  tenant: TenantId,
  today: Day,
): Promise<Health> {
  const known = await figures.known(tenant, today);
  const counted = (await figures.counted({ tenant }, "tenant", today, known)).get(tenant);
  const standing = (await steps.standing()).filter((step) => step.tenant === tenant);
  const reports = await usage.reports(tenant);
  const licensed = known.directory ? (counted?.licensed ?? 0) : undefined;
  return {
    connected: source !== undefined,
    sources: standing,
    licensed: licensed === undefined ? undefined : people(licensed),
    coverage:
      licensed === undefined || known.concealed ? undefined : sharing(counted?.reported ?? 0, licensed),
    refreshedOn: known.refreshedOn,
    weeks: known.weeks,
    unknownColumns: [
      ...new Set(reports.flatMap(({ unknown_columns: names }) => (names === "" ? [] : names.split(", ")))),
    ],
    unknown: [
      ...(known.directory ? [] : ["no directory" as const]),
      ...(known.concealed ? ["names concealed" as const] : []),
      ...(known.refreshedOn === undefined && !known.concealed ? ["no report" as const] : []),
      ...(known.refreshedOn !== undefined && known.weeks < WEEKS_FOR_SEGMENTS
        ? ["too few weeks" as const]
        : []),
    ],
  };
}
