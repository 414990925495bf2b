import { type Day, localIn, mondayOf } from "../../core/calendar.ts";
import type { Card } from "../../core/card.ts";
import type { Feature } from "../../core/feature.ts";
import type { Person } from "../../core/person.ts";
import type { Run } from "../../core/ports.ts";
import type { PublishedFigures } from "../../core/published.ts";
import type { ContentsFor } from "./ahead.ts";
import { leadCard } from "./cards.ts";
import { todoFor, weekNumber } from "./choose.ts";
import { contentsOf } from "./contents.ts";
import type { Rate } from "./messages.ts";

/** A lead, and how often they get it. */
export interface Reader {
  readonly person: Person;
  readonly rate: Rate;
}

/** Each lead's digest, in the same order: everything is asked once for all of them. */
export function leadDigests(all: () => readonly Feature[]) {
  const atOnce: ContentsFor = (leads, today) => contentsOf(publishedIn(all), leads, today);
  return async (
    readers: readonly Reader[],
    run: Run,
    contentsFor: ContentsFor = atOnce,
  ): Promise<readonly Card[]> => {
    if (readers.length === 0) return [];
    const leads = readers.map(({ person }) => person);
    const today = localIn((leads[0] as Person).zone, run.now).day; // there is one at least
    const monday = mondayOf(today);
    const contents = await contentsFor(leads, today, run.now);
    const stories = await storiesOf(all, leads, monday, run);
    const parts = await Promise.all(
      all().map(({ digest }) => digest?.forLeads?.(leads, run) ?? leads.map(() => undefined)),
    );
    return readers.map(({ person, rate }, at) => {
      const own = parts.flatMap((each) => each[at] ?? []);
      const [content, story] = [contents[at], stories[at]];
      if (content === undefined) throw new Error("As many as were asked for");
      const has = { story: story !== undefined, offered: own.flatMap(({ todo }) => todo ?? []) };
      const todo = todoFor(person, monday, content, has);
      return leadCard(person.language, { contents: content, parts: own, story, todo, rate });
    });
  };
}

export function publishedIn(all: () => readonly Feature[]): PublishedFigures {
  const [found] = all().flatMap(({ published }) => published ?? []);
  if (found === undefined) throw new Error("No feature publishes figures");
  return found;
}

async function storiesOf(all: () => readonly Feature[], leads: readonly Person[], monday: Day, run: Run) {
  const [find] = all().flatMap(({ storiesFor }) => storiesFor ?? []);
  const turn = weekNumber(monday);
  return (
    (await find?.(
      leads.map((person) => ({ person, profession: person.profession, turn })),
      run,
    )) ?? []
  );
}
