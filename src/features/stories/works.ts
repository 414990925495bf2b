import { localIn, mondayOf } from "../../core/calendar.ts";
import type { Works } from "../../core/page.ts";
import type { TenantId } from "../../core/person.ts";
import { tableOf } from "../../core/table.ts";
import type { Releases } from "../../core/trial.ts";
import type { Language } from "../../core/words.ts";
import { HOME_ZONE } from "./desk.ts";
import { reusedIn } from "./operator-reused.ts";
import type { TryStore } from "./store-tries.ts";
import { worksWords } from "./words-works.ts";

interface Parts {
  readonly tries: TryStore;
  readonly releases: Releases;
}

const SHOWN = 50;

/** In how many departments each story worked, for those that ten people or more tried; the others are counted nowhere. */
export async function worksIn(
  { tries, releases }: Parts,
  tenant: TenantId,
  language: Language,
  now: Date,
): Promise<Works> {
  const w = worksWords(language);
  const monday = mondayOf(localIn(HOME_ZONE, now).day);
  const all = reusedIn(await tries.spread(tenant, new Date(`${monday}T00:00:00Z`)), releases);
  const told = all.flatMap(({ title, departments }) =>
    typeof departments === "number" ? [{ title, departments }] : [],
  );
  return {
    ...{ id: "stories", title: w.title, for: ["analyst", "champion", "lead"], notes: [w.note] },
    finding: told.length === 0 ? (all.length === 0 ? w.none : w.few) : w.finding(told.length),
    table:
      told.length === 0
        ? undefined
        : tableOf({
            id: "stories",
            title: w.table,
            columns: [
              { kind: "text", name: w.story },
              { kind: "number", name: w.departments, decimals: 0 },
            ],
            rows: told.slice(0, SHOWN).map(({ title, departments }) => [title, departments]),
            notes: [w.steps],
          }),
  };
}
