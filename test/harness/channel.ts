import type { Card } from "../../src/core/card.ts";
import type { Received } from "./connector.ts";
import type { Staff, TestHouse } from "./house.ts";

/** A channel of a team, or a group chat, in which people say things to the bot. */
export class Room {
  readonly house: TestHouse;
  readonly id: string;
  readonly team: string | undefined;
  /** By Teams' own clock; the test's where it isn't said. */
  said: Date | undefined;

  constructor(
    house: TestHouse,
    id = "19:general@thread.tacv2",
    team: string | undefined = "19:team@thread.tacv2",
  ) {
    this.house = house;
    this.id = id;
    this.team = team;
  }

  /** Everything that was posted here, the oldest first: its place is the channel itself, and no answer's. */
  get posts(): readonly Received[] {
    return this.#all.filter(({ path }) => path.includes(`/${this.id}/activities`));
  }

  get postedCards(): readonly Card[] {
    return this.posts.map(cardOf);
  }

  get #all(): readonly Received[] {
    return this.house.connector.messages
      .filter(({ method }) => method === "POST")
      .map((received) => ({ ...received, path: decodeURIComponent(received.path) }));
  }

  /** Says something to the bot, which is named, and answers what it shows. */
  async hears(who: Staff, words: string, more: Record<string, unknown> = {}): Promise<Card> {
    const before = this.house.connector.messages.length;
    await this.takes(who, { type: "message", ...mentioning(words), ...more });
    const answers = this.house.connector.messages.slice(before);
    const [answer] = answers;
    if (answer === undefined || answers.length > 1)
      throw new Error(`“${words}” got ${answers.length} answers`);
    return cardOf(answer);
  }

  /** A post opens a conversation of its own, as Teams has it. */
  takes(who: Staff, activity: Record<string, unknown>): ReturnType<Staff["sends"]> {
    const isChannel = this.team !== undefined;
    return who.sends({
      conversation: {
        id: isChannel ? `${this.id};messageid=1700000000000` : this.id,
        conversationType: isChannel ? "channel" : "groupChat",
        tenantId: who.tenant,
        isGroup: true,
      },
      channelData: {
        tenant: { id: who.tenant },
        ...(isChannel ? { team: { id: this.team }, channel: { id: this.id } } : {}),
      },
      ...(this.said === undefined ? {} : { timestamp: this.said.toISOString() }),
      ...activity,
    });
  }
}

export const mentioning = (words: string) => ({
  text: `<at>Uptake</at> ${words}`,
  entities: [{ type: "mention", mentioned: { id: "28:bot", name: "Uptake" }, text: "<at>Uptake</at>" }],
});

const cardOf = ({ body }: Received): Card => body.attachments?.[0]?.content as Card;
