import type { Mark } from "./table.ts";
import type { Language } from "./words.ts";

interface Drawn {
  /** Nothing else on the page has it: names within the picture are made of it. */
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  /** What the picture shows, in a sentence or two, for whoever can't see it. The figures themselves stand in a table. */
  readonly description: string;
  readonly unit: string;
  readonly decimals: number;
}

/** Rows with a value within its range: an estimate's floor, central and high; published claims beside our interval. */
export interface RangeChart extends Drawn {
  readonly kind: "ranges";
  readonly rows: readonly {
    readonly name: string;
    readonly value: number | Mark;
    readonly low?: number;
    readonly high?: number;
    /** Set off from the others, by shape as well as by colour. */
    readonly ours?: boolean;
  }[];
}

/** One value a period. Where it isn't known there is a gap, with the mark that says why. */
export interface PeriodChart extends Drawn {
  readonly kind: "periods";
  readonly shape: "bars" | "line";
  /** In order, with no period left out. */
  readonly points: readonly {
    readonly period: string;
    readonly value: number | Mark;
    readonly low?: number;
    readonly high?: number;
  }[];
}

export type Chart = RangeChart | PeriodChart;

/** Lettering isn't scaled down for a small screen: the chart is drawn anew for it. */
export type ChartSize = "wide" | "narrow";
