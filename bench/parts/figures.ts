import { availableParallelism, loadavg } from "node:os";

/** One figure of a bench. Without a goal it only informs. */
export interface Figure {
  readonly name: string;
  /** Undefined where it could not be measured: then its goal doesn't hold. */
  readonly value: number | undefined;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/**
 * How far, as a share of its goal, a figure may miss it before a run fails: BENCH_SLACK, nothing by default. For machines
 * with neighbours, where a short run shows what has become slower, and not how fast it is. A goal of nought has no slack.
 */
export const SLACK = Number(process.env.BENCH_SLACK ?? 0);

/** Whether a figure holds its goal, or misses it by at most `slack` × the goal. */
export const isWithin = ({ value, atLeast, atMost }: Figure, slack: number): boolean => {
  if (atLeast === undefined && atMost === undefined) return true;
  if (value === undefined) return false;
  const least = atLeast === undefined ? -Infinity : atLeast * Math.max(0, 1 - slack);
  return value >= least && value <= (atMost ?? Infinity) * (1 + slack);
};

export const isMet = (figure: Figure): boolean => isWithin(figure, 0);

const isBearable = (figure: Figure): boolean => isWithin(figure, SLACK);

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** Prints a table, then one line of JSON; answers whether every goal holds, or is missed by less than the slack. */
export function report(bench: string, figures: readonly Figure[], facts: object): boolean {
  const rows = figures.map((figure) => [
    figure.name,
    inWords(figure.value, figure.unit),
    goalOf(figure),
    goalOf(figure) === "" ? "" : isMet(figure) ? "ok" : isBearable(figure) ? "NOT MET, narrowly" : "NOT MET",
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) =>
          column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    );
  const ok = figures.every(isMet);
  const machine = { node: process.version, cores: availableParallelism(), load: loadavg().map(rounded) };
  const shown = figures.map(({ value, unit: _unit, ...rest }) => ({
    ...rest,
    value: value === undefined ? null : rounded(value),
    ok: isMet({ value, unit: "", ...rest }),
  }));
  console.log(JSON.stringify({ bench, ok, ...facts, ...machine, figures: shown }));
  return figures.every(isBearable);
}

const rounded = (value: number): number => Number(value.toPrecision(4));

const inWords = (value: number | undefined, unit: string): string =>
  value === undefined ? "not measured" : `${rounded(value)}${unit === "" ? "" : ` ${unit}`}`;

const goalOf = ({ atLeast, atMost }: Figure): string =>
  atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : "";
