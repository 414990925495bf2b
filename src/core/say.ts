import { z } from "zod/v4";
import { message } from "./message.ts";

/** A button that stands for typing a command, so that everything that can be typed can also be pressed. */
export const say = message("house/say", z.object({ words: z.string().min(1).max(100) }));
