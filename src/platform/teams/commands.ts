import { missing } from "../../core/failures.ts";
import { type Command, type Feature, type Handler, on, type Reply, type Turn } from "../../core/feature.ts";
import { say } from "../../core/say.ts";
import { languages } from "../../core/words.ts";

/** What a person typed, made comparable: case, accents, quotes, spaces and closing punctuation don't matter. */
export const comparable = (words: string): string =>
  words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\u2018\u2019'"\u201c\u201d`]/g, "")
    .replace(/^[\s/]+|[\s.?!,;:]+$/g, "")
    .replace(/\s+/g, " ");

/** All commands by what can be typed for them, in every language. Whole messages only: "unhelpful" is not "help". */
export function commandsOf(features: readonly Feature[]): (words: string) => Command | undefined {
  const byWords = new Map<string, Command>();
  for (const command of features.flatMap((feature) => feature.commands ?? []))
    for (const language of languages)
      for (const words of command.words[language]) byWords.set(comparable(words), command);
  return (words) => (words.length > LONGEST_COMMAND ? undefined : byWords.get(comparable(words)));
}

const LONGEST_COMMAND = 100;

/** Everything that can be pressed, by its message, and among it the buttons that stand for typing a command. */
export function actionsOf(features: readonly Feature[], commandFor: (words: string) => Command | undefined) {
  const typed = on(say, async ({ words }, turn: Turn): Promise<Reply> => {
    const command = commandFor(words);
    if (command === undefined) throw missing("");
    return command.run(turn);
  });
  const all: Handler<Turn, Reply>[] = [typed, ...features.flatMap((feature) => feature.actions ?? [])];
  return new Map(all.map((handler) => [handler.name, handler]));
}
