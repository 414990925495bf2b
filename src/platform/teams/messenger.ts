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

/** Takes a message out of its reader's chat. True when it is gone, also where it was gone already. */
export type Withdraw = (contact: Contact, activity: string) => Promise<boolean>;

export function teamsWithdraw({ adapter, doors, log }: Parts): Withdraw {
  return async (contact, activity) => {
    if (!maySendTo(contact.serviceUrl, doors)) return false;
    try {
      await adapter
        .connectorAt(contact.serviceUrl)
        .conversations.deleteActivity(contact.conversation, activity);
      return true;
    } catch (error) {
      const status = error instanceof CallFailed ? error.status : undefined;
      if (status === 404) return true;
      log.warn({ status }, "message not taken back");
      return false;
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
