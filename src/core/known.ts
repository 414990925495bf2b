import type { Command, Compose, Dialog, Feature, Handler, Host, Reply, Turn } from "./feature.ts";

/**
 * The same feature, whose buttons and forms do nothing for somebody of whom nothing is kept: cards stay in a chat after
 * "forget me", and pressing one must bring nothing of its reader back. Nor is anything kept of somebody who opens a form
 * beside a message and was never told what we keep. Whoever types to us is kept and told, so typing always works.
 */
export function onlyForKnown(feature: Feature, host: Host): Feature {
  const action = ({ name, handle }: Handler<Turn, Reply>): Handler<Turn, Reply> => ({
    name,
    handle: async (input, turn) => (turn.person.known ? handle(input, turn) : host.forgotten(turn)),
  });
  const command = (each: Command): Command => ({
    ...each,
    run: async (turn) => (turn.person.known ? each.run(turn) : host.forgotten(turn)),
  });
  const compose = (each: Compose): Compose =>
    "find" in each
      ? each
      : {
          id: each.id,
          open: async (turn, message) =>
            turn.person.known ? each.open(turn, message) : dialogOf(host.forgotten(turn)),
          submit: async (verb, input, turn) =>
            turn.person.known ? each.submit(verb, input, turn) : dialogOf(host.forgotten(turn)),
        };
  return {
    ...feature,
    ...(feature.actions === undefined ? {} : { actions: feature.actions.map(action) }),
    ...(feature.commands === undefined ? {} : { commands: feature.commands.map(command) }),
    ...(feature.compose === undefined ? {} : { compose: feature.compose.map(compose) }),
  };
}

const dialogOf = ({ card }: Reply): Dialog => ({ title: "Uptake", card });
