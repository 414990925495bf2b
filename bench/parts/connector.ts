import http from "node:http";
import type { AddressInfo } from "node:net";

/** Plays the Bot Connector on loopback: takes what a bot sends and keeps the last message of each conversation. */
export class Connector {
  url = "";
  readonly #last = new Map<string, string>();
  readonly #server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const conversation = /^\/v3\/conversations\/([^/]+)\//.exec(request.url ?? "")?.[1] ?? "";
      this.#last.set(decodeURIComponent(conversation), Buffer.concat(chunks).toString());
      response.statusCode = 201;
      response.setHeader("content-type", "application/json");
      response.end('{"id":"1"}');
    });
  });

  async start(): Promise<void> {
    this.#server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** What was sent into a conversation last; asked once. */
  take(conversation: string): string {
    const found = this.#last.get(conversation);
    this.#last.delete(conversation);
    if (found === undefined) throw new Error("The bot said nothing");
    return found;
  }
}
