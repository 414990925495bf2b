import type { TurnContext } from "botbuilder";
import type { Pace } from "./pace.ts";

/**
 * Shows "typing" while something takes long, each turn with a timer of its own. teams-ai has one timer for the whole
 * application, so there a quick turn stops the typing of a slow one.
 */
export async function whileTyping<T>(
  context: TurnContext,
  { typingFirst, typingAgain }: Pace,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout;
  const type = () => {
    context.sendActivity({ type: "typing" }).catch(() => {}); // a nicety: the answer itself matters
    timer = setTimeout(type, typingAgain).unref();
  };
  timer = setTimeout(type, typingFirst).unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
