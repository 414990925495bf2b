import type { Activity, ConversationParameters, ResourceResponse } from "botbuilder";
import { call } from "./outbound.ts";

/** Answers the value of an Authorization header, or undefined where the bot has no id to prove. */
export type Authorise = (audience: string | undefined) => Promise<string | undefined>;

/**
 * The Bot Connector's REST operations that we use, in the shape that the SDK's adapter calls them.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
 *
 * Not the SDK's client (botframework-connector 4.23.3): it drops every property of an entity but type, text and
 * mentioned, so AI labels, citations and sensitivity labels never reach Teams; and it builds a new pipeline each turn,
 * which is three quarters of what an activity costs.
 */
export function connectorAt(
  serviceUrl: string,
  audience: string | undefined,
  { authorise, deadlineMs }: { readonly authorise: Authorise; readonly deadlineMs: number },
) {
  const base = `${serviceUrl.replace(/\/+$/, "")}/v3/conversations`;
  const at = (conversation: string, activity?: string) =>
    `${base}/${encodeURIComponent(conversation)}/activities${
      activity === undefined ? "" : `/${encodeURIComponent(activity)}`
    }`;

  async function ask(
    method: "POST" | "PUT" | "DELETE",
    url: string,
    content?: unknown,
  ): Promise<ResourceResponse> {
    return { id: idIn(await answer(method, url, content)) };
  }

  async function answer(
    method: "GET" | "POST" | "PUT" | "DELETE",
    url: string,
    content?: unknown,
  ): Promise<string> {
    const authorization = await authorise(audience);
    const headers = {
      accept: "application/json",
      "content-type": "application/json; charset=utf-8",
      ...(authorization === undefined ? {} : { authorization }),
    };
    const body = content === undefined ? "" : JSON.stringify(content);
    return call({ method, url, headers, body, deadlineMs });
  }

  return {
    conversations: {
      sendToConversation: (conversation: string, activity: Partial<Activity>) =>
        ask("POST", at(conversation), activity),
      replyToActivity: (conversation: string, to: string, activity: Partial<Activity>) =>
        ask("POST", at(conversation, to), activity),
      updateActivity: (conversation: string, id: string, activity: Partial<Activity>) =>
        ask("PUT", at(conversation, id), activity),
      deleteActivity: async (conversation: string, id: string): Promise<void> => {
        await ask("DELETE", at(conversation, id));
      },
      createConversation: (parameters: ConversationParameters) => ask("POST", base, parameters),
      /** One of its members, as JSON. */
      getMember: (conversation: string, member: string) =>
        answer("GET", `${base}/${encodeURIComponent(conversation)}/members/${encodeURIComponent(member)}`),
    },
  };
}

/** An answer without one is as good: what was sent was taken. */
function idIn(text: string): string {
  try {
    const { id } = (JSON.parse(text) ?? {}) as { id?: unknown };
    return typeof id === "string" ? id : "";
  } catch {
    return "";
  }
}
