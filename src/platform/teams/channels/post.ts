import { CardFactory } from "botbuilder";
import type { Card } from "../../../core/card.ts";
import type { Log } from "../../../core/ports.ts";
import type { TeamsAdapter } from "../adapter.ts";
import { type Doors, maySendTo } from "../inbound.ts";
import { type Outcome, outcomeOf } from "../messenger.ts";
import { CallFailed } from "../outbound.ts";
import type { Place } from "./table.ts";

interface Parts {
  readonly adapter: TeamsAdapter;
  readonly doors: Doors;
  readonly log: Log;
}

/** Posts in a channel, as a new thread, or in a group chat: once, within a deadline. Never throws. */
export type PostIn = (place: Place, card: Card) => Promise<Outcome>;

export function teamsPostIn({ adapter, doors, log }: Parts): PostIn {
  return async ({ tenant, conversation, team, serviceUrl, bot }, card) => {
    if (!maySendTo(serviceUrl, doors)) return { kind: "failed", reason: "host not allowed" };
    try {
      const { conversations } = adapter.connectorAt(serviceUrl);
      const { id } = await conversations.sendToConversation(conversation, {
        type: "message",
        channelId: "msteams",
        serviceUrl,
        from: { id: bot, name: "" },
        conversation: {
          id: conversation,
          tenantId: tenant,
          conversationType: team === undefined ? "groupChat" : "channel",
          isGroup: true,
          name: "",
        },
        attachments: [CardFactory.adaptiveCard(card)],
        summary: card.speak.slice(0, 200),
      });
      return { kind: "sent", activity: id === "" ? undefined : id };
    } catch (error) {
      if (!(error instanceof CallFailed)) log.error({ error }, "message not sent");
      return outcomeOf(error);
    }
  };
}

/** Whether somebody belongs to the organisation whose channel it is. An activity alone doesn't say so of a guest. */
export type Belongs = (place: Place, teamsId: string) => Promise<"yes" | "no" | "unknown">;

export function teamsBelongs({ adapter }: Pick<Parts, "adapter">): Belongs {
  return async ({ tenant, conversation, serviceUrl }, teamsId) => {
    try {
      const member = await adapter.connectorAt(serviceUrl).conversations.getMember(conversation, teamsId);
      return isOfTenant(JSON.parse(member), tenant) ? "yes" : "no";
    } catch (error) {
      return error instanceof CallFailed && error.status === 404 ? "no" : "unknown";
    }
  };
}

function isOfTenant(member: unknown, tenant: string): boolean {
  const { tenantId, userRole } = (member ?? {}) as { tenantId?: unknown; userRole?: unknown };
  const role = typeof userRole === "string" ? userRole.toLowerCase() : "user";
  return role === "user" && (typeof tenantId !== "string" || tenantId.toLowerCase() === tenant);
}
