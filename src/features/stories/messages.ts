import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** What an input of a card sends: text, or nothing. Sense is made of it in rules.ts, where the person can be asked again. */
const input = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : String(value).slice(0, 6000)));

/** As Teams names an activity: nothing that words could be written in. */
const draft = z.string().regex(/^[A-Za-z0-9:._|=+/-]{1,200}$/);
const story = z.string().regex(/^[a-z0-9-]{1,60}$/);
const version = z.number().int().min(1).max(100_000);

const fields = {
  title: input,
  challenge: input,
  did: input,
  result: input,
  learned: input,
  task: input,
  app: input,
  profession: input,
  reuse: input,
  before: input,
  after: input,
  evidence: input,
  name: input,
  stays: input,
  agreed: input,
};
export type Fields = Readonly<Partial<Record<keyof typeof fields, string | undefined>>>;

/** The form, empty or with what is known already: a time that was kept, four answers. */
export const openForm = message("stories/open-form", z.object(fields));
/** The same draft twice is the same story. */
export const sendStory = message("stories/send", z.object({ ...fields, draft }));
export const dropStory = message("stories/drop", z.object({}));
/** One of four questions after another; what was answered so far travels on the card and is kept nowhere. */
export const guide = message(
  "stories/guide",
  z.object({
    step: z.number().int().min(0).max(4),
    challenge: input.optional(),
    did: input.optional(),
    result: input.optional(),
    learned: input.optional(),
  }),
);

/** What to do with a story of which there are similar ones: on its own, or added to one of them. */
export const tellAnyway = message("stories/tell-anyway", z.object({ story }));
export const addToIt = message("stories/add-to-it", z.object({ story, to: input }));

export const openMine = message("stories/open-mine", z.object({ story }));
export const changeStory = message("stories/change", z.object({ story }));
/** `version` is what the form showed: who changed it meanwhile elsewhere isn't overwritten. */
export const saveChange = message(
  "stories/save-change",
  z.object({ ...fields, story, version, hide: input }),
);
export const askName = message("stories/ask-name", z.object({ story }));
export const showName = message("stories/show-name", z.object({ story, name: input }));
export const hideName = message("stories/hide-name", z.object({ story }));
export const askTakeDown = message("stories/ask-take-down", z.object({ story }));
export const takeDown = message("stories/take-down", z.object({ story }));
export const askRemove = message("stories/ask-remove", z.object({ story }));
export const removeStory = message("stories/remove", z.object({ story }));

export const openReview = message("stories/open-review", z.object({ story }));
/** `version` is what the champion has read: a newer one has to be read first. */
export const decide = message(
  "stories/decide",
  z.object({ story, version, decision: z.enum(["approve", "change", "decline"]), words: input }),
);
export type Decision = ReturnType<typeof decide.read>["decision"];

export const findStories = message(
  "stories/find",
  z.object({
    words: input.optional(),
    task: input.optional(),
    app: input.optional(),
    profession: input.optional(),
    after: z.number().int().min(0).max(10_000).optional(),
  }),
);
/** A button of somebody else's card, to go back to it. It does no more than whoever presses it could do. */
const back = z.object({
  type: z.literal("Action.Execute"),
  title: z.string().min(1).max(40),
  verb: z.string().regex(/^[a-z-]{1,40}\/[a-z-]{1,40}$/),
  data: z.record(z.string().max(40), z.string().max(300)),
});
export const openStory = message("stories/open", z.object({ story, back: back.optional() }));
export const tryStory = message("stories/try", z.object({ story, worked: z.boolean() }));
export const untryStory = message("stories/untry", z.object({ story }));
export const logTry = message("stories/log-try", z.object({ story }));
