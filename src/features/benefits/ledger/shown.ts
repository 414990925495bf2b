import type { Day } from "../../../core/calendar.ts";
import type { OperatorResult } from "../../../core/feature.ts";
import {
  besidesOf,
  categories,
  changesIn,
  classes,
  type Entry,
  evidenceGrades,
  type Line,
  recurrences,
} from "./rules.ts";
import { type Stretch, type Sum, type Totals, UNIT } from "./totals.ts";

const money = new Intl.NumberFormat("en-GB", {
  style: "currency",
  currency: "GBP",
  maximumFractionDigits: 0,
});
const inPounds = (pounds: number): string => money.format(pounds);

/** An entry in one line. */
export function briefly({ id, state, content }: Entry): string {
  const { category, title, pounds, recurs, evidence, from, to } = content;
  const each = recurs === "yearly" ? " a year" : "";
  return `${id}  ${state}  ${inPounds(pounds)}${each}  ${categories[category]}  ${evidence}  ${from} to ${to}  ${title}`;
}

/** An entry with where it stands: what --json prints of it. */
export function entryValue(entry: Entry, lines: readonly Line[]): object {
  const { id, state, content, trail } = entry;
  const last = trail.at(-1);
  return {
    id,
    state,
    ...content,
    claimedBy: trail[0].by,
    claimedAt: trail[0].at,
    confirmedBy: state === "confirmed" ? last?.by : null,
    confirmedAt: state === "confirmed" ? last?.at : null,
    beside: besidesOf(id, lines),
  };
}

export function entryShown(entry: Entry, lines: readonly Line[]): OperatorResult {
  const { content, trail } = entry;
  const beside = besidesOf(entry.id, lines);
  return {
    lines: [
      briefly(entry),
      `  amount: ${inPounds(content.pounds)}, ${recurrences[content.recurs]}`,
      `  evidence: ${content.evidence}, ${evidenceGrades[content.evidence]}`,
      `  class: ${content.class}, ${classes[content.class]}${content.financeOwner === null ? "" : `: ${content.financeOwner}`}`,
      `  owner: ${content.owner}`,
      `  baseline: ${content.baseline}`,
      `  source: ${content.source}`,
      ...(beside.length === 0
        ? ["  double counting: no other entry was like it"]
        : beside.map(({ entry: other, why, by }) => `  beside entry ${other}, says ${by}: ${why}`)),
      "  trail:",
      ...trail.flatMap(stepShown),
    ],
    value: {
      ...entryValue(entry, lines),
      trail: trail.map((line, at) => ({
        line: line.nth,
        at: line.at,
        step: line.step,
        by: line.by,
        why: line.why ?? null,
        beside: line.beside,
        changed: changesAt(trail, at),
      })),
    },
  };
}

function stepShown(
  { nth, at, step, by, why }: Line,
  place: number,
  trail: readonly Line[],
): readonly string[] {
  const changed = Object.entries(changesAt(trail, place));
  return [
    `  line ${nth}  ${at.toISOString()} ${step} by ${by}${why === undefined ? "" : `: ${why}`}`,
    ...changed.map(([part, [before, after]]) => `    ${part}: ${before} → ${after}`),
  ];
}

function changesAt(trail: readonly Line[], at: number): ReturnType<typeof changesIn> {
  const [before, after] = [trail[at - 1], trail[at]];
  return before === undefined || after === undefined ? {} : changesIn(before.content, after.content);
}

interface Heading extends Stretch {
  readonly name: string;
  readonly today: Day;
  readonly seal: string;
  /** How many lines the ledger has. */
  readonly nth: number;
}

const APPORTIONED =
  "An entry that lies only partly in these days counts by its days in them: evenly over its period, or, where its amount is yearly, evenly over each financial year.";
const NEVER_MINUTES =
  "Minutes that staff reported, and their value, are in no sum here, and these sums are never added to them.";
const ROUNDED = `Sums are rounded to £${UNIT}, each by itself, so parts may not add up.`;

export function totalsShown(
  { name, from, to, today, seal, nth }: Heading,
  sums: Readonly<Record<"claimed" | "confirmed", Totals>>,
): OperatorResult {
  return {
    lines: [
      `${name}: ${from} to ${to}, as of ${today}`,
      ...(["confirmed", "claimed"] as const).flatMap((state) => stateShown(state, sums[state])),
      APPORTIONED,
      ROUNDED,
      NEVER_MINUTES,
      `Rests on ${nth} lines of the ledger${nth === 0 ? "" : `, seal ${seal.slice(0, 16)}`}.`,
    ],
    value: {
      period: { name, from, to },
      asOf: today,
      ...sums,
      roundedTo: UNIT,
      notes: [APPORTIONED, ROUNDED, NEVER_MINUTES],
      ledger: { lines: nth, seal: seal === "" ? null : seal },
    },
  };
}

function stateShown(state: string, totals: Totals): readonly string[] {
  const heading = state === "claimed" ? "Claimed, and not confirmed yet" : "Confirmed";
  if (totals.entries === 0) return [`${heading}: nothing`];
  const parts: readonly (readonly [Readonly<Record<string, Sum>>, Readonly<Record<string, string>>])[] = [
    [
      totals.byClass,
      { ...classes, "non-cash-releasing": "non-cash-releasing", "cash-releasing": "cash-releasing" },
    ],
    [totals.byCategory, categories],
    [
      totals.byEvidence,
      Object.fromEntries(Object.keys(evidenceGrades).map((grade) => [grade, `evidence ${grade}`])),
    ],
  ];
  return [
    `${heading}: ${sumInWords(totals)}`,
    ...parts.flatMap(([part, called]) =>
      Object.entries(part)
        .filter(([, { entries }]) => entries > 0)
        .map(([id, sum]) => `  ${called[id] ?? id}: ${sumInWords(sum)}`),
    ),
  ];
}

const sumInWords = ({ entries, benefits, costs, net, toCome }: Sum): string =>
  [
    `${inPounds(net)} in ${entries} ${entries === 1 ? "entry" : "entries"}`,
    ...(costs === 0 ? [] : [`${inPounds(benefits)} less costs of ${inPounds(costs)}`]),
    ...(toCome === 0 ? [] : [`of which ${inPounds(toCome)} is for days to come`]),
  ].join("; ");
