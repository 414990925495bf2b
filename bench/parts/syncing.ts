// The product, told over IPC what to do and answering how long it took. It is put together as `main.ts` does it, with
// Microsoft Graph elsewhere and a clock that is set.
//   DATABASE_URL, GRAPH_BASE_URL and the application's id in the environment
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { GroupBy } from "../../src/core/figures.ts";
import { openPatient, openServer } from "../../src/platform/database/open.ts";
import { silenceLibraries } from "../../src/platform/log.ts";

/** One thing to do, at one time. */
export interface Order {
  readonly now: string;
  /** A command of the operator's. */
  readonly argv?: readonly string[];
  /** Which groups to make all figures for. */
  readonly figures?: GroupBy;
}

const config = readConfig(process.env);
const where = config.databaseUrl ?? "";
const loud = (facts: object, event: string) => console.error(event, facts);
silenceLibraries();
let now = new Date();
const app = createApp({
  config,
  db: openServer(where),
  patient: openPatient(where),
  clock: () => now,
  log: { info: () => {}, warn: loud, error: loud },
  readFile: async () => "",
  origin: () => "http://localhost",
  tokens: (tenant) => async () => `token-of-${tenant}`,
});
await app.migrate();

process.on("message", async (order: Order) => {
  now = new Date(order.now);
  const began = performance.now();
  const printed =
    order.figures === undefined
      ? await app.operate(order.argv ?? [])
      : await figuresBy(order.figures, order.now);
  process.send?.({ seconds: (performance.now() - began) / 1000, ...printed });
});
async function figuresBy(by: GroupBy, asOf: string) {
  const figures = app.features.flatMap(({ adoptionFigures }) => adoptionFigures ?? [])[0];
  if (figures === undefined) throw new Error("No feature makes figures");
  const tenant = config.graph.apps[0]?.tenant ?? "";
  const groups = await figures.of({ tenant }, by, asOf.slice(0, 10));
  return { code: 0, out: `${groups}`, err: "" };
}

process.once("disconnect", () => process.exit());
process.send?.("ready");
