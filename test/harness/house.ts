import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { type App, createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { AdoptionSource } from "../../src/core/adoption-source.ts";
import type { Card } from "../../src/core/card.ts";
import type { Database } from "../../src/core/database.ts";
import type { PersonId, PersonKey, TenantId } from "../../src/core/person.ts";
import type { Availability, Installer } from "../../src/core/ports.ts";
import type { Printed } from "../../src/platform/operator/run.ts";
import { FakeConnector } from "./connector.ts";
import { emptyOut, tablesOf } from "./database.ts";
import type { FakeGraph } from "./graph.ts";
import { testDatabase } from "./setup.ts";

/** A Tuesday, 10:00 in London, in winter time. */
const TUESDAY = "2026-11-24T10:00:00Z";
/** How the product paces itself: nobody's. */
const PACE = ["delivery_budget", "delivery_sender", "graph_budget"];
export const TENANT = "11111111-1111-4111-8111-111111111111";

interface Options {
  readonly environment?: Record<string, string>;
  readonly db?: Database;
  /** Plays Microsoft Graph, where it puts the app into people's Teams. */
  readonly installer?: Installer;
  /** Plays what knows who is away or busy. */
  readonly availability?: Availability;
  /** Plays the organisation's directory and reports. */
  readonly adoption?: AdoptionSource;
  /** Microsoft Graph, set up for the test's own organisation unless the environment says otherwise. */
  readonly graph?: FakeGraph;
  /** Plays Entra, where people sign in. */
  readonly authority?: string;
  /** How long Teams may take to answer the bot, in milliseconds. */
  readonly patience?: number;
  /** How many pages of the tab somebody may ask for in a row. */
  readonly burst?: number;
}

/** The whole product over real HTTP and a real database, with the outside played by fakes: Teams, the clock and the log. */
export class TestHouse {
  readonly connector = new FakeConnector();
  readonly logged: { level: string; event: string; facts: object }[] = [];
  readonly files = new Map<string, string>();
  now = new Date(TUESDAY);
  app!: App;
  db!: Database;
  origin = "";
  #activities = 0;
  #options: Options = {};

  async open(options: Options = {}): Promise<void> {
    this.#options = options;
    this.db = options.db ?? (await testDatabase());
    await emptyOut(options.db === undefined ? this.db : await testDatabase());
    await this.connector.start();
    this.app = this.another();
    await new Promise<void>((resolve) => this.app.server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
  }

  /** One more process of the same product on the same database, which only its operator speaks to. */
  another(): App {
    const note = (level: string) => (facts: object, event: string) =>
      void this.logged.push({ level, event, facts });
    const {
      environment = {},
      patience,
      burst,
      installer,
      availability,
      adoption,
      graph,
      authority,
    } = this.#options;
    return createApp({
      config: readConfig({ SECONDS_PER_CHAT: "0", ...graph?.environment, ...environment }), // weeks pass within a second
      db: this.db,
      installer,
      availability,
      adoption,
      authority,
      tokens: graph?.tokens,
      pace: {
        ...(patience === undefined ? {} : { outbound: patience }),
        ...(burst === undefined ? {} : { burst }),
      },
      clock: () => this.now,
      log: { info: note("info"), warn: note("warn"), error: note("error") },
      readFile: async (path) => {
        const text = this.files.get(path);
        if (text === undefined) throw new Error("no such file");
        return text;
      },
      origin: () => this.origin,
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.app.server.close(() => resolve()));
    await this.connector.stop();
  }

  /** What the operator types, without quotes. */
  operates(line: string): Promise<Printed> {
    return this.app.operate(line.split(" "));
  }

  /** Sends what is due at a time, and answers the figures. */
  runsDue(now: string, app = this.app): Promise<Record<string, number>> {
    return this.asks(`run-due --now ${now}`, app);
  }

  /** How many nudges stand where. */
  ledger(): Promise<Record<string, number>> {
    return this.asks("nudges");
  }

  /** What the operator's command answers with --json. */
  async asks(line: string, app = this.app): Promise<Record<string, number>> {
    const { code, out, err } = await app.operate([...line.split(" "), "--json"]);
    if (code !== 0) throw new Error(err);
    return JSON.parse(out);
  }

  /** Every row that the product keeps, by table. */
  async everything(): Promise<Readonly<Record<string, readonly Record<string, unknown>[]>>> {
    const all: Record<string, readonly Record<string, unknown>[]> = {};
    for (const table of await tablesOf(this.db)) {
      // As they were written: a table's own order is nobody's promise.
      const { rows } = await sql<Record<string, unknown>>`
        select * from ${sql.table(table)} order by xmin::text::bigint, ctid`.execute(this.db);
      all[table] = rows;
    }
    return all;
  }

  /** The tables that hold anything, and how many rows. */
  async rows(): Promise<Record<string, number>> {
    const all = Object.entries(await this.everything());
    return Object.fromEntries(
      all
        .filter(([table, { length }]) => length > 0 && !PACE.includes(table))
        .map(([table, { length }]) => [table, length]),
    );
  }

  person(name: string, tenant = TENANT): Staff {
    return new Staff(this, name, tenant);
  }

  nextActivityId(): string {
    this.#activities += 1;
    return `activity-in-${this.#activities}`;
  }

  async post(
    activity: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: string; headers: Headers }> {
    const response = await fetch(`${this.origin}/api/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof activity === "string" ? activity : JSON.stringify(activity),
    });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }
}

/** A member of staff, who can type to the bot and press buttons on its cards. */
export class Staff {
  readonly name: string;
  readonly tenant: string;
  readonly house: TestHouse;
  /** How their client is set. */
  locale = "en-GB";
  zone = "Europe/London";
  /** Where they are when they type or press: their own chat with us, unless it is a group chat or a channel. */
  place: "personal" | "groupChat" | "channel" = "personal";

  constructor(house: TestHouse, name: string, tenant: string) {
    this.house = house;
    this.name = name;
    this.tenant = tenant;
  }

  get id(): string {
    return `id-of-${this.name.toLowerCase()}`;
  }

  get key(): PersonKey {
    return { tenant: this.tenant as TenantId, id: this.id as PersonId };
  }

  get conversation(): string {
    return this.place === "personal" ? `chat-with-${this.name}-of-${this.tenant}` : `a-${this.place}`;
  }

  /** The same person in a group chat or a team. */
  inGroup(place: "groupChat" | "channel" = "groupChat"): Staff {
    const there = new Staff(this.house, this.name, this.tenant);
    there.place = place;
    return there;
  }

  /** Every card that was sent to this person, the oldest first. */
  get cards(): readonly Card[] {
    return this.house.connector.messages
      .filter(({ path }) => decodeURIComponent(path).includes(`/${this.conversation}/`))
      .map(({ body }) => body.attachments?.[0]?.content as Card);
  }

  get lastCard(): Card {
    const card = this.cards.at(-1);
    if (card === undefined) throw new Error(`${this.name} has got nothing`);
    return card;
  }

  async installs(): Promise<Card | undefined> {
    const before = this.cards.length;
    const both = [
      { type: "installationUpdate", action: "add" },
      { type: "conversationUpdate", membersAdded: [{ id: "28:bot" }, { id: `29:${this.name}` }] },
    ];
    for (const event of both) await this.sends(event);
    return this.cards[before];
  }

  /** Has met us, and was told what is kept; so tips may come. */
  async meets(): Promise<this> {
    const welcome = await this.installs();
    if (welcome === undefined) throw new Error(`${this.name} got no welcome`);
    return this;
  }

  /** Changes something on the settings card. */
  async chooses(inputs: Record<string, unknown>): Promise<Card> {
    const form = await this.says(this.locale.startsWith("cy") ? "gosodiadau" : "settings");
    return this.presses(form, "Save", inputs);
  }

  async removes(): Promise<void> {
    await this.sends({ type: "installationUpdate", action: "remove" });
  }

  async says(words: string): Promise<Card> {
    const before = this.cards.length;
    await this.sends({ type: "message", text: words });
    const [reply, second, third] = this.cards.slice(before);
    if (reply === undefined) throw new Error(`“${words}” got no answer`);
    if (third !== undefined || (second !== undefined && before > 0))
      throw new Error(`“${words}” got too many answers`);
    return second ?? reply; // whoever writes for the first time is welcomed as well
  }

  /** Presses a button by its title. Inputs that are given replace what the card was filled in with. */
  async presses(card: Card, title: string, inputs: Record<string, unknown> = {}): Promise<Card> {
    const button = buttonsOf(card).find((each) => each.title === title);
    if (button === undefined) throw new Error(`No button “${title}” on “${card.speak}”`);
    const answer = await this.invokes(button.verb, { ...button.data, ...filledIn(card), ...inputs });
    return answer.value as Card;
  }

  async invokes(verb: unknown, data: unknown): Promise<{ statusCode: number; type: string; value: unknown }> {
    const { status, body } = await this.sends({
      type: "invoke",
      name: "adaptiveCard/action",
      value: { action: { type: "Action.Execute", verb, data }, trigger: "manual" },
    });
    if (status !== 200) throw new Error(`The bot answered ${status}: ${body}`);
    return JSON.parse(body);
  }

  /** Opens the form beside a message, from the message extension. */
  async opensForm(message?: string): Promise<Dialog> {
    const beside =
      message === undefined ? {} : { messagePayload: { body: { contentType: "html", content: message } } };
    return dialogIn(await this.composes("fetchTask", { commandId: "logTime", ...beside }));
  }

  /** Presses a button in a dialog: its data and the inputs come together, with no verb of their own. */
  async pressesIn(dialog: Dialog, title: string, inputs: Record<string, unknown> = {}): Promise<Dialog> {
    const button = dialog.actions.find((each) => each.title === title);
    if (button === undefined) throw new Error(`No button “${title}” in “${dialog.card.speak}”`);
    const data = { ...button.data, ...filledIn(dialog.card), ...inputs };
    return dialogIn(await this.composes("submitAction", { commandId: "logTime", data }));
  }

  /** Any invoke of the message extension. */
  async composes(name: string, value: object): Promise<Record<string, unknown>> {
    const { status, body } = await this.sends({ type: "invoke", name: `composeExtension/${name}`, value });
    if (status !== 200) throw new Error(`The bot answered ${status}: ${body}`);
    return JSON.parse(body);
  }

  sends(activity: Record<string, unknown>): ReturnType<TestHouse["post"]> {
    return this.house.post({ ...this.envelope(), ...activity });
  }

  envelope(): Record<string, unknown> {
    return {
      id: this.house.nextActivityId(),
      channelId: "msteams",
      serviceUrl: this.house.connector.url,
      from: { id: `29:${this.name}`, name: this.name, aadObjectId: this.id },
      recipient: { id: "28:bot", name: "Uptake" },
      conversation: {
        id: this.conversation,
        conversationType: this.place,
        tenantId: this.tenant,
        ...(this.place === "personal" ? {} : { isGroup: true }),
      },
      channelData: { tenant: { id: this.tenant } },
      locale: this.locale,
      localTimezone: this.zone,
    };
  }
}

/** A form of the message extension. Its buttons are Action.Submit: Teams takes no others there. */
export interface Dialog {
  readonly title: string;
  readonly card: Card;
  readonly actions: readonly { readonly title: string; readonly data: Record<string, unknown> }[];
}

function dialogIn(body: Record<string, unknown>): Dialog {
  const { task } = body as { task?: { value?: { title: string; card: { content: Card } } } };
  if (task?.value === undefined) throw new Error(`No dialog: ${JSON.stringify(body)}`);
  const card = task.value.card.content;
  return { title: task.value.title, card, actions: (card.actions ?? []) as unknown as Dialog["actions"] };
}

interface Pressed {
  readonly title: string;
  readonly verb: string;
  readonly data: Record<string, unknown>;
}

/** All buttons that send something, wherever they stand on the card. */
export function buttonsOf(card: Card): readonly Pressed[] {
  const inBody = card.body?.flatMap((element) => (element.type === "ActionSet" ? element.actions : [])) ?? [];
  return [...(card.actions ?? []), ...inBody].flatMap((action) =>
    action.type === "Action.Execute" ? [action as unknown as Pressed] : [],
  );
}

/** What a client sends for inputs that nobody touched. */
function filledIn(card: Card): Record<string, unknown> {
  const inputs = (card.body ?? []).filter((element) => element.type.startsWith("Input.")) as {
    id: string;
    value?: unknown;
  }[];
  return Object.fromEntries(inputs.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value]])));
}

/** An input of a card, by its id. */
export function inputOf(card: Card, id: string): Record<string, unknown> {
  const input = (card.body ?? []).find((element) => (element as { id?: string }).id === id);
  if (input === undefined) throw new Error(`No input “${id}” on “${card.speak}”`);
  return input as unknown as Record<string, unknown>;
}

export const titleOf = (card: Card): string => (card.body?.[0] as { text?: string } | undefined)?.text ?? "";

/** Everything that can be read on a card. */
export const textOf = (card: Card): string => JSON.stringify(card);
