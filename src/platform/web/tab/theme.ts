import type { Request, Response } from "restify";
import { type Theme, themes } from "./layout.ts";
import type { Sessions } from "./sessions.ts";

const known = (name: string | null | undefined): Theme | undefined => themes.find((theme) => theme === name);

/** As an address says, which Teams fills in. */
export const themeAsked = (request: Request): Theme | undefined =>
  known(new URLSearchParams(request.getQuery()).get("theme"));

/** As the address says, else as it was kept. */
export const themeIn = (request: Request): Theme | undefined =>
  themeAsked(request) ?? known(/(?:^|; *)theme=([a-z]+)/.exec(request.header("cookie", ""))?.[1]);

/** Teams says which theme it has in the address that it opens; the links from there on don't. */
export function keepTheme(request: Request, response: Response, sessions: Pick<Sessions, "kind">): void {
  const theme = themeAsked(request);
  if (theme !== undefined) response.header("set-cookie", `theme=${theme}; Path=/; ${sessions.kind()}`);
}
