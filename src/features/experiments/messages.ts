import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** What an input of a card sends: text, or nothing. Sense is made of it in rules.ts, where the person can be asked again. */
const input = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value).slice(0, 2000)));

/** As Teams names an activity. */
const id = z.string().regex(/^[A-Za-z0-9:._|=+/-]{1,200}$/);
const experiment = z.coerce.number().int().min(1).max(2_147_483_647);

/** The form that proposes one. The same `form` twice is the same experiment. */
export const propose = message(
  "experiments/propose",
  z.object({
    form: id,
    copyOf: experiment.optional(),
    hypothesis: input,
    task: input,
    app: input,
    measure: input,
    counted: input,
    baseline: input,
    known: input,
    design: input,
    designSaid: input,
    starts: input,
    ends: input,
    openTo: input,
    success: input,
  }),
);
export type ProposalInput = ReturnType<typeof propose.read>;

export const dropForm = message("experiments/drop", z.object({}));

const about = z.object({ experiment });
export const showOne = message("experiments/show", about);
/** From a list, where one is chosen. */
export const pickOne = message("experiments/pick", z.object({ picked: input }));
/** Where nothing was chosen in a list, clients send an empty text. */
const given = (value: unknown) => (value === "" || value === null ? undefined : value);
/** On one's own card, or from a list in which one was chosen. */
export const join = message(
  "experiments/join",
  z.object({ experiment: z.preprocess(given, experiment.optional()), code: input }),
);
export const joinByCode = message("experiments/join-by-code", z.object({ code: input }));
export const leave = message("experiments/leave", about);

export const openRecord = message("experiments/open-record", about);
export const saveRecord = message(
  "experiments/record",
  z.object({ experiment, record: id, used: input, amount: input }),
);
export type RecordInput = ReturnType<typeof saveRecord.read>;
/** Which experiment a time entry counts for, where several could have it. What the entry is of is read where it is kept. */
export const countFor = message("experiments/count-for", z.object({ entry: id, counts: input }));

export const askClose = message("experiments/ask-close", about);
export const close = message(
  "experiments/close",
  z.object({ experiment, verdict: input, learned: input, next: input, keep: input }),
);
export type CloseInput = ReturnType<typeof close.read>;

export const copyMine = message("experiments/copy-mine", about);
