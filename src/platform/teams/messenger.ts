import { CardFactory, type ConversationReference } from "botbuilder";
import type { Card } from "../../core/card.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Log, Messenger, Outcome } from "../../core/ports.ts";
import type { Acquaintance, Contact } from "../people/people.ts";
import type { TeamsAdapter } from "./adapter.ts";
import { type Doors, maySendTo } from "./inbound.ts";
import { CallFailed } from "./outbound.ts";

interface Parts {
  readonly adapter: TeamsAdapter;
  readonly people: Acquaintance;
  readonly botId: string;
  readonly doors: Doors;
  readonly log: Log;
}

/** Writes to people out of the blue, one call for each message. */
export function teamsMessenger({ adapter, people, botId, doors, log }: Parts): Messenger {
  return {
    async send(to, card) {
      let contact: Contact | undefined;
      try {
        contact = await people.contactOf(to);
      } catch (error) {
        log.warn({ error }, "message put off: no contact could be read");
        return { kind: "later", seconds: DEFAULT_WAIT_S, reason: "records out of reach" };
      }
      if (contact === undefined) return { kind: "gone" };
      if (!maySendTo(contact.serviceUrl, doors)) return { kind: "failed", reason: "host not allowed" };
      try {
        return { kind: "sent", activity: await post(contact, to.tenant, card) };
      } catch (error) {
        if (!(error instanceof CallFailed)) log.error({ error }, "message not sent");
        return settled(to, outcomeOf(error));
      }
    },
  };

  /** Whoever blocked or removed the bot isn't tried again until they write. */
  async function settled(to: PersonKey, outcome: Outcome): Promise<Outcome> {
    if (outcome.kind !== "blocked" && outcome.kind !== "gone") return outcome;
    await people.lose(to, "blocked").catch((error) => log.warn({ error }, "dead contact kept"));
    return outcome;
  }

  async function post(contact: Contact, tenantId: string, card: Card): Promise<string | undefined> {
    let activity: string | undefined;
    const reference: Partial<ConversationReference> = {
      channelId: "msteams",
      serviceUrl: contact.serviceUrl,
      bot: { id: contact.bot, name: "" },
      user: { id: contact.teamsId, name: "" },
      conversation: {
        id: contact.conversation,
        tenantId,
        conversationType: "personal",
        isGroup: false,
        name: "",
      },
    };
    await adapter.continueConversationAsync(botId, reference, async (context) => {
      const sent = await context.sendActivity({
        type: "message",
        attachments: [CardFactory.adaptiveCard(card)],
        summary: card.speak.slice(0, 200), // what the notification says
      });
      activity = sent?.id;
    });
    return activity;
  }
}

const DEFAULT_WAIT_S = 60;

/** What a failed call means. 5xx and silence may have arrived, so they are unsure, except where Teams asks to try again. */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof CallFailed)) return { kind: "failed", reason: "fault of ours" };
  const { status, code, retryAfter = DEFAULT_WAIT_S, unsent } = error;
  const reason = [status, code].filter((part) => part !== undefined).join(" ");
  if (unsent) return { kind: "later", seconds: DEFAULT_WAIT_S, reason: code ?? "not reached" };
  if (status === 429 || status === 412 || status === 503)
    return { kind: "later", seconds: retryAfter, reason };
  if (status === 404 || code === "BotNotInConversationRoster") return { kind: "gone" };
  if (status === 403) return { kind: "blocked" };
  if (status === undefined || status >= 500) return { kind: "unsure", reason: reason || "no answer" };
  return { kind: "failed", reason };
}
