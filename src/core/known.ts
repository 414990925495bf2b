import type { Command, Feature, Handler, Host, Reply, Turn } from "./feature.ts";
import type { Person } from "./person.ts";
import type { People } from "./ports.ts";

/**
 * The same feature, whose buttons do nothing for somebody of whom nothing is kept: cards stay in a chat after "forget
 * me", and pressing one must bring nothing of its reader back. Whoever types to us is kept, so typing always works.
 */
export function onlyForKnown(feature: Feature, people: People, host: Host): Feature {
  const isKnown = async (person: Person) =>
    person.greeted || person.setUp || (await people.find(person)) !== undefined;

  const action = ({ name, handle }: Handler<Turn, Reply>): Handler<Turn, Reply> => ({
    name,
    handle: async (input, turn) =>
      (await isKnown(turn.person)) ? handle(input, turn) : host.forgotten(turn),
  });
  const command = (each: Command): Command => ({
    ...each,
    run: async (turn) => ((await isKnown(turn.person)) ? each.run(turn) : host.forgotten(turn)),
  });
  return {
    ...feature,
    ...(feature.actions === undefined ? {} : { actions: feature.actions.map(action) }),
    ...(feature.commands === undefined ? {} : { commands: feature.commands.map(command) }),
  };
}
