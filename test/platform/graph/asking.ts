import { readConfig } from "../../../src/config.ts";
import type { AdoptionSource, UsageReport, UsageRow } from "../../../src/core/adoption-source.ts";
import type { TenantId } from "../../../src/core/person.ts";
import { type GraphAccess, openGraph } from "../../../src/platform/graph/open.ts";
import { emptyOut } from "../../harness/database.ts";
import { FakeGraph } from "../../harness/graph.ts";
import { TENANT } from "../../harness/house.ts";
import { testDatabase } from "../../harness/setup.ts";

export const HOME = TENANT as TenantId;

/** Microsoft Graph as the product asks it, with a fake at the other end. */
export class Asking {
  readonly graph = new FakeGraph();
  source!: AdoptionSource;
  opened!: NonNullable<ReturnType<typeof openGraph>>;

  async start(changes: Partial<GraphAccess> = {}): Promise<void> {
    await this.graph.start();
    await this.anew(changes);
  }

  /** Forgets what happened, and asks as somebody who has just started. */
  async anew(changes: Partial<GraphAccess> = {}, patience = {}): Promise<void> {
    this.graph.reset();
    const db = await testDatabase();
    await emptyOut(db);
    const access = { ...readConfig(this.graph.environment).graph, ...changes };
    const opened = openGraph(access, db, { tokens: this.graph.tokens, patience });
    if (opened === undefined) throw new Error("Graph isn't configured");
    this.opened = opened;
    this.source = opened.adoption;
  }

  stop(): Promise<void> {
    return this.graph.stop();
  }
}

export async function rowsOf(report: UsageReport): Promise<readonly UsageRow[]> {
  const rows: UsageRow[] = [];
  for await (const batch of report.rows) rows.push(...batch);
  return rows;
}

/** What a promise fails with. */
export async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("It didn't fail");
}
