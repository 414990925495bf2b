import type { PersonalData } from "../../../core/feature.ts";
import { languages } from "../../../core/words.ts";
import type { EvaluationStore } from "./store.ts";
import { evaluationWords } from "./words.ts";

/** In which comparisons somebody is counted, and on which side: theirs to see, and gone when they are forgotten. */
export const evaluationPersonal = (store: EvaluationStore): PersonalData => ({
  async summary(person) {
    const w = evaluationWords(person.language);
    const { length } = await store.ofPerson(person);
    return length === 0 ? [] : [{ title: w.compared, value: w.comparedValue(length) }];
  },
  async export(person) {
    const rows = await store.ofPerson(person);
    if (rows.length === 0) return undefined;
    return rows.map((row) => ({
      ...row,
      inWords: Object.fromEntries(languages.map((each) => [each, evaluationWords(each).arms[row.arm]])),
    }));
  },
});
