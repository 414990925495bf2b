import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { NoChromium } from "./browser.ts";
import { journey } from "./journey.ts";
import { gallery, tabPages } from "./pages.ts";
import { openStage, type Stage } from "./stage.ts";
import { budgetInWords, openTab, type Tab, tabSteps } from "./tab.ts";

/** `npm run e2e`: every step is checked on the screen, and a picture of each is kept. */
const PICTURES = "artefacts/e2e";
/** `npm run e2e -- tab`: what begins so, alone. Steps of the chat stand on those before them. */
const [ONLY] = process.argv.slice(2);
const wanted = ({ name }: { readonly name: string }): boolean =>
  ONLY === undefined || name === "welcome" || kebab(name).startsWith(ONLY);

const began = Date.now();
const counts = { passed: 0, failed: 0 };

async function runAll(): Promise<void> {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  const stage = await openStage();
  said("bot, Playground and browser are up");
  const opening = tabSteps.some(wanted) ? openTab(stage.browser) : Promise.resolve(undefined); // it is made while the chat waits for the browser
  opening.catch(() => {}); // said below
  try {
    // Steps of a journey build on one another: after one that failed, the rest would only repeat the news.
    for (const step of journey.filter(wanted))
      if (!(await passes(step.name, stage, inChat(step, stage)))) break;
    for (const step of [...tabPages, ...gallery].filter(wanted))
      await passes(step.name, stage, () => step(stage));
    const tab = await opening;
    if (tab !== undefined) said("the department is there");
    for (const { name, run } of tabSteps.filter(wanted)) await passes(name, stage, () => run(tab as Tab)); // wanted only where it is there
    if (tab !== undefined) console.log(budgetInWords());
  } finally {
    if (counts.failed > 0) writeFileSync(`${PICTURES}/bot.log`, stage.log());
    await (await opening.catch(() => undefined))?.close();
    await stage.close();
  }
}

const inChat = (step: (stage: Stage) => Promise<void>, stage: Stage) => async () => {
  await step(stage);
  return stage.chat.page;
};

/** Answers whether a step went as promised, and keeps a picture of the page it ended on. */
async function passes(title: string, stage: Stage, step: () => Promise<Page>): Promise<boolean> {
  const chat = stage.chat.page;
  const number = String(counts.passed + counts.failed + 1).padStart(2, "0");
  const name = `${number}-${kebab(title)}`;
  try {
    const page = await step();
    await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: page !== chat });
    if (page !== chat) await page.context().close();
    counts.passed += 1;
    said(name);
    return true;
  } catch (error) {
    counts.failed += 1;
    const last = stage.browser.pages().at(-1) ?? chat;
    await last
      .screenshot({ path: `${PICTURES}/${name}-failed.png`, fullPage: last !== chat })
      .catch(() => {});
    said(`${name} FAILED: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const said = (what: string) =>
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${what}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

runAll()
  .catch((error: unknown) => {
    counts.failed += 1;
    console.error(error instanceof NoChromium ? error.message : error);
  })
  .finally(() => {
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed === 0 ? 0 : 1;
  });
