import type { Request, Response, Server } from "restify";
import { Failure } from "../../../core/failures.ts";
import type { Feature } from "../../../core/feature.ts";
import type { Page } from "../../../core/page.ts";
import type { Clock, Documents, Log } from "../../../core/ports.ts";
import { KeysOutOfReach, type Tokens } from "../../identity/tokens.ts";
import { answered } from "./api.ts";
import { openApi } from "./open-api.ts";
import type { TooFast } from "./rate.ts";
import { type Sessions, viewersIn } from "./sessions.ts";
import { mayRead, type Viewing, type Who } from "./viewing.ts";

interface Parts {
  readonly features: readonly Feature[];
  readonly sessions: Sessions;
  readonly tooFast: TooFast;
  readonly viewing: Viewing;
  /** Undefined where nobody can sign in. */
  readonly tokens: Tokens | undefined;
  readonly documents: Documents;
  readonly origin: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** The figures of the tab's pages for Power BI, Excel and scripts: the same tables, by the same rules, on the same record. */
export function serveApi(server: Server, parts: Parts): void {
  const { tooFast, features, sessions, viewing, tokens, documents, origin, clock, log } = parts;
  const pages = features.flatMap((feature) => feature.pages ?? []).filter(({ figures }) => figures === true);
  const found = (request: Request) => pages.find(({ path }) => path === request.params.page);

  server.get("/api/v1/openapi.json", async (_request: Request, response: Response) => {
    response.sendRaw(200, JSON.stringify(openApi(pages, origin())), JSON_TYPE);
  });
  server.get("/api/v1", async (request: Request, response: Response) =>
    known(request, response, async (who) => {
      const view = await viewing.viewOf(request, who);
      const open = pages.filter((page) => mayRead(page, view));
      const { language } = view.person;
      const list = open.map(({ path, title }) => ({
        name: path,
        title: title[language],
        address: `${origin()}/api/v1/${path}`,
      }));
      response.sendRaw(200, JSON.stringify({ pages: list }), JSON_TYPE);
    }),
  );
  for (const address of ["/api/v1/:page", "/api/v1/:page/:table"])
    server.get(address, async (request: Request, response: Response) =>
      known(request, response, (who) => tablesOf(request, response, found(request), who)),
    );

  async function tablesOf(
    request: Request,
    response: Response,
    page: Page | undefined,
    who: Who,
  ): Promise<void> {
    const view = await viewing.viewOf(request, who);
    if (page === undefined) return refuse(response, 404);
    if (!mayRead(page, view)) return refuse(response, 403);
    const { tables = [] } = await page.show(view);
    await viewing.noted(page, view, "exported");
    const { status, body, type, headers } = answered(request, documents, page, view, tables);
    response.sendRaw(status, body, { "content-type": type, ...headers });
  }

  /** A token of Entra's for this application, or who is signed in to the tab. */
  async function known(request: Request, response: Response, go: (who: Who) => Promise<void>): Promise<void> {
    try {
      const who = await whoOf(request);
      if (who !== undefined)
        return (await tooFast(request, response, who)) ? refuse(response, 429) : await go(who);
      response.header("www-authenticate", "Bearer");
      refuse(response, 401);
    } catch (error) {
      if (error instanceof Failure) return refuse(response, error.kind === "invalid" ? 400 : 404);
      if (!(error instanceof KeysOutOfReach)) log.error({ error }, "figures not answered");
      refuse(response, 503);
    }
  }

  async function whoOf(request: Request): Promise<Who | undefined> {
    const [kind, token] = request.header("authorization", "").split(" ");
    if (kind?.toLowerCase() !== "bearer" || token === undefined) return sessions.of(request, clock());
    const signedIn = await tokens?.ofAccess(token);
    return signedIn && { ...signedIn.key, as: viewersIn(signedIn.roles) };
  }

  const refuse = (response: Response, status: number): void =>
    response.sendRaw(status, JSON.stringify({ error: REASONS[status] }), JSON_TYPE);
}

const REASONS: Readonly<Record<number, string>> = {
  400: "What was asked for can't be read.",
  401: "Sign in, or send a token.",
  403: "This is for people in another role.",
  404: "There is nothing here.",
  429: "You asked for much in a short time. Please wait a minute.",
  503: "Please try again in a few minutes.",
};
