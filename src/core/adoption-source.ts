import type { PersonId, TenantId } from "./person.ts";
import type { App } from "./taxonomy.ts";

/**
 * Who has Copilot and who uses it, as an organisation's own directory and reports tell it. Microsoft Graph fills this
 * (src/platform/graph); each call is one request or one page, never retried inside: whoever asks, asks again later.
 */
export interface AdoptionSource {
  /** The organisations that can be asked. None where nothing is configured. */
  readonly tenants: readonly TenantId[];
  /**
   * One page of what changed since `from`; everything, where there is no `from`. A page without people is normal, people
   * may come twice, and what a page doesn't mention of somebody hasn't changed.
   */
  people(tenant: TenantId, from: Cursor | undefined): Promise<DirectoryPage>;
  /** One page of who joined or left one group. */
  members(tenant: TenantId, group: string, from: Cursor | undefined): Promise<MembersPage>;
  licences(tenant: TenantId): Promise<readonly LicenceCount[]>;
  /** Whether names are concealed in reports; undefined where the setting can't be read. */
  namesConcealed(tenant: TenantId): Promise<boolean | undefined>;
  /** A report as it streams in. Rows that can't be read are counted, never guessed. */
  usage(tenant: TenantId, period: UsagePeriod): Promise<UsageReport>;
  /** What the organisation as a whole did, day by day: also where names are concealed. */
  usageTotals(tenant: TenantId, period: UsagePeriod): Promise<readonly UsageTotal[]>;
  /** Each thing that can be asked, asked once: for whoever runs the product. */
  check(tenant: TenantId): Promise<readonly SourceCheck[]>;
}

/** Where to go on. Opaque to all but the source that made it; it may hold a secret, and is never logged. */
export type Cursor = string & { readonly __brand: "Cursor" };

export interface DirectoryPage {
  readonly changes: readonly DirectoryChange[];
  /** Where the next page, or the next round, begins. */
  readonly next: Cursor;
  /** True where this was the last page of the round. */
  readonly done: boolean;
}

/** Of a field: undefined where it isn't mentioned, null where it was taken away. */
export interface DirectoryChange {
  readonly id: PersonId;
  /** Gone from the directory, or no longer visible to us. Nothing else is said of them then. */
  readonly removed?: boolean;
  /** Sign-in name, in lower case: the only key that usage reports carry. Kept only as a keyed hash. */
  readonly signInName?: string | null;
  readonly department?: string | null;
  readonly jobTitle?: string | null;
  readonly company?: string | null;
  readonly office?: string | null;
  /** As the directory writes it: a name or an ISO code. */
  readonly country?: string | null;
  /** BCP 47, such as "cy-GB". */
  readonly language?: string | null;
  readonly enabled?: boolean;
  /** "Guest" and "Member" as the directory has them. */
  readonly guest?: boolean;
  /** Ids of the service plans that are switched on, in lower case. */
  readonly plans?: readonly string[];
  readonly manager?: PersonId | null;
}

export interface MembersPage {
  readonly joined: readonly PersonId[];
  readonly left: readonly PersonId[];
  /** The group itself was deleted, so nobody is in it any more. */
  readonly gone?: true;
  readonly next: Cursor;
  readonly done: boolean;
}

/** One product that was bought. `plans` are service plan ids in lower case. */
export interface LicenceCount {
  readonly sku: string;
  readonly name: string;
  readonly plans: readonly string[];
  readonly purchased: number;
  readonly assigned: number;
}

export const usagePeriods = ["D7", "D28", "D30", "D90", "D180"] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

/** Copilot in one app, or in any. "chat" is Copilot Chat where a report doesn't say whether at work or on the web. */
export type UsageApp = App | "any" | "chat" | "edge" | "m365" | "agent";

export interface UsageReport {
  /** Batches of rows in the order they came. Ends with a failure where the report breaks off. */
  readonly rows: AsyncIterable<readonly UsageRow[]>;
  /** Columns that nobody knows, so that a new one is noticed. Complete once the rows were read. */
  readonly unknownColumns: () => readonly string[];
  /** Rows that couldn't be read. Complete once the rows were read. */
  readonly unreadable: () => number;
  /** The period that its rows speak of, where they say so. Known once the first rows were read. */
  readonly period?: () => UsagePeriod | undefined;
}

export interface UsageRow {
  /** ISO date: the day the report speaks of. */
  readonly refreshedOn: string;
  /** Sign-in name in lower case, or what stands there where names are concealed. */
  readonly signInName: string;
  /** ISO date of the last activity in each app that the report has a column for; null is "none", a missing key "unknown". */
  readonly last: Readonly<Partial<Record<UsageApp, string | null>>>;
  /** Counts over the period, where the report has them. */
  readonly prompts?: number;
  readonly activeDays?: number;
}

/** How many people had and used Copilot, in one app, up to one day or on it. */
export interface UsageTotal {
  readonly refreshedOn: string;
  /** The day itself in a trend; undefined in a summary over `period`. */
  readonly day?: string;
  readonly period: UsagePeriod;
  readonly app: UsageApp;
  readonly enabled: number | undefined;
  readonly active: number | undefined;
}

export interface SourceCheck {
  readonly name: string;
  readonly ok: boolean;
  /** In plain words: which permission is missing, and what won't work without it. */
  readonly detail: string;
  /** Where it isn't ok the product still does what it is for. */
  readonly optional?: true;
}

/** The source doesn't answer now, or asks for patience. `seconds` is what it asked for. */
export class SourceBusy extends Error {
  readonly seconds: number | undefined;
  constructor(message: string, seconds?: number) {
    super(message);
    this.name = "SourceBusy";
    this.seconds = seconds;
  }
}

/** We may not ask this: a permission is missing, or the organisation hasn't agreed. Asking again soon won't help. */
export class SourceRefused extends Error {
  readonly permission: string | undefined;
  constructor(message: string, permission?: string) {
    super(message);
    this.name = "SourceRefused";
    this.permission = permission;
  }
}

/** The cursor is no longer good: everything has to be read again, and nobody is gone because of it. */
export class CursorExpired extends Error {
  constructor() {
    super("The cursor is no longer good");
    this.name = "CursorExpired";
  }
}

/** The answer breaks off or isn't what it should be. What was read of it isn't to be relied on as complete. */
export class SourceBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SourceBroken";
  }
}
