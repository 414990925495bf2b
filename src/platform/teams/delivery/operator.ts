import { invalid } from "../../../core/failures.ts";
import type { OperatorCommand, OperatorInput } from "../../../core/feature.ts";
import type { Delivery } from "./engine.ts";
import type { Installing } from "./install.ts";
import type { DeliveryLedger } from "./ledger.ts";

/** What whoever runs the product can do about everything that is written out of the blue. */
export function deliveryOperations(
  ledger: DeliveryLedger,
  delivery: Pick<Delivery, "plan" | "send">,
  install: Installing | undefined,
): readonly OperatorCommand[] {
  return [
    {
      name: "run-due",
      usage: "run-due",
      does: "Plans and sends what is due now, or at --now",
      async run(_input, run) {
        const paused = (await ledger.pausedSince()) !== undefined;
        const planned = await delivery.plan(run);
        const counts = { planned, ...(await delivery.send(() => run.now, run.log)) };
        const lines = Object.entries(counts).map(([what, n]) => `${what}: ${n}`);
        return {
          lines: paused ? ["Everything is paused; type “resume” to go on.", ...lines] : lines,
          value: { ...counts, paused },
        };
      },
    },
    {
      name: "pause",
      usage: "pause",
      does: "Sends nothing out of the blue to anybody until “resume”",
      async run(_input, { now }) {
        await ledger.pause(now);
        return { lines: ["Paused. Nothing is sent until “resume”."], value: { paused: true } };
      },
    },
    {
      name: "resume",
      usage: "resume",
      does: "Ends “pause”",
      async run() {
        await ledger.resume();
        return { lines: ["Resumed."], value: { paused: false } };
      },
    },
    {
      name: "install",
      usage: "install everyone | install --limit <how many>",
      does: "Puts the app into the Teams of people on the staff list who have never met it",
      takes: 1,
      options: { limit: { type: "string" } },
      async run(input, run) {
        const most = mostIn(input);
        if (install === undefined)
          throw invalid("Installing needs Microsoft Graph: see AAD_APP_CLIENT_ID in the README.");
        const counts = await install(most, run);
        return { lines: Object.entries(counts).map(([what, n]) => `${what}: ${n}`), value: counts };
      },
    },
  ];
}

/** How many at most. To write to everybody has to be said. */
function mostIn({ words, options }: OperatorInput): number {
  const limit = Number(options.limit);
  if (words[0] === "everyone" && options.limit === undefined) return Number.POSITIVE_INFINITY;
  if (words.length === 0 && Number.isInteger(limit) && limit > 0) return limit;
  throw invalid("Say “install everyone”, or how many at most: “install --limit 50”.");
}
