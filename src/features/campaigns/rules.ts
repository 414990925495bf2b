import type { Standing } from "../../core/outbound.ts";

export const states = [
  "draft",
  "approved",
  "scheduled",
  "sending",
  "paused",
  "cancelled",
  "recalled",
] as const;
export type State = (typeof states)[number];

export interface Campaign {
  readonly id: number;
  readonly tenant: string;
  /** A tip's id, or "any": the one that suits each reader. */
  readonly tip: string;
  readonly audience: string;
  /** Goes to those who opted out as well, and at any hour: who marked it so is on record. */
  readonly service: boolean;
  readonly state: State;
  readonly createdBy: string;
  readonly approvedBy: string | undefined;
  readonly sendAt: Date | undefined;
  /** How many the audience had when it was sent; until then, when it was written. */
  readonly asked: number;
}

export const steps = {
  approve: { from: ["draft"], to: "approved" },
  send: { from: ["approved"], to: "scheduled" },
  pause: { from: ["scheduled", "sending"], to: "paused" },
  resume: { from: ["paused"], to: "sending" },
  cancel: { from: ["draft", "approved", "scheduled", "sending", "paused"], to: "cancelled" },
  resend: { from: ["sending"], to: "sending" },
  recall: { from: ["sending", "paused", "cancelled", "recalled"], to: "recalled" },
} as const satisfies Record<string, { from: readonly State[]; to: State }>;
export type Step = keyof typeof steps;

const because: Readonly<Record<State, string>> = {
  draft: "it is a draft that nobody has approved",
  approved: "it is approved and hasn't been sent",
  scheduled: "it is about to be sent",
  sending: "it has been sent already",
  paused: "it is paused",
  cancelled: "it was cancelled",
  recalled: "it was recalled",
};

/** Why a step can't be taken, as a sentence; undefined where it can. */
export function obstacleTo(step: Step, { id, state }: Pick<Campaign, "id" | "state">): string | undefined {
  const from: readonly State[] = steps[step].from;
  return from.includes(state) ? undefined : `Campaign ${id} can't be ${pastOf[step]}: ${because[state]}.`;
}

const pastOf: Readonly<Record<Step, string>> = {
  approve: "approved",
  send: "sent",
  pause: "paused",
  resume: "resumed",
  cancel: "cancelled",
  resend: "resent",
  recall: "recalled",
};

/** Two ways to write one name are one person. */
export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whoever was forgotten has left the ledger; the sum still holds. */
export function figuresOf({ asked, state }: Campaign, standing: Standing): Readonly<Record<string, number>> {
  const inLedger = Object.values(standing).reduce((sum, n) => sum + n, 0);
  const isOut = state === "sending" || state === "recalled" || inLedger > 0;
  const { waiting, sending, ...ended } = standing;
  return isOut
    ? { audience: asked, ...ended, sending, waiting, forgotten: Math.max(0, asked - inLedger) }
    : { audience: asked, ...ended, sending, waiting: asked, forgotten: 0 };
}
