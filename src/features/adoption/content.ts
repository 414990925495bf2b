import { z } from "zod/v4";
import { grades, idsOf, professions } from "../../core/taxonomy.ts";

const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** content/copilot: which service plans are Copilot. */
export const PlanFile = z.object({
  plans: z.array(z.object({ id, name: z.string(), source: z.string() })).min(1),
});

/** Words are found whole and in any case, so they are kept as the comparison has them. */
const words = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim(),
  )
  .refine((text) => text !== "", "has no letters");

const Rule = z
  .object({
    field: z.enum(["title", "department"]),
    words,
    grade: z.enum(idsOf(grades)).optional(),
    profession: z.enum(idsOf(professions)).optional(),
  })
  .refine(({ grade, profession }) => grade !== undefined || profession !== undefined, "says nothing");
export type Rule = z.infer<typeof Rule>;

export const Rules = z.array(Rule);
/** content/roles: what titles and departments say of grade and profession. */
export const RuleFile = z.object({ rules: Rules });
