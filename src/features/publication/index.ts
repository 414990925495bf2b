import type { Day } from "../../core/calendar.ts";
import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { TenantId } from "../../core/person.ts";
import { freezing } from "./freeze.ts";
import { publicationOperations } from "./operator.ts";
import { groupsPage } from "./page.ts";
import { reading } from "./reading.ts";
import { releasing } from "./releases.ts";
import { tightened } from "./safe.ts";
import { migrations, publicationStore } from "./store.ts";
import { publicationWords } from "./words.ts";

const EVERY_SECONDS = 3600;

/** The one gate that figures on groups leave through: nobody can be found in them, whatever is added or subtracted. */
export function publication(
  { db, settings, people, documents }: House,
  all: () => readonly Feature[],
): Feature {
  const store = publicationStore(db);
  const measures = () => all().flatMap((feature) => feature.measures ?? []);
  const limits = tightened(settings.fewestPeople === undefined ? {} : { fewest: settings.fewestPeople });
  const summaries = () => all().flatMap((feature) => feature.summaries ?? []);
  const pilots = async (tenant: TenantId, on: Day) =>
    (await all()
      .find((feature) => feature.pilots)
      ?.pilots?.(tenant, on)) ?? new Map();
  const publishDue = freezing({ measures, summaries, pilots, store, limits });
  const published = reading(store, measures);
  return {
    name: "publication",
    migrations,
    schedules: [
      { name: "publication", everySeconds: EVERY_SECONDS, run: async (run) => void (await publishDue(run)) },
    ],
    published,
    pages: [
      groupsPage({
        ...{ published, people, draw: documents.chart, leadsUnder: store.leadsUnder },
        isBelow: async ({ tenant, id: lead }, id) =>
          id !== lead &&
          (await store.leads({ tenant, id })) &&
          (await store.lineAbove({ tenant, id })).includes(lead),
      }),
    ],
    releases: releasing(limits),
    operator: publicationOperations({ publishDue, published }),
    personalData: {
      async summary(person) {
        const w = publicationWords(person.language);
        const { length } = await store.ofGroupBelow(person);
        return length === 0 ? [] : [{ title: w.below, value: w.belowValue(length) }];
      },
      async export(person) {
        const rows = await store.ofGroupBelow(person);
        return rows.length === 0 ? undefined : rows;
      },
    },
  };
}
