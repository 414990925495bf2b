import type { Request, Response, Server } from "restify";
import { Failure } from "../../../core/failures.ts";
import type { Feature } from "../../../core/feature.ts";
import { html } from "../../../core/html.ts";
import type { Acted, Page, Shown, View } from "../../../core/page.ts";
import type { Clock, Documents, Log } from "../../../core/ports.ts";
import { answered, type Figures } from "./api.ts";
import { cardPages } from "./card-pages.ts";
import { framed } from "./layout.ts";
import { liveScript } from "./live.ts";
import { look } from "./look.ts";
import type { TooFast } from "./rate.ts";
import { isSealed, type Session, type Sessions } from "./sessions.ts";
import { keepTheme, themeIn } from "./theme.ts";
import type { Turns } from "./turns.ts";
import { languageIn, mayRead, type Viewing } from "./viewing.ts";
import { tabWords } from "./words.ts";

interface Parts {
  readonly features: readonly Feature[];
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly tooFast: TooFast;
  readonly viewing: Viewing;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
  readonly isOutage: (error: unknown) => boolean;
}

const HTML = "text/html; charset=utf-8";
/** As a page names its forms. */
const TURN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The pages of the tab: who is asking, whether they may, the feature's page in its frame. */
export function serveTab(server: Server, parts: Parts): readonly Page[] {
  const { features, sessions, turns, viewing, clock, log } = parts;
  const { viewOf, noted } = viewing;
  const cards = cardPages(features);
  const pages = [...features.flatMap((feature) => feature.pages ?? []), ...cards.pages];

  const pageOf = (request: Request): Page | undefined =>
    pages.find(({ path }) => path === request.params.page);

  server.get("/tab/look.css", async (_request: Request, response: Response) => {
    response.sendRaw(200, look, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "max-age=3600",
    });
  });

  server.get("/tab/live.js", async (_request: Request, response: Response) => {
    response.sendRaw(200, liveScript, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "max-age=3600",
    });
  });

  server.get("/tab/:page", async (request: Request, response: Response) => {
    if (pageOf(request) === undefined) return nothingThere(request, response);
    await signedIn(request, response, async (session) => {
      const page = pageOf(request);
      const view = await viewOf(request, session);
      if (page === undefined || !mayRead(page, view))
        return refuse(response, request, view, page === undefined);
      const shown = await page.show(view);
      await noted(page, view, "looked");
      keepTheme(request, response, sessions);
      send(response, 200, document(request, view, page, shown));
    });
  });

  server.get("/tab/:page/:table", async (request: Request, response: Response) =>
    signedIn(request, response, async (session) => {
      const page = pageOf(request);
      const view = await viewOf(request, session);
      if (page?.figures !== true || !mayRead(page, view)) return refuse(response, request, view, true);
      await answerFigures(request, response, { page, view });
    }),
  );

  server.post("/tab/press", async (request: Request, response: Response) =>
    signedIn(request, response, async (session) => {
      const view = await viewOf(request, session);
      const fields = fieldsIn(request);
      const page = pages.find(({ path }) => path === fields.get("page"));
      if (page === undefined || !mayRead(page, view))
        return refuse(response, request, view, page === undefined);
      if (!isGood(request, session, fields)) return stale(response, request, view);
      send(response, 200, document(request, view, page, await cards.pressed(page.path, fields, view)));
    }),
  );

  server.post("/tab/:page/act", async (request: Request, response: Response) =>
    signedIn(request, response, async (session) => {
      const page = pageOf(request);
      const view = await viewOf(request, session);
      if (page?.act === undefined || !mayRead(page, view))
        return refuse(response, request, view, page?.act === undefined);
      const fields = fieldsIn(request);
      if (!isGood(request, session, fields)) return stale(response, request, view);
      const acted = await once({ ...page, act: page.act }, fields, session, view);
      if (acted !== undefined && "shown" in acted)
        return send(response, acted.isWrong ? 400 : 200, document(request, view, page, acted.shown));
      const query = new URLSearchParams({ lang: view.person.language, ...(acted?.done ?? {}) });
      seeOther(response, `/tab/${page.path}?${query}`);
    }),
  );

  return pages;

  /** Done by the first of two that are the same; the second is shown the page as it is by then. What fails may be sent again. */
  async function once(
    { act }: Page & Required<Pick<Page, "act">>,
    fields: URLSearchParams,
    session: Session,
    view: View,
  ): Promise<Acted | undefined> {
    const turn = `${session.seal} ${fields.get("turn") ?? ""}`;
    if (!(await turns.take(turn, view.now))) return undefined;
    try {
      const acted = await act(fields, view);
      if ("shown" in acted) await turns.giveBack(turn);
      return acted;
    } catch (error) {
      await turns.giveBack(turn);
      throw error;
    }
  }

  function tooFast(request: Request, response: Response): void {
    const language = languageIn(request, undefined);
    const w = tabWords(language);
    const frame = { language, theme: themeIn(request), title: w.laterTitle };
    send(response, 429, framed(frame, html`<p>${w.tooFast}</p>`));
  }

  /** Said to anybody: which pages there are is no secret. */
  function nothingThere(request: Request, response: Response): void {
    const language = languageIn(request, undefined);
    const w = tabWords(language);
    const frame = { language, theme: themeIn(request), title: w.missingTitle };
    send(response, 404, framed(frame, html`<p>${w.missing}</p><p><a href="/tab">${w.back}</a></p>`));
  }

  function stale(response: Response, request: Request, view: View): void {
    const w = tabWords(view.person.language);
    send(response, 403, sorry(request, view, w.staleTitle, w.stale));
  }

  async function signedIn(
    request: Request,
    response: Response,
    go: (session: Session) => Promise<void>,
  ): Promise<void> {
    const session = await sessions.of(request, clock());
    if (session === undefined) return seeOther(response, `/tab?to=${encodeURIComponent(request.url ?? "")}`);
    if (await parts.tooFast(request, response, session)) return tooFast(request, response);
    await go(session).catch((error) => failed(request, response, session, error));
  }

  async function failed(
    request: Request,
    response: Response,
    session: Session,
    error: unknown,
  ): Promise<void> {
    const w = tabWords(languageIn(request, undefined));
    const plain = (status: number, title: string, sentence: string) =>
      send(
        response,
        status,
        framed(
          { language: languageIn(request, undefined), theme: themeIn(request), title, seal: session.seal },
          html`<p>${sentence}</p><p><a href="/tab">${w.back}</a></p>`,
        ),
      );
    if (error instanceof Failure && error.kind === "invalid") return plain(400, w.problem, error.message);
    if (error instanceof Failure) return plain(404, w.missingTitle, error.message || w.missing);
    if (!parts.isOutage(error)) log.error({ error }, "page not shown");
    plain(503, w.laterTitle, w.later);
  }

  function document(request: Request, view: View, page: Page, shown: Shown): string {
    const { body, title, tables = [], live = false } = shown;
    const { language } = view.person;
    const w = tabWords(language);
    const open = pages.filter((each) => mayRead(each, view));
    const here = (query: Readonly<Record<string, string>>) =>
      `/tab/${page.path}?${new URLSearchParams([...[...view.query].filter(([name]) => !(name in query)), ...Object.entries(query)])}`;
    const other = language === "en" ? "cy" : "en";
    const files =
      page.figures !== true || tables.length === 0
        ? ""
        : html`<section class="files" aria-labelledby="files"><h2 id="files">${w.files}</h2><ul>${tables.map(
            ({ id, title: name }) =>
              html`<li><a href="/tab/${page.path}/${id}.csv?${String(view.query)}" download>${w.csvOf(name)}</a></li>`,
          )}<li><a href="/api/v1/${page.path}?${String(view.query)}">${w.api}</a></li></ul></section>`;
    return framed(
      {
        ...{ language, theme: themeIn(request), title: title ?? page.title[language], seal: view.seal },
        inOther: here({ lang: other }),
        nav: areas.map((area) => ({
          title: w.areas[area],
          pages: open
            .filter((each) => areaOf(each) === area)
            .toSorted((one, other) => (one.place ?? LAST) - (other.place ?? LAST))
            .map((each) => ({
              href: `/tab/${each.path}?lang=${language}`,
              title: each.title[language],
              here: each === page,
            })),
        })),
        scripts: live ? ["/tab/live.js"] : [],
      },
      html`${body}${files}`,
    );
  }

  function sorry(request: Request, view: View, title: string, sentence: string): string {
    const { language } = view.person;
    return framed(
      { language, theme: themeIn(request), title, seal: view.seal },
      html`<p>${sentence}</p><p><a href="/tab">${tabWords(language).back}</a></p>`,
    );
  }

  function refuse(response: Response, request: Request, view: View, isMissing: boolean): void {
    const w = tabWords(view.person.language);
    if (isMissing) send(response, 404, sorry(request, view, w.missingTitle, w.missing));
    else send(response, 403, sorry(request, view, w.notYoursTitle, w.notYours));
  }

  async function answerFigures(request: Request, response: Response, { page, view }: Figures): Promise<void> {
    const { tables = [] } = await page.show(view);
    await noted(page, view, "exported");
    const { status, body, type, headers } = answered(request, parts.documents, page, view, tables);
    response.sendRaw(status, body, { "content-type": type, ...headers });
  }
}

const LAST = 100;
const areas = ["own", "figures", "care"] as const;

/** What everybody has, what is told of groups, and what somebody looks after for others. */
const areaOf = ({ for: readers }: Page): (typeof areas)[number] => {
  if (readers.includes("reader")) return "own";
  return readers.includes("analyst") || readers.includes("lead") ? "figures" : "care";
};

const send = (response: Response, status: number, body: string): void =>
  response.sendRaw(status, body, { "content-type": HTML });

export const seeOther = (response: Response, location: string): void =>
  response.sendRaw(303, "", { location });

/** A form as a browser sends it. */
export function fieldsIn(request: Request): URLSearchParams {
  const { body } = request as { body?: unknown };
  const isForm = request.header("content-type", "").startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(typeof body === "string" && isForm ? body : "");
}

/** Sent from a page of ours, by whoever that page was for, in this very session. */
const isGood = (request: Request, session: Session, fields: URLSearchParams): boolean =>
  isSealed(session, fields.get("seal")) && isOurs(request) && TURN.test(fields.get("turn") ?? "");

/** A browser says where a form was sent from; from elsewhere it isn't ours, whatever it carries. */
export const isOurs = (request: Request): boolean =>
  ["same-origin", ""].includes(request.header("sec-fetch-site", ""));
