import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Chart, ChartSize } from "../../core/chart.ts";
import { type Html, serialised } from "../../core/html.ts";
import { periodPlot } from "./chart-periods.ts";
import { rangePlot } from "./chart-ranges.ts";
import { type Picture, sizes } from "./chart-size.ts";

/** The parts of a drawn element that are used here. Plot's own types are a browser's, which isn't here. */
interface Drawn {
  readonly outerHTML: string;
  readonly ownerDocument: { createElementNS(space: string, name: string): Drawn };
  textContent: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<Drawn>;
  prepend(...children: readonly Drawn[]): void;
  remove(): void;
}

/** Types of a browser, which isn't here. */
interface Page {
  readonly document: unknown;
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn in the colour of the text around it, so that it follows the page's theme and prints in black. */
export function chartOf(chart: Chart, size: ChartSize = "wide"): Html {
  if (!/^[a-z][a-z0-9-]*$/.test(chart.id)) throw new Error("A chart's id isn't plain");
  const picture: Picture =
    chart.kind === "ranges" ? rangePlot(chart, sizes[size]) : periodPlot(chart, sizes[size]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>") as unknown as Page;
  const drawn: Drawn = Plot.plot({
    document,
    width: sizes[size].width,
    className: "chart-drawing",
    ...picture,
  });
  drawn.setAttribute("font-size", String(sizes[size].font));
  named(drawn, chart, `${chart.id}-${size}`);
  return serialised(drawn.outerHTML);
}

/** One picture with a name and a description. What it is made of isn't read out; its size is the page's business. */
function named(drawn: Drawn, { title, description, language }: Chart, id: string): void {
  for (const style of drawn.querySelectorAll("style")) style.remove(); // pages may forbid it
  for (const part of drawn.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  const attributes = {
    xmlns: SVG,
    role: "img",
    lang: language,
    "aria-labelledby": `${id}-title ${id}-description`,
  };
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
  for (const name of ["width", "height"]) drawn.removeAttribute(name);
  drawn.prepend(
    said(drawn, "title", `${id}-title`, title),
    said(drawn, "desc", `${id}-description`, description),
  );
}

function said(drawn: Drawn, name: string, id: string, text: string): Drawn {
  const element = drawn.ownerDocument.createElementNS(SVG, name);
  element.setAttribute("id", id);
  element.textContent = text;
  return element;
}
