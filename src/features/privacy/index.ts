import { invalid } from "../../core/failures.ts";
import { type Feature, on } from "../../core/feature.ts";
import type { House } from "../../core/house.ts";
import type { PersonId, TenantId } from "../../core/person.ts";
import { inEach } from "../../core/words.ts";
import { knowing, MY_DATA } from "./bot.ts";
import { askForget, forgetMe, keepMe } from "./messages.ts";
import { migrations } from "./store.ts";
import { privacyWords } from "./words.ts";

/** People see everything that any feature keeps about them, download it, and have it erased. */
export function privacy({ people, links, settings }: House, all: () => readonly Feature[]): Feature {
  const data = knowing({ all, people, links, contact: settings.contact });
  const both = inEach(privacyWords);
  return {
    name: "privacy",
    migrations,
    commands: [
      {
        words: both("command"),
        does: both("does"),
        usual: 8,
        page: { path: "my-data", title: both("page"), for: ["reader"] },
        run: data.show,
      },
      { words: both("forgetCommand"), does: both("forgetDoes"), run: data.askForget },
    ],
    actions: [
      on(askForget, (_input, turn: Parameters<typeof data.askForget>[0]) => data.askForget(turn)),
      on(forgetMe, data.forget),
      on(keepMe, data.keep),
    ],
    files: [
      {
        name: MY_DATA,
        async make(person, { now }) {
          const kept = { made: now.toISOString(), whatIsKept: await data.export(person) };
          return {
            name: "my-uptake-data.json",
            type: "application/json; charset=utf-8",
            body: JSON.stringify(kept, null, 2),
          };
        },
      },
    ],
    operator: [
      {
        name: "person show",
        usage: "person show --tenant <id> --id <object id>",
        does: "Says which kinds of records are kept on somebody, never what they say; people see their own in chat",
        options: { tenant: { type: "string" }, id: { type: "string" } },
        async run({ options }) {
          const kept = await data.export(keyIn(options));
          const kinds = Object.keys(kept);
          return {
            lines: kinds.length === 0 ? ["Nothing is kept."] : ["Records are kept by:", ...kinds],
            value: { kinds },
          };
        },
      },
      {
        name: "person erase",
        usage: "person erase --tenant <id> --id <object id>",
        does: "Erases everything kept on somebody, as “forget me” does",
        options: { tenant: { type: "string" }, id: { type: "string" } },
        async run({ options }, run) {
          const gone = await data.erase(keyIn(options), run);
          return { lines: [gone ? "Erased." : "Nothing was kept."], value: { erased: gone } };
        },
      },
    ],
    personalData: { summary: async () => [], export: async () => undefined },
  };
}

function keyIn({ tenant, id }: Readonly<Record<string, unknown>>) {
  if (typeof tenant !== "string" || typeof id !== "string") throw invalid("Give both --tenant and --id.");
  return { tenant: tenant.toLowerCase() as TenantId, id: id.toLowerCase() as PersonId };
}
