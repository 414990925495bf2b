import type { Role } from "../../core/ports.ts";
import { wordsIn } from "../../core/words.ts";

export const adminWords = wordsIn(
  {
    roles: "What you do for others here",
    names: { champion: "Champion: you review stories" } satisfies Record<Role, string>,
  },
  {
    roles: "Yr hyn a wnewch dros eraill yma",
    names: { champion: "Hyrwyddwr: rydych yn adolygu straeon" },
  },
);
