// What the tab's pages take over HTTP, as many people ask for them one after another.
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import type { Database } from "../../src/core/database.ts";
import type { Page, Viewer } from "../../src/core/page.ts";
import type { PersonId, TenantId } from "../../src/core/person.ts";
import { idsOf, professions } from "../../src/core/taxonomy.ts";
import { openServer } from "../../src/platform/database/open.ts";
import { rolesIn } from "../../src/platform/people/roles.ts";
import { sealsIn } from "../../src/platform/web/seal.ts";
import { sessionsWith } from "../../src/platform/web/tab/sessions.ts";
import type { Figure } from "./figures.ts";
import { TENANT } from "./reporters.ts";
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

/** One address, as one kind of viewer sees it. */
interface Visit {
  readonly name: string;
  readonly address: string;
  readonly as: Viewer;
}

const visit = (address: string, as: Viewer): Visit => ({ name: `${address} (${as})`, address, as });

/** What is shown differs between whoever leads people and an analyst; others see it as the first of them does. */
function visitsOf(pages: readonly Page[]): readonly Visit[] {
  const each = pages.flatMap(({ path, for: viewers }) => {
    const differing = viewers.filter((one) => one === "lead" || one === "analyst");
    return (differing.length > 0 ? differing : viewers.slice(0, 1)).map((as) => visit(path, as));
  });
  const [profession = ""] = idsOf(professions);
  return [...each, visit("groups?path=d0", "analyst"), visit(`groups?path=d0&path=${profession}`, "analyst")];
}

/** Some who have people below them, and some who don't. */
async function peopleOf(
  db: Database,
): Promise<{ readonly leads: readonly string[]; readonly others: readonly string[] }> {
  const { rows: leads } = await sql<{ id: string }>`
    select distinct manager_id as id from person where tenant_id = ${TENANT} and manager_id is not null
    order by id limit ${MANY}`.execute(db);
  const { rows: others } = await sql<{ id: string }>`
    select person_id as id from person p where tenant_id = ${TENANT}
      and not exists (select from person t where t.tenant_id = p.tenant_id and t.manager_id = p.person_id)
    order by id limit ${MANY}`.execute(db);
  return { leads: leads.map(({ id }) => id), others: others.map(({ id }) => id) };
}

/** More than are ever signed in here. */
const MANY = 500;

export type Pages = ReadonlyMap<string, Answered>;

/** By its path, the 99th of a hundred answers in milliseconds (of fewer, the median), and the heaviest. */
export async function pagesOf(
  { app, clock }: Pick<Awaited<ReturnType<typeof yearOf>>, "app" | "clock">,
  { url, times }: { readonly url: string; readonly times: number },
): Promise<Pages> {
  const db = openServer(url);
  const sessions = sessionsWith(sealsIn(db), () => false);
  await new Promise<void>((resolve) => app.server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const results = new Map<string, Answered>();
  const people = await peopleOf(db);
  const visits = visitsOf(app.pages);
  let person = 0;
  for (const visit of visits) await asked(visit, WARM);
  for (const visit of visits) results.set(visit.name, await asked(visit, times));
  app.server.close();
  await db.destroy();
  return results;

  async function asked({ address, as }: Visit, count: number): Promise<Answered> {
    const answers: Answered[] = [];
    let cookie = "";
    for (let at = 0; at < count; at++) {
      if (at % PAGES_EACH === 0) cookie = await cookieOf(person++, as);
      answers.push(await timed(`${origin}/tab/${address}`, cookie));
    }
    const byTime = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      ms: byTime[Math.ceil(count * (count < FEW ? 0.5 : LATEST)) - 1] ?? Number.NaN,
      bytes: Math.max(...answers.map(({ bytes }) => bytes)),
    };
  }

  /** As it stands in the browser of somebody who is signed in. */
  async function cookieOf(n: number, as: Viewer): Promise<string> {
    let set = "";
    const response = {
      header(_name: string, value: string): void {
        set = value;
      },
    };
    const some = as === "lead" ? people.leads : people.others;
    const key = { tenant: TENANT as TenantId, id: some[n % some.length] as PersonId }; // as the database's rows have them
    if (as === "champion") await rolesIn(db).give(key, as, { by: "bench", at: clock() });
    await sessions.begin(response as never, key, [as], clock()); // it only sets a header
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
