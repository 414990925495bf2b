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
import type { BesideStore } from "./store-beside.ts";

export const STORY = "story";
/** Shown on a story, and found with it. */
export const ADDITIONS = 3;
const ALL = 10_000;
/** The organisation's day, from which its working days are counted. */
export const HOME_ZONE = "Europe/London";

export type Desk = ReturnType<typeof deskWith>;

/** What telling and reviewing have in common: who answers by when, and what can be found. */
export function deskWith({ store, search, beside, daysOff }: Parts) {
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
    beside.changed(tenant);
    const [story] = await store.published(tenant, [id], inside);
    const adds = (story ?? (await store.newest(tenant, id, inside)))?.adds;
    const [to = story] = adds === undefined ? [] : await store.published(tenant, [adds], inside);
    if (to?.id !== id) await search.take({ tenant, kind: STORY, id }, inside);
    if (story === undefined)
      for (const each of await store.additions(tenant, id, ALL, inside))
        await search.put(entryOf(tenant, each, []), inside);
    if (to !== undefined) await indexWithAdditions(tenant, to, id, inside);
  }

  /** As many as are shown with a story are found with it, and more of them by themselves. */
  async function indexWithAdditions(
    tenant: TenantId,
    to: Story,
    changed: string,
    inside: Inside,
  ): Promise<void> {
    const additions = await store.additions(tenant, to.id, ALL, inside);
    const shown = additions.slice(0, ADDITIONS);
    await search.put(entryOf(tenant, to, shown), inside);
    for (const { id } of shown) await search.take({ tenant, kind: STORY, id }, inside);
    // The others stand there already, but for the one that changed, and the one that it may have displaced.
    const others = additions.slice(ADDITIONS).filter(({ id }, at) => at === 0 || id === changed);
    for (const each of others) await search.put(entryOf(tenant, each, []), inside);
  }
}

interface Parts {
  readonly beside: Pick<BesideStore, "changed">;
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
