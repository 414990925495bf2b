import { z } from "zod/v4";
import { message } from "../../core/message.ts";

export const rates = ["weekly", "fortnightly", "monthly", "off"] as const;
export type Rate = (typeof rates)[number];
/** A digest for those who lead, or for those who measure. */
export const audiences = ["lead", "analyst"] as const;
export type Audience = (typeof audiences)[number];
/** Until they choose. */
export const usual = { lead: "weekly", analyst: "monthly" } as const satisfies Record<Audience, Rate>;

export const showDigest = message("digests/show", z.object({ of: z.enum(audiences) }));
export const setRate = message("digests/rate", z.object({ of: z.enum(audiences), rate: z.enum(rates) }));

/** What can be done this week, beside what other features offer. */
export const helps = ["session", "share", "thank"] as const;
export type Help = (typeof helps)[number];
export const openHelp = message(
  "digests/help",
  z.object({ help: z.enum(helps), nth: z.number().int().min(0).max(100) }),
);
