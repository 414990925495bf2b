import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** What an input of a card sends: text, or nothing. Sense is made of it in rules.ts, where the person can be asked again. */
const input = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value).slice(0, 2000)));

/** As Teams names an activity, as a UUID is, or a nudge's slot: nothing that words could be written in. */
const id = z.string().regex(/^[A-Za-z0-9:._|=+/-]{1,200}$/);
/** As content/tips names them. */
const tip = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** The few fields of a confirmation. The same entry id twice is the same entry. */
const draft = {
  entry: id,
  source: z.enum(["sentence", "form", "message"]),
  direction: input,
  minutes: input,
  actual: input,
  expected: input,
  task: input,
  app: input,
  on: input,
};

export const saveEntry = message(
  "time-saved/save",
  z.object({
    ...draft,
    /** Set where an entry that was saved before is being changed. */
    change: z.boolean().optional(),
    /** Which of the two cards it came from, so that what is wrong is shown on the same one. */
    form: z.enum(["short", "whole"]),
    tip: tip.optional(),
    anyway: input,
    quality: input,
    use: input,
    note: input,
    agreed: input,
  }),
);
export type FormInput = ReturnType<typeof saveEntry.read>;

/** From the few fields of a confirmation to the whole form, with what was filled in so far. */
export const openForm = message("time-saved/open-form", z.object(draft));

export const dropDraft = message("time-saved/drop-draft", z.object({}));

/** One press on a nudge: a band, of which a number is stored. */
export const quickAnswer = message(
  "time-saved/quick-answer",
  z.object({
    entry: id,
    band: z.enum(["lost", "none", "1-5", "6-15", "16-30", "31-60", "61-120", "over-120"]),
    task: z.string().max(50),
    app: z.string().max(50),
    tip: tip.optional(),
  }),
);
export type Band = ReturnType<typeof quickAnswer.read>["band"];

export const changeEntry = message("time-saved/change", z.object({ entry: id }));
/** More of "my time": `after` is how many entries were passed so far. */
export const showEarlier = message(
  "time-saved/earlier",
  z.object({ after: z.number().int().min(0).max(1_000_000) }),
);
/** Undo, on the card of an entry that was just saved: what has been changed since is asked about first. */
export const takeBack = message("time-saved/take-back", z.object({ entry: id }));
export const askDelete = message("time-saved/ask-delete", z.object({ entry: id }));
export const deleteEntry = message("time-saved/delete", z.object({ entry: id }));
