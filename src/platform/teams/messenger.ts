import { CardFactory } from "botbuilder";
import type { Card } from "../../core/card.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Log } from "../../core/ports.ts";
import type { Contact } from "../people/people.ts";
import type { TeamsAdapter } from "./adapter.ts";
import { type Doors, maySendTo } from "./inbound.ts";
import { CallFailed } from "./outbound.ts";

/** How an attempt to write to somebody ended. What can't be known is said: `unsure` may have arrived. */
export type Outcome =
  | { readonly kind: "sent"; readonly activity: string | undefined }
  /** They blocked, muted or removed us. */
  | { readonly kind: "blocked"; readonly reason: string }
  | { readonly kind: "gone" }
  /** Worth another try, after so many seconds where Teams names them. */
  | { readonly kind: "later"; readonly seconds?: number; readonly reason: string; readonly throttled?: true }
  | { readonly kind: "unsure"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** Writes to a person out of the blue, once, within a deadline. Never throws: the outcome says what is known. */
export type Post = (contact: Contact, to: PersonKey, card: Card) => Promise<Outcome>;

interface Parts {
  readonly adapter: TeamsAdapter;
  readonly doors: Doors;
  readonly log: Log;
}

export function teamsPost({ adapter, doors, log }: Parts): Post {
  return async (contact, { tenant }, card) => {
    if (!maySendTo(contact.serviceUrl, doors)) return { kind: "failed", reason: "host not allowed" };
    try {
      const { conversations } = adapter.connectorAt(contact.serviceUrl);
      const { id } = await conversations.sendToConversation(contact.conversation, {
        type: "message",
        channelId: "msteams",
        serviceUrl: contact.serviceUrl,
        from: { id: contact.bot, name: "" },
        recipient: { id: contact.teamsId, name: "" },
        conversation: {
          id: contact.conversation,
          tenantId: tenant,
          conversationType: "personal",
          isGroup: false,
          name: "",
        },
        attachments: [CardFactory.adaptiveCard(card)],
        summary: card.speak.slice(0, 200), // what the notification says
      });
      return { kind: "sent", activity: id === "" ? undefined : id };
    } catch (error) {
      if (!(error instanceof CallFailed)) log.error({ error }, "message not sent");
      return outcomeOf(error);
    }
  };
}

/** How making another chat with somebody ended. Where nothing is known of it, it may be made again: it is no message. */
export type Made =
  | { readonly kind: "made"; readonly conversation: string }
  | Exclude<Outcome, { readonly kind: "sent" | "unsure" }>;

/** Makes another chat with somebody in place of one that is gone, by their Entra id. Never throws. */
export type Renew = (gone: Contact, to: PersonKey) => Promise<Made>;

export function teamsRenew({ adapter, doors, log }: Parts): Renew {
  return async (gone, to) => {
    if (!maySendTo(gone.serviceUrl, doors)) return { kind: "failed", reason: "host not allowed" };
    try {
      const { conversations } = adapter.connectorAt(gone.serviceUrl);
      const { id } = await conversations.createConversation(chatWith(to, gone.bot));
      return id === "" ? { kind: "later", reason: "no chat made" } : { kind: "made", conversation: id };
    } catch (error) {
      if (!(error instanceof CallFailed)) log.error({ error }, "chat not made");
      return madeOf(error);
    }
  };
}

const chatWith = ({ tenant, id }: PersonKey, bot: string) => ({
  isGroup: false,
  bot: { id: bot, name: "" },
  members: [{ id, name: "" }],
  tenantId: tenant,
  channelData: { tenant: { id: tenant } },
});

/** A 403 that is about our set-up is no reason to give anybody up. */
const OURS = new Set(["InvalidBotApiHost", "NotEnoughPermissions"]);

function madeOf(error: unknown): Exclude<Made, { readonly kind: "made" }> {
  const outcome = outcomeOf(error);
  if (error instanceof CallFailed && error.status === 403 && !OURS.has(error.code ?? ""))
    return { kind: "gone" }; // the app isn't installed for them
  if (outcome.kind === "unsure") return { kind: "later", reason: outcome.reason };
  return outcome.kind === "sent" ? { kind: "failed", reason: "fault of ours" } : outcome;
}

/** How a change to a message in its reader's chat ended. `throttled`: Teams said "too fast", and for how many seconds. */
export type Change =
  | { readonly kind: "done" | "failed" }
  | { readonly kind: "throttled"; readonly seconds: number | undefined };

/** Takes a message out of its reader's chat. Done also where it was gone already. Never throws. */
export type Withdraw = (contact: Contact, activity: string) => Promise<Change>;

export function teamsWithdraw({ adapter, doors, log }: Parts): Withdraw {
  return async (contact, activity) => {
    if (!maySendTo(contact.serviceUrl, doors)) return { kind: "failed" };
    try {
      await adapter
        .connectorAt(contact.serviceUrl)
        .conversations.deleteActivity(contact.conversation, activity);
      return { kind: "done" };
    } catch (error) {
      return changeOf(error, () => log.warn({ status: statusOf(error) }, "message not taken back"));
    }
  };
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof CallFailed ? error.status : undefined;

/** What isn't there any more needs no change. */
function changeOf(error: unknown, failed: () => void): Change {
  if (statusOf(error) === 404) return { kind: "done" };
  if (error instanceof CallFailed && error.status === 429)
    return { kind: "throttled", seconds: error.retryAfter };
  failed();
  return { kind: "failed" };
}

/** Puts another card in place of a message in its reader's chat. Done also where the message is gone. Never throws. */
export type Replace = (contact: Contact, activity: string, card: Card) => Promise<Change>;

export function teamsReplace({ adapter, doors, log }: Parts): Replace {
  return async (contact, activity, card) => {
    if (!maySendTo(contact.serviceUrl, doors)) return { kind: "failed" };
    try {
      await adapter
        .connectorAt(contact.serviceUrl)
        .conversations.updateActivity(contact.conversation, activity, {
          id: activity,
          type: "message",
          attachments: [CardFactory.adaptiveCard(card)],
          summary: card.speak.slice(0, 200),
        });
      return { kind: "done" };
    } catch (error) {
      return changeOf(error, () => log.warn({ status: statusOf(error) }, "message not replaced"));
    }
  };
}

/** Codes of a 403 by which Teams says that this reader can't be written to; any other 403 is a fault of set-up. */
const BLOCKED = new Set([
  "BotDisabledByAdmin",
  "BotDisabledByUser",
  "BotNotInConversationRoster",
  "ConversationBlockedByUser",
  "ForbiddenOperationException",
  "MessageWritesBlocked",
]);

/**
 * What a failed call means, as Microsoft's table of status codes has it. 502, 503 and 504 are tried again because it says
 * so, though what a gateway lost may have arrived; 500 and silence are not.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
 */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof CallFailed)) return { kind: "failed", reason: "fault of ours" };
  const { status, code, retryAfter, unsent } = error;
  const reason = [status, code].filter((part) => part !== undefined).join(" ");
  const wait = retryAfter === undefined ? {} : { seconds: retryAfter };
  if (unsent) return { kind: "later", reason: code ?? "not reached" };
  if (status === 429) return { kind: "later", ...wait, reason, throttled: true };
  if (status !== undefined && [412, 502, 503, 504].includes(status))
    return { kind: "later", ...wait, reason };
  if (status === 404) return { kind: "gone" };
  if (status === 403 && (code === undefined || BLOCKED.has(code))) return { kind: "blocked", reason };
  if (status === undefined || status >= 500) return { kind: "unsure", reason: reason || "no answer" };
  return { kind: "failed", reason };
}
