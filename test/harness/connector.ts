import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** As it came over the wire. */
  readonly body: Record<string, unknown> & { type?: string; attachments?: { content: unknown }[] };
}

type Answer =
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
  | "silence"
  | "half an answer"
  | "hang up";

/** Plays the Bot Connector: the bot sends to it, and tests read what arrived. */
export class FakeConnector {
  readonly received: Received[] = [];
  /** What the next calls are answered with, in turn; then 201. */
  readonly answers: Answer[] = [];
  /** Done when a call has come, before it is answered. */
  meanwhile: (received: Received) => Promise<void> = async () => {};
  readonly #waiting: { fits: (received: Received) => boolean; resolve: (received: Received) => void }[] = [];
  readonly #server = createServer((request, response) => {
    this.#take(request, response).catch(() => response.destroy());
  });
  url = "";

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get messages(): readonly Received[] {
    return this.received.filter(({ body }) => body.type === "message");
  }

  /** The first call that fits, also one that is still to come. */
  heard(fits: (received: Received) => boolean): Promise<Received> {
    const found = this.received.find(fits);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve) => this.#waiting.push({ fits, resolve }));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received: Received = {
      method: request.method ?? "",
      path: request.url ?? "",
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString() || "{}"),
    };
    this.received.push(received);
    for (const { fits, resolve } of this.#waiting) if (fits(received)) resolve(received);

    const answer = this.answers.shift() ?? { status: 201 };
    await this.meanwhile(received);
    if (answer === "silence") return;
    if (answer === "half an answer") {
      response.setHeader("content-length", "100");
      response.write('{"id":');
      return;
    }
    if (answer === "hang up") {
      request.socket.destroy();
      return;
    }
    response.statusCode = answer.status; // not writeHead: restify patches it in the whole process
    response.setHeader("content-type", "application/json");
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    response.end(JSON.stringify(answer.body ?? { id: `activity-${this.received.length}` }));
  }
}
