import type { ConnectorClientOptions } from "botframework-connector";

/**
 * How the bot's own calls leave the process. The SDK tries a failed call four times, waits out any Retry-After and never
 * times out, so a hanging service hangs the turn and one message may arrive twice. Here a call is made once and has a
 * deadline; whoever asked decides what to do next.
 */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  /** The HTTP status, or undefined where there was no answer. */
  readonly status: number | undefined;
  /** The service's own code, such as MessageWritesBlocked. */
  readonly code: string | undefined;
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

type HttpClient = NonNullable<ConnectorClientOptions["httpClient"]>;
type Request = Parameters<HttpClient["sendRequest"]>[0];
type Response = Awaited<ReturnType<HttpClient["sendRequest"]>>;

const NEVER_REACHED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export function singleCalls(deadlineMs: number): HttpClient {
  return {
    async sendRequest(request: Request): Promise<Response> {
      const { answer, text } = await call(request, deadlineMs);
      if (answer.status >= 300) throw refusalOf(answer, text);
      return {
        request,
        status: answer.status,
        headers: headersOf(answer),
        bodyAsText: text,
      } as Response;
    },
  } as HttpClient;
}

/** The deadline holds for the whole answer: one that begins and never ends would hang the turn as well. */
async function call(
  request: Request,
  deadlineMs: number,
): Promise<{ answer: globalThis.Response; text: string }> {
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: request.headers.toJson({ preserveCase: true }) as Record<string, string>,
      ...(request.body === undefined ? {} : { body: request.body as string }),
      redirect: "manual", // a redirect would carry the bot's token to another host
      signal: AbortSignal.timeout(deadlineMs),
    });
    return { answer, text: await answer.text() };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    throw new CallFailed({ unsent: code !== undefined && NEVER_REACHED.has(code) });
  }
}

const LONGEST_WAIT_S = 24 * 3_600;

function refusalOf(answer: globalThis.Response, text: string): CallFailed {
  const retryAfter = Math.min(Number(answer.headers.get("retry-after")), LONGEST_WAIT_S);
  const code = codeIn(text);
  return new CallFailed({
    status: answer.status,
    ...(code === undefined ? {} : { code }),
    ...(retryAfter > 0 ? { retryAfter } : {}),
  });
}

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

/** The few methods of the SDK's header object that its response handling uses. */
function headersOf(answer: globalThis.Response) {
  const all = Object.fromEntries(answer.headers);
  return {
    toJson: () => all,
    get: (name: string) => all[name.toLowerCase()],
    contains: (name: string) => name.toLowerCase() in all,
  };
}
