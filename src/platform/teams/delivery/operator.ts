import type { OperatorCommand } from "../../../core/feature.ts";
import type { Delivery } from "./engine.ts";
import type { DeliveryLedger } from "./ledger.ts";

/** What whoever runs the product can do about everything that is written out of the blue. */
export function deliveryOperations(ledger: DeliveryLedger, delivery: Delivery): readonly OperatorCommand[] {
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
  ];
}
