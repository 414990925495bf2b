import { type AdoptionSource, SourceRefused } from "../../core/adoption-source.ts";
import type { Database } from "../../core/database.ts";
import type { Check } from "../../core/house.ts";
import type { TenantId } from "../../core/person.ts";
import type { Availability, Installer } from "../../core/ports.ts";
import { type AppIdentity, type Token, tokensOf } from "../identity/credentials.ts";
import { budgetIn, type Limits, usualLimits } from "./budget.ts";
import { GRAPH, type Graph, type GraphOutside, graphAt } from "./client.ts";
import { type AppId, installerIn } from "./install.ts";
import { availabilityIn } from "./presence.ts";
import { graphSource } from "./source.ts";

export interface GraphAccess {
  /** The application in each organisation that may be asked. */
  readonly apps: readonly (Omit<AppIdentity, "tenant"> & { readonly tenant: string })[];
  readonly baseUrl: string | undefined;
  readonly reportsPerTenMinutes: number;
  /** Whether usage reports are asked for where they are a preview: there they come as JSON. */
  readonly previewReports: boolean;
  /** Which app is put into people's Teams; nobody's, where neither id is known. */
  readonly teamsApp: AppId;
  readonly presence: boolean;
  readonly automaticReplies: boolean;
}

interface Opened {
  readonly graph: Graph;
  readonly adoption: AdoptionSource;
  readonly installer: Installer | undefined;
  readonly availability: Availability | undefined;
}

interface Instead {
  /** Stands in for Entra. */
  readonly tokens?: ((tenant: TenantId) => Token) | undefined;
  readonly patience?: GraphOutside["patience"];
}

/** Microsoft Graph as it is configured; undefined where it isn't. */
export function openGraph(
  access: GraphAccess,
  db: Database,
  { tokens, patience = {} }: Instead = {},
): Opened | undefined {
  if (access.apps.length === 0) return undefined;
  // Branded here: the configuration is where an organisation's id comes from.
  const apps = access.apps.map((app): AppIdentity => ({ ...app, tenant: app.tenant as TenantId }));
  const scope = `${new URL(access.baseUrl ?? GRAPH).origin}/.default`;
  const graph = graphAt({
    base: access.baseUrl,
    tokens: tokens ?? ((tenant) => tokensOf(appIn(apps, tenant), scope)),
    patience,
    budget: budgetIn(db, limitsWith(access.reportsPerTenMinutes)),
  });
  const tenants = apps.map(({ tenant }) => tenant);
  const { presence, automaticReplies, teamsApp, previewReports } = access;
  const installs = teamsApp.manifestId !== "" || teamsApp.catalogueId !== "";
  return {
    graph,
    adoption: graphSource(graph, { tenants, presence, automaticReplies, teamsApp, previewReports }),
    installer: installs ? installerIn(graph, teamsApp) : undefined,
    availability:
      presence || automaticReplies
        ? availabilityIn(graph, { tenants, presence, automaticReplies })
        : undefined,
  };
}

function appIn(apps: readonly AppIdentity[], tenant: TenantId): AppIdentity {
  const found = apps.find((app) => app.tenant === tenant);
  if (found === undefined) throw new SourceRefused("This organisation isn't in the configuration");
  return found;
}

function limitsWith(units: number): Limits {
  const reports = { units, seconds: 600 };
  return { ...usualLimits, "report-detail": reports, "report-summary": reports, "report-trend": reports };
}

const NOT_CONFIGURED =
  "not configured: AAD_APP_CLIENT_ID is empty; people and usage reports come from files, if at all";

/** For whoever runs the product: what Graph lets us do, in each organisation. */
export async function graphChecks(adoption: AdoptionSource | undefined): Promise<readonly Check[]> {
  if (adoption === undefined) return [{ name: "graph", ok: true, detail: NOT_CONFIGURED }];
  const all = await Promise.all(
    adoption.tenants.map(async (tenant) => {
      const of = adoption.tenants.length === 1 ? "graph" : `graph of ${tenant}`;
      return (await adoption.check(tenant)).map(({ name, ok, optional, detail }) => ({
        name: `${of}, ${name}`,
        ok: ok || optional === true,
        detail: ok || optional !== true ? detail : `optional: ${detail}`,
      }));
    }),
  );
  return all.flat();
}
