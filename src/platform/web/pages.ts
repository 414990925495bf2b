import type { Request, Response, Server } from "restify";
import { type Html, html } from "../../core/html.ts";
import { type Language, languages } from "../../core/words.ts";
import { style } from "./style.ts";
import { pageWords } from "./words.ts";

type Page = "privacy" | "terms";
const paths: Readonly<Record<Page, string>> = { privacy: "/tab/privacy", terms: "/tab/terms" };

/** What anybody may read without signing in: who we are, what is kept, and the terms. No figures, of anyone. */
export function servePages(server: Server): void {
  server.get("/tab/style.css", async (_request: Request, response: Response) => {
    response.sendRaw(200, style, {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "max-age=3600",
    });
  });
  for (const page of Object.keys(paths) as Page[])
    server.get(paths[page], async (request: Request, response: Response) => {
      const language = languageIn(request);
      response.sendRaw(200, String(document(page, language)), {
        "content-type": "text/html; charset=utf-8",
        "content-language": language,
      });
    });
}

function languageIn(request: Request): Language {
  const wanted =
    new URLSearchParams(request.getQuery()).get("lang") ?? request.header("accept-language", "").slice(0, 2);
  return languages.find((language) => language === wanted) ?? "en";
}

function document(page: Page, language: Language): Html {
  const w = pageWords(language);
  const other: Language = language === "en" ? "cy" : "en";
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${w[page].title} – Uptake</title>
<link rel="stylesheet" href="/tab/style.css">
</head>
<body>
<a class="skip" href="#main">${w.skip}</a>
<header><nav aria-label="${w.pages}">
${(Object.keys(paths) as Page[]).map((each) => html`<a href="${paths[each]}?lang=${language}"${each === page ? html` aria-current="page"` : ""}>${w[each].nav}</a> `)}
<a href="${paths[page]}?lang=${other}" hreflang="${other}" lang="${other}">${w.other}</a>
</nav></header>
<main id="main">
<h1>${w[page].title}</h1>
${w[page].parts.map(({ heading, text }) => html`${heading === undefined ? "" : html`<h2>${heading}</h2>`}${text.map((line) => html`<p>${line}</p>`)}`)}
${language === "cy" ? html`<p class="note">Drafft Cymraeg: heb ei wirio gan gyfieithydd eto.</p>` : ""}
</main>
</body>
</html>`;
}
