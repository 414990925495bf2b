import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { buildGallery } from "../../scripts/gallery/build.ts";
import { serveFolder } from "../../scripts/gallery/serve.ts";
import { languages } from "../../src/core/words.ts";
import { fitsItsWidth, isAccessible } from "./accessible.ts";
import type { Stage } from "./stage.ts";

/** A page that is looked at by itself. Its name becomes the name of its picture. */
export type PageStep = (stage: Stage) => Promise<Page>;

const THEMES = ["light", "dark"] as const;
const NARROW = 320;

/** The bot's own pages, as narrow as a telephone, in both languages and themes. */
export const tabPages: readonly PageStep[] = ["/tab", "/tab/privacy", "/tab/terms"].flatMap((path) =>
  languages.flatMap((language) => THEMES.map((theme) => tabPage(path, language, theme))),
);

function tabPage(path: string, language: string, theme: (typeof THEMES)[number]): PageStep {
  return named(`${path.slice(1).replace("/", "-")}-${language}-${theme}`, async ({ browser, bot }) => {
    const page = await browser.open({ colorScheme: theme, viewport: { width: NARROW, height: 800 } });
    await page.goto(`${bot}${path}?lang=${language}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await isAccessible(page);
    await fitsItsWidth(page);
    return page;
  });
}

/** Every card there is, as Microsoft's renderer draws it. */
export const gallery: readonly PageStep[] = [
  galleryOf("en", "light", 600),
  galleryOf("cy", "dark", 600),
  galleryOf("cy", "light", NARROW),
  galleryOf("en", "dark", NARROW),
];

const FOLDER = "artefacts/cards";

function galleryOf(language: string, theme: string, width: number): PageStep {
  return named(`cards-${language}-${theme}-${width}`, async ({ browser }) => {
    assert.notEqual(await buildGallery(FOLDER), 0, "no feature has samples of its cards");
    const { url, close } = await serveFolder(FOLDER);
    try {
      const page = await browser.open({ viewport: { width: width * 3 + 100, height: 1000 } });
      await page.goto(`${url}/?lang=${language}&theme=${theme}&width=${width}`);
      await page.locator("html[data-drawn]").waitFor({ state: "attached" });
      await isAccessible(page);
      return page;
    } finally {
      await close();
    }
  });
}

function named(name: string, step: PageStep): PageStep {
  return Object.defineProperty(step, "name", { value: name });
}
