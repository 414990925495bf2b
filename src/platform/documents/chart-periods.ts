import * as Plot from "@observablehq/plot";
import type { PeriodChart } from "../../core/chart.ts";
import { isMark, numberIn } from "../../core/table.ts";
import { inLines, type Picture, placesOf, type Size, spanOf } from "./chart-size.ts";

type Point = PeriodChart["points"][number];
type Known = Point & { readonly value: number };

const EDGE = 4;
const TICKS = 4;
/** As many letters more has a tick between two whole numbers: "0.5". */
const DECIMALS = 2;

const isKnown = (point: Point): point is Known => !isMark(point.value);

/** Where a value isn't known, its mark stands on the axis: there is neither a bar nor a line, which would be read as nought. */
export function periodPlot(chart: PeriodChart, size: Size): Picture {
  const { points, language } = chart;
  const { font, letter, width } = size;
  const [from, until] = spanOf(points);
  // A round tick above the highest may have a digit more, and stands a little off the axis.
  const digits = Math.max(...[from, until].map((each) => numberIn(language, each, 0).length));
  const left = EDGE * 2 + letter * (1 + digits + (until - from < TICKS ? DECIMALS : 0));
  const step = (width - left - EDGE) / points.length;
  const labels = labelsOf(points, left, step, size);
  const unit = inLines(chart.unit, Math.floor((width - 2 * EDGE) / letter));
  const tickFormat = (tick: number) => numberIn(language, tick, placesOf(tick));
  const top = font * (1.8 + 1.3 * unit.length);
  return {
    height: Math.round(top + (width > 400 ? 260 : 200)),
    marginTop: top,
    marginRight: EDGE,
    marginBottom: font * (1.2 + 1.3 * labels.deepest),
    marginLeft: left,
    x: { type: "band", domain: points.map(({ period }) => period), padding: 0.25, label: null },
    y: { domain: [from, until], nice: true, label: null },
    marks: [
      Plot.gridY({ ticks: TICKS, strokeOpacity: 0.25 }),
      Plot.axisY({ ticks: TICKS, tickSize: 0, fontSize: font, tickFormat, label: null }),
      unitAbove(unit, size, -left + EDGE, -top + EDGE),
      Plot.axisX({ tickSize: 0, fontSize: font, tickFormat: labels.of, label: null }),
      ...(chart.shape === "bars" ? bars(points) : lines(points)),
      Plot.ruleY([0]),
      ...unknownMarks(points, step, size),
      ...figures(chart, step, size),
    ],
  };
}

const unitAbove = (lines: readonly string[], { font }: Size, dx: number, dy: number): Plot.Markish =>
  Plot.text([lines.join("\n")], {
    frameAnchor: "top-left",
    lineAnchor: "top",
    textAnchor: "start",
    fontSize: font,
    dx,
    dy,
  });

const bars = (points: readonly Point[]): Plot.Markish[] => [
  Plot.barY(points.filter(isKnown), { x: "period", y: "value", fill: "currentColor", className: "ours" }),
];

/** The line is broken where a value isn't known; one between two gaps is a dot. */
const lines = (points: readonly Point[]): Plot.Markish[] => [
  Plot.lineY(points, {
    x: "period",
    y: (point: Point) => (isKnown(point) ? point.value : Number.NaN),
    strokeWidth: 2.5,
    className: "ours",
  }),
  Plot.ruleX(
    points.filter(({ low, high }) => low !== undefined && high !== undefined),
    { x: "period", y1: "low", y2: "high", strokeWidth: 2, className: "ours" },
  ),
  Plot.dot(points.filter(isKnown), {
    x: "period",
    y: "value",
    r: points.length > 30 ? 3 : 4.5,
    fill: "currentColor",
    className: "ours",
  }),
];

const MARK_LETTERS = 3.5;

/** One for several gaps where there isn't room for each: the table has them all. */
function unknownMarks(points: readonly Point[], step: number, { font, letter }: Size): Plot.Markish[] {
  const shown: number[] = [];
  for (const [at, point] of points.entries())
    if (!isKnown(point) && (at - (shown.at(-1) ?? Number.NEGATIVE_INFINITY)) * step >= MARK_LETTERS * letter)
      shown.push(at);
  return [
    Plot.text(
      shown.map((at) => points[at]),
      { x: "period", y: () => 0, text: "value", dy: -font * 0.8, fontSize: font },
    ),
  ];
}

/** Each value in figures where there is room for all; a nought always, as it has neither height nor a mark of its own. */
function figures(
  { points, shape, language, decimals }: PeriodChart,
  step: number,
  size: Size,
): Plot.Markish[] {
  const known = points.filter(isKnown);
  const said = ({ value }: Known) => numberIn(language, value, decimals);
  const fits = known.every((point) => said(point).length * size.letter <= step);
  const top = ({ value, high = value }: Known) => Math.max(shape === "line" ? high : value, 0);
  return [
    Plot.text(fits ? known : known.filter(({ value }) => value === 0), {
      x: "period",
      y: top,
      text: said,
      dy: -size.font * 0.9,
      fontSize: size.font,
      fontVariant: "tabular-nums",
    }),
  ];
}

/** Periods in lines as narrow as their place; every second, third … only, where they'd run into each other or off the edge. */
function labelsOf(points: readonly Point[], left: number, step: number, { letter, width }: Size) {
  const names = points.map(({ period }) => period);
  const words = names.flatMap((name) => name.split(/\s+/)).map((word) => (word.length + 1) * letter);
  const every = Math.max(1, Math.ceil(Math.max(...words) / step));
  const lines = (name: string, at: number) => {
    const own = at % every === 0 ? inLines(name, Math.floor((every * step) / letter)) : [];
    const half = (Math.max(0, ...own.map((line) => line.length)) * letter) / 2;
    return left + (at + 0.5) * step + half <= width ? own : [];
  };
  const kept = new Map(names.map((name, at) => [name, lines(name, at)]));
  return {
    of: (name: string): string => (kept.get(name) ?? []).join("\n"),
    deepest: Math.max(1, ...[...kept.values()].map((each) => each.length)),
  };
}
