import * as Plot from "@observablehq/plot";
import type { RangeChart } from "../../core/chart.ts";
import { isMark, numberIn } from "../../core/table.ts";
import { inLines, type Picture, placesOf, type Size, spanOf } from "./chart-size.ts";

type Row = RangeChart["rows"][number];

/** A row as it lies: its name in lines from `top`, its range below. */
interface Laid {
  readonly row: Row;
  readonly lines: readonly { readonly text: string; readonly y: number; readonly bold: boolean }[];
  readonly value: { readonly text: string; readonly y: number; readonly right: boolean };
  readonly y: number;
}

const GAP = 16;
const BELOW_NAME = 9;
const EDGE = 1;
const TICK = 6;

/** Names stand above their ranges, so that long ones fit a small screen; each says its figures in words as well. */
export function rangePlot(chart: RangeChart, size: Size): Picture {
  const { laid, height } = layout(chart, size);
  const [from, until] = spanOf(chart.rows);
  const bottom = size.font * 4;
  // Half of a figure below the axis reaches over the end of it.
  const roomFor = (end: number) =>
    EDGE + Math.max(size.font, (size.letter * numberIn(chart.language, end, 0).length * 3) / 4);
  return {
    height: height + bottom,
    marginTop: 0,
    marginRight: roomFor(until),
    marginBottom: bottom,
    marginLeft: roomFor(from),
    x: { domain: [from, until], nice: true, label: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      Plot.axisX({
        ticks: size.width / 110,
        tickSize: 0,
        fontSize: size.font,
        tickFormat: (tick: number) => numberIn(chart.language, tick, placesOf(tick)),
        label: chart.unit,
        labelAnchor: "center",
        labelArrow: "none",
        labelOffset: bottom - TICK,
      }),
      ...laid.flatMap(({ y }) => [
        Plot.ruleY([y], { strokeOpacity: 0.25 }),
        Plot.link([0], { x1: 0, x2: 0, y1: y - TICK, y2: y + TICK, strokeOpacity: 0.7 }),
      ]),
      ...laid.flatMap((each) => marksOf(each, size)),
    ],
  };
}

function layout(chart: RangeChart, size: Size): { readonly laid: readonly Laid[]; readonly height: number } {
  const line = size.font * 1.35;
  const letters = Math.floor((size.width - 2 * EDGE) / size.letter);
  const laid: Laid[] = [];
  let top = GAP;
  for (const row of chart.rows) {
    const text = valueIn(chart, row);
    const right = row.name.length + text.length + 3 <= letters;
    const named = inLines(row.name, letters).map((each, at) => ({
      text: each,
      y: top + line * (at + 0.5),
      bold: row.ours === true,
    }));
    const lines = named.length + (right ? 0 : 1);
    const y = top + line * lines + BELOW_NAME;
    laid.push({ row, lines: named, value: { text, y: top + line * (lines - 0.5), right }, y });
    top = y + BELOW_NAME + GAP;
  }
  return { laid, height: top };
}

/** "120 (90 to 150)" needs no words that would have to be translated but one. */
function valueIn({ language, decimals }: RangeChart, { value, low, high }: Row): string {
  const said = (number: number) => numberIn(language, number, decimals);
  const shown = isMark(value) ? value : said(value);
  const to = language === "cy" ? "i" : "to";
  return low === undefined || high === undefined ? shown : `${shown} (${said(low)} ${to} ${said(high)})`;
}

function marksOf({ row, lines, value, y }: Laid, { width, font }: Size): Plot.Markish[] {
  const look = { className: row.ours ? "ours" : "theirs" };
  const text = { fontSize: font, dx: -font };
  const names = lines.map((line) =>
    Plot.text([line], {
      ...text,
      text: "text",
      y: "y",
      frameAnchor: "left",
      textAnchor: "start",
      fontWeight: line.bold ? "bold" : "normal",
    }),
  );
  const figures = Plot.text([value], {
    ...text,
    text: "text",
    y: "y",
    frameAnchor: value.right ? "right" : "left",
    textAnchor: value.right ? "end" : "start",
    dx: value.right ? font : -font,
    fontVariant: "tabular-nums",
  });
  const range =
    row.low === undefined || row.high === undefined
      ? []
      : [
          Plot.link([row], { x1: "low", x2: "high", y1: () => y, y2: () => y, strokeWidth: 4, ...look }),
          Plot.link([row.low, row.high], {
            x1: (each: number) => each,
            x2: (each: number) => each,
            y1: () => y - TICK,
            y2: () => y + TICK,
            strokeWidth: 2,
            ...look,
          }),
        ];
  const dot = isMark(row.value)
    ? []
    : [
        Plot.dot([row], {
          x: "value",
          y: () => y,
          r: width > 400 ? 7 : 6,
          symbol: row.ours ? "circle" : "diamond",
          fill: "currentColor",
          ...look,
        }),
      ];
  return [...names, figures, ...range, ...dot];
}
