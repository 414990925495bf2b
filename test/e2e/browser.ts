import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens Chromium without a window. CHROMIUM_PATH names another one than the `chromium` on the PATH. */
export async function openBrowser() {
  const executablePath = chromiumPath();
  const browser = await chromium.launch({ executablePath, headless: true, args: QUIET });
  return {
    close: () => browser.close(),
    /** Every page that is open, the newest last. */
    pages: () => browser.contexts().flatMap((context) => context.pages()),

    /** A fresh window, from which nothing but this machine can be reached: the Playground asks a CDN for fonts. */
    async open(options: Parameters<typeof browser.newContext>[0] = {}): Promise<Page> {
      const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", ...options });
      await keepInside(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      return page;
    },
  };
}

export type Browser = Awaited<ReturnType<typeof openBrowser>>;

export class NoChromium extends Error {}

function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  if (named) throw new NoChromium(`CHROMIUM_PATH names ${named}, where there is nothing.`);
  for (const name of ["chromium", "chromium-browser", "google-chrome"])
    try {
      return execFileSync("which", [name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      // not that one
    }
  throw new NoChromium(
    "The journeys need Chromium. Install it (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.",
  );
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)$/;

const keepInside = (context: BrowserContext) =>
  context.route("**/*", (route) =>
    LOOPBACK.test(new URL(route.request().url()).hostname) ? route.continue() : route.abort(),
  );
