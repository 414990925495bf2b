import http from "node:http";
import type { AddressInfo } from "node:net";

/** How a tenant's calls are counted: a bucket that holds one second's worth, or what came within the last second. */
export type Counting = "bucket" | "window";

export interface Tenant {
  /** Calls a second. */
  cap: number;
  readonly counting: Counting;
  readonly latencyMs: number;
  /** Every so many calls, a 502. */
  readonly lost?: number;
}

interface State extends Tenant {
  tokens: number;
  at: number;
  readonly accepted: number[];
  readonly seen: Map<string, number>;
  refused: number;
  calls: number;
}

/** Plays the Bot Connector of several tenants, and keeps to a limit in each. A conversation is "tenant~number". */
export class LimitedConnector {
  readonly #tenants = new Map<string, State>();
  readonly #server = http.createServer((request, response) => this.#take(request, response));
  url = "";

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  tenant(name: string, limits: Tenant): State {
    const state: State = {
      ...limits,
      tokens: limits.cap,
      at: performance.now(),
      accepted: [],
      seen: new Map(),
      refused: 0,
      calls: 0,
    };
    this.#tenants.set(name, state);
    return state;
  }

  #take(request: http.IncomingMessage, response: http.ServerResponse): void {
    request.resume();
    const conversation = decodeURIComponent((request.url ?? "").split("/")[3] ?? "");
    const state = this.#tenants.get(conversation.split("~")[0] ?? "");
    if (state === undefined) {
      response.writeHead(404).end("{}");
      return;
    }
    const now = performance.now();
    state.calls += 1;
    const answer = (status: number, headers: Record<string, string>, body: object) =>
      setTimeout(() => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(body));
      }, state.latencyMs);
    if (!isWithin(state, now)) {
      state.refused += 1;
      answer(429, { "retry-after": "1" }, { error: { code: "Throttled" } });
      return;
    }
    if (state.lost !== undefined && state.calls % state.lost === 0) {
      answer(502, {}, {});
      return;
    }
    state.accepted.push(now);
    state.seen.set(conversation, (state.seen.get(conversation) ?? 0) + 1);
    answer(201, {}, { id: String(state.calls) });
  }
}

function isWithin(state: State, now: number): boolean {
  if (state.counting === "window") {
    const { accepted, cap } = state;
    const before = accepted[accepted.length - cap];
    return before === undefined || now - before > 1000;
  }
  state.tokens = Math.min(state.cap, state.tokens + ((now - state.at) / 1000) * state.cap);
  state.at = now;
  if (state.tokens < 1) return false;
  state.tokens -= 1;
  return true;
}

/** Accepted a second, from the first to the last, or within a stretch of time. */
export function rateOf(
  accepted: readonly number[],
  from = accepted[0] ?? 0,
  to = accepted.at(-1) ?? 0,
): number {
  const within = accepted.filter((at) => at >= from && at <= to);
  return within.length < 2 || to <= from ? 0 : (within.length - 1) / ((to - from) / 1000);
}

/** The most that were accepted within any one second. */
export function busiestSecond(accepted: readonly number[]): number {
  let [most, first] = [0, 0];
  for (const [at, time] of accepted.entries()) {
    while (time - (accepted[first] ?? 0) >= 1000) first += 1;
    most = Math.max(most, at - first + 1);
  }
  return most;
}
