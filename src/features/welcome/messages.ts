import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** What an input sends: text, or nothing. A multiple choice comes as one text with commas. */
const input = z.string().max(500).optional();

/** Only what the card asked for is changed: the set-up asks for less than the settings. */
export const saveChoices = message(
  "welcome/save",
  z.object({
    form: z.enum(["set-up", "settings"]),
    language: input,
    profession: input,
    grade: input,
    apps: input,
    zone: input,
    nation: input,
    workingDays: input,
    nudgeDays: input,
    from: input,
    until: input,
    awayFrom: input,
    awayUntil: input,
  }),
);
export type ChoicesInput = ReturnType<typeof saveChoices.read>;

/** What is kept of somebody beside their choices, as `people` hands it out. */
export const Kept = z.object({
  department: z.string().nullable(),
  manager_id: z.string().nullable(),
  heard_on: z.string().nullable(),
  conversation_id: z.string().nullable(),
});

const day = z.iso.date().optional();
/** `set` is what the card was about: leave that was changed since isn't put back. */
export const undoLeave = message(
  "welcome/undo-leave",
  z.object({ setFrom: day, setUntil: day, from: day, until: day }),
);

export const startSetUp = message("welcome/set-up", z.object({ language: input }));
export const skipSetUp = message("welcome/skip", z.object({}));
