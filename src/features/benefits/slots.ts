import type { Day } from "../../core/calendar.ts";
import type { Feature } from "../../core/feature.ts";
import type { Sources } from "../../core/figures.ts";
import type { TenantId } from "../../core/person.ts";

/** A slot that one feature fills. That none does is a bug of whoever put the product together. */
function filled<T>(all: () => readonly Feature[], of: (feature: Feature) => T | undefined): T {
  for (const feature of all()) {
    const slot = of(feature);
    if (slot !== undefined) return slot;
  }
  throw new Error("Nobody fills a slot that benefits reads");
}

/** What benefits needs of others, looked up when somebody asks. */
export function slotsFrom(all: () => readonly Feature[]) {
  return {
    published: () => filled(all, ({ published }) => published),
    releases: () => filled(all, ({ releases }) => releases),
    timeReports: () => filled(all, ({ timeReports }) => timeReports),
    outcomes: () => all().flatMap(({ outcomes }) => outcomes ?? []),
    assignments: () => filled(all, ({ assignments }) => assignments),
    sources: (tenant: TenantId, on: Day): Promise<Sources> =>
      filled(all, ({ sources }) => sources)(tenant, on),
  };
}
