import type { AddressInfo } from "node:net";
import { readConfig } from "../../src/config.ts";
import { type Card, card, text } from "../../src/core/card.ts";
import type { Database } from "../../src/core/database.ts";
import type { Command, Feature, Handler, Reply, Turn } from "../../src/core/feature.ts";
import type { PersonKey } from "../../src/core/person.ts";
import { isOutage } from "../../src/platform/database/open.ts";
import { openMetrics } from "../../src/platform/metrics.ts";
import { peopleIn } from "../../src/platform/people/people.ts";
import { teamsAdapter } from "../../src/platform/teams/adapter.ts";
import { teamsBot } from "../../src/platform/teams/bot.ts";
import { channelsIn } from "../../src/platform/teams/channels/table.ts";
import { channelTalk } from "../../src/platform/teams/channels/talk.ts";
import { serveMessages } from "../../src/platform/teams/endpoint.ts";
import { doorsOf } from "../../src/platform/teams/inbound.ts";
import { type Outcome, teamsPost } from "../../src/platform/teams/messenger.ts";
import { type Pace, usualPace } from "../../src/platform/teams/pace.ts";
import { httpServer } from "../../src/platform/web/server.ts";
import { FakeConnector } from "./connector.ts";
import { emptyOut } from "./database.ts";
import { testDatabase } from "./setup.ts";

export const APP = "22222222-2222-4222-8222-222222222222";
export const HOME = "11111111-1111-4111-8111-111111111111";

interface Options {
  readonly environment?: Record<string, string>;
  readonly pace?: Partial<Pace>;
  readonly commands?: Readonly<Record<string, Command["run"]>>;
  readonly actions?: readonly Handler<Turn, Reply>[];
  readonly db?: Database;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** The way in and out, over real HTTP, with a feature of the test's own behind it: what holds whatever the product does. */
export class Edge {
  readonly connector = new FakeConnector();
  readonly logged: { readonly level: string; readonly facts: object; readonly event: string }[] = [];
  readonly log = { info: this.#note("info"), warn: this.#note("warn"), error: this.#note("error") };
  /** Writes to somebody whom we reach, out of the blue. */
  write!: (to: PersonKey, card: Card) => Promise<Outcome>;
  people!: ReturnType<typeof peopleIn>;
  origin = "";
  #server!: ReturnType<typeof httpServer>;
  #activities = 0;

  async open({
    environment = {},
    pace: given = {},
    commands = {},
    actions = [],
    db,
  }: Options = {}): Promise<void> {
    const ours = await testDatabase();
    await emptyOut(ours);
    await this.connector.start();
    const { bot: identity } = readConfig(environment);
    const pace = { ...usualPace, ...given };
    const doors = doorsOf(identity);
    const adapter = teamsAdapter(identity, pace.outbound);
    const { log } = this;
    this.people = peopleIn(db ?? ours);
    const post = teamsPost({ adapter, doors, log });
    this.write = async (to, card) => {
      const [contact] = await this.people.contactsOf([to]);
      return contact === undefined ? { kind: "gone" } : post(contact, to, card);
    };
    this.#server = httpServer(log);
    const features = [featureOf(commands, actions)];
    const clock = () => new Date();
    const channels = channelTalk({
      table: channelsIn(ours),
      posts: [],
      belongs: async () => "yes",
      clock,
    });
    const bot = teamsBot({ features, people: this.people, channels, clock, log, isOutage, pace });
    serveMessages(this.#server, { adapter, bot, doors, log, metrics: openMetrics() });
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.connector.stop();
  }

  /** A page with a bug in it. */
  throwsAt(path: string, error: Error): void {
    this.#server.get(path, async () => {
      throw error;
    });
  }

  /** An activity of Ada's, as Teams would send it. */
  activity(changes: Record<string, unknown> = {}): Record<string, unknown> {
    this.#activities += 1;
    return {
      type: "message",
      id: `activity-${this.#activities}`,
      channelId: "msteams",
      serviceUrl: this.connector.url,
      from: { id: "29:ada", name: "Ada", aadObjectId: "id-of-ada" },
      recipient: { id: "28:bot", name: "Uptake" },
      conversation: { id: "chat-with-ada", conversationType: "personal", tenantId: HOME },
      channelData: { tenant: { id: HOME } },
      locale: "en-GB",
      ...changes,
    };
  }

  press(verb: string, data: unknown = {}): Record<string, unknown> {
    return this.activity({
      type: "invoke",
      name: "adaptiveCard/action",
      value: { action: { type: "Action.Execute", verb, data } },
    });
  }

  says(text: string): Promise<Answer> {
    return this.post(this.activity({ text }));
  }

  async post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }

  /** The titles of the cards that Ada was shown, the oldest first. */
  get shown(): readonly string[] {
    return this.connector.messages.map(({ body }) => titleOf(body.attachments?.[0]?.content));
  }

  #note(level: string) {
    return (facts: object, event: string) => void this.logged.push({ level, facts, event });
  }
}

export const titleOf = (content: unknown): string =>
  (content as { body: { text: string }[] }).body[0]?.text ?? "";

export const reply = (title: string): Reply => ({ card: card("en", title, [text(title)]) });

function featureOf(
  commands: Readonly<Record<string, Command["run"]>>,
  actions: readonly Handler<Turn, Reply>[],
): Feature {
  return {
    name: "of-the-test",
    commands: Object.entries(commands).map(([words, run]) => ({
      words: { en: [words], cy: [`${words}-cy`] },
      does: { en: words, cy: words },
      run,
    })),
    actions,
    personalData: { summary: async () => [], export: async () => undefined },
    host: {
      arrives: async () => undefined, // everybody here has met
      puzzled: async () => reply("I didn't understand"),
      refuses: () => reply("That must not be kept"),
      forgotten: () => reply("Nothing is kept of you"),
      outdated: () => reply("That card is from earlier"),
      inGroup: () => reply("In a group"),
      inChannel: (what) => reply(what),
      stranger: () => reply("I can't tell who you are"),
    },
  };
}
