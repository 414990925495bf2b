import { sql } from "kysely";
import { addDays, localIn, mondayOf } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import { type DaysOff, dayOff } from "../../core/days-off.ts";
import type { Composed, Due, Ledger, Outbound } from "../../core/outbound.ts";
import type { Person } from "../../core/person.ts";
import type { People, Roles, Run } from "../../core/ports.ts";
import { othersTriedCard, type ToldOf, toldCard, waitingCard } from "./cards-review.ts";
import { HOME_ZONE } from "./desk.ts";
import { countedAloud, isDecent } from "./rules.ts";
import type { Store } from "./store.ts";
import type { TryStore } from "./store-tries.ts";

interface Parts {
  readonly store: Store;
  readonly tries: TryStore;
  readonly ledger: Ledger;
  readonly people: People;
  readonly roles: Roles;
  readonly daysOff: DaysOff;
}

const ASK_AGAIN_MS = 30 * 60_000;
/** What was decided longer ago than this isn't news. */
const NEWS_MS = 60 * 86_400_000;
/** Told to the author; what they did themselves isn't. */
const told = ["approved", "changes", "declined"] as const satisfies readonly ToldOf[];

/**
 * Answers to what people did: champions hear what waits for them, authors what became of their story. One row a person and
 * happening, so nobody hears it twice; whether it is still so is asked at sending.
 */
export function storyOutbound({ store, tries, ledger, people, roles, daysOff }: Parts): Outbound {
  return {
    kind: "story",

    async plan({ now }: Run): Promise<number> {
      await handOver();
      const { day } = localIn(HOME_ZONE, now);
      const slot = (name: string) => sql`${`story:${name}:`}::text || s.story_id || ':' || s.version::text`;
      return ledger.plan(
        "story",
        sql`
        select s.tenant_id, s.reviewer_id as person_id, ${slot("review")} as slot, ${now}::timestamptz as due_at
          from story s where s.state = 'review' and s.reviewer_id is not null
        union all select s.tenant_id, s.reviewer_id, ${slot("remind")}, ${now}::timestamptz
          from story s where s.state = 'review' and s.reviewer_id is not null and s.remind_on <= ${day}::date
        union all select s.tenant_id, r.person_id, ${slot("overdue")}, ${now}::timestamptz
          from story s join role r on r.tenant_id = s.tenant_id and r.role = 'champion'
            and r.person_id is distinct from s.author_id
          where s.state = 'review' and s.due_on < ${day}::date
        union all select s.tenant_id, s.author_id, 'story:told:' || s.story_id || ':' || e.event_id::text, ${now}::timestamptz
          from story_event e join story s on s.tenant_id = e.tenant_id and s.story_id = e.story_id
          where s.author_id is not null and e.what = any(${[...told]}::text[])
            and e.at > ${new Date(now.getTime() - NEWS_MS)}
        union all select a.tenant_id, a.author_id, ${`story:tried:${mondayOf(day)}`}::text, ${now}::timestamptz
          from (${tries.authors(...lastWeek(mondayOf(day)))}) a`,
      );
    },

    async compose(due: readonly Due[], { now }: Run): Promise<readonly Composed[]> {
      const known = await people.findAll(due);
      return Promise.all(
        due.map(async (one, at): Promise<Composed> => {
          const found = known[at];
          if (found === undefined || !found.reachable)
            return { kind: "skip", reason: "the bot isn't installed" };
          if (!found.person.greeted) return { kind: "skip", reason: "not welcomed" };
          const reason = notNow(found.person, now);
          if (reason !== undefined)
            return { kind: "wait", reason, until: new Date(now.getTime() + ASK_AGAIN_MS) };
          const card = await cardFor(one, found.person);
          return card === undefined ? { kind: "skip", reason: "no longer so" } : { kind: "send", card };
        }),
      );
    },
  };

  /** What waits for somebody who reviews no more waits for another. */
  async function handOver(): Promise<void> {
    for (const { tenant, story, author } of await store.ownerless())
      await store.together(async (inside) => {
        const reviewer = await store.reviewerFor({ tenant, id: author }, inside);
        if (reviewer !== undefined) await store.own(tenant, story, reviewer, inside);
      });
  }

  function notNow(person: Person, now: Date): string | undefined {
    const { day, time } = localIn(person.zone, now);
    return dayOff(person, day, daysOff) ?? (isDecent(time) ? undefined : "outside decent hours");
  }

  async function cardFor({ slot }: Due, person: Person): Promise<Card | undefined> {
    const [, kind = "", id = "", number = ""] = slot.split(":");
    if (kind === "tried") return triedCardFor(id, person);
    if (kind === "told") return toldCardFor(id, number, person);
    const story = await store.newest(person.tenant, id);
    if (story?.state !== "review" || String(story.version) !== number) return undefined;
    if (!(await roles.has(person, "champion"))) return undefined;
    const why = kind === "overdue" || kind === "remind" ? kind : number === "1" ? "new" : "again";
    return waitingCard(person.language, story, why);
  }

  async function toldCardFor(id: string, number: string, person: Person): Promise<Card | undefined> {
    const story = await store.one(person, id);
    const event = story && (await store.event(person.tenant, id, number));
    const what = told.find((each) => each === event?.what);
    // Who took it down meanwhile isn't told that it is there.
    if (what === "approved" && story?.published === undefined) return undefined;
    return story && event && what && toldCard(person.language, story, what, event.words);
  }

  async function triedCardFor(monday: string, person: Person): Promise<Card | undefined> {
    const n = await tries.workedFor(person, ...lastWeek(monday));
    return n === 0 ? undefined : othersTriedCard(person.language, countedAloud(n));
  }
}

/** The seven days before a Monday. */
const lastWeek = (monday: string): readonly [Date, Date] => [
  new Date(`${addDays(monday, -7)}T00:00:00Z`),
  new Date(`${monday}T00:00:00Z`),
];
