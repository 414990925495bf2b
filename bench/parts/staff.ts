import { randomUUID } from "node:crypto";
import http from "node:http";
import type { Connector } from "./connector.ts";

const TENANT = "11111111-1111-4111-8111-111111111111";
const BOT = { id: "28:00000000-0000-4000-8000-000000000000", name: "Uptake" };
const SENTENCE = "log 30 minutes";

interface Colleague {
  readonly number: number;
  readonly conversation: string;
}

/** The button that stores what was said, as it stands on the card, with the task chosen on it. */
interface Press {
  readonly who: Colleague;
  readonly data: object;
}

/** What a block of activities took. */
export interface Block {
  readonly activities: number;
  readonly seconds: number;
}

/** Invented people who write to one bot and press its buttons, over kept connections as Teams does. */
export class Staff {
  readonly #colleagues: readonly Colleague[];
  readonly #connector: Connector;
  readonly #ours: boolean;
  #agent = new http.Agent();
  #port = 0;
  #turn = 0;
  #sent = 0;
  /** How many entries each colleague has saved. */
  readonly saved: number[];

  constructor(size: number, connector: Connector, { ours }: { ours: boolean }) {
    this.#colleagues = Array.from({ length: size }, (_, number) => ({
      number,
      conversation: `a:${randomUUID()}${randomUUID()}`,
    }));
    this.saved = new Array<number>(size).fill(0);
    this.#connector = connector;
    this.#ours = ours;
  }

  /** Where the bot is now. */
  turnTo(port: number): void {
    this.#port = port;
  }

  /** Everybody writes for the first time, so that the bot knows them. */
  meet(connections: number): Promise<Block> {
    return this.messages(this.#colleagues.length, connections);
  }

  messages(count: number, connections: number): Promise<Block> {
    return this.#block(count, connections, async () => {
      await this.#say(this.#next());
      return 1;
    });
  }

  /** Message and Save, message and Save: `count` activities in all. */
  journeys(count: number, connections: number): Promise<Block> {
    return this.#block(count / 2, connections, async () => {
      await this.#save(await this.#say(this.#next()));
      return 2;
    });
  }

  /** The presses alone; the messages that brought the cards are outside the block. */
  async presses(count: number, connections: number, between: () => void): Promise<Block> {
    const waiting: Press[] = [];
    await this.#block(count, connections, async () => {
      waiting.push(await this.#say(this.#next()));
      return 1;
    });
    between();
    return this.#block(count, connections, async () => {
      await this.#save(waiting.pop() as Press); // as many as were counted
      return 1;
    });
  }

  /** Asks for somebody's own entries, and answers how many the bot says there are. */
  async entriesOf(number: number): Promise<number> {
    const who = this.#colleagues[number] as Colleague;
    await this.#post({ ...this.#envelope(who), type: "message", text: "my time" });
    const { facts } = find(JSON.parse(this.#connector.take(who.conversation)), "FactSet") as {
      facts: { value: string }[];
    };
    return Number(facts[1]?.value);
  }

  async #say(who: Colleague): Promise<Press> {
    await this.#post({
      ...this.#envelope(who),
      type: "message",
      text: SENTENCE,
      textFormat: "plain",
      attachments: [{ contentType: "text/html", content: `<p>${SENTENCE}</p>` }],
    });
    const heard = this.#connector.take(who.conversation);
    if (!this.#ours) {
      if (!heard.includes(`you said: ${SENTENCE}`)) throw new Error(`The echo said ${heard}`);
      return { who, data: { entry: randomUUID() } };
    }
    return { who, data: pressOf(heard) };
  }

  async #save({ who, data }: Press): Promise<void> {
    const answer = await this.#post({
      ...this.#envelope(who),
      type: "invoke",
      name: "adaptiveCard/action",
      value: {
        action: { type: "Action.Execute", title: "Save", verb: "time-saved/save", data },
        trigger: "manual",
      },
    });
    if (!answer.includes(this.#ours ? '"speak":"Noted:' : "you pressed"))
      throw new Error(`Not saved: ${answer}`);
    this.saved[who.number] = (this.saved[who.number] ?? 0) + 1;
  }

  #next(): Colleague {
    return this.#colleagues[this.#turn++ % this.#colleagues.length] as Colleague; // the index is within
  }

  /** As Teams fills it in, so that nothing which a real activity costs is left out. */
  #envelope({ number, conversation }: Colleague) {
    const id = String(number).padStart(12, "0");
    return {
      id: `${Date.now()}${this.#sent++}`,
      timestamp: new Date().toISOString(),
      localTimestamp: new Date().toISOString(),
      localTimezone: "Europe/London",
      locale: "en-GB",
      channelId: "msteams",
      serviceUrl: this.#connector.url,
      from: {
        id: `29:${id}${"x".repeat(60)}`,
        name: `Colleague ${number}`,
        aadObjectId: `22222222-2222-4222-8222-${id}`,
      },
      recipient: BOT,
      conversation: { id: conversation, conversationType: "personal", tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      entities: [
        { type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/London" },
      ],
    };
  }

  async #block(count: number, connections: number, once: () => Promise<number>): Promise<Block> {
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    const began = performance.now();
    let [left, activities] = [count, 0];
    const caller = async () => {
      while (left-- > 0) {
        const done = await once();
        activities += done; // in two steps: += would add to what it was before the wait
      }
    };
    await Promise.all(Array.from({ length: connections }, caller));
    const seconds = (performance.now() - began) / 1000;
    this.#agent.destroy();
    return { activities, seconds };
  }

  #post(activity: object): Promise<string> {
    const body = JSON.stringify(activity);
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: this.#port,
        path: "/api/messages",
        method: "POST",
        agent: this.#agent,
        headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      };
      http
        .request(options, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(text);
            else reject(new Error(`The bot answered ${response.statusCode}: ${text}`));
          });
        })
        .on("error", reject)
        .end(body);
    });
  }
}

/** What a client sends when Save is pressed: what the button carries, what the inputs hold, and the task that was chosen. */
function pressOf(heard: string): object {
  const { content } = (JSON.parse(heard) as { attachments: { content: Shown }[] }).attachments[0] ?? {};
  const save = content?.actions.find(({ verb }) => verb === "time-saved/save");
  if (content === undefined || save === undefined) throw new Error(`Not the card to confirm: ${heard}`);
  const inputs = content.body.flatMap(({ id, value }) =>
    id === undefined || value === undefined ? [] : [[id, String(value)]],
  );
  return { ...save.data, ...Object.fromEntries(inputs), task: "email" };
}

interface Shown {
  readonly body: readonly { readonly id?: string; readonly value?: unknown }[];
  readonly actions: readonly { readonly verb?: string; readonly data?: object }[];
}

/** The first element of a type, wherever it stands. */
function find(within: unknown, type: string): unknown {
  if (typeof within !== "object" || within === null) return undefined;
  if ((within as { type?: unknown }).type === type) return within;
  for (const part of Object.values(within)) {
    const found = find(part, type);
    if (found !== undefined) return found;
  }
  return undefined;
}
