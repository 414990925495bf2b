import type { Parameter } from "./page.ts";
import { periodNamed } from "./period.ts";
import { personIdIn } from "./person.ts";

const LONGEST_NAME = 200;
const WHOLE = /^[1-9]\d{0,5}$/;

/** Whether something could be called that: no longer than names are, and nothing in it that no database keeps. */
export const isName = (text: string): boolean => text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text);

export const wholeIn = (text: string | null): number | undefined =>
  text !== null && WHOLE.test(text) ? Number(text) : undefined;

const read: Readonly<Record<Parameter["is"], (text: string) => string | undefined>> = {
  id: personIdIn,
  name: (text) => (isName(text) ? text : undefined),
  period: (text) => periodNamed(text)?.name,
  number: (text) => wholeIn(text)?.toString(),
};

/**
 * What an address asks for, each by its name, as a page understands it: written in another way it is the same, and whatever
 * else stands in the address can't crowd it out.
 */
export function askedIn(
  parameters: readonly Parameter[],
  query: URLSearchParams,
): Readonly<Record<string, string>> {
  const all = parameters.map(({ name, is, times = 1 }) => {
    const given = query.getAll(name).filter((text) => text !== "");
    const values = given.slice(0, times).flatMap((text) => read[is](text) ?? []);
    return [name, values.join(" / ")] as const;
  });
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}
