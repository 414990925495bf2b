import type { Feature } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import { StudyFile } from "./claims.ts";
import { digestFrom } from "./digest.ts";
import { estimatesFrom } from "./estimates.ts";
import { closing, evaluations } from "./evaluations/evaluations.ts";
import { evaluationOperations } from "./evaluations/operator.ts";
import { evaluationPersonal } from "./evaluations/personal.ts";
import { evaluationMigrations, evaluationStore } from "./evaluations/store.ts";
import { ledgerOperations } from "./ledger/operator.ts";
import { ledgerMigrations, ledgerStore } from "./ledger/store.ts";
import { benefitsOperations } from "./operator.ts";
import { headlinesFrom } from "./report/headlines.ts";
import { reportOperations } from "./report/operator.ts";
import { hoursPage } from "./report/page.ts";
import { effectsIn } from "./report/works.ts";
import { slotsFrom } from "./slots.ts";
import { migrations, termsStore } from "./store.ts";
import { summaryFrom } from "./summary.ts";
import { valuesFrom } from "./terms.ts";
import { PayTable } from "./value.ts";

const EVERY_SECONDS = 3600;

/** What reported minutes come to and are worth, what tips do, and what was saved beyond minutes. */
export function benefits(
  { db, people, content, documents, audit }: House,
  all: () => readonly Feature[],
): Feature {
  const slots = slotsFrom(all);
  const { pay, studies } = contentIn(content.benefits ?? []);
  const estimates = estimatesFrom(slots);
  const values = valuesFrom(slots.published, pay);
  const store = evaluationStore(db);
  const terms = termsStore(db);
  const figures = { estimates, values, terms, studies };
  const close = closing({ store, slots });
  const reporting = {
    ...{ ...figures, people, documents, ledger: ledgerStore(db), evaluations: store },
    published: slots.published,
  };
  return {
    name: "benefits",
    migrations: { ...migrations, ...ledgerMigrations, ...evaluationMigrations },
    summaries: [summaryFrom(slots.timeReports)],
    schedules: [
      { name: "evaluations", everySeconds: EVERY_SECONDS, run: async (run) => void (await close(run)) },
    ],
    digest: digestFrom({ estimates, evaluations: store }),
    pages: [hoursPage(reporting)],
    headlines: headlinesFrom(estimates),
    works: async ({ person: { tenant, language } }) => [effectsIn(await store.all(tenant), language)],
    operator: [
      ...benefitsOperations(figures),
      ...reportOperations({ ...reporting, audit }),
      ...ledgerOperations(db),
      ...evaluationOperations({ store, evaluations: evaluations({ store, slots }) }),
    ],
    personalData: evaluationPersonal(store),
  };
}

/** content/benefits: what an hour costs by grade, and what others published. */
function contentIn(files: readonly unknown[]) {
  const first = <T>(read: (file: unknown) => T | undefined): T => {
    const [found] = files.flatMap((file) => read(file) ?? []);
    if (found === undefined)
      throw new Error("A file of content/benefits is missing or isn't as it should be");
    return found;
  };
  return {
    pay: first((file) => PayTable.safeParse(file).data),
    studies: first((file) => StudyFile.safeParse(file).data).studies,
  };
}
