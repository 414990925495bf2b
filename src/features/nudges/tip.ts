import { z } from "zod/v4";
import { apps, gradeBands, idsOf, professions, strands, tasks } from "../../core/taxonomy.ts";

/** Ours are short; what others published is taken whole. */
export const LONGEST_PROMPT = 8000;

const Words = z.object({
  title: z.string().min(1).max(100),
  body: z.string().min(1).max(400),
  prompt: z.string().min(1).max(LONGEST_PROMPT),
  caution: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
});

/** A reviewed tip, as content/tips holds it: content/README.md says how one is written. */
export const TipFile = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  strand: z.enum(idsOf(strands)),
  app: z.enum(idsOf(apps)),
  task: z.enum(idsOf(tasks)),
  professions: z.array(z.enum(idsOf(professions))),
  gradeBands: z.array(z.enum(gradeBands)),
  source: z.object({ title: z.string().min(1), url: z.url({ protocol: /^https$/ }).optional() }),
  written: z.iso.date(),
  reviewed: z.iso.date(),
  en: Words,
  cy: Words,
});
export type Tip = z.infer<typeof TipFile>;

/** All tips there are, and those of them that are still given. */
export interface Shelf {
  readonly all: readonly Tip[];
  readonly open: readonly Tip[];
  /** Why a tip isn't given any more, by its id. */
  readonly retired: ReadonlyMap<string, { readonly reason: string; readonly since: Date }>;
}
