import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Composed, Outbound, Status } from "../../../core/outbound.ts";
import type { PersonKey } from "../../../core/person.ts";
import type { Log, Run } from "../../../core/ports.ts";
import type { Acquaintance, Contact } from "../../people/people.ts";
import type { Outcome, Post, Renew } from "../messenger.ts";
import type { Budget } from "./budget.ts";
import type { DeliveryLedger, End, Taken } from "./ledger.ts";

interface Parts {
  readonly ledger: DeliveryLedger;
  readonly budget: Budget;
  readonly people: Pick<Acquaintance, "contactsOf" | "lose" | "renew">;
  readonly post: Post;
  readonly renew: Renew;
  /** Two messages to one person leave at least so long apart: Teams counts by the chat too. */
  readonly chatGapMs: number;
  /** Whether what may have arrived is sent once more. */
  readonly unsureAgain?: boolean;
  readonly outbounds: () => readonly Outbound[];
  readonly watch?: Watch;
  readonly isOutage: (error: unknown) => boolean;
}

/** What is to be sent, to whom, and where they are reached. */
interface Message {
  readonly of: Taken;
  readonly card: Parameters<Post>[2];
  readonly contact: Contact;
}

/** Told what happens, to be counted. */
interface Watch {
  ended(kind: string, status: Status): void;
  /** Why one waits for another try, failed, or isn't known to have arrived. */
  troubled(reason: string): void;
  throttled(): void;
  /** For the next moment to send at. */
  waited(ms: number): void;
}

/** What one round did. Each message that was taken on is in exactly one of the ends. */
export type Round = Readonly<Record<"planned" | Exclude<Status, "sending">, number>>;

/** As many as leave within a fifth of a second: little is in doubt if this process dies. */
const AT_ONCE = 10;
/** Teams may take seconds to answer; at 50 a second that many are on their way. */
const MOST_UNDER_WAY = 500;
/** The next ones are taken on this long before the last ones have left. */
const AHEAD_MS = 150;
/** Whoever must wait longer gives back what it took on. */
const LONGEST_WAIT_MS = 5_000;
/** Later than this, it isn't sent at that moment. The pace leaves room for as much (budget.ts). */
const LATE_MS = 15;
/** How many moments in a row may be missed before one is used all the same: slow beats never. */
const MOMENTS = 5;
const BEAT_MS = 5_000;
/** New tenants, those that rested and processes that died are looked for this often while others are served. */
const LOOK_AGAIN_MS = 2_000;
const MAX_ATTEMPTS = 5;
const FIRST_RETRY_S = 60;
const LONGEST_RETRY_S = 3_600;
/** Who answers nothing but "too fast" is given up after so long, and no fewer tries than others have. */
const LONGEST_THROTTLED_S = 24 * 3_600;
/** Two people refused within this long: it is the tenant that is too fast, not one chat. */
const TOGETHER_MS = 2_000;
const THROTTLED_S = 2;
const FLUSH_AT = 50;
const FLUSH_MS = 250;
const OUTAGE_PAUSE_MS = 500;
const OUTAGE_TRIES = 240;
/** Groups smaller than this aren't broken down. */
const FEW = 10;
const NOT_INSTALLED = "not installed";

export type Delivery = ReturnType<typeof deliveryWith>;

/** Sends what is in the ledger, beside any number of other processes. */
export function deliveryWith(parts: Parts) {
  const { ledger, budget, people, post, renew, outbounds, isOutage, watch, unsureAgain = false } = parts;
  const chats = spacedBy(parts.chatGapMs);
  const patiently = patientWith(isOutage);
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
    const ended = sent + failed + unsure + blocked;
    // Of a few, who reads the log might guess who it was that blocked us.
    if (ended > 0) log.info(ended < FEW ? {} : counts, "messages sent");
    return counts;
  }

  async function giveUpOfDead(log: Log): Promise<number> {
    const given = await ledger.giveUpOfDead(unsureAgain);
    for (const { kind } of given) watch?.ended(kind, "unsure");
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

  /** Serves one tenant until nothing is due there, or it has to wait: its trouble is nobody else's. Never fails. */
  async function serve(
    tenant: string,
    me: string,
    clock: () => Date,
    log: Log,
    counts: Record<Exclude<Status, "sending">, number>,
  ): Promise<"done" | "held"> {
    const underWay = new Set<Promise<void>>();
    const own = slidingSecond();
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
      const due = await addressed(await composed(taken, clock, log, ends), ends);
      if (due.length === 0) return true;
      const { at: first, waitMs, gapMs, alone } = await budget.reserve(tenant, due.length, LONGEST_WAIT_MS);
      if (waitMs > LONGEST_WAIT_MS) return false;
      watch?.waited(waitMs);
      let at = first;
      for (const message of due) {
        lastLeft = at;
        const free = chats.take(message.of, at);
        const sending = free > at ? sendAfter(free, message) : sendAt({ at, gapMs, alone }, message);
        underWay.add(sending);
        void sending.finally(() => underWay.delete(sending));
        at += gapMs;
      }
      await until(lastLeft - AHEAD_MS);
      return true;
    }

    /** What isn't begun when we are told to stop has no end: it is given back. */
    async function sendAt(moment: Moment, message: Message): Promise<void> {
      await until(moment.at);
      if (moment.alone) await until(own.leave(1000 / moment.gapMs));
      if (stopping) return;
      if (moment.alone || !isLate(moment.at) || (await momentComes())) await send(message);
      else if (!stopping) ends.push(putOff(message.of));
    }

    /** Its chat was written to a moment ago: it waits, and then for a moment of its own. */
    async function sendAfter(at: number, message: Message): Promise<void> {
      await until(at);
      if (stopping) return;
      if (await momentComes()) await send(message);
      else if (!stopping) ends.push(putOff(message.of));
    }

    async function send({ of, card, contact }: Message): Promise<void> {
      const outcome = await post(contact, of, card);
      if (outcome.kind === "gone" && !of.renewed) await sendAnew({ of, card, contact });
      else await ended(of, contact, outcome);
    }

    /** Once for each message: another chat is made, and written to. Both are calls, and paced as such. */
    async function sendAnew({ of, card, contact }: Message): Promise<void> {
      if (!(await momentComes())) return void (stopping || ends.push(putOff(of)));
      const made = await renew(contact, of);
      if (made.kind !== "made") return ended(of, contact, made);
      const { conversation } = made;
      await people
        .renew(of, contact, conversation)
        .catch((error) => log.warn({ error }, "new chat not kept"));
      const anew = { ...of, renewed: true };
      if (!(await momentComes())) return void ends.push(putOff(anew));
      const fresh = { ...contact, conversation };
      await ended(anew, fresh, await post(fresh, of, card));
    }

    async function ended(of: Taken, used: Contact, outcome: Outcome): Promise<void> {
      const end = endOf(of, outcome, clock());
      ends.push({ ...(unsureAgain ? onceMore(end, clock()) : end), renewed: of.renewed });
      if (outcome.kind === "blocked" || outcome.kind === "gone")
        await people.lose(of, "blocked", used).catch((error) => log.warn({ error }, "dead contact kept"));
      if (outcome.kind === "later" && outcome.throttled) await throttled(of, outcome.seconds ?? THROTTLED_S);
    }

    /** Nothing was tried, and it is next. */
    function putOff(of: Taken): End {
      const again = new Date(clock().getTime() + LONGEST_WAIT_MS);
      return { of, status: "waiting", again, untried: true, renewed: of.renewed };
    }

    /** Waits for a moment for one call, and meets it. False where it is too far off, or we are told to stop. */
    async function momentComes(): Promise<boolean> {
      for (let tries = 1; ; tries++) {
        const { at, waitMs } = await budget
          .reserve(tenant, 1, LONGEST_WAIT_MS)
          .catch(() => ({ at: 0, waitMs: Number.POSITIVE_INFINITY }));
        if (waitMs > LONGEST_WAIT_MS) return false;
        await until(at);
        if (stopping) return false;
        if (!isLate(at) || tries >= MOMENTS) return true;
      }
    }

    async function throttled({ id }: Taken, seconds: number): Promise<void> {
      watch?.throttled();
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
      for (const end of known) {
        const { of, status, reason } = end;
        counts[status] += 1;
        if (reason !== undefined && isTrouble(end)) watch?.troubled(reason);
        if (status !== "waiting") watch?.ended(of.kind, status);
      }
      await tell(
        known.filter(({ status }) => status === "sent" || status === "unsure").map(({ of }) => of),
        log,
      );
    }
  }

  /** Each with where its reader is reached. Those whom nothing reaches end here. */
  async function addressed(
    due: readonly Omit<Message, "contact">[],
    ends: End[],
  ): Promise<readonly Message[]> {
    const contacts = due.length === 0 ? [] : await people.contactsOf(due.map(({ of }) => of));
    return due.flatMap((one, at) => {
      const contact = contacts[at];
      if (contact !== undefined) return [{ ...one, contact }];
      ends.push({ of: one.of, status: "blocked", reason: NOT_INSTALLED });
      return [];
    });
  }

  /** Those to be sent. The others' ends are noted; what couldn't be composed is tried again later. */
  async function composed(taken: readonly Taken[], clock: () => Date, log: Log, ends: End[]) {
    const due: Omit<Message, "contact">[] = [];
    for (const outbound of outbounds()) {
      const own = taken.filter(({ kind }) => kind === outbound.kind);
      if (own.length === 0) continue;
      let answers: readonly Composed[];
      try {
        answers = await outbound.compose(own, { now: clock(), log });
      } catch (error) {
        log.error({ error }, "message not composed");
        ends.push(...own.map((of) => (isOutage(error) ? notTried(of, clock()) : notComposed(of, clock()))));
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

/** Once more and again, while the database is out of reach. */
export const patientWith =
  (isOutage: (error: unknown) => boolean) =>
  async (work: () => Promise<void>, log: Log): Promise<void> => {
    for (let tries = 1; ; tries++)
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error) || tries >= OUTAGE_TRIES) throw error;
        if (tries === 1) log.warn({ error }, "results kept back: database out of reach");
        await sleep(OUTAGE_PAUSE_MS);
      }
  };

/** When each person may be written to again. */
function spacedBy(gapMs: number) {
  const taken = new Map<string, number>();
  return {
    /** The first moment from `at` on that is free for them; it is theirs from now on. */
    take({ tenant, id }: PersonKey, at: number): number {
      const past = performance.now() - gapMs;
      for (const [who, last] of taken) {
        if (last > past) break;
        taken.delete(who);
      }
      const who = `${tenant}/${id}`;
      const free = Math.max(at, (taken.get(who) ?? Number.NEGATIVE_INFINITY) + gapMs);
      taken.delete(who); // the map is in the order of leaving
      taken.set(who, free);
      return free;
    },
  };
}

/** When one leaves, how far apart they do, and whether nobody else sends in this tenant. */
interface Moment {
  readonly at: number;
  readonly gapMs: number;
  readonly alone: boolean;
}

/** Who alone sends in a tenant may make up for a moment that was missed, as long as no second holds more than the pace allows. */
function slidingSecond() {
  let left: number[] = [];
  return {
    /** When the next may leave, which it then does: now, or when there is room. */
    leave(perSecond: number): number {
      const most = Math.max(1, Math.floor(perSecond));
      left = left.slice(-most);
      const free = left.length < most ? 0 : (left[0] ?? 0) + 1000;
      const at = Math.max(performance.now(), free);
      left.push(at);
      return at;
    },
  };
}

/** A moment that was missed is gone: whoever made up for it would send more in a second than Teams takes. */
const isLate = (at: number): boolean => performance.now() - at > LATE_MS;

async function until(at: number): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await sleep(ms);
}

const NOT_COMPOSED = "not composed";
const notComposed = (of: Taken, now: Date): End => endOf(of, { kind: "later", reason: NOT_COMPOSED }, now);
/** Without the database: however often that is, nobody is given up for it. */
const notTried = (of: Taken, now: Date): End => ({
  of,
  status: "waiting",
  reason: NOT_COMPOSED,
  again: new Date(now.getTime() + backOff(1) * 1000),
  untried: true,
});

/** As much of what was tried as decides whether it is tried again. */
type Tried = Pick<Taken, "attempts" | "throttled">;

export function endOf<Of extends Tried>(of: Of, outcome: Outcome, now: Date): End<Of> {
  switch (outcome.kind) {
    case "sent":
      return { of, status: "sent", activity: outcome.activity };
    case "blocked":
      return { of, status: "blocked", reason: outcome.reason };
    case "gone":
      return { of, status: "blocked", reason: NOT_INSTALLED };
    case "later": {
      if (outcome.throttled) return throttledEnd(of, outcome, now);
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

/** Ours or Teams', and not a matter of its reader's. */
const isTrouble = ({ status, untried, throttled }: End): boolean =>
  status === "failed" || status === "unsure" || (status === "waiting" && (!untried || throttled === true));

/** What may have arrived is sent a second time, and no third. */
const onceMore = (end: End, now: Date): End =>
  end.status === "unsure" && end.of.attempts === 1
    ? { ...end, status: "waiting", again: new Date(now.getTime() + backOff(1) * 1000) }
    : end;

/** Teams refused to take it at all, so it is no try: the tenant may be too fast, through no fault of this reader. */
function throttledEnd<Of extends Tried>(
  of: Of,
  { reason, seconds }: { reason: string; seconds?: number },
  now: Date,
): End<Of> {
  const { times } = of.throttled;
  if (times >= MAX_ATTEMPTS && of.throttled.seconds > LONGEST_THROTTLED_S)
    return { of, status: "failed", reason: "throttled too long" };
  const longer = times > 0 || seconds === undefined ? backOff(Math.max(1, times)) : 0;
  const again = new Date(now.getTime() + Math.max(seconds ?? 0, longer) * 1000);
  return { of, status: "waiting", reason, again, untried: true, throttled: true };
}

/** Seconds until the next try, with full jitter: those who failed together don't come back together. */
const backOff = (attempts: number): number =>
  Math.random() * Math.min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** (attempts - 1));
