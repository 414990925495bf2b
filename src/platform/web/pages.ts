import type { Request, Response, Server } from "restify";
import { html } from "../../core/html.ts";
import type { Language } from "../../core/words.ts";
import { framed } from "./tab/layout.ts";
import { themeIn } from "./tab/theme.ts";
import { languageIn } from "./tab/viewing.ts";
import { pageWords } from "./words.ts";

type Page = "privacy" | "terms";
const paths: Readonly<Record<Page, string>> = { privacy: "/tab/privacy", terms: "/tab/terms" };
const all = Object.keys(paths) as readonly Page[];

/** What anybody may read without signing in: what is kept, and the terms. No figures, of anyone. */
export function servePages(server: Server): void {
  for (const page of all)
    server.get(paths[page], async (request: Request, response: Response) => {
      const language = languageIn(request, undefined);
      response.sendRaw(200, documentOf(page, language, request), {
        "content-type": "text/html; charset=utf-8",
        "content-language": language,
      });
    });
}

function documentOf(page: Page, language: Language, request: Request): string {
  const w = pageWords(language);
  const other: Language = language === "en" ? "cy" : "en";
  const frame = {
    ...{ language, theme: themeIn(request), title: w[page].title },
    inOther: `${paths[page]}?lang=${other}`,
    nav: [
      {
        title: "",
        pages: all.map((each) => ({
          href: `${paths[each]}?lang=${language}`,
          title: w[each].nav,
          here: each === page,
        })),
      },
    ],
  };
  return framed(
    frame,
    html`${w[page].parts.map(({ heading, text }) => html`${heading === undefined ? "" : html`<h2>${heading}</h2>`}${text.map((line) => html`<p>${line}</p>`)}`)}`,
  );
}
