import {
  type AdoptionSource,
  type Cursor,
  CursorExpired,
  type DirectoryChange,
  type LicenceCount,
  type UsageRow,
  type UsageTotal,
} from "../../../src/core/adoption-source.ts";
import type { PersonId, TenantId } from "../../../src/core/person.ts";
import { TENANT } from "../../harness/house.ts";

export const PLAN = "3f30311c-6b1e-48a4-ab79-725b469da960";

/** An organisation's directory and reports, as pages that a test lays out. */
export class FakeSource implements AdoptionSource {
  tenants: TenantId[] = [TENANT as TenantId];
  /** Rounds of pages: the first round is everything, each later one what changed since. */
  rounds: DirectoryChange[][][] = [[[]]];
  group: { joined: string[]; left: string[] }[][] = [];
  sold: LicenceCount[] = [];
  concealed: boolean | undefined = false;
  report: UsageRow[][] = [];
  unknown: string[] = [];
  totals: UsageTotal[] = [];
  /** Thrown by the next calls of a kind, the first first. */
  readonly fails = new Map<string, Error[]>();
  /** Called before each answer: "people", "usage" and so on. */
  before: (what: string) => Promise<void> = async () => {};
  /** Where cursors are no longer good below this number. */
  oldest = 0;
  readonly asked: string[] = [];

  async #ask(what: string): Promise<void> {
    this.asked.push(what);
    await this.before(what);
    const error = this.fails.get(what)?.shift();
    if (error !== undefined) throw error;
  }

  async people(_tenant: TenantId, from: Cursor | undefined) {
    await this.#ask("people");
    const [round = 0, page = 0] = from === undefined ? [0, 0] : from.split(".").map(Number);
    if (from !== undefined && round < this.oldest) throw new CursorExpired();
    const pages = this.rounds[round];
    if (pages === undefined) return { changes: [], next: `${round}.0` as Cursor, done: true };
    const done = page + 1 >= pages.length;
    return {
      changes: pages[page] ?? [],
      next: (done ? `${round + 1}.0` : `${round}.${page + 1}`) as Cursor,
      done,
    };
  }

  async members(_tenant: TenantId, _group: string, from: Cursor | undefined) {
    await this.#ask("members");
    const at = from === undefined ? 0 : Number(from);
    const { joined, left } = this.group[at]?.[0] ?? { joined: [], left: [] };
    return {
      joined: joined as PersonId[],
      left: left as PersonId[],
      next: String(at + 1) as Cursor,
      done: true,
    };
  }

  async licences() {
    await this.#ask("licences");
    return this.sold;
  }

  async namesConcealed() {
    await this.#ask("names");
    return this.concealed;
  }

  async usage() {
    await this.#ask("usage");
    const batches = this.report;
    const ask = () => this.#ask("row");
    return {
      rows: (async function* () {
        for (const batch of batches) {
          await ask();
          yield batch;
        }
      })(),
      unknownColumns: () => this.unknown,
      unreadable: () => 0,
    };
  }

  async usageTotals() {
    await this.#ask("totals");
    return this.totals;
  }

  async check() {
    return [];
  }
}

/** Somebody whole, as the directory first tells of them. */
export const whole = (name: string, more: Partial<DirectoryChange> = {}): DirectoryChange => ({
  id: idOf(name),
  signInName: `${name}@example.gov.uk`,
  department: "HM Example",
  jobTitle: "HEO policy adviser",
  company: null,
  office: null,
  country: null,
  enabled: true,
  guest: false,
  plans: [PLAN],
  manager: null,
  ...more,
});

export const idOf = (name: string): PersonId => `id-of-${name}` as PersonId;

export const row = (name: string, refreshedOn: string, last: UsageRow["last"]): UsageRow => ({
  refreshedOn,
  signInName: `${name}@example.gov.uk`,
  last,
});
