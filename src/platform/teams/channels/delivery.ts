import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelPost, Post } from "../../../core/channel-post.ts";
import type { Status } from "../../../core/outbound.ts";
import type { TenantId } from "../../../core/person.ts";
import type { Clock, Log, Run } from "../../../core/ports.ts";
import type { Contact } from "../../people/people.ts";
import type { Budget } from "../delivery/budget.ts";
import { endOf, patientWith, type Round } from "../delivery/engine.ts";
import type { DeliveryLedger, End } from "../delivery/ledger.ts";
import type { Outcome, Replace, Withdraw } from "../messenger.ts";
import type { PostIn } from "./post.ts";
import { type ChannelTable, type Shown, STOPPED, type TakenPost } from "./table.ts";

interface Parts {
  readonly table: ChannelTable;
  /** Says who is alive, and whether everything is paused. */
  readonly ledger: Pick<DeliveryLedger, "beat" | "leave" | "pausedSince">;
  readonly budget: Budget;
  readonly post: PostIn;
  readonly withdraw: Withdraw;
  readonly replace: Replace;
  readonly posts: readonly ChannelPost[];
  readonly isOutage: (error: unknown) => boolean;
  readonly watch?: Watch;
}

interface Watch {
  ended(kind: string, status: Status): void;
  troubled(reason: string): void;
  throttled(): void;
}

type Counts = Omit<Round, "planned">;

const AT_ONCE = 10;
const BEAT_MS = 5_000;
/** Whoever must wait longer for a moment gives back what it took on. */
const LONGEST_WAIT_MS = 5_000;
/** What stands in channels is looked at this often. */
const LOOK_MS = 60_000;
const THROTTLED_S = 2;
/** Two channels refused within this long: it is the tenant that is too fast, not one of them. */
const TOGETHER_MS = 2_000;

export type ChannelDelivery = ReturnType<typeof channelDelivery>;

/** Posts what is due in channels, beside any number of other processes, at the pace that messages to people go. */
export function channelDelivery(parts: Parts) {
  const { table, ledger, budget, post, withdraw, replace, posts, isOutage, watch } = parts;
  const patiently = patientWith(isOutage);
  const named = new Map(posts.map((each) => [each.name, each]));
  const rounds = new Set<Promise<unknown>>();
  let stopping = false;
  let lookedAt: number | undefined;

  return {
    /** Puts what is due into the table, without sending it. */
    async plan({ now }: Run): Promise<number> {
      let planned = 0;
      if ((await ledger.pausedSince()) !== undefined) return planned;
      for (const each of posts)
        for (const tenant of await table.tenants(each.name)) planned += await planIn(each, tenant, now);
      return planned;
    },

    /** Sends until nothing is due, and puts right what stands in channels and has changed since. */
    send(clock: Clock, log: Log): Promise<Counts> {
      const round = sendAll(clock, log);
      rounds.add(round);
      return round.finally(() => rounds.delete(round));
    },

    async stop(): Promise<void> {
      stopping = true;
      await Promise.allSettled(rounds);
    },
  };

  /** Whoever asked after this slot's time waits for the next. */
  async function planIn(each: ChannelPost, tenant: TenantId, now: Date): Promise<number> {
    const due = each.due(tenant, now);
    if (due === undefined) return 0;
    const row = { tenant, post: each.name, slot: slotOf(each, due) };
    return table.plan(row, now, (asked) => each.next(tenant, asked).slot <= due);
  }

  async function sendAll(clock: Clock, log: Log): Promise<Counts> {
    const counts = { waiting: 0, sent: 0, blocked: 0, failed: 0, skipped: 0, unsure: 0 };
    const me = randomUUID();
    const beat = setInterval(() => void ledger.beat(me).catch(() => {}), BEAT_MS).unref();
    try {
      for (const kind of await table.giveUpOfDead(clock())) {
        counts.unsure += 1;
        watch?.ended(kind, "unsure");
      }
      const tenants = stopping ? [] : await table.tenantsDue(clock());
      if (tenants.length > 0) await ledger.beat(me);
      await Promise.all(tenants.map((tenant) => serve(tenant, { me, clock, log, counts })));
      await putRight(clock, log);
    } finally {
      clearInterval(beat);
      await ledger.leave(me).catch(() => {});
    }
    return counts;
  }

  /** Never fails: one tenant's trouble is nobody else's. */
  async function serve(tenant: string, round: Sending): Promise<void> {
    const { me, clock, log } = round;
    const throttle = throttleOf(tenant, log);
    try {
      while (!stopping) {
        const taken = await table.claim(tenant, AT_ONCE, clock(), me);
        if (taken.length === 0 || !(await sendSome(taken, round, throttle))) return;
      }
    } catch (error) {
      if (isOutage(error)) log.warn({ error }, "sending stopped: database out of reach");
      else log.error({ error }, "sending stopped");
    }
  }

  /** Each leaves at its moment, without waiting for the answers to those before it. False where the tenant must wait. */
  async function sendSome(taken: readonly TakenPost[], round: Sending, throttle: Throttle): Promise<boolean> {
    const underWay: Promise<void>[] = [];
    const left = [...taken];
    const [begun] = await Promise.allSettled([begin()]);
    const ended = await Promise.allSettled(underWay);
    if (left.length > 0) await patiently(() => table.giveBack(left, round.me), round.log);
    for (const result of [begun, ...ended]) if (result.status === "rejected") throw result.reason;
    return left.length === 0;

    async function begin(): Promise<void> {
      for (let of = left[0]; of !== undefined; of = left[0]) {
        const { waitMs } = await budget.reserve(of.tenant, 1, LONGEST_WAIT_MS);
        if (waitMs > LONGEST_WAIT_MS || stopping) return;
        await sleep(waitMs);
        left.shift();
        const sending = sendOne(of, round, throttle);
        sending.catch(() => {}); // whoever waits for it is told
        underWay.push(sending);
      }
    }
  }

  async function sendOne(
    of: TakenPost,
    { me, clock, log, counts }: Sending,
    throttle: Throttle,
  ): Promise<void> {
    const end = await tried();
    await patiently(() => table.finish(end, me, clock()), log);
    counts[end.status] += 1;
    if (end.status !== "waiting") watch?.ended(of.post, end.status);
    if (end.reason !== undefined && ["failed", "unsure", "waiting"].includes(end.status))
      watch?.troubled(end.reason);

    async function tried(): Promise<End<TakenPost>> {
      const found = await composed(of, { now: clock(), log }).catch((error) => notComposed(error));
      if ("status" in found) return found;
      const outcome = await post(of, found.card);
      await throttle(of, outcome);
      return endOf(of, outcome, clock());
    }

    function notComposed(error: unknown): End<TakenPost> {
      log.error({ error }, "message not composed");
      const end = endOf(of, { kind: "later", reason: "not composed" }, clock());
      return isOutage(error) ? { ...end, untried: true } : end;
    }
  }

  /** What is posted, on record; or why nothing is. */
  async function composed(of: TakenPost, run: Run): Promise<Post | End<TakenPost>> {
    const skipped = (reason: string): End<TakenPost> => ({ of, status: "skipped", reason });
    const each = named.get(of.post);
    if (each === undefined) return { of, status: "failed", reason: "nobody composes it any more" };
    const due = each.due(of.tenant, run.now);
    if (due === undefined || slotOf(each, due) !== of.slot) return skipped("too late");
    const found = await each.compose(of, due, await table.earlier(of, run.now), run);
    if (found === undefined) return skipped("nothing fits");
    return (await table.note(of, found.about, found.edition)) ? found : skipped(STOPPED);
  }

  function throttleOf(tenant: string, log: Log): Throttle {
    let refused: { readonly conversation: string; readonly at: number } | undefined;
    return async ({ conversation }, outcome) => {
      if (outcome.kind !== "later" || !outcome.throttled) return;
      watch?.throttled();
      const now = performance.now();
      const together =
        refused !== undefined && refused.conversation !== conversation && now - refused.at < TOGETHER_MS;
      refused = { conversation, at: now };
      if (!together) return;
      const seconds = outcome.seconds ?? THROTTLED_S;
      await budget.slow(tenant, seconds).catch((error) => log.warn({ error }, "not slowed down"));
      log.warn({ seconds }, "Teams asked to slow down");
    };
  }

  /** What stands in a channel is taken out where it may not be shown any more, and shown as it is now where it changed. */
  async function putRight(clock: Clock, log: Log): Promise<void> {
    const now = clock().getTime();
    if (lookedAt !== undefined && Math.abs(now - lookedAt) < LOOK_MS) return;
    lookedAt = now;
    for (const each of posts) {
      const shown = await table.shown(each.name);
      for (const tenant of new Set(shown.map((one) => one.tenant))) {
        const own = shown.filter((one) => one.tenant === tenant);
        const abouts = [...new Set(own.map(({ about }) => about))];
        const editions = await each.editions(tenant, abouts);
        for (const one of own)
          if (editions.get(one.about) !== one.edition) await changeAll(each, one, clock, log);
      }
    }
  }

  async function changeAll(each: ChannelPost, one: Standing, clock: Clock, log: Log): Promise<void> {
    while (!stopping) {
      const stale = await table.toChange(one.tenant, each.name, one, AT_ONCE, clock());
      if (stale.length === 0) return;
      await Promise.all(stale.map((of) => change(each, one.about, of, clock, log)));
    }
  }

  async function change(each: ChannelPost, about: string, of: Shown, clock: Clock, log: Log): Promise<void> {
    const { serviceUrl, bot, conversation } = of;
    const contact: Contact = { conversation, serviceUrl, bot, teamsId: "" };
    const { waitMs } = await budget.reserve(of.tenant, 1, LONGEST_WAIT_MS);
    if (waitMs > LONGEST_WAIT_MS) return table.unchanged(of);
    await sleep(waitMs);
    const now = await each.again(of, about);
    const { kind } =
      now === undefined
        ? await withdraw(contact, of.activity)
        : await replace(contact, of.activity, now.card);
    if (kind === "done") await patiently(() => table.changed(of, now?.edition, clock()), log);
    else if (kind === "throttled") await table.unchanged(of);
  }
}

type Standing = Awaited<ReturnType<ChannelTable["shown"]>>[number];

interface Sending {
  /** The round's own: what it couldn't give back is found when its beat is missed. */
  readonly me: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly counts: Record<keyof Counts, number>;
}

type Throttle = (of: TakenPost, outcome: Outcome) => Promise<void>;

const slotOf = ({ name }: ChannelPost, slot: string): string => `${name}/${slot}`;

type Sends = Pick<ChannelDelivery, "plan" | "send" | "stop">;

const LOOK_AGAIN_MS = 2_000;

/** Both at once, counted together. Sending to people may take an hour: channels are looked at meanwhile. */
export const alongside = (people: Sends, channels: Sends): Sends => ({
  plan: async (run) => (await people.plan(run)) + (await channels.plan(run)),
  async send(clock, log) {
    const toPeople = people.send(clock, log);
    const [own, others] = await Promise.allSettled([toPeople, meanwhile(toPeople, channels, clock, log)]);
    if (own.status === "rejected") throw own.reason;
    if (others.status === "rejected") throw others.reason;
    return added(own.value, others.value);
  },
  stop: async () => void (await Promise.all([people.stop(), channels.stop()])),
});

async function meanwhile(other: Promise<unknown>, channels: Sends, clock: Clock, log: Log): Promise<Counts> {
  const over = other.then(
    () => true,
    () => true,
  );
  for (
    let counts = await channels.send(clock, log);
    ;
    counts = added(counts, await channels.send(clock, log))
  )
    if (await Promise.race([over, sleep(LOOK_AGAIN_MS, false, { ref: false })])) return counts;
}

const added = (one: Counts, other: Counts): Counts => ({
  waiting: one.waiting + other.waiting,
  sent: one.sent + other.sent,
  blocked: one.blocked + other.blocked,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
  unsure: one.unsure + other.unsure,
});
