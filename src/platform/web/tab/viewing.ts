import { randomUUID } from "node:crypto";
import type { Request } from "restify";
import { askedIn, wholeIn } from "../../../core/asked.ts";
import type { Page, View, Viewer } from "../../../core/page.ts";
import { defaults, type Person, type PersonKey } from "../../../core/person.ts";
import type { Audit, Clock, Log, People } from "../../../core/ports.ts";
import { type Language, languages } from "../../../core/words.ts";

interface Parts {
  readonly people: People;
  readonly viewersOf: (who: Who) => Promise<ReadonlySet<Viewer>>;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
}

/** Somebody whom Entra vouches for, or a session of theirs. */
export interface Who extends PersonKey {
  readonly as: readonly Viewer[];
  /** What forms are sent with; where there are no forms, nothing. */
  readonly seal?: string;
}

export type Viewing = ReturnType<typeof viewingWith>;

/** What the tab and the API have in common: who is looking, at what, and that it is on record. */
export function viewingWith({ people, viewersOf, audit, clock, log }: Parts) {
  return {
    async viewOf(request: Request, who: Who): Promise<View> {
      const { tenant, id } = who;
      const known = await people.find({ tenant, id });
      const stranger = { ...defaults, tenant, id, known: false, setUp: false, greeted: false };
      return {
        person: { ...(known ?? stranger), language: languageIn(request, known) },
        as: await viewersOf(who),
        query: new URLSearchParams(request.getQuery()),
        seal: who.seal ?? "",
        turn: randomUUID(),
        ...{ now: clock(), log },
      };
    },

    /** Each look at figures of groups is on record: who, which page, and what was asked for. */
    async noted(
      { path, figures, parameters = [] }: Page,
      { person, query, now }: View,
      what: string,
    ): Promise<void> {
      if (figures !== true) return;
      const part = wholeIn(query.get("page"));
      const facts = { ...askedIn(parameters, query), ...(part === undefined ? {} : { part }), page: path };
      await audit.record({ tenant: person.tenant, at: now, by: person.id, what, facts });
    },
  };
}

export const mayRead = (page: Page, { as }: Pick<View, "as">): boolean => page.for.some((one) => as.has(one));

export function languageIn(request: Request, person: Person | undefined): Language {
  const browser = request.header("accept-language", "").slice(0, 2);
  const wanted = new URLSearchParams(request.getQuery()).get("lang") ?? person?.language ?? browser;
  return languages.find((language) => language === wanted) ?? "en";
}
