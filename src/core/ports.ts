import type { RawBuilder } from "kysely";
import type { Day } from "./calendar.ts";
import type { Chart, ChartSize } from "./chart.ts";
import type { Database } from "./database.ts";
import type { Html } from "./html.ts";
import type { Choices, Person, PersonKey, TenantId } from "./person.ts";
import type { Table, Workbook } from "./table.ts";

/** What the features need from the outside. Each port has one adapter in src/platform and one fake in test/harness. */

export type Clock = () => Date;

/** A fixed sentence to group by, and facts beside it: never a name, an address, an id or anything a person wrote. */
export interface Log {
  info(facts: object, event: string): void;
  warn(facts: object, event: string): void;
  error(facts: object, event: string): void;
}

/** One row of a staff list. What it doesn't name stays as it is known; what it names as undefined is taken away. */
export interface Enrolment extends PersonKey {
  readonly department?: string | undefined;
  readonly grade?: Choices["grade"];
  readonly profession?: Choices["profession"];
  readonly manager?: PersonKey["id"] | undefined;
}

/** One run of a handler. */
export interface Run {
  readonly now: Date;
  readonly log: Log;
}

/** Somebody, and the day (ISO, UTC) they last said or pressed something. */
export interface Known {
  readonly person: Person;
  readonly heardOn: string | undefined;
  /** Whether the bot knows where to write to them. */
  readonly reachable: boolean;
}

/** The people we know of: those on the staff list, and those who have met the bot. */
export interface People {
  find(key: PersonKey): Promise<Person | undefined>;
  /** Each with the day they were last heard of, in the same order; undefined for whom we don't know. */
  findAll(keys: readonly PersonKey[]): Promise<readonly (Known | undefined)[]>;
  choose(key: PersonKey, choices: Partial<Choices> & { readonly setUp?: true }): Promise<Person>;
  /** Adds or brings up to date; what a person chose for themselves stays. */
  enrol(
    people: readonly Enrolment[],
    /** A transaction that is under way, where what else is in it must be kept together with this. */
    inside?: Database,
  ): Promise<{ readonly added: number; readonly changed: number }>;
  /**
   * Adds many in one statement; who is known stays as they are. `rows` selects tenant_id, person_id, department,
   * manager_id, grade and profession. Answers how many are new.
   */
  enrolSelected(rows: RawBuilder<unknown>, inside?: Database): Promise<number>;
  /** True for the first caller only, so that a welcome is sent once however often Teams announces it. */
  greet(key: PersonKey): Promise<boolean>;
  export(key: PersonKey): Promise<unknown>;
  /** Everything kept of somebody goes with them; `also` is done in the same transaction. False where nothing was kept. */
  erase(key: PersonKey, also: (db: Database) => Promise<unknown>): Promise<boolean>;
  count(): Promise<{ readonly known: number; readonly reachable: number }>;
  /** The departments that people of an organisation are in, by name: that there are such is no figure. */
  departments(tenant: TenantId): Promise<readonly string[]>;
}

/** What somebody does for others beside their work. Champions review stories. */
export const roles = ["champion", "analyst", "administrator"] as const;
export type Role = (typeof roles)[number];

/** Who has which role. A role goes with whoever has it. */
export interface Roles {
  has(person: PersonKey, role: Role): Promise<boolean>;
  all(tenant: TenantId, role: Role): Promise<readonly PersonKey[]>;
  /** False where they have it already. Fails where nobody is known by that key. */
  give(
    person: PersonKey,
    role: Role,
    given: { readonly by: string; readonly at: Date },
    inside?: Database,
  ): Promise<boolean>;
  /** False where they don't have it. */
  take(person: PersonKey, role: Role, inside?: Database): Promise<boolean>;
  export(person: PersonKey): Promise<readonly { readonly role: Role }[]>;
}

/** What came of putting the app into somebody's Teams. */
export type Installation =
  | { readonly kind: "installed" }
  /** It was there (Graph's 409). */
  | { readonly kind: "already" }
  /** Their administrators don't allow it (403). */
  | { readonly kind: "refused" }
  /** Nobody by that id, or nobody who has ever signed in to Teams (404). */
  | { readonly kind: "absent" }
  /** Worth another try, after so many seconds where Graph names them; `throttled` where the whole tenant is too fast (429). */
  | { readonly kind: "later"; readonly seconds?: number; readonly throttled?: true };

/** Puts the app into people's Teams, which then tells the bot of each. Tries once; the pace is whoever asks's business. */
export interface Installer {
  install(person: PersonKey): Promise<Installation>;
}

/** "away" has automatic replies on; "busy" is in a meeting or call, presenting, or doesn't want to be disturbed. */
export type Presence = "free" | "away" | "busy";

/** Whether people can be written to at this moment. What it answers is neither kept nor logged. */
export interface Availability {
  /** In the same order; undefined where it isn't known. */
  of(people: readonly PersonKey[], run: Run): Promise<readonly (Presence | undefined)[]>;
}

/** Makes a link that only its holder can use, for one of a feature's files. */
export interface Links {
  to(file: string, person: PersonKey, now: Date): Promise<string>;
}

/** Files for others to read, in which no text can become a formula. The HTML of a report is core/document.ts. */
export interface Documents {
  /** A heading and rows for machines, without title, notes and sources: those are in the workbook and the report. */
  csv(table: Table): string;
  /** An Excel workbook: a cover, a sheet a table, and the notes. */
  workbook(workbook: Workbook): Promise<Uint8Array>;
  /** A picture as SVG, wide unless it says otherwise. */
  chart(chart: Chart, size?: ChartSize): Promise<Html>;
}

/** Something that was done with what people reported, and by whom. */
export interface AuditEvent {
  readonly tenant: TenantId;
  readonly at: Date;
  /** Who the operator says they are, in a hundred letters at most. */
  readonly by: string;
  /** "export", "report": one word of ours. */
  readonly what: string;
  /** Never about one person, and never a text that somebody typed. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** What was done is added to and read. Nothing changes it or takes it away, but that who is forgotten isn't named in it. */
export interface Audit {
  record(event: AuditEvent, inside?: Database): Promise<void>;
  /** So many of all, the newest first, after as many as are skipped. */
  newest(
    tenant: TenantId,
    part: { readonly skip: number; readonly most: number },
  ): Promise<{ readonly events: readonly AuditEvent[]; readonly all: number }>;
  /** What one person did, for themselves; the newest first. */
  by(person: PersonKey): Promise<readonly Omit<AuditEvent, "tenant" | "by">[]>;
  /** That something was done stays; that it was they who did it, or whose people it was about, doesn't. */
  forget(person: PersonKey, inside: Database): Promise<void>;
  /** The newest `most`, the oldest of them first; from a day on (UTC) where it is given. */
  list(tenant: TenantId, most: number, from?: Day): Promise<readonly AuditEvent[]>;
}
