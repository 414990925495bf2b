import type { Role } from "../../core/ports.ts";
import { wordsIn } from "../../core/words.ts";

export const adminWords = wordsIn(
  {
    roles: "What you do for others here",
    names: {
      champion: "Champion: you review stories",
      analyst: "Analyst: you see figures on groups",
      administrator: "Administrator: you look after Uptake",
    } satisfies Record<Role, string>,
  },
  {
    roles: "Yr hyn a wnewch dros eraill yma",
    names: {
      champion: "Hyrwyddwr: rydych yn adolygu straeon",
      analyst: "Dadansoddwr: rydych yn gweld ffigurau am grwpiau",
      administrator: "Gweinyddwr: rydych yn gofalu am Uptake",
    },
  },
);
