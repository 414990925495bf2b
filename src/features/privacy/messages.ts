import { z } from "zod/v4";
import { message } from "../../core/message.ts";

export const askForget = message("privacy/ask-forget", z.object({}));
export const forgetMe = message("privacy/forget", z.object({}));
export const keepMe = message("privacy/keep", z.object({}));
