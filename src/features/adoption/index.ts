import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { PublishedFigures } from "../../core/published.ts";
import { PlanFile, RuleFile } from "./content.ts";
import { headlinesFrom } from "./headlines.ts";
import { healthOf } from "./health.ts";
import { measuresFrom } from "./measures.ts";
import { adoptionOperations, checksFrom } from "./operator.ts";
import { activeWeeksFrom } from "./outcome.ts";
import { adoptionPage } from "./page.ts";
import { healthPage } from "./page-health.ts";
import type { Parts } from "./parts.ts";
import { personalFrom } from "./personal.ts";
import { figuresFrom, segmentsFrom, usageFrom } from "./slots.ts";
import { migrations, stepStore } from "./store.ts";
import { directoryStore, forget, tenantsIn } from "./store-directory.ts";
import { figuresStore } from "./store-figures.ts";
import { ruleStore } from "./store-rules.ts";
import { usageStore } from "./store-usage.ts";
import { syncOf } from "./sync.ts";

const EVERY_SECONDS = 60;
/** A turn ends after so many pages, so that nothing else waits for long; the next one goes on. */
const PAGES_A_TURN = 20;

/** Who has Copilot and who uses it, read from the organisation's directory and reports, and kept as it was at every time. */
export function adoption(
  { db, people, content, documents, adoption: source, usageFile }: House,
  all: () => readonly Feature[],
): Feature {
  const plans = PlanFile.array().parse(content.copilot ?? []);
  const ours = RuleFile.array().parse(content.roles ?? []);
  const [steps, usage, figures] = [stepStore(db), usageStore(db), figuresStore(db)];
  const rules = ruleStore(
    db,
    ours.flatMap((file) => file.rules),
  );
  const copilot = new Set(plans.flatMap((file) => file.plans.map(({ id }) => id)));
  const sync = syncOf({ db, people, source, steps, usage, rules, plans: copilot });
  const tenants = async () => (source?.tenants.length ? source.tenants : tenantsIn(db));
  const parts: Parts = {
    ...{ db, source, usageFile, sync, steps, usage, rules, figures, tenants, plans: copilot },
    directory: directoryStore(people),
  };

  const published = (): PublishedFigures => {
    const [found] = all().flatMap((feature) => feature.published ?? []);
    if (found === undefined) throw new Error("No feature publishes figures");
    return found;
  };

  return {
    name: "adoption",
    migrations,
    schedules: [
      {
        name: "adoption",
        everySeconds: EVERY_SECONDS,
        run: async (run) => void (await sync.turn(run, PAGES_A_TURN)),
      },
    ],
    usage: usageFrom(usage),
    adoptionFigures: figuresFrom(figures),
    sources: (tenant, on) => figures.known(tenant, on),
    pilots: (tenant, on) => figures.pilots(tenant, on),
    segments: segmentsFrom,
    measures: measuresFrom(figures, tenants),
    pages: [
      adoptionPage({ people, published, draw: documents.chart }),
      healthPage({ health: (tenant, today) => healthOf(parts, tenant, today), published }),
    ],
    headlines: headlinesFrom(published),
    outcomes: [activeWeeksFrom(db)],
    operator: adoptionOperations(parts),
    checks: checksFrom(parts),
    forgets: (person, { now }, inside) => forget(inside, person, now),
    personalData: personalFrom(usage),
  };
}
