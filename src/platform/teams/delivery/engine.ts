import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Composed, Outbound, Status } from "../../../core/outbound.ts";
import type { Log, Run } from "../../../core/ports.ts";
import type { Acquaintance, Contact } from "../../people/people.ts";
import type { Outcome, Post } from "../messenger.ts";
import type { Budget } from "./budget.ts";
import type { DeliveryLedger, End, Taken } from "./ledger.ts";

interface Parts {
  readonly ledger: DeliveryLedger;
  readonly budget: Budget;
  readonly people: Pick<Acquaintance, "contactsOf" | "lose">;
  readonly post: Post;
  readonly outbounds: () => readonly Outbound[];
  readonly isOutage: (error: unknown) => boolean;
}

/** What one round did. Each message that was taken on is in exactly one of the ends. */
export type Round = Readonly<Record<"planned" | Exclude<Status, "sending">, number>>;

/** As many as leave within a fifth of a second: little is in doubt if this process dies. */
const AT_ONCE = 10;
/** Teams may take seconds to answer; at 50 a second that many are on their way. */
const MOST_UNDER_WAY = 500;
/** The next ones are taken on this long before the last ones have left. */
const AHEAD_MS = 100;
/** Whoever must wait longer gives back what it took on. */
const LONGEST_WAIT_MS = 5_000;
const BEAT_MS = 5_000;
/** New tenants, those that rested and processes that died are looked for this often while others are served. */
const LOOK_AGAIN_MS = 2_000;
const MAX_ATTEMPTS = 5;
const FIRST_RETRY_S = 60;
const LONGEST_RETRY_S = 3_600;
/** Two people refused within this long: it is the tenant that is too fast, not one chat. */
const TOGETHER_MS = 2_000;
const THROTTLED_S = 2;
const FLUSH_AT = 50;
const FLUSH_MS = 250;
const OUTAGE_PAUSE_MS = 500;
const OUTAGE_TRIES = 240;

export type Delivery = ReturnType<typeof deliveryWith>;

/** Sends what is in the ledger, beside any number of other processes. */
export function deliveryWith({ ledger, budget, people, post, outbounds, isOutage }: Parts) {
  let stopping = false;
  const rounds = new Set<Promise<unknown>>();

  return {
    /** Plans what is due, without sending it. */
    async plan(run: Run): Promise<number> {
      let planned = 0;
      if ((await ledger.pausedSince()) !== undefined) return planned;
      for (const outbound of outbounds()) planned += await outbound.plan(run);
      return planned;
    },

    /** Sends until nothing is due. `clock` says what is due; pace and leases go by the database's own time. */
    async send(clock: () => Date, log: Log): Promise<Omit<Round, "planned">> {
      const round = sendAll(clock, log);
      rounds.add(round);
      return round.finally(() => rounds.delete(round));
    },

    /** Takes on nothing more, and waits for what is under way. */
    async stop(): Promise<void> {
      stopping = true;
      await Promise.allSettled(rounds);
    },
  };

  async function sendAll(clock: () => Date, log: Log): Promise<Omit<Round, "planned">> {
    const counts = { waiting: 0, sent: 0, blocked: 0, failed: 0, skipped: 0, unsure: 0 };
    // The round's own: whatever it couldn't give back is found when its beat is missed.
    const me = randomUUID();
    const serving = new Map<string, Promise<void>>();
    const restsUntil = new Map<string, number>();
    const beat = setInterval(() => void ledger.beat(me).catch(() => {}), BEAT_MS).unref();

    const begin = (tenant: string) => {
      const served = serve(tenant, me, clock, log, counts).then((held) => {
        serving.delete(tenant);
        if (held === "held") restsUntil.set(tenant, performance.now() + LOOK_AGAIN_MS);
      });
      serving.set(tenant, served);
    };
    try {
      for (;;) {
        counts.unsure += await giveUpOfDead(log);
        const due = stopping ? [] : await ledger.tenantsDue(clock());
        const now = performance.now();
        const idle = due.filter((tenant) => !serving.has(tenant) && (restsUntil.get(tenant) ?? 0) <= now);
        if (idle.length > 0) await ledger.beat(me);
        idle.forEach(begin);
        if (serving.size === 0) break;
        await Promise.race([...serving.values(), sleep(LOOK_AGAIN_MS, undefined, { ref: false })]);
      }
    } finally {
      await Promise.all(serving.values());
      clearInterval(beat);
      await ledger.leave(me).catch(() => {});
    }
    const { sent, failed, unsure, blocked } = counts;
    if (sent + failed + unsure + blocked > 0) log.info(counts, "messages sent");
    return counts;
  }

  async function giveUpOfDead(log: Log): Promise<number> {
    const given = await ledger.giveUpOfDead();
    await tell(given, log);
    return given.length;
  }

  /** Those that ended are on record: a feature that fails here is its own trouble. */
  async function tell(reached: readonly Taken[], log: Log): Promise<void> {
    for (const outbound of outbounds()) {
      const own = reached.filter(({ kind }) => kind === outbound.kind);
      if (own.length === 0) continue;
      await patiently(async () => outbound.reached?.(own), log).catch((error) =>
        log.error({ error }, "feature not told of what it sent"),
      );
    }
  }

  /** Once more and again, while the database is out of reach. */
  async function patiently(work: () => Promise<void>, log: Log): Promise<void> {
    for (let tries = 1; ; tries++)
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error) || tries >= OUTAGE_TRIES) throw error;
        if (tries === 1) log.warn({ error }, "results kept back: database out of reach");
        await sleep(OUTAGE_PAUSE_MS);
      }
  }

  /** Serves one tenant until nothing is due there, or it has to wait: its trouble is nobody else's. Never fails. */
  async function serve(
    tenant: string,
    me: string,
    clock: () => Date,
    log: Log,
    counts: Record<Exclude<Status, "sending">, number>,
  ): Promise<"done" | "held"> {
    const underWay = new Set<Promise<void>>();
    let ends: End[] = [];
    let flushedAt = performance.now();
    let lastLeft = 0;
    let refused: { readonly id: string; readonly at: number } | undefined;
    let held: "done" | "held" = "done";

    try {
      while (!stopping) {
        while (underWay.size > MOST_UNDER_WAY - AT_ONCE) await Promise.race(underWay);
        const taken = await ledger.claim(tenant, AT_ONCE, clock(), me);
        if (taken.length === 0) break;
        if (!(await sendSome(taken))) {
          held = "held";
          break;
        }
        if (ends.length >= FLUSH_AT || performance.now() - flushedAt > FLUSH_MS) await flush();
      }
    } catch (error) {
      if (!isOutage(error)) log.error({ error }, "sending stopped");
      else log.warn({ error }, "sending stopped: database out of reach");
      held = "held";
    }
    try {
      await Promise.all(underWay);
      await flush();
      // All that was begun is on record by now: what is left was taken on, and wasn't begun.
      if (held === "held" || stopping) await patiently(() => ledger.giveBack(tenant, me), log);
    } catch (error) {
      log.error({ error }, "what became of messages isn't on record");
      held = "held";
    }
    return held;

    /** False where the tenant must wait. */
    async function sendSome(taken: readonly Taken[]): Promise<boolean> {
      const due = await composed(taken, clock, log, ends);
      if (due.length === 0) return true;
      const contacts = await people.contactsOf(due.map(({ of }) => of));
      const { waitMs, gapMs } = await budget.reserve(tenant, due.length, LONGEST_WAIT_MS);
      if (waitMs > LONGEST_WAIT_MS) return false;
      let at = performance.now() + waitMs;
      for (const [index, { of, card }] of due.entries()) {
        // Who is late doesn't catch up all at once: Teams counts what arrives within a second.
        at = Math.max(at, lastLeft + gapMs * 0.95);
        lastLeft = at;
        const sending = sendAt(at, of, contacts[index], card);
        underWay.add(sending);
        void sending.finally(() => underWay.delete(sending));
        at += gapMs;
      }
      await until(lastLeft - AHEAD_MS);
      return true;
    }

    async function sendAt(
      at: number,
      of: Taken,
      contact: Contact | undefined,
      card: Parameters<Post>[2],
    ): Promise<void> {
      await until(at);
      if (stopping) return; // given back
      const outcome: Outcome = contact === undefined ? { kind: "gone" } : await post(contact, of, card);
      ends.push(endOf(of, outcome, clock()));
      if (outcome.kind === "blocked" || outcome.kind === "gone")
        await people.lose(of, "blocked").catch((error) => log.warn({ error }, "dead contact kept"));
      if (outcome.kind === "later" && outcome.throttled) await throttled(of, outcome.seconds ?? THROTTLED_S);
    }

    async function throttled({ id }: Taken, seconds: number): Promise<void> {
      const now = performance.now();
      const together = refused !== undefined && refused.id !== id && now - refused.at < TOGETHER_MS;
      refused = { id, at: now };
      if (!together) return;
      await budget.slow(tenant, seconds).catch((error) => log.warn({ error }, "not slowed down"));
      log.warn({ seconds }, "Teams asked to slow down");
    }

    /** Nothing that is known is lost while the database is out of reach. */
    async function flush(): Promise<void> {
      const known = ends;
      ends = [];
      flushedAt = performance.now();
      if (known.length === 0) return;
      try {
        await patiently(() => ledger.finish(known, me), log);
      } catch (error) {
        ends = [...known, ...ends];
        throw error;
      }
      for (const { status } of known) counts[status] += 1;
      await tell(
        known.filter(({ status }) => status === "sent" || status === "unsure").map(({ of }) => of),
        log,
      );
    }
  }

  /** Those to be sent. The others' ends are noted; what couldn't be composed is tried again later. */
  async function composed(taken: readonly Taken[], clock: () => Date, log: Log, ends: End[]) {
    const due: { readonly of: Taken; readonly card: Parameters<Post>[2] }[] = [];
    for (const outbound of outbounds()) {
      const own = taken.filter(({ kind }) => kind === outbound.kind);
      if (own.length === 0) continue;
      let answers: readonly Composed[];
      try {
        answers = await outbound.compose(own, { now: clock(), log });
      } catch (error) {
        log.error({ error }, "message not composed");
        ends.push(...own.map((of) => endOf(of, { kind: "later", reason: "not composed" }, clock())));
        continue;
      }
      for (const [at, of] of own.entries()) {
        const answer = answers[at];
        if (answer?.kind === "send") due.push({ of, card: answer.card });
        else if (answer?.kind === "wait")
          ends.push({ of, status: "waiting", reason: answer.reason, again: answer.until, untried: true });
        else ends.push({ of, status: "skipped", reason: answer?.reason ?? "nothing to say" });
      }
    }
    const kinds = new Set(outbounds().map(({ kind }) => kind));
    for (const of of taken)
      if (!kinds.has(of.kind)) ends.push({ of, status: "failed", reason: "nobody composes it any more" });
    return due;
  }
}

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await sleep(ms);
}

function endOf(of: Taken, outcome: Outcome, now: Date): End {
  switch (outcome.kind) {
    case "sent":
      return { of, status: "sent", activity: outcome.activity };
    case "blocked":
      return { of, status: "blocked", reason: outcome.reason };
    case "gone":
      return { of, status: "blocked", reason: "not installed" };
    case "later": {
      if (of.attempts >= MAX_ATTEMPTS)
        return { of, status: "failed", reason: `too many tries: ${outcome.reason}` };
      const seconds = outcome.seconds ?? backOff(of.attempts);
      return {
        of,
        status: "waiting",
        reason: outcome.reason,
        again: new Date(now.getTime() + seconds * 1000),
      };
    }
    case "unsure":
      return { of, status: "unsure", reason: outcome.reason };
    case "failed":
      return { of, status: "failed", reason: outcome.reason };
  }
}

/** Seconds until the next try, with full jitter: those who failed together don't come back together. */
const backOff = (attempts: number): number =>
  Math.random() * Math.min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** (attempts - 1));
