import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { freePort } from "../../scripts/playground/processes.ts";
import { startBot } from "../../scripts/playground/start.ts";
import type { Viewer } from "../../src/core/page.ts";
import { languages } from "../../src/core/words.ts";
import { fitsItsWidth, hasNoBarrier } from "./accessible.ts";
import type { Browser } from "./browser.ts";
import { departmentIn } from "./department.ts";

/** A page of a role, checked in every language and theme. It answers with what is open, for its picture. */
export interface TabStep {
  readonly name: string;
  run(tab: Tab): Promise<Page>;
}

/** The built product with a department in it, and a browser to look at its tab with. */
export interface Tab {
  readonly browser: Browser;
  readonly origin: string;
  log(): string;
  close(): Promise<void>;
}

const WEEKS = Number(process.env.E2E_WEEKS ?? 3);
const PEOPLE = Number(process.env.E2E_PEOPLE ?? 5_000);
/** "some": all of them in English, and one in the other language, which has the same colours. */
const THEMES = process.env.E2E_THEMES ?? "all";
const NARROW = 320;
/** A window of 1280 by 1024 at 200 %, as WCAG 1.4.4 has it. */
const ZOOMED = { viewport: { width: 640, height: 512 }, deviceScaleFactor: 2 };
/** Of what a page is made of, beside Microsoft's own script. */
const MOST_BYTES = 150 * 1024;

export async function openTab(browser: Browser): Promise<Tab> {
  const scratch = mkdtempSync(join(tmpdir(), "uptake-tab-"));
  const dataDir = join(scratch, "data");
  mkdirSync(dataDir);
  await departmentIn(dataDir, { people: PEOPLE, weeks: WEEKS });
  const port = await freePort();
  const { bot } = await startBot({ argv: ["dist/main.js"], port, dataDir });
  return {
    browser,
    origin: `http://127.0.0.1:${port}`,
    log: bot.output,
    async close() {
      await bot.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** Who sees what is a test of its own; these are the pages that each role comes for. */
const kinds: readonly Viewer[] = ["reader", "lead", "champion", "analyst", "administrator"];

export const tabSteps: readonly TabStep[] = [
  ...kinds.map((kind) => ({ name: `tab-as-${kind}`, run: (tab: Tab) => looksAround(tab, kind) })),
  { name: "tab-by-keyboard", run: byKeyboard },
  { name: "tab-without-scripts", run: withoutScripts },
  { name: "tab-looks-further", run: looksFurther },
  { name: "tab-stops-everything", run: stopsEverything },
  { name: "tab-in-print", run: inPrint },
];

/** Signs in as the first of a kind, where a laptop lets anybody do so. */
async function enters(tab: Tab, kind: Viewer, options: Parameters<Browser["open"]>[0] = {}): Promise<Page> {
  const page = await tab.browser.open(options);
  await page.goto(`${tab.origin}/tab`);
  await page
    .locator("li", { has: page.getByRole("heading", { name: AS[kind], exact: true }) })
    .first()
    .getByRole("button")
    .click();
  await page.getByRole("navigation").first().waitFor();
  return page;
}

const AS: Readonly<Record<Viewer, string>> = {
  reader: "a civil servant",
  lead: "leads a team",
  champion: "champion",
  analyst: "analyst",
  administrator: "administrator, analyst",
};

const seen = new Set<string>();

/** Every page that the role has and none before it had, in both languages and three themes, wide, narrow and enlarged. */
async function looksAround(tab: Tab, kind: Viewer): Promise<Page> {
  const page = await enters(tab, kind);
  const paths = await page
    .getByRole("navigation")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("?")[0] ?? ""));
  const news = paths.filter((path) => !seen.has(path));
  for (const path of news) {
    seen.add(path);
    for (const language of languages) await looksWell(page, `${tab.origin}${path}?lang=${language}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${tab.origin}${news[0] ?? paths[0]}`);
  return page;
}

/** How many elements there are, and when the first of them was painted, which may be after the page has loaded. */
const WEIGHED = `new Promise((done) => new PerformanceObserver((list) => {
  const [painted] = list.getEntriesByName("first-contentful-paint");
  if (painted !== undefined) done([document.querySelectorAll("*").length, painted.startTime]);
}).observe({ type: "paint", buffered: true }))`;
const budget = new Map<
  string,
  {
    readonly requests: number;
    readonly bytes: number;
    readonly nodes: number;
    readonly paint: number;
  }
>();

/** What each page asked of a browser, in the language that came last: as Lighthouse has it in its budgets. */
export const budgetInWords = (): string =>
  [...budget]
    .map(
      ([path, { requests, bytes, nodes, paint }]) =>
        `${path}: ${requests} requests, ${Math.round(bytes / 1024)} KiB of ${MOST_BYTES / 1024}, ${nodes} elements, first painted after ${Math.round(paint)} ms`,
    )
    .join("\n");

async function looksWell(page: Page, url: string): Promise<void> {
  const bodies: Promise<Buffer>[] = [];
  const count = (response: Awaited<ReturnType<Page["waitForResponse"]>>) => void bodies.push(response.body());
  page.on("response", count);
  await page.setViewportSize({ width: 1280, height: 900 });
  const answer = await page.goto(url);
  page.off("response", count);
  assert.equal(answer?.status(), 200, url);
  const received = await Promise.all(bodies);
  const bytes = received.reduce((sum, { length }) => sum + length, 0);
  assert.ok(bytes <= MOST_BYTES, `${url} is ${bytes} bytes`);
  const [nodes, paint] = (await page.evaluate(WEIGHED)) as [number, number];
  budget.set(new URL(url).pathname, { requests: received.length, bytes, nodes, paint });
  const isBrief = THEMES === "some" && !url.endsWith("lang=en");
  for (const theme of isBrief ? ["dark"] : ["default", "dark", "contrast"]) {
    await page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    await hasNoBarrier(page);
  }
  for (const viewport of [{ width: NARROW, height: 800 }, ZOOMED.viewport]) {
    await page.setViewportSize(viewport);
    await fitsItsWidth(page);
  }
}

/** Somebody who has no mouse logs time: past the pages, through the form, and their own minutes on their own page. */
async function byKeyboard(tab: Tab): Promise<Page> {
  const page = await enters(tab, "reader");
  await page.goto(`${tab.origin}/tab/log-time`);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to the page");
  await page.keyboard.press("Enter");
  await reaches(page, /^Minutes it took with Copilot/);
  await page.keyboard.type("20");
  await reaches(page, /^Minutes it would have taken/);
  await page.keyboard.type("65");
  await reaches(page, /^What you were doing/);
  await page.keyboard.type("Dra");
  await reaches(page, /^Where you used Copilot/);
  await page.keyboard.type("Wor");
  await reaches(page, /^Save$/);
  await page.keyboard.press("Enter");
  await page.getByText("45 minutes").first().waitFor();
  await page.goto(`${tab.origin}/tab/my`);
  await page
    .getByRole("img", { name: /45 minutes saved/ })
    .first()
    .waitFor();
  return page;
}

const focused = (page: Page): Promise<string> => page.evaluate("document.activeElement.textContent.trim()");

/** Goes on with Tab until the focus is on what is called so; wherever it is on the way, it can be seen. */
async function reaches(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const [label, isShown] = (await page.evaluate(FOCUS)) as [string, boolean];
    assert.ok(isShown, `“${label}” doesn't show that it has the focus`);
    if (name.test(label)) return;
  }
  assert.fail(`Nothing called ${name} can be reached`);
}

const FOCUS = `(() => {
  const { activeElement: at } = document;
  const { outlineStyle, boxShadow } = getComputedStyle(at);
  const label = at.labels?.[0]?.textContent ?? at.textContent;
  return [label.trim(), at === document.body || outlineStyle !== "none" || boxShadow !== "none"];
})()`;

/** A story from whoever tells it to whoever finds it, and a champion between them, in browsers that run no scripts. */
async function withoutScripts(tab: Tab): Promise<Page> {
  const plain = { javaScriptEnabled: false };
  const author = await enters(tab, "reader", plain);
  await author.goto(`${tab.origin}/tab/stories`);
  await author.getByRole("button", { name: "Tell a story" }).first().click();
  await author.getByLabel(/^A title/).fill(STORY);
  await author.getByLabel(/^What was the challenge/).fill("Writing up two hours took a whole morning.");
  await author
    .getByLabel(/^What did you do/)
    .fill("Asked Copilot for decisions and actions, and checked each.");
  await author
    .getByLabel(/^What came of it/)
    .fill("A draft on the same day, with two mistakes that I put right.");
  await author.getByLabel(/^What kind of task/).selectOption({ label: "Meeting notes and actions" });
  await author.getByLabel(/^It has nothing above/).check();
  await author.getByRole("button", { name: "Send", exact: true }).click();
  await author.getByRole("heading", { name: /a champion has it now/ }).waitFor();

  const champion = await enters(tab, "champion", plain);
  await champion.goto(`${tab.origin}/tab/reviews`);
  await champion.getByRole("button", { name: "Open" }).click();
  await champion.getByRole("button", { name: "Approve" }).click();
  await champion.getByRole("heading", { level: 1 }).waitFor();
  await champion.context().close();

  const colleague = await enters(tab, "lead", plain);
  await colleague.goto(`${tab.origin}/tab/stories`);
  await colleague.getByLabel("What would you like help with?").fill("minutes of a board");
  await colleague.getByRole("button", { name: "Find" }).first().click();
  await colleague.getByText(STORY).first().waitFor();
  await author.context().close();
  return colleague;
}

const STORY = "Board minutes in half the time";

/** Nobody is written to until somebody says so again; both stand on record. */
async function stopsEverything(tab: Tab): Promise<Page> {
  const page = await enters(tab, "administrator");
  await page.goto(`${tab.origin}/tab/administration`);
  await page.getByRole("button", { name: "Pause everything" }).click();
  await hasNoBarrier(page);
  await page.getByRole("button", { name: "Yes, pause everything" }).click();
  await page.getByRole("button", { name: /Go on/ }).click();
  await page.getByRole("button", { name: /^Yes/ }).click();
  await page.getByRole("button", { name: "Pause everything" }).waitFor();
  return page;
}

/** From the whole to a part, and the same figures as a file. */
async function looksFurther(tab: Tab): Promise<Page> {
  const page = await enters(tab, "analyst");
  await page.goto(`${tab.origin}/tab/groups`);
  await page.getByRole("link", { name: "Operations" }).first().click();
  await page.getByRole("heading", { level: 1, name: /Operations/ }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("link", { name: /\(CSV\)/ })
      .first()
      .click(),
  ]);
  assert.match(file.suggestedFilename(), /^uptake-groups-.*\.csv$/);
  await hasNoBarrier(page);
  return page;
}

/** On paper there is nothing to press, and all that was to be read. */
async function inPrint(tab: Tab): Promise<Page> {
  const page = await enters(tab, "analyst", { viewport: { width: 794, height: 1123 } });
  await page.goto(`${tab.origin}/tab/hours`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav:visible").count(), 0);
  assert.ok((await page.getByRole("main").locator("table").count()) > 0);
  await fitsItsWidth(page);
  return page;
}
