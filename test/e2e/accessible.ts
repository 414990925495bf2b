import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** Fails with each serious barrier that axe-core finds on a page that isn't all ours. */
export async function isAccessible(page: Page): Promise<void> {
  const serious = (await violations(page)).filter(
    ({ impact }) => impact === "serious" || impact === "critical",
  );
  assert.deepEqual(serious.map(inWords), []);
}

/** Fails with anything that axe-core finds on a page of ours. */
export async function hasNoBarrier(page: Page): Promise<void> {
  assert.deepEqual((await violations(page)).map(inWords), [], page.url());
}

async function violations(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe);
  return (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Violation[];
}

const inWords = ({ id, help, nodes }: Violation): string =>
  `${id}: ${help} (${nodes.length}), first ${nodes[0]?.target.join(" ")}: ${nodes[0]?.failureSummary}`;

/** Nobody should have to scroll sideways to read. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const over = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  assert.equal(over, 0, `the page is ${over} pixels too wide`);
}
