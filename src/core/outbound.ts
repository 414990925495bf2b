import type { RawBuilder } from "kysely";
import type { Card } from "./card.ts";
import type { PersonKey } from "./person.ts";
import type { Log, Run } from "./ports.ts";

/**
 * What becomes of a message out of the blue. sent, blocked, failed, skipped and unsure are ends; waiting and sending are
 * under way. Together they are all that was planned, at every moment.
 */
export const statuses = ["waiting", "sending", "sent", "blocked", "failed", "skipped", "unsure"] as const;
export type Status = (typeof statuses)[number];
export type Standing = Readonly<Record<Status, number>>;

/** One message that is due: one row for each person and slot, so nobody gets one twice. */
export interface Due extends PersonKey {
  readonly slot: string;
}

/** What is to be sent at this moment, or why nothing is. */
export type Composed =
  | { readonly kind: "send"; readonly card: Card }
  | { readonly kind: "skip"; readonly reason: string }
  /** Not now: asked again then, which counts as no try. */
  | { readonly kind: "wait"; readonly reason: string; readonly until: Date };

/** A feature's messages out of the blue. The platform sends them at Teams' own pace, in any number of processes. */
export interface Outbound {
  /** Names its rows in the ledger: "nudge". */
  readonly kind: string;
  /** Puts what is due into the ledger, and answers how many are new. */
  plan(run: Run): Promise<number>;
  /**
   * Says of each, in the same order, what is sent now. Asked right before sending, so manners are checked here. What
   * must be on record before anything is sent, is on record when this answers. Asked again when a try failed.
   */
  compose(due: readonly Due[], run: Run): Promise<readonly Composed[]>;
  /** Told of those that ended as sent or unsure. */
  reached?(ended: readonly Due[]): Promise<void>;
}

/** Tips, and the manners that hold for everything out of the blue: nudges fill this, campaigns read it. */
export interface Tips {
  has(tip: string): Promise<boolean>;
  /** Also one that isn't given any more. */
  knows(tip: string): Promise<boolean>;
  /** A condition on the person `p`: this tip was sent to them, or may have been. */
  hadBy(tip: string): RawBuilder<boolean>;
  /** Why each must not be written to at this moment, in the same order; undefined where they may. */
  manners(due: readonly Chosen[], run: Run, asked?: Asked): Promise<readonly (Refrain | undefined)[]>;
  /**
   * The card of one tip for each, or of the one that suits them best ("any"); on record when it answers. Whoever is in the
   * comparison group is skipped, but for a service message.
   */
  compose(due: readonly Due[], tip: string, run: Run, how?: TipsSent): Promise<readonly Composed[]>;
}

/**
 * They asked for what is sent, so that tips were stopped, or haven't begun, doesn't hold it back; their hours, days off and
 * pauses do. A reminder keeps the same distance from the last tip as tips do from one another, an answer they wait for doesn't.
 * What is "regular" comes at a time of its own, so the days and hours for tips aren't asked; they chose it, and a “stop” that
 * they said later holds it back as well. "by default" is the same for
 * whoever never chose to have it: if they said that they want nothing from us, that holds.
 */
export type Asked = "reminder" | "answer" | "regular" | "by default";

/** When they chose to have it regularly; undefined where nobody knows. */
export interface Chosen extends Due {
  readonly chosenAt?: Date | undefined;
}

export interface TipsSent {
  /** A message that everybody must have: it reaches the comparison group too. */
  readonly service?: boolean;
  /** Its reader asked to see it: it counts as a tip asked for, and reaches the comparison group too. */
  readonly asked?: boolean;
}

export interface Refrain {
  readonly reason: string;
  /** True where waiting won't help: they said that they want nothing. */
  readonly lasting: boolean;
}

export interface Progress {
  /** How many were tried within the last minute, whatever came of it. */
  readonly lastMinute: number;
  /** How many wait that could go out now, and since when the first of them. */
  readonly due: number;
  readonly oldestDue: Date | undefined;
  /** Why those wait that wait, and why those ended that weren't sent. */
  readonly reasons: readonly { readonly reason: string; readonly n: number }[];
}

/** What can be done about everything in one slot: a campaign's messages. Each answers how many it was done to. */
export interface Steering {
  standingOf(slot: string): Promise<Standing>;
  /** How it goes on at this moment. */
  progressOf(slot: string, now: Date): Promise<Progress>;
  /** What waits, waits until that is undone. */
  suspend(slot: string): Promise<number>;
  unsuspend(slot: string, now: Date): Promise<number>;
  /** What waits is skipped. */
  cancel(slot: string, reason: string): Promise<number>;
  /** What failed is tried once more. */
  retryFailed(slot: string, now: Date): Promise<number>;
  /** Takes what was sent out of its readers' chats, at Teams' pace. What couldn't be taken back is tried at the next call. */
  recall(slot: string, log: Log): Promise<{ readonly recalled: number; readonly left: number }>;
  /**
   * Puts other words in place of what was sent before `at`, in its readers' chats, at Teams' pace. What couldn't be replaced
   * is tried at the next call for the same revision, and what could isn't.
   */
  replace(
    slot: string,
    revision: { readonly nth: number; readonly at: Date },
    cardsFor: (readers: readonly Due[]) => Promise<readonly (Card | undefined)[]>,
    log: Log,
  ): Promise<{ readonly replaced: number; readonly left: number }>;
}

/** Where everything stands that is written out of the blue. */
export interface Ledger {
  /**
   * Plans in one statement. `rows` selects tenant_id, person_id, slot and due_at; what is planned already stays as it is.
   * Answers how many are new.
   */
  plan(kind: string, rows: RawBuilder<unknown>): Promise<number>;
  standing(kind: string): Promise<Standing>;
  /** While paused nothing goes out to anybody. */
  pausedSince(): Promise<Date | undefined>;
  pause(now: Date): Promise<void>;
  resume(): Promise<void>;
}
