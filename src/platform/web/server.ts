import restify, { type Request, type Response, type Server } from "restify";
import type { Log } from "../../core/ports.ts";

const MAX_BODY_BYTES = 256 * 1024;
/** Of a link to a personal file. */
const LONGEST_TOKEN = 2_000;

/** What every answer says to a browser. Teams shows our tab in a frame; nobody else may. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://teams.cloud.microsoft https://*.cloud.microsoft https://*.office.com https://outlook.office.com",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cache-control": "no-store",
};

export function httpServer(log: Log): Server {
  const server = restify.createServer({
    name: "uptake",
    log: quiet(log) as never,
    maxParamLength: LONGEST_TOKEN,
  } as restify.ServerOptions);
  server.pre((_request: Request, response: Response, next) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    response.removeHeader("server");
    next();
  });
  server.pre(plainBodiesOnly);
  server.use(restify.plugins.bodyReader({ maxBodySize: MAX_BODY_BYTES }));
  server.use(jsonWithoutNul);
  server.use(restify.plugins.jsonBodyParser()); // not bodyParser, which reads multipart too
  // restify puts the message of whatever was thrown into its answer; ours says only which kind it was.
  server.on(
    "restifyError",
    (_request: Request, response: Response, error: Error & { statusCode?: number }, callback: () => void) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ error }, "request crashed");
      response.sendRaw(status, "", { "content-type": "text/plain" });
      callback();
    },
  );
  return server;
}

/** restify unpacks gzip without a limit, and a broken one ends the process. Teams packs nothing. */
function plainBodiesOnly(request: Request, response: Response, next: (proceed?: false) => void): void {
  if (request.headers["content-encoding"] === undefined) {
    next();
    return;
  }
  response.setHeader("connection", "close"); // the body is left unread
  response.sendRaw(415, "", { "content-type": "text/plain" });
  next(false);
}

/** PostgreSQL's text can't hold this one character, so it is taken out before the body is read as JSON. */
function jsonWithoutNul(request: Request, _response: Response, next: () => void): void {
  const { body } = request as { body?: unknown };
  if (typeof body === "string" && body.includes("\\u0000"))
    (request as { body?: unknown }).body = body.replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1");
  next();
}

/** restify logs whole requests, bodies and headers, when it is surprised. None of that may reach the log. */
function quiet(log: Log) {
  const nothing = () => {};
  const surprised = () => log.warn({}, "the HTTP server was surprised");
  const logger = {
    trace: nothing,
    debug: nothing,
    info: nothing,
    warn: surprised,
    error: surprised,
    fatal: surprised,
  };
  return { ...logger, child: () => logger, level: "warn" };
}

export interface Health {
  /** True when the process can do its work: database reachable, migrations done, schedules running. */
  ready(): Promise<boolean>;
  /** Asked for longer than this, it isn't. */
  readonly deadlineMs: number;
}

export function serveHealth(server: Server, { ready, deadlineMs }: Health): void {
  server.get("/healthz", async (_request: Request, response: Response) => {
    response.send(200, { ok: true });
  });
  server.get("/readyz", async (_request: Request, response: Response) => {
    const tooLate = new Promise<false>((resolve) => setTimeout(resolve, deadlineMs, false).unref());
    const ok = await Promise.race([ready().catch(() => false), tooLate]);
    response.send(ok ? 200 : 503, { ok });
  });
}
