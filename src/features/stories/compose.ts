import { type Command, type Dialog, type Handler, on, type Reply, type Turn } from "../../core/feature.ts";
import { say } from "../../core/say.ts";
import { languages } from "../../core/words.ts";
import { storyWords } from "./words.ts";

interface Answers {
  readonly commands: readonly Command[];
  readonly actions: readonly Handler<Turn, Reply>[];
  readonly begin: (turn: Turn) => Promise<Reply>;
}

/**
 * The form beside any message. The message itself isn't read: it is somebody else's. What is pressed in the dialog is
 * answered as it is in a chat; what no card of ours sends gets the form again.
 */
export function tellingBeside({ commands, actions, begin }: Answers) {
  const answers = new Map([...actions, on(say, saying)].map((handler) => [handler.name, handler]));
  return {
    open: async (turn: Turn): Promise<Dialog> => dialog(turn, await begin(turn)),
    submit: async (verb: string, input: unknown, turn: Turn): Promise<Dialog> =>
      dialog(turn, await (answers.get(verb)?.handle(input, turn) ?? begin(turn))),
  };

  async function saying({ words }: { readonly words: string }, turn: Turn): Promise<Reply> {
    const command = commands.find((each) => languages.some((one) => each.words[one].includes(words)));
    return (command?.run ?? begin)(turn);
  }

  function dialog({ person }: Turn, { card }: Reply): Dialog {
    return { title: storyWords(person.language).dialogTitle, card };
  }
}
