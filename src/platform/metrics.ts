import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Registry } from "prom-client";

export type Metrics = ReturnType<typeof openMetrics>;

/** Figures for whoever runs the product. Labels are kinds of things, never people. */
export function openMetrics() {
  const registry = new Registry();
  const activities = new Counter({
    name: "uptake_activities_total",
    help: "Activities that came in, by type and HTTP status of the answer",
    labelNames: ["type", "status"],
    registers: [registry],
  });
  const ticks = new Counter({
    name: "uptake_schedule_ticks_total",
    help: "Rounds of the schedule in this process",
    registers: [registry],
  });
  return {
    activity: (type: string, status: number) => activities.inc({ type, status }),
    tick: () => ticks.inc(),
    async serve(port: number, host: string): Promise<Server> {
      collectDefaultMetrics({ register: registry });
      const server = createServer((request, response) => {
        if (request.url !== "/metrics") {
          response.statusCode = 404;
          response.end();
          return;
        }
        registry.metrics().then(
          (text) => {
            response.setHeader("content-type", registry.contentType);
            response.end(text);
          },
          () => response.destroy(),
        );
      });
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, resolve);
      });
      return server;
    },
  };
}
