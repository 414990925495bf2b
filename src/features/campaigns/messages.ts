import { z } from "zod/v4";
import { message } from "../../core/message.ts";

/** A message of a campaign is named by the campaign: its reader is whoever presses. */
const own = z.object({ campaign: z.number().int().min(1).max(2_147_483_647) });

export const why = message("campaigns/why", own);
export const showMessage = message("campaigns/show", own);
