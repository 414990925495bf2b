import type { Application } from "@microsoft/teams-ai";
import {
  CardFactory,
  type MessagingExtensionResult,
  type TaskModuleTaskInfo,
  type TurnContext,
} from "botbuilder";
import type { Card } from "../../core/card.ts";
import type { Compose, Dialog, Feature, Host, Turn } from "../../core/feature.ts";
import { senderOf } from "./inbound.ts";
import type { Outcome, Turns } from "./turns.ts";

/** Longer than anybody types; Teams itself stops at about 28 KB. */
const LONGEST_MESSAGE = 10_000;
const LONGEST_SEARCH = 200;

/** Binds the message extension: forms and searches that are opened from any chat, and seen only by who opened them. */
export function bindCompose(bot: Application, features: readonly Feature[], host: Host, turns: Turns): void {
  for (const compose of features.flatMap((feature) => feature.compose ?? [])) bind(compose);

  function bind(compose: Compose): void {
    if ("find" in compose) {
      bot.messageExtensions.query(compose.id, async (context, _state, { parameters }) => {
        const outcome = await visited(context, (turn) => compose.find(wordsIn(parameters), turn));
        return resultOf(outcome?.kind === "done" ? outcome.value : []);
      });
      return;
    }
    bot.messageExtensions.fetchTask(compose.id, async (context) =>
      dialogOf(await visited(context, (turn) => compose.open(turn, messageIn(context)))),
    );
    bot.messageExtensions.submitAction<{ verb?: unknown }>(compose.id, async (context, _state, data) =>
      dialogOf(await visited(context, (turn) => compose.submit(String(data?.verb ?? ""), data, turn))),
    );
  }

  async function visited<T>(
    context: TurnContext,
    run: (turn: Turn) => Promise<T>,
  ): Promise<Outcome<T> | undefined> {
    const sender = senderOf(context.activity);
    const { key } = sender;
    if (key === undefined) return undefined;
    return turns.settle(context.activity, async () =>
      run(await turns.visiting(context.activity, { ...sender, key })),
    );
  }

  function dialogOf(outcome: Outcome<Dialog> | undefined): TaskModuleTaskInfo {
    const { title, card } =
      outcome?.kind === "done"
        ? outcome.value
        : { title: "Uptake", card: outcome?.card ?? host.stranger().card };
    return { title, card: CardFactory.adaptiveCard(inDialog(card)), height: "medium", width: "medium" };
  }
}

/** Dialogs take Action.Submit only, and send its data alone: the verb goes with it, also where buttons stand among the text. */
function inDialog(card: Card): object {
  const body = (card.body ?? []).map((element) =>
    element.type === "ActionSet" ? { ...element, actions: element.actions.map(asSubmit) } : element,
  );
  return { ...card, body, actions: (card.actions ?? []).map(asSubmit) };
}

function asSubmit(action: object): object {
  const { type, verb, data, ...rest } = action as { type?: unknown; verb?: unknown; data?: object };
  return type === "Action.Execute" ? { ...rest, type: "Action.Submit", data: { ...data, verb } } : action;
}

function resultOf(found: readonly { title: string; text: string; card: Card }[]): MessagingExtensionResult {
  return {
    type: "result",
    attachmentLayout: "list",
    attachments: found.map(({ title, text, card }) => ({
      ...CardFactory.adaptiveCard(card),
      preview: CardFactory.heroCard(title, text),
    })),
  };
}

function wordsIn(parameters: object): string {
  const words: unknown = Object.values(parameters).find((value) => typeof value === "string");
  return typeof words === "string" ? words.slice(0, LONGEST_SEARCH) : "";
}

/** The message that the form was opened from, without its markup. It is read once and never kept. */
function messageIn({ activity }: TurnContext): string {
  const { messagePayload } = (activity.value ?? {}) as { messagePayload?: { body?: { content?: unknown } } };
  const content = messagePayload?.body?.content;
  if (typeof content !== "string") return "";
  return content
    .slice(0, LONGEST_MESSAGE)
    .replace(/<[^>]{0,500}>/g, " ")
    .replaceAll("&nbsp;", " ")
    .trim();
}
