import { localIn } from "../../core/calendar.ts";
import { isOrphan } from "../../core/database.ts";
import type { Run } from "../../core/feature.ts";
import type { Person } from "../../core/person.ts";
import type { Messenger, Outcome, People } from "../../core/ports.ts";
import { lastQuestionCard, tipCard } from "./cards.ts";
import { type Case, chooseTip, type DaysOff, holdOn, isLastQuestion } from "./rules.ts";
import type { Nudge, NudgeStore, Status } from "./store.ts";
import type { Tip } from "./tip.ts";

interface Parts {
  readonly store: NudgeStore;
  readonly people: People;
  readonly messenger: Messenger;
  readonly tips: () => Promise<readonly Tip[]>;
  readonly daysOff: DaysOff;
}

/** What one round did. Every nudge that was planned or taken up is in exactly one of the ends. */
export type Round = Readonly<Record<"planned" | Exclude<Status, "sending">, number>>;

const PAGE = 200;
const AT_ONCE = 8;
const MAX_ATTEMPTS = 5;

/** Plans what is due at this moment, then sends it, asking again before each whether it still may be sent. */
export function nudgeRounds({ store, people, messenger, tips, daysOff }: Parts) {
  return async function round({ now, log }: Run): Promise<Round> {
    const counts = { planned: 0, waiting: 0, sent: 0, blocked: 0, failed: 0, skipped: 0, unsure: 0 };
    counts.unsure += await giveUpInterrupted(now);
    if ((await store.pausedSince()) !== undefined) return counts;

    const all = await tips();
    counts.planned = await plan(all, now);
    for (
      let taken = await store.claim(AT_ONCE, now);
      taken.length > 0;
      taken = await store.claim(AT_ONCE, now)
    )
      for (const status of await Promise.all(taken.map((nudge) => deliver(nudge, all, now))))
        counts[status] += 1;
    if (counts.planned + counts.sent + counts.failed + counts.unsure > 0) log.info(counts, "nudges sent");
    return counts;
  };

  async function giveUpInterrupted(now: Date): Promise<number> {
    const interrupted = await store.giveUpInterrupted(now);
    for (const nudge of interrupted) await afterwards(nudge);
    return interrupted.length;
  }

  async function plan(all: readonly Tip[], now: Date): Promise<number> {
    let planned = 0;
    let page: readonly Person[] = [];
    do {
      page = await people.reachable(PAGE, page.at(-1));
      for (const person of page)
        try {
          if (await planFor(person, all, now)) planned += 1;
        } catch (error) {
          if (!isOrphan(error)) throw error; // forgotten meanwhile: there is nobody to plan for
        }
    } while (page.length === PAGE);
    return planned;
  }

  async function planFor(person: Person, all: readonly Tip[], now: Date): Promise<boolean> {
    const nobody = { wish: await store.wishOf(person), past: [], heardOn: undefined, person };
    if (holdOn(nobody, now, daysOff) !== undefined) return false; // most people, most of the time: one question
    const about = await caseOf(person);
    if (holdOn(about, now, daysOff) !== undefined) return false;

    const { day } = localIn(person.zone, now);
    const { tenant, id } = person;
    if (isLastQuestion(about))
      return store.plan(
        { tenant, id, slot: day, kind: "last-question", tip: undefined, day, reasons: [] },
        now,
        "waiting",
      );
    const choice = chooseTip(all, about, day);
    if (choice === undefined) return false;
    return store.plan(
      { tenant, id, slot: day, kind: "tip", tip: choice.tip.id, day, reasons: choice.reasons },
      now,
      "waiting",
    );
  }

  async function caseOf(person: Person): Promise<Case> {
    const [wish, past, heardOn] = await Promise.all([
      store.wishOf(person),
      store.past(person),
      people.lastHeard(person),
    ]);
    return { person, wish, past, heardOn };
  }

  async function deliver(nudge: Nudge, all: readonly Tip[], now: Date): Promise<Exclude<Status, "sending">> {
    const person = await people.find(nudge);
    if (person === undefined) return "skipped"; // they were forgotten, and it went with them
    const held = await holdAtSending(person, nudge, now);
    const tip = all.find(({ id }) => id === nudge.tip);
    if (held !== undefined || (nudge.kind === "tip" && tip === undefined)) {
      await store.finish(nudge, { status: "skipped", detail: held ?? "tip withdrawn", at: now });
      return "skipped";
    }
    const { rate } = await store.wishOf(person);
    const shown =
      tip === undefined
        ? lastQuestionCard(person.language, nudge.slot)
        : tipCard(person.language, tip, nudge.slot, rate);
    return record(nudge, await messenger.send(person, shown), now);
  }

  /** Everything that spoke against it when it was planned, once more, without this nudge itself. */
  async function holdAtSending(person: Person, nudge: Nudge, now: Date): Promise<string | undefined> {
    if ((await store.pausedSince()) !== undefined) return "paused";
    const about = await caseOf(person);
    return holdOn({ ...about, past: about.past.filter(({ slot }) => slot !== nudge.slot) }, now, daysOff);
  }

  async function record(nudge: Nudge, outcome: Outcome, now: Date): Promise<Exclude<Status, "sending">> {
    switch (outcome.kind) {
      case "sent":
        if (await store.finish(nudge, { status: "sent", activity: outcome.activity, at: now }))
          await afterwards(nudge);
        return "sent";
      case "later": {
        if (nudge.attempts >= MAX_ATTEMPTS) return end("failed", `too many tries: ${outcome.reason}`);
        const again = new Date(now.getTime() + outcome.seconds * 1000);
        await store.finish(nudge, { status: "waiting", detail: outcome.reason, at: now, again });
        return "waiting";
      }
      case "blocked":
        return end("blocked", "blocked by the reader");
      case "gone":
        return end("blocked", "not installed");
      case "unsure":
        return end("unsure", outcome.reason);
      case "failed":
        return end("failed", outcome.reason);
    }
    async function end(status: "blocked" | "unsure" | "failed", detail: string) {
      const finished = await store.finish(nudge, { status, detail, at: now });
      if (finished && status === "unsure") await afterwards(nudge);
      return status;
    }
  }

  /** The last question is the last thing said, also when nobody knows whether it arrived. */
  async function afterwards(nudge: Nudge): Promise<void> {
    if (nudge.kind === "last-question") await store.wish(nudge, { stopped: "silence" });
  }
}
