import type { AdoptionSource } from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";
import { checksOf, type Wanted } from "./checks.ts";
import type { Graph } from "./client.ts";
import { membersPage, peoplePage } from "./directory.ts";
import { licencesOf, namesConcealed } from "./licences.ts";
import { totalsOf, usageOf } from "./usage-reports.ts";

interface SourceSettings extends Wanted {
  readonly previewReports: boolean;
  readonly tenants: readonly TenantId[];
}

/** Microsoft Graph as the source of who has Copilot and who uses it. */
export function graphSource(graph: Graph, settings: SourceSettings): AdoptionSource {
  return {
    tenants: settings.tenants,
    people: (tenant, from) => peoplePage(graph, tenant, from),
    members: (tenant, group, from) => membersPage(graph, tenant, group, from),
    licences: (tenant) => licencesOf(graph, tenant),
    namesConcealed: (tenant) => namesConcealed(graph, tenant),
    usage: (tenant, period) => usageOf(graph, tenant, period, settings.previewReports),
    usageTotals: (tenant, period) => totalsOf(graph, tenant, period, settings.previewReports),
    check: (tenant) => checksOf(graph, tenant, settings),
  };
}
