import { type Html, html } from "../../../core/html.ts";
import { draftIn, type Language } from "../../../core/words.ts";
import { tabWords } from "./words.ts";

export const themes = ["default", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

interface Area {
  readonly title: string;
  readonly pages: readonly { readonly href: string; readonly title: string; readonly here: boolean }[];
}

export interface Frame {
  readonly language: Language;
  readonly theme: Theme | undefined;
  readonly title: string;
  /** Pages by what they are about. */
  readonly nav?: readonly Area[];
  /** This same page in the other language. */
  readonly inOther?: string;
  /** Where somebody is signed in: what signing out is sent with. */
  readonly seal?: string | undefined;
  /** Addresses of scripts of ours. Nothing on a page needs them but signing in within Teams. */
  readonly scripts?: readonly string[];
}

/** Every page of the tab. All that it says can be read, used and printed without scripts. */
export function framed(
  { language, theme, title, nav = [], inOther, seal, scripts = [] }: Frame,
  body: Html,
): string {
  const w = tabWords(language);
  const other: Language = language === "en" ? "cy" : "en";
  const draft = draftIn(language);
  const [menu, lines] = nav.length === 0 ? ["", ""] : navOf(nav, w);
  return String(html`<!doctype html>
<html lang="${language === "en" ? "en-GB" : language}"${theme === undefined ? "" : html` data-theme="${theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Uptake</title>
<link rel="stylesheet" href="/tab/look.css">
${scripts.map((source) => html`<script src="${source}" defer></script>`)}
</head>
<body>
<a class="skip" href="#main">${w.skip}</a>
<header>
${menu}
<div class="own">
${inOther === undefined ? "" : html`<a href="${inOther}" hreflang="${other}" lang="${other}">${w.other}</a>`}
${seal === undefined ? "" : html`<form method="post" action="/tab/sign-out"><input type="hidden" name="seal" value="${seal}"><button class="link">${w.signOut}</button></form>`}
</div>
${lines}
</header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${body}
${draft === undefined ? "" : html`<p class="note">${draft}</p>`}
</main>
<footer><a href="/tab/privacy?lang=${language}">${w.privacy}</a> <a href="/tab/terms?lang=${language}">${w.terms}</a></footer>
</body>
</html>`);
}

/** In lines where there is room; on a narrow screen behind one button, which needs no script. One of the two is shown. */
function navOf(nav: readonly Area[], w: ReturnType<typeof tabWords>): readonly [Html, Html] {
  const areas = nav.filter(({ pages }) => pages.length > 0);
  const lists = areas.map(
    ({ title, pages }) => html`<li>${areas.length === 1 ? "" : html`<span class="area">${title}</span>`}
<ul>${pages.map(({ href, title: name, here }) => html`<li><a href="${href}"${here ? html` aria-current="page"` : ""}>${name}</a></li>`)}</ul></li>`,
  );
  return [
    html`<nav class="menu" aria-label="${w.pages}"><details><summary>${w.pages}</summary><ul>${lists}</ul></details></nav>`,
    html`<nav class="lines" aria-label="${w.pages}"><ul>${lists}</ul></nav>`,
  ];
}
