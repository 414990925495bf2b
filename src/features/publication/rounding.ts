import type { Part } from "../../core/measure.ts";

/** Minutes are said in whole hours, counts in fives, as the civil service's own statistics do. */
export const MINUTES_TO = 60;
export const COUNTS_TO = 5;

export const roundedTo = (base: number, value: number): number => Math.round(value / base) * base + 0; // never -0

export const rounded = ({ unit }: Part, value: number): number =>
  roundedTo(unit === "minutes" ? MINUTES_TO : COUNTS_TO, value);
