import type { PersonKey } from "../../src/core/person.ts";
import { sealsIn } from "../../src/platform/web/seal.ts";
import type { TestHouse } from "./house.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const HOUR_MS = 3_600_000;
export const plain = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** Somebody who is signed in to the tab: their session is sealed as the house seals it, whatever its clock says. */
export class Browser {
  readonly #house: TestHouse;
  readonly #person: PersonKey;
  readonly #as: readonly string[];
  /** What their forms are sent with. */
  readonly seal: string;
  #cookie: { readonly until: number; readonly text: string } | undefined;

  constructor(house: TestHouse, person: PersonKey, as: readonly string[] = []) {
    this.#house = house;
    this.#person = person;
    this.#as = as;
    this.seal = `seal-of-${person.id}`;
  }

  async cookie(): Promise<string> {
    const now = this.#house.now.getTime();
    if (this.#cookie !== undefined && Math.abs(this.#cookie.until - now) < HOUR_MS) return this.#cookie.text;
    const until = now + HOUR_MS;
    const { tenant, id } = this.#person;
    const session = { tenant, id, as: this.#as, until, seal: this.seal };
    const text = `uptake=${await sealsIn(this.#house.db).seal("session", session)}`;
    this.#cookie = { until: until - 1, text };
    return text;
  }

  async asks(
    path: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
    const answer = await fetch(`${this.#house.origin}${path}`, {
      headers: { cookie: await this.cookie() },
      redirect: "manual",
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  async sends(
    path: string,
    fields: Record<string, string> | URLSearchParams,
    headers: Record<string, string> = {},
  ) {
    const answer = await fetch(`${this.#house.origin}${path}`, {
      method: "POST",
      headers: { ...FORM, cookie: await this.cookie(), ...headers },
      body: new URLSearchParams(fields).toString(),
      redirect: "manual",
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  /** Presses a button of a page, in the form that it stands in, with what is filled in; what came of it. */
  async presses(text: string, title: string, inputs: Record<string, string> = {}) {
    const { path, fields } = formWith(text, title);
    for (const [name, value] of Object.entries(inputs)) fields.set(name, value);
    return this.sends(path, fields);
  }
}

/** What a browser sends when a button is pressed: the first form with a button of that name. */
export function formWith(
  text: string,
  title: string,
): { readonly path: string; readonly fields: URLSearchParams } {
  for (const [, path = "", inside = ""] of text.matchAll(
    /<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs,
  )) {
    const button = [...inside.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].find(([, , name = ""]) =>
      plain(name.replace(/<[^>]+>/g, ""))
        .trim()
        .startsWith(title),
    );
    if (button === undefined) continue;
    const fields = new URLSearchParams();
    for (const [, name = "", value = ""] of inside.matchAll(
      /<input type="hidden" name="([^"]+)" value="([^"]*)">/g,
    ))
      fields.append(name, plain(value));
    const [, name] = /name="([^"]+)"/.exec(button[1] ?? "") ?? [];
    const [, value = ""] = /value="([^"]*)"/.exec(button[1] ?? "") ?? [];
    if (name !== undefined) fields.set(name, plain(value));
    return { path: plain(path), fields };
  }
  throw new Error(`No button “${title}”`);
}
