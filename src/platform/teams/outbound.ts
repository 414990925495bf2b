import http, { type IncomingMessage } from "node:http";
import https from "node:https";

/**
 * How the bot's own calls leave the process: each is made once and has a deadline; whoever asked decides what to do next.
 * The SDK tries a failed call four times, waits out any Retry-After and never times out, so a hanging service hangs the
 * turn and one message may arrive twice.
 */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  /** The HTTP status, or undefined where there was no answer. */
  readonly status: number | undefined;
  /** The service's own code, such as MessageWritesBlocked. */
  readonly code: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** True when the request can't have reached the service. */
  readonly unsent: boolean;

  constructor(found: { status?: number; code?: string; retryAfter?: number; unsent?: boolean }) {
    super(`The Bot Connector answered ${found.status ?? "nothing"}`);
    this.status = found.status;
    this.code = found.code;
    this.retryAfter = found.retryAfter;
    this.unsent = found.unsent ?? false;
  }
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly deadlineMs: number;
}

/** Idle connections are given up before a server closes them under a request that is on its way. */
const IDLE_MS = 4_000;
const agents = {
  http: new http.Agent({ keepAlive: true, timeout: IDLE_MS }),
  https: new https.Agent({ keepAlive: true, timeout: IDLE_MS }),
};

/** Answers the body of a 2xx. Fails with `CallFailed`; a redirect fails too, as it would carry the token elsewhere. */
export async function call(wanted: Call): Promise<string> {
  const { status, retryAfter, text } = await exchange(wanted);
  if (status >= 200 && status < 300) return text;
  const code = codeIn(text);
  const seconds = Math.min(Number(retryAfter), LONGEST_WAIT_S);
  throw new CallFailed({
    status,
    ...(code === undefined ? {} : { code }),
    ...(seconds > 0 ? { retryAfter: seconds } : {}),
  });
}

const LONGEST_WAIT_S = 24 * 3_600;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** The deadline holds for the whole answer: one that begins and never ends would hang the turn as well. */
function exchange({ method, url, headers, body, deadlineMs }: Call): Promise<Answer> {
  const secure = url.startsWith("https:");
  const length = { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: { ...headers, ...length },
      agent: secure ? agents.https : agents.http,
    };
    const request = (secure ? https : http).request(url, options);
    let connected = false;
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(late);
      request.destroy();
      reject(new CallFailed({ unsent: !connected || NEVER_REACHED.has(error.code ?? "") }));
    };
    const late = setTimeout(() => fail(new Error("late")), deadlineMs);
    request.on("socket", (socket) => {
      connected = !socket.connecting;
      if (!connected)
        socket.once("connect", () => {
          connected = true;
        });
    });
    request.on("error", fail);
    request.on("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        clearTimeout(late);
        const { statusCode = 0, headers: given } = response;
        resolve({
          status: statusCode,
          retryAfter: given["retry-after"],
          text: Buffer.concat(chunks).toString("utf8"),
        });
      });
    });
    request.end(body);
  });
}

const NEVER_REACHED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Teams says why in `error.code`, in `code`, or as `subCode` of JSON that stands inside the message. */
function codeIn(text: string): string | undefined {
  const found = jsonIn(text) as { error?: { code?: unknown }; code?: unknown; message?: unknown } | undefined;
  const inner = jsonIn(found?.message) as { subCode?: unknown } | undefined;
  return [inner?.subCode, found?.error?.code, found?.code].find((code) => typeof code === "string");
}

function jsonIn(text: unknown): unknown {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
