import type { Feature, Kept, Reply, Turn } from "../../core/feature.ts";
import type { PersonKey } from "../../core/person.ts";
import type { Links, People, Run } from "../../core/ports.ts";
import { askForgetCard, forgottenCard, keptAfterAllCard, keptCard } from "./cards.ts";
import { erasureStore } from "./store.ts";

interface Parts {
  readonly all: () => readonly Feature[];
  readonly people: People;
  readonly links: Links;
  readonly contact: string;
}

export const MY_DATA = "my-data";

export function knowing({ all, people, links, contact }: Parts) {
  return {
    async show({ person, now }: Turn): Promise<Reply> {
      const kept = await Promise.all(all().map(({ personalData }) => personalData.summary(person)));
      return {
        card: keptCard(
          person.language,
          kept.flat() satisfies Kept[],
          await links.to(MY_DATA, person, now),
          contact,
        ),
      };
    },

    async askForget({ person }: Turn): Promise<Reply> {
      return { card: askForgetCard(person.language) };
    },

    async forget(_input: object, { person, now }: Turn): Promise<Reply> {
      await erase(person, { now });
      return { card: forgottenCard(person.language) };
    },

    async keep(_input: object, { person }: Turn): Promise<Reply> {
      return { card: keptAfterAllCard(person.language) };
    },

    export: exported,
    erase,
  };

  async function exported(person: PersonKey): Promise<Record<string, unknown>> {
    const each = all().map(
      async ({ name, personalData }) => [name, await personalData.export(person)] as const,
    );
    const kept = (await Promise.all(each)).filter(([, value]) => !isNothing(value));
    return Object.fromEntries(kept);
  }

  /** False where nothing was kept: erasing twice is no harm, and nobody is counted again. */
  async function erase(person: PersonKey, { now }: Pick<Run, "now">): Promise<boolean> {
    return people.erase(person, async (db) => {
      await erasureStore(db).count(now);
      for (const { forgets } of all()) await forgets?.(person, { now }, db);
    });
  }
}

const isNothing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);
