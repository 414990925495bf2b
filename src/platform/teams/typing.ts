import type { TurnContext } from "botbuilder";

const FIRST_MS = 1_200;
const AGAIN_MS = 3_500;

/**
 * Shows "typing" while something takes long, each turn with a timer of its own. teams-ai has one timer for the whole
 * application, so there a quick turn stops the typing of a slow one.
 */
export async function whileTyping<T>(context: TurnContext, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const type = () => {
    context.sendActivity({ type: "typing" }).catch(() => {}); // a nicety: the answer itself matters
    timer = setTimeout(type, AGAIN_MS).unref();
  };
  timer = setTimeout(type, FIRST_MS).unref();
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
