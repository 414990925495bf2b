import type { Works } from "../../core/page.ts";
import { type Cell, tableOf } from "../../core/table.ts";
import type { Language } from "../../core/words.ts";
import type { Experiment } from "./rules.ts";
import { expectedIn, experimentWords } from "./words.ts";
import { worksWords } from "./words-works.ts";

/** Each that has ended, whichever way it went: its owner's word, and what was recorded beside it as the gate let it out. */
export function worksIn(closed: readonly Experiment[], language: Language): Works {
  const w = worksWords(language);
  const rows = closed.flatMap((of) => rowOf(of, language));
  const number = (name: string, decimals = 1) => ({ kind: "number", name, decimals }) as const;
  const text = (name: string) => ({ kind: "text", name }) as const;
  return {
    ...{ id: "experiments", title: w.title, for: ["analyst", "champion", "lead"], notes: [w.note] },
    finding: rows.length === 0 ? w.none : findingOf(closed, language),
    table:
      rows.length === 0
        ? undefined
        : tableOf({
            id: "experiments",
            title: w.table,
            columns: [
              text(w.expected),
              text(w.verdict),
              text(w.counted),
              number(w.mean),
              number(w.low),
              number(w.high),
              number(w.people, 0),
            ],
            rows,
            notes: [w.figures],
          }),
  };
}

function rowOf(of: Experiment, language: Language): readonly (readonly Cell[])[] {
  const { closed, counted } = of;
  if (closed === undefined) return [];
  const w = worksWords(language);
  const { used } = closed.result;
  const verdict = closed.alone ? w.alone : experimentWords(language).verdicts[closed.verdict];
  const figures: readonly Cell[] =
    used === undefined
      ? ["[c]", "[c]", "[c]", "[c]"]
      : [used.mean.value, used.mean.low, used.mean.high, used.people];
  return [[expectedIn(language, of), verdict, counted === undefined ? w.minutes : w.times, ...figures]];
}

function findingOf(closed: readonly Experiment[], language: Language): string {
  const count = (verdict: string) =>
    closed.filter(({ closed: end }) => end !== undefined && !end.alone && end.verdict === verdict).length;
  return worksWords(language).finding(closed.length, count("worked"), count("did-not"));
}
