// What the tab's pages take over HTTP, as many people ask for them one after another.
import type { AddressInfo } from "node:net";
import type { Page, Viewer } from "../../src/core/page.ts";
import type { PersonId, TenantId } from "../../src/core/person.ts";
import { openServer } from "../../src/platform/database/open.ts";
import { sealsIn } from "../../src/platform/web/seal.ts";
import { sessionsWith } from "../../src/platform/web/tab/sessions.ts";
import type { Figure } from "./figures.ts";
import { type Size, TENANT } from "./reporters.ts";
import type { yearOf } from "./year.ts";

/** Nobody may ask for more pages in a row. */
const PAGES_EACH = 20;
/** Before anything is measured: what is only loaded when it is needed, and plans of statements. */
const WARM = 3;
const MOST_KIB = 150;
const LATEST = 0.99;
/** Asked fewer times, the latest of all says more of the machine than of the page: then it is the median. */
const FEW = 100;

interface Answered {
  readonly ms: number;
  readonly bytes: number;
}

export type Pages = ReadonlyMap<string, Answered>;

/** By its path, the 99th of a hundred answers in milliseconds (of fewer, the median), and the heaviest. */
export async function pagesOf(
  { app, clock }: Pick<Awaited<ReturnType<typeof yearOf>>, "app" | "clock">,
  { url, size, times }: { readonly url: string; readonly size: Size; readonly times: number },
): Promise<Pages> {
  const db = openServer(url);
  const sessions = sessionsWith(sealsIn(db), () => false);
  await new Promise<void>((resolve) => app.server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const results = new Map<string, Answered>();
  let person = 0;
  for (const page of app.pages) await asked(page, WARM);
  for (const page of app.pages) results.set(page.path, await asked(page, times));
  app.server.close();
  await db.destroy();
  return results;

  async function asked(page: Page, count: number): Promise<Answered> {
    const answers: Answered[] = [];
    let cookie = "";
    for (let at = 0; at < count; at++) {
      if (at % PAGES_EACH === 0) cookie = await cookieOf(person++ % size.people, page.for);
      answers.push(await timed(`${origin}/tab/${page.path}`, cookie));
    }
    const byTime = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      ms: byTime[Math.ceil(count * (count < FEW ? 0.5 : LATEST)) - 1] ?? Number.NaN,
      bytes: Math.max(...answers.map(({ bytes }) => bytes)),
    };
  }

  /** As it stands in the browser of somebody who is signed in. */
  async function cookieOf(n: number, as: readonly Viewer[]): Promise<string> {
    let set = "";
    const response = {
      header(_name: string, value: string): void {
        set = value;
      },
    };
    const key = { tenant: TENANT as TenantId, id: `p${n}` as PersonId }; // as the database's rows have them
    await sessions.begin(response as never, key, as, clock()); // it only sets a header
    return set.split(";")[0] ?? "";
  }
}

async function timed(address: string, cookie: string): Promise<Answered> {
  const start = performance.now();
  const response = await fetch(address, { headers: { cookie }, redirect: "manual" });
  const { byteLength } = await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${address}: ${response.status}`);
  return { ms: performance.now() - start, bytes: byteLength };
}

/** Each page in the large organisation beside the same in the small one; and that none is heavy. */
export function figuresOf(large: Pages, small: Pages): readonly Figure[] {
  return [...large].flatMap(([path, { ms, bytes }]) => {
    const before = small.get(path)?.ms ?? Number.NaN;
    return [
      {
        name: `page ${path}: large ÷ small (${ms.toFixed(0)} ÷ ${before.toFixed(0)} ms)`,
        value: ms / before,
        unit: "",
        atMost: 5,
      },
      { name: `page ${path}: weight`, value: bytes / 1024, unit: "KiB", atMost: MOST_KIB },
    ];
  });
}
