import { randomUUID } from "node:crypto";
import { missing } from "../../../core/failures.ts";
import type { Feature, Reply, Turn } from "../../../core/feature.ts";
import type { Page, Shown, View } from "../../../core/page.ts";
import { actionsOf, commandsOf } from "../../teams/commands.ts";
import { cardHtml, pressIn } from "./card-html.ts";

/** As a browser names a page's form: the same when it is sent twice. */
const TURN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What can be done in the chat, as pages: the same cards, the same handlers, and no scripts. */
export function cardPages(features: readonly Feature[]) {
  const actions = actionsOf(features, commandsOf(features));
  const turnOf = ({ person, now, log }: View, id = randomUUID() as string): Turn => ({
    person,
    now,
    log,
    id,
  });

  function shown(path: string, { seal, person: { language } }: View, turn: string, { card }: Reply): Shown {
    return cardHtml(card, { page: path, language, seal, turn });
  }

  return {
    pages: features
      .flatMap(({ commands }) => commands ?? [])
      .flatMap((command): readonly Page[] => {
        if (command.page === undefined) return [];
        const { path, title, for: readers } = command.page;
        return [
          {
            ...{ path, title, for: readers },
            async show(view) {
              const turn = turnOf(view);
              return shown(path, view, turn.id, await command.run(turn));
            },
          },
        ];
      }),

    /** What the card says that a press is answered with; on the same page. */
    async pressed(path: string, fields: URLSearchParams, view: View): Promise<Shown> {
      const press = pressIn(fields);
      const handler = press && actions.get(press.verb);
      const turn = fields.get("turn") ?? "";
      if (press === undefined || handler === undefined || !TURN.test(turn)) throw missing("");
      // The next card gets a name of its own: what is pressed on it is something else.
      return shown(path, view, randomUUID(), await handler.handle(press.data, turnOf(view, turn)));
    },
  };
}
