import type { AdoptionSource, UsageReport } from "./adoption-source.ts";
import type { Database } from "./database.ts";
import type { Ledger, Steering } from "./outbound.ts";
import type { Audit, Availability, Documents, Links, People, Roles } from "./ports.ts";
import type { Search } from "./search.ts";

/** Everything that a feature may ask for. A feature takes only the parts it names. */
export interface House {
  readonly db: Database;
  readonly people: People;
  readonly roles: Roles;
  readonly ledger: Ledger & Steering;
  readonly links: Links;
  readonly documents: Documents;
  readonly audit: Audit;
  /** Finds what is published by words. Who publishes something puts it in. */
  readonly search: Search;
  /** Reviewed content by folder of content/, as it was read; the feature that owns it checks its shape. */
  readonly content: Readonly<Record<string, readonly unknown[]>>;
  readonly settings: Settings;
  /** Who has Copilot and who uses it; undefined where no directory is configured. */
  readonly adoption?: AdoptionSource | undefined;
  /** Reads a usage report that an administrator downloaded, as it stands. */
  readonly usageFile?: ((text: string) => Promise<UsageReport>) | undefined;
  /** Who is away or busy at this moment; undefined where it isn't asked. It always answers in time. */
  readonly availability?: Availability | undefined;
  /** Looks at everything that the product needs; Microsoft Graph is asked only "outside", as it spends what the sync may ask. */
  checks(where: "outside" | "inside"): Promise<readonly Check[]>;
}

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What whoever runs the product decided. */
export interface Settings {
  /** Privilege days beside the bank holidays: ISO dates, each with `<organisation>=` before it or for all. */
  readonly privilegeDays: readonly string[];
  /** How many of a hundred people get no tips out of the blue, so that it can be seen what tips do. Nobody where it isn't set. */
  readonly holdOut?: number | undefined;
  /** Whether lots are drawn for each person, or for all who have the same manager. */
  readonly holdOutBy?: "person" | "team" | undefined;
  /** The fewest people that a published figure may be of: ten or more. */
  readonly fewestPeople?: number | undefined;
  /** Where “Open Copilot” on a tip leads. */
  readonly copilotUrl?: string | undefined;
  /** Who answers questions on personal data, as shown in the notice. */
  readonly contact: string;
}
