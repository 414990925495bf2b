import {
  type AdoptionSource,
  CursorExpired,
  type DirectoryPage,
  SourceBroken,
  SourceBusy,
  SourceRefused,
  type UsagePeriod,
  type UsageReport,
  type UsageRow,
} from "../../core/adoption-source.ts";
import type { Day } from "../../core/calendar.ts";
import { type Database, isOrphan } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { isConcealed, nothingSeen, type Seen, seeing } from "./rules.ts";
import { padsOf, refreshed, type Step, StepLost, type StepStore, tidied } from "./store.ts";
import { type DirectoryStore, directoryStore, type Page } from "./store-directory.ts";
import type { RuleStore } from "./store-rules.ts";
import type { Arrival, UsageStore } from "./store-usage.ts";

/** What one step did, in counts of the whole organisation. */
export interface Outcome {
  readonly tenant: TenantId;
  readonly what: string;
  readonly state: "done" | "going on" | "waiting" | "refused" | "failed" | "elsewhere";
  readonly counts: Readonly<Record<string, number | boolean>>;
  /** The permission that is missing, where it was refused. */
  readonly permission?: string | undefined;
  readonly until?: Date;
}

/** Whose report is read, of what period where that was asked for, and on which day. */
interface Wanted {
  readonly tenant: TenantId;
  readonly asked: UsagePeriod | undefined;
  readonly today: Day;
}

interface Parts {
  readonly db: Database;
  readonly people: People;
  readonly source: AdoptionSource | undefined;
  readonly steps: StepStore;
  readonly usage: UsageStore;
  readonly rules: RuleStore;
  readonly plans: ReadonlySet<string>;
}

/** How one step is run: how many pages may be read, and whether it is done although it isn't due. */
export interface Effort {
  readonly pages: number;
  readonly anyway: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FAILED_AGAIN_MS = 600_000;
const BUSY_SECONDS = 60;
const MOST_ROWS = 5_000;
/** What the admin centre offers first. */
const USUAL: UsagePeriod = "D30";
/** After so many people the database is told that its tables have grown. */
const GROWN = 2_000;
/** So many people of the directory are written together. */
const BUNDLE = 1_000;
/** What a reading of the directory joins and fills. */
const DIRECTORY = ["person", "adoption_person", "adoption_sign_in", "adoption_licence"] as const;

/** The newest days every day; the longer looks back once, and then each month, for what was missed meanwhile. */
const usageEvery: Readonly<Record<string, number>> = {
  D7: 12 * HOUR,
  D30: 30 * DAY,
  D90: 30 * DAY,
  D180: 30 * DAY,
};
const totalsEvery: Readonly<Record<string, number>> = {
  D7: 12 * HOUR,
  D30: 12 * HOUR,
  D90: 7 * DAY,
  D180: 7 * DAY,
};

/** Reads from outside in steps, each for itself: what one isn't allowed to, the others do without. */
export function syncOf({ db, people, source, steps, usage, rules, plans }: Parts) {
  const directory: DirectoryStore = directoryStore(people);

  type Did = { readonly counts: Outcome["counts"]; readonly finished: boolean };
  type Work = (step: Step, run: Run, effort: Effort, from: AdoptionSource) => Promise<Did>;

  async function whatsOf(tenant: TenantId): Promise<readonly string[]> {
    const pilots = await steps.pilots(tenant);
    return [
      "licences",
      "roles", // before the people, whose history keeps what the rules say
      "people",
      ...pilots.map(({ group_id }) => `members:${group_id}`),
      "names",
      ...Object.keys(usageEvery).map((period) => `usage:${period}`),
      ...Object.keys(totalsEvery).map((period) => `totals:${period}`),
    ];
  }

  const workOf = (what: string): Work | undefined => {
    const [kind = ""] = what.split(":");
    return { licences, people: readPeople, roles, members, names, usage: readUsage, totals: readTotals }[
      kind
    ];
  };

  const licences: Work = async (step, { now }, _effort, from) => {
    const counts = await from.licences(step.tenant);
    const marked = counts.map((sku) => ({ ...sku, copilot: sku.plans.some((plan) => plans.has(plan)) }));
    await db.transaction().execute(async (trx) => {
      await steps.saveLicences(trx, step.tenant, marked, isoDay(now));
      await steps.done(trx, step, now, after(now, 12 * HOUR));
    });
    const ours = marked.filter(({ copilot }) => copilot);
    const sum = (of: (sku: (typeof ours)[number]) => number) => ours.reduce((all, sku) => all + of(sku), 0);
    const [purchased, assigned] = [sum((sku) => sku.purchased), sum((sku) => sku.assigned)];
    return {
      finished: true,
      counts: { products: ours.length, purchased, assigned, unassigned: purchased - assigned },
    };
  };

  const readPeople: Work = async (step, { now }, { pages }, from) => {
    const page: Page = {
      ...{ step, plans, today: isoDay(now) },
      ...{ pads: await padsOf(db, step.tenant), rules: await rules.of(step.tenant) },
    };
    const counts = { pages: 0, people: 0, new: 0, left: 0, doubtful: false };
    for await (const bundle of ahead(bundles(from, step, pages))) {
      if (bundle.done && step.whole) await refreshed(db, ["person", "adoption_person"]);
      const did = await together((trx) => writePage(trx, step, now, bundle, page));
      const before = counts.people;
      counts.pages += bundle.pages;
      counts.people += did.people;
      counts.new += did.added;
      counts.left += did.left;
      counts.doubtful = did.doubtful;
      if (step.whole && before < GROWN && counts.people >= GROWN) await refreshed(db, DIRECTORY);
      if (!bundle.done) continue;
      if (step.whole) await refreshed(db, ["adoption_sign_in", "adoption_licence", "adoption_place"]);
      return { counts, finished: true };
    }
    return { counts, finished: false };
  };

  async function writePage(trx: Database, step: Step, now: Date, read: DirectoryPage, page: Page) {
    await steps.keep(trx, step, now, read.next);
    const counts = { people: 0, added: 0, left: 0, doubtful: false };
    for (const changes of inParts(read.changes)) {
      const written = await directory.write(trx, changes, page);
      counts.people += written.people;
      counts.added += written.added;
      counts.left += written.left;
    }
    if (!read.done) return counts;
    const { left, doubtful } = await directory.close(trx, step, page.today);
    await steps.done(trx, step, now, after(now, 6 * HOUR), doubtful ? "doubtful" : undefined);
    return { ...counts, left: counts.left + left, doubtful };
  }

  /** Looks at titles again where other rules were set since. */
  const roles: Work = async (step, { now }) => {
    const current = await rules.of(step.tenant);
    const version = JSON.stringify(current);
    const [done = "", at = "0"] = step.cursor === undefined ? [] : (JSON.parse(step.cursor) as string[]);
    if (step.cursor === undefined || (done === version && at === "")) return roled(step, now, version);
    let from: number | undefined = done === version ? Number(at) : 0;
    while (from !== undefined) {
      const start: number = from;
      from = await together(async (trx) => {
        const next = await directory.mapAgain(trx, step.tenant, current, start);
        await steps.keep(trx, step, now, JSON.stringify([version, next === undefined ? "" : String(next)]));
        return next;
      });
    }
    return roled(step, now, version);
  };

  async function roled(step: Step, now: Date, version: string): Promise<Did> {
    await db.transaction().execute(async (trx) => {
      await steps.keep(trx, step, now, JSON.stringify([version, ""]));
      await steps.done(trx, step, now, after(now, 6 * HOUR));
    });
    return { counts: {}, finished: true };
  }

  const members: Work = async (step, { now }, { pages }, from) => {
    const group = step.what.slice("members:".length);
    const counts = { pages: 0, joined: 0, left: 0 };
    for (let cursor = step.cursor; counts.pages < pages; ) {
      const read = await from.members(step.tenant, group, cursor);
      await together(async (trx) => {
        const complete = await directory.members(trx, read, step, group, isoDay(now));
        await steps.keep(trx, step, now, read.next, !complete);
        if (!read.done) return;
        await directory.closeMembers(trx, step, group, isoDay(now));
        await steps.done(trx, step, now, after(now, 6 * HOUR));
      });
      counts.pages += 1;
      counts.joined += read.joined.length;
      counts.left += read.left.length;
      if (read.done) return { counts, finished: true };
      cursor = read.next;
    }
    return { counts, finished: false };
  };

  /** The cursor holds what the setting said: "true", "false" or nothing where it can't be read. */
  const names: Work = async (step, { now }, _effort, from) => {
    const concealed = await from.namesConcealed(step.tenant);
    await db.transaction().execute(async (trx) => {
      await steps.keep(trx, step, now, concealed === undefined ? undefined : String(concealed));
      await steps.done(trx, step, now, after(now, 12 * HOUR));
    });
    const counts: Outcome["counts"] = concealed === undefined ? {} : { concealed };
    return { counts, finished: true };
  };

  const readUsage: Work = async (step, run, _effort, from) => {
    const period = step.what.slice("usage:".length) as UsagePeriod; // the steps are made of these
    const setting = await steps.said(step.tenant, "names");
    const report = await from.usage(step.tenant, period);
    const read = await readReport(
      { tenant: step.tenant, asked: period, today: isoDay(run.now) },
      report,
      setting === undefined ? undefined : setting === "true",
    );
    await db.transaction().execute(async (trx) => {
      for (const arrival of read.arrivals) await usage.arrived(trx, { ...arrival, source: "graph" }, run.now);
      await licensing(trx, read.arrivals);
      // A longer look back is worth little before everybody is known: then it is taken again soon.
      const every = (await steps.wasDone(trx, step.tenant, "people")) ? usageEvery[period] : usageEvery.D7;
      await steps.done(trx, step, run.now, after(run.now, every ?? DAY));
    });
    if (read.arrivals.length > 0)
      await tidied(db).catch(() =>
        run.log.warn({}, "the tables of use couldn't be tidied; the next report tries again"),
      );
    return { counts: read.counts, finished: true };
  };

  const readTotals: Work = async (step, { now }, _effort, from) => {
    const period = step.what.slice("totals:".length) as UsagePeriod; // as above
    const totals = await from.usageTotals(step.tenant, period);
    await db.transaction().execute(async (trx) => {
      await usage.saveTotals(trx, step.tenant, totals);
      await steps.done(trx, step, now, after(now, totalsEvery[period] ?? DAY));
    });
    return { counts: { figures: totals.length }, finished: true };
  };

  /**
   * Facts are kept as they come: half a report is no less true. It counts as arrived only when it came whole. Of what
   * period a file speaks is known once its first rows were read. Of a day that hasn't been no row can speak: it would
   * pass for the newest until then.
   */
  async function readReport(
    { tenant, asked, today }: Wanted,
    report: UsageReport,
    setting: boolean | undefined,
  ): Promise<{ readonly arrivals: readonly Omit<Arrival, "source">[]; readonly counts: Outcome["counts"] }> {
    const pads = await padsOf(db, tenant);
    const days = new Map<string, { seen: Seen; joined: number }>();
    const periodOf = () => asked ?? report.period?.() ?? USUAL;
    let early = 0;
    for await (const batch of ahead(report.rows)) {
      const been = batch.filter(({ refreshedOn }) => refreshedOn <= today);
      early += batch.length - been.length;
      for (const [day, rows] of partsByDay(been)) {
        const joined =
          setting === true
            ? 0
            : await together((trx) => usage.write(trx, tenant, pads, rows, periodOf() === "D7"));
        const before = days.get(day) ?? { seen: nothingSeen, joined: 0 };
        days.set(day, { seen: seeing(before.seen, rows), joined: before.joined + joined });
      }
    }
    const unreadable = report.unreadable() + early;
    const arrivals = [...days].map(([refreshedOn, { seen, joined }]) => ({
      ...{ tenant, period: periodOf(), refreshedOn, rows: seen.rows, joined },
      ...{ unreadable, unknownColumns: report.unknownColumns() },
      concealed: isConcealed(setting, seen),
    }));
    const sum = (of: (arrival: (typeof arrivals)[number]) => number) =>
      arrivals.reduce((all, arrival) => all + of(arrival), 0);
    const [rows, joined] = [sum((arrival) => arrival.rows), sum((arrival) => arrival.joined)];
    return {
      arrivals,
      counts: {
        ...{ rows, joined, "not joined": rows - joined, unreadable },
        ...{ "unknown columns": report.unknownColumns().length },
        concealed: arrivals.some(({ concealed }) => concealed),
      },
    };
  }

  /** Where the directory came from a file that says nothing of licences, whoever a report names has one: it names no others. */
  async function licensing(
    trx: Database,
    arrivals: readonly Pick<Arrival, "tenant" | "refreshedOn" | "concealed">[],
  ): Promise<void> {
    for (const { tenant, refreshedOn, concealed } of arrivals)
      if (!concealed && (await steps.readFromFile(trx, tenant)))
        await directory.licenseReported(trx, tenant, refreshedOn);
  }

  /** Somebody may be forgotten in the middle: then it is written once more, without them. */
  async function together<T>(write: (trx: Database) => Promise<T>): Promise<T> {
    try {
      return await db.transaction().execute(write);
    } catch (error) {
      if (!isOrphan(error)) throw error;
      return db.transaction().execute(write);
    }
  }

  async function runStep(
    tenant: TenantId,
    what: string,
    run: Run,
    effort: Effort,
  ): Promise<Outcome | undefined> {
    const work = workOf(what);
    if (source === undefined || work === undefined) return undefined;
    const step = await steps.claim(tenant, what, run.now, effort.anyway);
    if (step === undefined) return undefined;
    const outcome = { tenant, what };
    try {
      const { counts, finished } = await work(step, run, effort, source);
      if (!finished) await steps.release(step);
      return { ...outcome, counts, state: finished ? "done" : "going on" };
    } catch (error) {
      if (error instanceof StepLost) return { ...outcome, counts: {}, state: "elsewhere" };
      if (error instanceof CursorExpired && step.cursor !== undefined) {
        await steps.restart(step);
        await steps.release(step);
        return { ...outcome, counts: {}, state: "going on" };
      }
      return troubled(step, error, run);
    }
  }

  async function troubled(step: Step, error: unknown, { now, log }: Run): Promise<Outcome> {
    const outcome = { tenant: step.tenant, what: step.what, counts: {} };
    if (error instanceof SourceBusy) {
      const until = after(now, (error.seconds ?? BUSY_SECONDS) * 1000);
      await steps.failed(step, now, until, "busy");
      return { ...outcome, state: "waiting", until };
    }
    if (error instanceof SourceRefused) {
      await steps.failed(step, now, after(now, DAY), `refused ${error.permission ?? ""}`.trim());
      return { ...outcome, state: "refused", permission: error.permission };
    }
    if (error instanceof SourceBroken || error instanceof CursorExpired) {
      await steps.failed(step, now, after(now, FAILED_AGAIN_MS), "broken");
      log.warn({ step: step.what.split(":")[0] }, "a report or a directory page couldn't be read");
      return { ...outcome, state: "failed" };
    }
    await steps.release(step);
    throw error;
  }

  return {
    readReport,
    licensing,

    /** Everything that is due, for at most so many pages. Answers what was done. */
    async turn(run: Run, pages: number): Promise<readonly Outcome[]> {
      const did: Outcome[] = [];
      let left = pages;
      for (const tenant of source?.tenants ?? []) {
        const whats = await whatsOf(tenant);
        await steps.ensure(tenant, whats, run.now);
        for (const what of whats) {
          if (left <= 0) return did;
          const outcome = await runStep(tenant, what, run, { pages: left, anyway: false });
          if (outcome === undefined) continue;
          did.push(outcome);
          left -= what.startsWith("usage:") ? pages : Math.max(1, Number(outcome.counts.pages ?? 1));
        }
      }
      return did;
    },

    /** Everything, whether or not it is due, until there is no more; not what was asked for patience. */
    async all(run: Run, only?: TenantId): Promise<readonly Outcome[]> {
      const did: Outcome[] = [];
      for (const tenant of (source?.tenants ?? []).filter((each) => only === undefined || each === only)) {
        const whats = await whatsOf(tenant);
        await steps.ensure(tenant, whats, run.now);
        for (const what of whats) did.push(await untilDone(tenant, what, run));
      }
      return did;
    },
  };

  /** An expired cursor is begun again once: a second time it is broken. */
  async function untilDone(tenant: TenantId, what: string, run: Run): Promise<Outcome> {
    const effort: Effort = { pages: Number.POSITIVE_INFINITY, anyway: true };
    const first = await runStep(tenant, what, run, effort);
    const outcome = first?.state === "going on" ? await runStep(tenant, what, run, effort) : first;
    if (outcome !== undefined) return outcome;
    const until = await steps.dueAt(tenant, what);
    return { tenant, what, counts: {}, state: "waiting", ...(until === undefined ? {} : { until }) };
  }
}

const isoDay = (now: Date): string => now.toISOString().slice(0, 10);
const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Pages of the directory, put together to so many people. What was read before one fails isn't lost. */
async function* bundles(
  from: AdoptionSource,
  { tenant, cursor }: Step,
  most: number,
): AsyncGenerator<DirectoryPage & { readonly pages: number }> {
  let [changes, pages, next]: [DirectoryPage["changes"][number][], number, typeof cursor] = [[], 0, cursor];
  for (let left = most; left > 0; left -= 1) {
    let read: DirectoryPage;
    try {
      read = await from.people(tenant, next);
    } catch (error) {
      if (next !== undefined && pages > 0) yield { changes, next, done: false, pages };
      throw error;
    }
    changes.push(...read.changes);
    pages += 1;
    next = read.next;
    if (!read.done && left > 1 && changes.length < BUNDLE) continue;
    yield { changes, next, done: read.done, pages };
    if (read.done) return;
    [changes, pages] = [[], 0];
  }
}

/** Asks for the next while this one is worked on. What fails ahead fails when its turn comes. */
async function* ahead<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  const each = all[Symbol.asyncIterator]();
  const ask = () => {
    const asked = each.next();
    asked.catch(() => {}); // it is heard below
    return asked;
  };
  try {
    for (let asked = ask(); ; ) {
      const { value, done } = await asked;
      if (done === true) return;
      asked = ask();
      yield value;
    }
  } finally {
    await each.return?.();
  }
}

export function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += MOST_ROWS) yield all.slice(at, at + MOST_ROWS);
}

/** A report speaks of one day; files that somebody put together may speak of several. */
function* partsByDay(batch: readonly UsageRow[]): Generator<readonly [Day, readonly UsageRow[]]> {
  for (const day of new Set(batch.map(({ refreshedOn }) => refreshedOn)))
    for (const rows of inParts(batch.filter(({ refreshedOn }) => refreshedOn === day))) yield [day, rows];
}

export type Sync = ReturnType<typeof syncOf>;
