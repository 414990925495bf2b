import type { Client } from "@microsoft/microsoft-graph-client";
import { CursorExpired, SourceBroken, SourceBusy, SourceRefused } from "../../core/adoption-source.ts";
import type { TenantId } from "../../core/person.ts";
import type { Token } from "../identity/credentials.ts";
import type { Bucket, Budget } from "./budget.ts";

export const GRAPH = "https://graph.microsoft.com";

/** Until Graph begins to answer, and between two pieces of what it answers. */
const usualPatience = { answer: 30_000, silence: 60_000 };

export interface GraphOutside {
  /** Scheme, host and port; Microsoft's own unless configured. */
  readonly base?: string | undefined;
  readonly tokens: (tenant: TenantId) => Token;
  readonly budget: Budget;
  readonly patience?: Partial<typeof usualPatience>;
}

/** One request. Its path begins with "/" and is encoded already. */
export interface Question {
  readonly path: string;
  readonly version?: "v1.0" | "beta";
  /** Makes it a POST. */
  readonly body?: unknown;
  /** The permission it needs: refusals name it. */
  readonly permission: string;
  /** What it counts against; nothing, where whoever asks keeps its own pace. */
  readonly bucket?: Bucket;
  readonly units?: number;
  /** Somebody waits for it. What nobody waits for lets others go first. */
  readonly urgent?: true;
  /** Statuses that whoever asks wants to judge by themselves. */
  readonly also?: readonly number[];
}

/** An answer with a status that was hoped for. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  json(): Promise<unknown>;
  /** The code in the body of an error; undefined where there is none. */
  code(): Promise<string | undefined>;
  /** The body as it comes. It breaks off with `SourceBroken`. */
  bytes(): AsyncIterable<Uint8Array>;
}

export type Graph = ReturnType<typeof graphAt>;

/**
 * Microsoft Graph, asked once for each request: whoever asks decides when to ask again. Microsoft's client tries again by
 * itself, also what isn't safe to repeat, cuts what it is asked to wait to 180 s, and sends no token at all over http; so
 * it gets a chain of middleware that does none of this.
 */
export function graphAt(outside: GraphOutside) {
  const base = new URL(outside.base ?? GRAPH);
  if (base.protocol !== "https:" && !isLoopback(base.hostname))
    throw new Error("Microsoft Graph is asked over https only, as tokens are sent there");
  const patience = { ...usualPatience, ...outside.patience };
  const tokens = new Map<TenantId, Token>();
  let opened: Promise<Client> | undefined;

  function tokenOf(tenant: TenantId): Promise<string> {
    const token = tokens.get(tenant) ?? outside.tokens(tenant);
    tokens.set(tenant, token);
    return token();
  }

  async function ask(tenant: TenantId, question: Question): Promise<Answer> {
    const { bucket, units = 1, also = [] } = question;
    if (bucket !== undefined) await outside.budget.take(tenant, bucket, units);
    opened ??= clientAt(base);
    const [client, token] = [await opened, await tokenOf(tenant)];
    const timed = watch(patience);
    const response = await send(client, question, token, timed.signal).catch(() => {
      timed.end();
      throw new SourceBusy("Microsoft Graph can't be reached");
    });
    const answer = answerIn(response, timed);
    if (response.ok || also.includes(response.status)) return answer;
    const failure = await failureOf(answer, question);
    if (response.status === 429 && bucket !== undefined && failure instanceof SourceBusy)
      await outside.budget.rest(tenant, bucket, failure.seconds);
    throw failure;
  }

  return {
    ask,

    async json(tenant: TenantId, question: Question): Promise<unknown> {
      return (await ask(tenant, question)).json();
    },

    /** Every page of a short list. */
    async *pages(tenant: TenantId, question: Question): AsyncGenerator<unknown> {
      let path: string | undefined = question.path;
      for (let page = 0; path !== undefined; page += 1) {
        if (page === LONGEST_LIST) throw new SourceBroken("The list doesn't end");
        const body: unknown = await (await ask(tenant, { ...question, path })).json();
        yield body;
        const link: unknown = (body as { "@odata.nextLink"?: unknown } | null)?.["@odata.nextLink"];
        path = typeof link === "string" ? pathOf(link) : undefined;
      }
    },

    /**
     * The path of a link that Graph gave us to go on with. A token goes only where Graph is: what is kept of a link holds
     * no host, and a link to another host isn't one of Graph's.
     */
    pathOf,

    /** Reads what a redirect points at. Such an address lets in whoever has it, and our token is nobody's business there. */
    async fetchAside(location: string | null): Promise<Answer> {
      const url = asideAt(location, base);
      const timed = watch(patience);
      const request = { redirect: "manual", signal: timed.signal } as const;
      const response = await fetch(url, request).catch(() => {
        timed.end();
        throw new SourceBusy("The report can't be fetched now");
      });
      const answer = answerIn(response, timed);
      if (response.ok) return answer;
      await answer.code();
      if (response.status === 429 || response.status >= 500)
        throw new SourceBusy("The report can't be fetched now", retryAfter(response.headers));
      throw new SourceBroken(`The report's address answered ${response.status}`);
    },
  };

  function pathOf(link: string): string {
    const url = URL.canParse(link, base.origin) ? new URL(link, base) : undefined;
    if (url === undefined || url.origin !== base.origin || !/^\/(v1\.0|beta)\//.test(url.pathname))
      throw new SourceBroken("Microsoft Graph pointed to another place than its own");
    return `${url.pathname}${url.search}`.replace(/^\/(v1\.0|beta)(?=\/)/, "");
  }
}

const LONGEST_LIST = 50;

const isLoopback = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function asideAt(location: string | null, base: URL): URL {
  const url = location !== null && URL.canParse(location, base.origin) ? new URL(location, base) : undefined;
  const local = url?.protocol === "http:" && isLoopback(url.hostname) && isLoopback(base.hostname);
  if (url === undefined || !(url.protocol === "https:" || local))
    throw new SourceBroken("Microsoft Graph pointed to a report at an address that can't be used");
  return url;
}

async function clientAt(base: URL): Promise<Client> {
  const graph = await import("@microsoft/microsoft-graph-client"); // a moment that starting doesn't need
  return graph.Client.initWithMiddleware({
    baseUrl: `${base.origin}/`,
    customHosts: new Set([base.hostname]),
    middleware: new graph.HTTPMessageHandler(),
    fetchOptions: { redirect: "manual" },
  });
}

async function send(
  client: Client,
  question: Question,
  token: string,
  signal: AbortSignal,
): Promise<Response> {
  const { ResponseType } = await import("@microsoft/microsoft-graph-client");
  const request = client
    .api(question.path)
    .version(question.version ?? "v1.0")
    .responseType(ResponseType.RAW)
    .header("authorization", `Bearer ${token}`)
    .option("signal", signal);
  if (question.urgent !== true) request.header("x-ms-throttle-priority", "low");
  return question.body === undefined ? request.get() : request.post(question.body);
}

interface Watch {
  readonly signal: AbortSignal;
  /** Something came: the time begins anew. */
  readonly heard: () => void;
  readonly end: () => void;
}

function watch({ answer, silence }: typeof usualPatience): Watch {
  const controller = new AbortController();
  const stop = () => controller.abort();
  let timer = setTimeout(stop, answer).unref();
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      timer = setTimeout(stop, silence).unref();
    },
    end: () => clearTimeout(timer),
  };
}

function answerIn(response: Response, timed: Watch): Answer {
  timed.heard();
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of response.body ?? []) {
        timed.heard();
        yield chunk;
      }
    } catch {
      throw new SourceBroken("The answer broke off");
    } finally {
      timed.end();
    }
  }
  const text = async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes()) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  };
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: async () => jsonIn(await text()),
    code: async () => codeIn(await text().catch(() => "")),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceBroken("The answer isn't what Microsoft Graph documents");
  }
}

function codeIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; innerError?: { code?: unknown } } };
    const inner = error?.innerError?.code;
    const code = typeof inner === "string" ? inner : error?.code;
    return typeof code === "string" ? code : undefined;
  } catch {
    return undefined;
  }
}

const EXPIRED = /^(syncStateNotFound|syncStateInvalid|resyncRequired|resync.*)$/i;

/** What Graph's refusal means. Its texts hold ids and addresses, so none of them is passed on. */
async function failureOf(answer: Answer, { permission }: Question): Promise<Error> {
  const { status, headers } = answer;
  const code = await answer.code();
  if (status === 410 || (status < 500 && EXPIRED.test(code ?? ""))) return new CursorExpired();
  if (status === 401) return new SourceRefused("Microsoft Graph doesn't accept our sign-in", permission);
  if (status === 403)
    return new SourceRefused(`Microsoft Graph refuses: ${permission} isn't granted`, permission);
  if (status === 429) return new SourceBusy("Microsoft Graph asks for patience", retryAfter(headers));
  if (status === 501) return new SourceBroken("Microsoft Graph doesn't know this request");
  if (status >= 500) return new SourceBusy(`Microsoft Graph answered ${status}`, retryAfter(headers));
  return new SourceBroken(`Microsoft Graph answered ${status}`);
}

/** Seconds, or a date, which is meant by the server's clock. Nothing is cut: ten minutes are ten minutes. */
export function retryAfter(headers: Headers): number | undefined {
  const given = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(given)) return Number(given);
  const until = Date.parse(given);
  if (Number.isNaN(until)) return undefined;
  const there = Date.parse(headers.get("date") ?? "");
  return Math.max(0, Math.ceil((until - (Number.isNaN(there) ? Date.now() : there)) / 1000));
}
