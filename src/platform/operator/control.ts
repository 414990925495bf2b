import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod/v4";
import type { Printed } from "./run.ts";

/**
 * The embedded database belongs to one process. While the server runs, a command is handed to it over loopback, with a
 * token that only those who may read the data folder know.
 */
const Door = z.object({ port: z.number().int(), token: z.string().min(1) });
const Order = z.object({ argv: z.array(z.string()) });
const Answer = z.object({ code: z.number().int(), out: z.string(), err: z.string() });

const fileIn = (dataDir: string) => join(dataDir, "control.json");
const LONGEST_ORDER = 64 * 1024;

export async function serveControl(dataDir: string, run: (argv: readonly string[]) => Promise<Printed>) {
  const token = randomBytes(32).toString("hex");
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(fileIn(dataDir), JSON.stringify({ port, token }), { mode: 0o600 });

  return () => {
    rmSync(fileIn(dataDir), { force: true });
    server.close();
    server.closeAllConnections();
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = Buffer.from(request.headers.authorization?.replace("Bearer ", "") ?? "");
    const wanted = Buffer.from(token);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      response.statusCode = 401;
      response.end();
      return;
    }
    const order = Order.parse(JSON.parse(await bodyOf(request)));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(await run(order.argv)));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LONGEST_ORDER) throw new Error("The order is too long");
  }
  return body;
}

/** Hands a command to the running server. Fails where it doesn't answer. */
export async function handOver(dataDir: string, argv: readonly string[]): Promise<Printed> {
  const { port, token } = Door.parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ argv }),
  });
  if (!response.ok) throw new Error(`The running server answered ${response.status}`);
  return Answer.parse(await response.json());
}
