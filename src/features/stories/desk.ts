import { localIn } from "../../core/calendar.ts";
import type { DaysOff } from "../../core/days-off.ts";
import type { PersonKey, TenantId } from "../../core/person.ts";
import type { Search } from "../../core/search.ts";
import { apps, professions, tasks } from "../../core/taxonomy.ts";
import {
  questions,
  REMIND_DAYS,
  REVIEW_DAYS,
  type Story,
  shownProfession,
  workingDaysAfter,
} from "./rules.ts";
import type { Inside, Owner, Store } from "./store.ts";

export const STORY = "story";
/** Shown on a story, and found with it. */
export const ADDITIONS = 3;
const ALL = 10_000;
/** The organisation's day, from which its working days are counted. */
export const HOME_ZONE = "Europe/London";

export type Desk = ReturnType<typeof deskWith>;

/** What telling and reviewing have in common: who answers by when, and what can be found. */
export function deskWith({ store, search, daysOff }: Parts) {
  return { ownerFor, index };

  async function ownerFor(author: PersonKey, now: Date, inside: Inside): Promise<Owner> {
    const { day } = localIn(HOME_ZONE, now);
    const after = (days: number) => workingDaysAfter(day, days, author.tenant, daysOff);
    return {
      reviewer: await store.reviewerFor(author, inside),
      remind: after(REMIND_DAYS),
      due: after(REVIEW_DAYS),
    };
  }

  /**
   * Brings what can be found up to date with what is published. What adds to another story is found with it; where that
   * one is taken down, by itself.
   */
  async function index(tenant: TenantId, id: string, inside: Inside): Promise<void> {
    const [story] = await store.published(tenant, [id], inside);
    if (story === undefined) {
      await search.take({ tenant, kind: STORY, id }, inside);
      for (const each of await store.additions(tenant, id, ALL, inside))
        await search.put(entryOf(tenant, each, []), inside);
      return;
    }
    const [to] = story.adds === undefined ? [] : await store.published(tenant, [story.adds], inside);
    if (to === undefined)
      return search.put(entryOf(tenant, story, await store.additions(tenant, id, ADDITIONS, inside)), inside);
    await search.take({ tenant, kind: STORY, id }, inside);
    await search.put(entryOf(tenant, to, await store.additions(tenant, to.id, ADDITIONS, inside)), inside);
  }
}

interface Parts {
  readonly store: Store;
  readonly search: Search;
  readonly daysOff: DaysOff;
}

export const bodyOf = ({ telling }: Pick<Story, "telling">): string =>
  questions.map((question) => telling[question]).join("\n");

function entryOf(tenant: TenantId, story: Story, additions: readonly Story[]) {
  const { language, title, task, app } = story.telling;
  const profession = shownProfession(story);
  return {
    tenant,
    kind: STORY,
    id: story.id,
    language,
    title,
    body: [bodyOf(story), ...additions.map(bodyOf)].join("\n"),
    tags: [
      tasks[task][language],
      ...(app === undefined ? [] : [apps[app][language]]),
      ...(profession === undefined ? [] : [professions[profession][language]]),
    ],
    facets: { task, app, profession },
  };
}
