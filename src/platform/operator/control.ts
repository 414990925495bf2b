import { randomBytes, timingSafeEqual } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod/v4";
import { type Holder, isElsewhere } from "../database/lock.ts";
import type { Printed } from "./run.ts";

/**
 * The embedded database belongs to one process. While the server runs, a command is handed to it over loopback, with a
 * token that only those who may read the data folder know.
 */
const Door = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string().min(1) });
const Order = z.object({ argv: z.array(z.string()), from: z.string() });
const Answer = z.object({
  code: z.number().int(),
  out: z.string(),
  err: z.string(),
  files: z.array(z.object({ name: z.string(), body: z.string() })).optional(),
  force: z.boolean().optional(),
});

const fileIn = (dataDir: string) => join(dataDir, "control.json");
const LONGEST_ORDER = 64 * 1024;

/** The holder of the database takes no commands: it is just starting, or is a command itself. */
export class NotListening extends Error {}

type Run = (argv: readonly string[], from: string) => Promise<Printed>;

export async function serveControl(dataDir: string, run: Run): Promise<() => void> {
  const token = randomBytes(32).toString("hex");
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  rmSync(fileIn(dataDir), { force: true }); // one left by a killed server may be readable by others
  writeFileSync(fileIn(dataDir), JSON.stringify({ pid: process.pid, port, token }), { mode: 0o600 });

  return () => {
    rmSync(fileIn(dataDir), { force: true });
    server.close();
    server.closeAllConnections();
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = Buffer.from(request.headers.authorization?.replace("Bearer ", "") ?? "");
    const wanted = Buffer.from(token);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      return end(response, 401);
    }
    const order = orderIn(await bodyOf(request));
    if (order === undefined) return end(response, 400);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(await run(order.argv, order.from)));
  }
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function orderIn(body: string): z.infer<typeof Order> | undefined {
  try {
    return Order.parse(JSON.parse(body));
  } catch {
    return undefined;
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

/** Hands a command to the process that holds the database. A door left by another process is none. */
export async function handOver(dataDir: string, holder: Holder, argv: readonly string[]): Promise<Printed> {
  const door = doorIn(dataDir);
  if (door?.pid !== holder.pid)
    throw new NotListening(
      `The database is in use by process ${holder.pid}, which takes no commands just now. Try again shortly.`,
    );
  const answer = await post(door, { argv, from: process.cwd() }).catch(() => {
    throw new NotListening(
      isElsewhere(holder)
        ? `The server runs on another machine or in another container (${holder.place.split(" ")[0]}): type the command there.`
        : `The running server (process ${holder.pid}) stopped before it answered.`,
    );
  });
  if (answer === undefined) throw new NotListening(`The running server (process ${holder.pid}) refused.`);
  return answer;
}

/** A command may take long, so there is no deadline: the operator can see that it goes on. */
function post(
  { port, token }: z.infer<typeof Door>,
  order: { readonly argv: readonly string[]; readonly from: string },
): Promise<Printed | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const call = ask({ host: "127.0.0.1", port, method: "POST", headers }, (response) => {
      text(response).then((body) => {
        resolve(response.statusCode === 200 ? Answer.parse(JSON.parse(body)) : undefined);
      }, reject);
    });
    call.once("error", reject);
    call.end(JSON.stringify(order));
  });
}

function doorIn(dataDir: string): z.infer<typeof Door> | undefined {
  try {
    return Door.parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
