import type { Markish } from "@observablehq/plot";
import type { ChartSize } from "../../core/chart.ts";
import type { Mark } from "../../core/table.ts";

/** What each kind of chart hands to Plot. */
export interface Picture {
  readonly height: number;
  readonly marginTop: number;
  readonly marginRight: number;
  readonly marginBottom: number;
  readonly marginLeft: number;
  readonly x: object;
  readonly y: object;
  readonly marks: Markish[];
}

export interface Size {
  readonly width: number;
  readonly font: number;
  /** As wide as a letter is on average in a wide typeface: which one the reader has isn't known. */
  readonly letter: number;
}

export const sizes: Readonly<Record<ChartSize, Size>> = {
  wide: { width: 672, font: 15, letter: 9 },
  narrow: { width: 288, font: 13, letter: 7.8 },
};

/** From the lowest to the highest of all values, always with nought: an axis that begins elsewhere makes little look like much. */
export function spanOf(
  values: readonly { readonly value: number | Mark; readonly low?: number; readonly high?: number }[],
): readonly [number, number] {
  const numbers = values.flatMap(({ value, low, high }) =>
    [value, low, high].filter((each) => typeof each === "number"),
  );
  const from = numbers.reduce((least, each) => Math.min(least, each), 0);
  const until = numbers.reduce((most, each) => Math.max(most, each), 0);
  return from === until ? [0, 1] : [from, until];
}

/** How many decimal places a tick of an axis needs. */
export const placesOf = (tick: number): number => (String(tick).split(".")[1] ?? "").length;

/** Words in lines of so many letters. */
export function inLines(text: string, longest: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).flatMap((each) => pieces(each, longest))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= longest)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const pieces = (word: string, longest: number): readonly string[] =>
  word.match(new RegExp(`.{1,${Math.max(1, longest)}}`, "gsu")) ?? [];
