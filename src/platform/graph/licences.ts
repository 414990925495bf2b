import { z } from "zod/v4";
import { type LicenceCount, SourceBroken, SourceRefused } from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";
import type { Graph, Question } from "./client.ts";

export const licencesQuestion: Question = {
  path: "/subscribedSkus?$select=skuId,skuPartNumber,consumedUnits,prepaidUnits,servicePlans",
  permission: "LicenseAssignment.Read.All",
  bucket: "identity",
  units: 2,
};

export const settingsQuestion: Question = {
  path: "/admin/reportSettings",
  permission: "ReportSettings.Read.All",
  bucket: "other",
};

const count = z.number().int().nullish();
const Skus = z.looseObject({
  value: z.array(
    z.looseObject({
      skuId: z.string().toLowerCase(),
      skuPartNumber: z.string().nullish(),
      consumedUnits: count,
      prepaidUnits: z.looseObject({ enabled: count, warning: count }).nullish(),
      servicePlans: z.array(z.looseObject({ servicePlanId: z.string().toLowerCase() })).nullish(),
    }),
  ),
});

export async function licencesOf(graph: Graph, tenant: TenantId): Promise<readonly LicenceCount[]> {
  const found: LicenceCount[] = [];
  for await (const page of graph.pages(tenant, licencesQuestion)) found.push(...licencesIn(page));
  return found;
}

function licencesIn(page: unknown): readonly LicenceCount[] {
  const skus = Skus.safeParse(page).data;
  if (skus === undefined) throw new SourceBroken("The licences aren't what Microsoft Graph documents");
  return skus.value.map((sku) => ({
    sku: sku.skuId,
    name: sku.skuPartNumber ?? "",
    plans: (sku.servicePlans ?? []).map(({ servicePlanId }) => servicePlanId),
    // What is in its days of grace can still be used.
    purchased: (sku.prepaidUnits?.enabled ?? 0) + (sku.prepaidUnits?.warning ?? 0),
    assigned: sku.consumedUnits ?? 0,
  }));
}

/** Documentation wraps the answer in `value`, the metadata doesn't. */
export async function namesConcealed(graph: Graph, tenant: TenantId): Promise<boolean | undefined> {
  try {
    const body = (await graph.json(tenant, settingsQuestion)) as Wrapped | null;
    const concealed = body?.value?.displayConcealedNames ?? body?.displayConcealedNames;
    return typeof concealed === "boolean" ? concealed : undefined;
  } catch (error) {
    if (error instanceof SourceRefused || error instanceof SourceBroken) return undefined;
    throw error;
  }
}

interface Wrapped {
  readonly displayConcealedNames?: unknown;
  readonly value?: { readonly displayConcealedNames?: unknown };
}
