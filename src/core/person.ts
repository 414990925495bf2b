import type { App, Grade, Profession } from "./taxonomy.ts";
import type { Language } from "./words.ts";

/** An Entra tenant's id. Branded, so that it can't be swapped with another string. */
export type TenantId = string & { readonly __brand: "TenantId" };
/** A person's Entra object id. Unique only within a tenant. */
export type PersonId = string & { readonly __brand: "PersonId" };

/** The id that a text is, in the small letters that ids are kept in; undefined where nobody could have it. */
export const personIdIn = (text: string): PersonId | undefined =>
  /^[0-9a-z._-]{1,64}$/i.test(text) ? (text.toLowerCase() as PersonId) : undefined; // by its shape

/** Who somebody is to us: never a name, an address or a Teams id. */
export interface PersonKey {
  readonly tenant: TenantId;
  readonly id: PersonId;
}

export const nations = ["england-and-wales", "scotland", "northern-ireland"] as const;
/** Whose bank holidays somebody keeps. */
export type Nation = (typeof nations)[number];

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** What a person told us of themselves, and may change at any time. */
export interface Choices {
  readonly language: Language;
  readonly profession: Profession | undefined;
  readonly grade: Grade | undefined;
  readonly apps: readonly App[];
  /** IANA name of their time zone. */
  readonly zone: string;
  readonly nation: Nation;
  readonly workingDays: readonly Weekday[];
  /** Working days on which we may write out of the blue. */
  readonly nudgeDays: readonly Weekday[];
  /** Local wall-clock times between which we may write to them out of the blue, "HH:MM". */
  readonly from: string;
  readonly until: string;
  /** First and last local date (ISO) of leave they told us of. */
  readonly awayFrom: string | undefined;
  readonly awayUntil: string | undefined;
}

export interface Person extends PersonKey, Choices {
  /** Whether anything is kept of them at all. */
  readonly known: boolean;
  /** Whether they have been through the set-up, or pressed "Skip". */
  readonly setUp: boolean;
  /** Whether they were shown what we keep and how to stop it. Until then nothing is sent out of the blue. */
  readonly greeted: boolean;
}

export const defaults: Choices = {
  language: "en",
  profession: undefined,
  grade: undefined,
  apps: [],
  zone: "Europe/London",
  nation: "england-and-wales",
  workingDays: [1, 2, 3, 4, 5],
  nudgeDays: [2, 3, 4],
  from: "09:30",
  until: "11:30",
  awayFrom: undefined,
  awayUntil: undefined,
};
