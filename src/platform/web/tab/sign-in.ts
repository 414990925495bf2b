import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Request, Response, Server } from "restify";
import { type Html, html } from "../../../core/html.ts";
import type { Viewer } from "../../../core/page.ts";
import type { PersonKey } from "../../../core/person.ts";
import { type Clock, type Log, type Roles, roles } from "../../../core/ports.ts";
import { KeysOutOfReach, type SignedIn, type Tokens } from "../../identity/tokens.ts";
import type { Seals } from "../seal.ts";
import { framed } from "./layout.ts";
import { fieldsIn, isOurs, seeOther } from "./serve.ts";
import { isSealed, type Sessions } from "./sessions.ts";
import { keepTheme, themeAsked, themeIn } from "./theme.ts";
import { languageIn } from "./viewing.ts";
import { tabWords } from "./words.ts";

/** Where people sign in when there is an app registration. */
export interface Registration {
  readonly clientId: string;
  /** The organisation that signs in, or "organizations" where there are several. */
  readonly tenant: string;
  readonly authority: string;
  readonly tokens: Tokens;
}

/** Somebody to look as, where nobody can sign in: a laptop. */
export interface Pick {
  readonly person: PersonKey;
  readonly as: readonly Viewer[];
  readonly department: string | undefined;
}

interface Parts {
  readonly seals: Seals;
  readonly sessions: Sessions;
  readonly registration: Registration | undefined;
  /** Undefined wherever somebody could sign in, and in production always. */
  readonly picks: (() => Promise<readonly Pick[]>) | undefined;
  readonly giveRole: Roles["give"];
  readonly home: string;
  readonly origin: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

const HTML = "text/html; charset=utf-8";
const SCRIPT = "text/javascript; charset=utf-8";
const USE = "sign-in";
const WAITS_MS = 10 * 60_000;

interface Waiting {
  readonly state: string;
  readonly nonce: string;
  readonly to: string;
  readonly until: number;
}

/**
 * Ways in: Teams vouches for whoever looks (a script of Microsoft's asks it), or a browser is sent to Entra and back with
 * an id token (OpenID Connect, form_post: no secret is needed). Without a registration, and outside production, one picks.
 */
export function serveSignIn(server: Server, parts: Parts): void {
  const { seals, sessions, registration, picks, giveRole, home, origin, clock, log } = parts;

  server.get("/tab", async (request: Request, response: Response) => {
    keepTheme(request, response, sessions);
    if ((await sessions.of(request, clock())) !== undefined)
      return seeOther(response, inTheme(wantedIn(request) ?? home, request));
    const language = languageIn(request, undefined);
    const w = tabWords(language);
    const body = html`<p class="lead">${w.signInText}</p>
${
  registration === undefined
    ? ""
    : html`<p id="signing-in" hidden role="status">${w.signInWait}</p><p id="sign-in-failed" hidden role="alert">${w.signInFailed}</p>
<p><a class="button" id="sign-in" href="/tab/sign-in?to=${encodeURIComponent(wantedIn(request) ?? home)}">${w.signIn}</a></p>`
}
${picks === undefined ? "" : await pickList(await picks(), language)}`;
    const page = framed(
      {
        ...{ language, theme: themeIn(request), title: w.signInTitle },
        inOther: `/tab?lang=${language === "en" ? "cy" : "en"}`,
        scripts: registration === undefined ? [] : ["/tab/teams.js", "/tab/sign-in.js"],
      },
      body,
    );
    response.sendRaw(200, page, { "content-type": HTML, "content-language": language });
  });

  server.post("/tab/sign-out", async (request: Request, response: Response) => {
    const session = await sessions.of(request, clock());
    if (session !== undefined && isSealed(session, fieldsIn(request).get("seal"))) sessions.end(response);
    seeOther(response, "/tab");
  });

  if (picks !== undefined)
    server.post("/tab/pick", async (request: Request, response: Response) => {
      const person = fieldsIn(request).get("person");
      const found = (await picks()).find(({ person: { id } }) => id === person);
      if (found === undefined || !isOurs(request)) return seeOther(response, "/tab");
      for (const role of roles.filter((each) => found.as.includes(each)))
        await giveRole(found.person, role, { by: "sign-in on a laptop", at: clock() });
      await sessions.begin(response, found.person, [], clock());
      seeOther(response, home);
    });

  if (registration === undefined) return;
  const { tokens, clientId, tenant, authority } = registration;

  server.get("/tab/teams.js", async (_request: Request, response: Response) => {
    response.sendRaw(200, await teamsScript(), { "content-type": SCRIPT, "cache-control": "max-age=86400" });
  });
  server.get("/tab/sign-in.js", async (_request: Request, response: Response) => {
    response.sendRaw(200, script, { "content-type": SCRIPT, "cache-control": "max-age=3600" });
  });

  /** What Teams vouches for, sent by our own script. A form of another site can't send this kind of body. */
  server.post("/tab/session", async (request: Request, response: Response) => {
    const { token } = (request.body ?? {}) as { token?: unknown };
    const who =
      typeof token === "string" && isOurs(request) ? tokens.ofAccess(token) : Promise.resolve(undefined);
    await enter(response, who, () => response.sendRaw(204, ""));
  });

  server.get("/tab/sign-in", async (request: Request, response: Response) => {
    const waiting: Waiting = {
      state: randomBytes(16).toString("base64url"),
      nonce: randomBytes(16).toString("base64url"),
      to: wantedIn(request) ?? home,
      until: clock().getTime() + WAITS_MS,
    };
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: "id_token",
      response_mode: "form_post",
      scope: "openid profile",
      redirect_uri: `${origin()}/tab/signed-in`,
      ...{ state: waiting.state, nonce: waiting.nonce },
    });
    response.header("set-cookie", `${waitingCookie(await seals.seal(USE, waiting), WAITS_MS / 1000)}`);
    seeOther(response, `${authority}/${tenant}/oauth2/v2.0/authorize?${query}`);
  });

  server.post("/tab/signed-in", async (request: Request, response: Response) => {
    const found = /(?:^|; *)__Host-uptake-waiting=([^;]*)/.exec(request.header("cookie", ""))?.[1] ?? "";
    const waiting = (await seals.open(USE, found)) as Waiting | undefined; // only the page above makes them
    const fields = fieldsIn(request);
    const [idToken, state] = [fields.get("id_token"), fields.get("state")];
    const isOpen = waiting !== undefined && waiting.until > clock().getTime() && state === waiting.state;
    const who =
      isOpen && idToken !== null ? tokens.ofSignIn(idToken, waiting.nonce) : Promise.resolve(undefined);
    response.header("set-cookie", waitingCookie("", 0));
    await enter(response, who, () => seeOther(response, waiting?.to ?? home));
  });

  /** A refusal says nothing of its reason; the log says that there was one. */
  async function enter(
    response: Response,
    who: Promise<SignedIn | undefined>,
    go: () => void,
  ): Promise<void> {
    try {
      const found = await who;
      if (found === undefined) {
        log.warn({}, "sign-in refused");
        return response.sendRaw(401, "", { "content-type": "text/plain" });
      }
      await sessions.begin(response, found.key, found.roles, clock());
      go();
    } catch (error) {
      if (!(error instanceof KeysOutOfReach)) throw error;
      log.warn({}, "signing keys out of reach");
      response.sendRaw(503, "", { "content-type": "text/plain" });
    }
  }
}

/** Sent along with Entra's answer, which comes from another site. */
const waitingCookie = (value: string, seconds: number): string =>
  `__Host-uptake-waiting=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=None`;

function inTheme(address: string, request: Request): string {
  const theme = themeAsked(request);
  return theme === undefined ? address : `${address}${address.includes("?") ? "&" : "?"}theme=${theme}`;
}

/** Only a page of ours: never where else somebody's address says. */
function wantedIn(request: Request): string | undefined {
  const wanted = new URLSearchParams(request.getQuery()).get("to") ?? "";
  return /^\/tab\/[a-z][a-z-]*(\?[\w=&.%+-]*)?$/.test(wanted) ? wanted : undefined;
}

async function pickList(people: readonly Pick[], language: "en" | "cy"): Promise<Html> {
  const w = tabWords(language);
  if (people.length === 0) return html`<p>${w.nobodyToPick}</p>`;
  return html`<section aria-labelledby="pick"><h2 id="pick">${w.pick}</h2>
<p>${w.pickText}</p>
<ul class="cards">${people.map(
    ({ person, as, department }) =>
      html`<li><h3>${as.map((each) => w.as[each]).join(", ")}</h3><p>${department ?? ""} <span class="note">${person.id}</span></p>
<form method="post" action="/tab/pick"><input type="hidden" name="person" value="${person.id}"><button class="other">${w.pickOne}<span class="unseen"> ${person.id}</span></button></form></li>`,
  )}</ul></section>`;
}

let kept: Promise<string> | undefined;
const teamsScript = (): Promise<string> => {
  kept ??= readFile(
    createRequire(import.meta.url).resolve("@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js"),
    "utf8",
  );
  return kept;
};

/**
 * Within Teams it asks who is looking, and tells the server; anywhere else nothing happens. Entra shows itself in nobody's
 * frame, so there the way out is a window of its own.
 */
const script = `(async () => {
  if (window.top !== window.self) Object.assign(document.getElementById("sign-in"), { target: "_blank", rel: "noopener" });
  const show = (id) => { document.getElementById(id).hidden = false; };
  try {
    await Promise.race([microsoftTeams.app.initialize(), new Promise((_, late) => setTimeout(late, 3000))]);
  } catch { return; }
  show("signing-in");
  try {
    const token = await microsoftTeams.authentication.getAuthToken();
    const answer = await fetch("/tab/session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });
    if (!answer.ok) throw new Error();
    const { app } = await microsoftTeams.app.getContext();
    const wanted = new URL(document.getElementById("sign-in").href).searchParams.get("to");
    location.replace(wanted + (wanted.includes("?") ? "&" : "?") + "theme=" + encodeURIComponent(app.theme));
  } catch {
    document.getElementById("signing-in").hidden = true;
    show("sign-in-failed");
  }
})();
`;
