import {
  type AdoptionSource,
  CursorExpired,
  SourceBroken,
  SourceBusy,
  SourceRefused,
  type UsagePeriod,
  type UsageReport,
} from "../../core/adoption-source.ts";
import { type Database, isOrphan } from "../../core/database.ts";
import type { TenantId } from "../../core/person.ts";
import type { People, Run } from "../../core/ports.ts";
import { isConcealed, nothingSeen, type Seen, seeing } from "./rules.ts";
import { padsOf, type Step, StepLost, type StepStore } from "./store.ts";
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
    for (let cursor = step.cursor; counts.pages < pages; ) {
      const read = await from.people(step.tenant, cursor);
      await together(async (trx) => {
        await steps.keep(trx, step, now, read.next);
        for (const changes of inParts(read.changes)) {
          const written = await directory.write(trx, changes, page);
          counts.people += written.people;
          counts.new += written.added;
          counts.left += written.left;
        }
        if (!read.done) return;
        const { left, doubtful } = await directory.close(trx, step, page.today);
        counts.left += left;
        counts.doubtful = doubtful;
        await steps.done(trx, step, now, after(now, 6 * HOUR), doubtful ? "doubtful" : undefined);
      });
      counts.pages += 1;
      if (read.done) return { counts, finished: true };
      cursor = read.next;
    }
    return { counts, finished: false };
  };

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
      step.tenant,
      period,
      report,
      setting === undefined ? undefined : setting === "true",
    );
    await db.transaction().execute(async (trx) => {
      for (const arrival of read.arrivals) await usage.arrived(trx, { ...arrival, source: "graph" }, run.now);
      await steps.done(trx, step, run.now, after(run.now, usageEvery[period] ?? DAY));
    });
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

  /** Facts are kept as they come: half a report is no less true. It counts as arrived only when it came whole. */
  async function readReport(
    tenant: TenantId,
    period: UsagePeriod,
    report: UsageReport,
    setting: boolean | undefined,
  ): Promise<{ readonly arrivals: readonly Omit<Arrival, "source">[]; readonly counts: Outcome["counts"] }> {
    const pads = await padsOf(db, tenant);
    const days = new Map<string, { seen: Seen; joined: number }>();
    for await (const batch of report.rows)
      for (const rows of inParts(batch)) {
        const joined =
          setting === true
            ? 0
            : await together((trx) => usage.write(trx, tenant, pads, rows, period === "D7"));
        const day = rows[0]?.refreshedOn;
        if (day === undefined) continue;
        const before = days.get(day) ?? { seen: nothingSeen, joined: 0 };
        days.set(day, { seen: seeing(before.seen, rows), joined: before.joined + joined });
      }
    const arrivals = [...days].map(([refreshedOn, { seen, joined }]) => ({
      ...{ tenant, period, refreshedOn, rows: seen.rows, joined },
      ...{ unreadable: report.unreadable(), unknownColumns: report.unknownColumns() },
      concealed: isConcealed(setting, seen),
    }));
    const sum = (of: (arrival: (typeof arrivals)[number]) => number) =>
      arrivals.reduce((all, arrival) => all + of(arrival), 0);
    const [rows, joined] = [sum((arrival) => arrival.rows), sum((arrival) => arrival.joined)];
    return {
      arrivals,
      counts: {
        ...{ rows, joined, "not joined": rows - joined, unreadable: report.unreadable() },
        ...{ "unknown columns": report.unknownColumns().length },
        concealed: arrivals.some(({ concealed }) => concealed),
      },
    };
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

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += MOST_ROWS) yield all.slice(at, at + MOST_ROWS);
}

export type Sync = ReturnType<typeof syncOf>;
