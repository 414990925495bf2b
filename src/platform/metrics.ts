import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";

export type Metrics = ReturnType<typeof openMetrics>;

/** What waits to be sent, in all tenants together. */
export interface Backlog {
  readonly waiting: Readonly<Record<string, number>>;
  /** For how long the oldest of what is due has been due; undefined where nothing is. */
  readonly oldestSeconds: number | undefined;
  /** How many are due in the tenant where most are. */
  readonly mostDue: number;
  /** Tenants whose Teams has asked us to slow down, and whose rest isn't over. */
  readonly resting: number;
}

/**
 * Figures for whoever runs the product. Labels are kinds of things, never people, and never tenants: in one of three people
 * "blocked" would be said of somebody.
 */
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
  const ended = new Counter({
    name: "uptake_messages_total",
    help: "Messages out of the blue that ended in this process, by kind and end",
    labelNames: ["kind", "status"],
    registers: [registry],
  });
  const troubles = new Counter({
    name: "uptake_messages_troubles_total",
    help: "What kept messages from going out or made them fail in this process: a status of Teams, or a word for it",
    labelNames: ["reason"],
    registers: [registry],
  });
  const throttled = new Counter({
    name: "uptake_messages_throttled_total",
    help: "Answers of Teams to this process that it is too fast",
    registers: [registry],
  });
  const waited = new Counter({
    name: "uptake_messages_pace_wait_seconds_total",
    help: "How long this process has waited for moments to send at",
    registers: [registry],
  });
  return {
    delivery: {
      ended: (kind: string, status: string) => ended.inc({ kind, status }),
      troubled: (reason: string) => troubles.inc({ reason: shortly(reason) }),
      throttled: () => throttled.inc(),
      waited: (ms: number) => waited.inc(ms / 1000),
    },
    /** Asked whenever figures are, so it should be cheap. */
    backlogFrom: (read: () => Promise<Backlog>, perSecond: number) => backlogOn(registry, read, perSecond),
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

/** The same in every process. While the database can't say, nothing is said: unknown isn't zero. */
function backlogOn(registry: Registry, read: () => Promise<Backlog>, perSecond: number): void {
  let asked: Promise<Backlog | undefined> | undefined;
  /** All of them are collected at once, with one question. */
  const found = () => {
    asked ??= read()
      .catch(() => undefined)
      .finally(() => {
        asked = undefined;
      });
    return asked;
  };
  const single = (name: string, help: string, value: (backlog: Backlog) => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const backlog = await found();
        this.set(backlog === undefined ? Number.NaN : value(backlog));
      },
    });
  single(
    "uptake_messages_oldest_due_seconds",
    "For how long the oldest message that is due has been due, in all tenants",
    ({ oldestSeconds }) => oldestSeconds ?? 0,
  );
  single(
    "uptake_messages_finish_seconds",
    "When all that is due will have gone out, at the pace that Teams allows and if nothing goes wrong",
    ({ mostDue }) => mostDue / perSecond,
  );
  single(
    "uptake_tenants_resting",
    "Tenants that rest because Teams asked to slow down",
    ({ resting }) => resting,
  );
  new Gauge({
    name: "uptake_messages_waiting",
    help: "Messages out of the blue that wait, by kind, in all tenants",
    labelNames: ["kind"],
    registers: [registry],
    async collect() {
      const backlog = await found();
      this.reset();
      for (const [kind, count] of Object.entries(backlog?.waiting ?? {})) this.set({ kind }, count);
    },
  });
}

/** "503", not what Teams says with it: few labels, and none with anything of a person in it. */
const shortly = (reason: string): string => /\b[1-5]\d\d\b/.exec(reason)?.[0] ?? reason.slice(0, 40);
