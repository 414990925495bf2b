import type { RawBuilder } from "kysely";
import type { Day } from "./calendar.ts";
import type { Button, Card, Element, Pressed } from "./card.ts";
import type { ChannelPost } from "./channel-post.ts";
import type { Database, Migrations } from "./database.ts";
import type { DigestSlot } from "./digest.ts";
import type { AdoptionFiguresOf, Sources, Unpublished } from "./figures.ts";
import type { Refusal } from "./free-text.ts";
import type { Check } from "./house.ts";
import type { Html } from "./html.ts";
import type { Measure, Summary } from "./measure.ts";
import type { Message } from "./message.ts";
import type { Outbound, Tips } from "./outbound.ts";
import type { Headline, Page, View, Viewer, Works } from "./page.ts";
import type { Person, PersonKey, TenantId } from "./person.ts";
import type { Run } from "./ports.ts";
import type { Group, PublishedFigures } from "./published.ts";
import type { App, Profession, Task } from "./taxonomy.ts";
import type { TimeReportsOf } from "./time-use.ts";
import type { Assignments, OutcomeMeasure, Releases } from "./trial.ts";
import type { InLanguages, Language } from "./words.ts";

/** One thing that a person did, in their own chat with us. */
export interface Turn extends Run {
  readonly person: Person;
  /** Names what they did; the same when Teams delivers it twice. */
  readonly id: string;
}

/** What a handler answers with. The platform sends it; handlers never do. */
export interface Reply {
  readonly card: Card;
}

/** A message and what is done about it. What it is handed comes from outside and is checked first. */
export interface Handler<Context, Output> {
  readonly name: string;
  handle(input: unknown, context: Context): Promise<Output>;
}

/** Words that a person can type. The first of each list is the one that help shows. */
export interface Command {
  readonly words: InLanguages<readonly [string, ...string[]]>;
  readonly does: InLanguages<string>;
  /** Its place among what most people come for: Teams lists those, help says them first, and a card that leads nowhere offers some. */
  readonly usual?: number;
  /** Where the tab shows it as a page of its own, for whom, and under which name. */
  readonly page?: {
    readonly path: string;
    readonly title: InLanguages<string>;
    readonly for: readonly Viewer[];
  };
  run(turn: Turn): Promise<Reply>;
}

/** A form opened from the message extension, beside any message. It stays open until it is answered with an end. */
export interface Dialog {
  readonly title: string;
  readonly card: Card;
}

/** What the message extension can do. Ids stand in appPackage/manifest.json. */
export type Compose =
  | {
      readonly id: string;
      open(turn: Turn, message: string): Promise<Dialog>;
      submit(verb: string, input: unknown, turn: Turn): Promise<Dialog>;
    }
  | {
      readonly id: string;
      find(words: string, turn: Turn): Promise<readonly { title: string; text: string; card: Card }[]>;
    };

/** Something done at regular times by one process of all that run. */
export interface Schedule {
  readonly name: string;
  readonly everySeconds: number;
  run(run: Run): Promise<void>;
}

/** A line of the settings card, with the button that changes it. */
export interface Setting {
  readonly title: string;
  readonly value: string;
  readonly change: { readonly title: string; readonly command: string };
}

/** A file made for one person alone, fetched by a link that only they were given. */
export interface PersonalFile {
  readonly name: string;
  make(
    person: PersonKey,
    run: Run,
  ): Promise<{ readonly name: string; readonly type: string; readonly body: string }>;
}

/** What the operator's command line can do. `--now`, `--json` and `--force` are handled for all. */
export interface OperatorCommand {
  readonly name: string;
  readonly usage: string;
  readonly does: string;
  /** How many words may follow its name; none where it doesn't say. More are refused before it runs. */
  readonly takes?: number;
  readonly options?: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
  run(input: OperatorInput, run: Run): Promise<OperatorResult>;
}

export interface OperatorInput {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** The text of a file that was named on the command line. */
  file(path: string): Promise<string>;
  /** The rows of a CSV file with a heading, by the heading's names in lower case. */
  table(path: string): Promise<readonly Readonly<Record<string, string>>[]>;
}

/** `lines` for a person to read; `value` is what --json prints. */
export interface OperatorResult {
  readonly lines: readonly string[];
  readonly value: unknown;
  readonly failed?: boolean;
  /** Written into the folder where the operator stands, all or none, and over older ones only with --force. */
  readonly files?: readonly OperatorFile[];
}

export interface OperatorFile {
  /** A plain name such as "report.html". */
  readonly name: string;
  readonly body: string | Uint8Array;
}

/** What a feature answers to. Its index.ts is its contents page. Every slot has one reader. */
export interface Feature {
  readonly name: string;
  readonly commands?: readonly Command[];
  /** Buttons on this feature's cards. */
  readonly actions?: readonly Handler<Turn, Reply>[];
  /** Offered what a person typed when it was no command; answers nothing if it isn't about this feature. */
  readonly understands?: (text: string, turn: Turn) => Promise<Reply | undefined>;
  readonly compose?: readonly Compose[];
  readonly schedules?: readonly Schedule[];
  readonly outbound?: Outbound;
  /** What comes regularly in channels and group chats that asked for it. Stories fill it; the platform reads it. */
  readonly channelPosts?: readonly ChannelPost[];
  /** Nudges fill it, campaigns read it. */
  readonly tips?: Tips;
  /** What somebody uses Copilot in. Adoption fills it; nudges read it, for the same person alone. */
  readonly usage?: UsageOf;
  /** Figures on groups, not to be shown before they are published. Adoption fills it. */
  readonly adoptionFigures?: AdoptionFiguresOf;
  /** What its sources can say on a day, and whether names are concealed: no figure on anybody. Adoption fills it. */
  readonly sources?: (tenant: TenantId, on: Day) => Promise<Sources>;
  /** Who is in which pilot group on a day. Adoption fills it; publication reads it. */
  readonly pilots?: (tenant: TenantId, on: Day) => Promise<ReadonlyMap<string, readonly PersonKey["id"][]>>;
  /** Groups by how they use Copilot, for a campaign's audience. Adoption fills it. */
  readonly segments?: SegmentsOf;
  /** What is added up over people and published by groups. Whoever keeps something fills it; publication reads it. */
  readonly measures?: readonly Measure[];
  /** What is said of published groups beside their sums. Benefits fills it; publication reads it. */
  readonly summaries?: readonly Summary[];
  /** Figures that may be shown to anybody. Publication fills it, and it is the only way to them. */
  readonly published?: PublishedFigures;
  /** Lets out what was compared between large arms. Publication fills it; benefits reads it. */
  readonly releases?: Releases;
  /** Reports of time, as they count in weeks. Time-saved fills it; benefits reads it, for the gate alone. */
  readonly timeReports?: TimeReportsOf;
  /** What may be different where people get tips. Whoever keeps something fills it; benefits reads it. */
  readonly outcomes?: readonly OutcomeMeasure[];
  /** Who gets tips and who is held out. Nudges fill it; benefits read it. */
  readonly assignments?: Assignments;
  /** Nothing where it is nothing to them. */
  readonly settings?: (turn: Turn) => Promise<Setting | undefined>;
  readonly files?: readonly PersonalFile[];
  /** A part of everybody's own page in the tab, which nobody else sees. The dashboard reads it of all. */
  readonly mine?: (view: View) => Promise<Html>;
  /** What matters most of a group, for the overview. The dashboard reads it of all. */
  readonly headlines?: (group: Group, view: View) => Promise<readonly Headline[]>;
  /** What was tried and what came of it, as far as it may be told. The dashboard reads it of all. */
  readonly works?: (view: View) => Promise<readonly Works[]>;
  /** Pages of the tab that are more than a card. */
  readonly pages?: readonly Page[];
  readonly operator?: readonly OperatorCommand[];
  readonly migrations?: Migrations;
  /** Asks what something just tried has saved or cost, in one press. Nudges ask it of whichever feature keeps time. */
  readonly asksTime?: (about: Tried, turn: Turn) => Reply;
  /** Told of a time entry that was saved or changed; answers what the card that says so shows beside it. Time-saved reads it of all. */
  readonly afterEntry?: (entry: SavedEntry, turn: Turn) => Promise<readonly Element[]>;
  /** The minutes of these entries, in the same order; undefined where one is gone, or was new work. Time-saved fills it; experiments read it. */
  readonly entryMinutes?: (
    entries: readonly EntryKey[],
  ) => Promise<Unpublished<readonly (number | undefined)[]>>;
  /** An entry of its owner as it was kept, whatever a card says of it; undefined where they have none by that id. Time-saved fills it; experiments read it. */
  readonly ownEntry?: (entry: EntryKey) => Promise<Pick<SavedEntry, "id" | "task" | "on"> | undefined>;
  /** What colleagues told that suits each of these. Stories fill it; nudges read it. */
  readonly storiesFor?: StoriesFor;
  /** Its part of what leads and those who measure read regularly. Digests read it of all. */
  readonly digest?: DigestSlot;
  /** Everything kept about a person, shown to them when they ask. Rows "owned by" a person go when they are forgotten. */
  readonly personalData: PersonalData;
  /** Told that somebody is forgotten, in the transaction in which their rows have gone. Most features needn't know. */
  readonly forgets?: (person: PersonKey, run: Pick<Run, "now">, inside: Database) => Promise<void>;
  /** What “doctor” is to say of it, beside what the house itself looks at. */
  readonly checks?: (run: Pick<Run, "now">) => Promise<readonly Check[]>;
  /** The feature that meets people: exactly one has this. */
  readonly host?: Host;
}

/**
 * The apps in which each used Copilot in the 28 days up to the last report, in the same order; undefined where it isn't
 * known. For choosing what they get themselves, and nobody else's eyes.
 */
export type UsageOf = (
  people: readonly PersonKey[],
  now: Date,
) => Promise<readonly (readonly App[] | undefined)[]>;

export interface SegmentsOf {
  readonly names: readonly string[];
  /** Holds for a row of `person p` that is in the segment. Whoever's use isn't known is in none. */
  condition(name: string, run: Pick<Run, "now">): RawBuilder<boolean>;
}

/** A time entry, as far as others need to know of it. */
export interface SavedEntry {
  readonly id: string;
  readonly task: Task;
  readonly app?: App | undefined;
  /** Minutes saved; less than nought where it took longer. */
  readonly net: number;
  /** Minutes with Copilot and without, where they said both. */
  readonly actual?: number | undefined;
  readonly expected?: number | undefined;
  readonly on: Day;
}

export interface EntryKey extends PersonKey {
  readonly entry: string;
}

/** Whom a story is for, and what it should be about: the same task or the same app. */
export interface StoryWanted {
  readonly person: Person;
  readonly task?: Task | undefined;
  readonly app?: App | undefined;
  /** Whatever it is about: of what is told, another one each turn. */
  readonly turn?: number | undefined;
  /** Preferred among stories that suit as well. */
  readonly profession?: Profession | undefined;
  /** Stories that they were shown for this already. */
  readonly shown?: readonly string[] | undefined;
  /** The one that they are shown again, where it still may be. */
  readonly again?: string | undefined;
  /** What leads back from it to where it is shown. */
  readonly back?: Pressed | undefined;
}

export interface ShownStory {
  readonly id: string;
  readonly title: string;
  /** What came of it, in one line. */
  readonly result: string;
  /** Opens it, in its reader's language. */
  readonly open: Button;
}

/**
 * For each, in the same order, what a colleague of the same organisation told: never their own, nor one they tried, nor one
 * that isn't published at this moment; in their language where there is one. Undefined where there is none. Asked for many
 * at once: it takes one question to the database, however many they are.
 */
export type StoriesFor = (
  wanted: readonly StoryWanted[],
  run: Pick<Run, "now">,
) => Promise<readonly (ShownStory | undefined)[]>;

/** Something a person says they tried. The same `id` twice is the same try. */
export interface Tried {
  readonly id: string;
  readonly task: Task;
  readonly app: App;
  /** The tip it was, where it was one. */
  readonly tip?: string | undefined;
}

export interface PersonalData {
  /** What is kept, in the reader's words, and how they put it right. Nothing kept is an empty list. */
  summary(person: Person): Promise<readonly Kept[]>;
  /** The same, whole, for the download; undefined where nothing is kept. */
  export(person: PersonKey): Promise<unknown>;
}

export interface Kept {
  readonly title: string;
  readonly value: string;
}

/** Speaks when nobody else does. */
export interface Host {
  /** The bot was installed for this person, or they opened the chat; nothing when they have met. */
  arrives(turn: Turn): Promise<Reply | undefined>;
  /** They said something that no feature understands. */
  puzzled(text: string, turn: Turn): Promise<Reply>;
  /** They typed something that mustn't be kept: a marking, a number, a secret. */
  refuses(why: Refusal, turn: Turn): Reply;
  /** They pressed something that no longer leads anywhere. */
  outdated(turn: Turn): Reply;
  /** They pressed an old card, and nothing is kept of them: they were forgotten, and stay so. */
  forgotten(turn: Turn): Reply;
  /** In a group chat or team we only explain ourselves, and say what can be asked for there. */
  inGroup(): Reply;
  /** What came of asking for something there, or of stopping it. */
  inChannel(what: "stopped" | "nothing to stop" | "outsider", language: Language): Reply;
  /** Somebody we can't name: a guest or an anonymous user. */
  stranger(): Reply;
}

/** Binds a message to the function that handles it; the input's type follows from the message. */
export function on<Input, Context, Output>(
  message: Message<Input>,
  run: (input: Input, context: Context) => Promise<Output>,
): Handler<Context, Output> {
  return { name: message.name, handle: async (input, context) => run(message.read(input), context) };
}
