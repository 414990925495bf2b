import type { z } from "zod/v4";
import { invalid } from "./failures.ts";

/** A message is a name and a shape, declared once: its sender and its handler both import it. */
export interface Message<out T> {
  readonly name: string;
  /** Checks what came in from outside; fails `invalid` where it does not fit. */
  read(input: unknown): T;
}

export function message<T>(name: string, shape: z.ZodType<T>): Message<T> {
  return {
    name,
    read(input) {
      const result = shape.safeParse(input);
      if (result.success) return result.data;
      // No words: whoever shows it has a sentence for "this card can't be read" in the reader's language.
      throw invalid("");
    },
  };
}
