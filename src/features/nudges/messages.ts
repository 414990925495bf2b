import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** A nudge is named by its slot: the day it was planned for, or the request it answered. */
const nudge = z.object({ nudge: z.string().min(1).max(300) });

export const tried = message("nudges/tried", nudge);
export const notForMe = message("nudges/not-for-me", nudge);
export const remindLater = message("nudges/remind-later", nudge);
export const copyPrompt = message("nudges/copy-prompt", nudge);
export const why = message("nudges/why", nudge);
export const showTip = message("nudges/show", nudge);
/** `rate` is what it was when the card was sent, so that a second press doesn't slow it down twice. */
export const fewer = message(
  "nudges/fewer",
  z.object({
    nudge: z.string().max(300).optional(),
    rate: z.enum(["weekly", "fortnightly", "monthly"]).optional(),
  }),
);
export const weekly = message("nudges/weekly", z.object({ nudge: z.string().max(300).optional() }));
export const stop = message("nudges/stop", z.object({ nudge: z.string().max(300).optional() }));
export const snooze = message(
  "nudges/snooze",
  z.object({ weeks: z.union([z.string(), z.number()]).transform(String).optional() }),
);
