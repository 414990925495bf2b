// The whole package takes as long again to load, most of it for language models.
import { Application } from "@microsoft/teams-ai/lib/Application.js";
import { type Activity, CardFactory, type Storage, type TurnContext } from "botbuilder";
import type { Card } from "../../core/card.ts";
import { isOrphan } from "../../core/database.ts";
import type { Feature, Host, Reply, Turn } from "../../core/feature.ts";
import { whyRefused } from "../../core/free-text.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { Acquaintance } from "../people/people.ts";
import type { ChannelTalk } from "./channels/talk.ts";
import { actionsOf, commandsOf } from "./commands.ts";
import { bindCompose } from "./compose.ts";
import { languageOf, type Sender, senderOf } from "./inbound.ts";
import { CallFailed } from "./outbound.ts";
import type { Pace } from "./pace.ts";
import { type Outcome, sorryCard, type Turns, turnsWith } from "./turns.ts";
import { whileTyping } from "./typing.ts";

interface Parts {
  readonly features: readonly Feature[];
  readonly people: Acquaintance;
  readonly channels: ChannelTalk;
  readonly clock: Clock;
  readonly log: Log;
  readonly isOutage: (error: unknown) => boolean;
  readonly pace: Pace;
}

export interface Bot {
  /** Answers one activity. Never fails: what goes wrong becomes a log line, and words for the person. */
  run(context: TurnContext): Promise<void>;
}

/** Longer than anybody types; Teams itself stops at about 28 KB. */
const LONGEST_MESSAGE = 10_000;

/**
 * Nothing is kept in teams-ai's turn state: it is written after the reply is out, and of several turns at once in one
 * conversation all but one fail with an eTag conflict. What must last is in our own tables.
 */
const noStorage: Storage = { read: async () => ({}), write: async () => {}, delete: async () => {} };

/** Binds what the features answer to onto a teams-ai application. Activities were let in before they come here. */
export function teamsBot(parts: Parts): Bot {
  const { features, people, channels, log, pace } = parts;
  const bot = new Application({ storage: noStorage, startTypingTimer: false });
  const host = hostOf(features);
  const turns = turnsWith(parts);
  const commandFor = commandsOf(features);
  const actions = actionsOf(features, commandFor);
  const ahead = readAhead(turns);

  bot.activity("message", async (context) => {
    const reply = await replied(context, (turn) => welcomed(context, turn));
    if (reply.kind !== "done") await deliver(context, reply.card, pace);
    else if (reply.value !== undefined) await deliver(context, reply.value.card, pace);
  });
  bot.activity("installationUpdate", arrival);
  bot.activity("conversationUpdate", arrival);
  bot.addRoute(
    async ({ activity }) => activity.type === "invoke" && activity.name === "adaptiveCard/action",
    async (context) =>
      answerInvoke(context, pressBody(await replied(context, (turn) => pressReply(context.activity, turn)))),
    true,
  );
  bindCompose(bot, features, host, turns);
  // An invoke that nobody answers would become a 501.
  bot.addRoute(
    async ({ activity }) => activity.type === "invoke",
    (context) => answerInvoke(context, {}),
    true,
  );

  // Not teams-ai's `error`: it needs the adapter, and would then swallow what fails when we write out of the blue.
  return {
    run: (context) => {
      ahead.begin(context.activity);
      return bot.run(context).then(
        () => {},
        (error) => apologise(context, error),
      );
    },
  };

  async function apologise(context: TurnContext, error: unknown): Promise<void> {
    const { activity } = context;
    if (error instanceof CallFailed)
      log.warn({ status: error.status, code: error.code }, "reply not delivered");
    else log.error({ error, activity: activity.type }, "turn crashed");

    const sorry = sorryCard(languageOf(activity));
    if (activity.type === "invoke") await answerInvoke(context, pressBody({ kind: "failed", card: sorry }));
    else if (activity.type === "message" && !(error instanceof CallFailed))
      await deliver(context, sorry, pace).catch(() => {}); // it has been noted already
  }

  /** Answers in the person's own chat; in a group, or to somebody without an Entra id, we only explain ourselves. */
  async function replied<R extends Reply | undefined>(
    context: TurnContext,
    run: (turn: Turn) => Promise<R>,
  ): Promise<Outcome<R | Reply>> {
    const sender = senderOf(context.activity);
    const { key } = sender;
    if (sender.scope === "group") return inGroup(context.activity, sender);
    if (key === undefined) return { kind: "done", value: host.stranger() };
    return whileTyping(context, pace, () =>
      turns.settle(context.activity, async () => {
        const turn = await ahead.turnOf(context.activity, { ...sender, key });
        return run(turn).catch((error) => {
          if (isOrphan(error)) return host.forgotten(turn);
          throw error;
        });
      }),
    );
  }

  async function inGroup(activity: Activity, sender: Sender): Promise<Outcome<Reply>> {
    if (activity.type !== "message") return { kind: "done", value: host.inGroup() };
    return turns.settle(
      activity,
      async () => (await channels.hears(activity, sender, host)) ?? host.inGroup(),
    );
  }

  /** Whoever writes to us and hasn't been told what we keep is told so first, and then answered if we understand. */
  async function welcomed(context: TurnContext, turn: Turn): Promise<Reply | undefined> {
    const welcome = turn.person.greeted ? undefined : await host.arrives(turn);
    if (welcome === undefined)
      return (await understood(context.activity, turn)) ?? host.puzzled(saidIn(context.activity), turn);
    await introduce(context, turn.person, welcome.card);
    const reply = await understood(context.activity, { ...turn, person: { ...turn.person, greeted: true } });
    return JSON.stringify(reply) === JSON.stringify(welcome) ? undefined : reply;
  }

  /** What didn't arrive is said at the next chance, and until then nobody is written to out of the blue. */
  async function introduce(context: TurnContext, person: PersonKey, welcome: Card): Promise<void> {
    try {
      await deliver(context, welcome, pace);
    } catch (error) {
      await people.ungreet(person);
      throw error;
    }
  }

  async function understood(activity: Activity, turn: Turn): Promise<Reply | undefined> {
    const said = saidIn(activity);
    const { value } = activity;
    if (said === "" && value !== undefined) return host.outdated(turn);
    const command = commandFor(said);
    if (command !== undefined) return command.run(turn);
    const refusal = whyRefused(said);
    if (refusal !== undefined) return host.refuses(refusal, turn);
    for (const { understands } of features) {
      const reply = said === "" ? undefined : await understands?.(said, turn);
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  async function pressReply({ value }: Activity, turn: Turn): Promise<Reply> {
    const { action } = (value ?? {}) as { action?: { verb?: unknown; data?: unknown } };
    const handler = typeof action?.verb === "string" ? actions.get(action.verb) : undefined;
    if (handler !== undefined) return handler.handle(action?.data ?? {}, turn);
    log.info({}, "unknown button pressed");
    return host.outdated(turn);
  }

  async function arrival(context: TurnContext): Promise<void> {
    const { activity } = context;
    const sender = senderOf(activity);
    const { key } = sender;
    const action = activity.type === "installationUpdate" ? String(activity.action) : "";
    if (action.endsWith("upgrade")) return; // nobody came or went
    if (sender.scope === "group" && (await channels.leaves(activity, sender))) return;
    if (action.startsWith("remove"))
      return key !== undefined && sender.scope === "personal" ? people.lose(key, "removed") : undefined;
    if (activity.type === "conversationUpdate" && !(activity.membersAdded?.length ?? 0)) return;
    if (sender.scope === "personal")
      return key === undefined ? undefined : greet(context, { ...sender, key });
    // A group hears of it twice, as an installation and as a new member: one of them is answered.
    if (activity.type === "installationUpdate") await deliver(context, host.inGroup().card, pace);
  }

  async function greet(context: TurnContext, sender: Sender & { key: PersonKey }): Promise<void> {
    const { activity } = context;
    const outcome = await turns.settle(activity, async () => host.arrives(await turns.own(activity, sender)));
    if (outcome.kind !== "done") await deliver(context, outcome.card, pace);
    else if (outcome.value !== undefined) await introduce(context, sender.key, outcome.value.card);
  }
}

const saidIn = ({ text }: Activity): string =>
  typeof text === "string" ? text.trim().slice(0, LONGEST_MESSAGE) : "";

/** Who it is, is read while the SDK finds out what to do with the activity: the two take about as long. */
function readAhead(turns: Turns) {
  const begun = new WeakMap<Activity, Promise<Turn>>();
  return {
    begin(activity: Activity): void {
      if (activity.type !== "message" && activity.name !== "adaptiveCard/action") return;
      const sender = senderOf(activity);
      const { key } = sender;
      if (key === undefined || sender.scope === "group") return;
      const turn = turns.own(activity, { ...sender, key });
      turn.catch(() => {}); // whoever asks for it is told
      begun.set(activity, turn);
    },
    turnOf: (activity: Activity, sender: Sender & { key: PersonKey }): Promise<Turn> =>
      begun.get(activity) ?? turns.own(activity, sender),
  };
}

function hostOf(features: readonly Feature[]): Host {
  const [host] = features.flatMap((feature) => feature.host ?? []);
  if (host === undefined) throw new Error("No feature meets people");
  return host;
}

/** An answer that Teams couldn't take is offered once more: hearing twice is better than not at all. */
async function deliver(context: TurnContext, card: Card, { offerAgain }: Pace): Promise<void> {
  const activity = {
    type: "message",
    attachments: [CardFactory.adaptiveCard(card)],
    summary: card.speak.slice(0, 200),
  };
  try {
    await context.sendActivity(activity);
  } catch (error) {
    if (!(error instanceof CallFailed) || ![429, 502, 503, 504].includes(error.status ?? 0)) throw error;
    await new Promise((resolve) => setTimeout(resolve, offerAgain));
    await context.sendActivity(activity);
  }
}

/** A card that failed for a passing reason stays where it is, with a sentence beside it: what was typed in isn't lost. */
function pressBody(outcome: Outcome<Reply>): object {
  if (outcome.kind === "later")
    return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: outcome.sentence };
  const value = outcome.kind === "done" ? outcome.value.card : outcome.card;
  return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value };
}

async function answerInvoke(context: TurnContext, body: object): Promise<void> {
  await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
}
