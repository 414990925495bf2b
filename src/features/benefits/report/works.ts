import type { Works } from "../../../core/page.ts";
import type { Language } from "../../../core/words.ts";
import type { Kept } from "../evaluations/store.ts";
import { effectsTable } from "./report.ts";
import { reportWords } from "./words.ts";
import { headlineWords } from "./words-headlines.ts";

/** Every question that was asked of tips, whatever the answer is. */
export function effectsIn(evaluations: readonly Kept[], language: Language): Works {
  const w = headlineWords(language);
  const answered = evaluations.filter(({ state }) => state === "done").length;
  return {
    ...{ id: "evaluations", title: w.evaluations, for: ["analyst"] },
    finding: evaluations.length === 0 ? w.noEvaluations : w.evaluationsFinding(evaluations.length, answered),
    table: effectsTable({ evaluations }, reportWords(language)),
  };
}
