import type { TenantId } from "../../core/person.ts";
import type { SearchEntry, SearchKey } from "../../core/search.ts";
import { apps, tasks } from "../../core/taxonomy.ts";
import type { Experiment } from "./rules.ts";
import { expectedIn, experimentWords } from "./words.ts";

export const keyOf = (tenant: TenantId, id: number): SearchKey => ({
  tenant,
  kind: "experiment",
  id: String(id),
});

/** What can be found of one that closed: the same words stand for each verdict, so each is found as well as another. */
export function entryFor(of: Experiment): SearchEntry {
  const { tenant, id, language, task, app, counted, closed } = of;
  const { verdict, learned = "", next = "" } = closed ?? {};
  return {
    ...keyOf(tenant, id),
    language,
    title: expectedIn(language, of),
    body: [learned, next, counted ?? ""].filter((text) => text !== "").join("\n"),
    tags: [
      tasks[task][language],
      apps[app][language],
      ...(verdict === undefined ? [] : [experimentWords(language).verdicts[verdict]]),
    ],
    facets: { task, app, verdict },
  };
}
