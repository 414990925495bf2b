import type { AdoptionSource, UsageReport } from "../../core/adoption-source.ts";
import type { Database } from "../../core/database.ts";
import { invalid } from "../../core/failures.ts";
import type { TenantId } from "../../core/person.ts";
import type { StepStore } from "./store.ts";
import type { DirectoryStore } from "./store-directory.ts";
import type { FiguresStore } from "./store-figures.ts";
import type { RuleStore } from "./store-rules.ts";
import type { UsageStore } from "./store-usage.ts";
import type { Sync } from "./sync.ts";

/** What the operator's commands are made of. */
export interface Parts {
  readonly db: Database;
  readonly source: AdoptionSource | undefined;
  readonly usageFile: ((text: string) => Promise<UsageReport>) | undefined;
  readonly sync: Sync;
  readonly steps: StepStore;
  readonly directory: DirectoryStore;
  readonly usage: UsageStore;
  readonly rules: RuleStore;
  readonly figures: FiguresStore;
  /** Ids of the service plans that are Copilot. */
  readonly plans: ReadonlySet<string>;
  /** The organisations of which anything is kept. */
  readonly tenants: () => Promise<readonly TenantId[]>;
}

export const tenantIn = ({ tenant }: Readonly<Record<string, unknown>>): TenantId | undefined =>
  typeof tenant === "string" ? (tenant.toLowerCase() as TenantId) : undefined;

/** The one that is named, or the only one there is. */
export async function theTenant(
  options: Readonly<Record<string, unknown>>,
  tenants: () => Promise<readonly TenantId[]>,
): Promise<TenantId> {
  const named = tenantIn(options);
  if (named !== undefined) return named;
  const all = await tenants();
  if (all.length !== 1 || all[0] === undefined) throw invalid("Say which organisation: add --tenant <id>.");
  return all[0];
}
