import type { Documents } from "../../core/ports.ts";
import { csvOf } from "./csv.ts";
import { workbookOf } from "./workbook.ts";

export const documents: Documents = {
  csv: csvOf,
  workbook: workbookOf,
  // What draws takes half a second to load, which no other command should wait for.
  chart: async (chart, size) => (await import("./chart.ts")).chartOf(chart, size),
};
