import type { Day } from "./calendar.ts";
import type { Card } from "./card.ts";
import type { TenantId } from "./person.ts";
import type { Run } from "./ports.ts";
import type { InLanguages, Language } from "./words.ts";

/** A channel of a team, or a group chat, whose members asked for something. Who asked is kept nowhere. */
export interface Channel {
  readonly tenant: TenantId;
  /** Names it within its tenant, and is shown to nobody. */
  readonly key: string;
  /** In which it was asked for. */
  readonly language: Language;
}

/** What is posted, as it stands at this moment. */
export interface Post {
  readonly card: Card;
  /** What it shows, by an id of the feature's own. */
  readonly about: string;
  /** Another one where the card is to show something else. Nothing of it is anybody's name or words. */
  readonly edition: string;
}

/** Something that comes regularly wherever a member asks for it, and nowhere else. The platform keeps where, and sends it. */
export interface ChannelPost {
  /** Names its rows: "story-of-the-week". */
  readonly name: string;
  /** What a member says to have it. The first of each list is the one that we show. */
  readonly words: InLanguages<readonly [string, ...string[]]>;
  readonly does: InLanguages<string>;
  /** The first slot whose time is still to come, and its day. Slots sort as they follow one another. */
  next(tenant: TenantId, now: Date): { readonly slot: string; readonly day: Day };
  /** The slot whose time it is, if it is any's. */
  due(tenant: TenantId, now: Date): string | undefined;
  /** Said where it was asked for: what comes, when first, and how it ends. */
  asked(language: Language, first: Day): Card;
  /** What is posted now, or nothing where nothing fits. `earlier` is what was posted there within the last year. */
  compose(channel: Channel, slot: string, earlier: readonly string[], run: Run): Promise<Post | undefined>;
  /** How each of these stands now: its edition. What may not be shown any more has none. */
  editions(tenant: TenantId, abouts: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What was posted, as it is to be shown now. */
  again(channel: Channel, about: string): Promise<Post | undefined>;
}
