import { type Progress, type Standing, statuses } from "../../core/outbound.ts";
import type { Message } from "./written.ts";

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
  /** A tip's id, or "any": the one that suits each reader. Undefined where it has words of its own. */
  readonly tip: string | undefined;
  readonly message: Message | undefined;
  readonly audience: string;
  /** Goes to those who opted out as well, and at any hour: who marked it so is on record. */
  readonly service: boolean;
  readonly state: State;
  readonly createdBy: string;
  readonly approvedBy: string | undefined;
  readonly sendAt: Date | undefined;
  /** How many the audience had when it was sent; until then, when it was written. */
  readonly asked: number;
  /** All but the same people had another campaign: beside its figures, exact ones would tell of a few. */
  readonly close: boolean;
  /** How often its words were changed after it went out, and when that was last. */
  readonly revision: number;
  readonly revisedAt: Date | undefined;
  /** Words that somebody else has to approve before they replace what was sent. */
  readonly next: { readonly message: Message; readonly by: string } | undefined;
}

/** Why its words can't be changed, as a sentence; undefined where they can. */
export function obstacleToUpdate({ id, state }: Pick<Campaign, "id" | "state">): string | undefined {
  if (state === "sending" || state === "paused") return undefined;
  const instead = state === "cancelled" || state === "recalled" ? "" : " Cancel it and draft another.";
  return `Campaign ${id} can't be updated: ${because[state]}.${instead}`;
}

/** Fewer people than this are one figure: what became of each would be known to whoever knows them. */
export const FEWEST = 10;

/**
 * Whether only how many it is for may be told of it. Not what waits either: of one person that tells whether they stopped,
 * as whoever did is done with at once, and whoever is asleep isn't.
 */
export const isFolded = ({ asked, close }: Pick<Campaign, "asked" | "close">): boolean =>
  asked < FEWEST || close;

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

/** A preview goes out until readers have it, and again of words that are to replace it. */
export const canPreview = ({ state, next }: Pick<Campaign, "state" | "next">): boolean =>
  next !== undefined || state === "draft" || state === "approved" || state === "scheduled";
/** More of one campaign would be a way to write to people without approval. */
export const MOST_PREVIEWS = 20;

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
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

/** Without what can't be seen: case, doubled spaces, and characters without a width. */
const plain = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();

/** What a campaign's status is: numbers that add up to `audience`, and null for what isn't told. */
export type Figures = Readonly<Record<string, number | null>>;

/** Whoever was forgotten has left the ledger; the sum still holds. */
export function figuresOf(campaign: Campaign, standing: Standing): Figures {
  const { asked, state } = campaign;
  const inLedger = Object.values(standing).reduce((sum, n) => sum + n, 0);
  const isOut = state === "sending" || state === "recalled" || inLedger > 0;
  const { waiting, sending, ...ends } = standing;
  if (isFolded(campaign) && !isToCome(state)) return { audience: asked, ...nothingTold, untold: asked };
  if (!isOut && state === "cancelled") return { ...none, audience: asked, skipped: asked };
  if (!isOut) return { ...none, audience: asked, waiting: asked };
  return { audience: asked, ...ends, sending, waiting, forgotten: Math.max(0, asked - inLedger) };
}

const isToCome = (state: State): boolean =>
  state === "draft" || state === "approved" || state === "scheduled";
const parts = [...statuses, "forgotten"] as const;
const none = Object.fromEntries(parts.map((part) => [part, 0]));
const nothingTold = Object.fromEntries(parts.map((part) => [part, null]));

export interface Going {
  /** How much has ended, of a hundred. */
  readonly percent: number | null;
  readonly lastMinute: number | null;
  readonly oldestWaiting: Date | null;
  /** When what could go out now will have gone, at the last minute's rate. */
  readonly finish: Date | null;
  /** Why some wait and others weren't sent, the most frequent first; what few have is one, “other”. */
  readonly reasons: Readonly<Record<string, number>> | null;
}

/** How it goes on. Where it isn't told how each ended, neither is what would say so. */
export function goingOn(campaign: Campaign, standing: Standing, progress: Progress, now: Date): Going {
  const { asked } = campaign;
  const { waiting, sending } = standing;
  const inLedger = Object.values(standing).reduce((sum, n) => sum + n, 0);
  const isOver = campaign.state === "cancelled" || campaign.state === "recalled";
  const isOut = isOver || campaign.state === "sending" || inLedger > 0;
  const ended = isOut ? asked - waiting - sending : 0;
  const percent = asked === 0 ? 100 : Math.floor((Math.max(0, ended) * 100) / asked);
  if (isFolded(campaign))
    return { percent: null, lastMinute: null, oldestWaiting: null, finish: null, reasons: null };
  const { lastMinute, due, oldestDue } = progress;
  const isGoing = due > 0 && lastMinute > 0 && campaign.state === "sending";
  return {
    percent,
    lastMinute,
    oldestWaiting: oldestDue ?? null,
    finish: isGoing ? new Date(now.getTime() + (due / lastMinute) * 60_000) : null,
    reasons: fewTogether(progress.reasons),
  };
}

function fewTogether(reasons: Progress["reasons"]): Readonly<Record<string, number>> {
  const many = reasons.filter(({ n }) => n >= FEWEST);
  const other = reasons.filter(({ n }) => n < FEWEST).reduce((sum, { n }) => sum + n, 0);
  return {
    ...Object.fromEntries(many.map(({ reason, n }) => [reason, n])),
    ...(other === 0 ? {} : { other }),
  };
}
