import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { buildGallery } from "../../scripts/gallery/build.ts";
import { serveFolder } from "../../scripts/gallery/serve.ts";
import { languages } from "../../src/core/words.ts";
import { fitsItsWidth, isAccessible } from "./accessible.ts";
import type { Stage } from "./stage.ts";

/** A page that is looked at by itself. Its name becomes the name of its picture. */
export type PageStep = (stage: Stage) => Promise<Page>;

const NARROW = 320;

/** The bot's own pages, as narrow as a telephone, in both languages and themes. */
export const tabPages: readonly PageStep[] = ["/tab", "/tab/privacy", "/tab/terms"].flatMap((path) =>
  languages.map((language) => tabPage(path, language)),
);

function tabPage(path: string, language: string): PageStep {
  return named(`${path.slice(1).replace("/", "-")}-${language}`, async ({ browser, bot }) => {
    const page = await browser.open({ viewport: { width: NARROW, height: 800 } });
    await page.goto(`${bot}${path}?lang=${language}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await fitsItsWidth(page);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await isAccessible(page);
    }
    return page;
  });
}

/** By feature and the name of the sample. */
const MAIN_CARDS = [
  "welcome-welcome",
  "welcome-set-up",
  "welcome-help",
  "nudges-tip-word-plain-english",
  "nudges-why-every-reason",
  "time-saved-quick-answers",
  "time-saved-confirm-saved",
  "time-saved-saved-more",
  "time-saved-my-time-long",
  "privacy-my-data",
];

const FOLDER = "artefacts/cards";

/** Cards as Microsoft's renderer draws them: all of them once, and the main ones in each language, theme and width. */
export const gallery: readonly PageStep[] = [
  galleryOf("en", "light", 600, "all"),
  galleryOf("cy", "dark", 600),
  galleryOf("cy", "light", NARROW),
  galleryOf("en", "dark", NARROW),
];

function galleryOf(language: string, theme: string, width: number, which: "all" | "main" = "main"): PageStep {
  return named(`cards-${language}-${theme}-${width}`, async ({ browser }) => {
    const cards = await buildGallery(FOLDER);
    const { url, close } = await serveFolder(FOLDER);
    const look = `${url}/?lang=${language}&theme=${theme}&width=${width}`;
    try {
      const page = await browser.open({ viewport: { width: width * 3 + 64, height: 1000 } });
      if (which === "all") await drawnWell(page, look, cards.filter(isNoTip));
      await drawnWell(page, look, MAIN_CARDS);
      return page;
    } finally {
      await close();
    }
  });
}

/** Every reviewed tip is the same two cards with other words; one of them is among the main cards. */
const isNoTip = (id: string) => !/^nudges-(shared-)?tip-/.test(id);

async function drawnWell(page: Page, look: string, cards: readonly string[]): Promise<void> {
  await page.goto(`${look}&only=${cards.join(",")}`);
  await page.locator("html[data-drawn]").waitFor({ state: "attached" });
  assert.equal(await page.locator("article").count(), cards.length);
  await isAccessible(page);
}

function named(name: string, step: PageStep): PageStep {
  return Object.defineProperty(step, "name", { value: name });
}
